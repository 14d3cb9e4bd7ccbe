//! Long lists in pages.

use crate::format;
use crate::i18n::Lang;
use crate::links;
use rasid_store::Page;

/// Which page is asked for, and how many rows it has.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Turn {
    /// Counted from 1.
    number: usize,
    size: usize,
}

impl Turn {
    /// The page that a query asks for; the first where it asks for nonsense.
    pub(crate) fn new(number: Option<&str>, size: usize) -> Self {
        Turn { number: number.and_then(|n| n.parse().ok()).filter(|n| (1..=1_000_000).contains(n)).unwrap_or(1), size }
    }

    /// For the record.
    pub(crate) fn page(self) -> Page {
        Page::numbered(self.number - 1, self.size)
    }

    /// The way to the pages beside this one, for a list of `total` rows at `path` with `query`.
    pub(crate) fn pager(self, lang: Lang, total: usize, path: &str, query: &[(&str, &str)]) -> Option<Pager> {
        self.pager_by(lang, total, path, query, "page")
    }

    /// The same where the number of the page goes by another name in the address.
    pub(crate) fn pager_by(
        self,
        lang: Lang,
        total: usize,
        path: &str,
        query: &[(&str, &str)],
        name: &str,
    ) -> Option<Pager> {
        let pages = total.div_ceil(self.size);
        if pages <= 1 && self.number == 1 {
            return None;
        }
        let to = |number: usize| {
            let number = if number == 1 { String::new() } else { number.to_string() };
            links::with_query(path, &[query, &[(name, number.as_str())]].concat())
        };
        Some(Pager {
            previous: if self.number > 1 { to((self.number - 1).min(pages.max(1))) } else { String::new() },
            next: if self.number < pages { to(self.number + 1) } else { String::new() },
            label: lang
                .fill("page.of", &[("p", &format::whole(self.number as u64)), ("n", &format::whole(pages as u64))]),
        })
    }
}

/// The way to the pages beside this one; an empty address where there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pager {
    pub(crate) previous: String,
    pub(crate) next: String,
    pub(crate) label: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_lead_to_those_beside_them_and_keep_the_filter() {
        let turn = Turn::new(Some("2"), 20);
        assert_eq!(turn.page(), Page { limit: 20, offset: 20 });
        let pager = turn.pager(Lang::En, 60, "/reports", &[("outlet", "a b"), ("from", "")]).unwrap();
        assert_eq!(pager.previous, "/reports?outlet=a%20b");
        assert_eq!(pager.next, "/reports?outlet=a%20b&page=3");
        assert_eq!(pager.label, "Page 2 of 3");
    }

    #[test]
    fn nonsense_is_the_first_page_and_one_page_has_no_pager() {
        for number in [None, Some("0"), Some("-1"), Some("x"), Some("99999999999999999999")] {
            assert_eq!(Turn::new(number, 20).page().offset, 0);
            assert!(Turn::new(number, 20).pager(Lang::En, 20, "/", &[]).is_none());
        }
        assert_eq!(Turn::new(Some("9"), 20).pager(Lang::En, 30, "/x", &[]).unwrap().previous, "/x?page=2");
    }
}
