//! Letters at their places to text in the order in which it is read.
//!
//! A PDF says where each letter stands and hardly ever in which order they are read; Arabic is often stored from left to
//! right. So the order of the file is not used: letters become lines by where they stand, lines are turned from how they
//! look to how they are written, and columns are told by the empty stripe between them.

use super::page::Letter;
use unicode_normalization::UnicodeNormalization;

/// Columns and blocks that may lie in one another.
const DEEP: usize = 8;
/// A gap wider than this part of the size of the letters parts words.
const WORD_GAP: f64 = 0.16;
/// A stripe wider than so many sizes of letters, empty over a whole block, parts columns.
const COLUMN_GAP: f64 = 1.4;
/// Lines of a page in which columns are looked for; a page of a newspaper has 1,000.
const LINES: usize = 3_000;
/// A column has so many lines at least.
const COLUMN_LINES: usize = 4;

/// Letters on one height, from left to right.
#[derive(Clone, Debug)]
struct Line {
    letters: Vec<Letter>,
    base: f64,
    size: f64,
}

impl Line {
    fn left(&self) -> f64 {
        self.letters.iter().map(|letter| letter.left).fold(f64::INFINITY, f64::min)
    }

    fn right(&self) -> f64 {
        self.letters.iter().map(|letter| letter.right).fold(f64::NEG_INFINITY, f64::max)
    }
}

/// The text of a page.
pub(super) fn text(letters: Vec<Letter>) -> String {
    let (arabic, other) = letters.iter().fold((0, 0), |(arabic, other), letter| {
        let is_arabic = letter.text.chars().any(is_right_to_left);
        (
            arabic + usize::from(is_arabic),
            other + usize::from(!is_arabic && letter.text.chars().any(char::is_alphabetic)),
        )
    });
    let rightwards = arabic >= other && arabic > 0;
    let mut paragraphs = Vec::new();
    blocks(letters, rightwards, 0, &mut |lines| paragraphs.extend(self::paragraphs(lines, rightwards)));
    let text = paragraphs.join("\n");
    if arabic > 0 { with_brackets(text) } else { text }
}

/// Cuts letters into blocks, in their order of reading, and gives the lines of each.
fn blocks(letters: Vec<Letter>, rightwards: bool, depth: usize, give: &mut impl FnMut(&[Line])) {
    let lines = lines(letters);
    if lines.is_empty() {
        return;
    }
    let cut = if depth < DEEP && lines.len() <= LINES { column(&lines) } else { None };
    if let Some((from, to, at)) = cut {
        let block = |lines: &[Line]| lines.iter().flat_map(|line| line.letters.clone()).collect::<Vec<Letter>>();
        blocks(block(&lines[..from]), rightwards, depth + 1, give);
        let (left, right): (Vec<Letter>, Vec<Letter>) =
            block(&lines[from..to]).into_iter().partition(|letter| (letter.left + letter.right) / 2.0 < at);
        for side in if rightwards { [right, left] } else { [left, right] } {
            blocks(side, rightwards, depth + 1, give);
        }
        return blocks(block(&lines[to..]), rightwards, depth + 1, give);
    }
    give(&lines);
}

/// Letters by their heights, from the top to the bottom.
fn lines(mut letters: Vec<Letter>) -> Vec<Line> {
    letters.retain(|letter| letter.size > 0.0);
    letters.sort_by(|a, b| b.base.total_cmp(&a.base));
    let mut lines: Vec<Line> = Vec::new();
    for letter in letters {
        match lines.last_mut() {
            // Marks over letters and small raised figures belong to the line.
            Some(line) if line.base - letter.base < 0.5 * line.size.max(letter.size) => {
                line.size = line.size.max(letter.size);
                line.letters.push(letter);
            }
            _ => lines.push(Line { base: letter.base, size: letter.size, letters: vec![letter] }),
        }
    }
    for line in &mut lines {
        // What stands at one place stays as it was drawn: the half of a joined lam and alef that has no width.
        line.letters.sort_by(|a, b| a.left.total_cmp(&b.left));
    }
    lines.retain(|line| line.letters.iter().any(|letter| !letter.text.trim().is_empty()));
    lines
}

/// The first run of lines (from, to) that an empty stripe parts into columns, and where that stripe is.
fn column(lines: &[Line]) -> Option<(usize, usize, f64)> {
    (0..lines.len()).find_map(|from| {
        // The gaps of the first line are candidates; each line after it leaves what it leaves of them.
        let mut gaps = gaps(&lines[from]);
        let mut to = from + 1;
        while to < lines.len() {
            let left: Vec<(f64, f64)> = gaps.iter().filter_map(|gap| kept(*gap, &lines[to])).collect();
            if left.is_empty() {
                break;
            }
            (gaps, to) = (left, to + 1);
        }
        let &(start, end) = gaps.iter().max_by(|a, b| (a.1 - a.0).total_cmp(&(b.1 - b.0)))?;
        let at = (start + end) / 2.0;
        let on = |side: fn(f64, f64) -> bool| {
            lines[from..to].iter().filter(|line| line.letters.iter().any(|l| side(l.left, at))).count()
        };
        let enough = on(|x, at| x < at) >= COLUMN_LINES && on(|x, at| x > at) >= COLUMN_LINES;
        enough.then_some((from, to, at))
    })
}

/// Wide empty stripes between the letters of a line.
fn gaps(line: &Line) -> Vec<(f64, f64)> {
    let mut gaps = Vec::new();
    let mut end = f64::NAN;
    for letter in line.letters.iter().filter(|letter| !letter.text.trim().is_empty()) {
        if letter.left - end > COLUMN_GAP * line.size {
            gaps.push((end, letter.left));
        }
        end = if end.is_nan() { letter.right } else { end.max(letter.right) };
    }
    gaps
}

/// What a line leaves of a gap, where that is wide enough; a line on one side of it leaves all.
fn kept((mut start, mut end): (f64, f64), line: &Line) -> Option<(f64, f64)> {
    for letter in line.letters.iter().filter(|letter| !letter.text.trim().is_empty()) {
        if letter.right <= start || letter.left >= end {
            continue;
        }
        // A letter takes away the side that it reaches into from outside.
        let middle = (start + end) / 2.0;
        if (letter.left + letter.right) / 2.0 < middle {
            start = start.max(letter.right);
        } else {
            end = end.min(letter.left);
        }
    }
    (end - start > COLUMN_GAP * line.size).then_some((start, end))
}

/// Lines put together to paragraphs: a line that fills its block goes on in the next.
fn paragraphs(lines: &[Line], rightwards: bool) -> Vec<String> {
    let left = lines.iter().map(Line::left).fold(f64::INFINITY, f64::min);
    let right = lines.iter().map(Line::right).fold(f64::NEG_INFINITY, f64::max);
    let mut steps: Vec<f64> = lines.windows(2).map(|pair| pair[0].base - pair[1].base).collect();
    steps.sort_by(f64::total_cmp);
    let step = steps.get(steps.len() / 2).copied().unwrap_or(0.0);
    let mut paragraphs: Vec<String> = Vec::new();
    let mut before: Option<&Line> = None;
    for line in lines {
        let text = in_order(line, rightwards);
        let goes_on = before.is_some_and(|before| {
            let short = if rightwards { before.left() - left } else { right - before.right() };
            // The next word was too long for what was left of the line, with some play for blocks set by hand.
            let full = short < first_word(line, rightwards) + 0.5 * line.size + 0.04 * (right - left);
            let same_size = (before.size - line.size).abs() < 0.15 * before.size.max(line.size);
            full && before.base - line.base < 1.45 * step.max(line.size) && same_size
        });
        match paragraphs.last_mut() {
            Some(paragraph) if goes_on => {
                paragraph.push(' ');
                paragraph.push_str(&text);
            }
            _ => paragraphs.push(text),
        }
        before = Some(line);
    }
    paragraphs
}

/// How wide the first word of a line is.
fn first_word(line: &Line, rightwards: bool) -> f64 {
    let inked = |letter: &&Letter| !letter.text.trim().is_empty();
    let (mut start, mut end) = (f64::NAN, f64::NAN);
    let mut take = |letter: &Letter| {
        let gap = if rightwards { end - letter.right } else { letter.left - end };
        if gap > WORD_GAP * line.size {
            return false;
        }
        if start.is_nan() {
            start = if rightwards { letter.right } else { letter.left };
        }
        end = if rightwards { letter.left } else { letter.right };
        true
    };
    let letters = line.letters.iter().filter(inked);
    if rightwards {
        let _ = letters.rev().take_while(|letter| take(letter)).count();
    } else {
        let _ = letters.take_while(|letter| take(letter)).count();
    }
    if start.is_nan() { 0.0 } else { (start - end).abs() }
}

/// A line as it is written: words parted, turned from how it looks, presentation forms made letters.
fn in_order(line: &Line, rightwards: bool) -> String {
    let mut shown: Vec<String> = Vec::new();
    let mut end = f64::NAN;
    // Marks follow the letter over which they stand.
    let (marks, letters): (Vec<&Letter>, Vec<&Letter>) =
        line.letters.iter().partition(|letter| !letter.text.is_empty() && letter.text.chars().all(is_mark));
    let mut places: Vec<(f64, usize)> = Vec::new();
    for letter in letters {
        let is_space = letter.text.trim().is_empty();
        let is_apart = letter.left - end > WORD_GAP * line.size;
        if (is_apart || is_space) && shown.last().is_some_and(|last| last != " ") {
            shown.push(" ".to_owned());
        }
        end = if end.is_nan() { letter.right } else { end.max(letter.right) };
        if !is_space {
            places.push((letter.left, shown.len()));
            shown.push(letter.text.trim().to_owned());
        }
    }
    for mark in marks {
        // A mark without a width of its own is drawn where the pen stands before its letter.
        let x = (mark.left + mark.right) / 2.0 + 0.02 * mark.size;
        let after = places.partition_point(|place| place.0 <= x);
        if let Some(&(_, at)) = after.checked_sub(1).and_then(|before| places.get(before)).or(places.first()) {
            shown[at].push_str(&mark.text);
        }
    }
    let has_arabic = shown.iter().any(|text| text.chars().any(is_right_to_left));
    let turned = if has_arabic { turn(shown, rightwards) } else { shown };
    let text: String = turned.concat();
    let letters: String =
        text.chars().flat_map(|c| if is_presentation(c) { c.nfkc().collect() } else { vec![c] }).collect();
    letters.trim().to_owned()
}

/// From how a line looks to how it is written: in a line of Arabic all is turned but what goes from left to right in it.
fn turn(shown: Vec<String>, rightwards: bool) -> Vec<String> {
    if !rightwards {
        return turn_runs(shown, |text| text.chars().any(is_right_to_left), is_between_words);
    }
    let turned: Vec<String> = shown.into_iter().rev().collect();
    turn_runs(turned, |text| text.chars().any(is_left_to_right), |text| is_between_words(text) || is_in_number(text))
}

/// Turns every run that begins and ends with what `is` says, with what may stand between.
fn turn_runs(mut shown: Vec<String>, is: impl Fn(&str) -> bool, between: impl Fn(&str) -> bool) -> Vec<String> {
    let mut at = 0;
    while at < shown.len() {
        if !is(&shown[at]) {
            at += 1;
            continue;
        }
        let (start, mut end, mut look) = (at, at + 1, at + 1);
        while look < shown.len() {
            if is(&shown[look]) {
                // Numbers beside one another stay in the order of the line.
                if shown[end..look].iter().any(|text| text == " ")
                    && is_digits(&shown[end - 1])
                    && is_digits(&shown[look])
                {
                    break;
                }
                end = look + 1;
            } else if !between(&shown[look]) {
                break;
            }
            look += 1;
        }
        shown[start..end].reverse();
        at = end;
    }
    shown
}

fn is_digits(text: &str) -> bool {
    text.chars().all(|c| c.is_numeric())
}

fn is_between_words(text: &str) -> bool {
    text.chars().all(|c| !c.is_alphanumeric())
        && !text.contains(['(', ')', '[', ']', '\u{AB}', '\u{BB}', '\u{060C}', '\u{061B}', '\u{061F}'])
}

fn is_in_number(text: &str) -> bool {
    matches!(text, "." | "," | ":" | "/" | "-" | "%" | "\u{066B}" | "\u{066C}")
}

/// Brackets are stored as they look by some programs and as they are meant by others: each kind is turned where it closes
/// before it opens more often than it would when turned.
fn with_brackets(text: String) -> String {
    const PAIRS: [(char, char); 5] =
        [('(', ')'), ('[', ']'), ('{', '}'), ('\u{AB}', '\u{BB}'), ('\u{2039}', '\u{203A}')];
    let faults = |open: char, close: char| {
        let (mut inside, mut faults) = (false, 0);
        for c in text.chars().filter(|&c| c == open || c == close) {
            faults += usize::from((c == open) == inside);
            inside = c == open;
        }
        faults
    };
    let wrong: Vec<(char, char)> = PAIRS.into_iter().filter(|&(a, b)| faults(b, a) < faults(a, b)).collect();
    if wrong.is_empty() {
        return text;
    }
    let other = |c: char| wrong.iter().find_map(|&(a, b)| if c == a { Some(b) } else { (c == b).then_some(a) });
    text.chars().map(|c| other(c).unwrap_or(c)).collect()
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{0610}'..='\u{061A}' | '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{0300}'..='\u{036F}')
}

/// Arabic and Hebrew letters; their digits go from left to right.
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{0590}'..='\u{05FF}' | '\u{0620}'..='\u{064A}' | '\u{0671}'..='\u{06D5}' | '\u{0750}'..='\u{077F}')
        || (is_presentation(c) && c.is_alphabetic())
}

fn is_left_to_right(c: char) -> bool {
    c.is_alphanumeric() && !is_right_to_left(c)
}

fn is_presentation(c: char) -> bool {
    matches!(c, '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Letters of a line as it looks, from left to right, each half as wide as high.
    fn line(shown: &str, left: f64, base: f64) -> Vec<Letter> {
        let letters = shown.chars().enumerate().map(|(n, c)| {
            let left = left + n as f64 * 5.0;
            Letter { text: c.to_string(), left, right: left + 5.0, base, size: 10.0 }
        });
        letters.filter(|letter| letter.text != " ").collect()
    }

    /// A line as it looks on paper.
    fn looks(written: &str) -> String {
        written.chars().rev().collect()
    }

    #[test]
    fn what_looks_turned_is_turned_back() {
        assert_eq!(text(line(&looks("قال المتحدث"), 0.0, 0.0)), "قال المتحدث");
        assert_eq!(text(line("24 ةعاس 12/05/2021 يف", 0.0, 0.0)), "في 12/05/2021 ساعة 24");
        assert_eq!(text(line("BBC News ةانق تلاق", 0.0, 0.0)), "قالت قناة BBC News");
        assert_eq!(text(line("ﺔﻧﺪﻬﻟﺍ", 0.0, 0.0)), "الهدنة");
        assert_eq!(text(line("The word ةنده is truce", 0.0, 0.0)), "The word هدنة is truce");
    }

    #[test]
    fn brackets_open_before_they_close() {
        assert_eq!(text(line(")ةنده( نلعأ", 0.0, 0.0)), "أعلن (هدنة)");
        assert_eq!(text(line("(ةنده) نلعأ", 0.0, 0.0)), "أعلن (هدنة)");
        assert_eq!(text(line("«ةنده» نلعأ", 0.0, 0.0)), "أعلن «هدنة»");
    }

    #[test]
    fn brackets_may_close_in_another_line_than_they_open() {
        for (open, close) in [('\u{AB}', '\u{BB}'), ('\u{BB}', '\u{AB}')] {
            let mut letters = line(&format!("ةنده{open} نلعأ"), 0.0, 80.0);
            letters.extend(line(&format!("اهددجو {close}ةديدج"), 0.0, 0.0));
            assert_eq!(text(letters), "أعلن \u{AB}هدنة جديدة\u{BB} وجددها");
        }
    }

    #[test]
    fn marks_stand_behind_their_letter() {
        let mut letters = line(&looks("هدنة"), 0.0, 0.0);
        // Over the second letter from the right.
        letters.push(Letter { text: "\u{064F}".into(), left: 12.0, right: 12.0, base: 3.0, size: 10.0 });
        assert_eq!(text(letters), "هدُنة");
    }

    #[test]
    fn columns_are_read_from_the_right_after_what_stands_over_both() {
        let mut letters = line(&looks("عنوان فوق كل شيء في الصفحة كلها هنا"), 0.0, 100.0);
        for n in 0..5 {
            let base = 80.0 - f64::from(n) * 12.0;
            letters.extend(line(&looks("اليمين كله"), 120.0, base));
            letters.extend(line(&looks("اليسار كله"), 0.0, base));
        }
        let read = text(letters);
        let words: Vec<&str> = read.split_whitespace().collect();
        assert_eq!(words[0], "عنوان");
        assert!(read.rfind("اليمين") < read.find("اليسار"), "{read}");
    }

    #[test]
    fn a_line_that_fills_its_block_goes_on_in_the_next() {
        let mut letters = line(&looks("سطر كامل يملأ عرض الصفحة"), 0.0, 36.0);
        letters.extend(line(&looks("ثم ينتهي هنا"), 65.0, 24.0));
        letters.extend(line(&looks("فقرة أخرى تبدأ بعد ذلك ه"), 0.0, 12.0));
        assert_eq!(text(letters), "سطر كامل يملأ عرض الصفحة ثم ينتهي هنا\nفقرة أخرى تبدأ بعد ذلك ه");
    }

    #[test]
    fn letters_at_impossible_places_do_no_harm() {
        let odd = [f64::MAX, -f64::MAX, 0.0, 1e-300];
        let letters = odd.iter().flat_map(|&x| {
            odd.iter().map(move |&y| Letter { text: "ق".into(), left: x, right: y, base: x, size: y.abs() })
        });
        text(letters.collect());
    }
}
