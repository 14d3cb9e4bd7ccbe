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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_give_one_slug() {
        assert_eq!(slug("أحمد"), slug("احمد"));
        assert_eq!(slug("سيرغي"), slug("سيرجي"));
        assert_eq!(slug("سامر  الحلبي"), "samr-alhlby");
    }
}
