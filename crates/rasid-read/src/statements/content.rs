//! Where the content of a statement ends.

use super::cues::{CueKind, Found};
use super::opening::Opening;
use crate::doc::Doc;
use rasid_lang::inflect::Aspect;
use rasid_lang::tables::cues::Takes;
use rasid_lang::{Kinds, Particle, Sense};
use rasid_record::Form;
use rasid_text::Span;
use std::ops::Range;

/// The extent of a content.
#[derive(Clone, Debug)]
pub(super) struct Extent {
    /// Its tokens.
    pub range: Range<usize>,
    /// Its span.
    pub span: Span,
    /// How it is given.
    pub form: Form,
}

/// How far behind an object what it is called may stand, in tokens.
const CALLED: usize = 20;
/// Words inside quotation marks that make a content mixed; fewer are scare quotes.
const MIXED_WORDS: usize = 3;

/// Finds where the content that begins at `opening` ends, at the latest at token `end`.
pub(super) fn extent(doc: &Doc<'_, '_>, found: &Found<'_>, opening: &Opening, all: &[Found<'_>], end: usize) -> Extent {
    let quote_at = if opening.takes == Takes::Quote { opening.start.wrapping_sub(1) } else { opening.start };
    if opening.quoted
        && let Some(pair) = doc.quotes.opened_at(quote_at)
    {
        let inside = pair.open + 1..if pair.closed { pair.close } else { pair.close + 1 };
        let rest_ends = clause_end(doc, found, opening, pair.close.min(end), all, end);
        // ""It is clear" that …": what is said goes on behind the mark.
        let goes_on = opening.takes == Takes::Quote && doc.particle(pair.close + 1, Particle::That).is_some();
        // Quoted from the first to the last word; what follows the mark is the outlet's.
        if opening.takes == Takes::Quote && !goes_on || rest_ends <= pair.close + 1 {
            return finish(doc, inside, 0, Some(Form::Direct));
        }
    }
    if let Some(last) = opening.before {
        return finish(doc, opening.start..last, opening.cut, None);
    }
    let range = opening.start..clause_end(doc, found, opening, opening.start, all, end);
    finish(doc, range, opening.cut, None)
}

/// A content that is given by its tokens alone.
pub(super) fn trimmed(doc: &Doc<'_, '_>, range: Range<usize>) -> Extent {
    if let Some(pair) = doc.quotes.opened_at(range.start).filter(|p| p.closed && p.close + 2 >= range.end) {
        return finish(doc, pair.open + 1..pair.close, 0, Some(Form::Direct));
    }
    // The conjunction that joins the clause to the one before is not said.
    let cut = if doc.clitics(range.start).and { doc.cut(range.start) } else { 0 };
    finish(doc, range, cut, None)
}

/// Trims signs off both ends, closes what stands inside, and tells the form.
fn finish(doc: &Doc<'_, '_>, mut range: Range<usize>, cut: u8, form: Option<Form>) -> Extent {
    let direct = form == Some(Form::Direct);
    while range.end > range.start && is_trailing(doc, range.end - 1, range.start) {
        range.end -= 1;
    }
    while range.start < range.end && (doc.is_comma(range.start) || doc.is_sign(range.start, ":")) {
        range.start += 1;
    }
    let form = form.unwrap_or_else(|| form_of(doc, &range));
    let span = if range.is_empty() {
        let at = doc.tokens.get(range.start).map_or(doc.text.len(), |t| t.span.start as usize);
        Span::new(at, at)
    } else {
        doc.span(range.start, if direct { 0 } else { cut }, range.end)
    };
    Extent { range, span, form }
}

/// A comma, full stop or lone mark at the end of a content.
fn is_trailing(doc: &Doc<'_, '_>, i: usize, start: usize) -> bool {
    if doc.is_word(i) || doc.written(i).chars().any(char::is_numeric) {
        return false;
    }
    // A closing mark stays where its opening mark is inside the content.
    if let Some(pair) = doc.quotes.closed_at(i) {
        return pair.open < start;
    }
    // Brackets, percent signs and marks of exclamation or question belong to what is said.
    !matches!(doc.written(i), ")" | "]" | "%" | "!" | "\u{061F}")
}

fn form_of(doc: &Doc<'_, '_>, range: &Range<usize>) -> Form {
    let mixed = doc.quotes.pairs.iter().any(|p| {
        p.closed
            && range.contains(&p.open)
            && range.contains(&p.close)
            && (p.open + 1..p.close).filter(|&i| doc.is_word(i)).count() >= MIXED_WORDS
    });
    if mixed { Form::Mixed } else { Form::Indirect }
}

/// The token before which the clause that begins at `from` ends.
fn clause_end(
    doc: &Doc<'_, '_>,
    found: &Found<'_>,
    opening: &Opening,
    from: usize,
    all: &[Found<'_>],
    end: usize,
) -> usize {
    // Inside quotation marks the content stays inside.
    let around = |i: usize| doc.quotes.around(i).map(|p| (p.open, p.close));
    let limit = around(from).filter(|_| around(found.at) == around(from)).map_or(end, |p| end.min(p.1));
    // A noun phrase ends at a comma and where another clause begins.
    let phrase = opening.takes == Takes::Object || found.form.aspect == Aspect::Noun && opening.takes != Takes::That;
    let nominal = !matches!(opening.takes, Takes::That | Takes::Quote);
    let inside = limit < end;
    // "Described the minister, so-and-so, as": the object reaches up to what it is called.
    let called = (opening.takes == Takes::Object && found.cue.takes.contains(&Takes::By))
        .then(|| (from + 1..limit.min(from + CALLED)).find(|&i| doc.preposition(i).0.by))
        .flatten();
    let mut i = called.map_or(from, |by| by) + 1;
    while i < limit {
        if let Some(pair) = doc.quotes.opened_at(i).filter(|p| p.closed) {
            i = pair.close.max(i) + 1;
            continue;
        }
        let after_comma = doc.is_comma(i - 1);
        if let Ok(cue) = all.binary_search_by_key(&i, |c| c.at).map(|n| &all[n])
            && let Some(cut) = cut_at_cue(doc, found, cue, i, after_comma)
            && cut > from
        {
            return cut;
        }
        // "Denied what was carried from the president": no way that the denial came.
        let what = doc.any_particle(i - 1, &[Particle::What]);
        // "That they came in answer to": inside a clause an aside stands behind a comma.
        let aside = doc.any_particle(i, &[Particle::Aside]) && (after_comma || opening.takes != Takes::That);
        if (aside || doc.any_particle(i, &[Particle::Via])) && !what {
            return i - after_comma as usize;
        }
        let another = [Particle::Meanwhile, Particle::But, Particle::Subordinate, Particle::Despite];
        // Inside somebody's quotation a full stop ends what another said in it.
        if inside && doc.is_sign(i, ".") {
            return i;
        }
        if phrase && found.form.aspect == Aspect::Noun && super::opening::has_present(doc, i) {
            return i;
        }
        // "…, in return for which", "…, together with": what goes with the thing asked or told belongs to it.
        let act = |i: usize| {
            doc.clitics(i).and
                && !doc.is_definite(i)
                && !super::opening::has_verb(doc, i)
                && doc
                    .hits_of(i, Kinds::TRIGGER)
                    .iter()
                    .any(|h| matches!(h.sense, Sense::Trigger(_, f) if f.aspect == Aspect::Noun))
        };
        let with = doc.is_comma(i) && (doc.any_particle(i + 1, &[Particle::Beside]) || act(i + 1));
        // "…, which it fights": a clause about something in what is asked.
        let which = doc.any_particle(i, &[Particle::Relative]) && !doc.any_particle(i, &[Particle::Preposition]);
        if nominal && after_comma && which {
            return i - 1;
        }
        // "After his saying that …, speculation grew": the clause of a noun of speech ends where the main verb comes.
        let resumes = found.form.aspect == Aspect::Noun && !doc.clitics(i).and && super::opening::has_verb(doc, i);
        if after_comma && resumes && opening.takes == Takes::That {
            return i - 1;
        }
        if phrase && !with && (doc.is_comma(i) || doc.any_particle(i, &another)) {
            return i;
        }
        // A new main clause ("…, and did not"): a phrase that a preposition brings in does not reach it.
        let main = || {
            super::opening::has_verb(doc, i)
                || doc.any_particle(i, &[Particle::Auxiliary])
                || doc.any_particle(i, &[Particle::Negation]) && super::opening::has_verb(doc, i + 1)
        };
        if nominal && after_comma && doc.clitics(i).and && main() {
            return i - 1;
        }
        // "The deal and that": a clause joined to a noun is another's.
        if opening.takes == Takes::About && doc.clitics(i).and && doc.particle(i, Particle::That).is_some() {
            return i - after_comma as usize;
        }
        // "…, but did not": what the outlet sets against a thing demanded is its own.
        // "… when he met him", "…, since it claims": when and why it was asked is the outlet's.
        let when = doc.particle(i, Particle::Subordinate) > doc.particle(i, Particle::Preposition);
        if nominal && when {
            return i - after_comma as usize;
        }
        if nominal && after_comma && doc.any_particle(i, &[Particle::But, Particle::Meanwhile]) {
            return i - 1;
        }
        if nominal && doc.any_particle(i, &[Particle::Despite]) {
            return i - after_comma as usize;
        }
        i += 1;
    }
    limit
}

/// Where the content ends because another cue speaks on the level of the outlet.
fn cut_at_cue(doc: &Doc<'_, '_>, found: &Found<'_>, cue: &Found<'_>, i: usize, after_comma: bool) -> Option<usize> {
    match cue.form.aspect {
        Aspect::Fixed => Some(i - after_comma as usize),
        Aspect::Participle => {
            let speaks = cue.opening.is_some_and(|o| matches!(o.takes, Takes::That | Takes::Quote));
            (after_comma || speaks).then(|| i - after_comma as usize)
        }
        Aspect::Past | Aspect::Present => {
            if let Some(before) = doc.particle_before(i, &[Particle::Meanwhile, Particle::But])
                && (cue.opening.is_some() || !doc.any_particle(before, &[Particle::But]))
            {
                return Some(before - doc.is_comma(before.saturating_sub(1)) as usize);
            }
            // "… before adding "…"": the verb has words of its own.
            let quotes = cue.opening.is_some_and(|o| o.takes == Takes::Quote && o.quoted);
            if let Some(before) = doc.particle_before(i, &[Particle::Subordinate]).filter(|_| quotes) {
                return Some(before - usize::from(doc.is_comma(before.saturating_sub(1))));
            }
            // "… and added that": a joined verb with something of its own to say.
            let own = cue.opening.is_some_and(|o| o.before.is_none());
            (cue.and && own && (after_comma || cue.form.aspect == Aspect::Past || cue.form.aspect == found.form.aspect))
                .then(|| i - after_comma as usize)
        }
        // "… amid reports that": what is reported besides.
        Aspect::Noun if cue.cue.kind == CueKind::Noun => {
            let amid = doc.any_particle(i - 1, &[Particle::Preposition, Particle::Locative]) && cue.opening.is_some();
            amid.then(|| i - 1 - usize::from(doc.is_comma(i - 2)))
        }
        Aspect::Noun | Aspect::Passive => None,
    }
}
