//! Who speaks: the noun phrase behind the cue, or before it.

use super::ahead::{
    antecedent, before, before_unknown, carried_from, document_before, ending_at, had, homeland_before, joint,
    of_whom_before, reports_before, right_before, topic, writer_before,
};
use super::cues::Found;
use super::identity::identify;
use super::opening::Opening;
use super::subject;
use crate::doc::Doc;
use crate::gender::may_have_subject;
use crate::names::{Kind, Names};
use rasid_lang::inflect::{Aspect, Person, is_feminine, is_oblique};
use rasid_lang::tables::cues::Takes;
use rasid_lang::{Kinds, Particle, Sense};
use rasid_record::Stance;
use rasid_text::Span;
use std::rc::Rc;

/// Who speaks to whom through whom.
#[derive(Clone, Debug, Default)]
pub(super) struct Who {
    pub span: Option<Span>,
    pub id: Option<Rc<str>>,
    pub addressee: Option<Span>,
    pub via: Vec<Span>,
}

/// Finds who speaks at `found`.
pub(super) fn of(doc: &Doc<'_, '_>, names: &Names, found: &Found<'_>, opening: &Opening) -> Who {
    let mut who = Who { via: via(doc, names, found), ..Who::default() };
    match found.form.aspect {
        Aspect::Participle => return who,
        _ if matches!(found.form.person, Person::I | Person::We) => return who,
        Aspect::Noun if found.pronoun => {
            // "quoted him: his saying that": the source stands right before the noun.
            if let Some((span, id)) = carried_from(doc, names, found.at).or_else(|| ending_at(doc, names, found.at)) {
                (who.span, who.id) = (Some(span), Some(id));
            }
            return who;
        }
        _ => {}
    }
    // "As for the commissioner, he called for": the subject heads the sentence.
    if let Some((span, id)) = topic(doc, names, found) {
        who.addressee = addressee(doc, names, found.end, opening.by);
        (who.span, who.id) = (Some(span), Some(id));
        return who;
    }
    // "Amid reports that speak of": the noun right before the verb is who speaks.
    if let Some((span, id)) = reports_before(doc, names, found) {
        (who.span, who.id) = (Some(span), Some(id));
        return who;
    }
    // "A draft resolution calls for", "issued a statement in which it denied", "it happened before that the president
    // threatened".
    if let Some((span, id)) = document_before(doc, names, found)
        .or_else(|| writer_before(doc, names, found))
        .or_else(|| of_whom_before(doc, names, found))
    {
        who.addressee = addressee(doc, names, found.end, opening.by);
        (who.span, who.id) = (Some(span), Some(id));
        return who;
    }
    // "That his country supports": the state of whoever speaks.
    if let Some(span) = homeland_before(doc, found) {
        who.span = Some(span);
        return who;
    }
    // "The forces of the coast, backed by others, had announced": what stands between "had" and the verb.
    if let Some((span, id)) = had(doc, names, found) {
        who.addressee = addressee(doc, names, found.end, opening.by);
        (who.span, who.id) = (Some(span), Some(id));
        return who;
    }
    // Subject, verb: whoever stands right before the verb at the head of a clause speaks.
    // "When he was asked about the forces, the spokesman answered": behind a comma a subject of its own is nearer.
    let apart = found.at > 0 && doc.is_comma(found.at - 1) && known_end(doc, names, found.end) > found.end;
    if let Some(last) = right_before(doc, names, found).filter(|_| !apart) {
        let (span, id) = joint(doc, names, doc.sentence(found.at).start, last);
        who.addressee = addressee(doc, names, found.end, opening.by);
        (who.span, who.id) = (Some(span), Some(id));
        return who;
    }
    // "The federation demands of Turkey": where whoever heads the clause is unknown, who stands behind the verb is spoken to.
    if found.cue.addressee
        && found.is_finite()
        && !found.and
        && !found.pronoun
        && let told = known_end(doc, names, found.end)
        && told > found.end
        && let Some((span, id)) = before_unknown(doc, names, found)
    {
        who.addressee = Some(doc.span(found.end, doc.cut(found.end), told));
        (who.span, who.id) = (Some(span), Some(id));
        return who;
    }
    let limit = if opening.before.is_some() { doc.sentence(found.at).end } else { opening.by.max(found.end) };
    let from = found.end + pronoun_preposition(doc, found.end) + usize::from(is_noun_from(doc, found));
    // "Washington asked of the council that": of whom it is asked is not who asks.
    let asks = found.cue.addressee && found.cue.takes.contains(&Takes::Object) && found.is_finite();
    let limit = (from + 1..limit).find(|&i| asks && super::opening::asked(doc, names, i).is_some()).unwrap_or(limit);
    // Between a verb of speech and what is said the subject is what fills the gap.
    let speech = opening.before.is_none()
        && found.form.aspect != Aspect::Noun
        && matches!(opening.takes, Takes::That | Takes::Quote);
    let between = || speech.then(|| subject::between(doc, names, from, limit)).flatten();
    // "Informed the council that": the gap may hold who is spoken to as well.
    let behind = if found.cue.addressee && !found.cue.takes.contains(&Takes::Quote) {
        phrase_from(doc, names, from, limit).or_else(between)
    } else {
        between().or_else(|| phrase_from(doc, names, from, limit)).or_else(|| {
            // "The party, the largest in opposition, voiced": the same before a preposition that stands by itself.
            let by = opening.takes == Takes::About && opening.before.is_none() && found.form.aspect != Aspect::Noun;
            let whole = |&(_, end): &(usize, usize)| end == limit || end + 1 == limit && doc.is_comma(end);
            by.then(|| subject::between(doc, names, from, limit)).flatten().filter(whole)
        })
    };
    let behind = behind.or_else(|| {
        let object = opening.takes == Takes::Object && opening.before.is_none() && found.form.aspect != Aspect::Noun;
        object.then(|| construct_before_object(doc, names, from).map(|end| (from, end))).flatten()
    });
    let speaks = |&(first, end): &(usize, usize)| {
        // "Organisations accuse the state of": where somebody else follows, they are no object.
        let alone = names.within(end..opening.by.max(end)).iter().all(|m| !m.is_actor());
        agrees(doc, names, found, (first, end), alone) && !is_called_on(doc, names, found, opening, (first, end))
    };
    if let Some((first, end)) = behind.filter(speaks) {
        (who.span, who.id) = (Some(doc.span(first, doc.cut(first), end)), Some(identify(doc, names, first, end)));
        who.addressee = addressee(doc, names, end, opening.by);
        return who;
    }
    who.addressee = addressee(doc, names, found.end, opening.by);
    if found.form.aspect != Aspect::Noun
        && let Some((span, id)) = antecedent(doc, names, found).or_else(|| {
            (!found.and)
                .then(|| {
                    before(doc, names, found).or_else(|| {
                        // Things bear out and mean much; only what brings in words of its own is said.
                        let speech = matches!(opening.takes, Takes::That | Takes::Quote)
                            || !matches!(found.cue.stance, Stance::Inform | Stance::Accuse);
                        speech.then(|| before_unknown(doc, names, found)).flatten()
                    })
                })
                .flatten()
        })
    {
        (who.span, who.id) = (Some(span), Some(id));
    }
    who
}

/// Whether "from" stands right behind a noun of speech, with its source behind it: "a request from the council".
pub(super) fn is_noun_from(doc: &Doc<'_, '_>, found: &Found<'_>) -> bool {
    found.form.aspect == Aspect::Noun
        && !found.pronoun
        && doc
            .hits_of(found.end, Kinds::TAKES)
            .iter()
            .any(|h| h.sense == Sense::Takes(Takes::Of, false) && h.end == found.end + 1)
}

/// Whether the phrase behind a verb can be its subject: no oblique dual or plural, and no
/// feminine behind a masculine verb. Else it is who is spoken to or of. `alone` says that nobody else stands behind it.
fn agrees(doc: &Doc<'_, '_>, names: &Names, found: &Found<'_>, (first, end): (usize, usize), alone: bool) -> bool {
    if !found.is_finite() {
        return true;
    }
    // A verb before its subject is singular: behind a dual or plural stands the object.
    if matches!(found.form.person, Person::Both | Person::They) {
        return false;
    }
    let head = doc.folded(first);
    let adjective = end - 1;
    // Of a name, the last word may show its gender ("the United Nations").
    let name = names.mention_at(first).is_some_and(|m| m.end == end && m.kind != Kind::Person)
        && names.role_at(first).is_none();
    let short = end <= first + 2;
    let feminine =
        name && (is_feminine(head) || short && doc.is_definite(adjective) && is_feminine(doc.folded(adjective)));
    let masculine_verb = found.form.person == Person::HeOr;
    // Only where the word is surely a plural: many singulars end in the same letters.
    let plural = names.mention_at(first).is_some_and(|m| matches!(m.kind, Kind::Party | Kind::People | Kind::State))
        || doc.any_particle(first, &[Particle::Back]);
    // "And urged all parties to": those who are urged in general do not urge.
    let urged = alone
        && found.cue.addressee
        && names.mention_at(first).is_some_and(|m| m.kind == Kind::People)
        && names.role_at(first).is_none();
    let addressed = found.cue.addressee && doc.is_definite(first) && names.role_at(first).is_none();
    let object = (plural || addressed) && is_oblique(head);
    let disagrees = masculine_verb && feminine && found.and || !may_have_subject(doc, names, found.at, first);
    !(urged || object || disagrees)
}

/// Whether whoever stands right behind a verb that is done to somebody is called on or accused and does not speak: right
/// before what they are urged to or accused of: "accused the rebels of", "urged Russia to". In the reports marked by hand
/// that held of 142 in 150.
fn is_called_on(
    doc: &Doc<'_, '_>,
    names: &Names,
    found: &Found<'_>,
    opening: &Opening,
    (first, end): (usize, usize),
) -> bool {
    // Of a phrase that no table knows it is not sure where it ends: an object may be in it.
    let known = first == found.end && known_end(doc, names, first) == end;
    if !found.cue.addressee || !found.is_finite() || found.pronoun || !known || opening.by != end {
        return false;
    }
    match found.cue.stance {
        Stance::Urge => opening.takes == Takes::On,
        Stance::Accuse => opening.takes == Takes::By,
        _ => false,
    }
}

/// One where a preposition with a pronoun stands at `at` ("called for it the council").
fn pronoun_preposition(doc: &Doc<'_, '_>, at: usize) -> usize {
    doc.takes_up(at) as usize
}

/// The end of a subject that begins right at token `at`.
pub(super) fn subject_end(doc: &Doc<'_, '_>, names: &Names, at: usize) -> Option<usize> {
    phrase_from(doc, names, at, doc.sentence(at).end)
        .map(|(_, end)| end)
        .or_else(|| construct_before_object(doc, names, at))
}

/// A noun phrase that begins at `at` and ends before `limit`.
pub(super) fn phrase_from(doc: &Doc<'_, '_>, names: &Names, at: usize, limit: usize) -> Option<(usize, usize)> {
    let mut first = at;
    // Quantifiers and quotation marks before a name belong to the phrase.
    while first < limit && (doc.any_particle(first, &[Particle::Quantifier]) || doc.is_quote(first)) {
        first += 1;
    }
    let mut end = known_end(doc, names, first);
    if end == first {
        end = plain_end(doc, names, first, limit).max(bare_end(doc, first, limit));
        if end == first {
            return None;
        }
    }
    // Appositions, joint subjects, and a relative clause that runs up to what is said.
    loop {
        // "The health authorities": an adjective of a definite name.
        let adjective = |i: usize| {
            doc.is_word(i)
                && doc.is_definite(i)
                && doc.clitics(i).is_empty()
                && !doc.is_time(i)
                && rasid_lang::inflect::looks_like_adjective(doc.folded(i))
                && known_end(doc, names, i) == i
                && !doc
                    .hits_of(i, Kinds::PARTICLE)
                    .iter()
                    .any(|h| matches!(h.sense, Sense::Particle(p) if p != Particle::Modifier))
        };
        while end > first && end < limit && doc.is_definite(end - 1) && adjective(end) {
            end += 1;
        }
        // "The news agency (…)": a short name in brackets.
        if doc.is_sign(end, "(")
            && let Some(close) = (end + 1..end + 5).find(|&i| doc.is_sign(i, ")"))
        {
            end = close + 1;
        }
        let comma = doc.is_comma(end) as usize;
        let next = known_end(doc, names, end + comma);
        let joined = doc.clitics(end + comma).and;
        if next > end + comma && next <= limit && (joined || comma == 1) {
            end = next;
            continue;
        }
        if doc.particle(end, Particle::Relative).is_some()
            && doc.clitics(end).is_empty()
            && limit > end
            && limit < doc.sentence(at).end
        {
            end = limit;
            while end > at && doc.is_comma(end - 1) {
                end -= 1;
            }
        }
        // "The factions in Gaza": a place behind those who are no single person.
        if doc.any_particle(end, &[Particle::Locative])
            && names.mention_at(end + 1).is_some_and(|m| m.first == end + 1 && m.kind == Kind::Place)
            && names
                .mention_at(end.saturating_sub(1))
                .is_some_and(|m| matches!(m.kind, Kind::Group | Kind::Party | Kind::People))
        {
            end = names.mention_at(end + 1).map_or(end, |m| m.end);
            continue;
        }
        break;
    }
    let end = end.min(limit);
    (end > first).then_some((if doc.is_quote(at) { first } else { at }, end))
}

/// The end of a noun phrase in construct at `at` with its object right behind it: "the forces of the joint
/// resistance declared control".
fn construct_before_object(doc: &Doc<'_, '_>, names: &Names, at: usize) -> Option<usize> {
    let limit = doc.sentence(at).end;
    let end = subject::closed_end(doc, names, at, limit);
    // "The command of the army and the resistance": another side may be joined.
    let end = names.actor_from(end).filter(|_| doc.clitics(end).and).map_or(end, |(_, further)| further);
    let blocked = |i: usize| {
        !doc.is_word(i)
            || doc.clitics(i).and
            || doc.preposition(i).0.is_preposition()
            || doc.has(i, Kinds::PARTICLE.with(Kinds::TAKES))
    };
    let construct = end > at + 1 && !doc.is_definite(at) && doc.is_definite(end - 1);
    let free = doc.is_time(end) || !blocked(end) && !doc.is_definite(end);
    (construct && end < limit && free).then_some(end)
}

/// The end of the role or mention that begins at `at`.
fn known_end(doc: &Doc<'_, '_>, names: &Names, at: usize) -> usize {
    if doc.any_particle(at, &[Particle::Locative]) || doc.clitics(at).is_preposition() {
        return at;
    }
    names.actor_from(at).map_or(at, |(_, end)| end)
}

/// The end of a plain noun phrase: definite nouns and their adjectives, up to grammar or a sign.
fn plain_end(doc: &Doc<'_, '_>, names: &Names, at: usize, limit: usize) -> usize {
    let end = subject::closed_end(doc, names, at, limit);
    // A phrase that does not reach what is said may be an object, unless it is definite.
    // "The captain of the ship", "the union of journalists": a noun in construct is definite too.
    let said = doc.particle(limit, Particle::That).is_some()
        || doc.is_sign(limit, ":")
        || doc.quotes.opened_at(limit).is_some();
    let object = limit < doc.sentence(at).end && end == limit && doc.is_definite(end - 1);
    let construct = (said && end > at + 1 && doc.is_definite(at + 1)) || object && end > at + 1;
    // A sound plural in the nominative is a subject.
    let nominative = doc.folded(at).chars().count() > 4 && doc.folded(at).ends_with("\u{0648}\u{0646}");
    let definite =
        construct || nominative || doc.is_definite(at) || doc.any_particle(at, &[Particle::Back, Particle::Modifier]);
    if end == at + 1 && doc.is_accusative(at) || doc.has(at, Kinds::CUE) {
        return at;
    }
    let passes = |i: usize| doc.is_comma(i) || doc.any_particle(i, &[Particle::Adverb]) || doc.is_time(i);
    let reaches = end > at && (end..limit).all(passes);
    if reaches || definite { end } else { at }
}

/// The end of a few words that stand alone between a verb and what is said: whoever they name,
/// they are its subject.
fn bare_end(doc: &Doc<'_, '_>, at: usize, limit: usize) -> usize {
    const WORDS: usize = 4;
    let that = doc.particle(limit, Particle::That).is_some()
        || doc.is_sign(limit, ":")
        || doc.quotes.opened_at(limit).is_some();
    let plain = |i: usize| {
        doc.is_word(i)
            && !doc.is_time(i)
            && !doc.clitics(i).is_preposition()
            && !doc.hits_of(i, Kinds::PARTICLE.with(Kinds::TAKES).with(Kinds::CUE)).iter().any(|h| match h.sense {
                Sense::Particle(p) => !matches!(p, Particle::Modifier | Particle::Back | Particle::Quantifier),
                Sense::Takes(..) | Sense::Cue(..) => true,
                _ => false,
            })
    };
    // Two or more words that no table knows right behind the verb are a name, whatever follows.
    let name = (at..limit.min(at + WORDS))
        .take_while(|&i| {
            plain(i)
                && doc.hits(i).is_empty()
                && !doc.is_definite(i)
                && !doc.clitics(i).and
                && doc.folded(i).chars().nth(2).is_some()
        })
        .count();
    let follows = |end: usize| {
        end == limit
            || doc.is_comma(end)
            || doc.any_particle(end, &[Particle::Locative, Particle::Preposition, Particle::Relative])
    };
    if name >= 2 && that && follows(at + name) {
        return at + name;
    }
    let words = limit.saturating_sub(at);
    // One word in the accusative is an adverb ("saying repeatedly that").
    let adverb = words == 1 && doc.is_accusative(at);
    if that && (1..=WORDS).contains(&words) && !adverb && (at..limit).all(plain) { limit } else { at }
}

/// Somebody spoken to between the speaker and what is said: written with "to".
fn addressee(doc: &Doc<'_, '_>, names: &Names, from: usize, to: usize) -> Option<Span> {
    for i in from..to {
        let actor = names
            .role_at(i)
            .filter(|r| r.first == i)
            .map(|r| r.end)
            .or_else(|| names.mention_at(i).filter(|m| m.first == i && m.kind != Kind::Place).map(|m| m.end));
        if let Some(end) = actor
            && (doc.clitics(i).to || i == from)
            && !doc.clitics(i).and
        {
            return Some(doc.span(i, doc.cut(i), end.min(to)));
        }
    }
    None
}

/// Outlets between a verb of carrying and the source ("the agency quoted X as saying").
fn via(doc: &Doc<'_, '_>, names: &Names, found: &Found<'_>) -> Vec<Span> {
    let sentence = doc.sentence(found.at);
    let range = if found.pronoun && found.form.aspect == Aspect::Noun {
        sentence.start..found.at
    } else {
        return behind_via(doc, names, found.end, sentence.end);
    };
    names.within(range).iter().filter(|m| m.kind == Kind::Outlet).map(|m| m.span).take(1).collect()
}

/// Outlets that a phrase of carrying names behind the statement.
fn behind_via(doc: &Doc<'_, '_>, names: &Names, from: usize, to: usize) -> Vec<Span> {
    (from..to)
        .find(|&i| doc.any_particle(i, &[Particle::Via]))
        .map(|i| names.within(i..to).iter().filter(|m| m.kind == Kind::Outlet).map(|m| m.span).collect())
        .unwrap_or_default()
}
