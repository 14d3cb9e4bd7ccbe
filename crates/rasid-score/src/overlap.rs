//! How far two stretches of one text cover the same words.

use rasid_record::Anchor;

/// From this share on two stretches count as the same.
const SAME: f64 = 0.5;

/// The characters that both cover, as a share of those that either covers or that lie between.
pub fn share(a: &Anchor, b: &Anchor) -> f64 {
    let both = i64::from(a.end.min(b.end)) - i64::from(a.start.max(b.start));
    let either = i64::from(a.end.max(b.end)) - i64::from(a.start.min(b.start));
    both.max(0) as f64 / either.max(1) as f64
}

/// [`share`], or nothing where it is too little for the two to be the same words.
pub fn same(a: &Anchor, b: &Anchor) -> f64 {
    enough(share(a, b))
}

/// `share` where it is enough for two stretches to be the same words, else nothing.
pub fn enough(share: f64) -> f64 {
    if share >= SAME { share } else { 0.0 }
}

/// Whether the two have a character in common.
pub fn touch(a: &Anchor, b: &Anchor) -> bool {
    a.end.min(b.end) > a.start.max(b.start)
}
