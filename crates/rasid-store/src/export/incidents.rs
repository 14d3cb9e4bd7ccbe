//! Incidents: what several reports tell of one act, put together. Reports are of one occurrence where links say
//! so; in them, acts of one kind on the same days at the same place are one where nobody is named who
//! contradicts it. A wire text in many outlets is one account.

use super::account::{Account, Part, Source, Spot, Told, dated};
use super::decided::Decided;
use super::facts::Facts;
use super::hiding::Hidden;
use super::shelf::each_once;
use super::when::When;
use crate::StoreError;
use crate::db::Db;
use rasid_record::{EventType, Measure};
use std::collections::BTreeMap;

/// An act with all its accounts, the first published one first.
#[derive(Clone, Debug)]
pub(super) struct Incident {
    pub(super) id: String,
    pub(super) kind: EventType,
    pub(super) mode: Option<String>,
    pub(super) when: When,
    pub(super) spot: Option<Spot>,
    pub(super) actors: Vec<Part>,
    pub(super) recipients: Vec<Part>,
    pub(super) accounts: Vec<Account>,
}

/// How many were killed, as the accounts have it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Estimate {
    pub(super) low: u64,
    /// What most accounts say; of several such numbers the least.
    pub(super) best: u64,
    pub(super) high: u64,
}

/// Hands every dated incident of the record to `each`, in the order in which their reports were published.
/// Only the reports of one occurrence are in memory at a time, and the identifiers of all.
pub(super) fn each(
    db: &Db,
    facts: &Facts,
    with_text: bool,
    mut each: impl FnMut(Incident) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    for cluster in clusters(db)? {
        let mut incidents: Vec<Incident> = Vec::new();
        for key in cluster {
            let Some(decided) = Decided::of(db, &key.report)? else { continue };
            let kept = &decided.kept;
            let reading = &kept.reading;
            let text = |text: &Option<String>| text.clone().unwrap_or_default();
            let source = Source {
                report: key.report,
                text_id: reading.report.text_id.clone(),
                outlet: text(&reading.report.outlet),
                published: text(&reading.report.published),
                url: text(&reading.report.url),
                title: Hidden::of(reading).without(&text(&reading.report.title)),
                lang: text(&reading.report.lang),
                root: key.root,
                added_at: kept.added_at.clone(),
                rules: kept.rules_version.clone(),
                text: if with_text { reading.report.text.clone() } else { String::new() },
            };
            for told in dated(&decided, &source, facts) {
                match incidents.iter_mut().find(|incident| incident.is_told_by(&told)) {
                    Some(incident) => incident.join(told),
                    None => incidents.push(Incident::new(told)),
                }
            }
        }
        for incident in incidents {
            each(incident)?;
        }
    }
    Ok(())
}

struct Key {
    report: String,
    root: String,
}

/// The reports, those of one occurrence together; clusters and reports in them by date of publication.
fn clusters(db: &Db) -> Result<Vec<Vec<Key>>, StoreError> {
    let sql = "SELECT r.id, COALESCE(r.published, ''), k.copy_of, k.event FROM reports r
               LEFT JOIN report_links k ON k.report_id = r.id";
    let mut rows = db.all(sql, &[], |c| {
        let (report, published, copy_of, event) = (c.text()?, c.text()?, c.opt_text()?, c.opt_text()?);
        // A report that is not linked is an occurrence of its own.
        let event = event.unwrap_or_else(|| format!("report {report}"));
        Ok((published, event, Key { root: copy_of.unwrap_or_else(|| report.clone()), report }))
    })?;
    rows.sort_by(|a, b| (&a.0, &a.2.report).cmp(&(&b.0, &b.2.report)));
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut clusters: Vec<Vec<Key>> = Vec::new();
    for (_, event, key) in rows {
        let place = *places.entry(event).or_insert(clusters.len());
        if place == clusters.len() {
            clusters.push(Vec::new());
        }
        clusters[place].push(key);
    }
    Ok(clusters)
}

/// An identifier out of what a record hangs on: the text, the words in it and what is recorded of them.
/// It is the same in every export as long as the first account is.
pub(super) fn stable_id(prefix: &str, parts: &[&str]) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    format!("{prefix}-{}", &hasher.finalize().to_hex()[..24])
}

impl Incident {
    fn new(told: Told) -> Self {
        let (start, end, kind) = &told.account.origin;
        let (start, end) = (start.to_string(), end.to_string());
        let parts = [told.account.source.text_id.as_str(), &start, &end, kind];
        Incident {
            id: stable_id("i", &parts),
            kind: told.kind,
            mode: told.mode,
            when: told.when,
            spot: told.spot,
            actors: told.actors,
            recipients: told.recipients,
            accounts: vec![told.account],
        }
    }

    /// Whether what is told may be this: the same kind of act on the same days at the same place, and nobody
    /// named in the one who is not in the other while both name somebody else.
    fn is_told_by(&self, told: &Told) -> bool {
        let place = |spot: &Option<Spot>| spot.as_ref().map(|spot| spot.id.clone());
        self.kind == told.kind
            && self.when.first == told.when.first
            && self.when.last == told.when.last
            && place(&self.spot) == place(&told.spot)
            && (self.mode.is_none() || told.mode.is_none() || self.mode == told.mode)
            && is_compatible(&self.actors, &told.actors)
            && is_compatible(&self.recipients, &told.recipients)
    }

    fn join(&mut self, told: Told) {
        self.mode = self.mode.take().or(told.mode);
        self.when.clock = self.when.clock.take().or(told.when.clock);
        for (mine, others) in [(&mut self.actors, told.actors), (&mut self.recipients, told.recipients)] {
            for part in others {
                if !mine.iter().any(|known| known.who.id == part.who.id) {
                    mine.push(part);
                }
            }
        }
        self.accounts.push(told.account);
    }

    /// The accounts that are no copies of one another and the first of each report: what counts as sources.
    pub(super) fn roots(&self) -> Vec<&Account> {
        let mut roots: Vec<&Account> = Vec::new();
        for account in &self.accounts {
            if !roots.iter().any(|known| known.source.root == account.source.root) {
                roots.push(account);
            }
        }
        roots
    }

    /// Every report once, in the order of publication.
    pub(super) fn sources(&self) -> Vec<&Source> {
        let mut sources: Vec<&Source> = Vec::new();
        for account in &self.accounts {
            if !sources.iter().any(|known| known.report == account.source.report) {
                sources.push(&account.source);
            }
        }
        sources
    }

    /// The outlets, each once.
    pub(super) fn outlets(&self) -> Vec<&str> {
        let mut outlets: Vec<&str> = Vec::new();
        for source in self.sources() {
            if !source.outlet.is_empty() && !outlets.contains(&source.outlet.as_str()) {
                outlets.push(&source.outlet);
            }
        }
        outlets
    }

    /// How many were killed or hurt, where any account tells a number.
    pub(super) fn estimate(&self, measure: Measure) -> Option<Estimate> {
        let mut told: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
        for account in &self.accounts {
            // One text that tells it twice, or its copies, are asked once: the first number stands.
            if let Some(sum) = account.sum(measure) {
                told.entry(&account.source.root).or_insert(sum);
            }
        }
        let low = told.values().map(|(low, _)| *low).min()?;
        let high = told.values().map(|(_, high)| *high).max()?;
        let votes = |number: u64| told.values().filter(|(low, _)| *low == number).count();
        let best = told.values().map(|(low, _)| *low).max_by_key(|&n| (votes(n), std::cmp::Reverse(n)))?;
        Some(Estimate { low, best, high })
    }

    /// What people decided about the reading of its accounts.
    pub(super) fn review(&self) -> String {
        each_once(self.accounts.iter().map(|account| account.standing.to_string()))
    }

    /// Whether the claims of its accounts hold, in the team's words; empty where nobody said.
    pub(super) fn claims(&self) -> String {
        each_once(self.accounts.iter().map(|account| account.claim.clone()))
    }

    /// Whether an account's sentence speaks of an arrangement that is announced, agreed, in force or extended.
    pub(super) fn is_arranged(&self) -> bool {
        self.accounts.iter().any(|account| account.arranged)
    }

    /// Whether an account calls it a breach of an arrangement.
    pub(super) fn is_breach(&self) -> bool {
        self.accounts.iter().any(|account| account.breach)
    }

    /// The actors' and recipients' country where it is the place's, else nothing: layouts that know one country
    /// take that of the place.
    pub(super) fn country(&self) -> &str {
        self.spot.as_ref().map_or("", |spot| &spot.country)
    }

    /// What is said and who says it, in one sentence for each account that is no copy: "according to" where it
    /// is somebody's claim, and who published it.
    pub(super) fn notes(&self) -> String {
        let sentence = |account: &Account| {
            let copies = self.accounts.iter().filter(|a| a.source.root == account.source.root);
            let mut outlets: Vec<&str> = copies.map(|a| a.source.outlet.as_str()).filter(|o| !o.is_empty()).collect();
            outlets.dedup();
            let outlets = if outlets.is_empty() { "an outlet without a name".to_owned() } else { outlets.join(", ") };
            let day = super::when::day(Some(&account.source.published)).map_or_else(String::new, |d| format!(", {d}"));
            let who = match &account.claimed {
                None => format!("Reported by {outlets}{day}"),
                Some(claimed) if claimed.name.is_empty() => {
                    format!("According to a source without a name (in {outlets}{day})")
                }
                Some(claimed) => format!("According to {} (in {outlets}{day})", claimed.name),
            };
            let mode = self.mode.as_deref().map_or_else(String::new, |mode| format!(" {mode}"));
            let mut text = format!("{who}: {}{mode} \u{201c}{}\u{201d}", self.kind, account.trigger.text);
            for measure in [Measure::Killed, Measure::Injured] {
                if let Some((low, high)) = account.sum(measure) {
                    let number = if low == high { low.to_string() } else { format!("{low} to {high}") };
                    text += &format!(", {measure} {number}");
                }
            }
            text + "."
        };
        self.roots().into_iter().map(sentence).collect::<Vec<_>>().join(" ")
    }
}

fn is_compatible(a: &[Part], b: &[Part]) -> bool {
    let within = |a: &[Part], b: &[Part]| a.iter().all(|x| b.iter().any(|y| x.who.id == y.who.id));
    within(a, b) || within(b, a)
}
