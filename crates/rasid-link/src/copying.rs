//! Copies by pairs: for programs that bring possible pairs together themselves, on many machines.
//!
//! [`Linker`](crate::Linker) finds the pairs and decides about each of them. Where reports are too many for one
//! machine, another program finds them, by [`Copying::hashes`] and [`Copying::stretch`], and asks
//! [`Copying::repeats`]. The answer is the same: a pair that is one of copies has at least [`LEAST`] hashes in
//! common, and its stretches of days are the same or neighbours unless a date is missing.

use crate::copies::{self, is_copy};
use crate::features::Features;
use crate::frequencies::Frequencies;
use rasid_record::{Anchor, Event, Reading, Report};

/// Hashes that two reports have in common at least where one repeats the other.
pub const LEAST: usize = copies::LEAST;

/// A reading with no more of `reading` than decides about copies: its sketch, where and when it was published, and
/// which types of events it opens with. A tenth as long, and without its text.
pub fn essence(reading: &Reading) -> Reading {
    let Report { id, text_id, outlet, title, published, .. } = reading.report.clone();
    let mut essence = Reading::empty(Report { id, text_id, outlet, title, published, ..Report::default() });
    let bare = |event: &Event| Event {
        mode: None,
        trigger: Anchor { text: String::new(), ..event.trigger.clone() },
        actors: Vec::new(),
        recipients: Vec::new(),
        when: None,
        place: None,
        by: None,
        rule: String::new(),
        ..event.clone()
    };
    essence.events = reading.events.iter().map(bare).collect();
    essence.sketch = reading.sketch.clone();
    essence
}

/// What decides: the table of how telling words are.
pub struct Decision(Frequencies);

impl Decision {
    /// That of this release.
    pub fn builtin() -> Self {
        Decision(Frequencies::builtin())
    }

    /// What decides about copies of the report of `reading`.
    pub fn of(&self, reading: &Reading) -> Copying {
        Copying(Features::of(reading, &self.0))
    }
}

/// What decides about copies of one report.
pub struct Copying(Features);

impl Copying {
    /// Identifier of the report.
    pub fn id(&self) -> &str {
        &self.0.id
    }

    /// When it was published, in minutes; of the copies of a wording the one with the least, and then with the
    /// least identifier, is the first. A report without a date comes after all others.
    pub fn minute(&self) -> Option<i64> {
        self.0.minute
    }

    /// Number of the stretch of days in which it was published. Reports further apart than neighbouring
    /// stretches are no copies of one another; one without a date may be a copy of any.
    pub fn stretch(&self) -> Option<i64> {
        self.0.day().map(copies::stretch)
    }

    /// The hashes of runs of words in its sketch, ascending.
    pub fn hashes(&self) -> &[u32] {
        self.0.wording.hashes()
    }

    /// Whether one of the two repeats the other.
    pub fn repeats(&self, other: &Copying) -> bool {
        is_copy(&self.0, &other.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rasid_record::Sketch;

    fn reading(id: &str, outlet: &str, published: Option<&str>, hashes: std::ops::Range<u32>) -> Reading {
        let report = Report {
            id: id.into(),
            outlet: Some(outlet.into()),
            published: published.map(Into::into),
            text: "a text".into(),
            title: Some("a title".into()),
            ..Report::default()
        };
        let shingles: Vec<String> = hashes.map(|n| format!("{:08x}", n * 7919)).collect();
        let terms = [("truce".to_owned(), 3), ("harbour".to_owned(), 1)].into();
        let sketch = Sketch { runs: shingles.len() as u32, shingles, terms, ..Sketch::default() };
        Reading { sketch, ..Reading::empty(report) }
    }

    #[test]
    fn pairs_are_decided_as_the_linker_decides_them_and_have_keys_in_common() {
        let days = [None, Some("2018-03-01"), Some("2018-03-03T10:00"), Some("2018-03-09")];
        let runs = [0..40, 4..44, 30..70, 31..70, 0..9];
        let decision = Decision::builtin();
        let readings: Vec<Reading> = (days.iter().enumerate())
            .flat_map(|(d, day)| {
                runs.iter().enumerate().flat_map(move |(r, runs)| {
                    ["A", "B"].map(|outlet| reading(&format!("{d}{r}{outlet}"), outlet, *day, runs.clone()))
                })
            })
            .collect();
        let mut copies = 0;
        for a in &readings {
            for b in readings.iter().filter(|b| b.report.id > a.report.id) {
                let linked = crate::link([a, b]).iter().any(|link| link.copy_of.is_some());
                let (x, y) = (decision.of(a), decision.of(&essence(b)));
                assert_eq!(x.repeats(&y), linked, "{} {}", a.report.id, b.report.id);
                assert_eq!(y.repeats(&x), linked, "{} {}", a.report.id, b.report.id);
                if linked {
                    copies += 1;
                    let shared = x.hashes().iter().filter(|hash| y.hashes().contains(hash)).count();
                    assert!(shared >= LEAST);
                    let apart = x.stretch().zip(y.stretch()).map_or(0, |(x, y)| x.abs_diff(y));
                    assert!(apart <= 1);
                }
            }
        }
        assert!(copies > 20, "{copies} pairs are copies");
    }
}
