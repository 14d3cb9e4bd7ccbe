//! Reads articles of the large corpus as they are and written otherwise, and compares the records: the
//! same changes and the same comparison as the test of that name in `rasid-read`.

#[path = "../../crates/rasid-read/tests/metamorphic/changes.rs"]
mod changes;
#[path = "../../crates/rasid-read/tests/metamorphic/same.rs"]
mod same;

use crate::{Outcome, Result, place};
use changes::Change;
use rasid_lang::Lexicon;
use rasid_read::Reader;
use rasid_record::Report;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

/// One article in so many is read.
const EVERY: usize = 10;
/// So many differences are printed for each change; the rest is counted.
const SHOWN: usize = 5;

/// An article whose records a change moved.
struct Moved {
    article: usize,
    differences: Vec<String>,
}

/// What one change did.
#[derive(Default)]
struct Tally {
    changed: usize,
    moved: Vec<Moved>,
}

/// Reads and compares.
pub fn run() -> Result<Outcome> {
    let corpus = match place::shared("data/news-2018-h1.jsonl.gz") {
        Ok(corpus) => corpus,
        Err(reason) => return Ok(Outcome::Skipped(format!("no article was changed, since {reason}"))),
    };
    let reports = reports(&corpus)?;
    let tallies = compare(&reports);
    let mut problems = Vec::new();
    println!("{:18} {:>8} {:>6}", "change", "changed", "differ");
    for (change, tally) in Change::ALL.into_iter().zip(&tallies) {
        println!("{:18} {:8} {:6}", format!("{change:?}"), tally.changed, tally.moved.len());
        for moved in tally.moved.iter().take(SHOWN) {
            let id = &reports[moved.article].id;
            problems.push(format!("{change:?} moves records of {id}:\n  {}", moved.differences.join("\n  ")));
        }
        if let Some(more) = tally.moved.len().checked_sub(SHOWN).filter(|more| *more > 0) {
            problems.push(format!("{change:?} moves records of {more} more articles."));
        }
    }
    Ok(Outcome::of(&problems))
}

/// One article in [`EVERY`].
fn reports(corpus: &Path) -> Result<Vec<Report>> {
    let cannot = |e: std::io::Error| format!("gzip cannot be run on {}: {e}.", corpus.display());
    let mut child = Command::new("gzip").arg("-dc").arg(corpus).stdout(Stdio::piped()).spawn().map_err(cannot)?;
    let lines = BufReader::new(child.stdout.take().ok_or("gzip has no output to read.")?).lines();
    let mut out = Vec::new();
    for line in lines.step_by(EVERY) {
        let line = line.map_err(cannot)?;
        let report: Report = serde_json::from_str(&line).map_err(|e| format!("{}: {e}.", corpus.display()))?;
        out.push(report.complete());
    }
    let status = child.wait().map_err(cannot)?;
    if status.success() { Ok(out) } else { Err(format!("gzip failed on {}: {status}.", corpus.display())) }
}

/// Reads every report under every change, on all cores.
fn compare(reports: &[Report]) -> Vec<Tally> {
    let lexicon = Lexicon::builtin();
    let next = AtomicUsize::new(0);
    let cores = std::thread::available_parallelism().map_or(1, |n| n.get());
    let parts: Vec<Vec<Tally>> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(|| work(reports, &lexicon, &next))).collect();
        workers.into_iter().filter_map(|worker| worker.join().ok()).collect()
    });
    let mut out: Vec<Tally> = Change::ALL.iter().map(|_| Tally::default()).collect();
    for (total, part) in parts.into_iter().flat_map(|part| (0..).zip(part)) {
        let total: &mut Tally = &mut out[total];
        total.changed += part.changed;
        total.moved.extend(part.moved);
    }
    for tally in &mut out {
        tally.moved.sort_by_key(|moved| moved.article);
    }
    out
}

fn work(reports: &[Report], lexicon: &Lexicon, next: &AtomicUsize) -> Vec<Tally> {
    let mut reader = Reader::new(lexicon);
    let mut tallies: Vec<Tally> = Change::ALL.iter().map(|_| Tally::default()).collect();
    loop {
        let article = next.fetch_add(1, Ordering::Relaxed);
        let Some(report) = reports.get(article) else { return tallies };
        let before = reader.read(report.clone());
        for (change, tally) in Change::ALL.into_iter().zip(&mut tallies) {
            let Some(text) = change.apply(&report.text, article as u64) else { continue };
            tally.changed += 1;
            // The title stands in the text already.
            let after = reader.read(Report { text, title: None, ..report.clone() });
            let differences = same::differences(&before, &after);
            if !differences.is_empty() {
                tally.moved.push(Moved { article, differences });
            }
        }
    }
}
