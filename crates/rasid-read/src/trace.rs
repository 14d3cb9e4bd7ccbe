//! Tracing: which rules fired, and which came near. A generic parameter of reading that costs
//! nothing when off.

use rasid_text::Span;

/// A part of the work on one report, in the order in which they are done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Tokens, sentences, quotation marks, and the entries of tables at each token.
    Ground,
    /// Expressions of time.
    Times,
    /// Names and roles.
    Names,
    /// Statements.
    Statements,
    /// Figures.
    Figures,
    /// Arrangements.
    Arrangements,
    /// Breaches.
    Breaches,
    /// Commitments.
    Commitments,
    /// Naming of parties.
    Naming,
    /// Events.
    Events,
    /// Where things are.
    Places,
    /// What was found, in the form that goes outside.
    Records,
    /// What linking needs of the wording.
    Sketch,
}

impl Stage {
    /// All stages, in their order.
    pub const ALL: [Stage; 13] = [
        Stage::Ground,
        Stage::Times,
        Stage::Names,
        Stage::Statements,
        Stage::Figures,
        Stage::Arrangements,
        Stage::Breaches,
        Stage::Commitments,
        Stage::Naming,
        Stage::Events,
        Stage::Places,
        Stage::Records,
        Stage::Sketch,
    ];
}

/// Receives what rules do.
pub trait Trace {
    /// Whether anything is listening; rules may skip work for the trace where it is not.
    const ON: bool;
    /// Rule `rule` made a record at `span`.
    fn fired(&mut self, rule: &'static str, span: Span);
    /// Rule `rule` looked at `span` and left it, because of `reason`.
    fn near(&mut self, rule: &'static str, span: Span, reason: &'static str);
    /// Whether weights are being learned: then what was marked by hand decides, not what was learned before.
    const LEARNS: bool = false;
    /// A word may show an event, by these signs; `known` says that a table holds it. Says which event was marked there.
    fn event(&mut self, _: Span, _signs: Vec<String>, _known: bool) -> Option<rasid_record::EventType> {
        None
    }
    /// Nobody may do the event last told, or suffer it, by these signs; told before everybody who may.
    fn nobody(&mut self, _signs: Vec<String>) {}
    /// The event last told, with who takes part in it, is done in some mode, by these signs.
    fn mode(&mut self, _signs: Vec<String>) {}
    /// The event last told, with who takes part in it, is told as happened or as something less, by these signs. Says what
    /// was marked.
    fn aux(&mut self, _signs: Vec<String>) -> Option<rasid_record::Aux> {
        None
    }
    /// Somebody, at a span, may take part in the event last told, by these signs. Says whether they were marked as who does
    /// it (true) or as to whom it is done (false).
    fn part(&mut self, _id: &str, _: Span, _signs: Vec<String>) -> Option<bool> {
        None
    }
    /// Something was weighed; told only where [`ON`](Self::ON).
    fn weighed(&mut self, _: Weighed) {}
    /// A stage is done; for those who measure how long each takes.
    fn done(&mut self, _: Stage) {}
}

/// No tracing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Trace for Silent {
    const ON: bool = false;
    fn fired(&mut self, _: &'static str, _: Span) {}
    fn near(&mut self, _: &'static str, _: Span, _: &'static str) {}
}

/// One thing that a rule did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The rule.
    pub rule: &'static str,
    /// Where, in bytes.
    pub span: Span,
    /// Why it left it; nothing where it fired.
    pub left: Option<&'static str>,
}

/// What was found by weighing all signs together.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighed {
    /// Where, in bytes.
    pub span: Span,
    /// The word of the event that it belongs to.
    pub event: Span,
    /// The type of the event, or what somebody is in it.
    pub what: String,
    /// How likely it is, from zero to one.
    pub likely: f32,
    /// The signs that spoke most for it (above zero) and against it, in words, strongest first; the natural logarithm of
    /// how many times each raises the odds against "none".
    pub signs: Vec<(String, f32)>,
}

/// Keeps everything that rules did, in order.
#[derive(Clone, Debug, Default)]
pub struct Recorder {
    /// What they did.
    pub steps: Vec<Step>,
    /// What was weighed.
    pub weighed: Vec<Weighed>,
}

impl Trace for Recorder {
    const ON: bool = true;
    fn fired(&mut self, rule: &'static str, span: Span) {
        self.steps.push(Step { rule, span, left: None });
    }
    fn near(&mut self, rule: &'static str, span: Span, reason: &'static str) {
        self.steps.push(Step { rule, span, left: Some(reason) });
    }
    fn weighed(&mut self, weighed: Weighed) {
        self.weighed.push(weighed);
    }
}
