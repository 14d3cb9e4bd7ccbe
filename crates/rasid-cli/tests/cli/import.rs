//! Readings that a cluster made, into a record.

use crate::workbench::Workbench;
use parquet::data_type::{ByteArray, ByteArrayType};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use std::fs;
use std::sync::Arc;

const TWO: &str = "{\"id\": \"1\", \"text\": \"أعلنت الأمم المتحدة هدنة.\", \"published\": \"2018-12-13\"}\n\
                   {\"id\": \"2\", \"text\": \"دخلت القافلة المدينة أمس.\", \"published\": \"2018-12-14\"}\n";
const COLUMNS: [&str; 3] = ["reading", "rules", "problem"];

/// A file of Parquet with rows of these three columns, in groups of two rows.
fn parquet(rows: &[[Option<&str>; 3]]) -> Vec<u8> {
    let fields: String = COLUMNS.map(|name| format!("optional binary {name} (UTF8);")).concat();
    let schema = Arc::new(parse_message_type(&format!("message rows {{ {fields} }}")).unwrap());
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(WriterProperties::default())).unwrap();
    for rows in rows.chunks(2) {
        let mut group = writer.next_row_group().unwrap();
        for column in 0..COLUMNS.len() {
            let cells: Vec<Option<&str>> = rows.iter().map(|row| row[column]).collect();
            let levels: Vec<i16> = cells.iter().map(|cell| i16::from(cell.is_some())).collect();
            let values: Vec<ByteArray> = cells.into_iter().flatten().map(ByteArray::from).collect();
            let mut writer = group.next_column().unwrap().unwrap();
            writer.typed::<ByteArrayType>().write_batch(&values, Some(&levels), None).unwrap();
            writer.close().unwrap();
        }
        group.close().unwrap();
    }
    writer.into_inner().unwrap()
}

/// Two readings, and the version of the rules that made them.
fn two(bench: &Workbench) -> (Vec<String>, String) {
    bench.file("n.jsonl", TWO);
    let readings = bench.rasid(&["read", "n.jsonl"]).out.lines().map(str::to_owned).collect();
    bench.rasid(&["add", "n.jsonl", "--record", "added.rasid"]);
    bench.rasid(&["export", "--format", "csv", "--record", "added.rasid", "--out", "csv"]);
    let table = fs::read_to_string(bench.path().join("csv/reports.csv")).unwrap();
    (readings, table.lines().next_back().unwrap().rsplit(',').next().unwrap().to_owned())
}

#[test]
fn readings_are_kept_once_and_are_those_that_adding_makes() {
    let bench = Workbench::new("import");
    let (readings, rules) = two(&bench);
    let rows: Vec<[Option<&str>; 3]> =
        readings.iter().map(|r| [Some(r.as_str()), Some(rules.as_str()), None]).collect();
    bench.file("out/readings/part-0.parquet", parquet(&rows[..1])).file("out/readings/part-1.parquet", parquet(&rows));
    bench
        .file("out/readings/_SUCCESS", "")
        .file("out/readings/.part-0.parquet.crc", "x")
        .file("out/copies/a.parquet", "x");
    let args = ["import", "out", "--record", "t.rasid"];
    let first = bench.rasid(&args);
    assert_eq!((first.code, first.err.as_str()), (Some(0), "t.rasid: 2 new, 1 already there.\n"));
    let again = bench.rasid(&args);
    assert_eq!((again.code, again.err.as_str()), (Some(0), "t.rasid: 0 new, 3 already there.\n"));
    let export = |record: &str| {
        bench.rasid(&["export", "--format", "jsonl", "--with-text", "--record", record, "--out", "x.jsonl"]);
        fs::read_to_string(bench.path().join("x.jsonl")).unwrap()
    };
    assert_eq!(export("t.rasid"), export("added.rasid"));
    assert_eq!(bench.rasid(&["verify", "t.rasid"]).code, Some(0));
    // Adding the articles themselves finds the readings there and does not make them again.
    assert!(bench.rasid(&["add", "n.jsonl", "--record", "t.rasid"]).err.contains("0 new, 2"));
}

#[test]
fn a_reading_that_does_not_hold_together_is_named_and_the_others_are_kept() {
    let bench = Workbench::new("import-bad");
    let (readings, rules) = two(&bench);
    let (rules, good) = (Some(rules.as_str()), readings[0].as_str());
    let forged = readings[1].replacen("أمس", "غدا", 2);
    let moved = readings[1].replacen("\"start\":21", "\"start\":4000000000", 1);
    let rows = [
        [Some(good), rules, None],
        [Some("{\"rasid\": 1}"), rules, None],
        [Some(forged.as_str()), rules, None],
        [None, None, Some("the text is empty.\u{1b}[31m")],
        [Some(readings[1].as_str()), Some("bad\nrules"), None],
        [Some(good), None, None],
        [None, None, None],
        [Some(moved.as_str()), rules, None],
    ];
    assert_ne!(moved, readings[1], "the test no longer moves anything");
    bench.file("p.parquet", parquet(&rows));
    let run = bench.rasid(&["import", "p.parquet", "--record", "t.rasid"]);
    assert_eq!(run.code, Some(1), "{}", run.err);
    for said in [
        "p.parquet, row 2: this is not a reading in the layout",
        "p.parquet, row 3: the reading does not hold together: its text is not the one that its text_id names.",
        "p.parquet, row 4: the text is empty.",
        "p.parquet, row 5: the column \"rules\" does not name",
        "p.parquet, row 6: the column \"rules\" does not name",
        "p.parquet, row 7: the row has no reading.",
        "p.parquet, row 8: the reading does not hold together: ",
        "t.rasid: 1 new, 0 already there.",
        "1 report was read; 7 inputs or articles could not be read.",
    ] {
        assert!(run.err.contains(said), "{said}\n{}", run.err);
    }
    assert!(!run.err.contains('\u{1b}'));
}

#[test]
fn what_is_no_parquet_or_not_finished_is_refused_in_a_sentence() {
    let bench = Workbench::new("import-refused");
    let (readings, rules) = two(&bench);
    let whole = parquet(&[[Some(readings[0].as_str()), Some(rules.as_str()), None]]);
    bench.file("empty/x.txt", "").file("running/readings/_temporary/0/x", "").file("text.parquet", "a letter");
    bench.file("cut.parquet", &whole[..whole.len() - 9]);
    for (input, said) in [
        ("none", "there is no such file or folder"),
        ("empty", "there is no file of Parquet in it."),
        ("running", "Spark has not finished it"),
        ("text.parquet", "the file is no Parquet, or damaged"),
        ("cut.parquet", "the file is no Parquet, or damaged"),
    ] {
        let run = bench.rasid(&["import", input, "--record", "t.rasid"]);
        assert!(run.code == Some(1) && run.err.contains(said) && run.err.contains(input), "{input}: {}", run.err);
        assert!(!bench.path().join("t.rasid").exists());
    }
}

#[test]
fn a_damaged_file_ends_in_a_sentence_wherever_it_is_damaged() {
    let bench = Workbench::new("import-damaged");
    let (readings, rules) = two(&bench);
    let rows: Vec<[Option<&str>; 3]> =
        readings.iter().map(|r| [Some(r.as_str()), Some(rules.as_str()), None]).collect();
    let whole = parquet(&rows);
    for (n, at) in (0..whole.len()).step_by(whole.len() / 40).enumerate() {
        let mut bytes = whole.clone();
        bytes[at] = bytes[at].wrapping_add(0x55);
        bench.file(&format!("d/{n}.parquet"), bytes);
    }
    let run = bench.rasid(&["import", "d", "--record", "t.rasid"]);
    assert!(matches!(run.code, Some(0 | 1)), "{:?} {}", run.code, run.err);
    assert!(!run.err.contains("panicked"), "{}", run.err);
    assert_eq!(bench.rasid(&["verify", "t.rasid"]).code, Some(0));
}

#[test]
fn what_this_program_has_read_is_not_replaced_by_what_another_version_has() {
    let bench = Workbench::new("import-older");
    let (readings, rules) = two(&bench);
    bench.file("old.parquet", parquet(&[[Some(readings[0].as_str()), Some("0.0.1-old"), None]]));
    let run = bench.rasid(&["import", "old.parquet", "--record", "added.rasid"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), "added.rasid: 0 new, 1 already there.\n"));
    // In a record without it it stands until the article is added, and is read anew then.
    assert!(bench.rasid(&["import", "old.parquet", "--record", "t.rasid"]).err.contains("1 new"));
    assert!(
        bench.rasid(&["add", "n.jsonl", "--record", "t.rasid"]).err.contains("1 new, 0 already there, 1 read anew")
    );
    assert!(!rules.is_empty());
}
