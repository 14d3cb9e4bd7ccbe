//! What people look at beside the lists: what is new and since when, positions, figures, places, outlets, accounts.

use crate::links::{counts, made};
use crate::{filled, sample, three};
use rasid_record::*;
use rasid_store::{
    Bounds, Entry, FigureFilter, News, NewsFilter, NewsKind, Page, PlaceFilter, PositionFilter, Since, Stamp, Store,
    Watch, WatchKind,
};

fn place(reading: &Reading, idx: usize, point: Option<(f64, f64)>) -> Located {
    Located {
        at: sample::at(&reading.report.text, "موسكو"),
        matched: "موسكو".into(),
        of: vec![(List::Events, idx)],
        role: PlaceRole::Occurred,
        id: "moscow".into(),
        country: Some("RUS".into()),
        precision: if point.is_some() { Precision::Settlement } else { Precision::Area },
        lat: point.map(|p| reading::Number(p.0)),
        lon: point.map(|p| reading::Number(p.1)),
        geonames: None,
        reason: if point.is_some() { PlaceReason::Known } else { PlaceReason::Around },
    }
}

fn given(day: &str, number: f64, report: &str) -> Given {
    let number = Some(reading::Number(number));
    Given { at: Some(day.into()), low: number, high: number, figure: Reference(report.into(), List::Figures, 0) }
}

/// Three reports, of which the last came a day after the others.
fn looked(name: &str) -> (Store, Vec<String>) {
    let mut readings = three();
    let points = [Some((55.75, 37.62)), None, Some((55.75, 37.62))];
    for (reading, point) in readings.iter_mut().zip(points) {
        reading.places = vec![place(reading, 0, point)];
    }
    let ids: Vec<String> = readings.iter().map(|r| r.report.id.clone()).collect();
    let mut store = filled(name, &readings[..2]);
    let late = Entry::of(&readings[2], "");
    store.add_batch(&[late], &Stamp { rules_version: "1", at: "2018-03-02T08:00:00Z" }).unwrap();
    let mut made = made(&ids);
    made.commitments[0].until = Some("2018-03-01".into());
    made.arrangements[0].place_id = Some("moscow".into());
    let stand = |n: usize, day: &str, stance| Stand {
        at: Some(day.into()),
        stance,
        phase: Phase::Extended,
        statement: Reference(ids[n].clone(), List::Statements, 0),
        mention: Mention(ids[n].clone(), 0),
    };
    made.positions = vec![
        Position {
            arrangement: "a1".into(),
            party: "RUS".into(),
            stands: vec![stand(0, "2018-02-26", Stance::Accept)],
        },
        Position {
            arrangement: "a1".into(),
            party: "USA".into(),
            stands: vec![stand(0, "2018-02-26", Stance::Accept), stand(2, "2018-02-28", Stance::Reject)],
        },
        Position { arrangement: "none".into(), party: "un".into(), stands: vec![] },
    ];
    made.figures = vec![FigureCourse {
        figures: "f1".into(),
        story: "s1".into(),
        measure: Measure::Killed,
        who: None,
        scope: Scope::Incident,
        series: vec![
            Claimed {
                source: Some("RUS".into()),
                given: vec![given("2018-02-26", 3.0, &ids[0]), given("2018-02-28", 5.0, &ids[2])],
            },
            Claimed { source: Some("USA".into()), given: vec![given("2018-02-27", 3.0, &ids[1])] },
        ],
        counts: counts(3),
    }];
    made.keep(&mut store, "L1");
    (store, ids)
}

fn since(moment: &str, watch: Option<Watch>) -> NewsFilter {
    NewsFilter { since: Since::Added(moment.into()), today: "2018-03-04".into(), watch }
}

fn counted(store: &Store, filter: &NewsFilter) -> Vec<usize> {
    store.news_counts(filter).unwrap().into_iter().map(|(_, count)| count).collect()
}

#[test]
fn only_what_came_since_is_new() {
    let (store, _) = looked("news");
    // Phase, due, outcome, breach, figure, disagreement.
    let later = "2018-03-02T00:00:00Z";
    assert_eq!(counted(&store, &since(later, None)), [1, 0, 1, 0, 1, 1]);
    assert_eq!(counted(&store, &since("2018-03-03T00:00:00Z", None)), [0; 6]);
    assert_eq!(counted(&store, &since("2018-02-01T00:00:00Z", None)), [2, 1, 1, 0, 1, 1]);
    let News::Phases { course, new } =
        &store.news(NewsKind::Phase, &since(later, None), Page::default()).unwrap().rows[0]
    else {
        panic!("phases are news of an arrangement")
    };
    assert_eq!((&*course.arrangement, new.as_slice()), ("a2", &[0][..]));
    let figures = store.news(NewsKind::Figure, &since(later, None), Page::default()).unwrap();
    let News::Figure { course, item } = &figures.rows[0] else { panic!("a figure is of a course") };
    let (source, moved) = rasid_store::in_order(course)[*item];
    assert_eq!((source, moved.low.unwrap().0), (0, 5.0), "who gave 3 gives 5; who only repeats 3 moves nothing");
}

#[test]
fn by_the_day_of_publication_it_is_new_where_it_was_first_told_since() {
    let (store, _) = looked("news-published");
    let published = |day: &str| NewsFilter { since: Since::Published(day.into()), ..since("", None) };
    assert_eq!(counted(&store, &published("2018-02-27")), [2, 1, 1, 0, 1, 1]);
    assert_eq!(counted(&store, &published("2018-03-01")), [0, 1, 0, 0, 0, 0]);
    let today = NewsFilter { today: "2018-03-01".into(), ..published("2018-02-27") };
    assert_eq!(counted(&store, &today)[1], 0, "what falls due today has not fallen");
}

#[test]
fn a_claim_that_is_only_repeated_is_not_new() {
    let readings = three();
    let ids: Vec<String> = readings.iter().map(|r| r.report.id.clone()).collect();
    let mut store = filled("news-repeated", &readings);
    let mut made = made(&ids);
    let phases = &mut made.arrangements[0].phases;
    phases[1].phase = Phase::Extended;
    let repeated = phases.len();
    made.keep(&mut store, "L1");
    let all = store.news(NewsKind::Phase, &since("", None), Page::default()).unwrap();
    let of_first = all.rows.iter().find_map(|news| match news {
        News::Phases { course, new } if course.arrangement == "a1" => Some(new.clone()),
        _ => None,
    });
    assert_eq!((of_first, repeated), (Some(vec![0]), 3));
}

#[test]
fn each_person_watches_for_themselves() {
    let (mut store, ids) = looked("watches");
    let watch = |kind, id: &str| Watch { kind, id: id.into(), idx: 0 };
    let (party, place) = (watch(WatchKind::Party, "SYR"), watch(WatchKind::Place, "moscow"));
    let first = watch(WatchKind::Arrangement, &ids[0]);
    for one in [&party, &place, &first, &party] {
        store.watch("sami", one, "2018-03-01T00:00:00Z").unwrap();
    }
    assert_eq!(store.watches("sami").unwrap().len(), 3);
    assert!(store.watches("huda").unwrap().is_empty());
    let of = |watch: &Watch| counted(&store, &since("", Some(watch.clone())));
    assert_eq!(of(&party), [0, 1, 1, 0, 0, 0], "SYR:gov is bound, and stands for SYR");
    assert_eq!(of(&place), [1, 0, 0, 0, 0, 0]);
    assert_eq!(of(&first), [1, 0, 0, 0, 0, 0]);
    assert_eq!(of(&watch(WatchKind::Arrangement, "gone")), [0; 6]);
    store.unwatch("sami", &place).unwrap();
    assert_eq!(store.watches("sami").unwrap().len(), 2);
}

#[test]
fn positions_are_asked_for_by_side_and_by_arrangement() {
    let (store, ids) = looked("positions");
    let all = store.positions(&PositionFilter::default(), Page::default()).unwrap();
    assert_eq!((all.total, all.rows[0].positions.len()), (1, 2));
    let of = |actor: &str| {
        store.positions(&PositionFilter { actor: Some(actor.into()), ..Default::default() }, Page::default()).unwrap()
    };
    assert_eq!((of("RUS").rows[0].positions.len(), of("un").total), (1, 0));
    let turned = PositionFilter { turned: true, ..Default::default() };
    assert_eq!(store.positions(&turned, Page::default()).unwrap().total, 1);
    let on = store.positions_on(&ids[1], 0).unwrap().unwrap();
    assert_eq!((on.course.first.0, on.positions[0].party.as_str()), (ids[0].clone(), "USA"));
    assert!(store.positions_on("gone", 0).unwrap().is_none());
}

#[test]
fn figures_are_asked_for_by_any_of_them() {
    let (store, ids) = looked("figure-courses");
    let all = store.figure_courses(&FigureFilter::default(), Page::default()).unwrap();
    assert_eq!((all.found.total, all.measures[0].word), (1, Measure::Killed));
    let by = |source: &str| {
        let filter = FigureFilter { source: Some(source.into()), ..Default::default() };
        store.figure_courses(&filter, Page::default()).unwrap().found.total
    };
    assert_eq!((by("USA"), by("un")), (1, 0));
    assert_eq!(store.figure_course(&ids[1], 0).unwrap().unwrap(), all.found.rows[0]);
    assert!(store.figure_course("gone", 0).unwrap().is_none());
}

#[test]
fn places_keep_why_they_have_a_point() {
    let (store, ids) = looked("places");
    let all = store.places(&PlaceFilter::default(), Page::default()).unwrap();
    assert_eq!(all.total, 1);
    let found = &all.rows[0];
    assert_eq!((&*found.words, found.point, found.reports), ("موسكو", Some((55.75, 37.62)), 3));
    assert_eq!(found.precision, Precision::Settlement);
    let place = store.place("moscow").unwrap().unwrap();
    let ways: Vec<_> = place.ways.iter().map(|way| (way.reason, way.times)).collect();
    assert_eq!(ways, [(PlaceReason::Known, 2), (PlaceReason::Around, 1)]);
    assert_eq!(place.courses.len(), 1);
    let told = store.place_mentions("moscow", Page { limit: 1, offset: 0 }).unwrap();
    assert_eq!((told.total, &told.rows[0].report.id), (3, &ids[2]));
    assert_eq!(told.rows[0].records, [(List::Events, 0)]);
    let around = Bounds { south: 50.0, north: 60.0, west: 30.0, east: 40.0 };
    assert_eq!(store.places_in(around, 9).unwrap().len(), 1);
    assert!(store.places_in(Bounds { south: 56.0, ..around }, 9).unwrap().is_empty());
    assert!(store.place("nowhere").unwrap().is_none());
}

#[test]
fn outlets_have_their_own_words_and_their_copies_and_no_score() {
    let (store, _) = looked("outlets");
    assert_eq!(store.outlets(Page::default()).unwrap().total, 2);
    let found = store.outlet("B").unwrap().unwrap();
    assert_eq!((found.reports, &*found.first_day), (1, "2018-02-27"));
    assert_eq!(found.words.len(), 2);
    let copies: Vec<_> = found.copies_of.iter().map(|c| (c.outlet.as_deref(), c.reports)).collect();
    assert_eq!(copies, [(Some("A"), 1)]);
    assert_eq!(store.outlet("A").unwrap().unwrap().copied_by.len(), 1);
    assert_eq!(store.words_elsewhere("RUS", "B", 3).unwrap(), [("موسكو".to_owned(), 2)]);
    assert!(store.outlet("gone").unwrap().is_none());
}

#[test]
fn accounts_of_an_occurrence_stand_beside_their_copies() {
    let (store, ids) = looked("accounts");
    let found = store.accounts(&ids[1], 5).unwrap().unwrap();
    assert_eq!((found.total, found.reports, found.shown.len()), (1, 2, 1));
    assert_eq!((&found.shown[0].report.id, &found.shown[0].copies[0].id), (&ids[0], &ids[1]));
    assert!(!found.shown[0].reading.statements.is_empty());
    assert!(store.accounts("gone", 5).unwrap().is_none());
}

#[test]
fn places_of_a_reading_go_when_it_is_made_anew() {
    let mut readings = three();
    let spot = place(&readings[0], 0, None);
    readings[0].places = vec![spot];
    let mut store = filled("places-anew", &readings);
    readings[0].places.clear();
    crate::add(&mut store, &readings, "2");
    assert_eq!(store.place_mentions("moscow", Page::default()).unwrap().total, 0);
}
