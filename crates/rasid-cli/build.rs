//! Gives the program a version of its rules: a hash of the crates that decide what is read.
//!
//! A record says by which rules its readings were made, and reads anew what was made by others. The
//! version of the package is no good for that: rules and tables change far more often.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The crates, and what of them, decides what a reading holds.
const RULES: [&str; 5] = ["rasid-text/src", "rasid-record/src", "rasid-lang/src", "rasid-lang/data", "rasid-read/src"];

fn main() -> io::Result<()> {
    let crates = Path::new("..");
    let mut hash = Fnv(0xcbf2_9ce4_8422_2325);
    for part in RULES {
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
    println!("cargo::rustc-env=RASID_RULES={}-{:016x}", env!("CARGO_PKG_VERSION"), hash.0);
    Ok(())
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
