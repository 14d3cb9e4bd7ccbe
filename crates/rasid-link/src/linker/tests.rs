//! What the outside cannot see: that bounds of memory change no link.

#[expect(dead_code, reason = "the tests outside use more of it")]
#[path = "../../tests/made/mod.rs"]
mod made;

use super::*;
use crate::stretches::Stretches;

#[test]
fn what_is_thrown_away_and_filed_again_changes_no_link() {
    let mut readings = made::archive(250);
    let by_date = |reading: &Reading| reading.report.published.clone();
    for sorted in [false, true] {
        if sorted {
            readings.sort_by_key(by_date);
        }
        let (mut kept, mut bounded) = (Linker::new(), Linker::new());
        bounded.index.0 = Stretches::bounded(0);
        bounded.wordings.spans = Stretches::bounded(0);
        for reading in &readings {
            assert_eq!(bounded.add(reading), kept.add(reading));
        }
        assert_eq!(bounded.numbered_links(), kept.numbered_links());
    }
}

#[test]
fn names_are_numbered_in_the_order_in_which_things_began() {
    // Reports 3, 1, 0, 2 in order; 1 and 2 are of what 1 stands for.
    assert_eq!(numbered(&[3, 1, 0, 2], &[0, 1, 1, 3]), [3, 2, 2, 1]);
}
