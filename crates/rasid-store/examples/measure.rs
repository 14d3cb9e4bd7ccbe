//! Measures a record of made-up readings: how fast they are added, and how long each question
//! takes: `cargo run --release -p rasid-store --example measure [READINGS [keep]]`. With the name
//! of a record instead of a number, only the questions are asked, of that record.

#[path = "../tests/record/sample.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod sample;

use rasid_record::List;
use rasid_store::{
    Entry, Export, Facts, Format, ListFilter, Order, Page, ReportFilter, Stamp, Store, StoreError, export,
};
use std::path::Path;
use std::time::{Duration, Instant};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let what = std::env::args().nth(1);
    if let Some(record) = what.as_deref().map(Path::new).filter(|path| path.is_file()) {
        return Ok(questions(&Store::open_existing(record)?)?);
    }
    let readings: usize = what.map_or(Ok(20_000), |n| n.parse())?;
    let folder = std::env::temp_dir().join(format!("rasid-measure-{}", std::process::id()));
    std::fs::create_dir(&folder)?;
    let path = folder.join("measure.rasid");
    let mut store = Store::open(&path)?;
    let stamp = Stamp { rules_version: "1", at: "2018-07-01T00:00:00Z" };
    let (mut adding, mut again) = (Duration::ZERO, Duration::ZERO);
    for (pass, spent) in [&mut adding, &mut again].into_iter().enumerate() {
        for first in (0..readings).step_by(400) {
            let batch: Vec<_> = (first..readings.min(first + 400)).map(sample::large).collect();
            let entries: Vec<_> = batch.iter().map(|(reading, terms)| Entry::of(reading, terms)).collect();
            let begun = Instant::now();
            let added = store.add_batch(&entries, &stamp)?;
            *spent += begun.elapsed();
            assert_eq!(if pass == 0 { added.new } else { added.known }, entries.len());
        }
    }
    let size = std::fs::metadata(&path)?.len() as f64 / 1e6;
    println!("{readings} readings: added in {adding:.1?}, again in {again:.1?}, {size:.0} MB");
    questions(&store.reader()?)?;
    let reread = Stamp { rules_version: "2", ..stamp };
    let batch: Vec<_> = (0..readings.min(400)).map(sample::large).collect();
    let entries: Vec<_> = batch.iter().map(|(reading, terms)| Entry::of(reading, terms)).collect();
    let begun = Instant::now();
    store.add_batch(&entries, &reread)?;
    println!("{:8.1?}  read again by other rules: {}", begun.elapsed(), entries.len());
    for &format in Format::ALL {
        let begun = Instant::now();
        let wanted = Export { format, with_text: false, decided: false, since: None, facts: &Facts::default() };
        export(&store, &wanted, &folder.join(format.as_str()))?;
        println!("{:8.1?}  export {}", begun.elapsed(), format.as_str());
    }
    if std::env::args().nth(2).is_some() {
        println!("kept in {}", folder.display());
    } else {
        std::fs::remove_dir_all(&folder)?;
    }
    Ok(())
}

fn time<T>(what: &str, mut question: impl FnMut() -> Result<T, StoreError>) -> Result<(), StoreError> {
    question()?;
    let begun = Instant::now();
    question()?;
    println!("{:8.1?}  {what}", begun.elapsed());
    Ok(())
}

fn questions(store: &Store) -> Result<(), StoreError> {
    let page = Page::default();
    time("overview", || store.overview())?;
    let outlet = store.overview()?.outlets.first().and_then(|o| o.outlet.clone());
    let actor = store.actors(page)?.rows.first().map(|row| row.id.clone());
    let one = store.reports(&ReportFilter::default(), page)?.rows.first().map(|row| row.id.clone());
    time("actors", || store.actors(page))?;
    time("actor", || store.actor(actor.as_deref().unwrap_or("")))?;
    time("reports", || store.reports(&ReportFilter::default(), page))?;
    let of_outlet = ReportFilter { outlet: outlet.clone(), ..Default::default() };
    time("reports of an outlet", || store.reports(&of_outlet, page))?;
    let days = ReportFilter { from: Some("2018-02-01".into()), until: Some("2018-03-01".into()), ..Default::default() };
    time("reports of a month", || store.reports(&days, page))?;
    time("reports far down", || {
        store.reports(&ReportFilter::default(), Page { limit: 50, offset: store.overview()?.reports * 9 / 10 })
    })?;
    let common = "\u{643}\u{644}\u{645}\u{629}\u{627}";
    for terms in [common, "\u{643}\u{644}\u{645}\u{629}\u{628}\u{62a}\u{62b}"] {
        let words = ReportFilter { terms: Some(terms.into()), ..Default::default() };
        println!("   {} found", store.search(terms, page)?.total);
        time("reports with a word", || store.reports(&words, page))?;
        time("search", || store.search(terms, page))?;
    }
    time("report", || store.report(one.as_deref().unwrap_or("")))?;
    let kinds = ["date", "killed", "accept", "AGREE", "pause", "ceasefire", "AGREE", "plain"];
    for (&list, kind) in List::ALL.iter().zip(kinds) {
        let all = ListFilter::default();
        time(&format!("{list}"), || store.list(list, &all, page))?;
        let total = store.list(list, &all, page)?.total;
        let far = Page { limit: 50, offset: total.saturating_sub(60) };
        time(&format!("{list} far down"), || store.list(list, &all, far))?;
        let kind = ListFilter { kind: Some(kind.into()), ..Default::default() };
        time(&format!("{list} of a kind ({})", store.list(list, &kind, page)?.total), || {
            store.list(list, &kind, page)
        })?;
        let of_outlet = ListFilter { outlet: outlet.clone(), ..Default::default() };
        time(&format!("{list} of an outlet"), || store.list(list, &of_outlet, page))?;
        let both = ListFilter { outlet: outlet.clone(), ..kind };
        time(&format!("{list} of a kind and an outlet"), || store.list(list, &both, page))?;
        let of_actor = ListFilter { actor: actor.clone(), order: Order::Earliest, ..Default::default() };
        let found = store.list(list, &of_actor, page)?.total;
        time(&format!("{list} of an actor ({found})"), || store.list(list, &of_actor, page))?;
        let of_actor = ListFilter { actor: actor.clone(), outlet: outlet.clone(), ..Default::default() };
        time(&format!("{list} of an actor and an outlet"), || store.list(list, &of_actor, page))?;
        let of_report = ListFilter { report: one.clone(), ..Default::default() };
        time(&format!("{list} of a report"), || store.list(list, &of_report, page))?;
    }
    Ok(())
}
