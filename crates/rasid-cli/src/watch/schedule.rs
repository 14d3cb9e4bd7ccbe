//! Which source is looked at next, and when.

use super::state::Standing;
use rasid_fetch::Stop;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long a thread sleeps at most before it looks again whether there is something to do.
const NAP: Duration = Duration::from_millis(250);

/// When each source is due.
pub struct Schedule {
    slots: Mutex<Vec<Slot>>,
    once: bool,
}

struct Slot {
    standing: Standing,
    due: Due,
}

enum Due {
    At(Instant),
    /// Somebody looks at it.
    Busy,
    /// It will not be looked at again.
    Never,
}

impl Schedule {
    /// All sources are due now; each `once` only, or again and again.
    pub fn new(standings: Vec<Standing>, once: bool) -> Self {
        let now = Instant::now();
        let slots = standings.into_iter().map(|standing| Slot { standing, due: Due::At(now) }).collect();
        Schedule { slots: Mutex::new(slots), once }
    }

    /// The number and standing of the source that is due next, once it is due; nothing where there is none any more or
    /// work is to end.
    pub fn next(&self, stop: &Stop) -> Option<(usize, Standing)> {
        loop {
            let wait = {
                let mut slots = self.lock();
                let due = slots.iter().enumerate().filter_map(|(n, slot)| match slot.due {
                    Due::At(at) => Some((at, n)),
                    Due::Busy | Due::Never => None,
                });
                match due.min() {
                    Some((at, n)) if at <= Instant::now() => {
                        slots[n].due = Due::Busy;
                        return Some((n, slots[n].standing.clone()));
                    }
                    Some((at, _)) => at.saturating_duration_since(Instant::now()),
                    None if self.once => return None,
                    None => NAP,
                }
            };
            if !stop.sleep(wait.min(NAP)) {
                return None;
            }
        }
    }

    /// A source was looked at, and is due again after `wait`.
    pub fn done(&self, source: usize, standing: Standing, wait: Duration) {
        let due = if self.once { Due::Never } else { Due::At(Instant::now() + wait) };
        self.lock()[source] = Slot { standing, due };
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Slot>> {
        self.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_looked_at_by_one_and_comes_again_when_it_is_due() {
        let (schedule, stop) = (Schedule::new(vec![Standing::default(); 2], false), Stop::default());
        let first = schedule.next(&stop).unwrap().0;
        let second = schedule.next(&stop).unwrap().0;
        assert_ne!(first, second);
        schedule.done(second, Standing::default(), Duration::from_millis(30));
        schedule.done(first, Standing::default(), Duration::from_secs(3600));
        let began = Instant::now();
        assert_eq!(schedule.next(&stop).unwrap().0, second);
        assert!(began.elapsed() >= Duration::from_millis(29));
        stop.stop();
        assert!(schedule.next(&stop).is_none());
    }

    #[test]
    fn once_is_once() {
        let (schedule, stop) = (Schedule::new(vec![Standing::default()], true), Stop::default());
        assert!(schedule.next(&stop).is_some());
        schedule.done(0, Standing::default(), Duration::ZERO);
        assert!(schedule.next(&stop).is_none());
    }
}
