//! Who is acting: everything that is decided names somebody.
//!
//! Where the desk has no accounts, whoever reaches it sits at this computer and may do everything; a name is
//! taken from a cookie that the page `/name` sets, so that several people at one desk can be told apart.

use crate::failure::Failure;
use crate::gate::Arrival;
use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::COOKIE;
use axum::http::request::Parts;
use percent_encoding::percent_decode_str;
use std::convert::Infallible;

/// The cookie that remembers the name of somebody without an account.
pub(crate) const NAME_COOKIE: &str = "rasid_name";
/// The longest name, in letters.
pub(crate) const LONGEST_NAME: usize = 40;
/// What decisions of somebody who gave no name are kept under.
const NOBODY: &str = "desk";

/// What somebody may do. Each may do what those before it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Reads.
    Reader,
    /// Decides whether records read the text rightly, and whether claims hold.
    Reviewer,
    /// Adds reports and agreements, merges and splits, keeps briefings.
    Editor,
    /// Says who may do what.
    Admin,
}

impl Role {
    /// All roles, from the one that may do least.
    pub const ALL: &'static [Role] = &[Role::Reader, Role::Reviewer, Role::Editor, Role::Admin];

    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Reader => "reader",
            Role::Reviewer => "reviewer",
            Role::Editor => "editor",
            Role::Admin => "admin",
        }
    }

    /// The role of that word.
    pub fn parse(word: &str) -> Option<Self> {
        Role::ALL.iter().copied().find(|role| role.as_str() == word)
    }
}

/// Who sends a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Who {
    /// The name under which decisions are kept: chosen, never that of a log-in, and never empty.
    pub(crate) pseudonym: String,
    /// What they may do.
    pub(crate) role: Role,
    /// Whether they chose that name.
    pub(crate) is_named: bool,
}

impl Who {
    /// Whoever sits at this computer, where the desk has no accounts.
    pub(crate) fn at_this_computer(headers: &HeaderMap) -> Self {
        let given = cookie(headers, NAME_COOKIE).and_then(|v| percent_decode_str(v).decode_utf8().ok());
        match given.as_deref().and_then(name) {
            Some(pseudonym) => Who { pseudonym, role: Role::Admin, is_named: true },
            None => Who { pseudonym: NOBODY.into(), role: Role::Admin, is_named: false },
        }
    }

    /// Somebody of whom nothing is known: may do nothing but read.
    pub(crate) fn nobody() -> Self {
        Who { pseudonym: NOBODY.into(), role: Role::Reader, is_named: false }
    }

    /// Fails unless they may do what `role` may.
    pub(crate) fn require(&self, role: Role) -> Result<(), Failure> {
        if self.role >= role { Ok(()) } else { Err(Failure::NotAllowed(role)) }
    }
}

impl<S: Sync> FromRequestParts<S> for Who {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        // The gate says who it is; what did not pass it may do nothing.
        Ok(parts.extensions.get().map_or_else(Who::nobody, |arrival: &Arrival| arrival.who.clone()))
    }
}

/// The name in what somebody typed: one line without what is not seen, not empty, not too long.
pub(crate) fn name(typed: &str) -> Option<String> {
    let line: String =
        typed.chars().map(|c| if c.is_control() || "\u{202D}\u{202E}".contains(c) { ' ' } else { c }).collect();
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    let name: String = line.chars().take(LONGEST_NAME).collect();
    (!name.is_empty()).then(|| name.trim_end().to_owned())
}

/// The value of a cookie.
pub(crate) fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let all = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    all.flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(found, _)| *found == name)
        .map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_may_do_what_those_before_it_may() {
        let who = |role| Who { pseudonym: "x".into(), role, is_named: true };
        for (at, &role) in Role::ALL.iter().enumerate() {
            assert_eq!(Role::parse(role.as_str()), Some(role));
            for (below, &wanted) in Role::ALL.iter().enumerate() {
                assert_eq!(who(role).require(wanted).is_ok(), below <= at);
            }
        }
        assert!(Who::nobody().require(Role::Reviewer).is_err());
    }

    #[test]
    fn a_name_is_one_line_of_what_is_seen() {
        assert_eq!(name("  Huda \n al-\u{202E}Amin\t"), Some("Huda al- Amin".into()));
        assert_eq!(name("هدى"), Some("هدى".into()));
        assert_eq!((name(" \u{0} "), name("")), (None, None));
        assert_eq!(name(&"ه".repeat(900)).unwrap().chars().count(), LONGEST_NAME);
    }

    #[test]
    fn at_this_computer_everybody_may_do_everything_under_the_name_they_chose() {
        let mut headers = HeaderMap::new();
        assert_eq!(Who::at_this_computer(&headers).pseudonym, NOBODY);
        headers.insert(COOKIE, "a=b; rasid_name=%D9%87%D8%AF%D9%89; c=d".parse().unwrap());
        let who = Who::at_this_computer(&headers);
        assert_eq!((who.pseudonym.as_str(), who.role, who.is_named), ("هدى", Role::Admin, true));
    }
}
