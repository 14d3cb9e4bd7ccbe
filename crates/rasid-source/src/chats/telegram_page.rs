//! Exports of Telegram Desktop as pages (`messages.html`, `messages2.html` …).
//!
//! Extractor `telegram-page/1`: the words of a message without its marks. The pages do not say whether a chat is a
//! channel; its messages are those of the chat, and persons are not named.

use crate::page::plain;
use rasid_record::LIMIT_TEXT;
use std::ops::Range;

/// The extractor, with its version.
pub(crate) const EXTRACTOR: &str = "telegram-page/1";
/// By what a message begins.
const BEGIN: &str = "<div class=\"message ";

/// A message with words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Message {
    /// Its bytes in the page.
    pub range: Range<usize>,
    /// Its number in the chat.
    pub id: Option<u64>,
    /// When it was sent: ISO 8601, with an offset where the page says it.
    pub sent: Option<String>,
    /// What it says.
    pub text: String,
}

/// Whether a page that begins with `start` is such an export.
pub(crate) fn is_export(start: &str) -> bool {
    start.contains("class=\"history\"") && start.contains("class=\"page_header") && start.contains(BEGIN)
}

/// The messages of a page, the name of its chat, and how many messages without words there are.
pub(crate) fn messages(page: &str) -> (Vec<Message>, Option<String>, usize) {
    let begins: Vec<usize> = page.match_indices(BEGIN).map(|(at, _)| at).collect();
    let head = &page[..begins.first().copied().unwrap_or(page.len())];
    let name = inner(head, "<div class=\"text bold\">").map(plain).filter(|name| !name.is_empty());
    let (mut found, mut left_out) = (Vec::new(), 0);
    for (n, &at) in begins.iter().enumerate() {
        let range = at..begins.get(n + 1).copied().unwrap_or(page.len());
        let piece = &page[range.clone()];
        match text(piece) {
            Some(text) => found.push(Message { range, id: id(piece), sent: sent(piece), text }),
            None => left_out += 1,
        }
    }
    (found, name, left_out)
}

/// The words of the message that `piece` begins with.
pub(crate) fn text(piece: &str) -> Option<String> {
    if piece.starts_with("<div class=\"message service") || piece.len() > LIMIT_TEXT {
        return None;
    }
    Some(plain(inner(piece, "<div class=\"text\">")?)).filter(|text| !text.is_empty())
}

/// What stands between `begin` and the end of that element, in which no other of its kind lies.
fn inner<'p>(piece: &'p str, begin: &str) -> Option<&'p str> {
    let rest = &piece[piece.find(begin)? + begin.len()..];
    Some(&rest[..rest.find("</div>").unwrap_or(rest.len())])
}

fn id(piece: &str) -> Option<u64> {
    let (_, rest) = piece.split_once("id=\"message")?;
    rest.split_once('"')?.0.parse().ok()
}

/// `title="01.05.2021 12:00:00 UTC+03:00"` of the mark of time.
fn sent(piece: &str) -> Option<String> {
    let (_, rest) = piece.split_once("date details\" title=\"")?;
    let (stamp, _) = rest.split_once('"')?;
    let mut parts = stamp.split_whitespace();
    let (day, clock) = (parts.next()?, parts.next()?);
    let offset = parts.next().and_then(|zone| zone.strip_prefix("UTC")).unwrap_or("");
    let mut numbers = day.split('.');
    let (day, month, year) = (numbers.next()?, numbers.next()?, numbers.next()?);
    crate::date::published(&format!("{year}-{month}-{day}T{clock}{offset}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<!DOCTYPE html><html><body><div class="page_wrap"><div class="page_header"><div class="content">
<div class="text bold">
مرصد الهدنة
</div></div></div><div class="page_body chat_page"><div class="history">
<div class="message service" id="message-1"><div class="body details">1 May 2021</div></div>
<div class="message default clearfix" id="message2"><div class="body">
<div class="pull_right date details" title="01.05.2021 12:00:00 UTC+03:00">12:00</div>
<div class="from_name">مرصد الهدنة</div>
<div class="text">أعلنت <strong>اللجنة</strong> فتح المعبر.<br>الطريق &amp; الجسر</div></div></div>
<div class="message default clearfix joined" id="message3"><div class="body"><div class="pull_right date details" title="02.05.2021 08:00:00">08:00</div>
<div class="media_wrap">صورة</div></div></div>
</div></div></div></body></html>"#;

    #[test]
    fn messages_of_a_page_are_read() {
        assert!(is_export(PAGE) && !is_export("<html><div class=\"history\">"));
        let (found, name, left_out) = messages(PAGE);
        assert_eq!((name.as_deref(), left_out, found.len()), (Some("مرصد الهدنة"), 2, 1));
        assert_eq!((found[0].id, found[0].sent.as_deref()), (Some(2), Some("2021-05-01T12:00:00+03:00")));
        assert!(found[0].text.starts_with("أعلنت اللجنة فتح المعبر.") && found[0].text.ends_with("الطريق & الجسر"));
        assert_eq!(text(&PAGE[found[0].range.clone()]), Some(found[0].text.clone()));
    }

    #[test]
    fn damaged_pages_do_no_harm() {
        for end in 0..PAGE.len() {
            if PAGE.is_char_boundary(end) {
                messages(&PAGE[..end]);
            }
        }
    }
}
