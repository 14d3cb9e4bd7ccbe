//! Which blocks of a page are the text of its article.
//!
//! Every block has a weight: text in sentences counts for, lists of links and teasers count against. The text is what
//! is in the smallest element with the largest sum, less what stands around it inside (shares, related articles,
//! captions). Classes help where they speak plainly, and are not believed where they would leave out most of the page.

use super::element::{Hint, Kind};
use super::outline::{Block, Outline};

/// A block below these letters may be a label; above, it is text that somebody wrote.
const SHORT: u32 = 40;
/// A teaser that stands alone is not longer, in letters.
const TEASER: i64 = 400;
/// Teasers that stand beside others are not longer.
const LARGE_TEASER: i64 = 1500;
/// What is left out by its classes holds no larger part of the text of a page, in percent.
const LARGEST_LEFT_OUT: i64 = 45;
/// The least letters of an article of a page that does not say that it is one.
const LEAST: i64 = 140;
/// The least letters of one that does.
const LEAST_SAID: i64 = 25;

/// The text of an article.
pub(super) struct Body {
    /// Numbers of its blocks.
    pub blocks: Vec<usize>,
}

/// The article of a page; nothing where there is none. `says` is whether the page says that it is one; `title` is
/// its headline, which is no part of the body.
pub(super) fn find(outline: &Outline, says: bool, title: Option<&str>) -> Option<Body> {
    let ground = Ground::new(outline);
    let element = ground.best()?;
    let mut blocks = ground.inside(element);
    ground.trim(&mut blocks, title);
    let letters: i64 = blocks.iter().map(|&b| i64::from(outline.blocks[b].letters)).sum();
    let least = if says { LEAST_SAID } else { LEAST };
    (letters >= least).then_some(Body { blocks })
}

struct Ground<'o> {
    outline: &'o Outline,
    /// Whether an element is left out.
    out: Vec<bool>,
    /// Sums of weights before each block.
    sums: Vec<i64>,
}

impl<'o> Ground<'o> {
    fn new(outline: &'o Outline) -> Self {
        let plain: Vec<i64> = outline.blocks.iter().map(plain_letters).collect();
        let sums = running(&plain);
        let all = *sums.last().unwrap_or(&0);
        let mut out = vec![false; outline.elements.len()];
        for (n, element) in outline.elements.iter().enumerate() {
            let around = element.hint == Hint::Around || matches!(element.kind, Kind::Around | Kind::Figure);
            let held = sums[element.end as usize] - sums[element.first as usize];
            let never = matches!(element.kind, Kind::Body | Kind::Article);
            out[n] = out[element.parent as usize] || (around && !never && held * 100 <= all * LARGEST_LEFT_OUT);
        }
        let mut ground = Ground { outline, out, sums: Vec::new() };
        ground.leave_out_teasers();
        let weights: Vec<i64> = (0..outline.blocks.len()).map(|n| ground.weight(n)).collect();
        ground.sums = running(&weights);
        ground
    }

    /// Leaves out ways to other articles: small cards with a linked headline, and larger ones where three or more stand
    /// one beside the other. A headline that the page calls its own is none of them.
    fn leave_out_teasers(&mut self) {
        let elements = &self.outline.elements;
        let mut small = vec![false; elements.len()];
        let mut large = vec![false; elements.len()];
        let mut beside = vec![0_u32; elements.len()];
        for block in &self.outline.blocks {
            let heading = matches!(elements[block.element as usize].kind, Kind::Heading(_));
            if heading && block.linked * 10 >= block.letters * 8 && !self.is_own(block) {
                if let Some(card) = self.card(block, TEASER) {
                    small[card] = true;
                }
                if let Some(card) = self.card(block, LARGE_TEASER)
                    && !std::mem::replace(&mut large[card], true)
                {
                    beside[elements[card].parent as usize] += 1;
                }
            }
        }
        for n in 1..elements.len() {
            let above = elements[n].parent as usize;
            self.out[n] |= self.out[above] || small[n] || (large[n] && beside[above] >= 3);
        }
    }

    /// Whether the headline is that of the page itself, which some sites link too.
    fn is_own(&self, heading: &Block) -> bool {
        self.outline.facts.title.starts_with(self.outline.text(heading))
    }

    /// The outermost element around a headline that holds no more than `most` letters and no other headline.
    fn card(&self, heading: &Block, most: i64) -> Option<usize> {
        let mut card = heading.element as usize;
        while card != 0 {
            let above = self.outline.elements[card].parent as usize;
            if self.letters(above) > most || self.headings(above) > 1 {
                break;
            }
            card = above;
        }
        (card != 0).then_some(card)
    }

    fn letters(&self, element: usize) -> i64 {
        let element = &self.outline.elements[element];
        // A card holds few blocks; looking at more would take long in a page of nothing but headlines.
        if element.end - element.first > 12 {
            return i64::MAX;
        }
        self.blocks(element.first, element.end).map(|block| i64::from(block.letters)).sum()
    }

    fn headings(&self, element: usize) -> usize {
        let element = &self.outline.elements[element];
        let is_heading = |b: &&Block| matches!(self.outline.elements[b.element as usize].kind, Kind::Heading(_));
        self.blocks(element.first, element.end).filter(is_heading).count()
    }

    fn blocks(&self, first: u32, end: u32) -> std::slice::Iter<'o, Block> {
        self.outline.blocks[first as usize..end as usize].iter()
    }

    fn is_out(&self, block: &Block) -> bool {
        self.out[block.element as usize]
    }

    fn weight(&self, n: usize) -> i64 {
        let block = &self.outline.blocks[n];
        if self.is_out(block) {
            return 0;
        }
        let letters = i64::from(block.letters);
        if is_mostly_links(block) {
            return -letters / 2 - 10;
        }
        match self.outline.elements[block.element as usize].kind {
            Kind::Heading(_) => 0,
            _ if block.letters >= SHORT || ends_sentence(self.outline.text(block)) => plain_letters(block),
            _ => -8,
        }
    }

    fn value(&self, element: usize) -> i64 {
        let element = &self.outline.elements[element];
        self.sums[element.end as usize] - self.sums[element.first as usize]
    }

    /// The element that the article is in.
    fn best(&self) -> Option<usize> {
        let elements = &self.outline.elements;
        // Of equals the last one is the innermost.
        let mut best = (0..elements.len()).filter(|&n| !self.out[n]).max_by_key(|&n| self.value(n))?;
        // Not the whole page for the sake of a sentence at its end.
        while elements[best].kind == Kind::Body {
            let inside = (best + 1..elements.len()).filter(|&n| elements[n].parent as usize == best && !self.out[n]);
            let Some(most) = inside.max_by_key(|&n| self.value(n)) else { break };
            if self.value(most) * 4 < self.value(best) * 3 {
                break;
            }
            best = most;
        }
        let least = self.value(best) / 2;
        // What the page calls the text of the article, where it holds most of it.
        let said = (0..elements.len())
            .filter(|&n| elements[n].hint == Hint::Text && !self.out[n] && self.value(n) > least.max(0))
            .max_by_key(|&n| self.value(n));
        Some(said.unwrap_or(best)).filter(|&n| self.value(n) > 0)
    }

    fn sum(&self, blocks: &[usize]) -> i64 {
        blocks.iter().map(|&n| self.weight(n)).sum()
    }

    /// The blocks in an element that are not left out.
    fn inside(&self, element: usize) -> Vec<usize> {
        let element = &self.outline.elements[element];
        (element.first as usize..element.end as usize).filter(|&n| !self.is_out(&self.outline.blocks[n])).collect()
    }

    /// Leaves out what is no text: lines of links with what leads to them, and labels before and after the text.
    fn trim(&self, blocks: &mut Vec<usize>, title: Option<&str>) {
        let block = |n: usize| &self.outline.blocks[n];
        // The text comes after its headline, unless most of it does not.
        let is_title = |&n: &usize| Some(self.outline.text(block(n))) == title;
        if let Some(at) = blocks.iter().position(is_title)
            && self.sum(&blocks[at + 1..]) * 2 > self.sum(blocks)
        {
            blocks.drain(..=at);
        }
        let is_text = |n: usize| self.weight(n) > 0;
        let mut keep = vec![true; blocks.len()];
        let mut before_links = false;
        for (at, &n) in blocks.iter().enumerate().rev() {
            let links = is_mostly_links(block(n));
            // A label whose content is left out leads to nothing.
            keep[at] = !links && (is_text(n) || !before_links);
            before_links = links || (before_links && !keep[at]);
        }
        // Before the first and after the last text there are only labels; the headline is not part of the body.
        let texts =
            |&at: &usize| keep[at] && is_text(blocks[at]) && Some(self.outline.text(block(blocks[at])).trim()) != title;
        let (first, last) = ((0..blocks.len()).find(texts), (0..blocks.len()).rev().find(texts));
        let (Some(first), Some(last)) = (first, last) else { return blocks.clear() };
        let mut at = 0;
        blocks.retain(|_| {
            at += 1;
            (first..=last).contains(&(at - 1)) && keep[at - 1]
        });
    }
}

fn running(values: &[i64]) -> Vec<i64> {
    let mut sum = 0;
    let mut sums = Vec::with_capacity(values.len() + 1);
    sums.push(0);
    sums.extend(values.iter().map(|value| {
        sum += value;
        sum
    }));
    sums
}

/// Letters outside of links, less for those inside.
fn plain_letters(block: &Block) -> i64 {
    (i64::from(block.letters) - 2 * i64::from(block.linked)).max(0)
}

fn is_mostly_links(block: &Block) -> bool {
    u64::from(block.linked) * 2 > u64::from(block.letters)
}

/// Whether a text ends like a sentence, in whatever script.
fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '\'', '\u{BB}', '\u{201D}', ')', ']', '\u{2019}']);
    text.ends_with(['.', '!', '?', '\u{61F}', '\u{2026}', '\u{6D4}'])
}

/// Whether a block of a piece of HTML that is an article all by itself is part of its text.
pub(super) fn is_text(outline: &Outline, block: &Block) -> bool {
    let mut element = block.element as usize;
    while element != 0 {
        if outline.elements[element].kind == Kind::Figure {
            return false;
        }
        element = outline.elements[element].parent as usize;
    }
    !is_mostly_links(block)
}
