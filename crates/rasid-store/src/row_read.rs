//! Reading a [`Row`] from the columns of its table, and asking it for what filters go by.

use crate::StoreError;
use crate::actors::is_in;
use crate::db::Cursor;
use crate::reports::report_ref;
use crate::row::*;
use rasid_record::*;

/// Reads a row from the columns of the report (`REPORT_REF`) and all columns of its list.
pub(crate) fn read_row(c: &mut Cursor<'_>, list: List) -> Result<Row, StoreError> {
    let report = report_ref(c)?;
    let (_report_id, idx, _published) = (c.text()?, c.count()?, c.text()?);
    let at = Anchor { start: position(c)?, end: position(c)?, text: c.text()? };
    let mut claim = None;
    let fields = match list {
        List::Times => Fields::Time(TimeRow {
            kind: c.word(TimeKind::parse)?,
            value: c.opt_text()?,
            modifier: c.opt_word(TimeMod::parse)?,
            anchored: c.flag()?,
        }),
        List::Figures => Fields::Figure(FigureRow {
            low: c.opt_real()?,
            high: c.opt_real()?,
            approx: c.flag()?,
            counted: c.opt_text()?,
            measure: c.word(Measure::parse)?,
            who: c.opt_word(Who::parse)?,
            scope: c.word(Scope::parse)?,
            from: time(c)?,
            until: time(c)?,
            carried: {
                claim = read_claim(c)?;
                c.flag()?
            },
        }),
        List::Statements => {
            let has_content = c.flag()?;
            Fields::Statement(StatementRow {
                speaker: c.opt_text()?,
                speaker_name: c.opt_text()?,
                speaker_id: c.opt_text()?,
                cue: c.text()?,
                content: has_content.then(|| at.text.clone()),
                form: c.word(Form::parse)?,
                addressee: c.opt_text()?,
                via: c.many()?,
                stance: c.word(Stance::parse)?,
                negated: c.flag()?,
            })
        }
        List::Events => Fields::Event(EventRow {
            kind: c.word(EventType::parse)?,
            mode: c.opt_text()?,
            actors: parties(c)?,
            recipients: parties(c)?,
            when: time(c)?,
            place: c.opt_text()?,
            aux: c.opt_word(Aux::parse)?,
            carried: {
                claim = read_claim(c)?;
                c.flag()?
            },
        }),
        List::Commitments => {
            let row = CommitmentRow {
                by_id: c.text()?,
                by: c.opt_text()?,
                to: c.opt_text()?,
                class: c.word(Class::parse)?,
                negative: c.flag()?,
                kind: c.word(CommitmentKind::parse)?,
                from: time(c)?,
                until: time(c)?,
                condition: c.opt_text()?,
            };
            claim = read_claim(c)?;
            Fields::Commitment(row)
        }
        List::Arrangements => {
            let row = ArrangementRow {
                kind: c.word(ArrangementKind::parse)?,
                phase: c.word(Phase::parse)?,
                place: c.opt_text()?,
                parties: c.many()?,
                beneficiaries: c.opt_text()?,
                from: time(c)?,
                until: time(c)?,
            };
            claim = read_claim(c)?;
            Fields::Arrangement(row)
        }
        List::Breaches => Fields::Breach(BreachRow {
            arrangement_idx: c.opt_count()?,
            arrangement: c.opt_text()?,
            arrangement_kind: c.opt_word(ArrangementKind::parse)?,
            accused: c.many()?,
            against: c.many()?,
            act: c.opt_word(EventType::parse)?,
            figure: c.opt_text()?,
            from: time(c)?,
            until: time(c)?,
            place: c.opt_text()?,
            answer: c.opt_word(Answer::parse)?,
            carried: {
                claim = read_claim(c)?;
                c.flag()?
            },
        }),
        List::Naming => {
            Fields::Naming(NamingRow { id: c.text()?, kind: c.word(NamingKind::parse)?, voice: c.word(Voice::parse)? })
        }
    };
    Ok(Row { report, idx, at, rule: c.text()?, claim, fields })
}

fn position(c: &mut Cursor<'_>) -> Result<u32, StoreError> {
    let count = c.count()?;
    u32::try_from(count).map_err(|_| c.damaged(format!("a position of {count}")))
}

fn time(c: &mut Cursor<'_>) -> Result<Option<TimeRef>, StoreError> {
    let (value, words) = (c.opt_text()?, c.opt_text()?);
    Ok(words.map(|words| TimeRef { value, words }))
}

fn read_claim(c: &mut Cursor<'_>) -> Result<Option<Claim>, StoreError> {
    let (statement, speaker_id, speaker, via) = (c.opt_count()?, c.opt_text()?, c.opt_text()?, c.many()?);
    Ok(statement.map(|statement| Claim { statement, speaker_id, speaker, via }))
}

fn parties(c: &mut Cursor<'_>) -> Result<Vec<Party>, StoreError> {
    let (ids, words) = (c.many()?, c.many()?);
    Ok(ids.into_iter().zip(words).map(|(id, words)| Party { id, words }).collect())
}

impl Row {
    /// Whether an actor has a part in the record.
    pub(crate) fn involves(&self, actor: &str) -> bool {
        let among = |ids: &[String]| ids.iter().any(|id| is_in(actor, id));
        match &self.fields {
            Fields::Time(_) | Fields::Figure(_) => false,
            Fields::Statement(x) => x.speaker_id.as_deref().is_some_and(|id| is_in(actor, id)),
            Fields::Event(x) => x.actors.iter().chain(&x.recipients).any(|p| is_in(actor, &p.id)),
            Fields::Commitment(x) => is_in(actor, &x.by_id),
            Fields::Arrangement(x) => among(&x.parties),
            Fields::Breach(x) => among(&x.accused) || among(&x.against),
            Fields::Naming(x) => is_in(actor, &x.id),
        }
    }

    /// The first and the second word of the record, as in `columns::words`.
    pub(crate) fn words(&self) -> (Option<&str>, Option<&str>) {
        match &self.fields {
            Fields::Time(x) => (Some(x.kind.as_str()), x.modifier.map(TimeMod::as_str)),
            Fields::Figure(x) => (Some(x.measure.as_str()), x.who.map(Who::as_str)),
            Fields::Statement(x) => (Some(x.stance.as_str()), Some(x.form.as_str())),
            Fields::Event(x) => (Some(x.kind.as_str()), x.mode.as_deref()),
            Fields::Commitment(x) => (Some(x.kind.as_str()), Some(x.class.as_str())),
            Fields::Arrangement(x) => (Some(x.kind.as_str()), Some(x.phase.as_str())),
            Fields::Breach(x) => (x.act.map(EventType::as_str), x.answer.map(Answer::as_str)),
            Fields::Naming(x) => (Some(x.kind.as_str()), Some(x.voice.as_str())),
        }
    }
}
