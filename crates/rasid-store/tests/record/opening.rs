//! Files that cannot be opened as records get one sentence and stay as they were.

use crate::{scratch, three};
use rasid_store::{ErrorKind, Page, Store, StoreError};
use std::fs;
use std::path::{Path, PathBuf};

/// Everything in the folder: names and bytes.
fn everything(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut all: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.clone(), fs::read(path).unwrap_or_default()))
        .collect();
    all.sort();
    all
}

/// Opens what cannot be opened, and checks the sentence and that nothing was touched.
fn refused(path: &Path, kind: ErrorKind) -> StoreError {
    let folder = path.parent().unwrap();
    let before = everything(folder);
    let error = Store::open(path).unwrap_err();
    assert_eq!(error.kind(), kind, "{error}");
    let sentence = error.to_string();
    assert!(sentence.contains(&path.display().to_string()), "{sentence}");
    assert!(sentence.ends_with('.') && !sentence.contains('\n'), "{sentence}");
    assert!(before == everything(folder), "the folder is as it was: {sentence}");
    error
}

/// A closed record in a folder of its own.
fn closed(name: &str) -> PathBuf {
    let path = scratch(name).join("r.rasid");
    crate::add(&mut Store::open(&path).unwrap(), &three(), "1");
    path
}

#[test]
fn a_new_record_belongs_to_its_owner_only_and_nothing_else_is_left() {
    let path = scratch("new").join("r.rasid");
    let store = Store::open(&path).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        for entry in fs::read_dir(path.parent().unwrap()).unwrap() {
            let mode = entry.as_ref().unwrap().metadata().unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{:?}", entry.unwrap().path());
        }
    }
    drop(store);
    assert_eq!(everything(path.parent().unwrap()).len(), 1);
    assert_eq!(Store::open(&path).unwrap().overview().unwrap().reports, 0);
}

#[test]
fn only_open_makes_a_record() {
    let path = scratch("missing").join("r.rasid");
    assert_eq!(Store::open_existing(&path).unwrap_err().kind(), ErrorKind::Missing);
    assert!(!path.exists());
}

#[test]
fn a_folder_in_its_place_is_named_as_such() {
    let path = scratch("folder").join("r.rasid");
    fs::create_dir(&path).unwrap();
    refused(&path, ErrorKind::Folder);
}

#[test]
fn a_folder_that_is_not_there_is_not_made() {
    let path = scratch("nowhere").join("deep").join("r.rasid");
    let error = Store::open(&path).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Io, "{error}");
    assert!(error.to_string().contains("folder"), "{error}");
    assert!(!path.parent().unwrap().exists());
}

#[test]
fn what_is_no_record_is_left_alone() {
    let folder = scratch("other");
    for (name, bytes) in [("text", "not a record\n".repeat(50).into_bytes()), ("empty", vec![]), ("short", vec![0; 40])]
    {
        fs::write(folder.join(name), bytes).unwrap();
        refused(&folder.join(name), ErrorKind::NotARecord);
    }
    let foreign = folder.join("foreign.db");
    rusqlite::Connection::open(&foreign).unwrap().execute_batch("CREATE TABLE mine (a)").unwrap();
    let error = refused(&foreign, ErrorKind::NotARecord);
    assert!(error.to_string().contains("another program"), "{error}");
}

#[test]
fn a_record_of_a_newer_version_is_left_alone() {
    let path = closed("newer");
    rusqlite::Connection::open(&path).unwrap().execute_batch("PRAGMA user_version = 900").unwrap();
    let error = refused(&path, ErrorKind::Newer);
    assert!(error.to_string().contains("900"), "{error}");
}

#[test]
fn a_record_that_was_cut_off_is_damaged() {
    let path = closed("cut");
    let bytes = fs::read(&path).unwrap();
    fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
    refused(&path, ErrorKind::Damaged);
}

#[test]
fn a_record_overwritten_after_its_head_is_damaged() {
    let path = closed("overwritten");
    let mut bytes = fs::read(&path).unwrap();
    bytes[100..].fill(0xa5);
    fs::write(&path, &bytes).unwrap();
    refused(&path, ErrorKind::Damaged);
}

#[test]
fn damage_further_down_is_found_by_the_question_that_meets_it() {
    let path = closed("middle");
    let mut bytes = fs::read(&path).unwrap();
    let first = bytes.len() / 8;
    bytes[first..].fill(0xa5);
    fs::write(&path, &bytes).unwrap();
    let asked = Store::open(&path).and_then(|store| {
        store.reports(&Default::default(), Page::default())?;
        store.report(&three()[0].report.id)
    });
    assert_eq!(asked.unwrap_err().kind(), ErrorKind::Damaged);
    assert!(bytes == fs::read(&path).unwrap());
}

#[test]
#[cfg(unix)]
fn a_read_only_file_is_named_as_such() {
    use std::os::unix::fs::PermissionsExt;
    let path = closed("read-only");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o400)).unwrap();
    if fs::OpenOptions::new().append(true).open(&path).is_ok() {
        eprintln!("SKIPPED: this user may write everything, so no file is read-only");
        return;
    }
    refused(&path, ErrorKind::ReadOnly);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    assert_eq!(Store::open(&path).unwrap_err().kind(), ErrorKind::Forbidden);
}

#[test]
#[cfg(unix)]
fn a_folder_that_may_not_be_written_is_named_as_such() {
    use std::os::unix::fs::PermissionsExt;
    let folder = scratch("locked");
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o500)).unwrap();
    if fs::write(folder.join("probe"), "").is_ok() {
        eprintln!("SKIPPED: this user may write everything, so no folder is locked");
        return;
    }
    let error = Store::open(&folder.join("r.rasid")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ReadOnly, "{error}");
}

#[test]
fn a_reader_sees_what_is_added_and_cannot_write() {
    let path = crate::place::record("reader");
    let mut store = Store::open(&path).unwrap();
    let mut reader = store.reader().unwrap();
    assert_eq!(reader.overview().unwrap().reports, 0);
    crate::add(&mut store, &three(), "1");
    assert_eq!(reader.overview().unwrap().reports, 3);
    assert_eq!(reader.decide("{}", &[1; 16], "2018-03-01T00:00:00Z").unwrap_err().kind(), ErrorKind::ReadOnly);
}
