//! Connected components.

/// Sets that are joined until those that belong together are one.
pub(crate) struct Sets {
    up: Vec<usize>,
}

impl Sets {
    /// `n` sets of one member each.
    pub fn new(n: usize) -> Self {
        Sets { up: (0..n).collect() }
    }

    /// The member that stands for the set of `x`.
    pub fn root(&mut self, mut x: usize) -> usize {
        while self.up[x] != x {
            self.up[x] = self.up[self.up[x]];
            x = self.up[x];
        }
        x
    }

    /// Makes the sets of `a` and `b` one. The smaller number stands for it.
    pub fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.up[a.max(b)] = a.min(b);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joined_sets_have_one_root_in_any_order() {
        for pairs in [[(0, 3), (3, 5), (1, 2)], [(1, 2), (5, 3), (3, 0)]] {
            let mut sets = Sets::new(6);
            pairs.iter().for_each(|(a, b)| sets.join(*a, *b));
            let roots: Vec<usize> = (0..6).map(|x| sets.root(x)).collect();
            assert_eq!(roots, [0, 1, 1, 0, 4, 0]);
        }
    }
}
