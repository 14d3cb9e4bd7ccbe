//! Runs the case files in `cases/`: a short text, its date, and the records that must come of it.
//!
//! One test for each file. A case names the lists it is about by its lines; those lists must hold
//! just these records. `UPDATE_CASES=1` rewrites what is expected where a case fails; the diff is then reviewed.
//!
//! A case with a line `gap: why` says what must come but does not come yet: its test is marked
//! `[gap]`, passes as long as the records are not these, and fails when they are, so that the line
//! is taken out.

use libtest_mimic::{Arguments, Failed, Trial};
use rasid_lang::Lexicon;
use rasid_read::Reader;
use rasid_record::{List, Reading, Report};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn main() {
    let arguments = Arguments::from_args();
    let lexicon = Arc::new(Lexicon::builtin());
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    assert!(!files.is_empty(), "there are no case files in {}", root.display());
    let trials = files
        .into_iter()
        .map(|file| {
            let name = file.strip_prefix(&root).unwrap_or(&file).display().to_string();
            let lexicon = lexicon.clone();
            let gap = std::fs::read_to_string(&file).is_ok_and(|source| is_gap(&source));
            Trial::test(name, move || run(&file, &lexicon)).with_kind(if gap { "gap" } else { "" })
        })
        .collect();
    libtest_mimic::run(&arguments, trials).exit();
}

fn collect(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, out);
        } else if path.extension().is_some_and(|e| e == "md") {
            out.push(path);
        }
    }
}

/// The parts of a case file.
struct Case<'c> {
    published: Option<&'c str>,
    text: &'c str,
    expect: &'c str,
}

fn parse(source: &str) -> Result<Case<'_>, String> {
    let published = source.lines().find_map(|l| l.strip_prefix("published:")).map(str::trim).filter(|d| !d.is_empty());
    let block = |name: &str| {
        let open = format!("```{name}\n");
        let start = source.find(&open).map(|at| at + open.len()).ok_or(format!("there is no block ```{name}"))?;
        let end = source[start..].find("\n```").ok_or(format!("the block ```{name} is not closed"))?;
        Ok::<_, String>(&source[start..start + end])
    };
    Ok(Case { published, text: block("text")?, expect: block("expect")? })
}

fn is_gap(source: &str) -> bool {
    source.lines().take_while(|line| !line.starts_with("```")).any(|line| line.starts_with("gap:"))
}

fn run(file: &Path, lexicon: &Lexicon) -> Result<(), Failed> {
    let source = std::fs::read_to_string(file).map_err(|e| Failed::from(e.to_string()))?;
    let case = parse(&source).map_err(Failed::from)?;
    let report =
        Report { text: case.text.to_owned(), published: case.published.map(str::to_owned), ..Report::default() };
    let reading = Reader::new(lexicon).read(report);
    let lists = lists_of(case.expect).map_err(Failed::from)?;
    let found: Vec<String> = lists.iter().flat_map(|list| lines(&reading, *list)).collect();
    let gap = is_gap(&source);
    let expected: Vec<&str> = case.expect.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    let mut left = found.clone();
    let mut missing = Vec::new();
    for line in expected {
        match left.iter().position(|f| says(f, line)) {
            Some(at) => drop(left.remove(at)),
            None => missing.push(line),
        }
    }
    let good = missing.is_empty() && left.is_empty();
    if good && gap {
        return Err("the records are as they must be; take the line \"gap:\" out".into());
    }
    if good || gap {
        return Ok(());
    }
    // A case that holds keeps the words it was written with; one that fails is written anew when asked.
    if std::env::var_os("UPDATE_CASES").is_some() {
        let block = |lines: &str| format!("```expect\n{lines}\n```");
        let rewritten = source.replace(&block(case.expect), &block(&found.join("\n")));
        return std::fs::write(file, rewritten).map_err(|e| Failed::from(e.to_string()));
    }
    let mut message = format!("{}\n", case.text);
    missing.iter().for_each(|l| writeln!(message, "- {l}").unwrap());
    left.iter().for_each(|l| writeln!(message, "+ {l}").unwrap());
    Err(message.into())
}

/// The lists that the lines of a case name, in the order of the codebook.
fn lists_of(expect: &str) -> Result<Vec<List>, String> {
    let mut out = Vec::new();
    for line in expect.lines().map(str::trim).filter(|l| !l.is_empty()) {
        let mut words = line.split_whitespace();
        let first = words.next().unwrap_or("");
        let name = if first == "none" { words.next().unwrap_or("") } else { first };
        let singular = |list: &List| match list {
            List::Breaches => "breach",
            other => other.as_str().trim_end_matches('s'),
        };
        let list = List::ALL.iter().find(|l| l.as_str() == name || singular(l) == name);
        let list = *list.ok_or(format!("\u{201C}{line}\u{201D} names no list"))?;
        if !out.contains(&list) {
            out.push(list);
        }
    }
    out.sort();
    Ok(out)
}

/// Whether a record's line holds the words of an expected line, in this order.
fn says(found: &str, expected: &str) -> bool {
    let found = words(found);
    let mut rest = found.iter();
    words(expected).iter().all(|w| rest.any(|f| f == w))
}

/// Splits a line at white space, quoted words kept whole.
fn words(line: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = line.trim();
    while !rest.is_empty() {
        let end = match rest.strip_prefix('"') {
            Some(quoted) => quoted.find('"').map_or(rest.len(), |at| at + 2),
            None => rest.find(char::is_whitespace).unwrap_or(rest.len()),
        };
        out.push(&rest[..end]);
        rest = rest[end..].trim_start();
    }
    out
}

/// Quotes words of the text; quotation marks inside become simple ones.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "'").replace('\n', " "))
}

/// Identifiers may hold spaces; a line is split at them.
fn one_word(id: &str) -> String {
    id.replace(' ', "_")
}

/// The lines of one list of a reading.
fn lines(reading: &Reading, list: List) -> Vec<String> {
    let people = |list: &[rasid_record::Participant]| {
        list.iter().map(|p| format!(" {} {}", one_word(&p.id), quoted(&p.span.text))).collect::<String>()
    };
    let ids = |list: &[String]| list.iter().map(|id| format!(" {}", one_word(id))).collect::<String>();
    let flag = |on: bool, word: &str| if on { format!(" {word}") } else { String::new() };
    let span = |word: &str, span: &Option<rasid_record::Anchor>| {
        span.as_ref().map_or(String::new(), |a| format!(" {word} {}", quoted(&a.text)))
    };
    let time = |word: &str, index: Option<usize>| {
        index.map_or(String::new(), |n| format!(" {word} {}", quoted(&reading.times[n].at.text)))
    };
    let by = |index: Option<usize>| {
        let speaker = |n: usize| one_word(reading.statements[n].speaker_id.as_deref().unwrap_or("null"));
        index.map_or(String::new(), |n| format!(" by {}", speaker(n)))
    };
    let mut out: Vec<String> = match list {
        List::Times => (reading.times.iter())
            .map(|t| {
                let modifier = t.modifier.map_or(String::new(), |m| format!(" {m}"));
                format!("time {} {} {}{modifier}", quoted(&t.at.text), t.kind, t.value.as_deref().unwrap_or("null"))
            })
            .collect(),
        List::Figures => (reading.figures.iter())
            .map(|f| {
                let number = |n: Option<rasid_record::reading::Number>| n.map_or("null".to_owned(), |n| n.to_string());
                let who = f.who.map_or(String::new(), |w| format!(" {w}"));
                let range = format!("{}..{}{}", number(f.low), number(f.high), flag(f.approx, "approx"));
                let times = time("from", f.from) + &time("until", f.until) + &by(f.by);
                format!("figure {} {range} {}{who} {}{times}", quoted(&f.at.text), f.measure, f.scope)
            })
            .collect(),
        List::Statements => (reading.statements.iter())
            .map(|s| {
                let words =
                    |a: &Option<rasid_record::Anchor>| a.as_ref().map_or("null".to_owned(), |a| quoted(&a.text));
                let id = one_word(s.speaker_id.as_deref().unwrap_or("null"));
                let how = format!("{} {}{}", s.stance, s.form, flag(s.negated, "negated"));
                let via: String = s.via.iter().map(|v| format!(" via {}", quoted(&v.text))).collect();
                let to = s.addressee.as_ref().map_or(String::new(), |a| format!(" to {}", quoted(&a.text)));
                format!(
                    "statement {} {id} {} {how}{to}{via} {}",
                    words(&s.speaker),
                    quoted(&s.cue.text),
                    words(&s.content)
                )
            })
            .collect(),
        List::Events => (reading.events.iter())
            .map(|e| {
                let mode = e.mode.as_deref().map_or(String::new(), |m| format!(" {m}"));
                let aux = e.aux.map_or(String::new(), |a| format!(" {a}"));
                let to = if e.recipients.is_empty() { String::new() } else { format!(" ->{}", people(&e.recipients)) };
                format!("event {}{mode} {}{aux}{}{to}", e.kind, quoted(&e.trigger.text), people(&e.actors))
            })
            .collect(),
        List::Commitments => (reading.commitments.iter())
            .map(|c| {
                let negative = flag(c.negative, "negative");
                let times = time("from", c.from) + &time("until", c.until) + &span("if", &c.condition);
                format!(
                    "commitment {} {}{negative} {} {}{times}",
                    c.class,
                    one_word(&c.by_id),
                    c.kind,
                    quoted(&c.what.text)
                )
            })
            .collect(),
        List::Arrangements => (reading.arrangements.iter())
            .map(|a| {
                let (place, whom) = (span("in", &a.place), span("for", &a.beneficiaries));
                let times = time("from", a.from) + &time("until", a.until) + &by(a.by) + &span("name", &a.name);
                format!(
                    "arrangement {} {} {}{}{place}{whom}{times}",
                    quoted(&a.at.text),
                    a.kind,
                    a.phase,
                    ids(&a.parties)
                )
            })
            .collect(),
        List::Breaches => (reading.breaches.iter())
            .map(|b| {
                let against = if b.against.is_empty() { String::new() } else { format!(" ->{}", ids(&b.against)) };
                let act = b.act.map_or(String::new(), |a| format!(" {a}"));
                let of = |n: usize| format!(" of {}", quoted(&reading.arrangements[n].at.text));
                let count = |n: usize| format!(" count {}", quoted(&reading.figures[n].at.text));
                let of = b.arrangement.map_or(String::new(), of) + &b.figure.map_or(String::new(), count);
                let times = time("from", b.from) + &time("until", b.until) + &span("in", &b.place) + &by(b.by);
                format!("breach {}{}{against}{act}{of}{times}", quoted(&b.at.text), ids(&b.accused))
            })
            .collect(),
        List::Naming => (reading.naming.iter())
            .map(|n| format!("naming {} {} {} {}", quoted(&n.at.text), one_word(&n.id), n.kind, n.voice))
            .collect(),
    };
    if out.is_empty() {
        out.push(format!("none {list}"));
    }
    out
}
