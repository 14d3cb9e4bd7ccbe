//! Builds the program for people who have no compiler: one static binary with its papers in an
//! archive, and the checksum beside it.

use crate::{Outcome, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The machines that the archive runs on: any Linux of this processor, since nothing is linked at run time.
const TARGET: &str = "x86_64-unknown-linux-gnu";
/// What goes into the archive beside the binary.
const PAPERS: [&str; 5] = ["README.md", "LICENSE", "NOTICE", "docs/codebook.md", "docs/formats.md"];

/// Builds, packs, and tries the packed program on the example reports.
pub fn run() -> Result<Outcome> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let cargo = ["build", "--profile", "dist", "--locked", "--package", "rasid-cli", "--target", TARGET];
    done(Command::new("cargo").args(cargo).current_dir(&root).env("RUSTFLAGS", "-C target-feature=+crt-static"))?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let binary = target.join(TARGET).join("dist/rasid");
    let name = format!("rasid-{}-{TARGET}", env!("CARGO_PKG_VERSION"));
    let folder = target.join("dist-package").join(&name);
    let failed = |e: std::io::Error| format!("{} cannot be filled: {e}.", folder.display());
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).map_err(failed)?;
    std::fs::copy(&binary, folder.join("rasid")).map_err(failed)?;
    for paper in PAPERS {
        let file = Path::new(paper).file_name().unwrap_or_default();
        std::fs::copy(root.join(paper), folder.join(file)).map_err(failed)?;
    }
    done(Command::new("cp").arg("-r").arg(root.join("examples")).arg(folder.join("examples")))?;
    let mut problems = Vec::new();
    let linked = Command::new("ldd").arg(folder.join("rasid")).output().map_err(failed)?;
    let said = String::from_utf8_lossy(&linked.stdout) + String::from_utf8_lossy(&linked.stderr);
    if !["statically linked", "not a dynamic executable"].iter().any(|s| said.contains(s)) {
        problems.push(format!("The binary is not static: {}", said.trim()));
    }
    // The packed program in an empty environment must do the main job's first half.
    let reads = Command::new(folder.join("rasid"))
        .args(["read", "--format", "jsonl", "examples/hodeidah-2018"])
        .current_dir(&folder)
        .env_clear()
        .output()
        .map_err(failed)?;
    let readings = reads.stdout.iter().filter(|&&b| b == b'\n').count();
    if !reads.status.success() || readings == 0 {
        problems.push(format!("The packed program read {readings} reports and ended with {}.", reads.status));
    }
    let package = folder.parent().unwrap_or(&folder);
    let archive = package.join(format!("{name}.tar.gz"));
    done(Command::new("tar").arg("-czf").arg(&archive).arg("-C").arg(package).arg(&name))?;
    done(
        Command::new("sh")
            .arg("-c")
            .arg(format!("sha256sum {name}.tar.gz > {name}.tar.gz.sha256"))
            .current_dir(package),
    )?;
    let size = std::fs::metadata(&archive).map_err(failed)?.len();
    println!("{} ({:.1} MB)", archive.display(), size as f64 / 1e6);
    Ok(Outcome::of(&problems))
}

/// Runs a command that must succeed.
fn done(command: &mut Command) -> Result<()> {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{command:?} ended with {status}.")),
        Err(error) => Err(format!("{command:?} cannot be run: {error}.")),
    }
}
