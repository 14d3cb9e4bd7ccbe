//! What inputs begin with: the examples, case files and tables of this repository, and small files made here.

use flate2::{Compression, write::GzEncoder};
use std::io::Write;
use std::path::{Path, PathBuf};

/// The root of the repository that this program was built from.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The files below a folder of the repository with this ending, in order.
pub fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The bytes of those files.
pub fn bytes(folder: &str, ending: &str) -> Vec<Vec<u8>> {
    files(folder, ending).into_iter().filter_map(|path| std::fs::read(path).ok()).collect()
}

/// Texts in Arabic: the reports of the examples and the texts of the case files.
pub fn texts() -> Vec<Vec<u8>> {
    let cases = bytes("cases/ar", ".md").into_iter().filter_map(|case| {
        let case = String::from_utf8(case).ok()?;
        let text = case.split_once("```text\n")?.1.split_once("\n```")?.0;
        Some(text.as_bytes().to_vec())
    });
    bytes("examples", ".txt").into_iter().chain(cases).collect()
}

/// A few of the texts as JSON objects with the fields of an article.
pub fn articles() -> Vec<String> {
    let texts = texts();
    let article = |(nth, text): (usize, &Vec<u8>)| {
        serde_json::json!({
            "id": format!("r{nth}"), "text": String::from_utf8_lossy(text), "title": "t", "outlet": "o",
            "url": "https://example.org/a?b=c", "published": format!("2018-02-{:02}T10:00:00+03:00", nth % 28 + 1),
            "lang": "ar", "other": {"deep": [1, 2.5, null, true, "x"]}
        })
        .to_string()
    };
    texts.iter().step_by(1 + texts.len() / 12).enumerate().map(article).collect()
}

/// Bytes as gzip.
pub fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    // Writing to memory cannot fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}
