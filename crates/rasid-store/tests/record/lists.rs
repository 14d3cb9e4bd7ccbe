//! The lists, against what a plain walk over the readings finds.

use crate::{filled, sample, three};
use rasid_record::{ArrangementKind, Class, List, Phase, Reading};
use rasid_store::{Fields, ListFilter, Order, Page, Row, Store};
use std::collections::BTreeSet;

/// The records of a list that a filter wants, by walking over all readings.
fn plainly(store: &Store, readings: &[Reading], list: List, filter: &ListFilter) -> Vec<(String, usize)> {
    let mut readings: Vec<&Reading> = readings.iter().collect();
    readings.sort_by_key(|r| (r.report.published.clone().unwrap_or_default(), r.report.id.clone()));
    if filter.order == Order::Latest {
        readings.reverse();
    }
    let mut found = Vec::new();
    for reading in readings {
        let id = &reading.report.id;
        let of_report = ListFilter { report: Some(id.clone()), ..ListFilter::default() };
        let rows = store.list(list, &of_report, Page { limit: 1000, offset: 0 }).unwrap().rows;
        assert_eq!(rows.len(), reading.len_of(list));
        for (idx, row) in rows.iter().enumerate() {
            assert_eq!(Some(&row.at), reading.anchor(list, idx));
            assert_eq!((row.idx, row.list(), &row.report.id), (idx, list, id));
            let (kind, detail) = words(row);
            if filter.kind.as_ref().is_none_or(|w| *w == kind)
                && filter.detail.as_ref().is_none_or(|w| *w == detail)
                && filter.outlet.is_none_or_same(&reading.report.outlet)
                && filter.actor.as_ref().is_none_or(|actor| actors(row).contains(actor))
            {
                found.push((id.clone(), idx));
            }
        }
    }
    found
}

trait NoneOrSame {
    fn is_none_or_same(&self, other: &Option<String>) -> bool;
}

impl NoneOrSame for Option<String> {
    fn is_none_or_same(&self, other: &Option<String>) -> bool {
        self.is_none() || self == other
    }
}

fn words(row: &Row) -> (String, String) {
    let (kind, detail) = match &row.fields {
        Fields::Time(x) => (x.kind.as_str(), x.modifier.map(|m| m.as_str())),
        Fields::Figure(x) => (x.measure.as_str(), x.who.map(|w| w.as_str())),
        Fields::Statement(x) => (x.stance.as_str(), Some(x.form.as_str())),
        Fields::Event(x) => (x.kind.as_str(), x.mode.as_deref()),
        Fields::Commitment(x) => (x.kind.as_str(), Some(x.class.as_str())),
        Fields::Arrangement(x) => (x.kind.as_str(), Some(x.phase.as_str())),
        Fields::Breach(x) => (x.act.map_or("", |a| a.as_str()), x.answer.map(|a| a.as_str())),
        Fields::Naming(x) => (x.kind.as_str(), Some(x.voice.as_str())),
    };
    (kind.into(), detail.unwrap_or("").into())
}

fn actors(row: &Row) -> BTreeSet<String> {
    let ids: Vec<String> = match &row.fields {
        Fields::Time(_) | Fields::Figure(_) => vec![],
        Fields::Statement(x) => x.speaker_id.iter().cloned().collect(),
        Fields::Event(x) => x.actors.iter().chain(&x.recipients).map(|p| p.id.clone()).collect(),
        Fields::Commitment(x) => vec![x.by_id.clone()],
        Fields::Arrangement(x) => x.parties.clone(),
        Fields::Breach(x) => x.accused.iter().chain(&x.against).cloned().collect(),
        Fields::Naming(x) => vec![x.id.clone()],
    };
    ids.iter().flat_map(|id| id.split('+')).map(String::from).collect()
}

#[test]
fn every_filter_finds_what_a_plain_walk_finds_page_by_page() {
    let readings: Vec<Reading> = (0..40).map(|n| sample::large(n).0).collect();
    let store = filled("filters", &readings);
    let outlet = readings[3].report.outlet.clone();
    for &list in List::ALL {
        let some = store.list(list, &ListFilter::default(), Page { limit: 1, offset: 7 }).unwrap().rows.remove(0);
        let (kind, detail) = words(&some);
        let actor = actors(&some).into_iter().find(|id| !id.starts_with("anon:"));
        for bits in 0..32_u32 {
            let pick = |bit: u32, value: &Option<String>| value.clone().filter(|v| bits & bit != 0 && !v.is_empty());
            let filter = ListFilter {
                kind: pick(1, &Some(kind.clone())),
                detail: pick(2, &Some(detail.clone())),
                outlet: pick(4, &outlet),
                actor: pick(8, &actor),
                order: if bits & 16 != 0 { Order::Earliest } else { Order::Latest },
                report: None,
            };
            let expected = plainly(&store, &readings, list, &filter);
            let mut found = Vec::new();
            for number in 0.. {
                let part = store.list(list, &filter, Page::numbered(number, 13)).unwrap();
                assert_eq!(part.total, expected.len(), "{list} {filter:?}");
                if part.rows.is_empty() {
                    break;
                }
                found.extend(part.rows.into_iter().map(|row| (row.report.id, row.idx)));
            }
            assert_eq!(found, expected, "{list} {filter:?}");
        }
    }
}

#[test]
fn rows_say_who_claims_a_record_and_until_when() {
    let store = filled("rows", &three());
    let first = |list| store.list(list, &ListFilter::default(), Page::default()).unwrap().rows.remove(0);
    let arrangement = first(List::Arrangements);
    assert_eq!(arrangement.report.published.as_deref(), Some("2018-02-28T09:00+02:00"));
    assert_eq!(arrangement.report.title, "تمديد الهدنة");
    let claim = arrangement.claim.unwrap();
    assert_eq!((claim.statement, claim.speaker_id.as_deref()), (0, Some("RUS")));
    assert_eq!((claim.speaker.as_deref(), claim.via.as_slice()), (Some("موسكو"), &["موسكو".to_owned()][..]));
    let Fields::Arrangement(x) = arrangement.fields else { panic!("an arrangement") };
    assert_eq!((x.kind, x.phase), (ArrangementKind::Pause, Phase::Extended));
    assert_eq!(x.until.unwrap().label(), "2018-03-02");
    let Fields::Breach(x) = first(List::Breaches).fields else { panic!("a breach") };
    assert_eq!((x.arrangement.as_deref(), x.figure.as_deref()), (Some("الهدنة"), Some("ثلاثة مدنيين")));
    assert_eq!((x.arrangement_kind, x.accused), (Some(ArrangementKind::Pause), vec!["SYR:mil".to_owned()]));
    let Fields::Commitment(x) = first(List::Commitments).fields else { panic!("a commitment") };
    assert_eq!((x.class, x.by.as_deref(), x.from), (Class::Undertaking, Some("موسكو"), None));
    let statement = store.list(List::Statements, &ListFilter::default(), Page { limit: 1, offset: 2 }).unwrap();
    let Fields::Statement(x) = &statement.rows[0].fields else { panic!("a statement") };
    assert_eq!((x.speaker.as_deref(), x.speaker_name.as_deref()), (None, Some("موسكو")));
    let Fields::Event(x) = first(List::Events).fields else { panic!("an event") };
    assert_eq!((x.actors.len(), x.recipients[0].words.as_str()), (2, "قوات النظام"));
}

#[test]
fn identifiers_that_hold_in_one_report_are_found_in_that_report_only() {
    let readings = three();
    let store = filled("private", &readings);
    let witness = ListFilter { actor: Some("anon:witness".into()), ..ListFilter::default() };
    assert_eq!(store.list(List::Statements, &witness, Page::default()).unwrap().total, 0);
    let here = ListFilter { report: Some(readings[0].report.id.clone()), ..witness };
    assert_eq!(store.list(List::Statements, &here, Page::default()).unwrap().total, 1);
    assert_eq!(store.actor("anon:witness").unwrap(), None);
    let actors = store.actors(Page::default()).unwrap();
    assert!(actors.rows.iter().all(|row| !row.id.starts_with("anon:")), "{actors:?}");
}

#[test]
fn several_speakers_of_one_statement_are_found_each() {
    let mut reading = sample::talks("A", "2018-02-26");
    reading.statements[0].speaker_id = Some("RUS+USA:mfa+grp:aleppo people".into());
    let store = filled("joint", &[reading]);
    for (actor, statements) in [("RUS", 2), ("USA:mfa", 1), ("grp:aleppo people", 0)] {
        let filter = ListFilter { actor: Some(actor.into()), ..ListFilter::default() };
        assert_eq!(store.list(List::Statements, &filter, Page::default()).unwrap().total, statements, "{actor}");
    }
    let joint = store.actor("USA:mfa").unwrap().unwrap();
    assert!(joint.row.names.is_empty(), "words for several name none of them: {joint:?}");
}
