//! What is looked at beside the lists: where things happen, who stands where, which figures were given.

use super::at;
use rasid_record::reading::Number;
use rasid_record::*;

/// The bridge of the accusation has a point, given by the team's own gazetteer.
pub fn bridge(report: &Report) -> Located {
    Located {
        at: at(report, "الجسر", 0),
        matched: "الجسر".into(),
        of: vec![(List::Events, 0)],
        role: PlaceRole::Occurred,
        id: "rihan-bridge".into(),
        country: Some("SYR".into()),
        precision: Precision::Point,
        lat: Some(Number(36.2)),
        lon: Some(Number(37.15)),
        geonames: None,
        reason: PlaceReason::Own,
    }
}

/// The coast road of the agreement is a line, and has none.
pub fn road(report: &Report) -> Located {
    Located {
        at: at(report, "الطريق الساحلي", 0),
        matched: "الساحلي".into(),
        of: vec![(List::Arrangements, 0)],
        role: PlaceRole::Covered,
        id: "coast-road".into(),
        country: Some("SYR".into()),
        precision: Precision::Line,
        lat: None,
        lon: None,
        geonames: None,
        reason: PlaceReason::Around,
    }
}

/// A second account of the accusation: another number, another name for a party, no denial.
pub fn retold() -> Reading {
    let report = super::report(
        "wire-9",
        "وكالة المثال",
        "2024-03-02T18:00",
        "قصف قرب الجسر",
        "قالت حكومة الريحان إن خمسة مدنيين قتلوا قرب الجسر، واتهمت ميليشيا الشمال.",
    );
    let mut reading = Reading::empty(report.clone());
    let said = "خمسة مدنيين قتلوا قرب الجسر";
    reading.statements =
        vec![super::statement(&report, "حكومة الريحان", "rihan-government", "قالت", said, Stance::Accuse)];
    reading.figures = vec![Figure {
        at: at(&report, "خمسة مدنيين", 0),
        low: Some(Number(5.0)),
        high: Some(Number(5.0)),
        approx: false,
        counted: None,
        measure: Measure::Killed,
        who: Some(Who::Civilian),
        scope: Scope::Incident,
        from: None,
        until: None,
        by: Some(0),
        carried: false,
        rule: "number".into(),
    }];
    reading.places = vec![bridge(&report)];
    reading.naming =
        vec![super::naming(&report, "ميليشيا الشمال", 0, "northern-council", NamingKind::Marked, Voice::Outlet)];
    reading
}

/// Where the envoy and the government stand on the truce.
pub fn positions() -> Vec<Position> {
    let stand = |day: &str, stance, phase, report: &str, statement| Stand {
        at: Some(day.into()),
        stance,
        phase,
        statement: Reference(report.into(), List::Statements, statement),
        mention: Mention(report.into(), 0),
    };
    let position = |party: &str, stands| Position { arrangement: "a1".into(), party: party.into(), stands };
    vec![
        position(
            "rihan-government",
            vec![
                stand("2024-03-01", Stance::Accept, Phase::Agreed, "port-1", 0),
                stand("2024-03-02", Stance::Accuse, Phase::Violated, "radio-7", 0),
            ],
        ),
        position("salma-nasser", vec![stand("2024-03-01", Stance::Inform, Phase::Agreed, "port-1", 0)]),
    ]
}

/// The numbers of the two reports, as if they counted one thing.
pub fn figures() -> Vec<FigureCourse> {
    let given = |day: &str, number: f64, report: &str, idx| Given {
        at: Some(day.into()),
        low: Some(Number(number)),
        high: Some(Number(number)),
        figure: Reference(report.into(), List::Figures, idx),
    };
    vec![FigureCourse {
        figures: "f1".into(),
        story: "s1".into(),
        measure: Measure::Killed,
        who: Some(Who::Civilian),
        scope: Scope::Incident,
        series: vec![
            Claimed { source: None, given: vec![given("2024-03-01", 1200.0, "port-1", 0)] },
            Claimed { source: Some("rihan-government".into()), given: vec![given("2024-03-02", 3.0, "radio-7", 1)] },
        ],
        counts: Counts {
            texts: 2,
            origins: 1,
            named: vec!["rihan-government".into()],
            unnamed: 1,
            sides: vec![Attests::Third],
        },
    }]
}
