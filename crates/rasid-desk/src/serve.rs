//! Where the desk listens, and how its pages hang together.

use crate::api;
use crate::desk::{Desk, Services};
use crate::failure::Failure;
use crate::pages::{
    add, agreement, arrangement, arrangements, commitments, disagreements, exports, figure, figures, identities, lang,
    ledger, list, name, overview, people, person, position, positions, report, reports, review, review_add, review_one,
    search, since, watch,
};
use crate::pages::{asof, briefing};
use crate::pages::{event, outlet, outlets, place, places};
use crate::past::Pasts;
use crate::{LIMIT_UPLOAD, assets, download, gate, guard, seen};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use rasid_store::StoreError;
use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;

/// What the pages need to know of the place where they are served.
#[derive(Clone, Copy, Debug)]
pub struct Config {
    /// The address at which the desk listens; requests must name its port.
    pub address: SocketAddr,
}

/// Why the desk could not open.
#[derive(Debug)]
pub enum DeskError {
    /// The address is not on this computer alone.
    NotLoopback(SocketAddr),
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
                "The desk cannot listen at {address}: it has no logins yet, so everybody who reaches that address could \
                 read and change the record; use an address of this computer alone, such as 127.0.0.1:{}.",
                address.port()
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
            DeskError::NotLoopback(_) => None,
            DeskError::Listen(_, e) | DeskError::Run(e) => Some(e),
            DeskError::Record(e) => Some(e),
        }
    }
}

/// Whether the desk may listen at `address`: on loopback only, until there are logins.
///
/// # Errors
/// When the address can be reached from other computers; the sentence says what to use.
pub fn check_listen(address: SocketAddr) -> Result<(), DeskError> {
    if address.ip().is_loopback() { Ok(()) } else { Err(DeskError::NotLoopback(address)) }
}

/// All pages of the desk.
///
/// # Errors
/// When the record cannot be read.
pub fn router(services: Services, config: &Config) -> Result<Router, StoreError> {
    guarded(services, config).map(|(router, _)| router)
}

/// All pages with what guards them, and the pasts that must be forgotten at the end.
fn guarded(services: Services, config: &Config) -> Result<(Router, Arc<Pasts>), StoreError> {
    let desk = Desk::new(services)?;
    let pasts = Pasts::new(Arc::clone(&desk), pages);
    // The gate stands before any page is found, since it may lead to those of a past.
    let router = Router::new()
        // Whoever looks at a past is no visitor there.
        .fallback_service(pages(Arc::clone(&desk)).layer(from_fn_with_state(desk, seen::keep)))
        .layer(from_fn_with_state(Arc::clone(&pasts), gate::gate))
        .layer(from_fn_with_state(config.address, guard::guard));
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
        .route("/arrangements", get(arrangements::show))
        .route("/arrangement/{report}/{idx}", get(arrangement::show))
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

/// Serves the desk at `address` until the program is interrupted. `on_ready` is told the address
/// once it answers there (port 0 asks for any free port).
///
/// # Errors
/// When the address is not loopback or taken, or the record cannot be read.
pub fn serve(services: Services, address: SocketAddr, on_ready: impl FnOnce(SocketAddr)) -> Result<(), DeskError> {
    check_listen(address)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(DeskError::Run)?;
    let done = runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(address).await.map_err(|e| DeskError::Listen(address, e))?;
        let address = listener.local_addr().map_err(|e| DeskError::Listen(address, e))?;
        let (router, pasts) = guarded(services, &Config { address }).map_err(DeskError::Record)?;
        on_ready(address);
        let served = axum::serve(listener, router).with_graceful_shutdown(interrupted());
        // The first interruption lets what is under way finish; the second does not wait for it.
        let done = tokio::select! {
            done = served => done.map_err(DeskError::Run),
            () = async { interrupted().await; interrupted().await } => Ok(()),
        };
        pasts.forget();
        done
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
    fn only_loopback_is_listened_at() {
        for address in ["127.0.0.1:8080", "[::1]:8080", "127.3.2.1:80"] {
            assert!(check_listen(address.parse().unwrap()).is_ok(), "{address}");
        }
        for address in ["0.0.0.0:8080", "192.168.1.5:8080", "[::]:8080"] {
            let sentence = check_listen(address.parse().unwrap()).unwrap_err().to_string();
            assert!(sentence.contains(address) && sentence.contains("no logins"), "{sentence}");
        }
    }
}
