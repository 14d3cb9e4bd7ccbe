//! What other record layouts are given: incidents with a day and a place of their own, each once, every claim as
//! a claim, nothing invented, nobody private by name.

use crate::place;
use crate::reviews::{decide, on};
use crate::sample::at;
use crate::{add, scratch};
use rasid_record::*;
use rasid_store::{ActorKind, Export, Exported, Facts, Format, Known, Lines, LinkStamp, Store};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

const NURSE: &str = "الممرضة ليلى";

/// A report of shelling: what a source claims, and acts that no layout of incidents may take.
fn shelling(outlet: &str, published: &str, dead: &str, killed: f64) -> Reading {
    let text = format!(
        "قال الجيش إن قصفا على بلدة النهر الأحد أدى إلى مقتل {dead} مدنيين. وقالت الممرضة ليلى إن المستشفى استقبل جرحى.\n\
         وسيقصف المسلحون المدينة غدا. وقصف مجهولون الجسر. واعتقلت الشرطة رجلا السبت."
    );
    let report = Report {
        outlet: Some(outlet.into()),
        url: Some("https://example.org/1".into()),
        title: Some("=قصف: الممرضة ليلى تروي".into()),
        published: Some(published.into()),
        lang: Some("ar".into()),
        text,
        ..Report::default()
    };
    let mut r = Reading::empty(report.complete());
    let text = r.report.text.clone();
    let a = |words: &str| at(&text, words);
    let time = |words: &str, value: &str| Time {
        at: a(words),
        kind: TimeKind::Date,
        value: Some(value.into()),
        modifier: None,
        anchored: true,
        rule: "t".into(),
    };
    r.times = vec![time("الأحد", "2018-02-25"), time("غدا", "2018-02-27"), time("السبت", "2018-02-24")];
    let said = |speaker: &str, id: &str, cue: &str, content: &str| Statement {
        speaker: Some(a(speaker)),
        speaker_id: Some(id.into()),
        cue: a(cue),
        content: Some(a(content)),
        form: Form::Indirect,
        addressee: None,
        via: Vec::new(),
        stance: Stance::Inform,
        negated: false,
        side: None,
        via_ids: Vec::new(),
        rule: "s".into(),
    };
    let content = format!("قصفا على بلدة النهر الأحد أدى إلى مقتل {dead} مدنيين");
    r.statements =
        vec![said("الجيش", "SYR:mil", "قال", &content), said(NURSE, "anon:nurse", "قالت", "المستشفى استقبل جرحى")];
    let people = format!("{dead} مدنيين");
    r.figures = vec![Figure {
        at: a(&people),
        low: Some(reading::Number(killed)),
        high: Some(reading::Number(killed)),
        approx: false,
        counted: None,
        measure: Measure::Killed,
        who: Some(Who::Civilian),
        scope: Scope::Incident,
        from: None,
        until: None,
        by: Some(0),
        carried: false,
        rule: "f".into(),
    }];
    let event = |kind, mode: Option<&str>, trigger: &str, when, place: Option<&str>, aux, by| Event {
        kind,
        mode: mode.map(str::to_owned),
        trigger: a(trigger),
        actors: Vec::new(),
        recipients: Vec::new(),
        when,
        place: place.map(a),
        aux,
        by,
        carried: false,
        rule: "e".into(),
    };
    r.events = vec![
        Event {
            recipients: vec![Participant { span: a(&people), id: "grp:مدنيين".into() }],
            actors: vec![Participant { span: a("المسلحون"), id: "river-front".into() }],
            ..event(EventType::Assault, Some("heavy-weapons"), "قصفا", Some(0), Some("النهر"), None, Some(0))
        },
        event(EventType::Assault, None, "سيقصف", Some(1), Some("النهر"), Some(Aux::Future), None),
        event(EventType::Assault, None, "وقصف مجهولون", None, Some("الجسر"), None, None),
        event(EventType::Coerce, Some("arrest"), "اعتقلت", Some(2), None, None, None),
    ];
    r.places = vec![Located {
        at: a("النهر"),
        matched: "النهر".into(),
        of: vec![(List::Events, 0), (List::Events, 1), (List::Events, 2)],
        role: PlaceRole::Occurred,
        id: "river-town".into(),
        country: Some("SYR".into()),
        precision: Precision::Settlement,
        lat: Some(reading::Number(35.5)),
        lon: Some(reading::Number(-0.25)),
        geonames: Some(7),
        reason: PlaceReason::Only,
    }];
    r.arrangements = vec![Arrangement {
        at: a("المدينة"),
        kind: ArrangementKind::Ceasefire,
        name: None,
        place: None,
        place_id: None,
        parties: vec!["SYR:gov".into(), "river-front".into()],
        beneficiaries: None,
        from: None,
        until: None,
        phase: Phase::Violated,
        by: Some(0),
        rule: "a".into(),
    }];
    r.breaches = vec![Breach {
        at: a("قصفا"),
        arrangement: Some(0),
        accused: vec!["river-front".into()],
        against: vec!["anon:nurse".into()],
        act: Some(EventType::Assault),
        figure: None,
        from: Some(0),
        until: None,
        place: Some(a("النهر")),
        by: Some(1),
        carried: false,
        answer: None,
        rule: "b".into(),
    }];
    r
}

/// Two prints of one wire text, and a second account with another number.
fn reports() -> Vec<Reading> {
    vec![
        shelling("A", "2018-02-26", "ثلاثة", 3.0),
        shelling("B", "2018-02-26T20:00", "ثلاثة", 3.0),
        shelling("C", "2018-02-27", "خمسة", 5.0),
    ]
}

fn facts() -> Facts {
    let actor = |id: &str| {
        let known = |name: &str, kind| Known { name: Some(name.into()), kind: Some(kind), ..Known::default() };
        match id {
            "SYR" => known("Syria", ActorKind::State),
            "SYR:mil" => Known { name: Some("Syria: armed forces".into()), ..Known::default() },
            "river-front" => known("River Front", ActorKind::Group),
            _ => Known::default(),
        }
    };
    let place = |id: &str| (id == "river-town").then(|| "River Town".to_owned());
    Facts { actor: Box::new(actor), place: Box::new(place) }
}

/// A record of these readings, all of one occurrence; the second is a copy of the first.
fn record(name: &str, readings: &[Reading]) -> Store {
    let mut store = Store::open(&place::record(name)).unwrap();
    add(&mut store, readings, "1");
    link(&mut store, readings);
    store
}

fn link(store: &mut Store, readings: &[Reading]) {
    let copy = |n: usize| (n == 1).then(|| readings[0].report.id.clone());
    let link = |(n, r): (usize, &Reading)| Link {
        id: r.report.id.clone(),
        copy_of: copy(n),
        event: "e1".into(),
        story: "s1".into(),
    };
    let links: Vec<Link> = readings.iter().enumerate().map(link).collect();
    let lines = Lines { reports: &links, ..Lines::default() };
    let changes = store.readings(|_| ()).unwrap();
    store.keep_links(&lines, &LinkStamp { version: "1", at: "2018-03-01T00:00:00Z", changes }).unwrap();
}

fn write(store: &Store, format: Format, target: &Path, since: Option<&Path>) -> Exported {
    let wanted = Export { format, with_text: false, decided: false, since, facts: &facts() };
    rasid_store::export(store, &wanted, target).unwrap()
}

/// The rows of a table as (column, field).
fn table(file: &Path, delimiter: u8) -> Vec<Vec<(String, String)>> {
    let bytes = fs::read(file).unwrap();
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes);
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text);
    let head = reader.headers().unwrap().clone();
    let row = |record: csv::StringRecord| head.iter().zip(&record).map(|(h, f)| (h.into(), f.into())).collect();
    reader.records().map(|record| row(record.unwrap())).collect()
}

fn value<'r>(row: &'r [(String, String)], column: &str) -> &'r str {
    &row.iter().find(|(name, _)| name == column).unwrap_or_else(|| panic!("no column {column}")).1
}

#[track_caller]
fn has(row: &[(String, String)], expected: &[(&str, &str)]) {
    for (column, field) in expected {
        assert_eq!(value(row, column), *field, "{column}");
    }
}

fn out(name: &str) -> PathBuf {
    scratch(name).join("out")
}

#[test]
fn only_dated_and_placed_incidents_that_are_told_as_such_are_in_the_columns_of_acled() {
    let target = out("acled");
    let written = write(&record("acled-record", &reports()), Format::Acled, &target, None);
    assert_eq!((written.rows, written.reports), (Some(1), 3));
    let rows = table(&target, b',');
    assert_eq!((rows.len(), rows[0].len()), (1, 31));
    has(
        &rows[0],
        &[
            ("event_date", "2018-02-25"),
            ("year", "2018"),
            ("time_precision", "1"),
            ("event_type", "Explosions/Remote violence"),
            ("sub_event_type", "Shelling/artillery/missile attack"),
            ("disorder_type", "Political violence"),
            ("actor1", "River Front"),
            ("inter1", ""),
            ("inter2", "7"),
            ("civilian_targeting", "Civilian targeting"),
            ("iso", "760"),
            ("region", "Middle East"),
            ("country", "Syria"),
            ("location", "River Town"),
            ("latitude", "35.5"),
            ("longitude", "-0.25"),
            ("geo_precision", "1"),
            ("source", "A; B; C"),
            ("fatalities", "3"),
            ("source_scale", ""),
        ],
    );
    let notes = value(&rows[0], "notes");
    assert!(
        notes.starts_with("According to Syria: armed forces (in A, B, 2018-02-26): ASSAULT heavy-weapons"),
        "{notes}"
    );
    assert_eq!(notes.matches("According to").count(), 2, "a copy is no account of its own: {notes}");
}

#[test]
fn one_wire_text_is_one_source_and_numbers_stay_a_range() {
    let target = out("ucdp");
    write(&record("ucdp-record", &reports()), Format::Ucdp, &target, None);
    let rows = table(&target, b',');
    assert_eq!((rows.len(), rows[0].len()), (1, 49));
    has(
        &rows[0],
        &[
            ("number_of_sources", "2"),
            ("low", "3"),
            ("best", "3"),
            ("high", "5"),
            ("deaths_civilians", "3"),
            ("deaths_unknown", "0"),
            ("date_start", "2018-02-25"),
            ("date_prec", "1"),
            ("where_prec", "1"),
            ("geom_wkt", "POINT (-0.25 35.5)"),
            ("country_id", "652"),
            ("type_of_violence", "3"),
            ("conflict_new_id", ""),
            ("dyad_new_id", ""),
            ("source_original", "according to Syria: armed forces"),
        ],
    );
}

#[test]
fn nothing_without_a_death_is_in_the_columns_of_ucdp() {
    let target = out("ucdp-none");
    let mut reading = shelling("A", "2018-02-26", "ثلاثة", 3.0);
    reading.figures.clear();
    write(&record("ucdp-none-record", &[reading]), Format::Ucdp, &target, None);
    assert!(table(&target, b',').is_empty());
}

#[test]
fn the_day_of_publication_is_never_that_of_an_event() {
    let target = out("undated");
    let mut reading = shelling("A", "2018-02-26", "ثلاثة", 3.0);
    for event in &mut reading.events {
        event.when = None;
    }
    let store = record("undated-record", &[reading]);
    for format in [Format::Plover, Format::Polecat, Format::Acled, Format::Ucdp, Format::Geojson] {
        assert_eq!(write(&store, format, &target, None).rows, Some(0), "{}", format.as_str());
        fs::remove_file(&target).unwrap();
    }
}

#[test]
fn plover_has_its_own_names_and_what_is_lost_in_it_beside() {
    let target = out("plover");
    write(&record("plover-record", &reports()), Format::Plover, &target, None);
    let text = fs::read_to_string(&target).unwrap();
    let events: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    // The shelling, and the arrest, which has a day and no place.
    assert_eq!(events.len(), 2);
    let shelled = &events[0];
    assert_eq!(shelled["date"], "2018-02-25");
    assert_eq!(shelled["event"], serde_json::json!(["ASSAULT"]));
    assert_eq!(shelled["mode"], serde_json::json!(["heavy-weapons"]));
    assert_eq!((shelled["quad_code"].as_u64(), shelled["event_scale"].as_f64()), (Some(4), Some(-9.5)));
    assert_eq!(shelled["actor"][0]["rasid_id"], "river-front");
    assert_eq!(shelled["recipient"][0]["sector"], "CVL");
    assert_eq!(shelled["event_loc"]["geonameid"], "7");
    assert_eq!(shelled["size"]["dead"], 3);
    assert_eq!(shelled["ceasefire_violation"], true);
    assert_eq!(shelled["outlets"], serde_json::json!(["A", "B", "C"]));
    assert!(shelled.get("text").is_none());
    assert!(events[1].get("event_loc").is_none());
}

#[test]
fn private_persons_are_in_no_layout_by_name_and_titles_are_no_formulas() {
    let store = record("private-record", &reports());
    for &format in Format::ALL.iter().filter(|format| format.has_changes()) {
        let target = out(&format!("private-{}", format.as_str()));
        write(&store, format, &target, None);
        let text = fs::read_to_string(&target).unwrap();
        assert!(!text.contains(NURSE) && !text.contains("anon:"), "{}: {text}", format.as_str());
    }
    // Titles of reports are in the tables too.
    let target = out("private-csv");
    write(&store, Format::Csv, &target, None);
    assert_eq!(value(&table(&target.join("reports.csv"), b',')[0], "title"), "'=قصف: […] تروي");
    let target = out("private-jsonl");
    write(&store, Format::Jsonl, &target, None);
    let line: Value = serde_json::from_str(fs::read_to_string(&target).unwrap().lines().next().unwrap()).unwrap();
    assert_eq!(line["title"], "=قصف: […] تروي");
    let target = out("private-ucdp-again");
    write(&store, Format::Ucdp, &target, None);
    assert!(value(&table(&target, b',')[0], "source_headline").starts_with("'=قصف: […]"));
}

#[test]
fn the_violation_ledger_holds_every_breach_once() {
    let target = out("violations");
    write(&record("violations-record", &reports()), Format::Violations, &target, None);
    let rows = table(&target, b',');
    assert_eq!(rows.len(), 3);
    has(
        &rows[0],
        &[
            ("accused", "River Front"),
            ("accused_ids", "river-front"),
            ("against", "unnamed"),
            ("against_ids", ""),
            ("act", "ASSAULT"),
            ("date_from", "2018-02-25"),
            ("claimed_by", "unnamed"),
            ("observed", ""),
            ("place", "النهر"),
            ("words", "قصفا"),
            ("review", "unreviewed"),
        ],
    );
}

#[test]
fn identifiers_stay_and_changes_since_an_earlier_export_are_listed() {
    let mut store = record("since-record", &reports()[..1]);
    let folder = scratch("since");
    for &format in Format::ALL.iter().filter(|format| format.has_changes()) {
        write(&store, format, &folder.join(format.as_str()), None);
    }
    let first = value(&table(&folder.join("acled"), b',')[0], "event_id_cnty").to_owned();
    // Nothing happened: nothing is listed.
    for &format in Format::ALL.iter().filter(|format| format.has_changes()) {
        let target = folder.join(format!("{}-again", format.as_str()));
        let before = folder.join(format.as_str());
        let changes = write(&store, format, &target, Some(&before)).changes.unwrap();
        assert_eq!(fs::read(&before).unwrap(), fs::read(&target).unwrap());
        assert!(table(&changes, b',').is_empty(), "{}", format.as_str());
    }
    add(&mut store, &reports()[1..], "1");
    link(&mut store, &reports());
    let target = folder.join("acled-more");
    let changes = write(&store, Format::Acled, &target, Some(&folder.join("acled"))).changes.unwrap();
    let rows = table(&changes, b',');
    assert_eq!(rows.len(), 1);
    has(&rows[0], &[("id", &first), ("change", "changed"), ("columns", "source; notes")]);
    // What an earlier export had and this record has not is gone.
    let other = record("since-other", &[shelling("D", "2018-02-28", "عشرة", 10.0)]);
    let changes =
        write(&other, Format::Acled, &folder.join("acled-other"), Some(&folder.join("acled"))).changes.unwrap();
    let fates: Vec<String> = table(&changes, b',').iter().map(|row| value(row, "change").to_owned()).collect();
    assert_eq!(fates.len(), 2);
    assert!(fates.contains(&"new".to_owned()) && fates.contains(&"deleted".to_owned()));
}

#[test]
fn what_is_no_earlier_export_is_refused_and_leaves_nothing() {
    let store = record("since-wrong-record", &reports());
    let folder = scratch("since-wrong");
    let wrong = folder.join("wrong.csv");
    fs::write(&wrong, "a,b\n1,2\n").unwrap();
    for (format, since) in [(Format::Acled, &wrong), (Format::Xlsx, &wrong), (Format::Geojson, &folder.join("none"))] {
        let wanted = Export { format, with_text: false, decided: false, since: Some(since), facts: &facts() };
        assert!(rasid_store::export(&store, &wanted, &folder.join("out")).is_err(), "{}", format.as_str());
    }
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
}

#[test]
fn annotations_point_at_exact_words_by_quotation_and_by_position() {
    let target = out("annotations");
    let readings = reports();
    write(&record("annotations-record", &readings), Format::Annotations, &target, None);
    let page: Value = serde_json::from_str(&fs::read_to_string(&target).unwrap()).unwrap();
    let items = page["items"].as_array().unwrap();
    let records: usize = readings.iter().flat_map(|r| List::ALL.iter().map(|&list| r.len_of(list))).sum();
    assert_eq!(items.len(), records);
    let letters: Vec<char> = readings[0].report.text.chars().collect();
    let mut quoted = 0;
    for item in items.iter().take(records / 3) {
        let selectors = item["target"]["selector"].as_array().unwrap();
        let position = selectors.last().unwrap();
        let at = |name: &str| position[name].as_u64().unwrap() as usize;
        if let [quote, _] = selectors.as_slice() {
            let exact: String = letters[at("start")..at("end")].iter().collect();
            assert_eq!(quote["exact"], exact);
            quoted += 1;
        }
    }
    assert!(quoted > 0);
}

#[test]
fn what_people_decided_is_what_layouts_hold() {
    let readings = reports();
    let mut store = record("decided-record", &readings);
    let folder = scratch("decided");
    let acled = |store: &Store, name: &str| {
        write(store, Format::Acled, &folder.join(name), None);
        table(&folder.join(name), b',')
    };
    let id = value(&acled(&store, "unreviewed")[0], "event_id_cnty").to_owned();
    // The two prints of one text are decided on together; the third report is another text.
    let (wire, other) = (readings[0].report.id.clone(), readings[2].report.id.clone());
    let mode = Change { before: "heavy-weapons".into(), after: "aerial".into() };
    let correct = Act::Correct { fields: [("mode".to_owned(), mode)].into_iter().collect() };
    let review = on(&store, &wire, List::Events, 0, "salma", correct);
    decide(&mut store, &review);
    let review = on(&store, &other, List::Events, 0, "salma", Act::Reject);
    decide(&mut store, &review);
    let rows = acled(&store, "decided");
    assert_eq!(rows.len(), 1);
    has(
        &rows[0],
        &[
            ("event_id_cnty", &id),
            ("sub_event_type", "Air/drone strike"),
            ("source", "A; B"),
            ("tags", "breach of a ceasefire claimed; review=corrected"),
        ],
    );
    let review = on(&store, &other, List::Breaches, 0, "salma", Act::Reject);
    decide(&mut store, &review);
    let target = folder.join("violations");
    write(&store, Format::Violations, &target, None);
    assert_eq!(table(&target, b',').len(), 2, "a rejected breach is in no ledger");
    let review = on(&store, &wire, List::Events, 0, "salma", Act::Reject);
    decide(&mut store, &review);
    assert!(acled(&store, "rejected").is_empty());
}
