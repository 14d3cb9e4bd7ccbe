//! What many reports make together must hold what people found in the seeds and in days of the siege of
//! Ghouta: arrangements through time, outcomes, disagreements, positions, names. What must be there is in
//! `xtask/data/many.txt`; no text of the reports is.

use crate::{Options, Outcome, Result, place, program, seeds};
use rasid_link::{Linker, naming_by_outlet};
use rasid_record::Reading;
use serde_json::{Value, json};

/// What must be there.
const WANTED: &str = include_str!("../data/many.txt");
/// The sets of reports by name.
const SETS: [(&str, &str); 2] = [("seeds", "seeds/seeds.jsonl"), ("dev", "stories/dev.jsonl")];

/// Links both sets and looks for what must be there.
pub fn run(options: &Options) -> Result<Outcome> {
    let binary = place::binary(options)?;
    let mut sets = Vec::new();
    for (name, file) in SETS {
        let path = match place::shared(file) {
            Ok(path) => path,
            Err(reason) => return Ok(Outcome::Skipped(format!("nothing was linked, since {reason}"))),
        };
        let text = program::read(&binary, &path)?;
        let parse = |line: &str| serde_json::from_str(line).map_err(|e| format!("This is no reading: {e}."));
        let readings: Vec<Reading> = text.lines().map(parse).collect::<Result<_>>()?;
        sets.push(together(name, &readings));
    }
    seeds::compare(&seeds::parse("many.txt", WANTED)?, &sets, "things that many reports make together")
}

/// Everything that is made of the readings, as lists of records.
fn together(name: &str, readings: &[Reading]) -> Value {
    let mut linker = Linker::new();
    readings.iter().for_each(|reading| {
        linker.add(reading);
    });
    let across = linker.across(None);
    let positions: Vec<Value> = linker
        .positions()
        .iter()
        .map(|row| {
            let stands = row
                .stands
                .iter()
                .map(|s| json!({"at": s.at, "stance": s.stance, "phase": s.phase, "statement": s.statement}));
            json!({"arrangement": row.arrangement, "party": row.party, "stands": stands.collect::<Vec<_>>()})
        })
        .collect();
    let figures: Vec<Value> = linker
        .figures()
        .iter()
        .map(|row| {
            let given = row.given.iter().map(|g| json!({"at": g.at, "low": g.low, "high": g.high}));
            json!({"measure": row.measure, "who": row.who, "scope": row.scope, "source": row.source, "given": given.collect::<Vec<_>>()})
        })
        .collect();
    let naming: Vec<Value> = naming_by_outlet(readings)
        .iter()
        .map(|row| json!({"party": row.party, "outlet": row.outlet, "words": row.words, "kind": row.kind, "times": row.mentions.len()}))
        .collect();
    json!({
        "id": name, "arrangements": across.arrangements, "commitments": across.commitments,
        "disagreements": across.disagreements, "positions": positions, "figures": figures, "naming": naming,
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_list_of_what_must_be_there_is_well_formed() {
        let wanted = super::seeds::parse("many.txt", super::WANTED).expect("the file is well formed");
        assert!(wanted.len() > 10);
    }
}
