//! "The agency carried from an official that": who speaks is whoever stands behind "from"; the
//! outlet is only the way the words came.

use super::cues::Found;
use super::identity::identify;
use super::opening::Opening;
use super::speaker::Who;
use super::subject;
use crate::doc::Doc;
use crate::names::{Kind, Names};
use rasid_lang::tables::cues::Takes;
use rasid_lang::{Kinds, Sense};

/// Who speaks at a verb of carrying; none where no source is named.
pub(super) fn of(doc: &Doc<'_, '_>, names: &Names, found: &Found<'_>, opening: &Opening) -> Option<Who> {
    if opening.before.is_some() {
        return None;
    }
    let from = (found.end..opening.by).find(|&i| {
        doc.hits_of(i, Kinds::TAKES).iter().any(|h| h.sense == Sense::Takes(Takes::About, false) && h.end == i + 1)
    })?;
    let (first, end) = subject::between(doc, names, from + 1, opening.by)?;
    let outlets = names.within(found.end..from).iter().filter(|m| m.kind == Kind::Outlet);
    Some(Who {
        span: Some(doc.span(first, doc.cut(first), end)),
        id: Some(identify(doc, names, first, end)),
        addressee: None,
        via: outlets.map(|m| m.span).collect(),
    })
}
