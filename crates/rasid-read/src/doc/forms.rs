//! Forms of words that were met: each is folded, analysed and looked up once, whatever many texts it stands in.

use rasid_lang::analysis::{Analysis, analyse};
use rasid_lang::clitics::{Enclitic, Proclitics};
use rasid_lang::dictionary::{Dictionary, Node};
use rasid_lang::inflect::{is_definite, is_definite_after_to};
use rasid_lang::stem::stem;
use rasid_lang::tables::namewords::NameWord;
use rasid_lang::{Kinds, Lexicon, Particles, Sense};
use rasid_text::fold;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// A form that was met: its folded letters and what they can be.
#[derive(Debug)]
pub(crate) struct Form {
    /// Folded letters.
    pub folded: Box<str>,
    /// Their light stem, as bytes of the folded letters.
    stem: Range<u32>,
    /// A number that all forms of this stem have, and no other.
    pub stem_number: u32,
    /// What they can be.
    pub analysis: Analysis,
    /// The entries of this one word.
    pub singles: Box<[Single]>,
    /// For each way to read the word, how far its entries of one word reach in `singles`, and where longer
    /// entries go on, if any do.
    pub ways: Box<[(u32, Option<Node>)]>,
    /// The words of grammar among `singles`.
    pub particles: Particles,
    /// The kinds of senses among `singles`.
    pub kinds: Kinds,
    /// What it says of proper names.
    pub name: NameWord,
    /// The same of the word without what is cut off before it.
    pub bare_name: NameWord,
    /// Whether it is, without what is cut off and with the article, a noun that stands before names.
    pub frame: bool,
    /// Whether it carries the article, as far as its letters show, when what is written before the word is cut off.
    pub definite: bool,
    /// The same where nothing is cut off.
    pub definite_whole: bool,
}

/// An entry of one word.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Single {
    /// Folded bytes before the entry's word.
    pub cut: u8,
    /// The letters cut off.
    pub clitics: Proclitics,
    /// The pronoun at its end.
    pub pronoun: Option<Enclitic>,
    /// What it means.
    pub sense: Sense,
}

impl Form {
    fn new(lexicon: &Lexicon, written: &str, stems: &mut FxHashMap<Box<str>, u32>) -> Self {
        let folded = fold(written);
        let analysis = analyse(lexicon, &folded);
        let dictionary = lexicon.dictionary();
        let mut singles = Vec::new();
        let mut ways = Vec::new();
        for (n, part) in analysis.parts.iter().enumerate() {
            let node = dictionary.step(Dictionary::ROOT, part.word);
            if let Some(node) = node {
                singles.extend(senses(dictionary, node, n, part.pronoun).map(|sense| Single {
                    cut: part.cut,
                    clitics: part.clitics,
                    pronoun: part.pronoun,
                    sense,
                }));
            }
            let further = node.filter(|node| part.pronoun.is_none() && dictionary.goes_on(*node));
            ways.push((singles.len() as u32, further));
        }
        let clitics = analysis.parts.first().map_or(analysis.guess.0, |p| p.clitics);
        let cut = analysis.parts.first().map_or(analysis.guess.1, |p| p.cut.into());
        // After the preposition "for" the article has lost its alef.
        let bare = folded.get(cut..).unwrap_or(&folded);
        let definite = is_definite(bare) || (clitics.to && is_definite_after_to(&folded[cut.min(folded.len())..]));
        let light = stem(&folded);
        let from = light.as_ptr() as usize - folded.as_ptr() as usize;
        let stem_number = match stems.get(light) {
            Some(&number) => number,
            None => {
                let number = stems.len() as u32;
                stems.insert(light.into(), number);
                number
            }
        };
        Form {
            stem_number,
            stem: from as u32..(from + light.len()) as u32,
            particles: singles.iter().map(|s| s.sense.particles()).fold(Particles::NONE, Particles::with),
            kinds: singles.iter().map(|s| s.sense.kinds()).fold(Kinds::NONE, Kinds::with),
            name: lexicon.name_word(&folded),
            bare_name: lexicon.name_word(bare),
            frame: without_article(bare).is_some_and(|noun| lexicon.name_word(noun).is_frame()),
            definite,
            definite_whole: is_definite(&folded),
            singles: singles.into(),
            ways: ways.into(),
            analysis,
            folded: folded.into(),
        }
    }

    /// The light stem of the folded letters.
    pub fn stem(&self) -> &str {
        &self.folded[self.stem.start as usize..self.stem.end as usize]
    }
}

/// What stands behind the letters of the article.
fn without_article(word: &str) -> Option<&str> {
    word.strip_prefix("\u{0627}\u{0644}")
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

/// Forms met so far, so that each is analysed once.
#[derive(Debug, Default)]
pub(crate) struct Forms {
    known: FxHashMap<Box<str>, u32>,
    all: Vec<Form>,
    stems: FxHashMap<Box<str>, u32>,
}

/// How many forms are remembered before the memory is emptied; bounds it on endless input.
const REMEMBERED: usize = 200_000;

impl Forms {
    /// Empties the memory where it has grown too large. Numbers given before mean nothing any more.
    pub fn bound(&mut self) {
        if self.all.len() >= REMEMBERED {
            self.known.clear();
            self.all.clear();
            self.stems.clear();
        }
    }

    /// The number of the form that is written so.
    pub fn get(&mut self, lexicon: &Lexicon, written: &str) -> u32 {
        if let Some(&known) = self.known.get(written) {
            return known;
        }
        let number = self.all.len() as u32;
        self.all.push(Form::new(lexicon, written, &mut self.stems));
        self.known.insert(written.into(), number);
        number
    }

    /// The number of a stem that some form has.
    pub fn stem_number(&self, stem: &str) -> Option<u32> {
        self.stems.get(stem).copied()
    }

    /// All forms, by their numbers.
    pub fn all(&self) -> &[Form] {
        &self.all
    }
}
