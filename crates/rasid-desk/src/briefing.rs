//! A briefing: what is new in a period about a topic, each line made from the codes and beside it the words that
//! say it, their source, and how many reports, outlets and independent accounts stand behind it.

use crate::actors::Namer;
use crate::desk::Desk;
use crate::i18n::Lang;
use crate::quoted::Quoted;
use crate::sentence::Sentences;
use crate::{format, shown};
use rasid_record::{ArrangementCourse, List, Mention, Reference};
use rasid_store::{Backing, Brief, BriefFilter, Store, StoreError};
use std::collections::BTreeSet;

/// How many lines a section has at most.
pub(crate) const LINES: usize = 25;

/// A line.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// The sentence that was made from the codes.
    pub(crate) sentence: String,
    /// The words of a report; nothing where it was read anew since it was linked.
    pub(crate) quote: Option<Quoted>,
    /// The headline of that report.
    pub(crate) title: String,
    /// Reports, outlets, independent accounts, in words.
    pub(crate) counts: [String; 3],
    backing: Backing,
}

/// A section with its lines.
#[derive(Clone, Debug)]
pub(crate) struct Section {
    /// The word for it, which is part of the keys of its texts.
    pub(crate) key: &'static str,
    pub(crate) title: &'static str,
    pub(crate) lines: Vec<Line>,
    /// That there is more than its lines, or empty.
    pub(crate) more: String,
    /// What is said where nothing is new.
    pub(crate) none: &'static str,
}

/// A whole briefing.
#[derive(Clone, Debug)]
pub(crate) struct Briefing {
    pub(crate) sections: Vec<Section>,
    /// Hash over its lines, the same in every language of the page.
    pub(crate) digest: String,
}

/// What makes the lines.
struct Maker<'m> {
    /// Names in the language of the page, for what stands beside the words.
    namer: &'m Namer<'m>,
    /// Sentences in the language of the lines.
    sentences: Sentences<'m, 'm>,
    store: &'m Store,
}

impl Briefing {
    /// Puts it together: texts of the page in `lang`, lines in the language `lines`.
    pub(crate) fn new(
        desk: &Desk,
        store: &Store,
        filter: &BriefFilter,
        lang: Lang,
        lines: Lang,
    ) -> Result<Self, StoreError> {
        let found = store.brief(filter, LINES)?;
        let (namer, other) = (Namer::of_many(desk, store, lang), Namer::of_many(desk, store, lines));
        let maker = Maker { namer: &namer, sentences: Sentences::new(&other), store };
        let sections = maker.sections(lang, &found)?;
        // Of the lines what is the same in all languages: which records they rest on, and how many.
        let mut hasher = blake3::Hasher::new();
        for section in &sections {
            hasher.update(format!("{}\n", section.key).as_bytes());
            for line in &section.lines {
                let words =
                    line.quote.as_ref().map_or_else(String::new, |quote| format!("{} {}", quote.href, quote.words));
                let Backing { reports, outlets, accounts } = line.backing;
                hasher.update(format!("{words}\n{reports} {outlets} {accounts}\n").as_bytes());
            }
        }
        Ok(Briefing { sections, digest: hasher.finalize().to_hex().to_string() })
    }

    /// How many lines it has.
    pub(crate) fn len(&self) -> usize {
        self.sections.iter().map(|section| section.lines.len()).sum()
    }
}

impl Maker<'_> {
    fn sections(&self, lang: Lang, found: &Brief) -> Result<Vec<Section>, StoreError> {
        let phases = found.phases.rows.iter().filter_map(|(course, item)| {
            let claim = course.phases.get(*item)?;
            let places = places(&claim.mentions, List::Arrangements);
            Some((self.sentences.phase(course, claim), places))
        });
        let breaches = found.breaches.rows.iter().filter_map(|(course, item)| {
            let entry = course.ledger.get(*item)?;
            let places = places(&entry.mentions, List::Breaches);
            Some((self.sentences.breach(course, entry, &self.outlets(course, &entry.mentions)), places))
        });
        let dues = found.dues.rows.iter().map(|p| (self.sentences.due(p), places(&p.mentions, List::Commitments)));
        let words = found.words.rows.iter().map(|p| (self.sentences.word(p), places(&p.mentions, List::Commitments)));
        let deeds = found.deeds.rows.iter().map(|p| {
            let evidence = p.pro.iter().chain(&p.against).cloned().collect();
            (self.sentences.deed(p), evidence)
        });
        let figures = found.figures.rows.iter().map(|course| {
            let given = course.series.iter().flat_map(|claimed| &claimed.given);
            (self.sentences.figure(course), given.map(|g| g.figure.clone()).collect())
        });
        let disagreements = found
            .disagreements
            .rows
            .iter()
            .map(|found| (self.sentences.disagreement(found), found.sides.iter().flatten().cloned().collect()));
        let section = |key: &'static str, title, lines: Vec<Line>, total: usize| Section {
            key,
            title: lang.t(title),
            more: match total.saturating_sub(lines.len()) {
                0 => String::new(),
                rest => lang.fill("brief.more", &[("n", &format::whole(rest as u64))]),
            },
            lines,
            none: lang.t("brief.none"),
        };
        Ok(vec![
            section("arrangements", "brief.phases", self.lines(phases)?, found.phases.total),
            section("times", "brief.dues", self.lines(dues)?, found.dues.total),
            section("breaches", "brief.breaches", self.lines(breaches)?, found.breaches.total),
            section("figures", "brief.figures", self.lines(figures)?, found.figures.total),
            section("naming", "brief.disagreements", self.lines(disagreements)?, found.disagreements.total),
            section("commitments", "brief.words", self.lines(words)?, found.words.total),
            section("events", "brief.deeds", self.lines(deeds)?, found.deeds.total),
        ])
    }

    fn lines(&self, made: impl Iterator<Item = (String, Vec<Reference>)>) -> Result<Vec<Line>, StoreError> {
        made.map(|(sentence, places)| self.line(sentence, &places)).collect()
    }

    fn line(&self, sentence: String, places: &[Reference]) -> Result<Line, StoreError> {
        let backing = self.store.backing(places.iter().map(|place| place.0.as_str()))?;
        // The first that is still there: a report may have been read anew.
        let quote = self.store.quotes(&places[..places.len().min(1)])?.into_iter().next();
        Ok(Line {
            sentence: shown::owned(&sentence),
            title: quote.as_ref().map_or_else(String::new, |quote| shown::shortened(&quote.row.report.title, 120)),
            quote: quote.as_ref().map(|quote| Quoted::new(self.namer, quote)),
            counts: counts(self.namer.lang, backing),
            backing,
        })
    }

    /// The outlets of some mentions.
    fn outlets(&self, course: &ArrangementCourse, mentions: &[Mention]) -> Vec<String> {
        let ids: BTreeSet<&str> = mentions.iter().map(|mention| mention.0.as_str()).collect();
        let claims = course.phases.iter().filter(|claim| claim.mentions.iter().any(|m| ids.contains(m.0.as_str())));
        let outlets: BTreeSet<String> = claims.flat_map(|claim| claim.outlets.iter().cloned()).collect();
        outlets.into_iter().collect()
    }
}

/// The three counts in words.
fn counts(lang: Lang, backing: Backing) -> [String; 3] {
    [lang.n("n.reports", backing.reports), lang.n("n.outlets", backing.outlets), lang.n("n.accounts", backing.accounts)]
}

fn places(mentions: &[Mention], list: List) -> Vec<Reference> {
    mentions.iter().map(|mention| Reference(mention.0.clone(), list, mention.1)).collect()
}
