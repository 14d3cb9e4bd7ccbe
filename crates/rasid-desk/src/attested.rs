//! How well a claim is attested: three counts side by side, which are never one number.

use crate::actors::Namer;
use rasid_record::Counts;

/// The three counts of a claim, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Attested {
    /// How many different texts tell it; copies are one.
    pub(crate) texts: String,
    /// How many different sources with a name.
    pub(crate) sources: String,
    /// Who they are, or empty.
    pub(crate) names: String,
    /// How many without a name, or empty.
    pub(crate) unnamed: String,
    /// Which sides say it.
    pub(crate) sides: String,
}

/// How many sources are named; the count stands beside them.
const NAMED: usize = 12;

impl Attested {
    pub(crate) fn new(namer: &Namer<'_>, counts: &Counts) -> Self {
        let lang = namer.lang;
        let comma = format!("{} ", lang.t("app.comma"));
        let mut names: Vec<String> = counts.named.iter().take(NAMED).map(|id| namer.name(id, None)).collect();
        if counts.named.len() > NAMED {
            names.push("…".to_owned());
        }
        let sides: Vec<String> = counts.sides.iter().map(|side| lang.word("attests", side.as_str())).collect();
        Attested {
            texts: lang.n("n.texts", counts.texts),
            sources: lang.n("n.origins", counts.origins),
            unnamed: if counts.unnamed > 0 { lang.n("n.unnamed", counts.unnamed) } else { String::new() },
            names: names.join(&comma),
            sides: match sides.is_empty() {
                true => lang.t("attested.noside").to_owned(),
                false => lang.fill("attested.sides", &[("sides", &sides.join(&comma))]),
            },
        }
    }
}
