//! What the summary of a reading shows.

use super::*;

const READING: &str = r#"{"rasid": 1, "id": "a", "title": "عنوان", "published": "2024-03-01", "text": "…",
  "times": [{"start": 0, "end": 3, "text": "أمس", "kind": "date", "value": "2024-02-29", "mod": null, "anchored": true}],
  "figures": [{"start": 5, "end": 9, "text": "3 قتلى", "low": 3, "high": 3, "approx": false, "counted": "قتلى",
    "measure": "killed", "who": "unknown", "scope": "incident", "from": 0, "until": null, "by": 0, "carried": true}],
  "statements": [{"speaker": {"start": 0, "end": 1, "text": "الوزير"}, "speaker_id": "ABC:gov", "form": "indirect",
    "cue": {"start": 0, "end": 1, "text": "قال"}, "content": {"start": 0, "end": 1, "text": "إن\nالهدنة \u202eباقية"},
    "addressee": null, "via": [], "stance": "promise", "negated": false}],
  "events": [], "commitments": [],
  "arrangements": [{"start": 0, "end": 1, "text": "الهدنة", "kind": "pause", "place": null, "parties": ["ABC", "DEF"],
    "for": null, "from": null, "until": null, "phase": "in-force", "by": 0}],
  "breaches": [], "naming": []}"#;

#[test]
fn each_record_stands_beside_its_words() {
    let reading: Reading = serde_json::from_str(READING).unwrap();
    let shown = summary(&reading, Style::of(false)).replace(['\u{2068}', '\u{2069}'], "'");
    assert_eq!(
        shown,
        "\
'عنوان'
outlet not known · 2024-03-01 · a

Times (1)
   1  date 2024-02-29  'أمس'
      worked out from the date of publication

Figures (1)
   1  killed (unknown) 3  '3 قتلى'
      scope: incident; from 'أمس'; continues statement 1, ABC:gov

Statements (1)
   1  'الوزير' (ABC:gov) → promise →  'إن الهدنة باقية'
      indirect by 'قال'

Arrangements (1)
   1  pause: in-force  'الهدنة'
      parties ABC, DEF; said in statement 1, ABC:gov

Nothing was found for: events, commitments, breaches, naming.

"
    );
}
