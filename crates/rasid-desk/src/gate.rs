//! Who comes in: every request learns here who sends it, before any page is asked.

use crate::who::Who;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;

/// Says who sends a request, to the page and to whoever finishes the response.
pub(crate) async fn gate(mut request: Request, next: Next) -> Response {
    let who = Who::at_this_computer(request.headers());
    request.extensions_mut().insert(who.clone());
    let mut response = next.run(request).await;
    response.extensions_mut().insert(who);
    response
}
