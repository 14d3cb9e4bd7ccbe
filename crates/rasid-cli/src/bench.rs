//! `rasid bench`: how fast reports are read here, stage by stage, and whether the answer is still the same.

use crate::args::{Bench, Inputs};
use crate::exit::Exit;
use crate::pipeline;
use crate::progress::Messages;
use crate::read::line;
use crate::rules::{Own, Rules};
use rasid_read::Reader;
use rasid_read::trace::{Stage, Trace};
use rasid_record::{List, Reading};
use rasid_text::{Quotes, Span, sentences, tokenize};
use std::fs;
use std::time::{Duration, Instant};

/// What is measured beside the stages of reading: decoding before them, writing JSON after them.
const STAGES: usize = Stage::ALL.len();

/// Does what `args` say, by the tables of `own` too.
pub fn run(args: &Bench, own: Own<'_>) -> Exit {
    let mut messages = Messages::new(false);
    let rules = match Rules::for_command(own, &messages) {
        Ok(rules) => rules,
        Err(exit) => return exit,
    };
    // Some tables are read when they are first asked for; that is no part of reading.
    rules.lexicon.gazetteer();
    let alone = one_core(&rules, &args.inputs, &mut messages);
    let peak_alone = peak();
    let jobs = args.work.jobs();
    let together = (jobs > 1).then(|| all_cores(&rules, &args.inputs, jobs, &mut messages));
    print!("{}", table(&rules, &alone, peak_alone));
    if let Some(seconds) = together {
        println!("{}", row(&format!("{jobs} at once"), seconds, None, &alone, None));
        println!("{}", memory(&format!("peak memory, {jobs} at once"), peak()));
    }
    println!("answer {}", alone.answer);
    match args.expect.as_deref() {
        Some(expected) if expected != alone.answer => {
            messages.say(&format!(
                "The readings are not those that were expected ({expected}): rules, tables or inputs have changed, or a \
                 change for speed has changed what is read."
            ));
            Exit::SomeWrong
        }
        _ if alone.failed > 0 => Exit::SomeWrong,
        _ => Exit::Done,
    }
}

/// What one thread did.
struct Alone {
    reports: u64,
    failed: u64,
    bytes: u64,
    sentences: u64,
    records: [u64; List::ALL.len()],
    source: Duration,
    stages: [Duration; STAGES],
    json: Duration,
    /// The first 128 bits of the BLAKE3 hash of all readings as lines of JSON, in hexadecimal.
    answer: String,
}

impl Alone {
    fn seconds(&self) -> f64 {
        (self.source + self.stages.iter().sum::<Duration>() + self.json).as_secs_f64()
    }
}

/// Takes the time after each stage.
struct Clock {
    last: Instant,
    stages: [Duration; STAGES],
}

impl Clock {
    fn lap(&mut self) -> Duration {
        let now = Instant::now();
        now - std::mem::replace(&mut self.last, now)
    }
}

impl Trace for Clock {
    const ON: bool = false;
    fn fired(&mut self, _: &'static str, _: Span) {}
    fn near(&mut self, _: &'static str, _: Span, _: &'static str) {}
    fn done(&mut self, stage: Stage) {
        let lap = self.lap();
        self.stages[stage as usize] += lap;
    }
}

/// Reads all inputs on this thread.
fn one_core(rules: &Rules, inputs: &Inputs, messages: &mut Messages) -> Alone {
    let mut reader = Reader::new(&rules.lexicon);
    let mut reports = inputs.reports();
    let progress = reports.progress();
    let mut hasher = blake3::Hasher::new();
    let mut clock = Clock { last: Instant::now(), stages: [Duration::ZERO; STAGES] };
    let mut alone = Alone {
        reports: 0,
        failed: 0,
        bytes: 0,
        sentences: 0,
        records: [0; List::ALL.len()],
        source: Duration::ZERO,
        stages: [Duration::ZERO; STAGES],
        json: Duration::ZERO,
        answer: String::new(),
    };
    loop {
        clock.last = Instant::now();
        let found = reports.next();
        alone.source += clock.lap();
        let received = match found {
            None => break,
            Some(Ok(received)) => received,
            Some(Err(error)) => {
                alone.failed += u64::from(!error.is_warning());
                messages.say(&error.to_string());
                continue;
            }
        };
        // A line of JSON Lines has its line feed beside what was received.
        alone.bytes += received.capture.bytes.len() as u64 + 1;
        clock.last = Instant::now();
        let reading = reader.read_traced(received.report, &mut clock);
        clock.lap();
        let json = line(&reading);
        alone.json += clock.lap();
        hasher.update(&json);
        alone.take(&reading);
        messages.advance(alone.reports, &progress);
    }
    messages.finish();
    alone.stages = clock.stages;
    alone.answer = hasher.finalize().to_hex()[..32].to_owned();
    alone
}

impl Alone {
    /// Counts what is in a reading; no part of what is measured.
    fn take(&mut self, reading: &Reading) {
        self.reports += 1;
        for (sum, list) in self.records.iter_mut().zip(List::ALL) {
            *sum += reading.len_of(*list) as u64;
        }
        let text = &reading.report.text;
        let tokens = tokenize(text);
        self.sentences += sentences(text, &tokens, &Quotes::new(text, &tokens)).len() as u64;
    }
}

/// The seconds that `jobs` threads take.
fn all_cores(rules: &Rules, inputs: &Inputs, jobs: usize, messages: &mut Messages) -> f64 {
    let begin = Instant::now();
    let work = || |reader: &mut Reader<'_>, received: rasid_record::Received| line(&reader.read(received.report));
    // What could not be read was named already.
    let mut quiet = Messages::silent();
    let taken = pipeline::run(&rules.lexicon, inputs.reports(), (jobs, 0), &mut quiet, work, |_| Ok::<_, ()>(()));
    let seconds = begin.elapsed().as_secs_f64();
    if taken.is_err() {
        messages.say("The second reading ended early.");
    }
    seconds
}

/// The list that a stage makes, where it makes one.
fn list_of(stage: Stage) -> Option<List> {
    match stage {
        Stage::Times => Some(List::Times),
        Stage::Statements => Some(List::Statements),
        Stage::Figures => Some(List::Figures),
        Stage::Arrangements => Some(List::Arrangements),
        Stage::Breaches => Some(List::Breaches),
        Stage::Commitments => Some(List::Commitments),
        Stage::Naming => Some(List::Naming),
        Stage::Events => Some(List::Events),
        _ => None,
    }
}

fn table(rules: &Rules, alone: &Alone, peak: Option<u64>) -> String {
    let megabytes = alone.bytes as f64 / 1e6;
    let records: u64 = alone.records.iter().sum();
    let mut lines = vec![
        format!("rasid {}, rules {}", env!("CARGO_PKG_VERSION"), rules.version),
        format!(
            "{} reports, {megabytes:.1} MB as received, {} sentences, {records} records",
            alone.reports, alone.sentences
        ),
        String::new(),
        format!(
            "{:<16}{:>9}{:>8}{:>10}{:>12}{:>13}{:>12}",
            "stage", "seconds", "share", "MB/s", "reports/s", "sentences/s", "records/s"
        ),
    ];
    let all = alone.seconds();
    let mut push = |name: &str, took: Duration, records: Option<u64>| {
        let seconds = took.as_secs_f64();
        lines.push(row(name, seconds, Some(seconds / all), alone, records));
    };
    push("source", alone.source, None);
    for (stage, took) in Stage::ALL.into_iter().zip(alone.stages) {
        let made = list_of(stage).and_then(|list| List::ALL.iter().position(|l| *l == list)).map(|n| alone.records[n]);
        push(&format!("{stage:?}").to_lowercase(), took, made);
    }
    push("json", alone.json, None);
    lines.push(row("one core", all, Some(1.0), alone, Some(records)));
    lines.push(memory("peak memory, one core", peak));
    lines.join("\n") + "\n"
}

fn row(name: &str, seconds: f64, share: Option<f64>, alone: &Alone, records: Option<u64>) -> String {
    let each = |n: f64| if seconds > 0.0 { n / seconds } else { 0.0 };
    let share = share.map_or(String::new(), |share| format!("{:.1} %", share * 100.0));
    let records = records.map_or(String::new(), |n| format!("{:.0}", each(n as f64)));
    format!(
        "{name:<16}{seconds:>9.3}{share:>8}{:>10.2}{:>12.0}{:>13.0}{records:>12}",
        each(alone.bytes as f64 / 1e6),
        each(alone.reports as f64),
        each(alone.sentences as f64),
    )
    .trim_end()
    .to_owned()
}

fn memory(name: &str, bytes: Option<u64>) -> String {
    bytes.map_or(format!("{name}: not told by this system"), |b| format!("{name}: {:.1} MB", b as f64 / 1e6))
}

/// The most memory that this program has had so far, in bytes, where the system tells it.
fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse::<u64>().ok().map(|kib| kib * 1024)
}
