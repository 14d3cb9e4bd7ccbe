//! Sums that pages show without counting: what a batch changes in them, gathered in memory and
//! written once.

use crate::StoreError;
use crate::db::{Db, Value};
use crate::derive::Mention;
use rasid_record::{List, Reading};
use std::collections::BTreeMap;

/// Names that are longer are phrases, and no name to show for an actor.
const LONGEST_NAME: usize = 60;

/// What a batch changes in the sums. The keys are those of the tables, in their order.
#[derive(Default)]
pub(crate) struct Tally {
    lists: BTreeMap<[String; 4], i64>,
    actors: BTreeMap<[String; 2], i64>,
    names: BTreeMap<[String; 2], i64>,
    namings: BTreeMap<[String; 5], i64>,
}

impl Tally {
    /// Counts a reading in (`sign` 1) or out (`sign` −1).
    pub(crate) fn count(&mut self, reading: &Reading, mentions: &[Mention<'_>], sign: i64) {
        let outlet = reading.report.outlet.as_deref().unwrap_or("");
        for &list in List::ALL {
            for idx in 0..reading.len_of(list) {
                let (kind, detail) = words_of(reading, list, idx);
                let key = [list.as_str(), kind, detail, outlet];
                *self.lists.entry(key.map(String::from)).or_default() += sign;
            }
        }
        for mention in mentions {
            *self.actors.entry([mention.actor.into(), mention.role.as_str().into()]).or_default() += sign;
            if let Some(words) = mention.words.filter(|w| w.chars().count() <= LONGEST_NAME) {
                *self.names.entry([mention.actor.into(), words.into()]).or_default() += sign;
            }
        }
        for mention in mentions.iter().filter(|m| m.list == List::Naming) {
            let x = &reading.naming[mention.idx];
            let key = [mention.actor, outlet, &x.at.text, x.kind.as_str(), x.voice.as_str()];
            *self.namings.entry(key.map(String::from)).or_default() += sign;
        }
    }

    /// The rows of the sums that are not these, by table and key, where these were counted over all readings.
    pub(crate) fn differences(self, db: &Db) -> Result<Vec<(&'static str, String)>, StoreError> {
        let mut found = Vec::new();
        found.extend(differing(db, "list_counts", "list, kind, detail, outlet", "records", self.lists)?);
        found.extend(differing(db, "actor_counts", "actor_id, role", "records", self.actors)?);
        found.extend(differing(db, "actor_names", "actor_id, words", "times", self.names)?);
        found.extend(differing(db, "naming_counts", "actor_id, outlet, words, kind, voice", "times", self.namings)?);
        Ok(found)
    }

    /// Writes the changes.
    pub(crate) fn write(self, db: &Db) -> Result<(), StoreError> {
        write(db, "list_counts", "list, kind, detail, outlet", "records", self.lists)?;
        write(db, "actor_counts", "actor_id, role", "records", self.actors)?;
        write(db, "actor_names", "actor_id, words", "times", self.names)?;
        write(db, "naming_counts", "actor_id, outlet, words, kind, voice", "times", self.namings)
    }
}

fn differing<const N: usize>(
    db: &Db,
    table: &'static str,
    key: &str,
    sum: &str,
    mut sums: BTreeMap<[String; N], i64>,
) -> Result<Vec<(&'static str, String)>, StoreError> {
    let mut found = Vec::new();
    db.scan(&format!("SELECT {key}, {sum} FROM {table}"), &[], |c| {
        let mut key: [String; N] = std::array::from_fn(|_| String::new());
        for part in &mut key {
            *part = String::from_utf8_lossy(&c.any()?.unwrap_or_default()).into_owned();
        }
        let kept = c.any()?;
        if sums.remove(&key).map(|sum| sum.to_string().into_bytes()) != kept {
            found.push((table, key.join(" ")));
        }
        Ok(true)
    })?;
    found.extend(sums.into_iter().filter(|(_, sum)| *sum != 0).map(|(key, _)| (table, key.join(" "))));
    Ok(found)
}

fn write<const N: usize>(
    db: &Db,
    table: &str,
    key: &str,
    sum: &str,
    changes: BTreeMap<[String; N], i64>,
) -> Result<(), StoreError> {
    let places: Vec<String> = (1..=N + 1).map(|n| format!("?{n}")).collect();
    let sql = format!(
        "INSERT INTO {table} ({key}, {sum}) VALUES ({}) ON CONFLICT ({key}) DO UPDATE SET {sum} = {table}.{sum} + excluded.{sum}",
        places.join(", ")
    );
    let mut shrunk = false;
    for (key, change) in changes {
        if change != 0 {
            let mut values: Vec<Value<'_>> = key.into_iter().map(Value::from).collect();
            values.push(change.into());
            db.put(&sql, &values)?;
            shrunk |= change < 0;
        }
    }
    if shrunk {
        db.exec(&format!("DELETE FROM {table} WHERE {sum} <= 0"), &[])?;
    }
    Ok(())
}

/// The first and the second word of a record, as in `columns::words`; empty where it has none.
fn words_of(reading: &Reading, list: List, idx: usize) -> (&str, &str) {
    match list {
        List::Times => {
            let x = &reading.times[idx];
            (x.kind.as_str(), x.modifier.map_or("", |m| m.as_str()))
        }
        List::Figures => {
            let x = &reading.figures[idx];
            (x.measure.as_str(), x.who.map_or("", |w| w.as_str()))
        }
        List::Statements => {
            let x = &reading.statements[idx];
            (x.stance.as_str(), x.form.as_str())
        }
        List::Events => {
            let x = &reading.events[idx];
            (x.kind.as_str(), x.mode.as_deref().unwrap_or(""))
        }
        List::Commitments => {
            let x = &reading.commitments[idx];
            (x.kind.as_str(), x.class.as_str())
        }
        List::Arrangements => {
            let x = &reading.arrangements[idx];
            (x.kind.as_str(), x.phase.as_str())
        }
        List::Breaches => {
            let x = &reading.breaches[idx];
            (x.act.map_or("", |a| a.as_str()), x.answer.map_or("", |a| a.as_str()))
        }
        List::Naming => {
            let x = &reading.naming[idx];
            (x.kind.as_str(), x.voice.as_str())
        }
    }
}
