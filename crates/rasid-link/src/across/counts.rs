//! The three counts of every claim: texts, origins, sides. There is no fourth that adds them up, since five
//! rewrites of one agency's figure are one origin, and the word of the accused is not that of a third party.

use super::facts::Facts;
use super::sides;
use rasid_record::{Attests, Counts};
use std::collections::BTreeSet;

/// A claim in a report: the report's number, and the index of the statement that makes it.
pub(crate) type Claim = (u32, Option<usize>);

/// Reports, and which of them repeat the wording of which.
pub(crate) struct Sources<'l> {
    /// All reports.
    pub facts: &'l [Facts],
    /// For each report the one at the beginning of its chain of copies.
    pub roots: &'l [u32],
}

impl Sources<'_> {
    /// Counts claims about `bound`, against whom `opponents` stand.
    pub fn count(&self, claims: &[Claim], bound: &[&str], opponents: &[&str]) -> Counts {
        let (mut texts, mut named, mut unnamed) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        let mut attests = BTreeSet::new();
        for &(report, by) in claims {
            texts.insert(self.text(report));
            match self.origin(report, by) {
                Ok(name) => _ = named.insert(name),
                Err(key) => _ = unnamed.insert(key),
            }
            attests.insert(self.attests(report, by, bound, opponents));
        }
        Counts {
            texts: texts.len(),
            origins: named.len(),
            named: named.into_iter().map(str::to_owned).collect(),
            unnamed: unnamed.len(),
            sides: attests.into_iter().collect(),
        }
    }

    /// What stands for the wording of a report: copies share it.
    fn text(&self, report: u32) -> &str {
        let root = &self.facts[self.roots[report as usize] as usize];
        if root.text.is_empty() { &root.id } else { &root.text }
    }

    /// The source of a claim: who says it, where they have a name; else the agency it came through; else the
    /// outlet, which for a copy is that of the first report. A source without a name holds for its text alone.
    pub fn origin(&self, report: u32, by: Option<usize>) -> Result<&str, (&str, &str)> {
        let facts = &self.facts[report as usize];
        let speech = facts.speech(by);
        let speaker = speech.and_then(|s| s.speaker.as_deref());
        if let Some(name) = speaker.filter(|id| !id.split('+').any(sides::is_local)) {
            return Ok(name);
        }
        if let Some(agency) = speech.and_then(|s| s.via.as_deref()) {
            return Ok(agency);
        }
        if let Some(local) = speaker {
            return Err((self.text(report), local));
        }
        if by.is_some() {
            return Err((self.text(report), ""));
        }
        let root = &self.facts[self.roots[report as usize] as usize];
        root.outlet.as_deref().ok_or((self.text(report), ""))
    }

    /// Who claims it as it is shown: nothing where the outlet does.
    pub fn claimant(&self, report: u32, by: Option<usize>) -> Option<&str> {
        self.facts[report as usize].speech(by)?.speaker.as_deref()
    }

    /// What tells claimants apart: a label without a name holds inside one text only.
    pub fn claimant_key(&self, report: u32, by: Option<usize>) -> (Option<&str>, &str) {
        let claimant = self.claimant(report, by);
        let local = claimant.is_some_and(|id| id.split('+').any(sides::is_local)) || by.is_some() && claimant.is_none();
        (claimant, if local { self.text(report) } else { "" })
    }

    /// Which side attests a claim.
    fn attests(&self, report: u32, by: Option<usize>, bound: &[&str], opponents: &[&str]) -> Attests {
        let side = self.facts[report as usize].speech(by).and_then(|s| s.side());
        let among = |ids: &[&str]| side.is_some_and(|side| ids.iter().any(|id| sides::same(side, id)));
        match (among(bound), among(opponents)) {
            (true, _) => Attests::Own,
            (_, true) => Attests::Opponent,
            _ => Attests::Third,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rasid_record::*;

    fn report(id: &str, text: &str, outlet: &str, speaker: Option<&str>, via: &[&str]) -> Facts {
        let mut reading = Reading::empty(Report {
            id: id.into(),
            text_id: text.into(),
            outlet: Some(outlet.into()),
            ..Report::default()
        });
        reading.statements.extend(speaker.map(|speaker| Statement {
            speaker: None,
            speaker_id: Some(speaker.into()),
            cue: Anchor::default(),
            content: None,
            form: Form::Indirect,
            addressee: None,
            via: Vec::new(),
            stance: Stance::Inform,
            negated: false,
            side: None,
            via_ids: via.iter().map(|id| (*id).to_owned()).collect(),
            rule: String::new(),
        }));
        Facts::of(&reading, id.into(), &crate::ids::Ids::default())
    }

    #[test]
    fn five_rewrites_of_one_agencys_figure_are_five_texts_and_one_origin() {
        let facts: Vec<Facts> = (0..5)
            .map(|n| {
                let (id, outlet) = (format!("r{n}"), format!("o{n}"));
                if n % 2 == 0 {
                    report(&id, &id, &outlet, Some("media:afp"), &[])
                } else {
                    report(&id, &id, &outlet, Some("anon:official"), &["media:afp"])
                }
            })
            .collect();
        let sources = Sources { facts: &facts, roots: &[0, 1, 2, 3, 4] };
        let claims: Vec<Claim> = (0..5).map(|n| (n, Some(0))).collect();
        let counts = sources.count(&claims, &[], &[]);
        assert_eq!((counts.texts, counts.origins, counts.unnamed), (5, 1, 0));
        assert_eq!(counts.named, ["media:afp"]);
    }

    #[test]
    fn copies_are_one_text_and_one_origin_and_sides_are_told_apart() {
        let facts = [
            report("a", "t1", "A", None, &[]),
            report("b", "t2", "B", None, &[]),
            report("c", "t3", "C", Some("RUS:mod"), &[]),
            report("d", "t4", "C", Some("grp:syria opposition"), &[]),
            report("e", "t5", "C", Some("jaysh"), &[]),
        ];
        // The second repeats the first.
        let sources = Sources { facts: &facts, roots: &[0, 0, 2, 3, 4] };
        let claims = [(0, None), (1, None), (2, Some(0)), (3, Some(0)), (4, Some(0))];
        let counts = sources.count(&claims, &["RUS"], &["jaysh"]);
        assert_eq!((counts.texts, counts.origins, counts.unnamed), (4, 3, 1));
        assert_eq!(counts.named, ["A", "RUS:mod", "jaysh"]);
        assert_eq!(counts.sides, [Attests::Own, Attests::Opponent, Attests::Third]);
    }
}
