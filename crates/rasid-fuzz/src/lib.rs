//! Hostile input for everything that reads what comes from outside, and for reading and linking, which must be total.
//!
//! A [`Target`] takes any bytes and panics where a promise does not hold. The same targets are run three ways: by
//! `rasid-fuzz` on stable with the seeded mutator of this crate (`./check fuzz`), by cargo-fuzz with the coverage of
//! libFuzzer (`fuzz/`), and over the cases kept in `fuzz/cases/TARGET/` by `cargo test`.

pub mod clock;
pub mod large;
mod linking;
mod made;
pub mod mutate;
#[cfg(feature = "desk")]
mod pages;
mod reading;
pub mod seeds;
mod sources;
mod tables;

/// Something that takes any bytes.
#[derive(Clone, Copy)]
pub struct Target {
    /// Its name, that of its folder of cases too.
    pub name: &'static str,
    /// Inputs to begin with: what is good of this kind.
    pub seeds: fn() -> Vec<Vec<u8>>,
    /// Pieces that are put into inputs: what means something in the format.
    pub words: &'static [&'static str],
    /// Does what the program does with such bytes.
    ///
    /// # Panics
    /// Where a promise does not hold.
    pub run: fn(&[u8]),
}

/// All targets.
pub fn targets() -> Vec<Target> {
    let mut all = Vec::new();
    all.extend(sources::TARGETS);
    all.extend(tables::TARGETS);
    all.extend(reading::TARGETS);
    all.extend(linking::TARGETS);
    #[cfg(feature = "desk")]
    all.extend(pages::TARGETS);
    all
}

/// The target of a name.
pub fn target(name: &str) -> Option<Target> {
    targets().into_iter().find(|target| target.name == name)
}
