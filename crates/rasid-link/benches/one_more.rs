//! One report more in an archive of 20,000: how long it takes until its links are known.

#[expect(dead_code, reason = "the tests use more of it")]
#[path = "../tests/made/mod.rs"]
mod made;

use made::{Chance, reading, words};
use rasid_link::Linker;
use std::time::{Duration, Instant};

/// Reports that are held already, over so many days.
const HELD: usize = 20_000;
const DAYS: usize = 140;
/// How long one more may take.
const LIMIT: Duration = Duration::from_millis(50);

/// A date and time `day` days after the first of January 2024.
fn date(day: usize, minute: usize) -> String {
    const MONTHS: [usize; 12] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let (mut month, mut day) = (0, day);
    while day >= MONTHS[month] {
        day -= MONTHS[month];
        month += 1;
    }
    format!("2024-{:02}-{:02}T{:02}:{:02}", month + 1, day + 1, minute / 60, minute % 60)
}

fn main() {
    let mut chance = Chance(11);
    let mut linker = Linker::new();
    for n in 0..HELD {
        let (story, day) = (chance.below(200), n * DAYS / HELD);
        let words = words(story, day, &mut chance);
        linker.add(&reading(&format!("r{n}"), &format!("o{}", n % 5), Some(&date(day, chance.below(1440))), &words));
    }
    linker.links();
    // The same event told by another outlet an hour later.
    let first = reading("first", "one", Some(&date(70, 600)), &words(7, 999, &mut chance));
    let more = reading("more", "two", Some(&date(70, 660)), &words(7, 999, &mut chance));
    linker.add(&first);
    linker.links();
    let began = Instant::now();
    linker.add(&more);
    let link = linker.link("more").expect("it was added");
    let took = began.elapsed();
    assert_eq!((link.event.as_str(), linker.len()), ("first", HELD + 2));
    println!("one report more among {HELD}: {:.1} ms", took.as_secs_f64() * 1e3);
    assert!(took < LIMIT, "it took {took:?}, which is more than {LIMIT:?}");
}
