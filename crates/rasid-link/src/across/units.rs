//! The mentions of one arrangement within a report: what tells mechanisms apart, and which mentions speak of
//! one that was named before.

use super::facts::{Arranged, Facts};
use super::letters::Letters;
use super::period::Length;
use super::sides;
use rasid_record::{ArrangementKind, Phase};
use std::collections::BTreeSet;

/// How alike the words of two names or places must be.
const ALIKE: f64 = 0.7;

/// Mechanisms that reports call by one another's names: an open truce and a limited one.
pub(crate) fn family(kind: ArrangementKind) -> ArrangementKind {
    match kind {
        ArrangementKind::Pause => ArrangementKind::Ceasefire,
        other => other,
    }
}

/// The document that names an arrangement.
#[derive(Clone, Debug)]
pub(crate) struct Name<'f> {
    /// Its number, where it has one.
    number: Option<String>,
    letters: &'f Letters,
}

impl<'f> Name<'f> {
    fn of(mention: &'f Arranged) -> Option<Self> {
        let (words, letters) = mention.name.as_ref()?;
        let number: String = words.chars().filter_map(digit).collect();
        Some(Name { number: Some(number).filter(|n| n.len() > 2), letters })
    }

    /// Whether both name one document: surely, surely not, or it cannot be said.
    pub fn same(&self, other: &Name<'_>) -> Option<bool> {
        match (&self.number, &other.number) {
            (Some(a), Some(b)) => Some(a == b),
            (None, None) => Some(self.letters.alike(other.letters) >= ALIKE),
            _ => None,
        }
    }

    /// The number of the document.
    pub fn number(&self) -> Option<&str> {
        self.number.as_deref()
    }
}

/// The value of a digit of any script that news of the region is written in.
fn digit(c: char) -> Option<char> {
    let value = match c {
        '0'..='9' => c as u32 - 0x30,
        '\u{0660}'..='\u{0669}' => c as u32 - 0x660,
        '\u{06F0}'..='\u{06F9}' => c as u32 - 0x6F0,
        _ => return None,
    };
    char::from_digit(value, 10)
}

/// What tells one arrangement from another.
#[derive(Clone, Debug, Default)]
pub(crate) struct Traits<'f> {
    pub names: Vec<Name<'f>>,
    pub lengths: Vec<Length>,
    /// Identifier, where a table has one, and letters of each place.
    pub places: Vec<(Option<&'f str>, &'f Letters)>,
    /// Sides that are bound.
    pub parties: BTreeSet<&'f str>,
    /// The same with those who speak of it.
    pub circle: BTreeSet<&'f str>,
}

impl<'f> Traits<'f> {
    fn of(facts: &'f Facts, mention: &'f Arranged) -> Self {
        let known = |id: &&str| !sides::is_local(id) && !sides::is_medium(id);
        let parties: BTreeSet<&str> =
            mention.parties.iter().flat_map(|p| sides::all(p)).filter(|id| known(id)).collect();
        let speaker = facts.speech(mention.by).and_then(|s| s.side());
        let circle = parties.iter().copied().chain(speaker.into_iter().flat_map(sides::all).filter(|id| known(id)));
        Traits {
            names: Name::of(mention).into_iter().collect(),
            lengths: Length::of(mention.from.as_ref(), mention.until.as_ref()).into_iter().collect(),
            places: mention.place.iter().map(|_| (mention.place_id.as_deref(), &mention.place_letters)).collect(),
            circle: circle.collect(),
            parties,
        }
    }

    /// Whether nothing tells it from others of its kind.
    pub fn is_bare(&self) -> bool {
        self.names.is_empty()
            && self.lengths.is_empty()
            && self.parties.is_empty()
            && !self.places.iter().any(|(id, _)| id.is_none_or(|id| !sides::is_code(id)))
    }

    /// Whether the two cannot be one: other documents, or other lengths.
    pub fn conflicts(&self, other: &Traits<'_>) -> bool {
        let names = self.names.iter().any(|a| other.names.iter().any(|b| a.same(b) == Some(false)));
        names || self.lengths.iter().any(|a| other.lengths.iter().any(|b| !a.agrees(*b)))
    }

    /// Whether both have one name.
    pub fn share_name(&self, other: &Traits<'_>) -> bool {
        self.names.iter().any(|a| other.names.iter().any(|b| a.same(b) == Some(true)))
    }

    /// Whether both have one length.
    pub fn share_length(&self, other: &Traits<'_>) -> bool {
        self.lengths.iter().any(|a| other.lengths.iter().any(|b| a.agrees(*b)))
    }

    /// Whether they are in one place: 1 where they are, 0.5 where both are only said to be in one country, -1
    /// where they are in different ones, 0 where it cannot be said.
    pub fn place(&self, other: &Traits<'_>) -> f64 {
        let mut best: f64 = -1.0;
        for (id, letters) in &self.places {
            for (other_id, other_letters) in &other.places {
                let country = |id: &Option<&str>| id.is_some_and(sides::is_code);
                best = best.max(match (country(id), country(other_id)) {
                    (true, true) if id == other_id => 0.5,
                    (false, false) if id.is_some() && id == other_id => 1.0,
                    (false, false) if letters.contained(other_letters) >= ALIKE => 1.0,
                    // A country may hold the other place or not, and one without an identifier may be any.
                    (true, false) | (false, true) => 0.0,
                    _ if id.is_none() || other_id.is_none() => 0.0,
                    _ => -1.0,
                });
            }
        }
        if self.places.is_empty() || other.places.is_empty() { 0.0 } else { best }
    }

    /// Takes in what tells of the other.
    pub fn absorb(&mut self, other: &Traits<'f>) {
        for name in &other.names {
            if !self.names.iter().any(|mine| mine.same(name) == Some(true)) {
                self.names.push(name.clone());
            }
        }
        for length in &other.lengths {
            if !self.lengths.contains(length) {
                self.lengths.push(*length);
            }
        }
        for place in &other.places {
            if !self.places.contains(place) {
                self.places.push(*place);
            }
        }
        self.parties.extend(&other.parties);
        self.circle.extend(&other.circle);
    }
}

/// Mentions of one arrangement in one report.
#[derive(Debug)]
pub(crate) struct Unit<'f> {
    /// The report.
    pub report: u32,
    /// The mentions, by index.
    pub mentions: Vec<usize>,
    /// Its first mention's kind.
    pub kind: ArrangementKind,
    /// Which mechanisms it can be joined with.
    pub family: ArrangementKind,
    /// What tells it from others.
    pub traits: Traits<'f>,
    /// Claims of a phase, each with its claimant: a second one would have been left out by the reading, unless
    /// it is of another mechanism.
    claims: Vec<(Phase, Option<&'f str>)>,
}

/// The arrangements of report `number`.
pub(crate) fn of(number: u32, facts: &Facts) -> Vec<Unit<'_>> {
    let mut units: Vec<Unit<'_>> = Vec::new();
    // First what can be told apart, then what only takes it up.
    let mut bare = Vec::new();
    for (n, mention) in facts.arrangements.iter().enumerate() {
        let traits = Traits::of(facts, mention);
        let claimant = facts.speech(mention.by).and_then(|s| s.speaker.as_deref());
        let unit = Unit {
            report: number,
            mentions: vec![n],
            kind: mention.kind,
            family: family(mention.kind),
            traits,
            claims: vec![(mention.phase, claimant)],
        };
        if unit.traits.is_bare() {
            bare.push(unit);
            continue;
        }
        let best = units
            .iter()
            .enumerate()
            .filter_map(|(at, other)| Some((at, likeness(other, &unit)?)))
            // Of equals the later, which is the nearer.
            .max_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
        match best {
            Some((at, score)) if score > 0.0 => units[at].take(unit),
            _ => units.push(unit),
        }
    }
    for unit in bare {
        let at = unit.mentions[0];
        let fits = |other: &&mut Unit<'_>| other.family == unit.family;
        // The one named last before it, else the first one after it.
        let away = |other: &Unit<'_>| {
            let before = other.mentions.iter().filter(|&&n| n < at).max().map(|n| at - n);
            before.map_or_else(|| (1, other.mentions[0].abs_diff(at)), |away| (0, away))
        };
        match units.iter_mut().filter(fits).min_by_key(|other| away(other)) {
            Some(other) => other.take(unit),
            None => units.push(unit),
        }
    }
    units.iter_mut().for_each(|unit| unit.mentions.sort_unstable());
    units.sort_by_key(|unit| unit.mentions[0]);
    units
}

/// How much speaks for two mentions of a report being of one arrangement; nothing where they cannot be.
fn likeness(a: &Unit<'_>, b: &Unit<'_>) -> Option<f64> {
    if a.family != b.family || a.traits.conflicts(&b.traits) || a.claims.iter().any(|claim| b.claims.contains(claim)) {
        return None;
    }
    let (name, length) = (a.traits.share_name(&b.traits), a.traits.share_length(&b.traits));
    let place = a.traits.place(&b.traits);
    // An open truce and a limited one are one only where more than the parties says so.
    if (place < 0.0 || place < 1.0 && a.kind != b.kind) && !name && !length {
        return None;
    }
    // A document and an arrangement of some hours a day are rarely one.
    let daily = |t: &Traits<'_>| t.lengths.contains(&Length::Daily);
    let odd = (daily(&a.traits) != daily(&b.traits)) && (a.traits.names.is_empty() != b.traits.names.is_empty());
    let parties = a.traits.circle.intersection(&b.traits.circle).count().min(2) as f64;
    let score =
        if name { 3.0 } else { 0.0 } + if length { 3.0 } else { 0.0 } + place + parties + if odd { -2.0 } else { 0.5 };
    Some(score)
}

impl<'f> Unit<'f> {
    fn take(&mut self, other: Unit<'f>) {
        self.mentions.extend(other.mentions);
        self.claims.extend(other.claims);
        self.traits.absorb(&other.traits);
    }
}
