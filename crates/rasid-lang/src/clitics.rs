//! Letters written together with a word that are words of their own: و ف ب ك ل س before it,
//! pronouns after it.

/// The proclitics found on a form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Proclitics {
    /// و, "and".
    pub and: bool,
    /// ف, "so".
    pub so: bool,
    /// ب, "in, by, with".
    pub by: bool,
    /// ل, "for, to".
    pub to: bool,
    /// ك, "as".
    pub like: bool,
    /// س, "will".
    pub will: bool,
}

impl Proclitics {
    /// Whether none was found.
    pub fn is_empty(self) -> bool {
        self == Proclitics::default()
    }

    /// Whether a preposition (ب ل ك) was found.
    pub fn is_preposition(self) -> bool {
        self.by || self.to || self.like
    }
}

/// One way to cut a folded form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut<'w> {
    /// What was cut off before the word.
    pub clitics: Proclitics,
    /// Bytes of the folded form before the word. After للـ the second lam counts as the word's.
    pub bytes: usize,
    /// The word as a table has it: للوزارة gives الوزارة.
    pub word: std::borrow::Cow<'w, str>,
}

/// A pronoun attached to a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Enclitic {
    /// ه, his or him.
    Him,
    /// ها, her or it.
    Her,
    /// هم or هن, their or them.
    Them,
    /// هما, of both.
    Both,
    /// نا, our.
    Us,
    /// ي, my.
    Me,
}

const ENCLITICS: [(&str, Enclitic); 7] = [
    ("هما", Enclitic::Both),
    ("ها", Enclitic::Her),
    ("هم", Enclitic::Them),
    ("هن", Enclitic::Them),
    ("نا", Enclitic::Us),
    ("ه", Enclitic::Him),
    ("ي", Enclitic::Me),
];

/// All ways to cut proclitics off a folded form, the longest word first. What remains has at
/// least two letters.
pub fn cuts(form: &str) -> Vec<Cut<'_>> {
    let mut out = vec![Cut { clitics: Proclitics::default(), bytes: 0, word: form.into() }];
    let mut clitics = Proclitics::default();
    let mut rest = form;
    let mut bytes = 0;
    // A conjunction, then one preposition or the future, in this order.
    if let Some(after) = rest.strip_prefix('و') {
        clitics.and = true;
        rest = after;
        bytes += 2;
        push(&mut out, clitics, bytes, rest);
    } else if let Some(after) = rest.strip_prefix('ف') {
        clitics.so = true;
        rest = after;
        bytes += 2;
        push(&mut out, clitics, bytes, rest);
    }
    prepositions(&mut out, clitics, bytes, rest);
    if bytes > 0 {
        prepositions(&mut out, Proclitics::default(), 0, form);
    }
    out
}

fn prepositions<'w>(out: &mut Vec<Cut<'w>>, clitics: Proclitics, bytes: usize, rest: &'w str) {
    let one = match rest.chars().next() {
        Some('ب') => Proclitics { by: true, ..clitics },
        Some('ل') => Proclitics { to: true, ..clitics },
        Some('ك') => Proclitics { like: true, ..clitics },
        Some('س') => Proclitics { will: true, ..clitics },
        _ => return,
    };
    let after = &rest[2..];
    if one.to && after.starts_with('ل') && after.chars().count() > 2 {
        out.push(Cut { clitics: one, bytes: bytes + 2, word: format!("ا{after}").into() });
    }
    push(out, one, bytes + 2, after);
}

fn push<'w>(out: &mut Vec<Cut<'w>>, clitics: Proclitics, bytes: usize, word: &'w str) {
    if word.chars().nth(1).is_some() {
        out.push(Cut { clitics, bytes, word: word.into() });
    }
}

/// The preposition that a word outside the dictionary may carry: باغتيال, لتحقيق. A guess, to be
/// used only where a cue asks for that preposition.
pub fn likely_preposition(form: &str) -> Option<(Proclitics, usize)> {
    const LEAST: usize = 4;
    let rest = form.strip_prefix('و').unwrap_or(form);
    let and = rest.len() < form.len();
    let base = Proclitics { and, ..Proclitics::default() };
    let clitics = match rest.chars().next()? {
        'ب' => Proclitics { by: true, ..base },
        'ل' => Proclitics { to: true, ..base },
        _ => return None,
    };
    (rest.chars().count() > LEAST).then_some((clitics, form.len() - rest.len() + 2))
}

/// The pronoun at the end of a word that surely has one, such as a preposition: of him, upon them.
pub fn enclitic(word: &str) -> Option<Enclitic> {
    ENCLITICS.iter().find(|(ending, _)| word.strip_suffix(ending).is_some_and(|stem| !stem.is_empty())).map(|(_, p)| *p)
}

/// Ways to take a pronoun off a folded word, with the word as a table would have it: before a
/// pronoun ta marbuta is written ت, so both spellings are tried.
pub fn without_enclitic(word: &str) -> Vec<(String, Enclitic)> {
    let mut out = Vec::new();
    for (ending, pronoun) in ENCLITICS {
        if let Some(stem) = word.strip_suffix(ending)
            && stem.chars().nth(2).is_some()
        {
            out.push((stem.to_owned(), pronoun));
            if let Some(open) = stem.strip_suffix('ت') {
                out.push((format!("{open}ه"), pronoun));
            }
            // A final ي or alef maqsura before a pronoun is written ا: مستواها.
            if let Some(open) = stem.strip_suffix('ا') {
                out.push((format!("{open}ي"), pronoun));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(form: &str) -> Vec<String> {
        cuts(form).into_iter().map(|c| c.word.into_owned()).collect()
    }

    #[test]
    fn cuts_keep_the_whole_form_first() {
        assert_eq!(words("واشنطن")[0], "واشنطن");
        assert!(words("للمسلحين").contains(&"المسلحين".to_owned()));
        assert!(words("وبالازمه").contains(&"الازمه".to_owned()));
        assert!(words("سيتم").contains(&"يتم".to_owned()));
    }

    #[test]
    fn the_second_lam_belongs_to_the_word() {
        let cut = cuts("للمسلحين").into_iter().find(|c| c.word == "المسلحين").unwrap();
        assert_eq!(&"للمسلحين"[cut.bytes..], "لمسلحين");
    }

    #[test]
    fn pronouns_come_off_with_their_ta() {
        assert!(without_enclitic("حكومتها").iter().any(|(w, _)| w == "حكومه"));
        assert!(without_enclitic("قوله").iter().any(|(w, p)| w == "قول" && *p == Enclitic::Him));
    }
}
