//! What stood behind a reading: what rules did, and the entries of tables at each word. For
//! people who ask why; plain reading does none of this.

use crate::Reader;
use crate::doc::Doc;
use crate::trace::{Recorder, Step, Weighed};
use rasid_lang::{Origin, Sense};
use rasid_record::{Reading, Report};
use rasid_text::Span;

/// A reading with what stood behind it.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// The reading.
    pub reading: Reading,
    /// What rules did, in order.
    pub steps: Vec<Step>,
    /// What was weighed, in order.
    pub weighed: Vec<Weighed>,
    /// The entries that were found, by the words at which they begin.
    pub entries: Vec<Entry>,
}

/// An entry of a table, found in a text.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Where, in bytes.
    pub span: Span,
    /// What it means.
    pub sense: Sense,
    /// The row that it comes from; nothing for the few words that are in no table.
    pub origin: Option<Origin>,
}

impl Reader<'_> {
    /// Reads `report` and keeps what stood behind each record.
    pub fn explain(&mut self, report: Report) -> Explanation {
        let mut recorder = Recorder::default();
        let reading = self.read_traced(report, &mut recorder);
        let report = &reading.report;
        let doc = Doc::new(&report.text, report.published.as_deref(), self.lexicon, &mut self.forms);
        let entries = (0..doc.len())
            .flat_map(|i| doc.hits(i))
            .map(|hit| {
                let origin = doc.node(hit).and_then(|node| self.lexicon.origin(node, &hit.sense)).cloned();
                Entry { span: doc.hit_span(hit), sense: hit.sense, origin }
            })
            .collect();
        Explanation { reading, steps: recorder.steps, weighed: recorder.weighed, entries }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rasid_lang::Lexicon;

    #[test]
    fn records_entries_and_steps_are_explained_together() {
        let lexicon = Lexicon::builtin();
        let text = "وأعلنت الأمم المتحدة أن الهدنة باقية.";
        let report = Report { text: text.into(), published: Some("2024-03-01".into()), ..Report::default() };
        let found = Reader::new(&lexicon).explain(report.clone());
        assert_eq!(found.reading, Reader::new(&lexicon).read(report), "a trace changes nothing");
        let entry = |words: &str, table: &str| {
            let of = found.entries.iter().filter(|e| e.span.of(text) == words);
            of.filter_map(|e| e.origin.as_ref()).find(|o| o.table() == table).map(Origin::key)
        };
        assert_eq!(entry("أعلنت", "cues.tsv").as_deref(), Some("أعلن"));
        assert_eq!(entry("الأمم المتحدة", "bodies.tsv").as_deref(), Some("un"));
        assert_eq!(entry("أن", "particles.tsv").as_deref(), Some("أن"));
        let statement = &found.reading.statements[0];
        assert!(found.steps.iter().any(|step| step.rule == statement.rule && step.left.is_none()));
    }
}
