//! A report: a text from an outlet at a time.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The largest text of one report, in bytes.
pub const LIMIT_TEXT: usize = 4 * 1024 * 1024;
/// The longest line of a JSON Lines file, in bytes.
pub const LIMIT_LINE: usize = 16 * 1024 * 1024;

crate::vocabulary::vocabulary! {
    /// Where the date of publication comes from.
    Basis {
        /// The source states it.
        Stated = "stated",
        /// Somebody worked it out.
        Inferred = "inferred",
    }
}

/// A report as it was received. One text in two outlets is two reports.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Identifier; by default a hash of text, outlet, address and date.
    pub id: String,
    /// Hash of the text alone.
    #[serde(default)]
    pub text_id: String,
    /// Who published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outlet: Option<String>,
    /// Where it was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Its headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// When it was published: ISO 8601, a date or a date with time and offset.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// Where that date comes from, where it is not simply stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_basis: Option<Basis>,
    /// Language of the text, as an ISO 639 code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// The text, beginning with the title.
    pub text: String,
    /// FieldMap of the source that have no meaning here but are kept.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// Codes of ISO 639 for Arabic and for what is spoken of it where reports come from.
const ARABIC: [&str; 12] = ["ar", "ara", "arb", "arz", "apc", "ajp", "acm", "ayl", "ayn", "acw", "afb", "aec"];

/// Whether the code of a language, with a country or script behind it or not, is one of Arabic.
pub fn is_arabic_code(code: &str) -> bool {
    let language = code.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    ARABIC.contains(&language.as_str())
}

/// The identifier of a text: `t-` and the first 128 bits of the BLAKE3 hash of its UTF-8 bytes.
pub fn text_id(text: &str) -> String {
    format!("t-{}", short_hash(&[text.as_bytes()]))
}

impl Report {
    /// Puts the title before the text unless it is there, and fills in what identifies the
    /// report where the source did not.
    pub fn complete(mut self) -> Self {
        if let Some(title) = self.title.as_deref().map(str::trim).filter(|t| !t.is_empty())
            && !self.text.trim_start().starts_with(title)
        {
            self.text = format!("{title}\n\n{}", self.text);
        }
        self.text_id = text_id(&self.text);
        if self.id.is_empty() {
            let parts = [&self.outlet, &self.url, &self.published].map(|p| p.as_deref().unwrap_or("").as_bytes());
            self.id = format!("r-{}", short_hash(&[self.text.as_bytes(), parts[0], parts[1], parts[2]]));
        }
        self
    }
}

/// The first 128 bits, in hexadecimal, of a BLAKE3 hash over parts whose borders count.
fn short_hash(parts: &[&[u8]]) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(part);
        if parts.len() > 1 {
            hasher.update(&(part.len() as u64).to_le_bytes());
        }
    }
    hasher.finalize().to_hex()[..32].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(text: &str, outlet: &str) -> Report {
        Report { text: text.into(), outlet: Some(outlet.into()), ..Report::default() }.complete()
    }

    #[test]
    fn one_text_in_two_outlets_is_two_reports() {
        let (a, b) = (report("خبر", "أ"), report("خبر", "ب"));
        assert_eq!(a.text_id, b.text_id);
        assert_ne!(a.id, b.id);
    }

    #[test]
    fn the_title_is_put_before_the_text_once() {
        let titled = Report { text: "قال فلان".into(), title: Some("عنوان".into()), ..Report::default() }.complete();
        assert_eq!(titled.text, "عنوان\n\nقال فلان");
        assert_eq!(titled.clone().complete().text, titled.text);
    }
}
