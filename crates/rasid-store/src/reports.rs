//! Reports: their list, and one with its whole reading.

use crate::body::{self, WHOLE};
use crate::db::{Cursor, Db, Value};
use crate::{Page, Paged, ReportRef, Store, StoreError, search};
use rasid_record::{List, Reading};

/// Which reports are wanted. Everything that is set must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportFilter {
    /// Only this outlet; the empty string stands for reports that say none.
    pub outlet: Option<String>,
    /// Published on this day or later: `2018-02-26`.
    pub from: Option<String>,
    /// Published on this day or earlier.
    pub until: Option<String>,
    /// Only reports that hold all these words, parted by spaces, in the form in which they were
    /// handed in at adding.
    pub terms: Option<String>,
    /// Only reports of the story that this report belongs to, itself among them.
    pub story_of: Option<String>,
}

/// A report in a list of reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportRow {
    /// Identifier.
    pub id: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// When it was published: ISO 8601, as the source gave it.
    pub published: Option<String>,
    /// Its title or, where it has none, its first words.
    pub title: String,
    /// Where it was found.
    pub url: Option<String>,
    /// How many records it has in each list, in the order of `List::ALL`.
    pub counts: [usize; 8],
}

impl ReportRow {
    /// How many records the report has in `list`.
    pub fn count(&self, list: List) -> usize {
        List::ALL.iter().position(|&l| l == list).map_or(0, |i| self.counts[i])
    }

    /// How many records the report has.
    pub fn total(&self) -> usize {
        self.counts.iter().sum()
    }
}

/// A report with its reading.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptReport {
    /// The reading, with report and text.
    pub reading: Reading,
    /// When the report was added: ISO 8601, UTC.
    pub added_at: String,
    /// When the reading was made.
    pub made_at: String,
    /// The version of the rules that made it.
    pub rules_version: String,
}

impl Store {
    /// The reports that fit, the latest first (those without a date last); with `terms` the same.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn reports(&self, filter: &ReportFilter, page: Page) -> Result<Paged<ReportRow>, StoreError> {
        let mut values: Vec<Value<'_>> = Vec::new();
        let mut conditions = vec!["1 = 1".to_owned()];
        let mut must = |condition: &str, value: &str| {
            values.push(value.to_owned().into());
            conditions.push(condition.replace("?", &format!("?{}", values.len())));
        };
        if let Some(outlet) = &filter.outlet {
            must("y.outlet = ?", outlet);
        }
        if let Some(from) = &filter.from {
            must("y.published >= ?", from);
        }
        if let Some(until) = &filter.until {
            // Everything on that day sorts before the day with a sign after the digits and the letter T.
            must("y.published <> '' AND y.published < ?", &format!("{until}U"));
        }
        if let Some(report) = &filter.story_of {
            must(
                "y.report_id IN (SELECT k.report_id FROM report_links o JOIN report_links k ON k.story = o.story WHERE o.report_id = ?)",
                report,
            );
        }
        if let Some(terms) = &filter.terms {
            match search::query(self.db(), terms) {
                None => return Ok(Paged::default()),
                Some(query) => {
                    values.push(query.into());
                    let found = search::found(self.db(), values.len());
                    conditions
                        .push(format!("y.report_id IN (SELECT q.id FROM {found} f JOIN reports q ON q.no = f.no)"));
                }
            }
        }
        let conditions = conditions.join(" AND ");
        let total = self.db().count(&format!("SELECT COUNT(*) FROM report_tallies y WHERE {conditions}"), &values)?;
        let n = values.len();
        values.extend([page.limit.into(), page.offset.into()]);
        let sql = format!(
            "SELECT {REPORT_REF}, {REPORT_REST} FROM
             (SELECT y.report_id FROM report_tallies y WHERE {conditions}
              ORDER BY y.published DESC, y.report_id DESC LIMIT ?{} OFFSET ?{}) p
             JOIN reports r ON r.id = p.report_id {REPORT_JOINS} ORDER BY y.published DESC, y.report_id DESC",
            n + 1,
            n + 2
        );
        Ok(Paged { rows: self.db().all(&sql, &values, report_row)?, total })
    }

    /// One report with its reading, or nothing where there is none of that identifier.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn report(&self, id: &str) -> Result<Option<KeptReport>, StoreError> {
        kept(self.db(), id)
    }
}

/// One report with its reading.
pub(crate) fn kept(db: &Db, id: &str) -> Result<Option<KeptReport>, StoreError> {
    let sql = format!("SELECT {WHOLE}, r.added_at, d.made_at, d.rules_version {KEPT} WHERE r.id = ?1");
    db.first(&sql, &[id.into()], |c| {
        Ok(KeptReport { reading: body::whole(c)?, added_at: c.text()?, made_at: c.text()?, rules_version: c.text()? })
    })
}

/// The tables that a whole reading is put together from.
pub(crate) const KEPT: &str =
    "FROM reports r JOIN texts t ON t.text_id = r.text_id JOIN readings d ON d.report_id = r.id";

/// The reading of one report.
pub(crate) fn reading(db: &Db, id: &str) -> Result<Option<Reading>, StoreError> {
    db.first(&format!("SELECT {WHOLE} {KEPT} WHERE r.id = ?1"), &[id.into()], body::whole)
}

/// The columns that [`report_ref`] reads, of `reports r` and `texts t`.
pub(crate) const REPORT_REF: &str =
    "r.id, r.outlet, r.published, COALESCE(NULLIF(r.title, ''), substr(t.text, 1, 200))";

/// The columns that [`report_row`] reads after those of [`REPORT_REF`], of `reports r` with [`REPORT_JOINS`].
pub(crate) const REPORT_REST: &str =
    "r.url, y.times, y.figures, y.statements, y.events, y.commitments, y.arrangements, y.breaches, y.naming";

/// What `reports r` is joined with for [`REPORT_REF`] and [`REPORT_REST`].
pub(crate) const REPORT_JOINS: &str =
    "JOIN report_tallies y ON y.report_id = r.id JOIN texts t ON t.text_id = r.text_id";

/// Reads where a record stands from the columns of [`REPORT_REF`].
pub(crate) fn report_ref(c: &mut Cursor<'_>) -> Result<ReportRef, StoreError> {
    Ok(ReportRef { id: c.text()?, outlet: c.opt_text()?, published: c.opt_text()?, title: first_words(&c.text()?) })
}

/// Reads a report from the columns of [`REPORT_REF`] and [`REPORT_REST`].
pub(crate) fn report_row(c: &mut Cursor<'_>) -> Result<ReportRow, StoreError> {
    let ReportRef { id, outlet, published, title } = report_ref(c)?;
    let mut row = ReportRow { id, outlet, published, title, url: c.opt_text()?, counts: [0; 8] };
    for count in &mut row.counts {
        *count = c.count()?;
    }
    Ok(row)
}

/// The first line of a text, cut at a word where it is long.
pub(crate) fn first_words(text: &str) -> String {
    const LENGTH: usize = 90;
    let line = text.trim_start().lines().next().unwrap_or("").trim_end();
    match line.char_indices().nth(LENGTH) {
        None => line.to_owned(),
        Some((cut, _)) => {
            let cut = line[..cut].rfind(char::is_whitespace).unwrap_or(cut);
            format!("{}\u{2026}", line[..cut].trim_end())
        }
    }
}
