//! The records that lines of links point at, for whoever linked readings from which some records were left out.

use super::Across;
use rasid_record::{List, Mention, Reference};

impl Across {
    /// Hands over every index of a record, with the report and the list that it counts in; what is written into it
    /// is what the line points at afterwards. Lines keep the order of their records as long as indexes do.
    pub fn each_record(&mut self, mut each: impl FnMut(&str, List, &mut usize)) {
        let mut mention = |list: List, found: &mut Mention| each(&found.0, list, &mut found.1);
        for line in &mut self.arrangements {
            line.phases.iter_mut().flat_map(|phase| &mut phase.mentions).for_each(|x| mention(List::Arrangements, x));
            line.breaches.iter_mut().for_each(|x| mention(List::Breaches, x));
            line.ledger.iter_mut().flat_map(|entry| &mut entry.mentions).for_each(|x| mention(List::Breaches, x));
            line.commitments.iter_mut().for_each(|x| mention(List::Commitments, x));
        }
        for line in &mut self.commitments {
            line.mentions.iter_mut().for_each(|x| mention(List::Commitments, x));
        }
        for stand in self.positions.iter_mut().flat_map(|line| &mut line.stands) {
            mention(List::Arrangements, &mut stand.mention);
        }
        let mut reference = |found: &mut Reference| each(&found.0, found.1, &mut found.2);
        for line in &mut self.commitments {
            line.pro.iter_mut().chain(&mut line.against).for_each(&mut reference);
        }
        self.disagreements.iter_mut().flat_map(|line| line.sides.iter_mut().flatten()).for_each(&mut reference);
        for stand in self.positions.iter_mut().flat_map(|line| &mut line.stands) {
            reference(&mut stand.statement);
        }
        let series = self.figures.iter_mut().flat_map(|line| &mut line.series);
        series.flat_map(|claimed| &mut claimed.given).for_each(|given| reference(&mut given.figure));
    }
}
