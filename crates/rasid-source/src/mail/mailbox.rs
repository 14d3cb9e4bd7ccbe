//! Many e-mails in one file (`.mbox`): each begins with a line `From …` after an empty one.

use crate::bytes::{self, Positioned};
use crate::error::Problem;
use crate::limits::{DOCUMENT, MESSAGES};
use crate::mail;
use crate::reports::Job;
use crate::streams::{Finds, Opened, Origin, Step, Streaming};
use std::collections::VecDeque;
use std::io::{self, BufRead, Read};

/// A mailbox that is being read.
pub(crate) struct Mailbox {
    origin: Origin,
    input: Positioned,
    /// The first line of the e-mail that comes next.
    ahead: Vec<u8>,
    line: u64,
    count: u64,
    attached: VecDeque<Job>,
}

/// An e-mail with its first line, where it begins, and the line.
struct Cut {
    bytes: Option<Vec<u8>>,
    at: u64,
    line: u64,
}

impl Mailbox {
    /// Nothing of it is read yet.
    pub fn new(opened: Opened<'_>) -> Self {
        let Opened { origin, input, .. } = opened;
        Mailbox {
            origin,
            input: Positioned::new(input),
            ahead: Vec::new(),
            line: 0,
            count: 0,
            attached: VecDeque::new(),
        }
    }

    /// The next e-mail; its bytes are not kept where there are too many.
    fn cut(&mut self) -> io::Result<Option<Cut>> {
        let at = self.input.at() - self.ahead.len() as u64;
        let (begins_at, mut bytes) = (self.line.max(1), std::mem::take(&mut self.ahead));
        let (mut too_large, mut after_empty, mut line) = (false, false, Vec::new());
        loop {
            line.clear();
            // A line may be as long as the whole; what is longer is passed over in pieces.
            let length = self.input.by_ref().take(DOCUMENT as u64).read_until(b'\n', &mut line)?;
            if length == 0 {
                break;
            }
            self.line += 1;
            if after_empty && line.starts_with(b"From ") {
                self.ahead = line;
                break;
            }
            after_empty = line.trim_ascii().is_empty();
            too_large |= bytes.len() + line.len() > DOCUMENT;
            if too_large {
                bytes.clear();
            } else {
                bytes.extend_from_slice(&line);
            }
        }
        let is_empty = bytes.trim_ascii().is_empty() && !too_large;
        if is_empty && self.ahead.is_empty() {
            return Ok(None);
        }
        Ok(Some(Cut { bytes: (!too_large).then_some(bytes), at, line: begins_at }))
    }
}

impl Streaming for Mailbox {
    fn advance(&mut self, finds: &mut Finds) -> Step {
        if let Some(job) = self.attached.pop_front() {
            return Step::Inner(Box::new(job));
        }
        let Cut { bytes, at, line } = match self.cut() {
            Ok(Some(cut)) => cut,
            Ok(None) => {
                if self.count == 0 {
                    finds.problem(None, Problem::NoMessages);
                }
                return Step::End;
            }
            Err(error) => {
                finds.problem(None, bytes::problem(&error, self.origin.gzip));
                return Step::End;
            }
        };
        if self.count == MESSAGES {
            finds.problem(Some(line), Problem::ManyMessages);
            return Step::End;
        }
        self.count += 1;
        match bytes
            .ok_or(Problem::LargeFile(DOCUMENT >> 20))
            .and_then(|bytes| mail::extract(&bytes).map(|mail| (bytes, mail)))
        {
            Ok((bytes, mail)) => {
                let (fields, capture) = mail.report(&bytes, &self.origin, Some(at));
                self.attached = mail.attached(finds.name());
                match fields {
                    Some(fields) => finds.article(Some(line), fields, capture),
                    None if self.attached.is_empty() => finds.problem(Some(line), Problem::Blank),
                    None => {}
                }
            }
            Err(problem) => finds.problem(Some(line), problem),
        }
        Step::On
    }
}
