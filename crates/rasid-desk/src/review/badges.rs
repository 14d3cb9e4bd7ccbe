//! What people decided about records, on the cards of lists and reports.

use super::fields::{Told, label, told};
use super::told::{claim, fit, standing, tone};
use crate::card::Card;
use crate::i18n::Lang;
use crate::links;
use rasid_record::{Fit, Standing};
use rasid_store::{RecordReview, Store, StoreError};
use serde_json::Value;

/// A word that people put on a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Badge {
    pub(crate) text: String,
    pub(crate) tone: &'static str,
}

/// What a card says of the review of its record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marks {
    pub(crate) badges: Vec<Badge>,
    /// Class of the card: `rejected`, `corrected` or empty.
    pub(crate) class: &'static str,
    /// Fields that are corrected.
    pub(crate) changes: Vec<Told>,
    /// Address of its review.
    pub(crate) href: String,
}

/// Puts onto cards of one page what was decided about their records, as far as `viewer` may see it.
pub(crate) fn put(lang: Lang, store: &Store, viewer: &str, cards: &mut [Card]) -> Result<(), StoreError> {
    for card in cards {
        let review = store.review_at(&card.report_id, card.list, card.idx)?;
        card.review = marks(lang, viewer, review.as_ref());
        card.review.href = links::review(&card.report_id, card.list, card.idx);
    }
    Ok(())
}

/// What `viewer` may see of the review of a record.
pub(crate) fn marks(lang: Lang, viewer: &str, review: Option<&RecordReview>) -> Marks {
    let Some(review) = review else { return Marks::default() };
    let state = &review.state;
    if state.is_blind_to(viewer) {
        let badge = Badge { text: lang.t("review.badge.blind").to_owned(), tone: "open" };
        return Marks { badges: vec![badge], ..Marks::default() };
    }
    let mut badges = Vec::new();
    if state.standing != Standing::Unreviewed {
        badges.push(Badge { text: standing(lang, state.standing).to_owned(), tone: tone(state.standing) });
    }
    badges.extend(state.claim.as_deref().map(|word| Badge { text: claim(lang, word), tone: claim_tone(word) }));
    if state.is_disputed() {
        badges.push(Badge { text: lang.t("review.badge.conflict").to_owned(), tone: "bad" });
    }
    if matches!(review.fit, Fit::Differs | Fit::Gone) {
        badges.push(Badge { text: fit(lang, review.fit).to_owned(), tone: "open" });
    }
    badges.extend(state.tags.iter().map(|tag| Badge { text: crate::shown::shortened(tag, 40), tone: "" }));
    let list = review.content.list;
    let changes = if state.standing == Standing::Corrected {
        let rules = list.fields().iter().filter_map(|rule| Some((rule, state.changes.get(rule.name)?)));
        rules
            .map(|(rule, value)| Told {
                label: label(lang, list, rule.name),
                value: told_or_none(lang, review, rule, value),
            })
            .collect()
    } else {
        Vec::new()
    };
    let class = match state.standing {
        Standing::Rejected => "rejected",
        Standing::Corrected => "corrected",
        _ => "",
    };
    Marks { badges, class, changes, href: String::new() }
}

fn told_or_none(lang: Lang, review: &RecordReview, rule: &rasid_record::FieldRule, value: &Value) -> String {
    let text = told(lang, review.content.list, rule, value);
    if text.is_empty() { lang.t("review.none").to_owned() } else { text }
}

/// How a word of the default scale is coloured.
pub(crate) fn claim_tone(word: &str) -> &'static str {
    match word {
        "corroborated" | "verified" => "good",
        "refuted" => "bad",
        _ => "open",
    }
}
