//! PDFs of our own, written by hand: what Arabic files have in common is that letters stand where they look, from left to
//! right, in presentation forms or in codes that only a table explains.

use super::*;
use crate::limits::PART;
use std::io::Write;

/// A file of these objects, of which the first is the catalog; `info` is the number of the one with title and date.
fn file(objects: &[impl AsRef<[u8]>], info: Option<usize>) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        places.push(out.len());
        let _ = writeln!(out, "{} 0 obj", n + 1);
        out.extend_from_slice(object.as_ref());
        out.extend_from_slice(b"\nendobj\n");
    }
    let at = out.len();
    let _ = write!(out, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for place in places {
        let _ = writeln!(out, "{place:010} 00000 n ");
    }
    let info = info.map_or(String::new(), |n| format!("/Info {n} 0 R"));
    let _ = write!(out, "trailer\n<</Size {}/Root 1 0 R{info}>>\nstartxref\n{at}\n%%EOF\n", objects.len() + 1);
    out
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

/// A page that shows one text in font F, of these fonts; what is shown is `content`, as it lies in the file.
fn fonts(fonts: &[String], content: Vec<u8>) -> Vec<u8> {
    let names: String = (0..fonts.len()).map(|n| format!("/F{n} {} 0 R", n + 5)).collect();
    let mut objects: Vec<Vec<u8>> = vec![
        "<</Type/Catalog/Pages 2 0 R>>".into(),
        "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 600 800]>>".into(),
        format!("<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<<{names}>>>>>>").into(),
        content,
    ];
    objects.extend(fonts.iter().map(|font| font.clone().into_bytes()));
    file(&objects, None)
}

/// A font with codes of two bytes that has a width for each of `codes` codes.
fn wide(codes: usize) -> String {
    format!("<</Type/Font/Subtype/Type0/DescendantFonts[<</W[0 {} 500]>>]>>", codes - 1)
}

/// The page of a file, and how many characters fonts may still have after it.
fn found(bytes: &[u8]) -> (page::Found, usize) {
    let document = Document::load_mem(bytes).unwrap();
    let mut shared = page::Shared::new(PDF_CONTENT);
    let found = page::page(&document, document.page_iter().next().unwrap(), &mut shared);
    (found, shared.characters())
}

#[test]
fn so_many_letters_of_a_page_and_no_more() {
    let of = |count: usize| {
        let content = format!("BT /F 12 Tf 1 1 Td <{}> Tj ET", "0041".repeat(count));
        found(&page(&content, true)).0.letters.len()
    };
    assert_eq!(
        [of(page::LETTERS - 1), of(page::LETTERS), of(page::LETTERS + 1)],
        [page::LETTERS - 1, page::LETTERS, page::LETTERS]
    );
    // A sign that stands for a thousand letters counts as a thousand.
    let many = format!("<0041> <0041> [<{}>]", "0062".repeat(1_000));
    let content = format!("BT /F 12 Tf 1 1 Td <{}> Tj ET", "0041".repeat(page::LETTERS / 1_000 + 7));
    let letters = found(&page_with(&content, true, &many)).0.letters;
    assert_eq!(letters.iter().map(|letter| letter.text.chars().count()).sum::<usize>(), page::LETTERS);
}

#[test]
fn so_many_characters_of_all_fonts_and_no_more() {
    let whole = 0x1_0000;
    let of = |count: usize, last: usize| {
        let mut list: Vec<String> = vec![wide(whole); count];
        list.push(wide(last));
        let shows: String = (0..=count).map(|n| format!("BT /F{n} 12 Tf <0041> Tj ET ")).collect();
        found(&fonts(&list, stream(&shows).into())).1
    };
    let full = font::CHARACTERS / whole;
    let rest = font::CHARACTERS % whole;
    assert_eq!([of(full, rest - 1), of(full, rest), of(full, rest + 1), of(full + 3, 9)], [1, 0, 0, 0]);
}

#[test]
fn a_font_takes_in_no_more_characters_than_there_is_room_for_however_it_lists_them() {
    let lists = [
        "<</Type/Font/Subtype/Type0/DescendantFonts[<</W[0 [1 2 3 4 5 6]]>>]>>",
        "<</Type/Font/Subtype/Type0/DescendantFonts[<</W[0 5 500]>>]>>",
        "<</Type/Font/Subtype/Type1/FirstChar 0/Widths[1 2 3 4 5 6]>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        "<</Type/Font/Subtype/Type0/ToUnicode 6 0 R>>",
    ];
    let table = "1 beginbfrange <0041> <0046> <0041> endbfrange 6 beginbfchar <01> <0041> <02> <0042> <03> <0043> <04> <0044> endbfchar";
    for list in lists {
        let bytes = fonts(&[list.to_owned(), stream(table)], stream("").into());
        let document = Document::load_mem(&bytes).unwrap();
        let of = |room| font::Font::new(&document, document.get_dictionary((5, 0)).unwrap(), room).characters();
        assert_eq!([of(0), of(3), of(4)], [0, 3, 4], "{list}");
    }
}

#[test]
fn so_many_operations_of_a_page_and_no_more() {
    let of = |size: usize| {
        let text = line("ﺔﻨﺠﻠﻟﺍ", 100, 700);
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(text.replace("/F ", "/F0 ").as_bytes()).unwrap();
        let blanks = size - text.len() - 1;
        std::io::copy(&mut std::io::repeat(b' ').take(blanks as u64), &mut encoder).unwrap();
        let packed = encoder.finish().unwrap();
        let mut content = format!("<</Filter/FlateDecode/Length {}>>\nstream\n", packed.len()).into_bytes();
        content.extend(packed);
        content.extend_from_slice(b"\nendstream");
        let table = "1 beginbfrange <FE70> <FEFF> <FE70> endbfrange";
        let list = ["<</Type/Font/Subtype/Type0/ToUnicode 6 0 R>>".to_owned(), stream(table)];
        extract(&fonts(&list, content)).map(|pdf| pdf.text)
    };
    assert_eq!(of(PART).as_deref(), Ok("اللجنة"));
    assert_eq!(of(PART + 1), Err(Problem::Bomb));
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
