//! A table from written words to numbers, whose short words lie in it themselves: to find one costs one look into
//! memory, where a map of strings takes three.

use rustc_hash::FxHashMap;

/// Bytes of the longest word that lies in the table itself: eleven Arabic letters. The last byte is its length.
const SHORT: usize = 23;

/// A word and its number.
#[derive(Clone, Copy, Debug)]
struct Entry {
    word: [u64; 3],
    number: u32,
}

/// The number of an entry that is free.
const FREE: u32 = u32::MAX;

/// The table.
#[derive(Debug, Default)]
pub(crate) struct Table {
    /// As many as a power of two, or none; at most half of them are taken.
    entries: Vec<Entry>,
    taken: usize,
    long: FxHashMap<Box<str>, u32>,
}

impl Table {
    /// The number of `word`.
    #[inline]
    pub fn get(&self, word: &str) -> Option<u32> {
        let Some(key) = key(word) else { return self.long.get(word).copied() };
        if self.entries.is_empty() {
            return None;
        }
        let entry = &self.entries[self.place(&key)];
        (entry.number != FREE).then_some(entry.number)
    }

    /// Keeps `number` for `word`, which is not here yet.
    pub fn insert(&mut self, word: &str, number: u32) {
        let Some(key) = key(word) else {
            self.long.insert(word.into(), number);
            return;
        };
        if self.taken * 2 >= self.entries.len() {
            let free = Entry { word: [0; 3], number: FREE };
            let more = vec![free; (self.entries.len() * 2).max(1024)];
            for entry in std::mem::replace(&mut self.entries, more).into_iter().filter(|e| e.number != FREE) {
                let place = self.place(&entry.word);
                self.entries[place] = entry;
            }
        }
        let place = self.place(&key);
        self.entries[place] = Entry { word: key, number };
        self.taken += 1;
    }

    /// Where a word stands, or would stand.
    fn place(&self, key: &[u64; 3]) -> usize {
        let mask = self.entries.len() - 1;
        let mut place = hash(key) as usize & mask;
        while self.entries[place].number != FREE && self.entries[place].word != *key {
            place = (place + 1) & mask;
        }
        place
    }
}

/// A short word with its length; nothing for a longer one.
#[inline]
fn key(word: &str) -> Option<[u64; 3]> {
    if word.len() > SHORT {
        return None;
    }
    let mut bytes = [0; 24];
    bytes[..word.len()].copy_from_slice(word.as_bytes());
    bytes[SHORT] = word.len() as u8;
    let part = |n: usize| u64::from_le_bytes([0, 1, 2, 3, 4, 5, 6, 7].map(|k| bytes[8 * n + k]));
    Some([part(0), part(1), part(2)])
}

/// Folded multiplications, in which every bit of the word counts for every bit of the result.
fn hash(key: &[u64; 3]) -> u64 {
    let fold = |a: u64, b: u64| {
        let product = u128::from(a) * u128::from(b);
        product as u64 ^ (product >> 64) as u64
    };
    let first = fold(key[0] ^ 0x9e37_79b9_7f4a_7c15, key[1] ^ 0xbf58_476d_1ce4_e5b9);
    fold(first ^ key[2], 0x94d0_49bb_1331_11eb)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_again_whatever_its_length() {
        let words: Vec<String> = (0..3000).map(|n| format!("{n}{}", "x".repeat(n % 40))).collect();
        let mut table = Table::default();
        assert_eq!(table.get("x"), None);
        for (n, word) in (0..).zip(&words) {
            assert_eq!(table.get(word), None);
            table.insert(word, n);
        }
        for (n, word) in (0..).zip(&words) {
            assert_eq!(table.get(word), Some(n), "{word}");
        }
        assert_eq!(table.get(""), None);
        // Zeros at the end belong to a word.
        assert_eq!((table.get("0\0"), table.get("0")), (None, Some(0)));
    }
}
