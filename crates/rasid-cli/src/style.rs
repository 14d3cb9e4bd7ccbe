//! Colours, and article text that cannot harm the terminal it is shown on.

use rasid_source::{is_direction_mark, shown};

/// How words are set off.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    colour: bool,
}

impl Style {
    /// Colours where a person looks at a terminal that can show them and does not mind.
    pub fn of(terminal: bool) -> Self {
        let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        Style { colour: terminal && !set("NO_COLOR") && !dumb }
    }

    /// A heading.
    pub fn bold(self, text: &str) -> String {
        self.with("1", text)
    }

    /// Something beside the matter.
    pub fn faint(self, text: &str) -> String {
        self.with("2", text)
    }

    /// The word that says what a record is.
    pub fn key(self, text: &str) -> String {
        self.with("36", text)
    }

    fn with(self, code: &str, text: &str) -> String {
        if self.colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

/// Words of an article on one line, isolated so that their direction does not turn the line around.
///
/// White space becomes single spaces, invisible marks of direction are left out, and control characters
/// are written as escapes.
pub fn words(text: &str) -> String {
    format!("\u{2068}{}\u{2069}", bare(text))
}

/// The same without the isolation, for identifiers and addresses.
pub fn bare(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let seen: String = text.chars().filter(|c| !is_direction_mark(*c)).collect();
    for word in seen.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    shown(&out).into_owned()
}

/// The first `length` code points of a line that may be a whole article.
pub fn beginning(line: &str, length: usize) -> String {
    let mut short: String = line.chars().take(length).collect();
    if short.len() < line.len() {
        short.push('\u{2026}');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn article_text_cannot_move_the_cursor_or_turn_the_line() {
        assert_eq!(words("قال\u{200f}\n\u{202e} \u{1b}[31mx\u{7}"), "\u{2068}قال \\u{1b}[31mx\\u{7}\u{2069}");
    }

    #[test]
    fn nothing_is_coloured_where_nobody_looks() {
        assert_eq!(Style::of(false).bold("x"), "x");
        assert_eq!(Style { colour: true }.bold("x"), "\u{1b}[1mx\u{1b}[0m");
    }
}
