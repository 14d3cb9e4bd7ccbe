//! Overview, reports, actors, search; and every question asked of an empty record.

use crate::place::record;
use crate::{filled, sample, three};
use rasid_record::{ArrangementKind, List, NamingKind, Phase, Voice};
use rasid_store::{ListFilter, Order, Page, ReportFilter, Role, Store};

#[test]
fn every_question_can_be_asked_of_an_empty_record() {
    let store = Store::open(&record("empty")).unwrap();
    let page = Page::default();
    let some = |bits: u32, bit: u32| (bits & bit != 0).then(|| "x".to_owned());
    for &list in List::ALL {
        for bits in 0..64 {
            let filter = ListFilter {
                actor: some(bits, 1),
                kind: some(bits, 2),
                detail: some(bits, 4),
                report: some(bits, 8),
                outlet: some(bits, 16),
                order: if bits & 32 == 0 { Order::Latest } else { Order::Earliest },
            };
            assert_eq!(store.list(list, &filter, page).unwrap().total, 0);
        }
    }
    for bits in 0..16 {
        let (outlet, from) = (some(bits, 1), some(bits, 2));
        let filter = ReportFilter { outlet, from, until: some(bits, 4), terms: some(bits, 8), story_of: None };
        assert_eq!(store.reports(&filter, page).unwrap().total, 0);
    }
    assert_eq!(store.overview().unwrap().records.len(), 8);
    assert_eq!(store.actors(page).unwrap().total, 0);
    assert_eq!(store.actor("x").unwrap(), None);
    assert_eq!(store.search("x", page).unwrap().total, 0);
    assert_eq!(store.report("x").unwrap(), None);
    assert_eq!(store.rules_version_of("x").unwrap(), None);
    assert_eq!(store.reports(&ReportFilter { story_of: some(1, 1), ..Default::default() }, page).unwrap().total, 0);
    assert_eq!(store.courses(&Default::default(), page).unwrap().total, 0);
    assert_eq!(store.courses_of("x").unwrap(), []);
    assert_eq!(store.course("x", 0).unwrap(), None);
    assert_eq!(store.promises(&Default::default(), page).unwrap().found.total, 0);
    assert_eq!(store.disagreements(None, page).unwrap().found.total, 0);
    assert_eq!(store.linked("x", 5).unwrap(), None);
    assert_eq!(store.decisions(page).unwrap().total, 0);
    assert_eq!(store.verify_ledger().unwrap().head, None);
}

#[test]
fn the_overview_sums_up_the_record() {
    let mut readings = three();
    let mut undated = sample::talks("A", "x");
    undated.report.published = None;
    undated.report.outlet = None;
    readings.push(undated);
    let store = filled("overview", &readings);
    let overview = store.overview().unwrap();
    assert_eq!((overview.reports, overview.undated), (4, 1));
    assert_eq!(overview.first_day.as_deref(), Some("2018-02-26"));
    assert_eq!(overview.last_day.as_deref(), Some("2018-02-28"));
    assert_eq!(overview.days.len(), 3);
    assert_eq!((overview.outlets[0].outlet.as_deref(), overview.outlets[0].reports), (Some("A"), 2));
    assert!(overview.outlets.iter().any(|o| o.outlet.is_none() && o.reports == 1));
    let nowhere = ListFilter { outlet: Some(String::new()), ..ListFilter::default() };
    assert_eq!(store.list(List::Breaches, &nowhere, Page::default()).unwrap().total, 1);
    for count in &overview.records {
        assert_eq!(count.records, 4 * readings[0].len_of(count.list), "{}", count.list);
    }
    let speaker = &overview.speakers[0];
    assert_eq!((speaker.id.as_str(), speaker.statements), ("RUS", 8));
    assert_eq!(speaker.name.as_deref(), Some("موسكو"));
    assert_eq!(overview.speakers.len(), 1, "the witness holds in one report only");
    let phase = overview.phases[0];
    assert_eq!((phase.kind, phase.phase, phase.mentions), (ArrangementKind::Pause, Phase::Extended, 4));
    for rows in [&overview.arrangements, &overview.commitments, &overview.breaches] {
        assert_eq!(rows.len(), 4);
        assert_eq!(rows[0].report.published.as_deref(), Some("2018-02-28T09:00+02:00"));
        assert_eq!(rows[3].report.published, None);
    }
}

#[test]
fn reports_are_found_by_outlet_days_and_words() {
    let mut readings = three();
    readings[1].report.title = None;
    let store = filled("reports", &readings);
    let ids = |filter: ReportFilter| -> Vec<usize> {
        let found = store.reports(&filter, Page::default()).unwrap();
        assert_eq!(found.total, found.rows.len());
        let place = |id: &str| readings.iter().position(|r| r.report.id == id).unwrap();
        found.rows.iter().map(|row| place(&row.id)).collect()
    };
    assert_eq!(ids(ReportFilter::default()), [2, 1, 0], "the latest first");
    assert_eq!(ids(ReportFilter { outlet: Some("A".into()), ..Default::default() }), [2, 0]);
    let day = |from: &str, until: &str| ReportFilter {
        from: Some(from.into()),
        until: Some(until.into()),
        ..Default::default()
    };
    assert_eq!(ids(day("2018-02-26", "2018-02-26")), [0], "a time on the day is on the day");
    assert_eq!(ids(day("2018-02-27", "2018-02-28")), [2, 1]);
    assert_eq!(ids(ReportFilter { terms: Some("هدن".into()), ..Default::default() }), [2, 1, 0]);
    assert_eq!(ids(ReportFilter { terms: Some("هدن غيره".into()), ..Default::default() }), [0; 0]);
    let rows = store.reports(&ReportFilter::default(), Page { limit: 1, offset: 1 }).unwrap();
    assert_eq!((rows.total, rows.rows.len()), (3, 1));
    assert_eq!(rows.rows[0].title, "تمديد الهدنة", "the first line stands for a missing title");
    assert_eq!((rows.rows[0].count(List::Statements), rows.rows[0].total()), (3, 11));
}

#[test]
fn words_are_searched_as_they_are_and_never_as_operators() {
    let store = filled("search", &three());
    let total = |terms: &str| store.search(terms, Page::default()).unwrap().total;
    assert_eq!((total("هدن"), total("هدن تمدد"), total("هد")), (3, 3, 0));
    for odd in ["", "   ", "\"", "AND", "هدن OR", "terms:هدن", "هدن*", "(", "NEAR(هدن)", "-هدن", "'"] {
        store.search(odd, Page::default()).unwrap();
    }
    assert_eq!(total("OR"), 0);
    let hits = store.search("هدن", Page { limit: 2, offset: 1 }).unwrap();
    assert_eq!((hits.rows.len(), hits.total), (2, 3));
    assert!(hits.rows[0].score >= hits.rows[1].score);
}

#[test]
fn a_party_is_shown_with_its_names_by_outlet() {
    let store = filled("actor", &three());
    let actors = store.actors(Page::default()).unwrap();
    assert_eq!(actors.total, 3);
    assert_eq!(actors.rows[0].id, "RUS");
    let russia = store.actor("RUS").unwrap().unwrap();
    assert_eq!(russia.row, actors.rows[0]);
    let count = |role| russia.row.roles.iter().find(|r| r.role == role).map(|r| r.records);
    assert_eq!((count(Role::Speaker), count(Role::Bound), count(Role::Party)), (Some(6), Some(3), Some(3)));
    assert_eq!((count(Role::Named), count(Role::Accused)), (Some(3), None));
    assert_eq!(russia.row.names, ["موسكو"]);
    assert_eq!(store.name_of("RUS").unwrap().as_deref(), Some("موسكو"));
    assert_eq!(store.name_of("USA").unwrap(), None);
    let report = &three()[0].report.id;
    assert_eq!(store.called_in(report, "SYR:mil").unwrap().as_deref(), Some("قوات النظام"));
    assert_eq!(store.called_in(report, "USA").unwrap(), None);
    let naming = &russia.namings[0];
    assert_eq!((naming.outlet.as_deref(), naming.words.as_str(), naming.times), (Some("A"), "موسكو", 2));
    assert_eq!((naming.kind, naming.voice), (NamingKind::Metonym, Voice::Outlet));
}
