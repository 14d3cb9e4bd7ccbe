//! What remains of the events once they are seen together: no event twice, the dead as
//! recipients of the act that killed them, nothing at all in reports of sport or culture.

use super::Draft;
use super::ground::Ground;
use rasid_lang::tables::triggers::Topic;
use rasid_record::EventType;

/// Words of sport or culture from which a report counts as one.
const FEW: usize = 4;
/// One such word in so many tokens is enough.
const RARE: usize = 50;

impl Ground<'_, '_, '_> {
    /// Whether the report is about sport, film or fashion: such words outnumber one in fifty.
    pub fn is_elsewhere(&self) -> bool {
        let count = (0..self.doc.len()).filter(|&i| self.any_topic(i, &[Topic::SPORT, Topic::CULTURE, Topic::SCIENCE])).count();
        count >= FEW && count * RARE > self.doc.len()
    }
}

/// Gives those killed to the act that killed them, where one is told in the same sentence.
pub(super) fn merge_outcomes(ground: &Ground<'_, '_, '_>, drafts: &mut Vec<Draft>) {
    let mut n = 0;
    while n < drafts.len() {
        let draft = &drafts[n];
        if !draft.outcome {
            n += 1;
            continue;
        }
        let sentence = ground.doc.sentence_of(draft.at);
        let act = drafts.iter().position(|d| {
            d.kind == EventType::Assault && !d.outcome && ground.doc.sentence_of(d.at) == sentence && d.at.abs_diff(draft.at) < 25
        });
        let Some(act) = act else {
            n += 1;
            continue;
        };
        let dead = drafts.remove(n).recipients;
        let act = if act > n { act - 1 } else { act };
        let recipients = &mut drafts[act].recipients;
        for member in dead {
            if !recipients.iter().any(|m| m.id == member.id) {
                recipients.push(member);
            }
        }
    }
}
