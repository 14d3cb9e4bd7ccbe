//! A small record of an invented truce, with readings made by hand, and services around it.
//!
//! Used by the crate's own tests and by the example that serves it. The valley, its parties, its
//! people and its outlets do not exist.

pub mod looked;

use rasid_desk_under_test::{Intake, Lang, Services};
use rasid_record::reading::Number;
use rasid_record::*;
use rasid_store::{Entry, Lines, LinkStamp, Stamp, Store};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

/// The `nth` place (from 0) where `words` stand in the report's text.
fn at(report: &Report, words: &str, nth: usize) -> Anchor {
    let (byte, _) = report.text.match_indices(words).nth(nth).unwrap_or_else(|| panic!("{words} is not in the text"));
    let start = report.text[..byte].chars().count();
    Anchor { start: start as u32, end: (start + words.chars().count()) as u32, text: words.into() }
}

fn report(id: &str, outlet: &str, published: &str, title: &str, text: &str) -> Report {
    Report {
        id: id.into(),
        outlet: Some(outlet.into()),
        url: Some(format!("https://example.org/{id}")),
        title: Some(title.into()),
        published: Some(published.into()),
        lang: Some("ar".into()),
        text: text.into(),
        ..Report::default()
    }
    .complete()
}

fn statement(report: &Report, speaker: &str, id: &str, cue: &str, content: &str, stance: Stance) -> Statement {
    Statement {
        speaker: Some(at(report, speaker, 0)),
        speaker_id: Some(id.into()),
        cue: at(report, cue, 0),
        content: Some(at(report, content, 0)),
        form: Form::Indirect,
        addressee: None,
        via: Vec::new(),
        stance,
        negated: false,
        side: None,
        via_ids: Vec::new(),
        rule: "cue-verb".into(),
    }
}

fn time(report: &Report, words: &str, kind: TimeKind, value: &str) -> Time {
    Time {
        at: at(report, words, 0),
        kind,
        value: Some(value.into()),
        modifier: None,
        anchored: true,
        rule: "day".into(),
    }
}

fn arrangement(report: &Report, words: &str, kind: ArrangementKind, phase: Phase, by: Option<usize>) -> Arrangement {
    Arrangement {
        at: at(report, words, 0),
        kind,
        name: None,
        place: None,
        place_id: None,
        parties: vec!["rihan-government".into(), "northern-council".into()],
        beneficiaries: None,
        from: None,
        until: None,
        phase,
        by,
        rule: "noun".into(),
    }
}

fn naming(report: &Report, words: &str, nth: usize, id: &str, kind: NamingKind, voice: Voice) -> Naming {
    Naming { at: at(report, words, nth), id: id.into(), kind, voice, rule: "table".into() }
}

/// The report of the agreement: a truce, corridors, a promise with a time, a rough count.
pub fn agreement() -> Reading {
    let report = report(
        "port-1",
        "صحيفة الميناء",
        "2024-03-01T10:30",
        "اتفاق على هدنة في وادي الريحان",
        "أعلنت المبعوثة سلمى ناصر، الجمعة، أن حكومة الريحان ومجلس الشمال اتفقا على هدنة إنسانية مدتها 48 ساعة تبدأ صباح السبت. \
         وقالت، بحسب وكالة المثال: «ستفتح الأطراف ثلاثة ممرات لخروج المدنيين».\n\
         وتعهد مجلس الشمال بسحب مقاتليه من الطريق الساحلي قبل الأحد. وقال مسؤول في الحكومة إن نحو 1200 مدني ينتظرون الخروج.",
    );
    let r = &report;
    let agreed = "حكومة الريحان ومجلس الشمال اتفقا على هدنة إنسانية مدتها 48 ساعة تبدأ صباح السبت";
    let mut quoted = statement(
        r,
        "المبعوثة سلمى ناصر",
        "salma-nasser",
        "قالت",
        "ستفتح الأطراف ثلاثة ممرات لخروج المدنيين",
        Stance::Promise,
    );
    quoted.speaker = None;
    quoted.form = Form::Direct;
    quoted.via = vec![at(r, "وكالة المثال", 0)];
    let mut reading = Reading::empty(report.clone());
    reading.times = vec![
        time(r, "الجمعة", TimeKind::Date, "2024-03-01"),
        time(r, "48 ساعة", TimeKind::Duration, "PT48H"),
        Time { modifier: Some(TimeMod::Start), ..time(r, "صباح السبت", TimeKind::Date, "2024-03-02") },
        Time { modifier: Some(TimeMod::Before), ..time(r, "الأحد", TimeKind::Date, "2024-03-03") },
    ];
    reading.statements = vec![
        statement(r, "المبعوثة سلمى ناصر", "salma-nasser", "أعلنت", agreed, Stance::Inform),
        quoted,
        statement(r, "مسؤول في الحكومة", "anon:مسؤول", "قال", "نحو 1200 مدني ينتظرون الخروج", Stance::Inform),
    ];
    reading.figures = vec![Figure {
        at: at(r, "نحو 1200 مدني", 0),
        low: Some(Number(1200.0)),
        high: Some(Number(1200.0)),
        approx: true,
        counted: Some("مدني".into()),
        measure: Measure::Besieged,
        who: Some(Who::Civilian),
        scope: Scope::Total,
        from: None,
        until: None,
        by: Some(2),
        carried: false,
        rule: "number".into(),
    }];
    reading.events = vec![Event {
        kind: EventType::Agree,
        mode: None,
        trigger: at(r, "اتفقا", 0),
        actors: vec![
            Participant { span: at(r, "حكومة الريحان", 0), id: "rihan-government".into() },
            Participant { span: at(r, "مجلس الشمال", 0), id: "northern-council".into() },
        ],
        recipients: Vec::new(),
        when: Some(2),
        place: None,
        aux: Some(Aux::Future),
        by: Some(0),
        carried: false,
        rule: "trigger".into(),
    }];
    reading.commitments = vec![Commitment {
        by_id: "northern-council".into(),
        by: Some(at(r, "مجلس الشمال", 1)),
        to: None,
        what: at(r, "سحب مقاتليه من الطريق الساحلي", 0),
        class: Class::Undertaking,
        negative: false,
        kind: CommitmentKind::Withdrawal,
        from: None,
        until: Some(3),
        condition: None,
        said_in: None,
        rule: "undertaking".into(),
    }];
    reading.arrangements = vec![
        Arrangement {
            until: Some(1),
            from: Some(2),
            ..arrangement(r, "هدنة إنسانية", ArrangementKind::Pause, Phase::Agreed, Some(0))
        },
        Arrangement {
            beneficiaries: Some(at(r, "المدنيين", 0)),
            ..arrangement(r, "ثلاثة ممرات", ArrangementKind::Corridor, Phase::Announced, Some(1))
        },
    ];
    reading.places = vec![looked::road(r)];
    reading.naming = vec![
        naming(r, "حكومة الريحان", 0, "rihan-government", NamingKind::Plain, Voice::Indirect),
        naming(r, "مجلس الشمال", 0, "northern-council", NamingKind::Plain, Voice::Indirect),
        naming(r, "مجلس الشمال", 1, "northern-council", NamingKind::Plain, Voice::Outlet),
    ];
    reading
}

/// The report of a breach: an accusation, a toll, a marked word in quotation marks, a denial.
pub fn accusation() -> Reading {
    let report = report(
        "radio-7",
        "إذاعة الوادي",
        "2024-03-02",
        "الحكومة تتهم المجلس بخرق الهدنة",
        "اتهمت حكومة الريحان مجلس الشمال بخرق الهدنة أربع مرات منذ فجر السبت، وقالت إن قصفاً بالهاون أدى إلى مقتل ثلاثة مدنيين قرب الجسر.\n\
         ونفى المجلس ذلك وقال إن «عصابات النظام» هي التي بدأت.",
    );
    let r = &report;
    let accused = "خرق الهدنة أربع مرات منذ فجر السبت";
    let killed = "قصفاً بالهاون أدى إلى مقتل ثلاثة مدنيين قرب الجسر";
    let mut reading = Reading::empty(report.clone());
    reading.times = vec![time(r, "فجر السبت", TimeKind::Date, "2024-03-02")];
    reading.statements = vec![
        statement(r, "حكومة الريحان", "rihan-government", "اتهمت", accused, Stance::Accuse),
        statement(r, "حكومة الريحان", "rihan-government", "قالت", killed, Stance::Accuse),
        Statement {
            content: None, ..statement(r, "المجلس", "northern-council", "نفى", "ذلك", Stance::Deny)
        },
    ];
    let figure = |words: &str, n: f64, measure, who, by| Figure {
        at: at(r, words, 0),
        low: Some(Number(n)),
        high: Some(Number(n)),
        approx: false,
        counted: None,
        measure,
        who,
        scope: Scope::Incident,
        from: None,
        until: None,
        by: Some(by),
        carried: false,
        rule: "number".into(),
    };
    reading.figures = vec![
        figure("أربع مرات", 4.0, Measure::Breach, None, 0),
        figure("ثلاثة مدنيين", 3.0, Measure::Killed, Some(Who::Civilian), 1),
    ];
    reading.events = vec![Event {
        kind: EventType::Assault,
        mode: Some("heavy-weapons".into()),
        trigger: at(r, "قصفاً", 0),
        actors: Vec::new(),
        recipients: vec![Participant { span: at(r, "ثلاثة مدنيين", 0), id: "grp:مدنيين".into() }],
        when: Some(0),
        place: Some(at(r, "الجسر", 0)),
        aux: None,
        by: Some(1),
        carried: false,
        rule: "trigger".into(),
    }];
    reading.arrangements = vec![arrangement(r, "الهدنة", ArrangementKind::Pause, Phase::Violated, Some(0))];
    reading.breaches = vec![Breach {
        at: at(r, "خرق", 1),
        arrangement: Some(0),
        accused: vec!["northern-council".into()],
        against: vec!["rihan-government".into()],
        act: Some(EventType::Assault),
        figure: Some(0),
        from: Some(0),
        until: None,
        place: None,
        by: Some(0),
        carried: false,
        answer: Some(Answer::Denied),
        rule: "verb".into(),
    }];
    reading.places = vec![looked::bridge(r)];
    reading.naming = vec![
        naming(r, "حكومة الريحان", 0, "rihan-government", NamingKind::Plain, Voice::Outlet),
        naming(r, "النظام", 0, "rihan-government", NamingKind::Marked, Voice::Direct),
    ];
    reading
}

/// A report with neither date nor outlet whose text tries to be a page of its own.
pub fn hostile() -> Reading {
    let text = "<script>alert(\"خرق\")</script> & 'اقتباس'\n\nقال <b>أحدهم</b> إن\u{202E}txt.exe";
    let report = Report {
        id: "x/../\"><img src=x onerror=alert(1)>".into(),
        title: Some("<script>alert(\"خرق\")</script> & 'اقتباس'".into()),
        url: Some("javascript:alert(1)".into()),
        text: text.into(),
        ..Report::default()
    }
    .complete();
    let mut reading = Reading::empty(report.clone());
    reading.statements = vec![Statement {
        speaker: Some(at(&report, "<b>أحدهم</b>", 0)),
        speaker_id: Some("anon:\"><i>".into()),
        ..statement(&report, "<b>أحدهم</b>", "", "قال", "<script>alert(\"خرق\")</script>", Stance::Inform)
    }];
    reading.naming = vec![naming(&report, "<b>أحدهم</b>", 0, "evil\"><script>", NamingKind::Plain, Voice::Outlet)];
    reading.notes = vec![Note {
        at: Anchor::default(),
        kind: "no-publication-date".into(),
        message: "The report has no date.".into(),
    }];
    reading
}

/// One spelling for words that are searched for: a stand-in for the language's own folding.
pub fn terms(words: &str) -> String {
    let fold = |word: &str| {
        let letters: String = word
            .chars()
            .filter(|c| c.is_alphanumeric())
            .map(|c| match c {
                'أ' | 'إ' | 'آ' => 'ا',
                'ة' => 'ه',
                c => c,
            })
            .collect();
        letters.strip_prefix("ال").map_or_else(|| letters.clone(), str::to_owned)
    };
    words.split_whitespace().map(fold).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A reader that finds nobody but whoever is said to have said something.
fn read(report: Report) -> Reading {
    let mut reading = Reading::empty(report.clone());
    if report.text.contains("قال المجلس") {
        let said = Statement {
            content: None,
            ..statement(&report, "المجلس", "northern-council", "قال", "قال", Stance::Inform)
        };
        reading.statements.push(said);
    }
    reading
}

fn actor_name(id: &str, lang: Lang) -> Option<String> {
    let (ar, en) = match id {
        "salma-nasser" => ("سلمى ناصر", "Salma Nasser"),
        "rihan-government" => ("حكومة الريحان", "Government of Rihan"),
        "northern-council" => ("مجلس الشمال", "Northern Council"),
        _ => return None,
    };
    Some(if lang == Lang::Ar { ar } else { en }.into())
}

/// Text files are reports; anything else is refused with a sentence.
fn from_bytes(name: &str, bytes: &[u8]) -> Intake {
    match std::str::from_utf8(bytes) {
        Ok(text) if name.ends_with(".txt") => {
            let report = Report { text: text.into(), ..Report::default() }.complete();
            let capture = Capture { way: Way::Uploaded, ..Capture::new(bytes, name, "text/1") };
            Intake { reports: vec![Received { report, capture }], ..Intake::default() }
        }
        _ => Intake { refused: vec![format!("{name} is no text file; give a .txt file.")], ..Intake::default() },
    }
}

/// A record at `path` with these readings, and what the desk needs.
pub fn services(path: &Path, readings: &[Reading]) -> Services {
    let mut store = Store::open(path).expect("the record opens");
    let stamp = Stamp { rules_version: "rules-1", at: "2024-03-04T08:00:00Z" };
    let terms_of: Vec<String> = readings.iter().map(|r| terms(&r.report.text)).collect();
    let entries: Vec<Entry<'_>> =
        readings.iter().zip(&terms_of).map(|(reading, search_terms)| Entry::of(reading, search_terms)).collect();
    store.add_batch(&entries, &stamp).expect("the readings are kept");
    link(&mut store, readings);
    Services {
        store,
        rules_version: "rules-1".into(),
        read: Box::new(read),
        link: Box::new(link_past),
        terms: Box::new(terms),
        reports_from_bytes: Box::new(from_bytes),
        now: Box::new(|| "2024-03-04T09:00:00Z".into()),
        random: Box::new(counted),
        actor_name: Box::new(actor_name),
        facts: rasid_store::Facts::default(),
    }
}

/// Links a past of the record; the record itself keeps the links that it began with.
fn link_past(record: &Path) {
    if record.to_string_lossy().contains(".past-") {
        let mut store = Store::open(record).expect("the past opens");
        let mut readings = Vec::new();
        store.readings(|reading| readings.push(reading)).expect("the past is read");
        link(&mut store, &readings);
    }
}

/// Bytes that differ from call to call: what tests need of chance, and the same in each run of one desk.
fn counted(bytes: &mut [u8]) {
    static CALLS: AtomicU64 = AtomicU64::new(1);
    let call = CALLS.fetch_add(1, Ordering::Relaxed).to_le_bytes();
    bytes.iter_mut().zip(call.iter().cycle()).for_each(|(byte, of_call)| *byte = *of_call);
}

/// The links of those of the readings that are of the invented truce: one truce that the first report tells
/// and the second says was broken, a promise that was not kept, a denial; and one whose words try to be a
/// page of their own.
fn link(store: &mut Store, readings: &[Reading]) {
    let has = |id: &str| readings.iter().any(|reading| reading.report.id == id);
    let mention = |id: &str, idx| Mention(id.into(), idx);
    let counts = |texts, named: &[&str], sides: &[Attests]| Counts {
        texts,
        origins: named.len(),
        named: named.iter().map(|&name| name.into()).collect(),
        unnamed: 0,
        sides: sides.to_vec(),
    };
    let mut claims = Vec::new();
    let mut disagreements = Vec::new();
    let (mut arrangements, mut commitments) = (Vec::new(), Vec::new());
    let both = has("port-1") && has("radio-7");
    if both {
        for (phase, at, by, report, side) in [
            (Phase::Agreed, "2024-03-01", Some("salma-nasser"), "port-1", Attests::Third),
            (Phase::Violated, "2024-03-02", Some("rihan-government"), "radio-7", Attests::Opponent),
        ] {
            claims.push(PhaseClaim {
                phase,
                at: Some(at.into()),
                by: by.map(str::to_owned),
                outlets: vec!["صحيفة الميناء".into()],
                counts: counts(1, &[by.unwrap_or("")], &[side]),
                mentions: vec![mention(report, 0)],
            });
        }
        arrangements.push(ArrangementCourse {
            arrangement: "a1".into(),
            kind: ArrangementKind::Pause,
            name: None,
            words: "هدنة إنسانية".into(),
            place: Some("وادي الريحان".into()),
            place_id: None,
            parties: vec!["rihan-government".into(), "northern-council".into()],
            from: Some("2024-03-02".into()),
            until: Some("PT48H".into()),
            stories: vec!["s1".into()],
            phases: claims,
            breaches: vec![mention("radio-7", 0)],
            ledger: vec![Violation {
                accused: vec!["northern-council".into()],
                against: vec!["rihan-government".into()],
                act: Some(EventType::Assault),
                low: Some(Number(4.0)),
                high: Some(Number(4.0)),
                from: Some("2024-03-02".into()),
                until: None,
                place: Some("الجسر".into()),
                by: vec!["rihan-government".into()],
                answers: vec![Answer::Denied],
                at: Some("2024-03-02".into()),
                counts: counts(1, &["rihan-government"], &[Attests::Opponent]),
                mentions: vec![mention("radio-7", 0)],
            }],
            commitments: vec![mention("port-1", 0)],
            counts: counts(2, &["salma-nasser", "rihan-government"], &[Attests::Opponent, Attests::Third]),
        });
        commitments.push(CommitmentCourse {
            commitment: "c1".into(),
            by: "northern-council".into(),
            class: Class::Undertaking,
            kind: CommitmentKind::Withdrawal,
            negative: false,
            what: "سحب مقاتليه من الطريق الساحلي".into(),
            condition: None,
            mentions: vec![mention("port-1", 0)],
            from: None,
            until: Some("2024-03-03".into()),
            as_of: Some("2024-03-02".into()),
            outcome: Outcome::Broken,
            looked: Looked { articles: 2, outlets: 2 },
            pro: vec![],
            against: vec![Reference("radio-7".into(), List::Breaches, 0)],
            counts: counts(1, &["صحيفة الميناء"], &[]),
        });
        disagreements.push(Disagreement {
            disagreement: "d1".into(),
            about: About::Denial,
            by: vec![Some("rihan-government".into()), Some("northern-council".into())],
            sides: vec![
                vec![Reference("radio-7".into(), List::Breaches, 0)],
                vec![Reference("radio-7".into(), List::Statements, 2)],
            ],
            counts: vec![
                counts(1, &["rihan-government"], &[Attests::Opponent]),
                counts(1, &["northern-council"], &[Attests::Own]),
            ],
        });
        disagreements.push(Disagreement {
            disagreement: "d2".into(),
            about: About::Figure,
            by: vec![Some("anon:official".into()), None],
            sides: vec![
                vec![Reference("port-1".into(), List::Figures, 0)],
                vec![Reference("radio-7".into(), List::Figures, 1)],
            ],
            counts: vec![counts(1, &[], &[Attests::Third]), counts(1, &["إذاعة الوادي"], &[Attests::Third])],
        });
    }
    for reading in readings.iter().filter(|r| r.arrangements.is_empty() && !r.statements.is_empty()) {
        let id = &reading.report.id;
        let words = reading.report.text.clone();
        let claim = PhaseClaim {
            phase: Phase::Proposed,
            at: Some("\"><script>".into()),
            by: None,
            outlets: vec![words.clone()],
            counts: counts(1, &["<b>أحدهم</b>"], &[]),
            mentions: vec![mention(id, 0)],
        };
        arrangements.push(ArrangementCourse {
            arrangement: "a2".into(),
            kind: ArrangementKind::Talks,
            name: None,
            words: words.clone(),
            place: Some(words),
            place_id: None,
            parties: vec!["evil\"><script>".into()],
            from: Some("<i>".into()),
            until: None,
            stories: vec![],
            phases: vec![claim],
            breaches: vec![],
            ledger: vec![],
            commitments: vec![],
            counts: Counts::default(),
        });
        let said = vec![Reference(id.clone(), List::Statements, 0)];
        disagreements.push(Disagreement {
            disagreement: "d3".into(),
            about: About::Figure,
            by: vec![None, Some("evil\"><script>".into())],
            sides: vec![said.clone(), said],
            counts: vec![counts(1, &["<b>أحدهم</b>"], &[]), Counts::default()],
        });
    }
    let reports: Vec<Link> = readings
        .iter()
        .map(|reading| Link {
            id: reading.report.id.clone(),
            copy_of: None,
            event: if reading.report.id == "wire-9" { "radio-7".into() } else { reading.report.id.clone() },
            story: if both { "port-1".into() } else { reading.report.id.clone() },
        })
        .collect();
    let (positions, figures) = if both { (looked::positions(), looked::figures()) } else { Default::default() };
    let lines = Lines {
        reports: &reports,
        arrangements: &arrangements,
        commitments: &commitments,
        disagreements: &disagreements,
        positions: &positions,
        figures: &figures,
    };
    let changes = store.readings(|_| ()).expect("the readings are there");
    let stamp = LinkStamp { version: "links-1", at: "2024-03-04T08:00:00Z", changes };
    store.keep_links(&lines, &stamp).expect("the links are kept");
}
