//! Finding reports by words.

use crate::db::{Db, Value};
use crate::reports::{REPORT_JOINS, REPORT_REF, REPORT_REST, report_row};
use crate::{Page, Paged, ReportRow, Store, StoreError};
use std::collections::HashMap;

/// A report that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct SearchHit {
    /// The report.
    pub report: ReportRow,
    /// How well it fits: larger is better; comparable within one search only.
    pub score: f64,
}

impl Store {
    /// The reports that hold all of `terms` (parted by spaces, in the form in which they were
    /// handed in at adding), the best first. Nothing is found for no terms.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn search(&self, terms: &str, page: Page) -> Result<Paged<SearchHit>, StoreError> {
        let Some(query) = query(self.db(), terms) else { return Ok(Paged::default()) };
        self.db().steady(|db| {
            let total = db.count(&format!("SELECT COUNT(*) FROM {} f", found(db, 1)), &[query.as_str().into()])?;
            let (ranked, mut values) = match db {
                // SQLite's `rank` is BM25, the less the better.
                Db::File(_) => (
                    "SELECT rowid AS no, -rank AS score FROM search WHERE search MATCH ?1 ORDER BY rank, rowid"
                        .to_owned(),
                    vec![query.as_str().into()],
                ),
                Db::Server(_) => bm25(db, terms)?,
            };
            let n = values.len();
            let sql = format!(
                "SELECT f.score, {REPORT_REF}, {REPORT_REST} FROM ({ranked} LIMIT ?{} OFFSET ?{}) f
                 JOIN reports r ON r.no = f.no {REPORT_JOINS} ORDER BY f.score DESC, f.no",
                n + 1,
                n + 2
            );
            values.extend([page.limit.into(), page.offset.into()]);
            let rows = db.all(&sql, &values, |c| Ok(SearchHit { score: c.real()?, report: report_row(c)? }))?;
            Ok(Paged { rows, total })
        })
    }
}

/// The numbers of the reports that hold all words of the question which is value `n`: a table with the column `no`.
pub(crate) fn found(db: &Db, n: usize) -> String {
    match db {
        Db::File(_) => format!("(SELECT rowid AS no FROM search WHERE search MATCH ?{n})"),
        Db::Server(_) => format!("(SELECT no FROM search WHERE words @@ CAST(CAST(?{n} AS TEXT) AS tsquery))"),
    }
}

/// The terms as a question to the index: each is quoted, so that none is taken for an operator. Nothing where nothing
/// is asked for.
pub(crate) fn query(db: &Db, terms: &str) -> Option<String> {
    let asked: Vec<String> = match db {
        Db::File(_) => terms.split_whitespace().map(|t| format!("\"{}\"", t.replace('"', "\"\""))).collect(),
        Db::Server(_) => phrases(terms).collect(),
    };
    let and = if db.is_server() { " & " } else { " " };
    (!asked.is_empty()).then(|| asked.join(and))
}

/// Puts a report into the index.
pub(crate) fn insert(db: &Db, no: usize, terms: &str) -> Result<(), StoreError> {
    match db {
        Db::File(_) => db.put("INSERT INTO search (rowid, terms) VALUES (?1, ?2)", &[no.into(), terms.into()]),
        Db::Server(_) => {
            let words: Vec<String> = words(terms).collect();
            insert_words(db, no, &words)
        }
    }
}

/// Puts a report into the index by the words that another index had ([`each_indexed`]).
pub(crate) fn insert_indexed(db: &Db, no: usize, terms: &str) -> Result<(), StoreError> {
    match db {
        Db::File(_) => insert(db, no, terms),
        Db::Server(_) => insert_words(db, no, &terms.split_whitespace().map(str::to_owned).collect::<Vec<_>>()),
    }
}

fn insert_words(db: &Db, no: usize, words: &[String]) -> Result<(), StoreError> {
    db.put(
        "INSERT INTO search (no, length, terms, words)
                 VALUES (?1, ?2, ?3, CAST(CAST(?4 AS TEXT) AS tsvector))",
        &[no.into(), words.len().into(), words.join(" ").into(), vector(words).into()],
    )
}

/// Takes a report out of the index.
pub(crate) fn remove(db: &Db, no: usize) -> Result<(), StoreError> {
    let sql = if db.is_server() { "DELETE FROM search WHERE no = ?1" } else { "DELETE FROM search WHERE rowid = ?1" };
    db.exec(sql, &[no.into()]).map(drop)
}

/// Hands the words of every report in the index to `each`, in their order.
pub(crate) fn each_indexed(
    db: &Db,
    mut each: impl FnMut(usize, &str) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    if db.is_server() {
        return db.scan("SELECT no, terms FROM search ORDER BY no", &[], |c| {
            let (no, terms) = (c.count()?, c.text()?);
            each(no, &terms)?;
            Ok(true)
        });
    }
    // The index of SQLite keeps no texts, but where in which report each word stands.
    db.batch("CREATE VIRTUAL TABLE IF NOT EXISTS temp.indexed USING fts5vocab(main, search, instance)")?;
    let mut reports: Vec<(usize, Vec<(usize, u32)>)> = Vec::new();
    let mut numbers = std::collections::HashMap::new();
    let mut known: Vec<String> = Vec::new();
    db.scan("SELECT term, doc, \"offset\" FROM temp.indexed", &[], |c| {
        let (term, no, at) = (c.text()?, c.count()?, c.count()?);
        if known.last() != Some(&term) {
            known.push(term);
        }
        let slot = *numbers.entry(no).or_insert_with(|| {
            reports.push((no, Vec::new()));
            reports.len() - 1
        });
        reports[slot].1.push((at, u32::try_from(known.len() - 1).unwrap_or(u32::MAX)));
        Ok(true)
    })?;
    reports.sort_unstable_by_key(|(no, _)| *no);
    for (no, mut words) in reports {
        words.sort_unstable();
        let words: Vec<&str> = words.iter().map(|(_, term)| known[*term as usize].as_str()).collect();
        each(no, &words.join(" "))?;
    }
    db.batch("DROP TABLE temp.indexed")
}

/// A sum over the words of each report in the index and their places, by the number of the report.
pub(crate) fn sums(db: &Db) -> Result<HashMap<usize, u64>, StoreError> {
    let mut sums = HashMap::new();
    if db.is_server() {
        db.scan("SELECT no, terms FROM search", &[], |c| {
            sums.insert(c.count()?, sum(&c.text()?));
            Ok(true)
        })?;
        return Ok(sums);
    }
    db.batch("CREATE VIRTUAL TABLE IF NOT EXISTS temp.indexed USING fts5vocab(main, search, instance)")?;
    sums = instance_sums(db, "temp.indexed")?;
    db.batch("DROP TABLE temp.indexed")?;
    Ok(sums)
}

/// Sums what an index of SQLite says of its words.
fn instance_sums(db: &Db, table: &str) -> Result<HashMap<usize, u64>, StoreError> {
    let (mut sums, mut last, mut hash) = (HashMap::new(), String::new(), word_hash(""));
    db.scan(&format!("SELECT term, doc, \"offset\" FROM {table}"), &[], |c| {
        let (term, no, at) = (c.text()?, c.count()?, c.count()?);
        // One word comes for all its reports before the next one.
        if term != last {
            hash = word_hash(&term);
            last = term;
        }
        let sum = sums.entry(no).or_insert(0_u64);
        *sum = sum.wrapping_add(place_hash(hash, at));
        Ok(true)
    })?;
    Ok(sums)
}

/// The same of terms that are handed in, taken apart as the index does it but for rare letters.
pub(crate) fn sum(terms: &str) -> u64 {
    words(terms).enumerate().fold(0, |sum, (at, word)| sum.wrapping_add(place_hash(word_hash(&word), at)))
}

fn word_hash(word: &str) -> u64 {
    let mut first = [0; 8];
    first.copy_from_slice(&blake3::hash(word.as_bytes()).as_bytes()[..8]);
    u64::from_le_bytes(first)
}

/// Mixes word and place so that words that change their places change the sum.
fn place_hash(word: u64, at: usize) -> u64 {
    let mixed = (word ^ (at as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    mixed ^ (mixed >> 32)
}

/// The sums of terms as the index itself takes them apart, by the number of the report.
pub(crate) fn exact_sums(db: &Db, reports: &[(usize, String)]) -> Result<HashMap<usize, u64>, StoreError> {
    if db.is_server() || reports.is_empty() {
        return Ok(reports.iter().map(|(no, terms)| (*no, sum(terms))).collect());
    }
    db.batch(
        "CREATE VIRTUAL TABLE temp.some USING fts5(terms, tokenize = 'unicode61 remove_diacritics 0');
         CREATE VIRTUAL TABLE temp.some_words USING fts5vocab(temp, some, instance)",
    )?;
    for (no, terms) in reports {
        db.exec("INSERT INTO temp.some (rowid, terms) VALUES (?1, ?2)", &[(*no).into(), terms.as_str().into()])?;
    }
    let sums = instance_sums(db, "temp.some_words")?;
    db.batch("DROP TABLE temp.some_words; DROP TABLE temp.some")?;
    Ok(sums)
}

/// The words of terms as SQLite's index takes them: letters and digits, small.
fn words(terms: &str) -> impl Iterator<Item = String> {
    terms.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// Each term as a question to PostgreSQL: where it is of several words, they must follow one another.
fn phrases(terms: &str) -> impl Iterator<Item = String> {
    terms.split_whitespace().filter_map(|term| {
        let words: Vec<String> = words(term).map(|word| format!("'{}'", cut(&word))).collect();
        (!words.is_empty()).then(|| words.join(" <-> "))
    })
}

/// As much of a word as PostgreSQL's index holds.
fn cut(word: &str) -> &str {
    const LONGEST: usize = 2000;
    if word.len() <= LONGEST {
        return word;
    }
    let end = (0..=LONGEST).rev().find(|&at| word.is_char_boundary(at)).unwrap_or(0);
    &word[..end]
}

/// Words with their places, as PostgreSQL reads them: it holds the first of them only where they are very many.
fn vector(words: &[String]) -> String {
    /// The last place that a word can have, and how many one word can.
    const LAST: usize = 16_383;
    const PLACES: usize = 255;
    /// PostgreSQL has room for 1 MB.
    const ROOM: usize = 900_000;
    let mut places = std::collections::BTreeMap::<&str, Vec<usize>>::new();
    let mut used = 0;
    for (n, word) in words.iter().enumerate() {
        let word = cut(word);
        if used + word.len() + 8 > ROOM {
            break;
        }
        let of = places.entry(word).or_insert_with(|| {
            used += word.len() + 4;
            Vec::new()
        });
        if of.len() < PLACES {
            used += 2;
            of.push((n + 1).min(LAST));
        }
    }
    let mut vector = String::new();
    for (word, places) in places {
        let places: Vec<String> = places.iter().map(usize::to_string).collect();
        let word = word.replace('\\', "\\\\").replace('\'', "''");
        vector.push_str(&format!("'{word}':{} ", places.join(",")));
    }
    vector
}

/// The question that puts what is found in order by BM25, with the numbers that SQLite's index works with, and its
/// values. PostgreSQL counts how often a phrase stands in a text: its rank by cover density with equal weights.
fn bm25<'v>(db: &Db, terms: &str) -> Result<(String, Vec<Value<'v>>), StoreError> {
    const K1: f64 = 1.2;
    const B: f64 = 0.75;
    let phrases: Vec<String> = phrases(terms).collect();
    let sql = "SELECT COUNT(*), COALESCE(SUM(length), 0) FROM search";
    let (reports, length) = db.first(sql, &[], |c| Ok((c.int()? as f64, c.int()? as f64)))?.unwrap_or_default();
    let mean = length / reports.max(1.0);
    let mut values = vec![phrases.join(" & ").into()];
    let mut parts = Vec::new();
    for phrase in phrases {
        let with = db.count(&format!("SELECT COUNT(*) FROM {} f", found(db, 1)), &[phrase.as_str().into()])? as f64;
        let rarity = ((reports - with + 0.5) / (with + 0.5)).ln();
        let rarity = if rarity > 0.0 { rarity } else { 1e-6 };
        values.extend([phrase.into(), (rarity * (K1 + 1.0)).into()]);
        let n = values.len();
        let times = format!("ts_rank_cd('{{1,1,1,1}}', words, CAST(CAST(?{} AS TEXT) AS tsquery))", n - 1);
        parts.push(format!("CAST(?{n} AS DOUBLE PRECISION) * {times} / ({times} + p.pull)"));
    }
    values.extend([(K1 * (1.0 - B)).into(), (K1 * B / mean.max(f64::MIN_POSITIVE)).into()]);
    let n = values.len();
    let sql = format!(
        "SELECT no, {} AS score FROM (SELECT no, words,
         CAST(?{} AS DOUBLE PRECISION) + CAST(?{n} AS DOUBLE PRECISION) * length AS pull FROM search
         WHERE words @@ CAST(CAST(?1 AS TEXT) AS tsquery)) p ORDER BY score DESC, no",
        parts.join(" + "),
        n - 1
    );
    Ok((sql, values))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_apart_as_the_index_of_sqlite_does() {
        assert_eq!(words("Hudna 'tamdid' a-b").collect::<Vec<_>>(), ["hudna", "tamdid", "a", "b"]);
        assert_eq!(phrases("hudna a-b '").collect::<Vec<_>>(), ["'hudna'", "'a' <-> 'b'"]);
    }

    #[test]
    fn an_index_of_many_or_long_words_has_room() {
        assert_eq!(vector(&["b".into(), "a".into(), "b".into()]), "'a':2 'b':1,3 ");
        let long = vector(&["x".repeat(5000)]);
        assert!(long.len() < 2100);
        let many: Vec<String> = (0..400_000).map(|n| format!("w{n}")).collect();
        assert!(vector(&many).matches('\'').count() / 2 < 100_000);
        let often = vec!["w".to_owned(); 1000];
        assert_eq!(vector(&often).matches(',').count(), 254);
    }
}
