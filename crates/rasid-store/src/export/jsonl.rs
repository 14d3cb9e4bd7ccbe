//! The readings as published, one a line.

use super::hiding::Hidden;
use super::is_person;
use super::target::Half;
use crate::body::{self, WHOLE};
use crate::db::Db;
use crate::reports::KEPT;
use crate::{ErrorKind, StoreError};
use rasid_record::Reading;
use std::io::Write;

pub(super) fn write(db: &Db, half: &Half, with_text: bool) -> Result<(), StoreError> {
    let mut file = half.file("")?;
    db.scan(&format!("SELECT {WHOLE} {KEPT} ORDER BY r.no"), &[], |cursor| {
        let mut reading = body::whole(cursor)?;
        if !with_text && let Some(title) = &mut reading.report.title {
            *title = Hidden::of_report(db, &reading.report.id)?.without(title);
        }
        hide_persons(&mut reading);
        let line = if with_text { serde_json::to_string(&reading) } else { without_text(&reading) };
        let line = line.map_err(|e| StoreError::new(ErrorKind::Internal, db.path(), e.to_string()))?;
        writeln!(file, "{line}").map_err(|e| half.failed(e))?;
        Ok(true)
    })?;
    let file = file.into_inner().map_err(|e| half.failed(e.error()))?;
    file.sync_all().map_err(|e| half.failed(e))
}

/// The reading without the field `text`, which stands for the whole text of its report.
fn without_text(reading: &Reading) -> serde_json::Result<String> {
    let mut json = serde_json::to_value(reading)?;
    if let Some(fields) = json.as_object_mut() {
        fields.shift_remove("text");
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
