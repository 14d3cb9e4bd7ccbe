//! Readings of our own making: small ones whose every field is known, and any number of large
//! ones for measuring. Nothing in them was read by rules.

use rasid_record::*;
use std::sync::LazyLock;

/// An anchor at the first place where `words` stand in `text`.
pub fn at(text: &str, words: &str) -> Anchor {
    let byte = text.find(words).unwrap_or_else(|| panic!("`{words}` is not in the text"));
    let start = text[..byte].chars().count();
    Anchor { start: start as u32, end: (start + words.chars().count()) as u32, text: words.into() }
}

/// A reading with records in all eight lists.
pub fn talks(outlet: &str, published: &str) -> Reading {
    let text =
        "أعلنت موسكو تمديد الهدنة حتى الجمعة، وقال شاهد عيان إن ثلاثة مدنيين قتلوا. وأضافت أن قوات النظام خرقت الهدنة.";
    let report = Report {
        outlet: Some(outlet.into()),
        title: Some("تمديد الهدنة".into()),
        published: Some(published.into()),
        lang: Some("ar".into()),
        text: text.into(),
        other: [("desk".to_owned(), serde_json::json!({"n": 7}))].into_iter().collect(),
        ..Report::default()
    };
    let mut r = Reading::empty(report.complete());
    let text = r.report.text.clone();
    let a = |words: &str| at(&text, words);
    let rule = String::from("sample");
    r.times.push(Time {
        at: a("الجمعة"),
        kind: TimeKind::Date,
        value: Some("2018-03-02".into()),
        modifier: None,
        anchored: true,
        rule: rule.clone(),
    });
    let statement = |speaker: Option<&str>, id: &str, cue: &str, content: &str, stance| Statement {
        speaker: speaker.map(a),
        speaker_id: Some(id.into()),
        cue: a(cue),
        content: Some(a(content)),
        form: Form::Indirect,
        addressee: None,
        via: vec![a("موسكو")],
        stance,
        negated: false,
        side: None,
        via_ids: Vec::new(),
        rule: rule.clone(),
    };
    r.statements.push(statement(Some("موسكو"), "RUS", "أعلنت", "تمديد الهدنة حتى الجمعة", Stance::Promise));
    r.statements.push(statement(Some("شاهد عيان"), "anon:witness", "قال", "ثلاثة مدنيين قتلوا", Stance::Inform));
    r.statements.push(statement(None, "RUS", "أضافت", "قوات النظام خرقت الهدنة", Stance::Accuse));
    r.figures.push(Figure {
        at: a("ثلاثة مدنيين"),
        low: Some(words_number(3.0)),
        high: Some(words_number(3.0)),
        approx: false,
        counted: Some("مدنيين".into()),
        measure: Measure::Killed,
        who: Some(Who::Civilian),
        scope: Scope::Incident,
        from: None,
        until: Some(0),
        by: Some(1),
        carried: false,
        rule: rule.clone(),
    });
    r.events.push(Event {
        kind: EventType::Accuse,
        mode: Some("allege".into()),
        trigger: a("خرقت"),
        actors: vec![
            Participant { span: a("موسكو"), id: "RUS".into() },
            Participant { span: a("شاهد عيان"), id: "anon:witness".into() },
        ],
        recipients: vec![Participant { span: a("قوات النظام"), id: "SYR:mil".into() }],
        when: Some(0),
        place: None,
        aux: None,
        by: Some(2),
        carried: false,
        rule: rule.clone(),
    });
    r.commitments.push(Commitment {
        by_id: "RUS".into(),
        by: Some(a("موسكو")),
        to: None,
        what: a("تمديد الهدنة"),
        class: Class::Undertaking,
        negative: false,
        kind: CommitmentKind::Pause,
        from: None,
        until: Some(0),
        condition: None,
        said_in: Some(0),
        rule: rule.clone(),
    });
    r.arrangements.push(Arrangement {
        at: a("الهدنة"),
        kind: ArrangementKind::Pause,
        name: None,
        place: None,
        place_id: None,
        parties: vec!["RUS".into(), "SYR:gov".into()],
        beneficiaries: None,
        from: None,
        until: Some(0),
        phase: Phase::Extended,
        by: Some(0),
        rule: rule.clone(),
    });
    r.breaches.push(Breach {
        at: a("خرقت"),
        arrangement: Some(0),
        accused: vec!["SYR:mil".into()],
        against: vec![],
        act: Some(EventType::Assault),
        figure: Some(0),
        from: None,
        until: None,
        place: None,
        by: Some(2),
        carried: false,
        answer: None,
        rule: rule.clone(),
    });
    for (words, id, kind) in [("موسكو", "RUS", NamingKind::Metonym), ("قوات النظام", "SYR:mil", NamingKind::Marked)]
    {
        r.naming.push(Naming { at: a(words), id: id.into(), kind, voice: Voice::Outlet, rule: rule.clone() });
    }
    r.notes.push(Note { at: Anchor::default(), kind: "sample".into(), message: "ours".into() });
    r.sketch.shingles.push("00ff".into());
    r.sketch.terms.insert("هدن".into(), 2);
    r
}

fn words_number(n: f64) -> rasid_record::reading::Number {
    rasid_record::reading::Number(n)
}

/// Numbers that look random and are the same every time.
pub struct Dice(u64);

impl Dice {
    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        // Like words in news, the first ones are far more frequent than the last.
        let (a, b) = (self.below(from.len()), self.below(from.len()));
        from[a * b / from.len()]
    }
}

/// Large reading number `n`, with about a hundred records, and the words to find it by.
pub fn large(n: usize) -> (Reading, String) {
    const OUTLETS: &[&str] = &["BBC", "Sputnik", "CNN", "France24", "AlAraby", "Anadolu", "RT", "Reuters"];
    let mut dice = Dice(n as u64 ^ 0x5eed);
    let actors: Vec<String> =
        (0..400).map(|i| if i % 7 == 0 { format!("anon:source {i}") } else { format!("actor-{i}") }).collect();
    static WORDS: LazyLock<Vec<String>> =
        LazyLock::new(|| (0..20_000).map(|i| format!("كلمة{}", letters(i))).collect());
    let words = &*WORDS;
    let (mut text, mut terms) = (String::new(), String::new());
    let (mut starts, mut length) = (Vec::new(), 0);
    for _ in 0..380 {
        let i = dice.below(words.len());
        let word = &words[i * dice.below(words.len()) / words.len()];
        starts.push(length);
        length += word.chars().count() as u32 + 1;
        text.push_str(word);
        text.push(' ');
        terms.push_str(word);
        terms.push(' ');
    }
    let report = Report {
        id: format!("sample-{n:06}"),
        outlet: Some(dice.pick(OUTLETS).into()),
        published: Some(format!("2018-{:02}-{:02}T{:02}:00", 1 + dice.below(6), 1 + dice.below(28), dice.below(24))),
        text: text.clone(),
        ..Report::default()
    };
    let mut r = Reading::empty(report.complete());
    let all: Vec<char> = text.chars().collect();
    let anchor = |dice: &mut Dice, words: usize| {
        let first = dice.below(starts.len() - words - 1);
        let (start, end) = (starts[first], starts[first + words] - 1);
        Anchor { start, end, text: all[start as usize..end as usize].iter().collect() }
    };
    let rule = String::from("sample.rule");
    let id = |dice: &mut Dice| actors[dice.below(actors.len()) * dice.below(actors.len()) / actors.len()].clone();
    // Actors go by few names; which words carry them does not matter here.
    let named = |dice: &mut Dice, id: &str| {
        let number = dice.below(30) * dice.below(30) / 30;
        Anchor { text: format!("{} {id} {number}", "الاسم"), ..anchor(dice, 2) }
    };
    for _ in 0..12 {
        let value = (dice.below(4) > 0).then(|| format!("2018-{:02}-{:02}", 1 + dice.below(12), 1 + dice.below(28)));
        let kind = dice.pick(TimeKind::ALL);
        r.times.push(Time {
            at: anchor(&mut dice, 1),
            kind,
            value,
            modifier: None,
            anchored: true,
            rule: rule.clone(),
        });
    }
    for _ in 0..15 {
        let who = id(&mut dice);
        r.statements.push(Statement {
            speaker: (dice.below(3) > 0).then(|| named(&mut dice, &who)),
            speaker_id: Some(who),
            cue: anchor(&mut dice, 1),
            content: Some(anchor(&mut dice, 14)),
            form: dice.pick(Form::ALL),
            addressee: None,
            via: Vec::new(),
            stance: dice.pick(Stance::ALL),
            negated: false,
            side: None,
            via_ids: Vec::new(),
            rule: rule.clone(),
        });
    }
    for _ in 0..9 {
        let n = dice.below(3000) as f64;
        r.figures.push(Figure {
            at: anchor(&mut dice, 2),
            low: Some(words_number(n)),
            high: None,
            approx: dice.below(2) == 0,
            counted: Some("مدني".into()),
            measure: dice.pick(Measure::ALL),
            who: Some(dice.pick(Who::ALL)),
            scope: dice.pick(Scope::ALL),
            from: None,
            until: Some(dice.below(12)),
            by: Some(dice.below(15)),
            carried: false,
            rule: rule.clone(),
        });
    }
    for _ in 0..20 {
        let (who, whom) = (id(&mut dice), id(&mut dice));
        r.events.push(Event {
            kind: dice.pick(EventType::ALL),
            mode: None,
            trigger: anchor(&mut dice, 1),
            actors: vec![Participant { span: named(&mut dice, &who), id: who.clone() }],
            recipients: vec![Participant { span: named(&mut dice, &whom), id: whom.clone() }],
            when: Some(dice.below(12)),
            place: Some(anchor(&mut dice, 1)),
            aux: None,
            by: Some(dice.below(15)),
            carried: false,
            rule: rule.clone(),
        });
    }
    for _ in 0..dice.below(6) {
        let who = id(&mut dice);
        r.commitments.push(Commitment {
            by: Some(named(&mut dice, &who)),
            by_id: who,
            to: None,
            what: anchor(&mut dice, 5),
            class: dice.pick(Class::ALL),
            negative: false,
            kind: dice.pick(CommitmentKind::ALL),
            from: None,
            until: (dice.below(3) == 0).then_some(2),
            condition: None,
            said_in: Some(dice.below(15)),
            rule: rule.clone(),
        });
    }
    for _ in 0..dice.below(9) {
        r.arrangements.push(Arrangement {
            at: anchor(&mut dice, 2),
            kind: dice.pick(ArrangementKind::ALL),
            name: None,
            place: Some(anchor(&mut dice, 1)),
            place_id: None,
            parties: vec![id(&mut dice), id(&mut dice)],
            beneficiaries: None,
            from: None,
            until: Some(1),
            phase: dice.pick(Phase::ALL),
            by: Some(dice.below(15)),
            rule: rule.clone(),
        });
    }
    for _ in 0..dice.below(3) {
        r.breaches.push(Breach {
            at: anchor(&mut dice, 1),
            arrangement: None,
            accused: vec![id(&mut dice)],
            against: vec![id(&mut dice)],
            act: Some(dice.pick(EventType::ALL)),
            figure: Some(0),
            from: None,
            until: None,
            place: None,
            by: Some(dice.below(15)),
            carried: false,
            answer: None,
            rule: rule.clone(),
        });
    }
    for _ in 0..35 {
        let id = format!("actor-{}", 1 + dice.below(50) * dice.below(50) / 50);
        r.naming.push(Naming {
            at: named(&mut dice, &id),
            id,
            kind: dice.pick(NamingKind::ALL),
            voice: dice.pick(Voice::ALL),
            rule: rule.clone(),
        });
    }
    (r, terms)
}

/// A number written in letters, so that words are tokens of letters.
fn letters(mut n: usize) -> String {
    const LETTERS: [char; 10] = ['ا', 'ب', 'ت', 'ث', 'ج', 'ح', 'خ', 'د', 'ذ', 'ر'];
    let mut word = String::new();
    loop {
        word.push(LETTERS[n % 10]);
        n /= 10;
        if n == 0 {
            return word;
        }
    }
}
