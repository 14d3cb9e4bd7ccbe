//! Gives the program versions of its rules: hashes of the crates that decide what is read, and how it is linked.
//!
//! A record says by which rules its readings and its links were made, and makes anew what was made by
//! others. The version of the package is no good for that: rules and tables change far more often.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The crates, and what of them, decides what a reading holds.
const RULES: [&str; 5] = ["rasid-text/src", "rasid-record/src", "rasid-lang/src", "rasid-lang/data", "rasid-read/src"];

/// What decides how readings are linked.
const LINKS: [&str; 3] = ["rasid-record/src", "rasid-link/src", "rasid-link/data"];

fn main() -> io::Result<()> {
    for (name, parts) in [("RASID_RULES", &RULES[..]), ("RASID_LINKS", &LINKS[..])] {
        println!("cargo::rustc-env={name}={}-{:016x}", env!("CARGO_PKG_VERSION"), hash(parts)?);
    }
    Ok(())
}

/// A hash over the sources and tables in these folders.
fn hash(parts: &[&str]) -> io::Result<u64> {
    let crates = Path::new("..");
    let mut hash = Fnv(0xcbf2_9ce4_8422_2325);
    for part in parts {
        let root = crates.join(part);
        println!("cargo::rerun-if-changed={}", root.display());
        let mut files = Vec::new();
        collect(&root, &mut files)?;
        files.sort();
        for file in files {
            hash.add(file.to_string_lossy().replace('\\', "/").as_bytes());
            // The same sources may have other ends of lines on another system.
            let bytes: Vec<u8> = fs::read(&file)?.into_iter().filter(|&b| b != b'\r').collect();
            hash.add(&bytes);
        }
    }
    Ok(hash.0)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|ending| ending == "rs" || ending == "tsv") {
            files.push(path);
        }
    }
    Ok(())
}

/// The hash FNV-1a, which is the same everywhere and for ever.
struct Fnv(u64);

impl Fnv {
    fn add(&mut self, bytes: &[u8]) {
        let length = (bytes.len() as u64).to_le_bytes();
        for byte in length.iter().chain(bytes) {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}
