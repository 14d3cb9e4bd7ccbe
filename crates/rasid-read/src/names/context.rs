//! What a report is about: the country and place that words without a name refer to.

use crate::doc::{Doc, Hit};
use rasid_lang::tables::actors::ActorKind;
use rasid_lang::{Kinds, NameForm, Particle, Sense};
use rasid_record::ArrangementKind;
use rustc_hash::FxHashMap;

/// The country and place of a report.
#[derive(Clone, Debug, Default)]
pub(crate) struct Context {
    /// The country that most names belong to, ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Whether places of that country are named, so that it is where the matter happens.
    pub on_the_ground: bool,
    /// Whether it is fought there, as an armed group or opposition or a truce shows: its own name then mostly says where.
    pub contested: bool,
    /// English label for unnamed groups: the place named most, else the country.
    pub label: String,
}

/// A mention in the first lines counts more: the lede says what it is about.
const LEDE_TOKENS: usize = 60;
const LEDE_WEIGHT: u32 = 3;
/// A place says more of where the matter is than a state, which may only mediate.
const PLACE_WEIGHT: u32 = 4;

/// So does a state behind a preposition of place, though less: much is told of what goes on elsewhere.
const THERE_WEIGHT: u32 = 2;
/// Longest dateline, in tokens.
const DATELINE: usize = 8;

/// Kinds of entries that tell where a report is at home.
const TELLING: Kinds =
    Kinds::PLACE.with(Kinds::NATIONALITY).with(Kinds::ACTOR).with(Kinds::MECHANISM).with(Kinds::PARTY);

/// What is arranged where there is fighting.
const WAR: [ArrangementKind; 4] =
    [ArrangementKind::Ceasefire, ArrangementKind::Pause, ArrangementKind::Corridor, ArrangementKind::Evacuation];
/// How the labels of armed opponents of a government end.
const OPPOSITION: &str = "armed opposition";

impl Context {
    /// Counts names of places and countries.
    pub fn new(doc: &Doc<'_, '_>) -> Self {
        let mut countries: FxHashMap<&str, u32> = FxHashMap::default();
        let mut places: FxHashMap<&str, u32> = FxHashMap::default();
        let mut with_places: Vec<&str> = Vec::new();
        let mut with_groups: Vec<&str> = Vec::new();
        let mut opposed = false;
        let mut office = 0;
        for i in 0..doc.len() {
            if i == 0 || doc.tokens[i].lines_before > 0 {
                office = dateline(doc, i);
            }
            // Where the desk is that wrote it says little of where it happens.
            if i < office {
                continue;
            }
            let weight = if i < LEDE_TOKENS { LEDE_WEIGHT } else { 1 };
            for hit in doc.hits_of(i, TELLING) {
                match hit.sense {
                    Sense::Place(place) => {
                        let place = doc.lexicon.place(place);
                        *places.entry(place.english.as_str()).or_default() += weight;
                        if let Some(country) = &place.country {
                            with_places.push(country);
                            *countries.entry(country).or_default() += weight * PLACE_WEIGHT;
                        }
                    }
                    Sense::Nationality(state, _) | Sense::Actor(state, NameForm::Full | NameForm::Capital) => {
                        let actor = doc.lexicon.actor(state);
                        let counts = matches!(actor.kind, ActorKind::State | ActorKind::Group);
                        if let Some(country) = actor.country.as_deref().filter(|_| counts) {
                            // "In Bahrain": it happens there.
                            let there = actor.kind == ActorKind::State && is_there(doc, i, hit);
                            *countries.entry(country).or_default() += weight * if there { THERE_WEIGHT } else { 1 };
                            if actor.kind == ActorKind::Group {
                                with_groups.push(country);
                            }
                        }
                    }
                    Sense::Mechanism(m) => opposed |= doc.lexicon.mechanism(m).kind.is_some_and(|k| WAR.contains(&k)),
                    Sense::Party(party) => opposed |= doc.lexicon.party(party).id.ends_with(OPPOSITION),
                    _ => {}
                }
            }
        }
        let most = |counts: &FxHashMap<&str, u32>| {
            counts.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0))).map(|(name, _)| (*name).to_owned())
        };
        let country = most(&countries);
        let english = country.as_deref().and_then(|c| doc.lexicon.actor_by_id(c)).map(|a| a.english.clone());
        let label = english.or_else(|| most(&places)).unwrap_or_else(|| "local".to_owned()).to_lowercase();
        let on_the_ground = country.as_deref().is_some_and(|c| with_places.contains(&c));
        let contested = on_the_ground && (opposed || country.as_deref().is_some_and(|c| with_groups.contains(&c)));
        Context { country, on_the_ground, contested, label }
    }

    /// Fills the place into the label of an unnamed group.
    pub fn fill(&self, template: &str) -> String {
        template.replace("{place}", &self.label)
    }
}

/// Whether a preposition or noun of place brings in the name of a state: "in Bahrain", "the capital of", "north of".
fn is_there(doc: &Doc<'_, '_>, i: usize, hit: &Hit) -> bool {
    hit.clitics.by || i.checked_sub(1).is_some_and(|b| doc.any_particle(b, &[Particle::Locative, Particle::PlaceNoun]))
}

/// The end of a dateline with who reports in brackets, at the beginning of a line ("Dubai, United Arab Emirates
/// (CNN)"); the beginning where there is none.
fn dateline(doc: &Doc<'_, '_>, line: usize) -> usize {
    let limit = (line + DATELINE).min(doc.len());
    let Some(bracket) = (line..limit).find(|&i| !doc.is_word(i) && !doc.is_comma(i)) else { return line };
    let opens = bracket > line && doc.is_sign(bracket, "(");
    let close = (bracket..limit.max(bracket + 4).min(doc.len())).find(|&i| doc.is_sign(i, ")"));
    close.filter(|&close| opens && !doc.is_word(close + 1) && close + 1 < doc.len()).map_or(line, |close| close + 1)
}
