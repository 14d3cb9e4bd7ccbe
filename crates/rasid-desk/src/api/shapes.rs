//! What the record answers, as JSON. Words that name private persons are left out.

use rasid_record::{List, Reading};
use rasid_store::{
    ActorRow, Claim, CourseRow, Fields, News, NewsKind, Paged, Party, PlaceRow, RecordReview, ReportRef, ReportRow,
    Row, Stances, TimeRef,
};
use serde::Serialize;
use serde_json::{Value, json};

/// A page of a long list.
pub(super) fn paged<T>(found: &Paged<T>, shape: impl Fn(&T) -> Value) -> Value {
    json!({"total": found.total, "rows": found.rows.iter().map(shape).collect::<Vec<_>>()})
}

/// What has a published form.
pub(super) fn published<T: Serialize>(line: &T) -> Value {
    // Lines are kept as JSON, so that this cannot fail.
    serde_json::to_value(line).unwrap_or(Value::Null)
}

/// Whether an identifier is that of a private person.
fn is_person(id: &str) -> bool {
    id.split('+').any(|part| part.starts_with("anon:"))
}

/// Words that name somebody, unless it is a private person.
fn naming<'w>(words: Option<&'w str>, id: Option<&str>) -> Option<&'w str> {
    words.filter(|_| !id.is_some_and(is_person))
}

pub(super) fn report_ref(report: &ReportRef) -> Value {
    json!({"id": report.id, "outlet": report.outlet, "published": report.published, "title": report.title})
}

pub(super) fn report_row(row: &ReportRow) -> Value {
    let records: serde_json::Map<String, Value> =
        List::ALL.iter().map(|&list| (list.as_str().to_owned(), json!(row.count(list)))).collect();
    json!({"id": row.id, "outlet": row.outlet, "published": row.published, "title": row.title, "url": row.url, "records": records})
}

/// A reading, with its text where it is wanted.
pub(super) fn reading(mut reading: Reading, with_text: bool) -> Value {
    rasid_store::hide_persons(&mut reading);
    let mut json = published(&reading);
    if let Some(fields) = json.as_object_mut() {
        fields.shift_remove("sketch");
        if !with_text {
            fields.shift_remove("text");
        }
    }
    json
}

fn claim(claim: &Option<Claim>) -> Value {
    let Some(claim) = claim else { return Value::Null };
    let id = claim.speaker_id.as_deref();
    json!({"statement": claim.statement, "speaker_id": id, "speaker": naming(claim.speaker.as_deref(), id), "via": claim.via})
}

fn time(time: &Option<TimeRef>) -> Value {
    time.as_ref().map_or(Value::Null, |time| json!({"value": time.value, "words": time.words}))
}

fn parties(parties: &[Party]) -> Value {
    let party =
        |party: &Party| json!({"id": party.id, "words": naming(Some(&party.words), Some(&party.id)).unwrap_or("")});
    parties.iter().map(party).collect()
}

/// A record of a list.
pub(super) fn row(row: &Row) -> Value {
    let mut all = json!({
        "list": row.list().as_str(), "report": report_ref(&row.report), "idx": row.idx, "start": row.at.start,
        "end": row.at.end, "text": row.at.text, "rule": row.rule, "claim": claim(&row.claim),
    });
    let own = fields(&row.fields);
    if let (Some(all), Value::Object(own)) = (all.as_object_mut(), own) {
        all.extend(own);
    }
    all
}

fn fields(fields: &Fields) -> Value {
    match fields {
        Fields::Time(x) => json!({
            "kind": x.kind.as_str(), "value": x.value, "mod": x.modifier.map(|word| word.as_str()), "anchored": x.anchored,
        }),
        Fields::Figure(x) => json!({
            "low": x.low, "high": x.high, "approx": x.approx, "counted": x.counted, "measure": x.measure.as_str(),
            "who": x.who.map(|word| word.as_str()), "scope": x.scope.as_str(), "from": time(&x.from), "until": time(&x.until),
            "carried": x.carried,
        }),
        Fields::Statement(x) => json!({
            "speaker": naming(x.speaker.as_deref().or(x.speaker_name.as_deref()), x.speaker_id.as_deref()),
            "speaker_id": x.speaker_id, "cue": x.cue, "content": x.content, "form": x.form.as_str(), "addressee": x.addressee,
            "via": x.via, "stance": x.stance.as_str(), "negated": x.negated,
        }),
        Fields::Event(x) => json!({
            "type": x.kind.as_str(), "mode": x.mode, "actors": parties(&x.actors), "recipients": parties(&x.recipients),
            "when": time(&x.when), "where": x.place, "aux": x.aux.map(|word| word.as_str()), "carried": x.carried,
        }),
        Fields::Commitment(x) => json!({
            "by_id": x.by_id, "by": naming(x.by.as_deref(), Some(&x.by_id)), "to": x.to, "class": x.class.as_str(),
            "negative": x.negative, "kind": x.kind.as_str(), "from": time(&x.from), "until": time(&x.until),
            "condition": x.condition,
        }),
        Fields::Arrangement(x) => json!({
            "kind": x.kind.as_str(), "phase": x.phase.as_str(), "place": x.place, "parties": x.parties,
            "for": x.beneficiaries, "from": time(&x.from), "until": time(&x.until),
        }),
        Fields::Breach(x) => json!({
            "arrangement_idx": x.arrangement_idx, "arrangement": x.arrangement,
            "arrangement_kind": x.arrangement_kind.map(|word| word.as_str()), "accused": x.accused, "against": x.against,
            "act": x.act.map(|word| word.as_str()), "figure": x.figure, "from": time(&x.from), "until": time(&x.until),
            "where": x.place, "carried": x.carried, "answer": x.answer.map(|word| word.as_str()),
        }),
        Fields::Naming(x) => json!({"id": x.id, "kind": x.kind.as_str(), "voice": x.voice.as_str()}),
    }
}

pub(super) fn course_row(row: &CourseRow) -> Value {
    json!({
        "first": row.first, "kind": row.kind.as_str(), "name": row.name, "words": row.words, "place": row.place,
        "parties": row.parties, "phase": row.phase.as_str(), "phase_at": row.phase_at, "phase_by": row.phase_by,
        "phases": row.phases, "breaches": row.breaches, "counts": published(&row.counts),
    })
}

pub(super) fn stances(stances: &Stances) -> Value {
    json!({"arrangement": course_row(&stances.course), "positions": published(&stances.positions)})
}

pub(super) fn news(kind: NewsKind, news: &News) -> Value {
    let kind = kind.as_str();
    match news {
        News::Phases { course, new } => json!({"kind": kind, "arrangement": published(course), "phases": new}),
        News::Breach { course, entry } => json!({"kind": kind, "arrangement": published(course), "entry": entry}),
        News::Promise(promise) => json!({"kind": kind, "commitment": published(promise)}),
        News::Figure { course, item } => json!({"kind": kind, "figures": published(course), "item": item}),
        News::Disagreement(found) => json!({"kind": kind, "disagreement": published(found)}),
    }
}

pub(super) fn actor(row: &ActorRow) -> Value {
    let roles: Vec<Value> =
        row.roles.iter().map(|role| json!({"role": role.role.as_str(), "records": role.records})).collect();
    json!({"id": row.id, "total": row.total, "roles": roles, "names": row.names})
}

pub(super) fn place(row: &PlaceRow) -> Value {
    json!({
        "id": row.id, "words": row.words, "country": row.country, "precision": row.precision.as_str(),
        "lat": row.point.map(|point| point.0), "lon": row.point.map(|point| point.1), "records": row.records,
        "reports": row.reports, "last_day": row.last_day,
    })
}

pub(super) fn review(review: &RecordReview) -> Value {
    json!({
        "list": review.content.list.as_str(), "idx": review.idx, "start": review.content.start, "end": review.content.end,
        "words": review.content.words, "standing": review.state.standing.as_str(), "claim": review.state.claim,
        "tags": review.state.tags, "disputed": review.state.is_disputed(),
    })
}
