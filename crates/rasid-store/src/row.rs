//! The rows in which the eight lists are shown: one record of a reading beside the report that
//! it stands in, with what other records say of it (who claims it, until when) already looked up.

use rasid_record::{
    Anchor, Answer, ArrangementKind, Aux, Class, CommitmentKind, EventType, Form, List, Measure, NamingKind, Phase,
    Scope, Stance, TimeKind, TimeMod, Voice, Who,
};

/// Where a record stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportRef {
    /// Identifier of the report.
    pub id: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// When it was published: ISO 8601, as the source gave it.
    pub published: Option<String>,
    /// Its title or, where it has none, its first words.
    pub title: String,
}

/// Who says so, where the outlet does not say it itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claim {
    /// Index of the statement in its reading.
    pub statement: usize,
    /// Identifier of the speaker, where one is known.
    pub speaker_id: Option<String>,
    /// The words that name the speaker: those of this statement or, where it writes none, of the
    /// nearest earlier one by the same speaker.
    pub speaker: Option<String>,
    /// The outlets or agencies it came through, as written.
    pub via: Vec<String>,
}

/// A time that another record is bound to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimeRef {
    /// ISO 8601, or nothing where it cannot be known.
    pub value: Option<String>,
    /// The words of the text.
    pub words: String,
}

impl TimeRef {
    /// The value or, where it is not known, the words.
    pub fn label(&self) -> &str {
        self.value.as_deref().unwrap_or(&self.words)
    }
}

/// One record of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The report that it stands in.
    pub report: ReportRef,
    /// Its index in that list of the reading.
    pub idx: usize,
    /// The words that stand for it (`Reading::anchor`), in code points of the report's text.
    pub at: Anchor,
    /// The rule that made it.
    pub rule: String,
    /// Who says so; always nothing for times, statements and namings.
    pub claim: Option<Claim>,
    /// What the list has to say.
    pub fields: Fields,
}

impl Row {
    /// The list that the record belongs to.
    pub fn list(&self) -> List {
        match self.fields {
            Fields::Time(_) => List::Times,
            Fields::Figure(_) => List::Figures,
            Fields::Statement(_) => List::Statements,
            Fields::Event(_) => List::Events,
            Fields::Commitment(_) => List::Commitments,
            Fields::Arrangement(_) => List::Arrangements,
            Fields::Breach(_) => List::Breaches,
            Fields::Naming(_) => List::Naming,
        }
    }
}

/// The fields of a record, by list.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "each variant is one list of the codebook and its row says what it holds")]
pub enum Fields {
    Time(TimeRow),
    Figure(FigureRow),
    Statement(StatementRow),
    Event(EventRow),
    Commitment(CommitmentRow),
    Arrangement(ArrangementRow),
    Breach(BreachRow),
    Naming(NamingRow),
}

/// An expression of time.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeRow {
    /// What it is.
    pub kind: TimeKind,
    /// ISO 8601, or nothing where it cannot be known.
    pub value: Option<String>,
    /// Which part or side of it.
    pub modifier: Option<TimeMod>,
    /// Whether the value was worked out from the date of publication.
    pub anchored: bool,
}

/// A figure.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureRow {
    /// The least it can be.
    pub low: Option<f64>,
    /// The most it can be.
    pub high: Option<f64>,
    /// Whether the text calls it rough.
    pub approx: bool,
    /// The counted noun phrase as written.
    pub counted: Option<String>,
    /// What is counted.
    pub measure: Measure,
    /// Which people.
    pub who: Option<Who>,
    /// One occurrence or more.
    pub scope: Scope,
    /// The time from which it counts.
    pub from: Option<TimeRef>,
    /// The time until which it counts.
    pub until: Option<TimeRef>,
    /// Whether it only continues the statement that claims it.
    pub carried: bool,
}

/// A statement.
#[derive(Clone, Debug, PartialEq)]
pub struct StatementRow {
    /// Who is named as speaking, in this clause.
    pub speaker: Option<String>,
    /// The words that name the speaker, from an earlier clause where this one writes none.
    pub speaker_name: Option<String>,
    /// Identifier of the speaker.
    pub speaker_id: Option<String>,
    /// The reporting words.
    pub cue: String,
    /// What is said.
    pub content: Option<String>,
    /// Quoted, reported, or both.
    pub form: Form,
    /// Who is spoken to.
    pub addressee: Option<String>,
    /// The outlets or agencies it came through.
    pub via: Vec<String>,
    /// What the speaker does by it.
    pub stance: Stance,
    /// Whether the text says that it was not said.
    pub negated: bool,
}

/// Somebody who takes part in an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// Identifier of the actor.
    pub id: String,
    /// The words that name them.
    pub words: String,
}

/// An event.
#[derive(Clone, Debug, PartialEq)]
pub struct EventRow {
    /// PLOVER's type.
    pub kind: EventType,
    /// PLOVER's mode.
    pub mode: Option<String>,
    /// Who did it.
    pub actors: Vec<Party>,
    /// To whom.
    pub recipients: Vec<Party>,
    /// The time.
    pub when: Option<TimeRef>,
    /// The place.
    pub place: Option<String>,
    /// In which way it is less than a plain fact.
    pub aux: Option<Aux>,
    /// Whether it only continues the statement that claims it.
    pub carried: bool,
}

/// A commitment.
#[derive(Clone, Debug, PartialEq)]
pub struct CommitmentRow {
    /// Identifier of the side that is bound.
    pub by_id: String,
    /// Who is named.
    pub by: Option<String>,
    /// Who it is owed to.
    pub to: Option<String>,
    /// How firmly.
    pub class: Class,
    /// Whether it is not to do something.
    pub negative: bool,
    /// What it is about.
    pub kind: CommitmentKind,
    /// The time when it begins.
    pub from: Option<TimeRef>,
    /// The time when it falls due or runs out.
    pub until: Option<TimeRef>,
    /// A stated condition.
    pub condition: Option<String>,
}

/// An arrangement.
#[derive(Clone, Debug, PartialEq)]
pub struct ArrangementRow {
    /// What kind of mechanism.
    pub kind: ArrangementKind,
    /// What has become of it.
    pub phase: Phase,
    /// The place.
    pub place: Option<String>,
    /// Identifiers of those bound by it.
    pub parties: Vec<String>,
    /// Whom it is for.
    pub beneficiaries: Option<String>,
    /// The time when it begins.
    pub from: Option<TimeRef>,
    /// The time when it ends, or of its length.
    pub until: Option<TimeRef>,
}

/// A breach.
#[derive(Clone, Debug, PartialEq)]
pub struct BreachRow {
    /// Index of the arrangement in its reading.
    pub arrangement_idx: Option<usize>,
    /// The words of that arrangement.
    pub arrangement: Option<String>,
    /// The kind of that arrangement.
    pub arrangement_kind: Option<ArrangementKind>,
    /// Identifiers of who is said to have broken it.
    pub accused: Vec<String>,
    /// Identifiers of who suffered it.
    pub against: Vec<String>,
    /// Type of what was done.
    pub act: Option<EventType>,
    /// The words of the count.
    pub figure: Option<String>,
    /// The time from which.
    pub from: Option<TimeRef>,
    /// The time until which.
    pub until: Option<TimeRef>,
    /// The place.
    pub place: Option<String>,
    /// Whether it only continues the statement that claims it.
    pub carried: bool,
    /// What the accused answers.
    pub answer: Option<Answer>,
}

/// A naming.
#[derive(Clone, Debug, PartialEq)]
pub struct NamingRow {
    /// Identifier of the party.
    pub id: String,
    /// What kind of word.
    pub kind: NamingKind,
    /// Whose word.
    pub voice: Voice,
}
