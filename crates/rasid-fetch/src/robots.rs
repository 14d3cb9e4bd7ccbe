//! What a site asks robots to leave alone: robots.txt (RFC 9309).

use std::fmt::Write;
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
    /// Patterns of paths in one spelling, and whether they are allowed; those that decide before others come first.
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
                        group.rules.push((pattern(value), allowed));
                    }
                    Some(_) => {}
                    None => {
                        let seconds = value.parse().ok().filter(|s: &f64| s.is_finite() && *s >= 0.0);
                        group.delay = seconds.map(|s| Duration::from_secs_f64(s.min(LONGEST_DELAY)));
                    }
                }
            }
        }
        let mut robots = own.unwrap_or(others);
        robots.rules.sort_by(|(a, may), (b, may_b)| (b.len(), may_b).cmp(&(a.len(), may)));
        robots
    }

    /// Whether `path` (with its query) may be fetched: the longest pattern that fits decides, and of equals the one that allows.
    /// The time it takes grows with the length of the rules and, for each rule, with that of the path.
    pub fn allows(&self, path: &str) -> bool {
        let path = spelled(path, "");
        self.rules.iter().find(|(pattern, _)| fits(pattern, &path)).is_none_or(|(_, allowed)| *allowed)
    }

    /// The bytes of memory that its patterns take.
    pub(crate) fn size(&self) -> usize {
        self.rules.iter().map(|(pattern, _)| pattern.len() + size_of::<(String, bool)>()).sum()
    }

    /// How long the site asks to wait between two requests.
    pub fn delay(&self) -> Option<Duration> {
        self.delay
    }
}

/// One spelling of a path or pattern (RFC 9309, 2.2.2): what has a meaning of its own in patterns, unless it has it here
/// (`meant`), and what is not ASCII as its numbers, letters that need no numbers as letters, numbers in capitals.
fn spelled(text: &str, meant: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let (mut byte, mut step) = (bytes[at], 1);
        let numbered =
            text.get(at + 1..at + 3).filter(|hex| byte == b'%' && hex.bytes().all(|b| b.is_ascii_hexdigit()));
        if let Some(code) = numbered.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            (byte, step) = (code, 3);
        }
        let c = char::from(byte);
        let is_plain = match step {
            3 => c.is_ascii_alphanumeric() || "-._~".contains(c),
            _ => c.is_ascii() && (!"*$".contains(c) || meant.contains(c)),
        };
        if is_plain {
            out.push(c);
        } else {
            // Writing into a text cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
        at += step;
    }
    out
}

/// A pattern in one spelling; `$` means the end of the path where it is the last letter alone.
fn pattern(text: &str) -> String {
    match text.strip_suffix('$') {
        Some(text) => spelled(text, "*") + "$",
        None => spelled(text, "*"),
    }
}

/// Whether a path begins with a pattern, in which `*` is any row of characters and `$` at the end the end of the path. What
/// stands between two stars is found at the first place where it is (anything that fits with a later one fits with that one
/// too), by a search that looks at each letter a few times at most, so that no pattern makes it slow.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, whole) = match pattern.strip_suffix('$') {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let Some((start, stars)) = pattern.split_once('*') else {
        return if whole { path == pattern } else { path.starts_with(pattern) };
    };
    let Some(mut rest) = path.strip_prefix(start) else { return false };
    let (between, last) = stars.rsplit_once('*').unwrap_or(("", stars));
    for part in between.split('*') {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    if whole { rest.ends_with(last) } else { rest.contains(last) }
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
    fn patterns_fit_as_the_standard_says() {
        for (pattern, path, expected) in [
            ("/a*", "/abc", true),
            ("/a*c", "/abcd", true),
            ("/a*c$", "/abcd", false),
            ("/a*c$", "/abcc", true),
            ("/a*b*b$", "/ab", false),
            ("/a*b*b$", "/abb", true),
            ("/a**b", "/ab", true),
            ("/$", "/", true),
            ("/$", "/a", false),
            ("*", "/", true),
            ("*$", "/a", true),
            ("/a$b", "/a$b", true),
            ("/a$b", "/a", false),
            ("/%2A", "/*", true),
            ("/%2a", "/x", false),
            ("/*.php", "/a.php?b=/c.php", true),
            ("/خبر/", "/%D8%AE%D8%A8%D8%B1/1", true),
            ("/%d8%ae%d8%a8%d8%b1/", "/%D8%AE%D8%A8%D8%B1/1", true),
            ("/%61bc", "/a%62c", true),
            ("/a%2fb", "/a/b", false),
            ("/%", "/%zz", true),
        ] {
            let robots = Robots::parse(&format!("User-agent: *\nDisallow: {pattern}"), "rasid");
            assert_eq!(!robots.allows(path), expected, "{pattern} {path}");
        }
    }

    #[test]
    fn patterns_fit_whatever_a_star_may_take() {
        // All short patterns and paths of two letters, against the plainest way to say what a star is.
        fn plainly(pattern: &[u8], path: &[u8]) -> bool {
            match pattern.split_first() {
                None => true,
                Some((b'$', [])) => path.is_empty(),
                Some((b'*', rest)) => (0..=path.len()).any(|at| plainly(rest, &path[at..])),
                Some((letter, rest)) => path.first() == Some(letter) && plainly(rest, &path[1..]),
            }
        }
        let texts = |letters: &[u8], most: u32| -> Vec<String> {
            let of = |length: u32| {
                (0..letters.len().pow(length)).map(move |mut n| {
                    let mut next = || {
                        let letter = letters[n % letters.len()];
                        n /= letters.len();
                        char::from(letter)
                    };
                    (0..length).map(|_| next()).collect::<String>()
                })
            };
            (0..=most).flat_map(of).collect()
        };
        for pattern in texts(b"ab*", 5).into_iter().flat_map(|text| [format!("{text}$"), text]) {
            for path in texts(b"ab", 5) {
                assert_eq!(fits(&pattern, &path), plainly(pattern.as_bytes(), path.as_bytes()), "{pattern} {path}");
            }
        }
    }

    #[test]
    fn no_file_of_rules_makes_looking_at_it_slow() {
        // Each letter of a path is looked at a few times for a rule, so that the largest file takes moments; trying every place
        // anew, as one would by hand, takes minutes.
        let path = format!("/{}", "a".repeat(12_000));
        let long = format!("Disallow: /*{}b\n", "a".repeat(11_000));
        let stars = format!("Disallow: /{}b\n", "*a".repeat(5_000));
        let halves = format!("Disallow: /{}b$\n", format!("*{}", "a".repeat(90)).repeat(100));
        for rule in [&*long, &stars, &halves, "Disallow: /*b\n"] {
            let file = format!("User-agent: *\n{}", rule.repeat((LIMIT as usize / rule.len()).min(RULES)));
            let robots = Robots::parse(&file, "rasid");
            assert!(robots.allows(&path) && robots.rules.len() > 30, "{}", robots.rules.len());
        }
    }
}
