//! Rules over single files: module documentation, letters, size, names, paths of a workplace.

use super::Problem;

/// No file is longer; files aim at a third of it.
const LINES_LIMIT: usize = 600;
/// Endings of the files that are held to that.
const SIZED: [&str; 5] = [".rs", ".css", ".js", ".py", ".html"];
/// Names that say nothing about what is inside.
const EMPTY_NAMES: [&str; 5] = ["util", "utils", "common", "helpers", "misc"];
/// Endings of files whose name is a module's.
const MODULES: [&str; 3] = [".rs", ".py", ".js"];
/// What only the measuring scripts may name.
const WORKPLACE: [&str; 4] = ["../shared", "RASID_SHARED", "/work/", "/root/"];
/// The measuring scripts.
const MEASURING: [&str; 4] = ["check", ".ci/", "xtask/", "scores/"];

/// Rules over the path alone.
pub fn named(path: &str) -> Vec<Problem> {
    let Some(stem) = MODULES.iter().find_map(|ending| path.strip_suffix(ending)) else { return Vec::new() };
    stem.split('/')
        .filter(|part| EMPTY_NAMES.contains(part))
        .map(|part| {
            Problem::new(path, 1, format!("a module named {part} can hold anything; name it for what it does."))
        })
        .collect()
}

/// Rules over the text.
pub fn written(path: &str, text: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    if SIZED.iter().any(|ending| path.ends_with(ending)) {
        problems.extend(length(path, text));
    }
    if path.ends_with(".rs") {
        problems.extend(module_docs(path, text));
        problems.extend(inline_modules(path, text));
        if !path.starts_with("crates/rasid-lang/") && !is_test(path) {
            problems.extend(letters(path, text));
        }
    }
    if !MEASURING.iter().any(|place| path == *place || (place.ends_with('/') && path.starts_with(place))) {
        problems.extend(workplace(path, text));
    }
    problems
}

fn length(path: &str, text: &str) -> Option<Problem> {
    let lines = text.lines().count();
    let sentence = || format!("the file has {lines} lines, more than {LINES_LIMIT}; divide it.");
    (lines > LINES_LIMIT).then(|| Problem::new(path, LINES_LIMIT + 1, sentence()))
}

fn module_docs(path: &str, text: &str) -> Option<Problem> {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    let sentence = "the module does not begin with //! and a sentence that says what it is for.";
    (!first.starts_with("//!")).then(|| Problem::new(path, 1, sentence))
}

fn inline_modules(path: &str, text: &str) -> Vec<Problem> {
    let name = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let at = words.iter().position(|word| *word == "mod")?;
        let bare = at <= 1 && !line.trim_start().starts_with("//");
        let name = words.get(at + 1)?.trim_end_matches([';', '{', '}']).to_owned();
        // A module in a file of its own is named by that file.
        (bare && !line.trim_end().ends_with(';') && EMPTY_NAMES.contains(&name.as_str())).then_some(name)
    };
    numbered(text)
        .filter_map(|(n, line)| Some((n, name(line)?)))
        .map(|(n, name)| {
            Problem::new(path, n, format!("a module named {name} can hold anything; name it for what it does."))
        })
        .collect()
}

fn letters(path: &str, text: &str) -> Option<Problem> {
    let end = tests_from(text);
    let (n, line) = numbered(text).take_while(|(n, _)| *n < end).find(|(_, line)| line.chars().any(is_arabic))?;
    let letter = line.chars().find(|c| is_arabic(*c))?;
    let sentence = format!(
        "the Arabic letter U+{:04X} stands in code; put the word into a table of rasid-lang, a template or a test, or write \\u{{{:x}}}.",
        u32::from(letter),
        u32::from(letter)
    );
    Some(Problem::new(path, n, sentence))
}

fn workplace(path: &str, text: &str) -> Vec<Problem> {
    numbered(text)
        .filter_map(|(n, line)| Some((n, WORKPLACE.iter().find(|place| line.contains(*place))?)))
        .map(|(n, place)| {
            Problem::new(
                path,
                n,
                format!("{place} belongs to one workplace; only check, .ci, xtask and scores may name it."),
            )
        })
        .collect()
}

/// Whether the whole file is a test.
fn is_test(path: &str) -> bool {
    let mut parts: Vec<&str> = path.split('/').collect();
    let file = parts.pop().unwrap_or(path);
    parts.contains(&"tests") || file == "tests.rs" || file.ends_with("_test.rs")
}

/// The line from which on a file holds only tests: its first `#[cfg(test)]` before something that
/// has a body. One before a mere declaration says nothing about the lines after it.
fn tests_from(text: &str) -> usize {
    let lines: Vec<(usize, &str)> = numbered(text).collect();
    lines
        .iter()
        .enumerate()
        .filter(|(_, (_, line))| line.trim() == "#[cfg(test)]")
        .find(|(at, _)| {
            let item = lines[at + 1..].iter().map(|(_, line)| line.trim()).find(|line| !line.starts_with("#["));
            item.is_some_and(|item| !item.ends_with(';'))
        })
        .map_or(usize::MAX, |(_, (n, _))| *n)
}

fn is_arabic(c: char) -> bool {
    matches!(u32::from(c), 0x600..=0x6FF | 0x750..=0x77F | 0x8A0..=0x8FF | 0xFB50..=0xFDFF | 0xFE70..=0xFEFC)
}

/// Lines with their numbers, from 1.
fn numbered(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(i, line)| (i + 1, line))
}
