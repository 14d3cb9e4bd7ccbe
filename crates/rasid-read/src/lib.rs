//! One report to its reading. Pure and total: no clock, no input or output, no panic.
//!
//! [`Reader::read`] prepares a report once (tokens, sentences, what each word can mean), then
//! each list is made by its own module from that ground. Rules use the categories of
//! `rasid-lang`, never a word of a language.

mod arrangements;
mod breaches;
mod commitments;
mod counts;
mod doc;
mod events;
mod explain;
mod figures;
mod gender;
mod look;
mod names;
mod naming;
mod order;
mod places;
mod sketch;
mod statements;
mod times;
pub mod trace;

pub use explain::{Entry, Explanation};
pub use look::{numbers_of, times_of};

use doc::{Doc, Forms};
use names::Names;
use rasid_lang::Lexicon;
use rasid_record::{Note, Reading, Report, Statement, is_arabic_code};
use trace::{Silent, Stage, Trace};

/// Reads reports; remembers the words it has analysed. One for each thread.
pub struct Reader<'l> {
    lexicon: &'l Lexicon,
    forms: Forms,
}

impl<'l> Reader<'l> {
    /// A reader with nothing remembered yet.
    pub fn new(lexicon: &'l Lexicon) -> Self {
        Reader { lexicon, forms: Forms::default() }
    }

    /// Reads `report`.
    pub fn read(&mut self, report: Report) -> Reading {
        self.read_traced(report, &mut Silent)
    }

    /// Reads `report` and tells `trace` what the rules did.
    pub fn read_traced<T: Trace>(&mut self, report: Report, trace: &mut T) -> Reading {
        let mut reading = Reading::empty(report.complete());
        let report = &reading.report;
        if let Some(lang) = report.lang.as_deref().filter(|lang| !is_arabic_code(lang)) {
            let message = format!("The report is not Arabic (its language is {lang:?}), and was not read.");
            reading.notes.push(Note { at: rasid_record::Anchor::default(), kind: "not-arabic".to_owned(), message });
            return reading;
        }
        let mut doc = Doc::new(&report.text, report.published.as_deref(), self.lexicon, &mut self.forms);
        trace.done(Stage::Ground);
        let times = times::find(&doc, trace);
        doc.mark_times(times.iter().map(|t| t.first..t.end));
        trace.done(Stage::Times);
        let names = Names::new(&doc);
        doc.mark_names(names.unknown.iter().copied());
        trace.done(Stage::Names);
        let drafts = statements::find(&doc, &names, trace);
        trace.done(Stage::Statements);
        let times_at: Vec<std::ops::Range<usize>> = times.iter().map(|t| t.first..t.end).collect();
        let figures = figures::find(&doc, &names, &drafts, &times, trace);
        let figures_at: Vec<std::ops::Range<usize>> = figures.iter().map(|f| f.range.clone()).collect();
        trace.done(Stage::Figures);
        let phrases = arrangements::phrases(&doc, &names, &times_at);
        let subject = arrangements::subject(&doc, &names, &phrases);
        let arranged = arrangements::find(&doc, &names, &drafts, &times, &phrases, subject, trace);
        trace.done(Stage::Arrangements);
        let ground = breaches::Ground {
            doc: &doc,
            names: &names,
            statements: &drafts,
            phrases: &phrases,
            arranged: &arranged,
            subject,
            times: &times_at,
            figures: &figures_at,
        };
        let broken = breaches::find(&ground, trace);
        trace.done(Stage::Breaches);
        let bound = commitments::find(
            &commitments::Ground {
                doc: &doc,
                names: &names,
                statements: &drafts,
                phrases: &phrases,
                arranged: &arranged,
                subject,
                times: &times_at,
            },
            trace,
        );
        trace.done(Stage::Commitments);
        let naming = naming::find(&doc, &names, &drafts, trace);
        trace.done(Stage::Naming);
        let happened = events::find(&doc, &names, &drafts, &times, &figures, trace);
        trace.done(Stage::Events);
        let (places, unclear) = places::find(&places::Ground {
            doc: &doc,
            names: &names,
            events: &happened,
            arrangements: &arranged,
            breaches: &broken,
        });
        trace.done(Stage::Places);
        let events = happened.iter().map(|d| events::publish(&doc, d)).collect();
        let figures_out = figures.iter().map(|d| figures::publish(&doc, d)).collect();
        let times_out = times.iter().map(|d| times::publish(&doc, d)).collect();
        let statements = drafts.iter().map(|d| publish(&doc, &names, d)).collect();
        let arrangements = arranged.iter().map(|d| arrangements::publish(&doc, d)).collect();
        let breaches = broken.iter().map(|d| breaches::publish(&doc, d)).collect();
        let commitments = bound.iter().map(|d| commitments::publish(&doc, d)).collect();
        let mut notes: Vec<Note> = times::notes(&doc, &times);
        if report.published.is_none() {
            notes.push(Note {
                at: rasid_record::Anchor::default(),
                kind: "no-publication-date".to_owned(),
                message: "The report has no date of publication, so relative dates in it have no value.".to_owned(),
            });
        }
        notes.extend(unclear);
        trace.done(Stage::Records);
        let sketch = sketch::sketch(report, &doc);
        trace.done(Stage::Sketch);
        let room = doc.done();
        self.forms.room = room;
        reading.times = times_out;
        reading.figures = figures_out;
        reading.statements = statements;
        reading.events = events;
        reading.arrangements = arrangements;
        reading.breaches = breaches;
        reading.commitments = commitments;
        reading.naming = naming;
        reading.places = places;
        reading.notes = notes;
        reading.sketch = sketch;
        reading
    }
}

/// A statement in the form that goes outside.
fn publish(doc: &Doc<'_, '_>, names: &Names, draft: &statements::Draft) -> Statement {
    let anchor = |span| doc.anchor(span);
    let side = draft.speaker_id.as_ref().map(|id| (id, arrangements::spoken_for(doc, id)));
    let outlet = |span: &rasid_text::Span| names.mention_at(doc.token_at(span.start)).map(|m| m.id.to_string());
    Statement {
        speaker: draft.speaker.map(anchor),
        speaker_id: draft.speaker_id.as_deref().map(str::to_owned),
        cue: anchor(draft.cue_span),
        content: draft.content_span.map(anchor),
        form: draft.form,
        addressee: draft.addressee.map(anchor),
        via: draft.via.iter().copied().map(anchor).collect(),
        stance: draft.stance,
        negated: draft.negated,
        side: side.filter(|(id, side)| *id != side).map(|(_, side)| side.to_string()),
        via_ids: draft.via.iter().filter_map(outlet).collect(),
        rule: draft.rule.to_owned(),
    }
}
