//! What a site asks robots to leave alone: robots.txt (RFC 9309).

use std::time::Duration;

/// Bytes of the file that are looked at; the standard asks for 500 KiB at least.
pub(crate) const LIMIT: u64 = 512 * 1024;
/// Rules that are kept.
const RULES: usize = 10_000;
/// The longest wait between two requests that a site can ask for.
const LONGEST_DELAY: f64 = 60.0;

/// The rules of a site for one robot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Robots {
    /// Patterns of paths, and whether they are allowed.
    rules: Vec<(String, bool)>,
    delay: Option<Duration>,
}

impl Robots {
    /// Everything may be fetched.
    pub fn all() -> Self {
        Robots::default()
    }

    /// Nothing may be fetched.
    pub fn none() -> Self {
        Robots { rules: vec![("/".to_owned(), false)], delay: None }
    }

    /// The rules of the file `text` for the robot called `agent` (in small letters): those of the groups that name it, else
    /// those for everybody.
    pub fn parse(text: &str, agent: &str) -> Self {
        let (mut own, mut others) = (None::<Robots>, Robots::default());
        let (mut is_own, mut is_others, mut in_group) = (false, false, false);
        for line in text.trim_start_matches('\u{feff}').split(['\n', '\r']) {
            let line = line.split('#').next().unwrap_or("");
            let Some((key, value)) = line.split_once(':') else { continue };
            let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
            if key == "user-agent" {
                // A line after rules begins a new group; several after one another share theirs.
                if in_group {
                    (is_own, is_others, in_group) = (false, false, false);
                }
                let name = value.split(['/', ' ']).next().unwrap_or("").to_ascii_lowercase();
                is_own |= name == agent;
                is_others |= name == "*";
                if is_own {
                    own.get_or_insert_default();
                }
                continue;
            }
            let allowed = match key.as_str() {
                "allow" => Some(true),
                "disallow" => Some(false),
                "crawl-delay" => None,
                _ => continue,
            };
            in_group = true;
            let groups = own.as_mut().filter(|_| is_own).into_iter().chain(is_others.then_some(&mut others));
            for group in groups {
                match allowed {
                    // "Disallow:" with nothing after it disallows nothing.
                    Some(allowed) if !value.is_empty() && group.rules.len() < RULES => {
                        group.rules.push((value.to_owned(), allowed));
                    }
                    Some(_) => {}
                    None => {
                        let seconds = value.parse().ok().filter(|s: &f64| s.is_finite() && *s >= 0.0);
                        group.delay = seconds.map(|s| Duration::from_secs_f64(s.min(LONGEST_DELAY)));
                    }
                }
            }
        }
        own.unwrap_or(others)
    }

    /// Whether `path` (with its query) may be fetched: the longest pattern that fits decides, and of equals the one that allows.
    pub fn allows(&self, path: &str) -> bool {
        let fitting = self.rules.iter().filter(|(pattern, _)| fits(pattern.as_bytes(), path.as_bytes()));
        fitting.max_by_key(|(pattern, allowed)| (pattern.len(), *allowed)).is_none_or(|(_, allowed)| *allowed)
    }

    /// How long the site asks to wait between two requests.
    pub fn delay(&self) -> Option<Duration> {
        self.delay
    }
}

/// Whether a path begins with a pattern, in which `*` is any row of characters and `$` at the end the end of the path. Each
/// star takes as little as it can; going back to the last one is enough.
fn fits(pattern: &[u8], path: &[u8]) -> bool {
    let (pattern, whole) = match pattern.strip_suffix(b"$") {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let (mut p, mut at) = (0, 0);
    let mut star = None;
    loop {
        if p == pattern.len() {
            if !whole || at == path.len() {
                return true;
            }
        } else if pattern[p] == b'*' {
            star = Some((p + 1, at));
            p += 1;
            continue;
        } else if at < path.len() && pattern[p] == path[at] {
            p += 1;
            at += 1;
            continue;
        }
        match star {
            Some((after, from)) if from < path.len() => {
                star = Some((after, from + 1));
                (p, at) = (after, from + 1);
            }
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_fitting_rule_decides() {
        let robots = Robots::parse(
            "User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /*.pdf$\nAllow: /same\nDisallow: /same",
            "rasid",
        );
        for (path, expected) in [
            ("/", true),
            ("/a", false),
            ("/abc", false),
            ("/a/b/c", true),
            ("/x/y.pdf", false),
            ("/x/y.pdf?z", true),
            ("/same", true),
            ("/A", true),
        ] {
            assert_eq!(robots.allows(path), expected, "{path}");
        }
    }

    #[test]
    fn groups_are_chosen_by_name() {
        let text = "\u{feff}User-agent: other\nuser-agent: RASID/2.0\nDisallow: /own # why\nCrawl-delay: 2.5\n\nUser-agent: *\nDisallow: /\r\nUser-agent: rasid\nDisallow: /more\n";
        let own = Robots::parse(text, "rasid");
        assert!(!own.allows("/own") && !own.allows("/more") && own.allows("/x"));
        assert_eq!(own.delay(), Some(Duration::from_millis(2500)));
        assert!(!Robots::parse(text, "third").allows("/x"));
        assert!(Robots::parse("User-agent: rasid\nDisallow:\n\nUser-agent: *\nDisallow: /", "rasid").allows("/x"));
    }

    #[test]
    fn what_is_no_such_file_forbids_nothing() {
        for text in ["", "<html>Disallow: /", "Disallow: /", "User-agent\n: :\nnonsense"] {
            assert!(Robots::parse(text, "rasid").allows("/x"), "{text}");
        }
        assert!(!Robots::none().allows("/") && Robots::all().allows("/"));
    }

    #[test]
    fn a_pattern_of_stars_is_tried_in_time() {
        let began = std::time::Instant::now();
        let robots = Robots::parse(&format!("User-agent: *\nDisallow: /{}b", "*a".repeat(2000)), "rasid");
        assert!(robots.allows(&format!("/{}", "a".repeat(4000))));
        assert!(began.elapsed().as_secs() < 10);
    }
}
