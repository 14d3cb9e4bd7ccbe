//! What a reading puts into the derived tables: a row for each record of the eight lists, and a
//! mention for each part that an actor has.

use crate::actors::{Role, is_shared};
use crate::db::Value;
use rasid_record::{Anchor, List, Participant, Reading};

/// Puts the row of record `idx` of `list` into `row`, in the order of `columns::all`.
pub(crate) fn row<'r>(reading: &'r Reading, list: List, idx: usize, row: &mut Vec<Value<'r>>) {
    row.clear();
    let anchor = reading.anchor(list, idx);
    row.push(reading.report.id.as_str().into());
    row.push(idx.into());
    row.push(reading.report.published.as_deref().unwrap_or("").into());
    row.push(anchor.map_or(0, |a| a.start).into());
    row.push(anchor.map_or(0, |a| a.end).into());
    row.push(anchor.map_or("", |a| a.text.as_str()).into());
    match list {
        List::Times => time(reading, idx, row),
        List::Figures => figure(reading, idx, row),
        List::Statements => statement(reading, idx, row),
        List::Events => event(reading, idx, row),
        List::Commitments => commitment(reading, idx, row),
        List::Arrangements => arrangement(reading, idx, row),
        List::Breaches => breach(reading, idx, row),
        List::Naming => naming(reading, idx, row),
    }
}

fn time<'r>(reading: &'r Reading, idx: usize, row: &mut Vec<Value<'r>>) {
    let x = &reading.times[idx];
    row.push(x.kind.as_str().into());
    row.push(x.value.as_deref().into());
    row.push(x.modifier.map(|m| m.as_str()).into());
    row.push(x.anchored.into());
    row.push(x.rule.as_str().into());
}

fn figure<'r>(reading: &'r Reading, idx: usize, row: &mut Vec<Value<'r>>) {
    let x = &reading.figures[idx];
    row.push(x.low.map(|n| n.0).into());
    row.push(x.high.map(|n| n.0).into());
    row.push(x.approx.into());
    row.push(x.counted.as_deref().into());
    row.push(x.measure.as_str().into());
    row.push(x.who.map(|w| w.as_str()).into());
    row.push(x.scope.as_str().into());
    bound(reading, x.from, row);
    bound(reading, x.until, row);
    claim(reading, x.by, row);
    row.push(x.carried.into());
    row.push(x.rule.as_str().into());
}

fn statement<'r>(reading: &'r Reading, idx: usize, row: &mut Vec<Value<'r>>) {
    let x = &reading.statements[idx];
    row.push(x.content.is_some().into());
    row.push(words(&x.speaker));
    row.push(speaker_name(reading, idx).into());
    row.push(x.speaker_id.as_deref().into());
    row.push(x.cue.text.as_str().into());
    row.push(x.form.as_str().into());
    row.push(words(&x.addressee));
    row.push(array(x.via.iter().map(|a| a.text.as_str())));
    row.push(x.stance.as_str().into());
    row.push(x.negated.into());
    row.push(x.rule.as_str().into());
}

fn event<'r>(reading: &'r Reading, idx: usize, row: &mut Vec<Value<'r>>) {
    let x = &reading.events[idx];
    row.push(x.kind.as_str().into());
    row.push(x.mode.as_deref().into());
    for side in [&x.actors, &x.recipients] {
        row.push(array(side.iter().map(|p: &Participant| p.id.as_str())));
        row.push(array(side.iter().map(|p: &Participant| p.span.text.as_str())));
    }
    bound(reading, x.when, row);
    row.push(words(&x.place));
    row.push(x.aux.map(|a| a.as_str()).into());
    claim(reading, x.by, row);
    row.push(x.carried.into());
    row.push(x.rule.as_str().into());
}

fn commitment<'r>(reading: &'r Reading, idx: usize, row: &mut Vec<Value<'r>>) {
    let x = &reading.commitments[idx];
    row.push(x.by_id.as_str().into());
    row.push(words(&x.by));
    row.push(words(&x.to));
    row.push(x.class.as_str().into());
    row.push(x.negative.into());
    row.push(x.kind.as_str().into());
    bound(reading, x.from, row);
    bound(reading, x.until, row);
    row.push(words(&x.condition));
    claim(reading, x.said_in, row);
    row.push(x.rule.as_str().into());
}

fn arrangement<'r>(reading: &'r Reading, idx: usize, row: &mut Vec<Value<'r>>) {
    let x = &reading.arrangements[idx];
    row.push(x.kind.as_str().into());
    row.push(x.phase.as_str().into());
    row.push(words(&x.place));
    row.push(array(x.parties.iter().map(String::as_str)));
    row.push(words(&x.beneficiaries));
    bound(reading, x.from, row);
    bound(reading, x.until, row);
    claim(reading, x.by, row);
    row.push(x.rule.as_str().into());
}

fn breach<'r>(reading: &'r Reading, idx: usize, row: &mut Vec<Value<'r>>) {
    let x = &reading.breaches[idx];
    let broken = x.arrangement.and_then(|i| reading.arrangements.get(i));
    row.push(x.arrangement.into());
    row.push(broken.map(|a| a.at.text.as_str()).into());
    row.push(broken.map(|a| a.kind.as_str()).into());
    row.push(array(x.accused.iter().map(String::as_str)));
    row.push(array(x.against.iter().map(String::as_str)));
    row.push(x.act.map(|a| a.as_str()).into());
    row.push(x.figure.and_then(|i| reading.figures.get(i)).map(|f| f.at.text.as_str()).into());
    bound(reading, x.from, row);
    bound(reading, x.until, row);
    row.push(words(&x.place));
    row.push(x.answer.map(|a| a.as_str()).into());
    claim(reading, x.by, row);
    row.push(x.carried.into());
    row.push(x.rule.as_str().into());
}

fn naming<'r>(reading: &'r Reading, idx: usize, row: &mut Vec<Value<'r>>) {
    let x = &reading.naming[idx];
    row.push(x.id.as_str().into());
    row.push(x.kind.as_str().into());
    row.push(x.voice.as_str().into());
    row.push(x.rule.as_str().into());
}

/// The words of an anchor that may be missing.
fn words(anchor: &Option<Anchor>) -> Value<'_> {
    anchor.as_ref().map(|a| a.text.as_str()).into()
}

/// Several texts as a JSON array, or nothing where there are none.
fn array<'t>(texts: impl Iterator<Item = &'t str>) -> Value<'static> {
    let texts: Vec<&str> = texts.collect();
    if texts.is_empty() { Value::Null } else { serde_json::json!(texts).to_string().into() }
}

/// Value and words of a time that a record is bound to.
fn bound<'r>(reading: &'r Reading, time: Option<usize>, row: &mut Vec<Value<'r>>) {
    let time = time.and_then(|i| reading.times.get(i));
    row.push(time.and_then(|t| t.value.as_deref()).into());
    row.push(time.map(|t| t.at.text.as_str()).into());
}

/// The statement that claims a record, and who speaks it.
fn claim<'r>(reading: &'r Reading, by: Option<usize>, row: &mut Vec<Value<'r>>) {
    let by = by.filter(|&i| i < reading.statements.len());
    let statement = by.map(|i| &reading.statements[i]);
    row.push(by.into());
    row.push(statement.and_then(|s| s.speaker_id.as_deref()).into());
    row.push(by.and_then(|i| speaker_name(reading, i)).into());
    row.push(statement.map_or(Value::Null, |s| array(s.via.iter().map(|a| a.text.as_str()))));
}

/// The words that name the speaker of a statement: its own or, where it has none, those of the
/// nearest earlier statement by the same speaker.
fn speaker_name(reading: &Reading, idx: usize) -> Option<&str> {
    let statement = &reading.statements[idx];
    let own = statement.speaker.as_ref();
    let earlier = || {
        let id = statement.speaker_id.as_ref()?;
        let before = reading.statements[..idx].iter().rev();
        before.filter(|s| s.speaker_id.as_ref() == Some(id)).find_map(|s| s.speaker.as_ref())
    };
    own.or_else(earlier).map(|a| a.text.as_str())
}

/// A part that an actor has in a record.
pub(crate) struct Mention<'r> {
    /// Identifier of the actor, one that means the same in all reports.
    pub(crate) actor: &'r str,
    /// The part.
    pub(crate) role: Role,
    /// The list of the record.
    pub(crate) list: List,
    /// Its index.
    pub(crate) idx: usize,
    /// The first word of the record (`columns::words`), or the empty string.
    pub(crate) kind: &'static str,
    /// The words that name the actor, where the record has them.
    pub(crate) words: Option<&'r str>,
}

/// All parts that actors have in the records of a reading, each once.
pub(crate) fn mentions(reading: &Reading) -> Vec<Mention<'_>> {
    let mut found = Found { mentions: Vec::new() };
    for (idx, x) in reading.statements.iter().enumerate() {
        let words = x.speaker.as_ref().map(|a| a.text.as_str());
        let ids = x.speaker_id.as_deref();
        found.add(List::Statements, idx, x.stance.as_str(), Role::Speaker, ids, words);
    }
    for (idx, x) in reading.events.iter().enumerate() {
        for (side, role) in [(&x.actors, Role::Actor), (&x.recipients, Role::Recipient)] {
            for p in side {
                found.add(List::Events, idx, x.kind.as_str(), role, Some(&p.id), Some(&p.span.text));
            }
        }
    }
    for (idx, x) in reading.commitments.iter().enumerate() {
        let words = x.by.as_ref().map(|a| a.text.as_str());
        found.add(List::Commitments, idx, x.kind.as_str(), Role::Bound, Some(&x.by_id), words);
    }
    for (idx, x) in reading.arrangements.iter().enumerate() {
        for id in &x.parties {
            found.add(List::Arrangements, idx, x.kind.as_str(), Role::Party, Some(id), None);
        }
    }
    for (idx, x) in reading.breaches.iter().enumerate() {
        let act = x.act.map_or("", |a| a.as_str());
        for (side, role) in [(&x.accused, Role::Accused), (&x.against, Role::Against)] {
            for id in side {
                found.add(List::Breaches, idx, act, role, Some(id), None);
            }
        }
    }
    for (idx, x) in reading.naming.iter().enumerate() {
        found.add(List::Naming, idx, x.kind.as_str(), Role::Named, Some(&x.id), Some(&x.at.text));
    }
    found.mentions
}

struct Found<'r> {
    mentions: Vec<Mention<'r>>,
}

impl<'r> Found<'r> {
    /// Adds a mention for each of the identifiers joined in `ids`. Words that name several at
    /// once name none of them.
    fn add(
        &mut self,
        list: List,
        idx: usize,
        kind: &'static str,
        role: Role,
        ids: Option<&'r str>,
        words: Option<&'r str>,
    ) {
        let Some(ids) = ids else { return };
        let words = words.filter(|w| !ids.contains('+') && !w.is_empty());
        for actor in ids.split('+').filter(|id| is_shared(id)) {
            let same = |m: &&Mention<'_>| m.list == list && m.idx == idx;
            let mut of_record = self.mentions.iter().rev().take_while(same);
            if !of_record.any(|m| m.role == role && m.actor == actor) {
                self.mentions.push(Mention { actor, role, list, idx, kind, words });
            }
        }
    }
}
