//! One request and its answer, bounded in size and time, to public addresses alone.

use crate::date::retry_after;
use crate::public::is_public;
use std::fmt;
use std::io::{self, ErrorKind, Read};
use std::time::{Duration, SystemTime};
use ureq::Agent;
use ureq::config::Config;
use ureq::http::{HeaderMap, Uri};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};

/// The largest head of an answer, in bytes.
const HEAD: usize = 64 * 1024;
/// The longest value of a header that is kept, in bytes.
const LONGEST: usize = 2048;

/// How connections are made.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Who asks: the name of the program, and an address where its owner can be found.
    pub agent: String,
    /// All the time that one answer may take, from the name to its last byte.
    pub timeout: Duration,
    /// The largest answer, in bytes as they are sent.
    pub limit: u64,
    /// Hosts that may have addresses that are not public, as `name` or `name:port`.
    pub private: Vec<String>,
}

/// What is asked.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ask<'a> {
    /// The address.
    pub url: &'a str,
    /// The mark of the version that is known.
    pub etag: Option<&'a str>,
    /// When the version that is known was changed, in the server's words.
    pub modified: Option<&'a str>,
}

/// What came of it.
#[derive(Debug)]
pub enum Answer {
    /// A body.
    Body(Body),
    /// The version that is known is the newest.
    Same,
    /// It is elsewhere, at this address as the server writes it.
    Elsewhere(String),
    /// The server does not give it.
    Refused {
        /// Its number.
        status: u16,
        /// How long it asks to be left alone.
        wait: Option<Duration>,
    },
}

/// A body and what was said of it.
#[derive(Debug, Default)]
pub struct Body {
    /// The bytes as they were sent, without the chunks.
    pub bytes: Vec<u8>,
    /// The media type, with its charset.
    pub media_type: String,
    /// How the bytes are compressed.
    pub encoding: String,
    /// The mark of this version.
    pub etag: Option<String>,
    /// When this version was changed, in the server's words.
    pub modified: Option<String>,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FetchError {
    /// The address is none.
    Address,
    /// The host has only addresses that are not public.
    Private,
    /// The host has no address.
    NoHost,
    /// It took too long.
    Slow,
    /// It is larger than allowed.
    Large,
    /// The connection was refused, broken off, or what came is no answer; the system's words.
    Broken(String),
    /// robots.txt asks to leave it alone.
    Robots,
    /// There were too many redirects, or they go round.
    Redirects,
    /// The server refuses it.
    Refused {
        /// Its number.
        status: u16,
        /// How long it asks to be left alone.
        wait: Option<Duration>,
    },
    /// The host asked to be left alone for this long.
    Resting(Duration),
    /// Work is to end.
    Stopped,
}

impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FetchError::Address => write!(f, "the address is none of the web"),
            FetchError::Private => write!(
                f,
                "its host is on this computer or a local network; name it under private in the list of sources if that is meant"
            ),
            FetchError::NoHost => write!(f, "its host has no address"),
            FetchError::Slow => write!(f, "the answer took too long"),
            FetchError::Large => write!(f, "the answer is larger than is read"),
            FetchError::Broken(reason) => write!(f, "the connection failed ({reason})"),
            FetchError::Robots => write!(f, "the site's robots.txt asks to leave it alone"),
            FetchError::Redirects => write!(f, "it leads from one address to the next without end"),
            FetchError::Refused { status, .. } => write!(f, "the server answers {status}"),
            FetchError::Resting(_) => write!(f, "the host asked to be left alone for a while"),
            FetchError::Stopped => write!(f, "the work was ended"),
        }
    }
}

impl std::error::Error for FetchError {}

/// Asks servers.
#[derive(Debug)]
pub struct Client {
    agent: Agent,
    limit: u64,
}

impl Client {
    /// A client with these settings. Proxies of the environment are not used: they would connect to any address.
    pub fn new(settings: &Settings) -> Self {
        let config = Agent::config_builder()
            .proxy(None)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .user_agent(settings.agent.clone())
            .accept("application/rss+xml, application/atom+xml, application/feed+json, text/html;q=0.9, */*;q=0.5")
            .timeout_global(Some(settings.timeout))
            .timeout_connect(Some(settings.timeout.min(Duration::from_secs(15))))
            .max_response_header_size(HEAD)
            .max_idle_connections(0)
            .build();
        let resolver = Public { private: settings.private.clone(), inner: DefaultResolver::default() };
        Client { agent: Agent::with_parts(config, DefaultConnector::new(), resolver), limit: settings.limit }
    }

    /// Asks for something once; redirects are told and not followed.
    ///
    /// # Errors
    ///
    /// Where there is no answer, or one that is too large or comes too slowly.
    pub fn ask(&self, ask: Ask<'_>) -> Result<Answer, FetchError> {
        self.ask_for(ask, self.limit, "gzip")
    }

    /// The same with another limit, compressed as `encoding` says or not.
    pub(crate) fn ask_for(&self, ask: Ask<'_>, limit: u64, encoding: &str) -> Result<Answer, FetchError> {
        let mut request = self.agent.get(ask.url).header("Accept-Encoding", encoding);
        if let Some(etag) = ask.etag {
            request = request.header("If-None-Match", etag);
        }
        if let Some(modified) = ask.modified {
            request = request.header("If-Modified-Since", modified);
        }
        let response = request.call().map_err(of_ureq)?;
        let status = response.status().as_u16();
        let headers = response.headers();
        let field = |name: &str| field(headers, name);
        match status {
            304 => return Ok(Answer::Same),
            300..=399 => {
                if let Some(to) = field("location") {
                    return Ok(Answer::Elsewhere(to));
                }
            }
            200..=299 => {}
            _ => {
                let wait = field("retry-after").and_then(|wait| retry_after(&wait, SystemTime::now()));
                return Ok(Answer::Refused { status, wait });
            }
        }
        if status != 200 {
            return Ok(Answer::Refused { status, wait: None });
        }
        let mut body = Body {
            bytes: Vec::new(),
            media_type: field("content-type").unwrap_or_default(),
            encoding: field("content-encoding").unwrap_or_default(),
            etag: field("etag"),
            modified: field("last-modified"),
        };
        let reader = response.into_body().into_with_config().limit(u64::MAX).reader();
        reader.take(limit + 1).read_to_end(&mut body.bytes).map_err(|error| of_io(&error))?;
        if body.bytes.len() as u64 > limit {
            return Err(FetchError::Large);
        }
        Ok(Answer::Body(body))
    }
}

fn field(headers: &HeaderMap, name: &str) -> Option<String> {
    let bytes = headers.get(name)?.as_bytes();
    // Addresses in headers are often written in UTF-8, against the standard.
    let value = String::from_utf8_lossy(bytes).trim().to_owned();
    (!value.is_empty() && value.len() <= LONGEST && !value.contains(char::is_control)).then_some(value)
}

fn of_ureq(error: ureq::Error) -> FetchError {
    match error {
        ureq::Error::BadUri(_) | ureq::Error::Http(_) => FetchError::Address,
        ureq::Error::Timeout(_) => FetchError::Slow,
        ureq::Error::HostNotFound => FetchError::NoHost,
        ureq::Error::LargeResponseHeader(..) => FetchError::Large,
        ureq::Error::Io(error) => of_io(&error),
        other => FetchError::Broken(other.to_string()),
    }
}

fn of_io(error: &io::Error) -> FetchError {
    if let Some(inner) = error.get_ref() {
        if inner.is::<NotPublic>() {
            return FetchError::Private;
        }
        match inner.downcast_ref::<ureq::Error>() {
            Some(ureq::Error::Timeout(_)) => return FetchError::Slow,
            Some(ureq::Error::LargeResponseHeader(..)) => return FetchError::Large,
            _ => {}
        }
    }
    match error.kind() {
        ErrorKind::TimedOut | ErrorKind::WouldBlock => FetchError::Slow,
        _ if error.to_string().contains("lookup address") => FetchError::NoHost,
        _ => FetchError::Broken(error.to_string()),
    }
}

/// Why a connection is not made.
#[derive(Debug)]
struct NotPublic;

impl fmt::Display for NotPublic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the address is not public")
    }
}

impl std::error::Error for NotPublic {}

/// Finds addresses of hosts, and gives only those that may be connected to: these, and no others that are looked up later,
/// are what the connection is made to.
#[derive(Debug)]
struct Public {
    private: Vec<String>,
    inner: DefaultResolver,
}

impl Resolver for Public {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        if self.is_named(uri) {
            return Ok(found);
        }
        let mut public = self.empty();
        for address in found.iter().filter(|address| is_public(address.ip())) {
            public.push(*address);
        }
        if public.is_empty() { Err(ureq::Error::Io(io::Error::other(NotPublic))) } else { Ok(public) }
    }
}

impl Public {
    /// Whether the list of sources names the host.
    fn is_named(&self, uri: &Uri) -> bool {
        let host = uri.host().unwrap_or("").to_ascii_lowercase();
        let port = uri.port_u16().unwrap_or(if uri.scheme_str() == Some("https") { 443 } else { 80 });
        self.private.iter().any(|named| {
            let named = named.to_ascii_lowercase();
            named == host || named == format!("{host}:{port}")
        })
    }
}
