//! Names of identifiers for people to read, in Arabic and in English.
//!
//! An identifier is made for programs (`SYR:mil`, `grp:aleppo armed opposition`); a page shows
//! what it stands for, in plain words that no side owns.

use crate::Lexicon;
use rasid_record::NamingKind;

/// The language of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tongue {
    /// Arabic.
    Arabic,
    /// English.
    English,
}

/// Roles after the colon of an identifier, with their plain names.
const ROLES: [(&str, &str, &str); 19] = [
    ("gov", "الحكومة", "government"),
    ("mfa", "وزارة الخارجية", "foreign ministry"),
    ("mod", "وزارة الدفاع", "defence ministry"),
    ("mil", "القوات المسلحة", "armed forces"),
    ("presidency", "الرئاسة", "presidency"),
    ("crown-prince", "ولي العهد", "crown prince"),
    ("parliament", "البرلمان", "parliament"),
    ("intelligence", "الاستخبارات", "intelligence"),
    ("police", "الشرطة", "police"),
    ("interior", "وزارة الداخلية", "interior ministry"),
    ("health", "وزارة الصحة", "health ministry"),
    ("justice", "القضاء", "judiciary"),
    ("finance", "وزارة المالية", "finance ministry"),
    ("migration", "إدارة الهجرة", "migration authority"),
    ("mission", "البعثة", "mission"),
    ("un-mission", "البعثة لدى الأمم المتحدة", "mission to the UN"),
    ("delegation", "الوفد", "delegation"),
    ("court", "المحكمة", "court"),
    ("army", "الجيش", "army"),
];

impl Lexicon {
    /// What an identifier stands for; several joined with `+` are given one after another.
    /// Nothing where no table knows it.
    pub fn display_name(&self, id: &str, tongue: Tongue) -> Option<String> {
        let names: Option<Vec<String>> = id.split('+').map(|one| self.one(one, tongue)).collect();
        let joint = if tongue == Tongue::Arabic { " و" } else { " + " };
        names.map(|names| names.join(joint))
    }

    fn one(&self, id: &str, tongue: Tongue) -> Option<String> {
        if let Some(actor) = self.actor_by_id(id) {
            let name = if tongue == Tongue::Arabic { &actor.arabic } else { &actor.english };
            return (!name.is_empty()).then(|| name.clone());
        }
        if let Some(label) = id.strip_prefix("grp:") {
            return self.group(label, tongue);
        }
        if let Some(label) = id.strip_prefix("anon:") {
            return self.unnamed(label, tongue);
        }
        let (state, role) = id.split_once(':')?;
        let state = self.actor_by_id(state)?;
        let (_, arabic, english) = ROLES.iter().find(|(r, ..)| *r == role)?;
        Some(match tongue {
            Tongue::Arabic => format!("{arabic} ({})", state.arabic),
            Tongue::English => format!("{}: {english}", state.english),
        })
    }

    /// A group with a positional label: its plain Arabic name with the place in brackets.
    fn group(&self, label: &str, tongue: Tongue) -> Option<String> {
        if tongue == Tongue::English {
            return Some(label.to_owned());
        }
        // A word that one side uses of another is no name to show.
        let plain = self.parties().filter(|p| p.kind == NamingKind::Plain);
        let (party, place) = plain.chain(self.parties()).find_map(|party| {
            let tail = party.id.strip_prefix("grp:{place} ")?;
            Some((party, label.strip_suffix(tail)?.trim()))
        })?;
        let place = self.place_name(place);
        Some(if place.is_empty() { party.arabic.clone() } else { format!("{} ({place})", party.arabic) })
    }

    /// A source without a name: its title, with the state it belongs to.
    fn unnamed(&self, label: &str, tongue: Tongue) -> Option<String> {
        let (state, gloss) = match label.split_once(' ') {
            Some((code, rest)) if code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase()) => {
                (self.actor_by_id(code), rest)
            }
            _ => (None, label),
        };
        let title = self.titles().find(|t| t.gloss == gloss)?;
        Some(match (tongue, state) {
            (Tongue::Arabic, Some(state)) => format!("{} ({})", title.arabic, state.arabic),
            (Tongue::Arabic, None) => title.arabic.clone(),
            (Tongue::English, Some(state)) => format!("{} ({})", title.gloss, state.english),
            (Tongue::English, None) => title.gloss.clone(),
        })
    }

    /// The Arabic name of a country or place given by its English name in lower case.
    fn place_name(&self, english: &str) -> String {
        self.actors().find(|a| a.english.to_lowercase() == english).map_or(String::new(), |a| a.arabic.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(id: &str, tongue: Tongue) -> Option<String> {
        Lexicon::builtin().display_name(id, tongue)
    }

    #[test]
    fn organs_are_composed_of_role_and_state() {
        assert_eq!(name("SYR:mil", Tongue::Arabic).unwrap(), "القوات المسلحة (سوريا)");
        assert_eq!(name("SYR:mil", Tongue::English).unwrap(), "Syria: armed forces");
        assert_eq!(name("john-kerry", Tongue::English).unwrap(), "John Kerry");
    }

    #[test]
    fn groups_and_sources_have_plain_names() {
        assert_eq!(name("grp:syria armed opposition", Tongue::Arabic).unwrap(), "المعارضة المسلحة (سوريا)");
        assert_eq!(name("anon:USA official", Tongue::English).unwrap(), "official (United States)");
        assert!(name("anon:USA official", Tongue::Arabic).unwrap().starts_with("مسؤول"));
        assert_eq!(name("no-such-one", Tongue::Arabic), None);
    }
}
