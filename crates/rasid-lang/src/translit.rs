//! Identifiers for names that no table holds, by a plain transliteration of their letters.

use rasid_text::fold;

/// A Latin slug of an Arabic name: letters by sound, words joined by hyphens. Spellings that
/// the folded view joins give the same slug; so do ج, غ and ق where foreign names waver.
pub fn slug(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in fold(name).chars() {
        match c {
            ' ' | '-' | '_' => {
                if !out.ends_with('-') && !out.is_empty() {
                    out.push('-');
                }
            }
            c if c.is_ascii_alphanumeric() => out.push(c),
            c => out.push_str(latin(c)),
        }
    }
    out.trim_matches('-').to_owned()
}

fn latin(c: char) -> &'static str {
    match c {
        'ا' => "a",
        'ب' | 'پ' => "b",
        'ت' | 'ط' => "t",
        'ث' => "th",
        'ج' | 'غ' | 'گ' => "g",
        'ح' | 'ه' => "h",
        'خ' => "kh",
        'د' | 'ض' => "d",
        'ذ' => "dh",
        'ر' => "r",
        'ز' | 'ظ' => "z",
        'س' | 'ص' => "s",
        'ش' => "sh",
        'ف' | 'ڤ' => "f",
        'ق' | 'ك' => "k",
        'ل' => "l",
        'م' => "m",
        'ن' => "n",
        'و' | 'ؤ' => "w",
        'ي' | 'ئ' => "y",
        'ع' | 'ء' => "",
        _ => "",
    }
}

/// Fewest consonants by which a name is known again: Arabic names of three differ in their long
/// vowels alone (حسن, حسين).
const KNOWN_BY: usize = 4;
/// Letters of a word that is known by one consonant less.
const LONG: usize = 6;

/// What all spellings of one word of a name have in common: the consonants of its slug, since writers
/// give long vowels of foreign names here and there (دميتري, ديمتري). The first letter always stays.
pub fn spelling(word: &str) -> String {
    let slug = slug(word);
    // A final ه is one way to write a final vowel (مونتيرا, مونتيره).
    let slug =
        slug.strip_suffix('h').filter(|open| fold(word).ends_with('ه') && open.len() >= KNOWN_BY).unwrap_or(&slug);
    let mut out = String::with_capacity(slug.len());
    for (at, c) in slug.char_indices() {
        // Portuguese nh and lh are written with ي or ه (مورينيو, مورينهو).
        let soft = c == 'h' && out.ends_with(['n', 'l']);
        if at == 0 || !matches!(c, 'a' | 'w' | 'y') && !soft && !out.ends_with(c) {
            out.push(c);
        }
    }
    let short = if slug.len() > LONG { KNOWN_BY - 1 } else { KNOWN_BY };
    if out.len() < short { slug.to_owned() } else { out }
}

/// Whether a folded word that begins like a preposition with the article is the name of a person by
/// its ending: باليتش.
pub fn ends_like_surname(folded: &str) -> bool {
    ["تش", "سكي", "نكو", "برغ", "وفا"].iter().any(|e| folded.ends_with(e))
}

/// Whether a folded word has the look of a foreign name: three long vowels or more, or an ending
/// that Arabic words do not have.
pub fn looks_foreign(folded: &str) -> bool {
    const ENDINGS: [&str; 24] = [
        "وف",
        "وفا",
        "سكي",
        "نكو",
        "فيتش",
        "ويتش",
        "تش",
        "سون",
        "سن",
        "برغ",
        "بيرغ",
        "شتاين",
        "مان",
        "دزه",
        "يان",
        "نغ",
        "كس",
        "تز",
        "يلد",
        "لاند",
        "ورث",
        "فورد",
        "ستون",
        "يني",
    ];
    if folded.starts_with("ال") || folded.chars().count() < 4 {
        return false;
    }
    let word = ["ات", "ين", "ون", "يه"].iter().find_map(|e| folded.strip_suffix(e)).unwrap_or(folded);
    let vowels = word.chars().skip(1).filter(|c| matches!(c, 'ا' | 'و' | 'ي')).count();
    vowels >= 3 || folded.chars().count() > 4 && ENDINGS.iter().any(|e| folded.ends_with(e))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_give_one_slug() {
        assert_eq!(slug("أحمد"), slug("احمد"));
        assert_eq!(slug("سيرغي"), slug("سيرجي"));
        assert_eq!(slug("سامر  الحلبي"), "samr-alhlby");
    }

    #[test]
    fn long_vowels_waver_in_foreign_names_and_tell_arabic_ones_apart() {
        for (one, other) in [
            ("دميتري", "ديمتري"),
            ("هاندرسون", "هندرسون"),
            ("سيرغي", "سيرجي"),
            ("مونتيرا", "مونتيره"),
            ("الإسحاقي", "الاسحاقي"),
        ] {
            assert_eq!(spelling(one), spelling(other), "{one} and {other}");
        }
        for (one, other) in [("حسن", "حسين"), ("سالم", "سليم")] {
            assert_ne!(spelling(one), spelling(other), "{one} and {other}");
        }
    }

    #[test]
    fn foreign_names_look_it() {
        for name in ["جوناثان", "كروفيتش", "اندرسون", "كولاكوفسكي"] {
            assert!(looks_foreign(name), "{name}");
        }
        for word in ["مستشفي", "متجول", "مسوول", "الطيران", "شركه", "محاولات"] {
            assert!(!looks_foreign(word), "{word}");
        }
    }
}
