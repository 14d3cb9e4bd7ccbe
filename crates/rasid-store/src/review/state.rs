//! What holds of a record, from all decisions on it: a pure walk through them in the order of the ledger.

use rasid_record::{Act, FieldMap, Review, Standing};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// A decision with its place in the ledger.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its number.
    pub seq: u64,
    /// When: ISO 8601, UTC.
    pub at: String,
    /// What it says.
    pub review: Review,
}

/// A verdict that holds, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct By {
    /// Number of the decision.
    pub seq: u64,
    /// Pseudonym.
    pub who: String,
    /// When: ISO 8601, UTC.
    pub at: String,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// What people decided about one record, as it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReviewState {
    /// About the reading.
    pub standing: Standing,
    /// Whose verdict that is.
    pub by: Option<By>,
    /// The record as rules had read it when it was decided.
    pub was: Option<FieldMap>,
    /// The fields that are corrected, or all of a record that was added.
    #[serde(default)]
    pub changes: FieldMap,
    /// Decisions that contradict one another without knowing of one another: none of the later ones holds
    /// until somebody who saw them decides.
    #[serde(default)]
    pub conflict: Vec<u64>,
    /// Whether the claim holds: a word of the team's scale. Says nothing about the reading.
    pub claim: Option<String>,
    /// Whose word that is.
    pub claim_by: Option<By>,
    /// Words about the claim that contradict one another in the same way.
    #[serde(default)]
    pub claim_conflict: Vec<u64>,
    /// Tags, by name.
    #[serde(default)]
    pub tags: BTreeSet<String>,
    /// Who is to review it.
    #[serde(default)]
    pub assigned: Vec<String>,
    /// Those among them who code it blind and have not decided yet; while there are any, blind verdicts do not hold
    /// and nobody of those who code is shown what others decided.
    #[serde(default)]
    pub blind: Vec<String>,
    /// Remarks.
    pub comments: usize,
    /// The latest decision on it, of whatever sort: what a new one must know of.
    pub last: u64,
}

impl Default for ReviewState {
    fn default() -> Self {
        ReviewState {
            standing: Standing::Unreviewed,
            by: None,
            was: None,
            changes: FieldMap::new(),
            conflict: Vec::new(),
            claim: None,
            claim_by: None,
            claim_conflict: Vec::new(),
            tags: BTreeSet::new(),
            assigned: Vec::new(),
            blind: Vec::new(),
            comments: 0,
            last: 0,
        }
    }
}

impl ReviewState {
    /// Whether decisions contradict one another.
    pub fn is_disputed(&self) -> bool {
        !self.conflict.is_empty() || !self.claim_conflict.is_empty()
    }

    /// Whether `who` codes the record blind and must not see what others decided.
    pub fn is_blind_to(&self, who: &str) -> bool {
        self.is_coded_blind() && self.assigned.iter().any(|name| name == who)
    }

    /// Whether somebody who codes it blind has not decided yet.
    pub fn is_coded_blind(&self) -> bool {
        !self.blind.is_empty()
    }

    /// What holds after these decisions, which come in the order of the ledger.
    pub fn of(entries: &[Entry]) -> Self {
        let undone = undone(entries.iter().map(|entry| {
            let undoes = if let Act::Undo { undoes } = entry.review.act { Some(undoes) } else { None };
            (entry.seq, undoes)
        }));
        let mut state = ReviewState { last: entries.last().map_or(0, |entry| entry.seq), ..ReviewState::default() };
        let standing: Vec<&Entry> = entries.iter().filter(|entry| !undone.contains(&entry.seq)).collect();
        let mut coders: Vec<String> = Vec::new();
        for entry in &standing {
            match &entry.review.act {
                Act::Tag { add, remove } => {
                    state.tags.retain(|tag| !remove.contains(tag));
                    state.tags.extend(add.iter().cloned());
                }
                Act::Comment { .. } => state.comments += 1,
                Act::Assign { to, blind } => {
                    state.assigned.clone_from(to);
                    coders = if *blind { to.clone() } else { Vec::new() };
                }
                _ => {}
            }
        }
        let is_verdict = |entry: &&Entry| entry.review.act.standing().is_some();
        let is_claim = |entry: &&Entry| matches!(entry.review.act, Act::Claim { .. });
        let verdicts: Vec<&Entry> = standing.iter().copied().filter(is_verdict).collect();
        state.blind = (coders.iter())
            .filter(|who| !verdicts.iter().any(|v| v.review.blind && v.review.by == **who))
            .cloned()
            .collect();
        let (verdict, conflict) = weigh(&verdicts, &coders, state.blind.is_empty());
        state.conflict = conflict;
        if let Some(entry) = verdict {
            state.standing = entry.review.act.standing().unwrap_or(Standing::Unreviewed);
            state.by = Some(By::of(entry));
            state.was.clone_from(&entry.review.was);
            match &entry.review.act {
                Act::Correct { fields } => {
                    state.changes = fields.iter().map(|(name, change)| (name.clone(), change.after.clone())).collect();
                }
                Act::Add { record } => state.changes.clone_from(record),
                _ => {}
            }
        } else {
            state.was = standing.iter().rev().find_map(|entry| entry.review.was.clone());
        }
        let claims: Vec<&Entry> = standing.iter().copied().filter(is_claim).collect();
        let (claim, conflict) = weigh(&claims, &coders, state.blind.is_empty());
        state.claim_conflict = conflict;
        if let Some(entry) = claim
            && let Act::Claim { status: Some(status) } = &entry.review.act
        {
            state.claim = Some(status.clone());
            state.claim_by = Some(By::of(entry));
        }
        state
    }

    /// The whole record as people have it: nothing where nobody decided, or it is rejected.
    pub fn record(&self) -> Option<FieldMap> {
        match self.standing {
            Standing::Unreviewed | Standing::Rejected => None,
            Standing::Added => Some(self.changes.clone()),
            Standing::Accepted | Standing::Corrected => {
                let mut record = self.was.clone()?;
                record.extend(self.changes.clone());
                Some(record)
            }
        }
    }
}

impl By {
    fn of(entry: &Entry) -> Self {
        By { seq: entry.seq, who: entry.review.by.clone(), at: entry.at.clone(), reason: entry.review.reason.clone() }
    }
}

/// Numbers of decisions that were taken back, where what takes back may be taken back itself. Each comes with the
/// decision that it takes back, if any, in the order of the ledger.
pub(crate) fn undone(entries: impl Iterator<Item = (u64, Option<u64>)>) -> HashSet<u64> {
    let undos: Vec<(u64, u64)> = entries.filter_map(|(seq, undoes)| Some((seq, undoes?))).collect();
    let mut undone = HashSet::new();
    // Whatever takes back an undo comes after it.
    for (seq, undoes) in undos.into_iter().rev() {
        if !undone.contains(&seq) && undoes < seq {
            undone.insert(undoes);
        }
    }
    undone
}

/// The decision that holds among several of one sort, and those that contradict it or one another.
fn weigh<'e>(entries: &[&'e Entry], coders: &[String], all_coded: bool) -> (Option<&'e Entry>, Vec<u64>) {
    let mut holds: Option<&Entry> = None;
    let mut conflict: BTreeMap<u64, ()> = BTreeMap::new();
    let mut coded: HashMap<&str, &'e Entry> = HashMap::new();
    for &entry in entries {
        if entry.review.blind && coders.contains(&entry.review.by) {
            coded.insert(&entry.review.by, entry);
        }
    }
    let mut blind: Vec<&'e Entry> = if all_coded { coded.into_values().collect() } else { Vec::new() };
    blind.sort_by_key(|entry| entry.seq);
    for &entry in &blind {
        match holds {
            None => holds = Some(entry),
            Some(first) if first.review.agrees_with(&entry.review) => {}
            Some(first) => conflict.extend([(first.seq, ()), (entry.seq, ())]),
        }
    }
    if !conflict.is_empty() {
        // Of two who coded alone neither stands above the other.
        holds = None;
    }
    let known_by = |entry: &Entry, seq: Option<u64>| seq.is_none_or(|seq| entry.review.after >= seq);
    for &entry in entries.iter().filter(|entry| !entry.review.blind) {
        let newest = conflict.keys().next_back().copied().max(holds.map(|held| held.seq));
        match holds {
            _ if known_by(entry, newest) => {
                conflict.clear();
                holds = Some(entry);
            }
            Some(held) if held.review.agrees_with(&entry.review) => {}
            Some(held) => conflict.extend([(held.seq, ()), (entry.seq, ())]),
            None => conflict.extend([(entry.seq, ())]),
        }
    }
    (holds, conflict.into_keys().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rasid_record::Change;

    fn entry(seq: u64, by: &str, after: u64, act: Act) -> Entry {
        let mut review = Review::new(by, act);
        review.after = after;
        review.was = Some([("phase".to_owned(), "agreed".into())].into_iter().collect());
        Entry { seq, at: format!("2018-03-01T00:00:{seq:02}Z"), review }
    }

    fn correct(phase: &str) -> Act {
        let change = Change { before: "agreed".into(), after: phase.into() };
        Act::Correct { fields: [("phase".to_owned(), change)].into_iter().collect() }
    }

    #[test]
    fn what_knows_of_the_decision_before_takes_its_place() {
        let state = ReviewState::of(&[entry(1, "a", 0, Act::Accept), entry(4, "b", 1, correct("ended"))]);
        assert_eq!((state.standing, state.conflict.len(), state.last), (Standing::Corrected, 0, 4));
        assert_eq!(state.record().unwrap()["phase"], "ended");
        assert_eq!(state.by.unwrap().who, "b");
    }

    #[test]
    fn what_does_not_know_of_it_is_a_conflict_until_somebody_who_saw_both_decides() {
        let mut entries = vec![entry(1, "a", 0, Act::Accept), entry(2, "b", 0, Act::Reject)];
        let state = ReviewState::of(&entries);
        assert_eq!((state.standing, state.conflict.clone()), (Standing::Accepted, vec![1, 2]));
        entries.push(entry(3, "c", 1, correct("ended")));
        assert_eq!(ReviewState::of(&entries).conflict, [1, 2, 3], "who saw only one of them does not settle it");
        entries.push(entry(4, "a", 3, Act::Reject));
        let state = ReviewState::of(&entries);
        assert_eq!((state.standing, state.is_disputed()), (Standing::Rejected, false));
    }

    #[test]
    fn two_who_say_the_same_at_once_do_not_contradict_one_another() {
        let state = ReviewState::of(&[entry(1, "a", 0, correct("ended")), entry(2, "b", 0, correct("ended"))]);
        assert_eq!((state.standing, state.is_disputed()), (Standing::Corrected, false));
        let claim = |status: &str| Act::Claim { status: Some(status.into()) };
        let state = ReviewState::of(&[entry(1, "a", 0, claim("verified")), entry(2, "b", 0, claim("refuted"))]);
        assert_eq!((state.claim.as_deref(), state.claim_conflict), (Some("verified"), vec![1, 2]));
        assert_eq!(state.standing, Standing::Unreviewed, "a word about the claim says nothing about the reading");
    }

    #[test]
    fn what_was_undone_does_not_hold_and_an_undo_can_be_undone() {
        let undo = |seq, undoes| entry(seq, "a", seq - 1, Act::Undo { undoes });
        let mut entries = vec![entry(1, "a", 0, Act::Accept), entry(2, "a", 1, Act::Reject), undo(3, 2)];
        assert_eq!(ReviewState::of(&entries).standing, Standing::Accepted);
        entries.push(undo(4, 3));
        assert_eq!(ReviewState::of(&entries).standing, Standing::Rejected);
        entries.push(undo(5, 4));
        assert_eq!(ReviewState::of(&entries).standing, Standing::Accepted);
    }

    #[test]
    fn tags_remarks_and_names_add_up_and_change_no_verdict() {
        let tag = |add: &[&str], remove: &[&str]| Act::Tag {
            add: add.iter().map(|t| (*t).to_owned()).collect(),
            remove: remove.iter().map(|t| (*t).to_owned()).collect(),
        };
        let state = ReviewState::of(&[
            entry(1, "a", 0, Act::Accept),
            entry(2, "b", 0, tag(&["x", "y"], &[])),
            entry(3, "b", 0, tag(&[], &["x"])),
            entry(4, "c", 0, Act::Comment { text: "?".into() }),
            entry(5, "c", 0, Act::Assign { to: vec!["a".into()], blind: false }),
        ]);
        assert_eq!((state.standing, state.comments, state.is_disputed()), (Standing::Accepted, 1, false));
        assert_eq!(state.tags.into_iter().collect::<Vec<_>>(), ["y"]);
        assert_eq!(state.assigned, ["a"]);
    }

    #[test]
    fn blind_verdicts_hold_when_all_who_code_have_decided_and_agree() {
        let blind = |seq, by: &str, act| {
            let mut entry = entry(seq, by, 0, act);
            entry.review.blind = true;
            entry
        };
        let mut entries = vec![entry(1, "lead", 0, Act::Assign { to: vec!["a".into(), "b".into()], blind: true })];
        entries.push(blind(2, "a", Act::Accept));
        let state = ReviewState::of(&entries);
        assert_eq!((state.standing, state.blind.clone()), (Standing::Unreviewed, vec!["b".to_owned()]));
        assert!(state.is_blind_to("b") && state.is_blind_to("a") && !state.is_blind_to("lead"));
        let mut agreed = entries.clone();
        agreed.push(blind(3, "b", Act::Accept));
        let state = ReviewState::of(&agreed);
        assert_eq!((state.standing, state.is_coded_blind()), (Standing::Accepted, false));
        entries.push(blind(3, "b", Act::Reject));
        let state = ReviewState::of(&entries);
        assert_eq!((state.standing, state.conflict), (Standing::Unreviewed, vec![2, 3]));
        entries.push(entry(4, "lead", 3, Act::Reject));
        assert_eq!(ReviewState::of(&entries).standing, Standing::Rejected);
    }
}
