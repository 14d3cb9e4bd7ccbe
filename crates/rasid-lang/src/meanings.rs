//! What forms of words mean in news: a class of meaning, the PLOVER types that a form may tell, whether it is good or bad to be
//! said of somebody, and what its subject does.
//!
//! The trigger table says under which conditions a word shows an event. This one says much less about very many more
//! words, and is only a sign among others where events are weighed.

use crate::weights::Part;
use rasid_record::EventType;
use rustc_hash::FxHashMap;

/// The table; see its header for the source.
const TABLE: &str = include_str!("../data/ar/meanings.tsv");

/// Classes of meaning: acts, people, things, properties, grammar.
const CLASSES: &[Part<'static>] = &{
    const fn parts<const N: usize>(names: [&'static str; N]) -> [Part<'static>; N] {
        let mut parts = [Part::new("-"); N];
        let mut n = 0;
        while n < N {
            parts[n] = Part::new(names[n]);
            n += 1;
        }
        parts
    }
    parts([
        "-",
        "say",
        "blame",
        "praise",
        "ask",
        "order",
        "promise",
        "threaten",
        "refuse",
        "agree",
        "talk",
        "help",
        "back",
        "join",
        "yield",
        "attack",
        "kill",
        "injure",
        "destroy",
        "seize",
        "arrest",
        "restrict",
        "steal",
        "punish",
        "judge",
        "protest",
        "deploy",
        "flee",
        "move",
        "begin",
        "end",
        "continue",
        "increase",
        "decrease",
        "make",
        "use",
        "show",
        "think",
        "hope",
        "worry",
        "try",
        "succeed",
        "fail",
        "cause",
        "change",
        "choose",
        "have",
        "be",
        "undergo",
        "born",
        "play",
        "trade",
        "act",
        "official",
        "fighter",
        "crowd",
        "civilian",
        "victim",
        "worker",
        "suspect",
        "kin",
        "person",
        "force",
        "body",
        "state",
        "name",
        "place",
        "site",
        "weapon",
        "vehicle",
        "relief",
        "money",
        "law",
        "deal",
        "war",
        "crime",
        "disaster",
        "danger",
        "plan",
        "media",
        "idea",
        "good",
        "bad",
        "election",
        "time",
        "number",
        "amount",
        "bodypart",
        "health",
        "nature",
        "economy",
        "culture",
        "sport",
        "religion",
        "science",
        "object",
        "nation",
        "military",
        "political",
        "legal",
        "economic",
        "religious",
        "nice",
        "nasty",
        "degree",
        "adj",
        "prep",
        "conj",
        "pron",
        "neg",
        "modal",
        "aux",
        "adv",
        "quest",
    ])
};

/// Fields in which words of war mean something else, with the classes of their words.
pub const FIELDS: [(Part<'static>, &[&str]); 3] = [
    (Part::new("sport"), &["sport", "play"]),
    (Part::new("culture"), &["culture"]),
    (Part::new("economy"), &["economy", "trade", "money"]),
];

/// What a form means.
#[derive(Clone, Copy, Debug)]
pub struct Meaning {
    class: u8,
    types: [Option<EventType>; 2],
    /// Below zero where it is bad to be said of somebody, above where it is good.
    pub valence: i8,
    /// Which of [`FIELDS`] it belongs to, counted from one; zero for none.
    pub field: u8,
    /// What its subject does: `d` does it to an object, `s` suffers, `m` does it with others, `i` does it by itself, `t` says or
    /// does it to somebody; `0` none of these.
    pub frame: Part<'static>,
}

impl Default for Meaning {
    fn default() -> Self {
        Meaning { class: 0, types: [None; 2], valence: 0, field: 0, frame: Part::new("-") }
    }
}

/// Classes of words for people.
const PEOPLE: [&str; 9] = ["person", "civilian", "official", "worker", "kin", "fighter", "crowd", "victim", "suspect"];
/// Classes of words for bodies that act as people do.
const BODIES: [&str; 2] = ["body", "force"];

impl Meaning {
    /// The class; `-` where none is known.
    #[inline]
    pub fn class(&self) -> Part<'static> {
        CLASSES[usize::from(self.class)]
    }

    /// Whether it is a word for people.
    pub fn is_people(&self) -> bool {
        PEOPLE.contains(&self.class().text)
    }

    /// Whether it is a word for a body that acts as people do.
    pub fn is_body(&self) -> bool {
        BODIES.contains(&self.class().text)
    }

    /// The types that the form may tell, likeliest first.
    #[inline]
    pub fn types(&self) -> impl Iterator<Item = EventType> {
        self.types.into_iter().flatten()
    }

    /// A line of the table: form, class, types, valence, frame. None where it is of another form.
    fn read(line: &str) -> Option<(&str, Meaning)> {
        let mut cells = line.split('\t');
        let (form, class, types) = (cells.next()?, cells.next()?, cells.next()?);
        let (valence, frame) = (cells.next()?, cells.next()?);
        let field = FIELDS.iter().position(|(_, classes)| classes.contains(&class)).map_or(0, |n| n as u8 + 1);
        let class = CLASSES.iter().position(|c| c.text == class)? as u8;
        let mut types = types.split('/').map(EventType::parse);
        let types = [types.next().flatten(), types.next().flatten()];
        let valence = match valence {
            "-" => -1,
            "+" => 1,
            _ => 0,
        };
        let frame = match frame {
            "d" => const { Part::new("d") },
            "s" => const { Part::new("s") },
            "m" => const { Part::new("m") },
            "i" => const { Part::new("i") },
            "t" => const { Part::new("t") },
            "0" => const { Part::new("0") },
            _ => const { Part::new("-") },
        };
        Some((form, Meaning { class, types, valence, field, frame }))
    }
}

/// The meanings of all forms.
#[derive(Clone, Debug, Default)]
pub struct Meanings(FxHashMap<&'static str, Meaning>);

/// Pronouns behind a word.
const PRONOUNS: [&str; 9] = ["هما", "هم", "هن", "ها", "كم", "نا", "ه", "ي", "ك"];
/// Endings that stand for one another: cases, and the feminine before a pronoun.
const ENDINGS: [(&str, &str); 4] = [("ون", "ين"), ("ين", "ون"), ("ان", "ين"), ("ين", "ان")];
/// Letters that are left at least where something is cut off.
const LEAST: usize = 3;

impl Meanings {
    /// Those that come with the program.
    pub fn builtin() -> Self {
        Meanings(TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(Meaning::read).collect())
    }

    /// What a folded word without what is cut off before it means, with or without article, pronoun and case.
    pub fn of(&self, word: &str) -> Meaning {
        let bare = word.strip_prefix("ال").filter(|rest| is_enough(rest));
        let found = self.known(word).or_else(|| self.known(bare?));
        // Behind the preposition "for" the article has lost its alef.
        let found = found.or_else(|| self.known(word.strip_prefix('ل').filter(|rest| is_enough(rest))?));
        found.unwrap_or_default()
    }

    fn known(&self, word: &str) -> Option<Meaning> {
        if let Some(meaning) = self.0.get(word) {
            return Some(*meaning);
        }
        let cut = |end: &str| word.strip_suffix(end).filter(|rest| is_enough(rest));
        if let Some(meaning) = cut("ا").and_then(|rest| self.0.get(rest)) {
            return Some(*meaning);
        }
        for (end, other) in ENDINGS {
            let Some(rest) = cut(end) else { continue };
            if let Some(meaning) = self.0.get(&*format!("{rest}{other}")).or_else(|| self.0.get(rest)) {
                return Some(*meaning);
            }
        }
        for pronoun in PRONOUNS {
            let Some(rest) = cut(pronoun) else { continue };
            let whole = rest.strip_suffix('ت').map(|rest| format!("{rest}ه"));
            if let Some(meaning) = self.0.get(rest).or_else(|| self.0.get(&*whole?)) {
                return Some(*meaning);
            }
        }
        None
    }
}

/// Whether a word has at least as many letters as must be left.
fn is_enough(word: &str) -> bool {
    word.chars().nth(LEAST - 1).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_and_bodies_are_classes_of_the_table() {
        let known = |class: &&str| CLASSES.iter().any(|of| of.text == *class);
        assert!(PEOPLE.iter().chain(&BODIES).all(known));
        let meanings = Meanings::builtin();
        assert!(meanings.of("جمعيه").is_body() && meanings.of("شاب").is_people() && !meanings.of("صواريخ").is_people());
    }

    #[test]
    fn every_line_of_the_table_is_read_and_stands_in_order_once() {
        let mut lines = TABLE.lines().skip_while(|line| line.starts_with('#'));
        assert_eq!(lines.next(), Some("form\tclass\ttypes\tvalence\tframe"));
        let mut last = "";
        for line in lines {
            let (form, meaning) = Meaning::read(line).unwrap_or_else(|| panic!("{line}"));
            assert!(form > last, "{form} behind {last}");
            let types = line.split('\t').nth(2).unwrap_or_default();
            let told = meaning.types().map(EventType::as_str).collect::<Vec<_>>().join("/");
            assert_eq!(if told.is_empty() { "-" } else { &told }, types, "{line}");
            assert_eq!(meaning.frame.text, line.rsplit('\t').next().unwrap_or_default(), "{line}");
            last = form;
        }
        assert!(Meanings::builtin().0.len() > 10_000);
    }

    #[test]
    fn a_word_is_known_with_article_pronoun_and_case() {
        let meanings = Meanings::builtin();
        let class = |word: &str| meanings.of(word).class().text;
        for (word, as_its) in
            [("الهجوم", "هجوم"), ("هجوما", "هجوم"), ("هجومهم", "هجوم"), ("لهجوم", "هجوم"), ("معركتهم", "معركه")]
        {
            assert_eq!(class(word), class(as_its), "{word}");
            assert_ne!(class(word), "-", "{word}");
        }
        assert_eq!(meanings.of("هجوم").types().next(), Some(EventType::Assault));
        assert_eq!((class("غضثقب"), meanings.of("غضثقب").frame.text), ("-", "-"));
    }

    #[test]
    fn odd_words_have_no_meaning_and_make_no_panic() {
        let meanings = Meanings::builtin();
        for word in ["", "ا", "ال", "الا", "لل", "ه", "هما", "x", "١", "ين"] {
            meanings.of(word);
        }
    }
}
