//! What the desk is given, and its only door to the record: blocking calls, off the event loop.

use crate::failure::Failure;
use crate::i18n::Lang;
use rasid_record::{Reading, Received, Report};
use rasid_store::{Added, Entry, Facts, Packed, Stamp, Store, StoreError};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, mpsc};
use std::time::{Duration, Instant};

/// What a file held.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Intake {
    /// The reports in it, each with what it was taken from.
    pub reports: Vec<Received>,
    /// A sentence for each part that could not be read.
    pub refused: Vec<String>,
    /// A sentence for each doubt about what was read.
    pub doubts: Vec<String>,
}

/// Reads a report.
type Read = dyn Fn(Report) -> Reading + Send + Sync;
/// Turns words into the form in which the record is searched.
type Terms = dyn Fn(&str) -> String + Send + Sync;
/// Turns a file (its name, its bytes) into reports.
type FromBytes = dyn Fn(&str, &[u8]) -> Intake + Send + Sync;
/// Says what time it is.
type Now = dyn Fn() -> String + Send + Sync;
/// Links all reports of the record at a path anew, and tells whoever watches the program where it cannot.
type Link = dyn Fn(&Path) + Send + Sync;
/// Fills bytes with what nobody can guess.
type Random = dyn Fn(&mut [u8]) + Send + Sync;
/// Names an actor.
type Name = dyn Fn(&str, Lang) -> Option<String> + Send + Sync;

/// What the desk cannot do by itself.
pub struct Services {
    /// The record, open for writing.
    pub store: Store,
    /// The version of the rules by which [`Services::read`] reads.
    pub rules_version: String,
    /// Reads a report that has its identifiers ([`Report::complete`]).
    pub read: Box<Read>,
    /// Links the reports of the record at a path with one another, unless they are. It has a connection of its own,
    /// so that pages are read and reports are added meanwhile.
    pub link: Box<Link>,
    /// Turns words (a whole text, or what somebody searches for) into search terms.
    pub terms: Box<Terms>,
    /// Turns an uploaded file (its name and its bytes) into reports.
    pub reports_from_bytes: Box<FromBytes>,
    /// The time: ISO 8601, UTC (`2018-02-26T14:05:00Z`).
    pub now: Box<Now>,
    /// Fills bytes with what nobody can guess: salts of decisions, log-ins.
    pub random: Box<Random>,
    /// The display name of an actor in a language: `john-kerry` → `John Kerry`.
    pub actor_name: Box<Name>,
    /// What exports ask about identifiers.
    pub facts: Facts,
}

/// How long somebody who adds reports waits until they are linked. Where it takes longer, pages say that
/// the links are of before.
const LINKING: Duration = Duration::from_secs(3);
/// So long nobody decides anything before what was decided is linked: who rejects one record after another shall not
/// wait for links each time.
const PAUSE: Duration = Duration::from_secs(20);
/// How many connections to a server read at the same time: it has a hundred for everybody, unless it is set up otherwise.
const SERVED: usize = 32;
/// How long one of them is waited for.
const SERVED_WAIT: Duration = Duration::from_secs(5);
/// How long the list of outlets in filters may lag behind another program that adds reports.
const OUTLETS_AGE: Duration = Duration::from_secs(20);

/// The desk's state, shared by all requests.
pub(crate) struct Desk {
    pub(crate) read: Arc<Read>,
    pub(crate) terms: Arc<Terms>,
    pub(crate) reports_from_bytes: Arc<FromBytes>,
    pub(crate) now: Arc<Now>,
    pub(crate) random: Arc<Random>,
    pub(crate) actor_name: Arc<Name>,
    pub(crate) facts: Arc<Facts>,
    /// The file, or the address of a server.
    pub(crate) record: PathBuf,
    rules_version: String,
    pub(crate) link: Arc<Link>,
    /// Reports are linked by one thread at a time.
    linking: Arc<Mutex<()>>,
    /// How many decisions wait to be linked.
    outdated: Arc<AtomicUsize>,
    writer: Mutex<Store>,
    /// Connections that nobody uses at the moment.
    readers: Mutex<Vec<Store>>,
    /// How many there are.
    opened: AtomicUsize,
    /// One was put back.
    returned: Condvar,
    /// Opens further connections, also while the writer is busy.
    source: Mutex<Store>,
    outlets: Mutex<Option<(Instant, Vec<String>)>>,
}

/// A lock whose holder panicked guards a connection that is still sound: SQLite rolled back.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Desk {
    pub(crate) fn new(services: Services) -> Result<Arc<Self>, StoreError> {
        let (source, record) = (services.store.reader()?, services.store.path().to_owned());
        Ok(Arc::new(Desk {
            read: services.read.into(),
            terms: services.terms.into(),
            reports_from_bytes: services.reports_from_bytes.into(),
            now: services.now.into(),
            random: services.random.into(),
            actor_name: services.actor_name.into(),
            facts: Arc::new(services.facts),
            record,
            rules_version: services.rules_version,
            link: services.link.into(),
            linking: Arc::default(),
            outdated: Arc::default(),
            writer: Mutex::new(services.store),
            readers: Mutex::new(Vec::new()),
            opened: AtomicUsize::new(0),
            returned: Condvar::new(),
            source: Mutex::new(source),
            outlets: Mutex::new(None),
        }))
    }

    /// The same desk over another record, at a time that stands still; nothing is written to it.
    pub(crate) fn at(&self, record: &Path, now: String) -> Result<Arc<Self>, StoreError> {
        let source = Store::open_existing(record)?;
        Ok(Arc::new(Desk {
            read: Arc::clone(&self.read),
            terms: Arc::clone(&self.terms),
            reports_from_bytes: Arc::clone(&self.reports_from_bytes),
            now: Arc::new(move || now.clone()),
            random: Arc::clone(&self.random),
            actor_name: Arc::clone(&self.actor_name),
            facts: Arc::clone(&self.facts),
            record: record.to_owned(),
            rules_version: self.rules_version.clone(),
            link: Arc::clone(&self.link),
            linking: Arc::default(),
            outdated: Arc::default(),
            writer: Mutex::new(source.reader()?),
            readers: Mutex::new(Vec::new()),
            opened: AtomicUsize::new(0),
            returned: Condvar::new(),
            source: Mutex::new(source),
            outlets: Mutex::new(None),
        }))
    }

    /// The name of the record without its ending.
    pub(crate) fn stem(&self) -> String {
        Store::short_name(&self.record)
    }

    /// Asks the record something.
    pub(crate) async fn ask<T, F>(self: &Arc<Self>, question: F) -> Result<T, Failure>
    where
        T: Send + 'static,
        F: FnOnce(&Desk, &Store) -> Result<T, StoreError> + Send + 'static,
    {
        let desk = Arc::clone(self);
        blocking(move || Ok(desk.with_reader(|store| question(&desk, store))?)).await
    }

    /// Asks the record something at once. Blocks.
    pub(crate) fn with_reader<T>(
        &self,
        question: impl FnOnce(&Store) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let store = self.reader()?;
        let answer = question(&store);
        lock(&self.readers).push(store);
        self.returned.notify_one();
        answer
    }

    /// A connection that nobody uses. Of a server there are so many at most, unless one is waited for too long.
    fn reader(&self) -> Result<Store, StoreError> {
        let mut free = lock(&self.readers);
        if self.opened.load(Ordering::Relaxed) >= SERVED && Store::is_served(&self.record) {
            let waited = self.returned.wait_timeout_while(free, SERVED_WAIT, |free| free.is_empty());
            free = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        // The list is unlocked at once: only one connection is taken out.
        let found = free.pop();
        drop(free);
        match found {
            Some(store) => Ok(store),
            None => {
                self.opened.fetch_add(1, Ordering::Relaxed);
                lock(&self.source).reader()
            }
        }
    }

    /// Has the record changed at once. Blocks.
    pub(crate) fn with_writer<T>(
        &self,
        change: impl FnOnce(&mut Store) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        change(&mut lock(&self.writer))
    }

    /// Does work that takes long and may add reports ([`Desk::add`]).
    pub(crate) async fn work<T, F>(self: &Arc<Self>, task: F) -> Result<T, Failure>
    where
        T: Send + 'static,
        F: FnOnce(&Desk) -> Result<T, StoreError> + Send + 'static,
    {
        let desk = Arc::clone(self);
        blocking(move || Ok(task(&desk)?)).await
    }

    /// Writes something into the record. Blocks, also while reports are being added.
    pub(crate) fn write<T>(&self, task: impl FnOnce(&mut Store) -> Result<T, StoreError>) -> Result<T, StoreError> {
        task(&mut lock(&self.writer))
    }

    /// Reads reports and keeps them. Blocks.
    pub(crate) fn add(&self, reports: Vec<Received>) -> Result<Added, StoreError> {
        let mut total = Added::default();
        let mut rest = reports.into_iter().peekable();
        while rest.peek().is_some() {
            let batch: Vec<(Reading, String, Packed)> = (rest.by_ref().take(200))
                .map(|Received { report, capture }| {
                    let (terms, packed) = ((self.terms)(&report.text), Packed::of(&capture, &report.text));
                    ((self.read)(report), terms, packed)
                })
                .collect();
            let entries: Vec<Entry<'_>> =
                batch.iter().map(|(reading, terms, packed)| Entry::of(reading, terms).from(packed)).collect();
            let at = (self.now)();
            let stamp = Stamp { rules_version: &self.rules_version, at: &at };
            total.merge(lock(&self.writer).add_batch(&entries, &stamp)?);
        }
        *lock(&self.outlets) = None;
        if total.new + total.reread > 0 {
            self.relink();
        }
        Ok(total)
    }

    /// Has the reports linked anew, on a thread of its own.
    pub(crate) fn relink(&self) {
        let (link, linking, record) = (Arc::clone(&self.link), Arc::clone(&self.linking), self.record.clone());
        let (done, told) = mpsc::channel();
        std::thread::spawn(move || {
            let _turn = lock(&linking);
            link(&record);
            // Whoever waited may have gone.
            let _ = done.send(());
        });
        let _ = told.recv_timeout(LINKING);
    }

    /// Has the reports linked anew once nobody decided anything for a while.
    pub(crate) fn relink_soon(&self) {
        let (outdated, linking) = (Arc::clone(&self.outdated), Arc::clone(&self.linking));
        let (link, record) = (Arc::clone(&self.link), self.record.clone());
        // One thread waits for all that is decided meanwhile.
        if outdated.fetch_add(1, Ordering::Relaxed) > 0 {
            return;
        }
        std::thread::spawn(move || {
            loop {
                let before = outdated.load(Ordering::Relaxed);
                std::thread::sleep(PAUSE);
                if outdated.compare_exchange(before, 0, Ordering::Relaxed, Ordering::Relaxed).is_ok() {
                    break;
                }
            }
            let _turn = lock(&linking);
            link(&record);
        });
    }

    /// The outlets to choose from, by name.
    pub(crate) fn outlets(&self, store: &Store) -> Result<Vec<String>, StoreError> {
        if let Some((made, outlets)) = &*lock(&self.outlets)
            && made.elapsed() < OUTLETS_AGE
        {
            return Ok(outlets.clone());
        }
        let mut outlets: Vec<String> = store.overview()?.outlets.into_iter().filter_map(|o| o.outlet).collect();
        outlets.sort();
        *lock(&self.outlets) = Some((Instant::now(), outlets.clone()));
        Ok(outlets)
    }
}

async fn blocking<T: Send + 'static>(task: impl FnOnce() -> Result<T, Failure> + Send + 'static) -> Result<T, Failure> {
    // A panic in one request must end that request only.
    tokio::task::spawn_blocking(task).await.unwrap_or_else(|e| Err(Failure::Internal(e.to_string())))
}
