//! The description of the API is held to the truth: every route and nothing else, and every answer as described.

use super::form::{Answers, Operation, Sort};
use super::{ROOT, describe, operations};
use crate::testing::{Answer, Desk, sample};
use rasid_record::reading::Number;
use rasid_record::{Agreement, Anchor, List, Located, PlaceReason, PlaceRole, Precision, Reading};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// The invented truce, with a place.
fn desk() -> Desk {
    let mut agreement = sample::agreement();
    agreement.places = vec![Located {
        at: Anchor { start: 0, end: 1, text: "وادي الريحان".into() },
        matched: "الريحان".into(),
        of: vec![(List::Arrangements, 0)],
        role: PlaceRole::Covered,
        id: "rihan".into(),
        country: None,
        precision: Precision::Area,
        lat: Some(Number(1.5)),
        lon: Some(Number(2.0)),
        geonames: None,
        reason: PlaceReason::Known,
    }];
    Desk::over(&[agreement, sample::accusation()])
}

fn answer(desk: &Desk, path: &str) -> (Answer, Value) {
    let answer = desk.get(&format!("{ROOT}{path}"), "en");
    assert_eq!(answer.header("content-type"), "application/json", "{path}: {}", answer.body);
    let json = serde_json::from_str(&answer.body).unwrap();
    (answer, json)
}

/// Holds a value against a schema. Knows no words of schemas but those that the description uses.
fn check(document: &Value, schema: &Value, value: &Value, at: &str) {
    for (word, rule) in schema.as_object().unwrap() {
        let fits = match word.as_str() {
            "$ref" => {
                let name = rule.as_str().unwrap().strip_prefix("#/components/schemas/").unwrap();
                let named = &document["components"]["schemas"][name];
                assert!(named.is_object(), "{name} is not among the schemas");
                check(document, named, value, at);
                true
            }
            "type" => match rule.as_str().unwrap() {
                "string" => value.is_string(),
                "integer" => value.is_u64() || value.is_i64(),
                "number" => value.is_number(),
                "boolean" => value.is_boolean(),
                "object" => value.is_object(),
                "array" => value.is_array(),
                "null" => value.is_null(),
                other => panic!("{other} is no type"),
            },
            "enum" => rule.as_array().unwrap().contains(value),
            "const" => rule == value,
            "minimum" => value.as_f64() >= rule.as_f64(),
            "anyOf" => rule.as_array().unwrap().iter().any(|one| {
                // A failed part is no failure of the whole.
                let hook = std::panic::catch_unwind(|| check(document, one, value, at));
                hook.is_ok()
            }),
            "properties" => {
                for (name, one) in rule.as_object().unwrap() {
                    if let Some(part) = value.get(name) {
                        check(document, one, part, &format!("{at}.{name}"));
                    }
                }
                true
            }
            "required" => rule.as_array().unwrap().iter().all(|name| value.get(name.as_str().unwrap()).is_some()),
            "additionalProperties" => {
                let known = schema["properties"].as_object().unwrap();
                value.as_object().is_none_or(|value| value.keys().all(|name| known.contains_key(name)))
            }
            "items" if rule.is_boolean() => {
                value.as_array().is_none_or(|v| v.len() <= schema["prefixItems"].as_array().unwrap().len())
            }
            "items" => {
                for (n, part) in value.as_array().into_iter().flatten().enumerate() {
                    check(document, rule, part, &format!("{at}[{n}]"));
                }
                true
            }
            "prefixItems" => {
                for (one, part) in rule.as_array().unwrap().iter().zip(value.as_array().into_iter().flatten()) {
                    check(document, one, part, at);
                }
                true
            }
            "minItems" => value.as_array().is_none_or(|v| v.len() as u64 >= rule.as_u64().unwrap()),
            "description" => true,
            other => panic!("the schema uses {other}, which this test does not know"),
        };
        assert!(fits, "{at} does not fit {word}: {rule}\n{value}");
    }
}

/// Addresses of an operation that the sample can answer.
fn addresses(operation: &Operation) -> Vec<String> {
    let mut addresses = vec![operation.path.to_owned()];
    for param in operation.params.iter().filter(|param| param.in_path) {
        let values: Vec<&str> = match (&param.sort, param.name) {
            (Sort::Words(words), _) => words.clone(),
            (_, "report") => vec!["port-1", "radio-7"],
            (_, "idx") => vec!["0", "1"],
            (_, "id") if operation.path.starts_with("/people") => vec!["northern-council", "rihan-government"],
            (_, "id") if operation.path.starts_with("/places") => vec!["rihan"],
            (_, "id") if operation.path.starts_with("/agreements") => vec!["no-such-text"],
            (_, "id") => vec!["port-1", "radio-7"],
            (_, name) => panic!("the test knows no value of {name}"),
        };
        let filled = |address: &String| {
            let fill = |value: &&str| address.replace(&format!("{{{}}}", param.name), value);
            values.iter().map(fill).collect::<Vec<_>>()
        };
        addresses = addresses.iter().flat_map(filled).collect();
    }
    if operation.id == "search" {
        addresses = vec!["/search?q=%D9%87%D8%AF%D9%86%D8%A9".to_owned()];
    }
    if operation.id == "outlet" {
        addresses = vec![format!("/outlet?name={}", crate::links::encode("إذاعة الوادي"))];
    }
    addresses
}

#[test]
fn the_description_names_every_route_and_nothing_else() {
    let (found, document) = answer(&desk(), "/openapi.json");
    assert_eq!(found.status, 200);
    assert_eq!(document["openapi"], "3.1.0");
    let described: BTreeSet<String> = document["paths"].as_object().unwrap().keys().cloned().collect();
    let mut routes: BTreeSet<String> = operations::all().iter().map(|o| format!("{ROOT}{}", o.path)).collect();
    routes.insert(format!("{ROOT}/openapi.json"));
    assert_eq!(described, routes);
    let desk = desk();
    for operation in operations::all() {
        for address in addresses(&operation) {
            let (status, ..) = desk.bytes(&format!("{ROOT}{address}"));
            assert!(matches!(status, 200 | 404), "{address}: {status}");
        }
    }
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        let word = format!("#/components/schemas/{name}");
        let used = document.to_string().matches(&format!("\"{word}\"")).count();
        assert!(used > 0, "nothing refers to {name}: {schema}");
    }
}

#[test]
fn every_answer_is_as_described() {
    let document = describe::document();
    let desk = desk();
    for operation in operations::all() {
        let Answers::Json(schema) = &operation.answers else { continue };
        let mut answered = 0;
        for address in addresses(&operation) {
            let (found, json) = answer(&desk, &address);
            if found.status == 404 {
                check(&document, &document["components"]["schemas"]["Failure"], &json, &address);
                continue;
            }
            assert_eq!(found.status, 200, "{address}: {}", found.body);
            check(&document, schema, &json, &address);
            answered += 1;
        }
        // The sample has no figures of many reports, no sides that changed and no signed text.
        let missing = matches!(operation.id, "figure" | "position" | "registered" | "attached");
        assert!(answered > 0 || missing, "{} was never answered", operation.id);
    }
}

#[test]
fn what_hostile_reports_say_is_as_described_too() {
    let document = describe::document();
    let desk = Desk::over(&[sample::hostile()]);
    for address in ["/lists/statements", "/lists/naming", "/reports", "/overview", "/arrangements", "/disagreements"] {
        let operation = operations::all()
            .into_iter()
            .find(|o| o.path == address || (address.starts_with("/lists") && o.id == "list"));
        let Some(Answers::Json(schema)) = operation.map(|o| o.answers) else { panic!("{address} is no operation") };
        let (found, json) = answer(&desk, address);
        assert_eq!(found.status, 200);
        assert_eq!(found.header("x-content-type-options"), "nosniff");
        check(&document, &schema, &json, address);
    }
}

#[test]
fn lists_come_a_page_at_a_time_and_filtered() {
    let desk = desk();
    let (_, all) = answer(&desk, "/lists/statements?limit=2");
    assert_eq!((all["total"].as_u64(), all["rows"].as_array().map(Vec::len)), (Some(6), Some(2)));
    let (_, rest) = answer(&desk, "/lists/statements?limit=2&offset=4");
    assert_eq!(rest["rows"].as_array().map(Vec::len), Some(2));
    assert_ne!(all["rows"][0], rest["rows"][0]);
    let (_, denied) = answer(&desk, "/lists/statements?kind=deny&outlet=");
    assert_eq!(denied["total"], 1);
    let (_, found) = answer(&desk, "/commitments?outcome=reported%20broken");
    assert_eq!((found["total"].as_u64(), &found["outcomes"][0]["word"]), (Some(1), &json!("reported broken")));
    let (_, reports) = answer(&desk, "/reports?until=2024-03-01");
    assert_eq!(reports["rows"][0]["id"], "port-1");
}

#[test]
fn decisions_are_in_the_ledger_without_the_words_of_the_record() {
    let desk = desk();
    let (_, queue) = answer(&desk, "/review/queue?list=breaches");
    assert_eq!((queue["total"].as_u64(), &queue["rows"][0]["record"]["list"]), (Some(1), &json!("breaches")));
    let sent = [("do", "reject"), ("reason", "only a forecast")];
    assert_eq!(desk.send_form("/review/radio-7/breaches/0", &sent, "salma").status, 303);
    let (_, ledger) = answer(&desk, "/review/ledger");
    check(&describe::document(), &schema_of("ledger"), &ledger, "ledger");
    let says = &ledger["rows"][0]["says"];
    assert_eq!((&says["by"], &says["reason"]), (&json!("salma"), &json!("only a forecast")));
    assert!(says.get("was").is_none() && says["on"].get("words").is_none());
    let (_, reviews) = answer(&desk, "/reports/radio-7/reviews");
    assert_eq!(reviews[0]["standing"], "rejected");
    check(&describe::document(), &schema_of("reportReviews"), &reviews, "reviews");
}

#[test]
fn signed_texts_and_what_is_attached_to_them_are_as_described() {
    let document = describe::document();
    let agreement = Agreement { id: "rihan-2024".into(), signed: Some("2024-03-01".into()), ..Agreement::default() };
    let (who, made_at) = ("salma".to_owned(), "2024-03-04T08:00:00Z".to_owned());
    let version = rasid_store::AgreementVersion {
        agreement,
        version: 1,
        deleted: false,
        who: who.clone(),
        made_at: made_at.clone(),
        why: String::new(),
    };
    check(&document, &schema_of("registered"), &super::decided::version(&version), "version");
    let attached = rasid_store::Attached {
        clause: "2.1".into(),
        report: "radio-7".into(),
        list: List::Breaches,
        idx: None,
        span: (3, 7),
        text: "خرق".into(),
        who,
        made_at,
        why: String::new(),
    };
    let schema = &document["components"]["schemas"]["Attached"];
    check(&document, schema, &super::decided::attachment(&attached), "attached");
}

/// The schema of what an operation answers.
fn schema_of(id: &str) -> Value {
    match operations::all().into_iter().find(|operation| operation.id == id).map(|operation| operation.answers) {
        Some(Answers::Json(schema)) => schema,
        _ => panic!("{id} answers no JSON"),
    }
}

#[test]
fn questions_that_make_no_sense_are_told_so_in_the_language_of_whoever_asks() {
    let desk = desk();
    for (path, status, words) in [
        ("/lists/statements?limit=x", 400, "limit is a whole number from 1 to 500."),
        ("/lists/statements?limit=501", 400, "limit is a whole number"),
        ("/reports?from=yesterday", 400, "from is a day of the form"),
        ("/commitments?class=firm", 400, "class is one of: undertaking"),
        ("/overview?colour=red", 400, "There is no parameter colour here; known are: none."),
        ("/lists/nothing", 404, "There is nothing of this name"),
        ("/reports/nothing", 404, "There is nothing of this name"),
        ("/arrangements/port-1/77", 404, "There is nothing of this name"),
        ("/nothing", 404, "There is no page here"),
    ] {
        let (found, json) = answer(&desk, path);
        assert_eq!((found.status.as_u16(), json["status"].as_u64()), (status, Some(u64::from(status))), "{path}");
        assert!(found.body.contains(words), "{path}: {}", found.body);
    }
    let arabic = desk.get("/api/v1/nothing", "ar");
    assert!(!serde_json::from_str::<Value>(&arabic.body).unwrap()["error"].as_str().unwrap().is_ascii());
    let foreign = axum::http::Request::get("/api/v1/overview").header("host", "evil.example");
    assert_eq!(
        desk.send(foreign.body(axum::body::Body::empty()).unwrap()).status,
        421,
        "the guards are those of pages"
    );
}

#[test]
fn private_persons_are_not_named_and_texts_are_given_only_where_asked_for() {
    let desk = desk();
    let (found, _) = answer(&desk, "/lists/statements?report=port-1");
    found.holds("\"speaker_id\":\"anon:مسؤول\"").lacks("\"speaker\":\"مسؤول في الحكومة\"");
    let (_, kept) = answer(&desk, "/reports/port-1");
    assert!(kept["reading"].get("text").is_none() && kept["reading"].get("sketch").is_none());
    let (_, kept) = answer(&desk, "/reports/port-1?with_text=true");
    assert_eq!(kept["reading"]["text"], sample::agreement().report.text);
}

#[test]
fn a_reading_is_given_as_it_is_published() {
    let (_, kept) = answer(&desk(), "/reports/radio-7?with_text=true");
    let reading: Reading = serde_json::from_value(kept["reading"].clone()).unwrap();
    let whole = sample::accusation();
    assert_eq!((reading.breaches, reading.events), (whole.breaches, whole.events));
}

#[test]
fn the_record_can_be_taken_away_in_every_format() {
    let desk = desk();
    let (_, formats) = answer(&desk, "/exports");
    for format in formats.as_array().unwrap() {
        let found = desk.bytes(format["href"].as_str().unwrap());
        assert_eq!(found.0, 200, "{format}");
        let (headers, bytes) = (found.1, found.2);
        let text = |name: &str| headers.get(name).map_or("", |value| value.to_str().unwrap()).to_owned();
        assert_eq!(text("content-type"), format["media_type"].as_str().unwrap());
        assert_eq!(text("content-length"), bytes.len().to_string());
        assert!(text("content-disposition").starts_with("attachment; filename=\"record"), "{headers:?}");
        let packed = matches!(format["format"].as_str(), Some("csv" | "parquet" | "xlsx"));
        assert_eq!(bytes.starts_with(b"PK\x03\x04"), packed, "{format}");
    }
    assert!(desk.files("export").is_empty(), "nothing is left of what was sent");
}

#[test]
fn the_test_itself_refuses_what_is_not_described() {
    let document = describe::document();
    let schema = &document["components"]["schemas"]["ReportRef"];
    let whole = json!({"id": "a", "outlet": null, "published": null, "title": "t"});
    check(&document, schema, &whole, "whole");
    let mut more: Map<String, Value> = whole.as_object().unwrap().clone();
    more.insert("further".into(), json!(1));
    let mut wrong = whole.clone();
    wrong["title"] = json!(7);
    for value in [Value::Object(more), json!({"id": "a"}), wrong] {
        assert!(std::panic::catch_unwind(|| check(&document, schema, &value, "value")).is_err(), "{value}");
    }
}
