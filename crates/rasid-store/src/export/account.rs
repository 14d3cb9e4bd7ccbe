//! What one report tells of one event, with everything that layouts of incidents ask for.

use super::decided::Decided;
use super::facts::{Facts, Somebody};
use super::hiding::Hidden;
use super::when::{self, Closeness, When};
use rasid_record::{
    Anchor, EventType, Figure, List, Located, Measure, Participant, Phase, PlaceRole, Precision, Reading, Scope,
    Standing, Who,
};

/// A report as the source of an account.
#[derive(Clone, Debug, Default)]
pub(super) struct Source {
    pub(super) report: String,
    pub(super) text_id: String,
    pub(super) outlet: String,
    /// As the source gave it; empty where there is none.
    pub(super) published: String,
    pub(super) url: String,
    /// Without words that name private persons.
    pub(super) title: String,
    pub(super) lang: String,
    /// The report whose wording it repeats, else itself: what has the same root is one account.
    pub(super) root: String,
    pub(super) added_at: String,
    pub(super) rules: String,
    /// The whole text, where texts are wanted.
    pub(super) text: String,
}

/// A number of people killed, hurt or held.
#[derive(Clone, Debug)]
pub(super) struct Toll {
    pub(super) measure: Measure,
    pub(super) low: Option<f64>,
    pub(super) high: Option<f64>,
    pub(super) approx: bool,
    pub(super) who: Option<Who>,
}

/// Who claims it, unless the outlet says it itself.
#[derive(Clone, Debug)]
pub(super) struct Claimed {
    /// English name; empty for whoever must not or cannot be named.
    pub(super) name: String,
}

/// What one report tells of one event.
#[derive(Clone, Debug)]
pub(super) struct Account {
    pub(super) source: Source,
    pub(super) trigger: Anchor,
    /// What people decided about the reading of it.
    pub(super) standing: Standing,
    /// Whether the claim holds, in the team's words; empty where nobody said.
    pub(super) claim: String,
    /// Where its words were and what type it had before any correction: what its identifier is made of.
    pub(super) origin: (u32, u32, String),
    pub(super) claimed: Option<Claimed>,
    pub(super) tolls: Vec<Toll>,
    /// Whether the report calls it a breach of an arrangement.
    pub(super) breach: bool,
    /// Whether its sentence speaks of an arrangement that is announced, agreed, in force or extended.
    pub(super) arranged: bool,
}

/// Where something happened.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    pub(super) id: String,
    /// English name; empty where no table has one.
    pub(super) name: String,
    /// The words of the text.
    pub(super) words: String,
    pub(super) country: String,
    pub(super) precision: Precision,
    /// Degrees north and east, where there is a reason for a point.
    pub(super) point: Option<(f64, f64)>,
    pub(super) geonames: Option<u32>,
}

/// Somebody with the words of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) who: Somebody,
    /// Empty for private persons.
    pub(super) words: String,
}

impl Part {
    /// The name in English, else the words; empty for private persons.
    pub(super) fn name(&self) -> &str {
        if self.who.name.is_empty() { &self.words } else { &self.who.name }
    }
}

/// An event as one report tells it.
#[derive(Clone, Debug)]
pub(super) struct Told {
    pub(super) kind: EventType,
    pub(super) mode: Option<String>,
    pub(super) when: When,
    pub(super) spot: Option<Spot>,
    pub(super) actors: Vec<Part>,
    pub(super) recipients: Vec<Part>,
    pub(super) account: Account,
}

/// The events of a reading that are told as facts or claims (no auxiliary mode) and have a day of their own,
/// at the latest that of publication.
pub(super) fn dated(decided: &Decided, source: &Source, facts: &Facts) -> Vec<Told> {
    let reading = &decided.kept.reading;
    let sentences = Sentences::of(&reading.report.text);
    let hidden = Hidden::of(reading);
    let published = when::day(reading.report.published.as_deref());
    let told = |(idx, event): (usize, &rasid_record::Event)| {
        if event.aux.is_some() {
            return None;
        }
        let when = When::of(reading.times.get(event.when?)?)?;
        // What lies after the report has not happened in it, whatever the words say.
        if published.is_some_and(|published| when.first.as_str() > published) {
            return None;
        }
        let tolls = tolls(reading, event, &sentences);
        let civilian = tolls.iter().any(|toll| matches!(toll.who, Some(Who::Civilian | Who::Child | Who::Medical)));
        let mut recipients = parts(&event.recipients, facts, &hidden);
        // A group without a name is what its figure says it is.
        for part in recipients.iter_mut().filter(|part| civilian && part.who.sector.code.is_empty()) {
            if part.who.id.starts_with("grp:") {
                part.who.sector = super::facts::Sector { code: "CVL", armed: false, civilian: true };
            }
        }
        let near = |at: &Anchor| sentences.same(at.start, event.trigger.start);
        let breach = reading.breaches.iter().any(|breach| {
            let shares = breach.at.start < event.trigger.end && event.trigger.start < breach.at.end;
            shares || (breach.act == Some(event.kind) && breach.by == event.by && near(&breach.at))
        });
        let stands = |phase| matches!(phase, Phase::Announced | Phase::Agreed | Phase::InForce | Phase::Extended);
        let decision = decided.at(List::Events, &event.trigger);
        let origin = decision.map(|decision| decision.origin.clone());
        let account = Account {
            standing: decision.map_or(Standing::Unreviewed, |decision| decision.standing),
            claim: decision.map_or_else(String::new, |decision| decision.claim.clone()),
            origin: origin.unwrap_or_else(|| (event.trigger.start, event.trigger.end, event.kind.to_string())),
            source: source.clone(),
            trigger: event.trigger.clone(),
            claimed: event
                .by
                .and_then(|by| reading.statements.get(by))
                .map(|said| Claimed { name: names(facts, said.speaker_id.as_deref().unwrap_or("")) }),
            tolls,
            breach,
            arranged: reading.arrangements.iter().any(|a| stands(a.phase) && near(&a.at)),
        };
        Some(Told {
            kind: event.kind,
            mode: event.mode.clone(),
            when,
            spot: spot(reading, event.kind, idx, facts),
            actors: parts(&event.actors, facts, &hidden),
            recipients,
            account,
        })
    };
    reading.events.iter().enumerate().filter_map(told).collect()
}

/// The English names of everybody of an identifier.
fn names(facts: &Facts, id: &str) -> String {
    let everybody = facts.everybody([id]);
    let named = everybody.iter().filter(|one| !(one.name.is_empty() && crate::is_private(&one.id)));
    named.map(|one| facts.label(one)).collect::<Vec<_>>().join(" + ")
}

fn parts(participants: &[Participant], facts: &Facts, hidden: &Hidden) -> Vec<Part> {
    let of = |participant: &Participant| {
        let words = match super::is_person(&participant.id) {
            true => String::new(),
            false => hidden.without(&participant.span.text),
        };
        facts.everybody([participant.id.as_str()]).into_iter().map(move |who| Part { who, words: words.clone() })
    };
    participants.iter().flat_map(of).collect()
}

/// The place of an event: where it occurred or people met, else whence or whither.
fn spot(reading: &Reading, kind: EventType, idx: usize, facts: &Facts) -> Option<Spot> {
    let of_event = |place: &&Located| place.of.contains(&(List::Events, idx));
    let rank = |role| match (role, kind) {
        (PlaceRole::Occurred, _) => 0,
        (PlaceRole::Meeting, _) => 1,
        (PlaceRole::To, EventType::Aid) | (PlaceRole::From, EventType::Retreat) => 2,
        _ => 3,
    };
    let place = reading.places.iter().filter(of_event).min_by_key(|place| rank(place.role))?;
    // A capital goes by the identifier of its state, and is no state.
    let is_capital = place.precision != Precision::Country && place.country.as_deref() == Some(place.id.as_str());
    let name = if is_capital { None } else { (facts.place)(&place.id) };
    Some(Spot {
        id: place.id.clone(),
        name: name.unwrap_or_default(),
        words: place.at.text.clone(),
        country: place.country.clone().unwrap_or_default(),
        precision: place.precision,
        point: place.lat.zip(place.lon).map(|(lat, lon)| (lat.0, lon.0)),
        geonames: place.geonames,
    })
}

/// The people killed, hurt or held in an event: numbers of one occurrence that are what the event was done to
/// or, where it is the only act of violence of its sentence, stand in that sentence.
fn tolls(reading: &Reading, event: &rasid_record::Event, sentences: &Sentences) -> Vec<Toll> {
    let counts = |figure: &&Figure| {
        figure.scope == Scope::Incident
            && matches!(figure.measure, Measure::Killed | Measure::Injured | Measure::Detained)
    };
    let violent = |kind| matches!(kind, EventType::Assault | EventType::Coerce);
    let near = |at: &Anchor| sentences.same(at.start, event.trigger.start);
    let alone = violent(event.kind)
        && reading.events.iter().filter(|other| violent(other.kind) && near(&other.trigger)).count() == 1;
    let done_to =
        |figure: &Figure| event.recipients.iter().any(|r| r.span.start < figure.at.end && figure.at.start < r.span.end);
    let own = |figure: &&Figure| done_to(figure) || (alone && figure.by == event.by && near(&figure.at));
    let toll = |figure: &Figure| Toll {
        measure: figure.measure,
        low: figure.low.map(|n| n.0),
        high: figure.high.map(|n| n.0),
        approx: figure.approx,
        who: figure.who,
    };
    reading.figures.iter().filter(counts).filter(own).map(toll).collect()
}

/// Where the sentences of a text end, in code points.
#[derive(Debug, Default)]
pub(super) struct Sentences(Vec<u32>);

impl Sentences {
    pub(super) fn of(text: &str) -> Self {
        let mut ends = Vec::new();
        let mut letters = (0u32..).zip(text.chars()).peekable();
        while let Some((at, letter)) = letters.next() {
            let next = letters.peek().map(|(_, letter)| *letter);
            // A point inside a number or an address ends no sentence.
            if letter == '\n' || (matches!(letter, '.' | '!' | '?' | '\u{61f}') && next.is_none_or(char::is_whitespace))
            {
                ends.push(at);
            }
        }
        Sentences(ends)
    }

    /// Whether two places are in one sentence.
    pub(super) fn same(&self, a: u32, b: u32) -> bool {
        let sentence = |at: u32| self.0.partition_point(|&end| end < at);
        sentence(a) == sentence(b)
    }
}

/// The least that vague words such as "dozens" mean by the codebook, and what layouts put for them.
const VAGUE: [(f64, f64); 6] =
    [(20.0, 12.0), (200.0, 100.0), (2000.0, 1000.0), (20_000.0, 10_000.0), (200_000.0, 100_000.0), (2e6, 1e6)];

impl Toll {
    /// The least and the most it can be, where a number is told. Of vague words it is what the layouts of
    /// incidents agreed on: 12 for dozens, 100 for hundreds.
    pub(super) fn bounds(&self) -> Option<(u64, u64)> {
        let low = self.low.or(self.high)?;
        let vague = self.approx && self.high.is_none();
        let low = match VAGUE.iter().find(|(words, _)| vague && *words == low) {
            Some((_, number)) => *number,
            None => low,
        };
        let high = self.high.unwrap_or(low).max(low);
        (low >= 0.0 && high < 1e12).then_some((low as u64, high as u64))
    }
}

impl Account {
    /// How many were killed or hurt by this account, at least and at most. Where one number is of everybody
    /// and others of some of them, it is that one; else numbers of different people are added up.
    pub(super) fn sum(&self, measure: Measure) -> Option<(u64, u64)> {
        let of = self.tolls.iter().filter(|toll| toll.measure == measure);
        let mut kinds: Vec<(Option<Who>, (u64, u64))> = Vec::new();
        for (who, bounds) in of.filter_map(|toll| Some((toll.who, toll.bounds()?))) {
            match kinds.iter_mut().find(|(known, _)| *known == who) {
                // The same said again; the larger number says more.
                Some((_, known)) => *known = (known.0.max(bounds.0), known.1.max(bounds.1)),
                None => kinds.push((who, bounds)),
            }
        }
        let everybody = kinds.iter().find(|(who, _)| matches!(who, None | Some(Who::Mixed | Who::Unknown)));
        if let Some((_, bounds)) = everybody {
            return Some(*bounds);
        }
        // Children and medical workers are counted among the civilians where both are told.
        let civilians = kinds.iter().any(|(who, _)| *who == Some(Who::Civilian));
        let counted = kinds.iter().filter(|(who, _)| !civilians || matches!(who, Some(Who::Civilian | Who::Combatant)));
        counted.map(|(_, bounds)| *bounds).reduce(|a, b| (a.0 + b.0, a.1 + b.1))
    }

    /// How many civilians and how many fighters were killed, at least.
    pub(super) fn killed_of(&self) -> (Option<u64>, Option<u64>) {
        let of = |fits: fn(&Who) -> bool| {
            let tolls = self.tolls.iter().filter(|t| t.measure == Measure::Killed && t.who.as_ref().is_some_and(fits));
            tolls.filter_map(|toll| Some(toll.bounds()?.0)).max()
        };
        (of(|who| matches!(who, Who::Civilian | Who::Child | Who::Medical)), of(|who| *who == Who::Combatant))
    }
}

impl When {
    /// Whether it is known to the month at least.
    pub(super) fn is_close(&self) -> bool {
        self.closeness < Closeness::Year
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_inside_a_number_ends_no_sentence() {
        let text = "a 2.5 b. c\nd";
        let sentences = Sentences::of(text);
        assert!(sentences.same(0, 6) && !sentences.same(6, 9) && !sentences.same(9, 11));
    }

    /// What is counted, low, high, whether it is rough, and who.
    type Given = (Measure, f64, Option<f64>, bool, Option<Who>);

    fn account(tolls: &[Given]) -> Account {
        let toll = |&(measure, low, high, approx, who): &Given| Toll { measure, low: Some(low), high, approx, who };
        Account {
            source: Source::default(),
            trigger: Anchor::default(),
            standing: Standing::Unreviewed,
            claim: String::new(),
            origin: (0, 0, String::new()),
            claimed: None,
            tolls: tolls.iter().map(toll).collect(),
            breach: false,
            arranged: false,
        }
    }

    #[test]
    fn the_dead_of_an_account_are_not_counted_twice() {
        use Measure::Killed;
        let ten = account(&[
            (Killed, 10.0, Some(10.0), false, Some(Who::Mixed)),
            (Killed, 3.0, Some(3.0), false, Some(Who::Child)),
        ]);
        assert_eq!(ten.sum(Killed), Some((10, 10)));
        let both = account(&[
            (Killed, 3.0, Some(3.0), false, Some(Who::Civilian)),
            (Killed, 1.0, Some(1.0), false, Some(Who::Child)),
            (Killed, 2.0, Some(2.0), false, Some(Who::Combatant)),
        ]);
        assert_eq!((both.sum(Killed), both.killed_of()), (Some((5, 5)), (Some(3), Some(2))));
        assert_eq!(account(&[]).sum(Killed), None);
    }

    #[test]
    fn vague_words_are_what_incident_layouts_put_for_them() {
        assert_eq!(account(&[(Measure::Killed, 20.0, None, true, None)]).sum(Measure::Killed), Some((12, 12)));
        // "At least twenty" is no vague word.
        assert_eq!(account(&[(Measure::Killed, 20.0, None, false, None)]).sum(Measure::Killed), Some((20, 20)));
    }
}
