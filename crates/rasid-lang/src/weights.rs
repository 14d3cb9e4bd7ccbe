//! Learned weights: how much each sign speaks for and against what a word or a phrase may be in an event.
//!
//! A sign is `template=value` or `template=value|value`; a line of the table gives its weight for each class of one
//! choice. The sum over all signs that hold, by the rule of logistic regression, says how likely each class is.

use crate::tables::triggers::MODES;
use rustc_hash::FxHashSet;

/// The table; see its header for the source and for the command that makes it again.
const TABLE: &str = include_str!("../data/ar/weights.tsv");

/// Weights are kept as whole numbers of such parts of one: their sums are the same in every order.
pub const STEPS: f32 = 64.0;

/// What is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Choice {
    /// What a word shows: nothing, or an event of one of PLOVER's types in their order.
    Event,
    /// What somebody is in an event: nobody, who does it, to whom it is done.
    Part,
    /// That nobody does it, or that it is done to nobody: the first class has no weights.
    Nobody,
    /// In which of PLOVER's modes an event is done: in none, or in one of [`MODES`].
    Mode,
    /// How an event is told: as happened, or by one of the codebook's values of `aux` in their order.
    Aux,
}

impl Choice {
    /// The word in the table.
    pub fn as_str(self) -> &'static str {
        match self {
            Choice::Event => "event",
            Choice::Part => "part",
            Choice::Nobody => "nobody",
            Choice::Aux => "aux",
            Choice::Mode => "mode",
        }
    }

    /// How many classes it has; the first is "none".
    pub const fn classes(self) -> usize {
        match self {
            Choice::Event => 17,
            Choice::Part | Choice::Nobody => 3,
            Choice::Aux => 5,
            Choice::Mode => 1 + MODES.len(),
        }
    }
}

/// How many bits there are for each place of an entry.
const BITS: usize = 4;

/// A part of a sign: its letters with their hash, so that a sign is looked up without being written.
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
    /// The letters.
    pub text: &'a str,
    hash: u64,
}

impl<'a> Part<'a> {
    /// The part with these letters.
    pub const fn new(text: &'a str) -> Self {
        Part { text, hash: hash(text.as_bytes()) }
    }

    /// The part with these letters, whose hash was taken before.
    #[inline]
    pub const fn kept(text: &'a str, hash: Hash) -> Self {
        Part { text, hash: hash.0 }
    }

    /// The hash of its letters, to be kept for later.
    pub const fn hash(self) -> Hash {
        Hash(self.hash)
    }
}

/// The hash of letters that are asked for again and again.
#[derive(Clone, Copy, Debug)]
pub struct Hash(u64);

impl Hash {
    /// Of these letters.
    pub const fn of(text: &str) -> Self {
        Part::new(text).hash()
    }
}

/// FNV-1a, whose 64 bits are spread once more where they are joined.
const fn hash(bytes: &[u8]) -> u64 {
    let mut sum = 0xcbf2_9ce4_8422_2325_u64;
    let mut i = 0;
    while i < bytes.len() {
        sum = (sum ^ bytes[i] as u64).wrapping_mul(0x0000_0100_0000_01b3);
        i += 1;
    }
    sum
}

/// The key of a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key(u64);

/// The key of the sign of this template with these values.
#[inline]
pub fn key(template: Part<'_>, values: &[Part<'_>]) -> Key {
    let spread = values
        .iter()
        .fold(template.hash, |sum, value| (sum.rotate_left(23) ^ value.hash).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    Key(spread)
}

/// The weights of the signs of one choice for its `N` classes besides "none", against "none", in steps of [`STEPS`].
///
/// A table of its own, since it is asked thousands of times for each report: key and weights of a sign lie in one line of
/// the cache, and as many signs as can be in each.
#[derive(Clone, Debug)]
pub struct Signs<const N: usize> {
    /// As many as a power of two, at most half of them taken; key zero is free.
    entries: Vec<(u32, [i8; N])>,
    taken: usize,
    /// A bit for each key that is kept: most signs that are asked for have no weights, and these few bits stay in the
    /// nearest cache, while the entries do not.
    kept: Vec<u64>,
}

impl<const N: usize> Default for Signs<N> {
    fn default() -> Self {
        Self::with_room(0)
    }
}

impl<const N: usize> Signs<N> {
    /// Where a key stands, or would stand, and what is kept of it.
    #[inline]
    fn place(&self, key: Key) -> (usize, u32) {
        let (mask, kept) = (self.entries.len() - 1, key.0 as u32 | 1);
        let mut at = (key.0 >> 32) as usize & mask;
        while self.entries[at].0 != 0 && self.entries[at].0 != kept {
            at = (at + 1) & mask;
        }
        (at, kept)
    }

    /// Room for so many signs.
    fn with_room(signs: usize) -> Self {
        let room = (signs * 2).next_power_of_two().max(2);
        Signs { entries: vec![(0, [0; N]); room], taken: 0, kept: vec![0; (room * BITS).div_ceil(64)] }
    }

    /// Which of the bits is a key's.
    #[inline]
    fn bit(&self, key: Key) -> (usize, u64) {
        let bit = (key.0 >> 16) as usize & (self.entries.len() * BITS - 1);
        (bit / 64, 1 << (bit % 64))
    }

    /// Whether nothing was learned.
    pub fn is_empty(&self) -> bool {
        self.taken == 0
    }

    fn insert(&mut self, key: Key, weights: [i8; N]) {
        let (word, bit) = self.bit(key);
        self.kept[word] |= bit;
        let (at, kept) = self.place(key);
        self.taken += usize::from(self.entries[at].0 == 0);
        self.entries[at] = (kept, weights);
    }

    /// The weights of a sign, where it has any.
    #[inline]
    pub fn of(&self, key: Key) -> Option<&[i8; N]> {
        let (word, bit) = self.bit(key);
        if self.kept[word] & bit == 0 {
            return None;
        }
        let entry = &self.entries[self.place(key).0];
        (entry.0 != 0).then_some(&entry.1)
    }
}

/// The weights of all signs.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    /// Of a word.
    pub events: Signs<{ Choice::Event.classes() - 1 }>,
    /// Of somebody in an event.
    pub parts: Signs<{ Choice::Part.classes() - 1 }>,
    /// Of an event in which nobody takes part.
    pub nobody: Signs<{ Choice::Nobody.classes() - 1 }>,
    /// Of how an event is told.
    pub auxes: Signs<{ Choice::Aux.classes() - 1 }>,
    /// Of the mode of an event.
    pub modes: Signs<{ Choice::Mode.classes() - 1 }>,
    seeds: FxHashSet<u64>,
}

impl Weights {
    /// Those that come with the program.
    pub fn builtin() -> Self {
        Self::read(TABLE)
    }

    /// Reads a table: lines of choice, sign, and `class:weight` after each other, with tabs between the three; `seed` and a
    /// skeleton name words to look at. Lines of another form are passed over.
    pub fn read(text: &str) -> Self {
        let count = |choice: Choice| text.lines().filter(|line| line.starts_with(choice.as_str())).count();
        let mut weights = Weights {
            events: Signs::with_room(count(Choice::Event)),
            parts: Signs::with_room(count(Choice::Part)),
            nobody: Signs::with_room(count(Choice::Nobody)),
            auxes: Signs::with_room(count(Choice::Aux)),
            modes: Signs::with_room(count(Choice::Mode)),
            seeds: FxHashSet::default(),
        };
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('\t');
            let (Some(choice), Some(sign), row) = (cells.next(), cells.next(), cells.next()) else { continue };
            let row = row.unwrap_or_default();
            match choice {
                "seed" => drop(weights.seeds.insert(hash(sign.as_bytes()))),
                "event" => weights.events.insert(key_of(sign), cells_of(row)),
                "part" => weights.parts.insert(key_of(sign), cells_of(row)),
                "nobody" => weights.nobody.insert(key_of(sign), cells_of(row)),
                "aux" => weights.auxes.insert(key_of(sign), cells_of(row)),
                "mode" => weights.modes.insert(key_of(sign), cells_of(row)),
                _ => {}
            }
        }
        weights
    }

    /// Whether nothing was learned.
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// Whether a word with this skeleton may show an event that no other table knows.
    #[inline]
    pub fn is_seed(&self, skeleton: Part<'_>) -> bool {
        self.seeds.contains(&skeleton.hash)
    }
}

/// The key of a sign as it is written.
fn key_of(sign: &str) -> Key {
    let (template, values) = sign.split_once('=').unwrap_or((sign, ""));
    let values: Vec<Part<'_>> = values.split('|').map(Part::new).collect();
    key(Part::new(template), &values)
}

/// The weights in a row; those for no class or that are no number are left.
fn cells_of<const N: usize>(row: &str) -> [i8; N] {
    let (mut none, mut others) = (0.0, [0.0; N]);
    for (class, weight) in row.split(' ').filter_map(|cell| cell.split_once(':')) {
        let (Ok(class), Ok(weight)) = (class.parse::<usize>(), weight.parse::<f32>()) else { continue };
        let cell = class.checked_sub(1).map_or(Some(&mut none), |n| others.get_mut(n));
        if let Some(cell) = cell.filter(|_| weight.is_finite()) {
            *cell = weight;
        }
    }
    // A cast keeps what is too large at the greatest.
    others.map(|weight| ((weight - none) * STEPS).round() as i8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_is_found_by_its_parts_and_other_lines_are_passed_over() {
        let table = "# x\nevent\tw|n=قصف|مدينة\t0:-1.5 3:2\npart\tb=\t1:0.5\nseed\tقصف\nevent\nrubbish\n";
        let weights = Weights::read(table);
        let sign = key(Part::new("w|n"), &[Part::new("قصف"), Part::new("مدينة")]);
        let row = weights.events.of(sign).expect("the sign is there");
        assert_eq!((row[0], row[2]), (96, 127), "against none; at most what has room");
        assert!(weights.parts.of(sign).is_none());
        assert_eq!(weights.parts.of(key(Part::new("b"), &[Part::new("")])), Some(&[32, 0]));
        assert!(weights.is_seed(Part::new("قصف")) && !weights.is_seed(Part::new("قتل")));
    }

    #[test]
    fn a_weight_for_no_class_or_that_is_no_number_is_left() {
        let weights = Weights::read("part\tb=\t3:1 1:NaN 1:inf 2:1\n");
        assert_eq!(weights.parts.of(key(Part::new("b"), &[Part::new("")])), Some(&[0, 64]));
    }

    #[test]
    fn many_signs_are_all_found() {
        let lines: String = (0..5000).map(|n| format!("part\tn={n}\t1:{:.4}\n", (n % 100) as f32 / 64.0)).collect();
        let weights = Weights::read(&lines);
        for n in 0..5000 {
            let sign = key(Part::new("n"), &[Part::new(&n.to_string())]);
            assert_eq!(weights.parts.of(sign).map(|row| row[0]), Some((n % 100) as i8), "{n}");
        }
    }
}
