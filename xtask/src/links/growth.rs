//! How the work of linking grows with the archive, counted and not timed: pairs of reports that are compared.

use super::{CORPUS, parse};
use crate::{Options, Outcome, Result, place, program};
use rasid_link::Linker;
use std::io::{BufRead, BufReader};
use std::process::Stdio;

/// After how many reports the work is looked at.
const SIZES: [usize; 3] = [5_000, 10_000, 20_000];
/// The exponent of the work over the number of reports must stay below.
const MOST: f64 = 1.2;

/// Links the first 20,000 reports of the corpus and says how many pairs were compared on the way.
pub fn run(options: &Options) -> Result<Outcome> {
    let corpus = match place::shared(CORPUS) {
        Ok(corpus) => corpus,
        Err(reason) => return Ok(Outcome::Skipped(format!("nothing was linked, since {reason}"))),
    };
    let binary = place::binary(options)?;
    let cannot = |e: std::io::Error| format!("{} cannot be run: {e}.", binary.display());
    let mut reading =
        program::reading(&binary, &corpus).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().map_err(cannot)?;
    let output = reading.stdout.take().ok_or("The program has no output to read.")?;
    let (mut linker, mut counts) = (Linker::new(), Vec::new());
    for line in BufReader::new(output).lines() {
        // A report that is there already is not added again.
        if linker.add(&parse(&line.map_err(cannot)?)?) && SIZES.contains(&linker.len()) {
            counts.push(linker.compared());
        }
        if counts.len() == SIZES.len() {
            break;
        }
    }
    // What comes after those is not asked for; that it is killed while it writes is no fault.
    let _ = reading.kill();
    reading.wait().map_err(cannot)?;
    let &[first, _, last] = counts.as_slice() else {
        return Err(format!("The corpus has {} reports, fewer than {}.", linker.len(), SIZES[2]));
    };
    let exponent = (last as f64 / first as f64).ln() / (SIZES[2] as f64 / SIZES[0] as f64).ln();
    let said = SIZES.iter().zip(&counts).map(|(size, count)| format!("{size}: {count}"));
    println!("pairs compared {}; exponent {exponent:.3}", said.collect::<Vec<_>>().join(", "));
    let steep = format!("The work of linking grows with an exponent of {exponent:.3}, which must be below {MOST}.");
    Ok(Outcome::of(if exponent < MOST { &[] } else { std::slice::from_ref(&steep) }))
}
