//! Inputs made of others by chance, the same for the same number: pieces are flipped, cut, doubled, put in from
//! elsewhere, and repeated many times, since nesting and repetition are what parsers fall over.

/// The largest input that is made.
pub const LARGEST: usize = 48 * 1024;
/// Characters that mean something to whoever shows or cuts text: ends of strings and lines, escapes of terminals,
/// marks of direction, joiners, combining marks, the replacement character, what is beyond the first plane.
const CHARACTERS: [&str; 24] = [
    "\0",
    "\n",
    "\r\n",
    "\t",
    "\u{1b}[31m",
    "\u{7f}",
    "\u{85}",
    "\u{200b}",
    "\u{200d}",
    "\u{200f}",
    "\u{202e}",
    "\u{2066}",
    "\u{2028}",
    "\u{feff}",
    "\u{fffd}",
    "\u{ffff}",
    "\u{301}",
    "\u{651}",
    "\u{640}",
    "\u{10ffff}",
    "\u{1f468}\u{200d}\u{1f469}",
    "\u{ab}",
    "\u{bb}",
    "\"",
];
/// Numbers at which counting goes wrong.
const NUMBERS: [&str; 12] = [
    "0",
    "-1",
    "1",
    "127",
    "255",
    "65536",
    "2147483648",
    "4294967295",
    "9223372036854775808",
    "18446744073709551616",
    "1e309",
    "99999999999999999999999999",
];

/// Chance that can be had again: splitmix64.
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    /// The chance of the `nth` input of a target under a seed.
    pub fn of(seed: u64, target: &str, nth: u64) -> Self {
        let named = target
            .bytes()
            .fold(seed ^ 0x9e37_79b9_7f4a_7c15, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        let mut chance = Chance(named ^ nth.wrapping_mul(0xbf58_476d_1ce4_e5b9));
        chance.next();
        chance
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`, which is not 0.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    fn one<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len())]
    }
}

/// An input made of `seeds` by this chance.
pub fn input(chance: &mut Chance, seeds: &[Vec<u8>], words: &[&str]) -> Vec<u8> {
    if seeds.is_empty() {
        return Vec::new();
    }
    let mut bytes = seeds[chance.below(seeds.len())].clone();
    // Few changes leave most of the structure as it is, many look at what is left of it.
    let many = 1 << chance.below(6);
    for _ in 0..=chance.below(many) {
        change(chance, &mut bytes, seeds, words);
        bytes.truncate(LARGEST);
    }
    bytes
}

/// A piece of `bytes`, most often a short one.
fn piece(chance: &mut Chance, bytes: &[u8]) -> std::ops::Range<usize> {
    let start = chance.below(bytes.len() + 1);
    let longest = if chance.below(4) == 0 { bytes.len() } else { 24 };
    start..(start + chance.below(longest.max(1) + 1)).min(bytes.len())
}

fn change(chance: &mut Chance, bytes: &mut Vec<u8>, seeds: &[Vec<u8>], words: &[&str]) {
    let at = chance.below(bytes.len() + 1);
    match chance.below(14) {
        0 if at < bytes.len() => bytes[at] ^= 1 << chance.below(8),
        1 if at < bytes.len() => bytes[at] = chance.below(256) as u8,
        2 => {
            let range = piece(chance, bytes);
            bytes.drain(range);
        }
        3 => {
            let doubled = bytes[piece(chance, bytes)].to_vec();
            bytes.splice(at..at, doubled);
        }
        4 => {
            let other = &seeds[chance.below(seeds.len())];
            let taken = other[piece(chance, other)].to_vec();
            bytes.splice(at..at, taken);
        }
        5 => {
            let other = &seeds[chance.below(seeds.len())];
            let rest = other[chance.below(other.len() + 1)..].to_vec();
            bytes.truncate(at);
            bytes.extend(rest);
        }
        6 | 7 if !words.is_empty() => {
            let word = chance.one(words).as_bytes();
            bytes.splice(at..at, word.iter().copied());
        }
        8 => {
            // The same again and again: brackets, tags, quotation marks, words, headers.
            let range = piece(chance, bytes);
            let mut again = match chance.below(3) {
                0 => chance.one(&CHARACTERS).as_bytes().to_vec(),
                1 if !words.is_empty() => chance.one(words).as_bytes().to_vec(),
                _ => bytes[range].to_vec(),
            };
            again.truncate(64);
            let times: usize = 1 << chance.below(13);
            bytes.splice(at..at, again.repeat(times).into_iter().take(LARGEST));
        }
        9 => {
            let character = chance.one(&CHARACTERS).as_bytes();
            bytes.splice(at..at, character.iter().copied());
        }
        10 => {
            let digits: Vec<usize> = (0..bytes.len()).filter(|&i| bytes[i].is_ascii_digit()).collect();
            if !digits.is_empty() {
                let first = digits[chance.below(digits.len())];
                let end = bytes[first..].iter().position(|b| !b.is_ascii_digit()).map_or(bytes.len(), |n| first + n);
                bytes.splice(first..end, chance.one(&NUMBERS).bytes());
            }
        }
        11 => bytes.truncate(at),
        12 => {
            // Words of a text change places.
            let spaces: Vec<usize> = (0..bytes.len()).filter(|&i| bytes[i] == b' ').collect();
            if spaces.len() > 2 {
                let first = chance.below(spaces.len() - 1);
                let word = bytes[spaces[first]..spaces[first + 1]].to_vec();
                let to = spaces[chance.below(spaces.len())];
                bytes.splice(to..to, word);
            }
        }
        _ => {
            let range = piece(chance, bytes);
            bytes[range].reverse();
        }
    }
}

/// A smaller input of which `fails` still says yes: pieces are left out as long as that is so.
pub fn smaller(mut bytes: Vec<u8>, mut fails: impl FnMut(&[u8]) -> bool) -> Vec<u8> {
    let mut size = bytes.len() / 2;
    while size > 0 {
        let mut at = 0;
        while at < bytes.len() {
            let mut without = bytes.clone();
            without.drain(at..(at + size).min(bytes.len()));
            if fails(&without) {
                bytes = without;
            } else {
                at += size;
            }
        }
        size /= 2;
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_number_gives_the_same_input() {
        let seeds = [b"{\"text\": \"x y z\"}".to_vec(), b"second".to_vec()];
        let made = |seed, nth| input(&mut Chance::of(seed, "json", nth), &seeds, &["{", "["]);
        assert_eq!((0..50).map(|n| made(1, n)).collect::<Vec<_>>(), (0..50).map(|n| made(1, n)).collect::<Vec<_>>());
        let different: std::collections::HashSet<_> = (0..200).map(|n| made(1, n)).collect();
        assert!(different.len() > 150, "{}", different.len());
        assert_ne!((0..9).map(|n| made(1, n)).collect::<Vec<_>>(), (0..9).map(|n| made(2, n)).collect::<Vec<_>>());
        assert!((0..500).all(|n| made(3, n).len() <= LARGEST));
    }

    #[test]
    fn what_does_not_matter_is_left_out() {
        let fails = |bytes: &[u8]| bytes.windows(2).any(|pair| pair == b"ab");
        assert_eq!(smaller(b"some ab words".to_vec(), fails), b"ab");
    }
}
