//! Words that show an event, with their PLOVER type, mode and frame.

use crate::builder::Builder;
use crate::inflect::{self, Aspect, Person, VerbForm};
use crate::senses::Sense;
use crate::table::{Row, TableError};
use crate::tables::topics::{Topic, topic, verb_forms};
use rasid_record::EventType;

/// Where a participant stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// The subject of the verb.
    Subject,
    /// The object of the verb.
    Object,
    /// The noun in construct with the verbal noun, or its pronoun.
    Genitive,
    /// An adjective of nationality behind the noun.
    Adjective,
    /// Whoever is speaking.
    Speaker,
    /// Behind a preposition that is a word.
    Behind(Topic),
    /// The first participant behind, wherever it stands.
    First,
    /// The first people or party behind, for whom something is done.
    People,
    /// Whoever the object belongs to: "the Kremlin's announcement", "the Russian announcement".
    Owner,
    /// The subject of a clause behind "that".
    That,
    /// Behind a ب written to it.
    AfterBy,
    /// Behind a ل written to it.
    AfterTo,
}

/// What a participant is in the event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// Who does it.
    Actor,
    /// To whom it is done.
    Recipient,
    /// Who does it where it names an armed side, else to whom.
    ByKind,
    /// Who does it where there is an object, else to whom.
    Passive,
}

/// Where a condition looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Window {
    /// The two tokens behind.
    Next,
    /// The seven tokens behind.
    Close,
    /// Everything behind, up to a limit.
    After,
    /// The whole sentence.
    Sentence,
    /// The two tokens before.
    Prev,
    /// The three tokens before.
    Near,
    /// The eight tokens before.
    Before,
    /// The first words of the object: behind the subject, or before the relative pronoun.
    Object,
    /// The words of the subject or genitive.
    Subject,
    /// What the noun of a relative clause is.
    Article,
    /// Whether the future is written.
    Future,
    /// Whether it is only possible.
    Irreal,
    /// Whether it is negated or only possible.
    Unreal,
    /// Whether somebody binds or offers themselves to it.
    Promise,
    /// Whether it is only a purpose: a preposition is written to it, and nobody promises it.
    Purpose,
    /// Whether the word is the cue of a statement.
    Cue,
    /// Whether the word is the cue of a statement that accuses.
    Accuses,
    /// Whether a noun has the article.
    Definite,
    /// Whether a verb is in the perfect.
    Past,
    /// A relative verb behind.
    Relative,
}

/// A condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// Where it looks.
    pub window: Window,
    /// Any of these.
    pub topics: Vec<Topic>,
    /// Also fulfilled by the name of a place.
    pub place: bool,
    /// Whether it must not be so.
    pub not: bool,
}

/// Who or what must have been found for a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Wants {
    /// Nothing beyond what the type asks for.
    Free,
    /// An actor or a recipient.
    Any,
    /// An actor.
    Actor,
    /// A recipient.
    Recipient,
    /// An actor and a recipient.
    Both,
    /// Two actors.
    Two,
    /// An actor that is an armed force or group.
    Armed,
    /// An actor that is a state, organ, group or party, no single person.
    Side,
    /// An actor that is a person, told in the third person.
    Person,
    /// An actor that is an international body.
    Body,
    /// That somebody is speaking.
    Speech,
    /// A participant or a place.
    Place,
}

/// One sense of a word that shows an event.
#[derive(Clone, Debug)]
pub struct Trigger {
    /// Its entry.
    pub key: String,
    /// PLOVER's type.
    pub kind: EventType,
    /// PLOVER's mode.
    pub mode: Option<String>,
    /// Where its participants stand.
    pub frame: Vec<(Source, Part)>,
    /// What must stand beside it.
    pub needs: Vec<Need>,
    /// What must have been found.
    pub wants: Wants,
}

/// What the number in [`Sense::Trigger`] stands for.
#[derive(Clone, Debug)]
pub enum Entry {
    /// A sense of a trigger.
    Event(Trigger),
    /// A word of a class.
    Topic(Topic),
}

impl Entry {
    /// The trigger.
    pub fn event(&self) -> Option<&Trigger> {
        match self {
            Entry::Event(trigger) => Some(trigger),
            Entry::Topic(_) => None,
        }
    }
}

/// Reads `triggers.tsv`.
pub fn load(builder: &mut Builder, text: &str) -> Result<(), TableError> {
    let columns = ["past", "present", "participle", "noun", "type", "mode", "frame", "needs", "wants", "note"];
    let table = builder.table("triggers.tsv", text, &columns)?;
    for row in table.rows() {
        let frame = row.get("frame").split_whitespace().map(|w| slot(&row, w)).collect::<Result<Vec<_>, _>>()?;
        let needs =
            row.get("needs").split_whitespace().map(|w| need(builder, &row, w)).collect::<Result<Vec<_>, _>>()?;
        let kind = row.word("type", EventType::parse)?;
        let mode = row.optional("mode");
        if mode.is_some_and(|m| !modes(kind).contains(&m)) {
            let message = format!("\u{201C}{}\u{201D} is no mode of {kind}", row.get("mode"));
            return Err(row.error("mode", message, format!("its modes are: {}", modes(kind).join(", "))));
        }
        let entry = builder.triggers.len() as u32;
        builder.triggers.push(Entry::Event(Trigger {
            key: row.list("past").chain(row.list("noun")).next().unwrap_or("").to_owned(),
            kind,
            mode: mode.map(str::to_owned),
            frame,
            needs,
            wants: row.word("wants", wants)?,
        }));
        let mut forms = verb_forms(&row);
        forms.extend(row.list("participle").flat_map(inflect::participle));
        forms.extend(row.list("noun").flat_map(|noun| match noun.contains(' ') {
            false => inflect::verbal_noun(noun),
            true => vec![(
                noun.to_owned(),
                VerbForm { aspect: Aspect::Noun, person: Person::None, definite: noun.starts_with("ال") },
            )],
        }));
        forms.into_iter().for_each(|(word, form)| builder.insert(&word, Sense::Trigger(entry, form)));
    }
    Ok(())
}

/// All modes, each once: some types share some.
pub const MODES: [&str; 59] = [
    "visit",
    "third-party",
    "multilateral",
    "phone",
    "withdraw",
    "release",
    "disarm",
    "ceasefire",
    "access",
    "resign",
    "assist",
    "change",
    "yield",
    "meet",
    "disapprove",
    "investigate",
    "allege",
    "restrict",
    "arrest",
    "relations",
    "expel",
    "territory",
    "violence",
    "demo",
    "riot",
    "strike",
    "hunger",
    "boycott",
    "obstruct",
    "vandalize",
    "convict",
    "discontinue",
    "troops",
    "weapons",
    "police",
    "militia",
    "seize",
    "censor",
    "curfew",
    "martial-law",
    "deport",
    "withhold",
    "misinformation",
    "cyber",
    "abduct",
    "beat",
    "torture",
    "sexual",
    "targeted",
    "destroy",
    "primitive",
    "firearms",
    "explosives",
    "suicide-attack",
    "aerial",
    "drone",
    "heavy-weapons",
    "crowd-control",
    "unconventional",
];

/// The modes that PLOVER's manual of 2023 has for a type.
pub fn modes(kind: EventType) -> &'static [&'static str] {
    match kind {
        EventType::Consult => &["visit", "third-party", "multilateral", "phone"],
        EventType::Retreat => &["withdraw", "release", "disarm", "ceasefire", "access", "resign"],
        EventType::Request | EventType::Reject => &["assist", "change", "yield", "meet"],
        EventType::Accuse => &["disapprove", "investigate", "allege"],
        EventType::Threaten => &["restrict", "arrest", "relations", "expel", "territory", "violence"],
        EventType::Protest => &["demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"],
        EventType::Sanction => &["convict", "expel", "withdraw", "discontinue"],
        EventType::Mobilize => &["troops", "weapons", "police", "militia"],
        EventType::Coerce => &[
            "seize",
            "restrict",
            "censor",
            "curfew",
            "martial-law",
            "arrest",
            "deport",
            "withhold",
            "misinformation",
            "cyber",
        ],
        EventType::Assault => &[
            "abduct",
            "beat",
            "torture",
            "sexual",
            "targeted",
            "destroy",
            "primitive",
            "firearms",
            "explosives",
            "suicide-attack",
            "aerial",
            "drone",
            "heavy-weapons",
            "crowd-control",
            "unconventional",
        ],
        EventType::Agree | EventType::Support | EventType::Concede | EventType::Cooperate | EventType::Aid => &[],
    }
}

fn slot(row: &Row<'_, '_>, word: &str) -> Result<(Source, Part), TableError> {
    let (source, part) = word.split_once('=').unwrap_or((word, ""));
    let source_of = match source {
        "subject" => Source::Subject,
        "object" => Source::Object,
        "genitive" => Source::Genitive,
        "adj" => Source::Adjective,
        "speaker" => Source::Speaker,
        "first" => Source::First,
        "people" => Source::People,
        "owner" => Source::Owner,
        "that" => Source::That,
        "on" => Source::Behind(Topic::LINK_ON),
        "to" => Source::Behind(Topic::LINK_TO),
        "against" => Source::Behind(Topic::LINK_AGAINST),
        "with" => Source::Behind(Topic::LINK_WITH),
        "between" => Source::Behind(Topic::LINK_BETWEEN),
        "by" => Source::Behind(Topic::LINK_BY),
        "from" => Source::Behind(Topic::LINK_FROM),
        "care" => Source::Behind(Topic::CARE),
        "about" => Source::Behind(Topic::LINK_ABOUT),
        "in" => Source::Behind(Topic::LINK_IN),
        "b" => Source::AfterBy,
        "l" => Source::AfterTo,
        _ => {
            return Err(row.error(
                "frame",
                format!("\u{201C}{word}\u{201D} says not where a participant stands"),
                "see docs/lexicon.md",
            ));
        }
    };
    let part = match part {
        "a" => Part::Actor,
        "r" => Part::Recipient,
        "k" => Part::ByKind,
        "p" => Part::Passive,
        "" if source_of == Source::Object => Part::Recipient,
        "" => Part::Actor,
        _ => {
            return Err(row.error(
                "frame",
                format!("\u{201C}{word}\u{201D} names no part"),
                "a, r, k or p may follow the sign =",
            ));
        }
    };
    Ok((source_of, part))
}

fn need(builder: &Builder, row: &Row<'_, '_>, word: &str) -> Result<Need, TableError> {
    let not = word.starts_with('!');
    let fault = |what: &str| row.error("needs", format!("\u{201C}{word}\u{201D} {what}"), "write window:class,class");
    let (window, classes) = word.trim_start_matches('!').split_once(':').ok_or_else(|| fault("has no colon"))?;
    let window = match window {
        "next" => Window::Next,
        "close" => Window::Close,
        "after" => Window::After,
        "sentence" => Window::Sentence,
        "cue" => Window::Cue,
        "accuses" => Window::Accuses,
        "prev" => Window::Prev,
        "before3" => Window::Near,
        "before" => Window::Before,
        "unreal" => Window::Unreal,
        "promise" => Window::Promise,
        "purpose" => Window::Purpose,
        "object" => Window::Object,
        "subject" => Window::Subject,
        "article" => Window::Article,
        "future" => Window::Future,
        "irreal" => Window::Irreal,
        "past" => Window::Past,
        "definite" => Window::Definite,
        "rel" => Window::Relative,
        _ => return Err(fault("looks nowhere")),
    };
    let mut topics = Vec::new();
    for class in classes.split(',').filter(|c| !matches!(*c, "place" | "yes")) {
        topics.push(topic(builder, class).ok_or_else(|| fault("names a class that topics.tsv does not have"))?);
    }
    Ok(Need { window, topics, place: classes.split(',').any(|c| c == "place"), not })
}

fn wants(word: &str) -> Option<Wants> {
    Some(match word {
        "" => Wants::Free,
        "any" => Wants::Any,
        "actor" => Wants::Actor,
        "recipient" => Wants::Recipient,
        "both" => Wants::Both,
        "two" => Wants::Two,
        "armed" => Wants::Armed,
        "side" => Wants::Side,
        "person" => Wants::Person,
        "body" => Wants::Body,
        "speech" => Wants::Speech,
        "place" => Wants::Place,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mode_is_among_all_modes_and_each_there_once() {
        let of_types = || EventType::ALL.iter().flat_map(|kind| modes(*kind));
        assert!(of_types().all(|mode| MODES.contains(mode)) && MODES.iter().all(|mode| of_types().any(|m| m == mode)));
        assert!(MODES.iter().enumerate().all(|(n, mode)| !MODES[..n].contains(mode)));
    }

    const HEAD: &str = "# table: x\n# language: ar\n# licence: CC0-1.0\n# source: s\n# reviewer: r\n";
    const TOPICS: &str = "class\tpast\tpresent\tnoun\tadjective\tfixed\tnote\ntruce\t\t\tهدنة\t\tوقف إطلاق النار\t\n";
    const COLUMNS: &str = "past\tpresent\tparticiple\tnoun\ttype\tmode\tframe\tneeds\twants\tnote\n";

    fn read(row: &str) -> Result<Builder, TableError> {
        let mut builder = Builder::default();
        crate::tables::topics::load(&mut builder, &format!("{HEAD}{TOPICS}"))?;
        load(&mut builder, &format!("{HEAD}{COLUMNS}{row}\n"))?;
        Ok(builder)
    }

    #[test]
    fn a_row_is_one_sense_with_its_frame_and_needs() {
        let builder = read("رفض\tيرفض\t\t\tREJECT\tyield\tsubject object=r\tafter:truce !next:place\tactor\t").unwrap();
        let trigger = builder.triggers.iter().find_map(Entry::event).unwrap();
        assert_eq!((trigger.kind, trigger.mode.as_deref()), (EventType::Reject, Some("yield")));
        assert_eq!(trigger.frame, [(Source::Subject, Part::Actor), (Source::Object, Part::Recipient)]);
        assert_eq!(trigger.needs[0].topics, [Topic::TRUCE]);
        assert!(trigger.needs[1].not && trigger.needs[1].place);
        assert!(matches!(builder.dictionary.lookup("رفضت")[..], [Sense::Trigger(..)]));
    }

    #[test]
    fn a_mode_must_be_one_of_its_type() {
        let error = read("قصف\tيقصف\t\t\tASSAULT\tbombing\tsubject\t\t\t").unwrap_err();
        assert!(error.message.contains("bombing") && error.hint.contains("aerial"), "{error}");
    }

    #[test]
    fn needs_and_frames_that_say_nothing_are_refused() {
        assert!(read("قصف\t\t\t\tASSAULT\t\tsubject\tafter:nowhere\t\t").unwrap_err().message.contains("nowhere"));
        assert!(read("قصف\t\t\t\tASSAULT\t\tbeside\t\t\t").unwrap_err().message.contains("beside"));
        assert!(read("قصف\t\t\t\tASSAULT\t\tsubject\t\teverybody\t").unwrap_err().message.contains("everybody"));
    }
}
