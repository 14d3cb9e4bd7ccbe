//! From byte positions to code points, which is what the outside counts in.

/// Answers how many code points lie before a byte position, without walking the text each time.
///
/// One sample is kept for every 64 bytes, so a look-up reads at most 64 bytes.
#[derive(Clone, Debug)]
pub struct CharIndex<'t> {
    text: &'t str,
    samples: Vec<u32>,
}

const STEP: usize = 64;

impl<'t> CharIndex<'t> {
    /// Walks `text` once.
    pub fn new(text: &'t str) -> Self {
        let mut samples = Vec::with_capacity(text.len() / STEP + 1);
        let mut chars = 0;
        for block in text.as_bytes().chunks(STEP) {
            samples.push(chars);
            // At most one for each byte of the block, so that the sum fits one byte and many are added at once.
            chars += u32::from(block.iter().map(|&b| u8::from(is_char_start(b))).sum::<u8>());
        }
        CharIndex { text, samples }
    }

    /// Code points before byte `at`; positions past the end count the whole text.
    pub fn chars_before(&self, at: usize) -> u32 {
        let at = at.min(self.text.len());
        let Some(block) = self.samples.get(at / STEP).map(|_| at / STEP).or(self.samples.len().checked_sub(1)) else {
            return 0;
        };
        let rest = &self.text.as_bytes()[block * STEP..at];
        self.samples[block] + rest.iter().filter(|&&b| is_char_start(b)).count() as u32
    }

    /// The byte position of code point number `chars`; the end of the text where there are fewer.
    pub fn byte_of(&self, chars: u32) -> usize {
        let block = self.samples.partition_point(|&c| c <= chars).saturating_sub(1);
        let mut left = chars - self.samples.get(block).copied().unwrap_or(0);
        let bytes = self.text.as_bytes();
        let mut at = block * STEP;
        while at < bytes.len() {
            if is_char_start(bytes[at]) {
                if left == 0 {
                    return at;
                }
                left -= 1;
            }
            at += 1;
        }
        bytes.len()
    }
}

/// Whether `byte` begins a code point in UTF-8.
fn is_char_start(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_counting() {
        let text = "قالت الولايات المتّحدة (USA) — 12٫8 ألف، ثم سكتت. ".repeat(7);
        let index = CharIndex::new(&text);
        for (chars, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(index.chars_before(byte), chars as u32);
            assert_eq!(index.byte_of(chars as u32), byte);
        }
        assert_eq!(index.chars_before(text.len()), text.chars().count() as u32);
        assert_eq!(index.byte_of(10_000), text.len());
    }

    #[test]
    fn an_empty_text_has_no_positions() {
        let index = CharIndex::new("");
        assert_eq!(index.chars_before(0), 0);
        assert_eq!(index.chars_before(5), 0);
        assert_eq!(index.byte_of(3), 0);
    }
}
