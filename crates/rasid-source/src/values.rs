//! A JSON file cut into its articles without holding the whole of it.
//!
//! The file is one object, an array of objects, or objects one after the other. Only brackets and
//! strings are followed here; whether a piece is valid JSON is found out when it is parsed. So one
//! article that is too long or not valid does not take the others with it.

use crate::bytes::{Input, Positioned};
use crate::error::Problem;
use crate::pieces::Piece;
use rasid_record::LIMIT_LINE;
use std::io::{self, BufRead};

/// Reads articles out of a JSON file.
pub(crate) struct Values {
    input: Positioned,
    line: u64,
    state: State,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    /// Nothing was read yet.
    Start,
    /// Between the elements of an array.
    Array,
    /// After a value that stands alone.
    Alone,
    /// Nothing more can be read.
    End,
}

impl Values {
    /// Nothing of `input` is read yet.
    pub fn new(input: Input) -> Self {
        Values { input: Positioned::new(input), line: 1, state: State::Start }
    }

    /// The next article.
    pub fn next(&mut self) -> io::Result<Option<Piece>> {
        while self.state != State::End {
            let Some(byte) = self.next_letter()? else {
                let cut_off = self.state == State::Array;
                self.state = State::End;
                return Ok(cut_off.then(|| self.problem(Problem::CutOff)));
            };
            match (byte, self.state) {
                (b'[', State::Start) => {
                    self.take();
                    self.state = State::Array;
                }
                (b',', State::Array) => self.take(),
                (b']', State::Array) => {
                    self.take();
                    self.state = State::Alone;
                }
                (b'{' | b'[' | b'"', _) => {
                    if self.state == State::Start {
                        self.state = State::Alone;
                    }
                    return self.value().map(Some);
                }
                (_, State::Array) => return self.scalar().map(Some),
                (byte, _) => {
                    self.state = State::End;
                    let reason = format!("an object or an array is needed, but there is {}", name(byte));
                    return Ok(Some(self.problem(Problem::NotJson(reason))));
                }
            }
        }
        Ok(None)
    }

    /// The next byte that is no white space, not taken away.
    pub fn next_letter(&mut self) -> io::Result<Option<u8>> {
        loop {
            let buffer = self.input.fill_buf()?;
            if buffer.is_empty() {
                return Ok(None);
            }
            let spaces = buffer.iter().take_while(|b| b.is_ascii_whitespace()).count();
            self.line += count_lines(&buffer[..spaces]);
            let letter = buffer.get(spaces).copied();
            self.input.consume(spaces);
            if letter.is_some() {
                return Ok(letter);
            }
        }
    }

    /// Takes the byte that was just looked at.
    pub fn take(&mut self) {
        self.input.consume(1);
    }

    /// An object, an array or a string, to the bracket or mark that closes it.
    pub fn value(&mut self) -> io::Result<Piece> {
        let (mut depth, mut in_string, mut escaped) = (0_u64, false, false);
        self.until(move |byte| {
            match byte {
                // No string goes on over the end of a line: here an article is cut off.
                b'\n' if in_string => return Step::Broken,
                _ if escaped => escaped = false,
                b'\\' if in_string => escaped = true,
                b'"' => in_string = !in_string,
                b'{' | b'[' if !in_string => depth += 1,
                b'}' | b']' if !in_string => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 && !in_string { Step::TakeAndStop } else { Step::Take }
        })
    }

    /// A number or a word: no article, but the rest of the array still is read.
    pub fn scalar(&mut self) -> io::Result<Piece> {
        self.until(|byte| if matches!(byte, b',' | b']' | b'}') { Step::Stop } else { Step::Take })
    }

    /// Bytes up to where `step` stops; too many of them are counted but not kept.
    fn until(&mut self, mut step: impl FnMut(u8) -> Step) -> io::Result<Piece> {
        let (line, at) = (self.line, self.input.at());
        let (mut bytes, mut too_long) = (Vec::new(), false);
        loop {
            let buffer = self.input.fill_buf()?;
            if buffer.is_empty() {
                self.state = State::End;
                return Ok(Piece { line, at, bytes: Err(if too_long { Problem::LongLine } else { Problem::CutOff }) });
            }
            let (mut length, mut stopped, mut broken) = (0, false, false);
            for &byte in buffer {
                let now = step(byte);
                length += usize::from(now != Step::Stop);
                (stopped, broken) = (now != Step::Take, now == Step::Broken);
                if stopped {
                    break;
                }
            }
            self.line += count_lines(&buffer[..length]);
            too_long |= bytes.len() + length > LIMIT_LINE;
            if too_long {
                bytes = Vec::new();
            } else {
                bytes.extend_from_slice(&buffer[..length]);
            }
            self.input.consume(length);
            if broken {
                self.skip_to_article()?;
                return Ok(Piece { line, at, bytes: Err(Problem::CutOff) });
            }
            if stopped {
                return Ok(Piece { line, at, bytes: if too_long { Err(Problem::LongLine) } else { Ok(bytes) } });
            }
        }
    }

    /// Leaves out lines until one begins like an article, or like the end of the array.
    fn skip_to_article(&mut self) -> io::Result<()> {
        while !matches!(self.next_letter()?, None | Some(b'{' | b']')) {
            self.input.skip_until(b'\n')?;
            self.line += 1;
        }
        Ok(())
    }

    /// Ends the input with a problem.
    pub fn stop(&mut self, problem: Problem) -> Piece {
        self.state = State::End;
        self.problem(problem)
    }

    fn problem(&self, problem: Problem) -> Piece {
        Piece { line: self.line, at: self.input.at(), bytes: Err(problem) }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Step {
    Take,
    TakeAndStop,
    Stop,
    Broken,
}

fn count_lines(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|&&b| b == b'\n').count() as u64
}

fn name(byte: u8) -> String {
    if byte.is_ascii_graphic() { format!("\"{}\"", byte as char) } else { format!("the byte {byte:#04x}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each piece as its line and its text or problem.
    fn pieces(json: &'static str) -> Vec<(u64, Result<String, Problem>)> {
        let mut values = Values::new(Box::new(json.as_bytes()));
        std::iter::from_fn(|| values.next().unwrap())
            .map(|p| (p.line, p.bytes.map(|b| String::from_utf8(b).unwrap())))
            .collect()
    }

    fn ok(line: u64, text: &str) -> (u64, Result<String, Problem>) {
        (line, Ok(text.to_owned()))
    }

    #[test]
    fn an_array_gives_its_elements() {
        assert_eq!(
            pieces("[\n{\"a\": [1, {}]},\n\n{\"b\": \"}]\\\"\"} ]\n"),
            [ok(2, "{\"a\": [1, {}]}"), ok(4, "{\"b\": \"}]\\\"\"}")]
        );
    }

    #[test]
    fn objects_may_stand_alone() {
        assert_eq!(pieces("{\"a\":\n1}"), [ok(1, "{\"a\":\n1}")]);
        assert_eq!(pieces("{}\n{}\n"), [ok(1, "{}"), ok(2, "{}")]);
        assert_eq!(pieces("[]"), []);
        assert_eq!(pieces(" \n"), []);
    }

    #[test]
    fn what_is_no_article_does_not_hide_the_next() {
        assert_eq!(pieces("[12, \"x,]\", {}]"), [ok(1, "12"), ok(1, "\"x,]\""), ok(1, "{}")]);
    }

    #[test]
    fn an_end_in_the_middle_is_named() {
        assert_eq!(pieces("[{},\n{\"a\": "), [ok(1, "{}"), (2, Err(Problem::CutOff))]);
        assert_eq!(pieces("[{},\n"), [ok(1, "{}"), (2, Err(Problem::CutOff))]);
    }

    #[test]
    fn an_article_that_is_cut_off_does_not_take_the_next_with_it() {
        let cut = |line| (line, Err(Problem::CutOff));
        assert_eq!(pieces("{\"a\": \"x\n{\"b\": 1}\n"), [cut(1), ok(2, "{\"b\": 1}")]);
        assert_eq!(pieces("[\n{\"a\": \"x\n\"b\": 2},\n{}\n]"), [cut(2), ok(4, "{}")]);
        assert_eq!(pieces("[{\"a\": \"x\n\"b\": 2}\n]"), [cut(1)]);
    }

    #[test]
    fn other_things_are_not_json() {
        assert!(matches!(pieces("قال")[..], [(1, Err(Problem::NotJson(_)))]));
        assert!(matches!(pieces("{} x")[..], [(1, Ok(_)), (1, Err(Problem::NotJson(_)))]));
    }
}
