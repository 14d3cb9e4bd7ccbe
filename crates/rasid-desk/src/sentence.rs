//! Lines of a briefing made from the codes of the record: sentences over kinds, parties, phases, numbers and
//! dates. They are no translation of the words beside them, and say of everything whose word it is.

use crate::actors::Namer;
use crate::i18n::Lang;
use crate::pages::figures;
use crate::{format, shown};
use rasid_record::{
    ArrangementCourse, ArrangementKind, CommitmentCourse, Disagreement, FigureCourse, Phase, PhaseClaim, Violation,
};

/// How many names stand in a row.
const NAMED: usize = 4;
/// How many sources of a figure stand in a line.
const SOURCES: usize = 8;

/// Makes sentences in the language of its namer.
pub(crate) struct Sentences<'n, 'a> {
    namer: &'n Namer<'a>,
}

impl<'n, 'a> Sentences<'n, 'a> {
    pub(crate) fn new(namer: &'n Namer<'a>) -> Self {
        Sentences { namer }
    }

    fn lang(&self) -> Lang {
        self.namer.lang
    }

    /// A claim of a phase.
    pub(crate) fn phase(&self, course: &ArrangementCourse, claim: &PhaseClaim) -> String {
        let lang = self.lang();
        let mut what = lang.fill(phase_key(claim.phase), &[("thing", &self.thing(course))]);
        let lasts = matches!(claim.phase, Phase::Announced | Phase::Agreed | Phase::InForce | Phase::Extended);
        if let Some(until) = course.until.as_deref().filter(|_| lasts) {
            what += &self.until(until);
        }
        match claim.by.as_deref() {
            Some(by) => lang.fill("brief.by", &[("by", &self.claimants(std::iter::once(by))), ("what", &what)]),
            None => lang.fill("brief.own", &[("by", &self.outlets(&claim.outlets)), ("what", &what)]),
        }
    }

    /// An entry of a violation ledger.
    pub(crate) fn breach(&self, course: &ArrangementCourse, entry: &Violation, outlets: &[String]) -> String {
        let lang = self.lang();
        let thing = self.thing(course);
        let mut what = match entry.accused.is_empty() {
            true => lang.fill("brief.breach.unsaid", &[("thing", &thing)]),
            false => lang.fill("brief.breach", &[("by", &self.names(&entry.accused)), ("thing", &thing)]),
        };
        if let Some(act) = entry.act {
            what += &lang.fill("brief.act", &[("act", &lang.word("event", act.as_str()))]);
        }
        if !entry.against.is_empty() {
            what += &lang.fill("brief.against", &[("names", &self.names(&entry.against))]);
        }
        if let Some(place) = entry.place.as_deref() {
            what += &lang.fill("brief.in", &[("place", &shown::shortened(place, 60))]);
        }
        if entry.low.is_some() || entry.high.is_some() {
            let count = figures::between(lang, entry.low.map(|n| n.0), entry.high.map(|n| n.0));
            what += &lang.fill("brief.count", &[("n", &count)]);
        }
        let mut line = match entry.by.is_empty() {
            false => {
                let by = self.claimants(entry.by.iter().map(String::as_str));
                lang.fill("brief.by", &[("by", &by), ("what", &what)])
            }
            true => lang.fill("brief.own", &[("by", &self.outlets(outlets)), ("what", &what)]),
        };
        if !entry.answers.is_empty() {
            let answers: Vec<String> = entry.answers.iter().map(|a| lang.word("answer", a.as_str())).collect();
            line += &lang.fill("brief.answer", &[("answers", &self.joined(&answers))]);
        }
        line
    }

    /// A commitment that falls due.
    pub(crate) fn due(&self, promise: &CommitmentCourse) -> String {
        let due = promise.until.as_deref().map_or_else(String::new, |until| self.value(until));
        self.promise("brief.due", promise, &due, true)
    }

    /// A commitment as it was made.
    pub(crate) fn word(&self, promise: &CommitmentCourse) -> String {
        self.promise("brief.word", promise, "", false)
    }

    /// A commitment and what became of it.
    pub(crate) fn deed(&self, promise: &CommitmentCourse) -> String {
        self.promise("brief.deed", promise, "", true)
    }

    fn promise(&self, key: &str, promise: &CommitmentCourse, date: &str, has_outcome: bool) -> String {
        let lang = self.lang();
        let mut kind = lang.word("commitment", promise.kind.as_str());
        if promise.negative {
            kind += &format!("{} {}", lang.t("app.comma"), lang.t("field.negative"));
        }
        if let Some(until) = promise.until.as_deref().filter(|_| date.is_empty()) {
            kind += &self.until(until);
        }
        if promise.condition.is_some() {
            kind += lang.t("brief.condition");
        }
        let outcome = if has_outcome { lang.word("outcome", promise.outcome.as_str()) } else { String::new() };
        let values = [
            ("class", lang.word("class", promise.class.as_str())),
            ("by", self.claimants(std::iter::once(promise.by.as_str()))),
            ("kind", kind),
            ("date", date.to_owned()),
            ("outcome", outcome),
        ];
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        capital(&lang.fill(key, &values))
    }

    /// Figures of one thing, each with who gives it.
    pub(crate) fn figure(&self, course: &FigureCourse) -> String {
        let lang = self.lang();
        let one = |claimed: &rasid_record::Claimed| {
            let last = claimed.given.last()?;
            let by = match claimed.source.as_deref() {
                Some(source) => self.claimants(std::iter::once(source)),
                None => lang.t("chain.unnamed.any").to_owned(),
            };
            let number = figures::number(lang, last);
            let day = last.at.as_deref().map_or_else(String::new, |at| format!(" ({})", format::short_day(lang, at)));
            Some(lang.fill("brief.given", &[("by", &by), ("n", &number), ("day", &day)]))
        };
        let mut given: Vec<String> = course.series.iter().take(SOURCES).filter_map(one).collect();
        if course.series.len() > SOURCES {
            given.push(lang.n("n.more", course.series.len() - SOURCES));
        }
        let heading = figures::heading(lang, course);
        capital(&lang.fill("brief.figure", &[("what", &heading), ("given", &given.join(lang.t("brief.part")))]))
    }

    /// Two sides that say different things.
    pub(crate) fn disagreement(&self, found: &Disagreement) -> String {
        let lang = self.lang();
        let side = |n: usize| match found.by.get(n).and_then(|by| by.as_deref()) {
            Some(id) => self.claimants(std::iter::once(id)),
            None => lang.t("brief.outlets").to_owned(),
        };
        let about = lang.word("disagreement", found.about.as_str());
        capital(&lang.fill("brief.dispute", &[("a", &side(0)), ("b", &side(1)), ("about", &about)]))
    }

    /// An arrangement, by what tells it from others.
    fn thing(&self, course: &ArrangementCourse) -> String {
        let lang = self.lang();
        // Beside other kinds it is called the other one, which says nothing alone.
        let kind = match course.kind {
            ArrangementKind::Agreement => lang.t("brief.agreement").to_owned(),
            kind => lang.word("arrangement", kind.as_str()),
        };
        let mut thing = lang.fill("brief.thing", &[("kind", &kind)]);
        if let Some(name) = &course.name {
            thing += &lang.fill("brief.named", &[("name", &shown::shortened(name, 60))]);
        }
        if let Some(place) = &course.place {
            thing += &lang.fill("brief.in", &[("place", &shown::shortened(place, 60))]);
        }
        if !course.parties.is_empty() {
            thing += &lang.fill("brief.between", &[("names", &self.names(&course.parties))]);
        }
        thing
    }

    /// When something ends, or how long it lasts.
    fn until(&self, until: &str) -> String {
        let key = if until.starts_with('P') { "brief.for" } else { "brief.until" };
        self.lang().fill(key, &[("date", &self.value(until))])
    }

    fn value(&self, value: &str) -> String {
        shown::owned(&format::value(self.lang(), value, None))
    }

    fn names(&self, ids: &[String]) -> String {
        self.claimants(ids.iter().map(String::as_str))
    }

    /// Names, without those of private persons.
    fn claimants<'i>(&self, ids: impl Iterator<Item = &'i str>) -> String {
        let ids: Vec<&str> = ids.collect();
        let items = ids.iter().take(NAMED).flat_map(|id| self.namer.claimants(id, &[]));
        let mut names: Vec<String> = items.map(|item| item.text).collect();
        if ids.len() > NAMED {
            names.push(self.lang().n("n.more", ids.len() - NAMED));
            return names.join(&format!("{} ", self.lang().t("app.comma")));
        }
        self.joined(&names)
    }

    fn outlets(&self, outlets: &[String]) -> String {
        let mut names: Vec<String> = outlets.iter().take(NAMED).map(|outlet| shown::shortened(outlet, 60)).collect();
        if outlets.len() > NAMED {
            names.push(self.lang().n("n.more", outlets.len() - NAMED));
        }
        if names.is_empty() { self.lang().t("brief.outlets").to_owned() } else { self.joined(&names) }
    }

    fn joined(&self, names: &[String]) -> String {
        let lang = self.lang();
        match names {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => {
                let first = first.join(&format!("{} ", lang.t("app.comma")));
                lang.fill("brief.and", &[("a", &first), ("b", last)])
            }
        }
    }
}

/// The clause of a phase.
fn phase_key(phase: Phase) -> &'static str {
    match phase {
        Phase::Proposed => "brief.phase.proposed",
        Phase::Negotiated => "brief.phase.negotiated",
        Phase::Announced => "brief.phase.announced",
        Phase::Agreed => "brief.phase.agreed",
        Phase::InForce => "brief.phase.in-force",
        Phase::Extended => "brief.phase.extended",
        Phase::Suspended => "brief.phase.suspended",
        Phase::Violated => "brief.phase.violated",
        Phase::Refused => "brief.phase.refused",
        Phase::Failed => "brief.phase.failed",
        Phase::Ended => "brief.phase.ended",
        Phase::Mentioned => "brief.phase.mentioned",
    }
}

/// A sentence with a capital letter, where its letters have any.
fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
