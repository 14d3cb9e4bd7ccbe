//! Eight templates of pages: body, headline, date and outlet of each must be found.

#[path = "../../tests/templates/mod.rs"]
mod templates;

use super::{Known, Page, extract};
use std::collections::HashMap;

/// Pages of each template.
const PAGES: u64 = 60;

/// The harmonic mean of precision and recall of the words of `found`, each counted as often as it stands there.
fn word_f1(found: &str, expected: &str) -> f64 {
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

/// Months as the Levant calls them, for a template that has no other date: in the program the tables of the language know.
fn levantine(text: &str) -> Option<String> {
    const MONTHS: [&str; 12] = [
        "كانون الثاني",
        "شباط",
        "آذار",
        "نيسان",
        "أيار",
        "حزيران",
        "تموز",
        "آب",
        "أيلول",
        "تشرين الأول",
        "تشرين الثاني",
        "كانون الأول",
    ];
    let (month, name) = MONTHS.iter().enumerate().find(|(_, name)| text.contains(&format!(" {name} ")))?;
    let (before, after) = text.split_once(name)?;
    let day: u32 = before.split_whitespace().next_back()?.parse().ok()?;
    Some(format!("{}-{:02}-{day:02}", after.split_whitespace().next()?, month + 1))
}

#[test]
fn body_headline_date_and_outlet_of_every_template_are_found() {
    let mut failures = Vec::new();
    for (template, (name, _)) in templates::TEMPLATES.iter().enumerate() {
        let (mut sum, mut least) = (0.0, 1.0_f64);
        for seed in 0..PAGES {
            let sample = templates::page(template, seed);
            let known = Known { url: Some(&sample.url), words: Some(levantine) };
            let Some(Page { text, title, outlet, published, .. }) = extract(&sample.html, known) else {
                failures.push(format!("{name} {seed}: no article was found"));
                continue;
            };
            let f1 = word_f1(&text, &sample.body.join("\n\n"));
            sum += f1;
            least = least.min(f1);
            let found = [title.as_deref(), published.as_deref(), outlet.as_deref()];
            let expected = [sample.title.as_str(), &sample.published, sample.outlet];
            if f1 < 0.95 || found != expected.map(Some) {
                failures.push(format!("{name} {seed}: F1 {f1:.3}, {found:?} instead of {expected:?}"));
            }
        }
        println!("{name:<12} mean {:.4} least {least:.4}", sum / PAGES as f64);
    }
    assert!(failures.is_empty(), "{} of {}:\n{}", failures.len(), 8 * PAGES, failures.join("\n"));
}
