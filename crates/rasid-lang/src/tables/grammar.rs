//! Words of grammar and common verbs.

use crate::builder::Builder;
use crate::inflect;
use crate::senses::{Particle, Sense};
use crate::table::TableError;

/// Reads `particles.tsv`.
pub fn load_particles(builder: &mut Builder, text: &str) -> Result<(), TableError> {
    let table = builder.table("particles.tsv", text, &["form", "category", "note"])?;
    for row in table.rows() {
        let particle = row.word("category", parse)?;
        builder.insert(row.get("form"), Sense::Particle(particle));
    }
    Ok(())
}

/// Reads `verbs.tsv`: verbs that are no cue and no trigger, so that a clause can be told.
pub fn load_verbs(builder: &mut Builder, text: &str) -> Result<(), TableError> {
    let table = builder.table("verbs.tsv", text, &["past", "present"])?;
    for row in table.rows() {
        for past in row.list("past") {
            inflect::past(past).into_iter().for_each(|(word, form)| builder.insert(&word, Sense::Verb(form)));
        }
        for present in row.list("present") {
            inflect::present(present).into_iter().for_each(|(word, form)| builder.insert(&word, Sense::Verb(form)));
        }
    }
    Ok(())
}

/// Reads `belongings.tsv`, which stands behind the tables of actors.
pub fn load_belongings(builder: &mut Builder, text: &str) -> Result<(), TableError> {
    let table = builder.table("belongings.tsv", text, &["actor", "adjectives", "note"])?;
    for row in table.rows() {
        // An actor that no table knows is told by the linter.
        let Some(&actor) = builder.actor_by_id.get(row.get("actor")) else { continue };
        for adjective in row.list("adjectives").flat_map(inflect::adjective) {
            builder.insert(&adjective, Sense::Belonging(actor));
        }
    }
    Ok(())
}

fn parse(word: &str) -> Option<Particle> {
    Some(match word {
        "that" => Particle::That,
        "relative" => Particle::Relative,
        "beside" => Particle::Beside,
        "what" => Particle::What,
        "preposition" => Particle::Preposition,
        "locative" => Particle::Locative,
        "place-noun" => Particle::PlaceNoun,
        "modifier" => Particle::Modifier,
        "as-for" => Particle::AsFor,
        "attributive" => Particle::Attributive,
        "counterpart" => Particle::Counterpart,
        "back" => Particle::Back,
        "back-group" => Particle::BackGroup,
        "back-body" => Particle::BackBody,
        "back-organ" => Particle::BackOrgan,
        "back-outlet" => Particle::BackOutlet,
        "group-noun" => Particle::GroupNoun,
        "homeland" => Particle::Homeland,
        "allegiance" => Particle::Allegiance,
        "led" => Particle::Led,
        "impersonal" => Particle::Impersonal,
        "fixed" => Particle::Fixed,
        "despite" => Particle::Despite,
        "aside" => Particle::Aside,
        "via" => Particle::Via,
        "negation" => Particle::Negation,
        "future" => Particle::Future,
        "may" => Particle::May,
        "if" => Particle::If,
        "and" => Particle::And,
        "but" => Particle::But,
        "meanwhile" => Particle::Meanwhile,
        "demonstrative" => Particle::Demonstrative,
        "pronoun" => Particle::Pronoun,
        "auxiliary" => Particle::Auxiliary,
        "subordinate" => Particle::Subordinate,
        "adverb" => Particle::Adverb,
        "quantifier" => Particle::Quantifier,
        _ => return None,
    })
}
