//! Which identifiers stand for one side.

/// Roles that belong to a state itself, so that who has one speaks for the state. Other words behind a code
/// name groups of the country.
const OF_STATE: [&str; 18] = [
    "gov",
    "mfa",
    "presidency",
    "un-mission",
    "mission",
    "mod",
    "mil",
    "police",
    "parliament",
    "court",
    "justice",
    "finance",
    "health",
    "interior",
    "intelligence",
    "migration",
    "delegation",
    "none",
];

/// Whether an identifier holds inside one article only.
pub(crate) fn is_local(id: &str) -> bool {
    id.starts_with("anon:") || id.starts_with("grp:")
}

/// Whether an identifier is an outlet or agency.
pub(crate) fn is_medium(id: &str) -> bool {
    id.starts_with("media:")
}

/// The side of one identifier: organs of a state stand for the state.
pub(crate) fn of(id: &str) -> &str {
    match id.split_once(':') {
        Some((code, role)) if is_code(code) && OF_STATE.contains(&role) => code,
        _ => id,
    }
}

/// The sides of an identifier, which may be several joined with `+`.
pub(crate) fn all(id: &str) -> impl Iterator<Item = &str> {
    id.split('+').map(of)
}

/// Whether two identifiers have a side in common.
pub(crate) fn same(a: &str, b: &str) -> bool {
    all(a).any(|a| all(b).any(|b| a == b))
}

/// Whether a word is the code of a country.
pub(crate) fn is_code(word: &str) -> bool {
    word.len() == 3 && word.bytes().all(|b| b.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn organs_stand_for_their_state_and_groups_of_the_country_do_not() {
        assert!(same("RUS:mfa", "RUS") && same("USA+RUS:mil", "RUS:presidency"));
        assert!(!same("LBN:hezbollah", "LBN:gov") && !same("RUS", "USA") && !same("SYR:opposition", "SYR"));
        assert!(is_local("grp:x") && !is_local("un") && is_medium("media:x"));
    }
}
