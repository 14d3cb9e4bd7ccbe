//! Classes of words (topics) that decide which event a word shows: truces, aid, prepositions.

use crate::builder::Builder;
use crate::inflect::{self, Aspect, Person, VerbForm};
use crate::senses::Sense;
use crate::table::{Row, TableError};
use crate::tables::triggers::Entry;

/// A class of words beside a trigger: truces, aid, prepositions of one kind. The classes that
/// rules know by name come first; the table adds more for its own conditions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Topic(u16);

impl Topic {
    /// Its place in the list of classes.
    pub(crate) fn number(self) -> usize {
        usize::from(self.0)
    }
}

macro_rules! known_topics {
    ($($(#[$doc:meta])* $name:ident = $word:literal),+ $(,)?) => {
        /// Names of the classes that rules know, in the order of their numbers.
        const KNOWN: &[&str] = &[$($word),+];
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        enum Number { $($name),+ }
        impl Topic { $($(#[$doc])* pub const $name: Topic = Topic(Number::$name as u16);)+ }
    };
}

known_topics! {
    /// A preposition: on.
    LINK_ON = "link-on",
    /// A preposition: to, toward.
    LINK_TO = "link-to",
    /// A preposition: against.
    LINK_AGAINST = "link-against",
    /// A preposition: with.
    LINK_WITH = "link-with",
    /// A preposition: between.
    LINK_BETWEEN = "link-between",
    /// A phrase before who did it.
    LINK_BY = "link-by",
    /// A preposition: from.
    LINK_FROM = "link-from",
    /// A preposition: about.
    LINK_ABOUT = "link-about",
    /// A preposition: in.
    LINK_IN = "link-in",
    /// A truce, or the stopping of fighting.
    TRUCE = "truce",
    /// What follows is stopped.
    STOP = "stop",
    /// What follows is only proposed or possible.
    IRREAL = "irreal",
    /// Somebody binds or offers themselves to what follows.
    PROMISE = "promise",
    /// What is denied.
    DENY = "deny",
    /// A verb whose object is the act.
    LIGHT = "light",
    /// A verb whose complement its subject does: to manage to.
    MANAGE = "manage",
    /// A verb that announces an act of one's own.
    DECLARE = "declare",
    /// A decision.
    DECISION = "decision",
    /// What follows is to come: "it is expected that".
    SCHEDULED = "scheduled",
    /// In whose ranks somebody falls.
    RANKS = "ranks",
    /// A meeting that is still to come.
    PLANNED = "planned",
    /// What follows is being prepared.
    PREPARES = "prepares",
    /// What somebody tries or plans.
    ATTEMPT = "attempt",
    /// Under whose care something is held.
    CARE = "care",
    /// Of the European Union.
    EUROPEAN = "european",
    /// Places and things that are struck.
    TARGET = "target",
    /// Control of ground.
    CONTROL = "control",
    /// Whom a measure hits.
    REACHES = "reaches",
    /// People who stand for the side named behind them.
    MEMBERS = "members",
    /// The two who were named before.
    BOTH = "both",
    /// "Him" as a word of its own, where a participle has it as object.
    ALONE = "alone",
    /// People who live somewhere or do some work, and suffer what is done.
    POPULACE = "populace",
    /// To hold ground.
    HOLDS = "holds",
    /// From the air.
    AIR = "air",
    /// Sport.
    SPORT = "sport",
    /// Film, music, fashion.
    CULTURE = "culture",
    /// People between two sides.
    MEDIATORS = "mediators",
    /// People who are not named, or all of them.
    EVERYBODY = "everybody",
    /// People of one kind, counted.
    PERSONS = "persons",
    /// Arms.
    WEAPONS = "weapons",
    /// Deals.
    AGREEMENT = "agreement",
    /// Verbs of driving or allowing somebody to do something.
    DRIVES = "drives",
    /// Words for setting free.
    RELEASE = "release",
    /// Ambassadors.
    AMBASSADOR = "ambassador",
    /// Words that say who is behind an act.
    CULPRIT = "culprit",
    /// Words of quantity before those counted.
    AMOUNT = "amount",
    /// Since.
    SINCE = "since",
    /// Groups and sides without a name of their own.
    GROUPS = "groups",
    /// "Side", "team", "delegation": a nationality behind it says whose.
    SIDES = "sides",
    /// An adjective that stands for the United Nations.
    UNITED_NATIONS = "united-nations",
    /// Aircraft, guns: whose they are says the adjective behind.
    ARMS = "arms",
    /// "Of the government", as an adjective.
    GOVERNMENTAL = "governmental",
    /// Sums of money, and "financial", which is no country.
    MONEY = "money",
    /// Technology, science, medicine.
    SCIENCE = "science",
    /// "Party", "movement": what follows is its name.
    PARTY_WORD = "party-word",
    /// "Still": a negation that says that something goes on.
    STILL = "still",
    /// What follows takes place.
    HELD = "held",
    /// Arms, and those whom they hurt.
    HARM = "harm",
    /// Leaving a place.
    WITHDRAWAL = "withdrawal",
    /// Ground that can be taken: a town, a district.
    GROUND = "ground",
    /// "In order to": what follows is only a purpose.
    AIM = "aim",
    /// A preposition with its pronoun: to him, to them.
    FOR_THEM = "for-them",
    /// Two people of one kind, counted by the form of the word.
    TWO_PERSONS = "two-persons",
    /// People of an army, by their trade or rank.
    SOLDIERS = "soldiers",
    /// The land, borders and sky of a state.
    LANDS = "lands",
    /// Verbs by which a thing is somebody's.
    PERTAINS = "pertains",
    /// Forces of an army or side.
    TROOPS = "troops",
    /// What an army strikes with: aircraft, artillery, ships.
    STRIKERS = "strikers",
    /// People of the police.
    POLICEMEN = "policemen",
    /// Meeting and negotiating.
    TALKS = "talks",
    /// What somebody is warned of or will bear.
    CONSEQUENCE = "consequence",
    /// A masculine name or noun of a side.
    MASCULINE = "masculine",
    /// Responsibility that is laid on somebody.
    RESPONSIBILITY = "responsibility",
    /// A verb whose subject an act is done to: to meet with, to be exposed to.
    SUFFERS = "suffers",
}

/// Reads `topics.tsv`.
pub fn load(builder: &mut Builder, text: &str) -> Result<(), TableError> {
    let columns = ["class", "past", "present", "noun", "adjective", "fixed", "note"];
    let table = builder.table("topics.tsv", text, &columns)?;
    if builder.topics.is_empty() {
        builder.topics = KNOWN.iter().map(|name| (*name).to_owned()).collect();
    }
    for row in table.rows() {
        let name = row.get("class");
        let topic = topic(builder, name).unwrap_or_else(|| {
            builder.topics.push(name.to_owned());
            Topic(builder.topics.len() as u16 - 1)
        });
        let entry = builder.triggers.len() as u32;
        builder.triggers.push(Entry::Topic(topic));
        let fixed = VerbForm { aspect: Aspect::Fixed, person: Person::None, definite: false };
        let mut forms: Vec<(String, VerbForm)> = verb_forms(&row);
        for noun in row.list("noun") {
            forms.extend(inflect::verbal_noun(noun));
        }
        forms.extend(row.list("adjective").flat_map(inflect::adjective).map(|f| (f, fixed)));
        forms.extend(row.list("fixed").map(|f| (f.to_owned(), fixed)));
        forms.into_iter().for_each(|(word, form)| builder.insert(&word, Sense::Trigger(entry, form)));
    }
    Ok(())
}

/// Forms of the verbs in the columns `past` and `present`.
pub(super) fn verb_forms(row: &Row<'_, '_>) -> Vec<(String, VerbForm)> {
    (row.list("past").flat_map(inflect::past)).chain(row.list("present").flat_map(inflect::present)).collect()
}

/// The class with this name.
pub(super) fn topic(builder: &Builder, name: &str) -> Option<Topic> {
    builder.topics.iter().position(|t| t == name).map(|n| Topic(n as u16))
}
