//! Work on several threads whose results come in the order of the input, whatever the threads do.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// Reports that may wait or be worked on, for each thread. Enough to keep all threads busy while a long
/// report holds up the order.
const WINDOW: usize = 16;
/// Bytes that these may have in all. One report may be larger when it is alone.
const WINDOW_BYTES: usize = 64 * 1024 * 1024;

/// Something on its way, with its number in the input and its size in bytes.
struct Numbered<T> {
    number: u64,
    size: usize,
    item: T,
}

/// Takes `items` through a worker of each of `jobs` threads and gives the results to `sink`, on this
/// thread, in the order of the items. Ends early with the first error of `sink`.
///
/// Only so many items are on their way at once that memory does not depend on how many there are: some for each thread,
/// or `stock` where that is more, which keeps the threads at work while a sink stops for longer now and then. `size` says how large an item is, in bytes. Workers must not panic.
pub fn in_order<T, R, E, W>(
    jobs: usize,
    stock: usize,
    items: impl Iterator<Item = T> + Send,
    size: impl Fn(&T) -> usize + Send,
    worker: impl Fn() -> W + Sync,
    mut sink: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E>
where
    T: Send,
    R: Send,
    W: FnMut(T) -> R,
{
    if jobs <= 1 {
        // With one thread there is nothing to put in order, and no thread waits for another.
        let mut worker = worker();
        return items.into_iter().try_for_each(|item| sink(worker(item)));
    }
    let window = Window::new(stock.max(jobs * WINDOW));
    let (to_work, work) = channel::<Numbered<T>>();
    let (to_sink, done) = channel::<Numbered<R>>();
    let work = Mutex::new(work);
    thread::scope(|scope| {
        scope.spawn(|| feed(items, size, &window, to_work));
        for _ in 0..jobs {
            let to_sink = to_sink.clone();
            let (work, worker) = (&work, &worker);
            scope.spawn(move || {
                let mut worker = worker();
                while let Some(Numbered { number, size, item }) = next(work) {
                    if to_sink.send(Numbered { number, size, item: worker(item) }).is_err() {
                        break;
                    }
                }
            });
        }
        drop(to_sink);
        let outcome = put_in_order(done, &window, &mut sink);
        window.close();
        outcome
    })
}

fn feed<T>(items: impl Iterator<Item = T>, size: impl Fn(&T) -> usize, window: &Window, to_work: Sender<Numbered<T>>) {
    for (number, item) in (0..).zip(items) {
        let size = size(&item);
        if !window.enter(size) || to_work.send(Numbered { number, size, item }).is_err() {
            break;
        }
    }
}

fn next<T>(work: &Mutex<Receiver<Numbered<T>>>) -> Option<Numbered<T>> {
    lock(work).recv().ok()
}

fn put_in_order<R, E>(
    done: Receiver<Numbered<R>>,
    window: &Window,
    sink: &mut impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let mut early = BTreeMap::new();
    let mut turn = 0;
    for result in done {
        early.insert(result.number, result);
        while let Some(result) = early.remove(&turn) {
            window.leave(result.size);
            sink(result.item)?;
            turn += 1;
        }
    }
    Ok(())
}

/// How much is on its way.
struct Window {
    state: Mutex<State>,
    changed: Condvar,
    most: usize,
}

#[derive(Default)]
struct State {
    count: usize,
    bytes: usize,
    closed: bool,
}

impl Window {
    fn new(most: usize) -> Self {
        Window { state: Mutex::default(), changed: Condvar::new(), most }
    }

    /// Waits until there is room; `false` where nothing is wanted any more.
    fn enter(&self, size: usize) -> bool {
        let full = |s: &mut State| !s.closed && s.count > 0 && (s.count >= self.most || s.bytes + size > WINDOW_BYTES);
        let mut state = self.changed.wait_while(lock(&self.state), full).unwrap_or_else(PoisonError::into_inner);
        state.count += 1;
        state.bytes += size;
        !state.closed
    }

    fn leave(&self, size: usize) {
        let mut state = lock(&self.state);
        state.count -= 1;
        state.bytes -= size;
        self.changed.notify_one();
    }

    fn close(&self) {
        lock(&self.state).closed = true;
        self.changed.notify_one();
    }
}

/// Locks. A thread that panicked while it held the lock left nothing half done here.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// Work whose length varies from item to item.
    fn work(n: u64) -> u64 {
        (0..n * 7919 % 20_000).fold(n, |a, b| std::hint::black_box(a ^ b ^ a.rotate_left(7)))
    }

    /// What `run` puts into its sink.
    fn collected<R>(run: impl FnOnce(&mut dyn FnMut(R) -> Result<(), ()>) -> Result<(), ()>) -> Vec<R> {
        let mut out = Vec::new();
        run(&mut |result| {
            out.push(result);
            Ok(())
        })
        .unwrap();
        out
    }

    fn results(jobs: usize) -> Vec<u64> {
        collected(|sink| in_order(jobs, 0, 0..500, |_| 1, || work, sink))
    }

    #[test]
    fn any_number_of_threads_gives_the_same_in_the_same_order() {
        let expected: Vec<u64> = (0..500).map(work).collect();
        for jobs in [1, 2, 7, 32] {
            assert_eq!(results(jobs), expected);
        }
    }

    #[test]
    fn only_a_window_of_items_is_on_its_way() {
        let (entered, left, most) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
        let items = (0..2_000).inspect(|_| {
            let under_way = entered.fetch_add(1, Ordering::SeqCst) + 1 - left.load(Ordering::SeqCst);
            most.fetch_max(under_way, Ordering::SeqCst);
        });
        let sink = |_| {
            left.fetch_add(1, Ordering::SeqCst);
            Ok::<_, ()>(())
        };
        in_order(2, 0, items, |_| 1, || work, sink).unwrap();
        // One waits outside, and one may have left the window but not yet reached the end of the sink.
        assert!(most.load(Ordering::SeqCst) <= 2 * WINDOW + 2);
    }

    #[test]
    fn one_item_larger_than_the_window_goes_alone() {
        let out = collected(|sink| in_order(2, 0, 0..5, |_| WINDOW_BYTES * 2, || |n| n, sink));
        assert_eq!(out, [0, 1, 2, 3, 4]);
    }

    #[test]
    fn an_error_of_the_sink_ends_an_endless_input() {
        let sink = |n: u64| if n == 40 { Err("enough") } else { Ok(()) };
        assert_eq!(in_order(3, 0, 0.., |_| 1, || |n| n, sink), Err("enough"));
    }
}
