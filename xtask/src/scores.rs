//! Scores the readings of the gold reports and keeps the figures beside the code, so that each
//! change of a rule shows what it does to each measure and each record.

use crate::{Options, Outcome, Result, aside, judge, place, program};
use rasid_record::Reading;
use rasid_score::{Report, table};
use std::path::Path;

/// The measures, from the root of the repository.
const MEASURES: &str = "scores/gold.tsv";
/// A row for each gold record.
const ITEMS: &str = "scores/items.tsv";
/// So many changed rows are printed; the rest is counted.
const SHOWN: usize = 30;

/// Reads, scores, and compares or writes.
pub fn run(options: &Options) -> Result<Outcome> {
    let gold_folder = match place::shared("gold") {
        Ok(folder) => folder,
        Err(reason) => return Ok(Outcome::Skipped(format!("nothing was scored, since {reason}"))),
    };
    let gold = gold(&gold_folder)?;
    let file = place::target()?.join("scores/readings.jsonl");
    let readings = readings(options, &gold_folder.join("articles.jsonl"), &file)?;
    let report = rasid_score::score(&gold, &readings);
    let (measures, items) = (table::measures(&report), table::items(&report));
    print!("{}", aligned(&measures));
    let (corpus, binary) = (aside::corpus()?, place::binary(options)?);
    let mut others: Vec<(&str, Report)> = Vec::new();
    for set in &aside::SETS {
        let measures = aside::measure(&binary, set, &corpus)?;
        let report = Report { measures, ..Report::default() };
        println!("{}:", set.what);
        print!("{}", aligned(&table::measures(&report)));
        others.push((set.scores, report));
    }
    println!("The readings are in {}.", file.display());

    let mut problems: Vec<String> =
        report.missing.iter().map(|id| format!("The report {id} of the gold has no reading.")).collect();
    problems.extend(judge::problems(&gold_folder, &file, &report)?);
    let root = place::root()?;
    if options.write {
        place::write(&root.join(MEASURES), measures.as_bytes())?;
        place::write(&root.join(ITEMS), items.as_bytes())?;
        for (path, report) in &others {
            place::write(&root.join(path), table::measures(report).as_bytes())?;
        }
        println!("{MEASURES}, {ITEMS} and those of reports set aside are written.");
    } else {
        problems.extend(stale(&root, MEASURES, &measures, table::MEASURE_KEY, &report));
        for (path, report) in &others {
            problems.extend(stale(&root, path, &table::measures(report), table::MEASURE_KEY, report));
        }
        problems.extend(stale(&root, ITEMS, &items, table::ITEM_KEY, &report));
    }
    Ok(Outcome::of(&problems))
}

/// The gold readings, by the names of their files.
fn gold(folder: &Path) -> Result<Vec<Reading>> {
    let entries = std::fs::read_dir(folder).map_err(|e| format!("{} cannot be read: {e}.", folder.display()))?;
    let mut files: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "json"));
    files.sort();
    let read = |path: &std::path::PathBuf| parse(&place::read(path)?, &path.display().to_string());
    files.iter().map(read).collect()
}

/// Lets the program read `articles` into `file`, and gives the readings.
fn readings(options: &Options, articles: &Path, file: &Path) -> Result<Vec<Reading>> {
    let binary = place::binary(options)?;
    let text = program::read(&binary, articles)?;
    place::write(file, text.as_bytes())?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(i, line)| parse(line, &format!("{}:{}", file.display(), i + 1))).collect()
}

fn parse(text: &str, place: &str) -> Result<Reading> {
    serde_json::from_str(text).map_err(|e| format!("{place} is not a reading in the layout of docs/formats.md: {e}."))
}

/// Says where the committed table differs from the new one.
fn stale(root: &Path, path: &str, new: &str, key_columns: usize, report: &Report) -> Vec<String> {
    let Ok(old) = std::fs::read_to_string(root.join(path)) else {
        return vec![format!("{path} cannot be read; run ./check scores --write and commit it.")];
    };
    if old == new {
        return Vec::new();
    }
    let changes = table::changes(&old, new, key_columns);
    let mut lines = vec![format!(
        "{path} is stale: {} rows differ. Look at what changed, then run ./check scores --write and commit it.",
        changes.len()
    )];
    if key_columns == table::MEASURE_KEY {
        lines.push("  (gold, found, P, R, F1 before -> after)".to_owned());
    } else {
        lines.extend(rasid_record::List::ALL.iter().filter_map(|list| moved(&changes, list.as_str(), report)));
    }
    lines.extend(changes.iter().take(SHOWN).map(|change| format!("  {change}")));
    if changes.len() > SHOWN {
        lines.push(format!("  … and {} more.", changes.len() - SHOWN));
    }
    lines
}

/// How many records of a list were gained and lost.
fn moved(changes: &[table::Change], list: &str, report: &Report) -> Option<String> {
    let of_list = |change: &&table::Change| change.key.split(' ').nth_back(1) == Some(list);
    let to = |hit: &str| changes.iter().filter(of_list).filter(|c| c.after.as_deref() == Some(hit)).count();
    let (gained, lost) = (to("yes"), to("no"));
    let total = report.items.iter().filter(|item| item.list.as_str() == list).count();
    (gained + lost > 0).then(|| format!("  {list}: {gained} of {total} newly found, {lost} newly missed"))
}

/// A tab-separated table with its columns one under the other.
fn aligned(table: &str) -> String {
    let line = |line: &str| {
        let mut columns = line.split('\t');
        let first = format!("{:20}", columns.next().unwrap_or(""));
        first + &columns.map(|column| format!("{column:>8}")).collect::<String>() + "\n"
    };
    table.lines().map(line).collect()
}
