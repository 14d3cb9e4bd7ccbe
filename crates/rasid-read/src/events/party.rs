//! Participants as the text writes them: names and roles with their quantifiers, joined by
//! "and", and people who stand for the side named behind them.

use super::Member;
use super::ground::Ground;
use crate::names::Kind;
use rasid_lang::inflect::is_sound_plural;
use rasid_lang::tables::figures::{CountedClass, FigureWord};
use rasid_lang::tables::topics::Topic;
use rasid_lang::{Kinds, Particle, Sense};
use rasid_text::TokenKind;
use std::rc::Rc;

/// One or more participants that stand in one phrase.
#[derive(Clone, Debug)]
pub(crate) struct Party {
    /// First token.
    pub first: usize,
    /// One past the last token.
    pub end: usize,
    /// Who.
    pub members: Vec<Member>,
}

/// Longest run of quantifiers and numbers before a name.
const BEFORE: usize = 4;
/// Longest run of adjectives behind a noun.
const ADJECTIVES: usize = 5;
/// Labels of groups that are no side by name, but act as one.
const ACTING: [&str; 10] = [
    "all parties",
    "aid organisations",
    "international community",
    "international organisations",
    "rights organisations",
    "mediators",
    "peacekeepers",
    "observers",
    "soldiers",
    "protesters",
];
/// Letters of the code of a state.
const STATE: usize = 3;
/// Identifier of the United Nations.
const UNITED_NATIONS: &str = "un";
/// Identifier of the European Union.
const EUROPEAN_UNION: &str = "eu";

/// The kind of an actor, with groups of people that act as a side counted as one.
pub(super) fn acting(id: &str, kind: Kind) -> Kind {
    if kind == Kind::People && ACTING.iter().any(|label| id.ends_with(label)) { Kind::Party } else { kind }
}

impl Ground<'_, '_, '_> {
    /// The participants whose phrase begins at token `at`.
    pub fn party(&self, at: usize) -> Option<Party> {
        self.party_within(at, self.doc.sentence(at).end)
    }

    /// The participants whose phrase begins at token `at` and ends before `limit`. Who looks for
    /// the referent of a word must stop before it, or the two would ask each other for ever.
    pub fn party_within(&self, at: usize, limit: usize) -> Option<Party> {
        if let Some(sides) = self.sides(at, limit) {
            return Some(sides);
        }
        let (member, mut end) = self.single(at, limit)?;
        let mut party = Party { first: at, end, members: vec![member] };
        loop {
            let next = end + self.doc.is_comma(end) as usize;
            if next >= limit || !self.doc.clitics(next).and && next == end {
                break;
            }
            // Behind a comma alone another name only follows in an enumeration.
            let Some((member, after)) = self.single(next, limit) else { break };
            let joined = self.doc.clitics(next).and;
            if !joined && !self.doc.clitics(after + self.doc.is_comma(after) as usize).and {
                break;
            }
            end = after;
            party.end = after;
            if !party.members.iter().any(|m| m.id == member.id) {
                party.members.push(member);
            }
        }
        Some(party)
    }

    /// "The Russian and the American side": a noun for a side with nationalities behind it.
    fn sides(&self, at: usize, limit: usize) -> Option<Party> {
        let doc = self.doc;
        if let Some(arms) = self.arms(at, limit) {
            return Some(arms);
        }
        let end =
            self.topic(at, Topic::SIDES).filter(|_| self.names.role_at(at).is_none() && self.named(at).is_none())?;
        let mut party = self.adjectives(end).filter(|p| p.members.len() > 1 || p.end == end + 1)?;
        party.first = at;
        party.members[0].span = doc.span(at, doc.cut(at), doc.token_at(party.members[0].span.start) + 1);
        Some(party)
    }

    /// "The Russian aircraft": arms stand for the army of whoever they belong to.
    fn arms(&self, at: usize, limit: usize) -> Option<Party> {
        let doc = self.doc;
        let end =
            self.topic(at, Topic::ARMS).filter(|_| self.named(at).is_none() && self.names.role_at(at).is_none())?;
        // "Fighters and helicopters of the coalition".
        let mut end = end;
        while doc.clitics(end).and
            && let Some(more) = self.topic(end, Topic::ARMS)
        {
            end = more;
        }
        let owners = self.adjectives(end).or_else(|| {
            self.party_within(end, limit).filter(|_| !doc.clitics(end).is_preposition() && !doc.clitics(end).and)
        })?;
        // "The Russian and Syrian aircraft" are those of two armies.
        let mut members = Vec::with_capacity(owners.members.len());
        for (n, owner) in owners.members.iter().enumerate() {
            let state = owner.id.split(':').next()?;
            let id = if state.len() == 3 { format!("{state}:mil").into() } else { owner.id.clone() };
            let last = doc.token_at(owner.span.end.saturating_sub(1)) + 1;
            let span = if n == 0 { doc.span(at, doc.cut(at), last) } else { owner.span };
            members.push(Member { span, id, kind: Kind::Organ });
        }
        Some(Party { first: at, end: owners.end, members })
    }

    /// One participant, with quantifiers and numbers before it.
    fn single(&self, at: usize, limit: usize) -> Option<(Member, usize)> {
        let doc = self.doc;
        let mut first = at;
        while first < limit
            && first < at + BEFORE
            && let Some(after) = self.passes(first)
        {
            first = after;
        }
        // "Hundreds" alone are people too.
        if first > at
            && self.named(first).is_none()
            && self.topic(at, Topic::PERSONS).is_some()
            && self.topic(first, Topic::PERSONS).is_none()
        {
            first = at;
        }
        // "Dozens of the soldiers", "twelve of the militia of …".
        if first > at
            && let Some((id, end, kind)) = self.some_of(first).filter(|(_, end, _)| *end <= limit)
        {
            return Some((Member { span: doc.span(at, doc.cut(at), end), id, kind }, end));
        }
        if first >= limit {
            return None;
        }
        // A definite word behind a definite noun is its adjective.
        let adjective = first > 0 && doc.is_definite(first) && doc.is_definite(first - 1) && !doc.clitics(first).and;
        let counted = first > at || doc.is_definite(first) && !adjective;
        let (id, end, kind) = self
            .pair(first)
            .or_else(|| self.set(first))
            .or_else(|| self.named(first))
            .or_else(|| self.of_side(first))
            .or_else(|| self.unnamed(first, counted, first > at))?;
        // "The dead of the militia": those of a side are that side.
        let (id, end, kind) = self
            .side_of_people(end)
            .filter(|_| kind == Kind::People)
            .map_or((id, end, kind), |(id, end, _)| (id, end, kind));
        let span = doc.span(at, doc.cut(at), end);
        Some((Member { span, id, kind }, end))
    }

    /// The end of a quantifier, number, quantity or opening quotation mark before a name.
    pub fn passes(&self, i: usize) -> Option<usize> {
        let doc = self.doc;
        if self.names.mention_at(i).is_some() || self.names.role_at(i).is_some() {
            return None;
        }
        if let Some(end) = self.topic(i, Topic::AMOUNT).filter(|_| !doc.clitics(i).and) {
            return Some(end);
        }
        let these = doc.any_particle(i, &[Particle::Demonstrative]) && self.any_topic(i + 1, &[Topic::GROUPS]);
        let number = these
            || doc.any_particle(i, &[Particle::Quantifier])
            || doc.is_quote(i)
            || doc.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Number)
            || doc.hits_of(i, Kinds::FIGURE).iter().any(|h| {
                matches!(h.sense, Sense::Figure(FigureWord::Number(_) | FigureWord::Bound(_))) && !h.clitics.and
            });
        number.then_some(i + 1)
    }

    /// The role or mention that begins at token `i`.
    pub fn named(&self, i: usize) -> Option<(Rc<str>, usize, Kind)> {
        // A short name that is also a word of grammar is that word.
        let grammar = self.doc.any_particle(i, &[Particle::Preposition, Particle::Subordinate, Particle::That]);
        if let Some(role) = self.names.role_at(i).filter(|r| r.first == i) {
            if grammar && role.end == i + 1 || role.id.starts_with("anon:") && self.is_media(i) {
                return None;
            }
            // "A Houthi leader" stands for the group.
            if role.id.starts_with("anon:")
                && let Some((id, end)) = self.group_adjective(role.end)
            {
                return Some((id, end, Kind::Group));
            }
            // Soldiers are the army of their country.
            if role.id.starts_with("anon:")
                && let Some(found) = self.uniformed(i, role.end)
            {
                return Some(found);
            }
            // Officials of a state stand for it.
            if role.id.starts_with("anon:")
                && self.any_topic(i, &[Topic::MEMBERS])
                && let Some((id, end)) = self.state_of_members(i, role.end)
            {
                return Some((id, end, Kind::Person));
            }
            // Members of a side stand for it.
            if role.id.starts_with("anon:")
                && self.any_topic(i, &[Topic::MEMBERS])
                && let Some(side) =
                    self.names.within(role.first..role.end).iter().find(|m| m.is_actor() && m.kind != Kind::Outlet)
            {
                return Some((side.id.clone(), role.end, side.kind));
            }
            return Some((role.id.clone(), role.end, Kind::Person));
        }
        let mention = self.names.mention_at(i).filter(|m| m.first == i && m.is_actor() && m.kind != Kind::Outlet)?;
        if grammar && mention.end == i + 1 {
            return None;
        }
        // "The administration of President so-and-so" is an organ, and he whose it is says which.
        let leader = self.names.role_at(mention.end).filter(|role| {
            let construct = mention.kind == Kind::Organ && !self.doc.is_definite(i) && mention.end == i + 1;
            construct && role.first == mention.end && self.doc.clitics(role.first).is_empty()
        });
        if let Some(leader) = leader {
            return Some((mention.id.clone(), leader.end, mention.kind));
        }
        // "Soldiers" may be hurt as people are, where a whole army is not.
        let some = mention.kind == Kind::Organ && !self.doc.is_definite(i) && self.topic(i, Topic::SOLDIERS).is_some();
        let kind = if some { Kind::People } else { acting(&mention.id, mention.kind) };
        Some((mention.id.clone(), mention.end, kind))
    }

    /// "The leaders of …": a noun for members before the name of their side.
    pub(super) fn of_side(&self, i: usize) -> Option<(Rc<str>, usize, Kind)> {
        let pronoun = self.doc.hits(i).iter().find_map(|h| h.pronoun);
        let owned = || pronoun.and_then(|_| self.topic(i, Topic::TROOPS).or_else(|| self.topic(i, Topic::STRIKERS)));
        let end = self.topic(i, Topic::MEMBERS).or_else(owned)?;
        if let Some(pronoun) = pronoun {
            let side = self.referent(i, pronoun)?.members.first()?.clone();
            // "His forces", "its aircraft" are the army of the country, where he or it stands for that.
            let army = self.any_topic(i, &[Topic::TROOPS, Topic::STRIKERS]);
            if let Some(army) = army.then(|| self.army_of(&side)).flatten() {
                return Some((army, end, Kind::Organ));
            }
            return Some((side.id, end, side.kind));
        }
        if let Some((id, end)) = self.state_of_members(i, end) {
            return Some((id, end, Kind::Person));
        }
        // "The first group of fighters".
        if self.doc.is_definite(i) {
            let of = end + usize::from(self.is_adjective(end) || self.doc.is_definite(end));
            return self
                .topic(of, Topic::LINK_FROM)
                .and_then(|_| self.named(of + 1))
                .filter(|(.., kind)| !matches!(kind, Kind::Person | Kind::Place));
        }
        // "Experts from Russia": a word of origin may stand between.
        let plain = |k: usize| self.doc.hits(k).is_empty() && self.doc.is_word(k) && self.doc.together(i, k);
        let from = end + usize::from(self.is_adjective(end) || plain(end));
        let from = from + usize::from(self.any_topic(from, &[Topic::LINK_FROM, Topic::LINK_IN]));
        self.named(end).filter(|(.., kind)| *kind != Kind::Person).or_else(|| {
            self.named(from).filter(|(.., kind)| from > end && matches!(kind, Kind::State | Kind::Group | Kind::Organ))
        })
    }

    /// The army of a state, or of the state that a person in office stands for.
    fn army_of(&self, side: &Member) -> Option<Rc<str>> {
        let own = |id: &str| {
            let (state, organ) = id.split_once(':').unwrap_or((id, ""));
            let office = matches!(organ, "" | "gov" | "presidency" | "mil" | "mod");
            (office && state.len() == STATE && state.bytes().all(|b| b.is_ascii_uppercase()))
                .then(|| format!("{state}:mil").into())
        };
        match side.kind {
            Kind::State | Kind::Capital => own(&side.id),
            Kind::Person => own(self.doc.lexicon.actor_by_id(&side.id)?.side.as_deref()?),
            _ => None,
        }
    }

    /// The state whose officials tokens `first..end` name, by an adjective among them or right behind.
    fn state_of_members(&self, first: usize, end: usize) -> Option<(Rc<str>, usize)> {
        let doc = self.doc;
        let (hit, state) = (first + 1..=end).find_map(|i| {
            doc.longest_of(i, Kinds::NATIONALITY, |h| match h.sense {
                Sense::Nationality(state, _)
                    if h.clitics.is_empty() && doc.is_definite(i) == doc.is_definite(first) =>
                {
                    Some(state)
                }
                _ => None,
            })
        })?;
        Some((doc.lexicon.actor(state).id.as_str().into(), hit.end.max(end)))
    }

    /// The group that an adjective at token `i`, behind a noun for people or things, says they are of, and its end.
    pub fn group_adjective(&self, i: usize) -> Option<(Rc<str>, usize)> {
        let agrees = |noun: usize| self.doc.is_definite(noun) == self.doc.is_definite(i);
        self.group_members(i).filter(|_| i.checked_sub(1).is_some_and(agrees))
    }

    /// Whether token `i` looks like an adjective of the noun before: a word that is no grammar,
    /// no name and no verb, without a preposition.
    pub fn is_adjective(&self, i: usize) -> bool {
        let clitics = self.doc.clitics(i);
        self.doc.is_word(i)
            && self.doc.is_definite(i)
            && !clitics.is_preposition()
            && !clitics.and
            && self.names.mention_at(i).is_none()
            && self.names.role_at(i).is_none()
            && self.doc.hits(i).iter().all(|h| {
                matches!(h.sense, Sense::Particle(Particle::Modifier) | Sense::Nationality(..) | Sense::Belonging(_))
            })
    }

    /// People whom no name tells: "everybody", "nine soldiers".
    pub(super) fn unnamed(&self, i: usize, counted: bool, number: bool) -> Option<(Rc<str>, usize, Kind)> {
        if let Some(end) = self.topic(i, Topic::EVERYBODY) {
            return Some(("grp:everybody".into(), end, Kind::Party));
        }
        let bare = self.doc.bare(i);
        if let Some(end) = self.topic(i, Topic::POPULACE).filter(|_| self.topic(i, Topic::MEMBERS).is_none() || counted)
        {
            let mut end = end;
            while self.is_adjective(end) {
                end += 1;
            }
            return Some((self.people_id(bare), end, Kind::People));
        }
        if let Some(end) = self.topic(i, Topic::GROUPS) {
            if let Some((group, end)) = self.group_adjective(end) {
                return Some((group, end, Kind::Group));
            }
            if let Some(side) = self.side_of_people(end) {
                return Some(side);
            }
            let mut end = end;
            while self.is_adjective(end) {
                end += 1;
            }
            return Some((format!("grp:{bare}").into(), end, Kind::Party));
        }
        // "Forty Houthis".
        if number && let Some((group, end)) = self.group_members(i) {
            return Some((group, end, Kind::People));
        }
        // "Five Iranians".
        if number && let Some((hit, state)) = self.nation(i) {
            return Some((format!("grp:{state} people").into(), hit, Kind::People));
        }
        let end =
            self.topic(i, Topic::PERSONS).or_else(|| self.counted_people(i).filter(|_| number)).filter(|_| counted);
        let end = end.or_else(|| self.topic(i, Topic::TWO_PERSONS))?;
        if let Some(found) = self.uniformed(i, end) {
            return Some(found);
        }
        let group = self.group_adjective(end).map(|(id, end)| (id, end, Kind::Group));
        group.or_else(|| self.side_of_people(end)).or_else(|| Some((self.people_id(bare), end, Kind::People)))
    }

    /// The end and state of an indefinite nationality at token `i`.
    fn nation(&self, i: usize) -> Option<(usize, &str)> {
        let doc = self.doc;
        let nation = doc.longest_of(i, Kinds::NATIONALITY, |h| match h.sense {
            Sense::Nationality(state, _) => Some(&*doc.lexicon.actor(state).id),
            _ => None,
        });
        nation.filter(|_| !doc.is_definite(i)).map(|(hit, state)| (hit.end, state))
    }

    /// Somebody hurt whom only a word for a person or a nationality tells: "a Palestinian".
    pub fn victim(&self, i: usize) -> Option<Party> {
        let doc = self.doc;
        let clitics = doc.clitics(i);
        // A word of a name is nobody by itself: "the militia of the Houthi".
        let inside = self.names.mention_at(i).is_some_and(|m| m.first < i);
        if clitics.and || clitics.is_preposition() || inside {
            return None;
        }
        if let Some(role) = self.names.role_at(i) {
            let member = Member { span: role.span, id: role.id.clone(), kind: Kind::People };
            let private = role.first == i && role.id.starts_with("anon:");
            return private.then(|| Party { first: i, end: role.end, members: vec![member] });
        }
        let one = |id: Rc<str>, end: usize, kind: Kind| {
            let member = Member { span: doc.span(i, doc.cut(i), end), id, kind };
            Party { first: i, end, members: vec![member] }
        };
        // "Three of the relief workers": the number alone is a person.
        let number = doc.hits(i).iter().find(|h| matches!(h.sense, Sense::Figure(FigureWord::Number(_))));
        if let Some(hit) = number
            && doc.any_particle(hit.end, &[Particle::Preposition])
            && self.any_topic(hit.end, &[Topic::LINK_FROM])
            && doc.is_word(hit.end + 1)
        {
            let (id, end, kind) = self
                .side_of_people(hit.end)
                .unwrap_or_else(|| (self.people_id(doc.folded(hit.end + 1)), hit.end + 2, Kind::People));
            return Some(one(id, end, kind));
        }
        let side = self.topic(i, Topic::PERSONS).and_then(|end| self.uniformed(i, end)).or_else(|| {
            // A plural is a noun, the singular says whose a thing is.
            let members = self.group_members(i).filter(|_| is_sound_plural(doc.folded(i)));
            members.map(|(id, end)| (id, end, Kind::People))
        });
        if let Some((id, end, kind)) = side {
            return Some(one(id, end, kind));
        }
        let nation = doc.longest_of(i, Kinds::NATIONALITY, |h| match h.sense {
            Sense::Nationality(state, false) => Some(&doc.lexicon.actor(state).id),
            _ => None,
        });
        let (id, mut end): (Rc<str>, usize) =
            match (nation, self.topic(i, Topic::PERSONS).or_else(|| self.counted_people(i))) {
                (Some((hit, state)), _) if !doc.is_definite(i) => (format!("grp:{state} people").into(), hit.end),
                (_, Some(end)) => self.group_adjective(end).unwrap_or_else(|| (self.people_id(doc.folded(i)), end)),
                _ => return None,
            };
        if let Some(party) = self.adjectives(end) {
            end = party.end;
        }
        Some(one(id, end, Kind::People))
    }

    /// The same behind a verb, over a phrase that says how or where: "killed in cold blood a child".
    pub fn victim_behind(&self, from: usize) -> Option<Party> {
        const OVER: usize = 4;
        let limit = self.doc.limit(from, OVER);
        for i in from..limit {
            if i > from && (self.ends_reach(i) || !self.doc.is_word(i) || self.doc.clitics(i).and) {
                return None;
            }
            if let Some(victim) = self.victim(i) {
                return Some(victim);
            }
            if i == from
                && !self.doc.clitics(i).is_preposition()
                && !self.doc.any_particle(i, &[Particle::Preposition, Particle::Locative])
            {
                return None;
            }
        }
        None
    }

    /// The same right before a verb.
    pub fn victim_before(&self, at: usize) -> Option<Party> {
        let start = self.doc.sentence(at).start;
        (at.saturating_sub(2).max(start)..at).find_map(|i| self.victim(i).filter(|p| p.end == at))
    }

    /// The end of a noun of people that figures count.
    pub fn counted_people(&self, i: usize) -> Option<usize> {
        self.doc
            .longest_of(i, Kinds::FIGURE, |h| match h.sense {
                Sense::Figure(FigureWord::Counted(c, _)) => {
                    (self.doc.lexicon.counted(c).class == CountedClass::People).then_some(h.end)
                }
                _ => None,
            })
            .map(|(_, end)| end)
    }

    /// Adjectives of nationality behind a noun, from token `at`.
    /// They agree with the noun in having the article or not.
    pub fn adjectives(&self, at: usize) -> Option<Party> {
        let doc = self.doc;
        let noun = at.checked_sub(1)?;
        let article = doc.is_definite(noun) || doc.hits(noun).iter().any(|h| h.pronoun.is_some());
        let mut party = Party { first: at, end: at, members: Vec::new() };
        let mut i = at + usize::from(doc.is_quote(at));
        while i < at + ADJECTIVES && doc.is_word(i) {
            if let Some(end) = self.topic(i, Topic::UNITED_NATIONS) {
                party.members.push(Member {
                    span: doc.span(i, doc.cut(i), end),
                    id: UNITED_NATIONS.into(),
                    kind: Kind::Body,
                });
                i = end;
                party.end = i;
                continue;
            }
            if let Some(end) = self.topic(i, Topic::EUROPEAN) {
                let span = doc.span(i, doc.cut(i), end);
                party.members.push(Member { span, id: EUROPEAN_UNION.into(), kind: Kind::Body });
                i = end;
                party.end = i;
                continue;
            }
            if let (Some(end), Some(country)) = (self.topic(i, Topic::GOVERNMENTAL), &self.names.context.country) {
                let id = format!("{country}:gov").into();
                party.members.push(Member { span: doc.span(i, doc.cut(i), end), id, kind: Kind::Organ });
                i = end;
                party.end = i;
                continue;
            }
            let Some((hit, state)) = doc.longest_of(i, Kinds::NATIONALITY.with(Kinds::BELONGING), |h| match h.sense {
                Sense::Nationality(state, false) | Sense::Belonging(state)
                    if (h.clitics.is_empty() || h.clitics.and)
                        && doc.is_definite(i) == article
                        && !self.any_topic(i, &[Topic::MONEY]) =>
                {
                    Some(state)
                }
                _ => None,
            }) else {
                // One other adjective may stand between the noun and the nationality.
                if !party.members.is_empty() || i > at + 1 || doc.clitics(i).is_preposition() || self.closes(i) {
                    break;
                }
                i += 1;
                continue;
            };
            let id: Rc<str> = doc.lexicon.actor(state).id.as_str().into();
            let kind = if matches!(hit.sense, Sense::Belonging(_)) { Kind::Group } else { Kind::State };
            party.members.push(Member { span: doc.hit_span(hit), id, kind });
            i = hit.end;
            party.end = i;
        }
        (!party.members.is_empty()).then_some(party)
    }

    /// Whether no adjective of the noun before can stand at `i`: grammar or a name.
    fn closes(&self, i: usize) -> bool {
        self.names.mention_at(i).is_some()
            || self.doc.hits(i).iter().any(|h| {
                matches!(h.sense, Sense::Particle(p) if p != Particle::Modifier) || matches!(h.sense, Sense::Takes(..))
            })
    }
}
