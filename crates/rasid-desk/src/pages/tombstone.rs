//! How a report was got, the bundle of what is held of it, and what is left of one that was deleted.

use crate::desk::Desk;
use crate::failure::Failure;
use crate::visit::{Frame, Visit};
use crate::{Lang, download, format, shown};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use rasid_store::{Captured, Tombstone, zipped};
use std::sync::Arc;

/// How the bytes of a report were got.
pub(crate) struct Got {
    pub(crate) way: String,
    /// File, member or address; empty for what was pasted.
    pub(crate) name: String,
    /// The outer file and the byte where the piece begins, or empty.
    pub(crate) within: String,
    pub(crate) at: String,
    /// When an archive says that it was fetched, or empty.
    pub(crate) fetched: String,
    pub(crate) charset: String,
    pub(crate) media_type: String,
    pub(crate) extractor: String,
    pub(crate) bytes: String,
    pub(crate) sha256: String,
    pub(crate) blake3: String,
}

/// How the captures of a report were got.
pub(crate) fn got(lang: Lang, captures: &[Captured]) -> Vec<Got> {
    let one = |captured: &Captured| {
        let facts = &captured.capture;
        let within = facts.container.as_deref().map(|container| match facts.offset {
            Some(at) => {
                lang.fill("got.within.at", &[("file", &shown::shortened(container, 120)), ("n", &format::whole(at))])
            }
            None => shown::shortened(container, 120),
        });
        let how = lang.t(&format!("charsetby.{}", facts.charset_by));
        Got {
            way: lang.t(&format!("way.{}", facts.way)).to_owned(),
            name: shown::shortened(&facts.name, 160),
            within: within.unwrap_or_default(),
            at: format!("{} · {}", format::date(lang, &captured.acquired_at), shown::owned(&captured.acquired_at)),
            fetched: facts.fetched_at.as_deref().map_or_else(String::new, |at| shown::shortened(at, 40)),
            charset: format!("{} · {how}", shown::shortened(&facts.charset, 30)),
            media_type: shown::shortened(&facts.media_type, 80),
            extractor: shown::shortened(&facts.extractor, 40),
            bytes: format::whole(captured.size as u64),
            sha256: captured.sha256.clone(),
            blake3: captured.blake3.clone(),
        }
    };
    captures.iter().map(one).collect()
}

/// The page of a report that was deleted.
#[derive(Template)]
#[template(path = "tombstone.html")]
pub(crate) struct View {
    frame: Frame,
    id: String,
    text_id: String,
    who: String,
    at: String,
    why: String,
    seq: String,
    /// Hash and size of what it was taken from.
    bytes: Vec<(String, String)>,
}

/// What is left of it.
pub(crate) fn view(visit: &Visit, stone: &Tombstone) -> View {
    let lang = visit.lang;
    let bytes = stone.buried.iter().filter_map(|row| {
        let size = row.size.map_or_else(String::new, format::whole);
        row.sha256.clone().map(|hash| (hash, size))
    });
    View {
        frame: visit.frame(lang.t("tomb.title"), "reports"),
        id: shown::owned(&stone.report_id),
        text_id: shown::owned(&stone.text_id),
        who: shown::shortened(&stone.who, 60),
        at: format::date(lang, &stone.made_at),
        why: shown::owned(&stone.why),
        seq: format::whole(stone.seq),
        bytes: bytes.collect(),
    }
}

/// Gives the bundle of what the record holds of a report. Decisions that somebody must not see yet are not in it.
pub(crate) async fn bundle(State(desk): State<Arc<Desk>>, Path(id): Path<String>) -> Result<Response, Failure> {
    let plain: String =
        id.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' }).take(80).collect();
    let folder = format!("evidence-{plain}");
    let files = desk.ask(move |_, store| store.evidence(&id, false)).await?.ok_or(Failure::NoReport)?;
    let bytes = zipped(&folder, &files).map_err(|e| Failure::Internal(e.to_string()))?;
    let head = [
        (CONTENT_TYPE, "application/zip".to_owned()),
        (CONTENT_DISPOSITION, download::disposition(&format!("{folder}.zip"))),
    ];
    Ok((head, bytes).into_response())
}

#[cfg(test)]
mod tests {
    use crate::testing::Desk;

    const TEXT: &str = "قال المجلس إن الهدنة صامدة";

    /// The address of a report that was pasted.
    fn pasted(desk: &Desk) -> String {
        let added = desk.post(&[("text", TEXT), ("outlet", "إذاعة")], "en");
        added.body.split("class=\"title\" href=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    }

    #[test]
    fn the_page_of_a_report_says_how_it_was_got_in_both_languages() {
        let desk = Desk::over(&[]);
        let href = pasted(&desk);
        desk.get(&href, "ar").is_page(200, "ar").holds("كيف وصل").holds("لُصق في المكتب").holds("utf-8");
        desk.get(&href, "en")
            .is_page(200, "en")
            .holds("How it was got")
            .holds("pasted at the desk")
            .holds("pasted/1")
            .holds(&rasid_store::sha256(TEXT.as_bytes()))
            .holds(&format!("href=\"{href}/evidence\""));
        let sample = Desk::sample();
        sample.get("/report/port-1", "en").holds("added before that was kept");
    }

    #[test]
    fn the_bundle_is_a_zip_with_the_bytes_and_their_sums() {
        let desk = Desk::over(&[]);
        let href = pasted(&desk);
        let answer = desk.get(&format!("{href}/evidence"), "en");
        assert_eq!(answer.status.as_u16(), 200);
        assert_eq!(answer.headers["content-type"], "application/zip");
        assert!(
            answer.headers["content-disposition"].to_str().unwrap().starts_with("attachment; filename=\"evidence-")
        );
        desk.get("/report/nothing/evidence", "en").is_page(404, "en");
    }

    #[test]
    fn a_deleted_report_has_a_tombstone_and_no_words() {
        let desk = Desk::over(&[]);
        let href = pasted(&desk);
        let id = href.rsplit('/').next().unwrap().to_owned();
        let record = desk.files("record.rasid").into_iter().find(|path| path.ends_with("record.rasid")).unwrap();
        let mut store = rasid_store::Store::open_existing(&record).unwrap();
        let burial =
            rasid_store::Burial { who: "huda", at: "2024-03-05T10:00:00Z", why: "court <b>order</b>", salt: &[3; 16] };
        store.delete_report(&id, &burial).unwrap().unwrap();
        for lang in ["ar", "en"] {
            let page = desk.get(&href, lang);
            page.is_page(200, lang).holds("huda").holds("court &#60;b&#62;order").lacks("الهدنة").lacks("<b>order");
            desk.get("/ledger", lang).is_page(200, lang).holds("court &#60;b&#62;order").holds(&id);
            desk.get("/reports", lang).lacks("الهدنة");
        }
        desk.get(&format!("{href}/evidence"), "en").is_page(404, "en");
        desk.post(&[("text", TEXT), ("outlet", "إذاعة")], "en").holds("deleted from the record before");
    }
}
