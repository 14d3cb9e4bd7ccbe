//! Many articles, read side by side and given back in their order.

use crate::input::{self, Outcome};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyIterator};
use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// Articles that may wait or be worked on, for each thread.
const WINDOW: usize = 16;
/// Bytes that these may have in all. One article may be larger when it is alone.
const WINDOW_BYTES: usize = 64 * 1024 * 1024;
/// How often it is asked, while nothing is ready, whether the person wants to stop.
const ASK: Duration = Duration::from_millis(100);

/// An article with its number.
type Sent = (u64, Vec<u8>);
/// What became of it, and how large it was.
type Done = (u64, usize, Outcome);

/// Iterates over outcomes, in the order of what it iterates over itself: the JSON of an article as bytes, or a
/// sentence as text where there is no article. Only so many are on their way that memory does not grow with
/// their number; an article is taken when there is room for it and not before.
#[pyclass]
pub struct Many {
    items: Py<PyIterator>,
    jobs: usize,
    to_work: Option<Sender<Sent>>,
    done: Mutex<Receiver<Done>>,
    early: BTreeMap<u64, (usize, Outcome)>,
    sent: u64,
    given: u64,
    bytes: usize,
    /// Nothing more comes: the items have ended, or with this error.
    ended: Option<Option<PyErr>>,
}

#[pymethods]
impl Many {
    /// Iterates over `items` with `jobs` threads.
    #[new]
    fn new(items: &Bound<'_, PyAny>, jobs: usize) -> PyResult<Self> {
        let (to_work, work) = channel::<Sent>();
        let (to_give, done) = channel();
        let jobs = jobs.clamp(1, 256);
        let work = Arc::new(Mutex::new(work));
        // One thread alone would only pass articles to and fro.
        for _ in 0..if jobs == 1 { 0 } else { jobs } {
            let (work, to_give) = (work.clone(), to_give.clone());
            thread::Builder::new().name("rasid".to_owned()).spawn(move || worker(&work, &to_give))?;
        }
        Ok(Many {
            items: items.try_iter()?.unbind(),
            jobs,
            to_work: Some(to_work),
            done: Mutex::new(done),
            early: BTreeMap::new(),
            sent: 0,
            given: 0,
            bytes: 0,
            ended: None,
        })
    }

    fn __iter__(this: PyRef<'_, Self>) -> PyRef<'_, Self> {
        this
    }

    fn __next__(&mut self, py: Python<'_>) -> PyResult<Option<Outcome>> {
        self.fill(py);
        while self.given < self.sent {
            if let Some((size, outcome)) = self.early.remove(&self.given) {
                self.given += 1;
                self.bytes -= size;
                return Ok(Some(outcome));
            }
            py.check_signals()?;
            let done = &self.done;
            match py.detach(|| lock(done).recv_timeout(ASK)) {
                Ok((number, size, outcome)) => drop(self.early.insert(number, (size, outcome))),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => {
                    let sentence = "the threads that read have ended before their work was done.";
                    return Err(pyo3::exceptions::PyRuntimeError::new_err(sentence));
                }
            }
        }
        match self.ended.as_mut().and_then(Option::take) {
            Some(error) => Err(error),
            None => Ok(None),
        }
    }
}

impl Many {
    /// Takes articles while there is room.
    fn fill(&mut self, py: Python<'_>) {
        let most = if self.jobs == 1 { 1 } else { (self.jobs * WINDOW) as u64 };
        while self.ended.is_none() && self.sent - self.given < most && (self.bytes < WINDOW_BYTES || self.bytes == 0) {
            let item = match self.items.bind(py).clone().next() {
                None => return self.end(None),
                Some(Err(error)) => return self.end(Some(error)),
                Some(Ok(item)) => item,
            };
            let number = self.sent;
            let Ok(article) = item.cast::<PyBytes>() else {
                let sentence = item.extract::<String>().unwrap_or_else(|_| "this is no article.".to_owned());
                self.early.insert(number, (0, (None, Some(sentence), None)));
                self.sent += 1;
                continue;
            };
            let size = article.as_bytes().len();
            if self.jobs == 1 {
                let bytes = article.as_bytes();
                let outcome = py.detach(|| input::outcome(bytes));
                self.early.insert(number, (size, outcome));
            } else if let Some(to_work) = &self.to_work {
                // Where all threads have ended it shows when nothing comes back.
                let _ = to_work.send((number, article.as_bytes().to_vec()));
            }
            self.bytes += size;
            self.sent += 1;
        }
    }

    fn end(&mut self, error: Option<PyErr>) {
        self.to_work = None;
        self.ended = Some(error);
    }
}

/// Reads until nothing comes any more.
fn worker(work: &Mutex<Receiver<Sent>>, to_give: &Sender<Done>) {
    while let Ok((number, article)) = next(work) {
        let outcome = input::outcome(&article);
        if to_give.send((number, article.len(), outcome)).is_err() {
            break;
        }
    }
}

fn next(work: &Mutex<Receiver<Sent>>) -> Result<Sent, std::sync::mpsc::RecvError> {
    lock(work).recv()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
