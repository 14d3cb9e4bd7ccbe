//! The grammar of Arabic numbers: from digits and number words to one value.
//!
//! Units come before tens and are joined by و (خمسة وعشرون), hundreds before units, a scale
//! word multiplies what stands before it (ثلاثة آلاف وخمسمائة), a fraction after it adds its part (مليون
//! ونصف المليون). Vague plurals (عشرات الآلاف) count by the least that they can mean.

/// A number word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NumberWord {
    /// أحد, إحدى: one, only before ten or joined tens.
    One,
    /// 1 to 9.
    Unit(u8),
    /// عشرة: ten, or ten more after a unit (خمسة عشر).
    Ten,
    /// 20 to 90.
    Tens(u8),
    /// 100 to 900; after a unit a hundred multiplies (ثلاث مئة).
    Hundreds(u16),
    /// ألف, مليون.
    Scale(f64),
    /// ألفان: two of the scale.
    ScaleTwo(f64),
    /// آلاف: of the scale, after a number; alone a vague plural.
    ScaleMany(f64),
    /// نصف.
    Part(f64),
    /// بضعة: the least that it means.
    Few(u8),
    /// عدة: the least that it means; it counts people with care and nothing else.
    Several(u8),
    /// عشرات, مئات: the least that it means.
    Vague(u16),
}

/// A piece of a number as it stands in a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Piece {
    /// Digits, with what they say; the second value is what they say where a scale word
    /// follows, since then one point or comma before three digits parts a decimal (1.244 مليون).
    Digits(f64, f64),
    /// A word.
    Word(NumberWord),
}

/// A number that was read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    /// Its value, or the least that it means.
    pub value: f64,
    /// Whether it is a vague plural: عشرات.
    pub vague: bool,
    /// Whether it is عدة and no more.
    pub several: bool,
    /// How many pieces were read.
    pub pieces: usize,
    /// Whether digits were written.
    pub digits: bool,
    /// Whether a scale word (thousand, million) was read.
    pub scaled: bool,
}

/// Reads digits with their separators: the number, and the number where a scale word follows.
///
/// A point or comma before exactly three digits parts thousands; otherwise the last separator
/// parts the decimals.
pub fn digits(folded: &str) -> Option<(f64, f64)> {
    let plain = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let separators: Vec<(usize, char)> = folded.char_indices().filter(|(_, c)| matches!(c, '.' | ',')).collect();
    let Some(&(last, sign)) = separators.last() else {
        let value = folded.parse().ok()?;
        return Some((value, value));
    };
    let tail = &folded[last + 1..];
    let decimal: f64 = format!("{}.{}", plain(&folded[..last]), plain(tail)).parse().ok()?;
    let whole: f64 = plain(folded).parse().ok()?;
    let groups_of_three = separators.windows(2).all(|w| w[1].0 - w[0].0 == 4);
    if separators.len() == 1 {
        let thousands = tail.len() == 3 && !folded.starts_with('0');
        return Some((if thousands { whole } else { decimal }, decimal));
    }
    // 27.7.2016 and 1,2,3 are no numbers.
    let (earlier, one_sign) = (separators[0].1, separators.iter().all(|(_, c)| *c == sign));
    let thousands = groups_of_three && separators[..separators.len() - 1].iter().all(|(_, c)| *c == earlier);
    match (thousands, one_sign) {
        (true, true) if tail.len() == 3 => Some((whole, whole)),
        (true, false) => Some((decimal, decimal)),
        _ => None,
    }
}

/// The number whose pieces `next` gives, each with whether و joins it to the one before; `next`
/// is asked for piece 0, then 1, and so on, until it gives none or one that does not belong.
pub fn read(next: impl FnMut(usize) -> Option<(Piece, bool)>) -> Option<Number> {
    Reader {
        next,
        at: 0,
        number: Number { value: 0.0, vague: false, several: false, pieces: 0, digits: false, scaled: false },
    }
    .read()
}

struct Reader<F> {
    next: F,
    at: usize,
    number: Number,
}

impl<F: FnMut(usize) -> Option<(Piece, bool)>> Reader<F> {
    fn peek(&mut self) -> Option<(Piece, bool)> {
        (self.next)(self.at)
    }

    fn word(&mut self) -> Option<(NumberWord, bool)> {
        match self.peek()? {
            (Piece::Word(word), and) => Some((word, and)),
            (Piece::Digits(..), _) => None,
        }
    }

    fn read(mut self) -> Option<Number> {
        match self.peek()?.0 {
            Piece::Word(NumberWord::Vague(least)) => self.vague(f64::from(least), true),
            Piece::Word(NumberWord::ScaleMany(scale)) => self.vague(2.0 * scale, true),
            Piece::Word(NumberWord::Few(least)) => self.vague(f64::from(least), true),
            Piece::Word(NumberWord::Several(least)) => {
                self.vague(f64::from(least), true);
                self.number.several = self.at == 1;
            }
            Piece::Word(NumberWord::Part(part)) => {
                self.at += 1;
                let (word, and) = self.word()?;
                let (NumberWord::Scale(scale), false) = (word, and) else { return None };
                self.at += 1;
                self.number.scaled = true;
                self.number.value = part * scale;
            }
            _ => self.exact()?,
        }
        self.number.pieces = self.at;
        (self.at > 0).then_some(self.number)
    }

    /// عشرات الآلاف, بضع مئات: each further plural multiplies.
    fn vague(&mut self, least: f64, alone: bool) {
        self.at += 1;
        self.number.vague = true;
        self.number.value = least;
        let Some((word, false)) = self.word() else { return };
        let factor = match word {
            NumberWord::Scale(scale) | NumberWord::ScaleMany(scale) => scale,
            // A few hundreds: hundreds say a hundred each here.
            NumberWord::Vague(200) if least < 10.0 => 100.0,
            NumberWord::Vague(20) if least < 10.0 => 10.0,
            _ => return,
        };
        if alone {
            self.vague(least * factor, false);
        }
    }

    /// Groups below a thousand, each with its scale, joined by و.
    fn exact(&mut self) -> Option<()> {
        let mut total = 0.0;
        let mut last_scale = f64::INFINITY;
        loop {
            let before = self.at;
            let group = self.group(before == 0)?;
            let scale = self.scale(group, before == 0 || total > 0.0);
            match scale {
                Some((value, scale)) if scale < last_scale => {
                    (total, last_scale) = (total + value, scale);
                    self.number.scaled = true;
                }
                Some(_) => {
                    // A scale that does not fall begins another number.
                    self.at = before;
                    break;
                }
                None => {
                    match group {
                        Some(value) if value < last_scale => total += value,
                        _ => self.at = before,
                    }
                    break;
                }
            }
            if self.part(last_scale, &mut total) {
                break;
            }
            if !self.peek().is_some_and(|(_, and)| and) {
                break;
            }
        }
        self.number.value = total;
        (self.at > 0).then_some(())
    }

    /// A scale word behind `group`, with the value of both and the scale.
    fn scale(&mut self, group: Option<f64>, open: bool) -> Option<(f64, f64)> {
        let (word, and) = self.word()?;
        let found = match (word, group) {
            (NumberWord::Scale(s), Some(g)) if !and => (g * s, s),
            (NumberWord::ScaleMany(s), Some(g)) if !and => (g * s, s),
            (NumberWord::Scale(s), None) if open => (s, s),
            (NumberWord::ScaleTwo(s), None) if open => (2.0 * s, s),
            _ => return None,
        };
        self.at += 1;
        // A scale of a scale: مئة ألف مليون.
        Some(match self.word() {
            Some((NumberWord::Scale(more), false)) if more > found.1 => {
                self.at += 1;
                (found.0 * more, more)
            }
            _ => found,
        })
    }

    /// "and a half" behind a scale, with the scale said again or not.
    fn part(&mut self, scale: f64, total: &mut f64) -> bool {
        let Some((NumberWord::Part(part), true)) = self.word() else { return false };
        self.at += 1;
        *total += part * scale;
        if let Some((NumberWord::Scale(again), false)) = self.word()
            && again == scale
        {
            self.at += 1;
        }
        true
    }

    /// A number below a thousand, or digits. The outer option is a grammar fault.
    fn group(&mut self, first: bool) -> Option<Option<f64>> {
        let Some((piece, and)) = self.peek() else { return Some(None) };
        if !first && !and {
            return Some(None);
        }
        if let Piece::Digits(value, scaled) = piece {
            self.at += 1;
            self.number.digits = true;
            let scale = matches!(self.word(), Some((NumberWord::Scale(_) | NumberWord::ScaleMany(_), false)));
            return Some(Some(if scale { scaled } else { value }));
        }
        let mut value: Option<f64> = None;
        // The unit that may still become a teen or a count of hundreds.
        let mut unit: Option<u8> = None;
        // What may still be joined: below a hundred, below ten, tens after a unit.
        let (mut hundreds, mut low) = (false, false);
        while let Some((word, and)) = self.word() {
            let joined = and || value.is_none();
            let so_far = value.unwrap_or(0.0);
            let new = match word {
                NumberWord::Hundreds(100) if !and && unit.is_some_and(|u| u >= 3) => {
                    hundreds = true;
                    low = false;
                    f64::from(unit.take()?) * 100.0
                }
                NumberWord::Hundreds(h) if value.is_none() => {
                    hundreds = true;
                    f64::from(h)
                }
                NumberWord::Unit(u) if joined && !low => {
                    (unit, low) = (Some(u), true);
                    so_far + f64::from(u)
                }
                NumberWord::One if joined && !low && self.one_is_number() => {
                    (unit, low) = (Some(1), true);
                    so_far + 1.0
                }
                NumberWord::Ten if !and && unit.is_some() => {
                    unit = None;
                    so_far + 10.0
                }
                NumberWord::Ten if joined && !low => {
                    low = true;
                    so_far + 10.0
                }
                NumberWord::Tens(t) if (and && unit.is_some()) || (joined && !low) => {
                    (unit, low) = (None, true);
                    so_far + f64::from(t)
                }
                _ => break,
            };
            value = Some(new);
            self.at += 1;
            if low && unit.is_none() && !hundreds {
                break;
            }
            if low && unit.is_none() {
                break;
            }
        }
        Some(value)
    }

    /// أحد counts only before عشر or a joined ten.
    fn one_is_number(&mut self) -> bool {
        match (self.next)(self.at + 1) {
            Some((Piece::Word(NumberWord::Ten), and)) => !and,
            Some((Piece::Word(NumberWord::Tens(_)), and)) => and,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lexicon;
    use crate::senses::Sense;
    use crate::tables::figures::FigureWord;
    use rasid_text::fold;

    /// Reads the number at the head of `text`, with و cut off as a reader of texts would.
    fn number(text: &str) -> Option<f64> {
        let lexicon = Lexicon::builtin();
        let word = |w: &str| {
            lexicon.dictionary().lookup(w).iter().find_map(|s| match s {
                Sense::Figure(FigureWord::Number(n)) => Some(*n),
                _ => None,
            })
        };
        let mut pieces = Vec::new();
        let mut and = false;
        for token in text.split(' ') {
            let folded = fold(token);
            if folded == "و" {
                and = true;
                continue;
            }
            if let Some((value, scaled)) = digits(&folded) {
                pieces.push((Piece::Digits(value, scaled), and));
            } else if let Some(n) = word(token) {
                pieces.push((Piece::Word(n), and));
            } else {
                let (cut, n) = folded.strip_prefix('و').map_or((false, None), |w| (true, word(w)));
                match (n, digits(folded.strip_prefix('و').unwrap_or("x"))) {
                    (Some(n), _) => pieces.push((Piece::Word(n), cut)),
                    (None, Some((v, s))) => pieces.push((Piece::Digits(v, s), cut)),
                    _ => break,
                }
            }
            and = false;
        }
        read(|i| pieces.get(i).copied()).filter(|n| n.pieces == pieces.len()).map(|n| n.value)
    }

    #[test]
    fn words_make_the_number_they_say() {
        for (text, value) in [
            ("خمسة", 5.0),
            ("خمسة عشر", 15.0),
            ("أحد عشر", 11.0),
            ("اثنتا عشرة", 12.0),
            ("خمسة وعشرون", 25.0),
            ("واحدة و عشرون", 21.0),
            ("مئتان وخمسون", 250.0),
            ("ثلاث مئة وخمسة وعشرين", 325.0),
            ("خمسمائة و خمسة و عشرون", 525.0),
            ("ثلاثة آلاف وخمسمائة", 3500.0),
            ("ألفان وثمانية عشر", 2018.0),
            ("ألف وتسعمائة وثمانية وسبعون", 1978.0),
            ("مئة ألف", 100_000.0),
            ("مليون ومئتان وخمسون ألفا", 1_250_000.0),
            ("مليون ونصف المليون", 1_500_000.0),
            ("مليون ونصف", 1_500_000.0),
            ("نصف مليون", 500_000.0),
            ("ألفي", 2000.0),
            ("ثلاثة وأربعين ألفا وسبعة", 43_007.0),
        ] {
            assert_eq!(number(text), Some(value), "{text}");
        }
    }

    #[test]
    fn digits_take_scales_and_separators() {
        for (text, value) in [
            ("3500", 3500.0),
            ("٣٥٠٠", 3500.0),
            ("3,500", 3500.0),
            ("1.244", 1244.0),
            ("1.244 مليون", 1_244_000.0),
            ("12.8 ألف", 12_800.0),
            ("6,1 مليون", 6_100_000.0),
            ("١٢٫٨ ألف", 12_800.0),
            ("١٠٠٬٠٠٠٫٠", 100_000.0),
            ("3 آلاف و500", 3500.0),
            ("50 مليون", 50_000_000.0),
        ] {
            let got = number(text).map(f64::round);
            assert_eq!(got, Some(value), "{text}");
        }
        assert_eq!(digits("27.7.2016"), None);
    }

    #[test]
    fn vague_plurals_count_by_the_least_they_mean() {
        for (text, value) in [
            ("عشرات", 20.0),
            ("مئات", 200.0),
            ("آلاف", 2000.0),
            ("عشرات الألوف", 20_000.0),
            ("مئات الآلاف", 200_000.0),
            ("بضع مئات", 300.0),
            ("بضعة آلاف", 3000.0),
        ] {
            assert_eq!(number(text), Some(value), "{text}");
        }
    }

    #[test]
    fn what_does_not_belong_together_stays_apart() {
        assert_eq!(number("خمسة ستة"), None);
        assert_eq!(number("عشرون خمسة"), None);
        assert_eq!(number("أحد"), None);
        assert_eq!(number("مئة ومئتان"), None);
    }
}
