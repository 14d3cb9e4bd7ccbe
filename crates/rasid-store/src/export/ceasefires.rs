//! A table of ceasefires and pauses in the style of ETH/PRIO: a row for each party of each, with the columns
//! that news can fill, and what the record knows beside. What is not known stays empty.

use super::account::Sentences;
use super::facts::{Facts, UNNAMED, country};
use super::incidents::stable_id;
use super::rows::{Rows, number, text};
use super::sheet::Cell;
use super::shelf::{Shelf, Shelved, each_once, outlets, reports, review};
use super::violations::{course_id, names, sides};
use super::when::{Closeness, When};
use crate::StoreError;
use crate::courses::line;
use crate::db::Db;
use rasid_record::{ArrangementCourse, EventType, List, Mention, Phase, PhaseClaim, Standing};
use std::rc::Rc;

/// The columns of ETH/PRIO, in their order, without the 35 for links; then ours.
pub(super) const COLUMNS: [&str; 67] = [
    "cc",
    "cf_id",
    "uniq_id",
    "id",
    "location",
    "region",
    "ucdp_actor_id",
    "actor_name",
    "ucdp_acd_id",
    "ucdp_dyad",
    "pax_id",
    "link",
    "side",
    "partial",
    "written",
    "fixed",
    "fixed_time",
    "nsa_frac",
    "splinter",
    "cf_dec_yr",
    "cf_dec_month",
    "cf_dec_day",
    "cf_effect_yr",
    "cf_effect_month",
    "cf_effect_day",
    "p_humanitarian",
    "p_peaceprocess",
    "p_holiday",
    "p_election",
    "p_other",
    "p_other_comment",
    "p_unclear",
    "cf_pp",
    "ceasefire_class",
    "timing",
    "implement",
    "enforcement",
    "ddr",
    "mediator_nego",
    "mediator_send",
    "ended",
    "end_yr",
    "end_month",
    "end_day",
    "evidence_onset",
    "evidence_end",
    "comment",
    "factivia_source",
    "factivia_page",
    "truce",
    "recentadditions",
    "coder",
    "kind",
    "words",
    "place",
    "latest_phase",
    "latest_phase_published",
    "first_published",
    "claims",
    "breaches",
    "texts",
    "origins",
    "sides",
    "unnamed_sources",
    "outlets",
    "reports",
    "review",
];

/// Writes all ceasefires and pauses.
pub(super) fn write(db: &Db, rows: &mut Rows<'_>, facts: &Facts) -> Result<(), StoreError> {
    let mut shelf = Shelf::new(db);
    let sql = "SELECT no FROM courses WHERE kind IN ('ceasefire', 'pause') ORDER BY no";
    for no in db.all(sql, &[], |c| c.count())? {
        let sql = "SELECT json FROM courses WHERE no = ?1";
        let course = db.first(sql, &[no.into()], |c| line::<ArrangementCourse>(c, "an arrangement"))?;
        let Some(course) = course else { continue };
        let id = course_id(&mut shelf, &course)?;
        let mentions: Vec<Mention> = course.phases.iter().flat_map(|claim| claim.mentions.clone()).collect();
        let mut found = shelf.of(&mentions)?;
        found.retain(|(shelved, idx)| shelved.decided.standing(List::Arrangements, *idx) != Standing::Rejected);
        if found.is_empty() {
            continue;
        }
        let told = Told { declared: declared(&course, &mut shelf)?, country: place_country(&found) };
        let parties: Vec<&str> = match course.parties.iter().flat_map(|id| id.split('+')).collect::<Vec<_>>() {
            none if none.is_empty() => vec![""],
            parties => parties,
        };
        for (n, party) in parties.into_iter().enumerate() {
            let known = if crate::is_private(party) || party.is_empty() { n.to_string() } else { party.to_owned() };
            let unique = stable_id("c", &[&id, &known]);
            rows.row(&row(facts, &course, &id, &unique, party, &told, &found))?;
        }
    }
    Ok(())
}

/// What readings tell beside the line.
struct Told {
    declared: Option<When>,
    country: String,
}

/// The day on which it was announced or agreed, where a report tells the day of that act in the sentence of the
/// mention. The day of publication is never taken for it.
fn declared(course: &ArrangementCourse, shelf: &mut Shelf<'_>) -> Result<Option<When>, StoreError> {
    let mut days: Vec<When> = Vec::new();
    let told = |claim: &&PhaseClaim| matches!(claim.phase, Phase::Announced | Phase::Agreed);
    for claim in course.phases.iter().filter(told) {
        for (shelved, idx) in shelf.of(&claim.mentions)? {
            let reading = shelved.as_read();
            let Some(mention) = reading.arrangements.get(idx) else { continue };
            let sentences = Sentences::of(&reading.report.text);
            for event in &reading.events {
                let declares = matches!(event.kind, EventType::Concede | EventType::Agree | EventType::Support);
                let near = sentences.same(event.trigger.start, mention.at.start);
                if declares && near && event.aux.is_none() {
                    days.extend(event.when.and_then(|when| When::of(reading.times.get(when)?)));
                }
            }
        }
    }
    Ok(days.into_iter().min_by(|a, b| a.first.cmp(&b.first)))
}

/// The country that most mentions say it holds in.
fn place_country(found: &[(Rc<Shelved>, usize)]) -> String {
    let mut countries: Vec<(String, usize)> = Vec::new();
    for (shelved, idx) in found {
        let places = &shelved.as_read().places;
        let of_it = places.iter().filter(|place| place.of.contains(&(List::Arrangements, *idx)));
        for code in of_it.filter_map(|place| place.country.clone()) {
            match countries.iter_mut().find(|(known, _)| *known == code) {
                Some((_, times)) => *times += 1,
                None => countries.push((code, 1)),
            }
        }
    }
    countries.into_iter().max_by_key(|(_, times)| *times).map(|(code, _)| code).unwrap_or_default()
}

/// Year, month and day, as far as they are known.
fn parts(when: Option<&When>) -> [Cell; 3] {
    let Some(when) = when else { return [Cell::Null, Cell::Null, Cell::Null] };
    let part = |from: usize, to: usize| when.first[from..to].parse().map_or(Cell::Null, Cell::Int);
    let month = if when.closeness == Closeness::Year { Cell::Null } else { part(5, 7) };
    let day = if when.closeness == Closeness::Day { part(8, 10) } else { Cell::Null };
    [part(0, 4), month, day]
}

/// A claim in words: the phase, who claims it, where and when that was published.
fn claim(facts: &Facts, claim: &PhaseClaim) -> String {
    let by = claim.by.as_ref().map_or_else(
        || "outlets themselves".to_owned(),
        |by| match names(facts, std::slice::from_ref(by)) {
            unnamed if unnamed == UNNAMED => "according to an unnamed source".to_owned(),
            name => format!("according to {name}"),
        },
    );
    let at = claim.at.as_deref().unwrap_or("no date");
    format!("{}: {by} (published {at} in {})", claim.phase, claim.outlets.join(", "))
}

fn row(
    facts: &Facts,
    course: &ArrangementCourse,
    id: &str,
    unique: &str,
    party: &str,
    told: &Told,
    found: &[(Rc<Shelved>, usize)],
) -> Vec<Cell> {
    let numbers = country(&told.country);
    let over = |claim: &&PhaseClaim| matches!(claim.phase, Phase::Ended | Phase::Failed);
    let onset = |claim: &&PhaseClaim| {
        matches!(claim.phase, Phase::Announced | Phase::Agreed | Phase::InForce | Phase::Extended)
    };
    let end = course.phases.iter().find(over);
    let until = course.until.as_deref();
    let until_day = until.and_then(|value| When::of_value(value, None));
    let effect = course.from.as_deref().and_then(|value| When::of_value(value, None));
    let latest = course.phases.iter().rev().find(|claim| claim.phase != Phase::Mentioned).or(course.phases.last());
    let actor = match party {
        "" => String::new(),
        party => names(facts, &[party.to_owned()]),
    };
    let yes = |is: bool| if is { Cell::Int(1) } else { Cell::Null };
    let comment = each_once(course.phases.iter().map(|one| claim(facts, one)));
    let mut row = vec![
        number(numbers.gwno.parse().ok()),
        text(id),
        text(unique),
        Cell::Null,
        text(if told.country.is_empty() { String::new() } else { facts.country_name(&told.country) }),
        text(numbers.ucdp_region),
        Cell::Null,
        text(actor),
    ];
    row.extend(vec![Cell::Null; 6]);
    row.push(yes(course.name.is_some()));
    row.push(yes(until.is_some()));
    row.push(text(until.unwrap_or("")));
    row.extend([Cell::Null, Cell::Null]);
    row.extend(parts(told.declared.as_ref()));
    row.extend(parts(effect.as_ref()));
    row.extend(vec![Cell::Null; 15]);
    row.push(yes(end.is_some()));
    // The last day is that of the arrangement itself, and only where somebody says that it ended.
    row.extend(parts(until_day.as_ref().filter(|_| end.is_some())));
    row.push(text(course.phases.iter().find(onset).map_or_else(String::new, |one| claim(facts, one))));
    row.push(text(end.map_or_else(String::new, |one| claim(facts, one))));
    row.push(text(comment));
    row.extend(vec![Cell::Null; 4]);
    row.push(text("rasid"));
    row.extend([
        text(course.kind.as_str()),
        text(course.name.as_deref().unwrap_or(&course.words)),
        text(course.place.as_deref().unwrap_or("")),
        text(latest.map_or("", |claim| claim.phase.as_str())),
        text(latest.and_then(|claim| claim.at.as_deref()).unwrap_or("")),
        text(course.phases.iter().filter_map(|claim| claim.at.as_deref()).min().unwrap_or("")),
        number(Some(course.phases.len() as u64)),
        number(Some(course.ledger.len() as u64)),
        number(Some(course.counts.texts as u64)),
        number(Some(course.counts.origins as u64)),
        text(sides(&course.counts)),
        number(Some(course.counts.unnamed as u64)),
        text(outlets(found)),
        text(reports(found)),
        text(review(found, List::Arrangements)),
    ]);
    debug_assert_eq!(row.len(), COLUMNS.len());
    row
}
