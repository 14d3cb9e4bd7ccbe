//! The schemas of answers (JSON Schema 2020-12). Objects are closed: what is not described is not given.

use rasid_record::*;
use rasid_store::{NewsKind, Role};
use serde_json::{Map, Value, json};

/// A schema that stands among the components.
pub(super) fn named(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

/// A list of it.
pub(super) fn many(of: Value) -> Value {
    json!({"type": "array", "items": of})
}

/// It, or null.
pub(super) fn or_null(of: Value) -> Value {
    json!({"anyOf": [of, {"type": "null"}]})
}

/// A page of a long list.
pub(super) fn paged(of: Value) -> Value {
    object(&[("total", count()), ("rows", many(of))])
}

/// An object with exactly these fields; a name that ends with `?` may be missing.
pub(super) fn object(fields: &[(&str, Value)]) -> Value {
    let properties: Map<String, Value> =
        fields.iter().map(|(name, schema)| (name.trim_end_matches('?').to_owned(), schema.clone())).collect();
    let required: Vec<&str> = fields.iter().map(|(name, _)| *name).filter(|name| !name.ends_with('?')).collect();
    json!({"type": "object", "properties": properties, "required": required, "additionalProperties": false})
}

pub(super) fn text() -> Value {
    json!({"type": "string"})
}

pub(super) fn count() -> Value {
    json!({"type": "integer", "minimum": 0})
}

fn number() -> Value {
    json!({"type": "number"})
}

pub(super) fn flag() -> Value {
    json!({"type": "boolean"})
}

fn texts() -> Value {
    many(text())
}

macro_rules! words {
    ($($name:literal = $vocabulary:ty),+ $(,)?) => {
        [$(($name, <$vocabulary>::ALL.iter().map(|word| word.as_str()).collect::<Vec<&str>>())),+]
    };
}

/// Every schema that others refer to.
pub(super) fn all() -> Value {
    let mut all = Map::new();
    let vocabularies = words![
        "List" = List,
        "TimeKind" = TimeKind,
        "TimeMod" = TimeMod,
        "Measure" = Measure,
        "Who" = Who,
        "Scope" = Scope,
        "Form" = Form,
        "Stance" = Stance,
        "EventType" = EventType,
        "Aux" = Aux,
        "Class" = Class,
        "CommitmentKind" = CommitmentKind,
        "ArrangementKind" = ArrangementKind,
        "Phase" = Phase,
        "Answer" = Answer,
        "NamingKind" = NamingKind,
        "Voice" = Voice,
        "PlaceRole" = PlaceRole,
        "Precision" = Precision,
        "PlaceReason" = PlaceReason,
        "Attests" = Attests,
        "Outcome" = Outcome,
        "About" = About,
        "Basis" = Basis,
        "Role" = Role,
        "Standing" = Standing,
        "NewsKind" = NewsKind,
    ];
    for (name, words) in vocabularies {
        all.insert(name.to_owned(), json!({"type": "string", "enum": words}));
    }
    for (name, schema) in shared().into_iter().chain(rows()).chain(across()).chain(counted()) {
        all.insert(name.to_owned(), schema);
    }
    Value::Object(all)
}

fn opt(schema: Value) -> Value {
    or_null(schema)
}

fn word(name: &str) -> Value {
    named(name)
}

fn shared() -> Vec<(&'static str, Value)> {
    vec![
        ("Failure", object(&[("status", count()), ("error", text()), ("hint?", text()), ("detail?", text())])),
        (
            "ReportRef",
            object(&[("id", text()), ("outlet", opt(text())), ("published", opt(text())), ("title", text())]),
        ),
        ("TimeRef", opt(object(&[("value", opt(text())), ("words", text())]))),
        ("Party", object(&[("id", text()), ("words", text())])),
        (
            "Claim",
            opt(object(&[
                ("statement", count()),
                ("speaker_id", opt(text())),
                ("speaker", opt(text())),
                ("via", texts()),
            ])),
        ),
        (
            "Report",
            object(&[
                ("id", text()),
                ("outlet", opt(text())),
                ("published", opt(text())),
                ("title", text()),
                ("url", opt(text())),
                ("records", object(&List::ALL.iter().map(|list| (list.as_str(), count())).collect::<Vec<_>>())),
            ]),
        ),
        ("InList", json!({"type": "array", "prefixItems": [named("List"), count()], "items": false, "minItems": 2})),
        ("Mention", json!({"type": "array", "prefixItems": [text(), count()], "items": false, "minItems": 2})),
        (
            "Reference",
            json!({"type": "array", "prefixItems": [text(), word("List"), count()], "items": false, "minItems": 3}),
        ),
        (
            "Counts",
            object(&[
                ("texts", count()),
                ("origins", count()),
                ("named", texts()),
                ("unnamed", count()),
                ("sides", many(word("Attests"))),
            ]),
        ),
        ("Reading", reading()),
        (
            "Review",
            object(&[
                ("list", word("List")),
                ("idx", opt(count())),
                ("start", count()),
                ("end", count()),
                ("words", text()),
                ("standing", word("Standing")),
                ("claim", opt(text())),
                ("tags", texts()),
                ("disputed", flag()),
            ]),
        ),
    ]
}

/// A reading as docs/formats.md has it; sources may have further fields, and records too.
fn reading() -> Value {
    let mut properties: Map<String, Value> =
        List::ALL.iter().map(|list| (list.as_str().to_owned(), many(json!({"type": "object"})))).collect();
    for name in ["id", "text_id", "outlet", "url", "title", "published", "lang", "text"] {
        properties.insert(name.to_owned(), text());
    }
    properties.insert("rasid".to_owned(), json!({"const": 1}));
    properties.insert("published_basis".to_owned(), word("Basis"));
    properties.insert("places".to_owned(), many(json!({"type": "object"})));
    properties.insert("notes".to_owned(), many(json!({"type": "object"})));
    let required: Vec<&str> =
        ["rasid", "id", "text_id"].into_iter().chain(List::ALL.iter().map(|l| l.as_str())).collect();
    json!({"type": "object", "properties": properties, "required": required,
           "description": "As docs/formats.md has it, without `sketch`; `text` only where it is asked for."})
}

/// The rows of the eight lists.
fn rows() -> Vec<(&'static str, Value)> {
    let of = |own: &[(&str, Value)]| {
        let mut fields = vec![
            ("list", word("List")),
            ("report", word("ReportRef")),
            ("idx", count()),
            ("start", count()),
            ("end", count()),
            ("text", text()),
            ("rule", text()),
            ("claim", word("Claim")),
        ];
        fields.extend(own.iter().cloned());
        object(&fields)
    };
    let time = || word("TimeRef");
    let lists = vec![
        (
            "TimeRow",
            of(&[
                ("kind", word("TimeKind")),
                ("value", opt(text())),
                ("mod", opt(word("TimeMod"))),
                ("anchored", flag()),
            ]),
        ),
        (
            "FigureRow",
            of(&[
                ("low", opt(number())),
                ("high", opt(number())),
                ("approx", flag()),
                ("counted", opt(text())),
                ("measure", word("Measure")),
                ("who", opt(word("Who"))),
                ("scope", word("Scope")),
                ("from", time()),
                ("until", time()),
                ("carried", flag()),
            ]),
        ),
        (
            "StatementRow",
            of(&[
                ("speaker", opt(text())),
                ("speaker_id", opt(text())),
                ("cue", text()),
                ("content", opt(text())),
                ("form", word("Form")),
                ("addressee", opt(text())),
                ("via", texts()),
                ("stance", word("Stance")),
                ("negated", flag()),
            ]),
        ),
        (
            "EventRow",
            of(&[
                ("type", word("EventType")),
                ("mode", opt(text())),
                ("actors", many(word("Party"))),
                ("recipients", many(word("Party"))),
                ("when", time()),
                ("where", opt(text())),
                ("aux", opt(word("Aux"))),
                ("carried", flag()),
            ]),
        ),
        (
            "CommitmentRow",
            of(&[
                ("by_id", text()),
                ("by", opt(text())),
                ("to", opt(text())),
                ("class", word("Class")),
                ("negative", flag()),
                ("kind", word("CommitmentKind")),
                ("from", time()),
                ("until", time()),
                ("condition", opt(text())),
            ]),
        ),
        (
            "ArrangementRow",
            of(&[
                ("kind", word("ArrangementKind")),
                ("phase", word("Phase")),
                ("place", opt(text())),
                ("parties", texts()),
                ("for", opt(text())),
                ("from", time()),
                ("until", time()),
            ]),
        ),
        (
            "BreachRow",
            of(&[
                ("arrangement_idx", opt(count())),
                ("arrangement", opt(text())),
                ("arrangement_kind", opt(word("ArrangementKind"))),
                ("accused", texts()),
                ("against", texts()),
                ("act", opt(word("EventType"))),
                ("figure", opt(text())),
                ("from", time()),
                ("until", time()),
                ("where", opt(text())),
                ("carried", flag()),
                ("answer", opt(word("Answer"))),
            ]),
        ),
        ("NamingRow", of(&[("id", text()), ("kind", word("NamingKind")), ("voice", word("Voice"))])),
    ];
    let names: Vec<Value> = lists.iter().map(|(name, _)| named(name)).collect();
    lists.into_iter().chain([("Row", json!({"anyOf": names}))]).collect()
}

/// What many reports make together.
fn across() -> Vec<(&'static str, Value)> {
    let mentions = || many(word("Mention"));
    let references = || many(word("Reference"));
    vec![
        (
            "PhaseClaim",
            object(&[
                ("phase", word("Phase")),
                ("at", opt(text())),
                ("by", opt(text())),
                ("outlets", texts()),
                ("counts", word("Counts")),
                ("mentions", mentions()),
            ]),
        ),
        (
            "Violation",
            object(&[
                ("accused", texts()),
                ("against", texts()),
                ("act", opt(word("EventType"))),
                ("low", opt(number())),
                ("high", opt(number())),
                ("from", opt(text())),
                ("until", opt(text())),
                ("where", opt(text())),
                ("by", texts()),
                ("answers", many(word("Answer"))),
                ("at", opt(text())),
                ("counts", word("Counts")),
                ("mentions", mentions()),
            ]),
        ),
        (
            "ArrangementInList",
            object(&[
                ("first", word("Mention")),
                ("kind", word("ArrangementKind")),
                ("name", opt(text())),
                ("words", text()),
                ("place", opt(text())),
                ("parties", texts()),
                ("phase", word("Phase")),
                ("phase_at", opt(text())),
                ("phase_by", opt(text())),
                ("phases", count()),
                ("breaches", count()),
                ("counts", word("Counts")),
            ]),
        ),
        (
            "Arrangement",
            object(&[
                ("arrangement", text()),
                ("kind", word("ArrangementKind")),
                ("name", opt(text())),
                ("words", text()),
                ("place", opt(text())),
                ("place_id", opt(text())),
                ("parties", texts()),
                ("from", opt(text())),
                ("until", opt(text())),
                ("stories", texts()),
                ("phases", many(word("PhaseClaim"))),
                ("breaches", mentions()),
                ("ledger", many(word("Violation"))),
                ("commitments", mentions()),
                ("counts", word("Counts")),
            ]),
        ),
        (
            "Commitment",
            object(&[
                ("commitment", text()),
                ("by", text()),
                ("class", word("Class")),
                ("kind", word("CommitmentKind")),
                ("negative", flag()),
                ("what", text()),
                ("condition", opt(text())),
                ("mentions", mentions()),
                ("from", opt(text())),
                ("until", opt(text())),
                ("as_of", opt(text())),
                ("outcome", word("Outcome")),
                ("looked", object(&[("articles", count()), ("outlets", count())])),
                ("for", references()),
                ("against", references()),
                ("counts", word("Counts")),
            ]),
        ),
        (
            "Disagreement",
            object(&[
                ("disagreement", text()),
                ("about", word("About")),
                ("by", many(opt(text()))),
                ("sides", many(references())),
                ("counts", many(word("Counts"))),
            ]),
        ),
        (
            "Figures",
            object(&[
                ("figures", text()),
                ("story", text()),
                ("measure", word("Measure")),
                ("who", opt(word("Who"))),
                ("scope", word("Scope")),
                (
                    "series",
                    many(object(&[
                        ("source", opt(text())),
                        (
                            "given",
                            many(object(&[
                                ("at", opt(text())),
                                ("low", opt(number())),
                                ("high", opt(number())),
                                ("figure", word("Reference")),
                            ])),
                        ),
                    ])),
                ),
                ("counts", word("Counts")),
            ]),
        ),
        (
            "Positions",
            object(&[
                ("arrangement", word("ArrangementInList")),
                (
                    "positions",
                    many(object(&[
                        ("arrangement", text()),
                        ("party", text()),
                        (
                            "stands",
                            many(object(&[
                                ("at", opt(text())),
                                ("stance", word("Stance")),
                                ("phase", word("Phase")),
                                ("statement", word("Reference")),
                                ("mention", word("Mention")),
                            ])),
                        ),
                    ])),
                ),
            ]),
        ),
        (
            "News",
            object(&[
                ("kind", word("NewsKind")),
                ("arrangement?", word("Arrangement")),
                ("phases?", many(count())),
                ("entry?", count()),
                ("commitment?", word("Commitment")),
                ("figures?", word("Figures")),
                ("item?", count()),
                ("disagreement?", word("Disagreement")),
            ]),
        ),
    ]
}

/// What is counted of people, outlets and places.
fn counted() -> Vec<(&'static str, Value)> {
    vec![
        (
            "Actor",
            object(&[
                ("id", text()),
                ("total", count()),
                ("roles", many(object(&[("role", word("Role")), ("records", count())]))),
                ("names", texts()),
            ]),
        ),
        ("Outlet", object(&[("outlet", opt(text())), ("reports", count())])),
        (
            "AgreementVersion",
            object(&[
                ("agreement", json!({"type": "object", "description": "As docs/agreements.md has it."})),
                ("version", count()),
                ("deleted", flag()),
                ("who", text()),
                ("made_at", text()),
                ("why", text()),
            ]),
        ),
        (
            "Attached",
            object(&[
                ("clause", text()),
                ("report", text()),
                ("list", word("List")),
                ("idx", opt(count())),
                ("start", count()),
                ("end", count()),
                ("text", text()),
                ("who", text()),
                ("made_at", text()),
                ("why", text()),
            ]),
        ),
        (
            "Place",
            object(&[
                ("id", text()),
                ("words", text()),
                ("country", opt(text())),
                ("precision", word("Precision")),
                ("lat", opt(number())),
                ("lon", opt(number())),
                ("records", count()),
                ("reports", count()),
                ("last_day", text()),
            ]),
        ),
    ]
}
