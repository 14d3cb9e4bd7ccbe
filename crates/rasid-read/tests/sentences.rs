//! Sentences of our own in the manner of newspapers, labelled yes or no: whether rules, and what is weighed, find protest and assault where
//! they are, and not in sport, figures of speech, accidents, denials and plans.

use rasid_lang::Lexicon;
use rasid_lang::weights::Weights;
use rasid_read::Reader;
use rasid_record::{Aux, EventType, Report};

/// F1 of "an event of this type that is neither negated nor hypothetical", and the sentences that are wrong.
fn f1(lexicon: Lexicon, table: &str, kind: EventType) -> (f64, Vec<String>) {
    let mut reader = Reader::new(&lexicon);
    let (mut hits, mut wrong) = (0, Vec::new());
    for line in table.lines().filter(|l| !l.starts_with('#')) {
        let (label, text) = line.split_once('\t').expect("a label, a tab, a sentence");
        let reading = reader.read(Report { text: text.to_owned(), ..Report::default() });
        let counts = |aux: Option<Aux>| !matches!(aux, Some(Aux::Negated | Aux::Hypothetical));
        let found = reading.events.iter().any(|e| e.kind == kind && counts(e.aux));
        match (found, label) {
            (true, "yes") => hits += 1,
            (false, "no") => {}
            (_, "yes" | "no") => wrong.push(line.to_owned()),
            _ => panic!("\u{201C}{label}\u{201D} is neither yes nor no"),
        }
    }
    (2.0 * f64::from(hits) / (2.0 * f64::from(hits) + wrong.len() as f64), wrong)
}

/// Rules alone.
fn rules() -> Lexicon {
    Lexicon::builtin().with_weights(Weights::default())
}

const PROTESTS: &str = include_str!("sentences/protest.txt");
const ASSAULTS: &str = include_str!("sentences/assault.txt");

#[test]
fn protests_are_told_from_other_sentences_by_rules() {
    let (f1, wrong) = f1(rules(), PROTESTS, EventType::Protest);
    assert!(f1 >= 0.95, "F1 {f1:.3}; wrong:\n{}", wrong.join("\n"));
}

#[test]
fn assaults_are_told_from_other_sentences_by_rules() {
    let (f1, wrong) = f1(rules(), ASSAULTS, EventType::Assault);
    assert!(f1 >= 0.94, "F1 {f1:.3}; wrong:\n{}", wrong.join("\n"));
}

// Weights were learned from whole reports: of a sentence that stands alone they know less than rules do.

#[test]
fn protests_are_told_from_other_sentences_when_all_is_weighed() {
    let (f1, wrong) = f1(Lexicon::builtin(), PROTESTS, EventType::Protest);
    assert!(f1 >= 0.92, "F1 {f1:.3}; wrong:\n{}", wrong.join("\n"));
}

#[test]
fn assaults_are_told_from_other_sentences_when_all_is_weighed() {
    let (f1, wrong) = f1(Lexicon::builtin(), ASSAULTS, EventType::Assault);
    assert!(f1 >= 0.9, "F1 {f1:.3}; wrong:\n{}", wrong.join("\n"));
}
