//! The tables of a record and how older ones are brought up to date: numbered files, each with
//! sample data that the next must survive.

use crate::StoreError;
use crate::db::Db;
use crate::served::for_server;

/// Marks an SQLite file as a record of Rasid: the letters `RSID`.
pub(crate) const APPLICATION_ID: u32 = 0x5253_4944;

/// One step from a version of the tables to the next.
pub(crate) struct Migration {
    /// What SQLite and PostgreSQL share.
    pub(crate) common: &'static str,
    /// What only SQLite understands.
    pub(crate) sqlite: &'static str,
    /// What only PostgreSQL understands.
    pub(crate) postgres: &'static str,
}

/// The step of a number.
macro_rules! step {
    ($number:literal) => {
        Migration {
            common: include_str!(concat!("../migrations/", $number, ".sql")),
            sqlite: include_str!(concat!("../migrations/", $number, ".sqlite.sql")),
            postgres: include_str!(concat!("../migrations/", $number, ".pg.sql")),
        }
    };
}

/// All steps. The version of a record is the number of steps that it has taken.
pub(crate) const MIGRATIONS: &[Migration] = &[
    step!("0001"),
    step!("0002"),
    step!("0003"),
    step!("0004"),
    step!("0005"),
    step!("0006"),
    step!("0007"),
    step!("0008"),
    step!("0009"),
];

/// The version of the tables that this program writes.
pub(crate) const VERSION: u32 = MIGRATIONS.len() as u32;

/// Takes the steps from version `from` up to version `to`, all or none.
pub(crate) fn migrate(db: &Db, from: u32, to: u32) -> Result<(), StoreError> {
    db.whole(|db| steps(db, from, to))
}

/// The same inside a transaction.
pub(crate) fn steps(db: &Db, from: u32, to: u32) -> Result<(), StoreError> {
    for step in &MIGRATIONS[from as usize..to as usize] {
        if db.is_server() {
            db.batch(&for_server(step.common))?;
            db.batch(step.postgres)?;
        } else {
            db.batch(step.common)?;
            db.batch(step.sqlite)?;
        }
    }
    if (1..9).contains(&from) {
        // Up to then what people watch had no sums.
        crate::review::checks::fill(db, "watches")?;
    }
    db.exec("DELETE FROM meta WHERE key = 'format'", &[])?;
    db.exec("INSERT INTO meta (key, value) VALUES ('format', ?1)", &[to.to_string().into()])?;
    // Both numbers stand in the head of the file, where they are read without opening it.
    db.tune(&format!("PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {to}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Store;
    use crate::open::tests::scratch;

    /// Data of each version, as it stood in a record of that version beside that of the versions before.
    const SAMPLES: &[&str] = &[
        include_str!("../migrations/0001.sample.sql"),
        include_str!("../migrations/0002.sample.sql"),
        include_str!("../migrations/0003.sample.sql"),
        include_str!("../migrations/0004.sample.sql"),
        include_str!("../migrations/0005.sample.sql"),
        include_str!("../migrations/0006.sample.sql"),
        include_str!("../migrations/0007.sample.sql"),
        include_str!("../migrations/0008.sample.sql"),
        include_str!("../migrations/0009.sample.sql"),
    ];

    #[test]
    fn every_migration_has_sample_data() {
        assert_eq!(SAMPLES.len(), MIGRATIONS.len());
        let files = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations")).unwrap().count();
        assert_eq!(files, 4 * MIGRATIONS.len(), "each number has .sql, .sqlite.sql, .pg.sql and .sample.sql");
    }

    #[test]
    fn sample_data_of_every_version_survives_all_later_migrations() {
        for index in 0..SAMPLES.len() {
            let folder = scratch(&format!("sample-{index}"));
            let path = folder.join("old.rasid");
            let version = index as u32 + 1;
            Store::create(&path, version).unwrap();
            {
                let db = Db::connect(&path, &path).unwrap();
                db.batch(&SAMPLES[..=index].concat()).unwrap();
            }
            let store = Store::open(&path).unwrap();
            assert_eq!(store.db().count("SELECT COUNT(*) FROM reports", &[]).unwrap(), 2);
            let kept = store.report("r-a").unwrap().expect("the sample report is still there");
            assert_eq!(kept.reading.arrangements.len(), 1);
            assert_eq!(store.overview().unwrap().reports, 2);
            assert_eq!(store.search("hudna", crate::Page::default()).unwrap().total, 1);
            let check = store.verify_ledger().unwrap();
            assert_eq!((check.decisions, check.deleted, check.fault), (2 + u64::from(version >= 9), 1, None));
            let tombstone = store.tombstone("r-z").unwrap();
            assert_eq!(tombstone.map(|t| (t.seq, t.buried.len())), (version >= 9).then_some((3, 1)));
            let format = store.db().first("SELECT value FROM meta WHERE key = 'format'", &[], |c| c.text()).unwrap();
            assert_eq!(format, Some(VERSION.to_string()));
            let linking = store.linking().unwrap();
            assert_eq!(linking.is_current(), version >= 2, "a record from before links has none of its readings");
            let courses = store.courses(&Default::default(), crate::Page::default()).unwrap();
            assert_eq!(courses.total, usize::from(version >= 2));
            let agreement = store.registered("truce-2018", None).unwrap();
            assert_eq!(agreement.map(|a| (a.version, a.agreement.clauses.len())), (version >= 7).then_some((2, 1)));
            let captured: Vec<_> = (store.captures("r-a").unwrap().iter().chain(&store.captures("r-b").unwrap()))
                .map(|c| (c.size, store.captured_bytes(c).unwrap().len()))
                .collect();
            assert_eq!(captured, if version >= 8 { vec![(223, 223), (306, 306)] } else { vec![] });
            let mut faults = Vec::new();
            crate::agreements::faults(store.db(), |table, row, what| faults.push(format!("{table} {row}: {what}")))
                .unwrap();
            assert_eq!(faults, [""; 0]);
        }
    }
}
