//! What can go wrong with input, said in whole sentences.

use crate::limits::{CONTAINERS, ENTRIES, LIMIT_LINE, LIMIT_TEXT, MESSAGES, NESTING, PAGES};
use crate::shown::shown;
use std::fmt;

/// Something that could not be read, or was read with a doubt: where it is, what is wrong, what to do.
///
/// `Display` is one line that is safe to show on a terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputError {
    input: String,
    line: Option<u64>,
    problem: Problem,
}

impl InputError {
    /// A problem of the whole input named `input`.
    pub fn new(input: impl Into<String>, problem: Problem) -> Self {
        InputError { input: input.into(), line: None, problem }
    }

    /// A problem at line `line`, counted from 1, of the input named `input`.
    pub fn at_line(input: impl Into<String>, line: u64, problem: Problem) -> Self {
        InputError { input: input.into(), line: Some(line), problem }
    }

    /// The name of the input as it was given.
    pub fn input(&self) -> &str {
        &self.input
    }

    /// The line, counted from 1, where the problem has one.
    pub fn line(&self) -> Option<u64> {
        self.line
    }

    /// What is wrong.
    pub fn problem(&self) -> &Problem {
        &self.problem
    }

    /// Whether nothing was lost: the report is read all the same.
    pub fn is_warning(&self) -> bool {
        matches!(
            self.problem,
            Problem::Published(_)
                | Problem::OtherFiles { .. }
                | Problem::IndexOfNoText
                | Problem::OnlyLinks { .. }
                | Problem::PassedOver { .. }
                | Problem::GuessedCharset(_)
                | Problem::Replaced { .. }
                | Problem::LeftOut { .. }
                | Problem::DaysOrMonths
                | Problem::OtherMembers { .. }
                | Problem::Columns(_)
                | Problem::UnknownLetters { .. }
        )
    }
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(clipped(&shown(&self.input)))?;
        if let Some(line) = self.line {
            write!(f, ", line {line}")?;
        }
        write!(f, ": {}", clipped(&self.problem.to_string()))
    }
}

/// Bytes of an input's name, and of what is wrong with it, that a sentence holds: both quote what is untrusted.
const LONGEST: usize = 16 * 1024;

/// The first part of `words`, where they are too long to be read.
fn clipped(words: &str) -> &str {
    &words[..words.floor_char_boundary(LONGEST)]
}

impl std::error::Error for InputError {}

/// What is wrong with an input.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Problem {
    /// Nothing of that name is there.
    Missing,
    /// The system refuses it; its own words.
    Unreadable(String),
    /// The name ends in something that is not read.
    UnknownKind(String),
    /// There is nothing in the file.
    Empty,
    /// There is a text, but only of white space.
    Blank,
    /// Bytes that are no text.
    Binary {
        /// The last line of the stretch, where it is more than one.
        until: Option<u64>,
    },
    /// JSON or a table in UTF-16.
    Utf16,
    /// The charset of a text was guessed; its name.
    GuessedCharset(&'static str),
    /// Some bytes of a text stand for no letter.
    Replaced {
        /// The charset in which they do not.
        charset: &'static str,
        /// How many.
        count: usize,
    },
    /// Objects and lists of a JSON file lie too deep in one another.
    Deep,
    /// Files lie too deep in one another.
    Nested,
    /// A chat or mailbox has more messages than are read.
    ManyMessages,
    /// Messages without words, and lines of the program itself, that were left out.
    LeftOut {
        /// How many.
        count: usize,
    },
    /// Days and months of a chat cannot be told apart.
    DaysOrMonths,
    /// A file is larger than files of its kind may be, in MiB.
    LargeFile(usize),
    /// A PDF with more pages than are read.
    ManyPages,
    /// An export without messages.
    NoMessages,
    /// An archive has more members than are read.
    ManyEntries,
    /// An archive holds nothing that can be read.
    EmptyArchive,
    /// Members of an archive whose kind is not read.
    OtherMembers {
        /// How many.
        count: usize,
        /// The name of the first.
        first: String,
    },
    /// A table without rows.
    NoRows,
    /// Letters of a PDF of which it does not say what they stand for.
    UnknownLetters {
        /// How many.
        count: usize,
    },
    /// No column of a table is known as the one with the texts; the names of its columns.
    NoTextColumn(String),
    /// A column that was asked for is not there; its name, and the names that are.
    NoSuchColumn(String, String),
    /// How the columns of a table were understood.
    Columns(String),
    /// Text in some other encoding than UTF-8; the first bad byte of the line, counted from 1.
    NotUtf8 {
        /// Position in the line.
        byte: u64,
    },
    /// Longer than [`LIMIT_LINE`].
    LongLine,
    /// Larger than [`LIMIT_TEXT`].
    LargeText,
    /// The JSON ends in the middle.
    CutOff,
    /// The JSON is broken; the parser's words.
    NotJson(String),
    /// JSON, but not an object.
    NotAnObject,
    /// An object without a text.
    NoText,
    /// The compressed data are damaged or end early; the decompressor's words.
    Gzip(String),
    /// What is decompressed gets larger than anything that is meant to be read.
    Bomb,
    /// A document or an archive is damaged; the reader's words.
    Damaged(String),
    /// A document or an archive needs a password.
    Locked,
    /// A PDF without text.
    PdfPictures {
        /// Whether there are pictures on its pages.
        pictures: bool,
    },
    /// A PDF whose letters are not said to stand for anything.
    PdfLetters,
    /// The folder holds nothing that can be read.
    EmptyFolder,
    /// A link to somewhere outside the folder.
    LinkOutside,
    /// The date of publication, as given, is none.
    Published(String),
    /// `index.csv` has no column `file`.
    IndexWithoutFile,
    /// A line of `index.csv` cannot be understood; the reason.
    IndexLine(String),
    /// `index.csv` names a file that is not there.
    IndexOfNothing(String),
    /// `index.csv` names a file that says itself what the index would say.
    IndexOfNoText,
    /// A page larger than is read.
    LargePage,
    /// A body that is compressed in a way that is not known.
    Encoding(String),
    /// A record of a web archive is damaged; how.
    Record(String),
    /// A page that holds no article.
    NoArticle,
    /// XML or JSON that is no feed.
    NotAFeed,
    /// Entries of a feed that hold no more than a link.
    OnlyLinks {
        /// How many.
        count: usize,
    },
    /// What a web archive holds besides articles.
    PassedOver {
        /// Records that are no pages.
        records: u64,
        /// Pages without an article.
        pages: u64,
    },
    /// Files in a folder whose kind is not read.
    OtherFiles {
        /// How many.
        count: usize,
        /// The name of the first.
        first: String,
    },
}

/// The kinds of files that are read, for sentences.
const KINDS: &str = "Rasid reads .txt, .json, .jsonl, .csv, .docx, .pdf, .eml, .mbox, .html, .warc and feeds (.rss, .atom, \
     .xml), each also with .gz, exports of Telegram and WhatsApp, and .zip of any of these";

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::Missing => write!(f, "there is no such file or folder; look at the spelling of its name."),
            Problem::Unreadable(reason) => write!(f, "it cannot be read ({}).", shown(reason)),
            Problem::UnknownKind(ending) => write!(f, "files that end in .{} are not read; {KINDS}.", shown(ending)),
            Problem::Empty => write!(f, "it is empty."),
            Problem::Blank => write!(f, "the text is empty or only white space."),
            Problem::Binary { until: None } => {
                write!(f, "these are binary bytes, not text; give the report as text in UTF-8.")
            }
            Problem::Binary { until: Some(line) } => {
                write!(
                    f,
                    "from here to line {line} there are binary bytes, not text; give the reports as text in UTF-8."
                )
            }
            Problem::Utf16 => write!(f, "it is in UTF-16; save it as UTF-8."),
            Problem::GuessedCharset(name) => {
                write!(f, "nothing says in which charset the text is; it was read as {name}. Look whether it is whole.")
            }
            Problem::Replaced { charset, count } => write!(
                f,
                "the text was read as {charset}, in which some of its bytes are no letters; \u{FFFD} stands for them ({count})."
            ),
            Problem::Deep => write!(f, "its objects and lists lie more than {NESTING} deep in one another."),
            Problem::Nested => write!(
                f,
                "it lies too deep: at most {CONTAINERS} files may lie in one another; take it out and add it by itself."
            ),
            Problem::ManyMessages => {
                write!(f, "it has more than {MESSAGES} messages, the most that are read; split it.")
            }
            Problem::LeftOut { count } => write!(
                f,
                "messages without words (pictures, recordings, calls) and lines of the program itself were left out ({count})."
            ),
            Problem::DaysOrMonths => write!(
                f,
                "nothing in the file tells days from months (3/4 may be 3 April or 4 March); days were taken to come first."
            ),
            Problem::LargeFile(limit) => {
                write!(f, "it is larger than {limit} MiB, the most that a file of this kind may have; split it.")
            }
            Problem::ManyPages => write!(f, "it has more than {PAGES} pages, the most that are read; split it."),
            Problem::NoMessages => write!(f, "there are no messages in it; export the chat anew, with its messages."),
            Problem::ManyEntries => write!(f, "it has more than {ENTRIES} members, the most that are read; split it."),
            Problem::EmptyArchive => write!(f, "the archive holds no reports; {KINDS}."),
            Problem::OtherMembers { count, first } => {
                write!(f, "members that are not read, the first of them \"{}\": {count}; {KINDS}.", shown(first))
            }
            Problem::NoRows => write!(f, "the table has no rows under the names of its columns."),
            Problem::UnknownLetters { count } => write!(
                f,
                "the file does not say what some of its letters stand for; they are missing in the text ({count})."
            ),
            Problem::NoTextColumn(columns) => write!(
                f,
                "no column is known as the one with the texts; say it with --map text=COLUMN. The columns are: {}.",
                shown(columns)
            ),
            Problem::NoSuchColumn(name, columns) => {
                write!(f, "there is no column \"{}\"; the columns are: {}.", shown(name), shown(columns))
            }
            Problem::Columns(found) => write!(f, "read as {}; say it otherwise with --map.", shown(found)),
            Problem::NotUtf8 { byte } => {
                write!(f, "the text is not in UTF-8 (byte {byte} of the line does not belong there); save it as UTF-8.")
            }
            Problem::LongLine => {
                write!(f, "it is longer than {} MiB, the most that one article may have.", LIMIT_LINE >> 20)
            }
            Problem::LargeText => {
                write!(
                    f,
                    "the text is larger than {} MiB, the most that one report may have; split it.",
                    LIMIT_TEXT >> 20
                )
            }
            Problem::CutOff => write!(f, "the JSON is cut off: it ends in the middle of the article."),
            Problem::NotJson(reason) => write!(f, "this is not valid JSON ({}).", shown(reason)),
            Problem::NotAnObject => write!(f, "this is JSON but not an article: an object with a \"text\" is needed."),
            Problem::NoText => write!(f, "the article has no \"text\", or one that is not a string."),
            Problem::Gzip(reason) => {
                write!(f, "the compressed data are damaged or end too early ({}).", shown(reason))
            }
            Problem::Bomb => write!(
                f,
                "decompressed it would be far larger than anything that is meant to be read; it was not read on (see \
                 docs/sources.md)."
            ),
            Problem::Damaged(reason) => write!(f, "the file is damaged or not what its name says ({}).", shown(reason)),
            Problem::Locked => write!(f, "it needs a password; save it without one."),
            Problem::PdfPictures { pictures: true } => write!(
                f,
                "the PDF holds pictures of pages and no text, as a scanner makes them; put it through text recognition \
                 (OCR) first."
            ),
            Problem::PdfPictures { pictures: false } => write!(f, "the PDF holds no text."),
            Problem::PdfLetters => write!(
                f,
                "the PDF does not say which letters it shows (its fonts have no table of characters); make it anew from \
                 its source, or put it through text recognition (OCR)."
            ),
            Problem::EmptyFolder => write!(f, "the folder holds no reports; {KINDS}."),
            Problem::LinkOutside => {
                write!(f, "this link leads outside the folder and is not followed; name the file itself to read it.")
            }
            Problem::Published(given) => write!(
                f,
                "\"{}\" is not a date; the report is read without one. Write it as 2016-07-27 or 2016-07-27T11:50.",
                shown(given)
            ),
            Problem::IndexWithoutFile => write!(
                f,
                "the first line names no column \"file\"; the texts are read without outlet and date. The columns are \
                 file, outlet, published, url, title."
            ),
            Problem::IndexLine(reason) => write!(f, "this line cannot be understood ({}).", shown(reason)),
            Problem::IndexOfNothing(name) => write!(f, "there is no text \"{}\" in the folder.", shown(name)),
            Problem::IndexOfNoText => {
                write!(f, "this file says itself where its reports are from; the line is not used.")
            }
            Problem::LargePage => {
                write!(f, "the page is larger than {} MiB, the most that is read.", LIMIT_LINE >> 20)
            }
            Problem::Encoding(name) => {
                write!(f, "it is compressed as \"{}\", which is not read; gzip and deflate are.", shown(name))
            }
            Problem::Record(reason) => write!(f, "the record of the archive is damaged ({}).", shown(reason)),
            Problem::NoArticle => {
                write!(f, "no article was found in the page; copy its text and add that where there is one.")
            }
            Problem::NotAFeed => write!(f, "this is no feed; RSS, Atom and JSON Feed are read."),
            Problem::OnlyLinks { count } => {
                write!(f, "{count} entries hold only a link and are not read; rasid watch fetches such pages.")
            }
            Problem::PassedOver { records, pages } => {
                write!(f, "{records} records are no pages and {pages} pages hold no article; they were passed over.")
            }
            Problem::OtherFiles { count: 1, first } => {
                write!(f, "the file \"{}\" is not read; {KINDS}.", shown(first))
            }
            Problem::OtherFiles { count, first } => {
                write!(f, "{count} files, the first of them \"{}\", are not read; {KINDS}.", shown(first))
            }
        }
    }
}
