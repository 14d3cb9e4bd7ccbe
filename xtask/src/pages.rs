//! Saved pages at speed: 5,000 pages of the eight templates of the tests in one web archive, read by the built program.
//!
//! Every page must come back with its headline, its date and its text; how many a second is printed, and fails below
//! what is promised.

#[path = "../../crates/rasid-source/tests/web/templates/mod.rs"]
mod templates;

use crate::{Options, Outcome, Result, place, program};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;
use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;
use std::process::Stdio;
use std::time::Instant;

/// Pages in the archive.
const PAGES: u64 = 5_000;
/// Pages a second that are promised, on two cores.
const PROMISED: f64 = 300.0;
/// The least share of words that are right (F1) in the text of each page.
const LEAST_F1: f64 = 0.95;

/// Writes the archive, has it read, and compares.
pub fn run(options: &Options) -> Result<Outcome> {
    let binary = place::binary(options)?;
    let folder = place::target()?.join("pages");
    fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let archive = folder.join("pages.warc.gz");
    let bytes = write(&archive).map_err(|e| format!("{}: {e}", archive.display()))?;
    let began = Instant::now();
    let mut child = program::reading(&binary, &archive)
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|e| format!("{}: {e}", binary.display()))?;
    let output = child.stdout.take().ok_or("The program has no output.")?;
    let mut lines = Vec::new();
    for line in BufReader::new(output).lines() {
        lines.push(line.map_err(|e| format!("What the program wrote cannot be read: {e}."))?);
    }
    let status = child.wait().map_err(|e| e.to_string())?;
    let seconds = began.elapsed().as_secs_f64();
    let speed = PAGES as f64 / seconds;
    println!(
        "{PAGES} pages of {} KB on the average, read with all their records in {seconds:.1} s: {speed:.0} a second.",
        bytes / PAGES / 1000
    );
    let mut problems = compare(&lines)?;
    if !status.success() {
        problems.push(format!("The program ended with {status}."));
    }
    if speed < PROMISED {
        problems.push(format!("That is fewer than {PROMISED} a second."));
    }
    Ok(Outcome::of(&problems))
}

/// Writes the archive, as crawlers of news do: a member of gzip for each record, a request after each answer. Gives the
/// bytes of all pages.
fn write(path: &Path) -> std::io::Result<u64> {
    let mut out = BufWriter::new(File::create(path)?);
    let mut bytes = 0;
    record(&mut out, "warcinfo", "", "application/warc-fields", b"software: xtask\r\n")?;
    for seed in 0..PAGES {
        let sample = templates::page(template(seed), seed);
        bytes += sample.html.len() as u64;
        let answer =
            format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nServer: x\r\n\r\n{}", sample.html);
        record(&mut out, "response", &sample.url, "application/http; msgtype=response", answer.as_bytes())?;
        record(&mut out, "request", &sample.url, "application/http; msgtype=request", b"GET / HTTP/1.1\r\n\r\n")?;
    }
    out.flush()?;
    Ok(bytes)
}

fn template(seed: u64) -> usize {
    (seed % templates::TEMPLATES.len() as u64) as usize
}

fn record(out: &mut impl Write, kind: &str, url: &str, media_type: &str, content: &[u8]) -> std::io::Result<()> {
    let mut member = GzEncoder::new(out, Compression::default());
    write!(
        member,
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2020-01-01T00:00:00Z\r\nContent-Type: {media_type}\r\n\
         Content-Length: {}\r\n\r\n",
        content.len()
    )?;
    member.write_all(content)?;
    member.write_all(b"\r\n\r\n")?;
    member.finish()?;
    Ok(())
}

/// What is wrong with the readings of the pages.
fn compare(lines: &[String]) -> Result<Vec<String>> {
    let mut readings = HashMap::new();
    for line in lines {
        let reading: Value = serde_json::from_str(line).map_err(|e| format!("This is no reading: {e}."))?;
        readings.insert(reading["url"].as_str().unwrap_or("").to_owned(), reading);
    }
    let mut problems = Vec::new();
    let (mut sum, mut least) = (0.0, 1.0_f64);
    for seed in 0..PAGES {
        let sample = templates::page(template(seed), seed);
        let mut say = |what: String| problems.push(format!("{} {seed}: {what}", sample.template));
        let Some(reading) = readings.get(&sample.url) else {
            say("there is no reading.".to_owned());
            continue;
        };
        let of = |key: &str| reading[key].as_str().unwrap_or("");
        let expected = format!("{}\n\n{}", sample.title, sample.body.join("\n\n"));
        let f1 = templates::word_f1(of("text"), &expected);
        sum += f1;
        least = least.min(f1);
        if f1 < LEAST_F1 {
            say(format!("the text has F1 {f1:.3}."));
        }
        for (key, expected) in [("title", &*sample.title), ("published", &sample.published), ("outlet", sample.outlet)]
        {
            if of(key) != expected {
                say(format!("{key} is {:?} instead of {expected:?}.", of(key)));
            }
        }
    }
    println!(
        "Word F1 of the texts with their headlines: {:.4} on the average, {least:.4} at the least.",
        sum / PAGES as f64
    );
    Ok(problems)
}
