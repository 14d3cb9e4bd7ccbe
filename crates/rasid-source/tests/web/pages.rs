//! Eight templates of pages: body, headline, date and outlet of each must be found.

use crate::templates::{self, words::LEVANTINE};
use rasid_record::{CharsetBy, Received};
use rasid_source::{Fetched, again, report_from_page, reports_from_bytes};

/// Pages of each template.
const PAGES: u64 = 60;

/// Months as the Levant calls them, for a template that has no other date: in the program the tables of the language know.
fn levantine(text: &str) -> Option<String> {
    let (month, name) = LEVANTINE.iter().enumerate().find(|(_, name)| text.contains(&format!(" {name} ")))?;
    let (before, after) = text.split_once(name)?;
    let day: u32 = before.split_whitespace().next_back()?.parse().ok()?;
    Some(format!("{}-{:02}-{day:02}", after.split_whitespace().next()?, month + 1))
}

fn fetch(bytes: Vec<u8>, url: &str) -> Option<Received> {
    let fetched = Fetched { url, media_type: "text/html", encoding: "" };
    report_from_page(bytes, fetched, Some(levantine)).ok()
}

#[test]
fn body_headline_date_and_outlet_of_every_template_are_found() {
    let mut failures = Vec::new();
    for (template, (name, _)) in templates::TEMPLATES.iter().enumerate() {
        let (mut sum, mut least) = (0.0, 1.0_f64);
        for seed in 0..PAGES {
            let sample = templates::page(template, seed);
            assert_eq!(&sample.template, name);
            let Some(Received { report, capture }) = fetch(sample.html.clone().into_bytes(), &sample.url) else {
                failures.push(format!("{name} {seed}: no article was found"));
                continue;
            };
            let f1 = templates::word_f1(&report.text, &sample.body.join("\n\n"));
            sum += f1;
            least = least.min(f1);
            let found = [report.title.as_deref(), report.published.as_deref(), report.outlet.as_deref()];
            let expected = [sample.title.as_str(), &sample.published, sample.outlet];
            if f1 < 0.95 || found != expected.map(Some) {
                failures.push(format!("{name} {seed}: F1 {f1:.3}, {found:?} instead of {expected:?}"));
            }
            assert_eq!(&*capture.bytes, sample.html.as_bytes());
            assert_eq!(again(&capture).is_of(&report.complete()), Some(true), "{name} {seed}");
        }
        println!("{name:<12} mean {:.4} least {least:.4}", sum / PAGES as f64);
    }
    assert!(failures.is_empty(), "{} of {}:\n{}", failures.len(), 8 * PAGES, failures.join("\n"));
}

#[test]
fn a_page_in_another_charset_gives_the_same_report() {
    let sample = templates::page(4, 1);
    let expected = fetch(sample.html.clone().into_bytes(), &sample.url).unwrap();
    for (html, by) in [
        (sample.html.replace("charset=utf-8", "charset=windows-1256"), CharsetBy::Declared),
        (sample.html.replace("charset=utf-8", "charset=nothing"), CharsetBy::Statistics),
    ] {
        let bytes = encoding_rs::WINDOWS_1256.encode(&html).0.into_owned();
        let found = fetch(bytes, &sample.url).unwrap();
        assert_eq!(found.report, expected.report);
        assert_eq!((&*found.capture.charset, found.capture.charset_by), ("windows-1256", by));
        assert_eq!(again(&found.capture).is_of(&found.report.complete()), Some(true));
    }
}

#[test]
fn a_saved_page_is_read_from_its_file() {
    let sample = templates::page(0, 3);
    let found: Vec<_> = reports_from_bytes("page.HTML", sample.html.into_bytes()).collect();
    let report = &found[0].as_ref().unwrap().report;
    assert_eq!((report.title.as_deref(), found.len()), (Some(&*sample.title), 1));
    assert_eq!(report.url.as_deref(), Some("https://masar.example/2018/post"), "the page says where it is from");
    let errors: Vec<_> =
        reports_from_bytes("x.html", b"<p>short".to_vec()).map(|found| found.unwrap_err().to_string()).collect();
    assert_eq!(errors, ["x.html: no article was found in the page; copy its text and add that where there is one."]);
}
