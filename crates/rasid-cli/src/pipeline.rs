//! Inputs to readings: the way that all commands share which read reports.

use crate::faults;
use crate::pool;
use crate::progress::Messages;
use crate::style::bare;
use rasid_lang::Lexicon;
use rasid_read::Reader;
use rasid_record::Received;
use rasid_source::{InputError, Place, Reports};

/// How it went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Reports that were read.
    pub read: u64,
    /// Inputs, or articles in them, that could not be read.
    pub failed: u64,
}

/// What comes out for one article.
enum Outcome<R> {
    /// What was made of its reading.
    Done(R),
    /// Why it could not be read.
    Failed(InputError),
    /// The fault of the program that stopped its reading.
    Fault(String),
}

/// Takes `reports` through `jobs` threads, with a `stock` of them on their way ([`pool::in_order`]), which read by `lexicon`. Each of them gets its own work from `work`, which makes of a
/// report, with the thread's reader, what `sink` takes; `sink` gets it in the order of the input. What
/// could not be read is named in `messages` in its place, and all others are read.
pub fn run<R, E, W>(
    lexicon: &Lexicon,
    mut reports: Reports,
    (jobs, stock): (usize, usize),
    messages: &mut Messages,
    work: impl Fn() -> W + Sync,
    mut sink: impl FnMut(R) -> Result<(), E>,
) -> Result<Tally, E>
where
    R: Send,
    W: FnMut(&mut Reader<'_>, Received) -> R,
{
    let progress = reports.progress();
    let mut tally = Tally::default();
    let items = std::iter::from_fn(move || reports.next().map(|found| (reports.place().clone(), found)));
    let worker = || {
        let (mut reader, mut work) = (Reader::new(lexicon), work());
        move |(place, found): (Place, Result<Received, InputError>)| match found {
            Err(error) => Outcome::Failed(error),
            Ok(received) => match faults::guard(|| work(&mut reader, received)) {
                Ok(done) => Outcome::Done(done),
                Err(fault) => {
                    // What it remembers may be half made.
                    reader = Reader::new(lexicon);
                    Outcome::Fault(format!(
                        "{place}: the report was not read because of a fault in Rasid; please tell its makers ({}).",
                        bare(&fault)
                    ))
                }
            },
        }
    };
    let taken = pool::in_order(jobs, stock, items, size, worker, |outcome| {
        match outcome {
            Outcome::Done(done) => {
                sink(done)?;
                tally.read += 1;
            }
            Outcome::Failed(error) => {
                tally.failed += u64::from(!error.is_warning());
                messages.say(&error.to_string());
            }
            Outcome::Fault(fault) => {
                tally.failed += 1;
                messages.say(&fault);
            }
        }
        messages.advance(tally.read, &progress);
        Ok(())
    });
    messages.finish();
    taken.map(|()| tally)
}

/// Roughly the bytes of a report in memory, for the limit of what is on its way.
fn size((_, found): &(Place, Result<Received, InputError>)) -> usize {
    found.as_ref().map_or(0, |received| received.report.text.len() + received.capture.bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rasid_source::reports_from_bytes;

    #[test]
    fn a_fault_in_one_report_loses_no_other() {
        faults::install();
        let lines: String = (0..50).map(|n| format!("{{\"id\": \"r{n}\", \"text\": \"x\"}}\n")).collect();
        let work = |_: &mut Reader<'_>, Received { report, .. }: Received| {
            assert_ne!(report.id, "r7", "this report is bad luck");
            report.id
        };
        let mut ids = Vec::new();
        let sink = |id| {
            ids.push(id);
            Ok::<_, ()>(())
        };
        let reports = reports_from_bytes("n.jsonl", lines.into_bytes());
        let tally = run(&Lexicon::builtin(), reports, (3, 0), &mut Messages::new(true), || work, sink).unwrap();
        assert_eq!(tally, Tally { read: 49, failed: 1 });
        let expected: Vec<String> = (0..50).filter(|n| *n != 7).map(|n| format!("r{n}")).collect();
        assert_eq!(ids, expected);
    }
}
