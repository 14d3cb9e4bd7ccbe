//! What speaks for two reports telling one event, and how strongly.
//!
//! The weights are learnt from reports that people grouped (`cargo run -p xtask -- learn-links`) and
//! frozen here; there are few of them, so that they hold for other weeks and other outlets too.

use crate::features::{Alike, Features, dot, shared};

/// Names of the signs in [`Evidence::signs`], in their order.
pub const SIGNS: [&str; 7] =
    ["opening", "whole", "title", "hours apart (log)", "same outlet", "numbers", "kinds of events"];

/// How much each sign speaks for one event.
const WEIGHTS: [f64; SIGNS.len()] = [8.4, 8.4, 7.2, -2.39, -2.32, 0.157, 1.08];
/// How unlikely one event is where nothing speaks for it.
const BIAS: f64 = -6.07;
/// Hours in which a report of the same event becomes half as likely, roughly.
const HOURS: f64 = 6.0;

/// What two reports have in common.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evidence {
    /// How alike what they open with is, from 0 to 1.
    pub opening: f64,
    /// How alike all their words are, from 0 to 1.
    pub whole: f64,
    /// How alike their titles are, from 0 to 1.
    pub title: f64,
    /// Hours between them.
    pub hours: f64,
    /// Whether one outlet printed both: it rarely tells an event twice.
    pub same_outlet: bool,
    /// Numbers that both have, each by how rare it is.
    pub numbers: f64,
    /// How alike the types of events are that they open with, from 0 to 1.
    pub kinds: f64,
}

impl Evidence {
    /// Compares two reports of which is known already how alike their words are.
    pub(crate) fn between(a: &Features, b: &Features, alike: Alike) -> Option<Self> {
        Some(Evidence {
            opening: alike.opening.into(),
            whole: alike.whole.into(),
            title: dot(&a.title, &b.title),
            hours: a.hours(b)?,
            same_outlet: a.outlet.is_some() && a.outlet == b.outlet,
            numbers: shared(&a.numbers, &b.numbers),
            kinds: a.kinds.iter().zip(&b.kinds).map(|(x, y)| f64::from(x * y)).sum(),
        })
    }

    /// The signs that speak for or against one event, as they are weighed.
    pub fn signs(&self) -> [f64; SIGNS.len()] {
        let apart = (self.hours / HOURS).ln_1p();
        [self.opening, self.whole, self.title, apart, f64::from(u8::from(self.same_outlet)), self.numbers, self.kinds]
    }

    /// How likely it is that both tell one event, from 0 to 1.
    pub fn one_event(&self) -> f64 {
        let sum: f64 = self.signs().iter().zip(WEIGHTS).map(|(sign, weight)| sign * weight).sum();
        1.0 / (1.0 + (-(BIAS + sum)).exp())
    }
}
