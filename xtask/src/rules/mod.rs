//! The catalogue of rules in `docs/rules/`: what each catches, an example, a counter-example and
//! the tables it reads; made from the comments of the rules and from case files.
//!
//! [`source`] reads the comments, [`cases`] the case files, [`page`] writes Markdown.

mod cases;
mod page;
mod source;

use crate::{Options, Outcome, Result, place};
use cases::Case;
use page::Shown;
use rasid_record::List;
use source::{Described, Named};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Where the rules are.
const RULES: &str = "crates/rasid-read/src";
/// Where the catalogue is.
const CATALOGUE: &str = "docs/rules";
/// What the comment of a rule says that only notes what was left.
const MAKES_NONE: &str = "Makes no records.";

/// Makes the catalogue, and compares or writes it.
pub fn run(options: &Options) -> Result<Outcome> {
    let root = place::root()?;
    let (rules, mut problems) = rules(&root)?;
    let cases = cases::all(&root, &place::binary(options)?)?;
    problems.extend(against_unknown(&rules, &cases));
    let (pages, missing) = chosen(rules, &cases);
    problems.extend(missing);
    let files = files(&pages);
    let count: usize = pages.iter().map(|(_, rules)| rules.len()).sum();
    println!("{count} rules, {} case files.", cases.len());
    if options.write {
        for (path, text) in &files {
            place::write(&root.join(path), text.as_bytes())?;
        }
        println!("{CATALOGUE} is written.");
    } else {
        problems.extend(files.iter().filter_map(|(path, text)| stale(&root, path, text)));
    }
    let known = |path: &String| files.iter().any(|(p, _)| p == path);
    let extra = cases::files(&root, CATALOGUE, "md").unwrap_or_default().into_iter().filter(|path| !known(path));
    problems.extend(extra.map(|path| format!("{path} is no page of the catalogue; remove it.")));
    Ok(Outcome::of(&problems))
}

/// Where a rule or its description stands.
type At = (String, usize);

/// What the comments say, by rule, and where comments and code do not fit.
fn rules(root: &Path) -> Result<(BTreeMap<String, Described>, Vec<String>)> {
    let mut described: Vec<(String, Described)> = Vec::new();
    let mut named: Vec<(String, Named)> = Vec::new();
    for path in cases::files(root, RULES, "rs")? {
        if path.ends_with("/tests.rs") {
            continue;
        }
        let text = place::read(&root.join(&path))?;
        described.extend(source::described(&text).into_iter().map(|d| (path.clone(), d)));
        named.extend(source::named(&text).into_iter().map(|n| (path.clone(), n)));
    }
    let table = |name: &str| root.join(page::table_path(name)).is_file();
    Ok(fitted(described, named, table))
}

/// Compares what comments describe with what code names.
fn fitted(
    described: Vec<(String, Described)>,
    named: Vec<(String, Named)>,
    table: impl Fn(&str) -> bool,
) -> (BTreeMap<String, Described>, Vec<String>) {
    let mut problems = Vec::new();
    let mut first: BTreeMap<String, At> = BTreeMap::new();
    for (path, n) in named {
        first.entry(n.id).or_insert((path, n.line));
    }
    let mut rules: BTreeMap<String, Described> = BTreeMap::new();
    for (path, d) in described {
        let at = format!("{path}:{}", d.line);
        if !first.contains_key(&d.id) {
            problems.push(format!("{at}: no code names the rule {}; take the comment away.", d.id));
            continue;
        }
        if d.text.is_empty() {
            problems.push(format!("{at}: the comment of {} does not say what it catches.", d.id));
        }
        for unknown in d.tables.iter().filter(|t| !table(t)) {
            problems.push(format!("{at}: there is no table {} for {unknown}.", page::table_path(unknown)));
        }
        if let Some(other) = rules.insert(d.id.clone(), d) {
            problems.push(format!("{at}: the rule {} is described twice.", other.id));
        }
    }
    for (id, (path, line)) in first.iter().filter(|(id, _)| !rules.contains_key(*id)) {
        problems.push(format!("{path}:{line}: no comment \"Rule `{id}`: …\" says what the rule catches."));
    }
    (rules, problems)
}

/// Lines "not by:" that name no rule.
fn against_unknown(rules: &BTreeMap<String, Described>, cases: &[Case]) -> Vec<String> {
    let unknown = |case: &Case| {
        let ids = case.against.iter().filter(|id| !rules.contains_key(*id));
        ids.map(|id| format!("{}: there is no rule {id}.", case.path)).collect::<Vec<_>>()
    };
    cases.iter().flat_map(unknown).collect()
}

type Pages<'c> = Vec<(List, Vec<Shown<'c>>)>;

/// Chooses the cases that are shown, and says what is missing.
fn chosen(rules: BTreeMap<String, Described>, cases: &[Case]) -> (Pages<'_>, Vec<String>) {
    let mut pages: Pages<'_> = List::ALL.iter().map(|list| (*list, Vec::new())).collect();
    let mut problems = Vec::new();
    for (id, rule) in rules {
        let Some((list, shown)) = pages.iter_mut().find(|(list, _)| page::belongs(&id, *list)) else { continue };
        let list = *list;
        let fires = |case: &&Case| case.lists.contains(&list) && case.made_by(list, &id) > 0;
        let others = |case: &&Case| case.records(list).len() - case.made_by(list, &id);
        let clearest = |case: &&Case| (others(case), case.hedged(list), case.text.chars().count(), case.path.clone());
        let example = cases.iter().filter(fires).min_by_key(clearest);
        let against: Vec<&Case> = cases.iter().filter(|case| case.against.contains(&id)).collect();
        let wrong: BTreeSet<&str> =
            against.iter().filter(|case| case.made_by(list, &id) > 0).map(|case| case.path.as_str()).collect();
        for path in &wrong {
            problems.push(format!("{path}: {id} makes a record, but the case is against it."));
        }
        let about = against.into_iter().filter(|case| !wrong.contains(case.path.as_str()));
        let counter = about.min_by_key(clearest);
        let makes_none = rule.text.contains(MAKES_NONE);
        if example.is_none() && !makes_none {
            let name = list.as_str();
            problems.push(format!("{id} has no example: write a case in cases/ar/{name} in which it makes a record."));
        }
        if counter.is_none() && !makes_none {
            problems.push(format!(
                "{id} has no counter-example: write \"not by: {id}\" into a case in which it must make no record."
            ));
        }
        shown.push(Shown { rule, example, counter });
    }
    (pages, problems)
}

/// The files of the catalogue, by their paths from the root of the repository.
fn files(pages: &Pages<'_>) -> Vec<(String, String)> {
    let mut out = vec![(format!("{CATALOGUE}/README.md"), page::index(pages))];
    for (list, rules) in pages {
        out.push((format!("{CATALOGUE}/{}", page::file_name(*list)), page::of_list(*list, rules)));
    }
    out
}

/// Says where a committed page is not the one that would be made.
fn stale(root: &Path, path: &str, new: &str) -> Option<String> {
    let old = std::fs::read_to_string(root.join(path)).unwrap_or_default();
    let differs = || old.lines().zip(new.lines()).position(|(a, b)| a != b);
    let line = || differs().unwrap_or(old.lines().count().min(new.lines().count())) + 1;
    (old != new).then(|| {
        format!("{path}:{}: the page is stale; run ./check rules --write, look at the diff and commit it.", line())
    })
}

#[cfg(test)]
mod tests {
    use super::{chosen, fitted};
    use crate::rules::cases::Case;
    use crate::rules::source::{Described, Named};
    use rasid_record::List;
    use serde_json::json;
    use std::collections::BTreeMap;

    fn described(id: &str, tables: &[&str]) -> (String, Described) {
        let tables = tables.iter().map(|t| (*t).to_owned()).collect();
        ("a.rs".to_owned(), Described { id: id.to_owned(), text: "words.".to_owned(), tables, line: 3 })
    }

    fn case(path: &str, text: &str, rules: &[&str], against: &[&str]) -> Case {
        let records: Vec<_> = rules.iter().map(|rule| json!({ "rule": rule })).collect();
        Case {
            path: path.to_owned(),
            title: String::new(),
            text: text.to_owned(),
            published: None,
            lists: vec![List::Times],
            against: against.iter().map(|id| (*id).to_owned()).collect(),
            reading: json!({ "times": records }),
        }
    }

    #[test]
    fn rules_without_a_comment_and_comments_without_a_rule_are_named() {
        let code = |id: &str| ("b.rs".to_owned(), Named { id: id.to_owned(), line: 7 });
        let comments = vec![described("time/day", &["months", "none"]), described("time/gone", &[])];
        let (rules, problems) = fitted(comments, vec![code("time/day"), code("time/new")], |t| t == "months");
        assert_eq!(rules.keys().collect::<Vec<_>>(), ["time/day"]);
        assert_eq!(problems.len(), 3, "{problems:?}");
        assert!(problems[0].starts_with("a.rs:3: there is no table") && problems[0].contains("none"));
        assert!(problems[1].starts_with("a.rs:3: no code names the rule time/gone"));
        assert!(problems[2].starts_with("b.rs:7: no comment") && problems[2].contains("time/new"));
    }

    #[test]
    fn the_case_with_least_beside_the_record_is_the_example() {
        let cases = [
            case("a.md", "short", &["time/day", "time/ago"], &[]),
            case("b.md", "much longer", &["time/day"], &[]),
            case("c.md", "no", &[], &["time/day"]),
        ];
        let rules = BTreeMap::from([("time/day".to_owned(), described("time/day", &[]).1)]);
        let (pages, problems) = chosen(rules, &cases);
        let shown = &pages.iter().find(|(list, _)| *list == List::Times).expect("all lists have a page").1[0];
        assert_eq!(problems, Vec::<String>::new());
        assert_eq!(shown.example.map(|c| c.path.as_str()), Some("b.md"));
        assert_eq!(shown.counter.map(|c| c.path.as_str()), Some("c.md"));
    }

    #[test]
    fn a_rule_that_fires_against_a_case_or_lacks_cases_is_named() {
        let cases = [case("a.md", "x", &["time/day"], &["time/day"])];
        let rules = [described("time/day", &[]).1, described("time/ago", &[]).1];
        let (_, problems) = chosen(rules.into_iter().map(|r| (r.id.clone(), r)).collect(), &cases);
        let has = |words: &str| problems.iter().any(|p| p.contains(words));
        assert!(has("a.md: time/day makes a record") && has("time/day has no counter-example"), "{problems:?}");
        assert!(has("time/ago has no example") && has("time/ago has no counter-example"), "{problems:?}");
    }
}
