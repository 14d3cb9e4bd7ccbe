//! The only clock of the program.

use rasid_record::utc;
use std::time::{SystemTime, UNIX_EPOCH};

/// Seconds since the beginning of 1970. A clock that is set before is wrong anyway.
pub fn seconds() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |passed| passed.as_secs())
}

/// The time: ISO 8601, UTC, to the second.
pub fn now() -> String {
    utc(i64::try_from(seconds()).unwrap_or(i64::MAX))
}
