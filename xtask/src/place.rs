//! Where things are: the root of the repository, the built program, the folder with gold and corpus.

use crate::{Options, Outcome, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The variable that names the folder with gold and corpus.
pub const SHARED: &str = "RASID_SHARED";

/// The root of the repository: the nearest folder above the current one that holds this crate.
pub fn root() -> Result<PathBuf> {
    let here = std::env::current_dir().map_err(|e| format!("The current folder cannot be found: {e}."))?;
    here.ancestors()
        .find(|folder| folder.join("xtask/Cargo.toml").is_file())
        .map(Path::to_path_buf)
        .ok_or_else(|| format!("{} is not inside the repository; run the chore from there.", here.display()))
}

/// The program to run: as given, or where a release build puts it.
pub fn binary(options: &Options) -> Result<PathBuf> {
    let path = match &options.binary {
        Some(path) => path.clone(),
        None => target()?.join("release/rasid"),
    };
    // A program is started from other folders too, so its path must not depend on this one.
    path.canonicalize().map_err(|e| {
        format!(
            "{} cannot be run ({e}); build it with cargo build --release, or name it with --binary.",
            path.display()
        )
    })
}

/// Where builds and what is made from them go.
pub fn target() -> Result<PathBuf> {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => Ok(folder.into()),
        None => Ok(root()?.join("target")),
    }
}

/// The file or folder `name` inside the folder with gold and corpus, or why there is none.
pub fn shared(name: &str) -> Result<PathBuf> {
    let folder = std::env::var_os(SHARED).filter(|f| !f.is_empty());
    let folder = folder.ok_or_else(|| format!("{SHARED} does not name the folder with gold and corpus"))?;
    let path = Path::new(&folder).join(name);
    if path.exists() { Ok(path) } else { Err(format!("{} does not exist", path.display())) }
}

/// Runs cargo at the root of the repository and gives what it printed.
pub fn cargo(arguments: &[&str]) -> Result<String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let called = format!("cargo {}", arguments.join(" "));
    let output = Command::new(cargo)
        .args(arguments)
        .current_dir(root()?)
        .output()
        .map_err(|e| format!("{called} cannot be run: {e}."))?;
    if !output.status.success() {
        return Err(format!("{called} failed: {}", String::from_utf8_lossy(&output.stderr).trim_end()));
    }
    String::from_utf8(output.stdout).map_err(|e| format!("{called} printed something that is not text: {e}."))
}

/// Reads a text file.
pub fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(|e| format!("{} cannot be read: {e}.", path.display()))
}

/// Compares a table of the repository with how it is made now, or writes it anew. `source` says what it is made of:
/// "the package gives".
pub fn keep_table(options: &Options, table: &str, made: &str, limit: usize, source: &str) -> Result<Outcome> {
    if made.len() > limit {
        return Ok(Outcome::of(&[format!("{table} would have {} bytes, more than {limit}.", made.len())]));
    }
    let path = root()?.join(table);
    if options.write {
        write(&path, made.as_bytes())?;
        println!("{table} is written: {} bytes.", made.len());
        return Ok(Outcome::Passed);
    }
    let stale = format!("{table} is not what {source} now; write it anew with --write.");
    let same = read(&path)? == made;
    Ok(Outcome::of(if same { &[] } else { std::slice::from_ref(&stale) }))
}

/// Writes a file under its name only once it is whole.
pub fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let sentence = |e: std::io::Error| format!("{} cannot be written: {e}.", path.display());
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder).map_err(sentence)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let unfinished = folder.join(format!(".{name}.{}", std::process::id()));
    std::fs::write(&unfinished, bytes).and_then(|()| std::fs::rename(&unfinished, path)).map_err(sentence)
}
