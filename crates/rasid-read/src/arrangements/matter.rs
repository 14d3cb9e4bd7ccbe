//! Whether a report is about a conflict at all, so that talks over a player's contract or
//! penalties in a match are no mechanism.

use super::phrase::Phrase;
use crate::doc::Doc;
use crate::names::{Kind, Names};
use rasid_lang::tables::mechanisms::{Matter, Weight};
use rasid_lang::{Kinds, Sense};
use rasid_record::ArrangementKind;

/// What a report is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Subject {
    /// Sport, trade, arts: only what names a truce outright may count.
    Other,
    /// It cannot be told surely.
    Open,
    /// War and its ending.
    Conflict,
}

/// Words of conflict for each hundred words that make a report one about a conflict.
const DENSE: usize = 2;

/// Weighs the words of a report.
pub(crate) fn subject(doc: &Doc<'_, '_>, names: &Names, phrases: &[Phrase]) -> Subject {
    // A truce named outright tells more than a word.
    let weighs = |p: &Phrase| match p.weight {
        Weight::Strong => 3,
        // Agreements and talks are made over anything.
        Weight::Weak => !matches!(p.kind, ArrangementKind::Agreement | ArrangementKind::Talks) as usize,
        Weight::Loose => 0,
    };
    let mut conflict: usize = phrases.iter().map(weighs).sum();
    let mut other = 0;
    for i in 0..doc.len() {
        let found = doc.longest_of(i, Kinds::MATTER, |h| match h.sense {
            Sense::Matter(m) => Some(m),
            _ => None,
        });
        match found {
            Some((_, Matter::Conflict)) => conflict += 1,
            Some((_, Matter::Sport)) => other += 2,
            Some((_, Matter::Trade)) => other += 1,
            None => {}
        }
    }
    conflict += names
        .mentions
        .iter()
        .filter(|m| m.kind == Kind::Group || m.kind == Kind::Party || m.kind == Kind::Organ && m.id.ends_with(":mil"))
        .count();
    if other > conflict {
        Subject::Other
    } else if conflict >= 3 && conflict * 100 >= DENSE * doc.len() {
        Subject::Conflict
    } else {
        Subject::Open
    }
}
