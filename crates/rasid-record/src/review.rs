//! What people decide about records, and its JSON form: the payload of the ledger (`docs/review.md`).
//!
//! A decision is bound to *content*: the text, the list, the words and the kind of the record, never to an
//! index or to a label, so that it is found again when reports are read anew.

use crate::{FieldMap, List};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// Version of the JSON form of decisions.
pub const DECISION_FORMAT: u32 = 1;

/// The scale for claims where a team has none of its own, from the weakest to the strongest and then the contrary.
pub const CLAIM_SCALE: [&str; 5] = ["alleged", "reported", "corroborated", "verified", "refuted"];

/// The longest name, tag or word of a scale, in code points.
pub const LIMIT_NAME: usize = 60;
/// The longest reason or comment, in code points.
pub const LIMIT_REMARK: usize = 4000;

/// What a decision is about, in terms that hold whatever rules read the text.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Content {
    /// The text.
    pub text_id: String,
    /// The list; the decisions of one text lie together by it.
    pub list: List,
    /// First code point of the words that stand for the record ([`crate::Reading::anchor`]).
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The words.
    pub words: String,
    /// The first word of its vocabulary: kind, measure, stance, type or act; empty where it has none.
    pub kind: String,
    /// Which of those that are alike in all of this, from 0.
    #[serde(default)]
    pub nth: u32,
}

/// A field before and after a correction, in the form of [`FieldMap`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// What the reading has.
    pub before: Value,
    /// What the reviewer says the text has.
    pub after: Value,
}

/// One decision of one person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Review {
    /// [`DECISION_FORMAT`].
    pub rasid_decision: u32,
    /// The pseudonym of who decided.
    pub by: String,
    /// The report on whose page it was decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<String>,
    /// The record that it is about; nothing where it is about a report, about who is who or about the scale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Content>,
    /// The version of the rules that had read the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rules: Option<String>,
    /// The record as these rules had read it; nothing for one that was added.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<FieldMap>,
    /// Number of the latest decision on this record that the person had seen; 0: none. Two decisions that
    /// contradict one another and do not know of one another are a conflict.
    #[serde(default)]
    pub after: u64,
    /// Whether it was made in blind coding, without seeing what others decided.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub blind: bool,
    /// Why, in the person's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What was decided.
    #[serde(flatten)]
    pub act: Act,
}

/// What can be decided.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "lowercase")]
pub enum Act {
    /// The record reads the text rightly.
    Accept,
    /// It does but for these fields.
    Correct {
        /// Every field in which the right record differs from the reading.
        fields: BTreeMap<String, Change>,
    },
    /// The text does not say this.
    Reject,
    /// The text says something that no record holds.
    Add {
        /// The record.
        record: FieldMap,
    },
    /// Whether the claim holds. Never changes the reading.
    Claim {
        /// A word of the team's scale, or nothing to say none any more.
        status: Option<String>,
    },
    /// Another decision does not hold. It stays in the ledger.
    Undo {
        /// Its number.
        undoes: u64,
    },
    /// Words by which records are found again.
    Tag {
        /// Given.
        #[serde(default)]
        add: Vec<String>,
        /// Taken away.
        #[serde(default)]
        remove: Vec<String>,
    },
    /// A remark.
    Comment {
        /// The remark.
        text: String,
    },
    /// Somebody is to review the record.
    Assign {
        /// Pseudonyms; nobody to take it back.
        to: Vec<String>,
        /// Whether each of them is to decide without seeing what others decided. In JSON it is called otherwise than
        /// [`Review::blind`], beside which it stands.
        #[serde(default, rename = "alone")]
        blind: bool,
    },
    /// These lists of the report are reviewed: what was not corrected or rejected is right, and nothing is missing.
    Complete {
        /// The lists; none to take it back.
        lists: Vec<List>,
    },
    /// Two identifiers are one.
    Merge {
        /// The one that is kept.
        keep: String,
        /// The other.
        same: String,
    },
    /// In a report or an outlet an identifier is somebody else.
    Split {
        /// The identifier.
        id: String,
        /// Who it is there.
        other: String,
        /// `report:ID` or `outlet:NAME`.
        place: String,
    },
    /// The words by which the team says whether claims hold.
    Scale {
        /// In order.
        statuses: Vec<String>,
    },
}

crate::vocabulary::vocabulary! {
    /// What sort of decision it is.
    What {
        /// Accepted as read.
        Accept = "accept",
        /// Corrected.
        Correct = "correct",
        /// Rejected.
        Reject = "reject",
        /// Added by a person.
        Add = "add",
        /// Whether the claim holds.
        Claim = "claim",
        /// Another decision was taken back.
        Undo = "undo",
        /// Tagged.
        Tag = "tag",
        /// Remarked on.
        Comment = "comment",
        /// Assigned.
        Assign = "assign",
        /// Lists of a report are complete.
        Complete = "complete",
        /// Identifiers are one.
        Merge = "merge",
        /// An identifier is somebody else.
        Split = "split",
        /// The scale for claims.
        Scale = "scale",
    }
}

crate::vocabulary::vocabulary! {
    /// What people decided about the reading of a record.
    Standing {
        /// Nothing yet, or nothing that holds.
        Unreviewed = "unreviewed",
        /// It reads the text rightly.
        Accepted = "accepted",
        /// It does with the corrections.
        Corrected = "corrected",
        /// The text does not say this.
        Rejected = "rejected",
        /// A person added it.
        Added = "added",
    }
}

crate::vocabulary::vocabulary! {
    /// What the rules say now of a record that people decided on.
    Fit {
        /// They read it as they did when it was decided.
        Same = "same",
        /// They read it otherwise now, and as people decided.
        Agrees = "agrees",
        /// They read it otherwise now, and not as people decided.
        Differs = "differs",
        /// They do not read it any more, although people hold it.
        Gone = "gone",
    }
}

impl Act {
    /// What sort it is.
    pub fn what(&self) -> What {
        match self {
            Act::Accept => What::Accept,
            Act::Correct { .. } => What::Correct,
            Act::Reject => What::Reject,
            Act::Add { .. } => What::Add,
            Act::Claim { .. } => What::Claim,
            Act::Undo { .. } => What::Undo,
            Act::Tag { .. } => What::Tag,
            Act::Comment { .. } => What::Comment,
            Act::Assign { .. } => What::Assign,
            Act::Complete { .. } => What::Complete,
            Act::Merge { .. } => What::Merge,
            Act::Split { .. } => What::Split,
            Act::Scale { .. } => What::Scale,
        }
    }

    /// What it makes of the reading of its record, where it is a verdict on that.
    pub fn standing(&self) -> Option<Standing> {
        match self {
            Act::Accept => Some(Standing::Accepted),
            Act::Correct { .. } => Some(Standing::Corrected),
            Act::Reject => Some(Standing::Rejected),
            Act::Add { .. } => Some(Standing::Added),
            _ => None,
        }
    }
}

impl Review {
    /// A decision on nothing in particular, to be completed.
    pub fn new(by: &str, act: Act) -> Self {
        Review {
            rasid_decision: DECISION_FORMAT,
            by: by.to_owned(),
            report: None,
            on: None,
            rules: None,
            was: None,
            after: 0,
            blind: false,
            reason: None,
            act,
        }
    }

    /// The decision that a payload of the ledger holds; nothing where it is of another form.
    pub fn parse(payload: &str) -> Option<Self> {
        serde_json::from_str::<Review>(payload).ok().filter(|review| review.rasid_decision == DECISION_FORMAT)
    }

    /// The payload.
    pub fn payload(&self) -> String {
        // No map of it has keys other than texts, and it holds no number that JSON cannot write.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The record as this decision has it: as read with the corrections, or as added. Nothing where it is rejected
    /// or is no verdict.
    pub fn result(&self) -> Option<FieldMap> {
        match &self.act {
            Act::Accept => self.was.clone(),
            Act::Add { record } => Some(record.clone()),
            Act::Correct { fields } => {
                let mut record = self.was.clone()?;
                for (name, change) in fields {
                    record.insert(name.clone(), change.after.clone());
                }
                Some(record)
            }
            _ => None,
        }
    }

    /// Whether it says nothing else than `other` about the reading or the claim of the record.
    pub fn agrees_with(&self, other: &Review) -> bool {
        match (&self.act, &other.act) {
            (Act::Claim { status: a }, Act::Claim { status: b }) => a == b,
            (a, b) if a.standing().is_some() && b.standing().is_some() => {
                // What was added by one and accepted by another is the same record.
                matches!(a, Act::Reject) == matches!(b, Act::Reject) && self.result() == other.result()
            }
            _ => false,
        }
    }

    /// What is wrong with its lengths, as a sentence.
    pub fn fault(&self) -> Option<String> {
        let long = |text: &str, limit: usize| text.chars().count() > limit;
        let name = |text: &str| text.trim().is_empty() || long(text, LIMIT_NAME);
        if name(&self.by) {
            return Some(format!("a decision needs a name of at most {LIMIT_NAME} letters"));
        }
        if self.reason.as_deref().is_some_and(|reason| long(reason, LIMIT_REMARK)) {
            return Some(format!("a reason has at most {LIMIT_REMARK} letters"));
        }
        let wrong = match &self.act {
            Act::Comment { text } => text.trim().is_empty() || long(text, LIMIT_REMARK),
            Act::Tag { add, remove } => add.iter().chain(remove).any(|tag| name(tag)) || add.len() + remove.len() > 50,
            Act::Assign { to, .. } => to.iter().any(|who| name(who)) || to.len() > 20,
            Act::Claim { status } => status.as_deref().is_some_and(name),
            Act::Scale { statuses } => {
                statuses.is_empty() || statuses.len() > 20 || statuses.iter().any(|word| name(word))
            }
            _ => false,
        };
        wrong.then(|| "what was decided is empty, or longer than a decision may be".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decision_comes_back_from_its_payload() {
        let fields =
            [("phase".to_owned(), Change { before: "agreed".into(), after: "extended".into() })].into_iter().collect();
        let mut review = Review::new("salma", Act::Correct { fields });
        review.on = Some(Content {
            text_id: "t-1".into(),
            list: List::Arrangements,
            start: 0,
            end: 4,
            words: "هدنة".into(),
            kind: "pause".into(),
            nth: 0,
        });
        review.after = 7;
        let payload = review.payload();
        assert!(payload.contains(r#""what":"correct""#) && payload.contains(r#""list":"arrangements""#), "{payload}");
        assert_eq!(Review::parse(&payload), Some(review));
        for act in [
            Act::Accept,
            Act::Undo { undoes: 3 },
            Act::Claim { status: Some("verified".into()) },
            Act::Assign { to: vec!["x".into()], blind: true },
        ] {
            let review = Review::new("salma", act);
            assert_eq!(Review::parse(&review.payload()), Some(review));
        }
    }

    #[test]
    fn other_payloads_are_no_decisions() {
        for payload in ["{}", r#"{"verdict":"right"}"#, r#"{"rasid_decision":9,"by":"x","what":"accept"}"#, "nonsense"]
        {
            assert_eq!(Review::parse(payload), None, "{payload}");
        }
    }

    #[test]
    fn names_and_remarks_are_bounded() {
        assert!(Review::new("", Act::Accept).fault().is_some());
        assert!(Review::new(&"x".repeat(61), Act::Accept).fault().is_some());
        assert!(Review::new("x", Act::Comment { text: "y".repeat(4001) }).fault().is_some());
        assert!(Review::new("x", Act::Tag { add: vec![" ".into()], remove: vec![] }).fault().is_some());
        assert!(Review::new("x", Act::Accept).fault().is_none());
    }
}
