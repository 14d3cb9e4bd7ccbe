//! What must hold of `marks`.

use super::*;

fn mark(start: usize, end: usize, list: List, idx: usize) -> Mark {
    Mark { start, end, list, idx, is_main: true }
}

/// What a browser would make of it: `[name|words]`.
fn drawn(paragraphs: &[Paragraph]) -> String {
    let mut out = Vec::new();
    for paragraph in paragraphs {
        let mut line = String::new();
        for piece in paragraph {
            match piece {
                Piece::Open { record, .. } => line += &format!("[{record}|"),
                Piece::Text(text) => line += text,
                Piece::Close => line += "]",
            }
        }
        out.push(line);
    }
    out.join("\n")
}

fn write_plain(text: &str, marks: &[Mark]) -> Vec<Paragraph> {
    write(text, marks, |list, idx| format!("{list} {idx}"))
}

#[test]
fn nested_records_nest_the_longer_outside() {
    let marks = [mark(2, 4, List::Figures, 0), mark(0, 9, List::Statements, 0), mark(2, 6, List::Events, 1)];
    assert_eq!(drawn(&write_plain("abcdefghij", &marks)), "[statements-0|ab[events-1|[figures-0|cd]ef]ghi]j");
}

#[test]
fn a_record_that_crosses_another_is_cut_and_named_once() {
    let marks = [mark(0, 5, List::Statements, 0), mark(3, 8, List::Arrangements, 2)];
    let written = write_plain("abcdefghij", &marks);
    assert_eq!(drawn(&written), "[statements-0|abc[arrangements-2|de]][arrangements-2|fgh]ij");
    let names: Vec<(&str, &str)> = written[0]
        .iter()
        .filter_map(|p| match p {
            Piece::Open { name, class, .. } => Some((name.as_str(), class.as_str())),
            _ => None,
        })
        .collect();
    assert_eq!(
        names,
        [
            ("r-statements-0", "mark in-statements"),
            ("r-arrangements-2", "mark in-arrangements cut0"),
            ("", "mark in-arrangements cut0")
        ]
    );
}

#[test]
fn a_record_that_runs_over_paragraphs_is_cut_at_their_border() {
    let marks = [mark(1, 6, List::Statements, 0)];
    assert_eq!(drawn(&write_plain("abc\n\ndef", &marks)), "a[statements-0|bc]\n[statements-0|d]ef");
}

#[test]
fn equal_spans_of_several_records_are_all_named() {
    let marks = [mark(0, 3, List::Events, 0), mark(0, 3, List::Commitments, 0), mark(0, 3, List::Statements, 1)];
    let written = write_plain("abc", &marks);
    for record in ["r-events-0", "r-commitments-0", "r-statements-1"] {
        assert!(written[0].iter().any(|p| matches!(p, Piece::Open { name, .. } if name == record)), "{record}");
    }
}

#[test]
fn positions_count_code_points_and_bad_ones_do_no_harm() {
    let text = "قال كيري: «الهدنة صامدة»";
    let marks = [mark(4, 8, List::Naming, 0), mark(11, 500, List::Statements, 0), mark(700, 800, List::Times, 0)];
    let mut wrong = marks.to_vec();
    wrong.push(mark(9, 3, List::Events, 0));
    assert_eq!(drawn(&write_plain(text, &wrong)), "قال [naming-0|كيري]: «[statements-0|الهدنة صامدة»]");
}

#[test]
fn whatever_the_marks_the_words_stay_and_each_record_keeps_its_own() {
    // A small generator of its own, so that the cases are the same everywhere.
    let mut seed = 7_u64;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    for _ in 0..300 {
        let text: String = (0..40).map(|_| ['ا', 'ب', ' ', 'x', '\n'][next(5)]).collect();
        let marks: Vec<Mark> = (0..next(12))
            .map(|idx| {
                let start = next(40);
                mark(start, start + 1 + next(12), List::ALL[next(8)], idx)
            })
            .collect();
        let written = write_plain(&text, &marks);
        let lines = |s: &str| s.split('\n').filter(|l| !l.trim().is_empty()).collect::<Vec<_>>().join("\n");
        let mut words = BTreeMap::<String, String>::new();
        let mut plain = Vec::new();
        for paragraph in &written {
            let (mut open, mut line) = (Vec::new(), String::new());
            for piece in paragraph {
                match piece {
                    Piece::Open { record, .. } => open.push(record.clone()),
                    Piece::Close => assert!(open.pop().is_some()),
                    Piece::Text(text) => {
                        line += text;
                        open.iter().for_each(|record| *words.entry(record.clone()).or_default() += text);
                    }
                }
            }
            assert!(open.is_empty());
            plain.push(line);
        }
        assert_eq!(plain.join("\n"), lines(&text));
        for m in &marks {
            let own: String = text.chars().skip(m.start).take(m.end - m.start).filter(|&c| c != '\n').collect();
            let got = words.get(&format!("{}-{}", m.list, m.idx)).cloned().unwrap_or_default();
            // Lines of nothing but spaces are left out of the page, and marks with them.
            assert_eq!(got.replace(' ', ""), own.replace(' ', ""));
        }
    }
}

#[test]
fn the_style_sheet_lights_up_every_piece_of_cut_records() {
    let sheet = include_str!("../../assets/record.css");
    assert!(sheet.contains(&cut_rules()), "record.css must hold these selectors:\n{}", cut_rules());
}

#[test]
fn very_deep_nesting_is_bounded() {
    let marks: Vec<Mark> = (0..400).map(|i| mark(i, 1000 - i, List::Events, i)).collect();
    let (mut depth, mut deepest) = (0, 0);
    for piece in &write_plain(&"x".repeat(1000), &marks)[0] {
        match piece {
            Piece::Open { .. } => depth += 1,
            Piece::Close => depth -= 1,
            Piece::Text(_) => {}
        }
        deepest = deepest.max(depth);
    }
    assert_eq!(deepest, DEPTH);
}
