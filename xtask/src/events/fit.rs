//! Logistic regression over many signs, of which few hold at a time: the weights under which what was marked is likeliest.
//! Numbers signs and finds weights; [`super::casts`] has what is lost in choosing who takes part.

use std::collections::HashMap;

/// Steps of the method; it comes close long before.
const STEPS: usize = 120;
/// Steps that are remembered for the next.
const MEMORY: usize = 8;

/// One choice: the signs that held, and the class that was marked.
pub struct Choice {
    /// Numbers of signs, each once.
    pub signs: Vec<u32>,
    /// The class.
    pub class: u8,
}

/// Signs by number.
#[derive(Default)]
pub struct Signs {
    numbers: HashMap<String, u32>,
}

impl Signs {
    /// The numbers of signs that held together, each once.
    pub fn numbers(&mut self, names: Vec<String>) -> Vec<u32> {
        let mut held: Vec<u32> = names
            .into_iter()
            .map(|name| {
                let next = self.numbers.len() as u32;
                *self.numbers.entry(name).or_insert(next)
            })
            .collect();
        held.sort_unstable();
        held.dedup();
        held
    }

    /// Leaves only signs that are met at least `least` times in `held`, in the order of their names, which are given; `held` is
    /// numbered anew.
    pub fn often<'s>(self, least: u32, held: impl Iterator<Item = &'s mut Vec<u32>>) -> Vec<String> {
        let held: Vec<&mut Vec<u32>> = held.collect();
        let mut met = vec![0_u32; self.numbers.len()];
        held.iter().flat_map(|signs| signs.iter()).for_each(|&sign| met[sign as usize] += 1);
        let mut names: Vec<(String, u32)> =
            self.numbers.into_iter().filter(|(_, sign)| met[*sign as usize] >= least).collect();
        names.sort_unstable();
        let anew: HashMap<u32, u32> = (0..).zip(&names).map(|(new, (_, old))| (*old, new)).collect();
        for signs in held {
            *signs = signs.iter().filter_map(|old| anew.get(old).copied()).collect();
            signs.sort_unstable();
        }
        names.into_iter().map(|(name, _)| name).collect()
    }
}

/// The weight of each sign for each of `classes`, sign after sign. `prior` is the precision of the normal prior of a weight.
pub fn fit(choices: &[Choice], signs: usize, classes: usize, prior: f64) -> Vec<f64> {
    least(signs * classes, |at| {
        let (mut loss, mut slope) = prior_of(at, prior);
        choices.iter().for_each(|choice| loss += add_slope(choice, at, classes, &mut slope));
        (loss, slope)
    })
}

/// What weights lose by their prior, and how steeply in each.
pub fn prior_of(at: &[f64], prior: f64) -> (f64, Vec<f64>) {
    (prior / 2.0 * dot(at, at), at.iter().map(|w| w * prior).collect())
}

/// What the weights `at` lose in one choice; how steeply is added to `slope`.
fn add_slope(choice: &Choice, at: &[f64], classes: usize, slope: &mut [f64]) -> f64 {
    let mut sums = sums(&choice.signs, at, classes);
    let loss = turn(&mut sums, choice.class);
    add_to_signs(&choice.signs, &sums, slope);
    loss
}

/// What is lost where `class` was marked and classes have these sums, in whose place comes how steeply.
pub fn turn(sums: &mut [f64], class: u8) -> f64 {
    let class = usize::from(class);
    let most = sums.iter().copied().fold(f64::MIN, f64::max);
    let all: f64 = sums.iter().map(|sum| (sum - most).exp()).sum();
    let loss = most + all.ln() - sums[class];
    sums.iter_mut().for_each(|sum| *sum = (*sum - most).exp() / all);
    sums[class] -= 1.0;
    loss
}

/// The sum of the weights of signs, for each class.
pub fn sums(signs: &[u32], at: &[f64], classes: usize) -> Vec<f64> {
    let mut sums = vec![0.0; classes];
    for &sign in signs {
        let row = &at[sign as usize * classes..][..classes];
        sums.iter_mut().zip(row).for_each(|(sum, weight)| *sum += weight);
    }
    sums
}

/// Adds a row to the rows of all these signs.
pub fn add_to_signs(signs: &[u32], row: &[f64], slope: &mut [f64]) {
    for &sign in signs {
        let of = &mut slope[sign as usize * row.len()..][..row.len()];
        of.iter_mut().zip(row).for_each(|(slope, is)| *slope += is);
    }
}

/// Where the least is lost, of so many numbers; `lost` says what is lost at a place and how steeply.
///
/// Limited-memory BFGS (Liu and Nocedal 1989) with a line search that halves its step.
pub fn least(size: usize, lost: impl Fn(&[f64]) -> (f64, Vec<f64>)) -> Vec<f64> {
    let mut at = vec![0.0; size];
    let (mut loss, mut slope) = lost(&at);
    let mut steps: Vec<(Vec<f64>, Vec<f64>, f64)> = Vec::new();
    for n in 0..STEPS {
        let mut way = slope.clone();
        let mut shares = Vec::with_capacity(steps.len());
        for (moved, turned, rho) in steps.iter().rev() {
            let share = rho * dot(moved, &way);
            add(&mut way, turned, -share);
            shares.push(share);
        }
        let scale =
            steps.last().map_or(1.0 / norm(&slope).max(1.0), |(_, turned, rho)| 1.0 / (rho * dot(turned, turned)));
        way.iter_mut().for_each(|w| *w *= scale);
        for ((moved, turned, rho), share) in steps.iter().zip(shares.iter().rev()) {
            let back = rho * dot(turned, &way);
            add(&mut way, moved, share - back);
        }
        let falls = dot(&way, &slope);
        let mut length = 1.0;
        let (next, next_loss, next_slope) = loop {
            let mut next = at.clone();
            add(&mut next, &way, -length);
            let (next_loss, next_slope) = lost(&next);
            if next_loss <= loss - 1e-4 * length * falls || length < 1e-6 {
                break (next, next_loss, next_slope);
            }
            length /= 2.0;
        };
        let moved: Vec<f64> = next.iter().zip(&at).map(|(a, b)| a - b).collect();
        let turned: Vec<f64> = next_slope.iter().zip(&slope).map(|(a, b)| a - b).collect();
        let curve = dot(&moved, &turned);
        let gain = loss - next_loss;
        (at, loss, slope) = (next, next_loss, next_slope);
        if curve > 1e-10 {
            steps.push((moved, turned, 1.0 / curve));
            if steps.len() > MEMORY {
                steps.remove(0);
            }
        }
        if gain < loss.abs() * 1e-6 && n > 0 {
            break;
        }
    }
    at
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn norm(a: &[f64]) -> f64 {
    dot(a, a).sqrt()
}

fn add(to: &mut [f64], what: &[f64], times: f64) {
    to.iter_mut().zip(what).for_each(|(to, what)| *to += times * what);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_that_goes_with_a_class_speaks_for_it_and_one_that_goes_with_all_alike_for_none() {
        // Sign 0 always holds; sign 1 holds for class 1 nine times out of ten.
        let choices: Vec<Choice> = (0..300)
            .map(|n| {
                let class = u8::from(n % 3 == 0);
                let with = if n % 10 == 0 { class == 0 } else { class == 1 };
                Choice { signs: if with { vec![0, 1] } else { vec![0] }, class }
            })
            .collect();
        let weights = fit(&choices, 2, 2, 1.0);
        assert!(weights[3] > 1.0 && weights[2] < -1.0, "{weights:?}");
        assert!(weights[1] < 0.0 && weights[3].abs() > weights[1].abs(), "{weights:?}");
    }
}
