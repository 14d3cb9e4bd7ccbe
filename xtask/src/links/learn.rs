//! Logistic regression: the weights under which the groups made by hand are most likely.

use rasid_link::SIGNS;

/// Pairs of reports that lie further apart are never one event and teach nothing.
pub const HOURS: f64 = 72.0;
/// From this share of repeated wording on, two reports are one text.
pub const COPY: f64 = 0.9;
/// Signs, and one for the bias.
const N: usize = SIGNS.len() + 1;
/// How strongly weights are drawn to zero, in standard deviations of the signs.
const RIDGE: f64 = 1.0;
/// Steps of Newton's method; it converges in far fewer.
const STEPS: usize = 50;

/// The weight of each sign and the bias.
pub fn fit(pairs: &[([f64; SIGNS.len()], bool)]) -> ([f64; SIGNS.len()], f64) {
    let count = pairs.len().max(1) as f64;
    let (mut mean, mut deviation) = ([0.0; SIGNS.len()], [0.0; SIGNS.len()]);
    for i in 0..SIGNS.len() {
        mean[i] = pairs.iter().map(|(signs, _)| signs[i]).sum::<f64>() / count;
        let variance = pairs.iter().map(|(signs, _)| (signs[i] - mean[i]).powi(2)).sum::<f64>() / count;
        deviation[i] = variance.sqrt().max(1e-9);
    }
    let mut weights = [0.0; N];
    for _ in 0..STEPS {
        let (mut slope, mut curve) = ([0.0; N], [[0.0; N]; N]);
        for i in 0..SIGNS.len() {
            slope[i] = -RIDGE * weights[i];
            curve[i][i] = RIDGE;
        }
        for (signs, one) in pairs {
            let mut row = [1.0; N];
            for i in 0..SIGNS.len() {
                row[i] = (signs[i] - mean[i]) / deviation[i];
            }
            let sum: f64 = row.iter().zip(weights).map(|(x, w)| x * w).sum();
            let likely = 1.0 / (1.0 + (-sum).exp());
            for i in 0..N {
                slope[i] += row[i] * (f64::from(u8::from(*one)) - likely);
                for j in 0..N {
                    curve[i][j] += row[i] * row[j] * likely * (1.0 - likely);
                }
            }
        }
        weights.iter_mut().zip(solve(curve, slope)).for_each(|(weight, step)| *weight += step);
    }
    let mut raw = [0.0; SIGNS.len()];
    let mut bias = weights[N - 1];
    for i in 0..SIGNS.len() {
        raw[i] = weights[i] / deviation[i];
        bias -= raw[i] * mean[i];
    }
    (raw, bias)
}

/// Solves a system of linear equations whose matrix is positive definite.
fn solve(mut matrix: [[f64; N]; N], mut right: [f64; N]) -> [f64; N] {
    for i in 0..N {
        let pivot = matrix[i];
        for row in i + 1..N {
            let factor = matrix[row][i] / pivot[i];
            matrix[row].iter_mut().zip(pivot).for_each(|(cell, above)| *cell -= factor * above);
            right[row] -= factor * right[i];
        }
    }
    for i in (0..N).rev() {
        let known: f64 = (i + 1..N).map(|column| matrix[i][column] * right[column]).sum();
        right[i] = (right[i] - known) / matrix[i][i];
    }
    right
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_that_goes_with_one_event_gets_weight_and_one_that_never_varies_gets_none() {
        let pair = |n: u32| {
            let mut signs = [0.0; SIGNS.len()];
            // The first sign is right three times out of four.
            let first = n % 8 < 4;
            signs[0] = f64::from(u8::from(first));
            (signs, first == (n % 4 != 3))
        };
        let (weights, _) = fit(&(0..800).map(pair).collect::<Vec<_>>());
        assert!(weights[0] > 1.5, "{weights:?}");
        assert!(weights[1..].iter().all(|w| w.abs() < 1e-6), "{weights:?}");
    }
}
