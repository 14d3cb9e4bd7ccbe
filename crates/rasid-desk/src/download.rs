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
    let decided = query.get("decided").is_some_and(|value| value == "true");
    let parcel = desk.work(move |desk| Parcel::make(desk, format, with_text, decided)).await?;
    Ok(send(parcel, &name(&desk.stem(), format), format.media_type()))
}

/// Sends a file under a name.
pub(crate) fn send(parcel: Parcel, name: &str, media_type: &str) -> Response {
    let head = [
        (CONTENT_TYPE, media_type.to_owned()),
        (CONTENT_DISPOSITION, disposition(name)),
        (CONTENT_LENGTH, parcel.length.to_string()),
    ];
    (head, Body::new(Pieces::of(parcel))).into_response()
}

/// What tells a browser to keep the file under this name, also where it is not in Latin letters.
pub(crate) fn disposition(name: &str) -> String {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || ".-_".contains(c) { c } else { '_' }).collect();
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8\'\'{}", crate::links::encode(name))
}

/// A file that is there until it was sent.
pub(crate) struct Parcel {
    path: PathBuf,
    length: u64,
}

impl Parcel {
    /// A place for one, hidden beside the record: where the record may lie, its words may lie too.
    fn place(desk: &Desk) -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let place = rasid_store::Store::beside(&desk.record, &format!(".export-{}-{number}", std::process::id()));
        let hidden = format!(".{}", place.file_name().unwrap_or_default().to_string_lossy());
        Parcel { path: place.with_file_name(hidden), length: 0 }
    }

    /// The record in a format.
    fn make(desk: &Desk, format: Format, with_text: bool, decided: bool) -> Result<Self, StoreError> {
        let parcel = Parcel::place(desk);
        let wanted = Export { format, with_text, decided, since: None, facts: &desk.facts };
        desk.with_reader(|store| export_packed(store, &wanted, &parcel.path))?;
        Ok(parcel.measured())
    }

    /// The list of what is new, changed or gone since an earlier export. Blocks.
    pub(crate) fn changes(desk: &Desk, format: Format, earlier: &[u8]) -> Result<Self, StoreError> {
        let (before, now) = (Parcel::place(desk), Parcel::place(desk));
        std::fs::write(&before.path, earlier).map_err(|e| StoreError::export(&before.path, &e))?;
        let wanted = Export { format, with_text: false, decided: false, since: Some(&before.path), facts: &desk.facts };
        let written = desk.with_reader(|store| rasid_store::export(store, &wanted, &now.path))?;
        // The layout is one that has a list of changes, else there was an error.
        let list = Parcel { path: written.changes.unwrap_or_default(), length: 0 };
        Ok(list.measured())
    }

    fn measured(mut self) -> Self {
        self.length = std::fs::metadata(&self.path).map_or(0, |meta| meta.len());
        self
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
