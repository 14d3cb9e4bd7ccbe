//! The files that are compared: gold readings, readings, least values.

use rasid_record::{FORMAT, List, Reading};
use rasid_source::shown_path;
use serde_json::{Map, Value};
use std::fs;
use std::path::{Path, PathBuf};

/// The gold readings of a folder, by the names of their files, each with the lists that it says nothing about.
pub fn gold(folder: &Path) -> Result<Vec<(Reading, Vec<List>)>, String> {
    let entries =
        fs::read_dir(folder).map_err(|e| format!("{}: the folder cannot be read ({e}).", shown_path(folder)))?;
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "json"));
    files.sort();
    if files.is_empty() {
        return Err(format!("{}: the folder holds no gold reading; they end in .json.", shown_path(folder)));
    }
    files.iter().map(|path| reading(&text(path)?, &shown_path(path))).collect()
}

/// The readings in a file of JSON Lines.
pub fn readings(path: &Path) -> Result<Vec<Reading>, String> {
    let text = text(path)?;
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(n, line)| Ok(reading(line, &format!("{}, line {n}", shown_path(path)))?.0)).collect()
}

/// The least values: measures, each with its value.
pub fn least(path: &Path) -> Result<Vec<(String, f64)>, String> {
    let text = text(path)?;
    let mut values = Vec::new();
    for (n, line) in (1..).zip(text.lines()) {
        let mut words = line.split('#').next().unwrap_or("").split_whitespace();
        let Some(name) = words.next() else { continue };
        let value = words.next().and_then(|word| word.parse().ok());
        let value = value.ok_or_else(|| format!("{}, line {n}: there is no value behind {name}.", shown_path(path)))?;
        values.push((name.to_owned(), value));
    }
    Ok(values)
}

fn text(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: the file cannot be read ({error}).", shown_path(path)))
}

/// A reading, and the lists that are not there; only its identifier need be.
fn reading(text: &str, place: &str) -> Result<(Reading, Vec<List>), String> {
    let wrong = |error| format!("{place}: this is not a reading in the layout of docs/formats.md ({error}).");
    let mut fields: Map<String, Value> = serde_json::from_str(text).map_err(wrong)?;
    let unsaid = List::ALL.iter().copied().filter(|list| !fields.contains_key(list.as_str())).collect();
    for list in List::ALL {
        let found = fields.entry(list.as_str()).or_insert_with(|| Value::Array(Vec::new()));
        if found.is_null() {
            *found = Value::Array(Vec::new());
        }
    }
    fields.entry("rasid").or_insert_with(|| FORMAT.into());
    fields.entry("text").or_insert_with(|| "".into());
    Ok((serde_json::from_value(Value::Object(fields)).map_err(wrong)?, unsaid))
}
