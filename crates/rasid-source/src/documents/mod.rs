//! Files that hold one report each, with its title and dates beside it: what office and mail programs write.

pub(crate) mod docx;
pub(crate) mod pdf;

use crate::bytes::{self, Input};
use crate::error::Problem;
use crate::kind::Kind;
use crate::limits::DOCUMENT;
use crate::mail;
use crate::reports::Job;
use crate::streams::{Finds, Opened, Origin, Row, Step, Streaming};
use rasid_record::Basis;
use serde_json::{Map, Value};
use std::collections::VecDeque;

/// A document that is being read.
pub(crate) struct Document {
    kind: Kind,
    origin: Origin,
    input: Option<Input>,
    rows: Vec<Row>,
    attached: VecDeque<Job>,
}

impl Document {
    /// Nothing of it is read yet.
    pub fn new(kind: Kind, opened: Opened<'_>) -> Self {
        let Opened { origin, rows, input, .. } = opened;
        Document { kind, origin, input: Some(input), rows, attached: VecDeque::new() }
    }

    fn read(&mut self, input: Input, finds: &mut Finds) -> Result<(), Problem> {
        let bytes = bytes::file(input, DOCUMENT, self.origin.gzip)?;
        if bytes.is_empty() {
            return Err(Problem::Empty);
        }
        let rows = std::mem::take(&mut self.rows);
        let (fields, extractor, media_type) = match self.kind {
            Kind::Pdf => {
                let pdf = pdf::extract(&bytes)?;
                if pdf.unknown > 0 {
                    finds.problem(None, Problem::UnknownLetters { count: pdf.unknown });
                }
                (fields(pdf.text, pdf.title, pdf.made), pdf::EXTRACTOR, "application/pdf")
            }
            Kind::Mail => {
                let mail = mail::extract(&bytes)?;
                let (fields, capture) = mail.report(&bytes, &self.origin, None);
                self.attached = mail.attached(finds.name());
                match fields {
                    Some(fields) => finds.whole(fields, capture, rows),
                    // A mail may be only the cover of what is attached.
                    None if self.attached.is_empty() => return Err(Problem::Blank),
                    None => {}
                }
                return Ok(());
            }
            _ => {
                let docx = docx::extract(&bytes)?;
                let mut fields = fields(docx.text, docx.title, docx.modified.or(docx.created.clone()));
                if let Some(created) = docx.created {
                    fields.insert("created".into(), Value::String(created));
                }
                let media = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
                (fields, docx::EXTRACTOR, media)
            }
        };
        finds.whole(fields, self.origin.whole(&bytes, extractor, media_type), rows);
        Ok(())
    }
}

impl Streaming for Document {
    fn advance(&mut self, finds: &mut Finds) -> Step {
        if let Some(input) = self.input.take() {
            if let Err(problem) = self.read(input, finds) {
                finds.problem(None, problem);
            }
            return Step::On;
        }
        self.attached.pop_front().map_or(Step::End, |job| Step::Inner(Box::new(job)))
    }
}

/// The fields of a document. When a file was made is no date of publication, but all that it says of one.
fn fields(text: String, title: Option<String>, made: Option<String>) -> Map<String, Value> {
    let mut fields = Map::new();
    fields.insert("text".into(), Value::String(text));
    if let Some(title) = title {
        fields.insert("title".into(), Value::String(title));
    }
    if let Some(made) = made {
        fields.insert("published".into(), Value::String(made));
        fields.insert("published_basis".into(), Value::String(Basis::Inferred.as_str().into()));
    }
    fields
}

/// Whether what a document calls itself is a title, and not the name of a file or of the program, which is what most have.
fn is_title(title: &str) -> bool {
    const FILES: [&str; 11] =
        [".doc", ".docx", ".pdf", ".indd", ".qxd", ".rtf", ".odt", ".xls", ".xlsx", ".ppt", ".pptx"];
    let lower = title.trim().to_lowercase();
    let is_file = FILES.iter().any(|ending| lower.ends_with(ending));
    !is_file && !lower.contains("microsoft word") && !lower.starts_with("untitled") && lower.contains(' ')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::members::write::archive;
    use crate::bytes::Budget;
    use serde_json::json;
    use std::io::Cursor;

    #[test]
    fn a_date_that_an_index_states_is_not_inferred_and_that_of_the_file_is() {
        let bytes = archive(
            &[
                ("word/document.xml", "<w:p><w:r><w:t>فتح المعبر</w:t></w:r></w:p>"),
                ("docProps/core.xml", "<dcterms:created>2021-05-03T09:00:00Z</dcterms:created>"),
            ],
            true,
        );
        let rows = [json!({"outlet": "أ", "published": "2021-05-01"}), json!({"outlet": "ب"})];
        let rows = rows.into_iter().filter_map(|row| row.as_object().cloned()).collect();
        let origin = Origin { name: "a.docx".into(), container: None, gzip: false, mark: false };
        let budget = Budget::new(std::sync::Arc::default());
        let input = Box::new(Cursor::new(bytes));
        let opened = Opened { shown: "a.docx", origin, rows, path: None, input, budget: &budget };
        let mut finds = Finds::new("a.docx".into());
        Document::new(Kind::Docx, opened).advance(&mut finds);
        let dates = std::iter::from_fn(|| finds.pop()).map(|(_, found)| {
            let report = found.unwrap().report;
            (report.published.unwrap(), report.published_basis)
        });
        assert_eq!(
            dates.collect::<Vec<_>>(),
            [("2021-05-01".into(), None), ("2021-05-03T09:00:00Z".into(), Some(Basis::Inferred))]
        );
    }

    #[test]
    fn names_of_files_are_no_titles() {
        assert!(is_title("تمديد الهدنة أسبوعين"));
        for title in ["Microsoft Word - بيان.doc", "report final.docx", "untitled document", "بيان", ""] {
            assert!(!is_title(title), "{title}");
        }
    }
}
