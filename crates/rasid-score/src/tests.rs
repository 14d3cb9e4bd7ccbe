//! What scoring must hold, on tiny hand-made readings.

use crate::table::{self, Change};
use crate::{Report, score};
use rasid_record::{List, Reading};
use serde_json::{Value, json};

/// A reading of report `id` with the given lists; all others are empty.
fn reading(id: &str, lists: Value) -> Reading {
    let mut form = json!({"rasid": 1, "id": id, "text": "", "times": [], "figures": [], "statements": [], "events": [],
        "commitments": [], "arrangements": [], "breaches": [], "naming": []});
    for (list, records) in lists.as_object().expect("lists are an object") {
        form[list] = records.clone();
    }
    serde_json::from_value(form).expect("a reading in the published form")
}

fn span(start: u32, end: u32) -> Value {
    json!({"start": start, "end": end})
}

fn time(start: u32, end: u32, value: &str, modifier: Option<&str>) -> Value {
    json!({"start": start, "end": end, "kind": "date", "value": value, "mod": modifier, "anchored": true})
}

fn statement(speaker: Option<Value>, id: &str, cue: Value, content: Option<Value>) -> Value {
    json!({"speaker": speaker, "speaker_id": id, "cue": cue, "content": content, "form": "indirect",
        "addressee": null, "via": [], "stance": "inform", "negated": false})
}

fn figure(start: u32, end: u32, low: f64, by: Option<usize>) -> Value {
    json!({"start": start, "end": end, "low": low, "high": null, "approx": false, "counted": null, "measure": "killed",
        "who": null, "scope": "incident", "from": null, "until": null, "by": by, "carried": false})
}

fn event(kind: &str, trigger: Value, actors: &[(u32, &str)], recipients: &[(u32, &str)]) -> Value {
    let list = |people: &[(u32, &str)]| -> Vec<Value> {
        people.iter().map(|(at, id)| json!({"span": span(*at, at + 4), "id": id})).collect()
    };
    json!({"type": kind, "mode": null, "trigger": trigger, "actors": list(actors), "recipients": list(recipients),
        "when": null, "where": null, "aux": null, "by": null, "carried": false})
}

fn naming(start: u32, end: u32, id: &str) -> Value {
    json!({"start": start, "end": end, "id": id, "kind": "plain", "voice": "outlet"})
}

fn commitment(by: &str, what: Value, until: Option<usize>) -> Value {
    json!({"by_id": by, "by": null, "to": null, "what": what, "class": "target", "negative": false, "kind": "talks",
        "from": null, "until": until, "condition": null, "said_in": null})
}

fn breach(start: u32, end: u32, accused: &[&str]) -> Value {
    json!({"start": start, "end": end, "arrangement": null, "accused": accused, "against": [], "act": null,
        "figure": null, "from": null, "until": null, "where": null, "by": null, "carried": false, "answer": null})
}

fn arrangement(start: u32, end: u32, kind: &str, phase: &str) -> Value {
    json!({"start": start, "end": end, "kind": kind, "place": null, "parties": [], "for": null, "from": null,
        "until": null, "phase": phase, "by": null})
}

/// Scores one report with the given lists.
fn scored(gold: Value, got: Value) -> Report {
    score(&[reading("a", gold)], &[reading("a", got)])
}

/// Gold, found and good of a measure.
fn counts(report: &Report, name: &str) -> (usize, usize, usize) {
    let measure = report.measure(name).unwrap_or_else(|| panic!("no measure {name}"));
    (measure.gold, measure.found, measure.good)
}

#[test]
fn stretches_match_from_half_their_common_extent_on() {
    let half = scored(json!({"times": [time(0, 10, "2018", None)]}), json!({"times": [time(5, 10, "2018", None)]}));
    assert_eq!(counts(&half, "times"), (1, 1, 1));
    let less = scored(json!({"times": [time(0, 10, "2018", None)]}), json!({"times": [time(6, 10, "2018", None)]}));
    assert_eq!(counts(&less, "times"), (1, 1, 0));
}

#[test]
fn a_time_is_right_when_value_and_modifier_are_and_approx_does_not_count() {
    let gold = json!({"times": [time(0, 4, "2018", Some("approx")), time(5, 9, "2018", Some("end"))]});
    let got = json!({"times": [time(0, 4, "2018", None), time(5, 9, "2018", None)]});
    assert_eq!(counts(&scored(gold, got), "times.value"), (2, 2, 1));
}

#[test]
fn every_record_is_paired_at_most_once_and_the_best_overlap_first() {
    let gold = json!({"times": [time(0, 10, "2018", None)]});
    let got = json!({"times": [time(0, 8, "2017", None), time(0, 10, "2018", None)]});
    let report = scored(gold, got);
    assert_eq!(counts(&report, "times"), (1, 2, 1));
    assert_eq!(counts(&report, "times.value").2, 1);
}

#[test]
fn of_equal_fits_the_nearer_places_win_and_then_the_later() {
    use crate::pairing::pair;
    assert_eq!(pair(2, 2, |_, _| 1.0), [(1, 1), (0, 0)]);
    assert_eq!(pair(1, 3, |_, j| if j == 0 { 0.0 } else { 1.0 }), [(0, 1)]);
    assert_eq!(pair(3, 1, |_, _| 0.7), [(0, 0)]);
    assert_eq!(pair(2, 2, |i, j| if i == j { 0.0 } else { 1.0 }), [(1, 0), (0, 1)]);
    assert_eq!(pair(2, 0, |_, _| 1.0), []);
}

#[test]
fn figures_need_equal_bounds_and_agree_on_who_says_them_through_paired_statements() {
    let said = |start| statement(None, "un", span(start, start + 2), Some(span(start + 3, start + 20)));
    let gold = json!({"statements": [said(0), said(100)],
        "figures": [figure(4, 8, 3.0, Some(0)), figure(104, 108, 5.0, Some(1)), figure(200, 204, 7.0, None)]});
    let got = json!({"statements": [said(100)],
        "figures": [figure(4, 8, 3.0, None), figure(104, 108, 5.0, Some(0)), figure(200, 204, 8.0, None)]});
    let report = scored(gold, got);
    assert_eq!(counts(&report, "figures"), (3, 3, 2));
    assert_eq!(counts(&report, "figures.by"), (3, 3, 1));
}

#[test]
fn a_statement_without_content_is_found_by_its_cue() {
    let gold = json!({"statements": [statement(None, "un", span(0, 3), None)]});
    let touching = json!({"statements": [statement(None, "un", span(2, 9), None)]});
    assert_eq!(counts(&scored(gold.clone(), touching), "statements"), (1, 1, 1));
    let with_content = json!({"statements": [statement(None, "un", span(0, 3), Some(span(4, 9)))]});
    assert_eq!(counts(&scored(gold, with_content), "statements"), (1, 1, 0));
}

#[test]
fn a_speaker_agrees_where_neither_is_written_and_not_where_one_is() {
    let said = |speaker| json!({"statements": [statement(speaker, "un", span(9, 12), Some(span(20, 40)))]});
    assert_eq!(counts(&scored(said(None), said(None)), "statements.who").2, 1);
    assert_eq!(counts(&scored(said(Some(span(0, 8))), said(None)), "statements.who").2, 0);
    assert_eq!(counts(&scored(said(Some(span(0, 8))), said(Some(span(0, 5)))), "statements.who").2, 1);
}

#[test]
fn names_of_another_lexicon_are_learnt_from_the_words_that_both_name() {
    let gold = json!({"naming": [naming(0, 5, "hnc"), naming(10, 15, "hnc"), naming(20, 25, "isis")]});
    let got = json!({"naming": [naming(0, 5, "high-committee"), naming(10, 15, "high-committee"),
        naming(20, 25, "high-committee")]});
    assert_eq!(counts(&scored(gold, got), "naming"), (3, 3, 2));
}

#[test]
fn of_names_that_overlap_equally_often_the_first_one_is_learnt() {
    let gold = json!({"naming": [naming(0, 5, "one"), naming(10, 15, "two")]});
    let got = json!({"naming": [naming(0, 5, "x"), naming(10, 15, "x")]});
    let report = scored(gold, got);
    assert_eq!(counts(&report, "naming"), (2, 2, 1));
    assert!(report.items[0].hit && !report.items[1].hit);
}

#[test]
fn states_agree_by_country_and_force_and_unnamed_sources_always() {
    let pairs = [
        ("SYR:gov", "SYR", true),
        ("SYR:mil", "SYR:gov", false),
        ("SYR:mil", "SYR:mil", true),
        ("USA", "RUS", false),
        ("USA", "usa", false),
        ("anon:a doctor", "anon:tabib", true),
        ("RUS+SYR:gov", "SYR+RUS", true),
        ("RUS+SYR:gov", "SYR", false),
    ];
    for (gold, got, same) in pairs {
        let said = |id| json!({"statements": [statement(None, id, span(9, 12), Some(span(20, 40)))]});
        let report = scored(said(gold), said(got));
        assert_eq!(counts(&report, "statements.id").2 == 1, same, "{gold} and {got}");
    }
}

#[test]
fn an_event_needs_its_type_and_a_shared_character_and_more_for_who_and_full() {
    let gold = json!({"events": [event("CONSULT", span(30, 35), &[(0, "USA"), (10, "RUS")], &[])]});
    let one = json!({"events": [event("CONSULT", span(34, 40), &[(0, "USA")], &[])]});
    let report = scored(gold.clone(), one);
    assert_eq!(counts(&report, "events.type"), (1, 1, 1));
    assert_eq!(counts(&report, "events.who").2, 1);
    assert_eq!(counts(&report, "events.full").2, 0);
    assert_eq!(counts(&report, "events.by").2, 1);
    let other = json!({"events": [event("ASSAULT", span(30, 35), &[(0, "USA"), (10, "RUS")], &[])]});
    assert_eq!(counts(&scored(gold.clone(), other), "events.type").2, 0);
    let apart = json!({"events": [event("CONSULT", span(35, 40), &[(0, "USA"), (10, "RUS")], &[])]});
    assert_eq!(counts(&scored(gold, apart), "events.type").2, 0);
}

#[test]
fn of_two_events_on_one_trigger_the_one_with_the_right_actors_is_paired() {
    let gold = json!({"events": [event("ASSAULT", span(30, 35), &[(0, "RUS")], &[(10, "SYR")])]});
    let got = json!({"events": [event("ASSAULT", span(30, 35), &[(0, "USA")], &[]),
        event("ASSAULT", span(30, 35), &[(0, "RUS")], &[(10, "SYR")])]});
    let report = scored(gold, got);
    assert_eq!(counts(&report, "events.who"), (1, 2, 1));
    assert_eq!(counts(&report, "events.full"), (1, 2, 1));
}

#[test]
fn a_commitment_needs_the_side_that_is_bound_and_its_end_counts_only_where_there_is_one() {
    let gold = json!({"times": [time(0, 4, "2018-03-01", None)],
        "commitments": [commitment("RUS", span(20, 30), Some(0)), commitment("USA", span(40, 50), None)]});
    let got = json!({"times": [time(5, 9, "2018", None), time(0, 4, "2018-03-01", None)],
        "commitments": [commitment("RUS", span(20, 30), Some(1)), commitment("FRA", span(40, 50), Some(0))]});
    let report = scored(gold, got);
    assert_eq!(counts(&report, "commitments"), (2, 2, 1));
    assert_eq!(counts(&report, "commitments.until"), (1, 2, 1));
}

#[test]
fn an_arrangement_needs_its_kind_and_a_breach_one_of_the_accused() {
    let gold =
        json!({"arrangements": [arrangement(0, 9, "pause", "extended")], "breaches": [breach(20, 25, &["RUS"])]});
    let right = json!({"arrangements": [arrangement(0, 9, "pause", "agreed")],
        "breaches": [breach(24, 29, &["SYR", "RUS:mfa"])]});
    let report = scored(gold.clone(), right);
    assert_eq!(counts(&report, "arrangements"), (1, 1, 1));
    assert_eq!(counts(&report, "arrangements.phase").2, 0);
    assert_eq!(counts(&report, "breaches"), (1, 1, 1));
    let wrong = json!({"arrangements": [arrangement(0, 9, "talks", "extended")], "breaches": [breach(20, 25, &[])]});
    let report = scored(gold, wrong);
    assert_eq!((counts(&report, "arrangements").2, counts(&report, "breaches").2), (0, 0));
}

#[test]
fn a_report_without_a_reading_is_named_and_counts_as_empty() {
    let gold = [
        reading("a", json!({"naming": [naming(0, 5, "USA")]})),
        reading("b", json!({"naming": [naming(0, 5, "USA")]})),
    ];
    let report = score(&gold, &[reading("b", json!({"naming": [naming(0, 5, "USA")]}))]);
    assert_eq!(report.missing, ["a"]);
    assert_eq!(counts(&report, "naming"), (2, 1, 1));
    let naming = report.measure("naming").expect("a measure of naming");
    assert_eq!((naming.precision(), naming.recall()), (1.0, 0.5));
    assert!((naming.f1() - 2.0 / 3.0).abs() < 1e-12);
}

#[test]
fn measures_stand_in_the_order_of_the_judge_and_are_zero_where_there_is_nothing() {
    let report = scored(json!({}), json!({}));
    let names: Vec<&str> = report.measures.iter().map(|m| m.name).collect();
    assert_eq!(
        names.join(" "),
        "times times.value statements statements.who statements.id statements.form statements.stance figures \
         figures.measure figures.by events.type events.who events.by events.full commitments commitments.class \
         commitments.until arrangements arrangements.phase breaches breaches.by naming naming.voice"
    );
    assert!(report.measures.iter().all(|m| m.precision() == 0.0 && m.recall() == 0.0 && m.f1() == 0.0));
}

#[test]
fn the_tables_hold_a_row_for_each_measure_and_each_gold_record_and_no_text() {
    let report = scored(
        json!({"times": [time(0, 4, "2018", None), time(5, 9, "2018", None)]}),
        json!({"times": [
        time(5, 9, "2018", None)]}),
    );
    assert!(table::measures(&report).starts_with("measure\tgold\tfound\tP\tR\tF1\ntimes\t2\t1\t1.000\t0.500\t0.667\n"));
    assert_eq!(table::items(&report), "article\tlist\tindex\thit\na\ttimes\t0\tno\na\ttimes\t1\tyes\n");
}

#[test]
fn found_records_without_gold_are_told() {
    let times =
        |starts: &[u32]| json!({"times": starts.iter().map(|n| time(*n, n + 4, "2018", None)).collect::<Vec<_>>()});
    let report = scored(times(&[0]), times(&[0, 10]));
    let found: Vec<_> = report.found.iter().map(|item| (item.list, item.index, item.hit)).collect();
    assert_eq!(found, [(List::Times, 0, true), (List::Times, 1, false)]);
}

#[test]
fn changes_between_tables_name_the_rows_that_are_different_new_or_gone() {
    let old = "k\tv\na\t1\nb\t2\nc\t3\n";
    let new = "k\tv\na\t1\nb\t5\nd\t4\n";
    let change = |key: &str, before: Option<&str>, after: Option<&str>| Change {
        key: key.to_owned(),
        before: before.map(str::to_owned),
        after: after.map(str::to_owned),
    };
    let found = table::changes(old, new, 1);
    assert_eq!(found, [change("b", Some("2"), Some("5")), change("d", None, Some("4")), change("c", Some("3"), None)]);
    assert_eq!(found[1].to_string(), "d: (none) -> 4");
    assert_eq!(table::changes(old, old, 1), []);
}
