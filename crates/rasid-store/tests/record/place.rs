//! Where the records of the tests lie: in files or, where RASID_TEST_POSTGRES names a server, each in a schema there.
//! `./check postgres` runs all tests of records once more with a server of its own.

use crate::scratch;
use std::path::{Path, PathBuf};

/// The server of the tests.
pub fn server() -> Option<String> {
    std::env::var("RASID_TEST_POSTGRES").ok().filter(|server| !server.is_empty())
}

/// Whether records lie on a server. A test that is about files, or about a server, says so and is over otherwise.
pub fn is_served() -> bool {
    server().is_some()
}

/// Where a test's own record is to be; there is none yet.
pub fn record(name: &str) -> PathBuf {
    let Some(server) = server() else { return scratch(name).join("r.rasid") };
    let schema = format!("t_{}_r", name.replace('-', "_"));
    let mut client = postgres::Client::connect(&server, postgres::NoTls).unwrap();
    client
        .batch_execute(&format!("SET client_min_messages TO warning; DROP SCHEMA IF EXISTS {schema} CASCADE"))
        .unwrap();
    client.batch_execute(&format!("DROP SCHEMA IF EXISTS {schema}_accounts CASCADE")).unwrap();
    PathBuf::from(format!("{server}{}schema={schema}", if server.contains('?') { '&' } else { '?' }))
}

/// Another tool than Rasid at a record, with all rights.
pub enum Tool {
    File(rusqlite::Connection),
    Server(Box<postgres::Client>),
}

impl Tool {
    pub fn at(record: &Path) -> Self {
        let text = record.to_str().unwrap();
        let Some((server, schema)) = text.split_once("schema=").filter(|_| text.starts_with("postgres")) else {
            return Tool::File(rusqlite::Connection::open(record).unwrap());
        };
        let mut client = postgres::Client::connect(server.trim_end_matches(['?', '&']), postgres::NoTls).unwrap();
        // Changes by other tools need not be on the disk before they are found.
        client.batch_execute(&format!("SET search_path TO {schema}; SET synchronous_commit TO off")).unwrap();
        Tool::Server(Box::new(client))
    }

    /// The same, which no refusal stops, so that whoever changes something leaves no other trace than the change.
    pub fn unguarded(record: &Path) -> Self {
        let mut tool = Tool::at(record);
        match &mut tool {
            Tool::Server(client) => client.batch_execute("SET session_replication_role TO replica").unwrap(),
            Tool::File(connection) => {
                let sql = "SELECT 'DROP TRIGGER ' || name FROM sqlite_schema WHERE type = 'trigger'";
                let drops: Vec<String> = connection
                    .prepare(sql)
                    .unwrap()
                    .query_map([], |row| row.get(0))
                    .unwrap()
                    .map(Result::unwrap)
                    .collect();
                connection.execute_batch(&drops.join(";")).unwrap();
            }
        }
        tool
    }

    /// Runs statements.
    pub fn run(&mut self, sql: &str) -> Result<(), String> {
        match self {
            Tool::File(connection) => connection.execute_batch(sql).map_err(|e| e.to_string()),
            Tool::Server(client) => {
                client.batch_execute(sql).map_err(|e| e.as_db_error().map_or(e.to_string(), |e| e.message().to_owned()))
            }
        }
    }

    /// The rows of an answer, each cell as text.
    pub fn rows(&mut self, sql: &str) -> Vec<Vec<Option<String>>> {
        match self {
            Tool::File(connection) => {
                let mut statement = connection.prepare(sql).unwrap();
                let columns = statement.column_count();
                let rows = statement.query_map([], |row| (0..columns).map(|n| Ok(text(row.get(n)?))).collect());
                rows.unwrap().map(Result::unwrap).collect()
            }
            Tool::Server(client) => {
                let mut rows = Vec::new();
                for message in client.simple_query(sql).unwrap() {
                    if let postgres::SimpleQueryMessage::Row(row) = message {
                        rows.push((0..row.len()).map(|n| row.get(n).map(unescaped)).collect());
                    }
                }
                rows
            }
        }
    }

    /// The first column of an answer.
    pub fn column(&mut self, sql: &str) -> Vec<String> {
        self.rows(sql).into_iter().map(|mut row| row.remove(0).unwrap_or_default()).collect()
    }

    /// One number.
    pub fn count(&mut self, sql: &str) -> i64 {
        self.column(sql)[0].parse().unwrap()
    }

    /// All rows of a table as text, in a fixed order. Numbers with decimals are written alike.
    pub fn dump(&mut self, table: &str) -> Vec<String> {
        let sql = format!("SELECT * FROM {table}");
        let mut rows: Vec<String> = self.rows(&sql).iter().map(|row| format!("{row:?}")).collect();
        rows.sort();
        rows
    }
}

/// The text for which another stands in PostgreSQL, which has no place for U+0000.
fn unescaped(text: &str) -> String {
    text.replace('\u{10ffff}', "\0").replace("\u{10fffe}1", "\u{10ffff}").replace("\u{10fffe}0", "\u{10fffe}")
}

/// A cell as PostgreSQL writes it.
fn text(value: rusqlite::types::Value) -> Option<String> {
    use rusqlite::types::Value;
    match value {
        Value::Null => None,
        Value::Integer(int) => Some(int.to_string()),
        Value::Real(real) => Some(real.to_string()),
        Value::Text(text) => Some(text),
        Value::Blob(bytes) => Some(bytes.iter().fold("\\x".to_owned(), |hex, byte| format!("{hex}{byte:02x}"))),
    }
}
