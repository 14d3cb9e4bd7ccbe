//! Groups by merging: the two most alike become one, until none are alike enough.
//!
//! Which two are most alike depends on the members alone. Equal ones are decided by the order in which
//! members are given, so that a caller who sorts them gets the same groups always.

/// What is known of a group.
#[derive(Clone, Copy)]
pub(crate) struct Group {
    /// How many members it has.
    pub size: f64,
    /// The sum of the likeness of all its members to all, themselves included.
    pub within: f64,
}

/// What counts for a group when it is compared with others. Two groups score the likeness between them,
/// summed over their members, times the shares of both, times the higher ease.
#[derive(Clone, Copy)]
pub(crate) struct Standing {
    /// What the likeness to its members is multiplied with.
    pub share: f64,
    /// How easily it joins.
    pub ease: f64,
}

/// How alike all members are: a symmetric matrix.
pub(crate) struct Likeness {
    n: usize,
    values: Vec<f32>,
}

impl Likeness {
    /// `n` members that are like themselves alone.
    pub fn new(n: usize) -> Self {
        let mut values = vec![0.0; n * n];
        values.iter_mut().step_by(n + 1).for_each(|v| *v = 1.0);
        Likeness { n, values }
    }

    /// Says how alike two members are.
    pub fn set(&mut self, a: usize, b: usize, value: f32) {
        self.values[a * self.n + b] = value;
        self.values[b * self.n + a] = value;
    }

    /// The likeness between groups: the sums over their members, who are labelled from zero to `n`.
    fn summed(&self, labels: &[usize], n: usize) -> Vec<f32> {
        let mut sums = vec![0.0; n * n];
        for (row, &group) in self.values.chunks(self.n).zip(labels) {
            let sums = &mut sums[group * n..][..n];
            row.iter().zip(labels).for_each(|(value, &other)| sums[other] += value);
        }
        sums
    }
}

/// Merges groups while the best pair scores at least `least`, beginning with `labels`: members with
/// equal labels are together from the beginning. The result numbers the groups in the order of their
/// first members.
pub(crate) fn agglomerate(
    likeness: Likeness,
    labels: &[usize],
    least: f64,
    standing: impl Fn(Group) -> Standing,
) -> Vec<usize> {
    let labels = renumbered(labels);
    let mut state = State::new(likeness, &labels, standing);
    while state.merge(least) {}
    renumbered(&labels.iter().map(|&label| state.into[label]).collect::<Vec<_>>())
}

/// Labels as numbers from zero, in the order of appearance.
fn renumbered(labels: &[usize]) -> Vec<usize> {
    let mut numbers = rustc_hash::FxHashMap::default();
    labels
        .iter()
        .map(|label| {
            let next = numbers.len();
            *numbers.entry(*label).or_insert(next)
        })
        .collect()
}

struct State<F> {
    n: usize,
    /// Sums of likeness between groups.
    between: Vec<f32>,
    groups: Vec<Group>,
    standings: Vec<Standing>,
    /// Groups that are still there.
    alive: Vec<usize>,
    /// The best later partner of each group, and its score.
    best: Vec<(f64, usize)>,
    /// What each of the first groups has become a part of.
    into: Vec<usize>,
    standing: F,
}

impl<F: Fn(Group) -> Standing> State<F> {
    fn new(likeness: Likeness, labels: &[usize], standing: F) -> Self {
        let n = labels.iter().max().map_or(0, |most| most + 1);
        let mut groups = vec![Group { size: 0.0, within: 0.0 }; n];
        labels.iter().for_each(|&group| groups[group].size += 1.0);
        let between = if n == labels.len() { likeness.values } else { likeness.summed(labels, n) };
        for (g, group) in groups.iter_mut().enumerate() {
            group.within = f64::from(between[g * n + g]);
        }
        let mut state = State {
            n,
            between,
            standings: groups.iter().map(|group| standing(*group)).collect(),
            groups,
            alive: (0..n).collect(),
            best: vec![(f64::MIN, 0); n],
            into: (0..n).collect(),
            standing,
        };
        for g in 0..n {
            state.look(g);
        }
        state
    }

    fn score(&self, a: usize, b: usize) -> f64 {
        let (x, y) = (self.standings[a], self.standings[b]);
        f64::from(self.between[a * self.n + b]) * (x.share * y.share) * x.ease.max(y.ease)
    }

    /// Finds the best partner of `g` among the groups behind it.
    fn look(&mut self, g: usize) {
        let behind = self.alive.partition_point(|&other| other <= g);
        let mut best = (f64::MIN, g);
        for &other in &self.alive[behind..] {
            let score = self.score(g, other);
            if score > best.0 {
                best = (score, other);
            }
        }
        self.best[g] = best;
    }

    /// Merges the best pair, unless it is not good enough.
    fn merge(&mut self, least: f64) -> bool {
        let mut top = (f64::MIN, 0, 0);
        for &g in &self.alive {
            if self.best[g].0 > top.0 {
                top = (self.best[g].0, g, self.best[g].1);
            }
        }
        let (score, a, b) = top;
        if score < least {
            return false;
        }
        self.take_in(a, b);
        let alive = self.alive.clone();
        for &g in &alive {
            // Who looked at one of the two must look again; for others only the new group is new.
            if g == a || self.best[g].1 == a || self.best[g].1 == b {
                self.look(g);
            } else if g < a {
                let score = self.score(g, a);
                let best = self.best[g];
                if score > best.0 || (score == best.0 && a < best.1) {
                    self.best[g] = (score, a);
                }
            }
        }
        true
    }

    /// Makes `b` a part of `a`.
    fn take_in(&mut self, a: usize, b: usize) {
        let n = self.n;
        self.groups[a].size += self.groups[b].size;
        self.groups[a].within += self.groups[b].within + 2.0 * f64::from(self.between[a * n + b]);
        self.standings[a] = (self.standing)(self.groups[a]);
        for &g in &self.alive {
            if g != a && g != b {
                let sum = self.between[a * n + g] + self.between[b * n + g];
                self.between[a * n + g] = sum;
                self.between[g * n + a] = sum;
            }
        }
        self.alive.retain(|&g| g != b);
        for into in self.into.iter_mut().filter(|into| **into == b) {
            *into = a;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn average(group: Group) -> Standing {
        Standing { share: 1.0 / group.size, ease: 1.0 }
    }

    fn likeness(n: usize, pairs: &[(usize, usize, f32)]) -> Likeness {
        let mut likeness = Likeness::new(n);
        pairs.iter().for_each(|&(a, b, value)| likeness.set(a, b, value));
        likeness
    }

    #[test]
    fn a_chain_does_not_make_one_group() {
        let chain = || likeness(4, &[(0, 1, 0.9), (1, 2, 0.6), (2, 3, 0.9)]);
        assert_eq!(agglomerate(chain(), &[0, 1, 2, 3], 0.5, average), [0, 0, 1, 1]);
        assert_eq!(agglomerate(chain(), &[0, 1, 2, 3], 0.1, average), [0, 0, 0, 0]);
    }

    #[test]
    fn members_that_are_together_stay_together() {
        let apart = || likeness(3, &[(0, 1, 0.9)]);
        assert_eq!(agglomerate(apart(), &[7, 8, 7], 0.5, average), [0, 1, 0]);
        assert_eq!(agglomerate(apart(), &[7, 8, 9], 0.5, average), [0, 0, 1]);
        assert_eq!(agglomerate(Likeness::new(0), &[], 0.5, average), [0; 0]);
    }

    /// The same, looked for in all pairs each time.
    fn slowly(likeness: &Likeness, least: f64) -> Vec<usize> {
        let mut groups: Vec<Vec<usize>> = (0..likeness.n).map(|m| vec![m]).collect();
        loop {
            let mut best = (f64::MIN, 0, 0);
            for a in 0..groups.len() {
                for b in a + 1..groups.len() {
                    let pairs = groups[a].iter().flat_map(|x| groups[b].iter().map(move |y| x * likeness.n + y));
                    let sum: f64 = pairs.map(|at| f64::from(likeness.values[at])).sum();
                    let score = sum / (groups[a].len() * groups[b].len()) as f64;
                    if score > best.0 {
                        best = (score, a, b);
                    }
                }
            }
            if best.0 < least {
                break;
            }
            let taken = groups.remove(best.2);
            groups[best.1].extend(taken);
        }
        let label = |m: usize| groups.iter().position(|g| g.contains(&m)).unwrap();
        renumbered(&(0..likeness.n).map(label).collect::<Vec<_>>())
    }

    #[test]
    fn the_best_pair_is_found_each_time() {
        let mut seed = 1_u64;
        for n in 2..40 {
            let mut all = Likeness::new(n);
            for a in 0..n {
                for b in 0..a {
                    seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    // Sums of such numbers are exact, so that the order of adding does not matter.
                    all.set(a, b, ((seed >> 40) % 1024) as f32 / 1024.0);
                }
            }
            let labels: Vec<usize> = (0..n).collect();
            let expected = slowly(&all, 0.55);
            assert_eq!(agglomerate(all, &labels, 0.55, average), expected, "{n} members");
        }
    }
}
