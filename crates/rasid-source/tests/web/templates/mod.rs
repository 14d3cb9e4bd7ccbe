//! Eight templates of pages, with the structure of Arabic news sites of many kinds and words of our own.
//!
//! Each comes with what an extractor must find: headline, body, date, outlet. The test and the benchmark share them.

mod agencies;
mod papers;
pub mod words;

use std::collections::HashMap;
use words::Chance;

/// A page with what is in it.
pub struct Sample {
    /// The template's name.
    pub template: &'static str,
    /// The page.
    pub html: String,
    /// Its headline.
    pub title: String,
    /// Its text.
    pub body: Vec<String>,
    /// When it was published, as a report has to say it.
    pub published: String,
    /// Who published it.
    pub outlet: &'static str,
    /// Its address.
    pub url: String,
}

/// What a template makes a page of.
pub struct Story {
    /// The headline.
    pub title: String,
    /// The paragraphs.
    pub body: Vec<String>,
    /// Year, month, day, hour, minute.
    pub at: (u32, u32, u32, u32, u32),
}

/// A template: a page, the date that it states, the name of the outlet.
type Template = fn(&Story, &mut Chance) -> Made;

/// What a template makes.
pub struct Made {
    /// The page.
    pub html: String,
    /// The date as a report has to say it.
    pub published: String,
    /// The outlet.
    pub outlet: &'static str,
    /// The body, where the template adds to it.
    pub body: Vec<String>,
}

/// All templates.
pub const TEMPLATES: [(&str, Template); 8] = [
    ("wordpress", agencies::wordpress),
    ("channel", agencies::channel),
    ("government", agencies::government),
    ("rendered", agencies::rendered),
    ("old-tables", papers::old_tables),
    ("mobile", papers::mobile),
    ("debated", papers::debated),
    ("unclosed", papers::unclosed),
];

/// Page number `seed` of template number `template`.
pub fn page(template: usize, seed: u64) -> Sample {
    let (name, make) = TEMPLATES[template];
    let mut chance = Chance::new(seed.wrapping_mul(8).wrapping_add(template as u64));
    let story = Story { title: chance.title(), body: chance.paragraphs(), at: chance.moment() };
    let Made { html, published, outlet, body } = make(&story, &mut chance);
    let url = format!("https://{name}.example/news/{seed}");
    Sample { template: name, html, title: story.title, body, published, outlet, url }
}

/// A list of links, as menus and boxes of other articles have it.
fn links(chance: &mut Chance, count: usize) -> String {
    (0..count).map(|n| format!("<li><a href=\"/a/{n}\">{}</a></li>\n", chance.teaser())).collect()
}

/// Paragraphs in an element.
fn wrapped(body: &[String], tag: &str) -> String {
    body.iter().map(|text| format!("<{tag}>{text}</{tag}>\n")).collect()
}

/// The harmonic mean of precision and recall of the words of `found`, each counted as often as it stands there.
pub fn word_f1(found: &str, expected: &str) -> f64 {
    let mut left: HashMap<&str, i64> = HashMap::new();
    expected.split_whitespace().for_each(|word| *left.entry(word).or_default() += 1);
    let (mut hits, mut count) = (0, 0);
    for word in found.split_whitespace() {
        count += 1;
        if let Some(n) = left.get_mut(word).filter(|n| **n > 0) {
            *n -= 1;
            hits += 1;
        }
    }
    2.0 * f64::from(hits) / (f64::from(count) + expected.split_whitespace().count() as f64)
}
