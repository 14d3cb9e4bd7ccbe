//! What must hold of records on a server only. These tests are over at once where no server is named.

use crate::place::{Tool, record, server};
use crate::{add, filled, sample, three};
use rasid_store::{ErrorKind, Login, Logins, Page, Store};
use std::path::{Path, PathBuf};

/// The address with another part in the place of one.
fn with(address: &Path, from: &str, to: &str) -> PathBuf {
    let text = address.to_str().unwrap();
    assert!(text.contains(from), "{text}");
    PathBuf::from(text.replacen(from, to, 1))
}

/// What opening says, which must be one sentence that names the record and no password.
fn refused(address: &Path, kind: ErrorKind) -> String {
    let error = Store::open_existing(address).unwrap_err();
    let sentence = error.to_string();
    assert_eq!(error.kind(), kind, "{sentence}");
    assert!(sentence.ends_with('.') && !sentence.contains('\n') && !sentence.contains("s3cret"), "{sentence}");
    assert!(sentence.contains("postgres://"), "{sentence}");
    sentence
}

/// A client with all rights.
fn client() -> Option<postgres::Client> {
    Some(postgres::Client::connect(&server()?, postgres::NoTls).unwrap())
}

/// Makes a role anew.
fn role(client: &mut postgres::Client, name: &str) {
    let there = client.query("SELECT 1 FROM pg_roles WHERE rolname = $1", &[&name]).unwrap();
    if !there.is_empty() {
        client.batch_execute(&format!("DROP OWNED BY {name}; DROP ROLE {name}")).unwrap();
    }
    client.batch_execute(&format!("CREATE ROLE {name} LOGIN PASSWORD 's3cret'")).unwrap();
}

#[test]
fn what_keeps_a_record_from_being_opened_is_one_sentence() {
    let Some(mut client) = client() else { return };
    let address = record("served-refused");
    assert!(refused(&address, ErrorKind::Missing).contains("rasid add"));
    drop(Store::open(&address).unwrap());
    assert_eq!(Store::open_existing(&address).unwrap().overview().unwrap().reports, 0);
    assert!(refused(&with(&address, "/rasid?", "/nowhere?"), ErrorKind::NoDatabase).contains("createdb"));
    let port = address.to_str().unwrap().split("port=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    assert!(refused(&with(&address, &port, "1"), ErrorKind::Unreachable).contains("No PostgreSQL server answers"));
    role(&mut client, "served_login");
    let over =
        |user: &str| PathBuf::from(format!("postgres://{user}@127.0.0.1:{port}/rasid?schema=t_served_refused_r"));
    assert!(refused(&over("served_login:s3cret-not"), ErrorKind::Login).contains("PGPASSWORD"));
    // The role may come in now, and may look at nothing.
    assert!(refused(&over("served_login:s3cret"), ErrorKind::Forbidden).contains("docs/server.md"));
    let mut tool = Tool::at(&address);
    tool.run("UPDATE meta SET value = '900' WHERE key = 'format'").unwrap();
    assert!(refused(&address, ErrorKind::Newer).contains("900"));
    tool.run("DROP TABLE meta").unwrap();
    refused(&address, ErrorKind::NotARecord);
}

#[test]
fn a_role_that_may_only_read_reads_and_is_told_why_it_cannot_write() {
    let Some(mut client) = client() else { return };
    role(&mut client, "served_reader");
    let store = filled("served-reader", &three());
    client
        .batch_execute(
            "GRANT USAGE ON SCHEMA t_served_reader_r TO served_reader;
             GRANT SELECT ON ALL TABLES IN SCHEMA t_served_reader_r TO served_reader",
        )
        .unwrap();
    let address = with(store.path(), "rasid@", "served_reader@");
    let mut reader = Store::open_existing(&address).unwrap();
    assert_eq!(reader.overview().unwrap().reports, 3);
    assert_eq!(reader.search("هدن", Page::default()).unwrap().total, 3);
    assert_eq!(reader.verify().unwrap().faults, []);
    let error = reader.decide("{}", &[1; 16], "2018-03-01T00:00:00Z").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Forbidden, "{error}");
    assert!(Store::open(&with(store.path(), "schema=t_served_reader_r", "schema=t_served_none_r")).is_ok());
    let nobody = with(&address, "schema=t_served_reader_r", "schema=t_served_other_r");
    let error = Store::open(&nobody).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Forbidden, "it may make no schema: {error}");
}

#[test]
fn many_write_at_the_same_time_and_the_ledger_has_no_gap() {
    if server().is_none() {
        return;
    }
    let address = record("served-many");
    drop(Store::open(&address).unwrap());
    std::thread::scope(|scope| {
        for who in 0..6 {
            let address = &address;
            scope.spawn(move || {
                let mut store = Store::open(address).unwrap();
                for n in 0..8 {
                    store.decide(&format!("{{\"who\":{who},\"n\":{n}}}"), &[who; 16], "2018-03-01T00:00:00Z").unwrap();
                    add(&mut store, &[sample::large(usize::from(who) * 4 + n / 2).0], "1");
                }
            });
        }
    });
    let store = Store::open(&address).unwrap();
    let found = store.verify().unwrap();
    // The large readings of the tests name people by words that do not stand in their texts.
    let faults: Vec<_> = found.faults.iter().filter(|fault| !fault.what.starts_with("the words at")).collect();
    assert_eq!((faults, found.decisions), (vec![], 48));
    let reports = store.overview().unwrap().reports;
    let mut tool = Tool::at(&address);
    assert_eq!(tool.count("SELECT MAX(no) FROM reports"), reports as i64, "numbers have no gap either");
}

#[test]
fn two_that_make_the_same_record_make_one() {
    if server().is_none() {
        return;
    }
    let address = record("served-twice");
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| add(&mut Store::open(&address).unwrap(), &three(), "1"));
        }
    });
    let store = Store::open(&address).unwrap();
    assert_eq!((store.overview().unwrap().reports, store.verify().unwrap().faults), (3, vec![]));
}

#[test]
fn a_connection_that_the_server_ended_is_made_anew() {
    let Some(mut client) = client() else { return };
    let mut store = filled("served-ended", &three());
    let reader = store.reader().unwrap();
    assert_eq!(reader.overview().unwrap().reports, 3);
    let ended = client
        .execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
             WHERE application_name = 'rasid' AND pid <> pg_backend_pid() AND query LIKE '%t_served_ended_r%'",
            &[],
        )
        .unwrap();
    // Other tests may have hidden which connections are whose; then all that can be shown is that these go on.
    eprintln!("{ended} connections were ended");
    std::thread::sleep(std::time::Duration::from_millis(200));
    assert_eq!(reader.overview().unwrap().reports, 3);
    store.decide("{}", &[1; 16], "2018-03-01T00:00:00Z").unwrap();
    assert_eq!(store.verify().unwrap().faults, []);
}

#[test]
fn texts_are_in_order_by_their_bytes_whatever_the_server_is_set_to() {
    if server().is_none() {
        return;
    }
    // In the order of a language small letters come beside large ones, and signs count for little.
    let outlets = ["a", "B", "_b", "Ä", "ب", "-a", "Z"];
    let readings: Vec<_> = outlets.iter().map(|outlet| sample::talks(outlet, "2018-02-26")).collect();
    let store = filled("served-order", &readings);
    let found: Vec<String> = store.overview().unwrap().outlets.into_iter().filter_map(|o| o.outlet).collect();
    let mut sorted = outlets.to_vec();
    sorted.sort_unstable();
    assert_eq!(found, sorted);
}

#[test]
fn accounts_lie_in_a_schema_that_readers_of_the_record_need_not_see() {
    let Some(mut client) = client() else { return };
    let store = filled("served-logins", &three());
    assert!(Logins::open(store.path()).unwrap().is_none());
    let mut logins = Logins::open_or_make(store.path()).unwrap();
    let login = Login { name: "huda".into(), pseudonym: "R1".into(), role: "admin".into(), made_at: "2018".into() };
    assert!(logins.add(&login, "phc").unwrap() && !logins.add(&login, "phc").unwrap());
    logins.begin("huda", "h", 100, 0).unwrap();
    assert_eq!(logins.session("h").unwrap().unwrap().0, login);
    assert_eq!(logins.faults().unwrap(), []);
    assert_eq!(Logins::open(store.path()).unwrap().unwrap().list().unwrap(), [login]);
    role(&mut client, "served_no_logins");
    client
        .batch_execute(
            "GRANT USAGE ON SCHEMA t_served_logins_r TO served_no_logins;
             GRANT SELECT ON ALL TABLES IN SCHEMA t_served_logins_r TO served_no_logins",
        )
        .unwrap();
    let address = with(store.path(), "rasid@", "served_no_logins@");
    assert_eq!(Store::open_existing(&address).unwrap().overview().unwrap().reports, 3);
    let seen = Logins::open(&address).and_then(|logins| logins.map_or(Ok(vec![]), |logins| logins.list()));
    assert!(seen.map_or_else(|error| error.kind() == ErrorKind::Forbidden, |list| list.is_empty()));
}
