//! Whether a text is Arabic, told from its letters alone.
//!
//! What is not Arabic is kept and marked, and not read: the rules would find names by chance in it. Reports in two
//! languages, and Arabic ones with foreign names, are Arabic. Persian, Urdu, Kurdish and Pashto are told apart by
//! letters that Arabic does not have; a few words of them may pass for Arabic.

use rasid_record::{Report, is_arabic_code};
use serde_json::Value;

/// The mark of a text that is not Arabic where nobody says what it is: ISO 639's "undetermined".
const UNDETERMINED: &str = "und";
/// Below this share of Arabic letters among all letters a text is not Arabic. A post in two languages has more.
const LEAST_SHARE: f64 = 0.2;
/// Above this share of letters of its neighbours among Arabic letters a text is not Arabic: Persian has two in a
/// hundred, Arabic reports with foreign names fewer than one in two hundred.
const MOST_FOREIGN: f64 = 0.01;
/// So many letters of neighbours are needed for it: two names of places have as many.
const LEAST_FOREIGN: usize = 4;
/// A text of fewer letters is not judged.
const LEAST_LETTERS: usize = 20;

/// What letters a text has. Addresses and names of accounts (words with `://`, `www.` or `@`) are no letters of a language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Letters {
    /// All letters.
    pub all: usize,
    /// Those of the Arabic script.
    pub arabic: usize,
    /// Those of the Arabic script that other languages have and Arabic does not.
    pub foreign: usize,
}

impl Letters {
    /// The letters of `text`.
    pub fn of(text: &str) -> Self {
        let mut letters = Letters::default();
        // Those of the word that is being looked at, and whether it is an address.
        let (mut word, mut is_address) = (Letters::default(), false);
        let mut begins = true;
        for (at, c) in text.char_indices() {
            // Asked first, since it is nearly every letter and the table of all scripts is slow to search.
            if matches!(c, '\u{0620}'..='\u{064A}') {
                (word.all, word.arabic, begins) = (word.all + 1, word.arabic + 1, false);
                continue;
            }
            if c.is_whitespace() {
                letters.add(word, is_address);
                (word, is_address, begins) = (Letters::default(), false, true);
                continue;
            }
            let rest = &text.as_bytes()[at..];
            is_address |= c == '@' || c == ':' && rest.starts_with(b"://") || begins && rest.starts_with(b"www.");
            begins = false;
            if c.is_alphabetic() {
                word.all += 1;
                word.arabic += usize::from(is_arabic_script(c));
                word.foreign += usize::from(is_of_neighbours(c));
            }
        }
        letters.add(word, is_address);
        letters
    }

    fn add(&mut self, word: Letters, is_address: bool) {
        if !is_address {
            self.all += word.all;
            self.arabic += word.arabic;
            self.foreign += word.foreign;
        }
    }

    /// The share of letters of the Arabic script among all; 0 where there is no letter.
    pub fn share(self) -> f64 {
        ratio(self.arabic, self.all)
    }

    /// Whether a text of these letters is Arabic; nothing where there are too few to say.
    pub fn is_arabic(self) -> Option<bool> {
        if self.all < LEAST_LETTERS {
            return None;
        }
        let is_neighbour = self.foreign >= LEAST_FOREIGN && ratio(self.foreign, self.arabic) > MOST_FOREIGN;
        Some(self.share() >= LEAST_SHARE && !is_neighbour)
    }
}

/// Marks the language of a report by what it is written in. What its source says is kept, in a field of its own where
/// the letters say otherwise: sites in Arabic declare English, as their software did when they got it.
pub(crate) fn mark(report: &mut Report) {
    let Some(is_arabic) = Letters::of(&report.text).is_arabic() else { return };
    let said_arabic = report.lang.as_deref().map(is_arabic_code);
    let marked = match (is_arabic, said_arabic) {
        (true, Some(false)) => "ar",
        (false, None | Some(true)) => UNDETERMINED,
        _ => return,
    };
    if let Some(said) = report.lang.replace(marked.to_owned()) {
        report.other.insert("lang_as_given".to_owned(), Value::String(said));
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

fn is_arabic_script(c: char) -> bool {
    matches!(c, '\u{0600}'..='\u{06FF}' | '\u{0750}'..='\u{077F}' | '\u{08A0}'..='\u{08FF}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

/// Letters of Persian, Urdu, Kurdish and Pashto. Those that Arabic keyboards of other makers write for Arabic ones
/// (the Persian yeh and keheh, the heh of Urdu) are not among them, nor veh, which Arabic has in foreign names.
fn is_of_neighbours(c: char) -> bool {
    matches!(
        c,
        '\u{067E}'
            | '\u{0686}'
            | '\u{0698}'
            | '\u{06AF}'
            | '\u{0679}'
            | '\u{067C}'
            | '\u{0681}'
            | '\u{0685}'
            | '\u{0688}'
            | '\u{0689}'
            | '\u{0691}'
            | '\u{0693}'
            ..='\u{0696}'
                | '\u{069A}'
                | '\u{06AB}'
                | '\u{06B5}'
                | '\u{06BA}'
                | '\u{06BC}'
                | '\u{06C1}'
                | '\u{06C6}'
                | '\u{06CD}'
                | '\u{06CE}'
                | '\u{06D0}'
                | '\u{06D2}'
                | '\u{06D5}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARABIC_TEXT: &str = "أعلن المتحدث باسم اللجنة أمس أن الطرفين اتفقا على هدنة جديدة في المدينة القديمة";

    fn marked(text: &str, lang: Option<&str>) -> (Option<String>, Option<String>) {
        let mut report = Report { text: text.into(), lang: lang.map(str::to_owned), ..Report::default() };
        mark(&mut report);
        (report.lang, report.other.get("lang_as_given").and_then(Value::as_str).map(str::to_owned))
    }

    #[test]
    fn arabic_stays_unmarked_whatever_addresses_it_holds() {
        assert_eq!(marked(ARABIC_TEXT, None), (None, None));
        assert_eq!(marked(ARABIC_TEXT, Some("ar-SY")), (Some("ar-SY".into()), None));
        let address = format!("{ARABIC_TEXT} https://news.example.org/{} @example_channel", "x".repeat(500));
        assert_eq!(marked(&address, None), (None, None));
        let doubled = format!(
            "{ARABIC_TEXT}\nThe spokesman said yesterday that both sides had agreed to a new truce in the old city."
        );
        assert_eq!(marked(&doubled, None), (None, None));
    }

    #[test]
    fn what_is_not_arabic_is_marked() {
        let english = "The spokesman of the committee (اللجنة) said yesterday that both sides agreed to a truce.";
        assert_eq!(marked(english, None).0.as_deref(), Some("und"));
        assert_eq!(marked(english, Some("en")), (Some("en".into()), None));
        let persian = "سخنگوی کمیته دیروز گفت که دو طرف پس از گفتگوهای پیچیده بر سر آتش‌بس در شهر توافق کردند و گذرگاه‌ها باز می‌شود";
        assert_eq!(marked(persian, None).0.as_deref(), Some("und"));
        let urdu = "ترجمان نے کہا کہ دونوں فریق جنگ بندی پر متفق ہو گئے ہیں اور راستے کھول دیے جائیں گے";
        assert_eq!(marked(urdu, None).0.as_deref(), Some("und"));
    }

    #[test]
    fn letters_win_over_what_a_source_says() {
        assert_eq!(marked(ARABIC_TEXT, Some("en-US")), (Some("ar".into()), Some("en-US".into())));
        let french = "Le porte-parole de la commission a dit que la trêve est prolongée.";
        assert_eq!(marked(french, Some("ar")), (Some("und".into()), Some("ar".into())));
    }

    #[test]
    fn the_heh_of_urdu_is_typed_for_that_of_arabic_too() {
        let text = ARABIC_TEXT.replace('ه', "ھ") + " ھذا ما قالھ المجلس لھم في اجتماعھ";
        assert_eq!(marked(&text, Some("ar")), (Some("ar".into()), None));
    }

    #[test]
    fn a_few_letters_and_none_are_not_judged() {
        assert_eq!(marked("OK, see you", None), (None, None));
        assert_eq!(marked("+++ 12:30 +++", None), (None, None));
        assert_eq!(Letters::of("").share(), 0.0);
    }

    #[test]
    fn foreign_names_do_not_make_arabic_foreign() {
        let text = format!("{ARABIC_TEXT} بحضور مسؤولين من پاريس وچيچنيا {}", ARABIC_TEXT.repeat(6));
        assert_eq!(marked(&text, None), (None, None));
    }
}
