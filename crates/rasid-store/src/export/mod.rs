//! Writing the whole record out, for spreadsheets, notebooks and other programs.

mod account;
mod acled;
mod annotations;
mod ceasefires;
mod changes;
mod csv;
mod decided;
pub mod docx;
mod facts;
mod format;
mod geojson;
mod hiding;
mod incidents;
mod jsonl;
mod parquet;
mod plover;
mod polecat;
mod reviews;
mod rows;
mod sheet;
mod shelf;
mod target;
mod ucdp;
mod violations;
mod when;
mod xlsx;
pub(crate) mod zip;

pub use facts::{ActorKind, Facts, Known};
pub use format::Format;
pub use jsonl::hide_persons;

use crate::db::Db;
use crate::{ErrorKind, Store, StoreError};
use changes::Before;
use incidents::Incident;
use rows::Rows;
use std::path::{Path, PathBuf};

/// What is to be written out.
pub struct Export<'a> {
    /// In which form.
    pub format: Format,
    /// Whether the texts of the reports are written too.
    pub with_text: bool,
    /// Whether readings and lists are written as people decided them: without what was rejected, with what was
    /// corrected and added. All other layouts always are.
    pub decided: bool,
    /// An earlier export of the same layout: what is new, changed or gone since goes into a list of its own.
    pub since: Option<&'a Path>,
    /// Who knows identifiers.
    pub facts: &'a Facts,
}

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// Reports in the record.
    pub reports: usize,
    /// Rows of a layout that has one kind of row; nothing of folders and workbooks.
    pub rows: Option<usize>,
    /// The list of changes, where one was asked for.
    pub changes: Option<PathBuf>,
}

/// Writes the whole record to `target`, a file or a folder by format, which must not be there yet.
/// It is written under another name beside it and gets its own only when it is whole.
///
/// The texts of the reports are left out unless they are asked for. Words that name private persons
/// (identifiers `anon:…`) are left out always; the identifier stays where a form has identifiers.
///
/// # Errors
/// When `target` is there already or cannot be written, the record cannot be read, or the earlier export
/// cannot be compared with.
pub fn export(store: &Store, wanted: &Export<'_>, target: &Path) -> Result<Exported, StoreError> {
    let format = wanted.format;
    let half = target::Half::begin(target, format.is_folder())?;
    let changes = changes_beside(target);
    let (before, list) = match (wanted.since, format.shape()) {
        (None, _) => (None, None),
        (Some(since), Some(shape)) => (Some(Before::read(since, shape)?), Some(target::Half::begin(&changes, false)?)),
        (Some(_), None) => {
            let what =
                format!("The form {} has no list of changes; it is for layouts with one kind of row", format.as_str());
            return Err(StoreError::new(ErrorKind::Invalid, target, what));
        }
    };
    let (reports, rows, before) = store.db().steady(|db| {
        let (rows, before) = write(db, wanted, &half, before)?;
        Ok((db.count("SELECT COUNT(*) FROM reports", &[])?, rows, before))
    })?;
    let changes = match (list, before) {
        (Some(list), Some(before)) => {
            before.write(&list)?;
            list.finish()?;
            Some(changes)
        }
        _ => None,
    };
    if let Err(error) = half.finish() {
        // A list of changes beside no export would be taken for that of another.
        if let Some(changes) = &changes {
            let _ = std::fs::remove_file(changes);
        }
        return Err(error);
    }
    Ok(Exported { reports, rows, changes })
}

/// Writes the whole record to one file, also in the forms that make a folder: those are packed as a zip archive.
///
/// # Errors
/// As [`export`].
pub fn export_packed(store: &Store, wanted: &Export<'_>, target: &Path) -> Result<Exported, StoreError> {
    if !wanted.format.is_folder() {
        return export(store, wanted, target);
    }
    let half = target::Half::begin(target, false)?;
    let mut name = target.file_name().unwrap_or_default().to_os_string();
    name.push(".folder");
    let folder = target::Passing::at(target.with_file_name(name));
    let written = export(store, wanted, folder.path())?;
    let pack = || {
        let mut names: Vec<_> = std::fs::read_dir(folder.path())?.collect::<Result<_, _>>()?;
        names.sort_by_key(std::fs::DirEntry::file_name);
        let mut archive = zip::Archive::new(half.file("").map_err(std::io::Error::other)?);
        for entry in names {
            let mut part = archive.part(&entry.file_name().to_string_lossy())?;
            std::io::copy(&mut std::fs::File::open(entry.path())?, &mut part)?;
            archive = part.end()?;
        }
        archive.finish()?.into_inner().map_err(|e| e.into_error())?.sync_all()
    };
    pack().map_err(|e| half.failed(e))?;
    half.finish()?;
    Ok(written)
}

/// The name of the list of changes of an export.
fn changes_beside(target: &Path) -> PathBuf {
    let mut name = target.file_name().unwrap_or_default().to_os_string();
    name.push(".changes.csv");
    target.with_file_name(name)
}

/// Writes everything; returns how many rows there are, where they are of one kind.
fn write(
    db: &Db,
    wanted: &Export<'_>,
    half: &target::Half,
    before: Option<Before>,
) -> Result<(Option<usize>, Option<Before>), StoreError> {
    let (with_text, decided, facts) = (wanted.with_text, wanted.decided, wanted.facts);
    let table = |before, columns: &[&str], mark| {
        let shape = wanted.format.shape().ok_or_else(|| half.failed("this layout has no rows"))?;
        Rows::table(half, before, shape, columns, mark)
    };
    let lines = |before, frame| {
        let shape = wanted.format.shape().ok_or_else(|| half.failed("this layout has no rows"))?;
        Rows::lines(half, before, shape, frame)
    };
    let incidents = |with_text, each: &mut dyn FnMut(Incident) -> Result<(), StoreError>| {
        incidents::each(db, facts, with_text, each)
    };
    let mut rows = match wanted.format {
        Format::Jsonl => return jsonl::write(db, half, with_text, decided).map(|()| (None, None)),
        Format::Csv => return csv::write(db, half, with_text, decided).map(|()| (None, None)),
        Format::Xlsx => return xlsx::write(db, half, with_text, decided).map(|()| (None, None)),
        Format::Parquet => return parquet::write(db, half, with_text, decided).map(|()| (None, None)),
        Format::Plover => {
            let mut rows = lines(before, None)?;
            incidents(with_text, &mut |incident| match plover::event(&incident, facts) {
                Some(event) => rows.line(&event),
                None => Ok(()),
            })?;
            rows
        }
        Format::Polecat => {
            let mut rows = table(before, &polecat::COLUMNS, false)?;
            incidents(false, &mut |incident| rows.row(&polecat::row(&incident, facts)))?;
            rows
        }
        Format::Acled => {
            let mut rows = table(before, &acled::COLUMNS, false)?;
            incidents(false, &mut |incident| acled::row(&incident, facts).map_or(Ok(()), |row| rows.row(&row)))?;
            rows
        }
        Format::Ucdp => {
            let mut rows = table(before, &ucdp::COLUMNS, false)?;
            incidents(false, &mut |incident| ucdp::row(&incident, facts).map_or(Ok(()), |row| rows.row(&row)))?;
            rows
        }
        Format::Geojson => {
            let mut rows = lines(before, Some(geojson::frame(db)?))?;
            incidents(false, &mut |incident| geojson::feature(&incident).map_or(Ok(()), |one| rows.line(&one)))?;
            rows
        }
        Format::Annotations => lines(before, Some(annotations::frame()))?,
        Format::Ceasefires => table(before, &ceasefires::COLUMNS, true)?,
        Format::Violations => table(before, &violations::COLUMNS, true)?,
    };
    match wanted.format {
        Format::Annotations => annotations::write(db, &mut rows)?,
        Format::Ceasefires => ceasefires::write(db, &mut rows, facts)?,
        Format::Violations => violations::write(db, &mut rows, facts)?,
        _ => {}
    }
    let (written, before) = rows.end()?;
    Ok((Some(written), before))
}

/// Whether an identifier is that of a private person, whose name leaves no export. Of several
/// joined with `+`, one such part is enough, since the words name them together.
fn is_person(id: &str) -> bool {
    id.split('+').any(|part| part.starts_with("anon:"))
}
