//! The time that this thread computed: a machine that does other things meanwhile makes it no longer.

use std::time::{Duration, Instant};

/// Measures from its making.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    computed: Option<Duration>,
    began: Instant,
}

impl Clock {
    /// Begins to measure.
    pub fn start() -> Self {
        Clock { computed: computed(), began: Instant::now() }
    }

    /// What this thread computed since; where the system does not say, what went by.
    pub fn elapsed(&self) -> Duration {
        match (self.computed, computed()) {
            (Some(before), Some(now)) => now.saturating_sub(before),
            _ => self.began.elapsed(),
        }
    }
}

/// What Linux says of this thread: its first number is nanoseconds on a core.
fn computed() -> Option<Duration> {
    let line = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    line.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

/// The most memory that this process held so far, in bytes, where the system says it.
pub fn most_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}
