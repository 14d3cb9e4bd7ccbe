//! Linking while more is being kept: a thread of its own takes the readings out of the record as they come into it, so
//! that only the last ones are left when all are there.

use super::{TOGETHER, Taken};
use rasid_store::{Added, Store, StoreError};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};

/// The readings of a record to which more come, linked as they come.
///
/// What was linked so is worth something only where it is what all readings taken out at once would have given. That is so
/// where nobody else changed anything meanwhile ([`rasid_store::Linking::changes`] counts that) and no reading was
/// replaced; else it is thrown away.
pub struct Ahead {
    /// How often readings had changed before the first batch.
    before: u64,
    /// How many batches have changed them since.
    batches: u64,
    /// Whether a reading was replaced, which may have been linked before.
    spoilt: bool,
    at_work: Option<AtWork>,
}

/// The thread, once it has begun.
struct AtWork {
    /// Says that there is more, or by its end that nothing more comes.
    more: SyncSender<()>,
    thread: JoinHandle<Result<Taken, StoreError>>,
}

impl AtWork {
    fn begin(record: Store) -> Self {
        let (more, there) = sync_channel(1);
        AtWork { more, thread: thread::spawn(move || all(&record, &there)) }
    }
}

impl Ahead {
    /// Nothing yet, of a record to which nothing has been added yet.
    pub fn of(record: &Store) -> Result<Self, StoreError> {
        Ok(Ahead { before: record.linking()?.changes(), batches: 0, spoilt: false, at_work: None })
    }

    /// Notes that a batch is in the record, which did `added`. Where nothing can be read beside it, all is left to the end.
    pub fn note(&mut self, record: &Store, added: &Added) {
        self.batches += u64::from(added.new + added.reread > 0);
        self.spoilt |= added.reread > 0;
        if self.spoilt {
            self.at_work = None;
        } else if let Some(at_work) = &self.at_work {
            // Where it knows already that there is more, it need not be said twice; where it has ended, all is made anew.
            let _ = at_work.more.try_send(());
        } else if added.new > 0 {
            self.at_work = record.reader().and_then(|record| record.hold_little().map(|()| AtWork::begin(record))).ok();
        }
    }

    /// Everything that is in the record, whose readings have changed `changes` times; nothing where that has to be linked
    /// anew.
    pub fn finish(self, record: &Store, changes: u64) -> Result<Option<Taken>, StoreError> {
        let Some(AtWork { more, thread }) = self.at_work else { return Ok(None) };
        drop(more);
        // Whatever went wrong beside is met again when all is made anew, or was of the moment. Faults of linking are kept in
        // what was taken.
        let Ok(Ok(taken)) = thread.join() else { return Ok(None) };
        let is_theirs = changes == self.before + self.batches && taken.is_decided_as(record)?;
        Ok(is_theirs.then_some(taken))
    }
}

/// Takes what is in the record, then what comes, until nothing more does.
fn all(record: &Store, there: &Receiver<()>) -> Result<Taken, StoreError> {
    let (mut taken, mut last) = (Taken::of(record)?, 0);
    let mut catch_up = |taken: &mut Taken| {
        // A few at a time: while a reader looks at a file of SQLite, its log can only grow.
        while let Some(no) = record.readings_after(last, TOGETHER, |reading| taken.take(reading))? {
            last = no;
        }
        Ok(())
    };
    catch_up(&mut taken)?;
    while there.recv().is_ok() {
        catch_up(&mut taken)?;
    }
    catch_up(&mut taken)?;
    taken.link();
    Ok(taken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rasid_lang::Lexicon;
    use rasid_link::Across;
    use rasid_read::Reader;
    use rasid_record::{Link, Reading, Report};
    use rasid_store::{Entry, Stamp};
    use std::path::PathBuf;

    /// Reports of truces, a few of which repeat one another or tell of one.
    fn readings(count: usize) -> Vec<Reading> {
        let lexicon = Lexicon::builtin();
        let mut reader = Reader::new(&lexicon);
        let report = |n: usize| Report {
            id: format!("r{n}"),
            outlet: Some(format!("{}", n % 3)),
            published: Some(format!("2024-03-{:02}T10:{:02}", 1 + n / 10, n % 60)),
            text: format!(
                "أعلنت الحكومة يوم الجمعة هدنة تستمر {} أيام في المدينة القديمة، وقال المتحدث إن {} مدنيين قتلوا قبل أن تفتح الممرات.",
                3 + n / 4 % 7,
                3 + n / 3
            ),
            ..Report::default()
        };
        (0..count).map(|n| reader.read(report(n).complete())).collect()
    }

    /// A record of a test's own, which is gone when the test is over.
    struct Record(PathBuf);

    impl Record {
        fn new(name: &str) -> Self {
            let record = Record(std::env::temp_dir().join(format!("rasid-ahead-{}-{name}.rasid", std::process::id())));
            record.remove();
            record
        }

        fn remove(&self) {
            for suffix in ["", "-wal", "-shm"] {
                // What is not there need not be removed.
                let _ = std::fs::remove_file(format!("{}{suffix}", self.0.display()));
            }
        }
    }

    impl Drop for Record {
        fn drop(&mut self) {
            self.remove();
        }
    }

    fn add(store: &mut Store, readings: &[Reading], rules_version: &str) -> Added {
        let entries: Vec<Entry<'_>> = readings.iter().map(|reading| Entry::of(reading, "")).collect();
        store.add_batch(&entries, &Stamp { rules_version, at: "2024-03-02T00:00:00Z" }).unwrap()
    }

    fn links(taken: Taken) -> (Vec<Link>, Across) {
        taken.finish().unwrap()
    }

    #[test]
    fn what_is_linked_as_it_comes_is_what_all_at_once_gives() {
        let readings = readings(90);
        for (there, size) in [(0, 7), (40, 25), (3, 1)] {
            let record = Record::new(&format!("same-{there}"));
            let mut store = Store::open(&record.0).unwrap();
            add(&mut store, &readings[..there], "1");
            let mut ahead = Ahead::of(&store).unwrap();
            // The first two come again in the last batch, where they change nothing.
            let more = [&readings[there..], &readings[..2]].concat();
            for batch in more.chunks(size) {
                let added = add(&mut store, batch, "1");
                ahead.note(&store, &added);
            }
            let changes = store.linking().unwrap().changes();
            let ahead = links(ahead.finish(&store, changes).unwrap().expect("nobody else wrote"));
            assert_eq!(ahead.0.len(), readings.len());
            assert!(ahead.0.iter().any(|link| link.copy_of.is_some()) && !ahead.1.arrangements.is_empty());
            assert_eq!(ahead, links(Taken::all(&store).unwrap()), "{there} there before, {size} together");
        }
    }

    #[test]
    fn what_was_linked_is_thrown_away_where_a_reading_was_replaced_or_somebody_else_wrote() {
        let readings = readings(30);
        for (n, by_others, rules) in [(0, true, "1"), (1, false, "2")] {
            let record = Record::new(&format!("other-{n}"));
            let mut store = Store::open(&record.0).unwrap();
            let mut ahead = Ahead::of(&store).unwrap();
            let added = add(&mut store, &readings[..10], "1");
            ahead.note(&store, &added);
            let added = add(&mut store, &readings[5..20], rules);
            if !by_others {
                ahead.note(&store, &added);
            }
            let added = add(&mut store, &readings[20..], "1");
            ahead.note(&store, &added);
            let changes = store.linking().unwrap().changes();
            assert!(ahead.finish(&store, changes).unwrap().is_none());
        }
    }
}
