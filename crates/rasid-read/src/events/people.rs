//! People and sides that no name tells: the label of a noun for people, the side that people are
//! of, the two of whom the text has just spoken.

use super::Member;
use super::ground::Ground;
use super::party::Party;
use crate::names::{Kind, Mention};
use rasid_lang::clitics::without_enclitic;
use rasid_lang::inflect::one_of;
use rasid_lang::numbers::NumberWord;
use rasid_lang::tables::figures::FigureWord;
use rasid_lang::tables::topics::Topic;
use rasid_lang::{Kinds, Particle, Sense};
use std::rc::Rc;

/// How far before "both sides" the two may be named, in tokens.
const PAIR: usize = 90;
/// How far before "the four states" they may be named, in tokens.
const SET: usize = 250;
/// How far before a toll the word stands that makes it a sum of many acts.
const TALLY: usize = 5;

impl Ground<'_, '_, '_> {
    /// The identifier of people whom only the noun `word` tells: one for all forms of the noun, and that of the group
    /// where the report names them by the same noun.
    pub fn people_id(&self, word: &str) -> Rc<str> {
        let root = one_of(word);
        let same = self
            .names
            .mentions
            .iter()
            .find(|m| m.kind == Kind::People && m.end == m.first + 1 && one_of(self.doc.bare(m.first)) == root);
        same.map_or_else(|| format!("grp:{root}").into(), |m| m.id.clone())
    }

    /// A person whom only the noun at token `noun` tells, with the nation behind it: "a British teenager".
    pub fn person_of_nation(&self, noun: usize) -> Option<Party> {
        let doc = self.doc;
        let known = self.names.mention_at(noun).is_some() || self.names.role_at(noun).is_some();
        let act = doc.hits(noun).iter().any(|h| match h.sense {
            Sense::Trigger(e, _) => doc.lexicon.trigger(e).event().is_some(),
            Sense::Mechanism(_) | Sense::Phase(..) => true,
            _ => false,
        });
        if known || act || !doc.meaning(noun).is_people() {
            return None;
        }
        let nation = self.adjectives(noun + 1).filter(|n| n.members.len() == 1)?;
        let span = doc.span(noun, doc.cut(noun), nation.end);
        let member = Member { span, id: self.people_id(doc.bare(noun)), kind: Kind::People };
        Some(self.one_person(Party { first: noun, end: nation.end, members: vec![member] }))
    }

    /// "The four states": so many who were named together last.
    pub fn set(&self, at: usize) -> Option<(Rc<str>, usize, Kind)> {
        let doc = self.doc;
        let number = self.topic(at, Topic::GROUPS).filter(|&n| doc.is_definite(at) && doc.is_definite(n))?;
        let many = doc.hits_of(number, Kinds::FIGURE).iter().find_map(|h| match h.sense {
            Sense::Figure(FigureWord::Number(NumberWord::Unit(n))) => Some(usize::from(n)),
            _ => None,
        });
        let many = many.filter(|&n| n > 2)?;
        let until = self.names.mentions.partition_point(|m| m.end <= at);
        let floor = at.saturating_sub(SET);
        let before = self.names.mentions[..until].windows(many).rev().take_while(|set| set[0].first >= floor);
        let together = |set: &&[Mention]| {
            let joined = |two: &[Mention]| {
                let next = two[1].first;
                let comma = usize::from(doc.is_comma(two[0].end));
                two[0].end + comma == next && (comma == 1 || doc.clitics(next).and)
            };
            let kind = set[0].kind;
            matches!(kind, Kind::State | Kind::Capital)
                && set.iter().all(|m| matches!(m.kind, Kind::State | Kind::Capital))
                && set.windows(2).all(joined)
        };
        let set = { before }.find(together)?;
        let ids: Vec<&str> = set.iter().map(|m| &*m.id).collect();
        Some((ids.join("+").into(), number + 1, Kind::State))
    }

    /// The side behind "of" that people or fighters before token `end` are of: "fighters of the movement".
    pub fn side_of_people(&self, end: usize) -> Option<(Rc<str>, usize, Kind)> {
        // "At least five of".
        let of = self.doc.particle(end, Particle::Adverb).unwrap_or(end);
        self.topic(of, Topic::LINK_FROM)?;
        let from = of + 1;
        let at = from + usize::from(self.topic(from, Topic::MEMBERS).is_some() && self.named(from).is_none());
        self.named(at).filter(|(_, _, kind)| matches!(kind, Kind::Group | Kind::Organ | Kind::Party))
    }

    /// Those whom a quantity before token `of` is taken from: "dozens of the soldiers". A person or a state is no
    /// whole of which some are taken.
    pub fn some_of(&self, of: usize) -> Option<(Rc<str>, usize, Kind)> {
        self.topic(of, Topic::LINK_FROM).filter(|&end| end == of + 1)?;
        let from = of + 1;
        if !self.doc.clitics(from).is_empty() {
            return None;
        }
        let whole = |(_, _, kind): &(Rc<str>, usize, Kind)| {
            matches!(kind, Kind::Group | Kind::Organ | Kind::Party | Kind::Body | Kind::People)
        };
        let found = self.named(from).filter(whole).or_else(|| self.of_side(from));
        let (id, end, _) = found.or_else(|| self.unnamed(from, true, true))?;
        // They may be hurt as people are, where a whole army is not.
        Some((id, end, Kind::People))
    }

    /// Soldiers or policemen whom the noun in front of token `end` tells: the army or police of the nationality
    /// behind, else of the country that the report is about.
    pub fn uniformed(&self, i: usize, end: usize) -> Option<(Rc<str>, usize, Kind)> {
        let police = self.topic(i, Topic::POLICEMEN);
        let role = if police.is_some() {
            "police"
        } else {
            self.topic(i, Topic::SOLDIERS)?;
            "mil"
        };
        if self.doc.hits(i).iter().any(|h| h.pronoun.is_some()) {
            return None;
        }
        let end = end.max(police.unwrap_or(end));
        // "Two soldiers" are people, "the soldiers" are those who fight.
        let kind = if self.doc.is_definite(i) { Kind::Organ } else { Kind::People };
        // The name may be read with whose army it is already.
        if let Some(army) = self.names.mention_at(i).filter(|m| m.first == i && m.kind == Kind::Organ) {
            return Some((army.id.clone(), army.end.max(end), kind));
        }
        let nation = (i + 1..=end).find_map(|k| {
            self.doc.longest_of(k, Kinds::NATIONALITY, |h| match h.sense {
                Sense::Nationality(state, _) if h.clitics.is_empty() => Some(&*self.doc.lexicon.actor(state).id),
                _ => None,
            })
        });
        if let Some((hit, state)) = nation {
            return Some((format!("{state}:{role}").into(), hit.end.max(end), kind));
        }
        // "A soldier so-and-so" is somebody, "soldiers of the movement" are its own.
        if self.topic(end, Topic::LINK_FROM).is_some() || self.topic(end, Topic::LINK_IN).is_some() {
            return None;
        }
        let country = self.names.context.country.as_deref()?;
        Some((format!("{country}:{role}").into(), end, kind))
    }

    /// The group whose people a noun at token `i` calls by its adjective: "forty Houthis".
    pub fn group_members(&self, i: usize) -> Option<(Rc<str>, usize)> {
        let doc = self.doc;
        let (hit, group) = doc.longest_of(i, Kinds::BELONGING, |h| match h.sense {
            Sense::Belonging(group) if h.clitics.is_empty() => Some(group),
            _ => None,
        })?;
        Some((doc.lexicon.actor(group).id.as_str().into(), hit.end))
    }

    /// The side in whose ranks those counted before token `end` fell: "dozens of dead and wounded in the ranks of".
    pub fn in_ranks(&self, end: usize) -> Option<(Rc<str>, usize, Kind)> {
        const NEAR: usize = 5;
        let limit = self.doc.limit(end, NEAR);
        let ranks = (end..limit).find(|&i| self.any_topic(i, &[Topic::RANKS]))?;
        let pronoun = self.doc.hits(ranks).iter().find_map(|h| h.pronoun);
        if let Some(pronoun) = pronoun {
            let side = self.referent(ranks, pronoun)?.members.first()?.clone();
            return Some((side.id, ranks + 1, side.kind));
        }
        self.named(ranks + 1).filter(|(.., kind)| matches!(kind, Kind::Group | Kind::Organ | Kind::Party | Kind::State))
    }

    /// "The two sides", "both presidents": the two who were named together last.
    pub fn pair(&self, at: usize) -> Option<(Rc<str>, usize, Kind)> {
        let end = self.topic(at, Topic::BOTH)?;
        if self.adjectives(end).is_some() {
            return None;
        }
        let persons = self.doc.has(at, Kinds::TITLE);
        let fits = |kind: Kind| match kind {
            Kind::Person => persons,
            Kind::State | Kind::Capital | Kind::Group | Kind::Organ | Kind::Body => !persons,
            _ => false,
        };
        let until = self.names.mentions.partition_point(|m| m.end <= at);
        let pair = self.names.mentions[..until].windows(2).rev().find(|two| {
            let between = two[0].end..two[1].first;
            self.doc.clitics(two[1].first).and
                && between.is_empty()
                && fits(two[0].kind)
                && fits(two[1].kind)
                && two[0].id != two[1].id
        });
        if let Some(pair) = pair.filter(|pair| pair[1].end + PAIR > at) {
            return Some((format!("{}+{}", pair[0].id, pair[1].id).into(), end, pair[0].kind));
        }
        // "Trump spoke with Macron. Both presidents": the last two of whom it can be said.
        let mut last =
            self.names.mentions[..until].iter().rev().filter(|m| persons && fits(m.kind) && m.end + PAIR > at);
        let second = last.next()?;
        let first = last.find(|m| m.id != second.id)?;
        Some((format!("{}+{}", first.id, second.id).into(), end, first.kind))
    }

    /// The two whom the pronoun of "between them" at token `at` means: those who were named together last.
    pub fn between_them(&self, at: usize, topic: Topic) -> Option<Party> {
        let doc = self.doc;
        if topic != Topic::LINK_BETWEEN || without_enclitic(doc.folded(at)).is_empty() {
            return None;
        }
        let floor = at.saturating_sub(PAIR);
        let states = |m: &Member| {
            matches!(
                m.kind,
                Kind::State | Kind::Capital | Kind::Organ | Kind::Group | Kind::Party | Kind::Body | Kind::Person
            )
        };
        (floor..at).rev().filter(|&i| doc.clitics(i).and && self.named(i).is_some()).find_map(|i| {
            let before = self.ending(i)?;
            let party = self.party_within(before.first, at).filter(|p| p.members.len() == 2 && p.end <= at)?;
            party.members.iter().all(states).then_some(party)
        })
    }

    /// Whoever "him" or "them", standing alone behind a participle, means: whoever was named last, other than `speaker`.
    pub fn meant(&self, at: usize, speaker: Option<&Party>) -> Option<Party> {
        let start = self.doc.sentence(at).start;
        let known = |m: &Member| speaker.is_some_and(|s| s.members.iter().any(|k| k.id == m.id));
        (start..at)
            .rev()
            .filter(|&i| self.named(i).is_some_and(|(_, end, kind)| end <= at && kind != Kind::People))
            .find_map(|i| self.party_within(i, at).filter(|p| !p.members.iter().any(known)))
    }

    /// Whether the number at token `i` is a sum of many acts: "the number of the dead has risen to".
    pub fn is_tally(&self, i: usize) -> bool {
        let start = self.doc.sentence(i).start;
        (i.saturating_sub(TALLY).max(start)..i).any(|k| {
            self.doc.hits_of(k, Kinds::FIGURE).iter().any(|h| matches!(h.sense, Sense::Figure(FigureWord::Tally)))
        })
    }

    /// Who holds the ground that the noun before token `end` names: "areas that the opposition controls".
    pub fn holder(&self, end: usize) -> Option<Party> {
        const NEAR: usize = 4;
        let limit = self.doc.limit(end, NEAR);
        let verb = (end..limit).find(|&i| self.topic(i, Topic::HOLDS).is_some())?;
        let on = verb + 1;
        self.topic(on, Topic::LINK_ON).or_else(|| self.topic(on, Topic::LINK_IN))?;
        self.genitive(on + 1)
    }

    /// Whether a relative clause takes up what is called for, not who: "the truce that he called for".
    pub fn is_called_for(&self, at: usize, end: usize) -> bool {
        let relative = at.checked_sub(1).is_some_and(|b| self.doc.any_particle(b, &[Particle::Relative]));
        relative && self.doc.takes_up(end)
    }

    /// Whether "in" or "during" stands right before token `i`.
    pub fn is_in(&self, i: usize) -> bool {
        i.checked_sub(1)
            .is_some_and(|b| self.any_topic(b, &[Topic::LINK_IN]) || self.doc.any_particle(b, &[Particle::Locative]))
    }

    /// Whether the noun of an act at token `i` is what something happened in or by: "in a raid", "by shelling".
    pub fn is_means(&self, i: usize) -> bool {
        self.doc.clitics(i).by
            || i.checked_sub(1).is_some_and(|b| {
                self.any_topic(b, &[Topic::LINK_IN, Topic::LINK_BY])
                    || self.doc.any_particle(b, &[Particle::Locative, Particle::Preposition])
            })
    }
}
