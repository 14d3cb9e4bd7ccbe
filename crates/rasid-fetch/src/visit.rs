//! A visit at a site: its rules are asked first, its pace is kept, its redirects are followed.

use crate::client::{Answer, Ask, Body, Client, FetchError, Settings};
use crate::pace::{Pace, Stop, lock};
use crate::robots::{self, Robots};
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// Redirects of one visit.
const REDIRECTS: usize = 5;
/// How long the rules of a site are believed (RFC 9309, 2.4: no longer than a day).
const RULES_HOLD: Duration = Duration::from_secs(24 * 60 * 60);
/// How long a site is left alone whose rules cannot be asked.
const RULES_MISSING: Duration = Duration::from_secs(10 * 60);
/// Sites whose rules are kept.
const SITES: usize = 10_000;
/// Bytes of rules that are kept; few sites have more than a few thousand, and one can have half a million.
const RULES_SIZE: usize = 32 * 1024 * 1024;
/// A host that asks to be left alone for longer is given up for this visit.
const PATIENCE: Duration = Duration::from_secs(90);
/// How often one that waits for another's answer looks.
const GLANCE: Duration = Duration::from_millis(50);

/// Visits sites for many threads.
pub struct Visitor {
    client: Client,
    pace: Pace,
    stop: Arc<Stop>,
    delay: Duration,
    /// The name under which rules are looked for.
    name: String,
    rules: Mutex<HashMap<String, Known>>,
    /// Sites that are asked for their rules now.
    asking: Mutex<HashSet<String>>,
    resolve: fn(&str, &str) -> Option<String>,
}

#[derive(Clone)]
struct Known {
    robots: Arc<Robots>,
    until: Instant,
}

/// What a visit gave.
#[derive(Debug)]
pub enum Visit {
    /// A body, and the address that it came from at last.
    Body {
        /// The address.
        url: String,
        /// The body.
        body: Body,
    },
    /// The version that is known is the newest.
    Same,
}

impl Visitor {
    /// A visitor that looks for rules under `name` (in small letters), waits at least `delay` between two requests to a
    /// host, and resolves addresses by `resolve` (base, reference).
    pub fn new(
        settings: &Settings,
        name: &str,
        delay: Duration,
        resolve: fn(&str, &str) -> Option<String>,
        stop: Arc<Stop>,
    ) -> Self {
        Visitor {
            client: Client::new(settings),
            pace: Pace::default(),
            stop,
            delay,
            name: name.to_owned(),
            rules: Mutex::default(),
            asking: Mutex::default(),
            resolve,
        }
    }

    /// Fetches what is asked for, where the site allows it.
    ///
    /// # Errors
    ///
    /// Where it is not allowed, refused, or there is no answer.
    pub fn visit(&self, ask: Ask<'_>) -> Result<Visit, FetchError> {
        let mut url = (self.resolve)(ask.url, "").ok_or(FetchError::Address)?;
        let mut seen = vec![url.clone()];
        loop {
            let robots = self.rules(&url)?;
            if !robots.allows(path(&url)) {
                return Err(FetchError::Robots);
            }
            let ask = Ask { url: &url, ..ask };
            match self.ask(ask, robots.delay(), None)? {
                Answer::Body(body) => return Ok(Visit::Body { url, body }),
                Answer::Same => return Ok(Visit::Same),
                Answer::Refused { status, wait } => return Err(FetchError::Refused { status, wait }),
                Answer::Elsewhere(to) => {
                    url = (self.resolve)(&url, &to).ok_or(FetchError::Address)?;
                    if seen.len() > REDIRECTS || seen.contains(&url) {
                        return Err(FetchError::Redirects);
                    }
                    seen.push(url.clone());
                }
            }
        }
    }

    /// Asks once, in turn.
    fn ask(&self, ask: Ask<'_>, delay: Option<Duration>, limit: Option<u64>) -> Result<Answer, FetchError> {
        let host = origin(ask.url);
        let delay = self.delay.max(delay.unwrap_or_default());
        let turn = self.pace.turn(host, delay, PATIENCE.max(2 * delay), &self.stop);
        let Some(turn) = turn else {
            return Err(if self.stop.is_stopped() { FetchError::Stopped } else { FetchError::Resting(PATIENCE) });
        };
        let answer = match limit {
            Some(limit) => self.client.ask_for(ask, limit, "identity"),
            None => self.client.ask(ask),
        };
        drop(turn);
        // Who has too much to do says so to everybody, not only for this address.
        if let Ok(Answer::Refused { status: 429 | 503, wait: Some(wait) }) = &answer {
            self.pace.rest(host, *wait);
        }
        answer
    }

    /// The rules of the site of `url`.
    fn rules(&self, url: &str) -> Result<Arc<Robots>, FetchError> {
        let site = origin(url);
        // One asks a site for its rules, the others wait for what it says.
        let _asking = loop {
            if let Some(known) = lock(&self.rules).get(site).filter(|known| known.until > Instant::now()) {
                return Ok(known.robots.clone());
            }
            if lock(&self.asking).insert(site.to_owned()) {
                break Asking { sites: &self.asking, site };
            }
            if !self.stop.sleep(GLANCE) {
                return Err(FetchError::Stopped);
            }
        };
        let (robots, hold) = self.ask_rules(site)?;
        // The pace that a site wishes for begins with the request that learnt of it.
        if let Some(delay) = robots.delay() {
            self.pace.rest(site, delay);
        }
        let known = Known { robots: Arc::new(robots), until: Instant::now() + hold };
        let mut rules = lock(&self.rules);
        if rules.len() >= SITES || rules.values().map(|known| known.robots.size()).sum::<usize>() >= RULES_SIZE {
            rules.clear();
        }
        rules.insert(site.to_owned(), known.clone());
        Ok(known.robots)
    }

    /// RFC 9309, 2.3: what is not there forbids nothing, what cannot be reached forbids everything.
    fn ask_rules(&self, site: &str) -> Result<(Robots, Duration), FetchError> {
        let mut url = format!("{site}/robots.txt");
        for _ in 0..=REDIRECTS {
            match self.ask(Ask { url: &url, ..Ask::default() }, None, Some(robots::LIMIT)) {
                Ok(Answer::Body(body)) if body.encoding.is_empty() => {
                    let text = String::from_utf8_lossy(&body.bytes);
                    return Ok((Robots::parse(&text, &self.name), RULES_HOLD));
                }
                Ok(Answer::Body(_) | Answer::Same) => return Ok((Robots::all(), RULES_HOLD)),
                Ok(Answer::Refused { status: 429 | 500..=599, .. }) => return Ok((Robots::none(), RULES_MISSING)),
                Ok(Answer::Refused { .. }) => return Ok((Robots::all(), RULES_HOLD)),
                Ok(Answer::Elsewhere(to)) => match (self.resolve)(&url, &to) {
                    Some(next) => url = next,
                    None => return Ok((Robots::all(), RULES_HOLD)),
                },
                Err(
                    error @ (FetchError::Private | FetchError::NoHost | FetchError::Stopped | FetchError::Resting(_)),
                ) => {
                    return Err(error);
                }
                // A file of rules without end is no file of rules.
                Err(FetchError::Large) => return Ok((Robots::all(), RULES_HOLD)),
                Err(_) => return Ok((Robots::none(), RULES_MISSING)),
            }
        }
        Ok((Robots::all(), RULES_HOLD))
    }
}

/// A site that is asked for its rules now.
struct Asking<'v> {
    sites: &'v Mutex<HashSet<String>>,
    site: &'v str,
}

impl Drop for Asking<'_> {
    fn drop(&mut self) {
        lock(self.sites).remove(self.site);
    }
}

/// The scheme, host and port of an address.
fn origin(url: &str) -> &str {
    let start = url.find("://").map_or(0, |at| at + 3);
    let end = url[start..].find(['/', '?', '#']).map_or(url.len(), |at| start + at);
    &url[..end]
}

/// The path of an address, with its query.
fn path(url: &str) -> &str {
    let path = &url[origin(url).len()..];
    if path.is_empty() { "/" } else { path }
}
