//! Exports of chats, e-mails and tables come in at the command line, and a record holds them with what they were taken from.

use crate::workbench::Workbench;
use serde_json::Value;

const CHAT: &str = "[01/05/2021, 09:01:10] ناشر: أعلنت اللجنة فتح المعبر.\n[25/05/2021, 09:03:00] ناشر: قال المتحدث إن الهدنة صامدة\nفي المدينة.\n";
const MAIL: &str = "From: Desk <desk@example.org>\nSubject: Opening\nDate: Sat, 1 May 2021 12:00:00 +0300\n\
Content-Type: text/plain; charset=utf-8\n\nقال المتحدث إن المعبر فتح صباحا.\n";
const TELEGRAM: &str = r#"{"name": "قناة", "type": "public_channel", "id": 5, "messages": [{"id": 2, "type": "message", "date": "2021-05-01T12:00:00", "text": "خبر القناة"}]}"#;

fn lines(out: &str) -> Vec<Value> {
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_chat_is_read_message_by_message() {
    let bench = Workbench::new("chat");
    bench.file("WhatsApp Chat with مرصد.txt", CHAT);
    let run = bench.rasid(&["read", "WhatsApp Chat with مرصد.txt"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    let found = lines(&run.out);
    assert_eq!(found.len(), 2);
    assert_eq!((&found[0]["outlet"], &found[0]["published"]), (&"مرصد".into(), &"2021-05-01T09:01:10".into()));
    assert_eq!(found[1]["text"], "قال المتحدث إن الهدنة صامدة\nفي المدينة.");
    assert!(!run.out.contains("ناشر"), "who writes in a group is not named");
}

#[test]
fn the_columns_of_a_table_are_said_or_found() {
    let bench = Workbench::new("columns");
    bench.file("t.csv", "a;b;النص\nx;y;أعلنت الهدنة\n");
    let run = bench.rasid(&["read", "t.csv"]);
    assert_eq!(run.code, Some(0));
    assert_eq!(run.err, "t.csv: read as text = \"النص\"; say it otherwise with --map.\n");
    let run = bench.rasid(&["read", "--map", "text=3,title=b", "t.csv"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    assert_eq!(lines(&run.out)[0]["text"], "y\n\nأعلنت الهدنة");
    let run = bench.rasid(&["read", "--map", "text=none", "t.csv"]);
    assert_eq!(run.err.lines().next(), Some("t.csv: there is no column \"none\"; the columns are: a, b, النص."));
    assert_eq!(bench.rasid(&["read", "--map", "body=3", "t.csv"]).code, Some(2));
}

#[test]
fn a_record_of_what_people_pass_on_is_as_it_was_received() {
    let bench = Workbench::new("passed-on");
    bench
        .file("_chat.txt", CHAT)
        .file("a.eml", MAIL)
        .file("result.json", TELEGRAM)
        .file("t.csv", "text,date\nخبر,2021-05-01\n");
    let inputs = ["_chat.txt", "a.eml", "result.json", "t.csv"];
    let run = bench.rasid(&[&["add", "--record", "r.rasid"][..], &inputs].concat());
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(run.err.contains("r.rasid: 5 new, 0 already there."), "{}", run.err);
    let again = bench.rasid(&[&["add", "--record", "r.rasid"][..], &inputs].concat());
    assert!(again.err.contains("0 new, 5 already there."), "{}", again.err);
    let verified = bench.rasid(&["verify", "r.rasid"]);
    assert_eq!(verified.code, Some(0), "{}{}", verified.out, verified.err);
}
