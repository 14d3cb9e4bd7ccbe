//! A reading for people: list by list, each record beside its words.

use crate::style::{Style, bare, beginning, words};
use rasid_record::{
    Anchor, Arrangement, Breach, Commitment, Event, Figure, List, Naming, Participant, Reading, Statement, Time,
    reading::Number,
};

/// Code points of a report's first line that stand above its summary.
const TITLE: usize = 120;

/// The summary of `reading`, ending in an empty line.
pub fn summary(reading: &Reading, style: Style) -> String {
    let mut page = Page { reading, style, out: String::new() };
    page.head();
    page.list(heading(List::Times), &reading.times, Page::time);
    page.list(heading(List::Figures), &reading.figures, Page::figure);
    page.list(heading(List::Statements), &reading.statements, Page::statement);
    page.list(heading(List::Events), &reading.events, Page::event);
    page.list(heading(List::Commitments), &reading.commitments, Page::commitment);
    page.list(heading(List::Arrangements), &reading.arrangements, Page::arrangement);
    page.list(heading(List::Breaches), &reading.breaches, Page::breach);
    page.list(heading(List::Naming), &reading.naming, Page::naming);
    page.end();
    page.out
}

/// What the times of `reading` and `numbers` say, ending in an empty line.
pub fn times(reading: &Reading, numbers: &[(Anchor, Number)], style: Style) -> String {
    let mut page = Page { reading, style, out: String::new() };
    page.line(&style.bold(&words(&reading.report.text)));
    page.list(heading(List::Times), &reading.times, Page::time);
    page.list("Numbers", numbers, |_, (at, number)| Entry {
        what: number.to_string(),
        words: words(&at.text),
        details: Vec::new(),
    });
    if reading.times.is_empty() && numbers.is_empty() {
        page.line(&style.faint("Nothing was found."));
    }
    page.line("");
    page.out
}

/// One record: what it is, its words, and what else is known.
struct Entry {
    what: String,
    words: String,
    details: Vec<String>,
}

struct Page<'r> {
    reading: &'r Reading,
    style: Style,
    out: String,
}

impl Page<'_> {
    fn line(&mut self, line: &str) {
        self.out.push_str(line.trim_end());
        self.out.push('\n');
    }

    fn head(&mut self) {
        let report = &self.reading.report;
        let first = report.text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        let title = words(&beginning(report.title.as_deref().unwrap_or(first), TITLE));
        let outlet = report.outlet.as_deref().map_or_else(|| "outlet not known".to_owned(), words);
        let published = report.published.as_deref().map_or_else(|| "date not known".to_owned(), bare);
        let mut source = vec![outlet, published, bare(&report.id)];
        source.extend(report.url.as_deref().map(bare));
        self.line(&self.style.bold(&title));
        self.line(&self.style.faint(&source.join(" · ")));
    }

    /// A heading and the records below it; nothing where there are none.
    fn list<T>(&mut self, heading: &str, records: &[T], entry: fn(&Self, &T) -> Entry) {
        if records.is_empty() {
            return;
        }
        self.line("");
        self.line(&self.style.bold(&format!("{heading} ({})", records.len())));
        for (number, record) in (1..).zip(records) {
            let Entry { what, words, details } = entry(self, record);
            self.line(&format!("{number:>4}  {}  {words}", self.style.key(&what)));
            if !details.is_empty() {
                self.line(&format!("      {}", details.join("; ")));
            }
        }
    }

    /// The doubts, and the lists with nothing in them.
    fn end(&mut self) {
        let empty: Vec<&str> =
            List::ALL.iter().filter(|list| self.reading.len_of(**list) == 0).map(|list| list.as_str()).collect();
        let notes = &self.reading.notes;
        if !notes.is_empty() {
            self.line("");
            self.line(&self.style.bold(&format!("Notes ({})", notes.len())));
        }
        for note in notes {
            let about = if note.at.text.is_empty() { String::new() } else { words(&note.at.text) };
            self.line(&format!("      {}  {about}", bare(&note.message)));
        }
        if !empty.is_empty() {
            self.line("");
            self.line(&self.style.faint(&format!("Nothing was found for: {}.", empty.join(", "))));
        }
        self.line("");
    }

    fn time(&self, time: &Time) -> Entry {
        let modifier = time.modifier.map(|m| format!(", {m}")).unwrap_or_default();
        let value = time.value.as_deref().map_or_else(|| "value not known".to_owned(), bare);
        let details = vec_of([time.anchored.then(|| "worked out from the date of publication".to_owned())]);
        Entry { what: format!("{} {value}{modifier}", time.kind), words: words(&time.at.text), details }
    }

    fn figure(&self, figure: &Figure) -> Entry {
        let who = figure.who.map(|who| format!(" ({who})")).unwrap_or_default();
        let amount = match (figure.low, figure.high) {
            (Some(low), Some(high)) if low == high => format!("{low}"),
            (Some(low), Some(high)) => format!("{low} to {high}"),
            (Some(low), None) => format!("at least {low}"),
            (None, Some(high)) => format!("at most {high}"),
            (None, None) => "number not known".to_owned(),
        };
        let rough = if figure.approx { ", roughly" } else { "" };
        let details = vec_of([
            Some(format!("scope: {}", figure.scope)),
            self.when("from", figure.from),
            self.when("until", figure.until),
            self.said_by(figure.by, figure.carried),
        ]);
        Entry { what: format!("{}{who} {amount}{rough}", figure.measure), words: words(&figure.at.text), details }
    }

    fn statement(&self, statement: &Statement) -> Entry {
        let id = statement.speaker_id.as_deref().map(bare);
        let speaker = match (&statement.speaker, id) {
            (Some(speaker), Some(id)) => format!("{} ({id})", words(&speaker.text)),
            (Some(speaker), None) => words(&speaker.text),
            (None, Some(id)) => format!("({id})"),
            (None, None) => "speaker not known".to_owned(),
        };
        let stance =
            if statement.negated { format!("not said: {}", statement.stance) } else { statement.stance.to_string() };
        let content = statement.content.as_ref().map_or_else(|| "(no content)".to_owned(), |c| words(&c.text));
        let details = vec_of([
            Some(format!("{} by {}", statement.form, words(&statement.cue.text))),
            span("to", &statement.addressee),
            (!statement.via.is_empty())
                .then(|| format!("through {}", join(statement.via.iter().map(|v| words(&v.text))))),
        ]);
        Entry { what: format!("{speaker} → {stance} →"), words: content, details }
    }

    fn event(&self, event: &Event) -> Entry {
        let mode = event.mode.as_deref().map(|mode| format!(" {}", bare(mode))).unwrap_or_default();
        let aux = event.aux.map(|aux| format!(", {aux}")).unwrap_or_default();
        let details = vec_of([
            side("actors", &event.actors),
            side("recipients", &event.recipients),
            self.when("when", event.when),
            span("where", &event.place),
            self.said_by(event.by, event.carried),
        ]);
        Entry { what: format!("{}{mode}{aux}", event.kind), words: words(&event.trigger.text), details }
    }

    fn commitment(&self, commitment: &Commitment) -> Entry {
        let not = if commitment.negative { " not to" } else { "" };
        let Commitment { class, kind, .. } = commitment;
        let details = vec_of([
            span("named", &commitment.by),
            span("to", &commitment.to),
            self.when("from", commitment.from),
            self.when("until", commitment.until),
            span("condition", &commitment.condition),
            self.said_by(commitment.said_in, false),
        ]);
        let what = format!("{} → {class}{not} ({kind}) →", bare(&commitment.by_id));
        Entry { what, words: words(&commitment.what.text), details }
    }

    fn arrangement(&self, arrangement: &Arrangement) -> Entry {
        let details = vec_of([
            parties("parties", &arrangement.parties),
            span("place", &arrangement.place),
            span("for", &arrangement.beneficiaries),
            self.when("from", arrangement.from),
            self.when("until", arrangement.until),
            self.said_by(arrangement.by, false),
        ]);
        let what = format!("{}: {}", arrangement.kind, arrangement.phase);
        Entry { what, words: words(&arrangement.at.text), details }
    }

    fn breach(&self, breach: &Breach) -> Entry {
        let broken = breach.arrangement.and_then(|i| self.reading.arrangements.get(i));
        let count = breach.figure.and_then(|i| self.reading.figures.get(i));
        let details = vec_of([
            broken.map(|a| format!("of {}", words(&a.at.text))),
            parties("accused", &breach.accused),
            parties("against", &breach.against),
            count.map(|f| format!("count {}", words(&f.at.text))),
            self.when("from", breach.from),
            self.when("until", breach.until),
            span("where", &breach.place),
            breach.answer.map(|answer| format!("the accused: {answer}")),
            self.said_by(breach.by, breach.carried),
        ]);
        let what = breach.act.map_or_else(|| "breach".to_owned(), |act| format!("breach by {act}"));
        Entry { what, words: words(&breach.at.text), details }
    }

    fn naming(&self, naming: &Naming) -> Entry {
        let what = format!("{}: {}, {} voice", bare(&naming.id), naming.kind, naming.voice);
        Entry { what, words: words(&naming.at.text), details: Vec::new() }
    }

    /// The words of time number `index`.
    fn when(&self, name: &str, index: Option<usize>) -> Option<String> {
        index.and_then(|i| self.reading.times.get(i)).map(|time| format!("{name} {}", words(&time.at.text)))
    }

    /// Who says so, by the number of the statement in this summary.
    fn said_by(&self, index: Option<usize>, carried: bool) -> Option<String> {
        let index = index?;
        let statement = self.reading.statements.get(index)?;
        let speaker = statement.speaker_id.as_deref().map(|id| format!(", {}", bare(id))).unwrap_or_default();
        let how = if carried { "continues" } else { "said in" };
        Some(format!("{how} statement {}{speaker}", index + 1))
    }
}

fn heading(list: List) -> &'static str {
    match list {
        List::Times => "Times",
        List::Figures => "Figures",
        List::Statements => "Statements",
        List::Events => "Events",
        List::Commitments => "Commitments",
        List::Arrangements => "Arrangements",
        List::Breaches => "Breaches",
        List::Naming => "Naming of parties",
    }
}

fn vec_of<const N: usize>(details: [Option<String>; N]) -> Vec<String> {
    details.into_iter().flatten().collect()
}

fn join(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}

fn span(name: &str, anchor: &Option<Anchor>) -> Option<String> {
    anchor.as_ref().map(|anchor| format!("{name} {}", words(&anchor.text)))
}

fn side(name: &str, participants: &[Participant]) -> Option<String> {
    let shown = |p: &Participant| format!("{} ({})", words(&p.span.text), bare(&p.id));
    (!participants.is_empty()).then(|| format!("{name} {}", join(participants.iter().map(shown))))
}

fn parties(name: &str, ids: &[String]) -> Option<String> {
    (!ids.is_empty()).then(|| format!("{name} {}", join(ids.iter().map(|id| bare(id)))))
}

#[cfg(test)]
mod tests;
