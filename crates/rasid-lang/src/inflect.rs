//! Inflected forms of a lexicon entry: what a reader of news will meet of it.
//!
//! Forms are made in ordinary spelling; folding happens when they enter the dictionary, so no
//! spelling variant is made here.

/// Tense or nature of a form that comes from a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Aspect {
    /// Perfect: قال.
    Past,
    /// Imperfect: يقول.
    Present,
    /// Active participle: قائلا.
    Participle,
    /// Verbal noun: قول.
    Noun,
    /// Passive, where the entry gives it: قُتل looks like the perfect, so only يُقتل and مقتول differ.
    Passive,
    /// A fixed phrase that is no form of a verb: بحسب.
    Fixed,
}

/// Who acts, as the form shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Person {
    /// He, or a form before its subject.
    HeOr,
    /// She, or a broken plural.
    She,
    /// They.
    They,
    /// Both of them.
    Both,
    /// We.
    We,
    /// I.
    I,
    /// The form shows no person.
    None,
}

/// The form of a verb that was met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct VerbForm {
    /// Tense or nature.
    pub aspect: Aspect,
    /// Who acts.
    pub person: Person,
    /// Whether the form carries the article (verbal nouns, participles).
    pub definite: bool,
}

const fn form(aspect: Aspect, person: Person, definite: bool) -> VerbForm {
    VerbForm { aspect, person, definite }
}

/// The last letter taken off.
fn without_last(word: &str) -> &str {
    word.char_indices().next_back().map_or("", |(at, _)| &word[..at])
}

fn ends_weak(word: &str) -> bool {
    word.ends_with(['ا', 'ى'])
}

/// The forms of a phrase whose first word alone is inflected (جدد الدعوة); none for a single word.
fn of_phrase(phrase: &str, inflect: fn(&str) -> Vec<(String, VerbForm)>) -> Option<Vec<(String, VerbForm)>> {
    let (first, rest) = phrase.split_once(' ')?;
    Some(inflect(first).into_iter().map(|(word, form)| (format!("{word} {rest}"), form)).collect())
}

/// Forms of the perfect, from the third person masculine singular.
pub fn past(verb: &str) -> Vec<(String, VerbForm)> {
    if let Some(forms) = of_phrase(verb, past) {
        return forms;
    }
    let weak = ends_weak(verb);
    let base = if weak { without_last(verb) } else { verb };
    // رضي keeps its ya before ت and loses it before وا.
    let before_waw = if verb.ends_with('ي') { without_last(verb) } else { base };
    let p = |person| form(Aspect::Past, person, false);
    vec![
        (verb.to_owned(), p(Person::HeOr)),
        (format!("{base}ت"), p(Person::She)),
        (format!("{before_waw}وا"), p(Person::They)),
        // Before an attached pronoun the alef of وا is not written.
        (format!("{before_waw}و"), p(Person::They)),
        (format!("{base}تا"), p(Person::Both)),
        (if weak { format!("{base}يا") } else { format!("{base}ا") }, p(Person::Both)),
    ]
}

/// Forms of the imperfect, from the third person masculine singular.
pub fn present(verb: &str) -> Vec<(String, VerbForm)> {
    if let Some(forms) = of_phrase(verb, present) {
        return forms;
    }
    let Some(stem) = verb.strip_prefix('ي') else {
        return vec![(verb.to_owned(), form(Aspect::Present, Person::HeOr, false))];
    };
    let weak = stem.ends_with(['و', 'ي', 'ى']);
    let base = if weak { without_last(stem) } else { stem };
    let p = |person| form(Aspect::Present, person, false);
    let mut out = vec![
        (format!("ي{stem}"), p(Person::HeOr)),
        (format!("ت{stem}"), p(Person::She)),
        (format!("ن{stem}"), p(Person::We)),
        (format!("أ{stem}"), p(Person::I)),
        (format!("ي{base}ون"), p(Person::They)),
        (format!("ي{base}وا"), p(Person::They)),
        (format!("ي{base}ان"), p(Person::Both)),
        (format!("ت{base}ان"), p(Person::Both)),
    ];
    // The jussive after لم: a weak last letter goes (لم يدع), so does a hollow middle (لم يقل).
    if weak {
        out.push((format!("ي{base}"), p(Person::HeOr)));
        out.push((format!("ت{base}"), p(Person::She)));
    } else {
        let letters: Vec<char> = stem.chars().collect();
        if letters.len() >= 3 && matches!(letters[letters.len() - 2], 'ا' | 'و' | 'ي') {
            let mut short: String = letters[..letters.len() - 2].iter().collect();
            short.push(letters[letters.len() - 1]);
            out.push((format!("ي{short}"), p(Person::HeOr)));
            out.push((format!("ت{short}"), p(Person::She)));
        }
    }
    out
}

/// Forms of an active participle used as an adverb or adjective.
pub fn participle(word: &str) -> Vec<(String, VerbForm)> {
    if let Some(forms) = of_phrase(word, participle) {
        return forms;
    }
    // A defective participle is written with its ya in tables: داعي gives داعيا, داعية, داعين.
    let base = if word.ends_with('ي') { without_last(word) } else { word };
    let p = |person| form(Aspect::Participle, person, false);
    vec![
        (format!("{word}ا"), p(Person::HeOr)),
        (format!("{word}ة"), p(Person::She)),
        (format!("{base}ين"), p(Person::They)),
        (format!("{word}تين"), p(Person::Both)),
        (format!("{word}ات"), p(Person::They)),
    ]
}

/// Forms of a verbal noun: bare, with the article, and the accusative with its alef.
pub fn verbal_noun(word: &str) -> Vec<(String, VerbForm)> {
    let mut out = vec![
        (word.to_owned(), form(Aspect::Noun, Person::None, false)),
        (format!("ال{word}"), form(Aspect::Noun, Person::None, true)),
    ];
    if !word.ends_with(['ة', 'ا', 'ى', 'ء']) && !word.ends_with("ات") {
        out.push((format!("{word}ا"), form(Aspect::Noun, Person::None, false)));
    }
    out
}

/// Forms of an adjective of relation (روسي), each with and without the article.
///
/// Of two words (كوري جنوبي) both agree: الكورية الجنوبية.
pub fn adjective(word: &str) -> Vec<String> {
    if let Some((first, second)) = word.split_once(' ') {
        return adjective(first).into_iter().zip(adjective(second)).map(|(a, b)| format!("{a} {b}")).collect();
    }
    let endings = ["", "ة", "ون", "ين", "ان", "تان", "تين", "ات", "ا"];
    let mut out = Vec::with_capacity(endings.len() * 2);
    for ending in endings {
        let bare = format!("{word}{ending}");
        out.push(format!("ال{bare}"));
        out.push(bare);
    }
    out
}

/// A noun with and without the article; a phrase keeps its other words as they are.
pub fn noun(phrase: &str) -> Vec<String> {
    match phrase.strip_prefix("ال") {
        Some(bare) => vec![phrase.to_owned(), bare.to_owned()],
        None => vec![phrase.to_owned(), format!("ال{phrase}")],
    }
}

/// Whether a folded word begins with the article. Words of three letters (الف) do not.
pub fn is_definite(word: &str) -> bool {
    word.strip_prefix("ال").is_some_and(|rest| rest.chars().nth(1).is_some())
}

/// Whether a folded word that follows ل begins with what is left of the article: للوزارة.
pub fn is_definite_after_to(word: &str) -> bool {
    word.strip_prefix('ل').is_some_and(|rest| rest.chars().nth(1).is_some())
}

/// A folded noun for a person without article, plural ending and case, so that all its forms are one: مدنيا، المدنيين → مدني.
pub fn one_of(word: &str) -> &str {
    let bare = if is_definite(word) { word.strip_prefix("ال").unwrap_or(word) } else { word };
    ["ون", "ين", "ان", "ا"]
        .iter()
        .find_map(|ending| bare.strip_suffix(ending))
        .filter(|rest| rest.chars().nth(2).is_some())
        .unwrap_or(bare)
}

/// Whether a folded word has the ending of a sound masculine plural.
pub fn is_sound_plural(word: &str) -> bool {
    (word.ends_with("ون") || word.ends_with("ين")) && word.chars().nth(4).is_some()
}

/// Whether a folded word has the ending of a dual or sound plural that is no subject.
pub fn is_oblique(word: &str) -> bool {
    word.ends_with("ين") && word.chars().nth(4).is_some()
}

/// Whether a folded word has the ending of a feminine noun or adjective.
pub fn is_feminine(word: &str) -> bool {
    (word.ends_with('ه') || word.ends_with("ات")) && word.chars().nth(3).is_some()
}

/// Whether a folded word has the outer look of an imperfect verb: it begins with ي or ت, is no
/// longer than a verb form and has no article or feminine ending.
pub fn looks_like_present(word: &str) -> bool {
    let letters = word.chars().count();
    (3..=8).contains(&letters) && word.starts_with('ي') && !word.ends_with('ه')
}

/// Whether a folded word that no table holds has the outer look of a verb of the future: س before
/// an imperfect. Letters that begin common nouns after سي (سيارة، سيدة، سينما، سيطرة) are left out.
pub fn looks_like_future(word: &str) -> bool {
    let word = word.strip_prefix(['و', 'ف']).unwrap_or(word);
    let Some(verb) = word.strip_prefix('س').filter(|v| looks_like_present(v)) else { return false };
    let second = verb.chars().nth(1);
    verb.chars().count() >= 4 && !matches!(second, Some('ا' | 'د' | 'ط' | 'ن' | 'ف' | 'ل' | 'و' | 'ر' | 'م' | 'ك'))
}

/// Whether a folded word without the article may be an adjective by its ending: the ta marbuta of
/// the feminine or the ya of relation, with or without the alef of the accusative.
pub fn looks_like_adjective(word: &str) -> bool {
    word.chars().nth(3).is_some() && (word.ends_with('ه') || word.ends_with('ي') || word.ends_with("يا"))
}

/// Whether a folded noun ends like a sound plural or a dual, or may be a broken plural of a noun of acts (ضغوط).
pub fn looks_plural(word: &str) -> bool {
    ["ون", "ين", "ان", "ات"].iter().any(|end| word.ends_with(end)) || word.chars().rev().nth(1) == Some('و')
}

/// Whether a folded noun ends like a feminine: in ta marbuta, or like a sound plural.
pub fn looks_feminine(word: &str) -> bool {
    word.chars().nth(3).is_some() && (word.ends_with('ه') || word.ends_with("ات"))
}

/// Whether a folded word has the form of an adjective of relation: البحرية, الأوروبي, الأوروبيون.
pub fn is_relation(word: &str) -> bool {
    let stem = ["ون", "ين", "ه"].iter().find_map(|e| word.strip_suffix(e)).unwrap_or(word);
    stem.ends_with('ي') && stem.chars().nth(4).is_some()
}

/// The bytes before the verb of a folded word that looks like one with س, "will", before it
/// (ستلتزم, وسيعود); none where it does not look like one.
pub fn will_cut(word: &str) -> Option<usize> {
    let after_and = word.strip_prefix(['و', 'ف']).unwrap_or(word);
    let verb = after_and.strip_prefix('س')?;
    let letters = verb.chars().count();
    let looks = verb.starts_with(['ي', 'ت', 'ن'])
        && (4..=9).contains(&letters)
        && !verb.ends_with('ه')
        && !verb.ends_with("ات")
        && !verb.starts_with("يطر");
    // سيطر begins like "will"; سنوات, ستار, سيارات and their like are nouns.
    (looks && !matches!(verb.chars().nth(1), Some('ا' | 'و' | 'ه'))).then(|| word.len() - verb.len())
}

/// Whether a folded word looks like "for" with a verbal noun: لتمكين.
pub fn looks_like_purpose(word: &str) -> bool {
    word.strip_prefix('ل').is_some_and(|noun| noun.chars().nth(3).is_some() && !noun.starts_with('ل'))
}

/// The bytes of و before the verbal noun of a folded word that looks like "and" with one; else 0.
pub fn joined_cut(word: &str) -> usize {
    if looks_like_joined_noun(word) { 'و'.len_utf8() } else { 0 }
}

/// Whether a folded word looks like "and" with a verbal noun of the derived forms (وإبرام,
/// واستخدام, وتسليم): و, then ا or ت, and at least four letters more.
pub fn looks_like_joined_noun(word: &str) -> bool {
    word.strip_prefix('و').is_some_and(|noun| {
        noun.starts_with(['ا', 'ت']) && noun.chars().nth(4).is_some() && !noun.ends_with('ت') && !is_definite(noun)
    })
}

/// Whether a folded word, with or without the article, has the pattern of the verbal noun of a
/// derived verb: تقديم, إرسال, انسحاب, احترام, استئناف, مغادرة.
pub fn looks_like_verbal_noun(word: &str) -> bool {
    let word = word.strip_prefix("\u{627}\u{644}").unwrap_or(word);
    let word = word.strip_suffix("\u{647}\u{627}").or_else(|| word.strip_suffix("\u{647}\u{645}")).unwrap_or(word);
    let letters: Vec<char> = word.chars().take(9).collect();
    match letters.as_slice() {
        ['ت', _, _, 'ي', last] => *last != 'ن' || letters[1] == 'ا',
        ['ا', second, _, 'ا', _] => *second != 'ل',
        ['ا', _, 'ت', _, 'ا', _] | ['ا', 'ن', _, _, 'ا', _] => true,
        ['ا', 'س', 'ت', _, _, 'ا', _] | ['ا', 'س', 'ت', _, 'ا', _, 'ه'] => true,
        ['م', _, 'ا', _, _, 'ه'] => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(forms: &[(String, VerbForm)], word: &str) -> bool {
        forms.iter().any(|(f, _)| f == word)
    }

    #[test]
    fn sound_hollow_and_defective_verbs() {
        assert!(has(&past("أعلن"), "أعلنت"));
        assert!(has(&past("دعا"), "دعت") && has(&past("دعا"), "دعوا"));
        assert!(has(&past("نفى"), "نفت") && !has(&past("نفى"), "نفىت"));
        assert!(has(&present("يقول"), "يقل") && has(&present("يقول"), "تقول") && has(&present("يقول"), "يقولون"));
        assert!(has(&present("يدعو"), "يدعون") && has(&present("يدعو"), "يدع"));
    }

    #[test]
    fn participles_and_adjectives() {
        assert!(has(&participle("مؤكد"), "مؤكدا") && has(&participle("داعي"), "داعين"));
        assert!(adjective("روسي").contains(&"الروسية".to_owned()));
        assert_eq!(noun("الجيش"), ["الجيش", "جيش"]);
    }

    #[test]
    fn will_and_joined_nouns_are_told_by_their_look() {
        assert_eq!(will_cut("ستلتزم"), Some(2));
        assert_eq!(will_cut("وسيعود"), Some(4));
        assert!(will_cut("سنوات").is_none() && will_cut("سيطرت").is_none() && will_cut("سياره").is_none());
        assert_eq!(joined_cut("وابرام"), 2);
        assert_eq!(joined_cut("والهدنه"), 0);
        let nouns = ["تقديم", "الانسحاب", "احترام", "ارسال", "استكمال", "مغادره", "تامين"];
        assert!(nouns.iter().all(|n| looks_like_verbal_noun(n)));
        assert!(["الباب", "حكومه", "قرار", "تسعين"].iter().all(|n| !looks_like_verbal_noun(n)));
        assert!(looks_like_purpose("لتمكين") && !looks_like_purpose("لها"));
    }
}
