//! Links: what many reports make together.

use crate::reading::{List, Number};
use crate::words::*;
use serde::{Deserialize, Serialize};

/// What a report belongs to. Labels of events and stories are only equal or not equal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Identifier of the report.
    pub id: String,
    /// The earliest report whose wording it repeats.
    pub copy_of: Option<String>,
    /// Reports that tell the same occurrence share it.
    pub event: String,
    /// Reports of the same running affair share it.
    pub story: String,
}

/// A record of a list that goes without saying: the report, and the index in the list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Mention(pub String, pub usize);

/// A record: the report, the list, and the index in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Reference(pub String, pub List, pub usize);

/// A line about many reports. Its `id` is null, since it is about no single one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OfMany<T> {
    id: Option<()>,
    /// What they make together.
    #[serde(flatten)]
    pub what: T,
}

impl<T> OfMany<T> {
    /// A line that says this.
    pub fn new(what: T) -> Self {
        OfMany { id: None, what }
    }
}

crate::vocabulary::vocabulary! {
    /// Who attests a claim, seen from those whom it is about.
    Attests {
        /// They themselves.
        Own = "own",
        /// Those against whom they stand.
        Opponent = "opponent",
        /// Anybody else.
        Third = "third",
    }
}
crate::vocabulary::vocabulary! {
    /// What reports say that became of a commitment. Only undertakings are done or broken; the others have
    /// words of their own, so that nobody is charged with a promise they did not make.
    Outcome {
        /// Its time has not come.
        NotYetDue = "not yet due",
        /// No report that was looked at says anything.
        NoReport = "no report",
        /// An undertaking was carried out.
        Done = "reported done",
        /// Only a part of it was.
        Partly = "partly",
        /// It was carried out after it fell due.
        Late = "late",
        /// Its terms were changed.
        Renegotiated = "renegotiated",
        /// What it depended on did not come.
        ConditionNotMet = "condition not met",
        /// It was not carried out, or the contrary was done.
        Broken = "reported broken",
        /// Some say so and others the contrary.
        Contested = "contested",
        /// A target was reached.
        Met = "reported met",
        /// A target was missed.
        Missed = "reported missed",
        /// An offer was taken up.
        TakenUp = "reported taken up",
        /// An offer was not taken up.
        NotTakenUp = "reported not taken up",
        /// What was threatened or foretold came.
        CameTrue = "reported come true",
        /// It did not come.
        DidNot = "reported not come true",
    }
}
crate::vocabulary::vocabulary! {
    /// What two sides disagree about.
    About {
        /// How many.
        Figure = "figure",
        /// Whether it is so.
        Denial = "denial",
        /// What has become of an arrangement.
        Phase = "phase",
    }
}

/// How well a claim is attested: three counts that are never one number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Different texts; copies are one.
    pub texts: usize,
    /// Different sources with a name.
    pub origins: usize,
    /// Who they are: an actor, an agency, or an outlet that speaks for itself.
    pub named: Vec<String>,
    /// Different sources without a name, as far as texts tell them apart.
    pub unnamed: usize,
    /// Which sides attest it.
    pub sides: Vec<Attests>,
}

/// A claim that an arrangement is in a phase, by one claimant on one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhaseClaim {
    /// The phase.
    pub phase: Phase,
    /// The day on which it was published.
    pub at: Option<String>,
    /// Who claims it; nothing where outlets say it themselves.
    pub by: Option<String>,
    /// The outlets that published it.
    pub outlets: Vec<String>,
    /// How well it is attested.
    pub counts: Counts,
    /// The arrangements that say it.
    pub mentions: Vec<Mention>,
}

/// An entry of the violation ledger: who is said to have done what, never who is guilty.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Violation {
    /// Who is accused.
    pub accused: Vec<String>,
    /// Who suffered it.
    pub against: Vec<String>,
    /// What was done.
    pub act: Option<EventType>,
    /// How often, at least.
    pub low: Option<Number>,
    /// How often, at most.
    pub high: Option<Number>,
    /// From when, as the readings have it.
    pub from: Option<String>,
    /// Until when.
    pub until: Option<String>,
    /// Where.
    #[serde(rename = "where")]
    pub place: Option<String>,
    /// Who says so, unless it is outlets themselves.
    pub by: Vec<String>,
    /// What the accused answer.
    pub answers: Vec<Answer>,
    /// The day on which it was first published.
    pub at: Option<String>,
    /// How well it is attested.
    pub counts: Counts,
    /// The breaches that say it.
    pub mentions: Vec<Mention>,
}

/// An arrangement through time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ArrangementCourse {
    /// Its label.
    pub arrangement: String,
    /// What kind of mechanism most mentions take it for.
    pub kind: ArrangementKind,
    /// The document that names it.
    pub name: Option<String>,
    /// The words of a clear mention.
    pub words: String,
    /// Where.
    pub place: Option<String>,
    /// Identifier of the place.
    pub place_id: Option<String>,
    /// Who is bound by it, those most often named first.
    pub parties: Vec<String>,
    /// When it begins, as most mentions have it.
    pub from: Option<String>,
    /// When it ends, or its length.
    pub until: Option<String>,
    /// The stories in which it is spoken of.
    pub stories: Vec<String>,
    /// What is said to have become of it, in order of time.
    pub phases: Vec<PhaseClaim>,
    /// All breaches, as references.
    pub breaches: Vec<Mention>,
    /// The same as a ledger.
    pub ledger: Vec<Violation>,
    /// What sides are said to be bound to, offer or threaten in the matter.
    pub commitments: Vec<Mention>,
    /// How well it is attested that there is such an arrangement.
    pub counts: Counts,
}

/// How many reports were looked at for an outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Looked {
    /// Reports.
    pub articles: usize,
    /// Outlets that they are from.
    pub outlets: usize,
}

/// A commitment and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommitmentCourse {
    /// Its label.
    pub commitment: String,
    /// Who is bound.
    pub by: String,
    /// How firmly.
    pub class: Class,
    /// What it is about.
    pub kind: CommitmentKind,
    /// Whether it is not to do something.
    pub negative: bool,
    /// The thing to be done, in the words of the first mention.
    pub what: String,
    /// The condition, in its words.
    pub condition: Option<String>,
    /// All mentions.
    pub mentions: Vec<Mention>,
    /// When it begins.
    pub from: Option<String>,
    /// When it falls due or runs out.
    pub until: Option<String>,
    /// The moment up to which reports were looked at.
    pub as_of: Option<String>,
    /// What they say.
    pub outcome: Outcome,
    /// How many were looked at.
    pub looked: Looked,
    /// What speaks for its having been carried out.
    #[serde(rename = "for")]
    pub pro: Vec<Reference>,
    /// What speaks against it.
    pub against: Vec<Reference>,
    /// How well it is attested that it was undertaken.
    pub counts: Counts,
}

/// Two sides that say different things.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disagreement {
    /// Its label.
    pub disagreement: String,
    /// What about.
    pub about: About,
    /// Who says the one and who the other; nothing where outlets say it themselves.
    pub by: Vec<Option<String>>,
    /// The records of each side.
    pub sides: Vec<Vec<Reference>>,
    /// How well each side is attested.
    #[serde(default)]
    pub counts: Vec<Counts>,
}

/// What a side said of an arrangement on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stand {
    /// The day of publication.
    pub at: Option<String>,
    /// What it does by saying it.
    pub stance: Stance,
    /// In which phase it says the arrangement is.
    pub phase: Phase,
    /// The statement that is quoted.
    pub statement: Reference,
    /// The mention of the arrangement in it.
    pub mention: Mention,
}

/// A row of positions: what one side said of one arrangement through time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// The label of the arrangement.
    pub arrangement: String,
    /// The side.
    pub party: String,
    /// What it said, in order of time.
    pub stands: Vec<Stand>,
}

/// A figure that somebody gave on a day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Given {
    /// The day of publication.
    pub at: Option<String>,
    /// The least it can be.
    pub low: Option<Number>,
    /// The most it can be.
    pub high: Option<Number>,
    /// The figure.
    pub figure: Reference,
}

/// The figures that one source gave of one thing through time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claimed {
    /// Who gives them: an actor, an agency, an outlet; nothing for a source without a name.
    pub source: Option<String>,
    /// In order of time.
    pub given: Vec<Given>,
}

/// Figures of one thing through time, by who gives them. Copies give theirs once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FigureCourse {
    /// Its label.
    pub figures: String,
    /// The label of the story.
    pub story: String,
    /// What is counted.
    pub measure: Measure,
    /// Which people.
    pub who: Option<Who>,
    /// Of one occurrence or over a time.
    pub scope: Scope,
    /// By source, whoever spoke first first.
    pub series: Vec<Claimed>,
    /// How well it is attested that there is a figure of it.
    pub counts: Counts,
}
