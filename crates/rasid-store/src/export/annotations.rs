//! W3C Web Annotations (JSON-LD): each record as a note on the exact words of its report, by quotation and by
//! position, so that other programs show it in the text.

use super::decided::Decided;
use super::hiding::Hidden;
use super::incidents::stable_id;
use super::rows::{Frame, Rows};
use crate::db::Db;
use crate::{StoreError, tombstones};
use rasid_record::{Anchor, List, Reading};
use serde_json::{Value, json};

/// Letters of the text that a quotation has on each side.
const AROUND: usize = 32;

/// What stands around the annotations.
pub(super) fn frame() -> Frame {
    let begin = "{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"id\":\"urn:rasid:annotations\",\
                 \"type\":\"AnnotationPage\",\"items\":[";
    Frame { begin: begin.to_owned(), end: "]}".to_owned() }
}

/// Writes the annotations of all reports.
pub(super) fn write(db: &Db, rows: &mut Rows<'_>) -> Result<(), StoreError> {
    let reports = db.all("SELECT id FROM reports ORDER BY no", &[], |c| c.text())?;
    for report in reports {
        let Some(decided) = Decided::of(db, &report)? else { continue };
        let kept = &decided.kept;
        let reading = &kept.reading;
        let hidden = Hidden::of(reading);
        let letters: Vec<char> = reading.report.text.chars().collect();
        for &list in List::ALL {
            for idx in 0..reading.len_of(list) {
                let Some(at) = reading.anchor(list, idx) else { continue };
                let standing = decided.standing_now(list, idx);
                let tag = tag(reading, list, idx);
                let (start, end) = (at.start.to_string(), at.end.to_string());
                let parts = [reading.report.id.as_str(), list.as_str(), &start, &end, &tag, &idx.to_string()];
                let source = reading.report.url.as_deref().filter(|url| is_web(url));
                rows.line(&json!({
                    "id": format!("urn:rasid:{}", stable_id("n", &parts)),
                    "type": "Annotation",
                    "motivation": "classifying",
                    "created": kept.made_at,
                    "generator": {"id": format!("urn:rasid:rules:{}", kept.rules_version), "type": "Software", "name": "Rasid"},
                    "body": [
                        {"type": "TextualBody", "purpose": "tagging", "format": "text/plain", "value": tag},
                        {"type": "TextualBody", "purpose": "describing", "format": "text/plain",
                         "value": format!("{list} by the rule {}, {standing}", rule(reading, list, idx))},
                    ],
                    "target": {
                        "source": source.map_or_else(|| format!("urn:rasid:report:{}", encoded(&reading.report.id)), str::to_owned),
                        "selector": selectors(&letters, at, &hidden),
                    },
                }))?;
            }
        }
    }
    for stone in tombstones::all(db)? {
        // There are no words any more that it could stand at, so that it is about the report as a whole.
        rows.line(&json!({
            "id": format!("urn:rasid:{}", stable_id("t", &[&stone.report_id, &stone.seq.to_string()])),
            "type": "Annotation",
            "motivation": "describing",
            "created": stone.made_at,
            "body": [
                {"type": "TextualBody", "purpose": "tagging", "format": "text/plain", "value": "deleted"},
                {"type": "TextualBody", "purpose": "describing", "format": "text/plain",
                 "value": format!("deleted by {}: {}", stone.who, stone.why)},
            ],
            "target": format!("urn:rasid:report:{}", encoded(&stone.report_id)),
        }))?;
    }
    Ok(())
}

/// The address of a page, as far as it can stand in a link of JSON-LD.
fn is_web(url: &str) -> bool {
    (url.starts_with("http://") || url.starts_with("https://"))
        && !url.chars().any(|c| c.is_whitespace() || c.is_control() || "<>\"{}|\\^`".contains(c))
}

/// An identifier inside a URN: what may not stand there is written in hexadecimal.
fn encoded(id: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    id.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

/// Where the words are. Words that name private persons are given by their position only.
fn selectors(letters: &[char], at: &Anchor, hidden: &Hidden) -> Value {
    let position = json!({"type": "TextPositionSelector", "start": at.start, "end": at.end});
    let (start, end) = (at.start as usize, (at.end as usize).min(letters.len()));
    if start > end {
        return json!([position]);
    }
    let text = |from: usize, to: usize| letters[from..to].iter().collect::<String>();
    let exact = text(start, end);
    let prefix = text(start.saturating_sub(AROUND), start);
    let suffix = text(end, (end + AROUND).min(letters.len()));
    if hidden.is_in(&format!("{prefix}{exact}{suffix}")) {
        return json!([position]);
    }
    json!([{"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}, position])
}

/// The list and the words of the vocabularies that sort the record out: `events/ASSAULT/aerial`.
fn tag(reading: &Reading, list: List, idx: usize) -> String {
    let (kind, detail) = match list {
        List::Times => (reading.times[idx].kind.as_str(), reading.times[idx].value.clone().unwrap_or_default()),
        List::Figures => {
            let figure = &reading.figures[idx];
            (figure.measure.as_str(), figure.who.map_or("", |who| who.as_str()).to_owned())
        }
        List::Statements => (reading.statements[idx].stance.as_str(), reading.statements[idx].form.to_string()),
        List::Events => (reading.events[idx].kind.as_str(), reading.events[idx].mode.clone().unwrap_or_default()),
        List::Commitments => (reading.commitments[idx].class.as_str(), reading.commitments[idx].kind.to_string()),
        List::Arrangements => (reading.arrangements[idx].kind.as_str(), reading.arrangements[idx].phase.to_string()),
        List::Breaches => (reading.breaches[idx].act.map_or("", |act| act.as_str()), String::new()),
        List::Naming => {
            let naming = &reading.naming[idx];
            (naming.kind.as_str(), if crate::is_private(&naming.id) { String::new() } else { naming.id.clone() })
        }
    };
    let words = [list.as_str(), kind, &detail];
    words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join("/")
}

fn rule(reading: &Reading, list: List, idx: usize) -> &str {
    match list {
        List::Times => &reading.times[idx].rule,
        List::Figures => &reading.figures[idx].rule,
        List::Statements => &reading.statements[idx].rule,
        List::Events => &reading.events[idx].rule,
        List::Commitments => &reading.commitments[idx].rule,
        List::Arrangements => &reading.arrangements[idx].rule,
        List::Breaches => &reading.breaches[idx].rule,
        List::Naming => &reading.naming[idx].rule,
    }
}
