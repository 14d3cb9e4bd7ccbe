//! Characters that are written as `&name;` or by their number.

use super::names::NAMES;
use std::borrow::Cow;

/// The longest reference that is looked at, in bytes: `&thetasym;` is the longest name.
const LONGEST: usize = 12;

/// `text` with its references replaced. What is no reference stays as it is.
pub(crate) fn decode(text: &str) -> Cow<'_, str> {
    let Some(first) = text.find('&') else { return Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..first]);
    let mut rest = &text[first..];
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match reference(rest) {
            Some((c, length)) => {
                out.push(c);
                rest = &rest[length..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The character of the reference that `text` begins with, and the length of that.
fn reference(text: &str) -> Option<(char, usize)> {
    let bytes = &text.as_bytes()[1..text.len().min(LONGEST + 2)];
    if bytes.first() == Some(&b'#') {
        return number(&bytes[1..]).map(|(c, length)| (c, length + 2));
    }
    let length = bytes.iter().take_while(|b| b.is_ascii_alphanumeric()).count();
    let name = &text[1..=length];
    let at = NAMES.binary_search_by_key(&name, |(name, _)| name).ok()?;
    // Addresses hold `&copy=1`; only with its semicolon a name is surely meant.
    (bytes.get(length) == Some(&b';')).then(|| (NAMES[at].1, length + 2))
}

fn number(bytes: &[u8]) -> Option<(char, usize)> {
    let (radix, prefix) = if matches!(bytes.first(), Some(b'x' | b'X')) { (16, 1) } else { (10, 0) };
    let digits = &bytes[prefix..];
    let count = digits.iter().take_while(|b| b.is_ascii_hexdigit() && (radix == 16 || b.is_ascii_digit())).count();
    let value = u32::from_str_radix(std::str::from_utf8(&digits[..count]).ok()?, radix).ok()?;
    let length = prefix + count + usize::from(digits.get(count) == Some(&b';'));
    // Zero and what is no character are shown as a replacement by browsers too; 128 to 159 mean Windows-1252 there.
    let value = if (0x80..0xA0).contains(&value) { WINDOWS[value as usize - 0x80] } else { value };
    Some((char::from_u32(value).filter(|&c| c != '\0').unwrap_or('\u{FFFD}'), length))
}

/// What the numbers from 128 on mean in pages that were made on Windows.
const WINDOWS: [u32; 32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D,
    0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,
    0x017E, 0x0178,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_become_their_characters() {
        assert_eq!(decode("قال &laquo;نعم&raquo; &amp; &#1606;&#x645;&#150;"), "قال «نعم» & نم–");
        assert!(matches!(decode("no reference"), Cow::Borrowed(_)));
    }

    #[test]
    fn what_is_no_reference_stays() {
        for text in ["a & b", "?x=1&copy=2", "&;", "&#;", "&#xZ;", "&unknown;", "&", "&نعم;", "&am"] {
            assert_eq!(decode(text), text);
        }
    }

    #[test]
    fn impossible_numbers_become_the_replacement() {
        assert_eq!(decode("&#0;&#xD800;&#99999999;"), "\u{FFFD}\u{FFFD}\u{FFFD}");
    }

    #[test]
    fn the_names_are_sorted() {
        assert!(NAMES.is_sorted_by_key(|(name, _)| name));
        assert!(NAMES.iter().all(|(name, _)| name.len() <= LONGEST));
    }
}
