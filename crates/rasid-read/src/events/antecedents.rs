//! Whoever a clause goes on about: the subject that a verb without one carries over, the one
//! that a pronoun means.

use super::Member;
use super::ground::{FAR, Ground};
use super::party::Party;
use crate::gender::may_have_subject;
use crate::names::Kind;
use rasid_lang::Particle;
use rasid_lang::clitics::Enclitic;
use rasid_lang::inflect::Person;

/// How many helping words may stand before a verb.
const HELPERS: usize = 12;
/// Letters of "that" without a pronoun.
const THAT: usize = 2;
/// How far before a pronoun the verb may stand whose subject it takes up.
const AGREES: usize = 12;
/// The same of "but".
const BUT: usize = 3;

impl Ground<'_, '_, '_> {
    /// Whoever the clause goes on about: the speaker behind "that he", the subject of the verb
    /// that this one is joined to, or of the helping verb before it.
    pub fn carried(&self, at: usize) -> Option<Party> {
        let doc = self.doc;
        let sentence = doc.sentence(at);
        let mut i = at;
        while i > sentence.start && i + 4 > at {
            i -= 1;
            if doc.any_particle(i, &[Particle::That]) {
                let with_pronoun = doc.folded(i).chars().count() > THAT + usize::from(doc.cut(i) / 2);
                let they = self.verb_at(at).is_some_and(|v| v.1 == Person::They);
                let speaker = self.statement_at(at).and_then(|n| self.speaker(n, at));
                return match speaker {
                    _ if !with_pronoun => self.before_that(i),
                    // "They" are not the one person who speaks.
                    Some(one) if they && one.members.len() == 1 && one.members[0].kind == Kind::Person => {
                        self.last_subject(i, None, false)
                    }
                    speaker => speaker,
                };
            }
            if doc.is_quote(i) {
                continue;
            }
            // "But he called on": whoever the clause before was about.
            if doc.any_particle(i, &[Particle::But]) && i + 1 > sentence.start && self.is_subject_of(at) {
                return self.previous_subject(i, sentence.start);
            }
            if !doc.any_particle(
                i,
                &[Particle::Negation, Particle::Future, Particle::Auxiliary, Particle::May, Particle::Adverb],
            ) {
                break;
            }
        }
        let clitics = doc.clitics(at);
        let chained = at > sentence.start && self.finite(at - 1);
        if !clitics.and && !clitics.so && !chained {
            return None;
        }
        self.previous_subject(at, sentence.start)
    }

    /// Whether the subject of the verb at `at` hangs as a pronoun on the word before it: "that he", "but she".
    pub fn is_subject_of(&self, at: usize) -> bool {
        let doc = self.doc;
        let helpers = [Particle::Negation, Particle::Future, Particle::May];
        let start = doc.sentence(at).start.max(at.saturating_sub(HELPERS));
        let Some(before) = (start..at).rev().find(|&i| !doc.any_particle(i, &helpers)) else { return false };
        let letters = doc.folded(before).chars().count().saturating_sub(usize::from(doc.cut(before) / 2));
        doc.any_particle(before, &[Particle::That]) && letters > THAT
            || doc.any_particle(before, &[Particle::But]) && letters > BUT
    }

    /// The subject of a verb right before "that": "he wants that it …" has none of its own.
    pub fn before_that(&self, that: usize) -> Option<Party> {
        let verb = that.checked_sub(1)?;
        if !self.finite(verb) {
            return None;
        }
        let (end, person, pronoun, _) = self.verb_at(verb)?;
        let clause = self.clause(verb, end, pronoun, person);
        clause.subject
    }

    /// The subject of the nearest verb before `at` that has one of its own.
    pub fn previous_subject(&self, at: usize, start: usize) -> Option<Party> {
        let start = start.max(at.saturating_sub(FAR));
        for i in (start..at).rev() {
            // Behind "that" its own subject stands, not the speaker's.
            if self.doc.any_particle(i, &[Particle::That])
                && let Some(party) = self.party_within(i + 1, at).filter(|p| p.end <= at)
            {
                return Some(party);
            }
            if !self.finite(i) {
                continue;
            }
            let Some((end, person, pronoun, _)) = self.verb_at(i) else { continue };
            if let Some(own) = self.own_subject(i, end, pronoun, person) {
                return Some(own);
            }
            if self.is_subject_of(i) {
                return self.carried(i);
            }
        }
        self.last_subject(at, None, false)
    }

    /// The nearest participant before `at` in its sentence that stands behind no preposition.
    /// A pronoun of a man, and whoever meets persons, is a person where one is named.
    pub fn last_subject(&self, at: usize, pronoun: Option<Enclitic>, person: bool) -> Option<Party> {
        let doc = self.doc;
        // Inside reported speech only what is said counts, not who says it.
        let said = self.statement_at(at).and_then(|n| self.statements[n].content.as_ref()).map_or(0, |c| c.start);
        let start = doc.sentence(at).start.max(said).max(at.saturating_sub(FAR));
        let fits = |member: &Member| match pronoun {
            _ if person => member.kind == Kind::Person,
            Some(Enclitic::Him) => !matches!(member.kind, Kind::State),
            Some(Enclitic::Her) => !matches!(member.kind, Kind::Person),
            Some(Enclitic::Us | Enclitic::Me) => false,
            _ => true,
        };
        // A subject stands behind its verb or at the head of a clause; only where there is none a
        // genitive or object will do.
        let mut subject = None;
        let mut other = None;
        let mut i = start;
        while i < at {
            let Some((.., end, _)) = self.named(i) else {
                i += 1;
                continue;
            };
            let prepositional = doc.clitics(i).is_preposition() || i > start && self.is_preposition(i - 1);
            if !prepositional
                && end <= at
                && let Some(party) = self.party_within(i, at).filter(|p| p.end <= at)
                && fits(&party.members[0])
            {
                let heads = i == start
                    || !doc.is_word(i - 1)
                    || self.finite(i - 1)
                    || doc.any_particle(
                        i - 1,
                        &[
                            Particle::That,
                            Particle::Auxiliary,
                            Particle::But,
                            Particle::Meanwhile,
                            Particle::Quantifier,
                        ],
                    );
                i = party.end;
                if heads {
                    subject = Some(party)
                } else {
                    other = Some(party)
                }
                continue;
            }
            i = end;
        }
        subject.or(other)
    }

    /// "And went on with its advance": whoever the verb right before goes on about, where that verb has neither subject
    /// nor object of its own.
    fn own_of_clause(&self, at: usize, pronoun: Enclitic) -> Option<Party> {
        let verb = at.checked_sub(1).filter(|&v| self.only_verb(v) && self.doc.clitics(v).and)?;
        let party = self.previous_subject(verb, self.doc.sentence(verb).start)?;
        let person = party.members.first()?.kind == Kind::Person;
        (person == (pronoun == Enclitic::Him)).then_some(party)
    }

    /// The subject of the verb before token `at` whose form agrees with a pronoun there: "(she) broke the truce by her
    /// support for". Nothing may open another clause between.
    fn agreeing_subject(&self, at: usize, pronoun: Enclitic) -> Option<Party> {
        let doc = self.doc;
        let floor = at.saturating_sub(AGREES).max(doc.sentence(at).start);
        let verb = (floor..at).rev().find(|&i| {
            self.only_verb(i)
                || doc.any_particle(i, &[Particle::That, Particle::Relative, Particle::Meanwhile, Particle::But])
        })?;
        let (end, person, has_object, _) = self.verb_at(verb).filter(|_| self.only_verb(verb))?;
        let fits = matches!(
            (person, pronoun),
            (Person::HeOr, Enclitic::Him) | (Person::She, Enclitic::Her) | (Person::They, Enclitic::Them)
        );
        if !fits {
            return None;
        }
        // Who looks for a referent stops before it, or the two would ask each other for ever.
        let before = || self.ending(verb).filter(|p| p.end <= verb && !doc.clitics(p.first).is_preposition());
        let subject = match before().filter(|_| !has_object && !doc.clitics(verb).and) {
            Some(party) => party,
            None => {
                self.party_within(end, at).filter(|p| p.end <= at && may_have_subject(doc, self.names, verb, end))?
            }
        };
        let many = subject.members.len() > 1;
        // Whoever else is named between may be meant as well.
        let other = (subject.end.max(end)..at).any(|i| {
            self.named(i).is_some_and(|(.., kind)| !matches!(kind, Kind::Place | Kind::People)) && !self.is_place(i)
        });
        (!other && many == (pronoun == Enclitic::Them)).then_some(subject)
    }

    /// Whoever a pronoun at the end of token `at` means. Who that is may hang on what another word with a pronoun means,
    /// but not on this one: "their leaders keep silent" says nothing of whose they are.
    pub fn referent(&self, at: usize, pronoun: Enclitic) -> Option<Party> {
        self.asked_once(at, || self.whom_it_means(at, pronoun))
    }

    fn whom_it_means(&self, at: usize, pronoun: Enclitic) -> Option<Party> {
        if matches!(pronoun, Enclitic::Us | Enclitic::Me) {
            return self.statement_at(at).and_then(|n| self.speaker(n, at));
        }
        if let Some(party) = self.own_of_clause(at, pronoun).or_else(|| self.agreeing_subject(at, pronoun)) {
            return Some(party);
        }
        let person = (pronoun == Enclitic::Him).then(|| self.last_subject(at, None, true)).flatten();
        if let Some(party) = person
            .or_else(|| self.last_subject(at, Some(pronoun), false))
            .or_else(|| self.last_subject(at, None, false))
        {
            return Some(party);
        }
        if let Some(party) = self.statement_at(at).and_then(|n| self.speaker(n, at)) {
            return Some(party);
        }
        let start = self.doc.tokens[at].span.start;
        let number = self.statements.before(start).iter().rposition(|d| d.cue_span.end <= start)?;
        self.speaker(number, at)
    }
}
