//! The pages of the catalogue, in plain Markdown for people who do not program.

use crate::cells;
use crate::rules::cases::Case;
use crate::rules::source::{Described, singular};
use rasid_record::List;
use serde_json::Value;
use std::fmt::Write;

/// A rule with what is shown of it.
#[derive(Debug)]
pub struct Shown<'c> {
    /// What its comment says.
    pub rule: Described,
    /// A case with a record that it makes.
    pub example: Option<&'c Case>,
    /// A case in which it makes none.
    pub counter: Option<&'c Case>,
}

/// The first line of every page.
const MADE: &str =
    "<!-- Made by `./check rules --write` from the comments of the rules and from case files; change those. -->";

/// What the records of a list are.
fn about(list: List) -> &'static str {
    match list {
        List::Times => {
            "Expressions for a point or a stretch of time: dates, days, months, lengths, clock times, feasts."
        }
        List::Figures => "Numbers of people, attacks, breaches, trucks or money, exact or rough, with what they count.",
        List::Statements => {
            "Speech, writing or a view that is reported with its source: who says what, to whom, and what the speaker does by saying it."
        }
        List::Events => "Who did what to whom: acts of the sixteen types of PLOVER.",
        List::Commitments => "What somebody binds, offers, threatens or aims to do, so far as time can check it.",
        List::Arrangements => {
            "Mechanisms between or over parties to a conflict (truces, corridors, talks, sanctions …) and what has become of them."
        }
        List::Breaches => {
            "Claims that an arrangement was broken, or that an act took place in spite of it: who accuses whom, never who is guilty."
        }
        List::Naming => "Which words are used for a party, and whose words they are.",
    }
}

/// The columns in which the records of a list are shown: heading and path of the field.
fn columns(list: List) -> &'static [(&'static str, &'static str)] {
    match list {
        List::Times => &[("words", "text"), ("kind", "kind"), ("value", "value"), ("side", "mod")],
        List::Figures => &[
            ("words", "text"),
            ("least", "low"),
            ("most", "high"),
            ("measures", "measure"),
            ("of whom", "who"),
            ("over", "scope"),
            ("source", "by.speaker_id"),
        ],
        List::Statements => &[
            ("who", "speaker_id"),
            ("as written", "speaker"),
            ("reporting words", "cue"),
            ("does", "stance"),
            ("what is said", "content"),
        ],
        List::Events => &[
            ("word", "trigger"),
            ("type", "type"),
            ("mode", "mode"),
            ("who", "actors.id"),
            ("to whom", "recipients.id"),
            ("less than a fact", "aux"),
            ("source", "by.speaker_id"),
        ],
        List::Commitments => &[
            ("what", "what"),
            ("class", "class"),
            ("who is bound", "by_id"),
            ("kind", "kind"),
            ("due", "until"),
            ("condition", "condition"),
        ],
        List::Arrangements => &[
            ("words", "text"),
            ("kind", "kind"),
            ("phase", "phase"),
            ("parties", "parties"),
            ("place", "place"),
            ("for", "for"),
            ("until", "until"),
            ("source", "by.speaker_id"),
        ],
        List::Breaches => &[
            ("words", "text"),
            ("of what", "arrangement"),
            ("accused", "accused"),
            ("act", "act"),
            ("count", "figure"),
            ("source", "by.speaker_id"),
        ],
        List::Naming => &[("words", "text"), ("party", "id"), ("kind", "kind"), ("whose words", "voice")],
    }
}

/// The page of a list.
pub fn of_list(list: List, rules: &[Shown<'_>]) -> String {
    let mut out = format!("{MADE}\n\n# {}\n\n{} [All rules](README.md)\n", heading(list), about(list));
    for shown in rules {
        let rule = &shown.rule;
        write!(out, "\n## `{}`\n\n{}\n", rule.id, sentence(&rule.text)).expect("a string takes all");
        if !rule.tables.is_empty() {
            let link = |t: &String| format!("[{t}](../../{})", table_path(t));
            let tables: Vec<String> = rule.tables.iter().map(link).collect();
            writeln!(out, "\nTables of words: {}.", tables.join(", ")).expect("a string takes all");
        }
        if let Some(case) = shown.example {
            let made: Vec<&Value> = case.records(list).iter().filter(|r| r["rule"] == rule.id.as_str()).collect();
            out += &format!("\n**Example** ({})\n\n{}\n{}", source(case), quoted(&case.text), table(list, case, &made));
        }
        if let Some(case) = shown.counter {
            let all: Vec<&Value> = case.records(list).iter().collect();
            out += &format!("\n**Counter-example** ({})\n\n{}\n", source(case), quoted(&case.text));
            out += &match all.is_empty() {
                true => format!("Nothing is recorded under {} here.\n", heading(list).to_lowercase()),
                false => format!("The rule makes no record here; others do:\n\n{}", table(list, case, &all)),
            };
        }
    }
    out
}

/// The first page.
pub fn index(pages: &[(List, Vec<Shown<'_>>)]) -> String {
    let mut out = format!("{MADE}\n\n# The rules\n\n{INTRODUCTION}\n");
    out += "| list | rules | what is in it |\n| --- | --- | --- |\n";
    for (list, rules) in pages {
        let file = file_name(*list);
        out += &format!("| [{}]({file}) | {} | {} |\n", heading(*list), rules.len(), about(*list));
    }
    for (list, rules) in pages {
        let file = file_name(*list);
        out += &format!("\n## {}\n\n", heading(*list));
        for shown in rules {
            let anchor = shown.rule.id.replace('/', "");
            out += &format!("- [`{}`]({file}#{anchor}): {}\n", shown.rule.id, first_sentence(&shown.rule.text));
        }
    }
    out + MAINTAINING
}

/// The file of a list's page.
pub fn file_name(list: List) -> String {
    format!("{list}.md")
}

/// The file of a table of words, from the root of the repository.
pub fn table_path(table: &str) -> String {
    format!("crates/rasid-lang/data/ar/{table}.tsv")
}

const INTRODUCTION: &str = "\
Every record that Rasid makes names the rule that made it: `rasid explain` shows it, and so does the field `rule` of a
reading. Here is what each rule looks for, a sentence in which it makes a record, and one in which it must not. The
sentences are our own and are checked with every change. What the fields mean is in [the codebook](../codebook.md); which
words are known is in the tables that each rule names, and a team can add to them (see [lexicon.md](../lexicon.md)).
";

const MAINTAINING: &str = "
## How this catalogue is made

What a rule catches is written in the comment that begins ``Rule `list/name`:`` in `crates/rasid-read/src`; the sentence
`Tables: …` at its end names the tables it reads. The example is the shortest case file (`cases/`) that is about the
rule's list and in which the rule makes a record; the counter-example is a case file with the line `not by: list/name`.
`./check rules` fails where a rule lacks one of the three, where a rule makes a record in a case that is against it, and
where these pages are not what would be made now; `./check rules --write` makes them.
";

fn heading(list: List) -> String {
    let name = list.as_str();
    name[..1].to_uppercase() + &name[1..]
}

/// Where a case is from and when its report came out.
fn source(case: &Case) -> String {
    let date = case.published.as_ref().map_or("without a date".to_owned(), |d| format!("published {d}"));
    let title = if case.title.is_empty() { "case" } else { &case.title };
    format!("[{title}](../../{}), {date}", case.path)
}

fn quoted(text: &str) -> String {
    text.lines().map(|line| format!("> {line}").trim_end().to_owned() + "\n").collect()
}

fn table(list: List, case: &Case, records: &[&Value]) -> String {
    let value = |record: &Value, path: &str| cells::at(&case.reading, record, path).join(", ");
    // A column that is empty for all records is left out.
    let filled = |(_, path): &&(&str, &str)| records.iter().any(|r| !value(r, path).is_empty());
    let columns: Vec<&(&str, &str)> = columns(list).iter().filter(filled).collect();
    let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut out = row(columns.iter().map(|(name, _)| (*name).to_owned()).collect());
    out += &row(columns.iter().map(|_| "---".to_owned()).collect());
    for record in records {
        let cell = |(_, path): &&(&str, &str)| value(record, path).replace('|', "\\|").replace('\n', " ");
        out += &row(columns.iter().map(cell).collect());
    }
    out
}

/// A sentence with its first letter large, also behind a quotation mark.
fn sentence(text: &str) -> String {
    let at = text.find(char::is_alphanumeric).unwrap_or(text.len());
    let (before, rest) = text.split_at(at);
    let mut letters = rest.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{before}{first}{}", letters.as_str())
}

fn first_sentence(text: &str) -> String {
    let end = text.find(". ").map_or(text.len(), |at| at + 1);
    sentence(&text[..end])
}

/// Rules of a list begin with the word for one of its records.
pub fn belongs(rule: &str, list: List) -> bool {
    rule.split_once('/').is_some_and(|(head, _)| head == singular(list))
}

#[cfg(test)]
mod tests {
    use super::{Shown, index, of_list};
    use crate::rules::cases::Case;
    use crate::rules::source::Described;
    use rasid_record::List;
    use serde_json::json;

    fn case(records: serde_json::Value) -> Case {
        Case {
            path: "cases/a.md".to_owned(),
            title: "A title".to_owned(),
            text: "One.\n\nTwo.".to_owned(),
            published: Some("2018-02-26".to_owned()),
            lists: vec![List::Times],
            against: Vec::new(),
            reading: json!({ "times": records }),
        }
    }

    fn rule() -> Described {
        let text = "points counted from today. More of them.".to_owned();
        Described { id: "time/ago".to_owned(), text, tables: vec!["timewords".to_owned()], line: 1 }
    }

    #[test]
    fn a_page_shows_what_the_rule_records_and_where_it_records_nothing() {
        let time = |rule: &str| json!({"text": "a|b", "kind": "date", "value": "2016", "mod": null, "rule": rule});
        let example = case(json!([time("time/ago"), time("time/day")]));
        let counter = case(json!([]));
        let page = of_list(List::Times, &[Shown { rule: rule(), example: Some(&example), counter: Some(&counter) }]);
        assert!(page.contains("## `time/ago`\n\nPoints counted from today. More of them.\n"), "{page}");
        assert!(page.contains("[timewords](../../crates/rasid-lang/data/ar/timewords.tsv)"), "{page}");
        assert!(page.contains("> One.\n>\n> Two.\n\n| words | kind | value |\n| --- | --- | --- |\n"), "{page}");
        assert_eq!(page.matches("| a\\|b | date | 2016 |").count(), 1, "{page}");
        assert!(page.contains("Nothing is recorded under times here."), "{page}");
    }

    #[test]
    fn the_first_page_links_to_each_rule_with_its_first_sentence() {
        let page = index(&[(List::Times, vec![Shown { rule: rule(), example: None, counter: None }])]);
        assert!(page.contains("- [`time/ago`](times.md#timeago): Points counted from today.\n"), "{page}");
    }
}
