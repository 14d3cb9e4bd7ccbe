//! People and parties: who is in the record, in which part, under which names.

use crate::db::Db;
use crate::{Page, Paged, Store, StoreError};
use rasid_record::{NamingKind, Voice};

/// The part that an actor has in a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Speaks (statements).
    Speaker,
    /// Acts (events).
    Actor,
    /// Is acted on (events).
    Recipient,
    /// Is bound (commitments).
    Bound,
    /// Is a party (arrangements).
    Party,
    /// Is accused (breaches).
    Accused,
    /// Suffered it (breaches).
    Against,
    /// Is named (naming).
    Named,
}

impl Role {
    /// Every role.
    pub const ALL: &'static [Role] = &[
        Role::Speaker,
        Role::Actor,
        Role::Recipient,
        Role::Bound,
        Role::Party,
        Role::Accused,
        Role::Against,
        Role::Named,
    ];

    /// The spelling in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Speaker => "speaker",
            Role::Actor => "actor",
            Role::Recipient => "recipient",
            Role::Bound => "bound",
            Role::Party => "party",
            Role::Accused => "accused",
            Role::Against => "against",
            Role::Named => "named",
        }
    }

    /// The role that is spelled `word`.
    pub fn parse(word: &str) -> Option<Self> {
        Role::ALL.iter().copied().find(|role| role.as_str() == word)
    }
}

/// How often an actor has a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoleCount {
    /// The part.
    pub role: Role,
    /// In how many records.
    pub records: usize,
}

/// An actor, in a list of actors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActorRow {
    /// Identifier.
    pub id: String,
    /// The sum over all parts.
    pub total: usize,
    /// How often in each part; parts that the actor never has are left out.
    pub roles: Vec<RoleCount>,
    /// Up to three names that the reports use, the most frequent first.
    pub names: Vec<String>,
}

/// The words that one outlet uses for a party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutletNaming {
    /// The outlet, where the reports say one.
    pub outlet: Option<String>,
    /// The words.
    pub words: String,
    /// What kind of word.
    pub kind: NamingKind,
    /// Whose word.
    pub voice: Voice,
    /// How often.
    pub times: usize,
}

/// An actor with the words used for it. What it said and did are lists: `Store::list` with
/// `ListFilter::actor`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The actor as in a list of actors.
    pub row: ActorRow,
    /// Words by outlet, outlets by name, in each the most frequent first; at most a thousand.
    pub namings: Vec<OutletNaming>,
}

/// Whether the identifier holds inside one article only (`anon:`, `grp:`), so that it is never
/// joined with the same label elsewhere. Of several joined with `+`, one such part is enough.
pub fn is_private(id: &str) -> bool {
    id.split('+').any(|part| part.starts_with("anon:") || part.starts_with("grp:"))
}

/// Whether the identifier means the same in all reports.
pub fn is_shared(id: &str) -> bool {
    !id.is_empty() && !is_private(id)
}

/// Whether `actor` is `id` or one of several that `id` joins.
pub(crate) fn is_in(actor: &str, id: &str) -> bool {
    actor == id || id.split('+').any(|part| part == actor)
}

impl Store {
    /// The actors of the whole record, those with most records first. Those whose identifiers hold
    /// inside one article only are not among them.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn actors(&self, page: Page) -> Result<Paged<ActorRow>, StoreError> {
        self.db().steady(|db| {
            let total = db.count("SELECT COUNT(DISTINCT actor_id) FROM actor_counts", &[])?;
            let sql = "SELECT actor_id FROM actor_counts GROUP BY actor_id
                       ORDER BY SUM(records) DESC, actor_id LIMIT ?1 OFFSET ?2";
            let ids = db.all(sql, &[page.limit.into(), page.offset.into()], |c| c.text())?;
            let rows: Result<Vec<_>, _> = ids.into_iter().map(|id| row(db, id)).collect();
            Ok(Paged { rows: rows?, total })
        })
    }

    /// The actor for whom reports use these words most.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn actor_called(&self, words: &str) -> Result<Option<String>, StoreError> {
        let sql = "SELECT actor_id FROM actor_names WHERE words = ?1 ORDER BY times DESC, actor_id LIMIT 1";
        self.db().first(sql, &[words.into()], |c| c.text())
    }

    /// One actor, or nothing where no report names it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn actor(&self, id: &str) -> Result<Option<Actor>, StoreError> {
        self.db().steady(|db| {
            let row = row(db, id.to_owned())?;
            if row.total == 0 {
                return Ok(None);
            }
            let sql = "SELECT outlet, words, kind, voice, times FROM naming_counts WHERE actor_id = ?1
                       ORDER BY outlet, times DESC, words, kind, voice LIMIT 1000";
            let namings = db.all(sql, &[id.into()], |c| {
                Ok(OutletNaming {
                    outlet: Some(c.text()?).filter(|outlet| !outlet.is_empty()),
                    words: c.text()?,
                    kind: c.word(NamingKind::parse)?,
                    voice: c.word(Voice::parse)?,
                    times: c.count()?,
                })
            })?;
            Ok(Some(Actor { row, namings }))
        })
    }
}

impl Store {
    /// The name that the reports use most for an actor, where they write one.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn name_of(&self, id: &str) -> Result<Option<String>, StoreError> {
        Ok(names(self.db(), id, 1)?.pop())
    }

    /// The words by which a report first calls a party, for identifiers that hold inside it only.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn called_in(&self, report: &str, id: &str) -> Result<Option<String>, StoreError> {
        let sql = "SELECT text FROM naming WHERE report_id = ?1 AND actor_id = ?2 ORDER BY idx LIMIT 1";
        self.db().first(sql, &[report.into(), id.into()], |c| c.text())
    }
}

/// An actor with its sums and its most frequent names.
fn row(db: &Db, id: String) -> Result<ActorRow, StoreError> {
    let sql = "SELECT role, records FROM actor_counts WHERE actor_id = ?1";
    let mut roles =
        db.all(sql, &[id.as_str().into()], |c| Ok(RoleCount { role: c.word(Role::parse)?, records: c.count()? }))?;
    roles.sort_by_key(|count| count.role);
    let names = names(db, &id, 3)?;
    Ok(ActorRow { total: roles.iter().map(|count| count.records).sum(), id, roles, names })
}

/// The names that the reports use most for an actor.
pub(crate) fn names(db: &Db, id: &str, limit: usize) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT words FROM actor_names WHERE actor_id = ?1 ORDER BY times DESC, words LIMIT ?2";
    db.all(sql, &[id.into(), limit.into()], |c| c.text())
}
