//! The headline of an article without the name of its site, and that name.

use super::element::Kind;
use super::facts::{What, clean};
use super::outline::Outline;

/// What parts a headline from the name of a site.
const PARTS: [&str; 11] = [" - ", " | ", " – ", " — ", " :: ", " » ", " « ", " • ", " · ", " / ", " .. "];
/// Marks that do so even without white space around them.
const MARKS: [char; 9] = ['|', '–', '—', '»', '«', '•', '·', ':', '-'];
/// The longest headline that is looked for, in bytes.
const LONGEST: usize = 1024;
/// Lines of a page, and titles that it gives itself, among which the headline is looked for.
const LINES: usize = 2_000;
const TITLES: usize = 8;
/// The most letters of the name of a site.
const LONGEST_SITE: usize = 60;

/// What the headline is, and whose page it is.
#[derive(Default)]
pub(super) struct Headline {
    /// The headline.
    pub title: Option<String>,
    /// The name of the site.
    pub site: Option<String>,
}

/// Finds both. `host` is the name of the computer that the page is from.
pub(super) fn find(outline: &Outline, host: Option<&str>) -> Headline {
    let facts = &outline.facts;
    let linked = &facts.article;
    let mut sites: Vec<String> = linked.publisher.iter().cloned().collect();
    sites.extend(facts.said(What::Site).into_iter().map(str::to_owned));
    sites.extend(linked.site.iter().cloned());
    let names: Vec<&str> = sites.iter().map(String::as_str).chain(host).collect();

    let shown: Vec<String> = headings(outline, 1).chain(headings(outline, 2)).take(40).collect();
    let in_head: Vec<String> = linked
        .headline
        .iter()
        .cloned()
        .chain(facts.said(What::Title).into_iter().map(str::to_owned))
        .take(TITLES)
        .chain((!facts.title.is_empty()).then(|| facts.title.clone()))
        .collect();

    // What the page shows as its headline and says in its head too is the headline, surely.
    let lines = (outline.blocks.iter().take(LINES).map(|block| outline.text(block)))
        .filter(|text| text.len() <= LONGEST && words(text) >= 4);
    for told in &in_head {
        let is_site = |text: &str| names.iter().any(|name| same(name, text));
        let found = (shown.iter().map(String::as_str).chain(lines.clone()))
            .filter(|shown| shown.len() <= LONGEST)
            .filter_map(|shown| around(told, shown).map(|rest| (shown, rest)))
            .find(|(shown, rest)| rest.len() <= shown.len().max(LONGEST_SITE) && !is_site(shown));
        if let Some((title, rest)) = found {
            let site = last_part(rest);
            if sites.is_empty() && !site.is_empty() && site.chars().count() <= LONGEST_SITE {
                sites.push(site.to_owned());
            }
            return Headline { title: Some(clean(title)), site: sites.into_iter().next() };
        }
    }
    let mut site = None;
    let title =
        in_head.first().map(|first| stripped(first, &names, &mut site)).map(|title| whole(title, &in_head, &shown));
    let title = title.or_else(|| headings(outline, 1).next()).filter(|title| !title.is_empty());
    Headline { title, site: sites.into_iter().next().or(site) }
}

/// A headline that was cut for machines, as a longer one says it.
fn whole(title: String, in_head: &[String], shown: &[String]) -> String {
    let cut = title.trim_end_matches(['.', '\u{2026}', ' ']);
    if cut.len() == title.len() && title.chars().count() < 100 {
        return title;
    }
    let longer = shown.iter().chain(in_head).find(|other| other.starts_with(cut) && other.len() > title.len());
    longer.cloned().unwrap_or(title)
}

/// `title` without a name of its site before or after it.
fn stripped(title: &str, names: &[&str], site: &mut Option<String>) -> String {
    let mut title = title.trim().to_owned();
    // A site may put its section and its name there.
    for _ in 0..2 {
        let after = PARTS.iter().filter_map(|part| title.rfind(part).map(|at| (at, part.len()))).max();
        let before = PARTS.iter().filter_map(|part| title.find(part).map(|at| (at, part.len()))).min();
        let (Some((end, part)), Some((start, first))) = (after, before) else { break };
        let (head, tail) = (title[..end].trim(), title[end + part..].trim());
        let (lead, rest) = (title[..start].trim(), title[start + first..].trim());
        let is_name = |text: &str| names.iter().any(|name| same(name, text));
        if is_name(tail) {
            title = head.to_owned();
        } else if is_name(lead) {
            title = rest.to_owned();
        } else if names.iter().any(|name| !name.is_empty() && tail.contains(name)) {
            title = head.to_owned();
        } else if names.is_empty() && tail.chars().count() <= 30 && words(head) >= 4 && words(tail) <= 4 {
            *site = Some(tail.to_owned());
            title = head.to_owned();
            break;
        } else {
            break;
        }
    }
    title
}

/// What `told` says besides `shown`, which it begins or ends with.
fn around<'t>(told: &'t str, shown: &str) -> Option<&'t str> {
    if let Some(rest) = told.strip_prefix(shown) {
        let parted =
            rest.trim().is_empty() || rest.trim_start().starts_with(MARKS) || PARTS.iter().any(|p| rest.starts_with(p));
        return parted.then(|| rest.trim().trim_start_matches(MARKS).trim());
    }
    let rest = told.strip_suffix(shown)?;
    let parted = rest.trim_end().ends_with(MARKS) || PARTS.iter().any(|p| rest.ends_with(p));
    parted.then(|| rest.trim().trim_end_matches(MARKS).trim())
}

fn last_part(text: &str) -> &str {
    let at = PARTS.iter().filter_map(|part| text.rfind(part).map(|at| at + part.len())).max();
    text[at.unwrap_or(0)..].trim()
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// Whether two names are one, but for marks and capitals.
fn same(one: &str, other: &str) -> bool {
    let letters =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let one = letters(one);
    !one.is_empty() && one == letters(other)
}

/// The headlines of a rank, in the order of the page.
fn headings(outline: &Outline, rank: u8) -> impl Iterator<Item = String> {
    let is = move |element: u32| outline.elements[element as usize].kind == Kind::Heading(rank);
    outline.blocks.iter().filter(move |block| is(block.element)).map(|block| clean(outline.text(block)))
}
