//! Naming: every mention of a party as an actor, with the words used for it and whose words
//! they are.

use crate::doc::Doc;
use crate::names::{Kind, Mention, Names, is_state};
use crate::statements::Statements;
use crate::trace::Trace;
use rasid_lang::Particle;
use rasid_record::{Form, Naming, NamingKind, Voice};
use rasid_text::Span;
use std::ops::Range;

/// Rule `naming/mention`: every mention of a government, ministry, armed force, group or alliance as an actor, with the
/// words used for it. A country that only stands for a place is none, nor is a person. Tables: states, organs, groups,
/// parties, places.
const RULE: &str = "naming/mention";

/// Rule `naming/homeland`: "his country" is the state of whoever it is said of. Tables: particles, persons.
const HOMELAND: &str = "naming/homeland";

/// All namings of a report.
pub(crate) fn find<T: Trace>(doc: &Doc<'_, '_>, names: &Names, statements: &Statements, trace: &mut T) -> Vec<Naming> {
    let mut out = Vec::new();
    for mention in &names.mentions {
        if !is_party(doc, mention, trace) {
            continue;
        }
        trace.fired(RULE, mention.span);
        out.push(Naming {
            at: doc.anchor(mention.span),
            id: mention.id.to_string(),
            kind: mention.word,
            voice: voice(doc, mention.span, mention.first..mention.end, statements),
            rule: RULE.to_owned(),
        });
    }
    for i in (0..doc.len()).filter(|&i| doc.any_particle(i, &[Particle::Homeland])) {
        let span = doc.span(i, doc.cut(i), i + 1);
        if let Some(id) = homeland(doc, names, statements, i) {
            trace.fired(HOMELAND, span);
            out.push(Naming {
                at: doc.anchor(span),
                id,
                kind: NamingKind::Plain,
                voice: voice(doc, span, i..i + 1, statements),
                rule: HOMELAND.to_owned(),
            });
        }
    }
    out.sort_by_key(|n| n.at.start);
    out
}

/// The state of "his country": that of who speaks, or of whoever was named last before it in the sentence.
fn homeland(doc: &Doc<'_, '_>, names: &Names, statements: &Statements, i: usize) -> Option<String> {
    let place = [Particle::Locative, Particle::PlaceNoun];
    if doc.clitics(i).by || i.checked_sub(1).is_some_and(|b| doc.any_particle(b, &place)) {
        return None;
    }
    let head = doc.sentence(i).start;
    let named = || {
        let before = names.roles.partition_point(|r| r.end <= i);
        names.roles[..before].iter().rev().take_while(|r| r.first >= head).find_map(|r| country_of(doc, &r.id))
    };
    let speaker = || {
        let n = statements.innermost(doc.span(i, 0, i + 1))?;
        country_of(doc, statements[n].speaker_id.as_deref()?)
    };
    named().or_else(speaker)
}

/// The state that somebody belongs to, as far as the identifier or the tables say it.
fn country_of(doc: &Doc<'_, '_>, id: &str) -> Option<String> {
    let label = id.strip_prefix("anon:").unwrap_or(id);
    let code = label.split([':', ' ']).next().filter(|code| is_state(code));
    code.map(str::to_owned).or_else(|| doc.lexicon.actor_by_id(id).and_then(|a| a.country.clone()))
}

fn is_party<T: Trace>(doc: &Doc<'_, '_>, mention: &Mention, trace: &mut T) -> bool {
    let alliance = || doc.lexicon.actor_by_id(&mention.id).is_some_and(|a| a.alliance);
    let kind = match mention.kind {
        Kind::State | Kind::Capital | Kind::Organ | Kind::Group | Kind::Party => true,
        Kind::Body => alliance(),
        Kind::Person | Kind::Outlet | Kind::People | Kind::Place => false,
    };
    if kind && mention.as_place {
        trace.near(RULE, mention.span, "the name stands for a place here");
    }
    kind && !mention.as_place
}

/// Direct inside somebody's quotation, indirect inside reported speech, else the outlet's.
fn voice(doc: &Doc<'_, '_>, span: Span, words: Range<usize>, statements: &Statements) -> Voice {
    let quoted = doc
        .quotes
        .around(words.start)
        .is_some_and(|p| (p.open + 1..p.close).filter(|&i| doc.is_word(i)).count() > words.len());
    match statements.innermost(span) {
        Some(n) if statements[n].form == Form::Direct || quoted => Voice::Direct,
        Some(_) => Voice::Indirect,
        None if quoted => Voice::Direct,
        None => Voice::Outlet,
    }
}
