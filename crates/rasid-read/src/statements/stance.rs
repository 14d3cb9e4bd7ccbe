//! What a speaker does by saying it, where the content says more than the cue.

use super::Draft;
use crate::doc::Doc;
use crate::names::Names;
use rasid_lang::Sense;
use rasid_record::Stance;

/// Words at the head of the content that are looked at.
const HEAD: usize = 12;

/// Refines the stance of a statement whose cue only informs, from the verbs of its content.
pub(super) fn refine(doc: &Doc<'_, '_>, names: &Names, draft: &mut Draft) {
    let _ = names;
    if !matches!(draft.stance, Stance::Inform) {
        return;
    }
    let Some(range) = draft.content.clone() else { return };
    for i in range.start..range.end.min(range.start + HEAD) {
        let inner = doc.hits(i).iter().find_map(|h| match h.sense {
            Sense::Cue(c, _) => Some((doc.lexicon.cue(c).stance, h.clitics.will)),
            Sense::Verb(_) if h.clitics.will => Some((Stance::Promise, true)),
            _ => None,
        });
        if let Some((stance, _)) = inner
            && stance != Stance::Inform
            && i < range.start + 4
        {
            draft.stance = stance;
            return;
        }
    }
}
