//! Decisions in words.

use super::fields::{Told, all, label, told};
use crate::actors::Namer;
use crate::i18n::Lang;
use crate::{format, links, shown};
use rasid_record::{Act, Fit, List, Review, Standing, What};
use rasid_store::LedgerLine;
use serde_json::Value;

/// What was decided about a reading.
pub(crate) fn standing(lang: Lang, standing: Standing) -> &'static str {
    match standing {
        Standing::Unreviewed => lang.t("review.unreviewed"),
        Standing::Accepted => lang.t("review.accepted"),
        Standing::Corrected => lang.t("review.corrected"),
        Standing::Rejected => lang.t("review.rejected"),
        Standing::Added => lang.t("review.added"),
    }
}

/// How that is coloured.
pub(crate) fn tone(standing: Standing) -> &'static str {
    match standing {
        Standing::Accepted | Standing::Added => "good",
        Standing::Corrected => "open",
        Standing::Rejected => "bad",
        Standing::Unreviewed => "",
    }
}

/// What the rules say now.
pub(crate) fn fit(lang: Lang, fit: Fit) -> &'static str {
    match fit {
        Fit::Same => lang.t("review.fit.same"),
        Fit::Agrees => lang.t("review.fit.agrees"),
        Fit::Differs => lang.t("review.fit.differs"),
        Fit::Gone => lang.t("review.fit.gone"),
    }
}

/// A word of the scale: those of the default scale in the visitor's language, a team's own as they are.
pub(crate) fn claim(lang: Lang, word: &str) -> String {
    shown::shortened(&lang.word("claim", word), 60)
}

/// What sort of decision it is.
pub(crate) fn what(lang: Lang, what: What) -> &'static str {
    match what {
        What::Accept => lang.t("ledger.accept"),
        What::Correct => lang.t("ledger.correct"),
        What::Reject => lang.t("ledger.reject"),
        What::Add => lang.t("ledger.add"),
        What::Claim => lang.t("ledger.claim"),
        What::Undo => lang.t("ledger.undo"),
        What::Tag => lang.t("ledger.tag"),
        What::Comment => lang.t("ledger.comment"),
        What::Assign => lang.t("ledger.assign"),
        What::Complete => lang.t("ledger.complete"),
        What::Merge => lang.t("ledger.merge"),
        What::Split => lang.t("ledger.split"),
        What::Scale => lang.t("ledger.scale"),
    }
}

/// A field before and after.
pub(crate) struct Changed {
    pub(crate) label: &'static str,
    pub(crate) before: String,
    pub(crate) after: String,
}

/// A decision as the ledger shows it.
pub(crate) struct Line {
    pub(crate) seq: String,
    pub(crate) at: String,
    pub(crate) who: String,
    pub(crate) what: &'static str,
    pub(crate) tone: &'static str,
    /// The list of the record that it is about, or empty.
    pub(crate) one: &'static str,
    /// The words of that record.
    pub(crate) words: String,
    /// Address of the record's review, or of the report.
    pub(crate) href: String,
    /// What it says beside that: a status, a tag, a remark, the decision that it takes back.
    pub(crate) says: String,
    pub(crate) changes: Vec<Changed>,
    /// What a record says that was added.
    pub(crate) record: Vec<Told>,
    pub(crate) reason: String,
    pub(crate) is_blind: bool,
    /// Whether the visitor may not see what it says yet.
    pub(crate) is_hidden: bool,
    /// Whether what it says was deleted, or is of another form.
    pub(crate) is_empty: bool,
    /// Hash of the decision in its chain.
    pub(crate) hash: String,
}

impl Line {
    /// The line of a decision for `viewer`.
    pub(crate) fn new(namer: &Namer<'_>, viewer: &str, line: &LedgerLine) -> Self {
        let lang = namer.lang;
        let decision = &line.decision;
        let mut shown_line = Line {
            seq: format::whole(decision.seq),
            at: format::date(lang, &decision.made_at),
            who: String::new(),
            what: "",
            tone: "",
            one: "",
            words: String::new(),
            href: String::new(),
            says: String::new(),
            changes: Vec::new(),
            record: Vec::new(),
            reason: String::new(),
            is_blind: false,
            is_hidden: false,
            is_empty: line.review.is_none() && line.tombstone.is_none(),
            hash: decision.hash.clone(),
        };
        if let Some(stone) = &line.tombstone {
            shown_line.who = shown::shortened(&stone.who, 60);
            shown_line.what = lang.t("tomb.what");
            shown_line.tone = "rejected";
            shown_line.says = shown::shortened(&stone.report_id, 80);
            shown_line.href = crate::links::report(&stone.report_id);
            shown_line.reason = shown::owned(&stone.why);
        }
        if let Some(review) = &line.review {
            let hidden = review.by != viewer && line.hidden_from.iter().any(|who| who == viewer);
            shown_line.who = shown::shortened(&review.by, 60);
            if hidden {
                shown_line.is_hidden = true;
            } else {
                shown_line.say(namer, review, line.no);
            }
        }
        shown_line
    }

    fn say(&mut self, namer: &Namer<'_>, review: &Review, no: Option<usize>) {
        let lang = namer.lang;
        self.what = what(lang, review.act.what());
        self.tone = review.act.standing().map_or("", tone);
        self.is_blind = review.blind;
        self.reason = review.reason.as_deref().map_or_else(String::new, shown::owned);
        if let Some(content) = &review.on {
            self.one = lang.t(&format!("one.{}", content.list));
            self.words = shown::shortened(&content.words, 120);
        }
        self.href = match (no, &review.report) {
            (Some(no), _) => format!("/review/decided/{no}"),
            (None, Some(report)) => links::report(report),
            (None, None) => String::new(),
        };
        let list = review.on.as_ref().map_or(List::Arrangements, |content| content.list);
        match &review.act {
            Act::Correct { fields } => {
                let rules = list.fields().iter().filter_map(|rule| Some((rule, fields.get(rule.name)?)));
                let value = |rule, value: &Value| {
                    let text = told(lang, list, rule, value);
                    if text.is_empty() { lang.t("review.none").to_owned() } else { text }
                };
                self.changes = rules
                    .map(|(rule, change)| Changed {
                        label: label(lang, list, rule.name),
                        before: value(rule, &change.before),
                        after: value(rule, &change.after),
                    })
                    .collect();
            }
            Act::Add { record } => self.record = all(lang, list, record),
            Act::Claim { status } => {
                self.says = status.as_deref().map_or_else(|| lang.t("review.none").to_owned(), |s| claim(lang, s));
            }
            Act::Undo { undoes } => {
                self.says = lang.fill("ledger.undoes", &[("seq", &format::whole(*undoes))]);
            }
            Act::Tag { add, remove } => {
                let signed = add.iter().map(|t| format!("+ {t}")).chain(remove.iter().map(|t| format!("− {t}")));
                self.says = shown::shortened(&signed.collect::<Vec<_>>().join("\u{60c} "), 200);
            }
            Act::Comment { text } => self.says = shown::owned(text),
            Act::Assign { to, blind } => {
                self.says = shown::shortened(&to.join(" + "), 200);
                self.is_blind = *blind;
            }
            Act::Complete { lists } => {
                let names: Vec<&str> = lists.iter().map(|list| lang.t(&format!("list.{list}"))).collect();
                self.says = names.join(" + ");
            }
            Act::Merge { keep, same } => {
                self.says = format!("{} = {}", namer.name(same, None), namer.name(keep, None));
            }
            Act::Split { id, other, place } => {
                let place = shown::shortened(place, 80);
                self.says = format!("{} → {} ({place})", namer.name(id, None), namer.name(other, None));
            }
            Act::Scale { statuses } => self.says = shown::shortened(&statuses.join(" < "), 300),
            Act::Accept | Act::Reject => {}
        }
    }
}
