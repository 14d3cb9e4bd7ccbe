//! Sentences of our own in the manner of newspapers, labelled yes or no: whether rules find protest and assault where
//! they are, and not in sport, figures of speech, accidents, denials and plans.

use rasid_lang::Lexicon;
use rasid_read::Reader;
use rasid_record::{Aux, EventType, Report};

/// F1 of "an event of this type that is neither negated nor hypothetical", and the sentences that are wrong.
fn f1(table: &str, kind: EventType) -> (f64, Vec<String>) {
    let lexicon = Lexicon::builtin();
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

#[test]
fn protests_are_told_from_other_sentences() {
    let (f1, wrong) = f1(include_str!("sentences/protest.txt"), EventType::Protest);
    assert!(f1 >= 0.95, "F1 {f1:.3}; wrong:\n{}", wrong.join("\n"));
}

#[test]
fn assaults_are_told_from_other_sentences() {
    let (f1, wrong) = f1(include_str!("sentences/assault.txt"), EventType::Assault);
    assert!(f1 >= 0.94, "F1 {f1:.3}; wrong:\n{}", wrong.join("\n"));
}
