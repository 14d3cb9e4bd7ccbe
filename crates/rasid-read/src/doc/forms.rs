//! Forms of words that were met: each is folded, analysed and looked up once, whatever many texts it stands in.
//!
//! Most of the time of preparing a text goes into waiting for memory: what is known of its words lies wherever
//! they were first met. So what is needed of every word is kept together in one line of the cache ([`Form`]), and
//! what is asked for seldom apart from it ([`Rest`]).

use super::Room;
use super::table::Table;
use rasid_lang::analysis::{Analysis, analyse};
use rasid_lang::clitics::{Enclitic, Proclitics};
use rasid_lang::dictionary::{Dictionary, Node, WordId};
use rasid_lang::inflect::{is_definite, is_definite_after_to};
use rasid_lang::meanings::Meaning;
use rasid_lang::skeleton::skeleton;
use rasid_lang::stem::stem;
use rasid_lang::tables::namewords::NameWord;
use rasid_lang::weights::{Hash, Part};
use rasid_lang::{Kinds, Lexicon, Particles, Sense};
use rasid_text::fold;
use rustc_hash::FxHashMap;
use std::cell::OnceCell;
use std::ops::Range;

/// A form that was met: what is needed of it wherever it stands.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub(crate) struct Form {
    /// The words of grammar among its entries of one word.
    pub particles: Particles,
    /// The kinds of senses among its entries of one word.
    pub kinds: Kinds,
    /// Where its entries of one word begin among all of them.
    singles: u32,
    /// How many they are.
    count: u32,
    /// Where longer entries go on, for the first way to read it.
    pub further: Option<Node>,
    /// The form as it stands, where it is a word of some entry.
    pub whole: Option<WordId>,
    /// A number that all forms of this stem have, and no other.
    pub stem_number: u32,
    /// Where its folded letters begin among all letters, and how many bytes they have.
    folded: (u32, u32),
    /// The same of its stem.
    stem: (u32, u32),
    /// The letters cut off before its word.
    pub clitics: Proclitics,
    /// Folded bytes before its word.
    pub cut: u8,
    /// What else there is.
    marks: u8,
}

/// There are several ways to read it.
const MANY_WAYS: u8 = 1;
/// Two words were typed as one.
const GLUED: u8 = 2;
/// It carries the article, as far as its letters show, when what is written before the word is cut off.
const DEFINITE: u8 = 4;
/// The same where nothing is cut off.
const DEFINITE_WHOLE: u8 = 8;
/// It says something of proper names.
const NAME: u8 = 16;
/// It does so without what is cut off.
const BARE_NAME: u8 = 32;
/// It is, without what is cut off and with the article, a noun that stands before names.
const FRAME: u8 = 64;
/// Some table knows its word.
const KNOWN: u8 = 128;

/// What is asked of a form seldom.
#[derive(Debug)]
pub(crate) struct Rest {
    /// What they can be.
    pub analysis: Analysis,
    /// For each way to read the word, how far its entries of one word reach, and where longer entries go on, if any do.
    pub ways: Box<[(u32, Option<Node>)]>,
    /// What it says of proper names.
    pub name: NameWord,
    /// The same of the word without what is cut off before it.
    pub bare_name: NameWord,
    /// What the forms of its word share.
    skeleton: (u32, u32),
    /// The hash of that.
    skeleton_hash: Hash,
    /// The hash of the word without what is cut off before it.
    pub bare_hash: Hash,
    /// What that means in news, once it has been asked: few words are, and none where no event is read.
    meaning: OnceCell<Meaning>,
}

/// An entry of one word.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Single {
    /// What it means.
    pub sense: Sense,
    /// Folded bytes before the entry's word.
    pub cut: u8,
    /// The letters cut off.
    pub clitics: Proclitics,
    /// The pronoun at its end.
    pub pronoun: Option<Enclitic>,
}

impl Form {
    fn has(&self, mark: u8) -> bool {
        self.marks & mark != 0
    }

    /// Whether there are several ways to read it.
    pub fn has_many_ways(&self) -> bool {
        self.has(MANY_WAYS)
    }

    /// Whether some table knows its word.
    pub fn is_known(&self) -> bool {
        self.has(KNOWN)
    }

    /// Whether it carries the article, as far as its letters show, when what is written before the word is cut off.
    pub fn is_definite(&self) -> bool {
        self.has(DEFINITE)
    }

    /// The same where nothing is cut off.
    pub fn is_definite_whole(&self) -> bool {
        self.has(DEFINITE_WHOLE)
    }

    /// Whether it is, without what is cut off and with the article, a noun that stands before names.
    pub fn is_frame(&self) -> bool {
        self.has(FRAME)
    }
}

/// What the entry that ends at `node` can mean where it begins with way `n` to read its first word.
pub(crate) fn senses(
    dictionary: &Dictionary,
    node: Node,
    n: usize,
    pronoun: Option<Enclitic>,
) -> impl Iterator<Item = Sense> + '_ {
    // A name takes no pronoun: "Helena" is not "our Heli".
    // A second way to read the form is only taken for speech.
    let fits =
        move |sense: &&Sense| (pronoun.is_none() || !sense.is_name()) && (n == 0 || matches!(sense, Sense::Cue(..)));
    dictionary.senses(node).iter().filter(fits).copied()
}

/// What stands behind the letters of the article.
fn without_article(word: &str) -> Option<&str> {
    word.strip_prefix("\u{0627}\u{0644}")
}

/// Forms met so far, so that each is analysed once.
#[derive(Debug, Default)]
pub(crate) struct Forms {
    known: Table,
    all: Vec<Form>,
    rest: Vec<Rest>,
    singles: Vec<Single>,
    stems: FxHashMap<Box<str>, u32>,
    letters: String,
    /// Room for what the forms of a word share.
    bones: String,
    /// Room for the next text.
    pub room: Room,
}

/// How many forms are remembered before the memory is emptied; bounds it on endless input.
const REMEMBERED: usize = 200_000;
/// The same for the bytes of their letters.
const REMEMBERED_LETTERS: usize = 32 * 1024 * 1024;

impl Forms {
    /// Empties the memory where it has grown too large. Numbers given before mean nothing any more.
    pub fn bound(&mut self) {
        if self.all.len() >= REMEMBERED || self.letters.len() >= REMEMBERED_LETTERS {
            *self = Forms::default();
        }
    }

    /// The number of the form that is written so.
    pub fn get(&mut self, lexicon: &Lexicon, written: &str) -> u32 {
        if let Some(known) = self.known.get(written) {
            return known;
        }
        let number = self.all.len() as u32;
        self.learn(lexicon, written);
        self.known.insert(written, number);
        number
    }

    fn learn(&mut self, lexicon: &Lexicon, written: &str) {
        let folded = fold(written);
        let analysis = analyse(lexicon, &folded);
        let dictionary = lexicon.dictionary();
        let from = self.singles.len();
        let mut ways = Vec::with_capacity(analysis.parts.len());
        for (n, part) in analysis.parts.iter().enumerate() {
            let node = dictionary.step(Dictionary::ROOT, part.word);
            if let Some(node) = node {
                self.singles.extend(senses(dictionary, node, n, part.pronoun).map(|sense| Single {
                    cut: part.cut,
                    clitics: part.clitics,
                    pronoun: part.pronoun,
                    sense,
                }));
            }
            let further = node.filter(|node| part.pronoun.is_none() && dictionary.goes_on(*node));
            ways.push(((self.singles.len() - from) as u32, further));
        }
        let singles = &self.singles[from..];
        let clitics = analysis.parts.first().map_or(analysis.guess.0, |p| p.clitics);
        let cut = analysis.parts.first().map_or(analysis.guess.1 as u8, |p| p.cut);
        let bare = folded.get(cut.into()..).unwrap_or(&folded);
        // After the preposition "for" the article has lost its alef.
        let definite = is_definite(bare) || (clitics.to && is_definite_after_to(bare));
        let name = lexicon.name_word(&folded);
        let bare_name = lexicon.name_word(bare);
        let marks = [
            (MANY_WAYS, ways.len() > 1),
            (GLUED, analysis.glued.is_some()),
            (DEFINITE, definite),
            (DEFINITE_WHOLE, is_definite(&folded)),
            (NAME, name != NameWord::default()),
            (BARE_NAME, bare_name != NameWord::default()),
            (KNOWN, !analysis.parts.is_empty()),
            (FRAME, without_article(bare).is_some_and(|noun| lexicon.name_word(noun).is_frame())),
        ];
        let mut bones = std::mem::take(&mut self.bones);
        skeleton(bare, &mut bones);
        let light = stem(&folded);
        let next = self.stems.len() as u32;
        let stem_number = match self.stems.get(light) {
            Some(&number) => number,
            None => {
                self.stems.insert(light.into(), next);
                next
            }
        };
        let skeleton = (self.letters.len() as u32, bones.len() as u32);
        self.letters.push_str(&bones);
        let begins = self.letters.len() as u32;
        let before = (light.as_ptr() as usize - folded.as_ptr() as usize) as u32;
        self.letters.push_str(&folded);
        self.all.push(Form {
            particles: singles.iter().map(|s| s.sense.particles()).fold(Particles::NONE, Particles::with),
            kinds: singles.iter().map(|s| s.sense.kinds()).fold(Kinds::NONE, Kinds::with),
            singles: from as u32,
            count: singles.len() as u32,
            further: ways.first().and_then(|(_, further)| *further),
            whole: analysis.whole,
            stem_number,
            folded: (begins, folded.len() as u32),
            stem: (begins + before, light.len() as u32),
            clitics,
            cut,
            marks: marks.iter().filter(|(_, there)| *there).fold(0, |all, (mark, _)| all | mark),
        });
        self.rest.push(Rest {
            bare_hash: Hash::of(bare),
            meaning: OnceCell::new(),
            analysis,
            ways: ways.into(),
            name,
            bare_name,
            skeleton_hash: Hash::of(&bones),
            skeleton,
        });
        self.bones = bones;
    }

    /// What the forms of this word share; empty where there is no such form.
    #[inline]
    pub fn skeleton(&self, number: u32) -> Part<'_> {
        const NONE: Part<'static> = Part::new("");
        let known = self.rest(number).and_then(|rest| {
            let (begins, length) = rest.skeleton;
            Some(Part::kept(self.letters.get(begins as usize..(begins + length) as usize)?, rest.skeleton_hash))
        });
        known.unwrap_or(NONE)
    }

    /// What the word of the form with this number, without what is cut off before it, means in news.
    pub fn meaning(&self, lexicon: &Lexicon, number: u32) -> Meaning {
        let Some((form, rest)) = self.form(number).zip(self.rest(number)) else { return Meaning::default() };
        let bare = || self.folded(form).get(form.cut.into()..).unwrap_or_default();
        *rest.meaning.get_or_init(|| lexicon.meaning(bare()))
    }

    /// The number of a stem that some form has.
    pub fn stem_number(&self, stem: &str) -> Option<u32> {
        self.stems.get(stem).copied()
    }

    /// The form with this number.
    #[inline]
    pub fn form(&self, number: u32) -> Option<&Form> {
        self.all.get(number as usize)
    }

    /// What is asked seldom of the form with this number.
    #[inline]
    pub fn rest(&self, number: u32) -> Option<&Rest> {
        self.rest.get(number as usize)
    }

    /// How many forms there are.
    #[inline]
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// The entries of one word of a form.
    #[inline]
    pub fn singles(&self, form: &Form) -> &[Single] {
        let Range { start, end } = form.singles as usize..(form.singles + form.count) as usize;
        &self.singles[start..end]
    }

    /// The folded byte at which the second word begins where two were typed as one.
    pub fn glued(&self, number: u32) -> Option<usize> {
        self.form(number).filter(|f| f.has(GLUED))?;
        self.rest(number)?.analysis.glued
    }

    /// The light stem of a form.
    pub fn stem(&self, form: &Form) -> &str {
        self.letters(form.stem)
    }

    /// The folded letters of a form.
    #[inline]
    pub fn folded(&self, form: &Form) -> &str {
        self.letters(form.folded)
    }

    #[inline]
    fn letters(&self, (begins, length): (u32, u32)) -> &str {
        &self.letters[begins as usize..(begins + length) as usize]
    }

    /// What the form with this number says of proper names; without what is cut off before its word where `bare`.
    #[inline]
    pub fn name(&self, number: u32, bare: bool) -> NameWord {
        let says = self.form(number).is_some_and(|f| f.has(if bare { BARE_NAME } else { NAME }));
        let rest = if says { self.rest(number) } else { None };
        rest.map_or(NameWord::default(), |r| if bare { r.bare_name } else { r.name })
    }
}
