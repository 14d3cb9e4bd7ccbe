//! Untrusted text made safe to look at.
//!
//! Templates escape all text for HTML. What is left are letters that are not seen but change what
//! is: bidirectional overrides, which show words in another order than they have, and control
//! characters. Embeddings and isolates stay, since Arabic text uses them; each value stands in an
//! element that isolates it, so one that is left open ends there.

use std::borrow::Cow;

/// `text` with overrides and control characters replaced by a visible mark (U+FFFD).
///
/// One letter is replaced by one letter, so positions in code points stay true.
pub(crate) fn shown(text: &str) -> Cow<'_, str> {
    if text.chars().any(is_hidden) {
        Cow::Owned(text.chars().map(|c| if is_hidden(c) { '\u{FFFD}' } else { c }).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// [`shown`] as an owned string, for views.
pub(crate) fn owned(text: &str) -> String {
    shown(text).into_owned()
}

fn is_hidden(c: char) -> bool {
    matches!(c, '\u{202D}' | '\u{202E}') || (c.is_control() && !matches!(c, '\n' | '\t' | '\r'))
}

/// The first `limit` letters of `text`, with an ellipsis where something was left out.
pub(crate) fn shortened(text: &str, limit: usize) -> String {
    let text = shown(text);
    let flat: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match flat.char_indices().nth(limit) {
        None => flat,
        Some((at, _)) => {
            // Cut at a space where one is near, so that no word is shown in half.
            let cut = flat[..at].rfind(' ').filter(|&space| space * 2 > at).unwrap_or(at);
            format!("{}…", &flat[..cut])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overrides_and_controls_become_visible_and_arabic_marks_stay() {
        assert_eq!(shown("a\u{202E}b\u{0}c"), "a\u{FFFD}b\u{FFFD}c");
        assert_eq!(shown("حلب\u{200F} \u{202B}x\u{202C}\n"), "حلب\u{200F} \u{202B}x\u{202C}\n");
    }

    #[test]
    fn long_text_is_cut_between_words() {
        assert_eq!(shortened("وقف إطلاق النار في حلب", 14), "وقف إطلاق…");
        assert_eq!(shortened("هدنة", 10), "هدنة");
    }
}
