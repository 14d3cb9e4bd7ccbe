//! Whether two readings say the same of a text and of the same text written otherwise.

use rasid_record::{List, Reading};
use rasid_text::fold::fold_char;
use serde_json::Value;

/// Where the eight lists of two readings differ, beside offsets and letters that are spellings of one
/// another. Each sentence names the record and both values.
pub fn differences(before: &Reading, after: &Reading) -> Vec<String> {
    let letters = [letters_before(&before.report.text), letters_before(&after.report.text)];
    let mut out = Vec::new();
    for &list in List::ALL {
        let (a, b) = (records(before, list, &letters[0]), records(after, list, &letters[1]));
        if a == b {
            continue;
        }
        let told = out.len();
        out.extend(a.iter().filter(|r| !b.contains(r)).map(|r| format!("{list}: gone {r}")));
        out.extend(b.iter().filter(|r| !a.contains(r)).map(|r| format!("{list}: new  {r}")));
        if out.len() == told {
            out.push(format!("{list}: the records stand in another order, or another number of times"));
        }
    }
    out
}

/// The records of a list, made comparable.
fn records(reading: &Reading, list: List, letters: &[u32]) -> Vec<Value> {
    let list = match list {
        List::Times => serde_json::to_value(&reading.times),
        List::Figures => serde_json::to_value(&reading.figures),
        List::Statements => serde_json::to_value(&reading.statements),
        List::Events => serde_json::to_value(&reading.events),
        List::Commitments => serde_json::to_value(&reading.commitments),
        List::Arrangements => serde_json::to_value(&reading.arrangements),
        List::Breaches => serde_json::to_value(&reading.breaches),
        List::Naming => serde_json::to_value(&reading.naming),
    };
    let Ok(Value::Array(mut records)) = list else { return Vec::new() };
    records.iter_mut().for_each(|record| plain(record, "", letters));
    records
}

/// A letter as all spellings have it in common: folded, quotation marks as one, white space as nothing.
fn each_letter(c: char, mut push: impl FnMut(char)) {
    fold_char(c, |f| match f {
        f if f.is_whitespace() => {}
        f if rasid_text::quotes::is_quote(f) => push('"'),
        f => push(f),
    });
}

/// For each code point, and the end, how many letters stand before it.
fn letters_before(text: &str) -> Vec<u32> {
    let mut out = vec![0];
    let mut letters = 0;
    for c in text.chars() {
        each_letter(c, |_| letters += 1);
        out.push(letters);
    }
    out
}

/// Replaces offsets by the number of letters before them, and words by their letters.
fn plain(value: &mut Value, key: &str, letters: &[u32]) {
    match value {
        Value::Object(fields) => fields.iter_mut().for_each(|(key, value)| plain(value, key, letters)),
        Value::Array(items) => items.iter_mut().for_each(|item| plain(item, key, letters)),
        Value::Number(offset) if matches!(key, "start" | "end") => {
            let at = offset.as_u64().and_then(|at| letters.get(at as usize)).copied();
            *value = at.into();
        }
        Value::String(words) if matches!(key, "text" | "counted") => {
            let mut folded = String::with_capacity(words.len());
            words.chars().for_each(|c| each_letter(c, |f| folded.push(f)));
            *words = folded;
        }
        _ => {}
    }
}
