//! The readings as published, one a line.

use super::hiding::Hidden;
use super::is_person;
use super::reviews::Reviews;
use super::target::Half;
use crate::body::{self, WHOLE};
use crate::db::Db;
use crate::reports::KEPT;
use crate::{ErrorKind, StoreError, tombstones};
use rasid_record::{Reading, Report};
use serde_json::{Value, json};
use std::io::Write;

pub(super) fn write(db: &Db, half: &Half, with_text: bool, decided: bool) -> Result<(), StoreError> {
    let mut file = half.file("")?;
    let reviews = Reviews::of(db, decided)?;
    let internal = |e: serde_json::Error| StoreError::new(ErrorKind::Internal, db.path(), e.to_string());
    db.scan(&format!("SELECT {WHOLE} {KEPT} ORDER BY r.no"), &[], |cursor| {
        let (mut reading, decisions) = reviews.written(db, body::whole(cursor)?)?;
        if !with_text && let Some(title) = &mut reading.report.title {
            *title = Hidden::of_report(db, &reading.report.id)?.without(title);
        }
        hide_persons(&mut reading);
        let line = match with_text && decisions.is_empty() {
            true => serde_json::to_string(&reading),
            false => line(&reading, with_text, "review", decisions.into()),
        };
        writeln!(file, "{}", line.map_err(internal)?).map_err(|e| half.failed(e))?;
        Ok(true)
    })?;
    for stone in tombstones::all(db)? {
        // A reading in which nothing is read: whoever takes lines for readings takes it for one.
        let report = Report { id: stone.report_id.clone(), text_id: stone.text_id.clone(), ..Report::default() };
        let line = line(&Reading::empty(report), with_text, "deleted", stone.json());
        writeln!(file, "{}", line.map_err(internal)?).map_err(|e| half.failed(e))?;
    }
    let file = file.into_inner().map_err(|e| half.failed(e.error()))?;
    file.sync_all().map_err(|e| half.failed(e))
}

/// The reading with one field more unless that is empty, and without the field `text`, which stands for the whole text
/// of its report, where that is not wanted.
fn line(reading: &Reading, with_text: bool, more: &str, value: Value) -> serde_json::Result<String> {
    let mut json = serde_json::to_value(reading)?;
    if let Some(fields) = json.as_object_mut() {
        if !with_text {
            fields.shift_remove("text");
        }
        if value != json!([]) {
            fields.insert(more.to_owned(), value);
        }
    }
    serde_json::to_string(&json)
}

/// Takes out the words that name private persons. Their places stay, for whoever has the text.
pub fn hide_persons(reading: &mut Reading) {
    for x in &mut reading.statements {
        if x.speaker_id.as_deref().is_some_and(is_person)
            && let Some(speaker) = &mut x.speaker
        {
            speaker.text.clear();
        }
    }
    for x in &mut reading.events {
        for party in x.actors.iter_mut().chain(&mut x.recipients).filter(|p| is_person(&p.id)) {
            party.span.text.clear();
        }
    }
    for x in &mut reading.commitments {
        if is_person(&x.by_id)
            && let Some(by) = &mut x.by
        {
            by.text.clear();
        }
    }
}
