//! Reporting words: verbs, participles, nouns and phrases that bring in what somebody says.

use crate::builder::Builder;
use crate::inflect::{self, Aspect, Person, VerbForm};
use crate::senses::Sense;
use crate::table::TableError;
use rasid_record::Stance;

/// What may bring in the content after a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// أن or إن.
    That,
    /// ب before the content: طالب بوقف القصف.
    By,
    /// ل: سعى لاستئناف.
    To,
    /// إلى: دعا إلى.
    Toward,
    /// على: شدد على.
    On,
    /// عن: أعرب عن.
    About,
    /// من: حذر من.
    Of,
    /// في: يأمل في.
    In,
    /// A direct object: رفض الاقتراح.
    Object,
    /// A question or reported clause without أن (سأل ما إذا), or quoted words only.
    Quote,
}

/// How a cue works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CueKind {
    /// A verb with its participle and verbal noun.
    Verb,
    /// A phrase before a source: بحسب، وفقا لـ.
    Phrase,
    /// A noun that reports something new: تقارير.
    Noun,
    /// A verb of carrying the words of another: نقلت الوكالة عن مسؤول أن.
    Carry,
}

/// A reporting word.
#[derive(Clone, Debug)]
pub struct Cue {
    /// Its entry: the verb in the perfect, or the phrase.
    pub key: String,
    /// How it works.
    pub kind: CueKind,
    /// What the speaker does by it, unless the content says more.
    pub stance: Stance,
    /// What may bring in the content.
    pub takes: Vec<Takes>,
    /// Whether somebody spoken to may stand before the content (دعا الأطراف إلى).
    pub addressee: bool,
    /// Whether it needs its complement to be a cue (قرر أن, but not every أراد).
    pub strict: bool,
}

/// Prepositions as words of their own, bare and with a pronoun.
const PREPOSITIONS: [(Takes, &[&str], &[&str]); 6] = [
    (Takes::By, &[], &["به", "بها", "بهم"]),
    (Takes::Toward, &["إلى"], &["إليه", "إليها", "إليهم"]),
    (Takes::On, &["على"], &["عليه", "عليها"]),
    (Takes::About, &["عن", "بشأن", "حول"], &["عنه", "عنها"]),
    (Takes::Of, &["من"], &["منه", "منها"]),
    (Takes::In, &["في"], &["فيه", "فيها"]),
];

/// Reads `cues.tsv`.
pub fn load(builder: &mut Builder, text: &str) -> Result<(), TableError> {
    let columns = ["past", "present", "participle", "noun", "kind", "stance", "takes", "addressee", "strict", "note"];
    let table = builder.table("cues.tsv", text, &columns)?;
    for (takes, bare, with_pronoun) in PREPOSITIONS {
        bare.iter().for_each(|w| builder.insert(w, Sense::Takes(takes, false)));
        with_pronoun.iter().for_each(|w| builder.insert(w, Sense::Takes(takes, true)));
    }
    let verbs = plain_verbs(&table);
    for row in table.rows() {
        let kind = row.word("kind", |w| match w {
            "verb" => Some(CueKind::Verb),
            "phrase" => Some(CueKind::Phrase),
            "noun" => Some(CueKind::Noun),
            "carry" => Some(CueKind::Carry),
            _ => None,
        })?;
        let takes = row
            .list("takes")
            .map(|w| {
                take(w).ok_or_else(|| {
                    row.error("takes", format!("\u{201C}{w}\u{201D} brings in no content"), "see cues.rs")
                })
            })
            .collect::<Result<Vec<_>, _>>()?;
        let cue = builder.cues.len() as u32;
        builder.cues.push(Cue {
            key: row.list("past").chain(row.list("noun")).next().unwrap_or("").to_owned(),
            kind,
            stance: row.word("stance", Stance::parse)?,
            takes,
            addressee: row.get("addressee") == "yes",
            strict: row.get("strict") == "yes",
        });
        if kind == CueKind::Phrase {
            let fixed = VerbForm { aspect: Aspect::Fixed, person: Person::None, definite: false };
            for phrase in row.list("past") {
                match phrase.strip_suffix(ANY_VERB) {
                    Some(head) => {
                        verbs.iter().for_each(|v| builder.insert(&format!("{head}{v}"), Sense::Cue(cue, fixed)));
                    }
                    None => builder.insert(phrase, Sense::Cue(cue, fixed)),
                }
            }
            continue;
        }
        let forms = (row.list("past").flat_map(inflect::past))
            .chain(row.list("present").flat_map(inflect::present))
            .chain(row.list("participle").flat_map(inflect::participle))
            .chain(row.list("noun").flat_map(inflect::verbal_noun))
            .collect::<Vec<_>>();
        forms.into_iter().for_each(|(word, form)| builder.insert(&word, Sense::Cue(cue, form)));
    }
    Ok(())
}

/// What stands in a phrase for the verbs that only tell that something was said: "according to what *".
const ANY_VERB: char = '*';
/// The pronoun that takes up "what": بحسب ما ذكره.
const IT: &str = "ه";

/// The perfect, before a man and before a woman, with and without "it", of the verbs that bring in "that" and do
/// nothing more than inform.
fn plain_verbs(table: &crate::table::Table<'_>) -> Vec<String> {
    let plain = |row: &crate::table::Row<'_, '_>| {
        row.get("kind") == "verb"
            && row.get("stance") == Stance::Inform.as_str()
            && row.list("takes").any(|t| t == "that")
    };
    let mut out = Vec::new();
    for row in table.rows().filter(plain) {
        for verb in row.list("past").filter(|v| !v.contains(' ')) {
            let forms = inflect::past(verb).into_iter().filter(|(_, f)| matches!(f.person, Person::HeOr | Person::She));
            for (form, _) in forms {
                // Before a pronoun the weak last letter is written as an alef.
                let joined = form.strip_suffix('ى').map_or_else(|| form.clone(), |base| format!("{base}ا"));
                out.push(format!("{joined}{IT}"));
                out.push(form);
            }
        }
    }
    out
}

/// Reads `stances.tsv`: words in what is said that tell more than the cue.
pub fn load_stances(builder: &mut Builder, text: &str) -> Result<(), TableError> {
    let table = builder.table("stances.tsv", text, &["form", "stance"])?;
    for row in table.rows() {
        let stance = row.word("stance", Stance::parse)?;
        builder.insert(row.get("form"), Sense::Stance(stance));
    }
    Ok(())
}

fn take(word: &str) -> Option<Takes> {
    Some(match word {
        "that" => Takes::That,
        "ب" => Takes::By,
        "ل" => Takes::To,
        "إلى" => Takes::Toward,
        "على" => Takes::On,
        "عن" => Takes::About,
        "من" => Takes::Of,
        "في" => Takes::In,
        "object" => Takes::Object,
        "quote" => Takes::Quote,
        _ => return None,
    })
}
