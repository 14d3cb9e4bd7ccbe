//! Damaged input: each gets one clear sentence that names it and the right exit code, and nothing
//! else is lost.

use crate::{Options, Outcome, Result, place};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// One kind of damage.
struct Case {
    /// Name of the file or folder; where it has no contents it is not made.
    name: &'static str,
    /// What to make under that name.
    made: Made,
    /// Identifiers of the reports in it that can be read all the same.
    kept: &'static [&'static str],
}

enum Made {
    Nothing,
    Folder,
    File(Vec<u8>),
}

/// A line with a good report.
fn good(id: &str) -> Vec<u8> {
    // Two words of Arabic, written in escapes.
    format!("{{\"id\": \"{id}\", \"text\": \"\\u0642\\u0627\\u0644 \\u0643\\u064a\\u0631\\u064a\"}}\n").into_bytes()
}

/// The beginning of a compressed file that holds `bytes` and is cut off after them.
fn cut_off(bytes: &[u8]) -> Vec<u8> {
    const HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    // One block that is stored as it is, and says that more follow.
    let length = u16::try_from(bytes.len()).unwrap_or(u16::MAX);
    [&HEADER[..], &[0], &length.to_le_bytes(), &(!length).to_le_bytes(), bytes].concat()
}

fn cases() -> Vec<Case> {
    const LONG: usize = 50 * 1024 * 1024;
    let file = |name, bytes, kept| Case { name, made: Made::File(bytes), kept };
    let between = |damage: &[u8]| [&good("kept-1")[..], damage, b"\n", &good("kept-2")].concat();
    let both: &[&str] = &["kept-1", "kept-2"];
    let long = [&b"{\"id\": \"long\", \"text\": \""[..], &vec![b'x'; LONG], b"\"}"].concat();
    vec![
        file("empty.txt", Vec::new(), &[]),
        file("empty.jsonl", Vec::new(), &[]),
        file("binary.txt", (0..=255).cycle().take(100_000).collect(), &[]),
        file("utf16.jsonl", b"\xff\xfe{\0}\0".to_vec(), &[]),
        file("broken-letters.jsonl", between(b"{\"id\": \"broken\", \"text\": \"\xd8\xae\xd8 \xff\"}"), both),
        file("cut.jsonl", between(b"{\"id\": \"cut\", \"text\": \"\\u0642"), both),
        file("long-line.jsonl", between(&long), both),
        file("cut-off.jsonl.gz", cut_off(&good("kept-1")), &["kept-1"]),
        Case { name: "nothing-inside", made: Made::Folder, kept: &[] },
        Case { name: "missing.jsonl", made: Made::Nothing, kept: &[] },
    ]
}

/// Gives the program each damaged input between two good ones.
pub fn run(options: &Options) -> Result<Outcome> {
    let binary = place::binary(options)?;
    let folder = place::target()?.join(format!("bad-input-{}", std::process::id()));
    let outcome = look(&binary, &folder);
    let removed = std::fs::remove_dir_all(&folder);
    let problems = outcome?;
    removed.map_err(|e| format!("{} cannot be removed: {e}.", folder.display()))?;
    Ok(Outcome::of(&problems))
}

fn look(binary: &Path, folder: &Path) -> Result<Vec<String>> {
    let (first, last) = (folder.join("first.jsonl"), folder.join("last.jsonl"));
    place::write(&first, &good("first"))?;
    place::write(&last, &good("last"))?;
    let read = |inputs: &[&PathBuf]| {
        let mut command = Command::new(binary);
        command
            .args(["read", "--format", "jsonl"])
            .args(inputs)
            .output()
            .map_err(|e| format!("{}: {e}.", binary.display()))
    };
    let mut problems = Vec::new();
    for case in cases() {
        let path = folder.join(case.name);
        match &case.made {
            Made::Nothing => {}
            Made::Folder => {
                std::fs::create_dir(&path).map_err(|e| format!("{} cannot be made: {e}.", path.display()))?;
            }
            Made::File(bytes) => place::write(&path, bytes)?,
        }
        let output = read(&[&first, &path, &last])?;
        let kept = [&["first"][..], case.kept, &["last"]].concat();
        let found = wrong(&output, case.name, &kept);
        println!("{:24} {}", case.name, sentences(&output, case.name).first().map_or("", |s| s.as_str()));
        problems.extend(found.into_iter().map(|sentence| format!("{}: {sentence}", case.name)));
    }
    for arguments in [&["read"][..], &["read", "--format", "no-such-format", "-"], &["no-such-command"]] {
        let output =
            Command::new(binary).args(arguments).output().map_err(|e| format!("{}: {e}.", binary.display()))?;
        if output.status.code() != Some(2) {
            problems.push(format!("{arguments:?}: wrong arguments end with 2, not {:?}.", output.status.code()));
        }
    }
    Ok(problems)
}

/// The lines on standard error that name the input.
fn sentences(output: &Output, name: &str) -> Vec<String> {
    let text = String::from_utf8_lossy(&output.stderr);
    text.lines().filter(|line| line.contains(name)).map(str::to_owned).collect()
}

/// What is wrong about a run over one damaged input, `kept` being the reports that must be read.
fn wrong(output: &Output, name: &str, kept: &[&str]) -> Vec<String> {
    let mut problems = Vec::new();
    if output.status.code() != Some(1) {
        problems.push(format!("the exit code is {:?}, not 1.", output.status.code()));
    }
    let named = sentences(output, name).len();
    if named != 1 {
        problems.push(format!("{named} lines on standard error name it, not one."));
    }
    if String::from_utf8_lossy(&output.stderr).contains("panicked") {
        problems.push("the program panicked.".to_owned());
    }
    let id = |line: &str| serde_json::from_str::<Value>(line).ok()?["id"].as_str().map(str::to_owned);
    let ids: Vec<Option<String>> = String::from_utf8_lossy(&output.stdout).lines().map(id).collect();
    if ids != kept.iter().map(|id| Some((*id).to_owned())).collect::<Vec<_>>() {
        problems.push(format!("the readings are of {ids:?}, not of {kept:?}."));
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::process::ExitStatusExt;

    fn output(code: i32, stdout: &str, stderr: &str) -> Output {
        let status = std::process::ExitStatus::from_raw(code << 8);
        Output { status, stdout: stdout.into(), stderr: stderr.into() }
    }

    #[test]
    fn one_sentence_the_right_code_and_all_other_reports_are_what_is_asked_for() {
        let good = output(1, "{\"id\": \"first\"}\n{\"id\": \"last\"}\n", "cut.jsonl:2: the line is cut.\n");
        assert_eq!(wrong(&good, "cut.jsonl", &["first", "last"]), Vec::<String>::new());
        let lost = output(1, "{\"id\": \"first\"}\n", "cut.jsonl:2: the line is cut.\n");
        assert_eq!(wrong(&lost, "cut.jsonl", &["first", "last"]).len(), 1);
        let silent = output(0, "{\"id\": \"first\"}\n{\"id\": \"last\"}\n", "");
        assert_eq!(wrong(&silent, "cut.jsonl", &["first", "last"]).len(), 2);
        let half = output(1, "{\"id\": \"first\"}\n{\"id\": \"la", "cut.jsonl: bad\n");
        assert_eq!(wrong(&half, "cut.jsonl", &["first", "last"]).len(), 1);
    }

    #[test]
    fn the_damaged_files_are_damaged_and_the_good_lines_are_good() {
        assert_eq!(serde_json::from_slice::<Value>(&good("x")).expect("a good line")["id"], "x");
        for case in cases().iter().filter(|case| case.name.ends_with(".jsonl") && !case.kept.is_empty()) {
            let Made::File(bytes) = &case.made else { panic!("{} is a file", case.name) };
            let lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
            assert!(
                serde_json::from_slice::<Value>(lines[0]).is_ok() && serde_json::from_slice::<Value>(lines[2]).is_ok()
            );
        }
    }
}
