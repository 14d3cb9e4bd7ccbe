//! A page as a row of blocks of text, each in an element, without a tree: what is nested a million deep is
//! as flat as anything else.

use super::element::{Hint, Kind, hint, is_role_around, kind};
use super::facts::Facts;
use crate::markup::{Language, Token, Tokens, decode};

/// Elements deeper than this count as part of what they are in. No page that a person wrote comes near it.
const DEEPEST: usize = 256;
/// Elements of one page; what comes after them counts as part of the last ones.
const ELEMENTS: usize = 400_000;
/// How far up an end is looked for among elements that were not ended.
const REACH: usize = 64;

/// An element that holds blocks.
pub(super) struct Element {
    /// What it is.
    pub kind: Kind,
    /// What its classes say.
    pub hint: Hint,
    /// The element that it is in; its own number for the outermost.
    pub parent: u32,
    /// Its first block.
    pub first: u32,
    /// The block after its last.
    pub end: u32,
}

/// Text without a break between blocks.
pub(super) struct Block {
    /// Where it begins in the text of the outline.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
    /// The element that it is directly in.
    pub element: u32,
    /// Characters that are not white space.
    pub letters: u32,
    /// Those of them in links.
    pub linked: u32,
}

/// A page, flat.
#[derive(Default)]
pub(super) struct Outline {
    /// The text of all blocks.
    pub text: String,
    /// Elements, each after the one that it is in.
    pub elements: Vec<Element>,
    /// Blocks in their order.
    pub blocks: Vec<Block>,
    /// What the page says of itself.
    pub facts: Facts,
}

impl Outline {
    /// The outline of a page.
    pub fn of(page: &str) -> Outline {
        Maker::new(page).make()
    }

    /// The text of a block.
    pub fn text(&self, block: &Block) -> &str {
        &self.text[block.start as usize..block.end as usize]
    }
}

/// An element that is not ended yet.
#[derive(Clone, Copy)]
struct Open {
    /// Its name, to find its end.
    name: u64,
    kind: Kind,
    /// Its number; that of the block element that it is in where it makes none.
    element: u32,
    /// Whether its content is seen.
    silent: bool,
}

struct Maker<'a> {
    tokens: Tokens<'a>,
    outline: Outline,
    open: Vec<Open>,
    /// Elements too deep to be kept that are open.
    deeper: usize,
    links: usize,
    silent: usize,
    block: Block,
    /// Whether white space or the end of a line came since the last letter.
    gap: Option<char>,
}

impl<'a> Maker<'a> {
    fn new(page: &'a str) -> Self {
        let mut outline = Outline { text: String::with_capacity(page.len() / 4), ..Outline::default() };
        outline.elements.push(Element { kind: Kind::Body, hint: Hint::None, parent: 0, first: 0, end: 0 });
        let open = vec![Open { name: 0, kind: Kind::Body, element: 0, silent: false }];
        let tokens = Tokens::new(page, Language::Html);
        let block = Block { start: 0, end: 0, element: 0, letters: 0, linked: 0 };
        Maker { tokens, outline, open, deeper: 0, links: 0, silent: 0, block, gap: None }
    }

    fn make(mut self) -> Outline {
        while let Some(token) = self.tokens.next() {
            match token {
                Token::Open { name, empty } => self.begin(name, empty),
                Token::Close(name) => self.end(name),
                Token::Text(text) => {
                    self.outline.facts.text(text);
                    if self.silent == 0 {
                        self.write(&decode(text));
                    }
                }
                Token::Raw(text) => self.outline.facts.raw(text),
            }
        }
        self.flush();
        while self.open.len() > 1 {
            self.pop();
        }
        self.outline.elements[0].end = self.outline.blocks.len() as u32;
        self.outline
    }

    fn begin(&mut self, name: &str, empty: bool) {
        let kind = kind(name);
        let block = self.outline.blocks.len();
        self.outline.facts.open(name, &self.tokens, block);
        match kind {
            Kind::Break => return self.break_line(name),
            Kind::Void => return,
            _ => {}
        }
        if kind.is_block() {
            self.end_implied(kind);
            self.flush();
        }
        // Elements of drawings may close themselves; those of HTML may not, whatever they say.
        if empty && kind == Kind::Inline {
            return;
        }
        if self.open.len() >= DEEPEST || self.outline.elements.len() >= ELEMENTS {
            self.deeper += 1;
            return;
        }
        let above = self.top();
        let silent = kind == Kind::Silent || (kind != Kind::Body && self.is_hidden());
        let element = if kind.is_block() && !silent && self.silent == 0 {
            let first = self.outline.blocks.len() as u32;
            self.outline.elements.push(Element { kind, hint: self.said(), parent: above.element, first, end: first });
            self.outline.elements.len() as u32 - 1
        } else {
            above.element
        };
        self.links += usize::from(kind == Kind::Link);
        self.silent += usize::from(silent);
        self.open.push(Open { name: short(name), kind, element, silent });
        self.block.element = element;
    }

    fn end(&mut self, name: &str) {
        let name = short(name);
        if self.deeper > 0 {
            self.deeper -= 1;
            return;
        }
        let reach = self.open.len().saturating_sub(REACH).max(1);
        let Some(at) = self.open[reach..].iter().rposition(|open| open.name == name) else { return };
        let at = at + reach;
        let ends_link = matches!(self.open[at].kind, Kind::Inline | Kind::Link | Kind::Time);
        // An end in the line does not end divisions that were opened after it.
        if ends_link && self.open[at..].iter().any(|open| open.kind.is_block()) {
            if self.open[at].kind == Kind::Link {
                self.open[at].kind = Kind::Inline;
                self.links -= 1;
            }
            return;
        }
        while self.open.len() > at {
            self.pop();
        }
    }

    /// Ends what a new element of `kind` cannot stand in: paragraphs end before blocks, items before items.
    fn end_implied(&mut self, kind: Kind) {
        let mut at = self.open.len();
        while at > 1 && self.open.len() - at < REACH {
            at -= 1;
            let ends = match self.open[at].kind {
                Kind::Paragraph | Kind::Heading(_) => true,
                Kind::Item => kind == Kind::Item && self.same_rank(at),
                Kind::Inline | Kind::Link | Kind::Time => continue,
                _ => return,
            };
            if !ends {
                return;
            }
            while self.open.len() > at {
                self.pop();
            }
        }
    }

    /// Rows hold cells; all other items end the one before.
    fn same_rank(&self, at: usize) -> bool {
        self.open[at].name != short("tr")
    }

    fn pop(&mut self) {
        let Some(open) = self.open.pop() else { return };
        if open.kind.is_block() {
            self.flush();
            if open.element != self.top().element {
                self.outline.elements[open.element as usize].end = self.outline.blocks.len() as u32;
            }
        }
        self.links -= usize::from(open.kind == Kind::Link);
        self.silent -= usize::from(open.silent);
        self.block.element = self.top().element;
    }

    fn top(&self) -> Open {
        self.open.last().copied().unwrap_or(Open { name: 0, kind: Kind::Body, element: 0, silent: false })
    }

    /// Whether the element that begins is not shown.
    fn is_hidden(&self) -> bool {
        let of = |name| self.tokens.attribute(name);
        of("hidden").is_some()
            || of("aria-hidden").is_some_and(|value| value == "true")
            || of("style").is_some_and(|style| {
                let style = style[..style.floor_char_boundary(300)].replace(' ', "");
                style.contains("display:none") || style.contains("visibility:hidden")
            })
    }

    /// What the attributes of the element that begins say of its content.
    fn said(&self) -> Hint {
        let of = |name| self.tokens.attribute(name);
        if of("itemprop").is_some_and(|value| value.split_ascii_whitespace().any(|v| v == "articleBody")) {
            return Hint::Text;
        }
        if of("role").is_some_and(is_role_around) {
            return Hint::Around;
        }
        match of("class").map_or(Hint::None, hint) {
            Hint::None => of("id").map_or(Hint::None, hint),
            said => said,
        }
    }

    fn break_line(&mut self, name: &str) {
        // Two breaks after one another part paragraphs.
        if self.gap == Some('\n') || name.eq_ignore_ascii_case("hr") {
            self.flush();
        } else if self.block.letters > 0 {
            self.gap = Some('\n');
        }
    }

    /// Adds text to the block. White space is one space, as browsers show it.
    fn write(&mut self, text: &str) {
        for word in text.split_inclusive(is_space) {
            let trimmed = word.trim_end_matches(is_space);
            if !trimmed.is_empty() {
                if self.block.letters > 0
                    && let Some(gap) = self.gap
                {
                    self.outline.text.push(gap);
                }
                self.gap = None;
                self.outline.text.push_str(trimmed);
                let letters = trimmed.chars().count() as u32;
                self.block.letters += letters;
                if self.links > 0 {
                    self.block.linked += letters;
                }
            }
            if trimmed.len() < word.len() {
                self.gap.get_or_insert(' ');
            }
        }
    }

    /// Ends the block.
    fn flush(&mut self) {
        self.gap = None;
        let element = self.top().element;
        let end = self.outline.text.len() as u32;
        let next = Block { start: end, end, element, letters: 0, linked: 0 };
        let mut block = std::mem::replace(&mut self.block, next);
        if block.letters > 0 {
            block.end = end;
            self.outline.blocks.push(block);
        }
    }
}

/// White space of all kinds that pages use; marks of direction and joiners belong to words.
fn is_space(c: char) -> bool {
    c.is_whitespace() || c == '\u{FEFF}'
}

/// The first letters of a name as a number, which is fast to compare; longer names are told apart by their length.
fn short(name: &str) -> u64 {
    let letters = name.bytes().take(7).fold(0, |sum, b| (sum << 8) | u64::from(b.to_ascii_lowercase()));
    (letters << 8) | (name.len() as u64 & 0xFF)
}
