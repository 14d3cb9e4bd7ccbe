//! A JSON object, or a line of `index.csv` with its text, to a report.

use crate::date;
use crate::error::Problem;
use crate::script;
use rasid_record::{Basis, LIMIT_TEXT, List, Report};
use serde_json::{Map, Value};

/// Ending of the name under which a field is kept that does not say what it should.
const AS_GIVEN: &str = "_as_given";

/// A report, and a doubt about its date.
pub(crate) type Article = (Report, Option<Problem>);

/// Makes a report of the fields that are given. What has no meaning here is kept in `other`.
pub(crate) fn article(mut fields: Map<String, Value>) -> Result<Article, Problem> {
    let Some(Value::String(text)) = fields.shift_remove("text") else { return Err(Problem::NoText) };
    if text.trim().is_empty() {
        return Err(Problem::Blank);
    }
    let mut report = Report {
        text,
        id: word(&mut fields, "id").unwrap_or_default(),
        outlet: word(&mut fields, "outlet"),
        url: word(&mut fields, "url"),
        title: word(&mut fields, "title"),
        lang: word(&mut fields, "lang"),
        ..Report::default()
    };
    if report.text.len() + report.title.as_ref().map_or(0, |t| t.len() + 2) > LIMIT_TEXT {
        return Err(Problem::LargeText);
    }
    let doubt = set_published(&mut report, &mut fields);
    remove_computed(&mut fields);
    report.other = fields;
    script::mark(&mut report);
    Ok((report, doubt))
}

/// Takes the words of a field. Numbers are taken as they are written; anything else is no word and
/// is kept under another name, since the field must be a string in what is written.
fn word(fields: &mut Map<String, Value>, name: &str) -> Option<String> {
    match fields.shift_remove(name)? {
        Value::Null => None,
        Value::String(word) => Some(word.trim().to_owned()).filter(|w| !w.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        other => {
            fields.insert(format!("{name}{AS_GIVEN}"), other);
            None
        }
    }
}

fn set_published(report: &mut Report, fields: &mut Map<String, Value>) -> Option<Problem> {
    if let Some(basis) = word(fields, "published_basis") {
        report.published_basis = Basis::parse(&basis);
        if report.published_basis.is_none() {
            fields.insert(format!("published_basis{AS_GIVEN}"), Value::String(basis));
        }
    }
    let given = word(fields, "published")?;
    report.published = date::published(&given);
    if report.published.is_some() {
        return None;
    }
    let short: String = given.chars().take(60).collect();
    fields.insert(format!("published{AS_GIVEN}"), Value::String(given));
    Some(Problem::Published(short))
}

/// Leaves out what a reading adds to its report, so that readings can be read again; in an input
/// that is no reading such a field means something else and is kept under another name.
fn remove_computed(fields: &mut Map<String, Value>) {
    let is_reading = fields.shift_remove("rasid").is_some();
    fields.shift_remove("text_id");
    for name in List::ALL.iter().map(|list| list.as_str()).chain(["notes", "sketch"]) {
        if let Some(value) = fields.shift_remove(name)
            && !is_reading
        {
            fields.insert(format!("{name}{AS_GIVEN}"), value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn of(value: Value) -> Result<Article, Problem> {
        match value {
            Value::Object(fields) => article(fields),
            _ => unreachable!("the tests give objects"),
        }
    }

    #[test]
    fn what_has_no_meaning_is_kept() {
        let (report, doubt) =
            of(json!({"id": 7, "text": "خبر", "title": null, "section": ["a"], "outlet": " BBC "})).unwrap();
        assert_eq!((report.id.as_str(), report.outlet.as_deref(), doubt), ("7", Some("BBC"), None));
        assert_eq!(Value::Object(report.other), json!({"section": ["a"]}));
    }

    #[test]
    fn a_date_that_is_none_is_kept_aside() {
        let (report, doubt) = of(json!({"text": "خبر", "published": "27/07/2016"})).unwrap();
        assert_eq!(report.published, None);
        assert_eq!(report.other["published_as_given"], "27/07/2016");
        assert_eq!(doubt, Some(Problem::Published("27/07/2016".into())));
    }

    #[test]
    fn a_reading_can_be_read_again() {
        let (report, _) =
            of(json!({"rasid": 1, "id": "a", "text_id": "t", "text": "خبر", "times": [], "sketch": {}})).unwrap();
        assert!(report.other.is_empty());
        let (report, _) = of(json!({"text": "خبر", "notes": "mine", "outlet": {"name": "x"}})).unwrap();
        assert_eq!(Value::Object(report.other), json!({"outlet_as_given": {"name": "x"}, "notes_as_given": "mine"}));
    }

    #[test]
    fn a_report_needs_words() {
        assert_eq!(of(json!({"title": "x"})).unwrap_err(), Problem::NoText);
        assert_eq!(of(json!({"text": 5})).unwrap_err(), Problem::NoText);
        assert_eq!(of(json!({"text": " \n\u{a0}"})).unwrap_err(), Problem::Blank);
    }

    #[test]
    fn the_title_counts_for_the_limit() {
        let text = "x".repeat(LIMIT_TEXT);
        assert!(of(json!({"text": text})).is_ok());
        assert_eq!(of(json!({"text": text, "title": "y"})).unwrap_err(), Problem::LargeText);
    }
}
