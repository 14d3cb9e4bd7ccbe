//! What a form sends: fields in their order, which may come more than once.

use axum::body::Bytes;
use percent_encoding::percent_decode;
use std::borrow::Cow;

/// The most fields of one form that are looked at.
const MOST: usize = 4000;

/// The fields of a form.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sent(Vec<(String, String)>);

impl Sent {
    /// Reads the body of a form (`application/x-www-form-urlencoded`).
    pub(crate) fn new(body: &Bytes) -> Self {
        let text = |part: &[u8]| {
            let spaced: Vec<u8> = part.iter().map(|&b| if b == b'+' { b' ' } else { b }).collect();
            let decoded: Cow<'_, [u8]> = percent_decode(&spaced).into();
            String::from_utf8_lossy(&decoded).replace("\r\n", "\n")
        };
        let pair = |part: &[u8]| {
            let at = part.iter().position(|&b| b == b'=').unwrap_or(part.len());
            (text(&part[..at]), text(part.get(at + 1..).unwrap_or(&[])))
        };
        Sent(body.split(|&b| b == b'&').filter(|part| !part.is_empty()).take(MOST).map(pair).collect())
    }

    /// A field without the spaces around it, or empty.
    pub(crate) fn one(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.trim())
    }

    /// The same, or nothing where it is empty.
    pub(crate) fn some(&self, name: &str) -> Option<String> {
        Some(self.one(name)).filter(|value| !value.is_empty()).map(str::to_owned)
    }

    /// Every value of a field.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The lines of a field that hold anything, each once.
    pub(crate) fn lines(&self, name: &str) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for line in self.one(name).lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")) {
            if !line.is_empty() && !lines.contains(&line) {
                lines.push(line);
            }
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_keep_their_order_and_may_come_twice() {
        let body = "kinds=a&text=%D9%88%D9%82%D9%81+%26%0D%0Ax&kinds=b&lines=+x+%0A%0A+y++z+%0Ax&empty=&odd&bad=%FF%2";
        let sent = Sent::new(&Bytes::from_static(body.as_bytes()));
        assert_eq!(sent.all("kinds").collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(sent.one("text"), "\u{648}\u{642}\u{641} &\nx");
        assert_eq!(sent.lines("lines"), ["x", "y z"]);
        assert_eq!((sent.some("empty"), sent.some("odd"), sent.some("nowhere")), (None, None, None));
        assert_eq!(sent.one("bad"), "\u{fffd}%2");
    }
}
