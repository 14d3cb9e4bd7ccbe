//! What is new, as lines of a page.

use crate::actors::{Item, Namer};
use crate::attested::Attested;
use crate::card_fields::phase_tone;
use crate::pages::arrangements::{self};
use crate::pages::commitments::{self, Deed};
use crate::pages::disagreements::{self, Dispute};
use crate::pages::figures;
use crate::quoted::Quotes;
use crate::{format, links, shown};
use rasid_record::{ArrangementCourse, List, Mention, Phase, Reference};
use rasid_store::{News, Store, StoreError, in_order};

/// How many of the claims about one arrangement are shown.
const CLAIMS: usize = 3;

/// A claim about a phase.
pub(crate) struct Claim {
    pub(crate) day: String,
    pub(crate) phase: String,
    pub(crate) tone: &'static str,
    pub(crate) by: Vec<Item>,
    pub(crate) attested: Attested,
    pub(crate) quotes: Quotes,
}

/// An arrangement about which something new is claimed.
pub(crate) struct Moved {
    pub(crate) heading: String,
    pub(crate) href: String,
    /// The phase before, or empty where it is all new.
    pub(crate) before: String,
    pub(crate) before_tone: &'static str,
    pub(crate) claims: Vec<Claim>,
    pub(crate) more: String,
}

/// A breach that is claimed.
pub(crate) struct Broken {
    pub(crate) heading: String,
    pub(crate) href: String,
    pub(crate) day: String,
    pub(crate) accused: Vec<Item>,
    pub(crate) act: String,
    pub(crate) count: String,
    pub(crate) place: String,
    pub(crate) by: Vec<Item>,
    pub(crate) attested: Attested,
    pub(crate) quotes: Quotes,
}

/// A figure that moved.
pub(crate) struct Figured {
    pub(crate) heading: String,
    pub(crate) href: String,
    pub(crate) day: String,
    /// What its source gave before, or the range of all others.
    pub(crate) before: String,
    pub(crate) is_own: bool,
    pub(crate) now: String,
    pub(crate) by: Vec<Item>,
    pub(crate) attested: Attested,
    pub(crate) quotes: Quotes,
}

/// A line of any kind.
pub(crate) enum Line {
    Moved(Moved),
    Broken(Broken),
    Deed(Box<Deed>),
    Figured(Figured),
    Dispute(Dispute),
}

/// A line for what is new.
pub(crate) fn line(namer: &Namer<'_>, store: &Store, news: &News) -> Result<Line, StoreError> {
    Ok(match news {
        News::Phases { course, new } => Line::Moved(moved(namer, store, course, new)?),
        News::Breach { course, entry } => Line::Broken(broken(namer, store, course, *entry)?),
        News::Promise(promise) => Line::Deed(Box::new(commitments::deed(namer, store, promise, 1)?)),
        News::Figure { course, item } => Line::Figured(figured(namer, store, course, *item)?),
        News::Disagreement(found) => Line::Dispute(disagreements::dispute(namer, store, found, 1)?),
    })
}

fn heading(namer: &Namer<'_>, course: &ArrangementCourse) -> (String, String) {
    let name = arrangements::name(course.name.as_deref(), &course.words);
    let first = course.phases.iter().flat_map(|claim| &claim.mentions).next();
    let href = first.map_or_else(String::new, |first| links::arrangement(&first.0, first.1));
    (arrangements::heading(namer.lang, course.kind, &name), href)
}

fn day(namer: &Namer<'_>, at: Option<&str>) -> String {
    at.map_or_else(String::new, |day| shown::owned(&format::date(namer.lang, day)))
}

fn quotes(namer: &Namer<'_>, store: &Store, list: List, mentions: &[Mention]) -> Result<Quotes, StoreError> {
    let places: Vec<Reference> = mentions.iter().map(|m| Reference(m.0.clone(), list, m.1)).collect();
    Quotes::new(namer, store, &places, 1)
}

fn moved(namer: &Namer<'_>, store: &Store, course: &ArrangementCourse, new: &[usize]) -> Result<Moved, StoreError> {
    let lang = namer.lang;
    let (heading, href) = heading(namer, course);
    let first = new.first().copied().unwrap_or(0);
    let before = course.phases[..first.min(course.phases.len())].iter().rev().find(|c| c.phase != Phase::Mentioned);
    let mut claims = Vec::new();
    // The latest are what somebody who was away wants first.
    for claim in new.iter().rev().filter_map(|&n| course.phases.get(n)).take(CLAIMS) {
        let quotes = quotes(namer, store, List::Arrangements, &claim.mentions)?;
        claims.push(Claim {
            day: day(namer, claim.at.as_deref()),
            phase: lang.word("phase", claim.phase.as_str()),
            tone: phase_tone(claim.phase),
            by: claim.by.as_deref().map_or_else(Vec::new, |id| namer.claimants(id, quotes.by())),
            attested: Attested::new(namer, &claim.counts),
            quotes,
        });
    }
    let rest = new.len().saturating_sub(CLAIMS);
    Ok(Moved {
        heading,
        href,
        before: before.map_or_else(String::new, |claim| lang.word("phase", claim.phase.as_str())),
        before_tone: before.map_or("", |claim| phase_tone(claim.phase)),
        claims,
        more: if rest > 0 { lang.n("n.rest", rest) } else { String::new() },
    })
}

fn broken(namer: &Namer<'_>, store: &Store, course: &ArrangementCourse, entry: usize) -> Result<Broken, StoreError> {
    let lang = namer.lang;
    let (heading, href) = heading(namer, course);
    let Some(found) = course.ledger.get(entry) else {
        // The links were made anew between two questions; the page is right again when it is asked again.
        let attested = Attested::new(namer, &course.counts);
        return Ok(Broken {
            heading,
            href,
            day: String::new(),
            accused: Vec::new(),
            act: String::new(),
            count: String::new(),
            place: String::new(),
            by: Vec::new(),
            attested,
            quotes: Quotes::default(),
        });
    };
    let quotes = quotes(namer, store, List::Breaches, &found.mentions)?;
    let report = found.mentions.first().map(|mention| mention.0.as_str());
    Ok(Broken {
        heading,
        href,
        day: day(namer, found.at.as_deref()),
        accused: namer.in_report(&found.accused, report),
        act: found.act.map_or_else(String::new, |act| lang.word("event", act.as_str())),
        count: figures::between(lang, found.low.map(|n| n.0), found.high.map(|n| n.0)),
        place: found.place.as_deref().map_or_else(String::new, |place| shown::shortened(place, 60)),
        by: found.by.iter().flat_map(|id| namer.claimants(id, quotes.by())).collect(),
        attested: Attested::new(namer, &found.counts),
        quotes,
    })
}

fn figured(
    namer: &Namer<'_>,
    store: &Store,
    course: &rasid_record::FigureCourse,
    item: usize,
) -> Result<Figured, StoreError> {
    let lang = namer.lang;
    let all = in_order(course);
    let item = item.min(all.len().saturating_sub(1));
    let (source, given) = all[item];
    let own = all[..item].iter().rev().find(|(other, _)| *other == source).map(|(_, given)| *given);
    let own = own.filter(|_| course.series[source].source.is_some());
    let before = match own {
        Some(own) => figures::number(lang, own),
        None => figures::range(lang, all[..item].iter().map(|(_, given)| *given)),
    };
    Ok(Figured {
        heading: figures::heading(lang, course),
        href: links::figure(&given.figure.0, given.figure.2),
        day: day(namer, given.at.as_deref()),
        before,
        is_own: own.is_some(),
        now: figures::number(lang, given),
        by: figures::by(namer, course.series[source].source.as_deref()),
        attested: Attested::new(namer, &course.counts),
        quotes: Quotes::new(namer, store, std::slice::from_ref(&given.figure), 1)?,
    })
}
