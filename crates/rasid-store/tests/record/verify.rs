//! A changed byte anywhere is found, and its row is named.

use crate::links::course;
use crate::place::{Tool, is_served};
use crate::reviews::{AT, decide, on};
use crate::{filled, sample, three};
use rasid_record::reading::Number;
use rasid_record::{
    Act, ArrangementKind, Capture, Link, List, Located, Phase, PlaceReason, PlaceRole, Precision, Report,
};
use rasid_store::{Burial, Checks, Entry, Lines, LinkStamp, Packed, Stamp, Store, Watch, WatchKind};

fn record(name: &str) -> (Store, String) {
    let readings = three();
    let mut store = filled(name, &readings);
    let report = readings[0].report.id.clone();
    for (list, act) in [(List::Breaches, Act::Accept), (List::Arrangements, Act::Reject)] {
        let review = on(&store, &report, list, 0, "salma", act);
        decide(&mut store, &review);
    }
    (store, report)
}

#[test]
fn a_record_that_nobody_changed_is_whole() {
    let (mut store, _) = record("whole");
    let changes = store.readings(|_| ()).unwrap();
    store.keep_links(&Lines::default(), &LinkStamp { version: "1", at: AT, changes }).unwrap();
    let found = store.verify().unwrap();
    assert_eq!(found.faults, []);
    assert_eq!((found.texts, found.summed, found.decisions), (1, 6, 2));
    assert!(found.records > 20 && found.head.is_some());
}

#[test]
fn numbers_that_json_does_not_give_back_to_the_last_bit_are_no_change() {
    let mut readings = three();
    for (reading, number) in readings.iter_mut().zip([1070000000.0000001, 1080000000000.0001, 0.1 + 0.2]) {
        reading.figures[0].low = Some(Number(number));
        reading.figures[0].high = Some(Number(number));
    }
    let store = filled("decimals", &readings);
    assert_eq!(store.verify().unwrap().faults, []);
}

/// Adds what reports were taken from, a report with a place, and the tombstone of one that was deleted.
fn received(store: &mut Store) {
    let mut readings = three();
    let mut placed = sample::talks("D", "2018-02-28");
    placed.report.id = "r-placed".into();
    placed.places.push(Located {
        at: sample::at(&placed.report.text, "موسكو"),
        matched: "موسكو".into(),
        of: vec![(List::Events, 0)],
        role: PlaceRole::Occurred,
        id: "hudaydah".into(),
        country: Some("YEM".into()),
        precision: Precision::Settlement,
        lat: Some(Number(14.8)),
        lon: Some(Number(42.95)),
        geonames: Some(7),
        reason: PlaceReason::Known,
    });
    readings.push(placed);
    let packed: Vec<Packed> = readings
        .iter()
        .enumerate()
        .map(|(n, reading)| {
            let text = reading.report.text.as_str();
            let line = format!("{{\"text\": \"{}\", \"n\": {n}}}", text.replace('\n', "\\n"));
            let mut capture = Capture::new(line.into_bytes(), "talks.jsonl", "json/1");
            capture.container = Some("talks.zip".into());
            capture.offset = Some(64);
            capture.fetched_at = Some("2018-02-28T00:00:00Z".into());
            if n == 0 {
                capture.bytes = text.as_bytes().into();
            }
            Packed::of(&capture, text)
        })
        .collect();
    let entries: Vec<Entry<'_>> =
        readings.iter().zip(&packed).map(|(reading, packed)| Entry::of(reading, "هدن").from(packed)).collect();
    store.add_batch(&entries, &Stamp { rules_version: "1", at: AT }).unwrap();
    let burial = Burial { who: "huda", at: AT, why: "asked for", salt: &[5; 16] };
    store.delete_report(&readings[2].report.id, &burial).unwrap().expect("it was there");
}

/// Every column of these tables that holds anything, with the key of the row in which it is changed.
fn cells(tool: &mut Tool, table: &str, key: &str) -> Vec<(String, String)> {
    let columns = tool.column(&match is_served() {
        false => format!("SELECT name FROM pragma_table_info('{table}')"),
        true => format!(
            "SELECT column_name FROM information_schema.columns
             WHERE table_schema = current_schema() AND table_name = '{table}' ORDER BY ordinal_position"
        ),
    });
    let mut cells = Vec::new();
    for column in columns {
        let sql = format!("SELECT CAST({key} AS TEXT) FROM {table} WHERE \"{column}\" IS NOT NULL LIMIT 1");
        cells.extend(tool.column(&sql).pop().map(|found| (column, found)));
    }
    cells
}

/// A statement that changes one byte of a text, or a number.
fn change(tool: &mut Tool, table: &str, column: &str, key: &str, row: &str) -> String {
    let sort = if is_served() { "pg_typeof" } else { "typeof" };
    let condition = format!("WHERE CAST({key} AS TEXT) = '{row}'");
    let found = tool.column(&format!("SELECT CAST({sort}(\"{column}\") AS TEXT) FROM {table} {condition}"));
    let is_text = found.iter().any(|sort| sort == "text");
    let new = if is_text { format!("'X' || substr(\"{column}\", 2)") } else { format!("\"{column}\" + 64") };
    format!("UPDATE {table} SET \"{column}\" = {new} {condition}")
}

#[test]
fn a_changed_byte_in_any_cell_is_found_and_its_row_named() {
    let tables = [
        ("texts", "text_id"),
        ("reports", "id"),
        ("readings", "report_id"),
        ("decisions", "seq"),
        ("decision_payloads", "seq"),
        ("times", "report_id"),
        ("figures", "report_id"),
        ("statements", "report_id"),
        ("events", "report_id"),
        ("commitments", "report_id"),
        ("arrangements", "report_id"),
        ("breaches", "report_id"),
        ("naming", "report_id"),
        ("report_tallies", "report_id"),
        ("report_links", "report_id"),
        ("review_contents", "no"),
        ("reviewed", "report_id"),
        ("captured", "blake3"),
        ("captures", "seq"),
        ("tombstones", "seq"),
        ("buried", "tombstone"),
        ("watches", "person"),
        ("news", "what"),
        ("news_about", "about"),
        ("place_counts", "place_id"),
    ];
    let (mut store, report) = record("cells");
    received(&mut store);
    store.watch("salma", &Watch { kind: WatchKind::Party, id: "RUS".into(), idx: 0 }, AT).unwrap();
    let changes = store.readings(|_| ()).unwrap();
    let links = [Link { id: report, copy_of: None, event: "e1".into(), story: "s1".into() }];
    let mut course = course("a1", ArrangementKind::Pause, &[(Phase::Agreed, "2018-02-26", &links[0].id)], 1);
    course.place_id = Some("hudaydah".into());
    let lines = Lines { reports: &links, arrangements: &[course], ..Lines::default() };
    store.keep_links(&lines, &LinkStamp { version: "1", at: AT, changes }).unwrap();
    assert_eq!(store.verify().unwrap().faults, []);
    let mut tool = Tool::unguarded(store.path());
    let mut tried = 0;
    for (table, key) in tables {
        for (column, row) in cells(&mut tool, table, key) {
            // What the review tables say beside their JSON is looked up by, and made from it.
            if table == "review_contents" && !["json", "standing"].contains(&column.as_str()) {
                continue;
            }
            let before = tool.dump(table);
            tool.run(&format!("CREATE TEMP TABLE before AS SELECT * FROM {table}")).unwrap();
            let changed = change(&mut tool, table, &column, key, &row);
            // A key that another row has, or a word that no row may have, is refused by the database itself.
            if tool.run(&changed).is_err() {
                tool.run("DROP TABLE before").unwrap();
                continue;
            }
            assert_ne!(tool.dump(table), before, "{table}.{column}");
            let faults = store.verify().unwrap().faults;
            let key_changed = column == key;
            let named = |fault: &rasid_store::RowFault| {
                let of_table = match table {
                    "decision_payloads" => fault.table == "decisions",
                    "buried" => ["tombstones", "buried"].contains(&&*fault.table),
                    _ => fault.table == table,
                };
                of_table && (key_changed || fault.row.split(' ').any(|part| part == row))
            };
            assert!(faults.iter().any(named), "{table}.{column} of {row}: {faults:?}");
            tried += 1;
            tool.run(&format!("DELETE FROM {table}; INSERT INTO {table} SELECT * FROM before; DROP TABLE before"))
                .unwrap();
            assert_eq!(tool.dump(table), before, "{table}.{column} is as it was");
        }
    }
    assert!(tried > 170, "{tried} cells were changed");
}

#[test]
fn a_text_that_is_not_what_its_extractor_makes_of_the_bytes_is_named() {
    let (mut store, _) = record("again");
    received(&mut store);
    let verified = |answer: fn(&Capture, &Report) -> Option<bool>| {
        let checks = Checks { again: &answer, terms: &|_| String::new(), rules_version: "other" };
        store.verify_by(&checks).unwrap()
    };
    let right = verified(|capture, report| {
        let line = format!("\"{}\"", report.text.replace('\n', "\\n"));
        let bytes = String::from_utf8_lossy(&capture.bytes);
        Some(bytes == report.text || bytes.contains(&line))
    });
    assert_eq!((right.faults, right.again, right.unknown), (vec![], 3, 0));
    assert!(right.spans > 60, "{} words were looked up", right.spans);
    let wrong = verified(|capture, _| Some(capture.offset != Some(64)));
    assert_eq!(wrong.faults.len(), 3);
    assert!(wrong.faults.iter().all(|f| f.table == "reports" && f.what.contains("json/1")), "{:?}", wrong.faults);
    assert_eq!(verified(|_, _| None).unknown, 3, "what extractor is not here any more is no fault");
}

#[test]
fn words_that_do_not_stand_where_a_reading_says_are_named() {
    let (store, report) = record("spans");
    let path = store.path().to_path_buf();
    drop(store);
    let sql = "UPDATE readings SET json = replace(json, '\"start\":43', '\"start\":42')";
    Tool::unguarded(&path).run(&format!("{sql} WHERE report_id = '{report}'")).unwrap();
    let faults = Store::open(&path).unwrap().verify().unwrap().faults;
    let named = |f: &rasid_store::RowFault| f.table == "readings" && f.row == report && f.what.contains("42 to 49");
    assert!(faults.iter().any(named), "{faults:?}");
}

#[test]
fn an_index_that_does_not_find_a_report_by_the_words_of_its_text_is_named() {
    let verified = |store: &Store, terms: &str| {
        let checks = Checks { again: &|_, _| None, terms: &|_| terms.to_owned(), rules_version: "1" };
        store.verify_by(&checks).unwrap()
    };
    let (store, report) = record("indexed");
    // What three() is added with; a letter that the index takes apart otherwise than this program is no fault.
    let found = verified(&store, "هدن تمدد");
    assert_eq!((found.faults, found.indexed), (vec![], 3));
    let path = store.path().to_path_buf();
    drop(store);
    let mut tool = Tool::at(&path);
    let no = tool.count(&format!("SELECT no FROM reports WHERE id = '{report}'"));
    let key = if is_served() { "no" } else { "rowid" };
    tool.run(&format!("DELETE FROM search WHERE {key} = {no}")).unwrap();
    for (no, terms) in [(no, "تمدد هدن"), (99, "هدن")] {
        tool.run(&match is_served() {
            false => format!("INSERT INTO search (rowid, terms) VALUES ({no}, '{terms}')"),
            true => format!("INSERT INTO search VALUES ({no}, 2, '{terms}', CAST('{terms}' AS tsvector))"),
        })
        .unwrap();
    }
    let faults = verified(&Store::open(&path).unwrap(), "هدن تمدد").faults;
    let rows: Vec<(&str, &str)> = faults.iter().map(|f| (f.table.as_str(), f.row.as_str())).collect();
    assert_eq!(rows, [("search", report.as_str()), ("search", "99")]);
}

#[test]
fn captures_that_are_cut_off_or_taken_out_of_the_middle_are_named() {
    let (mut store, _) = record("cut");
    received(&mut store);
    let mut tool = Tool::unguarded(store.path());
    tool.run("CREATE TEMP TABLE before AS SELECT * FROM captures").unwrap();
    for seq in ["1", "4"] {
        tool.run(&format!("DELETE FROM captures WHERE seq = {seq}")).unwrap();
        let faults = store.verify().unwrap().faults;
        assert!(faults.iter().any(|f| f.table == "captures"), "{seq}: {faults:?}");
        assert!(faults.iter().any(|f| f.table == "captured"), "its bytes belong to nothing now, {seq}: {faults:?}");
        tool.run("DELETE FROM captures; INSERT INTO captures SELECT * FROM before").unwrap();
    }
}

#[test]
fn a_flipped_byte_in_the_file_itself_is_found() {
    if is_served() {
        // The pages of a server are not in a file of ours.
        return;
    }
    let (store, report) = record("flipped");
    let path = store.path().to_path_buf();
    let text = store.report(&report).unwrap().unwrap().reading.report.text;
    drop(store);
    let whole = std::fs::read(&path).unwrap();
    let copy = path.with_file_name("copy.rasid");
    // Words of the text, of a reading, of a decision, of a report.
    for (words, table, rows) in [
        (text.as_bytes(), "texts", 1),
        (b"\"sketch\"".as_slice(), "readings", 3),
        (b"\"by\":\"salma\"".as_slice(), "decisions", 2),
        (b"{\"desk\":{\"n\":7}}".as_slice(), "reports", 3),
    ] {
        let places: Vec<usize> =
            whole.windows(words.len()).enumerate().filter(|(_, w)| *w == words).map(|(at, _)| at).collect();
        let mut found = 0;
        for place in places {
            let mut damaged = whole.clone();
            damaged[place + words.len() / 2] ^= 1;
            std::fs::write(&copy, &damaged).unwrap();
            let faults = Store::open(&copy).unwrap().verify().unwrap().faults;
            found += usize::from(faults.iter().any(|fault| fault.table == table && !fault.row.is_empty()));
        }
        // Space that is not used any more may hold old bytes besides, of which nothing hangs.
        assert!(found >= rows, "{table}: {found} of {rows}");
    }
}

#[test]
fn rows_that_are_gone_or_came_from_elsewhere_are_named() {
    let (store, report) = record("gone");
    let path = store.path().to_path_buf();
    drop(store);
    let mut tool = Tool::unguarded(&path);
    for (table, key) in [("breaches", "report_id"), ("mentions", "actor_id")] {
        tool.run(&format!("DELETE FROM {table} WHERE {key} = (SELECT MIN({key}) FROM {table})")).unwrap();
    }
    tool.run("UPDATE list_counts SET records = records + 1 WHERE list = 'times'").unwrap();
    tool.run(&format!("DELETE FROM readings WHERE report_id = '{report}'")).unwrap();
    let faults = Store::open(&path).unwrap().verify().unwrap().faults;
    for (table, row) in [("readings", report.as_str()), ("reports", &report)] {
        assert!(faults.iter().any(|f| f.table == table && f.row == row), "{table}: {faults:?}");
    }
    for table in ["mentions", "list_counts"] {
        assert!(faults.iter().any(|f| f.table == table), "{table}: {faults:?}");
    }
}
