//! A report prepared for the rules: tokens, sentences, quotations, and what each word can mean.
//!
//! One pass over the tokens finds every entry of every table; rules only look at hits.

mod facts;
mod forms;
mod table;
mod words;

pub(crate) use forms::Forms;

use facts::{FIRST_NUMERAL, Facts, NO_FORM, Numeral};
use forms::{Form, Rest, Single, senses};
use rasid_lang::clitics::{Enclitic, Proclitics, likely_preposition};
use rasid_lang::dictionary::{Dictionary, Node};
use rasid_lang::stem::stem;
use rasid_lang::tables::namewords::NameWord;
use rasid_lang::{Kinds, Lexicon, Particle, Particles, Sense};
use rasid_record::Anchor;
use rasid_text::{CharIndex, Folded, Quotes, Span, Token, TokenKind, fold, sentences, tokenize};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::ops::Range;

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
    forms: &'t Forms,
    numerals: Vec<Numeral>,
    known: Vec<u32>,
    facts: Vec<Facts>,
    hits: Vec<Hit>,
}

/// What a text was prepared in, emptied for the next one: taking so much memory anew for each text costs more than
/// filling it.
#[derive(Debug, Default)]
pub(crate) struct Room {
    tokens: Vec<Token>,
    known: Vec<u32>,
    facts: Vec<Facts>,
    hits: Vec<Hit>,
}

/// Tokens of a text whose room is kept: that of a longer one is given back.
const ROOM: usize = 16_384;

/// The words and numbers that are searched for in a text.
pub(crate) struct Terms<'d> {
    /// The byte at which each begins, and its number in `words`.
    pub met: Vec<(u32, u32)>,
    /// Each of them once.
    pub words: Vec<Cow<'d, str>>,
}

impl<'t, 'l> Doc<'t, 'l> {
    /// Prepares `text`.
    pub fn new(text: &'t str, published: Option<&'t str>, lexicon: &'l Lexicon, forms: &'t mut Forms) -> Self {
        forms.bound();
        let Room { mut tokens, mut known, mut facts, mut hits } = std::mem::take(&mut forms.room);
        tokens.clear();
        known.clear();
        facts.clear();
        hits.clear();
        tokens.reserve(text.len() / 8);
        known.reserve(text.len() / 8);
        let mut numerals = Vec::new();
        for token in tokenize(text) {
            if token.kind != TokenKind::Word {
                tokens.push(token);
                if token.kind == TokenKind::Number {
                    known.push(FIRST_NUMERAL - numerals.len() as u32);
                    numerals.push(Numeral::new(token.span.of(text)));
                } else {
                    known.push(NO_FORM);
                }
                continue;
            }
            let form = forms.get(lexicon, token.span.of(text));
            let Some(at) = forms.glued(form) else {
                tokens.push(token);
                known.push(form);
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
                known.push(forms.get(lexicon, span.of(text)));
            }
        }
        let quotes = Quotes::new(text, &tokens);
        let sentences = sentences(text, &tokens, &quotes);
        let forms = &*forms;
        facts.extend(tokens.iter().zip(&known).map(|(token, &form)| Facts::new(text, token, form, forms)));
        let mut doc = Doc {
            text,
            lexicon,
            published,
            tokens,
            sentences,
            quotes,
            chars: CharIndex::new(text),
            forms,
            numerals,
            known,
            facts,
            hits,
        };
        for (n, range) in (0..).zip(&doc.sentences) {
            doc.facts[range.clone()].iter_mut().for_each(|f| f.sentence = n);
        }
        doc.find_hits();
        doc
    }

    /// Gives back the room for the next text.
    pub fn done(self) -> Room {
        let Doc { tokens, known, facts, hits, .. } = self;
        if facts.capacity() > ROOM { Room::default() } else { Room { tokens, known, facts, hits } }
    }

    /// The form of token `i`, where it is a word.
    #[inline]
    fn form(&self, i: usize) -> Option<&'t Form> {
        self.forms.form(self.facts.get(i)?.form)
    }

    /// What is asked seldom of the form of token `i`.
    fn rest(&self, i: usize) -> Option<&'t Rest> {
        self.forms.rest(self.facts.get(i)?.form)
    }

    /// Walks the dictionary from every token.
    fn find_hits(&mut self) {
        self.hits.reserve(self.tokens.len() * 2);
        for i in 0..self.tokens.len() {
            let from = self.hits.len();
            if let Some(form) = self.form(i) {
                let singles = self.forms.singles(form);
                if form.has_many_ways() {
                    let ways = self.rest(i).map_or(&[][..], |r| &r.ways);
                    let mut done = 0;
                    for (n, &(to, further)) in ways.iter().enumerate() {
                        self.take_singles(i, &singles[done..to as usize]);
                        done = to as usize;
                        if let Some(node) = further {
                            self.find_longer(i, n, node);
                        }
                    }
                } else {
                    self.take_singles(i, singles);
                    if let Some(node) = form.further {
                        self.find_longer(i, 0, node);
                    }
                }
                let facts = &mut self.facts[i];
                for hit in self.hits[from..].iter().filter(|h| h.end > i + 1) {
                    facts.particles = facts.particles.with(hit.sense.particles());
                    facts.kinds = facts.kinds.with(hit.sense.kinds());
                }
            }
            let facts = &mut self.facts[i];
            (facts.from, facts.to) = (from as u32, self.hits.len() as u32);
        }
    }

    /// Takes the entries of one word at token `i`.
    fn take_singles(&mut self, i: usize, singles: &[Single]) {
        self.hits.extend(singles.iter().map(|single| Hit {
            first: i,
            end: i + 1,
            cut: single.cut,
            clitics: single.clitics,
            pronoun: single.pronoun,
            sense: single.sense,
        }));
    }

    /// Goes on from `node`, to which way `n` to read token `i` leads, over the tokens behind it.
    fn find_longer(&mut self, i: usize, n: usize, mut node: Node) {
        let dictionary = self.lexicon.dictionary();
        // Nothing longer goes on from a word with a pronoun.
        let first = self.form(i).filter(|_| n == 0).map(|f| (f.cut, f.clitics));
        let part = || self.rest(i)?.analysis.parts.get(n).map(|part| (part.cut, part.clitics));
        let Some((cut, clitics)) = first.or_else(part) else { return };
        let sentence = self.facts[i].sentence;
        let mut end = i + 1;
        while dictionary.goes_on(node) && self.facts.get(end).is_some_and(|f| f.sentence == sentence) {
            let word = self.form(end).and_then(|f| f.whole);
            let Some(further) = word.and_then(|word| dictionary.step(node, word)) else { break };
            node = further;
            end += 1;
            self.hits.extend(senses(dictionary, node, n, None).map(|sense| Hit {
                first: i,
                end,
                cut,
                clitics,
                pronoun: None,
                sense,
            }));
        }
    }

    /// Remembers which tokens stand in expressions of time.
    pub fn mark_times(&mut self, ranges: impl Iterator<Item = Range<usize>>) {
        for range in ranges {
            self.facts[range].iter_mut().for_each(|f| f.in_time = true);
        }
    }

    /// Remembers which tokens are words of names that no table holds: nothing is cut off them, and what
    /// entries their letters have in common with them is chance.
    pub fn mark_names(&mut self, tokens: impl Iterator<Item = usize>) {
        for i in tokens {
            let definite = self.form(i).is_some_and(Form::is_definite_whole);
            let facts = &mut self.facts[i];
            *facts = Facts {
                particles: Particles::NONE,
                kinds: Kinds::NONE,
                to: facts.from,
                clitics: Proclitics::default(),
                cut: 0,
                definite,
                in_name: true,
                ..*facts
            };
        }
    }

    /// Whether token `i` is a word of a name that no table holds.
    fn is_unknown_name(&self, i: usize) -> bool {
        self.facts.get(i).is_some_and(|f| f.in_name)
    }

    /// Whether token `i` stands in an expression of time.
    pub fn is_time(&self, i: usize) -> bool {
        self.facts.get(i).is_some_and(|f| f.in_time)
    }

    /// The words and numbers of the text as [`rasid_lang::stem::search_terms`] gives them.
    pub fn terms(&self) -> Terms<'_> {
        let mut terms = Terms { met: Vec::with_capacity(self.len()), words: Vec::with_capacity(self.len()) };
        let mut stems: FxHashMap<u32, u32> = FxHashMap::default();
        stems.reserve(self.len());
        let mut others: FxHashMap<String, u32> = FxHashMap::default();
        let forms = self.facts.iter().map(|f| self.forms.form(f.form));
        let mut tokens = self.tokens.iter().zip(forms).filter(|(t, _)| t.kind != TokenKind::Sign).peekable();
        while let Some((token, form)) = tokens.next() {
            // Two words typed as one are searched for as they were typed.
            let glued = tokens
                .next_if(|(next, further)| form.is_some() && further.is_some() && next.span.start == token.span.end);
            let next = terms.words.len() as u32;
            let (stem, word) = match (form, glued) {
                (Some(form), None) => (Some(form.stem_number), Cow::Borrowed(self.forms.stem(form))),
                (Some(_), Some((next, _))) => {
                    let both = Span::new(token.span.start as usize, next.span.end as usize);
                    let word = stem(&fold(both.of(self.text))).to_owned();
                    (self.forms.stem_number(&word), Cow::Owned(word))
                }
                (None, _) => {
                    let word = fold(token.span.of(self.text));
                    (self.forms.stem_number(&word), Cow::Owned(word))
                }
            };
            if word.is_empty() {
                continue;
            }
            let number = match stem {
                Some(stem) => *stems.entry(stem).or_insert(next),
                None => *others.entry(word.to_string()).or_insert(next),
            };
            if number == next {
                terms.words.push(word);
            }
            terms.met.push((token.span.start, number));
        }
        terms
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Entries that begin at token `i`.
    #[inline]
    pub fn hits(&self, i: usize) -> &[Hit] {
        match self.facts.get(i) {
            Some(facts) => &self.hits[facts.from as usize..facts.to as usize],
            None => &[],
        }
    }

    /// Whether an entry of one of the kinds begins at token `i`.
    #[inline]
    pub fn has(&self, i: usize, kinds: Kinds) -> bool {
        self.facts.get(i).is_some_and(|f| f.kinds.meets(kinds))
    }

    /// Entries that begin at token `i`, where one of the kinds is among them: for rules that look for no other.
    #[inline]
    pub fn hits_of(&self, i: usize, kinds: Kinds) -> &[Hit] {
        if self.has(i, kinds) { self.hits(i) } else { &[] }
    }

    /// The longest entry at a token for a `take` that accepts entries of `kinds` alone: most tokens need not be looked at.
    #[inline]
    pub fn longest_of<R>(&self, i: usize, kinds: Kinds, take: impl FnMut(&Hit) -> Option<R>) -> Option<(&Hit, R)> {
        if self.has(i, kinds) { self.longest(i, take) } else { None }
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
    #[inline]
    pub fn particle(&self, i: usize, particle: Particle) -> Option<usize> {
        if !self.any_particle(i, &[particle]) {
            return None;
        }
        self.hits(i).iter().filter(|h| h.sense == Sense::Particle(particle)).map(|h| h.end).max()
    }

    /// Whether an entry with one of the particles ends right before token `i`.
    #[inline]
    pub fn particle_before(&self, i: usize, particles: &[Particle]) -> Option<usize> {
        (i.saturating_sub(3)..i).find(|&b| {
            self.any_particle(b, particles)
                && self
                    .hits(b)
                    .iter()
                    .any(|h| h.end == i && matches!(h.sense, Sense::Particle(p) if particles.contains(&p)))
        })
    }

    /// Whether any of the particles stands at token `i`.
    #[inline(always)]
    pub fn any_particle(&self, i: usize, particles: &[Particle]) -> bool {
        let particles = Particles::of(particles);
        self.facts.get(i).is_some_and(|f| f.particles.meets(particles))
    }

    /// Whether token `i` is an indefinite word with the alef of the accusative: an object, or an adverb.
    pub fn is_accusative(&self, i: usize) -> bool {
        self.folded(i).ends_with('\u{0627}') && !self.is_definite(i)
    }

    /// Whether the token carries a proclitic conjunction or preposition as far as is known.
    #[inline]
    pub fn clitics(&self, i: usize) -> Proclitics {
        self.facts.get(i).map_or(Proclitics::default(), |f| f.clitics)
    }

    /// Folded bytes before the word in token `i`, as far as is known.
    #[inline]
    pub fn cut(&self, i: usize) -> u8 {
        self.facts.get(i).map_or(0, |f| f.cut)
    }

    /// The preposition that token `i` carries, or may carry where no table knows the word, with
    /// the folded bytes before the word.
    pub fn preposition(&self, i: usize) -> (Proclitics, u8) {
        if self.is_unknown_name(i) {
            return (Proclitics::default(), 0);
        }
        let known = self.form(i).is_some_and(Form::is_known);
        let clitics = self.clitics(i);
        if known || clitics.is_preposition() {
            return (clitics, self.cut(i));
        }
        likely_preposition(self.folded(i)).map_or((clitics, self.cut(i)), |(c, n)| (c, n as u8))
    }

    /// Folded letters of token `i`; empty for numbers and signs.
    #[inline]
    pub fn folded(&self, i: usize) -> &'t str {
        self.form(i).map_or("", |f| self.forms.folded(f))
    }

    /// What the word at token `i` says of proper names.
    #[inline]
    pub fn name_word(&self, i: usize) -> NameWord {
        self.facts.get(i).map_or(NameWord::default(), |f| self.forms.name(f.form, false))
    }

    /// The same of its word without the proclitics before it.
    pub fn bare_name_word(&self, i: usize) -> NameWord {
        self.facts.get(i).map_or(NameWord::default(), |f| self.forms.name(f.form, !f.in_name))
    }

    /// Whether token `i` is a noun that stands before names, written here with the article. Asked before names are
    /// known.
    pub fn is_frame_with_article(&self, i: usize) -> bool {
        self.form(i).is_some_and(Form::is_frame)
    }

    /// Folded letters of token `i` without the proclitics before its word.
    pub fn bare(&self, i: usize) -> &'t str {
        let folded = self.folded(i);
        folded.get(self.cut(i) as usize..).unwrap_or(folded)
    }

    /// Whether token `i` carries the article, as far as its letters show.
    #[inline]
    pub fn is_definite(&self, i: usize) -> bool {
        self.facts.get(i).is_some_and(|f| f.definite)
    }

    /// The letters of token `i` as written.
    pub fn written(&self, i: usize) -> &'t str {
        self.tokens.get(i).map_or("", |t| t.span.of(self.text))
    }

    fn numeral(&self, i: usize) -> Option<&Numeral> {
        let form = self.facts.get(i)?.form;
        self.numerals.get(FIRST_NUMERAL.wrapping_sub(form) as usize)
    }

    /// The digits of token `i` with their separators, in ASCII; empty where it is no number.
    pub fn digits(&self, i: usize) -> &str {
        self.numeral(i).map_or("", |n| &n.digits)
    }

    /// What the digits of token `i` say, alone and before a scale word.
    pub fn number(&self, i: usize) -> Option<(f64, f64)> {
        self.numeral(i)?.value
    }

    /// The plain whole number that the digits of token `i` say, without any separator.
    pub fn whole(&self, i: usize) -> Option<u32> {
        self.numeral(i)?.whole
    }

    /// Whether token `i` is "and" written as a word of its own.
    pub fn is_and(&self, i: usize) -> bool {
        self.folded(i) == "\u{0648}"
    }

    /// Whether token `i` is a word.
    #[inline]
    pub fn is_word(&self, i: usize) -> bool {
        self.facts.get(i).is_some_and(|f| (f.form as usize) < self.forms.len())
    }

    /// The sign that token `i` is.
    #[inline]
    fn sign(&self, i: usize) -> Option<char> {
        self.facts.get(i).and_then(|f| f.sign)
    }

    /// Whether token `i` is the sign `sign`.
    #[inline]
    pub fn is_sign(&self, i: usize, sign: &str) -> bool {
        self.sign(i).is_some_and(|c| sign.chars().eq([c]))
    }

    /// Whether token `i` is a comma of any script.
    #[inline]
    pub fn is_comma(&self, i: usize) -> bool {
        matches!(self.sign(i), Some('\u{060C}' | ',' | '\u{061B}'))
    }

    /// Whether token `i` is a quotation mark.
    #[inline]
    pub fn is_quote(&self, i: usize) -> bool {
        self.sign(i).is_some_and(rasid_text::quotes::is_quote)
    }

    /// Number of the sentence that token `i` is in.
    #[inline]
    pub fn sentence_of(&self, i: usize) -> usize {
        self.facts.get(i).map_or(0, |f| f.sentence as usize)
    }

    /// Whether tokens `a` and `b` are there and in one sentence.
    pub fn together(&self, a: usize, b: usize) -> bool {
        a.max(b) < self.len() && self.sentence_of(a) == self.sentence_of(b)
    }

    /// The sentence that token `i` is in.
    pub fn sentence(&self, i: usize) -> Range<usize> {
        self.sentences.get(self.sentence_of(i)).cloned().unwrap_or(0..0)
    }

    /// Where a look forward from token `from` ends: `far` tokens on, or with its sentence.
    pub fn limit(&self, from: usize, far: usize) -> usize {
        self.sentence(from.min(self.len().saturating_sub(1))).end.min(from + far)
    }

    /// The byte at which the word of token `i` begins after `cut` folded bytes.
    fn start_of(&self, i: usize, cut: u8) -> usize {
        let token = &self.tokens[i];
        let start = token.span.start as usize;
        if cut == 0 { start } else { Folded::new(token.span.of(self.text), start).origin(cut as usize) }
    }

    /// The span of tokens `first..end`, without the `cut` folded bytes at its head. Reading cannot fail: for tokens that
    /// are not there it is that of the last one.
    pub fn span(&self, first: usize, cut: u8, end: usize) -> Span {
        debug_assert!(first < self.len(), "token {first} of {}", self.len());
        let Some(most) = self.len().checked_sub(1) else { return Span::new(0, 0) };
        let first = first.min(most);
        let last = (end.max(first + 1) - 1).min(most);
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
        let form = self.rest(hit.first)?;
        let part = form.analysis.parts.iter().find(|p| p.cut == hit.cut && p.pronoun == hit.pronoun)?;
        let further = |node, i: usize| dictionary.step(node, self.form(i)?.whole?);
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
