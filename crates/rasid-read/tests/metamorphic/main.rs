//! Reads texts as they are and written otherwise: vowel marks, hamza, digits, quotation marks, two words
//! typed as one. The eight lists must be the same but for offsets and the changed letters.
//!
//! One test for each change, over the example reports, the texts of all cases, and sentences with what
//! neither has.

mod changes;
mod same;

use changes::Change;
use libtest_mimic::{Arguments, Failed, Trial};
use rasid_lang::Lexicon;
use rasid_read::Reader;
use rasid_record::Report;
use std::path::Path;
use std::sync::Arc;

/// Sentences with pairs that are typed as one word, and with signs that the other texts lack.
const SENTENCES: [&str; 5] = [
    "قال مسؤول في الأمم المتحدة إن موسكو وواشنطن اتفقتا على هدنة تبدأ في 27/7/2016. ورحبت الولايات المتحدة بها.",
    "أعلن وزير الخارجية الروسي سيرغي لافروف أن روسيا وأمريكا تبحثان وقف إطلاق النار 48 ساعة، مضيفا: «لن ننتظر».",
    "قُتل 3,500 مدني و12.8 ألف مقاتل منذ 2011، بحسب «المرصد السوري لحقوق الإنسان». وقالت \"الأناضول\": \"لا جديد\".",
    "نقلت وكالة «سبوتنيك» عن المتحدث باسم الأمم المتحدة قوله: «إن «جبهة النصرة» خرقت الهدنة 7 مرات».",
    "بحث واشنطن وموسكو الملف في الساعة 14:30، ودعت وزيرة الخارجية إلى ادخال المساعدات الى المدينه خلال ٧٢ ساعة إلى ١٢٫٨ ألف مدني.",
];
const PUBLISHED: &str = "2018-12-31";

fn main() {
    let arguments = Arguments::from_args();
    let lexicon = Arc::new(Lexicon::builtin());
    let texts = Arc::new(texts());
    let trial = |change: Change| {
        let (lexicon, texts) = (lexicon.clone(), texts.clone());
        Trial::test(format!("{change:?} leaves the records as they are"), move || holds(change, &texts, &lexicon))
    };
    libtest_mimic::run(&arguments, Change::ALL.into_iter().map(trial).collect()).exit();
}

/// The example reports, the texts of the cases, and the sentences above.
fn texts() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut files = Vec::new();
    collect(&root.join("examples"), "txt", &mut files);
    collect(&root.join("cases"), "md", &mut files);
    assert!(files.len() > 20, "too few texts were found under {}", root.display());
    files.sort();
    let case = |file: &str| Some(file.split_once("```text\n")?.1.split_once("\n```")?.0.to_owned());
    let text = |file: String| if file.contains("```text") { case(&file) } else { Some(file) };
    files.into_iter().filter_map(text).chain(SENTENCES.map(str::to_owned)).collect()
}

/// The contents of all files with this ending.
fn collect(folder: &Path, ending: &str, out: &mut Vec<String>) {
    for path in std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            collect(&path, ending, out);
        } else if path.extension().is_some_and(|e| e == ending) {
            out.extend(std::fs::read_to_string(&path));
        }
    }
}

fn holds(change: Change, texts: &[String], lexicon: &Lexicon) -> Result<(), Failed> {
    let mut reader = Reader::new(lexicon);
    let mut read = |text: &str| {
        reader.read(Report { text: text.to_owned(), published: Some(PUBLISHED.to_owned()), ..Report::default() })
    };
    let (mut changed, mut wrong) = (0, String::new());
    for (text, seed) in texts.iter().zip(0..) {
        let Some(other) = change.apply(text, seed) else { continue };
        changed += 1;
        let found = same::differences(&read(text), &read(&other));
        if !found.is_empty() {
            wrong.push_str(&format!("{other}\n  {}\n", found.join("\n  ")));
        }
    }
    if changed == 0 {
        return Err("no text has anything that it changes".into());
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.into()) }
}
