//! All words and phrases of all tables in one trie over folded words.
//!
//! A phrase is a path of words; what it means hangs on its last node. One walk from a token
//! finds every entry that begins there, whichever table it is from.

use crate::senses::Sense;
use rasid_text::fold;
use rustc_hash::FxHashMap;

/// A node of the trie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Node(u32);

/// A word that some entry is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct WordId(u32);

/// The trie and its words.
#[derive(Clone, Debug)]
pub struct Dictionary {
    words: FxHashMap<Box<str>, WordId>,
    edges: FxHashMap<(Node, WordId), Node>,
    senses: Vec<Vec<Sense>>,
    /// For each node, whether an edge begins there: most entries end where they can, and need not be asked further.
    inner: Vec<bool>,
    /// For each sense, in the order of their coming, its node and the number of the row that it is from.
    rows: Vec<(Node, u32)>,
}

impl Default for Dictionary {
    fn default() -> Self {
        Dictionary {
            words: FxHashMap::default(),
            edges: FxHashMap::default(),
            senses: vec![Vec::new()],
            inner: vec![false],
            rows: Vec::new(),
        }
    }
}

impl Dictionary {
    /// The node from which every entry begins.
    pub const ROOT: Node = Node(0);

    /// Adds `sense` under `phrase`, words separated by white space. An entry that stands
    /// there already is not added twice. `row` is the number of the row that it comes from, by
    /// whatever count the caller keeps.
    pub fn insert(&mut self, phrase: &str, sense: Sense, row: u32) {
        let folded = fold(phrase);
        let mut node = Self::ROOT;
        for word in folded.split_whitespace() {
            let next_word = WordId(self.words.len() as u32);
            let word = *self.words.entry(word.into()).or_insert(next_word);
            let next_node = Node(self.senses.len() as u32);
            self.inner[node.0 as usize] = true;
            node = *self.edges.entry((node, word)).or_insert(next_node);
            if node == next_node {
                self.senses.push(Vec::new());
                self.inner.push(false);
            }
        }
        let here = &mut self.senses[node.0 as usize];
        if node != Self::ROOT && !here.contains(&sense) {
            here.push(sense);
            self.rows.push((node, row));
        }
    }

    /// The word with this folded form, if any entry uses it.
    pub fn word(&self, folded: &str) -> Option<WordId> {
        self.words.get(folded).copied()
    }

    /// The node that `word` leads to from `node`.
    pub fn step(&self, node: Node, word: WordId) -> Option<Node> {
        self.edges.get(&(node, word)).copied()
    }

    /// Whether longer phrases go on from `node`.
    pub fn goes_on(&self, node: Node) -> bool {
        self.inner[node.0 as usize]
    }

    /// What the phrase that ends at `node` means; empty where only longer phrases go on.
    pub fn senses(&self, node: Node) -> &[Sense] {
        &self.senses[node.0 as usize]
    }

    /// The number of the row that `sense` at `node` comes from. Looks through everything: for
    /// explanations, not for reading.
    pub fn row(&self, node: Node, sense: &Sense) -> Option<u32> {
        let nth = self.senses(node).iter().position(|s| s == sense)?;
        self.rows.iter().filter(|(at, _)| *at == node).nth(nth).map(|(_, row)| *row)
    }

    /// The node at which a phrase ends, for look-ups outside of a text.
    pub fn find(&self, phrase: &str) -> Option<Node> {
        let folded = fold(phrase);
        let mut words = folded.split_whitespace();
        let first = self.step(Self::ROOT, self.word(words.next()?)?)?;
        words.try_fold(first, |node, word| self.step(node, self.word(word)?))
    }

    /// What a phrase means, for look-ups outside of a text.
    pub fn lookup(&self, phrase: &str) -> &[Sense] {
        self.find(phrase).map_or(&[], |node| self.senses(node))
    }
}
