//! The vocabularies of the codebook.

use crate::vocabulary::vocabulary;

vocabulary! {
    /// What an expression of time is.
    TimeKind {
        /// A day, month, year or part of one.
        Date = "date",
        /// A clock time.
        Clock = "time",
        /// A length.
        Duration = "duration",
        /// Something that comes back.
        Set = "set",
    }
}
vocabulary! {
    /// Which part of the time is meant, or which side of it.
    TimeMod {
        /// Its beginning; the morning.
        Start = "start",
        /// Its middle.
        Mid = "mid",
        /// Its end; the evening.
        End = "end",
        /// Before it.
        Before = "before",
        /// After it.
        After = "after",
        /// Roughly.
        Approx = "approx",
    }
}
vocabulary! {
    /// What a figure counts.
    Measure {
        /// People killed.
        Killed = "killed",
        /// People hurt.
        Injured = "injured",
        /// People missing.
        Missing = "missing",
        /// People held.
        Detained = "detained",
        /// People displaced.
        Displaced = "displaced",
        /// People besieged.
        Besieged = "besieged",
        /// People evacuated.
        Evacuated = "evacuated",
        /// Fighters or people in a place.
        Present = "present",
        /// Violations of an arrangement.
        Breach = "breach",
        /// Raids, shells, attacks.
        Attack = "attack",
        /// Aid: trucks, tonnes, people reached.
        Aid = "aid",
        /// Money.
        Money = "money",
        /// Anything else that bears on the matter.
        Other = "other",
    }
}
vocabulary! {
    /// Which people a figure counts, as the text says it.
    Who {
        /// Civilians.
        Civilian = "civilian",
        /// Fighters and soldiers.
        Combatant = "combatant",
        /// Children.
        Child = "child",
        /// Medical workers.
        Medical = "medical",
        /// Several of these together.
        Mixed = "mixed",
        /// People, not said which.
        Unknown = "unknown",
    }
}
vocabulary! {
    /// Whether a figure counts one occurrence or a time, an area, a war.
    Scope {
        /// One occurrence.
        Incident = "incident",
        /// Over a time, an area or a war.
        Total = "total",
    }
}
vocabulary! {
    /// How the content of a statement is given.
    Form {
        /// All inside quotation marks.
        Direct = "direct",
        /// None of it.
        Indirect = "indirect",
        /// Partly.
        Mixed = "mixed",
    }
}
vocabulary! {
    /// What a speaker does by saying it.
    Stance {
        /// Accepts, agrees, welcomes.
        Accept = "accept",
        /// Refuses.
        Reject = "reject",
        /// Doubts.
        Doubt = "doubt",
        /// Accuses, blames, criticises.
        Accuse = "accuse",
        /// Denies.
        Deny = "deny",
        /// Threatens, warns of harm.
        Threaten = "threaten",
        /// Promises, announces what will be done.
        Promise = "promise",
        /// Demands, orders.
        Demand = "demand",
        /// Urges, calls on.
        Urge = "urge",
        /// Hopes, aims.
        Hope = "hope",
        /// Nothing stronger fits.
        Inform = "inform",
    }
}
vocabulary! {
    /// PLOVER's sixteen event types (manual of 2023).
    EventType {
        /// Agree to, promise.
        Agree = "AGREE",
        /// Meet, talk.
        Consult = "CONSULT",
        /// Support by word or treaty.
        Support = "SUPPORT",
        /// Give way, announce a truce.
        Concede = "CONCEDE",
        /// Work together.
        Cooperate = "COOPERATE",
        /// Give aid.
        Aid = "AID",
        /// Withdraw, keep a truce, let through.
        Retreat = "RETREAT",
        /// Ask, call on.
        Request = "REQUEST",
        /// Accuse, criticise.
        Accuse = "ACCUSE",
        /// Refuse.
        Reject = "REJECT",
        /// Threaten.
        Threaten = "THREATEN",
        /// Demonstrate, strike.
        Protest = "PROTEST",
        /// Break off, sanction.
        Sanction = "SANCTION",
        /// Raise forces.
        Mobilize = "MOBILIZE",
        /// Besiege, arrest, restrict.
        Coerce = "COERCE",
        /// Attack.
        Assault = "ASSAULT",
    }
}
vocabulary! {
    /// In which way an event is less than a plain fact of the present.
    Aux {
        /// Still to come.
        Future = "future",
        /// Proposed, considered, conditional.
        Hypothetical = "hypothetical",
        /// Said not to be.
        Negated = "negated",
        /// Before the matter reported, over a year earlier.
        Historical = "historical",
    }
}
vocabulary! {
    /// How firmly somebody is bound.
    Class {
        /// Will, decided, ordered, promised, agreed.
        Undertaking = "undertaking",
        /// Ready, willing, proposes.
        Offer = "offer",
        /// Not before, only if.
        Precondition = "precondition",
        /// Harm or sanction if or when.
        Threat = "threat",
        /// Hopes, aims, plans.
        Target = "target",
        /// Expects what is not in its own hands.
        Forecast = "forecast",
    }
}
vocabulary! {
    /// What a commitment is about.
    CommitmentKind {
        /// A truce without end.
        Ceasefire = "ceasefire",
        /// A truce limited in time or purpose.
        Pause = "pause",
        /// A way out or in.
        Corridor = "corridor",
        /// Taking people out.
        Evacuation = "evacuation",
        /// Aid.
        Aid = "aid",
        /// Amnesty.
        Amnesty = "amnesty",
        /// Freeing people.
        Release = "release",
        /// Pulling back.
        Withdrawal = "withdrawal",
        /// Talks.
        Talks = "talks",
        /// A meeting.
        Meeting = "meeting",
        /// Working together.
        Cooperation = "cooperation",
        /// Sanctions.
        Sanctions = "sanctions",
        /// Saying or publishing something.
        Statement = "statement",
        /// Anything else.
        Other = "other",
    }
}
vocabulary! {
    /// What kind of mechanism an arrangement is.
    ArrangementKind {
        /// Open-ended truce.
        Ceasefire = "ceasefire",
        /// Truce limited in time or to one purpose.
        Pause = "pause",
        /// A way out or in.
        Corridor = "corridor",
        /// Taking people out.
        Evacuation = "evacuation",
        /// Aid.
        Aid = "aid",
        /// Amnesty.
        Amnesty = "amnesty",
        /// Exchange of prisoners or bodies.
        Exchange = "exchange",
        /// Talks.
        Talks = "talks",
        /// Political transition.
        Transition = "transition",
        /// Working together.
        Cooperation = "cooperation",
        /// Monitoring.
        Monitoring = "monitoring",
        /// Sanctions.
        Sanctions = "sanctions",
        /// Any other agreement.
        Agreement = "agreement",
    }
}
vocabulary! {
    /// What an article says has become of an arrangement.
    Phase {
        /// Proposed.
        Proposed = "proposed",
        /// Under negotiation, not reached yet.
        Negotiated = "negotiated",
        /// Announced.
        Announced = "announced",
        /// Agreed, adopted.
        Agreed = "agreed",
        /// In force.
        InForce = "in-force",
        /// Extended.
        Extended = "extended",
        /// Suspended, postponed, broken off.
        Suspended = "suspended",
        /// Violated.
        Violated = "violated",
        /// Refused, denied.
        Refused = "refused",
        /// Failed.
        Failed = "failed",
        /// Ended.
        Ended = "ended",
        /// Only spoken of.
        Mentioned = "mentioned",
    }
}
vocabulary! {
    /// What the accused is reported to answer.
    Answer {
        /// Denied.
        Denied = "denied",
        /// Admitted.
        Admitted = "admitted",
        /// Justified.
        Justified = "justified",
    }
}
vocabulary! {
    /// What kind of word a party is named by.
    NamingKind {
        /// Own, official or plain name.
        Plain = "plain",
        /// A word that sides use of one another or of themselves.
        Marked = "marked",
        /// Capital or building for the state.
        Metonym = "metonym",
    }
}
vocabulary! {
    /// Whose word a naming is.
    Voice {
        /// The outlet's own.
        Outlet = "outlet",
        /// Inside somebody's quotation marks.
        Direct = "direct",
        /// Inside reported speech: undetermined.
        Indirect = "indirect",
    }
}
vocabulary! {
    /// What happened at a place, or is arranged for it.
    PlaceRole {
        /// Where something was done.
        Occurred = "occurred",
        /// Where people met or talked.
        Meeting = "meeting",
        /// Whence people or goods go.
        From = "from",
        /// Where they go.
        To = "to",
        /// Where an arrangement holds or is to hold.
        Covered = "covered",
    }
}
vocabulary! {
    /// How closely the words say where.
    Precision {
        /// A spot: a crossing, an airport, a base, a camp.
        Point = "point",
        /// A city, town or village.
        Settlement = "settlement",
        /// A quarter of a town.
        Quarter = "quarter",
        /// A district.
        District = "district",
        /// A province.
        Governorate = "governorate",
        /// A state.
        Country = "country",
        /// A road, river or line.
        Line = "line",
        /// A region or sea, or somewhere around a place.
        Area = "area",
    }
}
vocabulary! {
    /// Why a place has a point, or has none.
    PlaceReason {
        /// A team's gazetteer says where it is.
        Own = "own",
        /// A table that comes with Rasid says where it is.
        Known = "known",
        /// The open gazetteer has one of the name in its country.
        Only = "only",
        /// It has several near one another, or one far larger than the others.
        Largest = "largest",
        /// It has several; this one lies in the country that the report is about.
        Country = "country",
        /// It has several; this one is by far the nearest to other places of the report.
        Near = "near",
        /// It is left out where it is, and the point is that of its province: of a record that is shared.
        Coarsened = "coarsened",
        /// No point: a state is too large for one.
        Wide = "wide",
        /// No point: the words say around it, or on a line or spot that is called after it.
        Around = "around",
        /// No point: several are called so, and nothing tells which is meant.
        Several = "several",
        /// No point: no gazetteer holds it.
        Unknown = "unknown",
    }
}
