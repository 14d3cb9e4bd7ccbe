//! One record as people see it: who, what, its words, and its chain of attribution.
//!
//! The same card stands beside a report's text, in a list, on a person's page and on the
//! overview; `templates/card.html` draws it.

use crate::actors::{Item, Namer};
use crate::i18n::Lang;
use crate::review::badges::Marks;
use crate::{card_fields, format, links, shown};
use rasid_record::List;
use rasid_store::{Claim, Fields, Row};

/// A labelled fact of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fact {
    pub(crate) label: &'static str,
    pub(crate) items: Vec<Item>,
}

/// One step of the chain of attribution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) label: &'static str,
    pub(crate) items: Vec<Item>,
}

/// A record as people see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Card {
    pub(crate) list: List,
    pub(crate) idx: usize,
    /// What list it is of, for one record.
    pub(crate) one: &'static str,
    /// Address of its words.
    pub(crate) href: String,
    /// What stands before that, or empty.
    pub(crate) label: &'static str,
    /// What it says first: who speaks, who is bound, what kind.
    pub(crate) lead: Vec<Item>,
    /// Its word of the vocabulary: stance, phase, class.
    pub(crate) tag: String,
    /// How the tag is coloured: `good`, `bad`, `open` or empty.
    pub(crate) tone: &'static str,
    /// Its words in the text.
    pub(crate) quote: String,
    /// What needs no label: negated, approximate.
    pub(crate) flags: Vec<String>,
    pub(crate) facts: Vec<Fact>,
    pub(crate) chain: Vec<Step>,
    pub(crate) outlet: String,
    pub(crate) date: String,
    pub(crate) report_title: String,
    pub(crate) report_href: String,
    pub(crate) report_id: String,
    /// What people decided about it, where a page shows that.
    pub(crate) review: Marks,
}

/// The longest quotation on a card, in letters; the text itself is one click away.
const QUOTE: usize = 320;

impl Card {
    pub(crate) fn new(namer: &Namer<'_>, row: &Row) -> Self {
        let lang = namer.lang;
        let list = row.list();
        let matter = card_fields::matter(namer, row);
        Card {
            list,
            idx: row.idx,
            one: lang.t(&format!("one.{list}")),
            href: links::words(&row.report.id, list, row.idx),
            label: matter.label,
            lead: matter.lead,
            tag: matter.tag,
            tone: matter.tone,
            quote: shown::shortened(&row.at.text, QUOTE),
            flags: matter.flags,
            facts: matter.facts,
            chain: chain(namer, row),
            outlet: outlet(lang, row.report.outlet.as_deref()),
            date: date(lang, row.report.published.as_deref()),
            report_title: shown::shortened(&row.report.title, 90),
            report_href: links::report(&row.report.id),
            report_id: row.report.id.clone(),
            review: Marks::default(),
        }
    }

    /// The name of the record inside a page: `statements-3`.
    pub(crate) fn key(&self) -> String {
        format!("{}-{}", self.list, self.idx)
    }

    /// What a pointer that rests on the words is told.
    pub(crate) fn hint(&self) -> String {
        let lead = self.lead.iter().map(|i| i.text.as_str()).collect::<Vec<_>>().join(" + ");
        [self.one, &self.tag, &lead].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(" · ")
    }
}

/// The name of an outlet, or that none is stated.
pub(crate) fn outlet(lang: Lang, outlet: Option<&str>) -> String {
    outlet.map_or_else(|| lang.t("chain.outlet.none").to_owned(), |o| shown::shortened(o, 80))
}

/// A date of publication, or that there is none.
pub(crate) fn date(lang: Lang, published: Option<&str>) -> String {
    published.map_or_else(|| lang.t("date.unknown").to_owned(), |p| shown::owned(&format::date(lang, p)))
}

/// Outlet → agency → speaker. Times stand for themselves, so they have none.
fn chain(namer: &Namer<'_>, row: &Row) -> Vec<Step> {
    let lang = namer.lang;
    let mut steps = vec![Step {
        label: lang.t("chain.outlet"),
        items: vec![Item::plain(outlet(lang, row.report.outlet.as_deref()))],
    }];
    match &row.fields {
        Fields::Time(_) => return Vec::new(),
        Fields::Naming(naming) => steps.push(Step {
            label: lang.t("field.voice"),
            items: vec![Item::plain(lang.word("voice", naming.voice.as_str()))],
        }),
        Fields::Statement(said) => {
            let words = said.speaker.as_deref().or(said.speaker_name.as_deref());
            steps.extend(via(lang, &said.via));
            steps.push(speaker(namer, said.speaker_id.as_deref(), words));
        }
        Fields::Figure(_) | Fields::Event(_) | Fields::Commitment(_) | Fields::Arrangement(_) | Fields::Breach(_) => {
            match &row.claim {
                Some(claim) => steps.extend(claimed(namer, row, claim)),
                None => {
                    steps[0].items.push(Item::plain(lang.t("chain.own")));
                }
            }
        }
    }
    steps
}

fn claimed(namer: &Namer<'_>, row: &Row, claim: &Claim) -> Vec<Step> {
    let mut steps: Vec<Step> = via(namer.lang, &claim.via).into_iter().collect();
    let mut step = speaker(namer, claim.speaker_id.as_deref(), claim.speaker.as_deref());
    if let Some(first) = step.items.first_mut()
        && first.href.is_empty()
    {
        // Where the speaker has no page, the name leads to what was said.
        first.href = links::words(&row.report.id, List::Statements, claim.statement);
    }
    let carried = match &row.fields {
        Fields::Figure(r) => r.carried,
        Fields::Event(r) => r.carried,
        Fields::Breach(r) => r.carried,
        _ => false,
    };
    if carried {
        step.items.push(Item::plain(namer.lang.t("chain.carried")));
    }
    steps.push(step);
    steps
}

fn via(lang: Lang, agencies: &[String]) -> Option<Step> {
    (!agencies.is_empty()).then(|| Step {
        label: lang.t("chain.agency"),
        items: agencies.iter().map(|a| Item::plain(shown::shortened(a, 60))).collect(),
    })
}

fn speaker(namer: &Namer<'_>, id: Option<&str>, words: Option<&str>) -> Step {
    let items = match (id, words) {
        (Some(id), words) => namer.items(id, words),
        (None, Some(words)) => vec![Item::plain(shown::shortened(words, 80))],
        (None, None) => vec![Item::plain(namer.lang.t("chain.speaker.none"))],
    };
    Step { label: namer.lang.t("chain.speaker"), items }
}
