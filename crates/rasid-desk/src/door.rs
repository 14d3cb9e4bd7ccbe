//! The door of a desk that has accounts: who has a session, who may try a password, which token a form must send.
//!
//! A session is a random identifier that only the browser has; the desk keeps its hash. Tokens of forms are made from
//! it, so that they need not be kept. Failed log-ins are counted in `failures`.

mod failures;

use crate::desk::Desk;
use crate::format;
use crate::password;
use crate::serve::Config;
use crate::who::{Role, Who, cookie};
use axum::http::HeaderMap;
use failures::Failures;
use rasid_store::{Login, Logins, StoreError};
use std::fmt::Write as _;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How long a session lasts, in seconds: twelve hours.
pub(crate) const LASTS: i64 = 12 * 3600;
/// After how long without a request it is over: two hours.
const IDLE: i64 = 2 * 3600;
/// How long a page with the form for logging in may lie open.
const WAITS: i64 = 3600;
/// Passwords that are tried at the same time: each takes memory and a core.
const AT_ONCE: usize = 2;

/// The door.
pub(crate) struct Door {
    desk: Arc<Desk>,
    accounts: Mutex<Logins>,
    failed: Mutex<Failures>,
    trying: Mutex<usize>,
    is_tls: bool,
    has_proxy: bool,
}

/// Somebody with a session.
#[derive(Clone, Debug)]
pub(crate) struct Session {
    pub(crate) account: Login,
    /// The token that forms of this session send.
    pub(crate) token: String,
}

/// How a try to log in went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Tried {
    /// The value of the cookie of the new session.
    In(String),
    /// Name or password is wrong; which of them is not said.
    Wrong,
    /// Too many failed; nothing was looked at.
    Wait,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Door {
    /// The door of a desk with these accounts.
    ///
    /// # Errors
    /// When the accounts cannot be read.
    pub(crate) fn new(desk: Arc<Desk>, accounts: Logins, config: &Config) -> Result<Self, StoreError> {
        let failed = Mutex::new(Failures::of(&accounts)?);
        let (is_tls, has_proxy) = (config.is_tls, config.is_tls || !config.hosts.is_empty());
        Ok(Door { desk, accounts: Mutex::new(accounts), failed, trying: Mutex::default(), is_tls, has_proxy })
    }

    /// Whether a proxy may stand between browsers and the desk.
    pub(crate) fn has_proxy(&self) -> bool {
        self.has_proxy
    }

    /// The name of the cookie of a session. Behind TLS no other host and no plain page can set it.
    pub(crate) fn cookie_name(&self) -> &'static str {
        if self.is_tls { "__Host-rasid_session" } else { "rasid_session" }
    }

    /// The name of the cookie that the form for logging in has before there is a session.
    pub(crate) fn waiting_name(&self) -> &'static str {
        if self.is_tls { "__Host-rasid_door" } else { "rasid_door" }
    }

    /// Sets a cookie for the session.
    pub(crate) fn session_cookie(&self, id: &str) -> String {
        self.cookie(self.cookie_name(), id, LASTS)
    }

    /// Sets the cookie that stands before a session.
    pub(crate) fn waiting_cookie(&self, id: &str) -> String {
        self.cookie(self.waiting_name(), id, WAITS)
    }

    /// Takes a cookie away.
    pub(crate) fn no_cookie(&self, name: &str) -> String {
        self.cookie(name, "", 0)
    }

    fn cookie(&self, name: &str, value: &str, age: i64) -> String {
        let secure = if self.is_tls { "; Secure" } else { "" };
        format!("{name}={value}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax{secure}")
    }

    /// An identifier that nobody can guess.
    pub(crate) fn new_id(&self) -> String {
        let mut bytes = [0; 32];
        (self.desk.random)(&mut bytes);
        bytes.iter().fold(String::with_capacity(64), |mut out, byte| {
            let _ = write!(out, "{byte:02x}");
            out
        })
    }

    fn now(&self) -> i64 {
        seconds(&(self.desk.now)()).unwrap_or(i64::MAX)
    }

    /// The session that a request has. Blocks.
    pub(crate) fn session(&self, headers: &HeaderMap) -> Result<Option<Session>, StoreError> {
        let Some(id) = cookie(headers, self.cookie_name()).filter(|id| is_id(id)) else { return Ok(None) };
        let (hash, now) = (hash_of(id), self.now());
        let mut accounts = lock(&self.accounts);
        let Some((account, begun, seen)) = accounts.session(&hash)? else { return Ok(None) };
        if now - begun >= LASTS || now - seen >= IDLE || now < begun {
            accounts.end(&hash)?;
            return Ok(None);
        }
        if now - seen >= 60 {
            accounts.see(&hash, now)?;
        }
        Ok(Some(Session { account, token: token_of(id) }))
    }

    /// Tries a name with a password, for somebody at an address where that is known. Blocks, and takes its time.
    pub(crate) fn try_password(&self, name: &str, password: &str, from: Option<IpAddr>) -> Result<Tried, StoreError> {
        let now = self.now();
        if lock(&self.failed).must_wait(name, from, now) {
            return Ok(Tried::Wait);
        }
        let Some(_turn) = Turn::take(&self.trying) else { return Ok(Tried::Wait) };
        // Counted before it is tried, so that many tries at once, or a desk that is ended meanwhile, are no way around.
        let counted = lock(&self.failed).count(name, from, now);
        let noted: Vec<(&str, i64, i64)> = counted.iter().map(|(of, times)| (of.as_str(), *times, now)).collect();
        lock(&self.accounts).note_failures(&noted, now - failures::REMEMBERED_FOR)?;
        let kept = lock(&self.accounts).password(name)?;
        if !password::is_right(password, kept.as_deref()) {
            return Ok(Tried::Wrong);
        }
        let forgotten = lock(&self.failed).forget(name, from);
        let id = self.new_id();
        let mut accounts = lock(&self.accounts);
        for of in forgotten {
            accounts.forget_failures(&of)?;
        }
        accounts.begin(name, &hash_of(&id), now, now - LASTS)?;
        Ok(Tried::In(id))
    }

    /// Ends the session of a request. Blocks.
    pub(crate) fn end(&self, headers: &HeaderMap) -> Result<(), StoreError> {
        match cookie(headers, self.cookie_name()) {
            Some(id) => lock(&self.accounts).end(&hash_of(id)),
            None => Ok(()),
        }
    }

    /// Ends all sessions of an account. Blocks.
    pub(crate) fn end_all(&self, name: &str) -> Result<usize, StoreError> {
        lock(&self.accounts).end_all(name)
    }
}

impl Session {
    /// Who it is to the pages.
    pub(crate) fn who(&self) -> Who {
        Who {
            pseudonym: self.account.pseudonym.clone(),
            // A word that this program does not know gives no more than reading.
            role: Role::parse(&self.account.role).unwrap_or(Role::Reader),
            is_named: true,
        }
    }
}

/// A turn at trying passwords; given back when it is dropped.
struct Turn<'t>(&'t Mutex<usize>);

impl<'t> Turn<'t> {
    fn take(trying: &'t Mutex<usize>) -> Option<Self> {
        let mut now = lock(trying);
        if *now >= AT_ONCE {
            return None;
        }
        *now += 1;
        Some(Turn(trying))
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        *lock(self.0) -= 1;
    }
}

/// Whether it has the form of an identifier.
fn is_id(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit())
}

/// What is kept of an identifier.
fn hash_of(id: &str) -> String {
    derived("rasid 2018 session", id)
}

/// The token that forms send beside the cookie with this identifier.
pub(crate) fn token_of(id: &str) -> String {
    derived("rasid 2018 token of forms", id)
}

/// A key made of `text` for one purpose alone, as hexadecimal digits.
fn derived(purpose: &str, text: &str) -> String {
    blake3::derive_key(purpose, text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether a form sent this token: in a field of its own, or in the header `x-rasid-token`.
pub(crate) fn sends(headers: &HeaderMap, body: &[u8], token: &str) -> bool {
    let is_same = |sent: &[u8]| blake3::hash(sent) == blake3::hash(token.as_bytes());
    if let Some(sent) = headers.get("x-rasid-token") {
        return is_same(sent.as_bytes());
    }
    let field = crate::weave::TOKEN;
    let is_plain =
        headers.get("content-type").is_some_and(|kind| kind.as_bytes().starts_with(b"application/x-www-form"));
    if is_plain {
        let prefix = format!("{field}=");
        return body.split(|&b| b == b'&').filter_map(|part| part.strip_prefix(prefix.as_bytes())).any(is_same);
    }
    // The field stands first, since it is put in right behind the tag of the form.
    let begin = &body[..body.len().min(2048)];
    let mark = format!("name=\"{field}\"\r\n\r\n");
    let at = begin.windows(mark.len()).position(|part| part == mark.as_bytes());
    at.and_then(|at| begin.get(at + mark.len()..at + mark.len() + token.len())).is_some_and(is_same)
}

/// Seconds since 1970 of a moment as the program's clock writes it.
fn seconds(moment: &str) -> Option<i64> {
    let day = format::day_number(moment.get(..10)?)?;
    let part = |range| moment.get(range).and_then(|digits: &str| digits.parse::<i64>().ok());
    Some(day * 86_400 + part(11..13)? * 3600 + part(14..16)? * 60 + part(17..19)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_seconds() {
        assert_eq!(seconds("1970-01-02T00:01:02Z"), Some(86_462));
        assert_eq!((seconds("1970-01-02"), seconds("x")), (None, None));
    }

    #[test]
    fn tokens_are_found_where_forms_send_them() {
        let token = token_of("x");
        let mut headers = HeaderMap::new();
        headers.insert("content-type", "application/x-www-form-urlencoded".parse().unwrap());
        assert!(sends(&headers, format!("a=b&csrf={token}&c=d").as_bytes(), &token));
        assert!(!sends(&headers, format!("xcsrf={token}").as_bytes(), &token));
        assert!(!sends(&headers, b"csrf=", &token) && !sends(&headers, b"", &token));
        headers.insert("content-type", "multipart/form-data; boundary=line".parse().unwrap());
        let body = format!("--line\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{token}\r\n--line--\r\n");
        assert!(sends(&headers, body.as_bytes(), &token));
        assert!(!sends(&headers, body.replace(&token, &token_of("y")).as_bytes(), &token));
        headers.insert("x-rasid-token", token.parse().unwrap());
        assert!(sends(&headers, b"", &token));
    }
}
