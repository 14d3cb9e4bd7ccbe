//! A signed text as somebody entered it in the register, clause by clause. Its JSON form is `docs/agreements.md`.
//!
//! Nothing of it is read in reports: people enter it, and people say which claims of reports are about which clause.

use crate::words::{ArrangementKind, EventType};
use serde::{Deserialize, Serialize};
use std::fmt;

crate::vocabulary::vocabulary! {
    /// What a clause does.
    Duty {
        /// Something must not be done.
        Forbidden = "forbidden",
        /// Something must be done.
        Owed = "owed",
        /// Something is allowed, explained or set up.
        Other = "other",
    }
}

/// Words in Arabic, in English, or in both.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InBoth {
    /// In Arabic, or empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub ar: String,
    /// In English, or empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub en: String,
}

impl InBoth {
    /// Whether there are no words in either.
    pub fn is_empty(&self) -> bool {
        self.ar.is_empty() && self.en.is_empty()
    }

    /// The words in the language `ar` or `en`, or else in the other.
    pub fn best(&self, language: &str) -> &str {
        let (first, second) = if language == "ar" { (&self.ar, &self.en) } else { (&self.en, &self.ar) };
        if first.is_empty() { second } else { first }
    }
}

/// A signed text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agreement {
    /// By what it is asked for: small Latin letters, digits and hyphens. Never changes.
    pub id: String,
    /// What it is called.
    pub title: InBoth,
    /// The day on which it was signed: ISO 8601.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<String>,
    /// Where.
    #[serde(default, skip_serializing_if = "InBoth::is_empty")]
    pub place: InBoth,
    /// Who signed it: identifiers as in readings (`YEM:gov`), or names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<String>,
    /// Who watches over it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub monitors: Vec<String>,
    /// The first day on which it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// Where the text was taken from.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// What else the reader should know.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Its clauses, in their order.
    #[serde(default)]
    pub clauses: Vec<Clause>,
}

/// A clause of a signed text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// Its number as it stands in the text, such as `2.1`. By it claims are attached, so that it never changes.
    pub no: String,
    /// What it says.
    pub text: InBoth,
    /// What it does.
    pub duty: Duty,
    /// Who is bound by it; nobody named: all parties.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub binds: Vec<String>,
    /// What it is about among the kinds of arrangements.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<ArrangementKind>,
    /// What it forbids or asks for among the types of events.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub acts: Vec<EventType>,
    /// Whom or what it leaves out.
    #[serde(default, skip_serializing_if = "InBoth::is_empty")]
    pub except: InBoth,
    /// Where it holds, as the text says it.
    #[serde(default, skip_serializing_if = "InBoth::is_empty")]
    pub area: InBoth,
    /// Names of places in that area, as reports write them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<String>,
    /// The first day on which it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The day by which it is due, or the last on which it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// Who watches over it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub monitors: Vec<String>,
}

/// The most clauses of a signed text.
pub const LIMIT_CLAUSES: usize = 300;
/// The longest text of a clause in one language, in code points.
pub const LIMIT_CLAUSE: usize = 20_000;
/// The longest title, area, name or other short text, in code points.
pub const LIMIT_SHORT: usize = 400;
/// The most parties, monitors or places that are named in one list.
pub const LIMIT_NAMES: usize = 60;

/// What is wrong with an agreement, and with which part of it: a word for programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgreementFault {
    /// The identifier is empty, too long, or holds other signs than small Latin letters, digits and hyphens.
    Id,
    /// There is no title.
    Title,
    /// A day is none, or not as 2018-12-13.
    Day,
    /// The last day is before the first.
    Order,
    /// A clause has no number, or one that is longer than 20 signs or holds spaces.
    Number,
    /// Two clauses have one number.
    Twice,
    /// A clause has no words.
    Words,
    /// A text or a list is longer than it may be.
    Long,
}

/// What is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadAgreement {
    /// What.
    pub fault: AgreementFault,
    /// The text that is wrong, or the number of the clause that it is in.
    pub at: String,
}

impl fmt::Display for BadAgreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at: String = self.at.chars().take(80).collect();
        match self.fault {
            AgreementFault::Id => write!(
                f,
                "The identifier `{at}` of the agreement is not one to sixty small Latin letters, digits and hyphens; choose \
                 one such as stockholm-2018."
            ),
            AgreementFault::Title => {
                write!(f, "The agreement has no title; give it one in Arabic, in English or in both.")
            }
            AgreementFault::Day => write!(f, "`{at}` is not a day; write it as 2018-12-13."),
            AgreementFault::Order => write!(f, "The last day {at} is before the first; look at both."),
            AgreementFault::Number => write!(
                f,
                "`{at}` is not the number of a clause; write it without spaces and with at most twenty signs, such as 2.1."
            ),
            AgreementFault::Twice => write!(f, "Two clauses have the number {at}; give each its own."),
            AgreementFault::Words => write!(f, "Clause {at} has no words; give them in Arabic, in English or in both."),
            AgreementFault::Long => write!(f, "What begins with `{at}` is too long, or too many; shorten it."),
        }
    }
}

impl std::error::Error for BadAgreement {}

impl Agreement {
    /// Looks whether everything in it is as it must be; tidies nothing.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check(&self) -> Result<(), BadAgreement> {
        let bad = |fault, at: &str| Err(BadAgreement { fault, at: at.to_owned() });
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if self.id.is_empty() || self.id.len() > 60 || !self.id.chars().all(plain) {
            return bad(AgreementFault::Id, &self.id);
        }
        if self.title.is_empty() {
            return bad(AgreementFault::Title, "");
        }
        days(&self.signed, &None)?;
        days(&self.from, &self.until)?;
        short(&self.title)?;
        short(&self.place)?;
        for text in [&self.source, &self.note] {
            long(text, LIMIT_SHORT * 10)?;
        }
        for list in [&self.parties, &self.monitors] {
            names(list)?;
        }
        if self.clauses.len() > LIMIT_CLAUSES {
            return bad(AgreementFault::Long, &self.clauses[LIMIT_CLAUSES].no);
        }
        for (n, clause) in self.clauses.iter().enumerate() {
            clause.check()?;
            if self.clauses[..n].iter().any(|before| before.no == clause.no) {
                return bad(AgreementFault::Twice, &clause.no);
            }
        }
        Ok(())
    }

    /// The clause of this number.
    pub fn clause(&self, no: &str) -> Option<&Clause> {
        self.clauses.iter().find(|clause| clause.no == no)
    }

    /// Who is bound by a clause: those it names, or else all who signed.
    pub fn bound<'a>(&'a self, clause: &'a Clause) -> &'a [String] {
        if clause.binds.is_empty() { &self.parties } else { &clause.binds }
    }
}

impl Clause {
    fn check(&self) -> Result<(), BadAgreement> {
        let bad = |fault, at: &str| Err(BadAgreement { fault, at: at.to_owned() });
        let is_sign = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '(' | ')');
        if self.no.is_empty() || self.no.chars().count() > 20 || !self.no.chars().all(is_sign) {
            return bad(AgreementFault::Number, &self.no);
        }
        if self.text.is_empty() {
            return bad(AgreementFault::Words, &self.no);
        }
        long(&self.text.ar, LIMIT_CLAUSE)?;
        long(&self.text.en, LIMIT_CLAUSE)?;
        short(&self.except)?;
        short(&self.area)?;
        for list in [&self.binds, &self.places, &self.monitors] {
            names(list)?;
        }
        if self.kinds.len() > LIMIT_NAMES || self.acts.len() > LIMIT_NAMES {
            return bad(AgreementFault::Long, &self.no);
        }
        days(&self.from, &self.until)
    }
}

fn long(text: &str, limit: usize) -> Result<(), BadAgreement> {
    if text.chars().nth(limit).is_some() {
        let at = text.chars().take(40).collect();
        return Err(BadAgreement { fault: AgreementFault::Long, at });
    }
    Ok(())
}

fn short(words: &InBoth) -> Result<(), BadAgreement> {
    long(&words.ar, LIMIT_SHORT)?;
    long(&words.en, LIMIT_SHORT)
}

fn names(list: &[String]) -> Result<(), BadAgreement> {
    if let Some(more) = list.get(LIMIT_NAMES) {
        return Err(BadAgreement { fault: AgreementFault::Long, at: more.clone() });
    }
    list.iter().try_for_each(|name| long(name, LIMIT_SHORT))
}

fn days(from: &Option<String>, until: &Option<String>) -> Result<(), BadAgreement> {
    for day in [from, until].into_iter().flatten() {
        if !is_day(day) {
            return Err(BadAgreement { fault: AgreementFault::Day, at: day.clone() });
        }
    }
    match (from, until) {
        (Some(from), Some(until)) if until < from => {
            Err(BadAgreement { fault: AgreementFault::Order, at: until.clone() })
        }
        _ => Ok(()),
    }
}

/// Whether a text is a day of the calendar as ISO 8601 writes it.
fn is_day(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digits = |range: std::ops::Range<usize>| {
        text.get(range)
            .filter(|part| part.bytes().all(|b| b.is_ascii_digit()))
            .and_then(|part| part.parse::<u32>().ok())
    };
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return false;
    }
    let (Some(year), Some(month), Some(day)) = (digits(0..4), digits(5..7), digits(8..10)) else { return false };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(is_leap),
        _ => 0,
    };
    (1..=last).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Agreement {
        let json = r#"{"id": "wadi-2020", "title": {"en": "Truce of the valley"}, "signed": "2020-02-29", "parties": ["a", "b"],
            "clauses": [{"no": "1", "text": {"ar": "x"}, "duty": "forbidden", "acts": ["ASSAULT"], "kinds": ["ceasefire"]},
                        {"no": "2.1", "text": {"en": "y"}, "duty": "owed", "binds": ["b"], "until": "2020-03-10"}]}"#;
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn an_agreement_keeps_its_json_form() {
        let agreement = sample();
        agreement.check().unwrap();
        let again: Agreement = serde_json::from_str(&serde_json::to_string(&agreement).unwrap()).unwrap();
        assert_eq!(again, agreement);
        assert_eq!(agreement.bound(&agreement.clauses[0]), ["a", "b"]);
        assert_eq!(agreement.bound(&agreement.clauses[1]), ["b"]);
        assert_eq!(agreement.title.best("ar"), "Truce of the valley");
    }

    #[test]
    fn a_field_that_nobody_knows_is_refused() {
        let json = r#"{"id": "x", "title": {"en": "t"}, "partys": ["a"]}"#;
        let said = serde_json::from_str::<Agreement>(json).unwrap_err().to_string();
        assert!(said.contains("partys"), "{said}");
    }

    #[test]
    fn what_is_wrong_is_named() {
        type Harm = fn(&mut Agreement);
        let harms: [(Harm, AgreementFault, &str); 9] = [
            (|a| a.id = "Wadi 2020".into(), AgreementFault::Id, "Wadi 2020"),
            (|a| a.title = InBoth::default(), AgreementFault::Title, "no title"),
            (|a| a.signed = Some("2019-02-29".into()), AgreementFault::Day, "2019-02-29"),
            (|a| a.signed = Some("\u{661}\u{662}".into()), AgreementFault::Day, "\u{661}\u{662}"),
            (|a| a.clauses[1].from = Some("2020-03-11".into()), AgreementFault::Order, "2020-03-10"),
            (|a| a.clauses[1].no = "1".into(), AgreementFault::Twice, "number 1"),
            (|a| a.clauses[1].no = "a/b".into(), AgreementFault::Number, "a/b"),
            (|a| a.clauses[0].text = InBoth::default(), AgreementFault::Words, "Clause 1"),
            (|a| a.clauses[0].text.en = "long ".repeat(5_000), AgreementFault::Long, "long"),
        ];
        for (harm, fault, words) in harms {
            let mut agreement = sample();
            harm(&mut agreement);
            let bad = agreement.check().unwrap_err();
            assert_eq!(bad.fault, fault);
            assert!(bad.to_string().contains(words), "{bad}");
        }
    }
}
