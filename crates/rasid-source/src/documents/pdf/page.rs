//! A page as the letters on it, each with its place.

use super::content::{Content, Operand};
use super::font::{CHARACTERS, Font, utf16};
use crate::limits::PART;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use std::collections::HashMap;
use std::rc::Rc;

/// How deep drawings may lie in one another, and how many of them one page may have in all.
const DEEP: usize = 8;
const DRAWINGS: usize = 2_000;
/// States that are kept to come back to.
const STATES: usize = 256;
/// Letters of one page, in characters; a page of a newspaper has 20,000.
pub(super) const LETTERS: usize = 500_000;

/// One or more letters that stand together at one place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Letter {
    pub text: String,
    /// Its left and right end, in points.
    pub left: f64,
    pub right: f64,
    /// The height of the line it stands on, growing upwards.
    pub base: f64,
    /// The size of its font.
    pub size: f64,
}

/// What is on a page.
#[derive(Default)]
pub(super) struct Found {
    pub letters: Vec<Letter>,
    /// Letters of which the file does not say what they stand for.
    pub unknown: usize,
    /// Whether there are pictures on it.
    pub pictures: bool,
}

/// What pages of a document share: fonts that were read already, and how much may still be read.
pub(super) struct Shared {
    fonts: HashMap<FontKey, Rc<Font>>,
    characters: usize,
    content: usize,
}

/// A font by its number in the file, or by where it is described and its name there.
#[derive(PartialEq, Eq, Hash)]
enum FontKey {
    Numbered(ObjectId),
    Named(usize, Vec<u8>),
}

impl Shared {
    /// Nothing is read yet, and `content` bytes of operations may be.
    pub fn new(content: usize) -> Self {
        Shared { fonts: HashMap::new(), characters: CHARACTERS, content }
    }

    /// How many characters fonts may still have.
    #[cfg(test)]
    pub fn characters(&self) -> usize {
        self.characters
    }

    /// Whether there was more to read than may be.
    pub fn is_spent(&self) -> bool {
        self.content == 0
    }
}

/// Looks at the page `id`.
pub(super) fn page(document: &Document, id: ObjectId, shared: &mut Shared) -> Found {
    let mut walk = Walk { document, shared, found: Found::default(), drawings: 0, shown: 0 };
    let Ok(dictionary) = document.get_dictionary(id) else { return walk.found };
    let turned = inherited(document, dictionary, b"Rotate").and_then(|turned| turned.as_i64().ok()).unwrap_or(0);
    let matrix = match turned.rem_euclid(360) {
        90 => Matrix([0.0, -1.0, 1.0, 0.0, 0.0, 0.0]),
        180 => Matrix([-1.0, 0.0, 0.0, -1.0, 0.0, 0.0]),
        270 => Matrix([0.0, 1.0, -1.0, 0.0, 0.0, 0.0]),
        _ => Matrix::SAME,
    };
    let resources = inherited(document, dictionary, b"Resources").and_then(|object| object.as_dict().ok());
    match document.get_page_content_with_limit(id, PART.min(walk.shared.content)) {
        Ok(content) => walk.run(&content, resources, matrix, 0),
        Err(_) => walk.shared.content = 0,
    }
    walk.found
}

/// What a page or one of those above it says.
fn inherited<'d>(document: &'d Document, page: &'d Dictionary, key: &[u8]) -> Option<&'d Object> {
    let mut node = page;
    for _ in 0..64 {
        if let Ok(value) = node.get_deref(key, document) {
            return Some(value);
        }
        node = node.get_deref(b"Parent", document).and_then(Object::as_dict).ok()?;
    }
    None
}

/// A map of the plane: `[a b c d e f]`, as PDF writes it.
#[derive(Clone, Copy)]
struct Matrix([f64; 6]);

impl Matrix {
    const SAME: Matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// First this, then `next`.
    fn then(self, next: Matrix) -> Matrix {
        let (Matrix([a, b, c, d, e, f]), Matrix([p, q, r, s, t, u])) = (self, next);
        Matrix([a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u])
    }

    fn moved(x: f64, y: f64) -> Matrix {
        Matrix([1.0, 0.0, 0.0, 1.0, x, y])
    }

    fn of(operands: &[Operand]) -> Option<Matrix> {
        let numbers: Vec<f64> = operands.iter().filter_map(number).collect();
        Some(Matrix(numbers.try_into().ok()?))
    }

    fn origin(self) -> (f64, f64) {
        (self.0[4], self.0[5])
    }
}

#[derive(Clone)]
struct State {
    matrix: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    letter_gap: f64,
    word_gap: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
}

struct Walk<'d, 'f> {
    document: &'d Document,
    shared: &'f mut Shared,
    found: Found,
    drawings: usize,
    /// Characters that were shown: a table may say of one code that it stands for many.
    shown: usize,
}

impl<'d> Walk<'d, '_> {
    fn run(&mut self, content: &[u8], resources: Option<&'d Dictionary>, matrix: Matrix, depth: usize) {
        self.shared.content = self.shared.content.saturating_sub(content.len());
        let mut state = State {
            matrix,
            font: None,
            size: 0.0,
            letter_gap: 0.0,
            word_gap: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        };
        let (mut kept, mut line, mut pen) = (Vec::new(), Matrix::SAME, Matrix::SAME);
        // Marked stretches that are open; one that says itself what it shows takes the place of its letters.
        let mut marked: Vec<Option<(String, usize)>> = Vec::new();
        let mut content = Content::new(content);
        while let Some((operator, operands)) = content.next() {
            let first = operands.first().and_then(number).unwrap_or(0.0);
            let second = operands.get(1).and_then(number).unwrap_or(0.0);
            match operator {
                b"q" if kept.len() < STATES => kept.push(state.clone()),
                b"Q" => state = kept.pop().unwrap_or(state),
                b"cm" => state.matrix = Matrix::of(&operands).map_or(state.matrix, |m| m.then(state.matrix)),
                b"BT" => (line, pen) = (Matrix::SAME, Matrix::SAME),
                b"Tf" => {
                    if let Some(Operand::Name(name)) = operands.first() {
                        state.font = self.font(resources, name);
                    }
                    state.size = second;
                }
                b"Tc" => state.letter_gap = first,
                b"Tw" => state.word_gap = first,
                b"Tz" => state.stretch = first / 100.0,
                b"TL" => state.leading = first,
                b"Ts" => state.rise = first,
                b"Td" | b"TD" => {
                    if operator == b"TD" {
                        state.leading = -second;
                    }
                    line = Matrix::moved(first, second).then(line);
                    pen = line;
                }
                b"Tm" => {
                    line = Matrix::of(&operands).unwrap_or(line);
                    pen = line;
                }
                b"T*" | b"'" | b"\"" => {
                    line = Matrix::moved(0.0, -state.leading).then(line);
                    pen = line;
                    if operator == b"\"" {
                        (state.word_gap, state.letter_gap) = (first, second);
                    }
                    if let (true, Some(Operand::Text(text))) = (operator != b"T*", operands.last()) {
                        self.show(text, &state, &mut pen);
                    }
                }
                b"Tj" => {
                    if let Some(Operand::Text(text)) = operands.first() {
                        self.show(text, &state, &mut pen);
                    }
                }
                b"TJ" => {
                    let Some(Operand::List(list)) = operands.first() else { continue };
                    for part in list {
                        match part {
                            Operand::Text(text) => self.show(text, &state, &mut pen),
                            Operand::Number(gap) => {
                                pen = Matrix::moved(-gap / 1000.0 * state.size * state.stretch, 0.0).then(pen);
                            }
                            _ => {}
                        }
                    }
                }
                b"BDC" | b"BMC" if marked.len() < STATES => {
                    let said = operands.get(1).and_then(actual_text);
                    marked.push(said.map(|said| (said, self.found.letters.len())));
                }
                b"EMC" => {
                    if let Some(Some((said, from))) = marked.pop() {
                        self.replace(said, from);
                    }
                }
                b"Do" => {
                    if let Some(Operand::Name(name)) = operands.first() {
                        self.draw(resources, name, state.matrix, depth);
                    }
                }
                _ => {}
            }
        }
    }

    fn font(&mut self, resources: Option<&'d Dictionary>, name: &[u8]) -> Option<Rc<Font>> {
        let fonts = resources?.get_deref(b"Font", self.document).and_then(Object::as_dict).ok()?;
        let object = fonts.get(name).ok()?;
        let (id, object) = self.document.dereference(object).ok()?;
        // A font without a number is known by the place of its description, which stays where it is.
        let key =
            id.map_or_else(|| FontKey::Named(std::ptr::from_ref(fonts) as usize, name.to_vec()), FontKey::Numbered);
        if let Some(known) = self.shared.fonts.get(&key) {
            return Some(known.clone());
        }
        let font = Rc::new(Font::new(self.document, object.as_dict().ok()?, self.shared.characters));
        self.shared.characters = self.shared.characters.saturating_sub(font.characters());
        self.shared.fonts.insert(key, font.clone());
        Some(font)
    }

    fn show(&mut self, bytes: &[u8], state: &State, pen: &mut Matrix) {
        let Some(font) = &state.font else { return };
        for shown in font.letters(bytes) {
            let gap = state.letter_gap + if shown.is_space { state.word_gap } else { 0.0 };
            let advance = (shown.width * state.size + gap) * state.stretch;
            let inked = shown.width * state.size * state.stretch;
            let place = Matrix::moved(0.0, state.rise).then(*pen).then(state.matrix);
            let end = Matrix::moved(inked, state.rise).then(*pen).then(state.matrix);
            let top = Matrix::moved(0.0, state.rise + state.size).then(*pen).then(state.matrix);
            *pen = Matrix::moved(advance, 0.0).then(*pen);
            let Some(text) = shown.text else {
                self.found.unknown += 1;
                continue;
            };
            let ((x, base), (end, _), (tx, ty)) = (place.origin(), end.origin(), top.origin());
            let size = (tx - x).hypot(ty - base);
            if self.shown < LETTERS && [x, end, base, size].iter().all(|n| n.is_finite()) {
                self.shown += text.chars().count();
                let (left, right) = (x.min(end), x.max(end));
                self.found.letters.push(Letter { text: text.to_owned(), left, right, base, size });
            }
        }
    }

    /// Puts `said` in the place of the letters since `from`.
    fn replace(&mut self, said: String, from: usize) {
        let Some(shown) = self.found.letters.get(from..).filter(|shown| !shown.is_empty()) else { return };
        let left = shown.iter().map(|letter| letter.left).fold(f64::INFINITY, f64::min);
        let right = shown.iter().map(|letter| letter.right).fold(f64::NEG_INFINITY, f64::max);
        let letter = Letter { text: said, left, right, ..shown[0].clone() };
        self.found.letters.truncate(from);
        self.found.letters.push(letter);
    }

    fn draw(&mut self, resources: Option<&'d Dictionary>, name: &[u8], matrix: Matrix, depth: usize) {
        let Some(stream) = resources.and_then(|resources| self.drawing(resources, name)) else { return };
        if !stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Form") {
            self.found.pictures = true;
            return;
        }
        self.drawings += 1;
        if depth >= DEEP || self.drawings > DRAWINGS {
            return;
        }
        let Ok(content) = stream.get_plain_content_with_limit(PART.min(self.shared.content)) else { return };
        let own = stream.dict.get_deref(b"Matrix", self.document).and_then(Object::as_array).ok();
        let own: Option<Vec<f64>> = own.map(|m| m.iter().filter_map(|n| n.as_float().ok()).map(f64::from).collect());
        let matrix = own.and_then(|m| Some(Matrix(m.try_into().ok()?))).map_or(matrix, |own| own.then(matrix));
        let inner = stream.dict.get_deref(b"Resources", self.document).and_then(Object::as_dict).ok();
        self.run(&content, inner.or(resources), matrix, depth + 1);
    }

    fn drawing(&self, resources: &'d Dictionary, name: &[u8]) -> Option<&'d Stream> {
        let drawings = resources.get_deref(b"XObject", self.document).and_then(Object::as_dict).ok()?;
        drawings.get_deref(name, self.document).and_then(Object::as_stream).ok()
    }
}

fn number(operand: &Operand) -> Option<f64> {
    if let Operand::Number(number) = operand { Some(*number) } else { None }
}

/// What a marked stretch says it shows.
fn actual_text(table: &Operand) -> Option<String> {
    let Operand::Table(table) = table else { return None };
    let (_, Operand::Text(text)) = table.iter().find(|(name, _)| name == b"ActualText")? else { return None };
    Some(match text.strip_prefix(&[0xFE, 0xFF]) {
        Some(units) => utf16(units),
        None => text.iter().map(|&b| b as char).collect(),
    })
}
