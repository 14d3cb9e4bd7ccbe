//! `rasid watch`: feeds are looked at politely, and what is new in them is read and kept as it comes.
//!
//! Threads look at sources, one source each at a time; what they find goes through a short queue to the one thread that
//! reads and keeps. Where the record is slow, the threads wait. A source's standing is written only when all that its
//! look found is kept, so that the program may be ended at any moment.

mod links;
mod poll;
mod schedule;
mod state;

use crate::args::Watch;
use crate::exit::Exit;
use crate::faults;
use crate::keep::{Read, failed};
use crate::linking;
use crate::progress::Messages;
use crate::rules::{Own, Rules};
use crate::style::bare;
use crate::{chance, clock};
use links::Links;
use poll::{Look, Looker};
use rasid_fetch::{FetchError, Settings, Stop, Visitor};
use rasid_read::Reader;
use rasid_record::Received;
use rasid_source::{SourceList, resolve, shown, shown_path};
use rasid_store::{Store, StoreError};
use schedule::Schedule;
use state::State;
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// Sources that are looked at at the same time.
const THREADS: usize = 8;
/// Reports on their way; threads that look wait where there are more.
const QUEUE: usize = 16;
/// Reports in a batch.
const BATCH: usize = 50;
/// What threads tell is taken together up to this number; a batch must not become one for which the record takes memory.
const TOGETHER: usize = 50;
/// What was found is kept after this time at the latest.
const SOON: Duration = Duration::from_secs(5);
/// So long after it was asked to end the program waits for what it is doing; whatever is not whole by then is as it was before.
const PATIENCE: Duration = Duration::from_secs(10);
/// The largest answer, in bytes as they are sent.
const LIMIT: u64 = 16 * 1024 * 1024;

/// What threads tell.
enum Event {
    /// A report was found.
    Found(Box<Received>),
    /// A source was looked at.
    Looked(usize, Box<Result<Look, StoreError>>),
}

/// What all threads share.
struct Shared {
    list: SourceList,
    visitor: Visitor,
    schedule: Schedule,
    stop: Arc<Stop>,
    under_way: Mutex<HashSet<String>>,
}

/// Runs the command.
pub fn run(args: &Watch, own: Own<'_>) -> Exit {
    let messages = Messages::new(true);
    let wrong = |path: &Path, sentence: &str| {
        messages.say(&format!("{}: {}", shown_path(path), sentence));
        Exit::Arguments
    };
    let list = match fs::read_to_string(&args.sources)
        .map_err(|error| format!("the file cannot be read ({error})."))
        .and_then(|text| SourceList::parse(&text))
    {
        Ok(list) => list,
        Err(sentence) => return wrong(&args.sources, &sentence),
    };
    let path = args.state.clone().unwrap_or_else(|| beside(&args.record, &args.sources));
    let state = match State::load(&path) {
        Ok(state) => state,
        Err(sentence) => return wrong(&path, &sentence),
    };
    let rules = match Rules::load(own) {
        Ok(rules) => rules,
        Err(error) => {
            messages.say(&error.to_string());
            return Exit::Arguments;
        }
    };
    let store = match Store::open(&args.record) {
        Ok(store) => store,
        Err(error) => return failed(&messages, &error),
    };
    match watch(list, state, &path, store, &rules, args.once, &messages) {
        Ok(exit) => exit,
        Err(error) => failed(&messages, &error),
    }
}

/// The file of the state: beside the record, called after it; beside the list where the record is on a server.
fn beside(record: &Path, list: &Path) -> PathBuf {
    let file = if record.to_string_lossy().contains("://") { list } else { record };
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(".watch.json");
    file.with_file_name(name)
}

fn watch(
    list: SourceList,
    mut state: State,
    path: &Path,
    store: Store,
    rules: &Rules,
    once: bool,
    messages: &Messages,
) -> Result<Exit, StoreError> {
    let stop = Arc::new(Stop::default());
    listen(stop.clone());
    let agent =
        format!("rasid/{} ({})", env!("CARGO_PKG_VERSION"), list.contact.as_deref().unwrap_or("reader of news feeds"));
    let settings =
        Settings { agent: header(&agent), timeout: list.timeout, limit: LIMIT, private: list.private.clone() };
    let visitor = Visitor::new(&settings, "rasid", list.delay, resolve, stop.clone());
    let standings = list.sources.iter().map(|source| state.sources.remove(&source.url).unwrap_or_default()).collect();
    messages.say(&format!(
        "{}: {} sources are watched{}.",
        clock::now(),
        list.sources.len(),
        if once { " once" } else { "; Ctrl-C ends it" }
    ));
    let shared =
        Arc::new(Shared { schedule: Schedule::new(standings, once), list, visitor, stop, under_way: Mutex::default() });
    let (sender, receiver) = sync_channel(QUEUE);
    for _ in 0..THREADS.min(shared.list.sources.len()) {
        let (shared, sender, record) = (shared.clone(), sender.clone(), store.reader()?);
        record.hold_little()?;
        // They are not waited for: an answer may take a minute, and what they have not handed on is not lost.
        thread::spawn(move || look_on(&shared, &sender, &record));
    }
    drop(sender);
    store.hold_little()?;
    // What the run before this one kept and did not link any more is linked too.
    let links = Links::new(store.path(), !linking::is_done(&store)?);
    let mut keeper = Keeper {
        shared: &shared,
        state,
        path,
        store,
        rules,
        reader: Reader::new(&rules.lexicon),
        messages,
        batch: Vec::new(),
        since: Instant::now(),
        links,
        failures: 0,
    };
    keeper.run(&receiver)?;
    if once {
        linking::refresh(&mut keeper.store, messages)?;
    }
    Ok(if once && keeper.failures > 0 { Exit::SomeWrong } else { Exit::Done })
}

/// Ends the work at Ctrl-C, and when the system asks for it.
fn listen(stop: Arc<Stop>) {
    thread::spawn(move || {
        // Where signals cannot be heard the program runs until it is killed, which loses nothing either.
        let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_io().build() else { return };
        runtime.block_on(async {
            #[cfg(unix)]
            {
                use tokio::signal::unix::{SignalKind, signal};
                if let Ok(mut asked) = signal(SignalKind::terminate()) {
                    tokio::select! {
                        _ = tokio::signal::ctrl_c() => {}
                        _ = asked.recv() => {}
                    }
                    return;
                }
            }
            drop(tokio::signal::ctrl_c().await);
        });
        stop.stop();
        // At the end of `--once` many reports may be linked, which takes long and cannot be asked to end; it is done anew
        // when the record is opened next.
        thread::sleep(PATIENCE);
        std::process::exit(Exit::Done as i32);
    });
}

/// What can stand in a header.
fn header(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii() && !c.is_ascii_control()).take(200).collect()
}

/// Looks at sources, one after the other, until work is to end.
fn look_on(shared: &Shared, sender: &SyncSender<Event>, record: &Store) {
    while let Some((at, standing)) = shared.schedule.next(&shared.stop) {
        let source = &shared.list.sources[at];
        let hand_on = |received| sender.send(Event::Found(Box::new(received))).is_ok() && !shared.stop.is_stopped();
        let looker = Looker { visitor: &shared.visitor, record, under_way: &shared.under_way, hand_on: &hand_on };
        let before = standing.clone();
        let looked = faults::guard(|| looker.look(source, standing)).unwrap_or_else(|fault| {
            let said = vec![format!("a fault in Rasid stopped the look; please tell its makers ({}).", bare(&fault))];
            let failed = Some(FetchError::Broken("a fault in Rasid".to_owned()));
            let mut standing = before;
            standing.failures += 1;
            Ok(Look { standing, failed, said, ..Look::default() })
        });
        if sender.send(Event::Looked(at, Box::new(looked))).is_err() {
            return;
        }
    }
}

/// The thread that reads and keeps.
struct Keeper<'k> {
    shared: &'k Shared,
    state: State,
    path: &'k Path,
    store: Store,
    rules: &'k Rules,
    reader: Reader<'k>,
    messages: &'k Messages,
    batch: Vec<Read>,
    /// Since when the batch waits.
    since: Instant,
    links: Links,
    failures: usize,
}

impl Keeper<'_> {
    fn run(&mut self, receiver: &Receiver<Event>) -> Result<(), StoreError> {
        loop {
            let stopped = self.shared.stop.is_stopped();
            let mut looks = Vec::new();
            match receiver.recv_timeout(if stopped { Duration::ZERO } else { Duration::from_millis(200) }) {
                // What came meanwhile is kept together: a commit for each would be slow.
                Ok(event) => {
                    std::iter::once(event).chain(receiver.try_iter().take(TOGETHER)).for_each(|event| match event {
                        Event::Found(received) => self.found(*received),
                        Event::Looked(at, looked) => looks.push((at, *looked)),
                    })
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            let due = !self.batch.is_empty() && (stopped || self.since.elapsed() >= SOON);
            if !looks.is_empty() || self.batch.len() >= BATCH || due {
                self.flush()?;
            }
            self.looked(looks)?;
            if stopped {
                break;
            }
            if let Err(sentence) = self.links.refresh(self.shared.list.link_every, &self.shared.stop) {
                self.say(&sentence);
            }
        }
        self.flush()?;
        if self.shared.stop.is_stopped() {
            self.say("the watch was ended; the next one goes on from here.");
        }
        Ok(())
    }

    fn say(&self, sentence: &str) {
        self.messages.say(&format!("{}: {}", clock::now(), shown(sentence)));
    }

    fn found(&mut self, received: Received) {
        let Received { report, capture } = received;
        let report = report.complete();
        let id = report.id.clone();
        if self.batch.is_empty() {
            self.since = Instant::now();
        }
        match faults::guard(|| Read::of(&mut self.reader, report, &capture)) {
            Ok(read) => self.batch.push(read),
            Err(fault) => {
                // What it remembers may be half made.
                self.reader = Reader::new(&self.rules.lexicon);
                self.shared.under_way.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
                self.say(&format!(
                    "{id}: the report was not read because of a fault in Rasid; please tell its makers ({}).",
                    bare(&fault)
                ));
            }
        }
    }

    /// Sources were looked at, and what they found is kept: now it is noted where they stand.
    fn looked(&mut self, looks: Vec<(usize, Result<Look, StoreError>)>) -> Result<(), StoreError> {
        if looks.is_empty() {
            return Ok(());
        }
        let mut done = Vec::new();
        for (at, look) in looks {
            let look = look?;
            let wait = self.tell(at, &look);
            self.state.sources.insert(self.shared.list.sources[at].url.clone(), look.standing.clone());
            done.push((at, look.standing, wait));
        }
        if let Err(error) = self.state.save(self.path) {
            self.say(&format!("{}: the state cannot be written ({error}).", shown_path(self.path)));
        }
        for (at, standing, wait) in done {
            self.shared.schedule.done(at, standing, wait);
        }
        Ok(())
    }

    /// Says what came of a look; gives how long its source is left alone.
    fn tell(&mut self, at: usize, look: &Look) -> Duration {
        let source = &self.shared.list.sources[at];
        let every = self.shared.list.every_of(source);
        for sentence in &look.said {
            self.say(&format!("{}: {sentence}", source.name));
        }
        if let Some(error) = &look.failed {
            self.failures += 1;
            let mut wait = back_off(every, look.standing.failures, self.shared.list.longest_wait);
            if let FetchError::Refused { wait: Some(asked), .. } = error {
                wait = wait.max(*asked);
            }
            self.say(&format!("{}: {error}; it is looked at again in {}.", source.name, told(wait)));
            return wait;
        }
        if look.new > 0 {
            self.say(&format!("{}: {} entries, {} new.", source.name, look.entries, look.new));
        }
        jittered(every, 10)
    }

    fn flush(&mut self) -> Result<(), StoreError> {
        if self.batch.is_empty() {
            return Ok(());
        }
        let added = Read::keep(&self.batch, &mut self.store, &self.rules.version, false)?;
        if added.new > 0 {
            self.links.outdate();
        }
        // What was handed on is in the record now, where everybody finds it, or was deleted from it before.
        let mut under_way = self.shared.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        for read in self.batch.drain(..) {
            under_way.remove(&read.reading.report.id);
        }
        Ok(())
    }
}

/// The wait after so many failures one after the other: twice as long each time.
fn back_off(every: Duration, failures: u32, longest: Duration) -> Duration {
    let wait = every.saturating_mul(1 << failures.min(16));
    jittered(wait.min(longest.max(every)), 25)
}

/// A time that is up to `percent` shorter or longer, so that not all who wait come at once.
fn jittered(time: Duration, percent: u32) -> Duration {
    let mut bytes = [0; 4];
    // Without chance all come at once, which is no harm to the reports.
    chance::fill(&mut bytes);
    let share = f64::from(u32::from_le_bytes(bytes)) / f64::from(u32::MAX) * 2.0 - 1.0;
    time.mul_f64(1.0 + share * f64::from(percent) / 100.0)
}

/// A time in words.
fn told(time: Duration) -> String {
    match time.as_secs() {
        seconds @ 0..120 => format!("{seconds} s"),
        seconds @ 120..7_200 => format!("{} min", seconds / 60),
        seconds => format!("{} h", seconds / 3_600),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_fails_is_left_alone_for_longer_each_time_but_not_for_ever() {
        let (every, longest) = (Duration::from_secs(60), Duration::from_secs(3600));
        for (failures, expected) in [(1, 120.0), (2, 240.0), (5, 1920.0), (6, 3600.0), (60, 3600.0)] {
            let wait = back_off(every, failures, longest).as_secs_f64();
            assert!((expected * 0.74..=expected * 1.26).contains(&wait), "{failures}: {wait}");
        }
    }

    #[test]
    fn the_state_lies_beside_the_record() {
        let list = Path::new("b/sources.toml");
        assert_eq!(beside(Path::new("a/talks.rasid"), list), Path::new("a/talks.rasid.watch.json"));
        assert_eq!(beside(Path::new("postgres://a@b/c"), list), Path::new("b/sources.toml.watch.json"));
    }

    #[test]
    fn a_header_holds_one_line_of_ascii() {
        assert_eq!(header("rasid/1 (x\r\nCookie: راصد)"), "rasid/1 (xCookie: )");
    }
}
