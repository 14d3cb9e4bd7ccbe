//! Small good files of every kind, made here: what inputs of their targets begin with.

use crate::seeds;
use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};
use std::io::Write;

/// The texts of the examples.
fn examples() -> Vec<String> {
    seeds::bytes("examples", ".txt").into_iter().filter_map(|text| String::from_utf8(text).ok()).collect()
}

/// A ZIP archive of these members, not compressed, so that changes reach what is in them; every other one is.
pub fn zip(members: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (nth, (name, bytes)) in members.iter().enumerate() {
        let mut crc = Crc::new();
        crc.update(bytes);
        let deflated = nth % 2 == 1;
        let stored = if deflated { deflate(bytes) } else { bytes.clone() };
        let mut fields = Vec::new();
        for (number, size) in [(20, 2), (0x800, 2), (if deflated { 8 } else { 0 }, 2), (0, 2), (0x4C5A, 2)] {
            fields.extend(&u64::to_le_bytes(number)[..size]);
        }
        for number in [crc.sum(), stored.len() as u32, bytes.len() as u32] {
            fields.extend(number.to_le_bytes());
        }
        fields.extend((name.len() as u16).to_le_bytes());
        fields.extend(0_u16.to_le_bytes());
        let at = out.len() as u32;
        out.extend(b"PK\x03\x04");
        out.extend(&fields);
        out.extend(name.as_bytes());
        out.extend(&stored);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&fields);
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (at, count) = (out.len() as u32, members.len() as u16);
    let size = directory.len() as u32;
    out.extend(directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend(size.to_le_bytes());
    out.extend(at.to_le_bytes());
    out.extend(0_u16.to_le_bytes());
    out
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), Compression::fast());
    // Writing to memory cannot fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

/// The text of a document of an office program.
fn document(text: &str) -> String {
    let paragraphs: String = text
        .lines()
        .map(|line| format!("<w:p><w:pPr><w:bidi/></w:pPr><w:r><w:rPr><w:rtl/></w:rPr><w:t xml:space=\"preserve\">{line}</w:t></w:r></w:p>"))
        .collect();
    let table = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>x</w:t><w:tab/><w:br/></w:r></w:p></w:tc></w:tr></w:tbl>";
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{paragraphs}{table}<w:sectPr/></w:body></w:document>"
    )
}

/// The parts of such documents that hold their text.
pub fn document_parts() -> Vec<Vec<u8>> {
    examples().iter().take(5).map(|text| document(text).into_bytes()).collect()
}

/// Documents of an office program.
pub fn docx() -> Vec<Vec<u8>> {
    let types = "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";
    let core = "<?xml version=\"1.0\"?><cp:coreProperties xmlns:cp=\"c\" xmlns:dc=\"d\" xmlns:dcterms=\"t\"><dc:title>t</dc:title><dc:creator>a</dc:creator><dcterms:created>2018-02-26T14:05:00Z</dcterms:created></cp:coreProperties>";
    let whole = |text: &String| {
        zip(&[
            ("word/document.xml", document(text).into_bytes()),
            ("[Content_Types].xml", types.as_bytes().to_vec()),
            ("docProps/core.xml", core.as_bytes().to_vec()),
        ])
    };
    examples().iter().take(3).map(whole).collect()
}

/// PDFs of one page: plain, and with what is in it compressed.
pub fn pdf() -> Vec<Vec<u8>> {
    let content =
        b"BT /F1 12 Tf 72 720 Td (Hello \\(world\\)) Tj 0 -14 Td <0627064406470646> Tj [(a) -250 (b)] TJ T* (x) ' ET"
            .to_vec();
    let map = b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange 2 beginbfchar <0627> <0627> <0644> <0644> endbfchar 1 beginbfrange <0640> <0650> <0640> endbfrange endcmap end".to_vec();
    let zlib = |bytes: &[u8]| {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
        let _ = encoder.write_all(bytes);
        encoder.finish().unwrap_or_default()
    };
    let whole = |deflated: bool| {
        let stream = |bytes: &[u8]| {
            let (bytes, filter) = if deflated { (zlib(bytes), "/Filter /FlateDecode ") } else { (bytes.to_vec(), "") };
            [format!("<< {filter}/Length {} >>\nstream\n", bytes.len()).as_bytes(), &bytes, b"\nendstream"].concat()
        };
        let objects: Vec<Vec<u8>> = vec![
            b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 612 792] >>".to_vec(),
            b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_vec(),
            stream(&content),
            b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /ToUnicode 6 0 R /DescendantFonts [7 0 R] >>".to_vec(),
            stream(&map),
            b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>".to_vec(),
            b"<< /Title (t) /Author (a) /CreationDate (D:20180226140500+03'00') >>".to_vec(),
        ];
        let (mut out, mut places) = (b"%PDF-1.7\n".to_vec(), Vec::new());
        for (nth, object) in objects.iter().enumerate() {
            places.push(out.len());
            out.extend(format!("{} 0 obj\n", nth + 1).bytes());
            out.extend(object);
            out.extend(b"\nendobj\n");
        }
        let at = out.len();
        out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).bytes());
        places.iter().for_each(|place| out.extend(format!("{place:010} 00000 n \n").bytes()));
        out.extend(
            format!("trailer\n<< /Size {} /Root 1 0 R /Info 8 0 R >>\nstartxref\n{at}\n%%EOF\n", places.len() + 1)
                .bytes(),
        );
        out
    };
    vec![whole(false), whole(true)]
}

/// E-mails, plain and in parts.
pub fn mails() -> Vec<Vec<u8>> {
    let text = examples().into_iter().next().unwrap_or_default();
    let head = "From: =?utf-8?B?2KM=?= <a@example.org>\r\nTo: b@example.org\r\nSubject: =?windows-1256?Q?=C3=E1?= t\r\nDate: Mon, 26 Feb 2018 14:05:00 +0300\r\nMessage-ID: <1@example.org>\r\nMIME-Version: 1.0\r\n";
    let quoted: String = text
        .bytes()
        .take(600)
        .map(|byte| format!("={byte:02X}"))
        .collect::<Vec<_>>()
        .chunks(20)
        .map(|line| line.concat() + "=\r\n")
        .collect();
    vec![
        format!("{head}Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{text}").into_bytes(),
        format!("{head}Content-Type: text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{quoted}").into_bytes(),
        format!("{head}Content-Type: multipart/mixed; boundary=\"b1\"\r\n\r\n--b1\r\nContent-Type: multipart/alternative; boundary=b2\r\n\r\n--b2\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>{text}</p>\r\n--b2--\r\n--b1\r\nContent-Type: text/plain; name=\"a.txt\"\r\nContent-Disposition: attachment; filename*=utf-8''%D8%A3.txt\r\nContent-Transfer-Encoding: base64\r\n\r\n2KPYudmE2YY=\r\n--b1--\r\n").into_bytes(),
    ]
}

/// A file of several e-mails.
pub fn mailbox() -> Vec<Vec<u8>> {
    let mails = mails();
    let one = |mail: &Vec<u8>| [b"From a@example.org Mon Feb 26 14:05:00 2018\n", mail.as_slice(), b"\n\n"].concat();
    vec![mails.iter().flat_map(one).collect(), mails.iter().take(1).flat_map(one).collect()]
}

/// Exports of Telegram and of WhatsApp.
pub fn telegram() -> Vec<Vec<u8>> {
    let message = |(nth, text): (usize, &String)| {
        serde_json::json!({"id": nth, "type": "message", "date": "2018-02-26T14:05:00", "date_unixtime": "1519643100", "from": "o", "from_id": "channel1", "forwarded_from": "p",
            "text": [text.chars().take(400).collect::<String>(), {"type": "link", "text": "https://example.org/"}], "text_entities": []})
    };
    let messages: Vec<_> = examples().iter().enumerate().map(message).collect();
    let channel = serde_json::json!({"name": "o", "type": "public_channel", "id": 1, "messages": messages});
    vec![
        channel.to_string().into_bytes(),
        serde_json::json!({"about": "x", "chats": {"list": [channel]}}).to_string().into_bytes(),
    ]
}

/// Exports of WhatsApp as phones of two makers write them.
pub fn whatsapp() -> Vec<Vec<u8>> {
    let texts: Vec<String> = examples().iter().map(|text| text.chars().take(300).collect()).collect();
    let android: String = texts.iter().map(|text| format!("26/02/2018, 2:05 pm - +967 1: {text}\n")).collect();
    let apple: String = texts.iter().map(|text| format!("\u{200e}[26/02/2018, 14:05:00] o: {text}\n\u{200e}[26/02/2018, 14:05:01] o: \u{200e}<attached: 1.jpg>\n")).collect();
    vec![android.into_bytes(), apple.into_bytes()]
}

/// Tables with a report a row.
pub fn tables() -> Vec<Vec<u8>> {
    let row = |text: &String| format!("o,2018-02-26,https://example.org,t,\"{}\"\r\n", text.replace('"', "\"\""));
    let rows: String = examples().iter().take(4).map(row).collect();
    vec![
        format!("outlet,published,url,title,text\r\n{rows}").into_bytes(),
        b"text;date\nx y;26/02/2018\n".to_vec(),
        b"\xef\xbb\xbftitle\ttext\n\"a\n\nb\"\tc\n".to_vec(),
    ]
}

/// Archives of files of other kinds, also of archives.
pub fn archives() -> Vec<Vec<u8>> {
    let texts = examples();
    let text = |nth: usize| texts.get(nth).cloned().unwrap_or_default().into_bytes();
    let inner = zip(&[("b.txt", text(1)), ("index.csv", b"file,outlet\nb.txt,o\n".to_vec())]);
    let mail = mails().swap_remove(0);
    vec![
        zip(&[
            ("a.txt", text(0)),
            ("folder/b.txt", text(1)),
            ("c.jsonl", b"{\"text\": \"x\"}\n".to_vec()),
            ("d.eml", mail),
        ]),
        zip(&[
            ("inner.zip", inner),
            ("result.json", telegram().swap_remove(0)),
            ("../../e.txt", text(2)),
            ("/f.txt", text(2)),
        ]),
        zip(&[("zeros.txt", vec![b'x'; 3_000_000]), ("zeros2.txt", vec![b'x'; 3_000_000])]),
    ]
}
