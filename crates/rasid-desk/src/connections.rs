//! How connections are taken: so many at once, each with so much time to say what it wants.
//!
//! Whoever opens connections and says nothing, or a letter now and then, would else hold them, and the desk with them,
//! for as long as they like.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Request};
use http_body::{Frame, SizeHint};
use hyper::body::Incoming;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Sleep, sleep, timeout};
use tower::ServiceExt;

/// Connections at once. A further one waits until one of them ends.
const MOST: usize = 400;
/// How long the head of a request may take, and how long a connection may lie open between two requests.
const HEAD: Duration = Duration::from_secs(20);
/// How long the body of a request may take: 16 MiB over a slow line.
const BODY: Duration = Duration::from_secs(180);
/// The most bytes of a head.
const HEAD_BYTES: usize = 64 * 1024;
/// How long a connection may live, whatever it does: one that does not read its answer is ended then.
const LONGEST: Duration = Duration::from_secs(3600);

/// Who is at the other end of a connection.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer(pub(crate) IpAddr);

/// Serves until `stop`, and then until what is under way is done.
pub(crate) async fn serve(listener: TcpListener, router: Router, stop: impl Future<Output = ()>) {
    let (places, graceful) = (Arc::new(Semaphore::new(MOST)), GracefulShutdown::new());
    let mut builder = hyper::server::conn::http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(HEAD).max_buf_size(HEAD_BYTES);
    tokio::pin!(stop);
    loop {
        let (stream, peer, place) = tokio::select! {
            () = &mut stop => break,
            taken = next(&listener, &places) => taken,
        };
        let router = router.clone();
        let service = hyper::service::service_fn(move |request: Request<Incoming>| {
            let mut request = request.map(|body| Body::new(Timed { body, late: Box::pin(sleep(BODY)) }));
            request.extensions_mut().insert(Peer(peer));
            router.clone().oneshot(request)
        });
        let connection = graceful.watch(builder.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            // How a connection ends is the affair of whoever opened it.
            let _ = timeout(LONGEST, connection).await;
            drop(place);
        });
    }
    graceful.shutdown().await;
}

/// The next connection, once there is a place for it.
async fn next(listener: &TcpListener, places: &Arc<Semaphore>) -> (TcpStream, IpAddr, OwnedSemaphorePermit) {
    loop {
        // Nobody closes the places.
        let Ok(place) = Arc::clone(places).acquire_owned().await else { continue };
        match listener.accept().await {
            Ok((stream, peer)) => return (stream, peer.ip(), place),
            // The one who connected is gone, or there are no more file descriptors: others close theirs.
            Err(_) => sleep(Duration::from_millis(100)).await,
        }
    }
}

/// The address that a request comes from. A proxy on this computer, which the desk was told of, says whom it speaks for;
/// nobody else is believed.
pub(crate) fn address(peer: Option<Peer>, headers: &HeaderMap, has_proxy: bool) -> Option<IpAddr> {
    let Peer(peer) = peer?;
    if !has_proxy || !peer.is_loopback() {
        return Some(peer);
    }
    // The last one is what the proxy itself saw; those before it are what it was told.
    let said = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
    said.rsplit(',').next()?.trim().parse().ok()
}

/// A body that has to have come by some time.
struct Timed {
    body: Incoming,
    late: Pin<Box<Sleep>>,
}

impl http_body::Body for Timed {
    type Data = Bytes;
    type Error = Box<dyn std::error::Error + Send + Sync>;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(cx) {
            return Poll::Ready(frame.map(|frame| frame.map_err(Into::into)));
        }
        self.late.as_mut().poll(cx).map(|()| Some(Err("the body of the request took too long".into())))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_proxy_on_this_computer_says_whom_it_speaks_for() {
        let mut headers = HeaderMap::new();
        let peer = |address: &str| Some(Peer(address.parse().unwrap()));
        let is = |found: Option<IpAddr>| found.map(|found| found.to_string());
        assert_eq!(is(address(peer("127.0.0.1"), &headers, false)).as_deref(), Some("127.0.0.1"));
        assert_eq!(address(peer("127.0.0.1"), &headers, true), None, "it does not say");
        headers.insert("x-forwarded-for", "198.51.100.7, 192.0.2.9".parse().unwrap());
        assert_eq!(is(address(peer("127.0.0.1"), &headers, true)).as_deref(), Some("192.0.2.9"));
        assert_eq!(is(address(peer("127.0.0.1"), &headers, false)).as_deref(), Some("127.0.0.1"));
        assert_eq!(is(address(peer("192.0.2.1"), &headers, true)).as_deref(), Some("192.0.2.1"));
        assert_eq!(address(None, &headers, true), None);
    }
}
