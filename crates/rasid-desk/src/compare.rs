//! What several accounts of one occurrence tell: each thing once, and in which accounts it stands.

use crate::actors::Namer;
use crate::pages::figures;
use crate::shown;
use rasid_record::{EventType, List, Measure, Reading, Voice, Who};
use rasid_store::is_shared;
use std::collections::BTreeMap;

/// What sort of thing is told, in the order in which the page shows them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sort {
    /// A number of something.
    Figure,
    /// Somebody who is quoted.
    Speaker,
    /// Who did what to whom.
    Act,
    /// What became of an arrangement.
    Phase,
    /// Who is accused of a breach.
    Breach,
    /// Where.
    Place,
}

impl Sort {
    /// The key of its name.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Sort::Figure => "event.figures",
            Sort::Speaker => "event.speakers",
            Sort::Act => "event.acts",
            Sort::Phase => "event.phases",
            Sort::Breach => "event.breaches",
            Sort::Place => "event.places",
        }
    }
}

/// A thing that is told.
pub(crate) struct Told {
    pub(crate) sort: Sort,
    pub(crate) label: String,
    /// For each account the record that tells it, where one does.
    pub(crate) by: Vec<Option<(List, usize)>>,
}

impl Told {
    /// In how many accounts it stands.
    pub(crate) fn times(&self) -> usize {
        self.by.iter().flatten().count()
    }
}

/// What an account calls a party in its own voice.
pub(crate) struct Calls {
    pub(crate) party: String,
    /// Words, the most frequent first.
    pub(crate) words: Vec<String>,
}

/// Everything that the accounts tell: what most tell first, sort by sort.
pub(crate) fn told(namer: &Namer<'_>, accounts: &[&Reading]) -> Vec<Told> {
    let mut found = BTreeMap::<(Sort, String), Told>::new();
    for (n, reading) in accounts.iter().enumerate() {
        for (sort, key, record, label) in of_reading(namer, reading) {
            let told = found.entry((sort, key)).or_insert_with(|| Told {
                sort,
                label: label(),
                by: vec![None; accounts.len()],
            });
            told.by[n].get_or_insert(record);
        }
    }
    let mut all: Vec<Told> = found.into_values().collect();
    all.sort_by_key(|told| (told.sort, std::cmp::Reverse(told.times())));
    all
}

/// A thing with what tells it apart, its record, and how it is said.
type Found<'a> = (Sort, String, (List, usize), Box<dyn Fn() -> String + 'a>);

fn of_reading<'a>(namer: &'a Namer<'_>, reading: &'a Reading) -> Vec<Found<'a>> {
    let lang = namer.lang;
    let mut all: Vec<Found<'a>> = Vec::new();
    for (n, x) in reading.figures.iter().enumerate().filter(|(_, x)| x.measure != Measure::Other) {
        let numbers = [x.low, x.high].map(|n| n.map(|n| n.0));
        let who = x.who.filter(|who| *who != Who::Unknown).map(|who| who.as_str());
        let key = format!("{:?} {:?} {numbers:?}", x.measure, who);
        let label = move || {
            let who = who.map_or_else(String::new, |who| format!(" ({})", lang.word("who", who)));
            let number = figures::between(lang, numbers[0], numbers[1]);
            format!("{}{who}: {number}", lang.word("measure", x.measure.as_str()))
        };
        all.push((Sort::Figure, key, (List::Figures, n), Box::new(label)));
    }
    for (n, x) in reading.statements.iter().enumerate() {
        let Some(id) = x.speaker_id.as_deref().filter(|id| is_shared(id)) else { continue };
        all.push((Sort::Speaker, id.to_owned(), (List::Statements, n), Box::new(move || names(namer, [id]))));
    }
    // What is only said of an arrangement or of speech has lines of its own.
    let is_act = |kind: EventType| !matches!(kind, EventType::Accuse | EventType::Request | EventType::Reject);
    for (n, x) in reading.events.iter().enumerate().filter(|(_, x)| x.aux.is_none() && is_act(x.kind)) {
        let ids = |side: &'a [rasid_record::Participant]| -> Vec<&'a str> {
            side.iter().map(|p| p.id.as_str()).filter(|id| is_shared(id)).collect()
        };
        let (actors, recipients) = (ids(&x.actors), ids(&x.recipients));
        if actors.is_empty() && recipients.is_empty() {
            continue;
        }
        let key = format!("{actors:?} {} {recipients:?}", x.kind);
        let label = move || {
            let to =
                if recipients.is_empty() { String::new() } else { format!(": {}", names(namer, recipients.clone())) };
            let by = if actors.is_empty() { lang.t("event.somebody").to_owned() } else { names(namer, actors.clone()) };
            format!("{by} · {}{to}", lang.word("event", x.kind.as_str()))
        };
        all.push((Sort::Act, key, (List::Events, n), Box::new(label)));
    }
    for (n, x) in reading.arrangements.iter().enumerate() {
        let label =
            move || format!("{}: {}", lang.word("arrangement", x.kind.as_str()), lang.word("phase", x.phase.as_str()));
        all.push((Sort::Phase, format!("{} {}", x.kind, x.phase), (List::Arrangements, n), Box::new(label)));
    }
    for (n, x) in reading.breaches.iter().enumerate() {
        let accused: Vec<&str> = x.accused.iter().map(String::as_str).filter(|id| is_shared(id)).collect();
        let key = format!("{accused:?} {:?}", x.act);
        let label = move || {
            let act = x.act.map_or_else(String::new, |act| format!(" · {}", lang.word("event", act.as_str())));
            let accused = if accused.is_empty() {
                lang.t("field.accused.none").to_owned()
            } else {
                names(namer, accused.clone())
            };
            format!("{}: {accused}{act}", lang.t("field.accused"))
        };
        all.push((Sort::Breach, key, (List::Breaches, n), Box::new(label)));
    }
    for x in &reading.places {
        let Some(&record) = x.of.first() else { continue };
        all.push((Sort::Place, x.id.clone(), record, Box::new(move || shown::shortened(&x.matched, 50))));
    }
    all
}

/// Names of actors that hold in all reports.
fn names<'i>(namer: &Namer<'_>, ids: impl IntoIterator<Item = &'i str>) -> String {
    let parts = ids.into_iter().flat_map(|id| id.split('+'));
    parts.map(|id| namer.name(id, None)).collect::<Vec<_>>().join(" + ")
}

/// What an account calls the parties in its own voice; those that hold inside one report only are left out.
pub(crate) fn calls(namer: &Namer<'_>, reading: &Reading) -> Vec<Calls> {
    let mut by = BTreeMap::<&str, BTreeMap<&str, usize>>::new();
    for x in reading.naming.iter().filter(|x| x.voice == Voice::Outlet && is_shared(&x.id)) {
        *by.entry(&x.id).or_default().entry(&x.at.text).or_default() += 1;
    }
    let mut all: Vec<(usize, Calls)> = by
        .into_iter()
        .map(|(id, words)| {
            let mut words: Vec<(&str, usize)> = words.into_iter().collect();
            words.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
            let times = words.iter().map(|(_, times)| times).sum();
            let words = words.iter().take(4).map(|(words, _)| shown::shortened(words, 40)).collect();
            (times, Calls { party: names(namer, [id]), words })
        })
        .collect();
    all.sort_by_key(|(times, _)| std::cmp::Reverse(*times));
    all.into_iter().map(|(_, calls)| calls).collect()
}
