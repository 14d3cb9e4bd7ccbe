//! The briefing as a document for word processors.

use super::{Asked, Made};
use crate::briefing::{Line, Section};
use crate::desk::Desk;
use crate::failure::Failure;
use crate::format;
use crate::i18n::Lang;
use crate::visit::Visit;
use axum::extract::{Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use rasid_store::export::docx::{Block, Document, Paragraph, Run};
use std::sync::Arc;

const KIND: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// Sends the briefing as a document.
pub(crate) async fn download(
    State(desk): State<Arc<Desk>>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let lang = visit.lang;
    let made = desk.ask(move |desk, store| Made::new(desk, store, lang, &asked)).await?;
    let name = format!("attachment; filename=\"briefing-{}-{}.docx\"", made.filter.from, made.filter.until);
    let bytes = document(lang, &made, &visit.who.pseudonym).bytes().map_err(|e| Failure::Internal(e.to_string()))?;
    Ok(([(CONTENT_TYPE, KIND.to_owned()), (CONTENT_DISPOSITION, name)], bytes).into_response())
}

fn document(lang: Lang, made: &Made, author: &str) -> Document {
    let period = format::period(lang, &made.filter.from, &made.filter.until);
    let mut title = format!("{}: {period}", lang.t("brief.title"));
    if !made.topic.is_empty() {
        title += &format!(" · {}", made.topic);
    }
    let cutoff = lang.fill("brief.cutoff", &[("date", &format::date(lang, &made.cutoff))]);
    let is_rtl = lang == Lang::Ar;
    let line = |text: &str| Block::Paragraph(Paragraph { level: 0, runs: vec![Run::new(text).note()], is_rtl });
    let heading = |level, text: &str| Block::Paragraph(Paragraph { is_rtl, ..Paragraph::heading(level, text) });
    let mut blocks = vec![heading(1, &title), line(&cutoff), line(lang.t("brief.about"))];
    for section in &made.briefing.sections {
        blocks.push(heading(2, section.title));
        if section.lines.is_empty() {
            blocks.push(line(section.none));
        } else {
            blocks.push(Block::Table(rows(lang, section)));
        }
        if !section.more.is_empty() {
            blocks.push(line(&section.more));
        }
    }
    blocks.push(line(lang.t("app.footer")));
    Document { title, author: author.to_owned(), made_at: made.cutoff.clone(), is_rtl, blocks }
}

fn rows(lang: Lang, section: &Section) -> Vec<Vec<Vec<Paragraph>>> {
    let cell = |text: &str| vec![Paragraph::new(vec![Run::new(text)])];
    let head = ["brief.column.line", "brief.column.words", "brief.column.source"].map(|key| cell(lang.t(key)));
    std::iter::once(head.to_vec()).chain(section.lines.iter().map(|line| row(lang, line))).collect()
}

fn row(lang: Lang, line: &Line) -> Vec<Vec<Paragraph>> {
    let [reports, outlets, accounts] = &line.counts;
    let counts = Paragraph::new(vec![Run::new(format!("{reports} · {outlets} · {accounts}")).note()]);
    let sentence = Paragraph::new(vec![Run::new(line.sentence.clone())]);
    let Some(quote) = &line.quote else {
        return vec![vec![sentence, counts], vec![Paragraph::new(vec![Run::new(lang.t("brief.gone"))])], Vec::new()];
    };
    let direction = Run::new(format!("{}{}{}", quote.before, quote.words, quote.after)).is_rtl;
    let part = |text: &str| Run { text: text.to_owned(), is_rtl: direction, ..Run::default() };
    let words = vec![part("«"), part(&quote.before), part(&quote.words).bold(), part(&quote.after), part("»")];
    let by: Vec<&str> = quote.by.iter().map(|item| item.text.as_str()).collect();
    let mut source = vec![
        Paragraph::new(vec![Run::new(quote.outlet.clone()).bold()]),
        Paragraph::new(vec![Run::new(quote.date.clone())]),
        Paragraph::new(vec![Run::new(line.title.clone()).note()]),
    ];
    if !by.is_empty() {
        source.push(Paragraph::new(vec![Run::new(by.join(" + ")).note()]));
    }
    vec![vec![sentence, counts], vec![Paragraph { level: 0, runs: words, is_rtl: direction }], source]
}
