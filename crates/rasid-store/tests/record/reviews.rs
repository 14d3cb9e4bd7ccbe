//! Decisions of people: kept, found again after re-reading, and never lost where two decide at once.

use crate::place::{Tool, record};
use crate::{add, filled, sample, three};
use rasid_record::{Act, Change, Content, Fit, List, Phase, Reading, Review, Standing};
use rasid_store::{LedgerFilter, Made, Page, QueueFilter, QueueKey, RecordReview, Store};

pub const AT: &str = "2018-03-02T00:00:00Z";

/// A decision of `by` on record `idx` of `list` as the store has it now.
pub fn on(store: &Store, report: &str, list: List, idx: usize, by: &str, act: Act) -> Review {
    let kept = store.report(report).unwrap().unwrap();
    let known = store.review_at(report, list, idx).unwrap();
    let mut review = Review::new(by, act);
    review.report = Some(report.to_owned());
    review.on = Some(known.as_ref().map_or_else(|| kept.reading.content(list, idx).unwrap(), |k| k.content.clone()));
    review.rules = Some(kept.rules_version);
    review.was = kept.reading.fields(list, idx);
    review.after = known.map_or(0, |known| known.state.last);
    review
}

pub fn decide(store: &mut Store, review: &Review) -> Made {
    store.review(review, &[7; 16], AT).unwrap()
}

fn correct(before: &str, after: &str) -> Act {
    let change = Change { before: before.into(), after: after.into() };
    Act::Correct { fields: [("phase".to_owned(), change)].into_iter().collect() }
}

fn at(store: &Store, report: &str, list: List) -> RecordReview {
    store.review_at(report, list, 0).unwrap().expect("it was decided on")
}

fn first(readings: &[Reading]) -> String {
    readings[0].report.id.clone()
}

#[test]
fn what_was_decided_is_known_of_each_record_of_the_text() {
    let readings = three();
    let mut store = filled("reviewed", &readings);
    let report = first(&readings);
    let review = on(&store, &report, List::Arrangements, 0, "salma", Act::Accept);
    assert_eq!(decide(&mut store, &review).seq, 1);
    for reading in &readings {
        let known = at(&store, &reading.report.id, List::Arrangements);
        assert_eq!((known.state.standing, known.fit, known.idx), (Standing::Accepted, Fit::Same, Some(0)));
    }
    assert_eq!(store.review_at(&report, List::Events, 0).unwrap(), None);
    let mut all = Vec::new();
    store.each_review(|review| all.push(review)).unwrap();
    assert_eq!(all.len(), 3, "one for each report of the text");
}

#[test]
fn two_who_decide_at_once_lose_nothing_and_are_told() {
    let readings = three();
    let mut store = filled("two", &readings);
    let mut other = Store::open(store.path()).unwrap();
    let report = first(&readings);
    // Both look at the record before either decides.
    let one = on(&store, &report, List::Arrangements, 0, "salma", Act::Accept);
    let two = on(&other, &report, List::Arrangements, 0, "omar", Act::Reject);
    assert!(!decide(&mut store, &one).is_conflict());
    assert!(decide(&mut other, &two).is_conflict());
    let known = at(&store, &report, List::Arrangements);
    assert_eq!((known.state.standing, known.state.conflict), (Standing::Accepted, vec![1, 2]));
    let ledger = store.ledger(&LedgerFilter::default(), Page::default()).unwrap();
    assert_eq!(
        ledger.rows.iter().map(|l| l.review.as_ref().unwrap().by.as_str()).collect::<Vec<_>>(),
        ["omar", "salma"]
    );
    // Who has seen both decides between them.
    let settled = on(&store, &report, List::Arrangements, 0, "salma", Act::Reject);
    assert!(!decide(&mut store, &settled).is_conflict());
    let known = at(&store, &report, List::Arrangements);
    assert_eq!((known.state.standing, known.state.is_disputed()), (Standing::Rejected, false));
}

#[test]
fn many_at_once_are_all_in_the_ledger() {
    let readings = three();
    let store = filled("many", &readings);
    let report = first(&readings);
    let path = store.path().to_path_buf();
    let threads: Vec<_> = (0..4)
        .map(|n| {
            let (path, report) = (path.clone(), report.clone());
            std::thread::spawn(move || {
                let mut store = Store::open(&path).unwrap();
                for idx in 0..3 {
                    let review = on(&store, &report, List::Statements, idx, &format!("p{n}"), Act::Accept);
                    store.review(&review, &[n; 16], AT).unwrap();
                }
            })
        })
        .collect();
    threads.into_iter().for_each(|thread| thread.join().unwrap());
    let check = store.verify_ledger().unwrap();
    assert_eq!((check.decisions, check.fault), (12, None));
    for idx in 0..3 {
        let known = store.review_at(&report, List::Statements, idx).unwrap().unwrap();
        assert_eq!((known.state.standing, known.state.is_disputed()), (Standing::Accepted, false));
    }
}

#[test]
fn decisions_are_found_again_when_a_report_is_read_anew() {
    let readings = vec![sample::talks("A", "2018-02-26T14:05")];
    let mut store = filled("anew", &readings);
    let report = first(&readings);
    let accept = on(&store, &report, List::Statements, 1, "salma", Act::Accept);
    let corrected = on(&store, &report, List::Arrangements, 0, "salma", correct("extended", "violated"));
    let reject = on(&store, &report, List::Breaches, 0, "salma", Act::Reject);
    for review in [&accept, &corrected, &reject] {
        decide(&mut store, review);
    }
    let mut newer = readings[0].clone();
    newer.arrangements[0].phase = Phase::Violated;
    newer.breaches.clear();
    newer.statements.remove(0);
    newer.figures[0].by = Some(0);
    newer.events[0].by = Some(1);
    newer.commitments[0].said_in = None;
    newer.arrangements[0].by = None;
    add(&mut store, &[newer], "2");
    let known = store.review_at(&report, List::Statements, 0).unwrap().unwrap();
    assert_eq!((known.state.standing, known.fit), (Standing::Accepted, Fit::Same), "it moved up in its list");
    let arrangement = at(&store, &report, List::Arrangements);
    assert_eq!(arrangement.fit, Fit::Differs, "the phase is as decided, but nobody claims it any more");
    let all = store.reviews_of(&report).unwrap();
    let breach = all.iter().find(|r| r.content.list == List::Breaches).unwrap();
    assert_eq!((breach.idx, breach.fit), (None, Fit::Agrees), "what was rejected is not read any more");
    let mut newest = readings[0].clone();
    newest.arrangements[0].phase = Phase::Violated;
    newest.statements.clear();
    newest.figures[0].by = None;
    newest.events[0].by = None;
    newest.commitments[0].said_in = None;
    newest.breaches[0].by = None;
    newest.statements.push(readings[0].statements[0].clone());
    add(&mut store, &[newest], "3");
    assert_eq!(at(&store, &report, List::Arrangements).fit, Fit::Agrees);
    let all = store.reviews_of(&report).unwrap();
    let gone = all.iter().find(|r| r.content.list == List::Statements).unwrap();
    assert_eq!((gone.idx, gone.fit), (None, Fit::Gone));
    assert_eq!(store.verify_ledger().unwrap().decisions, 3);
}

#[test]
fn a_reviewed_reading_holds_what_people_decided() {
    let readings = vec![sample::talks("A", "2018-02-26T14:05")];
    let mut store = filled("applied", &readings);
    let report = first(&readings);
    assert_eq!(store.reviewed(&report).unwrap().unwrap(), readings[0]);
    let corrected = on(&store, &report, List::Arrangements, 0, "salma", correct("extended", "violated"));
    let reject = on(&store, &report, List::Statements, 0, "salma", Act::Reject);
    let mut record = readings[0].fields(List::Arrangements, 0).unwrap();
    record.insert("kind".into(), "ceasefire".into());
    let (content, _) = Content::of(&readings[0].report.text_id, List::Arrangements, &record, 0).unwrap();
    let mut added = Review::new("salma", Act::Add { record });
    added.report = Some(report.clone());
    added.on = Some(content);
    for review in [&corrected, &reject, &added] {
        decide(&mut store, review);
    }
    let reviewed = store.reviewed(&report).unwrap().unwrap();
    assert_eq!(reviewed.statements.len(), readings[0].statements.len() - 1);
    assert_eq!(reviewed.arrangements.len(), 2);
    assert!(reviewed.arrangements.iter().any(|a| a.phase == Phase::Violated));
    assert_eq!(reviewed.commitments[0].said_in, None, "who said it is no statement any more");
    let claim = on(&store, &report, List::Events, 0, "salma", Act::Claim { status: Some("refuted".into()) });
    decide(&mut store, &claim);
    assert_eq!(store.reviewed(&report).unwrap().unwrap(), reviewed, "a word about the claim changes no reading");
    assert_eq!(at(&store, &report, List::Events).state.claim.as_deref(), Some("refuted"));
}

#[test]
fn the_queue_goes_by_weight_and_doubt_and_empties() {
    let readings = three();
    let mut store = filled("queue", &readings);
    let all = QueueFilter::default();
    let queue = store.queue(&all, Page::default()).unwrap();
    let worth: Vec<u32> = queue.rows.iter().map(|q| q.weight + q.doubt).collect();
    assert!(worth.windows(2).all(|pair| pair[0] >= pair[1]), "{worth:?}");
    assert!(queue.rows.iter().all(|q| !matches!(q.row.list(), List::Times | List::Naming)));
    let key = store.next_in_queue(&all, None).unwrap().unwrap();
    let second = store.next_in_queue(&all, Some(&key)).unwrap().unwrap();
    assert_eq!(store.last_in_queue(&all, &second).unwrap().as_ref(), Some(&key));
    let review = on(&store, &key.report, key.list, key.idx, "salma", Act::Accept);
    decide(&mut store, &review);
    let rest = store.queue(&all, Page::default()).unwrap();
    assert_eq!(rest.total, queue.total - 3, "it is decided in all three reports of the text");
    assert_eq!(store.next_in_queue(&all, Some(&key)).unwrap().map(|k| k.list == key.list), Some(false));
    let only = QueueFilter { list: Some(List::Events), outlet: Some("B".into()), ..QueueFilter::default() };
    assert_eq!(store.queue(&only, Page::default()).unwrap().total, 1);
}

#[test]
fn what_is_coded_blind_holds_when_both_have_coded() {
    let readings = vec![sample::talks("A", "2018-02-26T14:05")];
    let mut store = filled("blind", &readings);
    let report = first(&readings);
    let assign = Act::Assign { to: vec!["omar".into(), "salma".into()], blind: true };
    for list in [List::Breaches, List::Arrangements] {
        let review = on(&store, &report, list, 0, "lead", assign.clone());
        decide(&mut store, &review);
    }
    let mine = QueueFilter { assigned: Some("salma".into()), ..QueueFilter::default() };
    assert_eq!(store.queue(&mine, Page::default()).unwrap().total, 2);
    let blind = |store: &mut Store, list, by: &str, act| {
        let mut review = on(store, &report, list, 0, by, act);
        review.blind = true;
        decide(store, &review)
    };
    blind(&mut store, List::Breaches, "salma", Act::Accept);
    assert_eq!(store.queue(&mine, Page::default()).unwrap().total, 1);
    let known = at(&store, &report, List::Breaches);
    assert!(known.state.is_blind_to("omar") && known.state.standing == Standing::Unreviewed);
    let line = &store.ledger(&LedgerFilter::default(), Page::default()).unwrap().rows[0];
    assert_eq!(line.hidden_from, ["omar", "salma"]);
    blind(&mut store, List::Breaches, "omar", Act::Accept);
    assert_eq!(at(&store, &report, List::Breaches).state.standing, Standing::Accepted);
    blind(&mut store, List::Arrangements, "salma", Act::Accept);
    blind(&mut store, List::Arrangements, "omar", Act::Reject);
    assert_eq!(at(&store, &report, List::Arrangements).state.conflict.len(), 2);
    let pairs = store.agreement().unwrap();
    assert_eq!((pairs.len(), pairs[0].readings.records, pairs[0].readings.agreed), (1, 2, 1));
    assert_eq!((pairs[0].first.as_str(), pairs[0].second.as_str(), pairs[0].open), ("omar", "salma", 0));
}

#[test]
fn merges_splits_the_scale_and_complete_lists_are_decisions_too() {
    let readings = three();
    let mut store = filled("identities", &readings);
    let linking = store.linking().unwrap();
    let merge = Review::new("salma", Act::Merge { keep: "SYR:mil".into(), same: "syrian-army".into() });
    let seq = decide(&mut store, &merge).seq;
    assert_ne!(store.linking().unwrap(), linking, "links are to be made anew");
    assert_eq!(store.identities().unwrap().len(), 1);
    decide(&mut store, &Review::new("salma", Act::Undo { undoes: seq }));
    assert_eq!(store.identities().unwrap().len(), 0);
    assert_eq!(store.claim_scale().unwrap()[0], "alleged");
    decide(&mut store, &Review::new("salma", Act::Scale { statuses: vec!["weak".into(), "strong".into()] }));
    assert_eq!(store.claim_scale().unwrap(), ["weak", "strong"]);
    let mut complete = Review::new("salma", Act::Complete { lists: vec![List::Breaches] });
    complete.report = Some(first(&readings));
    decide(&mut store, &complete);
    assert_eq!(store.completed().unwrap()[&first(&readings)], [List::Breaches]);
}

#[test]
fn what_cannot_be_decided_is_refused_and_leaves_no_trace() {
    let readings = three();
    let mut store = filled("refused-review", &readings);
    let report = first(&readings);
    let good = on(&store, &report, List::Breaches, 0, "salma", Act::Accept);
    let mut elsewhere = good.clone();
    elsewhere.on.as_mut().unwrap().words = "other".into();
    let undo = Review { act: Act::Undo { undoes: 9 }, ..good.clone() };
    let nobody = Review { by: String::new(), ..good.clone() };
    let nothing = Review { on: None, ..good.clone() };
    for review in [&elsewhere, &undo, &nobody, &nothing] {
        assert!(store.review(review, &[1; 16], AT).is_err(), "{review:?}");
    }
    assert!(store.review(&good, &[1; 3], AT).is_err());
    assert_eq!(store.verify_ledger().unwrap().decisions, 0);
    assert_eq!(store.reviews_of(&report).unwrap(), []);
}

#[test]
fn a_deleted_decision_holds_no_longer() {
    let readings = three();
    let mut store = filled("forgotten", &readings);
    let review = on(&store, &first(&readings), List::Breaches, 0, "salma", Act::Reject);
    decide(&mut store, &review);
    store.delete_payload(1).unwrap();
    assert_eq!(at(&store, &first(&readings), List::Breaches).state.standing, Standing::Unreviewed);
    assert_eq!(store.verify_ledger().unwrap().deleted, 1);
    assert_eq!(store.verify().unwrap().faults, []);
}

#[test]
fn a_record_from_before_reviews_gets_its_queue_when_it_is_opened() {
    let path = record("before-reviews");
    let mut store = Store::open(&path).unwrap();
    add(&mut store, &three(), "1");
    let total = store.queue(&QueueFilter::default(), Page::default()).unwrap().total;
    let report = first(&three());
    let review = on(&store, &report, List::Breaches, 0, "salma", Act::Accept);
    decide(&mut store, &review);
    Tool::at(&path)
        .run(
            "UPDATE review_made SET version = 0; DELETE FROM review_queue; DELETE FROM review_contents;
             DELETE FROM reviewed; DELETE FROM review_log; DELETE FROM checksums",
        )
        .unwrap();
    drop(store);
    let store = Store::open(&path).unwrap();
    assert_eq!(store.queue(&QueueFilter::default(), Page::default()).unwrap().total, total - 3);
    assert_eq!(at(&store, &report, List::Breaches).state.standing, Standing::Accepted);
    assert_eq!(store.verify().unwrap().faults, []);
    let key = QueueKey { report, list: List::Breaches, idx: 0 };
    assert!(store.worth_of(&key).unwrap().is_some_and(|(weight, ..)| weight >= 60));
}
