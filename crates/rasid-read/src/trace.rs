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

/// Keeps everything that rules did, in order.
#[derive(Clone, Debug, Default)]
pub struct Recorder {
    /// What they did.
    pub steps: Vec<Step>,
}

impl Trace for Recorder {
    const ON: bool = true;
    fn fired(&mut self, rule: &'static str, span: Span) {
        self.steps.push(Step { rule, span, left: None });
    }
    fn near(&mut self, rule: &'static str, span: Span, reason: &'static str) {
        self.steps.push(Step { rule, span, left: Some(reason) });
    }
}
