//! PDFs of our own, written by hand: what Arabic files have in common is that letters stand where they look, from left to
//! right, in presentation forms or in codes that only a table explains.

use super::*;
use std::fmt::Write;

/// A file of these objects, of which the first is the catalog; `info` is the number of the one with title and date.
fn file(objects: &[String], info: Option<usize>) -> Vec<u8> {
    let mut out = "%PDF-1.7\n".to_owned();
    let mut places = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        places.push(out.len());
        let _ = write!(out, "{} 0 obj\n{object}\nendobj\n", n + 1);
    }
    let at = out.len();
    let _ = write!(out, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for place in places {
        let _ = writeln!(out, "{place:010} 00000 n ");
    }
    let info = info.map_or(String::new(), |n| format!("/Info {n} 0 R"));
    let _ = write!(out, "trailer\n<</Size {}/Root 1 0 R{info}>>\nstartxref\n{at}\n%%EOF\n", objects.len() + 1);
    out.into_bytes()
}

fn stream(content: &str) -> String {
    format!("<</Length {}>>\nstream\n{content}\nendstream", content.len())
}

/// A page whose letters have the codes of UTF-16, with a table that says so where `told`.
fn page(content: &str, told: bool) -> Vec<u8> {
    page_with(content, told, "")
}

/// Such a page, with more ranges in the table.
fn page_with(content: &str, told: bool, more: &str) -> Vec<u8> {
    let table = format!(
        "1 begincodespacerange <0000> <FFFF> endcodespacerange \
         3 beginbfrange <0020> <007E> <0020> <0600> <06FF> <0600> <FE70> <FEFF> <FE70> {more} endbfrange"
    );
    let to_unicode = if told { "/ToUnicode 6 0 R" } else { "" };
    file(
        &[
            "<</Type/Catalog/Pages 2 0 R>>".into(),
            "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 600 800]>>".into(),
            "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</P 8 0 R>>>>>>".into(),
            stream(content),
            format!("<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[7 0 R]{to_unicode}>>"),
            stream(&table),
            "<</Type/Font/Subtype/CIDFontType2/BaseFont/X/DW 500>>".into(),
            format!("<</Subtype/Image/Width 1/Height 1{}", &stream("x")[2..]),
            "<</Title<FEFF062706440647062F06460629002006270644062C062F064A062F0629>/CreationDate(D:20210501120000+03'00')>>".into(),
        ],
        Some(9),
    )
}

/// A line as it looks, from left to right, at a height.
fn line(shown: &str, x: u32, y: u32) -> String {
    let codes: String = shown.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
    format!("BT /F 12 Tf {x} {y} Td <{codes}> Tj ET\n")
}

#[test]
fn lines_that_are_stored_as_they_look_are_read_as_they_are_written() {
    let content = line("ﺔﻨﺠﻠﻟﺍ ﺖﻨﻠﻋﺃ", 300, 700) + &line("2021 ﺭﺎﻳﺃ 15 ﻲﻓ )ﺮﺒﻌﻤﻟﺍ( ﺢﺘﻓ", 200, 660);
    let pdf = extract(&page(&content, true)).unwrap();
    assert_eq!(pdf.text, "أعلنت اللجنة\nفتح (المعبر) في 15 أيار 2021");
    assert_eq!(pdf.title.as_deref(), Some("الهدنة الجديدة"));
    assert_eq!(pdf.made.as_deref(), Some("2021-05-01T12:00+03:00"));
    assert_eq!(pdf.unknown, 0);
}

#[test]
fn what_a_stretch_says_of_itself_takes_the_place_of_its_letters() {
    let content =
        format!("/Span <</ActualText <FEFF06440627>>> BDC\n{}EMC\n{}", line("X", 100, 700), line("ﺳ", 106, 700));
    assert_eq!(extract(&page(&content, true)).unwrap().text, "سلا");
}

#[test]
fn a_sign_that_joins_lam_and_alef_is_read_as_it_is_written() {
    // The table says of the sign what it looks like from left to right.
    let bytes = page_with(&line("ﺪﺣ\u{1}", 100, 700), true, "<0001> <0001> [<06230644>]");
    assert_eq!(extract(&bytes).map(|pdf| pdf.text), Ok("لأحد".to_owned()));
}

#[test]
fn a_file_without_text_says_what_to_do() {
    assert_eq!(extract(&page("q 600 0 0 800 0 0 cm /P Do Q", true)), Err(Problem::PdfPictures { pictures: true }));
    assert_eq!(extract(&page("", true)), Err(Problem::PdfPictures { pictures: false }));
    assert_eq!(extract(&page(&line("ﺔﻨﺠﻠﻟﺍ", 100, 100), false)), Err(Problem::PdfLetters));
    assert!(matches!(extract(b"%PDF-1.4 nothing"), Err(Problem::Damaged(_))));
}

#[test]
fn so_many_pages_and_no_more() {
    let of = |pages: usize| {
        let mut objects = vec![
            "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
            format!(
                "<</Type/Pages/Count {pages}/Kids[{}]>>",
                (0..pages).map(|n| format!("{} 0 R ", n + 3)).collect::<String>()
            ),
        ];
        objects.extend((0..pages).map(|_| "<</Type/Page/Parent 2 0 R>>".to_owned()));
        extract(&file(&objects, None)).unwrap_err()
    };
    assert_eq!(of(PAGES), Problem::PdfPictures { pictures: false });
    assert_eq!(of(PAGES + 1), Problem::ManyPages);
}

#[test]
fn streams_of_objects_are_bounded_before_they_are_kept() {
    let many = |count: usize| "obj<</Type/ObjStm>>stream\nx endobj ".repeat(count).into_bytes();
    assert!(!objects_are_too_large(&many(PDF_STREAMS)));
    assert!(objects_are_too_large(&many(PDF_STREAMS + 1)));
    let of = |size: usize| {
        let mut encoder =
            flate2::write::ZlibEncoder::new(b"obj<</Type/Obj#53tm>>stream\r\n".to_vec(), flate2::Compression::fast());
        std::io::copy(&mut std::io::repeat(b' ').take(size as u64), &mut encoder).unwrap();
        objects_are_too_large(&encoder.finish().unwrap())
    };
    assert!(!of(PDF_CONTENT - 1) && of(PDF_CONTENT));
}

#[test]
fn no_bytes_whatever_make_it_panic() {
    let whole = page(&line("ﺔﻨﺠﻠﻟﺍ ﺖﻨﻠﻋﺃ", 300, 700), true);
    for at in (0..whole.len()).step_by(3) {
        for value in [b'9', b'(', b'<', 0xFF] {
            let mut bytes = whole.clone();
            bytes[at] = value;
            let _ = extract(&bytes);
        }
        let _ = extract(&whole[..at]);
    }
}
