//! The mechanisms that the seeds speak of must be in their readings, with parties, place, time,
//! phase and source. What must be there is in `xtask/data/seeds.txt`; no text of the seeds is.

use crate::{Options, Outcome, Result, cells, place, program};
use serde_json::Value;

/// What must be in the readings.
const WANTED: &str = include_str!("../data/seeds.txt");

/// A record that must be in the reading of one report.
#[derive(Debug)]
pub(crate) struct Wanted<'w> {
    /// The mechanism, as the heading above the line says it.
    mechanism: &'w str,
    /// The line as it is written.
    line: &'w str,
    report: &'w str,
    list: &'w str,
    conditions: Vec<Condition<'w>>,
    /// Whether it is known to be missing today, so that closing the gap shows.
    gap: bool,
}

/// What one field of the record must hold.
#[derive(Debug, PartialEq)]
enum Condition<'w> {
    /// `path(a=b;c=d)`: a list of records, one of which meets all conditions inside.
    One(&'w str, Vec<Condition<'w>>),
    /// `path=value`: just this value.
    Is(&'w str, &'w str),
    /// `path:a,b`: all of these among others; `grp:*` stands for any that begins so.
    Holds(&'w str, Vec<&'w str>),
    /// `path~part`: a value with this part.
    Part(&'w str, &'w str),
    /// `path`: something.
    Some(&'w str),
    /// `!path`: nothing.
    None(&'w str),
}

/// Reads the seeds and looks for each record.
pub fn run(options: &Options) -> Result<Outcome> {
    let seeds = match place::shared("seeds/seeds.jsonl") {
        Ok(seeds) => seeds,
        Err(reason) => return Ok(Outcome::Skipped(format!("the seeds were not read, since {reason}"))),
    };
    let binary = place::binary(options)?;
    let readings: Vec<Value> = program::read(&binary, &seeds)?
        .lines()
        .map(|line| serde_json::from_str(line).map_err(|e| format!("A reading is not JSON: {e}.")))
        .collect::<Result<_>>()?;

    compare(&parse("seeds.txt", WANTED)?, &readings, "records of mechanisms")
}

/// Looks for what must be there in `readings`, which hold lists of records each.
pub(crate) fn compare(wanted: &[Wanted<'_>], readings: &[Value], what: &str) -> Result<Outcome> {
    let mut problems = Vec::new();
    let mut found = 0;
    for record in wanted {
        match (record.missing(readings), record.gap) {
            (Some(_), true) => println!("gap: {}: {}", record.mechanism, record.line),
            (Some(missing), false) => problems.push(missing),
            (None, gap) => {
                found += 1;
                if gap {
                    problems.push(format!(
                        "{} is read now; take the word gap from its line: {}",
                        record.mechanism, record.line
                    ));
                }
            }
        }
    }
    println!("{found} of {} {what} are there.", wanted.len());
    Ok(Outcome::of(&problems))
}

/// The lines: a heading for each mechanism, and under it report, list and conditions.
pub(crate) fn parse<'w>(file: &str, text: &'w str) -> Result<Vec<Wanted<'w>>> {
    let mut mechanism = "";
    let mut out = Vec::new();
    for (i, line) in text.lines().enumerate() {
        let line = line.trim_end();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let Some(rest) = line.strip_prefix("  ") else {
            mechanism = line;
            continue;
        };
        let (rest, gap) = rest.strip_prefix("gap ").map_or((rest, false), |rest| (rest, true));
        let mut words = rest.split_whitespace();
        let (Some(report), Some(list)) = (words.next(), words.next()) else {
            return Err(format!("xtask/data/{file}:{}: a line names a report and a list.", i + 1));
        };
        let conditions = words.map(condition).collect();
        out.push(Wanted { mechanism, line: rest, report, list, conditions, gap });
    }
    Ok(out)
}

fn condition(word: &str) -> Condition<'_> {
    if let Some((path, inside)) = word.strip_suffix(')').and_then(|word| word.split_once('(')) {
        return Condition::One(path, inside.split(';').map(condition).collect());
    }
    if let Some(path) = word.strip_prefix('!') {
        return Condition::None(path);
    }
    let Some(at) = word.find(['=', ':', '~']) else { return Condition::Some(word) };
    let (path, value) = (&word[..at], &word[at + 1..]);
    match &word[at..=at] {
        "=" => Condition::Is(path, value),
        "~" => Condition::Part(path, value),
        _ => Condition::Holds(path, value.split(',').collect()),
    }
}

impl Condition<'_> {
    fn holds(&self, reading: &Value, record: &Value) -> bool {
        let at = |path: &str| cells::at(reading, record, path);
        match self {
            Condition::One(path, all) => {
                let records = record[*path].as_array().map_or(&[][..], Vec::as_slice);
                records.iter().any(|inner| all.iter().all(|c| c.holds(reading, inner)))
            }
            Condition::Is(path, value) => at(path) == [*value],
            Condition::Part(path, part) => at(path).iter().any(|v| v.contains(part)),
            Condition::Some(path) => !at(path).is_empty(),
            Condition::None(path) => at(path).is_empty(),
            Condition::Holds(path, all) => {
                let found = at(path);
                all.iter().all(|one| match one.strip_suffix('*') {
                    Some(head) => found.iter().any(|f| f.starts_with(head)),
                    None => found.iter().any(|f| f == one),
                })
            }
        }
    }

    /// The field, and what it must hold, as it is written.
    fn path(&self) -> &str {
        match self {
            Condition::Is(path, _)
            | Condition::One(path, _)
            | Condition::Holds(path, _)
            | Condition::Part(path, _)
            | Condition::Some(path)
            | Condition::None(path) => path,
        }
    }
}

impl Wanted<'_> {
    /// A sentence where no record meets all conditions, with what the nearest one lacks.
    fn missing(&self, readings: &[Value]) -> Option<String> {
        let sentence = |why: String| Some(format!("{}: {} ({why}).", self.mechanism, self.line));
        let Some(reading) = readings.iter().find(|r| r["id"] == self.report) else {
            return sentence("the report has no reading".to_owned());
        };
        let records = reading[self.list].as_array().map_or(&[][..], Vec::as_slice);
        let unmet = |record: &&Value| {
            let unmet = self.conditions.iter().filter(|c| !c.holds(reading, record));
            unmet.collect::<Vec<_>>()
        };
        // Of records that fail as many conditions the one that meets the first of them is nearest.
        let place = |unmet: &Vec<&Condition<'_>>| {
            let first = unmet.first().and_then(|u| self.conditions.iter().position(|c| c == *u));
            (unmet.len(), std::cmp::Reverse(first))
        };
        let nearest = records.iter().map(|r| (r, unmet(&r))).min_by_key(|(_, unmet)| place(unmet));
        match nearest {
            None => sentence("the list is empty".to_owned()),
            Some((_, unmet)) if unmet.is_empty() => None,
            Some((record, unmet)) => {
                let has = |c: &&Condition<'_>| {
                    let values = cells::at(reading, record, c.path());
                    format!("{} {}", c.path(), if values.is_empty() { "empty".to_owned() } else { values.join("+") })
                };
                sentence(format!("the nearest record has {}", unmet.iter().map(has).collect::<Vec<_>>().join(", ")))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Condition, condition, parse};
    use serde_json::json;

    #[test]
    fn the_list_of_what_must_be_there_is_well_formed() {
        let wanted = parse("seeds.txt", super::WANTED).expect("the file is well formed");
        assert!(!wanted.is_empty());
        for w in wanted {
            assert!(!w.mechanism.is_empty() && !w.conditions.is_empty(), "{}", w.line);
            assert!(rasid_record::List::ALL.iter().any(|l| l.as_str() == w.list), "{} is no list", w.list);
        }
    }

    #[test]
    fn conditions_are_told_apart_by_their_sign() {
        assert_eq!(condition("kind=pause"), Condition::Is("kind", "pause"));
        assert_eq!(condition("by.speaker_id=SYR:gov"), Condition::Is("by.speaker_id", "SYR:gov"));
        assert_eq!(condition("parties:RUS,SYR:gov"), Condition::Holds("parties", vec!["RUS", "SYR:gov"]));
        assert_eq!(condition("place~ab"), Condition::Part("place", "ab"));
        let inside = vec![Condition::Is("phase", "agreed"), Condition::Part("by", "un")];
        let one = condition("phases(phase=agreed;by~un)");
        assert_eq!(one, Condition::One("phases", inside));
        let of = |phases| json!({"phases": phases});
        assert!(one.holds(&json!(null), &of(json!([{"phase": "failed"}, {"phase": "agreed", "by": "unsc"}]))));
        assert!(!one.holds(&json!(null), &of(json!([{"phase": "failed", "by": "un"}, {"phase": "agreed"}]))));
        assert_eq!((condition("for"), condition("!by")), (Condition::Some("for"), Condition::None("by")));
    }

    #[test]
    fn a_record_that_lacks_a_party_is_named_with_what_it_has() {
        let wanted = parse("a.txt", "a truce\n  r1 arrangements kind=pause parties:RUS,grp:* !by\n")
            .expect("the text is well formed");
        let reading =
            |parties| json!({"id": "r1", "arrangements": [{"kind": "pause", "parties": parties, "by": null}]});
        assert_eq!(wanted[0].missing(&[reading(vec!["RUS", "grp:x"])]), None);
        let said = wanted[0].missing(&[reading(vec!["USA"])]).expect("Russia is missing");
        assert!(said.starts_with("a truce: ") && said.contains("has parties USA"), "{said}");
        assert!(wanted[0].missing(&[]).is_some_and(|s| s.contains("no reading")));
    }
}
