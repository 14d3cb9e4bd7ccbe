//! Readings made up of numbered words: stories have words of their own, and so have their events.

use rasid_record::{Reading, Report};

/// Numbers that look like chance and are the same always.
pub struct Chance(pub u64);

impl Chance {
    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }

    /// The items in another order.
    pub fn shuffled<T: Clone>(&mut self, items: &[T]) -> Vec<T> {
        let mut items = items.to_vec();
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
        items
    }
}

/// A reading of a report with these words, the first of which are its title.
pub fn reading(id: &str, outlet: &str, published: Option<&str>, words: &[String]) -> Reading {
    let mut reading = Reading::empty(Report {
        id: id.to_owned(),
        outlet: Some(outlet.to_owned()),
        published: published.map(str::to_owned),
        ..Report::default()
    });
    let sketch = &mut reading.sketch;
    let (title, body) = words.split_at(words.len().min(6));
    sketch.title = title.to_vec();
    for (place, word) in words.iter().enumerate() {
        *sketch.terms.entry(word.clone()).or_default() += 1;
        if place < 60 {
            *sketch.opening.entry(word.clone()).or_default() += 1;
        }
    }
    // A run is known by its words; any hash of them will do.
    let hash = |run: &[String]| {
        run.join(" ").bytes().fold(0x811c_9dc5_u32, |h, b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193))
    };
    let mut runs: Vec<u32> = body.windows(3).map(hash).collect();
    runs.sort_unstable();
    runs.dedup();
    sketch.runs = runs.len() as u32;
    sketch.shingles = runs.iter().map(|run| format!("{run:08x}")).collect();
    reading
}

/// Words of a report on event `event` of story `story`: half of them are the event's, the rest the story's
/// and any.
pub fn words(story: usize, event: usize, chance: &mut Chance) -> Vec<String> {
    (0..90)
        .map(|_| match chance.below(10) {
            0..5 => format!("event{story}x{event}x{}", chance.below(25)),
            5..8 => format!("story{story}x{}", chance.below(25)),
            _ => format!("any{}", chance.below(400)),
        })
        .collect()
}

/// Reports of several outlets on stories that run for weeks, copies and reports without a date among them.
pub fn archive(reports: usize) -> Vec<Reading> {
    let mut chance = Chance(7);
    let mut texts: Vec<Vec<String>> = Vec::new();
    (0..reports)
        .map(|n| {
            let (story, day) = (chance.below(9), chance.below(40));
            let repeated = n > 10 && chance.below(8) == 0;
            let words =
                if repeated { texts[n - 1 - chance.below(9)].clone() } else { words(story, day / 3, &mut chance) };
            texts.push(words.clone());
            let hour = chance.below(24);
            let published = format!("2024-{:02}-{:02}T{hour:02}:00", 3 + day / 28, 1 + day % 28);
            let dated = chance.below(12) != 0;
            reading(&format!("r{n}"), &format!("outlet {}", chance.below(4)), dated.then_some(&published), &words)
        })
        .collect()
}
