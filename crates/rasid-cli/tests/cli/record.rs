//! Reports into a record and onto the desk.

use crate::workbench::Workbench;
use rasid_store::{CourseFilter, Lines, LinkStamp, Page, Store};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};

const TWO: &str =
    "{\"id\": \"1\", \"text\": \"أعلنت الأمم المتحدة هدنة.\"}\n{\"id\": \"2\", \"text\": \"دخلت القافلة المدينة.\"}\n";

#[test]
fn adding_again_adds_nothing() {
    let bench = Workbench::new("add");
    bench.file("n.jsonl", TWO);
    let args = ["add", "n.jsonl", "--record", "talks.rasid"];
    let first = bench.rasid(&args);
    assert_eq!((first.code, first.err.as_str()), (Some(0), "talks.rasid: 2 new, 0 already there.\n"));
    let second = bench.rasid(&args);
    assert_eq!((second.code, second.err.as_str()), (Some(0), "talks.rasid: 0 new, 2 already there.\n"));
}

#[test]
fn what_cannot_be_kept_is_named_and_the_rest_is_kept() {
    let bench = Workbench::new("add-bad");
    bench
        .file("n.jsonl", TWO)
        .file("m.jsonl", "{\"id\": \"1\", \"text\": \"نص آخر\"}\n{\"text\n{\"id\": \"3\", \"text\": \"نص\"}");
    assert_eq!(bench.rasid(&["add", "n.jsonl", "--record", "t.rasid"]).code, Some(0));
    let run = bench.rasid(&["add", "m.jsonl", "--record", "t.rasid"]);
    assert_eq!(run.code, Some(1));
    assert_eq!(
        run.err,
        "m.jsonl, line 2: the JSON is cut off: it ends in the middle of the article.\n\
         The report 1 was not kept: another one of this identifier is in the record.\n\
         t.rasid: 1 new, 0 already there.\n\
         1 report was read; 2 inputs or articles could not be read.\n"
    );
}

#[test]
fn a_record_that_cannot_be_opened_is_left_as_it_was() {
    let bench = Workbench::new("add-refused");
    bench.file("n.jsonl", TWO).file("text.rasid", "a letter").file("folder/x", "");
    for record in ["text.rasid", "folder", "none/talks.rasid"] {
        for args in [&["add", "n.jsonl", "--record", record][..], &["open", "n.jsonl", "--record", record]] {
            let run = bench.rasid(args);
            assert_eq!((run.code, run.out.as_str()), (Some(3), ""), "{args:?}: {}", run.err);
            assert!(run.err.contains(record) && run.err.lines().count() == 1, "{}", run.err);
        }
    }
    assert_eq!(fs::read(bench.path().join("text.rasid")).unwrap(), b"a letter");
    let run = bench.rasid(&["desk", "--record", "none.rasid"]);
    assert_eq!((run.code, run.err.lines().count()), (Some(3), 1));
}

#[test]
fn nothing_to_keep_makes_no_record() {
    let bench = Workbench::new("open-nothing");
    let run = bench.rasid(&["open", "none.jsonl"]);
    assert_eq!((run.code, run.out.as_str()), (Some(1), ""));
    assert!(!bench.path().join("none.rasid").exists());
}

#[test]
fn only_this_computer_can_be_listened_at() {
    let bench = Workbench::new("listen");
    bench.file("n.jsonl", TWO);
    for address in ["0.0.0.0:8137", "192.168.1.1:80", "nonsense", "127.0.0.1"] {
        let run = bench.rasid(&["open", "n.jsonl", "--listen", address]);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{address}");
    }
    assert!(!bench.path().join("n.rasid").exists(), "refused before any work");
}

/// A desk that is ended with the test.
struct Served(Child);

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_folder_is_read_kept_and_shown_at_the_address_that_is_printed() {
    let bench = Workbench::new("open");
    bench.file("news/1.txt", "أعلنت الأمم المتحدة هدنة.").file("news/index.csv", "file,outlet\n1.txt,وكالة المثال\n");
    let mut command = bench.command(&["open", "news", "--listen", "localhost:0"]);
    let mut served = Served(command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap());
    let mut line = String::new();
    BufReader::new(served.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let host = line.trim().strip_prefix("http://").and_then(|rest| rest.strip_suffix('/')).expect("an address");
    let mut stream = TcpStream::connect(host).unwrap();
    write!(stream, "GET / HTTP/1.1\r\nHost: {host}\r\nAccept-Language: ar\r\nConnection: close\r\n\r\n").unwrap();
    let mut page = String::new();
    stream.read_to_string(&mut page).unwrap();
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    assert!(page.contains("dir=\"rtl\"") && page.contains("وكالة المثال"), "{page}");
    assert!(bench.path().join("news.rasid").exists());
}

#[test]
fn a_record_is_written_out_as_readings() {
    let bench = Workbench::new("export");
    bench.file("n.jsonl", TWO);
    bench.rasid(&["add", "n.jsonl", "--record", "talks.rasid"]);
    let run = bench.rasid(&["export", "--format", "jsonl", "--with-text", "--record", "talks.rasid"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), "talks.jsonl: 2 reports written.\n"));
    let written = fs::read_to_string(bench.path().join("talks.jsonl")).unwrap();
    assert_eq!(written.lines().count(), 2);
    assert!(written.contains("دخلت القافلة المدينة."));
    let again = bench.rasid(&["export", "--format", "jsonl", "--record", "talks.rasid"]);
    assert_eq!(again.code, Some(3), "what is there is not replaced: {}", again.err);
    assert_eq!(bench.rasid(&["export", "--format", "docx", "--record", "talks.rasid"]).code, Some(2));
}

/// One truce in two outlets, the second of which prints the text of the first.
const COPIED: &str = concat!(
    r#"{"id": "a", "outlet": "A", "published": "2024-03-01T10:00", "text": "أعلنت الحكومة يوم الجمعة هدنة تستمر خمسة أيام في المدينة القديمة، وقال المتحدث إن الممرات ستفتح صباح السبت أمام قوافل الإغاثة بإشراف الأمم المتحدة."}"#,
    "\n",
    r#"{"id": "b", "outlet": "B", "published": "2024-03-01T12:00", "text": "أعلنت الحكومة يوم الجمعة هدنة تستمر خمسة أيام في المدينة القديمة، وقال المتحدث إن الممرات ستفتح صباح السبت أمام قوافل الإغاثة بإشراف الأمم المتحدة."}"#,
    "\n",
);

#[test]
fn what_is_added_is_linked_with_what_is_there() {
    let bench = Workbench::new("add-linked");
    let (first, second) = COPIED.split_once('\n').unwrap();
    bench.file("1.jsonl", first).file("2.jsonl", second);
    let links = |reports: usize| {
        let store = Store::open_existing(&bench.path().join("t.rasid")).unwrap();
        let linking = store.linking().unwrap();
        assert!(linking.is_current() && linking.version.is_some(), "{linking:?}");
        assert_eq!((linking.reports, linking.as_of.as_deref()), (reports, Some("2024-03-01")));
        store
    };
    assert_eq!(bench.rasid(&["add", "1.jsonl", "--record", "t.rasid"]).code, Some(0));
    let alone = links(1).linked("a", 5).unwrap().unwrap();
    assert_eq!((alone.copies.total, alone.event.total), (0, 0));
    assert_eq!(bench.rasid(&["add", "2.jsonl", "--record", "t.rasid"]).code, Some(0));
    let store = links(2);
    assert_eq!(store.linked("a", 5).unwrap().unwrap().copies.rows[0].id, "b");
    assert_eq!(store.linked("b", 5).unwrap().unwrap().copy_of.unwrap().id, "a");
    let courses = store.courses(&CourseFilter::default(), Page::default()).unwrap();
    let pause = courses.rows.iter().find(|row| row.kind.as_str() == "pause").unwrap();
    assert_eq!(pause.counts.texts, 1, "a copy is no second text");
    assert_eq!(store.course("a", pause.first.1).unwrap(), store.course("b", pause.first.1).unwrap());
}

#[test]
fn a_record_is_linked_by_itself_where_its_links_are_not_those_of_its_readings() {
    let bench = Workbench::new("link-record");
    bench.file("n.jsonl", COPIED);
    assert_eq!(bench.rasid(&["add", "n.jsonl", "--record", "t.rasid"]).code, Some(0));
    let mut store = Store::open_existing(&bench.path().join("t.rasid")).unwrap();
    let changes = store.readings(|_| ()).unwrap();
    let stamp = LinkStamp { version: "other", at: "2024-03-02T00:00:00Z", changes };
    store.keep_links(&Lines::default(), &stamp).unwrap();
    let linked = bench.rasid(&["link", "--record=t.rasid"]);
    assert_eq!((linked.code, linked.out.as_str(), linked.err.as_str()), (Some(0), "", ""));
    assert_eq!(store.linked("a", 5).unwrap().unwrap().copies.total, 1);
    let made_at = store.linking().unwrap().made_at;
    assert_eq!(bench.rasid(&["link", "--record=t.rasid"]).code, Some(0));
    assert_eq!(store.linking().unwrap().made_at, made_at, "it was done");
    assert_eq!(bench.rasid(&["link", "--record=none.rasid"]).code, Some(3));
    assert_eq!(bench.rasid(&["link", "--record=t.rasid", "n.jsonl"]).code, Some(2));
    assert_eq!(bench.rasid(&["link"]).code, Some(2));
}

#[test]
fn links_by_another_version_are_made_anew() {
    let bench = Workbench::new("add-relinked");
    bench.file("n.jsonl", COPIED);
    let args = ["add", "n.jsonl", "--record", "t.rasid"];
    assert_eq!(bench.rasid(&args).code, Some(0));
    let open = || Store::open_existing(&bench.path().join("t.rasid")).unwrap();
    let version = open().linking().unwrap().version;
    let mut store = open();
    let changes = store.readings(|_| ()).unwrap();
    let stamp = LinkStamp { version: "other", at: "2024-03-02T00:00:00Z", changes };
    store.keep_links(&Lines::default(), &stamp).unwrap();
    store.decide("{}", &[1; 16], "2024-03-02T00:00:00Z").unwrap();
    drop(store);
    assert_eq!(bench.rasid(&args).code, Some(0));
    let store = open();
    assert_eq!(store.linking().unwrap().version, version);
    assert_eq!(store.linked("a", 5).unwrap().unwrap().copies.total, 1);
    let check = store.verify_ledger().unwrap();
    assert_eq!((check.decisions, check.fault), (1, None), "decisions are not touched");
}
