//! Links are handed over made, kept as a whole, and asked for by the records that they are made of.

use crate::place::record;
use crate::{add, filled, sample, three};
use rasid_record::*;
use rasid_store::{CourseFilter, CourseOrder, ErrorKind, Lines, LinkStamp, Page, PromiseFilter, ReportFilter, Store};

/// Links of some reports, as linking would make them.
#[derive(Default)]
pub struct Made {
    pub reports: Vec<Link>,
    pub arrangements: Vec<ArrangementCourse>,
    pub commitments: Vec<CommitmentCourse>,
    pub disagreements: Vec<Disagreement>,
    pub positions: Vec<Position>,
    pub figures: Vec<FigureCourse>,
}

impl Made {
    pub fn keep(&self, store: &mut Store, version: &str) {
        let changes = store.readings(|_| ()).unwrap();
        self.keep_as_of(store, version, changes);
    }

    fn keep_as_of(&self, store: &mut Store, version: &str, changes: u64) {
        let lines = Lines {
            reports: &self.reports,
            arrangements: &self.arrangements,
            commitments: &self.commitments,
            disagreements: &self.disagreements,
            positions: &self.positions,
            figures: &self.figures,
        };
        store.keep_links(&lines, &LinkStamp { version, at: "2018-03-01T00:00:00Z", changes }).unwrap();
    }
}

pub fn counts(texts: usize) -> Counts {
    Counts { texts, origins: 1, named: vec!["RUS".into()], unnamed: 0, sides: vec![Attests::Own] }
}

pub fn course(label: &str, kind: ArrangementKind, phases: &[(Phase, &str, &str)], texts: usize) -> ArrangementCourse {
    let phases: Vec<PhaseClaim> = phases
        .iter()
        .map(|&(phase, at, report)| PhaseClaim {
            phase,
            at: Some(at.into()),
            by: Some("RUS".into()),
            outlets: vec!["A".into()],
            counts: counts(1),
            mentions: vec![Mention(report.into(), 0)],
        })
        .collect();
    let breaches: Vec<Mention> = phases.iter().flat_map(|claim| claim.mentions.clone()).collect();
    ArrangementCourse {
        arrangement: label.into(),
        kind,
        name: None,
        words: "الهدنة".into(),
        place: None,
        place_id: None,
        parties: vec!["RUS".into(), "anon:witness".into()],
        from: None,
        until: None,
        stories: vec![],
        phases,
        breaches,
        ledger: vec![],
        commitments: vec![],
        counts: counts(texts),
    }
}

fn promise(label: &str, outcome: Outcome, report: &str, pro: Vec<Reference>) -> CommitmentCourse {
    CommitmentCourse {
        commitment: label.into(),
        by: "RUS+SYR:gov".into(),
        class: Class::Undertaking,
        kind: CommitmentKind::Pause,
        negative: false,
        what: "تمديد الهدنة".into(),
        condition: None,
        mentions: vec![Mention(report.into(), 0)],
        from: None,
        until: None,
        as_of: Some("2018-02-28".into()),
        outcome,
        looked: Looked { articles: 2, outlets: 1 },
        pro,
        against: vec![],
        counts: counts(1),
    }
}

/// The second of three reports copies the first; one arrangement runs through all, another is in the last.
pub fn made(ids: &[String]) -> Made {
    let link = |n: usize, copy_of: Option<usize>, event: &str| Link {
        id: ids[n].clone(),
        copy_of: copy_of.map(|n| ids[n].clone()),
        event: event.into(),
        story: "s1".into(),
    };
    let pause = [
        (Phase::Extended, "2018-02-26", ids[0].as_str()),
        (Phase::Violated, "2018-02-27", ids[1].as_str()),
        (Phase::Mentioned, "2018-02-28", ids[1].as_str()),
    ];
    let evidence = vec![Reference(ids[2].clone(), List::Statements, 0)];
    Made {
        reports: vec![link(0, None, "e1"), link(1, Some(0), "e1"), link(2, None, "e2")],
        arrangements: vec![
            course("a1", ArrangementKind::Pause, &pause, 2),
            course("a2", ArrangementKind::Talks, &[(Phase::Proposed, "2018-03-01", &ids[2])], 1),
        ],
        commitments: vec![
            promise("c1", Outcome::Done, &ids[0], evidence),
            promise("c2", Outcome::NoReport, &ids[2], vec![]),
        ],
        disagreements: vec![Disagreement {
            disagreement: "d1".into(),
            about: About::Figure,
            by: vec![Some("RUS".into()), None],
            sides: vec![
                vec![Reference(ids[0].clone(), List::Figures, 0)],
                vec![Reference(ids[2].clone(), List::Figures, 0)],
            ],
            counts: vec![counts(1), counts(1)],
        }],
        positions: vec![],
        figures: vec![],
    }
}

fn linked(name: &str) -> (Store, Vec<String>) {
    let readings = three();
    let ids: Vec<String> = readings.iter().map(|r| r.report.id.clone()).collect();
    let mut store = filled(name, &readings);
    made(&ids).keep(&mut store, "L1");
    (store, ids)
}

#[test]
fn links_are_those_of_all_readings_until_one_is_added_or_made_anew() {
    let readings = three();
    let mut store = Store::open(&record("links-current")).unwrap();
    assert!(store.linking().unwrap().is_of("L1"), "an empty record has nothing to link");
    add(&mut store, &readings[..2], "1");
    assert!(!store.linking().unwrap().is_current());
    Made::default().keep(&mut store, "L1");
    assert!(store.linking().unwrap().is_of("L1") && !store.linking().unwrap().is_of("L2"));
    add(&mut store, &readings[..2], "1");
    assert!(store.linking().unwrap().is_of("L1"), "nothing new came");
    add(&mut store, &readings[..1], "2");
    assert!(!store.linking().unwrap().is_current(), "a reading was made anew");
    let changes = store.readings(|_| ()).unwrap();
    add(&mut store, &readings, "2");
    Made::default().keep_as_of(&mut store, "L1", changes);
    assert!(!store.linking().unwrap().is_current(), "a report came while they were made");
}

#[test]
fn every_reading_is_handed_out_without_its_text() {
    let readings = three();
    let store = filled("links-readings", &readings);
    let mut found = Vec::new();
    store.readings(|reading| found.push(reading)).unwrap();
    assert_eq!(found.len(), 3);
    for (found, reading) in found.iter().zip(&readings) {
        assert_eq!(found.report.text, "");
        assert_eq!((&found.report.id, &found.report.outlet), (&reading.report.id, &reading.report.outlet));
        assert_eq!((&found.statements, &found.sketch), (&reading.statements, &reading.sketch));
    }
}

#[test]
fn linking_again_replaces_links_and_nothing_else() {
    let (mut store, ids) = linked("links-again");
    store.decide("{}", &[1; 16], "2018-03-01T00:00:00Z").unwrap();
    let rest = |store: &Store| {
        (store.overview().unwrap(), store.report(&ids[0]).unwrap(), store.decisions(Page::default()).unwrap())
    };
    let before = rest(&store);
    Made { reports: made(&ids).reports, ..Made::default() }.keep(&mut store, "L2");
    assert_eq!(store.courses(&CourseFilter::default(), Page::default()).unwrap().total, 0);
    assert_eq!(store.course(&ids[0], 0).unwrap(), None);
    assert_eq!(store.promises(&PromiseFilter::default(), Page::default()).unwrap().found.total, 0);
    assert_eq!(store.disagreements(None, Page::default()).unwrap().found.total, 0);
    assert!(store.linked(&ids[0], 5).unwrap().is_some());
    assert_eq!(store.linking().unwrap().version.as_deref(), Some("L2"));
    assert!(before == rest(&store));
    assert_eq!(store.verify_ledger().unwrap().fault, None);
}

#[test]
fn an_arrangement_is_found_by_any_of_its_mentions() {
    let (store, ids) = linked("links-course");
    let course = store.course(&ids[1], 0).unwrap().unwrap();
    assert_eq!((course.arrangement.as_str(), course.phases.len()), ("a1", 3));
    assert_eq!(store.course(&ids[0], 0).unwrap().unwrap(), course);
    assert_eq!(store.course(&ids[0], 7).unwrap(), None);
    let of = store.courses_of(&ids[1]).unwrap();
    assert_eq!((of.len(), of[0].kind), (1, ArrangementKind::Pause));
}

#[test]
fn arrangements_are_listed_with_their_latest_phase_and_counts() {
    let (store, ids) = linked("links-courses");
    let kinds = |filter: CourseFilter| -> Vec<ArrangementKind> {
        let found = store.courses(&filter, Page::default()).unwrap();
        assert_eq!(found.total, found.rows.len());
        found.rows.iter().map(|row| row.kind).collect()
    };
    use ArrangementKind::{Pause, Talks};
    assert_eq!(kinds(CourseFilter::default()), [Pause, Talks], "what most texts tell first");
    assert_eq!(kinds(CourseFilter { order: CourseOrder::Latest, ..Default::default() }), [Talks, Pause]);
    assert_eq!(kinds(CourseFilter { kind: Some("talks".into()), ..Default::default() }), [Talks]);
    assert_eq!(kinds(CourseFilter { phase: Some("violated".into()), ..Default::default() }), [Pause]);
    assert_eq!(kinds(CourseFilter { actor: Some("RUS".into()), ..Default::default() }), [Pause, Talks]);
    assert_eq!(kinds(CourseFilter { actor: Some("anon:witness".into()), ..Default::default() }), []);
    let found = store.courses(&CourseFilter::default(), Page { limit: 1, offset: 0 }).unwrap();
    let row = &found.rows[0];
    assert_eq!((found.total, found.rows.len()), (2, 1));
    assert_eq!((row.phase, row.phase_at.as_deref()), (Phase::Violated, Some("2018-02-27")), "mentioned is no phase");
    assert_eq!((row.first.0.as_str(), row.phases, &row.counts), (ids[0].as_str(), 3, &counts(2)));
}

#[test]
fn commitments_come_with_what_became_of_them() {
    let (store, ids) = linked("links-promises");
    let ask = |filter: PromiseFilter| store.promises(&filter, Page::default()).unwrap();
    let all = ask(PromiseFilter::default());
    let labels: Vec<&str> = all.found.rows.iter().map(|row| row.commitment.as_str()).collect();
    assert_eq!(labels, ["c1", "c2"], "those with evidence first");
    let outcomes: Vec<_> = all.outcomes.iter().map(|tallied| (tallied.word, tallied.lines)).collect();
    assert_eq!(outcomes, [(Outcome::NoReport, 1), (Outcome::Done, 1)]);
    let done = ask(PromiseFilter { outcome: Some("reported done".into()), ..Default::default() });
    assert_eq!((done.found.total, done.outcomes.len()), (1, 2), "other outcomes are still offered");
    assert_eq!(ask(PromiseFilter { actor: Some("SYR:gov".into()), ..Default::default() }).found.total, 2);
    assert_eq!(ask(PromiseFilter { class: Some("threat".into()), ..Default::default() }).found.total, 0);
    let quotes = store.quotes(&done.found.rows[0].pro).unwrap();
    assert_eq!((quotes.len(), quotes[0].row.report.id.as_str()), (1, ids[2].as_str()));
    assert_eq!(store.linking().unwrap().as_of.as_deref(), Some("2018-02-28"));
}

#[test]
fn disagreements_are_asked_for_by_what_they_are_about() {
    let (store, _) = linked("links-disagreements");
    let all = store.disagreements(None, Page::default()).unwrap();
    assert_eq!((all.found.total, all.about[0].word, all.about[0].lines), (1, About::Figure, 1));
    assert_eq!(store.disagreements(Some("phase"), Page::default()).unwrap().found.total, 0);
}

#[test]
fn a_report_knows_its_origin_its_copies_and_others_of_its_event_and_story() {
    let (store, ids) = linked("links-report");
    let linked = |n: usize| store.linked(&ids[n], 5).unwrap().unwrap();
    let first = linked(0);
    assert_eq!(first.copy_of, None);
    assert_eq!((first.copies.total, first.copies.rows[0].id.as_str()), (1, ids[1].as_str()));
    assert_eq!(first.event.total, 0, "a copy is not told once more");
    assert_eq!((first.story.total, first.story.rows[0].id.as_str()), (1, ids[2].as_str()));
    let copy = linked(1);
    assert_eq!(copy.copy_of.map(|origin| origin.id), Some(ids[0].clone()));
    assert_eq!((copy.event.total, copy.story.total), (0, 1));
    let last = store.linked(&ids[2], 1).unwrap().unwrap();
    assert_eq!((last.story.total, last.story.rows.len()), (2, 1));
    assert_eq!(last.story.rows[0].id, ids[1], "the latest first");
    assert_eq!(store.linked("x", 5).unwrap(), None);
    let of = ReportFilter { story_of: Some(ids[2].clone()), ..Default::default() };
    assert_eq!(store.reports(&of, Page::default()).unwrap().total, 3);
}

#[test]
fn words_are_quoted_in_their_surroundings_letter_for_letter() {
    let reading = sample::talks("A", "2018-02-26");
    let store = filled("links-quotes", std::slice::from_ref(&reading));
    let place = |list, idx| Reference(reading.report.id.clone(), list, idx);
    let quotes = store.quotes(&[place(List::Figures, 0), place(List::Figures, 9), place(List::Breaches, 0)]).unwrap();
    assert_eq!(quotes.len(), 2, "what is not there is left out");
    for quote in &quotes {
        let whole = format!("{}{}{}", quote.before, quote.row.at.text, quote.after);
        assert!(reading.report.text.contains(&whole) && !quote.before.is_empty() && !quote.after.is_empty(), "{whole}");
    }
}

#[test]
fn a_reader_keeps_no_links() {
    let (store, _) = linked("links-reader");
    let stamp = LinkStamp { version: "L1", at: "2018-03-01T00:00:00Z", changes: 1 };
    let error = store.reader().unwrap().keep_links(&Lines::default(), &stamp).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ReadOnly);
    assert_eq!(store.courses(&CourseFilter::default(), Page::default()).unwrap().total, 2);
}
