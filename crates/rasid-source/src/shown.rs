//! How untrusted words are shown to people.
//!
//! The name of a file or the text of a report may hold characters that move a terminal's cursor, change
//! its colours or turn the order of a whole line around. They are written out as escapes, so that what
//! is seen is what is there.

use std::borrow::Cow;
use std::path::Path;

/// `text` with control characters, line separators and marks of direction written as `\u{…}`.
pub fn shown(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unsafe_to_show) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_unsafe_to_show(c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// The path, safe to show. Bytes that are no UTF-8 appear as the replacement character.
pub fn shown_path(path: &Path) -> String {
    shown(&path.to_string_lossy()).into_owned()
}

/// Whether showing `c` could change how other characters are seen.
pub fn is_unsafe_to_show(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') || is_direction_mark(c)
}

/// Whether `c` is an invisible mark that changes the direction of writing.
pub fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_names_stay_as_they_are() {
        assert!(matches!(shown("تقارير/خبر 1.txt"), Cow::Borrowed(_)));
    }

    #[test]
    fn escapes_and_overrides_are_written_out() {
        assert_eq!(shown("a\u{1b}[31m"), "a\\u{1b}[31m");
        assert_eq!(shown("x\u{202e}txt.exe\n"), "x\\u{202e}txt.exe\\u{a}");
    }
}
