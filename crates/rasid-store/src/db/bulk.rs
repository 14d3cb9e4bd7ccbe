//! Rows that wait to be sent to a server together: one statement for many rows, whose columns go as arrays.

use super::Value;

/// How many rows of one statement are sent together.
const ROWS: usize = 1000;
/// How many bytes may wait.
const BYTES: usize = 8 << 20;

/// Rows of one statement.
#[derive(Debug)]
pub(super) struct Waiting {
    /// `INSERT … VALUES …` with placeholders `?1`, `?2`, …
    pub(super) sql: String,
    /// Its values, column by column.
    pub(super) columns: Vec<Vec<Value<'static>>>,
    bytes: usize,
}

impl Waiting {
    pub(super) fn new(sql: &str, columns: usize) -> Self {
        Waiting { sql: sql.to_owned(), columns: (0..columns).map(|_| Vec::new()).collect(), bytes: 0 }
    }

    /// Takes a row in; says whether it is time to send all of them.
    pub(super) fn push(&mut self, values: &[Value<'_>]) -> bool {
        for (column, value) in self.columns.iter_mut().zip(values) {
            self.bytes += match value {
                Value::Text(text) => text.len(),
                Value::Bytes(bytes) => bytes.len(),
                _ => 8,
            };
            column.push(value.kept());
        }
        self.rows() >= ROWS || self.bytes >= BYTES
    }

    pub(super) fn rows(&self) -> usize {
        self.columns.first().map_or(0, Vec::len)
    }

    /// Forgets the rows, which were sent.
    pub(super) fn clear(&mut self) {
        self.columns.iter_mut().for_each(Vec::clear);
        self.bytes = 0;
    }
}

/// The statement that inserts many rows where `sql` inserts one, given the types of its values; nothing where `sql` is
/// of another form.
pub(super) fn of_many(sql: &str, types: &[String]) -> Option<String> {
    let at = sql.find("VALUES")?;
    let open = at + sql[at..].find('(')?;
    let mut depth = 0;
    let close = open
        + sql[open..].find(|c| {
            depth += i32::from(c == '(') - i32::from(c == ')');
            depth == 0
        })?;
    let (head, row, tail) = (&sql[..at], &sql[open + 1..close], &sql[close + 1..]);
    let mut picked = String::new();
    let mut rest = row;
    while let Some(mark) = rest.find('?') {
        picked.push_str(&rest[..mark]);
        picked.push_str("a.c");
        rest = &rest[mark + 1..];
    }
    picked.push_str(rest);
    let arrays: Vec<String> = types.iter().enumerate().map(|(n, ty)| format!("CAST(?{} AS {ty}[])", n + 1)).collect();
    let names: Vec<String> = (1..=types.len()).map(|n| format!("c{n}")).collect();
    Some(format!("{head} SELECT {picked} FROM UNNEST({}) AS a ({}){tail}", arrays.join(", "), names.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_row_becomes_many() {
        let types = ["text".to_owned(), "int8".to_owned()];
        let sql = "INSERT INTO t (a, b, c)\n VALUES (?1, 0, CAST(?2 AS BIGINT)) ON CONFLICT DO NOTHING";
        let many = of_many(sql, &types).unwrap();
        assert_eq!(
            many,
            "INSERT INTO t (a, b, c)\n  SELECT a.c1, 0, CAST(a.c2 AS BIGINT) FROM UNNEST(CAST(?1 AS text[]), \
             CAST(?2 AS int8[])) AS a (c1, c2) ON CONFLICT DO NOTHING"
        );
        assert_eq!(of_many("UPDATE t SET a = ?1", &types), None);
    }

    #[test]
    fn rows_are_sent_before_there_are_too_many() {
        let mut waiting = Waiting::new("", 1);
        assert!((1..ROWS).all(|n| !waiting.push(&[Value::Int(n as i64)])));
        assert!(waiting.push(&[Value::Null]));
        waiting.clear();
        assert!(waiting.push(&["x".repeat(BYTES).into()]) && waiting.rows() == 1);
    }
}
