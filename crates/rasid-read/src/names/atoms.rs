//! Names by themselves: the longest entry at each place, composed with nationality or state
//! where an organ or a party needs one ("the Syrian army" is `SYR:mil`).

use super::proper::Proper;
use super::titles::is_state;
use super::{Context, Kind, Mention};
use crate::doc::{Doc, Hit};
use rasid_lang::inflect::{Aspect, is_relation, is_sound_plural, looks_like_adjective};
use rasid_lang::tables::actors::{ActorKind, TitleClass};
use rasid_lang::{Kinds, NameForm, Particle, Sense};
use rasid_record::NamingKind;
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// Finds all names.
pub(super) fn find(doc: &Doc<'_, '_>, context: &Context) -> Vec<Mention> {
    let mut finder = Finder { doc, context, out: Vec::new(), organs: FxHashMap::default(), proper: Vec::new() };
    let mut i = 0;
    while i < doc.len() {
        // "Minister of foreign affairs" is one title: the ministry is not named by it. Who speaks for an organ or
        // commands it is called by its name.
        let title = doc
            .longest_of(i, Kinds::TITLE, |h| match h.sense {
                Sense::Title(t) => Some(doc.lexicon.title(t).class),
                _ => None,
            })
            .filter(|(_, class)| !matches!(class, TitleClass::Spokesperson | TitleClass::Commander))
            .map_or(i, |(hit, _)| hit.end);
        let found = finder.at(i).max(i + 1);
        i = if title > i + 1 { found.max(title) } else { found };
    }
    finder.out
}

/// Role of armed forces in identifiers.
const MILITARY: &str = "mil";
/// Role of embassies and missions.
const MISSION: &str = "mission";
/// Role of governments in identifiers.
const GOVERNMENT: &str = "gov";
/// Roles of what is called by the name of its leader.
const ROLES_OF_LEADERS: [&str; 3] = ["gov", "mil", "presidency"];
/// Roles that, named without a state, are those of the country the report is about.
const HOME_ROLES: [&str; 3] = ["gov", "mil", "police"];

/// The role whose organ acts for the same state as one of `role` does that is named alone: the police of a country
/// whose authorities were named.
fn beside(role: &str) -> Option<&'static str> {
    match role {
        "police" => Some(GOVERNMENT),
        GOVERNMENT => Some("police"),
        _ => None,
    }
}

/// Reads a report from its head to its end.
pub(super) struct Finder<'d, 't, 'l> {
    pub doc: &'d Doc<'t, 'l>,
    pub context: &'d Context,
    pub out: Vec<Mention>,
    /// The state that each organ role was last named with, for second mentions.
    organs: FxHashMap<String, Rc<str>>,
    /// Proper names that no table holds.
    pub proper: Vec<Proper>,
}

/// So many names ago somebody may have been named whom a noun alone takes up.
pub(super) const AGO: usize = 500;

/// How the labels of soldiers end.
const SOLDIERS: &str = " soldiers";

/// Letters of the code of a state.
const CODE: usize = 3;

/// How the labels of states without a name end; a word for them may say where: "to Europe".
const STATES: &str = " states";

/// Kinds of entries that name somebody or something.
const NAMES: Kinds = Kinds::ACTOR.with(Kinds::ORGAN).with(Kinds::PARTY).with(Kinds::PLACE).with(Kinds::NATIONALITY);

/// What stands at a token, in order of preference when equally long.
#[derive(Clone, Copy, Debug)]
enum Found {
    Actor(u32, NameForm),
    Organ(u32),
    Party(u32),
    Place(u32),
    Nation(u32, bool),
}

impl Finder<'_, '_, '_> {
    /// Looks at token `i`; returns the token after what was found, or `i`.
    fn at(&mut self, i: usize) -> usize {
        let doc = self.doc;
        // "Civil aviation", "the air base": no army and no group.
        if let Some(end) = doc.particle(i, Particle::Fixed) {
            return end;
        }
        if let Some(end) = self.back(i).or_else(|| self.after_group_noun(i)) {
            return end;
        }
        if let Some(end) = self.proper(i).or_else(|| self.proper_again(i)).or_else(|| self.noun_again(i)) {
            return end;
        }
        if !doc.has(i, NAMES) {
            return i;
        }
        // A given name is no place behind a conjunction that its first letter looks like.
        let given = doc.name_word(i).given;
        let mut found: Vec<(Hit, Found)> = (doc.hits(i).iter())
            .filter(|h| !given || h.clitics.is_empty())
            .filter_map(|h| {
                let found = match h.sense {
                    Sense::Actor(a, form) => Found::Actor(a, form),
                    Sense::Organ(o) => Found::Organ(o),
                    Sense::Party(p) if self.applies(p).is_some() => Found::Party(p),
                    Sense::Place(p) => Found::Place(p),
                    Sense::Nationality(a, people) => Found::Nation(a, people),
                    _ => return None,
                };
                Some((*h, found))
            })
            .collect();
        // The longest entry names it; where it needs more than stands there (an organ without its
        // state), the next one may.
        found.sort_by_key(|(hit, found)| {
            let local = matches!(found, Found::Party(p) if self.applies(*p) == Some(true));
            (std::cmp::Reverse(hit.end), !local)
        });
        // "The American aircraft": whose an organ is goes before whose such an organ is in this war.
        if let Some(end) = found.iter().find(|(_, f)| matches!(f, Found::Organ(_))).map(|(hit, _)| hit.end) {
            let same = |(hit, f): &(Hit, Found)| hit.end == end && matches!(f, Found::Party(_));
            if found.iter().any(same) && self.state_after(end).is_some() {
                found.retain(|f| !same(f));
            }
        }
        for (hit, found) in found {
            let end = match found {
                Found::Actor(actor, form) => self.actor(&hit, actor, form),
                Found::Organ(organ) => self.organ(&hit, organ),
                Found::Party(party) => self.party(&hit, party),
                Found::Place(place) => {
                    let id = doc.lexicon.place(place).id.clone();
                    self.push(&hit, hit.end, &id, Kind::Place, NamingKind::Plain)
                }
                Found::Nation(state, people) => self.nation(&hit, state, people),
            };
            if end > i {
                return end;
            }
        }
        i
    }

    fn push(&mut self, hit: &Hit, end: usize, id: &str, kind: Kind, word: NamingKind) -> usize {
        let span = self.doc.span(hit.first, hit.cut, end);
        let as_place = match kind {
            Kind::State | Kind::Capital => self.stands_for_place(hit, id, kind),
            Kind::Party => id.ends_with(STATES) && self.is_there(hit),
            // "At the White House" is a place, who works there is not.
            Kind::Organ => word == NamingKind::Metonym && self.is_inside(hit),
            Kind::Body => {
                (hit.clitics.by || self.is_there(hit)) && self.doc.lexicon.actor_by_id(id).is_some_and(|a| a.alliance)
            }
            _ => false,
        };
        self.out.push(Mention { first: hit.first, end, span, id: id.into(), kind, word, as_place });
        end
    }

    /// "The group", "the agency" before a proper name, quoted or not: one name together.
    fn after_group_noun(&mut self, i: usize) -> Option<usize> {
        let doc = self.doc;
        let noun = doc.particle(i, Particle::GroupNoun)?;
        let longer = doc
            .hits_of(i, Kinds::ACTOR.with(Kinds::ORGAN).with(Kinds::PARTY))
            .iter()
            .any(|h| h.end > noun && matches!(h.sense, Sense::Actor(..) | Sense::Organ(_) | Sense::Party(_)));
        if longer {
            return None;
        }
        let quoted = doc.quotes.opened_at(noun);
        let at = noun + quoted.is_some() as usize;
        let (hit, (actor, form)) = doc.longest_of(at, Kinds::ACTOR, |h| match h.sense {
            Sense::Actor(a, form) if h.clitics.is_empty() => Some((a, form)),
            _ => None,
        })?;
        let named = doc.lexicon.actor(actor);
        let kind = match named.kind {
            ActorKind::Group => Kind::Group,
            ActorKind::Body => Kind::Body,
            ActorKind::Outlet => Kind::Outlet,
            _ => return None,
        };
        let closed = quoted.is_some_and(|p| p.closed && p.close == hit.end) as usize;
        let word = if form == NameForm::Marked { NamingKind::Marked } else { NamingKind::Plain };
        let end = hit.end + closed;
        let span = doc.span(i, doc.cut(i), end);
        self.out.push(Mention { first: i, end, span, id: named.id.as_str().into(), kind, word, as_place: false });
        Some(end)
    }

    /// A noun that refers back to the group, body, organ or outlet named last.
    fn back(&mut self, i: usize) -> Option<usize> {
        const KINDS: [(Particle, Kind); 4] = [
            (Particle::BackGroup, Kind::Group),
            (Particle::BackBody, Kind::Body),
            (Particle::BackOrgan, Kind::Organ),
            (Particle::BackOutlet, Kind::Outlet),
        ];
        let doc = self.doc;
        let (_, kind) = KINDS.into_iter().find(|(p, _)| doc.particle(i, *p).is_some())?;
        let names = doc.hits(i).iter().any(|h| h.end > i + 1 && !matches!(h.sense, Sense::Particle(_)));
        if names || self.state_after(i + 1).is_some() {
            return None;
        }
        let adjective = |at: usize| {
            doc.is_definite(at)
                && doc.clitics(at).is_empty()
                && looks_like_adjective(doc.folded(at))
                && doc.together(i, at)
                && !doc
                    .hits_of(at, Kinds::PARTICLE)
                    .iter()
                    .any(|h| matches!(h.sense, Sense::Particle(Particle::Relative)))
        };
        // "The local council" is another one, "the jihadist organisation" the same.
        let end = i + 1 + usize::from(adjective(i + 1));
        if end > i + 1 && kind != Kind::Group {
            return None;
        }
        // Whoever has the word in the name rather than whoever was named last.
        let bare = self.doc.bare(i).strip_prefix("\u{0627}\u{0644}");
        let has = |m: &&Mention| {
            let word = self.doc.bare(m.first);
            m.kind == kind && bare.is_some_and(|b| word.strip_prefix("\u{0627}\u{0644}").unwrap_or(word) == b)
        };
        // "The organisation" is no alliance.
        let alliance = |m: &Mention| doc.lexicon.actor_by_id(&m.id).is_some_and(|a| a.alliance);
        let last = || self.out.iter().rev().take(AGO).find(|m| m.kind == kind && (kind != Kind::Group || !alliance(m)));
        let id = self.out.iter().rev().take(AGO).find(has).or_else(last)?.id.clone();
        let span = doc.span(i, doc.cut(i), end);
        self.out.push(Mention { first: i, end, span, id, kind, word: NamingKind::Plain, as_place: false });
        Some(end)
    }

    fn actor(&mut self, hit: &Hit, actor: u32, form: NameForm) -> usize {
        let named = self.doc.lexicon.actor(actor);
        if named.kind == ActorKind::Group
            && hit.end == hit.first + 1
            && hit.clitics.is_empty()
            && self.is_adjective(hit.first)
        {
            return hit.first;
        }
        let kind = match named.kind {
            ActorKind::Person => Kind::Person,
            ActorKind::State if self.is_accusative(hit) => return hit.first,
            ActorKind::State if form == NameForm::Capital => Kind::Capital,
            ActorKind::State => Kind::State,
            ActorKind::Body => Kind::Body,
            ActorKind::Group => Kind::Group,
            ActorKind::Outlet => Kind::Outlet,
        };
        let word = match form {
            NameForm::Marked => NamingKind::Marked,
            NameForm::Capital => NamingKind::Metonym,
            _ => NamingKind::Plain,
        };
        let home = self.context.on_the_ground && self.context.country.as_deref() == Some(named.id.as_str());
        let id = if kind == Kind::Capital && home {
            // The capital of the country at war stands for its government, not for all of it.
            format!("{}:gov", named.id)
        } else {
            named.id.clone()
        };
        let end = if kind == Kind::Group { self.backed(hit.end) } else { hit.end };
        self.push(hit, end, &id, kind, word)
    }

    /// An organ with the nationality or state behind it, or the one it was last named with.
    fn organ(&mut self, hit: &Hit, organ: u32) -> usize {
        let organ = self.doc.lexicon.organ(organ);
        // "The naval mines", "with the artillery": no force.
        if organ.words == 1 && self.is_adjective(hit.first) || hit.clitics.by && organ.role == MILITARY {
            return hit.first;
        }
        let with =
            |state: &str| if organ.role.is_empty() { state.to_owned() } else { format!("{state}:{}", organ.role) };
        let mission = || self.state_to(hit.end).filter(|_| organ.role == MISSION);
        if let Some((state, end)) = self.state_after(hit.end).or_else(mission) {
            let id = with(&state);
            self.organs.insert(organ.role.clone(), state.as_str().into());
            self.organs.insert(self.doc.bare(hit.first).to_owned(), state.as_str().into());
            let mut at = self.push(hit, end, &id, Kind::Organ, organ.kind);
            // "The two armies, the Russian and the Syrian": one more adjective, one more party.
            while let Some((other, hit)) = self.joined_nation(at) {
                let id = with(&other);
                at = self.push(&hit, hit.end, &id, Kind::Organ, organ.kind);
            }
            return at;
        }
        // "The administration of so-and-so": that of the side which they lead.
        if ROLES_OF_LEADERS.contains(&organ.role.as_str())
            && organ.words == 1
            && let Some((side, end)) = self.leader_after(hit.end)
        {
            let id = if is_state(&side) { with(&side[..CODE]) } else { side };
            return self.push(hit, end, &id, Kind::Organ, organ.kind);
        }
        // "The forces of the government": the army of the state whose government it is.
        if organ.role == MILITARY
            && let Some((gov, marked, end)) = self.government_after(hit.end)
        {
            let id = format!("{gov}:{MILITARY}");
            return self.push(hit, end, &id, Kind::Organ, if marked { NamingKind::Marked } else { organ.kind });
        }
        let state = organ.state.clone().or_else(|| {
            let definite = self.doc.is_definite(hit.first) || organ.words > 1 && self.doc.is_definite(hit.end - 1);
            // The same word again, then what is at home where the war is, then another word for the same.
            let own = self.context.country.clone().filter(|_| {
                let marked = organ.kind == NamingKind::Marked && organ.words > 1;
                (marked || organ.home) && self.context.contested && HOME_ROLES.contains(&organ.role.as_str())
            });
            let again = (self.organs.get(self.doc.bare(hit.first)))
                .or_else(|| self.organs.get(&organ.role))
                .or_else(|| self.organs.get(beside(&organ.role).filter(|_| !self.context.contested)?));
            let known = own.or_else(|| again.map(|s| s.to_string()));
            let militia = organ.kind == NamingKind::Marked && organ.role == MILITARY;
            let home = || {
                self.context
                    .country
                    .clone()
                    .filter(|_| !militia)
                    .filter(|_| organ.words > 1 || HOME_ROLES.contains(&organ.role.as_str()))
            };
            known.or_else(home).filter(|_| definite && !organ.role.is_empty())
        });
        match state {
            Some(state) => {
                let id = with(&state);
                self.push(hit, hit.end, &id, Kind::Organ, organ.kind)
            }
            None => hit.first,
        }
    }

    /// The side that a person right behind stands for, and the end of the name.
    fn leader_after(&self, at: usize) -> Option<(String, usize)> {
        let doc = self.doc;
        let (hit, actor) = doc.longest_of(at, Kinds::ACTOR, |h| match h.sense {
            Sense::Actor(a, _) if h.clitics.is_empty() => Some(doc.lexicon.actor(a)),
            _ => None,
        })?;
        let side = actor.side.clone().filter(|_| actor.kind == ActorKind::Person)?;
        (!doc.is_definite(at - 1)).then_some((side, hit.end))
    }

    /// The government of a state right behind: its state, whether the word is marked, its end.
    fn government_after(&self, at: usize) -> Option<(String, bool, usize)> {
        let doc = self.doc;
        let (hit, organ) = doc.longest_of(at, Kinds::ORGAN, |h| match h.sense {
            Sense::Organ(o) if h.clitics.is_empty() => Some(doc.lexicon.organ(o)),
            _ => None,
        })?;
        if organ.role != GOVERNMENT || !doc.is_definite(at) {
            return None;
        }
        let (state, end) = self.state_after(hit.end).unzip();
        let known = self.organs.get(GOVERNMENT).map(|s| s.to_string());
        let state = state.or(known).or_else(|| self.context.country.clone())?;
        Some((state, organ.kind == NamingKind::Marked, end.unwrap_or(hit.end)))
    }

    /// A nationality or the name of a state right behind an organ, brackets allowed.
    pub(super) fn state_after(&self, at: usize) -> Option<(String, usize)> {
        let doc = self.doc;
        let bracket = doc.is_sign(at, "(") as usize;
        // Behind the article no genitive stands: "the Kurds asked Damascus".
        let genitive = bracket == 1 || at.checked_sub(1).is_none_or(|noun| !doc.is_definite(noun));
        let at = at + bracket;
        let (hit, state) = doc.longest_of(at, Kinds::NATIONALITY.with(Kinds::ACTOR), |h| match h.sense {
            // "The government … to Russia" may be spelled as "to a Russian".
            Sense::Nationality(state, false) if h.clitics.is_empty() => Some(state),
            Sense::Actor(a, NameForm::Full | NameForm::Capital)
                if doc.lexicon.actor(a).kind == ActorKind::State
                    && (h.clitics.is_empty() && genitive || h.clitics.by) =>
            {
                Some(a)
            }
            _ => None,
        })?;
        if bracket == 0 && self.is_state_behind_men(at) {
            return None;
        }
        let close = (bracket == 1 && doc.is_sign(hit.end, ")")) as usize;
        Some((doc.lexicon.actor(state).id.clone(), hit.end + close))
    }

    /// Whether the name of a state at token `at`, spelt like an adjective in the feminine, stands behind a plural for
    /// men, which it does not describe: "the Houthis accuse Saudi Arabia" in the order verb, subject, object.
    pub(super) fn is_state_behind_men(&self, at: usize) -> bool {
        let doc = self.doc;
        let state = |h: &Hit| match h.sense {
            Sense::Actor(a, NameForm::Full) => doc.lexicon.actor(a).kind == ActorKind::State && h.clitics.is_empty(),
            _ => false,
        };
        at > 0
            && is_sound_plural(doc.folded(at - 1))
            && doc.folded(at).ends_with('\u{0647}')
            && doc.hits_of(at, Kinds::ACTOR).iter().any(state)
    }

    /// "… of Russia" with a preposition, as missions to others are told.
    fn state_to(&self, at: usize) -> Option<(String, usize)> {
        let doc = self.doc;
        let (hit, state) = doc.longest_of(at, Kinds::ACTOR, |h| match h.sense {
            Sense::Actor(a, NameForm::Full) if h.clitics.to => Some(doc.lexicon.actor(a)),
            _ => None,
        })?;
        (state.kind == ActorKind::State).then(|| (state.id.clone(), hit.end))
    }

    /// Whether the definite word at `i` has the form of an adjective of relation and follows a definite noun: "the
    /// naval mines" are not the navy, "the European leaders" not the Europeans.
    fn is_adjective(&self, i: usize) -> bool {
        let doc = self.doc;
        let Some(before) = i.checked_sub(1) else { return false };
        let noun = |h: &Hit| {
            !matches!(h.sense, Sense::Particle(_) | Sense::Takes(..) | Sense::Time(_))
                && !matches!(h.sense, Sense::Cue(_, f) | Sense::Verb(f) | Sense::Trigger(_, f) if f.aspect != Aspect::Noun)
        };
        let hits = doc.hits(before);
        // "Land and naval mines": one adjective more.
        let joined = doc.clitics(i).and && !doc.clitics(i).is_preposition() && is_relation(doc.folded(before));
        // "The Yemeni army [attacked] the Houthis": a plural is no adjective of what has one in the singular.
        let (word, noun_word) = (doc.folded(i), doc.folded(before));
        let plural = is_sound_plural(word) && is_relation(noun_word) && !is_sound_plural(noun_word);
        (doc.clitics(i).is_empty() || joined)
            && !plural
            && is_relation(word)
            && doc.together(before, i)
            && doc.is_word(before)
            && doc.is_definite(before)
            && (joined || hits.is_empty() || hits.iter().any(noun))
    }

    /// A further adjective of nationality joined by "and".
    fn joined_nation(&self, at: usize) -> Option<(String, Hit)> {
        let doc = self.doc;
        let (hit, state) = doc.longest_of(at, Kinds::NATIONALITY, |h| match h.sense {
            Sense::Nationality(state, false) if h.clitics.and => Some(state),
            _ => None,
        })?;
        Some((doc.lexicon.actor(state).id.clone(), *hit))
    }

    fn party(&mut self, hit: &Hit, party: u32) -> usize {
        let party = self.doc.lexicon.party(party);
        if !party.people && hit.end == hit.first + 1 && self.is_adjective(hit.first) {
            return hit.first;
        }
        let (kind, word) = (if party.people { Kind::People } else { Kind::Party }, party.kind);
        let mut end = hit.end;
        // "Gunmen of the militia": the militia is the party.
        let from = end + 1;
        if self.doc.name_word(end).way
            && !self.doc.is_definite(hit.first)
            && self.doc.hits_of(from, Kinds::ACTOR).iter().any(|h| {
                h.clitics.is_empty()
                    && matches!(h.sense, Sense::Actor(a, _) if self.doc.lexicon.actor(a).kind == ActorKind::Group)
            })
        {
            return hit.first;
        }
        // The fighters of a proper group take its name.
        if let Some((group_hit, group)) = self.doc.longest_of(end, Kinds::ACTOR, |h| match h.sense {
            Sense::Actor(a, form) if self.doc.lexicon.actor(a).kind == ActorKind::Group && h.clitics.is_empty() => {
                Some((a, form))
            }
            _ => None,
        }) && !party.people
            && self.is_of_group(end)
        {
            let id = self.doc.lexicon.actor(group.0).id.clone();
            let end = self.backed(group_hit.end);
            return self.push(hit, end, &id, Kind::Group, word);
        }
        // "Military officials": an adjective.
        if party.id.ends_with(SOLDIERS) && self.is_military(hit) {
            return hit.first;
        }
        if party.id.ends_with(SOLDIERS)
            && let Some((state, end)) = self.army_of(hit.end)
        {
            let mut at = self.push(hit, end, &format!("{state}:{MILITARY}"), Kind::Organ, word);
            while let Some((other, hit)) = self.joined_nation(at) {
                at = self.push(&hit, hit.end, &format!("{other}:{MILITARY}"), Kind::Organ, word);
            }
            return at;
        }
        if party.people
            && let Some((state, after)) = self.state_after(end)
        {
            // "The two sides, the Russian and the American": the states themselves.
            if let Some((other, second)) = self.joined_nation(after) {
                self.push(hit, after, &state, Kind::State, NamingKind::Plain);
                return self.push(&second, second.end, &other, Kind::State, NamingKind::Plain);
            }
            end = after;
        } else if let Some((_, after)) = self.state_after(end) {
            end = after;
        }
        if !party.people {
            end = self.allegiance(end);
        }
        // A word for a state is a state's name, which may stand for a place.
        let kind = if is_state(&party.id) && party.id.len() == CODE { Kind::State } else { kind };
        // "The British opposition" in a report about Syria is that of Britain.
        let of = self.state_after(hit.end).map(|(state, _)| state).filter(|s| Some(s) != self.context.country.as_ref());
        let of = of.and_then(|state| self.doc.lexicon.actor_by_id(&state)).map(|a| a.english.to_lowercase());
        let id = match of {
            Some(label) => party.id.replace("{place}", &label),
            _ => self.context.fill(&party.id),
        };
        self.push(hit, end, &id, kind, word)
    }

    /// Whether a word for soldiers is the adjective of the noun before it, with which it agrees: "military experts".
    fn is_military(&self, hit: &Hit) -> bool {
        let doc = self.doc;
        let Some(noun) = hit.first.checked_sub(1) else { return false };
        let own = doc.hits(noun).iter().any(|h| h.pronoun.is_some());
        let article = own || doc.is_definite(noun);
        let plural = || article || is_sound_plural(doc.folded(noun)) || doc.has(noun, Kinds::TITLE.with(Kinds::PARTY));
        is_relation(doc.folded(hit.first))
            && hit.clitics.is_empty()
            && doc.together(noun, hit.first)
            && doc.is_word(noun)
            && article == doc.is_definite(hit.first)
            && plural()
    }

    /// The state whose army the soldiers named before token `end` are, and the end of what says so: that of the
    /// nationality or occupier behind them, else the one whose army was named last, else the country itself.
    fn army_of(&self, end: usize) -> Option<(String, usize)> {
        let doc = self.doc;
        let said = doc.longest_of(end, Kinds::NATIONALITY.with(Kinds::PARTY), |h| match h.sense {
            Sense::Nationality(state, _) if h.clitics.is_empty() => Some(doc.lexicon.actor(state).id.clone()),
            Sense::Party(p) if h.clitics.is_empty() => {
                Some(doc.lexicon.party(p).id.clone()).filter(|id| is_state(id) && id.len() == CODE)
            }
            _ => None,
        });
        if let Some((hit, state)) = said {
            return Some((state, self.state_after(hit.end).map_or(hit.end, |(_, end)| end)));
        }
        if let Some(state) = self.state_after(end) {
            return Some(state);
        }
        let last = self.organs.get(MILITARY).map(|s| s.to_string());
        last.or_else(|| self.context.country.clone()).map(|state| (state, end))
    }

    /// Whether the words of a party name it in this report: nothing where they do so only in reports about
    /// another country, true where they do so about this country alone.
    fn applies(&self, party: u32) -> Option<bool> {
        match &self.doc.lexicon.party(party).country {
            None => Some(false),
            country => (*country == self.context.country).then_some(true),
        }
    }

    /// The people of a state, or an adjective that stands alone for it in the plural.
    fn nation(&mut self, hit: &Hit, state: u32, people: bool) -> usize {
        let doc = self.doc;
        let plural = people || rasid_lang::inflect::is_sound_plural(doc.folded(hit.first));
        let before_is_noun = hit.first.checked_sub(1).is_some_and(|b| {
            doc.is_word(b)
                && doc.sentence_of(b) == doc.sentence_of(hit.first)
                && doc
                    .hits_of(b, Kinds::TITLE.with(Kinds::PARTY).with(Kinds::ORGAN))
                    .iter()
                    .any(|h| matches!(h.sense, Sense::Title(_) | Sense::Party(_) | Sense::Organ(_)))
        });
        if !plural || before_is_noun || !doc.is_definite(hit.first) {
            return hit.first;
        }
        let id = doc.lexicon.actor(state).id.clone();
        self.push(hit, hit.end, &id, Kind::State, NamingKind::Plain)
    }
}
