//! What pages of the register show of a signed text and its clauses.

use crate::actors::{Item, Namer};
use crate::card::Fact;
use crate::i18n::Lang;
use crate::{format, links, shown};
use rasid_record::{Agreement, AgreementFault, BadAgreement, Clause, Duty, InBoth};

/// Words in the visitor's language, and below them those in the other.
pub(crate) struct Bilingual {
    pub(crate) first: String,
    /// The language of the first, as a code.
    pub(crate) lang: &'static str,
    /// In the other language, or empty.
    pub(crate) second: String,
    pub(crate) second_lang: &'static str,
}

impl Bilingual {
    pub(crate) fn new(lang: Lang, words: &InBoth) -> Self {
        let (ar, en) = (shown::owned(&words.ar), shown::owned(&words.en));
        let ((first, code), (second, other)) = match lang {
            Lang::Ar => ((ar, "ar"), (en, "en")),
            Lang::En => ((en, "en"), (ar, "ar")),
        };
        match first.is_empty() {
            true => Bilingual { first: second, lang: other, second: String::new(), second_lang: code },
            false => Bilingual { first, lang: code, second, second_lang: other },
        }
    }
}

/// A clause as it is shown.
pub(crate) struct Shown {
    pub(crate) no: String,
    /// The key of its place on the page.
    pub(crate) key: String,
    pub(crate) duty: String,
    pub(crate) tone: &'static str,
    pub(crate) text: Bilingual,
    pub(crate) facts: Vec<Fact>,
    /// Its page.
    pub(crate) href: String,
}

impl Shown {
    pub(crate) fn new(namer: &Namer<'_>, agreement: &Agreement, n: usize, clause: &Clause) -> Self {
        let lang = namer.lang;
        Shown {
            no: shown::owned(&clause.no),
            key: format!("clause-{n}"),
            duty: lang.word("duty", clause.duty.as_str()),
            tone: match clause.duty {
                Duty::Forbidden => "bad",
                Duty::Owed => "good",
                Duty::Other => "",
            },
            text: Bilingual::new(lang, &clause.text),
            facts: facts(namer, clause),
            href: links::clause(&agreement.id, &clause.no),
        }
    }
}

/// The title of an agreement in the visitor's language or else the other.
pub(crate) fn title(lang: Lang, agreement: &Agreement) -> String {
    shown::shortened(agreement.title.best(lang.code()), 160)
}

/// Parties, monitors and the like: those that are identifiers by their names, with the way to their pages.
pub(crate) fn names(namer: &Namer<'_>, list: &[String]) -> Vec<Item> {
    // What somebody typed as a name holds spaces or letters that no identifier has.
    let is_id = |name: &str| name.is_ascii() && !name.contains(' ');
    list.iter()
        .flat_map(|name| match is_id(name) {
            true => namer.items(name, None),
            false => vec![Item::plain(shown::shortened(name, 120))],
        })
        .collect()
}

/// From and until, in words, or nothing.
pub(crate) fn period(lang: Lang, from: Option<&str>, until: Option<&str>) -> Option<String> {
    let date = |day: &str| format::date(lang, day);
    match (from, until) {
        (Some(from), Some(until)) => Some(format::period(lang, from, until)),
        (Some(from), None) => Some(lang.fill("register.since", &[("day", &date(from))])),
        (None, Some(until)) => Some(lang.fill("register.by", &[("day", &date(until))])),
        (None, None) => None,
    }
}

/// What a clause says beside its words.
fn facts(namer: &Namer<'_>, clause: &Clause) -> Vec<Fact> {
    let lang = namer.lang;
    let words = |both: &InBoth| match both.is_empty() {
        true => Vec::new(),
        false => vec![Item::plain(shown::shortened(both.best(lang.code()), 400))],
    };
    let plain = |list: Vec<String>| list.into_iter().map(Item::plain).collect::<Vec<_>>();
    let kinds = clause.kinds.iter().map(|kind| lang.word("arrangement", kind.as_str())).collect();
    let acts = clause.acts.iter().map(|act| lang.word("event", act.as_str())).collect();
    let places = clause.places.iter().map(|place| shown::shortened(place, 80)).collect();
    let when = period(lang, clause.from.as_deref(), clause.until.as_deref());
    [
        (lang.t("register.binds"), names(namer, &clause.binds)),
        (lang.t("register.kinds"), plain(kinds)),
        (lang.t("register.acts"), plain(acts)),
        (lang.t("register.except"), words(&clause.except)),
        (lang.t("register.area"), words(&clause.area)),
        (lang.t("register.places"), plain(places)),
        (lang.t("register.when"), plain(when.into_iter().collect())),
        (lang.t("register.monitors"), names(namer, &clause.monitors)),
    ]
    .into_iter()
    .filter(|(_, items)| !items.is_empty())
    .map(|(label, items)| Fact { label, items })
    .collect()
}

/// The sentence about what is wrong with what somebody entered.
pub(crate) fn fault(lang: Lang, bad: &BadAgreement) -> String {
    let key = match bad.fault {
        AgreementFault::Id => "register.bad.id",
        AgreementFault::Title => "register.bad.title",
        AgreementFault::Day => "register.bad.day",
        AgreementFault::Order => "register.bad.order",
        AgreementFault::Number => "register.bad.number",
        AgreementFault::Twice => "register.bad.twice",
        AgreementFault::Words => "register.bad.words",
        AgreementFault::Long => "register.bad.long",
    };
    lang.fill(key, &[("at", &shown::shortened(&bad.at, 60))])
}
