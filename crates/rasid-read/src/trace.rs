//! Tracing: which rules fired, and which came near. A generic parameter of reading that costs
//! nothing when off.

use rasid_text::Span;

/// Receives what rules do.
pub trait Trace {
    /// Whether anything is listening; rules may skip work for the trace where it is not.
    const ON: bool;
    /// Rule `rule` made a record at `span`.
    fn fired(&mut self, rule: &'static str, span: Span);
    /// Rule `rule` looked at `span` and left it, because of `reason`.
    fn near(&mut self, rule: &'static str, span: Span, reason: &'static str);
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
