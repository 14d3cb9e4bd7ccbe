//! Which stretches of time reports were filed under lately.
//!
//! Reports mostly come in the order of their publication. What is filed under a stretch that no report came to for
//! some time can be packed, and the memory of a large archive is that of its packed stretches.

/// Stretches that stay as they are: those a report is compared with, and one more for those that come late.
const OPEN: usize = 5;

/// The stretches under which reports were filed lately, the last one at the end.
#[derive(Debug)]
pub(crate) struct Recent<K> {
    keys: Vec<K>,
}

impl<K> Default for Recent<K> {
    fn default() -> Self {
        Recent { keys: Vec::with_capacity(OPEN + 1) }
    }
}

impl<K: Copy + PartialEq> Recent<K> {
    /// Notes that a report is filed under `key`; says which other stretch is no recent one any more.
    pub fn touch(&mut self, key: K) -> Option<K> {
        if let Some(at) = self.keys.iter().rposition(|known| *known == key) {
            self.keys.remove(at);
        }
        self.keys.push(key);
        (self.keys.len() > OPEN).then(|| self.keys.remove(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_that_no_report_came_to_for_longest_is_named() {
        let mut recent = Recent::default();
        let named: Vec<Option<i64>> = [1, 2, 3, 4, 5, 1, 6, 6, 7].map(|key| recent.touch(key)).to_vec();
        assert_eq!(named, [None, None, None, None, None, None, Some(2), None, Some(3)]);
    }
}
