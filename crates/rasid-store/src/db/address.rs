//! Where a record on a server is: `postgres://user@host:port/database?schema=name`.

use crate::{ErrorKind, StoreError};
use postgres::config::Host;
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// What addresses begin with.
const SCHEMES: [&str; 2] = ["postgres://", "postgresql://"];
/// The schema when none is named.
const SCHEMA: &str = "rasid";
/// The longest name of a schema: PostgreSQL cuts names after 63 bytes, and `_accounts` is put behind it.
const LONGEST: usize = 48;
/// Where servers of Debian and of their own making keep their sockets.
const SOCKETS: [&str; 2] = ["/var/run/postgresql", "/tmp"];

/// Passwords that stood in addresses, by the address without them: whoever is handed that address, as all messages and
/// all other parts of the program are, reaches the server by it too.
static HEARD: Mutex<BTreeMap<String, String>> = Mutex::new(BTreeMap::new());

/// The address of a record on a server.
#[derive(Clone)]
pub(crate) struct Address {
    name: PathBuf,
    pub(super) config: postgres::Config,
    schema: String,
}

impl fmt::Debug for Address {
    // The settings hold a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Address").field(&self.name).finish()
    }
}

impl Address {
    /// Whether `record` is the address of a server and not the name of a file.
    pub(crate) fn is_one(record: &Path) -> bool {
        record.to_str().is_some_and(|text| SCHEMES.iter().any(|scheme| text.starts_with(scheme)))
    }

    /// The address without the password that may stand in it, which is remembered; anything else as it is.
    pub(crate) fn name_of(record: &Path) -> PathBuf {
        let Some(text) = record.to_str().filter(|_| Address::is_one(record)) else { return record.to_owned() };
        let (name, password) = without_password(text);
        if let Some(password) = password {
            HEARD.lock().unwrap_or_else(PoisonError::into_inner).insert(name.clone(), password);
        }
        PathBuf::from(name)
    }

    /// The password that stood in an address, which is given without it.
    pub(crate) fn heard(record: &Path) -> Option<String> {
        HEARD.lock().unwrap_or_else(PoisonError::into_inner).get(record.to_str()?).cloned()
    }

    /// Reads an address. Its password is the one that stands in it, else that of `PGPASSWORD`, else that of the
    /// password file (`PGPASSFILE` or `~/.pgpass`), as other programs of PostgreSQL have it.
    ///
    /// # Errors
    /// When it is none, or one of another computer: what goes there would not be encrypted.
    pub(crate) fn parse(record: &Path) -> Result<Self, StoreError> {
        let name = Address::name_of(record);
        let invalid = |what: String| {
            let form =
                "it is postgres://USER@HOST/DATABASE or, with a schema, postgres://USER@HOST/DATABASE?schema=NAME";
            StoreError::new(
                ErrorKind::Invalid,
                &name,
                format!("The address {} is not right: {what}; {form}", name.display()),
            )
        };
        let text = name.to_string_lossy().into_owned();
        let (schema, rest) = take_schema(&text);
        let schema = schema.unwrap_or(SCHEMA).to_owned();
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        let begins = schema.starts_with(|c: char| c.is_ascii_lowercase()) && !schema.starts_with("pg_");
        let is_taken = schema.ends_with("_accounts");
        if !begins || is_taken || !schema.chars().all(fits) || schema.len() > LONGEST {
            return Err(invalid(format!(
                "a schema is named by at most {LONGEST} small letters, digits and underscores, a letter first, and not \
                 pg_… nor …_accounts"
            )));
        }
        let mut config: postgres::Config = rest.parse().map_err(|e: postgres::Error| invalid(e.to_string()))?;
        if config.get_dbname().is_none() {
            return Err(invalid("it names no database".to_owned()));
        }
        if config.get_hosts().is_empty() {
            let port = config.get_ports().first().copied().unwrap_or(5432);
            let is_there = |folder: &&&str| Path::new(folder).join(format!(".s.PGSQL.{port}")).exists();
            config.host(SOCKETS.iter().find(is_there).unwrap_or(&"localhost"));
        }
        if let Some(far) = config.get_hosts().iter().find_map(far) {
            let what = format!(
                "The server of {} is on another computer ({far}), and Rasid does not encrypt what it sends there; run \
                 Rasid on that computer, or lead a port of this one to it (ssh -N -L 5433:localhost:5432 {far}) and \
                 name localhost:5433",
                name.display()
            );
            return Err(StoreError::new(ErrorKind::Invalid, &name, what));
        }
        if config.get_password().is_none() {
            let known =
                Address::heard(&name).or_else(|| std::env::var("PGPASSWORD").ok()).or_else(|| from_file(&config));
            known.map(|password| config.password(password));
        }
        config.application_name("rasid").connect_timeout(std::time::Duration::from_secs(10));
        Ok(Address { name, config, schema })
    }

    /// The same record's accounts, which lie in a schema of their own.
    pub(crate) fn of_accounts(&self) -> Self {
        Address { schema: format!("{}_accounts", self.schema), ..self.clone() }
    }

    /// What messages name: the address without its password.
    pub(crate) fn name(&self) -> &Path {
        &self.name
    }

    /// The schema or, where that has the usual name, the database, as far as file names can hold it.
    pub(crate) fn short_name(&self) -> String {
        let name = if self.schema == SCHEMA { self.config.get_dbname().unwrap_or(SCHEMA) } else { &self.schema };
        name.chars().map(|c| if c.is_alphanumeric() || "-_".contains(c) { c } else { '_' }).collect()
    }

    /// The schema; nothing in it need be quoted.
    pub(crate) fn schema(&self) -> &str {
        &self.schema
    }
}

/// The host, where it is another computer's.
fn far(host: &Host) -> Option<String> {
    match host {
        Host::Tcp(name) => {
            let is_near = name == "localhost" || name.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback());
            (!is_near).then(|| name.clone())
        }
        #[cfg(unix)]
        Host::Unix(_) => None,
    }
}

/// An address without its password, and that.
fn without_password(text: &str) -> (String, Option<String>) {
    let mut password = None;
    let (before, query) = text.split_once('?').map_or((text, None), |(before, query)| (before, Some(query)));
    let start = before.find("://").map_or(0, |at| at + 3);
    // The last `@`, since a password may have one that nobody encoded.
    let name = match before[start..].rfind('@').map(|at| start + at) {
        Some(at) => match before[start..at].split_once(':') {
            Some((user, given)) => {
                password = Some(decoded(given));
                format!("{}{user}{}", &before[..start], &before[at..])
            }
            None => before.to_owned(),
        },
        None => before.to_owned(),
    };
    let kept: Vec<&str> = (query.into_iter().flat_map(|query| query.split('&')))
        .filter(|part| match part.strip_prefix("password=") {
            Some(given) => {
                password = Some(decoded(given));
                false
            }
            None => !part.is_empty(),
        })
        .collect();
    let name = if kept.is_empty() { name } else { format!("{name}?{}", kept.join("&")) };
    (name, password)
}

/// A part of an address without percent signs.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let (mut found, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        let code =
            text.get(at + 1..at + 3).filter(|_| bytes[at] == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok());
        found.push(code.unwrap_or(bytes[at]));
        at += if code.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&found).into_owned()
}

/// The schema that an address names, and the address without it.
fn take_schema(text: &str) -> (Option<&str>, String) {
    let Some((before, query)) = text.split_once('?') else { return (None, text.to_owned()) };
    let (named, kept): (Vec<&str>, Vec<&str>) = query.split('&').partition(|part| part.starts_with("schema="));
    let rest = if kept.is_empty() { before.to_owned() } else { format!("{before}?{}", kept.join("&")) };
    (named.last().and_then(|part| part.strip_prefix("schema=")), rest)
}

/// The password that the user's password file has for the server.
fn from_file(config: &postgres::Config) -> Option<String> {
    let path = match std::env::var_os("PGPASSFILE") {
        Some(path) => PathBuf::from(path),
        None => PathBuf::from(std::env::var_os("HOME")?).join(".pgpass"),
    };
    #[cfg(unix)]
    {
        // PostgreSQL's own programs do not take it from a file that others may read.
        let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&path).ok()?.permissions());
        if mode & 0o077 != 0 {
            return None;
        }
    }
    let host = match config.get_hosts().first()? {
        Host::Tcp(name) => name.clone(),
        #[cfg(unix)]
        Host::Unix(_) => "localhost".to_owned(),
    };
    let port = config.get_ports().first().copied().unwrap_or(5432).to_string();
    let user = config.get_user().map(str::to_owned).or_else(|| std::env::var("USER").ok())?;
    find_password(&std::fs::read_to_string(path).ok()?, [&host, &port, config.get_dbname()?, &user])
}

/// The password in the first line that fits host, port, database and user.
fn find_password(file: &str, wanted: [&str; 4]) -> Option<String> {
    file.lines().filter(|line| !line.starts_with('#')).find_map(|line| {
        let mut fields = vec![String::new()];
        let mut letters = line.chars();
        while let Some(letter) = letters.next() {
            match letter {
                ':' if fields.len() < 5 => fields.push(String::new()),
                '\\' => fields.last_mut()?.extend(letters.next()),
                letter => fields.last_mut()?.push(letter),
            }
        }
        let password = fields.get(4)?.clone();
        let fits = fields.iter().zip(wanted).all(|(field, wanted)| field == "*" || field == wanted);
        fits.then_some(password)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Store;
    use std::ffi::OsStr;
    use std::process::Command;

    fn parsed(text: &str) -> Result<Address, StoreError> {
        Address::parse(Path::new(text))
    }

    #[test]
    fn only_addresses_are_addresses() {
        assert!(Address::is_one(Path::new("postgres://a@localhost/b")));
        assert!(Address::is_one(Path::new("postgresql:///b")));
        assert!(!Address::is_one(Path::new("talks.rasid")) && !Address::is_one(Path::new("postgres/talks.rasid")));
        assert_eq!(Address::name_of(Path::new("a:b@c.rasid")), Path::new("a:b@c.rasid"));
    }

    #[test]
    fn a_password_is_nowhere_to_be_seen_and_still_known() {
        for text in [
            "postgres://huda:s3cr%40t@localhost/talks?schema=one",
            "postgres://huda@localhost/talks?password=s3cr%40t&schema=one",
        ] {
            let address = parsed(text).unwrap();
            assert_eq!(address.name(), Path::new("postgres://huda@localhost/talks?schema=one"));
            assert_eq!(address.config.get_password(), Some("s3cr@t".as_bytes()));
            assert!(!format!("{address:?}").contains("s3cr"));
            let again = Address::parse(address.name()).unwrap();
            assert_eq!(again.config.get_password(), Some("s3cr@t".as_bytes()));
            let mut program = Command::new("rasid");
            Store::let_open(address.name(), program.arg(address.name()));
            let told: Vec<_> = program.get_envs().collect();
            assert_eq!(told, [(OsStr::new("PGPASSWORD"), Some(OsStr::new("s3cr@t")))]);
        }
        let error = parsed("postgres://huda:s3cret@far.example.org/talks").unwrap_err().to_string();
        assert!(error.contains("another computer (far.example.org)") && !error.contains("s3cret"), "{error}");
        let error = parsed("postgres://huda:s3cret@localhost").unwrap_err().to_string();
        assert!(error.contains("names no database") && !error.contains("s3cret"), "{error}");
    }

    #[test]
    fn the_schema_is_named_or_the_usual_one() {
        assert_eq!(parsed("postgres://u@localhost/d").unwrap().schema(), "rasid");
        assert_eq!(parsed("postgres://u@localhost/d?schema=s1&connect_timeout=3").unwrap().schema(), "s1");
        assert_eq!(parsed("postgres://u@localhost/d?schema=s1").unwrap().of_accounts().schema(), "s1_accounts");
        for wrong in ["A", "1a", "a-b", "pg_a", "a_accounts", "a\"b", "", &"a".repeat(60)] {
            let error = parsed(&format!("postgres://u@localhost/d?schema={wrong}")).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Invalid, "{wrong}");
        }
    }

    #[test]
    fn the_first_line_of_the_password_file_that_fits_is_taken() {
        let file =
            "# ours\nother:*:*:*:no\nlocalhost:5433:*:huda:no\nlocalhost:*:talks:huda:a\\:b\\\\:c\n*:*:*:*:last\n";
        assert_eq!(find_password(file, ["localhost", "5432", "talks", "huda"]).as_deref(), Some("a:b\\:c"));
        assert_eq!(find_password(file, ["localhost", "5432", "talks", "omar"]).as_deref(), Some("last"));
        assert_eq!(find_password("a:b:c\n", ["a", "b", "c", "d"]), None);
    }
}
