//! Nouns for mechanisms, words for their phases and breaches, words by which somebody binds
//! themselves, and words that tell what a report is about.

use crate::builder::Builder;
use crate::inflect::{self, Aspect, Person, VerbForm};
use crate::senses::Sense;
use crate::table::{Row, TableError};
use rasid_record::{ArrangementKind, Class, CommitmentKind, EventType, Phase};

/// What a word does in the phrase of a mechanism.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// It names a mechanism by itself: هدنة.
    Name,
    /// It needs an object of its class behind it: وقف.
    Head,
    /// What a head of its class needs: إطلاق النار.
    Object,
    /// It stands before a mechanism and belongs to its phrase: اتفاق، نظام، جولة.
    Wrap,
    /// It looks like a mechanism and is none: سوء تفاهم.
    Not,
    /// It joins a wrapper to its mechanism: من، بشأن.
    Link,
    /// An adjective that limits it in time or purpose: إنسانية، مؤقت.
    Short,
    /// Another adjective without the article that belongs to the phrase: فوري، شامل.
    Quality,
    /// A number word before it: ثلاث.
    Number,
    /// An ordinal, which tells one mechanism from another: رابع.
    Ordinal,
    /// So many of those who leave: الدفعة الأولى من.
    Some,
    /// It makes the mechanism only the time or ground of something else: منذ.
    When,
    /// It brings in what a lifted siege lies on: عن.
    Reach,
    /// What is told took place while the mechanism held: خلال.
    During,
    /// It brings in the time when it begins: منذ.
    Since,
    /// It brings in the time when it ends: حتى.
    Until,
    /// It brings in those who are bound: بين.
    Among,
    /// It brings in a length: مدتها.
    Length,
    /// It says what the mechanism consists in, like a relative pronoun: المتمثل.
    Namely,
    /// It brings in what an agreement provides for: يقضي بـ.
    Provide,
    /// It brings in whom sanctions hit: المفروضة على.
    Onto,
    /// A document that a number or a place behind it names: قرار، مذكرة.
    Document,
}

/// How surely a word names a mechanism of a conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// Only where a word of phase touches it or parties stand with it: تعاون.
    Loose,
    /// Only in a report about a conflict: محادثات.
    Weak,
    /// Anywhere: وقف إطلاق النار.
    Strong,
}

/// A word of the phrase of a mechanism.
#[derive(Clone, Debug)]
pub struct Mechanism {
    /// What it does.
    pub part: Part,
    /// Which heads and objects go together, or what kind of mechanism a wrapper takes.
    pub class: String,
    /// The kind of mechanism, where the word alone gives it.
    pub kind: Option<ArrangementKind>,
    /// How surely it is one.
    pub weight: Weight,
}

/// From where a word of phase reaches its mechanism.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Grip {
    /// As a verb of its clause that stands before it.
    pub far: bool,
    /// As a noun or preposition that touches it from before.
    pub near: bool,
    /// As a predicate behind it.
    pub after: bool,
    /// As the verb of a relative clause behind it.
    pub clause: bool,
    /// As an adjective inside its phrase.
    pub inside: bool,
    /// What it says holds also where somebody wants it: the going on of a truce.
    pub firm: bool,
    /// Where it is negated the mechanism is violated: to abide by it.
    pub kept: bool,
    /// A preposition stands between it and the mechanism: to withdraw *from* it.
    pub from: bool,
    /// It says this of sanctions only: to lift.
    pub sanctions: bool,
}

/// A word that says what has become of a mechanism.
#[derive(Clone, Debug)]
pub struct PhaseWord {
    /// The phase; nothing for words that only carry on the phase of what stands before them.
    pub phase: Option<Phase>,
    /// From where it reaches.
    pub grip: Grip,
}

/// What a word of breach needs beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BreachKind {
    /// Its object or complement is the mechanism: خرق.
    Object,
    /// It shows a breach where it is negated: يلتزم.
    Negated,
    /// A preposition of "in spite of" before the mechanism: رغم.
    Despite,
    /// An act that is a breach where a mechanism forbids it: قصف.
    Act,
    /// It says that an act went on: مواصلة.
    Again,
    /// It says that an act began again: استأنف.
    Resume,
    /// A noun that stands for what was agreed: تعهدات.
    Pledge,
    /// An object pronoun of its own, which takes up whoever was named before: إياها.
    It,
    /// It brings in who did it: من قبل.
    Agent,
    /// It brings in who suffered it: ضد.
    Victim,
}

/// A word that says that a mechanism was broken.
#[derive(Clone, Debug)]
pub struct BreachWord {
    /// What it needs.
    pub kind: BreachKind,
    /// Type of what was done, where the word says it.
    pub act: Option<EventType>,
}

/// How a word shows that somebody binds themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Binding {
    /// A verb whose complement is to be done: تعهد بـ.
    Verb,
    /// An adjective or participle of readiness: مستعد لـ.
    Ready,
    /// A noun of what is aimed at: هدفنا.
    Aim,
    /// What stands between an aim and what is aimed at: هو، يتمثل.
    Is,
    /// "Will not": لن.
    Never,
    /// The passive "it will be" before a verbal noun: يتم.
    Passive,
    /// A word before a condition: بشرط.
    Condition,
    /// A word before what must come first, where the thing will not be done: قبل أن.
    Before,
    /// A verb of what happens to somebody or what they can do, which binds nobody: نستطيع.
    State,
    /// It tells that a thing is planned: من المقرر أن.
    Planned,
    /// A noun or verb of the thing to be done, which only gives its kind.
    Thing,
}

/// A word of undertakings.
#[derive(Clone, Debug)]
pub struct Undertaking {
    /// How it shows it.
    pub binding: Binding,
    /// How firmly, where the word says it.
    pub class: Option<Class>,
    /// What is to be done, where the word says it.
    pub kind: Option<CommitmentKind>,
}

/// What a report is about, as far as a word tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Matter {
    /// War and its ending.
    Conflict,
    /// Sport.
    Sport,
    /// Trade, arts, science.
    Trade,
}

const FIXED: VerbForm = VerbForm { aspect: Aspect::Fixed, person: Person::None, definite: false };

/// The forms of a noun: a phrase as it stands, a single word with its article and accusative.
fn nouns(form: &str) -> Vec<String> {
    if form.contains(' ') {
        return vec![form.to_owned()];
    }
    inflect::verbal_noun(form).into_iter().map(|(word, _)| word).collect()
}

/// The forms of a row with the columns past, present, participle, noun.
fn verb_forms(row: &Row<'_, '_>) -> Vec<(String, VerbForm)> {
    let phrase = |word: &'_ str| word.contains(' ');
    (row.list("past").flat_map(inflect::past))
        .chain(row.list("present").flat_map(inflect::present))
        .chain(row.list("participle").flat_map(inflect::participle))
        .chain(
            row.list("noun")
                .flat_map(|n| if phrase(n) { vec![(n.to_owned(), FIXED)] } else { inflect::verbal_noun(n) }),
        )
        .collect()
}

/// Reads `mechanisms.tsv`.
pub fn load(builder: &mut Builder, text: &str) -> Result<(), TableError> {
    let table = builder.table("mechanisms.tsv", text, &["part", "class", "kind", "forms", "weight", "note"])?;
    for row in table.rows() {
        let part = row.word("part", |w| {
            Some(match w {
                "name" => Part::Name,
                "head" => Part::Head,
                "object" => Part::Object,
                "wrap" => Part::Wrap,
                "link" => Part::Link,
                "not" => Part::Not,
                "short" => Part::Short,
                "quality" => Part::Quality,
                "number" => Part::Number,
                "among" => Part::Among,
                "during" => Part::During,
                "since" => Part::Since,
                "until" => Part::Until,
                "reach" => Part::Reach,
                "when" => Part::When,
                "ordinal" => Part::Ordinal,
                "some" => Part::Some,
                "length" => Part::Length,
                "namely" => Part::Namely,
                "onto" => Part::Onto,
                "provide" => Part::Provide,
                "document" => Part::Document,
                _ => return None,
            })
        })?;
        let kind = row.optional("kind").map(|_| row.word("kind", ArrangementKind::parse)).transpose()?;
        let weight = row.word("weight", |w| match w {
            "strong" | "" => Some(Weight::Strong),
            "weak" => Some(Weight::Weak),
            "loose" => Some(Weight::Loose),
            _ => None,
        })?;
        if part == Part::Document {
            // A sense of its own: a document is no mechanism to those who look for one.
            let numbered = row.get("class") == "number";
            let forms = row.list("forms").flat_map(nouns);
            forms.for_each(|form| builder.insert(&form, Sense::Document(numbered)));
            continue;
        }
        let index = builder.mechanisms.len() as u32;
        builder.mechanisms.push(Mechanism { part, class: row.get("class").to_owned(), kind, weight });
        let bare = matches!(
            part,
            Part::Short
                | Part::Quality
                | Part::Among
                | Part::During
                | Part::Since
                | Part::Until
                | Part::Reach
                | Part::When
                | Part::Ordinal
                | Part::Some
                | Part::Length
                | Part::Namely
                | Part::Onto
                | Part::Provide
                | Part::Link
        );
        for form in row.list("forms") {
            let forms = if bare { vec![form.to_owned()] } else { nouns(form) };
            forms.iter().for_each(|f| builder.insert(f, Sense::Mechanism(index)));
        }
    }
    Ok(())
}

/// Reads `phases.tsv`.
pub fn load_phases(builder: &mut Builder, text: &str) -> Result<(), TableError> {
    let columns = ["past", "present", "participle", "noun", "phase", "grip", "note"];
    let table = builder.table("phases.tsv", text, &columns)?;
    for row in table.rows() {
        let phase = row.optional("phase").map(|_| row.word("phase", Phase::parse)).transpose()?;
        let mut grip = Grip::default();
        for word in row.list("grip") {
            match word {
                "far" => grip.far = true,
                "near" | "through" => grip.near = true,
                "after" => grip.after = true,
                "clause" => grip.clause = true,
                "inside" => grip.inside = true,
                "firm" => grip.firm = true,
                "kept" => grip.kept = true,
                "from" => grip.from = true,
                "sanctions" => grip.sanctions = true,
                _ => return Err(row.error("grip", format!("\u{201C}{word}\u{201D} is no grip"), "see mechanisms.rs")),
            }
        }
        let index = builder.phases.len() as u32;
        builder.phases.push(PhaseWord { phase, grip });
        verb_forms(&row).into_iter().for_each(|(word, form)| builder.insert(&word, Sense::Phase(index, form)));
    }
    Ok(())
}

/// Reads `breaches.tsv`.
pub fn load_breaches(builder: &mut Builder, text: &str) -> Result<(), TableError> {
    let columns = ["past", "present", "participle", "noun", "kind", "act", "note"];
    let table = builder.table("breaches.tsv", text, &columns)?;
    for row in table.rows() {
        let kind = row.word("kind", |w| match w {
            "object" => Some(BreachKind::Object),
            "negated" => Some(BreachKind::Negated),
            "despite" => Some(BreachKind::Despite),
            "act" => Some(BreachKind::Act),
            "again" => Some(BreachKind::Again),
            "resume" => Some(BreachKind::Resume),
            "pledge" => Some(BreachKind::Pledge),
            "it" => Some(BreachKind::It),
            "agent" => Some(BreachKind::Agent),
            "victim" => Some(BreachKind::Victim),
            _ => None,
        })?;
        let act = row.optional("act").map(|_| row.word("act", EventType::parse)).transpose()?;
        let index = builder.breaches.len() as u32;
        builder.breaches.push(BreachWord { kind, act });
        verb_forms(&row).into_iter().for_each(|(word, form)| builder.insert(&word, Sense::Breach(index, form)));
    }
    Ok(())
}

/// Reads `undertakings.tsv`.
pub fn load_undertakings(builder: &mut Builder, text: &str) -> Result<(), TableError> {
    let columns = ["past", "present", "participle", "noun", "binding", "class", "kind", "note"];
    let table = builder.table("undertakings.tsv", text, &columns)?;
    for row in table.rows() {
        let binding = row.word("binding", |w| match w {
            "verb" => Some(Binding::Verb),
            "ready" => Some(Binding::Ready),
            "aim" => Some(Binding::Aim),
            "never" => Some(Binding::Never),
            "is" => Some(Binding::Is),
            "passive" => Some(Binding::Passive),
            "condition" => Some(Binding::Condition),
            "before" => Some(Binding::Before),
            "state" => Some(Binding::State),
            "planned" => Some(Binding::Planned),
            "thing" => Some(Binding::Thing),
            _ => None,
        })?;
        let class = row.optional("class").map(|_| row.word("class", Class::parse)).transpose()?;
        let kind = row.optional("kind").map(|_| row.word("kind", CommitmentKind::parse)).transpose()?;
        let index = builder.undertakings.len() as u32;
        builder.undertakings.push(Undertaking { binding, class, kind });
        let forms = match binding {
            // Words that are no verb and keep their form.
            Binding::Ready
            | Binding::Aim
            | Binding::Is
            | Binding::Never
            | Binding::Condition
            | Binding::Before
            | Binding::Planned => row.list("noun").map(|word| (word.to_owned(), FIXED)).collect(),
            _ => verb_forms(&row),
        };
        forms.into_iter().for_each(|(word, form)| builder.insert(&word, Sense::Undertaking(index, form)));
    }
    Ok(())
}

/// Reads `matter.tsv`.
pub fn load_matter(builder: &mut Builder, text: &str) -> Result<(), TableError> {
    let table = builder.table("matter.tsv", text, &["side", "forms", "note"])?;
    for row in table.rows() {
        let matter = row.word("side", |w| match w {
            "conflict" => Some(Matter::Conflict),
            "sport" => Some(Matter::Sport),
            "trade" => Some(Matter::Trade),
            _ => None,
        })?;
        row.list("forms").for_each(|form| builder.insert(form, Sense::Matter(matter)));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lexicon;

    const HEAD: &str = "# table: x\n# language: ar\n# licence: CC0-1.0\n# source: s\n# reviewer: r\n";

    #[test]
    fn a_truce_is_open_ended_by_its_word_alone() {
        let lexicon = Lexicon::builtin();
        for form in ["هدنة", "الهدنة", "هدن"] {
            let kind = lexicon.dictionary().lookup(form).iter().find_map(|s| match s {
                Sense::Mechanism(m) => lexicon.mechanism(*m).kind,
                _ => None,
            });
            assert_eq!(kind, Some(ArrangementKind::Ceasefire), "{form}");
        }
    }

    #[test]
    fn a_verb_says_the_phase_in_each_of_its_forms() {
        let lexicon = Lexicon::builtin();
        for form in ["انهارت", "تنهار", "انهيار"] {
            let phase = lexicon.dictionary().lookup(form).iter().find_map(|s| match s {
                Sense::Phase(p, _) => lexicon.phase(*p).phase,
                _ => None,
            });
            assert_eq!(phase, Some(Phase::Failed), "{form}");
        }
    }

    #[test]
    fn a_word_that_is_no_part_is_an_error_with_its_place() {
        let table = format!("{HEAD}part\tclass\tkind\tforms\tweight\tnote\nroof\t\t\tهدنة\t\t\n");
        let error = load(&mut Builder::default(), &table).unwrap_err();
        assert_eq!((error.line, error.column), (7, 1));
        let table = format!("{HEAD}past\tpresent\tparticiple\tnoun\tphase\tgrip\tnote\nمدد\t\t\t\textended\ttight\t\n");
        let error = load_phases(&mut Builder::default(), &table).unwrap_err();
        assert_eq!((error.line, error.column), (7, 6));
    }
}
