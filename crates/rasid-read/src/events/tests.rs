//! What must hold of every event, whatever the text, as rules read it; what is weighed is tried in `weigh`.

use crate::Reader;
use rasid_lang::Lexicon;
use rasid_lang::weights::Weights;
use rasid_record::{Aux, Event, EventType, Reading, Report};

fn read(text: &str) -> Reading {
    let lexicon = Lexicon::builtin().with_weights(Weights::default());
    let report = Report { text: text.to_owned(), published: Some("2018-02-26".to_owned()), ..Report::default() };
    Reader::new(&lexicon).read(report)
}

fn only(text: &str) -> Event {
    let mut events = read(text).events;
    assert_eq!(events.len(), 1, "{text}: {events:?}");
    events.remove(0)
}

#[test]
fn spans_are_the_words_of_the_text_and_indexes_exist() {
    let reading = read(
        "قالت موسكو إن طائراتها شنت غارات على مواقع داعش في دير الزور يوم الأحد، وأسفرت عن مقتل 7 مسلحين.\n\
         ودعا الأمين العام للأمم المتحدة أنطونيو غوتيريش جميع الأطراف إلى هدنة.",
    );
    assert!(reading.events.len() >= 2, "{:?}", reading.events);
    let chars: Vec<char> = reading.report.text.chars().collect();
    for event in &reading.events {
        let people = event.actors.iter().chain(&event.recipients).map(|p| &p.span);
        for anchor in people.chain([&event.trigger]).chain(&event.place) {
            let words: String = chars[anchor.start as usize..anchor.end as usize].iter().collect();
            assert_eq!(words, anchor.text);
        }
        assert!(event.by.is_none_or(|n| n < reading.statements.len()));
        assert!(event.when.is_none_or(|n| n < reading.times.len()));
    }
    let starts: Vec<u32> = reading.events.iter().map(|e| e.trigger.start).collect();
    assert!(starts.is_sorted());
}

#[test]
fn odd_texts_make_no_event_and_no_panic() {
    for text in ["", "قصف", "«قصف", "غارات غارات", "من قبل", "وقصف،", "x قتل 5", "\n\nالهجوم على", "أعلنت أعلنت أن أن"]
    {
        let reading = read(text);
        assert!(reading.events.iter().all(|e| e.actors.is_empty()), "{text}: {:?}", reading.events);
    }
}

#[test]
fn a_pronoun_whose_meaning_hangs_on_its_own_word_means_nobody() {
    // "Three of its leaders met (their death)": whose leaders would be the subject of the verb, which they are themselves.
    for text in ["حركة طالبان، اثنان من قياداتها لقوا حتفهم.", "جماعة الحوثي، ثلاثة من قياداتها لقوا مصرعهم في تعز."]
    {
        assert_eq!(read(text).report.text, text);
    }
}

#[test]
fn the_cue_of_a_statement_is_told_by_the_outlet_what_is_said_by_the_speaker() {
    let reading = read("اتهمت فرنسا القوات الروسية بقصف المستشفيات.");
    let accuse = reading.events.iter().find(|e| e.kind == EventType::Accuse).unwrap();
    let shelling = reading.events.iter().find(|e| e.kind == EventType::Assault).unwrap();
    assert_eq!(accuse.by, None);
    assert_eq!(shelling.by, Some(0));
}

#[test]
fn a_promised_meeting_is_an_agreement() {
    let event = only("سيلتقي الرئيس الروسي فلاديمير بوتين المستشارة الألمانية أنغيلا ميركل.");
    assert_eq!((event.kind, event.aux), (EventType::Agree, None));
    assert_eq!(event.actors.len(), 2);
}

#[test]
fn what_happened_years_ago_is_historical() {
    let event = only("انسحبت القوات السورية من لبنان في عام 2005.");
    assert_eq!((event.kind, event.aux), (EventType::Retreat, Some(Aux::Historical)));
}
