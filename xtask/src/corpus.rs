//! Reads the large corpus three times, once on a single core, and compares the outputs: the same
//! input gives the same output, whatever the order of the threads.

use crate::{Options, Outcome, Result, place, program};
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Options of each run, and how the run is called.
const RUNS: [(&str, &[&str]); 3] = [("first", &[]), ("second", &[]), ("with --jobs 1", &["--jobs", "1"])];

/// What one run gave.
struct Output {
    hash: blake3::Hash,
    lines: usize,
    time: Duration,
}

/// Reads and compares. The seconds are printed and judged by nobody: machines differ.
pub fn run(options: &Options) -> Result<Outcome> {
    let corpus = match place::shared("data/news-2018-h1.jsonl.gz") {
        Ok(corpus) => corpus,
        Err(reason) => return Ok(Outcome::Skipped(format!("the corpus was not read, since {reason}"))),
    };
    let binary = place::binary(options)?;
    let expected = articles(&corpus)?;
    let mut problems = Vec::new();
    let mut first = None;
    for (name, arguments) in RUNS {
        let output = read(&binary, &corpus, arguments)?;
        let seconds = output.time.as_secs_f64();
        println!("{name:14} {:6} readings, {seconds:6.1} s, {}", output.lines, &output.hash.to_hex()[..16]);
        if output.lines != expected {
            problems.push(format!("The run {name} gave {} readings of {expected} articles.", output.lines));
        }
        if *first.get_or_insert(output.hash) != output.hash {
            problems.push(format!("The run {name} gave another output than the first."));
        }
    }
    Ok(Outcome::of(&problems))
}

fn read(binary: &Path, corpus: &Path, arguments: &[&str]) -> Result<Output> {
    let started = Instant::now();
    let cannot = |e: std::io::Error| format!("{} cannot be run: {e}.", binary.display());
    let mut child = program::reading(binary, corpus).args(arguments).stdout(Stdio::piped()).spawn().map_err(cannot)?;
    let (hash, lines) = digest(child.stdout.take().ok_or("The program has no output to read.")?)?;
    let status = child.wait().map_err(cannot)?;
    if !status.success() {
        return Err(format!("{} read {}: it ended with {status}.", binary.display(), corpus.display()));
    }
    Ok(Output { hash, lines, time: started.elapsed() })
}

/// How many articles the compressed corpus holds, one a line.
fn articles(corpus: &Path) -> Result<usize> {
    let cannot = |e: std::io::Error| format!("gzip cannot be run on {}: {e}.", corpus.display());
    let mut child = Command::new("gzip").arg("-dc").arg(corpus).stdout(Stdio::piped()).spawn().map_err(cannot)?;
    let (_, lines) = digest(child.stdout.take().ok_or("gzip has no output to read.")?)?;
    let status = child.wait().map_err(cannot)?;
    if status.success() { Ok(lines) } else { Err(format!("gzip failed on {}: {status}.", corpus.display())) }
}

/// Hash and number of lines of a stream, which is never held as a whole.
fn digest(mut stream: impl Read) -> Result<(blake3::Hash, usize)> {
    let mut hasher = blake3::Hasher::new();
    let (mut lines, mut unfinished) = (0, false);
    let mut buffer = vec![0; 1 << 20];
    loop {
        let n = stream.read(&mut buffer).map_err(|e| format!("The output of a program cannot be read: {e}."))?;
        if n == 0 {
            return Ok((hasher.finalize(), lines + usize::from(unfinished)));
        }
        hasher.update(&buffer[..n]);
        lines += buffer[..n].iter().filter(|byte| **byte == b'\n').count();
        unfinished = buffer[n - 1] != b'\n';
    }
}

#[cfg(test)]
mod tests {
    use super::digest;

    #[test]
    fn a_last_line_without_an_end_counts_as_a_line() {
        let lines = |text: &str| digest(text.as_bytes()).expect("memory can be read").1;
        assert_eq!((lines(""), lines("a"), lines("a\n"), lines("a\nb")), (0, 1, 1, 2));
    }

    #[test]
    fn outputs_that_differ_have_different_hashes() {
        let hash = |text: &str| digest(text.as_bytes()).expect("memory can be read").0;
        assert_eq!(hash("a\nb\n"), hash("a\nb\n"));
        assert_ne!(hash("a\nb\n"), hash("b\na\n"));
    }
}
