//! Failed log-ins: whoever guesses must wait.
//!
//! They are counted three ways, and the accounts remember them, so that starting the desk again is no way around:
//! - for a name at an address: somebody who guesses one password. Others who know the name do not make its owner wait;
//! - for an address, over all names: somebody who tries one password with many names;
//! - for a name, over all addresses: somebody who has many of them.
//!
//! Where no address is known all tries come from one. Whether there is such an account makes no difference.

use rasid_store::{Logins, StoreError};
use std::collections::HashMap;
use std::net::IpAddr;

/// Failed tries of a name at an address before it must wait.
const TRIES: i64 = 5;
/// Failed tries of an address: several people may sit behind one.
const TRIES_OF_ADDRESS: i64 = 30;
/// Failed tries of a name, wherever they come from.
const TRIES_OF_NAME: i64 = 60;
/// The first wait, in seconds; each further failure doubles it.
const WAIT: i64 = 30;
/// The longest wait; after so long without a failure nothing is held against anybody.
pub(crate) const REMEMBERED_FOR: i64 = 900;
/// So many counts are held.
const MOST: usize = 16_384;

/// How often somebody failed, and when the latest time was.
#[derive(Clone, Copy, Debug, Default)]
struct Failed {
    times: i64,
    latest: i64,
}

/// The counts.
#[derive(Debug, Default)]
pub(crate) struct Failures {
    counts: HashMap<String, Failed>,
}

impl Failures {
    /// Those that the accounts remember.
    pub(crate) fn of(accounts: &Logins) -> Result<Self, StoreError> {
        let kept = accounts.failures()?.into_iter();
        Ok(Failures { counts: kept.map(|(of, times, latest)| (of, Failed { times, latest })).collect() })
    }

    /// Whether somebody has to wait.
    pub(crate) fn must_wait(&self, name: &str, from: Option<IpAddr>, now: i64) -> bool {
        keys(name, from).into_iter().any(|(of, tries)| {
            let failed = self.counts.get(&of).copied().unwrap_or_default();
            let beyond = (failed.times - tries).clamp(0, 10);
            let wait = (WAIT << beyond).min(REMEMBERED_FOR);
            failed.times >= tries && now - failed.latest < wait
        })
    }

    /// Counts a failure; gives the counts that changed.
    pub(crate) fn count(&mut self, name: &str, from: Option<IpAddr>, now: i64) -> Vec<(String, i64)> {
        if self.counts.len() >= MOST {
            self.counts.retain(|_, one| now - one.latest < REMEMBERED_FOR);
        }
        let mut counted = Vec::new();
        for (of, _) in keys(name, from) {
            // Whoever fills the list with made-up names must not make it forget a real one; their address is counted.
            if self.counts.len() >= MOST && !self.counts.contains_key(&of) {
                continue;
            }
            let one = self.counts.entry(of.clone()).or_default();
            if now - one.latest >= REMEMBERED_FOR {
                one.times = 0;
            }
            one.times += 1;
            one.latest = now;
            counted.push((of, one.times));
        }
        counted
    }

    /// Forgets the failures of a name that came in; gives what is forgotten. Those of its address stay: whoever has an
    /// account must not be able to guess at others from there without end.
    pub(crate) fn forget(&mut self, name: &str, from: Option<IpAddr>) -> Vec<String> {
        let own = [key("name at address", name, from), key("name", name, None)];
        let forgotten = own.into_iter().filter(|of| self.counts.remove(of).is_some()).collect();
        if let Some(one) = from.and_then(|_| self.counts.get_mut(&key("address", "", from))) {
            // This one was no failure.
            one.times -= 1;
        }
        forgotten
    }
}

/// Under what a try is counted, and how many may fail.
fn keys(name: &str, from: Option<IpAddr>) -> Vec<(String, i64)> {
    let mut keys = vec![(key("name at address", name, from), TRIES), (key("name", name, None), TRIES_OF_NAME)];
    if from.is_some() {
        keys.push((key("address", "", from), TRIES_OF_ADDRESS));
    }
    keys
}

/// A hash: what is typed as a name may be a password.
fn key(kind: &str, name: &str, from: Option<IpAddr>) -> String {
    let from = match from {
        // Whoever has one address of IPv6 has all of the same first half.
        Some(IpAddr::V6(address)) if address.to_ipv4_mapped().is_none() => {
            format!("{:x?}", &address.segments()[..4])
        }
        Some(address) => address.to_canonical().to_string(),
        None => String::new(),
    };
    super::derived("rasid 2018 failed log-in", &format!("{kind}\0{name}\0{from}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(address: &str) -> Option<IpAddr> {
        Some(address.parse().unwrap())
    }

    #[test]
    fn a_stranger_who_knows_a_name_does_not_keep_its_owner_out() {
        let mut failures = Failures::default();
        for second in 0..6 {
            failures.count("huda", at("192.0.2.1"), second);
        }
        assert!(failures.must_wait("huda", at("192.0.2.1"), 6));
        assert!(!failures.must_wait("huda", at("192.0.2.2"), 6));
        assert!(!failures.must_wait("omar", at("192.0.2.1"), 6));
        assert!(!failures.must_wait("huda", at("192.0.2.1"), 6 + REMEMBERED_FOR));
    }

    #[test]
    fn one_address_waits_whatever_names_it_tries() {
        let mut failures = Failures::default();
        for nth in 0..TRIES_OF_ADDRESS {
            assert!(!failures.must_wait(&format!("name-{nth}"), at("2001:db8::1"), nth));
            failures.count(&format!("name-{nth}"), at("2001:db8::1"), nth);
        }
        assert!(failures.must_wait("another", at("2001:db8::ffff"), 31), "it is the same half of an address");
        assert!(!failures.must_wait("another", at("2001:db8:1::1"), 31));
    }

    #[test]
    fn many_addresses_at_one_name_make_it_wait() {
        let mut failures = Failures::default();
        for nth in 0..TRIES_OF_NAME {
            failures.count("huda", at(&format!("192.0.2.{nth}")), 0);
        }
        assert!(failures.must_wait("huda", at("198.51.100.1"), 1));
    }

    #[test]
    fn coming_in_forgets_the_name_and_not_the_address() {
        let mut failures = Failures::default();
        for nth in 0..TRIES_OF_ADDRESS {
            failures.count(&format!("name-{nth}"), at("192.0.2.1"), 0);
        }
        failures.count("huda", at("192.0.2.1"), 0);
        assert_eq!(failures.forget("huda", at("192.0.2.1")).len(), 2);
        assert!(failures.must_wait("omar", at("192.0.2.1"), 1));
    }

    #[test]
    fn made_up_names_fill_no_memory() {
        let mut failures = Failures::default();
        for nth in 0..MOST {
            failures.count(&format!("name-{nth}"), None, 0);
        }
        assert!(failures.counts.len() <= MOST);
        failures.count("huda", None, REMEMBERED_FOR);
        assert!(failures.counts.len() <= 2, "what is old is forgotten");
    }
}
