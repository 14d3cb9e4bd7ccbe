//! Comments that document rules, and the places where records get the name of their rule.
//!
//! The convention: a comment line of `crates/rasid-read/src` that begins with ``Rule `list/name`:``
//! begins what people read about that rule. It goes on to the end of the comment or to an empty
//! comment line; a last sentence ``Tables: cues, stances.`` names the tables that the rule reads.
//! Behind an empty comment line stands what only those who change the rule need.

use rasid_record::List;

/// What a comment says about a rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Described {
    /// The rule.
    pub id: String,
    /// What it catches.
    pub text: String,
    /// The tables that it reads.
    pub tables: Vec<String>,
    /// The line of the comment, from 1.
    pub line: usize,
}

/// A place in code that names a rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// The rule.
    pub id: String,
    /// The line, from 1.
    pub line: usize,
}

/// The word before the tables.
const TABLES: &str = "Tables: ";

/// What the comments of a file say about rules.
pub fn described(text: &str) -> Vec<Described> {
    let lines: Vec<Option<&str>> = text.lines().map(comment).collect();
    let mut out = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let Some((id, first)) = line.and_then(heading) else { continue };
        let rest = lines[i + 1..].iter().map_while(|l| l.filter(|l| !l.is_empty() && heading(l).is_none()));
        let words: Vec<&str> = std::iter::once(first).chain(rest).filter(|l| !l.is_empty()).collect();
        let (text, tables) = split_tables(&words.join(" "));
        out.push(Described { id: id.to_owned(), text, tables, line: i + 1 });
    }
    out
}

/// The words of a comment line; nothing for a line of code.
fn comment(line: &str) -> Option<&str> {
    let line = line.trim_start();
    ["///", "//!", "//"].iter().find_map(|mark| line.strip_prefix(mark)).map(str::trim)
}

/// The rule and the first words about it.
fn heading(line: &str) -> Option<(&str, &str)> {
    let (id, rest) = line.strip_prefix("Rule `")?.split_once('`')?;
    Some((id, rest.strip_prefix(':')?.trim_start()))
}

fn split_tables(text: &str) -> (String, Vec<String>) {
    let Some((said, tables)) = text.rsplit_once(TABLES) else { return (text.to_owned(), Vec::new()) };
    let tables = tables.trim_end_matches('.').split(',').map(|t| t.trim().to_owned()).collect();
    (said.trim_end().to_owned(), tables)
}

/// The places in the code of a file, its tests left out, that name a rule.
pub fn named(text: &str) -> Vec<Named> {
    let lines: Vec<&str> = text.lines().collect();
    // A mark of tests before a mere declaration says nothing about the lines after it.
    let declares = |i: usize| lines.get(i + 1).is_some_and(|line| line.trim_end().ends_with(';'));
    let code = lines.iter().enumerate().take_while(|(i, line)| line.trim() != "#[cfg(test)]" || declares(*i));
    code.filter(|(_, line)| comment(line).is_none())
        .flat_map(|(i, line)| {
            // Every second piece between quotation marks is a string.
            let strings = line.split('"').skip(1).step_by(2);
            strings.filter(|s| is_rule(s)).map(move |s| Named { id: s.to_owned(), line: i + 1 })
        })
        .collect()
}

fn is_rule(word: &str) -> bool {
    let Some((head, name)) = word.split_once('/') else { return false };
    let plain = |s: &str| !s.is_empty() && s.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    List::ALL.iter().any(|list| singular(*list) == head) && plain(name)
}

/// The list that is called `word`, or one record of which is.
pub fn list_of(word: &str) -> Option<List> {
    List::ALL.iter().copied().find(|list| singular(*list) == word || list.as_str() == word)
}

/// What one record of a list is called.
pub fn singular(list: List) -> &'static str {
    match list {
        List::Breaches => "breach",
        other => other.as_str().trim_end_matches('s'),
    }
}

#[cfg(test)]
mod tests {
    use super::{described, named};

    #[test]
    fn what_is_said_of_a_rule_ends_with_the_comment_or_an_empty_line_of_it() {
        let text = "/// Rule `time/set`: what comes back,\n/// as \"daily\". Tables: timewords, numbers.\n///\n/// For programmers.\nfn f() {}\n// Rule `time/day`: days.\n// Rule `time/ago`:\n// points.\n";
        let found = described(text);
        let said: Vec<(&str, &str, usize)> = found.iter().map(|d| (d.id.as_str(), d.text.as_str(), d.line)).collect();
        assert_eq!(
            said,
            [("time/set", "what comes back, as \"daily\".", 1), ("time/day", "days.", 6), ("time/ago", "points.", 7)]
        );
        assert_eq!(found[0].tables, ["timewords", "numbers"]);
        assert!(found[1].tables.is_empty());
    }

    #[test]
    fn rules_are_named_in_code_but_not_in_comments_or_tests() {
        let text = "/// Like \"time/none\".\n#[cfg(test)]\nmod tests;\nlet a = \"time/day\"; let b = (\"x/y\", \"breach/not-kept\");\n#[cfg(test)]\nmod more {\n    \"time/late\"\n}\n";
        let found: Vec<(String, usize)> = named(text).into_iter().map(|n| (n.id, n.line)).collect();
        assert_eq!(found, [("time/day".to_owned(), 4), ("breach/not-kept".to_owned(), 4)]);
    }
}
