//! The list of sources that are watched: a file in TOML that people write (docs/watch.md).

use crate::{host, resolve};
use serde::{Deserialize, Deserializer};
use std::fmt::Display;
use std::time::Duration;

/// Sources of one list.
const MOST: usize = 2_000;
/// The shortest time between two looks at a feed of somebody else.
const OFTENEST: Duration = Duration::from_secs(60);

/// The list of sources that `rasid watch` looks at, and how it does.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceList {
    /// How often a feed is looked at, unless its source says otherwise.
    #[serde(default = "every", deserialize_with = "duration")]
    pub every: Duration,
    /// The pause between two requests to one host.
    #[serde(default = "delay", deserialize_with = "duration")]
    pub delay: Duration,
    /// All the time that one answer may take.
    #[serde(default = "timeout", deserialize_with = "duration")]
    pub timeout: Duration,
    /// The longest wait after failures.
    #[serde(default = "longest_wait", deserialize_with = "duration")]
    pub longest_wait: Duration,
    /// Reports are linked with one another no more often than this, since that takes all of them.
    #[serde(default = "link_every", deserialize_with = "duration")]
    pub link_every: Duration,
    /// Where the owner of the program can be found: an address, told to every server.
    #[serde(default)]
    pub contact: Option<String>,
    /// Hosts (`name` or `name:port`) that may be on this computer or on a local network.
    #[serde(default)]
    pub private: Vec<String>,
    /// The sources.
    #[serde(default, rename = "source")]
    pub sources: Vec<Source>,
}

/// A feed that is looked at again and again.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// What it is called in messages.
    pub name: String,
    /// The address of its feed.
    pub url: String,
    /// The outlet of its reports, where that is not what their pages say.
    #[serde(default)]
    pub outlet: Option<String>,
    /// How often it is looked at.
    #[serde(default, deserialize_with = "some_duration")]
    pub every: Option<Duration>,
    /// Whether pages are fetched of which the feed has only the link.
    #[serde(default = "yes")]
    pub pages: bool,
}

impl SourceList {
    /// Reads the list.
    ///
    /// # Errors
    ///
    /// A sentence that says what is wrong and in which line.
    pub fn parse(text: &str) -> Result<Self, String> {
        let list: SourceList = toml::from_str(text).map_err(|error| error.to_string().trim_end().to_owned())?;
        if list.sources.is_empty() {
            return Err("it names no source; begin one with [[source]], a name and the url of a feed.".to_owned());
        }
        if list.sources.len() > MOST {
            return Err(format!("it names more than {MOST} sources."));
        }
        for (at, source) in list.sources.iter().enumerate() {
            if source.name.trim().is_empty() {
                return Err(format!("source number {} has no name.", at + 1));
            }
            if resolve(&source.url, "").is_none() {
                return Err(format!("the url of {} is no address of the web: {}.", source.name, source.url));
            }
            if let Some(other) = list.sources[..at].iter().find(|other| other.url == source.url) {
                return Err(format!("{} and {} have the same url; leave out one.", other.name, source.name));
            }
            if list.every_of(source) < OFTENEST && !list.is_private(&source.url) {
                return Err(format!(
                    "{} would be asked more often than once a minute, which its owner may not like; set every = \"1m\" or more.",
                    source.name
                ));
            }
        }
        Ok(list)
    }

    /// How often a source is looked at.
    pub fn every_of(&self, source: &Source) -> Duration {
        source.every.unwrap_or(self.every).max(Duration::from_secs(1))
    }

    /// Whether the host of an address is one that the list names as its own.
    fn is_private(&self, url: &str) -> bool {
        host(url).is_some_and(|host| self.private.iter().any(|named| named.split(':').next() == Some(&host)))
    }
}

fn every() -> Duration {
    Duration::from_secs(15 * 60)
}

fn delay() -> Duration {
    Duration::from_secs(5)
}

fn timeout() -> Duration {
    Duration::from_secs(60)
}

fn longest_wait() -> Duration {
    Duration::from_secs(6 * 60 * 60)
}

fn link_every() -> Duration {
    Duration::from_secs(10 * 60)
}

fn yes() -> bool {
    true
}

fn duration<'d, D: Deserializer<'d>>(deserializer: D) -> Result<Duration, D::Error> {
    let given = String::deserialize(deserializer)?;
    let wrong = || serde::de::Error::custom(wrong(&given));
    let end = given.find(|c: char| !c.is_ascii_digit()).ok_or_else(wrong)?;
    let number: u64 = given[..end].parse().map_err(|_| wrong())?;
    let seconds = match given[end..].trim() {
        "s" => number,
        "m" => number.saturating_mul(60),
        "h" => number.saturating_mul(3_600),
        "d" => number.saturating_mul(86_400),
        _ => return Err(wrong()),
    };
    if seconds > 30 * 86_400 {
        return Err(serde::de::Error::custom("that is more than 30 days"));
    }
    Ok(Duration::from_secs(seconds))
}

fn some_duration<'d, D: Deserializer<'d>>(deserializer: D) -> Result<Option<Duration>, D::Error> {
    duration(deserializer).map(Some)
}

fn wrong(given: &impl Display) -> String {
    format!("\"{given}\" is no time; write it as \"30s\", \"15m\", \"6h\" or \"1d\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "[[source]]\nname = \"a\"\nurl = \"https://a.example/feed\"\n";

    #[test]
    fn a_list_says_how_often_and_what() {
        let list = SourceList::parse(&format!("every = \"1h\"\ncontact = \"x\"\n{ONE}every = \"90s\"\npages = false"))
            .unwrap();
        assert_eq!((list.every.as_secs(), list.every_of(&list.sources[0]).as_secs()), (3600, 90));
        assert_eq!((list.delay.as_secs(), list.link_every.as_secs(), list.sources[0].pages), (5, 600, false));
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (text, said) in [
            ("", "names no source"),
            ("[[source]]\nname = \"a\"", "missing field `url`"),
            ("evry = \"1m\"", "unknown field `evry`"),
            ("every = \"soon\"", "\"soon\" is no time"),
            ("every = \"99999d\"", "more than 30 days"),
            ("[[source]]\nname = \"a\"\nurl = \"file:///x\"", "no address of the web"),
            (&format!("{ONE}{ONE}"), "the same url"),
            (&format!("every = \"5s\"\n{ONE}"), "once a minute"),
        ] {
            let error = SourceList::parse(text).unwrap_err();
            assert!(error.contains(said), "{text}: {error}");
        }
        assert!(SourceList::parse(&format!("every = \"5s\"\nprivate = [\"a.example:80\"]\n{ONE}")).is_ok());
    }
}
