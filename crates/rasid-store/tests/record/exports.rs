//! What leaves the record: the same rows in every format, no formulas, no private names.

use crate::reviews::{decide, on};
use crate::{filled, sample, scratch, three};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use rasid_record::{Act, Change, List, Reading};
use rasid_store::{Burial, ErrorKind, Export, Facts, Format, Store, StoreError};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The words that name the witness, a private person, in the readings of `three`.
const WITNESS: &str = "شاهد عيان";

/// Writes the record out; how many reports it has.
fn export(store: &Store, format: Format, target: &Path, with_text: bool) -> Result<usize, StoreError> {
    let wanted = Export { format, with_text, decided: false, since: None, facts: &Facts::default() };
    rasid_store::export(store, &wanted, target).map(|exported| exported.reports)
}

fn exported(store: &Store, name: &str, format: Format, with_text: bool) -> PathBuf {
    let target = scratch(name).join("out");
    assert_eq!(export(store, format, &target, with_text).unwrap(), 3);
    assert_eq!(fs::read_dir(target.parent().unwrap()).unwrap().count(), 1, "nothing else is left");
    target
}

/// Rows of a CSV file as (column, field).
fn csv_rows(file: &Path) -> Vec<Vec<(String, String)>> {
    let bytes = fs::read(file).unwrap();
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).expect("a byte order mark");
    let mut reader = csv::Reader::from_reader(text);
    let head = reader.headers().unwrap().clone();
    let row = |record: csv::StringRecord| head.iter().zip(&record).map(|(h, f)| (h.into(), f.into())).collect();
    reader.records().map(|record| row(record.unwrap())).collect()
}

fn value<'r>(row: &'r [(String, String)], column: &str) -> &'r str {
    &row.iter().find(|(name, _)| name == column).unwrap_or_else(|| panic!("no column {column}")).1
}

/// All parts of a workbook, unpacked.
fn workbook(file: &Path) -> Vec<(String, String)> {
    let bytes = fs::read(file).unwrap();
    let number = |at: usize, n: usize| bytes[at..at + n].iter().rev().fold(0, |sum, &b| sum << 8 | usize::from(b));
    let end = bytes.windows(4).rposition(|w| w == b"PK\x05\x06").expect("a zip archive");
    let mut at = number(end + 16, 4);
    let mut parts = Vec::new();
    for _ in 0..number(end + 10, 2) {
        let (method, packed, name, local) =
            (number(at + 10, 2), number(at + 20, 4), number(at + 28, 2), number(at + 42, 4));
        let title = String::from_utf8(bytes[at + 46..at + 46 + name].to_vec()).unwrap();
        let data = local + 30 + number(local + 26, 2) + number(local + 28, 2);
        let mut text = String::new();
        match method {
            0 => text.push_str(std::str::from_utf8(&bytes[data..data + packed]).unwrap()),
            _ => {
                let mut unpacked = flate2::read::DeflateDecoder::new(&bytes[data..data + packed]);
                unpacked.read_to_string(&mut text).unwrap();
            }
        }
        parts.push((title, text));
        at += 46 + name + number(at + 30, 2) + number(at + 32, 2);
    }
    parts
}

#[test]
fn readings_come_out_as_published_without_texts_and_private_names() {
    let readings = three();
    let store = filled("jsonl", &readings);
    let file = fs::read_to_string(exported(&store, "jsonl-out", Format::Jsonl, false)).unwrap();
    assert_eq!(file.lines().count(), 3);
    assert!(!file.contains(WITNESS));
    for (line, reading) in file.lines().zip(&readings) {
        let json: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(json.get("text").is_none());
        assert_eq!(json["id"], reading.report.id.as_str());
        assert_eq!(json["statements"][1]["speaker_id"], "anon:witness");
        assert_eq!(json["statements"][1]["speaker"]["text"], "");
        assert_eq!(json["statements"][0]["speaker"]["text"], "موسكو");
        assert_eq!(json["events"][0]["actors"][1]["span"]["text"], "");
        assert_eq!(json["arrangements"][0]["text"], "الهدنة", "the words of records stay");
    }
}

#[test]
fn readings_with_texts_can_be_read_back() {
    let readings = three();
    let store = filled("jsonl-text", &readings);
    let file = fs::read_to_string(exported(&store, "jsonl-text-out", Format::Jsonl, true)).unwrap();
    for (line, reading) in file.lines().zip(&readings) {
        let read: Reading = serde_json::from_str(line).unwrap();
        assert_eq!(read.report, reading.report);
        assert_eq!(read.arrangements, reading.arrangements);
    }
}

#[test]
fn tables_hold_every_record_and_no_private_name() {
    let readings = three();
    let store = filled("csv", &readings);
    let folder = exported(&store, "csv-out", Format::Csv, false);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 9);
    let reports = csv_rows(&folder.join("reports.csv"));
    assert_eq!(value(&reports[1], "outlet"), "B");
    assert!(reports[0].iter().all(|(column, _)| column != "text"));
    for &list in List::ALL {
        let file = folder.join(format!("{list}.csv"));
        assert!(!fs::read_to_string(&file).unwrap().contains(WITNESS), "{list}");
        let rows = csv_rows(&file);
        assert_eq!(rows.len(), 3 * readings[0].len_of(list), "{list}");
        assert_eq!(value(&rows[0], "report_id"), readings[0].report.id);
        assert_eq!(value(&rows[0], "outlet"), "A");
    }
    let figure = &csv_rows(&folder.join("figures.csv"))[0];
    assert_eq!(
        (value(figure, "low"), value(figure, "claimant_id"), value(figure, "claimant")),
        ("3", "anon:witness", "")
    );
    let event = &csv_rows(&folder.join("events.csv"))[0];
    assert_eq!((value(event, "actors"), value(event, "actor_words")), ("RUS; anon:witness", "موسكو; "));
    let with_text = exported(&store, "csv-text", Format::Csv, true);
    assert_eq!(value(&csv_rows(&with_text.join("reports.csv"))[0], "text"), readings[0].report.text);
}

/// What stands in the column of decisions, row by row, of the table of a list.
fn reviews(folder: &Path, list: List) -> Vec<String> {
    csv_rows(&folder.join(format!("{list}.csv"))).iter().map(|row| value(row, "review").to_owned()).collect()
}

/// Three readings of texts that differ, so that what is decided on one says nothing of the others.
fn different() -> Vec<Reading> {
    let mut readings = three();
    for (n, reading) in readings.iter_mut().enumerate() {
        let report = std::mem::take(&mut reading.report);
        let text = format!("{} {n}", report.text);
        reading.report = rasid_record::Report { id: String::new(), text, ..report }.complete();
    }
    readings
}

/// The record of [`different`] in which the event of the first report is rejected and the arrangement of the second corrected.
fn decided_on(name: &str) -> Store {
    let readings = different();
    let mut store = filled(name, &readings);
    let [first, second] = [&readings[0].report.id, &readings[1].report.id];
    let reject = on(&store, first, List::Events, 0, "salma", Act::Reject);
    decide(&mut store, &reject);
    let before = readings[1].fields(List::Arrangements, 0).unwrap()["phase"].clone();
    let phase = Change { before, after: "suspended".into() };
    let correct = Act::Correct { fields: [("phase".to_owned(), phase)].into_iter().collect() };
    let correct = on(&store, second, List::Arrangements, 0, "salma", correct);
    decide(&mut store, &correct);
    store
}

fn decided(store: &Store, name: &str, format: Format) -> PathBuf {
    let target = scratch(name).join("out");
    let wanted = Export { format, with_text: false, decided: true, since: None, facts: &Facts::default() };
    rasid_store::export(store, &wanted, &target).unwrap();
    target
}

#[test]
fn tables_say_what_people_decided_of_each_record_and_hold_all_as_it_was_read() {
    let store = decided_on("csv-review");
    let folder = exported(&store, "csv-review-out", Format::Csv, false);
    assert_eq!(reviews(&folder, List::Events), ["rejected", "unreviewed", "unreviewed"]);
    assert_eq!(reviews(&folder, List::Arrangements), ["unreviewed", "corrected", "unreviewed"]);
    assert_ne!(value(&csv_rows(&folder.join("arrangements.csv"))[1], "phase"), "suspended");
}

#[test]
fn tables_can_be_had_as_people_decided() {
    let store = decided_on("csv-decided");
    let folder = decided(&store, "csv-decided-out", Format::Csv);
    let events = csv_rows(&folder.join("events.csv"));
    assert_eq!(reviews(&folder, List::Events), ["unreviewed"; 2]);
    let first = value(&csv_rows(&folder.join("reports.csv"))[0], "id").to_owned();
    assert!(events.iter().all(|row| value(row, "report_id") != first), "what was rejected is left out");
    let arrangements = csv_rows(&folder.join("arrangements.csv"));
    let outlets: Vec<&str> = arrangements.iter().map(|row| value(row, "outlet")).collect();
    assert_eq!(outlets, ["A", "B", "A"], "reports stay in their order");
    assert_eq!((value(&arrangements[1], "phase"), value(&arrangements[1], "review")), ("suspended", "corrected"));
    // What nobody decided on is, to the cell, as it was.
    let read = csv_rows(&exported(&store, "csv-decided-read", Format::Csv, false).join("arrangements.csv"));
    assert_eq!((&arrangements[0], &arrangements[2]), (&read[0], &read[2]));
    let same = |row: &[(String, String)]| row.iter().filter(|(c, _)| c != "phase").cloned().collect::<Vec<_>>();
    assert_eq!(same(&arrangements[1]), same(&read[1]));
    assert!(!fs::read_to_string(folder.join("events.csv")).unwrap().contains(WITNESS));
}

#[test]
fn lines_of_readings_say_what_people_decided_and_can_be_had_so() {
    let store = decided_on("jsonl-review");
    let lines = |path: &Path| -> Vec<serde_json::Value> {
        fs::read_to_string(path).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let read = lines(&exported(&store, "jsonl-review-out", Format::Jsonl, false));
    assert_eq!(read[0]["review"], serde_json::json!([["events", 0, "rejected"]]));
    assert_eq!(read[1]["review"], serde_json::json!([["arrangements", 0, "corrected"]]));
    assert!(read[2].get("review").is_none());
    assert_eq!(read[0]["events"].as_array().unwrap().len(), 1);
    let decided = lines(&decided(&store, "jsonl-decided-out", Format::Jsonl));
    assert!(decided[0]["events"].as_array().unwrap().is_empty());
    assert_eq!(decided[1]["arrangements"][0]["phase"], "suspended");
    assert_eq!(decided[1]["review"], serde_json::json!([["arrangements", 0, "corrected"]]));
    assert_eq!(decided[2], read[2]);
}

#[test]
fn what_was_deleted_is_named_where_a_form_has_room_for_it() {
    let readings = different();
    let mut store = filled("stones", &readings);
    let id = readings[0].report.id.clone();
    let burial = Burial { who: "huda", at: "2018-03-05T00:00:00Z", why: "=a duty", salt: &[5; 16] };
    store.delete_report(&id, &burial).unwrap().unwrap();
    let out = |format| {
        let target = scratch(&format!("stones-{format:?}")).join("out");
        export(&store, format, &target, true).unwrap();
        fs::read_to_string(target).unwrap()
    };
    let lines = out(Format::Jsonl);
    let last: serde_json::Value = serde_json::from_str(lines.lines().last().unwrap()).unwrap();
    assert_eq!(
        (&last["id"], &last["deleted"]["who"], &last["deleted"]["why"]),
        (&id.into(), &"huda".into(), &"=a duty".into())
    );
    let as_reading: Reading = serde_json::from_value(last.clone()).unwrap_or_else(|e| panic!("{e}"));
    assert!(List::ALL.iter().all(|&list| as_reading.len_of(list) == 0), "programs take it for a reading of nothing");
    let map: serde_json::Value = serde_json::from_str(&out(Format::Geojson)).unwrap();
    assert_eq!(map["tombstones"][0], last["deleted"]);
    let notes: serde_json::Value = serde_json::from_str(&out(Format::Annotations)).unwrap();
    let note = notes["items"].as_array().unwrap().last().unwrap();
    assert_eq!(note["body"][0]["value"], "deleted");
    assert_eq!(note["body"][1]["value"], "deleted by huda: =a duty");
    assert!(note["target"].as_str().unwrap().starts_with("urn:rasid:report:"));
}

#[test]
fn a_spreadsheet_finds_no_formula_in_hostile_words() {
    let mut readings = three();
    for reading in &mut readings {
        reading.naming[0].at.text = "=HYPERLINK(\"http://x\",\"y\")".into();
        reading.report.title = Some("@SUM(1)".into());
    }
    let store = filled("hostile", &readings);
    let folder = exported(&store, "hostile-csv", Format::Csv, false);
    assert_eq!(value(&csv_rows(&folder.join("naming.csv"))[0], "text"), "'=HYPERLINK(\"http://x\",\"y\")");
    assert_eq!(value(&csv_rows(&folder.join("reports.csv"))[0], "title"), "'@SUM(1)");
    let book = exported(&store, "hostile-xlsx", Format::Xlsx, false);
    assert!(workbook(&book).iter().all(|(_, part)| !part.contains("<f>")));
}

#[test]
fn a_workbook_has_a_sheet_for_each_table_and_no_private_name() {
    let store = filled("xlsx", &three());
    let parts = workbook(&exported(&store, "xlsx-out", Format::Xlsx, false));
    let book = &parts.iter().find(|(name, _)| name == "xl/workbook.xml").unwrap().1;
    for name in List::ALL.iter().map(|l| l.as_str()).chain(["reports"]) {
        assert!(book.contains(&format!("name=\"{name}\"")), "{name}");
    }
    assert!(parts.iter().all(|(_, part)| !part.contains(WITNESS)));
    let sheets: String =
        parts.iter().filter(|(name, _)| name.contains("sheet")).map(|(_, part)| part.as_str()).collect();
    assert!(sheets.contains("rightToLeft=\"1\"") && sheets.contains("الهدنة"));
}

#[test]
fn parquet_has_typed_columns_and_no_private_name() {
    let readings = three();
    let store = filled("parquet", &readings);
    let folder = exported(&store, "parquet-out", Format::Parquet, false);
    for &list in List::ALL {
        let file = fs::File::open(folder.join(format!("{list}.parquet"))).unwrap();
        let reader = SerializedFileReader::new(file).unwrap();
        let rows: Vec<String> = reader.get_row_iter(None).unwrap().map(|row| row.unwrap().to_string()).collect();
        assert_eq!(rows.len(), 3 * readings[0].len_of(list), "{list}");
        assert!(rows.iter().all(|row| !row.contains(WITNESS)), "{list}");
    }
    let reader = SerializedFileReader::new(fs::File::open(folder.join("events.parquet")).unwrap()).unwrap();
    let row = reader.get_row_iter(None).unwrap().next().unwrap().unwrap();
    let field = |name: &str| row.get_column_iter().find(|(n, _)| *n == name).unwrap().1.clone();
    assert_eq!(field("idx"), Field::Long(0));
    assert_eq!(field("carried"), Field::Bool(false));
    assert_eq!(field("place"), Field::Null);
    let Field::ListInternal(actors) = field("actors") else { panic!("a list") };
    assert_eq!(actors.elements(), [Field::Str("RUS".into()), Field::Str("anon:witness".into())]);
}

#[test]
fn an_export_never_overwrites_and_leaves_nothing_half_written() {
    let store = filled("target", &three());
    let folder = scratch("target-out");
    let taken = folder.join("taken");
    fs::write(&taken, "mine").unwrap();
    for &format in Format::ALL {
        let error = export(&store, format, &taken, false).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Invalid, "{error}");
        let error = export(&store, format, &folder.join("no").join("where"), false).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Export, "{error}");
    }
    assert_eq!(fs::read_to_string(&taken).unwrap(), "mine");
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
}

#[test]
fn the_same_record_exports_the_same_bytes() {
    let readings: Vec<Reading> = (0..3).map(|n| sample::large(n).0).collect();
    let store = filled("same", &readings);
    for format in [Format::Jsonl, Format::Csv, Format::Parquet] {
        let read = |name: &str| {
            let target = exported(&store, name, format, true);
            let mut files: Vec<_> = if format.is_folder() {
                fs::read_dir(&target).unwrap().map(|f| f.unwrap().path()).collect()
            } else {
                vec![target]
            };
            files.sort();
            files.iter().map(|file| fs::read(file).unwrap()).collect::<Vec<_>>()
        };
        assert!(read("same-1") == read("same-2"), "{}", format.as_str());
    }
}
