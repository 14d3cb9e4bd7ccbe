//! Linking: the frozen table of frequencies, the weights, and how well links agree with groups made by hand.

mod groups;
pub mod growth;
mod learn;

use crate::{Options, Outcome, Result, place, program};
use groups::{Groups, Scores};
use rasid_link::{Linker, SIGNS};
use rasid_record::Reading;
use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The table of frequencies, from the root of the repository.
const FREQUENCIES: &str = "crates/rasid-link/data/frequencies.tsv";
/// Stems in it.
const STEMS: usize = 20_000;
/// The corpus that is counted, in the folder with gold and corpus.
const CORPUS: &str = "data/news-2018-h1.jsonl.gz";
/// Groups of our own, from the root of the repository.
const GROUPS: &str = "tests/groups";
/// What links must reach for a set of groups: over pairs of reports of one event, and for stories.
const LEAST: [(&str, f64, f64); 3] = [("dev", 0.62, 0.92), ("2018-04-11", 0.72, 0.86), ("2018-06-12", 0.62, 0.89)];

/// A set of groups and the readings of its reports.
type Set = (Groups, Vec<Reading>);

/// Counts in how many reports of the corpus each stem occurs, and compares or writes the table.
pub fn frequencies(options: &Options) -> Result<Outcome> {
    let corpus = match place::shared(CORPUS) {
        Ok(corpus) => corpus,
        Err(reason) => return Ok(Outcome::Skipped(format!("nothing was counted, since {reason}"))),
    };
    let text = program::read(&place::binary(options)?, &corpus)?;
    let (mut counts, mut reports) = (BTreeMap::<String, u32>::new(), 0);
    for line in text.lines() {
        reports += 1;
        parse(line)?.sketch.terms.into_keys().for_each(|stem| *counts.entry(stem).or_default() += 1);
    }
    let mut stems: Vec<(String, u32)> = counts.into_iter().collect();
    stems.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let mut table = format!(
        "# table: frequencies\n# what: in how many of so many reports a word stem occurs; the 20,000 most frequent stems\n\
         # source: counts over news-2018-h1 (ANT corpus v2.1, Chouigui, Ben Khiroun, Elayeb 2021); counts alone, no text\n\
         # made by: cargo run -p xtask -- frequencies --write\n# reports: {reports}\nstem\tcount\n"
    );
    for (stem, count) in stems.iter().take(STEMS) {
        // Writing to a string cannot fail.
        let _ = writeln!(table, "{stem}\t{count}");
    }
    let path = place::root()?.join(FREQUENCIES);
    if options.write {
        place::write(&path, table.as_bytes())?;
        println!("{FREQUENCIES} is written.");
        return Ok(Outcome::Passed);
    }
    let stale = format!("{FREQUENCIES} is not what the corpus gives now; write it anew with --write.");
    let same = place::read(&path)? == table;
    Ok(Outcome::of(if same { &[] } else { std::slice::from_ref(&stale) }))
}

/// Links the reports of each set of groups and compares.
pub fn compare(options: &Options) -> Result<Outcome> {
    let sets = match sets(options)? {
        Ok(sets) => sets,
        Err(reason) => return Ok(Outcome::Skipped(format!("no links were compared, since {reason}"))),
    };
    let mut problems = Vec::new();
    for (groups, readings) in &sets {
        let links = rasid_link::link(readings);
        let Scores { pairs, story } = groups.score(&links);
        println!("{:12} pairs of one event {pairs}   stories {story}", groups.name);
        let least = LEAST.iter().find(|(name, ..)| *name == groups.name);
        let Some(&(_, least_pairs, least_story)) = least else { continue };
        for (what, found, least) in [("event.pairs", pairs.f1(), least_pairs), ("story", story.f1(), least_story)] {
            if found < least {
                problems.push(format!("{}: {what} is {found:.3}, less than {least}.", groups.name));
            }
        }
    }
    Ok(Outcome::of(&problems))
}

/// Learns from all groups how much each sign speaks for one event, and prints it for `similarity.rs`.
pub fn learn(options: &Options) -> Result<Outcome> {
    let sets = match sets(options)? {
        Ok(sets) => sets,
        Err(reason) => return Ok(Outcome::Skipped(format!("nothing was learnt, since {reason}"))),
    };
    let mut pairs = Vec::new();
    for (groups, readings) in &sets {
        let mut linker = Linker::new();
        readings.iter().for_each(|reading| {
            linker.add(reading);
        });
        for (n, a) in groups.rows.iter().enumerate() {
            for b in &groups.rows[..n] {
                let known = linker.evidence(&a.id, &b.id).zip(linker.repeated(&a.id, &b.id));
                let Some((evidence, repeated)) = known else { continue };
                // One text printed twice would teach nothing but that.
                if evidence.hours <= learn::HOURS && repeated < learn::COPY {
                    pairs.push((evidence.signs(), a.event == b.event));
                }
            }
        }
    }
    let (weights, bias) = learn::fit(&pairs);
    println!("{} pairs of reports", pairs.len());
    for (sign, weight) in SIGNS.iter().zip(weights) {
        println!("{sign:24} {weight:8.3}");
    }
    println!("{:24} {bias:8.3}", "bias");
    Ok(Outcome::Passed)
}

/// The sets of groups, or why there are none.
fn sets(options: &Options) -> Result<std::result::Result<Vec<Set>, String>> {
    let (stories, corpus) = match (place::shared("stories"), place::shared(CORPUS)) {
        (Ok(stories), Ok(corpus)) => (stories, corpus),
        (Err(reason), _) | (_, Err(reason)) => return Ok(Err(reason)),
    };
    let binary = place::binary(options)?;
    let readings = |path: &Path| program::read(&binary, path)?.lines().map(parse).collect::<Result<Vec<Reading>>>();
    let mut sets = vec![(Groups::read(&stories.join("dev.tsv"))?, readings(&stories.join("dev.jsonl"))?)];
    let folder = place::root()?.join(GROUPS);
    let entries = std::fs::read_dir(&folder).map_err(|e| format!("{} cannot be read: {e}.", folder.display()))?;
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.sort();
    for file in files {
        let groups = Groups::read(&file)?;
        let articles = place::target()?.join(format!("links/{}.jsonl", groups.name));
        place::write(&articles, &chosen(&corpus, &groups.ids())?)?;
        let readings = readings(&articles)?;
        sets.push((groups, readings));
    }
    Ok(Ok(sets))
}

/// The lines of the compressed corpus that hold these articles.
fn chosen(corpus: &Path, ids: &HashSet<&str>) -> Result<Vec<u8>> {
    let cannot = |e: std::io::Error| format!("gzip cannot be run on {}: {e}.", corpus.display());
    let mut child = Command::new("gzip").arg("-dc").arg(corpus).stdout(Stdio::piped()).spawn().map_err(cannot)?;
    let output = child.stdout.take().ok_or("gzip has no output to read.")?;
    let mut lines = Vec::new();
    for line in BufReader::new(output).lines() {
        let line = line.map_err(cannot)?;
        let id = line.split("\"id\": \"").nth(1).and_then(|rest| rest.split('"').next());
        if id.is_some_and(|id| ids.contains(id)) {
            lines.extend_from_slice(line.as_bytes());
            lines.push(b'\n');
        }
    }
    child.wait().map_err(cannot)?;
    Ok(lines)
}

fn parse(line: &str) -> Result<Reading> {
    serde_json::from_str(line).map_err(|e| format!("The program wrote something that is no reading: {e}."))
}
