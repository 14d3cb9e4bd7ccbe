//! Measures Rasid and the crates that do a part of what it does, on one thread and by processor time. Prints a line
//! for each: what, megabytes, seconds. `bench/run` puts them beside the Python packages.

use duckling::{Context, DimensionKind, Lang, Locale, Options};
use rasid_lang::Lexicon;
use rasid_read::Reader;
use rasid_read::trace::{Stage, Trace};
use rasid_record::Report;
use rasid_text::{Quotes, Span, sentences, tokenize};
use rustix::time::{ClockId, clock_gettime};
use std::hint::black_box;

/// Articles that the slow ones get; megabytes a second are compared, so that fewer do.
const FEW: usize = 25;

fn main() {
    let Some(path) = std::env::args().nth(1) else {
        eprintln!("rasid-bench CORPUS.jsonl: the articles as lines of JSON, decompressed.");
        std::process::exit(2);
    };
    let corpus = std::fs::read(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
    let lexicon = Lexicon::builtin();
    lexicon.gazetteer();
    let whole = corpus.len();
    // What no reader can do without: each line is UTF-8 and JSON.
    tell("plain decoding (serde_json)", whole, || {
        for line in corpus.split(|b| *b == b'\n').filter(|line| !line.is_empty()) {
            let _ = black_box(serde_json::from_slice::<serde_json::Value>(line));
        }
    });
    tell("rasid: whole reading", whole, || {
        let mut reader = Reader::new(&lexicon);
        for report in reports(&path) {
            let _ = black_box(serde_json::to_vec(&reader.read(report)));
        }
    });
    let texts: Vec<Report> = reports(&path).map(Report::complete).collect();
    let size: usize = texts.iter().map(|r| r.text.len()).sum();
    tell("rasid: times", size, || {
        let mut reader = Reader::new(&lexicon);
        for report in &texts {
            black_box(reader.times(&report.text, report.published.as_deref()));
        }
    });
    tell("rasid: times and numbers", size, || {
        let mut reader = Reader::new(&lexicon);
        for report in &texts {
            black_box(reader.times_and_numbers(&report.text, report.published.as_deref()));
        }
    });
    let mut reader = Reader::new(&lexicon);
    let mut clock = Clock::default();
    for report in &texts {
        let report = report.clone();
        clock.begin();
        black_box(reader.read_traced(report, &mut clock));
    }
    line("rasid: times and figures", size, clock.figures - clock.statements);
    line("rasid: times and figures, with who says them", size, clock.figures);
    line("rasid: runs of words for copies", size, clock.sketch);
    let few: Vec<&Report> = texts.iter().step_by((texts.len() / FEW).max(1)).take(FEW).collect();
    let few_size: usize = few.iter().map(|r| r.text.len()).sum();
    let locale = Locale::new(Lang::AR, None);
    // Sentence by sentence: its time grows faster than the length of what it gets.
    let pieces: Vec<(Context, Vec<&str>)> = few.iter().map(|r| (context(r, locale), cut(&r.text))).collect();
    let dimensions = [DimensionKind::Time, DimensionKind::Numeral];
    tell("duckling 0.4.0: times and numbers", few_size, || {
        for (context, sentences) in &pieces {
            for sentence in sentences {
                black_box(duckling::parse(sentence, &locale, &dimensions, context, &Options::default()));
            }
        }
    });
}

fn reports(path: &str) -> impl Iterator<Item = Report> {
    rasid_source::open([path]).filter_map(|found| found.ok().map(|received| received.report))
}

/// The sentences of a text, as Rasid cuts them.
fn cut(text: &str) -> Vec<&str> {
    let tokens = tokenize(text);
    let quotes = Quotes::new(text, &tokens);
    let bytes = |r: std::ops::Range<usize>| tokens[r.start].span.start as usize..tokens[r.end - 1].span.end as usize;
    sentences(text, &tokens, &quotes).into_iter().filter(|r| !r.is_empty()).map(|r| &text[bytes(r)]).collect()
}

fn context(report: &Report, locale: Locale) -> Context {
    let day = report.published.as_deref().and_then(|day| day.get(..10)).unwrap_or("2018-01-01");
    let moment = format!("{day}T12:00:00+00:00").parse().unwrap_or_default();
    Context::new(moment, locale)
}

fn tell(what: &str, bytes: usize, work: impl FnOnce()) {
    let begin = processor();
    work();
    line(what, bytes, processor() - begin);
}

fn line(what: &str, bytes: usize, seconds: f64) {
    println!("{what}\t{:.3}\t{seconds:.3}", bytes as f64 / 1e6);
}

/// Seconds that this thread has had a processor. Others on the machine do not count.
fn processor() -> f64 {
    let told = clock_gettime(ClockId::ThreadCPUTime);
    told.tv_sec as f64 + told.tv_nsec as f64 / 1e9
}

/// Adds up processor time to the end of some stages. Figures need names; statements only say whose each is.
#[derive(Default)]
struct Clock {
    begun: f64,
    last: f64,
    statements: f64,
    figures: f64,
    sketch: f64,
}

impl Clock {
    fn begin(&mut self) {
        self.begun = processor();
    }
}

impl Trace for Clock {
    const ON: bool = false;
    fn fired(&mut self, _: &'static str, _: Span) {}
    fn near(&mut self, _: &'static str, _: Span, _: &'static str) {}
    fn done(&mut self, stage: Stage) {
        match stage {
            Stage::Names | Stage::Records => self.last = processor(),
            Stage::Statements => self.statements += processor() - self.last,
            Stage::Figures => self.figures += processor() - self.begun,
            Stage::Sketch => self.sketch += processor() - self.last,
            _ => {}
        }
    }
}
