//! "The agency carried from an official that": who speaks is whoever stands behind "from"; the
//! outlet is only the way the words came.

use super::cues::Found;
use super::opening::Opening;
use super::speaker::{Who, identify};
use super::subject;
use crate::doc::Doc;
use crate::names::{Kind, Names};
use rasid_lang::Sense;
use rasid_lang::inflect::Aspect;
use rasid_lang::tables::cues::Takes;

/// Who speaks at a verb of carrying; none where no source is named or a noun of speech follows, which is then the cue
/// ("carried from him his saying that").
pub(super) fn of(doc: &Doc<'_, '_>, names: &Names, found: &Found<'_>, opening: &Opening) -> Option<Who> {
    if opening.before.is_some() {
        return None;
    }
    let from = (found.end..opening.by)
        .find(|&i| doc.hits(i).iter().any(|h| h.sense == Sense::Takes(Takes::About, false) && h.end == i + 1))?;
    let speech = |i: usize| {
        doc.hits(i).iter().any(|h| matches!(h.sense, Sense::Cue(_, f) if f.aspect == Aspect::Noun && h.pronoun.is_some()))
    };
    if (from..opening.by).any(speech) {
        return None;
    }
    let (first, end) = subject::between(doc, names, from + 1, opening.by)?;
    let outlets = names.within(found.end..from).iter().filter(|m| m.kind == Kind::Outlet);
    Some(Who {
        span: Some(doc.span(first, doc.cut(first), end)),
        id: Some(identify(doc, names, first, end)),
        addressee: None,
        via: outlets.map(|m| m.span).collect(),
    })
}
