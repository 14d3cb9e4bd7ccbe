//! Where signs go: to a sum of weights when reading, to a list of names when weights are learned.

use rasid_lang::weights::{Part, STEPS, Signs, key};

/// Takes the signs that hold.
pub(super) trait Sink {
    /// Takes one.
    fn put(&mut self, template: Part<'static>, values: &[Part<'_>]);
    /// Whether by what was taken already the odds for anything but "none" are below these, given as a logarithm.
    fn is_below(&self, _odds: f32) -> bool {
        false
    }
}

/// More than the logarithm of the number of classes, in steps.
const MANY: i16 = (2.9 * STEPS) as i16;

/// Sums of weights against "none", one for each class besides it.
pub(super) struct Sums<'w, const N: usize> {
    weights: &'w Signs<N>,
    of: [i16; N],
}

impl<'w, const N: usize> Sums<'w, N> {
    pub fn new(weights: &'w Signs<N>) -> Self {
        Sums { weights, of: [0; N] }
    }

    /// What speaks for a class against "none", in steps.
    pub fn of(&self, class: usize) -> i32 {
        i32::from(self.of[class])
    }

    /// How likely each class is; what is left to one is "none".
    pub fn likely(&self) -> [f32; N] {
        let most = self.of.iter().copied().max().unwrap_or(0).max(0);
        let raised = self.of.map(|sum| (f32::from(sum - most) / STEPS).exp());
        let all = raised.iter().sum::<f32>() + (-f32::from(most) / STEPS).exp();
        raised.map(|r| r / all)
    }
}

impl<const N: usize> Sink for Sums<'_, N> {
    #[inline]
    fn put(&mut self, template: Part<'static>, values: &[Part<'_>]) {
        if let Some(row) = self.weights.of(key(template, values)) {
            // There are too few signs to come to the end of the numbers, unless somebody writes a table to that end.
            self.of.iter_mut().zip(row).for_each(|(sum, weight)| *sum = sum.saturating_add(i16::from(*weight)));
        }
    }

    fn is_below(&self, odds: f32) -> bool {
        let limit = (odds * STEPS) as i16;
        // The likeliest alone decides in most cases, without exponentials: all together are at most as many times it.
        let most = self.of.iter().copied().max().unwrap_or(i16::MIN);
        if most >= limit {
            return false;
        }
        most < limit.saturating_sub(MANY)
            || self.of.iter().map(|sum| (f32::from(*sum) / STEPS).exp()).sum::<f32>() < odds.exp()
    }
}

/// The names of signs.
#[derive(Default)]
pub(super) struct Named(pub Vec<String>);

impl Sink for Named {
    fn put(&mut self, template: Part<'static>, values: &[Part<'_>]) {
        let values: Vec<&str> = values.iter().map(|v| v.text).collect();
        self.0.push(format!("{}={}", template.text, values.join("|")));
    }
}
