//! A report prepared for the rules: tokens, sentences, quotations, and what each word can mean.
//!
//! One pass over the tokens finds every entry of every table; rules only look at hits.

use rasid_lang::analysis::{Analysis, analyse};
use rasid_lang::clitics::{Enclitic, Proclitics, likely_preposition};
use rasid_lang::dictionary::{Dictionary, Node};
use rasid_lang::inflect::{is_definite, is_definite_after_to};
use rasid_lang::stem::stem;
use rasid_lang::{Lexicon, Particle, Sense};
use rasid_record::Anchor;
use rasid_text::{CharIndex, Folded, Quotes, Span, Token, TokenKind, fold, sentences, tokenize};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;

/// A form that was met: its folded letters and what they can be.
#[derive(Debug)]
pub(crate) struct Form {
    /// Folded letters.
    pub folded: Box<str>,
    /// Their light stem.
    pub stem: Box<str>,
    /// What they can be.
    pub analysis: Analysis,
}

/// Forms met so far, so that each is analysed once.
#[derive(Debug, Default)]
pub(crate) struct Forms {
    known: FxHashMap<Box<str>, Rc<Form>>,
}

/// How many forms are remembered before the memory is emptied; bounds it on endless input.
const REMEMBERED: usize = 400_000;

impl Forms {
    fn get(&mut self, lexicon: &Lexicon, written: &str) -> Rc<Form> {
        if let Some(form) = self.known.get(written) {
            return form.clone();
        }
        if self.known.len() >= REMEMBERED {
            self.known.clear();
        }
        let folded = fold(written);
        let form =
            Rc::new(Form { analysis: analyse(lexicon, &folded), stem: stem(&folded).into(), folded: folded.into() });
        self.known.insert(written.into(), form.clone());
        form
    }
}

/// An entry found in the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hit {
    /// First token.
    pub first: usize,
    /// One past the last token.
    pub end: usize,
    /// Folded bytes of the first token before the entry's word.
    pub cut: u8,
    /// The letters cut off.
    pub clitics: Proclitics,
    /// The pronoun at its end.
    pub pronoun: Option<Enclitic>,
    /// What it means.
    pub sense: Sense,
}

/// A report prepared for the rules.
pub(crate) struct Doc<'t, 'l> {
    /// The text.
    pub text: &'t str,
    /// The tables.
    pub lexicon: &'l Lexicon,
    /// Date of publication, ISO 8601, where known.
    pub published: Option<&'t str>,
    /// Tokens; two words typed as one are two tokens.
    pub tokens: Vec<Token>,
    /// Sentences as ranges of tokens.
    pub sentences: Vec<Range<usize>>,
    /// Quotation marks.
    pub quotes: Quotes,
    chars: CharIndex<'t>,
    forms: Vec<Option<Rc<Form>>>,
    hits: Vec<Hit>,
    hits_from: Vec<u32>,
    sentence_of: Vec<u32>,
    in_time: Vec<bool>,
    in_name: Vec<bool>,
}

impl<'t, 'l> Doc<'t, 'l> {
    /// Prepares `text`.
    pub fn new(text: &'t str, published: Option<&'t str>, lexicon: &'l Lexicon, forms: &mut Forms) -> Self {
        let mut tokens = Vec::new();
        let mut known = Vec::new();
        for token in tokenize(text) {
            if token.kind != TokenKind::Word {
                tokens.push(token);
                known.push(None);
                continue;
            }
            let form = forms.get(lexicon, token.span.of(text));
            let Some(at) = form.analysis.glued else {
                tokens.push(token);
                known.push(Some(form));
                continue;
            };
            let border = Folded::new(token.span.of(text), token.span.start as usize).origin(at);
            let halves = [Span::new(token.span.start as usize, border), Span::new(border, token.span.end as usize)];
            for (n, span) in halves.into_iter().enumerate() {
                let first = n == 0;
                tokens.push(Token {
                    span,
                    spaced: first && token.spaced,
                    lines_before: if first { token.lines_before } else { 0 },
                    ..token
                });
                known.push(Some(forms.get(lexicon, span.of(text))));
            }
        }
        let quotes = Quotes::new(text, &tokens);
        let sentences = sentences(text, &tokens, &quotes);
        let mut sentence_of = vec![0; tokens.len()];
        for (n, range) in sentences.iter().enumerate() {
            sentence_of[range.clone()].fill(n as u32);
        }
        let mut doc = Doc {
            text,
            lexicon,
            published,
            tokens,
            sentences,
            quotes,
            chars: CharIndex::new(text),
            forms: known,
            hits: Vec::new(),
            hits_from: Vec::new(),
            sentence_of,
            in_time: Vec::new(),
            in_name: Vec::new(),
        };
        doc.find_hits();
        doc
    }

    /// Walks the dictionary from every token.
    fn find_hits(&mut self) {
        let dictionary = self.lexicon.dictionary();
        for i in 0..self.tokens.len() {
            self.hits_from.push(self.hits.len() as u32);
            let Some(form) = &self.forms[i] else { continue };
            for (n, part) in form.analysis.parts.iter().enumerate() {
                let Some(mut node) = dictionary.step(Dictionary::ROOT, part.word) else { continue };
                let mut end = i + 1;
                loop {
                    // A name takes no pronoun: "Helena" is not "our Heli".
                    // A second way to read the form is only taken for speech.
                    let fits = |sense: &&Sense| {
                        (part.pronoun.is_none() || !sense.is_name()) && (n == 0 || matches!(sense, Sense::Cue(..)))
                    };
                    self.hits.extend(dictionary.senses(node).iter().filter(fits).map(|&sense| Hit {
                        first: i,
                        end,
                        cut: part.cut,
                        clitics: part.clitics,
                        pronoun: part.pronoun,
                        sense,
                    }));
                    let next = self.forms.get(end).and_then(|f| f.as_ref()).and_then(|f| f.analysis.whole);
                    if part.pronoun.is_some() || self.sentence_of.get(end) != self.sentence_of.get(i) {
                        break;
                    }
                    match next.and_then(|word| dictionary.step(node, word)) {
                        Some(further) => node = further,
                        None => break,
                    }
                    end += 1;
                }
            }
        }
        self.hits_from.push(self.hits.len() as u32);
    }

    /// Remembers which tokens stand in expressions of time.
    pub fn mark_times(&mut self, ranges: impl Iterator<Item = Range<usize>>) {
        self.in_time = vec![false; self.tokens.len()];
        for range in ranges {
            self.in_time[range].fill(true);
        }
    }

    /// Remembers which tokens are words of names that no table holds: nothing is cut off them, and what
    /// entries their letters have in common with them is chance.
    pub fn mark_names(&mut self, tokens: impl Iterator<Item = usize>) {
        self.in_name = vec![false; self.tokens.len()];
        for i in tokens {
            self.in_name[i] = true;
        }
    }

    /// Whether token `i` is a word of a name that no table holds.
    fn is_unknown_name(&self, i: usize) -> bool {
        self.in_name.get(i).copied().unwrap_or(false)
    }

    /// Whether token `i` stands in an expression of time.
    pub fn is_time(&self, i: usize) -> bool {
        self.in_time.get(i).copied().unwrap_or(false)
    }

    /// The words and numbers of the text as [`rasid_lang::stem::search_terms`] gives them, each with the byte
    /// at which it begins.
    pub fn terms(&self) -> Vec<(usize, Cow<'_, str>)> {
        let mut terms = Vec::with_capacity(self.len());
        let mut tokens = self.tokens.iter().zip(&self.forms).filter(|(t, _)| t.kind != TokenKind::Sign).peekable();
        while let Some((token, form)) = tokens.next() {
            // Two words typed as one are searched for as they were typed.
            let glued = tokens
                .next_if(|(next, further)| form.is_some() && further.is_some() && next.span.start == token.span.end);
            let term = match (form, glued) {
                (Some(form), None) => Cow::Borrowed(&*form.stem),
                (Some(_), Some((next, _))) => {
                    let both = Span::new(token.span.start as usize, next.span.end as usize);
                    Cow::Owned(stem(&fold(both.of(self.text))).to_owned())
                }
                (None, _) => Cow::Owned(fold(token.span.of(self.text))),
            };
            if !term.is_empty() {
                terms.push((token.span.start as usize, term));
            }
        }
        terms
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Entries that begin at token `i`.
    pub fn hits(&self, i: usize) -> &[Hit] {
        if self.is_unknown_name(i) {
            return &[];
        }
        match self.hits_from.get(i..i + 2) {
            Some(&[from, to]) => &self.hits[from as usize..to as usize],
            _ => &[],
        }
    }

    /// The longest entry at token `i` whose sense `take` accepts, with what it made of it.
    pub fn longest<R>(&self, i: usize, mut take: impl FnMut(&Hit) -> Option<R>) -> Option<(&Hit, R)> {
        let mut best: Option<(&Hit, R)> = None;
        for hit in self.hits(i) {
            if let Some(made) = take(hit)
                && best.as_ref().is_none_or(|(b, _)| hit.end > b.end)
            {
                best = Some((hit, made));
            }
        }
        best
    }

    /// The end of the entry with this particle at token `i`.
    pub fn particle(&self, i: usize, particle: Particle) -> Option<usize> {
        self.longest(i, |h| (h.sense == Sense::Particle(particle)).then_some(h.end)).map(|(_, end)| end)
    }

    /// Whether an entry with one of the particles ends right before token `i`.
    pub fn particle_before(&self, i: usize, particles: &[Particle]) -> Option<usize> {
        (i.saturating_sub(3)..i).find(|&b| {
            self.hits(b).iter().any(|h| h.end == i && matches!(h.sense, Sense::Particle(p) if particles.contains(&p)))
        })
    }

    /// Whether any of the particles stands at token `i`.
    pub fn any_particle(&self, i: usize, particles: &[Particle]) -> bool {
        self.hits(i).iter().any(|h| matches!(h.sense, Sense::Particle(p) if particles.contains(&p)))
    }

    /// Whether the token carries a proclitic conjunction or preposition as far as is known.
    pub fn clitics(&self, i: usize) -> Proclitics {
        if self.is_unknown_name(i) {
            return Proclitics::default();
        }
        let Some(form) = self.forms.get(i).and_then(|f| f.as_ref()) else { return Proclitics::default() };
        form.analysis.parts.first().map_or(form.analysis.guess.0, |p| p.clitics)
    }

    /// Folded bytes before the word in token `i`, as far as is known.
    pub fn cut(&self, i: usize) -> u8 {
        if self.is_unknown_name(i) {
            return 0;
        }
        let Some(form) = self.forms.get(i).and_then(|f| f.as_ref()) else { return 0 };
        form.analysis.parts.first().map_or(form.analysis.guess.1 as u8, |p| p.cut)
    }

    /// The preposition that token `i` carries, or may carry where no table knows the word, with
    /// the folded bytes before the word.
    pub fn preposition(&self, i: usize) -> (Proclitics, u8) {
        if self.is_unknown_name(i) {
            return (Proclitics::default(), 0);
        }
        let known = self.forms.get(i).and_then(|f| f.as_ref()).is_some_and(|f| !f.analysis.parts.is_empty());
        let clitics = self.clitics(i);
        if known || clitics.is_preposition() {
            return (clitics, self.cut(i));
        }
        likely_preposition(self.folded(i)).map_or((clitics, self.cut(i)), |(c, n)| (c, n as u8))
    }

    /// Folded letters of token `i`; empty for numbers and signs.
    pub fn folded(&self, i: usize) -> &str {
        self.forms.get(i).and_then(|f| f.as_ref()).map_or("", |f| &f.folded)
    }

    /// Folded letters of token `i` without the proclitics before its word.
    pub fn bare(&self, i: usize) -> &str {
        let folded = self.folded(i);
        folded.get(self.cut(i) as usize..).unwrap_or(folded)
    }

    /// Whether token `i` carries the article, as far as its letters show.
    pub fn is_definite(&self, i: usize) -> bool {
        let cut = self.cut(i) as usize;
        let folded = self.folded(i);
        // After the preposition "for" the article has lost its alef.
        is_definite(folded.get(cut..).unwrap_or(folded))
            || (self.clitics(i).to && is_definite_after_to(&folded[cut.min(folded.len())..]))
    }

    /// The letters of token `i` as written.
    pub fn written(&self, i: usize) -> &'t str {
        self.tokens.get(i).map_or("", |t| t.span.of(self.text))
    }

    /// The digits of token `i` with their separators, in ASCII; empty where it is no number.
    pub fn digits(&self, i: usize) -> String {
        self.tokens.get(i).filter(|t| t.kind == TokenKind::Number).map_or(String::new(), |t| fold(t.span.of(self.text)))
    }

    /// Whether token `i` is "and" written as a word of its own.
    pub fn is_and(&self, i: usize) -> bool {
        self.folded(i) == "\u{0648}"
    }

    /// Whether token `i` is a word.
    pub fn is_word(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Word)
    }

    /// Whether token `i` is the sign `sign`.
    pub fn is_sign(&self, i: usize, sign: &str) -> bool {
        self.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Sign && t.span.of(self.text) == sign)
    }

    /// Whether token `i` is a comma of any script.
    pub fn is_comma(&self, i: usize) -> bool {
        self.is_sign(i, "\u{060C}") || self.is_sign(i, ",") || self.is_sign(i, "\u{061B}")
    }

    /// Whether token `i` is a quotation mark.
    pub fn is_quote(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| {
            t.kind == TokenKind::Sign && t.span.of(self.text).chars().next().is_some_and(rasid_text::quotes::is_quote)
        })
    }

    /// Number of the sentence that token `i` is in.
    pub fn sentence_of(&self, i: usize) -> usize {
        self.sentence_of.get(i).map_or(0, |&n| n as usize)
    }

    /// Whether tokens `a` and `b` are there and in one sentence.
    pub fn together(&self, a: usize, b: usize) -> bool {
        a.max(b) < self.len() && self.sentence_of(a) == self.sentence_of(b)
    }

    /// The sentence that token `i` is in.
    pub fn sentence(&self, i: usize) -> Range<usize> {
        self.sentences.get(self.sentence_of(i)).cloned().unwrap_or(0..0)
    }

    /// The byte at which the word of token `i` begins after `cut` folded bytes.
    fn start_of(&self, i: usize, cut: u8) -> usize {
        let token = &self.tokens[i];
        let start = token.span.start as usize;
        if cut == 0 { start } else { Folded::new(token.span.of(self.text), start).origin(cut as usize) }
    }

    /// The span of tokens `first..end`, without the `cut` folded bytes at its head.
    pub fn span(&self, first: usize, cut: u8, end: usize) -> Span {
        let last = end.max(first + 1) - 1;
        let start = self.start_of(first, cut);
        Span::new(start, (self.tokens[last].span.end as usize).max(start))
    }

    /// The span of an entry.
    pub fn hit_span(&self, hit: &Hit) -> Span {
        self.span(hit.first, hit.cut, hit.end)
    }

    /// The node of the dictionary at which an entry ends.
    pub fn node(&self, hit: &Hit) -> Option<Node> {
        let dictionary = self.lexicon.dictionary();
        let form = self.forms.get(hit.first)?.as_ref()?;
        let part = form.analysis.parts.iter().find(|p| p.cut == hit.cut && p.pronoun == hit.pronoun)?;
        let further = |node, i: usize| dictionary.step(node, self.forms.get(i)?.as_ref()?.analysis.whole?);
        (hit.first + 1..hit.end).try_fold(dictionary.step(Dictionary::ROOT, part.word)?, further)
    }

    /// The token that byte `at` lies in or before.
    pub fn token_at(&self, at: u32) -> usize {
        self.tokens.partition_point(|t| t.span.end <= at)
    }

    /// A span in the form that goes outside.
    pub fn anchor(&self, span: Span) -> Anchor {
        Anchor {
            start: self.chars.chars_before(span.start as usize),
            end: self.chars.chars_before(span.end as usize),
            text: span.of(self.text).to_owned(),
        }
    }
}
