//! Persons that no table holds: their names beside a title or a reporting verb, and by their last
//! names from then on.

use super::roles::{Reader, Role};
use super::titles::Title;
use super::{Kind, Mention};
use crate::doc::Hit;
use rasid_lang::inflect::{Aspect, Person, looks_like_adjective};
use rasid_lang::tables::actors::TitleClass;
use rasid_lang::tables::namewords::NameWord;
use rasid_lang::translit::{ends_like_surname, looks_foreign, slug, spelling};
use rasid_lang::{Kinds, NameForm, Particle, Sense};
use rasid_record::NamingKind;
use std::rc::Rc;

/// So many words that no table knows may stand between a title and the name.
const FURTHER: usize = 5;
/// The label of private persons of whom nothing else is known.
pub(super) const PERSON: &str = "person";

/// Longest unknown name, in words.
const NAME_WORDS: usize = 4;

impl Reader<'_, '_, '_> {
    /// What the word at token `i` says of names.
    pub(super) fn name_word(&self, i: usize) -> NameWord {
        self.doc.name_word(i)
    }

    /// A name that no table holds, where somebody who speaks is named: beside a reporting verb or behind
    /// a phrase for sources. A title must stand behind it, or it must look like the name of a person.
    pub(super) fn unknown_speaker(&self, i: usize) -> Option<usize> {
        let doc = self.doc;
        let heads = i == doc.sentence(i).start && self.doc.tokens[i].lines_before > 0 || i == 0;
        if !heads && !self.speaks_before(i) {
            return None;
        }
        let end = self.unknown_name(i, true)?;
        let title = |at: usize| {
            doc.hits_of(at, Kinds::TITLE).iter().any(|h| matches!(h.sense, Sense::Title(_)) && !h.clitics.and)
        };
        let after_comma = |e: usize| doc.is_comma(e) && (title(e + 1) || self.who_is(e + 1).is_some());
        // Behind common nouns a title is their genitive: "the manner of dealing of the president".
        let person = |e: usize| self.looks_like_person(i, e) || self.looks_like_woman(i, e);
        let titled = |e: usize| after_comma(e) || title(e) && person(e);
        if !heads && let Some(end) = (end..=end.min(i + NAME_WORDS)).find(|&e| titled(e)) {
            return Some(end);
        }
        // "So-and-so of the organisation".
        let of = doc.name_word(end).way
            && self.mention_from(end + 1).is_some_and(|m| matches!(m.kind, Kind::Body | Kind::Group | Kind::Organ));
        let closed = if heads { self.speaks(end) } else { self.is_closed(end) || of };
        (closed && self.looks_like_person(i, end)).then_some(end)
    }

    /// A definite noun that no table holds as a title, behind a reporting verb and before a name that begins with a given
    /// name: "said the locksmith Wael …"; or an adjective of nationality that stands for a title: "said the American
    /// …". What it says of the bearer, the name's first token and its end.
    pub(super) fn titled_by_unknown(&self, i: usize) -> Option<(Title, usize, usize)> {
        let doc = self.doc;
        let noun = doc.is_word(i) && doc.clitics(i).is_empty() && self.mention_from(i).is_none();
        if !noun || !self.speaks_before(i) || !doc.together(i, i + 1) {
            return None;
        }
        let nation = |i: usize| {
            doc.hits_of(i, Kinds::NATIONALITY).iter().any(|h| matches!(h.sense, Sense::Nationality(_, false)))
        };
        // "The special investigator so-and-so" holds an office.
        let modifier =
            |at: usize| looks_like_adjective(doc.folded(at)) || doc.particle(at, Particle::Modifier).is_some();
        let adjective = |at: usize| doc.is_definite(at) && doc.clitics(at).is_empty() && modifier(at);
        // "The guard of the school so-and-so": a noun in construct.
        let construct = !doc.is_definite(i) && doc.is_definite(i + 1) && doc.clitics(i + 1).is_empty();
        if !construct && !doc.is_definite(i) {
            return None;
        }
        let name = if construct || adjective(i + 1) { i + 2 } else { i + 1 };
        let end = self.unknown_name(name, false)?;
        let given = self.name_word(name).given;
        let closed = self.is_closed(end) && (given || self.looks_like_person(name, end));
        if nation(i) {
            return closed.then_some((Title::default(), name, end));
        }
        let office = !construct && name > i + 1 && !nation(i + 1);
        // Who is called by work that no table holds as an office is a private person.
        let private = Title { class: Some(TitleClass::Private), gloss: PERSON.to_owned(), ..Title::default() };
        let person = closed && (given || !construct);
        person.then(|| (if office { Title::default() } else { private }, name, end))
    }

    /// A name behind the words that a title goes on with and no table knows: "the head of the delegation of the factions
    /// so-and-so", where what is said follows it. Its first token and its end.
    pub(super) fn name_behind(&self, at: usize) -> Option<(usize, usize)> {
        let doc = self.doc;
        let verb = |i: usize| doc.hits(i).iter().any(|h| is_possible(h) && h.sense.is_finite_verb());
        let open =
            |i: usize| doc.is_word(i) && doc.together(at - 1, i) && !verb(i) && !doc.is_time(i) && !doc.clitics(i).and;
        let nation = |i: usize| {
            doc.hits_of(i, Kinds::NATIONALITY).iter().any(|h| matches!(h.sense, Sense::Nationality(_, false)))
        };
        // "[signing] on a concession" is no Ali: what is written like a preposition begins no name that far off.
        let preposition = |i: usize| doc.any_particle(i, &[Particle::Preposition, Particle::Locative]);
        for name in (at..at + FURTHER).take_while(|&i| i == at || open(i - 1)).filter(|&i| !preposition(i)) {
            let end = match self.person_at(name) {
                Some(person) => Some(person.end),
                None => self
                    .unknown_name(name, false)
                    .filter(|&end| self.name_word(name).given || self.looks_like_person(name, end) || nation(name - 1)),
            };
            if let Some(end) = end.filter(|&end| self.is_closed(end)) {
                return (doc.together(at - 1, name)).then_some((name, end));
            }
        }
        None
    }

    /// Whether a reporting verb or a phrase for sources ends right before token `i`.
    pub(super) fn speaks_before(&self, i: usize) -> bool {
        let doc = self.doc;
        (i.saturating_sub(3)..i).any(|b| {
            doc.hits_of(b, Kinds::CUE).iter().any(|h| {
                h.end == i && matches!(h.sense, Sense::Cue(_, f) if matches!(f.aspect, Aspect::Past | Aspect::Present | Aspect::Fixed))
            })
        })
    }

    /// Whether a finite reporting verb stands at token `i`.
    fn speaks(&self, i: usize) -> bool {
        self.doc.hits_of(i, Kinds::CUE).iter().any(|h| {
            matches!(h.sense, Sense::Cue(_, f) if matches!(f.aspect, Aspect::Past | Aspect::Present))
                && h.clitics.is_empty()
        })
    }

    /// Whether a name may end before token `end`: what is said follows, a sign, or the end.
    fn is_closed(&self, end: usize) -> bool {
        let doc = self.doc;
        end >= doc.len()
            || !doc.is_word(end)
            || doc.sentence(end - 1).end == end
            || doc.particle(end, Particle::That).is_some()
    }

    /// Where "and he is" stands at token `at`, the token behind it.
    pub(super) fn who_is(&self, at: usize) -> Option<usize> {
        let pronoun = self.doc.any_particle(at, &[Particle::Pronoun]) && self.doc.clitics(at).and;
        pronoun.then_some(at + 1)
    }

    /// Whether a common noun without the article stands at `at`, as who somebody is.
    pub(super) fn is_private_noun(&self, at: usize) -> bool {
        let doc = self.doc;
        let verb = doc.hits(at).iter().any(|h| h.sense.is_finite_verb() || matches!(h.sense, Sense::Title(_)));
        doc.is_word(at)
            && !doc.is_definite(at)
            && doc.clitics(at).is_empty()
            && !verb
            && self.mention_from(at).is_none()
    }

    /// Whether the words are those of a person's name and not common nouns: a given name stands among
    /// them, a surname of relation at their end, or a word that is foreign to Arabic.
    fn looks_like_person(&self, first: usize, end: usize) -> bool {
        let doc = self.doc;
        let word = self.name_word(first);
        if word.given || word.part {
            return true;
        }
        let ends_open = |i: usize| doc.folded(i).ends_with('\u{0647}');
        let last = doc.folded(end - 1);
        let relation = doc.is_definite(end - 1) && last.ends_with('\u{064A}') && last.chars().count() > 4;
        if relation {
            // Of a noun in construct with its adjective two words are definite.
            return !ends_open(first) && (first..end - 1).all(|i| !doc.is_definite(i));
        }
        (first..end).all(|i| !doc.is_definite(i) && !ends_open(i)) && (first..end).any(|i| looks_foreign(doc.folded(i)))
    }

    /// The end of a name of two to four words that no table holds, at token `at`.
    pub(super) fn unknown_name(&self, at: usize, after_comma: bool) -> Option<usize> {
        // "The minister, so the crisis": "so that" is spelled as part of a foreign name.
        if after_comma && self.doc.particle(at, Particle::That).is_some() {
            return None;
        }
        let end = self.name_words(at, NAME_WORDS);
        let words = end - at;
        let enough = if after_comma { 2 } else { 1 };
        // "The crown prince [gave the visit] a special character": a noun and its adjective, both in the accusative.
        let accusative = |i: usize| {
            let word = self.doc.folded(i);
            word.ends_with('\u{0627}') && word.chars().nth(3).is_some() && !self.name_word(i).given
        };
        if words == 2 && (at..end).all(accusative) && !(at..end).any(|i| looks_foreign(self.doc.folded(i))) {
            return None;
        }
        // A single word must not be a common noun; two or more unknown words are a name.
        (words > enough || (words == enough && words >= 2)).then_some(end)
    }

    /// Whether a feminine verb stands before words none of which shows the feminine: a woman's name.
    fn looks_like_woman(&self, first: usize, end: usize) -> bool {
        let doc = self.doc;
        let feminine = first.checked_sub(1).is_some_and(|b| {
            doc.hits_of(b, Kinds::CUE).iter().any(|h| matches!(h.sense, Sense::Cue(_, f) if f.person == Person::She))
        });
        let shows = |i: usize| {
            doc.is_definite(i) || doc.folded(i).ends_with('\u{0647}') || doc.folded(i).ends_with("\u{0627}\u{062A}")
        };
        feminine && !(first..end).any(shows)
    }

    /// The end of a single foreign surname right behind a rank or form of address.
    pub(super) fn single_name(&self, title: &Title, at: usize) -> Option<usize> {
        let personal = matches!(title.class, Some(TitleClass::Rank | TitleClass::Honorific | TitleClass::Royal));
        let name = personal
            && title.definite
            && self.doc.together(at - 1, at)
            && self.may_be_name(at, true)
            && self.is_closed(at + 1);
        (name && looks_foreign(self.doc.folded(at))).then_some(at + 1)
    }

    /// The end of a name that may have a form of address before it: "called Doctor Jad".
    pub(super) fn titled_name(&self, at: usize) -> usize {
        let title = self
            .doc
            .longest_of(at, Kinds::TITLE, |h| matches!(h.sense, Sense::Title(_)).then_some(h.end))
            .map_or(at, |(_, end)| end);
        self.name_words(title, NAME_WORDS).max(title).max(at + 1)
    }

    /// The end of the words from token `at` on that may be a name, `most` of them.
    pub(super) fn name_words(&self, at: usize, most: usize) -> usize {
        let limit = self.doc.sentence(at).end;
        let mut end = at;
        let mut words = 0;
        while end < limit && words < most && self.may_be_name(end, end == at) {
            // Behind a first and a last name a verb or noun of action goes on with the sentence.
            if words >= 2 && !self.name_word(end).given && self.is_action(end) {
                break;
            }
            // Behind a surname with the article only words that are surely names go on.
            let word = self.name_word(end);
            let closes = words >= 2 && self.doc.is_definite(end - 1) && !self.name_word(end - 2).part;
            if closes && !self.doc.is_definite(end) && !word.given && !word.part {
                break;
            }
            // A word that another follows is part of that one's name, whatever else that one means ("Abu Snina").
            let part = self.name_word(end).part;
            words += usize::from(!part || words == 0);
            end += 1 + usize::from(self.hyphen(end + 1));
            let whole = |i: usize| self.doc.is_word(i) && self.doc.particle(i, Particle::That).is_none();
            if part && end < limit && whole(end) && !self.may_be_name(end, false) {
                end += 1;
                words += 1;
            }
        }
        end
    }

    /// Whether a hyphen at token `i` joins the words beside it to one name: Anne-Marie.
    fn hyphen(&self, i: usize) -> bool {
        let tight = |i: usize| self.doc.tokens.get(i).is_some_and(|t| !t.spaced);
        self.doc.is_sign(i, "-") && tight(i) && tight(i + 1) && self.doc.is_word(i + 1)
    }

    /// Whether the word at `i` can only be that of a person's name.
    fn is_person_word(&self, i: usize) -> bool {
        self.name_word(i).given || looks_foreign(self.doc.folded(i))
    }

    pub(super) fn is_action(&self, i: usize) -> bool {
        let acts = |h: &Hit| matches!(h.sense, Sense::Trigger(..) | Sense::Verb(_) | Sense::Cue(..));
        self.doc.hits(i).iter().any(|h| acts(h) && is_possible(h))
    }

    fn may_be_name(&self, i: usize, first: bool) -> bool {
        let doc = self.doc;
        // A surname that a public person bears too may end another name ("Kelly Kerry").
        let other = |m: &Mention| m.kind != Kind::Place && (first || m.kind != Kind::Person || m.end > m.first + 1);
        if !doc.is_word(i) || self.mention_from(i).is_some_and(other) {
            return false;
        }
        // "Abdullah [insists] on that": a given name and a preposition differ by two dots, which many leave out.
        if doc.has(i, Kinds::PARTICLE) && doc.particle(i + 1, Particle::That).is_some() {
            return false;
        }
        let word = self.name_word(i);
        let follows = self.doc.is_word(i + 1) && self.doc.particle(i + 1, Particle::That).is_none();
        if word.given || self.hyphen(i + 1) || word.part && follows {
            return true;
        }
        // "The president [made] a call by telephone": right behind a title the noun of an act is no name.
        let act = |sense: &Sense| match *sense {
            Sense::Trigger(e, form) => form.aspect == Aspect::Noun && doc.lexicon.trigger(e).event().is_some(),
            _ => false,
        };
        if first && doc.hits(i).iter().any(|h| act(&h.sense)) {
            return false;
        }
        let folded = doc.folded(i);
        if folded.chars().nth(1).is_none() {
            return false;
        }
        let chance = |sense: &Sense| {
            matches!(sense, Sense::Actor(_, NameForm::Short) | Sense::Place(_) | Sense::Trigger(..) | Sense::Verb(_))
                && !(first && sense.is_finite_verb())
        };
        let known = doc.hits(i).iter().any(|h| is_possible(h) && (!chance(&h.sense) || !h.clitics.is_empty()));
        let unknown = !doc.hits(i).iter().any(is_possible);
        // "For the affairs of": the preposition before a word that no table knows.
        let next = doc.folded(i + 1);
        let named = looks_foreign(folded) || self.name_word(i + 1).part || looks_foreign(next);
        let to = first && folded.chars().count() > 4 && doc.preposition(i).0.to && !named;
        let definite_first = first && doc.is_definite(i) || to;
        // What no table knows begins with a letter like a preposition, and is a name behind "van" or by its look.
        let behind_part = i.checked_sub(1).is_some_and(|b| self.name_word(b).part);
        let clitic = doc.preposition(i).0;
        let before = || self.is_person_word(i - 1) || doc.hits(i - 1).is_empty();
        let last = !first && (clitic.by || clitic.to) && self.is_closed(i + 1) && before();
        let like = !first && folded.starts_with('\u{0643}') && folded.chars().nth(3).is_some();
        let foreign = || {
            behind_part || last || like || ends_like_surname(folded) || looks_foreign(if first { next } else { folded })
        };
        !known && !definite_first && (doc.clitics(i).is_empty() || unknown && foreign())
    }

    /// The last name of somebody whom the report tells of below, alone before the colon of the headline.
    pub(super) fn headline(&mut self) {
        let doc = self.doc;
        let line = (1..doc.len()).find(|&i| doc.tokens[i].lines_before > 0).unwrap_or(doc.len());
        for i in 0..line {
            let heads = i == doc.sentence(i).start && doc.is_sign(i + 1, ":");
            if !heads || self.mention_from(i).is_some() || self.roles.iter().any(|r| (r.first..r.end).contains(&i)) {
                continue;
            }
            let folded = doc.folded(i);
            let and = folded.strip_prefix('\u{0648}').and_then(|rest| self.local.get(rest)).map(|id| (2, id.clone()));
            let Some((cut, id)) = self.local.get(folded).map(|id| (0, id.clone())).or(and) else { continue };
            self.name_again(i, cut, id);
            self.unknown.extend((cut == 0 && doc.hits(i).is_empty()).then_some(i));
        }
    }

    /// Marks token `i`, without its `cut` folded bytes, as the name of somebody named elsewhere.
    pub(super) fn name_again(&mut self, i: usize, cut: u8, id: Rc<str>) {
        let span = self.doc.span(i, cut, i + 1);
        let (kind, word) = (Kind::Person, NamingKind::Plain);
        let at = self.mentions.partition_point(|m| m.first < i);
        self.mentions.insert(at, Mention { first: i, end: i + 1, span, id: id.clone(), kind, word, as_place: false });
        let at = self.roles.partition_point(|r| r.first < i);
        self.roles.insert(at, Role { first: i, end: i + 1, span, id, name: Some(i) });
    }

    /// The last name of somebody named before, at token `i`: its folded bytes left out, and who it is.
    /// Another spelling of it counts where somebody who speaks is named.
    pub(super) fn last_name(&self, i: usize) -> Option<(u8, Rc<str>)> {
        let doc = self.doc;
        let folded = doc.folded(i);
        if folded.is_empty() || self.local.is_empty() && self.spelled.is_empty() {
            return None;
        }
        let and = folded.strip_prefix('\u{0648}').filter(|_| self.name_word(i) == NameWord::default());
        if let Some(id) = self.local.get(folded) {
            return Some((0, id.clone()));
        }
        if let Some(id) = and.and_then(|rest| self.local.get(rest)) {
            return Some((2, id.clone()));
        }
        let beside_speech = || self.speaks_before(i) && self.is_closed(i + 1) || self.speaks(i + 1);
        let unknown = doc.hits(i).is_empty() && beside_speech() && self.mention_from(i).is_none();
        let id = unknown.then(|| self.spelled.get(&spelling(folded))).flatten()?;
        Some((0, id.clone()))
    }

    /// Names the person of the words `first..end`, and remembers the name.
    pub(super) fn name_unknown(&mut self, first: usize, end: usize, title: &Title) -> Rc<str> {
        let doc = self.doc;
        let words: Vec<&str> = (first..end).map(|i| doc.folded(i)).filter(|w| !w.is_empty()).collect();
        let spelled = words.iter().map(|w| spelling(w)).collect::<Vec<_>>().join(" ");
        // "De La Cour" of whom the report has told the full name.
        let again = self.name_word(first).part.then(|| self.local.get(doc.folded(end - 1))).flatten().cloned();
        if let Some(id) = again.filter(|_| end == first + 2 && title.class != Some(TitleClass::Private)) {
            return id;
        }
        let id: Rc<str> = if title.class == Some(TitleClass::Private) {
            format!("anon:{}", title.gloss.split(';').next().unwrap_or("person")).into()
        } else {
            self.spelled.get(&spelled).cloned().unwrap_or_else(|| slug(&words.join(" ")).into())
        };
        self.spelled.insert(spelled, id.clone());
        let tokens: Vec<usize> = (first..end).filter(|&i| self.mention_from(i).is_none()).collect();
        self.unknown.extend(tokens);
        self.keep_last(end - 1, &id);
        id
    }

    /// Keeps the last word of a full name, by which the person is named from then on.
    pub(super) fn remember(&mut self, first: usize, end: usize, id: &Rc<str>) {
        if end > first + 1 {
            self.keep_last(end - 1, id);
        }
    }

    fn keep_last(&mut self, i: usize, id: &Rc<str>) {
        // Of somebody named by a word that is a preposition too, only the full name is heard from then on.
        if self.doc.has(i, Kinds::PARTICLE) {
            return;
        }
        let last = self.doc.folded(i);
        self.spelled.insert(spelling(last), id.clone());
        self.local.insert(last.to_owned(), id.clone());
    }
}

/// Whether a reading of a word is possible: no preposition is written to a verb.
fn is_possible(hit: &Hit) -> bool {
    !(hit.clitics.is_preposition() && hit.sense.is_finite_verb())
}
