//! Readings with records, for what is made of many of them.

use crate::made::{Chance, archive, reading};
use rasid_record::*;

/// Words at a place of the text.
pub fn at(start: u32, text: &str) -> Anchor {
    Anchor { start, end: start + text.chars().count() as u32, text: text.to_owned() }
}

/// A report about one matter: its words are those of the story.
pub fn report(id: &str, outlet: &str, published: &str, story: usize, event: usize) -> Reading {
    let words: Vec<String> = (0..40)
        .map(|n| if n % 2 == 0 { format!("story{story}x{n}") } else { format!("event{story}x{event}x{n}") })
        .collect();
    let mut reading = reading(id, outlet, Some(published), &words);
    // The wording is each report's own.
    reading.sketch.shingles.clear();
    reading.sketch.runs = 0;
    reading.report.text_id = format!("text of {id}");
    reading
}

/// A time with this value.
pub fn time(reading: &mut Reading, value: &str) -> usize {
    let kind = match value {
        "P1D" => TimeKind::Set,
        _ if value.starts_with('P') => TimeKind::Duration,
        _ => TimeKind::Date,
    };
    reading.times.push(Time {
        at: at(0, value),
        kind,
        value: Some(value.to_owned()),
        modifier: None,
        anchored: false,
        rule: String::new(),
    });
    reading.times.len() - 1
}

/// A statement of this speaker.
pub fn statement(reading: &mut Reading, speaker: &str, stance: Stance, content: &str) -> usize {
    let start = 100 * reading.statements.len() as u32;
    reading.statements.push(Statement {
        speaker: None,
        speaker_id: Some(speaker.to_owned()),
        cue: at(start, "said"),
        content: Some(at(start + 5, content)),
        form: Form::Indirect,
        addressee: None,
        via: Vec::new(),
        stance,
        negated: false,
        side: None,
        via_ids: Vec::new(),
        rule: String::new(),
    });
    reading.statements.len() - 1
}

/// A mention of an arrangement, of which `speaker` says what has become of it.
pub fn arrangement(reading: &mut Reading, kind: ArrangementKind, phase: Phase, speaker: Option<&str>) -> usize {
    let by = speaker.map(|speaker| statement(reading, speaker, Stance::Inform, "it is so"));
    let start = 10_000 + 100 * reading.arrangements.len() as u32;
    reading.arrangements.push(Arrangement {
        at: at(start, kind.as_str()),
        kind,
        name: None,
        place: None,
        place_id: None,
        parties: Vec::new(),
        beneficiaries: None,
        from: None,
        until: None,
        phase,
        by,
        rule: String::new(),
    });
    reading.arrangements.len() - 1
}

/// A breach of the arrangement, claimed by `speaker`.
pub fn breach(reading: &mut Reading, arrangement: usize, accused: &str, speaker: Option<&str>) -> usize {
    let by = speaker.map(|speaker| statement(reading, speaker, Stance::Accuse, "they broke it"));
    reading.breaches.push(Breach {
        at: at(20_000, "broke"),
        arrangement: Some(arrangement),
        accused: vec![accused.to_owned()],
        against: Vec::new(),
        act: Some(EventType::Assault),
        figure: None,
        from: None,
        until: None,
        place: None,
        by,
        carried: false,
        answer: None,
        rule: String::new(),
    });
    reading.breaches.len() - 1
}

/// A commitment of `by`.
pub fn commitment(reading: &mut Reading, by: &str, class: Class, kind: CommitmentKind, what: &str) -> usize {
    let start = 30_000 + 100 * reading.commitments.len() as u32;
    reading.commitments.push(Commitment {
        by_id: by.to_owned(),
        by: None,
        to: None,
        what: at(start, what),
        class,
        negative: false,
        kind,
        from: None,
        until: None,
        condition: None,
        said_in: None,
        rule: String::new(),
    });
    reading.commitments.len() - 1
}

/// A figure that `speaker` gives.
pub fn figure(reading: &mut Reading, measure: Measure, number: f64, counted: &str, speaker: Option<&str>) -> usize {
    let by = speaker.map(|speaker| statement(reading, speaker, Stance::Inform, "so many"));
    let start = 40_000 + 100 * reading.figures.len() as u32;
    reading.figures.push(Figure {
        at: at(start, counted),
        low: Some(Number(number)),
        high: Some(Number(number)),
        approx: false,
        counted: Some(counted.to_owned()),
        measure,
        who: None,
        scope: Scope::Incident,
        from: None,
        until: None,
        by,
        carried: false,
        rule: String::new(),
    });
    reading.figures.len() - 1
}

/// An event.
pub fn event(reading: &mut Reading, kind: EventType, mode: Option<&str>, actor: &str) -> usize {
    reading.events.push(Event {
        kind,
        mode: mode.map(str::to_owned),
        trigger: at(50_000, "did"),
        actors: vec![Participant { span: at(50_010, actor), id: actor.to_owned() }],
        recipients: Vec::new(),
        when: None,
        place: None,
        aux: None,
        by: None,
        carried: false,
        rule: String::new(),
    });
    reading.events.len() - 1
}

/// An archive whose reports hold records by chance.
pub fn recorded(reports: usize) -> Vec<Reading> {
    let mut chance = Chance(17);
    let mut readings = archive(reports);
    let actors = ["RUS", "USA", "SYR:gov", "anon:official", "media:afp"];
    let lengths = ["PT5H", "P30D", "P1D", "2024-03-20"];
    for reading in &mut readings {
        for _ in 0..chance.below(4) {
            let speaker = Some(actors[chance.below(5)]).filter(|_| chance.below(3) > 0);
            let kind = ArrangementKind::ALL[chance.below(4)];
            let n = arrangement(reading, kind, Phase::ALL[chance.below(12)], speaker);
            let until = Some(time(reading, lengths[chance.below(4)])).filter(|_| chance.below(2) > 0);
            let mention = &mut reading.arrangements[n];
            mention.until = until;
            mention.parties = (0..chance.below(3)).map(|_| actors[chance.below(3)].to_owned()).collect();
            if chance.below(2) > 0 {
                let place = ["north", "south"][chance.below(2)];
                (mention.place, mention.place_id) = (Some(at(0, place)), Some(place.to_owned()));
            }
            if chance.below(5) == 0 {
                mention.name = Some(at(0, ["resolution 2401", "resolution 2254"][chance.below(2)]));
            }
            if chance.below(3) == 0 {
                breach(reading, n, actors[chance.below(3)], speaker);
            }
        }
        for _ in 0..chance.below(3) {
            let (class, kind) = (Class::ALL[chance.below(6)], CommitmentKind::ALL[chance.below(9)]);
            let what = ["open three corridors", "stop the raids", "meet in the town"][chance.below(3)];
            let n = commitment(reading, actors[chance.below(3)], class, kind, what);
            reading.commitments[n].until =
                Some(time(reading, lengths[chance.below(4)])).filter(|_| chance.below(2) > 0);
            event(reading, EventType::ALL[chance.below(16)], None, actors[chance.below(3)]);
        }
        for _ in 0..chance.below(3) {
            let measure = Measure::ALL[chance.below(3)];
            figure(reading, measure, (chance.below(4) * 10) as f64, "people", Some(actors[chance.below(5)]));
        }
        statement(
            reading,
            actors[chance.below(5)],
            Stance::ALL[chance.below(11)],
            "nobody broke the truce in the north",
        );
    }
    readings
}
