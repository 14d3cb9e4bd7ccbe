//! Where the desk listens, and how its pages hang together.

use crate::api;
use crate::desk::{Desk, Services};
use crate::door::Door;
use crate::failure::Failure;
use crate::gate::Gate;
use crate::pages::{
    add, agreement, agreement_edit, agreements, arrangement, arrangements, clause, commitments, disagreements, exports,
    figure, figures, identities, lang, ledger, list, name, overview, people, person, position, positions, report,
    reports, review, review_add, review_one, search, signed_text, since, through_time, tombstone, watch,
};
use crate::pages::{asof, briefing, login};
use crate::pages::{event, outlet, outlets, place, places};
use crate::past::Pasts;
use crate::{LIMIT_UPLOAD, assets, connections, download, gate, guard, seen};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use rasid_store::{Logins, StoreError};
use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What the pages need to know of the place where they are served.
#[derive(Clone, Debug)]
pub struct Config {
    /// The address at which the desk listens; requests must name its port.
    pub address: SocketAddr,
    /// Names under which it is reached besides, through a proxy: `desk.example.org`.
    pub hosts: Vec<String>,
    /// Whether a proxy in front of it speaks TLS with browsers.
    pub is_tls: bool,
    /// Whether everybody must log in.
    pub has_accounts: bool,
}

impl Config {
    /// A desk without accounts at an address of this computer.
    pub fn new(address: SocketAddr) -> Self {
        Config { address, hosts: Vec::new(), is_tls: false, has_accounts: false }
    }
}

/// Why the desk could not open.
#[derive(Debug)]
pub enum DeskError {
    /// The address can be reached from elsewhere, and nobody need log in.
    NotLoopback(SocketAddr),
    /// Everybody must log in and nobody can: the record has no accounts.
    NoAccounts(PathBuf),
    /// Requests would name a host that nobody told the desk.
    NoHost(SocketAddr),
    /// The address could not be listened at.
    Listen(SocketAddr, std::io::Error),
    /// The record could not be opened.
    Record(StoreError),
    /// The event loop could not start or broke off.
    Run(std::io::Error),
}

impl fmt::Display for DeskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DeskError::NotLoopback(address) => write!(
                f,
                "The desk cannot listen at {address} without accounts: everybody who reaches that address could read and \
                 change the record; use an address of this computer alone, such as 127.0.0.1:{}, or let people log in.",
                address.port()
            ),
            DeskError::NoAccounts(record) => write!(
                f,
                "Everybody must log in at this desk, and the record {} has no accounts; make the first with: rasid account add NAME --role admin --record {0}",
                record.display()
            ),
            DeskError::NoHost(address) => write!(
                f,
                "The desk cannot listen at {address} without knowing its name: say by which name browsers reach it, such as --host desk.example.org."
            ),
            DeskError::Listen(address, e) if e.kind() == std::io::ErrorKind::AddrInUse => write!(
                f,
                "The desk cannot listen at {address}: another program, perhaps another desk, uses this port; stop it or \
                 choose another port, or port 0 for any that is free."
            ),
            DeskError::Listen(address, e) => {
                write!(f, "The desk cannot listen at {address} ({e}); choose another address or port.")
            }
            DeskError::Record(e) => e.fmt(f),
            DeskError::Run(e) => write!(f, "The desk could not run ({e}); start it again."),
        }
    }
}

impl std::error::Error for DeskError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            DeskError::NotLoopback(_) | DeskError::NoAccounts(_) | DeskError::NoHost(_) => None,
            DeskError::Listen(_, e) | DeskError::Run(e) => Some(e),
            DeskError::Record(e) => Some(e),
        }
    }
}

/// Whether the desk may listen so: without accounts on loopback only, and under no name but those of this computer.
///
/// # Errors
/// When others could reach it without logging in, or it does not know its own name; the sentence says what to do.
pub fn check_listen(config: &Config) -> Result<(), DeskError> {
    let is_near = config.address.ip().is_loopback() && config.hosts.is_empty();
    if !is_near && !config.has_accounts {
        return Err(DeskError::NotLoopback(config.address));
    }
    if config.address.ip().is_unspecified() && config.hosts.is_empty() {
        return Err(DeskError::NoHost(config.address));
    }
    Ok(())
}

/// Who may log in to the desk over `record`, where it is one with accounts. The record need not be there yet.
///
/// # Errors
/// When nobody may log in, so that nobody could use it; the sentence says what to do.
pub fn check_accounts(config: &Config, record: &Path) -> Result<Option<Logins>, DeskError> {
    if !config.has_accounts {
        return Ok(None);
    }
    let logins = Logins::open(record).map_err(DeskError::Record)?;
    match logins {
        Some(logins) if !logins.list().map_err(DeskError::Record)?.is_empty() => Ok(Some(logins)),
        _ => Err(DeskError::NoAccounts(record.to_owned())),
    }
}

/// All pages of the desk.
///
/// # Errors
/// When the record cannot be read.
pub fn router(services: Services, config: &Config) -> Result<Router, DeskError> {
    guarded(services, config).map(|(router, _)| router)
}

/// All pages with what guards them, and the pasts that must be forgotten at the end.
fn guarded(services: Services, config: &Config) -> Result<(Router, Arc<Pasts>), DeskError> {
    let desk = Desk::new(services).map_err(DeskError::Record)?;
    let door = check_accounts(config, &desk.record)?
        .map(|logins| Door::new(Arc::clone(&desk), logins, config).map(Arc::new))
        .transpose()
        .map_err(DeskError::Record)?;
    let pasts = Pasts::new(Arc::clone(&desk), pages);
    // The gate stands before any page is found, since it may lead to those of a past.
    let gate = Arc::new(Gate { pasts: Arc::clone(&pasts), door });
    let router = Router::new()
        .route("/login", get(login::show).post(login::receive))
        .route("/logout", post(login::out))
        .route("/account", get(login::account).post(login::everywhere))
        .with_state(Arc::clone(&gate))
        // Whoever looks at a past is no visitor there.
        .fallback_service(pages(Arc::clone(&desk)).layer(from_fn_with_state(desk, seen::keep)))
        .layer(from_fn_with_state(gate, gate::gate))
        .layer(from_fn_with_state(Arc::new(config.clone()), guard::guard));
    Ok((router, pasts))
}

/// The pages alone, over any record.
fn pages(desk: Arc<Desk>) -> Router {
    Router::new()
        .route("/", get(overview::show))
        .route("/since", get(since::show))
        .route("/watch", post(watch::receive))
        .route("/reports", get(reports::show))
        .route("/report/{id}", get(report::show))
        .route("/report/{id}/evidence", get(tombstone::bundle))
        .route("/arrangements", get(arrangements::show))
        .route("/arrangement/{report}/{idx}", get(arrangement::show))
        .route("/timeline", get(through_time::show))
        .route("/agreements", get(agreements::show).post(agreement_edit::create))
        .route("/agreements/new", get(agreement_edit::new))
        .route("/agreements/file", post(agreements::file))
        .route("/agreement/{id}", get(signed_text::show).post(agreement_edit::mark))
        .route("/agreement/{id}/file", get(signed_text::file))
        .route("/agreement/{id}/edit", get(agreement_edit::edit).post(agreement_edit::change))
        .route("/agreement/{id}/clauses", get(agreement_edit::clause).post(agreement_edit::keep_clause))
        .route("/agreement/{id}/clause", get(clause::show).post(clause::receive))
        .route("/commitments", get(commitments::show))
        .route("/disagreements", get(disagreements::show))
        .route("/positions", get(positions::show))
        .route("/positions/{report}/{idx}", get(position::show))
        .route("/figures", get(figures::show))
        .route("/figure/{report}/{idx}", get(figure::show))
        .route("/event/{id}", get(event::show))
        .route("/places", get(places::show))
        .route("/place/{id}", get(place::show))
        .route("/outlets", get(outlets::show))
        .route("/outlet/{name}", get(outlet::show))
        .route("/list", get(list::index))
        .route("/list/{list}", get(list::show))
        .route("/people", get(people::show))
        .route("/people/{id}", get(person::show))
        .route("/search", get(search::show))
        .route("/review", get(review::show))
        .route("/review/next", get(review::next))
        .route("/review/undo", post(review_one::undo))
        .route("/review/decided/{no}", get(review_one::show_decided).post(review_one::receive_decided))
        .route("/review/{report}/{list}/new", get(review_add::show).post(review_add::receive))
        .route("/review/{report}/{list}/{idx}", get(review_one::show).post(review_one::receive))
        .route("/report/{id}/complete", post(review_add::complete))
        .route("/ledger", get(ledger::show))
        .route("/agreement", get(agreement::show).post(agreement::receive))
        .route("/identities", get(identities::show).post(identities::receive))
        .route("/add", get(add::show).post(add::receive))
        .route("/briefing", get(briefing::show).post(briefing::keep))
        .route("/briefing.docx", get(briefing::download))
        .route("/briefing/{no}", get(briefing::open))
        .route("/exports", get(exports::show).post(exports::compare))
        .route("/exports/{format}", get(download::give))
        .route("/asof", get(asof::show))
        .route("/lang", get(lang::switch))
        .route("/name", get(name::show).post(name::receive))
        .route("/static/{name}", get(assets::serve))
        .merge(api::routes())
        .fallback(|| async { Failure::NoPage })
        .layer(DefaultBodyLimit::max(LIMIT_UPLOAD))
        .with_state(desk)
}

/// Serves the desk until the program is interrupted. `on_ready` is told the address
/// once it answers there (port 0 asks for any free port).
///
/// # Errors
/// When the desk may not listen so ([`check_listen`]), the address is taken, or the record cannot be read.
pub fn serve(services: Services, config: Config, on_ready: impl FnOnce(SocketAddr)) -> Result<(), DeskError> {
    check_listen(&config)?;
    let address = config.address;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(DeskError::Run)?;
    let not_here = |e| DeskError::Listen(address, e);
    let listener = std::net::TcpListener::bind(address).map_err(not_here)?;
    listener.set_nonblocking(true).map_err(not_here)?;
    let address = listener.local_addr().map_err(not_here)?;
    // The record is opened off the event loop: a server's answers are waited for.
    let (router, pasts) = guarded(services, &Config { address, ..config })?;
    let done = runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener).map_err(|e| DeskError::Listen(address, e))?;
        on_ready(address);
        let served = connections::serve(listener, router, interrupted());
        // The first interruption lets what is under way finish; the second does not wait for it.
        tokio::select! {
            () = served => (),
            () = async { interrupted().await; interrupted().await } => (),
        }
        pasts.forget();
        Ok(())
    });
    // A reading that is still under way is dropped; the record keeps whole batches only.
    runtime.shutdown_background();
    done
}

/// Waits until the program is interrupted.
async fn interrupted() {
    // Where signals cannot be heard the desk runs until it is killed.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_loopback_is_listened_at_without_accounts() {
        let config = |address: &str| Config::new(address.parse().unwrap());
        for address in ["127.0.0.1:8080", "[::1]:8080", "127.3.2.1:80"] {
            assert!(check_listen(&config(address)).is_ok(), "{address}");
            let proxied = Config { hosts: vec!["desk.example.org".into()], ..config(address) };
            assert!(check_listen(&proxied).is_err(), "a proxy lets others in");
        }
        for address in ["0.0.0.0:8080", "192.168.1.5:8080", "[::]:8080"] {
            let sentence = check_listen(&config(address)).unwrap_err().to_string();
            assert!(sentence.contains(address) && sentence.contains("without accounts"), "{sentence}");
            let open = Config { has_accounts: true, ..config(address) };
            assert_eq!(check_listen(&open).is_ok(), address.starts_with("192"), "a name is needed");
            assert!(check_listen(&Config { hosts: vec!["desk.example.org".into()], ..open }).is_ok());
        }
    }
}
