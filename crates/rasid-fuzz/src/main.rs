//! Runs the targets on stable: `rasid-fuzz [--seconds N] [--seed N] [--target NAME]`, `rasid-fuzz large [--all | --files | --piece TEXT]`.
//!
//! Inputs come one after the other from a seed, so that a run can be had again. Each target runs in a process of its own:
//! where that ends by a signal (a stack that is full, memory that is none) its last input is known all the same. What
//! breaks a promise is made small and kept in `fuzz/cases/TARGET/`.

use rasid_fuzz::{Target, clock, large, mutate, seeds, target, targets};
use std::os::unix::fs::FileExt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// The most memory that a target may hold, in bytes: a hundred times what its largest input needs.
const MEMORY: u64 = 1 << 30;
/// An input that takes longer than this is a failure.
const SLOW: Duration = Duration::from_secs(20);
/// How long a failing input is made smaller.
const SMALLER: Duration = Duration::from_secs(20);

struct Options {
    seconds: u64,
    seed: u64,
    only: Option<String>,
    /// Written by a child before each input.
    at: Option<PathBuf>,
    large: bool,
    all: bool,
    /// Only files, no texts.
    files: bool,
    /// Only this text over and over.
    piece: Option<String>,
}

fn options() -> Result<Options, String> {
    let mut options =
        Options { seconds: 60, seed: 2018, only: None, at: None, large: false, all: false, files: false, piece: None };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or(format!("{word} needs a value after it."));
        let number = |text: String| text.parse::<u64>().map_err(|_| format!("{text} is no number."));
        match word.as_str() {
            "--seconds" => options.seconds = number(value()?)?,
            "--seed" => options.seed = number(value()?)?,
            "--target" => options.only = Some(value()?),
            "--at" => options.at = Some(value()?.into()),
            "large" => options.large = true,
            "--all" => options.all = true,
            "--files" => options.files = true,
            "--piece" => options.piece = Some(value()?),
            other => {
                return Err(format!(
                    "{other} is unknown: rasid-fuzz [large [--all | --files | --piece TEXT]] [--seconds N] [--seed N] [--target NAME]"
                ));
            }
        }
    }
    Ok(options)
}

fn main() -> ExitCode {
    let options = match options() {
        Ok(options) => options,
        Err(sentence) => {
            println!("{sentence}");
            return ExitCode::from(2);
        }
    };
    let is_well = match (&options.only, &options.at) {
        _ if options.large && options.at.is_some() => grows(&options),
        _ if options.large => {
            let mut words = vec!["large".to_owned(), "--seconds".to_owned(), options.seconds.to_string()];
            words.extend(options.all.then(|| "--all".to_owned()));
            words.extend(options.files.then(|| "--files".to_owned()));
            words.extend(options.piece.iter().flat_map(|piece| ["--piece".to_owned(), piece.clone()]));
            apart("large", &words, options.seed).unwrap_or_else(|(how, at)| {
                println!("Reading {at} ended the program ({how}).");
                false
            })
        }
        (Some(name), Some(_)) => target(name).is_some_and(|target| child(target, &options)),
        _ => all(&options),
    };
    if is_well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Every target in a process of its own, one after the other.
fn all(options: &Options) -> bool {
    let chosen: Vec<Target> =
        targets().into_iter().filter(|target| options.only.as_deref().is_none_or(|name| name == target.name)).collect();
    if chosen.is_empty() {
        let names: Vec<&str> = targets().iter().map(|target| target.name).collect();
        println!("There is no such target; there are: {}", names.join(" "));
        return false;
    }
    let seconds = (options.seconds / chosen.len() as u64).max(1);
    let mut is_well = true;
    for target in chosen {
        let words = ["--target", target.name, "--seconds", &seconds.to_string()].map(str::to_owned);
        is_well &= match apart(target.name, &words, options.seed) {
            Ok(is_well) => is_well,
            Err((how, at)) => {
                let nth = at.trim().parse().unwrap_or(0);
                let kept = keep(target, &made(target, &(target.seeds)(), options.seed, nth));
                println!("{}: input {nth} ended the program ({how}); kept as {kept}", target.name);
                false
            }
        };
    }
    is_well
}

/// Runs this program with these words in a process of its own. It says itself what is wrong; where it is ended, how that
/// was and what it noted last is given back.
fn apart(name: &str, words: &[String], seed: u64) -> Result<bool, (String, String)> {
    let at = std::env::temp_dir().join(format!("rasid-fuzz-{}-{name}", std::process::id()));
    let status = std::env::current_exe().and_then(|program| {
        Command::new(program).args(words).args(["--seed", &seed.to_string(), "--at"]).arg(&at).status()
    });
    let noted = std::fs::read_to_string(&at).unwrap_or_default();
    // Where it cannot be removed it is of no use to anybody.
    let _ = std::fs::remove_file(&at);
    match status {
        Ok(status) if matches!(status.code(), Some(0 | 1)) => Ok(status.success()),
        Ok(status) => Err((status.to_string(), noted)),
        Err(error) => Err((error.to_string(), noted)),
    }
}

fn made(target: Target, seeds: &[Vec<u8>], seed: u64, nth: u64) -> Vec<u8> {
    // The first inputs are the seeds as they are.
    match seeds.get(nth as usize) {
        Some(as_it_is) => as_it_is.clone(),
        None => mutate::input(&mut mutate::Chance::of(seed, target.name, nth), seeds, target.words),
    }
}

/// Keeps a case, and says where.
fn keep(target: Target, bytes: &[u8]) -> String {
    let folder = seeds::root().join("fuzz/cases").join(target.name);
    let path = folder.join(&blake3::hash(bytes).to_hex()[..12]);
    match std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&path, bytes)) {
        Ok(()) => path.display().to_string(),
        Err(error) => format!("nothing: {} cannot be written ({error})", path.display()),
    }
}

/// One target for its time, in a thread with the stack that the program's own threads have.
fn child(target: Target, options: &Options) -> bool {
    let (seed, seconds, at) = (options.seed, options.seconds, options.at.clone().unwrap_or_default());
    let now: Arc<Mutex<(u64, Instant)>> = Arc::new(Mutex::new((0, Instant::now())));
    let watched = Arc::clone(&now);
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(Duration::from_millis(500));
            let (nth, since) = *watched.lock().expect("nobody panics with it");
            if since.elapsed() > SLOW * 3 {
                let kept = keep(target, &made(target, &(target.seeds)(), seed, nth));
                println!("{}: input {nth} does not end; kept as {kept}", target.name);
                std::process::exit(1);
            }
        }
    });
    let run = std::thread::spawn(move || {
        let (seeds, at) = ((target.seeds)(), std::fs::File::create(&at));
        let began = Instant::now();
        let (mut nth, mut slowest) = (0_u64, Duration::ZERO);
        while nth < seeds.len() as u64 || began.elapsed() < Duration::from_secs(seconds) {
            *now.lock().expect("nobody panics with it") = (nth, Instant::now());
            // Where it cannot be written, an input that ends the program has to be found again by its seed.
            let _ = at.as_ref().map(|file| file.write_all_at(format!("{nth:<20}").as_bytes(), 0));
            let bytes = made(target, &seeds, seed, nth);
            let clock = clock::Clock::start();
            if let Err(panic) = catch_unwind(AssertUnwindSafe(|| (target.run)(&bytes))) {
                return Err((bytes, nth, said(&*panic)));
            }
            let took = clock.elapsed();
            if took > SLOW {
                return Err((bytes, nth, format!("it took {took:.1?}")));
            }
            slowest = slowest.max(took);
            nth += 1;
        }
        Ok((nth, slowest))
    });
    match run.join().expect("what panics is caught") {
        Ok((inputs, slowest)) => {
            let memory = clock::most_memory().unwrap_or(0);
            println!("{:<12} {inputs:>8} inputs, slowest {slowest:>9.1?}, at most {:>4} MB", target.name, memory >> 20);
            if memory > MEMORY {
                println!("{}: it held {} MB", target.name, memory >> 20);
            }
            memory <= MEMORY
        }
        Err((bytes, nth, sentence)) => {
            std::panic::set_hook(Box::new(|_| ()));
            let until = Instant::now() + SMALLER;
            let fails = |bytes: &[u8]| {
                Instant::now() < until && catch_unwind(AssertUnwindSafe(|| (target.run)(bytes))).is_err()
            };
            let small = mutate::smaller(bytes.clone(), fails);
            println!("{}: input {nth}: {sentence}\n  kept as {}", target.name, keep(target, &small));
            false
        }
    }
}

fn said(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
    text.unwrap_or("it panicked").chars().take(400).collect()
}

/// How long it takes to read one piece over and over, in several sizes, for whoever looks for what makes it slow.
fn time(piece: &str) -> bool {
    for size in [large::SMALL, large::SMALL * large::TIMES, large::REPORTS, large::REPORTS * large::TIMES] {
        let took = std::thread::scope(|scope| scope.spawn(|| large::took(piece, size)).join());
        match took {
            Ok(took) => println!("{} KB take {took:.1?}", size / 1024),
            Err(_) => return false,
        }
    }
    true
}

/// Whether reading grows with the text and not faster, over whole reports, signs and as many of the other pieces as time
/// allows.
fn grows(options: &Options) -> bool {
    if let Some(piece) = &options.piece {
        return !piece.is_empty() && time(piece);
    }
    let (pieces, began) = (large::pieces(), Instant::now());
    let mut order: Vec<usize> = (0..pieces.len()).collect();
    let mut chance = mutate::Chance::of(options.seed, "large", 0);
    for at in (large::signs() + 1..order.len()).rev() {
        let other = large::signs() + chance.below(at - large::signs() + 1);
        order.swap(at, other);
    }
    let mut tally = Tally { at: options.at.as_deref(), looked: 0, slow: 0 };
    if !options.files {
        tally.look("all texts, one after the other", || large::compare("all texts", &large::reports(), large::REPORTS));
    }
    for (turn, at) in order.into_iter().enumerate().take_while(|_| !options.files) {
        if turn >= large::signs() && !options.all && began.elapsed() > Duration::from_secs(options.seconds) {
            break;
        }
        let (name, piece) = &pieces[at];
        // Signs at a million bytes, as an article may be at most a few.
        let small = if turn < large::signs() { 256 * 1024 } else { large::SMALL };
        tally.look(&format!("{name:?}, over and over,"), || large::compare(name, piece, small));
    }
    for file in large::files() {
        let name = format!("{} with {:?}, over and over,", file.name, file.piece);
        tally.look(&name, || large::compare_file(&file, 256 * 1024));
    }
    let Tally { looked, slow, .. } = tally;
    println!(
        "{looked} of {} pieces repeated, {slow} of them take longer and longer",
        pieces.len() + large::files().len() + 1
    );
    slow == 0
}

/// What was looked at.
struct Tally<'a> {
    /// Where it is written before it is looked at.
    at: Option<&'a Path>,
    looked: usize,
    slow: usize,
}

impl Tally<'_> {
    /// Looks at one thing, in a thread of the size that those have which read.
    fn look(&mut self, name: &str, compare: impl FnOnce() -> Option<String> + Send) {
        // Where it cannot be written, what ends the program has to be found otherwise.
        let _ = self.at.map(|at| std::fs::write(at, name));
        self.looked += 1;
        let compared = std::thread::scope(|scope| scope.spawn(compare).join());
        if let Some(sentence) = compared.unwrap_or_else(|_| Some(format!("{name}: a fault"))) {
            println!("{sentence}");
            self.slow += 1;
        }
    }
}
