//! What was marked by hand, and what it says of each choice that reading comes to.

use super::class;
use crate::marks::{self, Row, by_report};
use crate::{Result, place};
use rasid_lang::tables::triggers::MODES;
use rasid_read::Reader;
use rasid_read::trace::Trace;
use rasid_record::{Aux, EventType, Report};
use rasid_text::Span;
use serde_json::Value;
use std::collections::HashMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Somebody who was marked.
#[derive(Clone, Debug)]
struct Who {
    /// Their words, in bytes; none where nothing in the text names them.
    span: Option<Span>,
    id: String,
}

/// An event that was marked.
#[derive(Clone, Debug)]
struct Event {
    kind: EventType,
    aux: Option<Aux>,
    mode: Option<String>,
    span: Span,
    actors: Vec<Who>,
    recipients: Vec<Who>,
}

/// A report with its events in the order of the text.
#[derive(Clone)]
pub struct Marked {
    /// The report.
    pub report: Report,
    events: Vec<Event>,
}

/// Code points of a text as bytes.
struct Points(Vec<u32>);

impl Points {
    fn new(text: &str) -> Self {
        Points(text.char_indices().map(|(at, _)| at as u32).chain([text.len() as u32]).collect())
    }

    fn span(&self, start: usize, end: usize) -> Option<Span> {
        Some(Span { start: *self.0.get(start)?, end: *self.0.get(end)? }).filter(|s| s.start < s.end)
    }
}

/// The reports of our own marks, whose texts are in the corpus.
pub fn own(table: &Path, corpus: &[Report]) -> Result<Vec<Marked>> {
    let table = place::read(table)?;
    let mut rows = by_report(&table);
    let mut marked = Vec::with_capacity(rows.len());
    for report in corpus {
        let Some(rows) = rows.remove(&*report.id) else { continue };
        let report = report.clone();
        let points = Points::new(&report.text);
        let bad = |row: &str| format!("A mark of {} cannot be read: {row}.", report.id);
        let mut events =
            rows.iter().map(|row| event(row, &points).ok_or_else(|| bad(row))).collect::<Result<Vec<Event>>>()?;
        events.sort_by_key(|e| (e.span.start, e.span.end));
        marked.push(Marked { report, events });
    }
    match rows.keys().next() {
        Some(missing) => Err(format!("The corpus has no report {missing}, which was marked.")),
        None => Ok(marked),
    }
}

/// The reports of a packed file.
pub fn corpus(file: &Path) -> Result<Vec<Report>> {
    let cannot = |e: std::io::Error| format!("gzip cannot be run on {}: {e}.", file.display());
    let output = Command::new("gzip").arg("-dc").arg(file).output().map_err(cannot)?;
    let text = String::from_utf8(output.stdout).map_err(|e| format!("{} is not UTF-8: {e}.", file.display()))?;
    let bad = |e: serde_json::Error| format!("The corpus has a line that is no report: {e}.");
    text.lines().map(|line| Ok(serde_json::from_str::<Report>(line).map_err(bad)?.complete())).collect()
}

/// Reports of a section of the news where acts of politics and war are seldom told, `count` of them spread over all: what
/// rules read there is taken as marked, so that words which mean something else there are learned as such.
pub fn quiet(corpus: &[Report], section: &str, count: usize, reader: &mut Reader<'_>) -> Result<Vec<Marked>> {
    let of: Vec<&Report> = corpus.iter().filter(|r| r.id.split('-').nth(1) == Some(section)).collect();
    let step = (of.len() / count).max(1);
    of.into_iter().step_by(step).take(count).map(|report| as_read(report.clone(), reader)).collect()
}

/// A report with what rules read in it.
fn as_read(report: Report, reader: &mut Reader<'_>) -> Result<Marked> {
    let reading = serde_json::to_value(reader.read(report.clone())).map_err(|e| e.to_string())?;
    Ok(marked(report, &reading["events"]))
}

/// An event of a row.
fn event(row: &str, points: &Points) -> Option<Event> {
    let row = Row::read(row)?;
    let span = |range: &Range<usize>| points.span(range.start, range.end);
    let people = |of: &[marks::Who<'_>]| -> Option<Vec<Who>> {
        let who = |who: &marks::Who<'_>| match &who.words {
            Some(words) => Some(Who { span: Some(span(words)?), id: who.id.to_owned() }),
            None => Some(Who { span: None, id: who.id.to_owned() }),
        };
        of.iter().map(who).collect()
    };
    let (actors, recipients) = (people(&row.actors)?, people(&row.recipients)?);
    Some(Event {
        kind: row.kind,
        aux: row.aux,
        mode: row.mode.map(str::to_owned),
        span: span(&row.trigger)?,
        actors,
        recipients,
    })
}

/// The files of a folder with this ending, in the order of their names.
fn files(folder: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).map_err(|e| format!("{} cannot be read: {e}.", folder.display()))?;
    let mut files: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|file| file.extension().is_some_and(|e| e == ending));
    files.sort();
    Ok(files)
}

/// The reports of a folder in the layout of readings, with the events marked in them.
pub fn gold(folder: &Path) -> Result<Vec<Marked>> {
    let mut marks = Vec::new();
    for file in files(folder, "json")? {
        let bad = |e: serde_json::Error| format!("{} is no marked report: {e}.", file.display());
        let value: Value = serde_json::from_str(&place::read(&file)?).map_err(bad)?;
        let events = value["events"].clone();
        let report: Report = serde_json::from_value(value).map_err(bad)?;
        marks.push(marked(report.complete(), &events));
    }
    Ok(marks)
}

/// The cases of events: what rules read in each is what it says, since a test asserts that.
pub fn cases(folder: &Path, reader: &mut Reader<'_>) -> Result<Vec<Marked>> {
    let mut marks = Vec::new();
    // What is weighed there is not what rules read.
    let taught = files(folder, "md")?.into_iter().filter(|f| !f.to_string_lossy().contains("/weighed-"));
    for file in taught {
        let case = place::read(&file)?;
        let text = case.split_once("```text\n").and_then(|(_, rest)| rest.split_once("\n```"));
        let (text, _) = text.ok_or_else(|| format!("{} has no text.", file.display()))?;
        let published = case.lines().find_map(|line| line.strip_prefix("published: "));
        let id = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let report = Report { id, published: published.map(str::to_owned), text: text.to_owned(), ..Report::default() };
        marks.push(as_read(report.complete(), reader)?);
    }
    Ok(marks)
}

/// A report with events as formats.md has them.
fn marked(report: Report, events: &Value) -> Marked {
    let points = Points::new(&report.text);
    let span = |v: &Value| points.span(v["start"].as_u64()? as usize, v["end"].as_u64()? as usize);
    let people = |v: &Value| -> Vec<Who> {
        let who = |p: &Value| Who { span: span(&p["span"]), id: p["id"].as_str().unwrap_or_default().to_owned() };
        v.as_array().into_iter().flatten().map(who).collect()
    };
    let event = |e: &Value| {
        Some(Event {
            kind: EventType::parse(e["type"].as_str()?)?,
            aux: e["aux"].as_str().and_then(Aux::parse),
            mode: e["mode"].as_str().map(str::to_owned),
            span: span(&e["trigger"])?,
            actors: people(&e["actors"]),
            recipients: people(&e["recipients"]),
        })
    };
    let mut events: Vec<Event> = events.as_array().into_iter().flatten().filter_map(event).collect();
    events.sort_by_key(|e| (e.span.start, e.span.end));
    Marked { report, events }
}

/// What was chosen about a word.
pub struct AboutEvent {
    /// The signs that held.
    pub signs: Vec<String>,
    /// What was marked.
    pub class: u8,
    /// Whether a table holds the word.
    pub known: bool,
}

/// What was chosen about somebody in an event.
pub struct AboutPart {
    /// The signs that held.
    pub signs: Vec<String>,
    /// What was marked; none where another mention of the same was.
    pub class: Option<u8>,
    /// What was marked of the same by whichever mention.
    pub is: u8,
}

/// What was chosen about how an event is told, or in which mode it is done.
pub struct AboutManner {
    /// The signs that held.
    pub signs: Vec<String>,
    /// What was marked.
    pub class: u8,
}

/// What was chosen about all who may take part in an event.
pub struct AboutCast {
    /// The signs that speak for nobody.
    pub nobody: Vec<String>,
    /// Whether somebody was marked who does it, and who suffers it.
    pub marked: [bool; 2],
    /// Of each of them.
    pub parts: Vec<AboutPart>,
}

/// All choices of a report with what was marked.
pub struct Learned {
    /// Of words.
    pub events: Vec<AboutEvent>,
    /// Of who takes part.
    pub casts: Vec<AboutCast>,
    /// Of how events are told.
    pub auxes: Vec<AboutManner>,
    /// Of their modes.
    pub modes: Vec<AboutManner>,
}

/// Somebody who was met in an event, before it is known how all of them are named.
struct Met {
    event: usize,
    id: String,
    span: Span,
    signs: Vec<String>,
}

/// Answers what was marked.
pub struct Teacher<'m> {
    marked: &'m Marked,
    taken: Vec<bool>,
    now: usize,
    events: Vec<AboutEvent>,
    met: Vec<Met>,
    /// Of the events that were met: which, and the signs that nobody takes part.
    nobody: Vec<(usize, Vec<String>)>,
    auxes: Vec<AboutManner>,
    modes: Vec<AboutManner>,
    /// Marked identifier and ours, which stand at one span.
    same: HashMap<String, Vec<String>>,
}

impl<'m> Teacher<'m> {
    /// The teacher of a report.
    pub fn new(marked: &'m Marked) -> Self {
        let taken = vec![false; marked.events.len()];
        Teacher {
            marked,
            taken,
            now: 0,
            events: Vec::new(),
            met: Vec::new(),
            nobody: Vec::new(),
            auxes: Vec::new(),
            modes: Vec::new(),
            same: HashMap::new(),
        }
    }

    /// All choices with what was marked.
    pub fn learned(self) -> Learned {
        let mut casts = Vec::with_capacity(self.nobody.len());
        for (n, nobody) in &self.nobody {
            let from = self.met.partition_point(|met| met.event < *n);
            let to = self.met.partition_point(|met| met.event <= *n);
            let group = &self.met[from..to];
            let event = &self.marked.events[*n];
            let taught = group.iter().zip(self.classes(group, event));
            let parts = taught.map(|(met, (class, is))| AboutPart { signs: met.signs.clone(), class, is }).collect();
            let marked = [!event.actors.is_empty(), !event.recipients.is_empty()];
            casts.push(AboutCast { nobody: nobody.clone(), marked, parts });
        }
        Learned { events: self.events, casts, auxes: self.auxes, modes: self.modes }
    }

    /// The class of each of those met in one event, none where another mention of the same was marked, and that of the same.
    fn classes(&self, group: &[Met], event: &Event) -> Vec<(Option<u8>, u8)> {
        let mut classes = vec![(Some(0), 0); group.len()];
        for (class, people) in [(1, &event.actors), (2, &event.recipients)] {
            for who in people {
                let marked = |met: &Met| stands(who, met.span, &met.id);
                let there = group.iter().any(marked);
                for (met, is) in group.iter().zip(&mut classes) {
                    if marked(met) {
                        *is = (Some(class), class);
                    } else if is.0 == Some(0) && self.is_same(&who.id, &met.id) {
                        *is = (if there { None } else { Some(class) }, class);
                    }
                }
            }
        }
        classes
    }

    fn is_same(&self, marked: &str, ours: &str) -> bool {
        if state(marked).is_some() || state(ours).is_some() {
            return state(marked) == state(ours);
        }
        marked == ours || self.same.get(marked).is_some_and(|all| all.iter().any(|id| id == ours))
    }
}

/// State and whether it is its army.
fn state(id: &str) -> Option<(&str, bool)> {
    let first = id.split(':').next()?;
    (first.len() == 3 && first.bytes().all(|b| b.is_ascii_uppercase())).then_some((first, id.ends_with(":mil")))
}

/// Whether who was marked stands at `span`, and is not another state than `id`.
fn stands(who: &Who, span: Span, id: &str) -> bool {
    who.span.is_some_and(|s| s.start < span.end && span.start < s.end)
        && state(&who.id).zip(state(id)).is_none_or(|(a, b)| a == b)
}

impl Trace for Teacher<'_> {
    const ON: bool = false;
    const LEARNS: bool = true;

    fn fired(&mut self, _: &'static str, _: Span) {}

    fn near(&mut self, _: &'static str, _: Span, _: &'static str) {}

    fn event(&mut self, span: Span, signs: Vec<String>, known: bool) -> Option<EventType> {
        let marked = &self.marked.events;
        let at = |n: &usize| marked[*n].span.start < span.end && span.start < marked[*n].span.end;
        let found = (0..marked.len()).find(|n| !self.taken[*n] && at(n));
        let kind = found.map(|n| marked[n].kind);
        if let Some(n) = found {
            self.taken[n] = true;
            self.now = n;
        }
        self.events.push(AboutEvent { signs, class: kind.map_or(0, class), known });
        kind
    }

    fn aux(&mut self, signs: Vec<String>) -> Option<Aux> {
        let aux = self.marked.events[self.now].aux;
        self.auxes.push(AboutManner { signs, class: aux.map_or(0, |aux| aux as u8 + 1) });
        aux
    }

    fn mode(&mut self, signs: Vec<String>) {
        let mode = self.marked.events[self.now].mode.as_deref();
        let class = mode.and_then(|mode| MODES.iter().position(|known| *known == mode)).map_or(0, |n| n as u8 + 1);
        self.modes.push(AboutManner { signs, class });
    }

    fn nobody(&mut self, signs: Vec<String>) {
        self.nobody.push((self.now, signs));
    }

    fn part(&mut self, id: &str, span: Span, signs: Vec<String>) -> Option<bool> {
        let event = &self.marked.events[self.now];
        for who in event.actors.iter().chain(&event.recipients).filter(|who| stands(who, span, id)) {
            self.same.entry(who.id.clone()).or_default().push(id.to_owned());
        }
        let is = |people: &[Who]| people.iter().any(|who| stands(who, span, id) || self.is_same(&who.id, id));
        let part = if is(&event.actors) { Some(true) } else { is(&event.recipients).then_some(false) };
        self.met.push(Met { event: self.now, id: id.to_owned(), span, signs });
        part
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_read_by_code_points_and_a_broken_one_is_refused() {
        let points = Points::new("قصف الجيش حلب");
        let event = event("ASSAULT\t\t\t0-3\t4-9=SYR:mil\t10-13=x;=grp:y", &points).expect("the mark is sound");
        assert_eq!((event.span, event.actors[0].span), (Span { start: 0, end: 6 }, points.span(4, 9)));
        assert_eq!((event.recipients.len(), event.recipients[1].span), (2, None));
        assert!(super::event("ASSAULT\t\t\t0-99\t\t", &points).is_none());
    }

    #[test]
    fn another_mention_of_who_was_marked_teaches_nothing() {
        let report = Report { text: "قصف الجيش حلب".into(), ..Report::default() }.complete();
        let span = |start, end| Span { start, end };
        let who = |s, id: &str| Who { span: Some(s), id: id.into() };
        let event = Event {
            kind: EventType::Assault,
            aux: None,
            mode: None,
            span: span(0, 6),
            actors: vec![who(span(7, 17), "SYR:mil")],
            recipients: vec![],
        };
        let marked = Marked { report, events: vec![event] };
        let mut teacher = Teacher::new(&marked);
        assert_eq!(teacher.event(span(0, 6), vec![], true), Some(EventType::Assault));
        teacher.nobody(vec![]);
        assert_eq!(teacher.part("SYR:mil", span(7, 17), vec![]), Some(true));
        assert_eq!(teacher.part("SYR:mil", span(18, 24), vec![]), Some(true));
        assert_eq!(teacher.part("RUS:mil", span(18, 24), vec![]), None);
        let casts = teacher.learned().casts;
        assert_eq!(casts[0].marked, [true, false]);
        let parts: Vec<_> = casts[0].parts.iter().map(|p| (p.class, p.is)).collect();
        assert_eq!(parts, [(Some(1), 1), (None, 1), (Some(0), 0)]);
    }
}
