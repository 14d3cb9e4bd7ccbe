//! How alike short stretches of words are, by their letters alone: prefixes, endings and spellings differ
//! between outlets, and linking knows no language.

/// Runs of three letters within words, as numbers, ascending.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Letters(Box<[u32]>);

/// Letters in a run.
const RUN: usize = 3;

impl Letters {
    /// The runs of a text. A word shorter than a run is one.
    pub fn of(text: &str) -> Self {
        let mut runs = Vec::new();
        for word in text.split(|c: char| !c.is_alphanumeric()) {
            let letters: Vec<char> = word.chars().collect();
            match letters.len() {
                0 => {}
                1..RUN => runs.push(hash(&letters)),
                _ => runs.extend(letters.windows(RUN).map(hash)),
            }
        }
        runs.sort_unstable();
        runs.dedup();
        // There are many of them, and none ever grows.
        Letters(runs.into())
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Which part of the shorter one's runs both have, from 0 to 1.
    pub fn contained(&self, other: &Letters) -> f64 {
        self.part(other, self.0.len().min(other.0.len()))
    }

    /// Which part of all runs both have, from 0 to 1.
    pub fn alike(&self, other: &Letters) -> f64 {
        2.0 * self.part(other, self.0.len() + other.0.len())
    }

    fn part(&self, other: &Letters, of: usize) -> f64 {
        let both = self.0.iter().filter(|run| other.0.binary_search(run).is_ok()).count();
        if of == 0 { 0.0 } else { both as f64 / of as f64 }
    }
}

fn hash(run: &[char]) -> u32 {
    run.iter().fold(0x811c_9dc5, |h, &c| (h ^ c as u32).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::Letters;

    #[test]
    fn a_prefix_changes_little_and_other_words_much() {
        let of = Letters::of;
        assert!(of("eastern ghouta").contained(&of("theeastern ghouta, today")) > 0.99);
        assert!(of("opening three corridors").alike(&of("reopening three corridors")) > 0.8);
        assert!(of("opening corridors").alike(&of("paying money")) < 0.3);
        assert_eq!(of("").contained(&of("x")), 0.0);
    }
}
