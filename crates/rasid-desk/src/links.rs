//! Addresses of pages. Identifiers come from outside, so everything in them is encoded.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use rasid_record::List;

/// What may stand in a part of a path or query as it is.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// `text` as one part of a path or a query.
pub(crate) fn encode(text: &str) -> String {
    // A part of nothing but dots would be taken for a step up.
    if text.chars().all(|c| c == '.') { "%2E".repeat(text.len()) } else { utf8_percent_encode(text, PLAIN).to_string() }
}

/// The page of a report.
pub(crate) fn report(id: &str) -> String {
    format!("/report/{}", encode(id))
}

/// The words of a record on its report's page.
pub(crate) fn words(report_id: &str, list: List, idx: usize) -> String {
    format!("{}#r-{list}-{idx}", report(report_id))
}

/// The review of a record.
pub(crate) fn review(report_id: &str, list: List, idx: usize) -> String {
    format!("/review/{}/{list}/{idx}", encode(report_id))
}

/// The page of an actor.
pub(crate) fn person(id: &str) -> String {
    format!("/people/{}", encode(id))
}

/// The page of the arrangement that a mention is part of.
pub(crate) fn arrangement(report_id: &str, idx: usize) -> String {
    format!("/arrangement/{}/{idx}", encode(report_id))
}

/// The page of the positions on that arrangement.
pub(crate) fn position(report_id: &str, idx: usize) -> String {
    format!("/positions/{}/{idx}", encode(report_id))
}

/// The page of the figures that one is among.
pub(crate) fn figure(report_id: &str, idx: usize) -> String {
    format!("/figure/{}/{idx}", encode(report_id))
}

/// The page of a place.
pub(crate) fn place(id: &str) -> String {
    format!("/place/{}", encode(id))
}

/// The page of the occurrence that a report tells, with all accounts of it.
pub(crate) fn event(report_id: &str) -> String {
    format!("/event/{}", encode(report_id))
}

/// The page of an outlet.
pub(crate) fn outlet(name: &str) -> String {
    format!("/outlet/{}", encode(name))
}

/// The page of an agreement of the register.
pub(crate) fn agreement(id: &str) -> String {
    format!("/agreement/{}", encode(id))
}

/// The page of a clause of an agreement.
pub(crate) fn clause(id: &str, no: &str) -> String {
    with_query(&format!("{}/clause", agreement(id)), &[("no", no)])
}

/// The page of a list.
pub(crate) fn list(list: List, query: &[(&str, &str)]) -> String {
    with_query(&format!("/list/{list}"), query)
}

/// `path` with the values of `query` that are not empty.
pub(crate) fn with_query(path: &str, query: &[(&str, &str)]) -> String {
    let parts: Vec<String> =
        query.iter().filter(|(_, v)| !v.is_empty()).map(|(k, v)| format!("{}={}", encode(k), encode(v))).collect();
    if parts.is_empty() { path.to_owned() } else { format!("{path}?{}", parts.join("&")) }
}

/// `back` if it is an address of this desk (a path), else the overview: a link to the language
/// switch must not lead elsewhere.
pub(crate) fn local(back: &str) -> &str {
    let is_local = back.starts_with('/')
        && !back.starts_with("//")
        && !back.contains('\\')
        && back.chars().all(|c| !c.is_control() && !c.is_whitespace());
    if is_local { back } else { "/" }
}

/// The address of a source if it is one that a browser can open safely.
pub(crate) fn outside(url: &str) -> Option<String> {
    let lower = url.to_ascii_lowercase();
    (lower.starts_with("http://") || lower.starts_with("https://")).then(|| url.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_cannot_leave_their_part_of_the_address() {
        assert_eq!(report("a/../b?c#d"), "/report/a%2F..%2Fb%3Fc%23d");
        assert_eq!(report(".."), "/report/%2E%2E");
        assert_eq!(words("seed-000", List::Statements, 3), "/report/seed-000#r-statements-3");
        assert_eq!(list(List::Times, &[("outlet", "a&b"), ("kind", "")]), "/list/times?outlet=a%26b");
    }

    #[test]
    fn only_paths_of_the_desk_are_gone_back_to() {
        for (back, to) in [
            ("/reports?page=2", "/reports?page=2"),
            ("//evil.example", "/"),
            ("/\\evil.example", "/"),
            ("https://evil.example", "/"),
            ("/a\nb", "/"),
            ("", "/"),
        ] {
            assert_eq!(local(back), to);
        }
    }

    #[test]
    fn only_web_addresses_of_sources_become_links() {
        assert!(outside("https://example.org/a").is_some());
        assert!(outside("javascript:alert(1)").is_none());
        assert!(outside("data:text/html,x").is_none());
    }
}
