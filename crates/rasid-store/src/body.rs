//! The form in which a reading is kept: as published, without the fields of its report, which
//! have a table of their own.

use crate::db::Cursor;
use crate::{ErrorKind, StoreError};
use rasid_record::{
    Arrangement, Breach, Commitment, Event, Figure, Located, Naming, Note, Reading, Report, Sketch, Statement, Time,
};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::path::Path;

/// What is kept of a reading.
#[derive(Serialize, Deserialize)]
pub(crate) struct Body<'r> {
    rasid: u32,
    times: Cow<'r, [Time]>,
    figures: Cow<'r, [Figure]>,
    statements: Cow<'r, [Statement]>,
    events: Cow<'r, [Event]>,
    commitments: Cow<'r, [Commitment]>,
    arrangements: Cow<'r, [Arrangement]>,
    breaches: Cow<'r, [Breach]>,
    naming: Cow<'r, [Naming]>,
    #[serde(default)]
    places: Cow<'r, [Located]>,
    notes: Cow<'r, [Note]>,
    sketch: Cow<'r, Sketch>,
}

impl<'r> Body<'r> {
    /// What is kept of `reading`. Each field is named, so that a new one cannot be forgotten here.
    pub(crate) fn of(reading: &'r Reading) -> Self {
        let Reading {
            rasid,
            report: _,
            times,
            figures,
            statements,
            events,
            commitments,
            arrangements,
            breaches,
            naming,
            places,
            notes,
            sketch,
        } = reading;
        Body {
            rasid: *rasid,
            times: Cow::Borrowed(times),
            figures: Cow::Borrowed(figures),
            statements: Cow::Borrowed(statements),
            events: Cow::Borrowed(events),
            commitments: Cow::Borrowed(commitments),
            arrangements: Cow::Borrowed(arrangements),
            breaches: Cow::Borrowed(breaches),
            naming: Cow::Borrowed(naming),
            places: Cow::Borrowed(places),
            notes: Cow::Borrowed(notes),
            sketch: Cow::Borrowed(sketch),
        }
    }

    /// Its JSON, on one line.
    pub(crate) fn json(&self, path: &Path) -> Result<String, StoreError> {
        serde_json::to_string(self).map_err(|e| StoreError::new(ErrorKind::Internal, path, e.to_string()))
    }
}

/// The form in which a reading is kept: its JSON. Making it takes time, and so it can be made beside the record.
#[derive(Clone, Debug)]
pub struct Written(String);

impl Written {
    /// The form of `reading`; nothing where it has none, which is said when the reading is to be kept.
    pub fn of(reading: &Reading) -> Option<Self> {
        serde_json::to_string(&Body::of(reading)).ok().map(Written)
    }

    /// Its JSON.
    pub(crate) fn json(&self) -> &str {
        &self.0
    }
}

/// The columns that [`whole`] reads, of `reports r`, `texts t` and `readings d`.
pub(crate) const WHOLE: &str =
    "r.id, r.text_id, r.outlet, r.url, r.title, r.published, r.basis, r.lang, r.other, t.text, d.json";

/// The same without the text, for those who need only what was read in it.
pub(crate) const TEXTLESS: &str =
    "r.id, r.text_id, r.outlet, r.url, r.title, r.published, r.basis, r.lang, r.other, '', d.json";

/// Puts a reading together again from the columns of [`WHOLE`] or [`TEXTLESS`].
pub(crate) fn whole(cursor: &mut Cursor<'_>) -> Result<Reading, StoreError> {
    let report = Report {
        id: cursor.text()?,
        text_id: cursor.text()?,
        outlet: cursor.opt_text()?,
        url: cursor.opt_text()?,
        title: cursor.opt_text()?,
        published: cursor.opt_text()?,
        published_basis: cursor.opt_word(rasid_record::Basis::parse)?,
        lang: cursor.opt_text()?,
        other: {
            let json = cursor.text()?;
            serde_json::from_str(&json).map_err(|e| cursor.damaged(format!("fields of a report, {e}")))?
        },
        text: cursor.text()?,
    };
    let json = cursor.text()?;
    let body: Body<'_> = serde_json::from_str(&json)
        .map_err(|e| cursor.damaged(format!("the reading of report `{}`, {e}", report.id)))?;
    Ok(Reading {
        rasid: body.rasid,
        report,
        times: body.times.into_owned(),
        figures: body.figures.into_owned(),
        statements: body.statements.into_owned(),
        events: body.events.into_owned(),
        commitments: body.commitments.into_owned(),
        arrangements: body.arrangements.into_owned(),
        breaches: body.breaches.into_owned(),
        naming: body.naming.into_owned(),
        places: body.places.into_owned(),
        notes: body.notes.into_owned(),
        sketch: body.sketch.into_owned(),
    })
}
