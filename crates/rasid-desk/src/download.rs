//! The record as a file that somebody takes away: written whole beside the record first, so that nobody gets half of
//! it, and sent piece by piece, so that a large one needs no large memory.

use crate::api::checked;
use crate::desk::Desk;
use crate::failure::Failure;
use axum::body::{Body, Bytes};
use axum::extract::{Path, Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use http_body::Frame;
use rasid_store::{Export, Format, StoreError, export_packed};
use std::collections::HashMap;
use std::fs::File;
use std::io::Read;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use tokio::sync::mpsc::{Receiver, channel};

/// Bytes of a piece.
const PIECE: usize = 64 * 1024;
/// Pieces that wait for whoever receives them.
const WAITING: usize = 4;

/// The name of the file in one format, called after the record.
pub(crate) fn name(stem: &str, format: Format) -> String {
    let packed = if format.is_folder() { ".zip" } else { "" };
    format!("{stem}{}{packed}", format.ending())
}

/// Gives the record in a format.
pub(crate) async fn give(
    State(desk): State<Arc<Desk>>,
    Path(format): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response, Failure> {
    let format = Format::parse(&format).ok_or(Failure::Missing("error.api"))?;
    checked(&query, &crate::api::export_params())?;
    let with_text = query.get("with_text").is_some_and(|value| value == "true") && format.may_hold_text();
    let stem = desk.record.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let parcel = desk.work(move |desk| Parcel::make(desk, format, with_text)).await?;
    let length = parcel.length;
    let disposition = disposition(&name(&stem, format));
    let head = [
        (CONTENT_TYPE, format.media_type().to_owned()),
        (CONTENT_DISPOSITION, disposition),
        (CONTENT_LENGTH, length.to_string()),
    ];
    Ok((head, Body::new(Pieces::of(parcel))).into_response())
}

/// What tells a browser to keep the file under this name, also where it is not in Latin letters.
fn disposition(name: &str) -> String {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || ".-_".contains(c) { c } else { '_' }).collect();
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8\'\'{}", crate::links::encode(name))
}

/// A file that is there until it was sent.
struct Parcel {
    path: PathBuf,
    length: u64,
}

impl Parcel {
    fn make(desk: &Desk, format: Format, with_text: bool) -> Result<Self, StoreError> {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        // Where the record may lie, its words may lie too.
        let hidden = format!(
            ".{}.export-{}-{number}",
            desk.record.file_name().unwrap_or_default().to_string_lossy(),
            std::process::id()
        );
        let mut parcel = Parcel { path: desk.record.with_file_name(hidden), length: 0 };
        let wanted = Export { format, with_text, since: None, facts: &desk.facts };
        desk.with_reader(|store| export_packed(store, &wanted, &parcel.path))?;
        parcel.length = std::fs::metadata(&parcel.path).map_or(0, |meta| meta.len());
        Ok(parcel)
    }
}

impl Drop for Parcel {
    fn drop(&mut self) {
        // What could not be written is not there.
        let _ = std::fs::remove_file(&self.path);
    }
}

/// The pieces of a file, as they are read.
struct Pieces(Receiver<std::io::Result<Bytes>>);

impl Pieces {
    fn of(parcel: Parcel) -> Self {
        let (give, take) = channel(WAITING);
        tokio::task::spawn_blocking(move || {
            let mut file = match File::open(&parcel.path) {
                Ok(file) => file,
                Err(e) => return drop(give.blocking_send(Err(e))),
            };
            let mut piece = vec![0; PIECE];
            loop {
                let read = match file.read(&mut piece) {
                    Ok(0) => break,
                    Ok(n) => Ok(Bytes::copy_from_slice(&piece[..n])),
                    Err(e) => Err(e),
                };
                // Whoever wanted it may have gone, and after trouble nothing more comes.
                let broken = read.is_err();
                if give.blocking_send(read).is_err() || broken {
                    break;
                }
            }
        });
        Pieces(take)
    }
}

impl http_body::Body for Pieces {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        self.0.poll_recv(context).map(|piece| piece.map(|bytes| bytes.map(Frame::data)))
    }
}
