//! Who speaks: the noun phrase behind or before the cue.

use super::cues::Found;
use super::identity::{identify, is_document};
use super::opening::Opening;
use super::subject;
use crate::doc::Doc;
use crate::names::{Kind, Names};
use rasid_lang::inflect::{Aspect, Person, is_feminine, is_oblique};
use rasid_lang::tables::cues::Takes;
use rasid_lang::{Particle, Sense};
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

/// How far before a verb its subject may end, in tokens: an adverb or a date fits between.
const GAP: usize = 8;
/// How far before its verb "had" may stand, in tokens: a long title and an apposition fit.
const SUBJECT: usize = 30;
/// How far behind "as for" the verb may stand that takes up its subject, in tokens.
const TOPIC: usize = 20;

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
    let limit = if opening.before.is_some() { doc.sentence(found.at).end } else { opening.by.max(found.end) };
    let from = found.end + pronoun_preposition(doc, found.end) + usize::from(is_noun_from(doc, found));
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
    if let Some((first, end)) = behind.filter(|&(first, end)| agrees(doc, names, found, first, end)) {
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

/// The source behind "from" of a verb of carrying, up to the noun of speech at token `at`: "carried from so-and-so, the
/// head of the office, his saying".
fn carried_from(doc: &Doc<'_, '_>, names: &Names, at: usize) -> Option<(Span, Rc<str>)> {
    let start = doc.sentence(at).start;
    let carries = |i: &usize| {
        doc.hits(*i)
            .iter()
            .any(|h| matches!(h.sense, Sense::Cue(c, _) if doc.lexicon.cue(c).kind == super::cues::CueKind::Carry))
    };
    let verb = (start..at).rev().find(carries)?;
    let about = |i: &usize| doc.hits(*i).iter().any(|h| h.sense == Sense::Takes(Takes::About, false) && h.end == i + 1);
    let from = (verb + 1..at).find(about)?;
    let (first, end) = subject::between(doc, names, from + 1, at)?;
    (end == at || end + 1 == at && doc.is_comma(end))
        .then(|| (doc.span(first, doc.cut(first), end), identify(doc, names, first, end)))
}

/// The noun for reports that stands right before a verb which describes it.
fn reports_before(doc: &Doc<'_, '_>, names: &Names, found: &Found<'_>) -> Option<(Span, Rc<str>)> {
    let before = found.at.checked_sub(1).filter(|&b| doc.together(b, found.at))?;
    let noun = |h: &crate::doc::Hit| matches!(h.sense, Sense::Cue(c, _) if doc.lexicon.cue(c).kind == super::cues::CueKind::Noun);
    let reports = found.is_finite() && !found.and && !doc.is_definite(before) && doc.hits(before).iter().any(noun);
    let inside = names.role_at(before).is_some_and(|r| r.first < before);
    (reports && !inside).then(|| (doc.span(before, doc.cut(before), before + 1), super::cues::UNNAMED.into()))
}

/// The words for the speaker's own state right before a verb.
fn homeland_before(doc: &Doc<'_, '_>, found: &Found<'_>) -> Option<Span> {
    let at = over_particles(doc, found.at, &[Particle::May, Particle::Negation]);
    let word =
        at.checked_sub(1).filter(|&w| doc.together(w, found.at) && doc.any_particle(w, &[Particle::Homeland]))?;
    let heads = word == 0 || doc.particle_before(word, &[Particle::That]).is_some() || !doc.is_word(word - 1);
    (found.is_finite() && !found.and && heads).then(|| doc.span(word, doc.cut(word), word + 1))
}

/// The indefinite document right before a verb of the present that tells what it says; a date may stand between.
fn document_before(doc: &Doc<'_, '_>, names: &Names, found: &Found<'_>) -> Option<(Span, Rc<str>)> {
    if found.form.aspect != Aspect::Present || found.and || found.pronoun {
        return None;
    }
    let start = doc.sentence(found.at).start;
    let mut at = found.at;
    while at > start && doc.is_time(at - 1) {
        at -= 1;
    }
    let last = at.checked_sub(1).filter(|_| at > start)?;
    if let Some(role) = names.role_at(last) {
        let whole =
            role.end == at && role.name.is_none() && is_document(doc, role.first) && !doc.is_definite(role.first);
        return whole.then(|| (role.span, role.id.clone()));
    }
    // In the accusative: "adopted a resolution that calls for".
    let document = doc.bare(last).strip_suffix('\u{0627}').and_then(|bare| doc.lexicon.document(bare))?;
    Some((doc.span(last, doc.cut(last), at), format!("anon:{document}").into()))
}

/// Who wrote that in which something is said: "the ministry published a statement in which it denied".
fn writer_before(doc: &Doc<'_, '_>, names: &Names, found: &Found<'_>) -> Option<(Span, Rc<str>)> {
    let in_which = doc.hits(found.end).iter().any(|h| h.sense == Sense::Takes(Takes::In, true));
    if !found.is_finite() || found.and || !in_which {
        return None;
    }
    let noun = found.at.checked_sub(1).filter(|&n| doc.together(n, found.at) && !doc.is_definite(n))?;
    let bare = doc.bare(noun);
    let nominative = bare.strip_suffix('\u{0627}').unwrap_or(bare);
    let written = is_document(doc, noun) || doc.lexicon.name_word(nominative).occasion;
    ending_at(doc, names, noun).filter(|_| written)
}

/// Of whom it is said that something happened before: "before this it happened of the president that he threatened".
fn of_whom_before(doc: &Doc<'_, '_>, names: &Names, found: &Found<'_>) -> Option<(Span, Rc<str>)> {
    if !found.is_finite() || found.and {
        return None;
    }
    let at = over_particles(doc, found.at, &[Particle::May]);
    let that = doc.particle_before(at, &[Particle::That])?;
    ending_at(doc, names, that).filter(|(span, _)| {
        let first = doc.token_at(span.start);
        let verb = first > 0 && super::opening::has_verb(doc, first - 1) && doc.together(first - 1, first);
        doc.clitics(first).to && verb
    })
}

/// The subject between "had" and the verb.
fn had(doc: &Doc<'_, '_>, names: &Names, found: &Found<'_>) -> Option<(Span, Rc<str>)> {
    if !found.is_finite() || found.and {
        return None;
    }
    let start = doc.sentence(found.at).start;
    let end = over_particles(doc, found.at, &[Particle::May]);
    let end = end - usize::from(end > start && doc.is_comma(end - 1));
    let first = (start..end)
        .rev()
        .take(SUBJECT)
        .find(|&i| doc.any_particle(i, &[Particle::Auxiliary]))
        .filter(|&i| !doc.any_particle(i + 1, &[Particle::May]))?
        + 1;
    let clause = |i: usize| doc.particle(i, Particle::That).is_some() || doc.any_particle(i, &[Particle::But]);
    if doc.any_particle(end - 1, &[Particle::Relative]) || (first..end).any(clause) {
        return None;
    }
    let act = doc
        .hits(first)
        .iter()
        .any(|h| matches!(h.sense, Sense::Mechanism(_) | Sense::Trigger(..) | Sense::Cue(..) | Sense::Particle(_)));
    let known = names.actor_from(first).is_some() || doc.any_particle(first, &[Particle::Quantifier]);
    let (from, to) = subject::between(doc, names, first, end)
        .filter(|&(from, to)| from == first && (known || !act && to > first + 1))?;
    // "…, whom the president charged with it, said": the clause about the subject belongs to it.
    if doc.is_comma(to) && doc.any_particle(to + 1, &[Particle::Relative]) && doc.is_comma(found.at - 1) {
        return Some((doc.span(from, doc.cut(from), end), identify(doc, names, from, to)));
    }
    // Behind the name of the subject something about the speaking may stand.
    let verb = |i: usize| super::opening::has_verb(doc, i) && !doc.any_particle(i - 1, &[Particle::Relative]);
    let relative =
        |i: usize| doc.any_particle(i, &[Particle::Relative]) && !doc.any_particle(i, &[Particle::Preposition]);
    let rest = (to..end).all(|i| !verb(i) && !relative(i));
    rest.then(|| (doc.span(from, doc.cut(from), to), identify(doc, names, from, to)))
}

/// Whether "from" stands right behind a noun of speech, with its source behind it: "a request from the council".
pub(super) fn is_noun_from(doc: &Doc<'_, '_>, found: &Found<'_>) -> bool {
    found.form.aspect == Aspect::Noun
        && !found.pronoun
        && doc.hits(found.end).iter().any(|h| h.sense == Sense::Takes(Takes::Of, false) && h.end == found.end + 1)
}

/// Whom a relative clause without a subject of its own describes: "fighters who regard it as".
fn antecedent(doc: &Doc<'_, '_>, names: &Names, found: &Found<'_>) -> Option<(Span, Rc<str>)> {
    if found.pronoun || found.and || !found.is_finite() {
        return None;
    }
    let at = over_particles(doc, found.at, &[Particle::May, Particle::Auxiliary]);
    let relative = at.checked_sub(1).filter(|&r| doc.any_particle(r, &[Particle::Relative]))?;
    ending_at(doc, names, relative)
}

/// A subject that no table knows, which fills the clause up to its verb: "critics of the plan say".
fn before_unknown(doc: &Doc<'_, '_>, names: &Names, found: &Found<'_>) -> Option<(Span, Rc<str>)> {
    let sentence = doc.sentence(found.at);
    let end = over_particles(doc, found.at, &[Particle::May]);
    let borders = [Particle::But, Particle::Meanwhile, Particle::That, Particle::Auxiliary, Particle::And];
    let mut first = end;
    while first > sentence.start
        && end - first < GAP
        && (doc.is_word(first - 1) || doc.is_quote(first - 1))
        && !doc.any_particle(first - 1, &borders)
    {
        first -= 1;
    }
    let heads = first == sentence.start || doc.is_comma(first - 1) || doc.any_particle(first - 1, &borders);
    let noun = |i: usize| {
        let grammar = doc.hits(i).iter().any(|h| match h.sense {
            Sense::Particle(p) => !matches!(
                p,
                Particle::Modifier
                    | Particle::GroupNoun
                    | Particle::Quantifier
                    | Particle::Locative
                    | Particle::Attributive
                    | Particle::Preposition
                    | Particle::Allegiance
                    | Particle::Back
                    | Particle::BackGroup
                    | Particle::BackBody
                    | Particle::BackOrgan
            ),
            Sense::Cue(_, f) => !f.definite,
            _ => false,
        });
        !grammar && !doc.is_time(i) && !super::opening::has_verb(doc, i)
    };
    let accusative = doc.folded(first).ends_with('\u{0627}') && !doc.is_definite(first);
    let nominal = heads && first < end && !subject::is_preposition(doc, first) && !accusative && (first..end).all(noun);
    // An indefinite word alone is no subject before its verb.
    let long = doc.folded(first).chars().nth(3).is_some();
    let subject = nominal && (end > first + 1 || long && (doc.is_definite(first) || doc.hits(first).is_empty()));
    subject.then(|| (doc.span(first, doc.cut(first), end), identify(doc, names, first, end)))
}

/// The token at which the particles begin that stand right before token `at`, in its sentence; `at` where none does.
fn over_particles(doc: &Doc<'_, '_>, mut at: usize, particles: &[Particle]) -> usize {
    let start = doc.sentence(at).start;
    while at > start && doc.any_particle(at - 1, particles) {
        at -= 1;
    }
    at
}

/// The subject behind "as for" at the head of the sentence, where the verb takes it up with "so".
fn topic(doc: &Doc<'_, '_>, names: &Names, found: &Found<'_>) -> Option<(Span, Rc<str>)> {
    let start = doc.sentence(found.at).start;
    let so = found.is_finite() && doc.clitics(found.at).so && found.at < start + TOPIC;
    let head = doc.particle(start, Particle::AsFor).filter(|_| so)?;
    let end = found.at - usize::from(doc.is_comma(found.at - 1));
    let (first, end) = subject::between(doc, names, head, end).filter(|&(_, e)| e == end)?;
    Some((doc.span(first, doc.cut(first), end), identify(doc, names, first, end)))
}

/// Whoever stands right before the verb at the head of its clause.
pub(super) fn right_before(doc: &Doc<'_, '_>, names: &Names, found: &Found<'_>) -> Option<(Span, Rc<str>)> {
    if found.form.aspect == Aspect::Noun || found.and {
        return None;
    }
    // "Had already told": a particle of the perfect stands between.
    let at = over_particles(doc, found.at, &[Particle::May]);
    // "Remarks by the minister, in which he announced": the clause describes what he wrote.
    let in_which = doc.hits(found.end).iter().any(|h| h.sense == Sense::Takes(Takes::In, true));
    ending_at(doc, names, at)
        .filter(|(span, _)| in_which || heads_clause(doc, doc.token_at(span.start), doc.sentence(found.at).start))
}

/// Whether the phrase behind a verb can be its subject: no oblique dual or plural, and no
/// feminine behind a masculine verb. Else it is who is spoken to or of.
fn agrees(doc: &Doc<'_, '_>, names: &Names, found: &Found<'_>, first: usize, end: usize) -> bool {
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
    let urged = found.and
        && found.cue.addressee
        && names.mention_at(first).is_some_and(|m| m.kind == Kind::People)
        && names.role_at(first).is_none();
    let addressed = found.cue.addressee && doc.is_definite(first) && names.role_at(first).is_none();
    let object = (plural || addressed) && is_oblique(head);
    let disagrees = masculine_verb && feminine && found.and;
    !(urged || object || disagrees)
}

/// One where a preposition with a pronoun stands at `at` ("called for it the council").
fn pronoun_preposition(doc: &Doc<'_, '_>, at: usize) -> usize {
    doc.hits(at).iter().any(|h| matches!(h.sense, Sense::Takes(_, true))) as usize
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
                && !doc.hits(i).iter().any(|h| matches!(h.sense, Sense::Particle(p) if p != Particle::Modifier))
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
            || doc.hits(i).iter().any(|h| matches!(h.sense, Sense::Particle(_) | Sense::Takes(..)))
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
    if end == at + 1 && doc.folded(at).ends_with('\u{0627}') && !doc.is_definite(at)
        || doc.hits(at).iter().any(|h| matches!(h.sense, Sense::Cue(..)))
    {
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
            && !doc.hits(i).iter().any(|h| match h.sense {
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
    let adverb = words == 1 && doc.folded(at).ends_with('\u{0627}') && !doc.is_definite(at);
    if that && (1..=WORDS).contains(&words) && !adverb && (at..limit).all(plain) { limit } else { at }
}

/// The role or mention that ends right before token `at`, in the same sentence.
fn ending_at(doc: &Doc<'_, '_>, names: &Names, at: usize) -> Option<(Span, Rc<str>)> {
    let last = at.checked_sub(1)?;
    let last = if doc.is_comma(last) || doc.is_quote(last) { last.checked_sub(1)? } else { last };
    if !doc.together(last, at) {
        return None;
    }
    if let Some(role) = names.role_at(last).filter(|r| r.end == last + 1) {
        return Some((role.span, role.id.clone()));
    }
    names.mention_at(last).filter(|m| m.end == last + 1 && m.is_actor()).map(|m| (m.span, m.id.clone()))
}

/// A subject before its verb, at the head of its clause; dates, adverbs and phrases of place may
/// stand between, but no other verb.
fn before(doc: &Doc<'_, '_>, names: &Names, found: &Found<'_>) -> Option<(Span, Rc<str>)> {
    let sentence = doc.sentence(found.at);
    let floor = found.at.saturating_sub(GAP).max(sentence.start);
    let mut at = found.at;
    while at > floor {
        if let Some((span, id)) = ending_at(doc, names, at) {
            let first = doc.token_at(span.start);
            if heads_clause(doc, first, sentence.start) {
                return Some(joint(doc, names, sentence.start, (span, id)));
            }
            // "The truce … in Gaza": the phrase before the place may head the clause.
            if !doc.any_particle(first.checked_sub(1)?, &[Particle::Locative, Particle::Preposition])
                && !doc.clitics(first).is_preposition()
                && !doc.clitics(first).and
            {
                return None;
            }
        }
        at -= 1;
        let verb = doc.hits(at).iter().any(|h| {
            matches!(h.sense, Sense::Cue(_, f) | Sense::Verb(f) if matches!(f.aspect, Aspect::Past | Aspect::Present))
                && !doc.any_particle(at, &[Particle::Auxiliary])
        });
        let borders = [Particle::That, Particle::Relative, Particle::Subordinate, Particle::But, Particle::Meanwhile];
        if verb || doc.any_particle(at, &borders) {
            return None;
        }
    }
    None
}

/// Extends a subject to those joined before it: "Washington and Moscow".
fn joint(doc: &Doc<'_, '_>, names: &Names, floor: usize, last: (Span, Rc<str>)) -> (Span, Rc<str>) {
    let (mut span, mut ids) = (last.0, vec![last.1]);
    loop {
        let first = doc.token_at(span.start);
        if first <= floor || !doc.clitics(first).and {
            break;
        }
        match ending_at(doc, names, first) {
            Some((other, id)) => {
                span = other.join(span);
                ids.insert(0, id);
            }
            None => break,
        }
    }
    (span, ids.join("+").into())
}

/// Whether a clause begins at token `first`.
fn heads_clause(doc: &Doc<'_, '_>, first: usize, sentence: usize) -> bool {
    first == sentence
        || doc.clitics(first).and
        || first.checked_sub(1).is_some_and(|b| {
            !doc.is_word(b)
                || doc.any_particle(
                    b,
                    &[Particle::Auxiliary, Particle::But, Particle::That, Particle::Meanwhile, Particle::Subordinate],
                )
        })
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
