//! The register of agreements: versions that are never lost, and what people attach to clauses.

use crate::place::{Tool, is_served};
use crate::{add, filled, three};
use rasid_record::{Agreement, List, Reference};
use rasid_store::{Entered, Fits, KeptAgreement, Page, Store, Words};

const BY: Entered<'_> = Entered { who: "huda", at: "2018-03-05T08:00:00Z", why: "" };

fn truce() -> Agreement {
    let json = r#"{"id": "truce-2018", "title": {"en": "Truce"}, "signed": "2018-02-25", "parties": ["RUS", "SYR:mil"], "clauses": [
        {"no": "1", "text": {"en": "Nobody shoots."}, "duty": "forbidden", "kinds": ["pause"], "acts": ["ASSAULT"]},
        {"no": "2", "text": {"en": "Prisoners go home."}, "duty": "owed", "kinds": ["exchange"]}]}"#;
    serde_json::from_str(json).unwrap()
}

fn with_truce(name: &str) -> Store {
    let mut store = filled(name, &three());
    assert_eq!(store.keep_agreement(&truce(), 0, false, &BY).unwrap(), KeptAgreement::New(1));
    store
}

fn suggested(store: &Store, clause: &str, list: List) -> Vec<rasid_store::Suggested> {
    let agreement = truce();
    store.suggested(&agreement, agreement.clause(clause).unwrap(), list, Page::default()).unwrap().rows
}

fn words(found: &rasid_store::Suggested) -> Words {
    Words { report: found.at.0.clone(), list: found.at.1, span: found.span }
}

#[test]
fn a_change_is_a_new_version_and_the_old_ones_stay() {
    let mut store = with_truce("agreement-versions");
    let mut changed = truce();
    changed.clauses[1].text.en = "All prisoners go home.".into();
    let again = Entered { why: "all", ..BY };
    assert_eq!(store.keep_agreement(&truce(), 1, false, &again).unwrap(), KeptAgreement::Same(1));
    assert_eq!(store.keep_agreement(&changed, 1, false, &again).unwrap(), KeptAgreement::New(2));
    // Whoever changed the version before is told, and nothing is lost.
    let mut other = truce();
    other.title.en = "Another".into();
    assert_eq!(store.keep_agreement(&other, 1, false, &BY).unwrap(), KeptAgreement::Behind(2));
    assert_eq!(store.registered("truce-2018", None).unwrap().unwrap().agreement, changed);
    assert_eq!(store.registered("truce-2018", Some(1)).unwrap().unwrap().agreement, truce());
    let versions = store.agreement_versions("truce-2018").unwrap();
    let told: Vec<_> = versions.iter().map(|v| (v.version, v.who.as_str(), v.why.as_str())).collect();
    assert_eq!(told, [(2, "huda", "all"), (1, "huda", "")]);

    assert_eq!(store.keep_agreement(&changed, 2, true, &BY).unwrap(), KeptAgreement::New(3));
    assert!(store.agreements(false).unwrap().is_empty());
    assert_eq!(store.agreements(true).unwrap().len(), 1);
    assert_eq!(store.keep_agreement(&changed, 3, false, &BY).unwrap(), KeptAgreement::New(4));
    assert_eq!(store.agreements(false).unwrap().len(), 1);

    let mut bad = truce();
    bad.clauses[1].no = "1".into();
    let said = store.keep_agreement(&bad, 4, false, &BY).unwrap_err().to_string();
    assert!(said.contains("number 1"), "{said}");
}

#[test]
fn what_fits_is_suggested_and_only_people_attach() {
    let mut store = with_truce("agreement-suggested");
    let found = suggested(&store, "1", List::Breaches);
    assert_eq!(found.len(), 3);
    assert!(found[0].fits.contains(&Fits::Kind) && found[0].fits.contains(&Fits::Party), "{:?}", found[0].fits);
    assert!(suggested(&store, "2", List::Breaches).is_empty(), "nobody speaks of prisoners");
    let attached = |store: &Store| store.attached("truce-2018", Some("1"), List::Breaches, Page::default()).unwrap();
    assert_eq!(attached(&store).total, 0, "a suggestion is nothing before somebody confirms it");

    let remarked = Entered { why: "told by both", ..BY };
    assert_eq!(store.attach("truce-2018", "1", &[words(&found[0]), words(&found[1])], true, &remarked).unwrap(), 2);
    assert_eq!(store.attach("truce-2018", "1", &[words(&found[0])], true, &BY).unwrap(), 0, "it is attached already");
    assert_eq!(store.attach("truce-2018", "1", &[words(&found[2])], false, &BY).unwrap(), 1);
    assert!(suggested(&store, "1", List::Breaches).is_empty(), "nobody is asked twice");
    let now = attached(&store);
    assert_eq!((now.total, now.rows[0].who.as_str(), now.rows[0].why.as_str()), (2, "huda", "told by both"));
    assert_eq!(now.rows[0].idx, Some(found[0].at.2));

    assert_eq!(store.attach("truce-2018", "1", &[words(&found[0])], false, &BY).unwrap(), 1);
    assert_eq!(attached(&store).total, 1);
    let counts = store.clause_counts("truce-2018").unwrap();
    assert_eq!(
        counts.iter().map(|c| (c.clause.as_str(), c.breaches, c.arrangements)).collect::<Vec<_>>(),
        [("1", 1, 0)]
    );
    let at = [found[0].at.clone(), found[1].at.clone(), Reference("nowhere".into(), List::Events, 0)];
    let clauses = store.clauses_of(&at).unwrap();
    assert_eq!(clauses, [vec![], vec![("truce-2018".to_owned(), "1".to_owned())], vec![]]);
    assert_eq!(store.verify().unwrap().faults, []);

    let nothing = Words { report: "nowhere".into(), list: List::Breaches, span: (0, 1) };
    assert_eq!(store.attach("truce-2018", "1", &[nothing], true, &BY).unwrap(), 0, "no record has these words");
    assert!(store.attach("truce-2018", "9", &[words(&found[0])], true, &BY).is_err(), "there is no such clause");
}

#[test]
fn what_is_attached_survives_another_reading() {
    let mut store = with_truce("agreement-reread");
    let found = suggested(&store, "1", List::Breaches);
    store.attach("truce-2018", "1", &[words(&found[0])], true, &BY).unwrap();
    let attached = |store: &Store| store.attached("truce-2018", None, List::Breaches, Page::default()).unwrap().rows;
    let mut newer = three();
    for reading in &mut newer {
        // Newer rules find one more breach before the one that was there.
        let mut other = reading.breaches[0].clone();
        other.at = reading.arrangements[0].at.clone();
        reading.breaches.insert(0, other);
    }
    add(&mut store, &newer, "2");
    assert_eq!(attached(&store)[0].idx, Some(found[0].at.2 + 1));
    for reading in &mut newer {
        reading.breaches.clear();
    }
    add(&mut store, &newer, "3");
    let kept = attached(&store);
    assert_eq!((kept[0].idx, kept[0].text.is_empty()), (None, false), "its words stay although no rule reads them");
    let gone = Words { report: kept[0].report.clone(), list: List::Breaches, span: kept[0].span };
    assert_eq!(store.attach("truce-2018", "1", &[gone], false, &BY).unwrap(), 1, "and can be taken off");
}

#[test]
fn the_register_refuses_every_change_by_any_tool() {
    let mut store = with_truce("agreement-refuses");
    let found = suggested(&store, "1", List::Breaches);
    store.attach("truce-2018", "1", &[words(&found[0])], true, &BY).unwrap();
    let mut tool = Tool::at(store.path());
    let replacing = match is_served() {
        false => [
            "INSERT OR REPLACE INTO agreements SELECT id, version, 1, who, made_at, why, json, hash FROM agreements",
            "INSERT OR REPLACE INTO clause_links SELECT seq, agreement, '2', report_id, list, start, \"end\", text, attached, who,
             made_at, why, hash FROM clause_links",
        ],
        true => [
            "TRUNCATE agreements",
            "INSERT INTO clause_links SELECT * FROM clause_links ON CONFLICT (seq) DO UPDATE SET clause = '2'",
        ],
    };
    for change in replacing.into_iter().chain([
        "UPDATE agreements SET who = 'x'",
        "DELETE FROM agreements",
        "UPDATE clause_links SET attached = 0",
        "DELETE FROM clause_links",
    ]) {
        assert!(tool.run(change).is_err(), "{change}");
    }
    // Whoever takes the refusals away is found out.
    for (table, harm, row) in [
        ("agreements", "UPDATE agreements SET who = 'x'", "truce-2018 1"),
        ("clause_links", "UPDATE clause_links SET attached = 0", "1"),
    ] {
        Tool::unguarded(store.path()).run(harm).unwrap();
        let faults = store.verify().unwrap().faults;
        assert!(faults.iter().any(|f| f.table == table && f.row == row), "{faults:?}");
    }
}
