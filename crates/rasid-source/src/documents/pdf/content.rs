//! The language of PDF pages cut into operations, one at a time, so that no page need be held as objects. Tables of
//! characters (CMaps) are written in the same language.

/// What an operation is given.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Operand {
    Number(f64),
    Name(Vec<u8>),
    Text(Vec<u8>),
    List(Vec<Operand>),
    /// Names with their values.
    Table(Vec<(Vec<u8>, Operand)>),
}

/// Operands of one operation that are kept; tables of characters have as many as there are characters.
const OPERANDS: usize = 200_000;
/// How deep lists may lie in one another.
const DEEP: usize = 8;

/// Operations that are not read yet.
pub(super) struct Content<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Content<'b> {
    pub fn new(bytes: &'b [u8]) -> Self {
        Content { bytes, at: 0 }
    }

    /// The next operator, with what it is given.
    pub fn next(&mut self) -> Option<(&'b [u8], Vec<Operand>)> {
        let mut operands = Vec::new();
        loop {
            self.skip_space();
            let byte = *self.bytes.get(self.at)?;
            if is_regular(byte) && !is_number_start(byte) {
                let word = self.word();
                if word == b"BI" {
                    self.skip_image();
                    operands.clear();
                    continue;
                }
                if !matches!(word, b"true" | b"false" | b"null") {
                    return Some((word, operands));
                }
            } else if let Some(operand) = self.operand(0)
                && operands.len() < OPERANDS
            {
                operands.push(operand);
            }
        }
    }

    fn operand(&mut self, depth: usize) -> Option<Operand> {
        self.skip_space();
        let byte = *self.bytes.get(self.at)?;
        match byte {
            b'/' => {
                self.at += 1;
                Some(Operand::Name(unescaped(self.word())))
            }
            b'(' => Some(Operand::Text(self.literal())),
            b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => {
                self.at += 2;
                self.table(depth + 1)
            }
            b'<' => Some(Operand::Text(self.hexadecimal())),
            b'[' => {
                self.at += 1;
                self.list(depth + 1)
            }
            _ if is_number_start(byte) => Some(Operand::Number(number(self.word()))),
            _ if is_regular(byte) => {
                self.word();
                None
            }
            // A bracket that closes nothing.
            _ => {
                self.at += 1;
                None
            }
        }
    }

    fn list(&mut self, depth: usize) -> Option<Operand> {
        let mut list = Vec::new();
        loop {
            self.skip_space();
            match self.bytes.get(self.at) {
                None => break,
                Some(b']') => {
                    self.at += 1;
                    break;
                }
                Some(_) if depth > DEEP => self.at += 1,
                Some(_) => {
                    let operand = self.operand(depth);
                    if list.len() < OPERANDS {
                        list.extend(operand);
                    }
                }
            }
        }
        Some(Operand::List(list))
    }

    fn table(&mut self, depth: usize) -> Option<Operand> {
        let mut table = Vec::new();
        loop {
            self.skip_space();
            match self.bytes.get(self.at) {
                None => break,
                Some(b'>') => {
                    self.at = (self.at + 2).min(self.bytes.len());
                    break;
                }
                Some(b'/') if depth <= DEEP => {
                    self.at += 1;
                    let name = self.word().to_vec();
                    if let Some(value) = self.operand(depth)
                        && table.len() < OPERANDS
                    {
                        table.push((name, value));
                    }
                }
                Some(_) => self.at += 1,
            }
        }
        Some(Operand::Table(table))
    }

    /// A string in parentheses, which may hold others and escapes.
    fn literal(&mut self) -> Vec<u8> {
        let (mut text, mut depth) = (Vec::new(), 0_usize);
        while let Some(&byte) = self.bytes.get(self.at) {
            self.at += 1;
            match byte {
                b'(' => {
                    depth += 1;
                    if depth == 1 {
                        continue;
                    }
                }
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        break;
                    }
                }
                b'\\' => {
                    text.extend(self.escape());
                    continue;
                }
                _ => {}
            }
            text.push(byte);
        }
        text
    }

    fn escape(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        match byte {
            b'n' => Some(b'\n'),
            b'r' => Some(b'\r'),
            b't' => Some(b'\t'),
            b'b' => Some(8),
            b'f' => Some(12),
            b'0'..=b'7' => {
                let mut value = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = self.bytes.get(self.at).copied() else { break };
                    value = value * 8 + u32::from(digit - b'0');
                    self.at += 1;
                }
                Some(value as u8)
            }
            b'\r' => {
                self.at += usize::from(self.bytes.get(self.at) == Some(&b'\n'));
                None
            }
            b'\n' => None,
            other => Some(other),
        }
    }

    fn hexadecimal(&mut self) -> Vec<u8> {
        self.at += 1;
        let start = self.at;
        let end = self.bytes[start..].iter().position(|&b| b == b'>').map_or(self.bytes.len(), |end| start + end);
        self.at = (end + 1).min(self.bytes.len());
        let digits: Vec<u8> =
            self.bytes[start..end].iter().filter_map(|&b| (b as char).to_digit(16)).map(|d| d as u8).collect();
        digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)).collect()
    }

    fn word(&mut self) -> &'b [u8] {
        let start = self.at;
        let length = self.bytes[start..].iter().take_while(|&&b| is_regular(b)).count();
        self.at += length;
        &self.bytes[start..self.at]
    }

    fn skip_space(&mut self) {
        while let Some(&byte) = self.bytes.get(self.at) {
            if byte == b'%' {
                self.at += self.bytes[self.at..].iter().take_while(|&&b| !matches!(b, b'\r' | b'\n')).count();
            } else if is_space(byte) {
                self.at += 1;
            } else {
                break;
            }
        }
    }

    /// A picture that stands between the operations: its bytes are anything, up to `EI` by itself.
    fn skip_image(&mut self) {
        let rest = &self.bytes[self.at..];
        let ends = |i: usize| {
            &rest[i..i + 2] == b"EI"
                && i > 0
                && is_space(rest[i - 1])
                && rest.get(i + 2).is_none_or(|&after| is_space(after))
        };
        let end = (0..rest.len().saturating_sub(1)).find(|&i| ends(i));
        self.at += end.map_or(rest.len(), |end| end + 2);
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !b"()<>[]{}/%".contains(&byte)
}

fn is_number_start(byte: u8) -> bool {
    byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.')
}

fn number(word: &[u8]) -> f64 {
    let value: f64 = std::str::from_utf8(word).ok().and_then(|word| word.parse().ok()).unwrap_or(0.0);
    if value.is_finite() { value } else { 0.0 }
}

/// A name without its `#20` escapes.
fn unescaped(word: &[u8]) -> Vec<u8> {
    let mut name = Vec::with_capacity(word.len());
    let mut at = 0;
    while let Some(&byte) = word.get(at) {
        let code = word.get(at + 1..at + 3).and_then(|hex| std::str::from_utf8(hex).ok());
        match (byte, code.and_then(|hex| u8::from_str_radix(hex, 16).ok())) {
            (b'#', Some(escaped)) => {
                name.push(escaped);
                at += 3;
            }
            _ => {
                name.push(byte);
                at += 1;
            }
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    fn operations(bytes: &[u8]) -> Vec<(String, Vec<Operand>)> {
        let mut content = Content::new(bytes);
        std::iter::from_fn(|| content.next())
            .map(|(operator, operands)| (String::from_utf8_lossy(operator).into_owned(), operands))
            .collect()
    }

    #[test]
    fn operations_are_cut_with_what_they_are_given() {
        use Operand::{List, Name, Number, Text};
        assert_eq!(
            operations(b"BT /F#31 12.5 Tf\n-1 .5 Td % note\n[(a\\(b\\)) -20 <41 4>] TJ (x(y)\\101\\n) Tj ET"),
            [
                ("BT".into(), vec![]),
                ("Tf".into(), vec![Name(b"F1".to_vec()), Number(12.5)]),
                ("Td".into(), vec![Number(-1.0), Number(0.5)]),
                ("TJ".into(), vec![List(vec![Text(b"a(b)".to_vec()), Number(-20.0), Text(vec![0x41, 0x40])])]),
                ("Tj".into(), vec![Text(b"x(y)A\n".to_vec())]),
                ("ET".into(), vec![]),
            ]
        );
    }

    #[test]
    fn pictures_and_tables_between_operations_are_passed() {
        let found = operations(b"BI /W 1 ID \x00(EI<\xFF EI Q /Span <</ActualText (a) /MCID 1>> BDC");
        assert_eq!(found[0].0, "Q");
        let Operand::Table(table) = &found[1].1[1] else { panic!("a table is given") };
        assert_eq!(table[0], (b"ActualText".to_vec(), Operand::Text(b"a".to_vec())));
    }

    #[test]
    fn no_bytes_whatever_make_it_go_on_for_ever() {
        for bytes in [
            &b"((((("[..],
            b"[[[[[[[[[[[[[[[",
            b"<<<<<<<<<<<</A",
            b">>>]]})",
            b"BI ID",
            b"<",
            b"/",
            b"\\",
            b"(\\",
            b"1e999 --5 x",
        ] {
            operations(bytes);
            operations(&bytes.repeat(1000));
        }
    }
}
