//! The identifier of a noun phrase that speaks: of the names in it, of the body it belongs to, or a label.

use crate::doc::Doc;
use crate::names::{Kind, Names};
use rasid_lang::tables::actors::TitleClass;
use rasid_lang::translit::slug;
use rasid_lang::{Kinds, Particle, Sense};
use std::rc::Rc;

/// Identifier of the phrase `first..end`.
pub(crate) fn identify(doc: &Doc<'_, '_>, names: &Names, first: usize, end: usize) -> Rc<str> {
    // Quantifiers and quotation marks stand before the head.
    let head =
        (first..end).find(|&i| !doc.any_particle(i, &[Particle::Quantifier]) && !doc.is_quote(i)).unwrap_or(first);
    let mut ids: Vec<Rc<str>> = Vec::new();
    let mut at = head;
    while at < end {
        let (id, next) = match (names.role_at(at), names.mention_at(at)) {
            (Some(role), _) if role.first == at => (role.id.clone(), role.end),
            (None, Some(m)) if m.first == at && m.is_actor() => (m.id.clone(), m.end),
            _ => break,
        };
        if !ids.contains(&id) {
            ids.push(id);
        }
        // Only what is joined by "and" right behind stands beside the head; what follows belongs to it.
        at = next + usize::from(doc.is_comma(next));
        if !doc.clitics(at).and {
            break;
        }
    }
    match ids.len() {
        // The head tells no name ("a doctor"): one in apposition does.
        1 if ids[0].starts_with("anon:") && is_document(doc, head) => {
            let clause = (head + 1..end).find(|&i| doc.any_particle(i, &[Particle::Relative])).unwrap_or(end);
            whose(names, head + 1..clause).unwrap_or_else(|| ids[0].clone())
        }
        1 if ids[0].starts_with("anon:") => person_within(doc, names, head + 1, end).unwrap_or_else(|| ids[0].clone()),
        1.. => ids.join("+").into(),
        _ => person_within(doc, names, head, end)
            .or_else(|| headed(doc, names, head, end))
            .unwrap_or_else(|| unnamed(doc, head, end)),
    }
}

/// Whether a noun for a document stands at token `i`.
pub(super) fn is_document(doc: &Doc<'_, '_>, i: usize) -> bool {
    doc.hits_of(i, Kinds::TITLE).iter().any(|h| match h.sense {
        Sense::Title(t) => doc.lexicon.title(t).class == TitleClass::Document,
        _ => false,
    })
}

/// Whose document it is: the first actor named in its phrase.
fn whose(names: &Names, within: std::ops::Range<usize>) -> Option<Rc<str>> {
    let actor = |m: &&crate::names::Mention| m.is_actor() && m.kind != Kind::People;
    names.within(within).iter().find(actor).map(|m| m.id.clone())
}

/// The person named in apposition within `from..end`: behind a comma or a definite noun, not in the genitive.
fn person_within(doc: &Doc<'_, '_>, names: &Names, from: usize, end: usize) -> Option<Rc<str>> {
    (from..end).find_map(|i| {
        let role = names.role_at(i).filter(|r| r.first == i && r.name.is_some());
        let person = names.mention_at(i).filter(|m| m.first == i && m.kind == Kind::Person);
        let id = role.map(|r| r.id.clone()).or_else(|| person.map(|m| m.id.clone()))?;
        let apposed =
            i.checked_sub(1).is_none_or(|b| !doc.is_word(b) || doc.is_definite(b)) && !doc.clitics(i).is_preposition();
        apposed.then_some(id)
    })
}

/// The organ, group or body whose command, office or mission the noun at `head` is: "the command of the army".
fn headed(doc: &Doc<'_, '_>, names: &Names, head: usize, end: usize) -> Option<Rc<str>> {
    let organ = |m: &&crate::names::Mention| {
        m.first == head + 1
            && m.end <= end
            && m.is_actor()
            && matches!(m.kind, Kind::Organ | Kind::Group | Kind::Body | Kind::Party)
    };
    let construct = !doc.is_definite(head) && doc.clitics(head + 1).is_empty() && names.role_at(head + 1).is_none();
    names.mention_at(head + 1).filter(organ).filter(|_| construct).map(|m| m.id.clone())
}

/// Identifier of somebody whom no table knows.
fn unnamed(doc: &Doc<'_, '_>, first: usize, end: usize) -> Rc<str> {
    let words: Vec<&str> = (first..end.min(first + 4)).filter(|&i| doc.is_word(i)).map(|i| doc.folded(i)).collect();
    // Two to four words that no table knows are somebody's name.
    let unknown =
        (first..end).all(|i| doc.hits(i).is_empty() && !doc.is_definite(i) && doc.folded(i).chars().nth(2).is_some());
    if unknown && (2..=4).contains(&(end - first)) {
        return slug(&words.join(" ")).into();
    }
    format!("anon:{}", words[..words.len().min(3)].join(" ")).into()
}
