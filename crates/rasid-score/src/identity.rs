//! Whether two identifiers mean the same actor, though they come from different lexicons.
//!
//! Identifiers of states are compared by country and by whether they are an armed force; unnamed
//! sources count as the same. All others go through a one-to-one mapping that is learnt inside
//! each report from the words that both sides name.

use crate::overlap::touch;
use rasid_record::{Anchor, Participant, Reading};
use std::collections::{HashMap, HashSet};

/// For one report: which found identifier stands for which gold one.
pub struct Identities<'a> {
    found: HashMap<&'a str, &'a str>,
}

impl<'a> Identities<'a> {
    /// Learns the mapping from how often the words of two identifiers overlap.
    pub fn learn(gold: &'a Reading, got: &'a Reading) -> Self {
        let wanted = named(gold);
        let given = named(got);
        let mut counts: Vec<((&str, &str), usize)> = Vec::new();
        let mut places: HashMap<(&str, &str), usize> = HashMap::new();
        for (span, id) in &wanted {
            for (_, other) in given.iter().filter(|(other, _)| touch(span, other)) {
                let place = *places.entry((id, other)).or_insert(counts.len());
                if place == counts.len() {
                    counts.push(((id, other), 0));
                }
                counts[place].1 += 1;
            }
        }
        // The sort is stable: of equal counts the one seen first in the report wins.
        counts.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
        let (mut found, mut used) = (HashMap::new(), HashSet::new());
        for ((id, other), _) in counts {
            if !found.contains_key(id) && used.insert(other) {
                found.insert(id, other);
            }
        }
        Identities { found }
    }

    /// Whether gold identifier `g` and found identifier `f` mean the same actor. Identifiers
    /// joined with `+` are compared as sets; nothing is the same only as nothing.
    pub fn same(&self, g: Option<&str>, f: Option<&str>) -> bool {
        match (g, f) {
            (Some(g), Some(f)) => self.same_actor(g, f),
            (g, f) => g.is_none() && f.is_none(),
        }
    }

    fn same_actor(&self, g: &str, f: &str) -> bool {
        if g.contains('+') || f.contains('+') {
            let (gs, fs): (Vec<&str>, Vec<&str>) = (g.split('+').collect(), f.split('+').collect());
            return self.all_same(&gs, &fs);
        }
        match (country(g), country(f)) {
            (Some(a), Some(b)) => a == b && g.ends_with(":mil") == f.ends_with(":mil"),
            (None, None) => {
                g.starts_with("anon:") && f.starts_with("anon:") || g == f || self.found.get(g).copied() == Some(f)
            }
            _ => false,
        }
    }

    /// Whether one of each is the same, or both are empty.
    pub fn some_same(&self, gs: &[&str], fs: &[&str]) -> bool {
        (gs.is_empty() && fs.is_empty()) || gs.iter().any(|g| fs.iter().any(|f| self.same_actor(g, f)))
    }

    /// Whether there are as many of each and every one has its like on the other side.
    pub fn all_same(&self, gs: &[&str], fs: &[&str]) -> bool {
        gs.len() == fs.len()
            && gs.iter().all(|g| fs.iter().any(|f| self.same_actor(g, f)))
            && fs.iter().all(|f| gs.iter().any(|g| self.same_actor(g, f)))
    }
}

/// The identifiers of participants.
pub fn ids(participants: &[Participant]) -> Vec<&str> {
    participants.iter().map(|p| p.id.as_str()).collect()
}

/// Every stretch of the report that stands for an identifier that is not a state's, with that identifier.
fn named(reading: &Reading) -> Vec<(&Anchor, &str)> {
    let speakers = reading.statements.iter().filter_map(|s| Some((s.speaker.as_ref()?, s.speaker_id.as_deref()?)));
    let participants =
        reading.events.iter().flat_map(|e| e.actors.iter().chain(&e.recipients)).map(|p| (&p.span, p.id.as_str()));
    let namings = reading.naming.iter().map(|n| (&n.at, n.id.as_str()));
    speakers.chain(participants).chain(namings).filter(|(_, id)| !id.is_empty() && country(id).is_none()).collect()
}

/// The country of a state's identifier: its first part, where that is three capital letters.
fn country(id: &str) -> Option<&str> {
    let first = id.split(':').next().unwrap_or(id);
    let capitals = first.chars().any(char::is_uppercase) && !first.chars().any(char::is_lowercase);
    (capitals && first.chars().count() == 3).then_some(first)
}
