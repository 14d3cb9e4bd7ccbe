//! `rasid account`: who may log in at the desk of a record.

use crate::args::{Account, AccountAction, AccountRole};
use crate::chance;
use crate::clock;
use crate::exit::Exit;
use crate::keep;
use crate::progress::Messages;
use crate::style::bare;
use rasid_desk::{Role, password};
use rasid_store::{Login, Logins, Store, StoreError};
use std::io::{self, BufRead};
use std::path::Path;

/// Letters of passwords that are made here: none that is taken for another.
const LETTERS: &[u8] = b"abcdefghijkmnpqrstuvwxyz23456789";
/// How many of them: a hundred bits.
const LONG: usize = 20;
/// The longest name and pseudonym, in letters.
const LONGEST_NAME: usize = 64;

/// Does what `args` say.
pub fn run(args: &Account) -> Exit {
    let messages = Messages::new(false);
    let done = match &args.action {
        AccountAction::List { record } => list(record, &messages),
        AccountAction::Add { name, role, pseudonym, record, password_stdin } => {
            add(name, *role, pseudonym.as_deref(), record, *password_stdin, &messages)
        }
        AccountAction::Role { name, role, record } => {
            change(record, name, &messages, "has another role now", |logins| logins.set_role(name, role.word()))
        }
        AccountAction::Password { name, record, password_stdin } => {
            let Some((hash, made)) = password_for(*password_stdin, &messages) else { return Exit::Arguments };
            let done =
                change(record, name, &messages, "has another password now and is logged out everywhere", |logins| {
                    logins.set_password(name, &hash)
                });
            if let (Ok(Exit::Done), Some(made)) = (&done, made) {
                println!("{made}");
            }
            done
        }
        AccountAction::Remove { name, record } => {
            change(record, name, &messages, "may not log in any more", |logins| logins.remove(name))
        }
    };
    done.unwrap_or_else(|error| keep::failed(&messages, &error))
}

fn list(record: &Path, messages: &Messages) -> Result<Exit, StoreError> {
    Store::open_existing(record)?;
    let all = Logins::open(record)?.map_or_else(|| Ok(Vec::new()), |logins| logins.list())?;
    if all.is_empty() {
        messages.say("There are no accounts; make the first with: rasid account add NAME --role admin --record RECORD");
    }
    for one in all {
        println!("{}\t{}\t{}\t{}", bare(&one.name), bare(&one.role), bare(&one.pseudonym), one.made_at);
    }
    Ok(Exit::Done)
}

fn add(
    name: &str,
    role: AccountRole,
    pseudonym: Option<&str>,
    record: &Path,
    from_stdin: bool,
    messages: &Messages,
) -> Result<Exit, StoreError> {
    let pseudonym = pseudonym.unwrap_or(name);
    let is_fit = |name: &str| {
        !name.trim().is_empty()
            && name.trim() == name
            && name.chars().count() <= LONGEST_NAME
            && !name.chars().any(char::is_control)
    };
    if !is_fit(name) || !is_fit(pseudonym) {
        messages.say(&format!("Names have 1 to {LONGEST_NAME} letters and no space at their ends."));
        return Ok(Exit::Arguments);
    }
    Store::open_existing(record)?;
    let mut logins = Logins::open_or_make(record)?;
    let Some((hash, made)) = password_for(from_stdin, messages) else { return Ok(Exit::Arguments) };
    let login = Login {
        name: name.to_owned(),
        pseudonym: pseudonym.to_owned(),
        role: role.word().to_owned(),
        made_at: clock::now(),
    };
    if !logins.add(&login, &hash)? {
        messages.say(&format!(
            "The name {} or the pseudonym {} is taken, or was once; choose another.",
            bare(name),
            bare(pseudonym)
        ));
        return Ok(Exit::Arguments);
    }
    messages.say(&format!("{} may log in as {}.", bare(name), role.word()));
    if let Some(made) = made {
        messages.say("The password, which is shown only once:");
        println!("{made}");
    }
    Ok(Exit::Done)
}

fn change(
    record: &Path,
    name: &str,
    messages: &Messages,
    done: &str,
    work: impl FnOnce(&mut Logins) -> Result<bool, StoreError>,
) -> Result<Exit, StoreError> {
    Store::open_existing(record)?;
    let is_there = Logins::open(record)?.map_or(Ok(false), |mut logins| work(&mut logins))?;
    if !is_there {
        messages.say(&format!("There is no account {}; rasid account list shows all.", bare(name)));
        return Ok(Exit::Arguments);
    }
    messages.say(&format!("{} {done}.", bare(name)));
    Ok(Exit::Done)
}

/// The hash of a password: of the first line of standard input, or of one that is made, which is given too.
fn password_for(from_stdin: bool, messages: &Messages) -> Option<(String, Option<String>)> {
    let mut salt = [0; 16];
    chance::fill(&mut salt);
    if !from_stdin {
        let made = made();
        return Some((password::hash(&made, &salt)?, Some(made)));
    }
    let mut line = String::new();
    if io::stdin().lock().read_line(&mut line).is_err() {
        line.clear();
    }
    let hash = password::hash(line.trim_end_matches(['\r', '\n']), &salt);
    if hash.is_none() {
        messages.say(&format!("A password of at least {} letters is needed on standard input.", password::SHORTEST));
    }
    hash.map(|hash| (hash, None))
}

/// A password that nobody can guess.
fn made() -> String {
    let mut bytes = [0; LONG];
    chance::fill(&mut bytes);
    bytes.iter().map(|byte| char::from(LETTERS[usize::from(*byte) % LETTERS.len()])).collect()
}

impl AccountRole {
    fn word(self) -> &'static str {
        match self {
            AccountRole::Reader => Role::Reader,
            AccountRole::Reviewer => Role::Reviewer,
            AccountRole::Editor => Role::Editor,
            AccountRole::Admin => Role::Admin,
        }
        .as_str()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_that_are_made_differ_and_are_fit() {
        let (one, other) = (made(), made());
        assert!(one != other && password::is_fit(&one) && one.len() == LONG);
        // Each letter is as likely as any other.
        assert_eq!(256 % LETTERS.len(), 0);
    }
}
