//! What each of the eight lists has to say on a card.

use crate::actors::{Item, Namer};
use crate::card::Fact;
use crate::i18n::Lang;
use crate::{format, links, shown};
use rasid_record::{Class, Form, List, Phase, Stance};
use rasid_store::{
    ArrangementRow, BreachRow, CommitmentRow, EventRow, Fields, FigureRow, NamingRow, Party, Row, StatementRow,
    TimeRef, TimeRow,
};

/// The matter of a card.
#[derive(Default)]
pub(crate) struct Matter {
    pub(crate) label: &'static str,
    pub(crate) lead: Vec<Item>,
    pub(crate) tag: String,
    pub(crate) tone: &'static str,
    pub(crate) flags: Vec<String>,
    pub(crate) facts: Vec<Fact>,
}

impl Matter {
    /// Adds a fact, unless it has nothing to say.
    fn fact(&mut self, label: &'static str, items: impl IntoIterator<Item = Item>) {
        let items: Vec<Item> = items.into_iter().collect();
        if !items.is_empty() {
            self.facts.push(Fact { label, items });
        }
    }
}

/// The matter of a record.
pub(crate) fn matter(namer: &Namer<'_>, row: &Row) -> Matter {
    match &row.fields {
        Fields::Time(time) => self::time(namer.lang, time),
        Fields::Figure(figure) => self::figure(namer.lang, figure),
        Fields::Statement(said) => statement(namer, said),
        Fields::Event(done) => event(namer, done),
        Fields::Commitment(bound) => commitment(namer, bound),
        Fields::Arrangement(made) => arrangement(namer, made),
        Fields::Breach(broken) => breach(namer, row, broken),
        Fields::Naming(named) => naming(namer, named),
    }
}

fn time(lang: Lang, time: &TimeRow) -> Matter {
    let value = match (&time.value, time.kind) {
        (None, _) => lang.t("field.unresolved").to_owned(),
        (Some(v), rasid_record::TimeKind::Set) => format::every(lang, v),
        (Some(v), _) => format::value(lang, v, time.modifier),
    };
    let flags = if time.anchored { vec![lang.t("field.anchored").to_owned()] } else { Vec::new() };
    Matter {
        lead: vec![Item::plain(shown::owned(&value))],
        tag: lang.word("timekind", time.kind.as_str()),
        flags,
        ..Matter::default()
    }
}

fn figure(lang: Lang, figure: &FigureRow) -> Matter {
    let count = count(lang, figure.low, figure.high);
    let mut matter = Matter {
        lead: vec![Item::plain(count.unwrap_or_else(|| lang.t("field.unresolved").to_owned()))],
        tag: lang.word("measure", figure.measure.as_str()),
        flags: if figure.approx { vec![lang.t("field.approx").to_owned()] } else { Vec::new() },
        ..Matter::default()
    };
    matter.fact(lang.t("field.counts"), words(figure.counted.as_deref()));
    matter.fact(lang.t("field.who"), figure.who.map(|w| Item::plain(lang.word("who", w.as_str()))));
    matter.fact(lang.t("field.scope"), [Item::plain(lang.word("scope", figure.scope.as_str()))]);
    matter.fact(lang.t("field.from"), time_ref(lang, figure.from.as_ref()));
    matter.fact(lang.t("field.until"), time_ref(lang, figure.until.as_ref()));
    matter
}

/// How many, where anything is known of it.
pub(crate) fn count(lang: Lang, low: Option<f64>, high: Option<f64>) -> Option<String> {
    Some(match (low, high) {
        (Some(a), Some(b)) if a == b => format::number(a),
        (Some(a), Some(b)) => lang.fill("field.between", &[("a", &format::number(a)), ("b", &format::number(b))]),
        (Some(a), None) => lang.fill("field.atleast", &[("n", &format::number(a))]),
        (None, Some(b)) => lang.fill("field.atmost", &[("n", &format::number(b))]),
        (None, None) => return None,
    })
}

fn statement(namer: &Namer<'_>, said: &StatementRow) -> Matter {
    let lang = namer.lang;
    let name = said.speaker.as_deref().or(said.speaker_name.as_deref());
    let lead = match &said.speaker_id {
        Some(id) => namer.items(id, name),
        None => words(name).map_or_else(|| vec![Item::plain(lang.t("chain.speaker.none"))], |i| vec![i]),
    };
    let mut matter = Matter {
        lead,
        tag: lang.word("stance", said.stance.as_str()),
        tone: stance_tone(said.stance),
        ..Matter::default()
    };
    if said.negated {
        matter.flags.push(lang.t("field.negated").to_owned());
    }
    if said.content.is_some() {
        matter.fact(lang.t("field.cue"), words(Some(&said.cue)));
    }
    matter.fact(lang.t("field.to"), words(said.addressee.as_deref()));
    // Reported speech is the common case; only quotation is worth a word.
    if said.form != Form::Indirect {
        matter.fact(lang.t("field.form"), [Item::plain(lang.word("form", said.form.as_str()))]);
    }
    matter
}

fn event(namer: &Namer<'_>, done: &EventRow) -> Matter {
    let lang = namer.lang;
    use rasid_record::EventType::{Accuse, Agree, Aid, Assault, Coerce, Concede, Consult, Cooperate};
    use rasid_record::EventType::{Mobilize, Protest, Reject, Request, Retreat, Sanction, Support, Threaten};
    let mut matter = Matter {
        lead: parties(namer, &done.actors),
        tag: lang.word("event", done.kind.as_str()),
        tone: match done.kind {
            Agree | Consult | Support | Concede | Cooperate | Aid | Retreat => "good",
            Assault | Coerce | Threaten | Sanction | Mobilize | Reject | Accuse => "bad",
            Request | Protest => "open",
        },
        ..Matter::default()
    };
    matter.flags.extend(done.aux.map(|aux| lang.word("aux", aux.as_str())));
    matter.fact(lang.t("field.recipients"), parties(namer, &done.recipients));
    matter.fact(
        lang.t("field.mode"),
        done.mode.as_deref().map(|mode| Item::plain(shown::owned(&lang.word("mode", mode)))),
    );
    matter.fact(lang.t("field.when"), time_ref(lang, done.when.as_ref()));
    matter.fact(lang.t("field.where"), words(done.place.as_deref()));
    matter
}

fn commitment(namer: &Namer<'_>, bound: &CommitmentRow) -> Matter {
    let lang = namer.lang;
    let mut matter = Matter {
        lead: namer.items(&bound.by_id, bound.by.as_deref()),
        tag: lang.word("class", bound.class.as_str()),
        tone: match bound.class {
            Class::Undertaking | Class::Offer => "good",
            Class::Threat => "bad",
            Class::Precondition => "open",
            Class::Target | Class::Forecast => "",
        },
        ..Matter::default()
    };
    if bound.negative {
        matter.flags.push(lang.t("field.negative").to_owned());
    }
    matter.fact(lang.t("field.kind"), [Item::plain(lang.word("commitment", bound.kind.as_str()))]);
    matter.fact(lang.t("field.to"), words(bound.to.as_deref()));
    matter.fact(lang.t("field.from"), time_ref(lang, bound.from.as_ref()));
    matter.fact(lang.t("field.due"), time_ref(lang, bound.until.as_ref()));
    matter.fact(lang.t("field.condition"), words(bound.condition.as_deref()));
    matter
}

fn arrangement(namer: &Namer<'_>, made: &ArrangementRow) -> Matter {
    let lang = namer.lang;
    let mut matter = Matter {
        lead: vec![Item::plain(lang.word("arrangement", made.kind.as_str()))],
        tag: lang.word("phase", made.phase.as_str()),
        tone: phase_tone(made.phase),
        ..Matter::default()
    };
    matter.fact(lang.t("field.place"), words(made.place.as_deref()));
    matter.fact(lang.t("field.parties"), namer.all(&made.parties));
    matter.fact(lang.t("field.for"), words(made.beneficiaries.as_deref()));
    matter.fact(lang.t("field.from"), time_ref(lang, made.from.as_ref()));
    matter.fact(lang.t("field.until"), time_ref(lang, made.until.as_ref()));
    matter
}

/// Whether a stance is for it, against it, asks for it, or none of these.
pub(crate) fn stance_tone(stance: Stance) -> &'static str {
    match stance {
        Stance::Accept | Stance::Promise | Stance::Hope => "good",
        Stance::Reject | Stance::Accuse | Stance::Threaten | Stance::Deny | Stance::Doubt => "bad",
        Stance::Demand | Stance::Urge => "open",
        Stance::Inform => "",
    }
}

/// Whether a phase is a step ahead, in force, broken, or none of these.
pub(crate) fn phase_tone(phase: Phase) -> &'static str {
    match phase {
        Phase::Proposed | Phase::Negotiated | Phase::Announced => "open",
        Phase::Agreed | Phase::InForce | Phase::Extended => "good",
        Phase::Suspended | Phase::Violated | Phase::Refused | Phase::Failed => "bad",
        Phase::Ended | Phase::Mentioned => "",
    }
}

fn breach(namer: &Namer<'_>, row: &Row, broken: &BreachRow) -> Matter {
    let lang = namer.lang;
    let mut matter = Matter {
        // Without this word an accusation would read as a fact.
        label: lang.t("field.accused"),
        lead: match namer.all(&broken.accused) {
            nobody if nobody.is_empty() => vec![Item::plain(lang.t("field.accused.none"))],
            accused => accused,
        },
        tag: broken.act.map_or_else(String::new, |act| lang.word("event", act.as_str())),
        tone: "bad",
        ..Matter::default()
    };
    let arrangement = (broken.arrangement.as_deref(), broken.arrangement_idx);
    matter.fact(
        lang.t("field.arrangement"),
        arrangement.0.map(|words| Item {
            text: shown::shortened(words, 80),
            href: arrangement.1.map_or_else(String::new, |idx| links::words(&row.report.id, List::Arrangements, idx)),
            words: String::new(),
        }),
    );
    matter.fact(lang.t("field.against"), namer.all(&broken.against));
    matter.fact(lang.t("field.figure"), words(broken.figure.as_deref()));
    matter.fact(lang.t("field.where"), words(broken.place.as_deref()));
    matter.fact(lang.t("field.from"), time_ref(lang, broken.from.as_ref()));
    matter.fact(lang.t("field.until"), time_ref(lang, broken.until.as_ref()));
    matter.fact(lang.t("field.answer"), broken.answer.map(|a| Item::plain(lang.word("answer", a.as_str()))));
    matter
}

fn naming(namer: &Namer<'_>, named: &NamingRow) -> Matter {
    Matter {
        lead: namer.items(&named.id, None),
        tag: namer.lang.word("naming", named.kind.as_str()),
        tone: if named.kind == rasid_record::NamingKind::Marked { "open" } else { "" },
        ..Matter::default()
    }
}

fn parties(namer: &Namer<'_>, parties: &[Party]) -> Vec<Item> {
    parties.iter().flat_map(|party| namer.items(&party.id, Some(&party.words))).collect()
}

fn words(words: Option<&str>) -> Option<Item> {
    words.map(|w| Item::plain(shown::shortened(w, 120)))
}

/// The value of a time for people, with the words that it was worked out from.
fn time_ref(lang: Lang, time: Option<&TimeRef>) -> Option<Item> {
    let time = time?;
    let words = shown::shortened(&time.words, 60);
    let text = time.value.as_deref().map_or_else(|| words.clone(), |v| shown::owned(&format::value(lang, v, None)));
    // Words beside a value that says the same in the same words would only be read twice.
    let words = if text == words { String::new() } else { words };
    Some(Item { text, href: String::new(), words })
}

/// When a commitment is due, or else begins.
pub(crate) fn due(lang: Lang, bound: &CommitmentRow) -> Option<Item> {
    time_ref(lang, bound.until.as_ref().or(bound.from.as_ref()))
}
