//! The licences of everything that is built in.

use super::Problem;
use serde_json::Value;

/// Licences under which a crate may be used.
const ALLOWED: [&str; 16] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "NCSA",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "Unlicense",
    "Zlib",
];

/// Crates that may be used under MPL-2.0. It asks that changes to their files stay open and that
/// they are named to those who get the program, so each is entered here by hand.
const MPL: [&str; 0] = [];

/// Holds every crate of `cargo metadata` against the list. `lock` is the lock file, to name its line.
pub fn check(metadata: &Value, lock: &str) -> Vec<Problem> {
    let packages = metadata["packages"].as_array().map_or(&[][..], Vec::as_slice);
    packages.iter().filter_map(|package| problem(package, lock)).collect()
}

fn problem(package: &Value, lock: &str) -> Option<Problem> {
    let name = package["name"].as_str().unwrap_or("");
    let version = package["version"].as_str().unwrap_or("");
    let sentence = match package["license"].as_str() {
        None => format!("{name} {version} states no licence by name; do without it."),
        Some(expression) => match allows(expression, &|licence| may_use(name, licence)) {
            Some(true) => return None,
            Some(false) => {
                format!("{name} {version} is under {expression}, which xtask/src/tidy/licences.rs does not allow.")
            }
            None => format!("{name} {version} states its licence as {expression:?}, which is no licence expression."),
        },
    };
    let named: Vec<&str> = lock.lines().collect();
    let line = named
        .windows(2)
        .position(|two| two[0] == format!("name = \"{name}\"") && two[1] == format!("version = \"{version}\""));
    Some(Problem::new("Cargo.lock", line.map_or(1, |i| i + 1), sentence))
}

fn may_use(name: &str, licence: &str) -> bool {
    ALLOWED.contains(&licence) || (licence == "MPL-2.0" && MPL.contains(&name))
}

/// Whether a licence expression can be met by licences that are `allowed`: one side of an `OR`,
/// both of an `AND`. Nothing where it is not well formed. The old `MIT/Apache-2.0` means `OR`.
pub fn allows(expression: &str, allowed: &dyn Fn(&str) -> bool) -> Option<bool> {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut reader = Reader { words: &words, allowed };
    let outcome = reader.either()?;
    reader.words.is_empty().then_some(outcome)
}

/// Reads an expression word by word; `AND` binds more tightly than `OR`.
struct Reader<'a> {
    words: &'a [&'a str],
    allowed: &'a dyn Fn(&str) -> bool,
}

impl Reader<'_> {
    fn take(&mut self, word: &str) -> bool {
        let taken = self.words.first() == Some(&word);
        if taken {
            self.words = &self.words[1..];
        }
        taken
    }

    fn either(&mut self) -> Option<bool> {
        let mut outcome = self.both()?;
        while self.take("OR") {
            outcome |= self.both()?;
        }
        Some(outcome)
    }

    fn both(&mut self) -> Option<bool> {
        let mut outcome = self.one()?;
        while self.take("AND") {
            outcome &= self.one()?;
        }
        Some(outcome)
    }

    fn one(&mut self) -> Option<bool> {
        if self.take("(") {
            let outcome = self.either()?;
            return self.take(")").then_some(outcome);
        }
        let (licence, rest) = self.words.split_first()?;
        if matches!(*licence, "AND" | "OR" | "WITH" | ")") {
            return None;
        }
        self.words = rest;
        if self.take("WITH") {
            let (exception, rest) = self.words.split_first()?;
            self.words = rest;
            return Some((self.allowed)(&format!("{licence} WITH {exception}")));
        }
        Some((self.allowed)(licence))
    }
}
