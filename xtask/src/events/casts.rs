//! Who takes part in an event is learned twice over with the same weights: of each one who may, whether they do it, suffer
//! it or take no part (as every other choice), and of all of them together with "nobody", who it is.
//!
//! The second is what reading asks in the end. It is a choice among as many as there are (the conditional logit of McFadden
//! 1974); where several were marked, any of them is right.

use super::fit::{add_to_signs, least, prior_of, sums, turn};

/// Besides "takes no part": does it, suffers it.
const ROLES: usize = 2;
/// The classes of somebody.
const CLASSES: usize = ROLES + 1;

/// One who may take part.
pub struct Guest {
    /// Numbers of signs.
    pub signs: Vec<u32>,
    /// What was marked; none where another mention of the same was.
    pub class: Option<u8>,
    /// What was marked of the same by whichever mention.
    pub is: u8,
}

/// All who may take part in one event.
pub struct Cast {
    /// Numbers of the signs that speak for nobody.
    pub nobody: Vec<u32>,
    /// Whether somebody was marked who does it, and who suffers it.
    pub marked: [bool; ROLES],
    /// Who may.
    pub guests: Vec<Guest>,
}

/// The weight of each sign of guests for each class, and of each sign of nobody for each role. `priors` are the precisions of both.
pub fn fit(casts: &[Cast], (signs, nobody): (usize, usize), priors: [f64; 2]) -> (Vec<f64>, Vec<f64>) {
    let split = signs * CLASSES;
    let both = least(split + nobody * ROLES, |at| {
        let (at, empty) = at.split_at(split);
        let (loss, mut slope) = prior_of(at, priors[0]);
        let (more, mut empty_slope) = prior_of(empty, priors[1]);
        let of = |cast| lost(cast, (at, empty), (&mut slope, &mut empty_slope));
        let loss = loss + more + casts.iter().map(of).sum::<f64>();
        slope.append(&mut empty_slope);
        (loss, slope)
    });
    let (of_guests, of_nobody) = both.split_at(split);
    (of_guests.to_vec(), of_nobody.to_vec())
}

/// What is lost in one event.
fn lost(cast: &Cast, (at, empty): (&[f64], &[f64]), (slope, empty_slope): (&mut [f64], &mut [f64])) -> f64 {
    let mut loss = 0.0;
    let of: Vec<Vec<f64>> = cast.guests.iter().map(|guest| sums(&guest.signs, at, CLASSES)).collect();
    let mut rows = of.clone();
    for (row, guest) in rows.iter_mut().zip(&cast.guests) {
        match guest.class {
            Some(class) => loss += turn(row, class),
            None => row.fill(0.0),
        }
    }
    let nobody = sums(&cast.nobody, empty, ROLES);
    let mut row = [0.0; ROLES];
    for role in 0..ROLES {
        let is = |n: usize| usize::from(cast.guests[n].is) == role + 1;
        if cast.marked[role] && !(0..of.len()).any(is) {
            // Who was marked may not be chosen at all.
            continue;
        }
        let speaks: Vec<f64> = of.iter().map(|sums| sums[role + 1] - sums[0]).collect();
        let most = speaks.iter().copied().fold(nobody[role], f64::max);
        let raised: Vec<f64> = speaks.iter().map(|sum| (sum - most).exp()).collect();
        let none = (nobody[role] - most).exp();
        let all = raised.iter().sum::<f64>() + none;
        let right: f64 = match cast.marked[role] {
            true => (0..of.len()).filter(|&n| is(n)).map(|n| raised[n]).sum(),
            false => none,
        };
        let right = right.max(f64::MIN_POSITIVE);
        loss += (all / right).ln();
        for (n, row) in rows.iter_mut().enumerate() {
            let should = if cast.marked[role] && is(n) { raised[n] / right } else { 0.0 };
            let off = raised[n] / all - should;
            row[role + 1] += off;
            row[0] -= off;
        }
        row[role] = none / all - f64::from(u8::from(!cast.marked[role]));
    }
    for (guest, row) in cast.guests.iter().zip(&rows) {
        add_to_signs(&guest.signs, row, slope);
    }
    add_to_signs(&cast.nobody, &row, empty_slope);
    loss
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cast(marked: [bool; 2], classes: &[u8]) -> Cast {
        let guest = |(n, class): (usize, &u8)| Guest { signs: vec![n as u32], class: Some(*class), is: *class };
        Cast { nobody: vec![0], marked, guests: classes.iter().enumerate().map(guest).collect() }
    }

    #[test]
    fn the_first_named_is_learned_as_who_does_it_and_nobody_as_who_suffers_it() {
        let casts: Vec<Cast> = (0..200).map(|_| cast([true, false], &[1, 0, 0])).collect();
        let (weights, nobody) = fit(&casts, (3, 1), [1.0, 1.0]);
        let speaks = |sign: usize, role: usize| weights[sign * 3 + role] - weights[sign * 3];
        assert!(speaks(0, 1) > speaks(1, 1) + 2.0 && speaks(0, 1) > nobody[0] + 2.0, "{weights:?} {nobody:?}");
        assert!((0..3).all(|sign| nobody[1] > speaks(sign, 2) + 2.0), "{weights:?} {nobody:?}");
    }

    #[test]
    fn what_is_lost_falls_as_steeply_as_is_said() {
        let mut casts =
            [cast([true, true], &[1, 2, 0]), cast([false, true], &[0, 0, 2]), cast([true, false], &[1, 1, 0])];
        casts[2].guests[1].class = None;
        let at: Vec<f64> = (0..9).map(|n| f64::from(n) * 0.37 % 1.0 - 0.4).collect();
        let empty = [0.3, -0.2];
        let value = |at: &[f64], empty: &[f64]| {
            let (mut slope, mut none) = (vec![0.0; 9], vec![0.0; 2]);
            let of = |cast| lost(cast, (at, empty), (&mut slope, &mut none));
            (casts.iter().map(of).sum::<f64>(), slope, none)
        };
        let (here, slope, none) = value(&at, &empty);
        for n in 0..9 {
            let mut aside = at.clone();
            aside[n] += 1e-6;
            let grows = (value(&aside, &empty).0 - here) / 1e-6;
            assert!((grows - slope[n]).abs() < 1e-3, "{n}: {grows} {}", slope[n]);
        }
        for n in 0..2 {
            let mut aside = empty;
            aside[n] += 1e-6;
            let grows = (value(&at, &aside).0 - here) / 1e-6;
            assert!((grows - none[n]).abs() < 1e-3, "{n}: {grows} {}", none[n]);
        }
    }
}
