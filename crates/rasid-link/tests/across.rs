//! What the records of many reports make together: the same in any order, and right where it can be told by eye.

mod made;
mod records;

use made::Chance;
use rasid_link::{Across, Linker, naming_by_outlet};
use rasid_record::*;
use records::*;

fn across(readings: &[Reading]) -> Across {
    let mut linker = Linker::new();
    readings.iter().for_each(|reading| assert!(linker.add(reading)));
    linker.across(None)
}

#[test]
fn any_order_one_by_one_or_at_once_gives_the_same() {
    let readings = recorded(250);
    let expected = across(&readings);
    let mut chance = Chance(9);
    for _ in 0..3 {
        let shuffled = chance.shuffled(&readings);
        assert!(across(&shuffled) == expected);
        let mut linker = Linker::new();
        for (n, reading) in shuffled.iter().enumerate() {
            linker.add(reading);
            if n % 50 == 0 {
                linker.across(None);
            }
        }
        assert!(linker.across(None) == expected);
    }
    // Else the comparison would say little.
    let joined = expected.arrangements.iter().filter(|a| a.phases.len() > 1 && !a.ledger.is_empty()).count();
    let mentions: usize = readings.iter().map(|r| r.arrangements.len()).sum();
    let outcomes: std::collections::BTreeSet<_> = expected.commitments.iter().map(|c| c.outcome).collect();
    assert!(outcomes.len() > 4 && expected.disagreements.len() > 5, "{outcomes:?}");
    assert!(joined > 5 && expected.arrangements.len() < mentions, "{joined} of {}", expected.arrangements.len());
}

#[test]
fn each_mention_is_of_one_arrangement_and_each_breach_in_one_ledger() {
    let readings = recorded(120);
    let found = across(&readings);
    let mut mentions: Vec<&Mention> =
        found.arrangements.iter().flat_map(|a| a.phases.iter().flat_map(|p| &p.mentions)).collect();
    let all: usize = readings.iter().map(|r| r.arrangements.len()).sum();
    assert_eq!(mentions.len(), all);
    mentions.sort();
    mentions.dedup();
    assert_eq!(mentions.len(), all);
    let mut breaches: Vec<&Mention> = found.arrangements.iter().flat_map(|a| &a.breaches).collect();
    breaches.sort();
    breaches.dedup();
    assert_eq!(breaches.len(), readings.iter().map(|r| r.breaches.len()).sum::<usize>());
    for course in &found.arrangements {
        let told: usize = course.ledger.iter().map(|v| v.mentions.len()).sum();
        assert_eq!(told, course.breaches.len(), "{}", course.arrangement);
        assert!(course.phases.is_sorted_by_key(|p| (p.at.is_none(), p.at.clone())));
    }
}

/// A truce of a resolution for thirty days, and a daily one of five hours, told by four reports of one story.
fn two_truces() -> Vec<Reading> {
    let mut first = report("a", "A", "2024-03-01T10:00", 1, 1);
    let n = arrangement(&mut first, ArrangementKind::Ceasefire, Phase::Agreed, Some("unsc"));
    first.arrangements[n].name = Some(at(0, "resolution 2401"));
    first.arrangements[n].until = Some(time(&mut first, "P30D"));
    let mut second = report("b", "B", "2024-03-02T10:00", 1, 2);
    let n = arrangement(&mut second, ArrangementKind::Pause, Phase::Announced, Some("RUS"));
    second.arrangements[n].until = Some(time(&mut second, "PT5H"));
    // Both in one report: it must be no bridge.
    let mut third = report("c", "C", "2024-03-03T10:00", 1, 3);
    let n = arrangement(&mut third, ArrangementKind::Pause, Phase::Failed, Some("SYR:gov"));
    third.arrangements[n].from = Some(time(&mut third, "P1D"));
    breach(&mut third, n, "grp:fighters", Some("RUS"));
    let n = arrangement(&mut third, ArrangementKind::Pause, Phase::Proposed, Some("un"));
    third.arrangements[n].until = Some(time(&mut third, "P1M"));
    // A later report that names the resolution alone.
    let mut fourth = report("d", "D", "2024-03-20T10:00", 7, 9);
    let n = arrangement(&mut fourth, ArrangementKind::Ceasefire, Phase::Violated, None);
    fourth.arrangements[n].name = Some(at(0, "UN resolution 2401"));
    breach(&mut fourth, n, "SYR:mil", None);
    vec![first, second, third, fourth]
}

#[test]
fn a_resolution_and_a_daily_pause_are_two_each_with_phases_and_breaches() {
    let found = across(&two_truces()).arrangements;
    assert_eq!(found.len(), 2);
    let phases = |course: &ArrangementCourse| -> Vec<(String, Phase, Option<String>)> {
        course.phases.iter().map(|p| (p.at.clone().unwrap(), p.phase, p.by.clone())).collect()
    };
    let [resolution, daily] = [&found[0], &found[1]];
    assert!(resolution.name.as_deref().is_some_and(|name| name.contains("2401")) && daily.name.is_none());
    assert_eq!(
        phases(resolution),
        [
            ("2024-03-01".into(), Phase::Agreed, Some("unsc".into())),
            ("2024-03-03".into(), Phase::Proposed, Some("un".into())),
            ("2024-03-20".into(), Phase::Violated, None),
        ]
    );
    assert_eq!(
        phases(daily),
        [
            ("2024-03-02".into(), Phase::Announced, Some("RUS".into())),
            ("2024-03-03".into(), Phase::Failed, Some("SYR:gov".into())),
        ]
    );
    assert_eq!(resolution.breaches, [Mention("d".into(), 0)]);
    assert_eq!(resolution.ledger[0].counts.named, ["D"]);
    assert_eq!(daily.breaches, [Mention("c".into(), 0)]);
    assert_eq!((&*daily.ledger[0].accused[0], &daily.ledger[0].by[..]), ("grp:fighters", &["RUS".to_owned()][..]));
}

#[test]
fn a_count_over_a_period_is_one_entry_with_all_who_tell_it() {
    let told = |id: &str, outlet: &str, speaker: &str| {
        let mut reading = report(id, outlet, "2024-03-05", 1, 1);
        let n = arrangement(&mut reading, ArrangementKind::Ceasefire, Phase::Violated, None);
        let b = breach(&mut reading, n, "SYR:mil", Some(speaker));
        let figure = figure(&mut reading, Measure::Breach, 2031.0, "times", Some(speaker));
        let from = time(&mut reading, "2024-02");
        (reading.breaches[b].figure, reading.breaches[b].from) = (Some(figure), Some(from));
        reading
    };
    // Two rewrites of an agency, and one of somebody else.
    let readings = [told("a", "A", "media:afp"), told("b", "B", "media:afp"), told("c", "C", "SYR:mil")];
    let found = across(&readings).arrangements;
    assert_eq!((found.len(), found[0].ledger.len()), (1, 1));
    let entry = &found[0].ledger[0];
    assert_eq!((entry.low, entry.from.as_deref()), (Some(Number(2031.0)), Some("2024-02")));
    assert_eq!((entry.counts.texts, entry.counts.origins), (3, 2));
    assert_eq!(entry.counts.sides, [Attests::Own, Attests::Third]);
}

#[test]
fn a_mention_that_nothing_tells_apart_takes_up_the_one_before() {
    let mut first = report("a", "A", "2024-03-01T10:00", 1, 1);
    let n = arrangement(&mut first, ArrangementKind::Pause, Phase::Announced, Some("RUS"));
    first.arrangements[n].until = Some(time(&mut first, "PT5H"));
    let mut second = report("b", "B", "2024-03-01T20:00", 1, 2);
    arrangement(&mut second, ArrangementKind::Pause, Phase::InForce, None);
    let mut other = report("c", "C", "2024-03-01T20:00", 5, 2);
    arrangement(&mut other, ArrangementKind::Pause, Phase::InForce, None);
    let found = across(&[first, second, other]).arrangements;
    let phases: Vec<usize> = found.iter().map(|course| course.phases.len()).collect();
    assert_eq!(phases, [2, 1], "another story's truce is another");
}

#[test]
fn hostile_records_do_no_harm() {
    let mut reading = report("a", "A", "2024-03-01", 1, 1);
    let n = arrangement(&mut reading, ArrangementKind::Pause, Phase::Announced, None);
    reading.arrangements[n].by = Some(99);
    reading.arrangements[n].until = Some(99);
    let b = breach(&mut reading, 77, "", None);
    reading.breaches[b].figure = Some(5);
    let c = commitment(&mut reading, "", Class::Undertaking, CommitmentKind::Aid, "");
    reading.commitments[c].said_in = Some(9);
    for value in ["PT", "P99999999999999999999D", "2024-13-45", "-W", "2024-W99", "ééééééé", "2024-02-30T99:99"]
    {
        time(&mut reading, value);
    }
    for n in 0..reading.times.len() {
        let a = arrangement(&mut reading, ArrangementKind::Talks, Phase::Proposed, Some("+++"));
        (reading.arrangements[a].from, reading.arrangements[a].until) = (Some(n), Some(n));
        reading.commitments[c].until = Some(n);
    }
    assert!(!across(&[reading]).arrangements.is_empty());
}

/// A report of the matter, at noon of a day of March, with an outlet of its own.
fn day(day: u32) -> Reading {
    report(&format!("r{day:02}"), &format!("outlet {day}"), &format!("2024-03-{day:02}T12:00"), 1, day as usize)
}

/// The commitments, with `as_of` as the moment up to which reports count.
fn outcomes(readings: &[Reading], as_of: Option<&str>) -> Vec<CommitmentCourse> {
    let mut linker = Linker::new();
    readings.iter().for_each(|reading| assert!(linker.add(reading)));
    linker.across(as_of).commitments
}

/// An undertaking of Russia to let people out by the tenth of March, told on the first.
fn promised(class: Class) -> Reading {
    let mut first = day(1);
    let n = commitment(&mut first, "RUS", class, CommitmentKind::Corridor, "open three corridors");
    first.commitments[n].until = Some(time(&mut first, "2024-03-10"));
    first
}

#[test]
fn before_its_day_an_undertaking_is_not_due_and_silence_after_it_is_no_breach() {
    let readings = [promised(Class::Undertaking), day(2), day(12)];
    let of = |as_of| {
        let found = outcomes(&readings, as_of).remove(0);
        (found.outcome, found.looked.articles, found.as_of)
    };
    assert_eq!(of(Some("2024-03-05")), (Outcome::NotYetDue, 1, Some("2024-03-05".into())));
    assert_eq!(of(None), (Outcome::NoReport, 2, Some("2024-03-12".into())));
}

#[test]
fn what_is_done_in_time_is_done_and_afterwards_late() {
    for (on, expected) in [(4, Outcome::Done), (14, Outcome::Late)] {
        let mut later = day(on);
        event(&mut later, EventType::Retreat, Some("access"), "RUS:mil");
        // Days between, so that the story goes on.
        let readings = [promised(Class::Undertaking), day(3), day(5), day(8), day(11), day(13), later];
        let found = outcomes(&readings, None);
        assert_eq!((found[0].outcome, found[0].pro.len()), (expected, 1));
        assert_eq!(found[0].pro[0].1, List::Events);
    }
}

#[test]
fn another_sides_deed_is_nobodys_fulfilment() {
    let mut later = day(4);
    event(&mut later, EventType::Retreat, Some("access"), "USA");
    assert_eq!(outcomes(&[promised(Class::Undertaking), later, day(12)], None)[0].outcome, Outcome::NoReport);
}

#[test]
fn a_breach_by_the_one_who_is_bound_breaks_it_and_with_a_deed_it_is_contested() {
    let mut first = promised(Class::Undertaking);
    arrangement(&mut first, ArrangementKind::Corridor, Phase::Announced, Some("RUS"));
    first.arrangements[0].parties = vec!["RUS".into()];
    let mut broken = day(5);
    let n = arrangement(&mut broken, ArrangementKind::Corridor, Phase::Violated, Some("un"));
    broken.arrangements[n].parties = vec!["RUS".into()];
    breach(&mut broken, n, "RUS:mil", Some("un"));
    let readings = [first, broken];
    let found = outcomes(&readings, None);
    assert_eq!(
        (found[0].outcome, &found[0].against[..]),
        (Outcome::Broken, &[Reference("r05".into(), List::Breaches, 0)][..])
    );
    let mut opened = day(6);
    event(&mut opened, EventType::Retreat, Some("access"), "RUS");
    let all = [&readings[..], &[opened]].concat();
    assert_eq!(outcomes(&all, None)[0].outcome, Outcome::Contested);
}

#[test]
fn only_undertakings_are_done_or_broken() {
    let words: [(Class, Outcome); 3] =
        [(Class::Target, Outcome::Met), (Class::Offer, Outcome::TakenUp), (Class::Forecast, Outcome::CameTrue)];
    for (class, expected) in words {
        let mut later = day(4);
        event(&mut later, EventType::Retreat, Some("access"), "RUS");
        assert_eq!(outcomes(&[promised(class), later], None)[0].outcome, expected);
    }
    // The same words as a target and as an undertaking are two.
    let mut other = promised(Class::Target);
    other.report.id = "other".into();
    assert_eq!(outcomes(&[promised(Class::Undertaking), other], None).len(), 2);
}

#[test]
fn a_moved_date_is_a_change_of_terms() {
    let mut later = day(3);
    let n = commitment(&mut later, "RUS:mod", Class::Undertaking, CommitmentKind::Corridor, "open three corridors");
    later.commitments[n].until = Some(time(&mut later, "2024-03-20"));
    let found = outcomes(&[promised(Class::Undertaking), later], None);
    assert_eq!((found.len(), found[0].mentions.len(), found[0].outcome), (1, 2, Outcome::Renegotiated));
    assert_eq!(found[0].until.as_deref(), Some("2024-03-20"));
}

#[test]
fn less_than_was_promised_is_partly_done() {
    let mut first = day(1);
    commitment(&mut first, "un", Class::Undertaking, CommitmentKind::Aid, "bring forty trucks of food into the town");
    figure(&mut first, Measure::Aid, 40.0, "trucks", None);
    first.figures[0].at.start = first.commitments[0].what.start + 6;
    let mut later = day(4);
    event(&mut later, EventType::Aid, None, "un");
    figure(&mut later, Measure::Aid, 12.0, "trucks", None);
    assert_eq!(outcomes(&[first, later], None)[0].outcome, Outcome::Partly);
}

#[test]
fn a_condition_that_those_who_should_meet_it_refuse_is_not_met() {
    let mut first = promised(Class::Undertaking);
    first.commitments[0].condition = Some(at(60_000, "if the fighters leave"));
    event(&mut first, EventType::Retreat, Some("withdraw"), "jaysh");
    first.events[0].trigger = at(60_007, "leave");
    first.events[0].aux = Some(Aux::Hypothetical);
    let mut later = day(4);
    event(&mut later, EventType::Reject, Some("yield"), "jaysh");
    let found = outcomes(&[first, later], None);
    assert_eq!((found[0].outcome, found[0].against.len()), (Outcome::ConditionNotMet, 1));
}

fn disagreements(readings: &[Reading]) -> Vec<Disagreement> {
    across(readings).disagreements
}

#[test]
fn different_figures_of_one_event_are_a_disagreement_of_their_sources() {
    let told = |id: &str, outlet: &str, number: f64, speaker: Option<&str>| {
        let mut reading = report(id, outlet, "2024-03-04T12:00", 1, 1);
        figure(&mut reading, Measure::Killed, number, "people", speaker);
        reading
    };
    let readings =
        [told("a", "A", 20.0, Some("SYR:gov")), told("b", "B", 50.0, Some("sohr")), told("c", "C", 50.0, Some("sohr"))];
    let found = disagreements(&readings);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].about, &found[0].by[..]), (About::Figure, &[Some("SYR:gov".into()), Some("sohr".into())][..]));
    assert_eq!(found[0].sides.iter().map(Vec::len).collect::<Vec<_>>(), [1, 2]);
    // The same source twice, another measure, or another event: no disagreement.
    assert!(disagreements(&[told("a", "A", 20.0, Some("sohr")), told("b", "B", 50.0, Some("sohr"))]).is_empty());
    let mut other = readings[1].clone();
    other.figures[0].measure = Measure::Injured;
    assert!(disagreements(&[readings[0].clone(), other]).is_empty());
    let mut both = readings[0].clone();
    figure(&mut both, Measure::Killed, 50.0, "people", Some("SYR:gov"));
    assert!(disagreements(&[both, readings[1].clone()]).is_empty(), "who gives both numbers gives them of two things");
}

#[test]
fn a_denial_stands_against_what_it_denies() {
    let mut reading = report("a", "A", "2024-03-04T12:00", 1, 1);
    statement(&mut reading, "RUS:mod", Stance::Accuse, "the fighters shelled the safe road of the civilians");
    statement(&mut reading, "grp:fighters", Stance::Deny, "shelling the safe road of the civilians");
    statement(&mut reading, "un", Stance::Inform, "snow fell upon hills far away today");
    let found = disagreements(&[reading]);
    let reference = |n| vec![Reference("a".into(), List::Statements, n)];
    assert_eq!((found.len(), found[0].about), (1, About::Denial));
    assert_eq!(found[0].sides, [reference(0), reference(1)]);
}

#[test]
fn a_truce_that_one_refuses_and_one_says_holds_is_a_disagreement() {
    let mut reading = report("a", "A", "2024-03-04T12:00", 1, 1);
    arrangement(&mut reading, ArrangementKind::Pause, Phase::InForce, Some("USA:mfa"));
    arrangement(&mut reading, ArrangementKind::Pause, Phase::Refused, Some("RUS:presidency"));
    arrangement(&mut reading, ArrangementKind::Pause, Phase::Proposed, Some("un"));
    let found = disagreements(&[reading]);
    assert_eq!((found.len(), found[0].about), (1, About::Phase));
    assert_eq!(found[0].by, [Some("RUS:presidency".into()), Some("USA:mfa".into())]);
}

#[test]
fn positions_are_quoted_and_in_order_of_time() {
    let mut first = day(1);
    arrangement(&mut first, ArrangementKind::Talks, Phase::Proposed, Some("RUS:mfa"));
    let mut second = day(3);
    arrangement(&mut second, ArrangementKind::Talks, Phase::Refused, Some("RUS"));
    second.statements[0].stance = Stance::Reject;
    for reading in [&mut first, &mut second] {
        reading.arrangements[0].parties = vec!["RUS".into(), "USA".into()];
        arrangement(reading, ArrangementKind::Pause, Phase::Proposed, Some("anon:source"));
    }
    let mut linker = Linker::new();
    [&second, &first].iter().for_each(|reading| assert!(linker.add(reading)));
    let found = linker.positions();
    assert_eq!(found.len(), 1, "a source without a name is no side");
    assert_eq!((&*found[0].arrangement, &*found[0].party), ("a1", "RUS"));
    let stands: Vec<_> = found[0].stands.iter().map(|s| (s.at.as_deref(), s.stance, s.phase)).collect();
    assert_eq!(
        stands,
        [(Some("2024-03-01"), Stance::Inform, Phase::Proposed), (Some("2024-03-03"), Stance::Reject, Phase::Refused)]
    );
}

#[test]
fn figures_by_source_are_rows_through_time() {
    let mut readings = [day(1), day(3)];
    for (reading, number) in readings.iter_mut().zip([2031.0, 2500.0]) {
        figure(reading, Measure::Breach, number, "times", Some("media:sputnik"));
        figure(reading, Measure::Breach, 10.0, "times", Some("un"));
    }
    let mut linker = Linker::new();
    readings.iter().for_each(|reading| assert!(linker.add(reading)));
    let rows: Vec<_> = linker
        .figures()
        .into_iter()
        .map(|row| (row.source.unwrap(), row.given.iter().map(|g| g.low.unwrap().0).collect::<Vec<_>>()))
        .collect();
    assert_eq!(rows, [("media:sputnik".into(), vec![2031.0, 2500.0]), ("un".into(), vec![10.0, 10.0])]);
}

#[test]
fn figures_of_one_thing_are_one_course_and_others_of_the_story_are_not() {
    let mut readings = [day(1), day(1), day(2)];
    readings[1].report.id = "z".into();
    readings[1].report.text_id = "again".into();
    for (reading, number) in readings.iter_mut().zip([12.0, 30.0, 14.0]) {
        figure(reading, Measure::Killed, number, "civilians", Some("media:sputnik"));
        figure(reading, Measure::Displaced, 500.0, "families", Some("un"));
    }
    readings[1].figures[1].counted = Some("trucks".into());
    let mut linker = Linker::new();
    readings.iter().for_each(|reading| assert!(linker.add(reading)));
    let across = linker.across(None);
    let killed: Vec<_> = across.figures.iter().filter(|f| f.measure == Measure::Killed).collect();
    assert_eq!(killed.len(), 1);
    assert_eq!(killed[0].counts.origins, 1);
    let given: Vec<f64> = killed[0].series[0].given.iter().map(|g| g.low.unwrap().0).collect();
    assert!(given.starts_with(&[12.0]) && given.len() >= 2, "{given:?}");
    for course in &across.figures {
        let reports: std::collections::BTreeSet<_> =
            course.series.iter().flat_map(|s| &s.given).map(|g| &g.figure.0).collect();
        assert!(reports.len() > 1, "what one report alone tells is no course");
    }
}

#[test]
fn each_side_of_a_disagreement_says_how_well_it_is_attested() {
    let mut reading = day(1);
    arrangement(&mut reading, ArrangementKind::Pause, Phase::InForce, Some("USA:mfa"));
    arrangement(&mut reading, ArrangementKind::Pause, Phase::Refused, Some("RUS:presidency"));
    reading.arrangements.iter_mut().for_each(|a| a.parties = vec!["RUS".into()]);
    let found = disagreements(&[reading]);
    let counts: Vec<_> = found[0].counts.iter().map(|c| (c.texts, &*c.named[0], c.sides.as_slice())).collect();
    assert_eq!(counts, [(1, "RUS:presidency", &[Attests::Own][..]), (1, "USA:mfa", &[Attests::Third][..])]);
}

#[test]
fn only_an_outlets_own_words_are_its_names_for_a_party() {
    let mut readings = [day(1), day(2)];
    let naming = |words: &str, voice| Naming {
        at: at(0, words),
        id: "grp:fighters".into(),
        kind: NamingKind::Marked,
        voice,
        rule: String::new(),
    };
    readings[0].naming = vec![naming("rebels", Voice::Outlet), naming("terrorists", Voice::Direct)];
    readings[1].naming = vec![naming("gunmen", Voice::Outlet), naming("gunmen", Voice::Outlet)];
    let found = naming_by_outlet(&readings);
    let rows: Vec<_> = found.iter().map(|c| (&*c.outlet, &*c.words, c.mentions.len())).collect();
    assert_eq!(rows, [("outlet 1", "rebels", 1), ("outlet 2", "gunmen", 2)]);
}

#[test]
fn what_many_copies_of_a_report_on_a_day_say_is_one_arrangement_one_commitment_and_no_disagreement() {
    let copy = |n: usize| {
        let mut copy = report(&format!("r{n:03}"), &format!("outlet {}", n % 9), "2024-03-01T10:00", 1, 1);
        (copy.sketch.runs, copy.report.text_id) = (40, "the text".into());
        copy.sketch.shingles = (0..40_u32).map(|n| format!("{:08x}", n * 7919)).collect();
        arrangement(&mut copy, ArrangementKind::Ceasefire, Phase::InForce, Some("RUS"));
        arrangement(&mut copy, ArrangementKind::Talks, Phase::Announced, Some("un"));
        commitment(&mut copy, "RUS", Class::Undertaking, CommitmentKind::Corridor, "open three corridors");
        copy
    };
    let copies: Vec<Reading> = (0..130).map(copy).collect();
    let found = across(&copies);
    assert_eq!((found.arrangements.len(), found.commitments.len(), found.disagreements.len()), (2, 1, 0));
    for course in &found.arrangements {
        let mentions: usize = course.phases.iter().map(|phase| phase.mentions.len()).sum();
        assert_eq!((mentions, course.counts.texts), (130, 1), "{:?}", course.kind);
    }
    assert_eq!(found.commitments[0].mentions.len(), 130);
}
