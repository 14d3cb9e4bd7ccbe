//! What links must be whatever the order, and what they are for reports that can be told apart by eye.

mod made;

use made::{Chance, archive, reading, words};
use rasid_link::{Linker, link};
use rasid_record::{Link, Reading};

fn sorted(mut links: Vec<Link>) -> Vec<Link> {
    links.sort_by(|a, b| a.id.cmp(&b.id));
    links
}

/// The links of `readings`, each asked for as it comes.
fn one_by_one(readings: &[Reading]) -> Vec<Link> {
    let mut linker = Linker::new();
    for reading in readings {
        assert!(linker.add(reading));
        assert_eq!(linker.link(&reading.report.id).unwrap().id, reading.report.id);
    }
    linker.numbered_links()
}

fn at_once(readings: &[Reading]) -> Vec<Link> {
    let mut linker = Linker::new();
    readings.iter().for_each(|reading| assert!(linker.add(reading)));
    linker.numbered_links()
}

#[test]
fn any_order_one_by_one_or_at_once_gives_the_same_links() {
    let readings = archive(400);
    let expected = sorted(at_once(&readings));
    let mut chance = Chance(3);
    for _ in 0..4 {
        let shuffled = chance.shuffled(&readings);
        assert_eq!(sorted(at_once(&shuffled)), expected);
        assert_eq!(sorted(one_by_one(&shuffled)), expected);
    }
    // Else the comparison would say little.
    let count = |of: fn(&Link) -> bool| expected.iter().filter(|link| of(link)).count();
    assert!(count(|link| link.copy_of.is_some()) > 10);
    let labels = |of: fn(&Link) -> &String| expected.iter().map(of).collect::<std::collections::BTreeSet<_>>().len();
    let (events, stories) = (labels(|link| &link.event), labels(|link| &link.story));
    assert!(stories < events && events < readings.len(), "{stories} stories, {events} events");
}

#[test]
fn an_event_lies_in_one_story() {
    let links = at_once(&archive(400));
    for a in &links {
        assert!(links.iter().all(|b| a.event != b.event || a.story == b.story), "{a:?}");
    }
}

#[test]
fn reports_of_one_event_are_together_and_a_later_development_is_another_event_of_the_story() {
    let mut chance = Chance(1);
    let mut report = |id, outlet, at, story, event| reading(id, outlet, Some(at), &words(story, event, &mut chance));
    let readings = [
        report("a", "A", "2024-03-04T10:00", 1, 1),
        report("b", "B", "2024-03-04T12:00", 1, 1),
        report("later", "A", "2024-03-06T09:00", 1, 2),
        report("other", "B", "2024-03-04T11:00", 2, 1),
    ];
    let links = link(&readings);
    assert_eq!((&*links[0].event, &*links[1].event), ("a", "a"), "events are called after their first report");
    assert_ne!(links[2].event, "a");
    assert_eq!((&*links[1].story, &*links[2].story), ("a", "a"));
    assert_ne!(links[3].story, "a");
    assert!(links.iter().all(|link| link.copy_of.is_none()));
}

#[test]
fn the_earliest_of_those_whose_wording_is_repeated_is_the_origin() {
    let mut chance = Chance(2);
    let text = words(1, 1, &mut chance);
    let excerpt = [&words(1, 1, &mut chance)[..6], &text[30..]].concat();
    let at =
        |id, outlet, hour: &str, words: &[String]| reading(id, outlet, Some(&format!("2024-03-04T{hour}:00")), words);
    let readings = [
        at("printed", "B", "12", &text),
        at("agency", "A", "08", &text),
        at("excerpt", "C", "15", &excerpt),
        at("own words", "D", "09", &words(1, 1, &mut chance)),
    ];
    let origins: Vec<Option<String>> = link(&readings).into_iter().map(|link| link.copy_of).collect();
    assert_eq!(origins, [Some("agency".into()), None, Some("agency".into()), None]);
}

#[test]
fn an_outlet_that_repeats_its_background_copies_nothing() {
    let mut chance = Chance(5);
    let background = words(1, 9, &mut chance);
    let report = |id, at, event, chance: &mut Chance| {
        let own = words(1, event, chance);
        reading(id, "A", Some(at), &[&own[..60], &background[..80]].concat())
    };
    let readings = [report("a", "2024-03-04T10:00", 1, &mut chance), report("b", "2024-03-05T10:00", 2, &mut chance)];
    assert!(link(&readings).iter().all(|link| link.copy_of.is_none()));
}

#[test]
fn an_outlet_that_tells_half_a_day_later_what_came_next_copies_nothing_unless_it_prints_the_text_again() {
    let mut chance = Chance(6);
    let text = words(1, 1, &mut chance);
    let changed = [&words(1, 1, &mut chance)[..25], &text[15..]].concat();
    let copy_of = |words: &[String], outlet: &str, at: &str| {
        let readings = [reading("a", "A", Some("2024-03-04T08:00"), &text), reading("b", outlet, Some(at), words)];
        link(&readings).pop().unwrap().copy_of
    };
    assert_eq!(copy_of(&changed, "A", "2024-03-04T10:00").as_deref(), Some("a"), "an update of the same hours");
    assert_eq!(copy_of(&changed, "A", "2024-03-05T08:00"), None, "what came next");
    assert_eq!(copy_of(&changed, "B", "2024-03-05T08:00").as_deref(), Some("a"), "another outlet");
    assert_eq!(copy_of(&text, "A", "2024-03-05T08:00").as_deref(), Some("a"), "the same text");
}

#[test]
fn what_lies_weeks_apart_is_no_event_and_no_copy() {
    let text = words(1, 1, &mut Chance(4));
    let readings = [reading("a", "A", Some("2024-03-04"), &text), reading("b", "B", Some("2024-03-24"), &text)];
    let links = link(&readings);
    assert_ne!(links[0].event, links[1].event);
    assert_eq!(links[1].copy_of, None);
}

#[test]
fn hostile_sketches_do_no_harm() {
    let mut empty = reading("empty", "A", Some("not a date"), &[]);
    empty.sketch.shingles = vec!["no hash".into(), String::new(), "ffffffffffffffffffffffff".into()];
    let mut odd = reading("odd", "", Some("2024-03-04T99:99"), &["".into()]);
    odd.sketch.runs = u32::MAX;
    odd.sketch.terms.insert("x".into(), 0);
    let links = link(&[empty.clone(), odd, empty]);
    assert_eq!(links.len(), 2, "an identifier counts once");
    assert!(links.iter().all(|link| link.event == link.id && link.story == link.id && link.copy_of.is_none()));
}

#[test]
fn the_reasons_of_a_link_can_be_asked_for() {
    let mut chance = Chance(6);
    let mut linker = Linker::new();
    for (id, event) in [("a", 1), ("b", 1), ("c", 2)] {
        linker.add(&reading(id, id, Some("2024-03-04"), &words(1, event, &mut chance)));
    }
    let likely = |other| linker.evidence("a", other).unwrap().one_event();
    assert!(likely("b") > 0.5 && likely("c") < likely("b"));
    assert!(linker.evidence("a", "none").is_none() && linker.repeated("a", "b") < Some(0.2));
}

#[test]
fn finishing_gives_what_could_be_asked_for_before() {
    let mut linker = Linker::new();
    archive(200).iter().for_each(|reading| assert!(linker.add(reading)));
    let before = (linker.numbered_links(), linker.across(None));
    assert_eq!(linker.finish(None), before);
}

/// Copies of one report by several outlets on one day, and what linking them compares.
fn copies(count: usize, backwards: bool) -> (Vec<Link>, u64) {
    let text = words(1, 1, &mut Chance(8));
    let mut linker = Linker::new();
    let mut numbers: Vec<usize> = (0..count).collect();
    if backwards {
        numbers.reverse();
    }
    for n in numbers {
        let at = format!("2024-03-04T{:02}:{:02}", n / 60 % 24, n % 60);
        assert!(linker.add(&reading(&format!("r{n:05}"), &format!("outlet {}", n % 7), Some(&at), &text)));
    }
    let links = sorted(linker.numbered_links());
    (links, linker.compared())
}

#[test]
fn many_copies_of_a_report_on_a_day_are_one_event_and_each_costs_the_same() {
    for backwards in [false, true] {
        let (links, compared) = copies(240, backwards);
        for link in &links[1..] {
            assert_eq!((&*link.event, &*link.story, link.copy_of.as_deref()), ("e1", "s1", Some("r00000")), "{link:?}");
        }
        assert_eq!((&*links[0].event, links[0].copy_of.as_deref()), ("e1", None));
        let (_, fewer) = copies(120, backwards);
        assert!(compared <= 2 * fewer + 100, "{fewer} comparisons for 120 copies, {compared} for 240");
    }
}
