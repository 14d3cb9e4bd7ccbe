//! Private persons leave no export by name: words that name them are taken out of whatever is written.

use super::is_person;
use crate::StoreError;
use crate::db::Db;
use rasid_record::Reading;

/// What stands where the words stood.
pub(super) const MASK: &str = "[\u{2026}]";
/// Words shorter than this name nobody, and taking them out would spoil others.
const SHORTEST: usize = 3;

/// The words that name private persons in one report, the longest first.
#[derive(Clone, Debug, Default)]
pub(super) struct Hidden(Vec<String>);

impl Hidden {
    /// Those of a reading.
    pub(super) fn of(reading: &Reading) -> Self {
        let mut words: Vec<&str> = Vec::new();
        for said in &reading.statements {
            if said.speaker_id.as_deref().is_some_and(is_person) {
                words.extend(said.speaker.iter().map(|speaker| speaker.text.as_str()));
            }
        }
        for event in &reading.events {
            let persons = event.actors.iter().chain(&event.recipients).filter(|part| is_person(&part.id));
            words.extend(persons.map(|part| part.span.text.as_str()));
        }
        for bound in reading.commitments.iter().filter(|bound| is_person(&bound.by_id)) {
            words.extend(bound.by.iter().map(|by| by.text.as_str()));
        }
        Hidden::from(words.into_iter().map(str::to_owned).collect())
    }

    /// Those of a report, without its reading.
    pub(super) fn of_report(db: &Db, report: &str) -> Result<Self, StoreError> {
        let named = [
            ("statements", "speaker", "speaker_id", false),
            ("events", "actor_words", "actors", true),
            ("events", "recipient_words", "recipients", true),
            ("commitments", "by_words", "by_id", false),
        ];
        let mut words = Vec::new();
        for (table, column, id, is_many) in named {
            let sql = format!("SELECT {column}, {id} FROM {table} WHERE report_id = ?1 AND {id} LIKE '%anon:%'");
            db.each(&sql, &[report.into()], |c| {
                if is_many {
                    let (named, ids) = (c.many()?, c.many()?);
                    let persons = named.into_iter().zip(ids).filter(|(_, id)| is_person(id));
                    words.extend(persons.map(|(words, _)| words));
                } else {
                    let (named, id) = (c.opt_text()?, c.opt_text()?);
                    words.extend(named.filter(|_| id.as_deref().is_some_and(is_person)));
                }
                Ok(true)
            })?;
        }
        Ok(Hidden::from(words))
    }

    /// Words, the longest first.
    fn from(words: Vec<String>) -> Self {
        let mut words: Vec<String> = words.into_iter().map(|words| words.trim().to_owned()).collect();
        words.retain(|words| words.chars().count() >= SHORTEST);
        words.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        words.dedup();
        Hidden(words)
    }

    /// Whether the text names one of them.
    pub(super) fn is_in(&self, text: &str) -> bool {
        self.0.iter().any(|words| text.contains(words.as_str()))
    }

    /// The text without their names.
    pub(super) fn without(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for words in self.0.iter().filter(|words| !words.is_empty()) {
            if text.contains(words.as_str()) {
                text = text.replace(words.as_str(), MASK);
            }
        }
        text
    }
}
