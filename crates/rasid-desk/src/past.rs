//! The desk at a past time: the same pages over a record of its own that holds what was there by then.
//!
//! Such a record is made once for each time that is asked for, beside the real one (where that may lie, its
//! texts may lie too), linked anew, kept while it is among the last few that were looked at, and deleted when the
//! desk ends. It is derived from the kept readings; nothing can be added to it or decided in it.

use crate::desk::Desk;
use crate::failure::Failure;
use axum::Router;
use rasid_store::{Cutoff, PastSize, Store, StoreError};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How many pasts are kept at the same time.
const KEPT: usize = 4;
/// How long somebody waits before a page says that the past is being made.
const PATIENCE: Duration = Duration::from_millis(1500);

/// A past that can be looked at.
#[derive(Clone)]
pub(crate) struct Past {
    /// Its pages, without what guards them.
    pub(crate) pages: Router,
    /// How much is in it.
    pub(crate) size: PastSize,
}

struct Kept {
    cutoff: Cutoff,
    past: Past,
    /// What [`Store::past_mark`] said when it was made.
    mark: String,
    /// What [`Store::growth`] said when it was last known to be right.
    growth: u64,
    file: PathBuf,
}

#[derive(Default)]
struct Shelf {
    /// The last looked at is the last.
    kept: Vec<Kept>,
    /// What is being made.
    making: Option<Cutoff>,
    /// What could not be made, and why; said once.
    failed: Option<(Cutoff, String)>,
    folder: Option<Folder>,
    /// How many were made.
    made: u64,
}

/// Pasts of a desk.
pub(crate) struct Pasts {
    desk: Arc<Desk>,
    pages: fn(Arc<Desk>) -> Router,
    shelf: Mutex<Shelf>,
    changed: Condvar,
}

impl Pasts {
    /// No pasts yet of `desk`, whose pages are `pages`.
    pub(crate) fn new(desk: Arc<Desk>, pages: fn(Arc<Desk>) -> Router) -> Arc<Self> {
        Arc::new(Pasts { desk, pages, shelf: Mutex::default(), changed: Condvar::new() })
    }

    /// The past at `cutoff`, or nothing while it is being made.
    pub(crate) async fn at(self: &Arc<Self>, cutoff: Cutoff) -> Result<Option<Past>, Failure> {
        let pasts = Arc::clone(self);
        let found = tokio::task::spawn_blocking(move || pasts.find(cutoff)).await;
        found.unwrap_or_else(|e| Err(Failure::Internal(e.to_string())))
    }

    /// Deletes all pasts.
    pub(crate) fn forget(&self) {
        let mut shelf = self.lock();
        shelf.kept.clear();
        shelf.folder = None;
    }

    fn lock(&self) -> MutexGuard<'_, Shelf> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn find(self: &Arc<Self>, cutoff: Cutoff) -> Result<Option<Past>, Failure> {
        let growth = self.desk.with_reader(Store::growth)?;
        let mut shelf = self.lock();
        let mut has_waited = false;
        loop {
            if let Some((failed, why)) = shelf.failed.take_if(|(failed, _)| *failed == cutoff) {
                debug_assert_eq!(failed, cutoff);
                return Err(Failure::Record(why));
            }
            if let Some(at) = shelf.kept.iter().position(|kept| kept.cutoff == cutoff) {
                let mut kept = shelf.kept.remove(at);
                if kept.growth == growth || self.is_same(&mut kept, growth)? {
                    let past = kept.past.clone();
                    shelf.kept.push(kept);
                    return Ok(Some(past));
                }
                remove(&kept.file);
            }
            if shelf.making.is_none() {
                shelf.making = Some(cutoff.clone());
                let (pasts, cutoff) = (Arc::clone(self), cutoff.clone());
                std::thread::spawn(move || pasts.make(&cutoff, growth));
            } else if has_waited {
                return Ok(None);
            }
            let (again, waited) = self.changed.wait_timeout(shelf, PATIENCE).unwrap_or_else(PoisonError::into_inner);
            shelf = again;
            has_waited |= waited.timed_out();
        }
    }

    /// Whether what came since leaves this past as it is.
    fn is_same(&self, kept: &mut Kept, growth: u64) -> Result<bool, StoreError> {
        let mark = self.desk.with_reader(|store| store.past_mark(&kept.cutoff))?;
        kept.growth = growth;
        Ok(kept.mark == mark)
    }

    /// Makes a past and puts it on the shelf; tells whoever waits.
    fn make(self: Arc<Self>, cutoff: &Cutoff, growth: u64) {
        let made = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| self.made(cutoff, growth)));
        let made = made.unwrap_or_else(|_| Err("the making of the past broke off".to_owned()));
        let mut shelf = self.lock();
        shelf.making = None;
        match made {
            // Where the desk has ended meanwhile the folder is gone.
            Ok(kept) if shelf.folder.is_some() => {
                shelf.kept.push(kept);
                if shelf.kept.len() > KEPT {
                    let oldest = shelf.kept.remove(0);
                    remove(&oldest.file);
                }
            }
            Ok(kept) => remove(&kept.file),
            Err(why) => shelf.failed = Some((cutoff.clone(), why)),
        }
        drop(shelf);
        self.changed.notify_all();
    }

    fn made(&self, cutoff: &Cutoff, growth: u64) -> Result<Kept, String> {
        let record = &self.desk.record;
        let file = {
            let mut shelf = self.lock();
            if shelf.folder.is_none() {
                shelf.folder = Some(Folder::beside(record).map_err(|e| format!("{}: {e}", record.display()))?);
            }
            shelf.made += 1;
            let name = format!("{}.rasid", shelf.made);
            shelf.folder.as_ref().map(|folder| folder.path.join(name)).unwrap_or_default()
        };
        let made = || -> Result<Kept, StoreError> {
            let (size, mark) =
                self.desk.with_reader(|store| Ok((store.past(cutoff, &file)?, store.past_mark(cutoff)?)))?;
            (self.desk.link)(&file);
            let past = Past { pages: (self.pages)(self.desk.at(&file, cutoff.moment())?), size };
            Ok(Kept { cutoff: cutoff.clone(), past, mark, growth, file: file.clone() })
        };
        made().map_err(|e| {
            remove(&file);
            e.to_string()
        })
    }
}

/// Deletes a past's file and what lies beside it; a reader that is still at it loses nothing but the name.
fn remove(file: &Path) {
    for suffix in ["", "-wal", "-shm", "-journal"] {
        let mut name = file.as_os_str().to_owned();
        name.push(suffix);
        // What is not there need not be removed.
        let _ = fs::remove_file(name);
    }
}

/// A folder of this program's own beside the record, deleted with all that is in it.
struct Folder {
    path: PathBuf,
    /// Held as long as the folder is in use, so that others can tell.
    _lock: File,
}

/// The file in a folder that says that it is in use.
const LOCK: &str = "in-use";

impl Folder {
    fn beside(record: &Path) -> std::io::Result<Self> {
        let name = Store::beside(record, ".past-").into_os_string();
        sweep(&name);
        for n in 0..1000 {
            let mut path = name.clone();
            path.push(format!("{}-{n}", std::process::id()));
            let path = PathBuf::from(path);
            let mut builder = fs::DirBuilder::new();
            #[cfg(unix)]
            std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
            match builder.create(&path) {
                Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => (),
                Err(e) => return Err(e),
                Ok(()) => {
                    let lock = File::create(path.join(LOCK))?;
                    // Where files cannot be locked, nobody sweeps.
                    let _ = lock.lock();
                    return Ok(Folder { path, _lock: lock });
                }
            }
        }
        Err(std::io::ErrorKind::AlreadyExists.into())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be deleted now is swept by the next desk.
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// Deletes the folders of desks that were killed.
fn sweep(name: &std::ffi::OsStr) {
    let folder = Path::new(name).parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Some(start) = Path::new(name).file_name().map(|name| name.to_string_lossy().into_owned()) else { return };
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let is_ours = entry.file_name().to_string_lossy().starts_with(&start);
        if is_ours && File::open(path.join(LOCK)).is_ok_and(|lock| lock.try_lock().is_ok()) {
            let _ = fs::remove_dir_all(&path);
        }
    }
}
