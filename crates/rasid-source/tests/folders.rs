//! Which files of a folder are read, in which order, and what its index says of them.

use rasid_source::{InputError, open};
use std::fs;
use std::path::{Path, PathBuf};

/// A folder that is removed when the test is over.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let path = std::env::temp_dir().join(format!("rasid-source-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        let folder = Folder(path);
        for (file, text) in files {
            let path = folder.0.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    /// Each report as outlet and text, each error as its sentence without the folder's own path.
    fn outcome(&self) -> Vec<Result<(String, String), String>> {
        let path = self.0.to_string_lossy().into_owned();
        let without = |error: InputError| error.to_string().replace(&path, "F");
        open([&self.0])
            .map(|r| r.map(|r| (r.report.outlet.unwrap_or_default(), r.report.text)).map_err(without))
            .collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn report(outlet: &str, text: &str) -> Result<(String, String), String> {
    Ok((outlet.to_owned(), text.to_owned()))
}

fn sentence(words: &str) -> Result<(String, String), String> {
    Err(words.to_owned())
}

#[test]
fn files_come_in_the_order_of_their_names_with_those_of_folders_in_between() {
    let folder = Folder::new(
        "order",
        &[
            ("c.txt", "3"),
            ("a.txt", "1"),
            ("b/z.jsonl", "{\"text\":\"2\"}"),
            (".hidden.txt", "no"),
            ("README.txt", "no"),
            ("data.bin", "no"),
        ],
    );
    assert_eq!(folder.outcome(), [report("", "1"), report("", "2"), report("", "3")]);
}

#[test]
fn the_index_says_what_texts_cannot() {
    let folder = Folder::new(
        "index",
        &[
            ("a.txt", "خبر"),
            ("sub/b.txt", "نبأ"),
            ("sub/c.txt", "قول"),
            ("sub/index.csv", "file,outlet\nc.txt,ج\n"),
            (
                "index.csv",
                "file,outlet,published,url,title,section\na.txt,أ,2024-03-01,http://x,عنوان,3\nsub/b.txt,ب,,,,\na.txt,د,,,,\n",
            ),
        ],
    );
    assert_eq!(folder.outcome(), [report("أ", "خبر"), report("د", "خبر"), report("ب", "نبأ"), report("ج", "قول")]);
    let first = open([&folder.0]).next().unwrap().unwrap().report;
    assert_eq!(first.published.as_deref(), Some("2024-03-01"));
    assert_eq!(first.title.as_deref(), Some("عنوان"));
    assert_eq!(first.url.as_deref(), Some("http://x"));
    assert_eq!(first.other["section"], "3");
    assert_eq!(first.id, "");
}

#[test]
fn what_an_index_says_of_a_chat_holds_of_each_message_but_when_it_was_sent() {
    let page = r#"<html><body><div class="page_header"><div class="text bold">قناة</div></div><div class="history">
<div class="message default clearfix" id="message2"><div class="pull_right date details" title="02.05.2021 12:00:00 UTC+03:00">12:00</div>
<div class="text">فتح المعبر</div></div>
<div class="message default clearfix" id="message3"><div class="pull_right date details" title="03.05.2021 12:00:00 UTC+03:00">12:00</div>
<div class="text">خرق جديد</div></div></div></body></html>"#;
    let folder = Folder::new(
        "chats",
        &[
            ("_chat.txt", "[25/05/2021, 09:01:10] X: أول\n[26/05/2021, 09:01:10] X: ثان\n"),
            ("messages.html", page),
            ("index.csv", "file,outlet,published,section\n_chat.txt,أ,2024-03-01,3\nmessages.html,ب,2024-03-01,4\n"),
        ],
    );
    assert_eq!(
        folder.outcome(),
        [report("أ", "أول"), report("أ", "ثان"), report("ب", "فتح المعبر"), report("ب", "خرق جديد")]
    );
    let reports: Vec<_> = open([&folder.0]).map(|found| found.unwrap().report).collect();
    let sent: Vec<_> = reports.iter().map(|report| report.published.as_deref().unwrap()).collect();
    assert_eq!(
        sent,
        ["2021-05-25T09:01:10", "2021-05-26T09:01:10", "2021-05-02T12:00:00+03:00", "2021-05-03T12:00:00+03:00"]
    );
    assert_eq!(reports.iter().map(|report| &report.other["section"]).collect::<Vec<_>>(), ["3", "3", "4", "4"]);
}

#[test]
fn names_match_in_either_normal_form() {
    let folder = Folder::new("forms", &[("\u{0627}\u{0653}.txt", "x"), ("index.csv", "file,outlet\n\u{0622}.txt,O\n")]);
    assert_eq!(folder.outcome(), [report("O", "x")]);
}

#[test]
fn what_the_index_names_in_vain_is_said() {
    let folder = Folder::new(
        "vain",
        &[("a.txt", "x"), ("b.jsonl", "{\"text\":\"y\"}"), ("index.csv", "file\nnone.txt\nb.jsonl\n../a.txt\n")],
    );
    let found = folder.outcome();
    assert_eq!(found[0], sentence("F/index.csv, line 2: there is no text \"none.txt\" in the folder."));
    assert!(found[1].as_ref().unwrap_err().starts_with("F/index.csv, line 3: this file says itself"));
    assert_eq!(found[2], sentence("F/index.csv, line 4: there is no text \"../a.txt\" in the folder."));
    assert_eq!(found[3..], [report("", "x"), report("", "y")]);
}

/// The end of sentences that say what is read.
const KINDS: &str = "Rasid reads .txt, .json, .jsonl, .csv, .docx, .pdf, .eml, .mbox, .html, .warc and feeds (.rss, .atom, \
     .xml), each also with .gz, exports of Telegram and WhatsApp, and .zip of any of these.";

#[test]
fn a_folder_without_reports_says_so() {
    let folder = Folder::new("empty", &[("table.xlsx", "<p>")]);
    assert_eq!(folder.outcome(), [sentence(&format!("F: the folder holds no reports; {KINDS}"))]);
    let folder = Folder::new("others", &[("a.txt", "x"), ("p/table.xlsx", "<p>"), ("scan.XLS", "%")]);
    assert_eq!(
        folder.outcome(),
        [sentence(&format!("F: 2 files, the first of them \"p/table.xlsx\", are not read; {KINDS}")), report("", "x")]
    );
}

#[test]
fn what_is_missing_does_not_stop_what_is_there() {
    let folder = Folder::new("missing", &[("a.txt", "x")]);
    let found: Vec<_> = open([Path::new("/nowhere/x.txt"), &folder.0.join("a.txt")]).collect();
    assert_eq!(
        found[0].as_ref().unwrap_err().to_string(),
        "/nowhere/x.txt: there is no such file or folder; look at the spelling of its name."
    );
    assert_eq!(found[1].as_ref().unwrap().report.text, "x");
}

#[cfg(unix)]
#[test]
fn links_that_lead_outside_are_not_followed() {
    use std::os::unix::fs::symlink;
    let outside = Folder::new("outside", &[("secret.txt", "secret")]);
    let folder = Folder::new("links", &[("a.txt", "x"), ("sub/b.txt", "y")]);
    symlink(outside.0.join("secret.txt"), folder.0.join("l1.txt")).unwrap();
    symlink(&outside.0, folder.0.join("l2")).unwrap();
    symlink(&folder.0, folder.0.join("sub/loop")).unwrap();
    symlink("../a.txt", folder.0.join("sub/c.txt")).unwrap();
    let refused = |name| {
        sentence(&format!(
            "F/{name}: this link leads outside the folder and is not followed; name the file itself to read it."
        ))
    };
    assert_eq!(folder.outcome(), [refused("l1.txt"), refused("l2"), report("", "x"), report("", "y"), report("", "x")]);
}
