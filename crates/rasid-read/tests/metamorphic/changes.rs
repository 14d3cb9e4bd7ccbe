//! Changes of a text that leave what it says as it is: other writers' spellings, marks and signs.

/// A way to write the same text otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Vowel marks, doubling and nunation on some letters.
    VowelMarks,
    /// Tatweel inside some words.
    Tatweel,
    /// Alef with or without its hamza or madda.
    Hamza,
    /// ى and ي, ة and ه at the ends of words.
    WordEnds,
    /// All digits and the separators between them as ASCII has them.
    AsciiDigits,
    /// The same in Arabic-Indic digits.
    ArabicDigits,
    /// The same in Persian digits.
    PersianDigits,
    /// Quotation marks as guillemets.
    Guillemets,
    /// Curly quotation marks.
    CurlyQuotes,
    /// Straight quotation marks, which do not tell their sides.
    StraightQuotes,
    /// Letters in the forms that old encodings have for each place in a word.
    PresentationForms,
    /// Marks that nobody sees.
    ZeroWidth,
    /// Two words typed as one, in pairs where the web has it.
    Glue,
}

impl Change {
    /// All of them.
    pub const ALL: [Change; 13] = [
        Change::VowelMarks,
        Change::Tatweel,
        Change::Hamza,
        Change::WordEnds,
        Change::AsciiDigits,
        Change::ArabicDigits,
        Change::PersianDigits,
        Change::Guillemets,
        Change::CurlyQuotes,
        Change::StraightQuotes,
        Change::PresentationForms,
        Change::ZeroWidth,
        Change::Glue,
    ];

    /// The changed text, or nothing where there is nothing to change. The same seed gives the same text.
    pub fn apply(self, text: &str, seed: u64) -> Option<String> {
        let mut dice = Dice(seed);
        let changed = match self {
            Change::VowelMarks => after_letters(text, |_, _| dice.one_in(4).then(|| dice.pick(&MARKS))),
            Change::Tatweel => after_letters(text, |c, next| {
                let inside = joins_to_next(c) && next.is_some_and(is_letter);
                (inside && dice.one_in(5)).then(|| dice.pick(&["ـ", "ــ", "ـــ"]))
            }),
            Change::Hamza => text.chars().map(|c| if ALEFS.contains(&c) { dice.pick(&ALEFS) } else { c }).collect(),
            Change::WordEnds => word_ends(text, &mut dice),
            Change::AsciiDigits => digits(text, '0', ['.', ',']),
            Change::ArabicDigits => digits(text, '\u{0660}', ['\u{066B}', '\u{066C}']),
            Change::PersianDigits => digits(text, '\u{06F0}', ['\u{066B}', '\u{066C}']),
            Change::Guillemets => quotes(text, '«', '»'),
            Change::CurlyQuotes => quotes(text, '\u{201C}', '\u{201D}'),
            Change::StraightQuotes => quotes(text, '"', '"'),
            Change::PresentationForms => presentation_forms(text),
            Change::ZeroWidth => {
                let with_mark = |c: char| [Some(c), dice.one_in(10).then(|| dice.pick(&INVISIBLE))];
                text.chars().flat_map(with_mark).flatten().collect()
            }
            Change::Glue => PAIRS.iter().fold(text.to_owned(), |text, pair| text.replace(pair, &pair.replace(' ', ""))),
        };
        (changed != text).then_some(changed)
    }
}

/// Vowel marks, doubling with and without a vowel, nunation, and the small alef.
const MARKS: [&str; 10] = [
    "\u{064B}",
    "\u{064C}",
    "\u{064D}",
    "\u{064E}",
    "\u{064F}",
    "\u{0650}",
    "\u{0651}",
    "\u{0652}",
    "\u{0651}\u{064E}",
    "\u{0670}",
];
const ALEFS: [char; 4] = ['ا', 'أ', 'إ', 'آ'];
const INVISIBLE: [char; 10] = [
    '\u{200B}', '\u{200C}', '\u{200D}', '\u{200E}', '\u{200F}', '\u{202A}', '\u{202C}', '\u{2067}', '\u{FEFF}',
    '\u{00AD}',
];
/// Pairs that are met typed as one word.
const PAIRS: [&str; 8] = [
    "موسكو وواشنطن",
    "واشنطن وموسكو",
    "روسيا وأمريكا",
    "روسيا وأميركا",
    "الأمم المتحدة",
    "الولايات المتحدة",
    "وزير الخارجية",
    "وزيرة الخارجية",
];

/// Numbers that look like chance and are the same on every machine (SplitMix64).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn one_in(&mut self, sides: u64) -> bool {
        self.next().is_multiple_of(sides)
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[(self.next() % from.len() as u64) as usize]
    }
}

fn is_letter(c: char) -> bool {
    matches!(c, '\u{0621}'..='\u{063A}' | '\u{0641}'..='\u{064A}')
}

/// Marks that stand on a letter and do not part it from the next.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{064B}'..='\u{065F}' | '\u{0670}')
}

/// Whether a letter is written together with the next.
fn joins_to_next(c: char) -> bool {
    forms(c).is_some_and(|(_, number)| number == 4)
}

/// Inserts what `extra` gives behind letters; it sees the letter and what follows.
fn after_letters(text: &str, mut extra: impl FnMut(char, Option<char>) -> Option<&'static str>) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        out.push(c);
        if is_letter(c) {
            out.extend(extra(c, chars.peek().copied()));
        }
    }
    out
}

fn word_ends(text: &str, dice: &mut Dice) -> String {
    let chars: Vec<char> = text.chars().collect();
    let at_end = |i: usize| chars[i + 1..].iter().find(|c| !is_mark(**c)).is_none_or(|c| !c.is_alphabetic());
    let swap = |i: usize| match chars[i] {
        'ى' => 'ي',
        'ي' => 'ى',
        'ة' => 'ه',
        'ه' => 'ة',
        other => other,
    };
    (0..chars.len()).map(|i| if at_end(i) && dice.one_in(2) { swap(i) } else { chars[i] }).collect()
}

fn digit_value(c: char) -> Option<u32> {
    [0x30, 0x660, 0x6F0].into_iter().find_map(|zero| (c as u32).checked_sub(zero).filter(|value| *value < 10))
}

fn digits(text: &str, zero: char, [point, comma]: [char; 2]) -> String {
    let chars: Vec<char> = text.chars().collect();
    let is_digit = |i: Option<usize>| i.and_then(|i| chars.get(i)).is_some_and(|c| digit_value(*c).is_some());
    let change = |i: usize| {
        let between = is_digit(i.checked_sub(1)) && is_digit(Some(i + 1));
        match (digit_value(chars[i]), chars[i]) {
            (Some(value), _) => char::from_u32(zero as u32 + value).unwrap_or(chars[i]),
            (None, '.' | '\u{066B}') if between => point,
            (None, ',' | '\u{066C}') if between => comma,
            (None, other) => other,
        }
    };
    (0..chars.len()).map(change).collect()
}

/// Gives all quotation marks another shape. Straight marks open and close by turns; paragraphs where that
/// is no answer (one left over, or other shapes beside them) keep their straight marks.
fn quotes(text: &str, open: char, close: char) -> String {
    let mut out = String::with_capacity(text.len());
    for paragraph in text.split_inclusive('\n') {
        let straight = paragraph.matches('"').count();
        let turns = straight % 2 == 0 && !paragraph.contains(['«', '»', '\u{201C}', '\u{201D}']);
        let mut opens = false;
        for c in paragraph.chars() {
            out.push(match c {
                '«' | '\u{201C}' => open,
                '»' | '\u{201D}' => close,
                '"' if turns => {
                    opens = !opens;
                    if opens { open } else { close }
                }
                other => other,
            });
        }
    }
    out
}

/// How many forms each letter from hamza on has; lines of the code chart, in its order.
const FORMS: [(char, &[u8]); 2] = [
    ('\u{0621}', &[1, 2, 2, 2, 2, 4, 2, 4, 2, 4, 4, 4, 4, 4, 2, 2, 2, 2, 4, 4, 4, 4, 4, 4, 4, 4]),
    ('\u{0641}', &[4, 4, 4, 4, 4, 4, 4, 2, 2, 4]),
];

/// The isolated form of a letter, and how many forms it has: isolated, final, initial, medial.
fn forms(letter: char) -> Option<(u32, u8)> {
    let mut form = 0xFE80;
    for (first, numbers) in FORMS {
        for (letter_here, number) in (first..).zip(numbers) {
            if letter_here == letter {
                return Some((form, *number));
            }
            form += u32::from(*number);
        }
    }
    None
}

fn presentation_forms(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let letter = |c: Option<&char>| c.copied().filter(|c| is_letter(*c));
    let before = |i: usize| letter(chars[..i].iter().rev().find(|c| !is_mark(**c)));
    let after = |i: usize| letter(chars[i + 1..].iter().find(|c| !is_mark(**c)));
    let mut out = String::with_capacity(text.len() * 2);
    let mut i = 0;
    while i < chars.len() {
        let Some((isolated, number)) = forms(chars[i]) else {
            out.push(chars[i]);
            i += 1;
            continue;
        };
        let from_before = before(i).is_some_and(joins_to_next);
        // Lam and alef have a form together. One code point holds no border, so not where the lam may be a
        // word of its own.
        let alef = chars.get(i + 1).and_then(|c| ['آ', 'أ', 'إ', 'ا'].iter().position(|alef| alef == c));
        let heads =
            |i: usize| before(i).is_none() || i > 0 && matches!(chars[i - 1], 'و' | 'ف') && before(i - 1).is_none();
        if let Some(alef) = alef.filter(|_| chars[i] == 'ل' && !heads(i)) {
            out.extend(char::from_u32(0xFEF5 + 2 * alef as u32 + u32::from(from_before)));
            i += 2;
            continue;
        }
        let to_next = number == 4 && after(i).is_some_and(|c| c != '\u{0621}');
        let form = u32::from(from_before && number > 1) + if to_next { 2 } else { 0 };
        out.extend(char::from_u32(isolated + form));
        i += 1;
    }
    out
}
