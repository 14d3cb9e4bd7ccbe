//! Style, script and icon, inside the program; their names carry a hash of what they hold, so
//! that browsers may keep them and still never show an old one with a new page.

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use std::sync::LazyLock;

use crate::failure::Failure;

/// A file that pages refer to.
pub(crate) struct Asset {
    path: String,
    kind: &'static str,
    bytes: &'static [u8],
}

impl Asset {
    fn new(name: &str, ending: &str, kind: &'static str, bytes: &'static [u8]) -> Self {
        let hash = blake3::hash(bytes).to_hex();
        Asset { path: format!("/static/{name}-{}.{ending}", &hash[..12]), kind, bytes }
    }

    /// Its address.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }
}

pub(crate) static STYLE: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("desk", "css", "text/css; charset=utf-8", STYLE_SHEETS.as_bytes()));
pub(crate) static SCRIPT: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("desk", "js", "text/javascript; charset=utf-8", include_bytes!("../assets/desk.js")));
pub(crate) static ICON: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("icon", "svg", "image/svg+xml", include_bytes!("../assets/icon.svg")));

/// One sheet for browsers, several files for people.
const STYLE_SHEETS: &str = concat!(
    include_str!("../assets/base.css"),
    include_str!("../assets/parts.css"),
    include_str!("../assets/record.css"),
    include_str!("../assets/across.css"),
    include_str!("../assets/review.css"),
    include_str!("../assets/looked.css"),
    include_str!("../assets/register.css"),
    include_str!("../assets/print.css"),
);

/// Serves one of them.
pub(crate) async fn serve(Path(name): Path<String>) -> Response {
    let wanted = format!("/static/{name}");
    match [&STYLE, &SCRIPT, &ICON].into_iter().find(|asset| asset.path == wanted) {
        Some(asset) => {
            ([(CONTENT_TYPE, asset.kind), (CACHE_CONTROL, "public, max-age=31536000, immutable")], asset.bytes)
                .into_response()
        }
        None => Failure::NoPage.into_response(),
    }
}
