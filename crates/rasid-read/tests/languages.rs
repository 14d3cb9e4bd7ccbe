//! What is marked as another language than Arabic is kept and not read.

use rasid_lang::Lexicon;
use rasid_read::Reader;
use rasid_record::Report;

#[test]
fn what_is_not_arabic_gets_an_empty_reading_that_says_so() {
    let lexicon = Lexicon::builtin();
    let mut reader = Reader::new(&lexicon);
    let report = |lang: Option<&str>| Report {
        text: "قال وزير الخارجية إن الهدنة ستبدأ غدا.".to_owned(),
        lang: lang.map(str::to_owned),
        ..Report::default()
    };
    for lang in ["und", "en", "fa-IR"] {
        let reading = reader.read(report(Some(lang)));
        assert!(reading.statements.is_empty() && reading.times.is_empty());
        assert_eq!(reading.notes.iter().map(|note| note.kind.as_str()).collect::<Vec<_>>(), ["not-arabic"]);
        assert_eq!(reading.report.text, report(None).text);
    }
    for lang in [None, Some("ar"), Some("ar-SY"), Some("ARB")] {
        assert!(!reader.read(report(lang)).statements.is_empty(), "{lang:?}");
    }
}
