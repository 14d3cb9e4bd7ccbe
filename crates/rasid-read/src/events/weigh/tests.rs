//! What must hold of what is weighed, by small tables of weights.

use crate::Reader;
use rasid_lang::Lexicon;
use rasid_lang::tables::triggers::MODES;
use rasid_lang::weights::Weights;
use rasid_record::{Aux, EventType, Reading, Report};

fn read(weights: &str, text: &str) -> Reading {
    let lexicon = Lexicon::builtin().with_weights(Weights::read(weights));
    let report = Report { text: text.to_owned(), published: Some("2018-02-26".to_owned()), ..Report::default() };
    Reader::new(&lexicon).read(report)
}

fn types(reading: &Reading) -> Vec<(EventType, &str)> {
    reading.events.iter().map(|e| (e.kind, &*e.rule)).collect()
}

const SHELLED: &str = "قصفت القوات الروسية مدينة إدلب.";

#[test]
fn without_weights_all_is_as_rules_read_it() {
    assert_eq!(types(&read("", SHELLED)), [(EventType::Assault, "event/verb")]);
    // One that says nothing of these words changes nothing.
    assert_eq!(types(&read("event\tw=كلمة\t16:1\n", SHELLED)), [(EventType::Assault, "event/verb")]);
}

#[test]
fn what_all_speaks_against_is_lost_and_what_speaks_somewhat_against_it_is_not() {
    let against = "event\trule=ASSAULT\t0:1.9\nevent\tw=قصفت\t0:1.9\nevent\tb=\t0:1.9\n";
    assert!(read(against, SHELLED).events.is_empty());
    assert_eq!(types(&read("event\trule=ASSAULT\t0:0.9\nevent\trule|k=ASSAULT|قصف\t16:1\n", SHELLED)).len(), 1);
}

#[test]
fn another_type_must_be_much_likelier_than_that_of_a_rule() {
    let retreat = |weight: f32| {
        read(&format!("event\trule=ASSAULT\t7:{weight} 16:0\nevent\tw=قصفت\t7:1\nevent\tb=\t0:-1\n"), SHELLED)
    };
    assert_eq!(types(&retreat(0.9)), [(EventType::Assault, "event/verb")]);
    assert_eq!(types(&retreat(1.9)), [(EventType::Retreat, "event/weighed")]);
}

#[test]
fn a_word_that_no_table_holds_is_looked_at_only_where_it_is_a_seed() {
    let text = "تخابثت روسيا على تركيا.";
    let weights = "event\twhy=unknown\t16:1.9\nevent\tb=\t16:1.9\n";
    assert!(read(weights, text).events.is_empty());
    let mut skeleton = String::new();
    rasid_lang::skeleton::skeleton("تخابثت", &mut skeleton);
    let found = read(&format!("seed\t{skeleton}\n{weights}"), text);
    assert_eq!(types(&found), [(EventType::Assault, "event/weighed")]);
}

#[test]
fn an_act_of_nobody_is_none_unless_it_can_be_told_without_anybody() {
    let retyped = |class: usize| {
        read(&format!("event\trule=ASSAULT\t{class}:1.9\nevent\tw=قصفت\t{class}:1\nevent\tb=\t0:-1\n"), SHELLED)
    };
    assert_eq!(types(&retyped(7)), [(EventType::Retreat, "event/weighed")]);
    assert!(retyped(13).events.is_empty(), "a sanction of nobody");
}

#[test]
fn nobody_is_both_and_the_likeliest_are_chosen() {
    let weights =
        "event\tb=\t0:-1\npart\tside|far=behind|0\t1:1.9\npart\tside=x\t1:1\npart\tlink|side=to|behind\t2:1.9\n";
    let reading = read(weights, "هددت روسيا لتركيا بالحرب.");
    let ids = |of: &[rasid_record::Participant]| of.iter().map(|p| p.id.to_string()).collect::<Vec<_>>();
    let event = reading.events.iter().find(|e| e.kind == EventType::Threaten).expect("the threat is there");
    assert_eq!((ids(&event.actors), ids(&event.recipients)), (vec!["RUS".to_owned()], vec!["TUR".to_owned()]));
}

#[test]
fn nobody_takes_part_where_more_speaks_for_that_than_for_anybody() {
    let behind = "event\tb=\t0:-1\npart\tside|far=behind|0\t1:1\n";
    let actors = |weights: &str| {
        let reading = read(weights, "هددت روسيا لتركيا بالحرب.");
        let event = reading.events.iter().find(|e| e.kind == EventType::Threaten).expect("the threat is there");
        event.actors.len()
    };
    assert_eq!(actors(behind), 1);
    assert_eq!(actors(&format!("{behind}nobody\tb=\t1:0.5\n")), 1);
    assert_eq!(actors(&format!("{behind}nobody\tb=\t1:1.9\n")), 0);
}

#[test]
fn how_an_event_is_told_and_in_which_mode_is_chosen_where_rules_say_nothing() {
    let event = |weights: &str, text: &str| {
        let reading = read(&format!("event\tb=\t0:-1\n{weights}"), text);
        reading.events.into_iter().find(|e| e.kind == EventType::Assault).expect("the attack is there")
    };
    let attacked = "هاجمت القوات الروسية مواقع المعارضة في إدلب.";
    assert_eq!((event("", attacked).aux, event("", attacked).mode), (None, None));
    assert_eq!(event("aux\tact=ASSAULT\t2:1.9\n", attacked).aux, Some(Aux::Hypothetical));
    // What a rule has read needs much against it.
    let not = "لم تهاجم القوات الروسية مواقع المعارضة في إدلب.";
    assert_eq!(event("aux\tact=ASSAULT\t2:1.3 3:0\n", not).aux, Some(Aux::Negated));
    let aerial = MODES.iter().position(|mode| *mode == "aerial").expect("a mode") + 1;
    assert_eq!(event(&format!("mode\tact=ASSAULT\t{aerial}:1\n"), attacked).mode.as_deref(), Some("aerial"));
    assert_eq!(event(&format!("mode\tact=ASSAULT\t{aerial}:-1\n"), attacked).mode, None);
}

#[test]
fn odd_texts_and_tables_make_no_panic() {
    let table =
        "event\tb=\t1:1.9 2:1.9\npart\tb=\t1:1.9 2:1.9\naux\tb=\t1:1.9\nmode\tact=ASSAULT\t3:1.9\nseed\tقصف\nseed\t\n";
    for text in ["", "قصف", "«قصف", "غارات غارات", "من قبل", "وقصف،", "x قتل 5", "\n\nالهجوم على", "أعلنت أعلنت أن أن"]
    {
        let reading = read(table, text);
        for event in &reading.events {
            let both = event.actors.iter().any(|a| event.recipients.iter().any(|r| r.id == a.id));
            assert!(!both, "{text}: {event:?}");
        }
    }
}
