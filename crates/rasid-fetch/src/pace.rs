//! One request at a time to a host, with a pause between two; and how all of it stops.

use std::collections::HashMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Hosts that are remembered; feeds can name any number of them.
const HOSTS: usize = 10_000;

/// Whether work is to end, for all threads.
#[derive(Debug, Default)]
pub struct Stop {
    stopped: Mutex<bool>,
    told: Condvar,
}

impl Stop {
    /// Tells everybody to end.
    pub fn stop(&self) {
        *lock(&self.stopped) = true;
        self.told.notify_all();
    }

    /// Whether somebody said so.
    pub fn is_stopped(&self) -> bool {
        *lock(&self.stopped)
    }

    /// Sleeps for `time`; `false` where it was stopped before that.
    pub fn sleep(&self, time: Duration) -> bool {
        let until = Instant::now() + time;
        let mut stopped = lock(&self.stopped);
        loop {
            let left = until.saturating_duration_since(Instant::now());
            if *stopped || left.is_zero() {
                return !*stopped;
            }
            stopped = self.told.wait_timeout(stopped, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

/// When each host may be asked again.
#[derive(Debug, Default)]
pub struct Pace {
    hosts: Mutex<HashMap<String, Host>>,
}

#[derive(Clone, Copy, Debug)]
struct Host {
    busy: bool,
    next: Instant,
}

/// A turn at a host; the next one comes once it is over.
pub(crate) struct Turn<'p> {
    pace: &'p Pace,
    host: String,
    delay: Duration,
}

impl Pace {
    /// Waits until `host` may be asked. The turn after this one comes `delay` after its end. Nothing where it was
    /// stopped, or where the host is to be left alone for longer than `patience`.
    pub(crate) fn turn<'p>(&'p self, host: &str, delay: Duration, patience: Duration, stop: &Stop) -> Option<Turn<'p>> {
        loop {
            let wait = {
                let mut hosts = lock(&self.hosts);
                let now = Instant::now();
                if hosts.len() >= HOSTS && !hosts.contains_key(host) {
                    hosts.retain(|_, host| host.busy || host.next > now);
                }
                let entry = hosts.entry(host.to_owned()).or_insert(Host { busy: false, next: now });
                if !entry.busy && entry.next <= now {
                    entry.busy = true;
                    return Some(Turn { pace: self, host: host.to_owned(), delay });
                }
                let left = entry.next.saturating_duration_since(now);
                if left > patience {
                    return None;
                }
                // One that is busy tells nobody when it ends, so it is asked again.
                left.max(Duration::from_millis(20)).min(Duration::from_millis(500))
            };
            if !stop.sleep(wait) {
                return None;
            }
        }
    }

    /// Leaves `host` alone for `time`.
    pub(crate) fn rest(&self, host: &str, time: Duration) {
        let mut hosts = lock(&self.hosts);
        let next = Instant::now() + time;
        let entry = hosts.entry(host.to_owned()).or_insert(Host { busy: false, next });
        entry.next = entry.next.max(next);
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        if let Some(host) = lock(&self.pace.hosts).get_mut(&self.host) {
            host.busy = false;
            host.next = host.next.max(Instant::now() + self.delay);
        }
    }
}

/// What is behind a lock is whole after every step, so that a thread that fell leaves nothing half done.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: Duration = Duration::from_secs(60);

    #[test]
    fn turns_at_a_host_are_parted_and_other_hosts_do_not_wait() {
        let (pace, stop) = (Pace::default(), Stop::default());
        let began = Instant::now();
        let delay = Duration::from_millis(80);
        drop(pace.turn("a", delay, LONG, &stop).unwrap());
        drop(pace.turn("b", delay, LONG, &stop).unwrap());
        assert!(began.elapsed() < delay);
        drop(pace.turn("a", delay, LONG, &stop).unwrap());
        assert!(began.elapsed() >= delay);
    }

    #[test]
    fn two_threads_are_never_at_one_host_at_once() {
        let (pace, stop, there) = (Pace::default(), Stop::default(), Mutex::new(()));
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..5 {
                        let turn = pace.turn("a", Duration::ZERO, LONG, &stop).unwrap();
                        let alone = there.try_lock();
                        assert!(alone.is_ok());
                        drop(alone);
                        drop(turn);
                    }
                });
            }
        });
    }

    #[test]
    fn a_host_that_wants_to_rest_is_given_up_by_the_impatient() {
        let (pace, stop) = (Pace::default(), Stop::default());
        pace.rest("a", LONG);
        assert!(pace.turn("a", Duration::ZERO, Duration::from_secs(1), &stop).is_none());
        stop.stop();
        assert!(pace.turn("a", Duration::ZERO, 2 * LONG, &stop).is_none());
        assert!(!stop.sleep(LONG));
    }
}
