//! Words of time: months, days, units, parts of the day, and the words that only mean time
//! beside one (last, next, the end of, since).

use crate::builder::Builder;
use crate::calendar::Day;
use crate::senses::Sense;
use crate::table::{Row, TableError};

/// What a month needs beside it to be one, since its name is also another word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Needs {
    /// Nothing.
    Nothing,
    /// A preposition, number, year, modifier or another month.
    Context,
    /// A number, year, another month or the word "month".
    Number,
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Second.
    Second,
    /// Minute.
    Minute,
    /// Hour.
    Hour,
    /// Day.
    Day,
    /// Week.
    Week,
    /// Month.
    Month,
    /// Year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
    /// A stretch of unknown length.
    Span,
}

/// How many the form of a noun says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Count {
    /// Singular.
    One,
    /// Dual.
    Two,
    /// Plural.
    Many,
}

/// A part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// Before sunrise.
    Dawn,
    /// Morning.
    Morning,
    /// Noon.
    Noon,
    /// Afternoon.
    Afternoon,
    /// Evening.
    Evening,
    /// Night.
    Night,
    /// The middle of the night.
    Midnight,
}

/// Where a time lies as seen from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// الماضي.
    Past,
    /// الأخير: past, of unknown extent with plurals.
    Last,
    /// الجاري.
    This,
    /// المقبل.
    Next,
    /// التالي: after the time spoken of before.
    Following,
}

/// A part of a stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Edge {
    /// مطلع.
    Start,
    /// منتصف.
    Mid,
    /// نهاية.
    End,
    /// وقت لاحق من: somewhere in it.
    Within,
}

/// When a feast is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Feast {
    /// Month and day of the Hijri calendar.
    Hijri(u8, u8),
    /// Month and day of the Gregorian calendar.
    Gregorian(u8, u8),
    /// العيد: the feast spoken of before.
    Last,
    /// Moves by a rule of its own.
    Unknown,
}

/// What a word of time is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimeWord {
    /// A month.
    Month {
        /// Whether of the Hijri calendar.
        hijri: bool,
        /// 1 to 12.
        month: u8,
        /// What it needs beside it.
        needs: Needs,
    },
    /// A day of the week with its article, 1 for Monday to 7.
    Weekday(u8),
    /// A day of the week without article: only after "day".
    BareWeekday(u8),
    /// A day counted from today: أمس is -1.
    Day(i8),
    /// A night counted from tonight.
    Night(i8),
    /// A part of the day as a noun.
    Part(Part),
    /// A part of the day as an adverb: صباحا.
    PartAdverb(Part),
    /// A unit.
    Unit(Unit, Count),
    /// Last, next, this.
    Direction(Direction),
    /// The beginning, middle or end of something.
    Edge(Edge),
    /// A time that is left open: قريبا.
    Vague,
    /// The same behind a preposition only: في المستقبل.
    VagueBehind,
    /// The seventies.
    Decade,
    /// A season.
    Season,
    /// The time spoken of last: وقتذاك.
    Then,
    /// The stretch of time spoken of last: هذه الفترة.
    ThenSpan,
    /// The day after the one spoken of last.
    NextDay,
    /// Something that comes back after so many units: يوميا.
    Set(u8, Unit),
    /// A feast.
    Feast(Feast),
    /// A noun before the name of a feast: عطلة.
    FeastHead,
    /// بعد ذلك.
    AfterThat,
    /// قبل ذلك.
    BeforeThat,
    /// هذا.
    This,
    /// ذلك.
    That,
    /// نفسه.
    Same,
    /// نفس before its noun.
    SameBefore,
    /// قبل.
    Before,
    /// بعد.
    After,
    /// منذ.
    Since,
    /// حتى.
    Until,
    /// خلال and verbs of lasting: a bare unit behind it is a length.
    Within,
    /// لمدة, the same, and never a point in time.
    Length,
    /// في.
    In,
    /// من.
    Of,
    /// كل.
    Every,
    /// بدءا من.
    From,
    /// كامل، على الأقل: belongs to the length before it.
    Whole,
    /// القليلة.
    Few,
    /// الموافق.
    Matching,
    /// Greenwich time.
    Utc,
    /// Local time.
    LocalTime,
    /// دقيقة after the hour.
    Minutes,
    /// إلا before a quarter.
    Less,
    /// المقرر: the day is still to come.
    Planned,
    /// يأتي: a present that says nothing of when.
    Told,
    /// العمر: a length behind it is an age.
    Age,
    /// الحرب: what may have a beginning and an end.
    Affair,
    /// اندلاع.
    Outbreak,
    /// هجرية.
    HijriMark,
    /// ميلادي.
    CeMark,
    /// الربع: a part of a year.
    Division,
    /// Looks like time and is not: الأمين العام.
    Not,
}

impl TimeWord {
    /// Whether the word alone is an expression of time; others only belong to one.
    pub fn is_expression(self) -> bool {
        use TimeWord::*;
        match self {
            Month { needs, .. } => needs == Needs::Nothing,
            Weekday(_) | Day(_) | Night(_) | PartAdverb(_) | Vague | Then | NextDay | Feast(_) => true,
            _ => false,
        }
    }
}

fn insert(builder: &mut Builder, phrase: &str, word: TimeWord) {
    let sense = if word.is_expression() { Sense::Time(word) } else { Sense::TimeLink(word) };
    builder.insert(phrase, sense);
}

/// Reads `months.tsv`.
pub fn load_months(builder: &mut Builder, text: &str) -> Result<(), TableError> {
    let table = builder.table("months.tsv", text, &["calendar", "month", "names", "needs", "note"])?;
    for row in table.rows() {
        let hijri = row.word("calendar", |w| match w {
            "gregorian" => Some(false),
            "hijri" => Some(true),
            _ => None,
        })?;
        let month = row.word("month", |w| w.parse().ok().filter(|m| (1..=12).contains(m)))?;
        let needs = row.word("needs", |w| match w {
            "nothing" => Some(Needs::Nothing),
            "context" => Some(Needs::Context),
            "number" => Some(Needs::Number),
            _ => None,
        })?;
        row.list("names").for_each(|name| insert(builder, name, TimeWord::Month { hijri, month, needs }));
    }
    Ok(())
}

/// Reads `hijri.tsv`: a year a row, its first day, and for each month 1 where it has thirty days.
pub fn load_hijri(builder: &mut Builder, text: &str) -> Result<(), TableError> {
    let table = builder.table("hijri.tsv", text, &["year", "first", "long"])?;
    for row in table.rows() {
        let year = row.word("year", |w| w.parse().ok())?;
        let first = row.word("first", Day::parse)?;
        let long = row.word("long", |w| {
            let bit = |(n, c)| if c == '1' { Some(1u16 << n) } else { (c == '0').then_some(0) };
            (w.len() == 12).then(|| w.chars().enumerate().map(bit).try_fold(0, |all, b| Some(all | b?))).flatten()
        })?;
        if !builder.hijri.push(year, first, long) {
            let message = format!("the year {year} does not begin where the year before it ends");
            return Err(row.error("first", message, "list the years in order and check the lengths"));
        }
    }
    Ok(())
}

/// Reads `timewords.tsv`.
pub fn load_words(builder: &mut Builder, text: &str) -> Result<(), TableError> {
    let table = builder.table("timewords.tsv", text, &["forms", "kind", "value", "note"])?;
    for row in table.rows() {
        let word = read(&row)?;
        row.list("forms").for_each(|form| insert(builder, form, word));
    }
    Ok(())
}

fn read(row: &Row<'_, '_>) -> Result<TimeWord, TableError> {
    use TimeWord::*;
    let number = || row.word("value", |w| w.parse::<i8>().ok());
    let weekday = || row.word("value", |w| w.parse::<u8>().ok().filter(|d| (1..=7).contains(d)));
    Ok(match row.get("kind") {
        "weekday" => Weekday(weekday()?),
        "weekday-bare" => BareWeekday(weekday()?),
        "day" => Day(number()?),
        "night" => Night(number()?),
        "part" => Part(row.word("value", part)?),
        "part-adverb" => PartAdverb(row.word("value", part)?),
        "unit-one" => Unit(row.word("value", unit)?, Count::One),
        "unit-two" => Unit(row.word("value", unit)?, Count::Two),
        "unit-many" => Unit(row.word("value", unit)?, Count::Many),
        "direction" => Direction(row.word("value", direction)?),
        "edge" => Edge(row.word("value", edge)?),
        "set" => {
            let (count, unit) = row.word("value", period)?;
            Set(count, unit)
        }
        "feast" => Feast(row.word("value", feast)?),
        kind => plain(kind).ok_or_else(|| {
            row.error(
                "kind",
                format!("\u{201C}{kind}\u{201D} is no kind of word of time"),
                "see docs/lexicon.md for the kinds",
            )
        })?,
    })
}

/// Kinds that need no value.
fn plain(kind: &str) -> Option<TimeWord> {
    use TimeWord::*;
    Some(match kind {
        "vague" => Vague,
        "vague-behind" => VagueBehind,
        "after-that" => AfterThat,
        "before-that" => BeforeThat,
        "decade" => Decade,
        "season" => Season,
        "then" => Then,
        "then-span" => ThenSpan,
        "next-day" => NextDay,
        "feast-head" => FeastHead,
        "this" => This,
        "that" => That,
        "same" => Same,
        "same-before" => SameBefore,
        "before" => Before,
        "after" => After,
        "since" => Since,
        "until" => Until,
        "within" => Within,
        "length" => Length,
        "in" => In,
        "of" => Of,
        "every" => Every,
        "from" => From,
        "whole" => Whole,
        "few" => Few,
        "matching" => Matching,
        "utc" => Utc,
        "local-time" => LocalTime,
        "minutes" => Minutes,
        "less" => Less,
        "planned" => Planned,
        "told" => Told,
        "age" => Age,
        "affair" => Affair,
        "outbreak" => Outbreak,
        "hijri-mark" => HijriMark,
        "ce-mark" => CeMark,
        "division" => Division,
        "not" => Not,
        _ => return None,
    })
}

fn part(word: &str) -> Option<Part> {
    Some(match word {
        "dawn" => Part::Dawn,
        "morning" => Part::Morning,
        "noon" => Part::Noon,
        "afternoon" => Part::Afternoon,
        "evening" => Part::Evening,
        "night" => Part::Night,
        "midnight" => Part::Midnight,
        _ => return None,
    })
}

fn unit(word: &str) -> Option<Unit> {
    Some(match word {
        "second" => Unit::Second,
        "minute" => Unit::Minute,
        "hour" => Unit::Hour,
        "day" => Unit::Day,
        "week" => Unit::Week,
        "month" => Unit::Month,
        "year" => Unit::Year,
        "decade" => Unit::Decade,
        "century" => Unit::Century,
        "span" => Unit::Span,
        _ => return None,
    })
}

fn direction(word: &str) -> Option<Direction> {
    Some(match word {
        "past" => Direction::Past,
        "last" => Direction::Last,
        "this" => Direction::This,
        "next" => Direction::Next,
        "following" => Direction::Following,
        _ => return None,
    })
}

fn edge(word: &str) -> Option<Edge> {
    Some(match word {
        "start" => Edge::Start,
        "mid" => Edge::Mid,
        "end" => Edge::End,
        "within" => Edge::Within,
        _ => return None,
    })
}

/// A period such as `P1D`.
fn period(word: &str) -> Option<(u8, Unit)> {
    let rest = word.strip_prefix('P')?;
    let unit = match rest.chars().next_back()? {
        'D' => Unit::Day,
        'W' => Unit::Week,
        'M' => Unit::Month,
        'Y' => Unit::Year,
        _ => return None,
    };
    Some((rest[..rest.len() - 1].parse().ok()?, unit))
}

/// `hijri-10-1`, `gregorian-12-25`, `last`, or nothing.
fn feast(word: &str) -> Option<Feast> {
    if word.is_empty() {
        return Some(Feast::Unknown);
    }
    if word == "last" {
        return Some(Feast::Last);
    }
    let mut parts = word.split('-');
    let calendar = parts.next()?;
    let (month, day) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    match calendar {
        "hijri" => Some(Feast::Hijri(month, day)),
        "gregorian" => Some(Feast::Gregorian(month, day)),
        _ => None,
    }
}
