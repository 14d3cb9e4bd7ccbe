//! Groups, bodies and outlets that no table holds: a proper name behind the noun that says what it
//! names ("the movement «…»"), and the same name alone from then on.

use super::atoms::{AGO, Finder};
use super::{Kind, Mention};
use rasid_lang::inflect::{Aspect, is_feminine, is_relation};
use rasid_lang::tables::actors::TitleClass;
use rasid_lang::tables::namewords::NameWord;
use rasid_lang::translit::slug;
use rasid_lang::{Kinds, Particle, Sense};
use rasid_record::NamingKind;
use std::ops::Range;
use std::rc::Rc;

/// A proper name that was brought in by its noun.
#[derive(Clone, Debug)]
pub(super) struct Proper {
    /// Its folded words.
    words: Vec<String>,
    id: Rc<str>,
    kind: Kind,
}

/// Longest proper name, in words: longer stretches in quotation marks are speech.
const WORDS: usize = 5;

/// Proper names of a report that are known again; articles have a few.
const NAMES: usize = 300;

impl Finder<'_, '_, '_> {
    /// A proper name behind its noun at token `i`; returns the token after it.
    pub(super) fn proper(&mut self, i: usize) -> Option<usize> {
        let doc = self.doc;
        let head = doc.particle(i, Particle::GroupNoun).unwrap_or(i + 1);
        let noun = if head > i + 1 {
            let mut written = doc.bare(i).to_owned();
            (i + 1..head).for_each(|w| written = format!("{written} {}", doc.folded(w)));
            doc.lexicon.name_word(&written)
        } else {
            doc.bare_name_word(i)
        };
        if !noun.is_frame() || self.is_named(i) {
            return None;
        }
        let head = agency_end(self, i).unwrap_or(head).max(head);
        // "… «the Front of the New Supporters»": the noun may stand inside the marks too.
        let around = i.checked_sub(1).and_then(|b| doc.quotes.opened_at(b)).filter(|p| p.closed && noun.is_fighting());
        let (words, end) = match (doc.quotes.opened_at(head), around) {
            (None, Some(pair)) => {
                let words = head..pair.close;
                let fits = (1..=WORDS).contains(&words.len()) && words.clone().all(|w| doc.is_word(w));
                (words, fits.then_some(pair.close)?)
            }
            (Some(pair), _) => {
                let words = pair.open + 1..pair.close;
                let fits = pair.closed && (1..=WORDS).contains(&words.len()) && words.clone().all(|w| doc.is_word(w));
                (words, fits.then_some(pair.close + 1)?)
            }
            (None, None) => {
                let words = self.bare_name(noun, i, head)?;
                (words.clone(), words.end)
            }
        };
        // "A «terrorist» group": an adjective in quotation marks is no name.
        let first = words.start;
        let adjective = words.len() == 1 && is_relation(doc.folded(first)) && is_feminine(doc.folded(first));
        if adjective && !doc.is_definite(first) && !doc.is_definite(i) {
            return None;
        }
        let kind = match noun {
            n if n.outlet || n.press => Kind::Outlet,
            n if n.body => Kind::Body,
            _ => Kind::Group,
        };
        let folded: Vec<String> = words.map(|w| doc.folded(w).to_owned()).collect();
        let name = slug(&folded.join(" "));
        let id: Rc<str> = if kind == Kind::Outlet { format!("media:{name}").into() } else { name.into() };
        let span = doc.span(i, doc.cut(i), end);
        let word = if noun.marked { NamingKind::Marked } else { NamingKind::Plain };
        self.out.push(Mention { first: i, end, span, id: id.clone(), kind, word, as_place: false });
        // The first of one name counts, and each is looked for at every word behind it.
        if self.proper.len() < NAMES && self.proper.iter().all(|known| known.words != folded) {
            self.proper.push(Proper { words: folded, id, kind });
        }
        Some(end)
    }

    /// Whether an entry of a table names somebody or something from token `i` on.
    fn is_named(&self, i: usize) -> bool {
        let named = |s: &Sense| {
            matches!(s, Sense::Actor(..) | Sense::Organ(_) | Sense::Party(_) | Sense::Place(_) | Sense::Mechanism(_))
        };
        self.doc.hits(i).iter().any(|h| h.end > i + 1 && named(&h.sense))
    }

    /// A name without quotation marks: of a fighting unit nouns in construct with a definite one
    /// ("the battalion of the martyrs of the valley"), of a newspaper also a single word.
    fn bare_name(&self, noun: NameWord, i: usize, at: usize) -> Option<Range<usize>> {
        let doc = self.doc;
        // Behind a title ("spokesman for the movement …") a movement has a name.
        let titled = (i.saturating_sub(3)..i)
            .any(|b| doc.hits_of(b, Kinds::TITLE).iter().any(|h| h.end == i && matches!(h.sense, Sense::Title(_))));
        if !(noun.unit || noun.press || titled && noun.is_fighting()) {
            return None;
        }
        let common = |i: usize| {
            !doc.is_word(i)
                || !doc.clitics(i).is_empty()
                || doc.hits(i).iter().any(|h| match h.sense {
                    Sense::Cue(_, f) | Sense::Verb(f) | Sense::Trigger(_, f) => f.aspect != Aspect::Noun,
                    Sense::Particle(p) => p != Particle::Modifier || !doc.is_definite(i),
                    Sense::Takes(..) | Sense::Title(_) | Sense::Nationality(..) | Sense::Time(_) | Sense::Organ(_) => {
                        true
                    }
                    _ => false,
                })
        };
        let limit = doc.sentence(at).end.min(at + WORDS - 1);
        let first = (at..limit).take_while(|&i| !common(i)).find(|&i| doc.is_definite(i))?;
        // Adjectives of a definite name carry the article too.
        let end =
            (first + 1..limit).take_while(|&i| !common(i) && doc.is_definite(i)).last().map_or(first + 1, |i| i + 1);
        // A single definite word behind a unit says what it fights with ("of the artillery").
        (end > at + 1 || noun.press).then_some(at..end)
    }

    /// The noun of a group, body or outlet again, with the article and nothing else: "the front".
    pub(super) fn noun_again(&mut self, i: usize) -> Option<usize> {
        let doc = self.doc;
        if !doc.is_frame_with_article(i) {
            return None;
        }
        let bare = doc.bare(i).strip_prefix("\u{0627}\u{0644}")?;
        let title = |s: &Sense| matches!(s, Sense::Title(t) if doc.lexicon.title(*t).class != TitleClass::Media);
        let other = doc.hits(i).iter().any(|h| title(&h.sense) || h.end > i + 1);
        if other || doc.is_definite(i + 1) {
            return None;
        }
        let same = |m: &&Mention| {
            let head = doc.bare(m.first);
            matches!(m.kind, Kind::Group | Kind::Body | Kind::Outlet) && head == bare
        };
        let (id, kind) = self.out.iter().rev().take(AGO).find(same).map(|m| (m.id.clone(), m.kind))?;
        let span = doc.span(i, doc.cut(i), i + 1);
        self.out.push(Mention { first: i, end: i + 1, span, id, kind, word: NamingKind::Plain, as_place: false });
        Some(i + 1)
    }

    /// A proper name that was brought in before, alone at token `i`.
    pub(super) fn proper_again(&mut self, i: usize) -> Option<usize> {
        let doc = self.doc;
        let quoted = i.checked_sub(1).and_then(|before| doc.quotes.opened_at(before));
        let found = self.proper.iter().find(|p| {
            let end = i + p.words.len();
            let whole = quoted.is_some_and(|q| q.close == end);
            (whole || p.words.len() > 1) && p.words.iter().zip(i..).all(|(w, k)| doc.folded(k) == w)
        })?;
        let (end, id, kind) = (i + found.words.len(), found.id.clone(), found.kind);
        let span = doc.span(i, 0, end);
        self.out.push(Mention { first: i, end, span, id, kind, word: NamingKind::Plain, as_place: false });
        Some(end)
    }
}

/// The end of "news agency" and its like, which stands before a name as one noun.
fn agency_end(finder: &Finder<'_, '_, '_>, i: usize) -> Option<usize> {
    let doc = finder.doc;
    doc.longest_of(i, Kinds::TITLE, |h| match h.sense {
        Sense::Title(t) if doc.lexicon.title(t).class == TitleClass::Media => Some(()),
        _ => None,
    })
    .map(|(hit, ())| hit.end)
}
