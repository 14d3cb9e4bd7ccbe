//! Naming: every mention of a party as an actor, with the words used for it and whose words
//! they are.

use crate::doc::Doc;
use crate::names::{Kind, Mention, Names};
use crate::statements::{Draft, innermost};
use crate::trace::Trace;
use rasid_record::{Form, Naming, Voice};

/// Rule `naming/mention`: every mention of a government, ministry, armed force, group or alliance as an actor, with the
/// words used for it. A country that only stands for a place is none, nor is a person. Tables: states, organs, groups,
/// parties, places.
const RULE: &str = "naming/mention";

/// All namings of a report.
pub(crate) fn find<T: Trace>(doc: &Doc<'_, '_>, names: &Names, statements: &[Draft], trace: &mut T) -> Vec<Naming> {
    let mut out = Vec::new();
    for mention in &names.mentions {
        if !is_party(mention, trace) {
            continue;
        }
        trace.fired(RULE, mention.span);
        out.push(Naming {
            at: doc.anchor(mention.span),
            id: mention.id.to_string(),
            kind: mention.word,
            voice: voice(doc, mention, statements),
            rule: RULE.to_owned(),
        });
    }
    out
}

fn is_party<T: Trace>(mention: &Mention, trace: &mut T) -> bool {
    let kind = matches!(mention.kind, Kind::State | Kind::Capital | Kind::Organ | Kind::Group | Kind::Party);
    if kind && mention.as_place {
        trace.near(RULE, mention.span, "the name stands for a place here");
    }
    kind && !mention.as_place
}

/// Direct inside somebody's quotation, indirect inside reported speech, else the outlet's.
fn voice(doc: &Doc<'_, '_>, mention: &Mention, statements: &[Draft]) -> Voice {
    let quoted = doc
        .quotes
        .around(mention.first)
        .is_some_and(|p| (p.open + 1..p.close).filter(|&i| doc.is_word(i)).count() > mention.end - mention.first);
    match innermost(statements, mention.span) {
        Some(n) if statements[n].form == Form::Direct || quoted => Voice::Direct,
        Some(_) => Voice::Indirect,
        None if quoted => Voice::Direct,
        None => Voice::Outlet,
    }
}
