//! What is said of places in sentences of our own.

use crate::Reader;
use rasid_lang::Lexicon;
use rasid_record::{Reading, Report};

fn read(text: &str) -> Reading {
    let report = Report {
        text: text.into(),
        published: Some("2018-03-01".into()),
        lang: Some("ar".into()),
        ..Report::default()
    };
    Reader::new(&Lexicon::builtin()).read(report)
}

/// Words, identifier, role, precision, reason, and whether there is a point.
fn places(text: &str) -> Vec<String> {
    let told = |p: &rasid_record::Located| {
        let point = if p.lat.is_some() && p.lon.is_some() { "point" } else { "-" };
        format!("{} = {} {} {} {} {point}", p.at.text, p.id, p.role, p.precision, p.reason)
    };
    read(text).places.iter().map(told).collect()
}

#[test]
fn where_something_was_done_is_looked_up_by_name() {
    let text = "قصفت قوات النظام السوري مدينة دوما يوم الخميس.";
    assert_eq!(places(text), ["مدينة دوما = douma occurred settlement only point"]);
}

#[test]
fn around_a_place_and_a_whole_state_have_no_point() {
    assert_eq!(places("قصفت الطائرات الروسية مواقع المعارضة شمال حماة."), ["حماة = hama occurred area around -"]);
    assert_eq!(
        places("قصفت الطائرات الروسية مواقع المعارضة غرب مدينة حمص."),
        ["مدينة حمص = homs occurred area around -"]
    );
    assert_eq!(places("شنت مقاتلات أميركية غارات في سوريا."), ["سوريا = SYR occurred country wide -"]);
}

#[test]
fn who_leaves_has_a_from_and_a_to() {
    let text = "انسحب مقاتلو جيش الإسلام من دوما إلى مدينة جرابلس.";
    assert_eq!(
        places(text),
        ["دوما = douma from settlement only point", "مدينة جرابلس = jarabulus to settlement only point"]
    );
}

#[test]
fn people_meet_at_a_place() {
    let found = places("التقى وزير الخارجية الروسي سيرغي لافروف نظيره الأميركي جون كيري في جنيف.");
    assert_eq!(found, ["جنيف = geneva meeting settlement known point"]);
}

#[test]
fn every_point_has_a_reason_for_one_and_every_place_its_records() {
    const WITH: [&str; 6] = ["own", "known", "only", "largest", "country", "near"];
    let text = "أعلنت روسيا هدنة في حلب. وقصف الجيش السوري بلدة كفر حمرة وحي الليرمون ومطار منغ، واتهمت المعارضة النظام بخرق الهدنة في \
                الغوطة الشرقية. ونقلت حافلات المدنيين من داريا إلى إدلب.";
    let reading = read(text);
    assert!(reading.places.len() > 3);
    for place in &reading.places {
        assert_eq!(place.lat.is_some(), WITH.contains(&place.reason.as_str()), "{place:?}");
        assert!(place.of.iter().all(|(list, index)| reading.anchor(*list, *index).is_some()) && !place.of.is_empty());
        assert!(place.at.text.contains(&place.matched));
    }
}
