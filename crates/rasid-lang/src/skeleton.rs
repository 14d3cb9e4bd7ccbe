//! The letters that the forms of a word share: قصف, يقصف, قصفت and قصوف meet.
//!
//! No root, which would need a dictionary: long vowels, hamza and what inflection adds before and behind come off, as
//! far as three letters are left. Words of different roots may meet, so it is a sign among others, never a proof.

/// Long vowels, hamza in all its seats, and ta marbuta, on folded letters.
fn is_weak(c: char) -> bool {
    matches!(c, 'ا' | 'و' | 'ي' | 'ى' | 'ء' | 'أ' | 'إ' | 'آ' | 'ؤ' | 'ئ' | 'ة' | 'ـ')
}

/// Whether a word has at least as many letters as must be left.
fn is_enough(word: &str) -> bool {
    word.chars().nth(LEAST - 1).is_some()
}

/// What derivation and inflection put before a word.
const BEFORE: [&str; 5] = ["ست", "م", "ت", "ن", "س"];
/// What they put behind it.
const BEHIND: [&str; 5] = ["هم", "ه", "ت", "ن", "هن"];
/// Letters that are left at least.
const LEAST: usize = 3;

/// Writes the skeleton of a folded word without proclitics into `out`, which is emptied before.
pub fn skeleton(word: &str, out: &mut String) {
    out.clear();
    let word = word.strip_prefix("ال").filter(|rest| is_enough(rest)).unwrap_or(word);
    out.extend(word.chars().filter(|c| !is_weak(*c)));
    while let Some(rest) = BEHIND.iter().find_map(|e| out.strip_suffix(e)).filter(|rest| is_enough(rest)) {
        out.truncate(rest.len());
    }
    while let Some(rest) = BEFORE.iter().find_map(|p| out.strip_prefix(p)).filter(|rest| is_enough(rest)) {
        let cut = out.len() - rest.len();
        out.drain(..cut);
    }
}

#[cfg(test)]
mod tests {
    use super::skeleton;

    #[test]
    fn forms_of_a_word_meet() {
        let mut out = String::new();
        let mut of = |word: &str| {
            skeleton(word, &mut out);
            out.clone()
        };
        for (a, b) in [("قصف", "يقصف"), ("اتهم", "اتهامات"), ("استهدف", "يستهدفون"), ("تظاهر", "المتظاهرين")]
        {
            assert_eq!(of(a), of(b), "{a} and {b}");
        }
        assert_ne!(of("قصف"), of("قتل"));
        assert_eq!(of("ال"), "ل");
        assert_eq!(of(""), "");
    }
}
