//! What rules ask of a token most often, kept beside it, so that most questions are one look.

use super::forms::{Form, Forms};
use rasid_lang::clitics::Proclitics;
use rasid_lang::{Kinds, Particles, numbers};
use rasid_text::{Token, TokenKind, fold};

/// What is known of a token.
#[derive(Clone, Copy, Debug)]
pub(super) struct Facts {
    /// Words of grammar that begin here.
    pub(super) particles: Particles,
    /// Kinds of senses of the entries that begin here.
    pub(super) kinds: Kinds,
    /// Number of its form; from [`FIRST_NUMERAL`] downwards that of its digits; [`NO_FORM`] for a sign.
    pub(super) form: u32,
    /// First of the entries that begin here.
    pub(super) from: u32,
    /// One past the last of them.
    pub(super) to: u32,
    /// Number of its sentence.
    pub(super) sentence: u32,
    /// The sign that it is; nothing for words and numbers.
    pub(super) sign: Option<char>,
    /// The letters cut off before its word.
    pub(super) clitics: Proclitics,
    /// Folded bytes before its word.
    pub(super) cut: u8,
    /// Whether it carries the article, as far as its letters show.
    pub(super) definite: bool,
    /// Whether it stands in an expression of time.
    pub(super) in_time: bool,
    /// Whether it is a word of a name that no table holds.
    pub(super) in_name: bool,
}

/// The number of the form of what is neither word nor number.
pub(super) const NO_FORM: u32 = u32::MAX;
/// The number of the first number of a text in place of a form; that of the next is one less.
pub(super) const FIRST_NUMERAL: u32 = NO_FORM - 1;

/// A number in digits.
#[derive(Debug)]
pub(super) struct Numeral {
    /// Its digits with their separators, in ASCII.
    pub(super) digits: Box<str>,
    /// What they say, alone and before a scale word.
    pub(super) value: Option<(f64, f64)>,
    /// The plain whole number that they say, without any separator.
    pub(super) whole: Option<u32>,
}

impl Numeral {
    pub(super) fn new(written: &str) -> Self {
        let digits = fold(written);
        let whole = if digits.len() <= LONGEST_WHOLE { digits.parse().ok() } else { None };
        Numeral { value: numbers::digits(&digits), whole, digits: digits.into() }
    }
}

/// Digits of the longest plain whole number that rules ask for.
const LONGEST_WHOLE: usize = 6;

impl Facts {
    /// What is known of a token by itself; entries of several words and sentences come later.
    pub(super) fn new(text: &str, token: &Token, number: u32, forms: &Forms) -> Self {
        let sign = if token.kind == TokenKind::Sign { token.span.of(text).chars().next() } else { None };
        let form = forms.form(number);
        Facts {
            particles: form.map_or(Particles::NONE, |f| f.particles),
            kinds: form.map_or(Kinds::NONE, |f| f.kinds),
            form: number,
            from: 0,
            to: 0,
            sentence: 0,
            sign,
            clitics: form.map_or(Proclitics::default(), |f| f.clitics),
            cut: form.map_or(0, |f| f.cut),
            definite: form.is_some_and(Form::is_definite),
            in_time: false,
            in_name: false,
        }
    }
}
