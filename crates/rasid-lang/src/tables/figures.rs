//! Words of figures: number words, what they count, and what tells what a count measures.

use crate::builder::Builder;
use crate::inflect;
use crate::nouns;
use crate::numbers::NumberWord;
use crate::senses::Sense;
use crate::table::{Row, TableError};
use crate::tables::times::Count;
use rasid_record::{Measure, Who};

/// How words beside a number bound it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bound {
    /// نحو.
    About,
    /// أكثر من: the number is the least.
    More,
    /// ما لا يقل عن: the same.
    Least,
    /// أقل من: the number is the most.
    Below,
    /// ما يصل إلى: the same.
    Most,
}

/// What kind of thing a counted noun names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CountedClass {
    /// People.
    People,
    /// Acts of violence and what is fired.
    Attack,
    /// Aid.
    Aid,
    /// Money.
    Money,
    /// Anything else that bears on the matter.
    Thing,
    /// Lengths, kinds and other things that are not recorded.
    None,
}

/// A noun that figures count.
#[derive(Clone, Debug)]
pub struct Counted {
    /// Kind of thing.
    pub class: CountedClass,
    /// What it measures, where the noun itself says it: قتيل.
    pub measure: Option<Measure>,
    /// Which people.
    pub who: Option<Who>,
    /// Whether its plural in ين looks like its dual: مدنيين.
    pub sound: bool,
}

/// What a word of figures is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FigureWord {
    /// A number word.
    Number(NumberWord),
    /// An ordinal, 1 to 10; the second says that it takes part in compounds only (الحادي).
    Ordinal(u8, bool),
    /// Bounds the number behind it.
    Bound(Bound),
    /// Bounds the number before it.
    BoundAfter(Bound),
    /// بين: a range begins.
    Between,
    /// إلى: a range goes on.
    To,
    /// القرار: a number behind it is a name.
    Label,
    /// في المئة.
    Percent,
    /// ال written alone before digits.
    Article,
    /// عدد، حصيلة: a total follows.
    Tally,
    /// بينهم: part of the figure before.
    Among,
    /// مرة.
    Times,
    /// آخرون.
    Others,
    /// A noun that is counted, in the number that its form says.
    Counted(u32, Count),
    /// A word that tells what people are counted for.
    Measure(Measure),
}

/// Reads `numbers.tsv`.
pub fn load_numbers(builder: &mut Builder, text: &str) -> Result<(), TableError> {
    let table = builder.table("numbers.tsv", text, &["forms", "kind", "value", "note"])?;
    for row in table.rows() {
        let word = number_word(&row)?;
        let article = matches!(
            word,
            FigureWord::Number(
                NumberWord::Unit(2..) | NumberWord::Ten | NumberWord::Tens(_) | NumberWord::ScaleMany(_)
            )
        );
        for form in row.list("forms") {
            builder.insert(form, Sense::Figure(word));
            // The days of the week are the definite forms of their numbers, and win there.
            if article {
                builder.insert(&format!("ال{form}"), Sense::Figure(word));
            }
        }
    }
    Ok(())
}

fn number_word(row: &Row<'_, '_>) -> Result<FigureWord, TableError> {
    use FigureWord::*;
    let small = || row.word("value", |w| w.parse::<u8>().ok());
    let large = || row.word("value", |w| w.parse::<f64>().ok().filter(|v| *v > 0.0));
    Ok(match row.get("kind") {
        "one" => Number(NumberWord::One),
        "unit" => Number(NumberWord::Unit(small()?)),
        "ten" => Number(NumberWord::Ten),
        "tens" => Number(NumberWord::Tens(small()?)),
        "hundreds" => Number(NumberWord::Hundreds(row.word("value", |w| w.parse().ok())?)),
        "scale" => Number(NumberWord::Scale(large()?)),
        "scale-two" => Number(NumberWord::ScaleTwo(large()?)),
        "scale-many" => Number(NumberWord::ScaleMany(large()?)),
        "part" => Number(NumberWord::Part(large()?)),
        "few" => Number(NumberWord::Few(small()?)),
        "several" => Number(NumberWord::Several(small()?)),
        "vague" => Number(NumberWord::Vague(row.word("value", |w| w.parse().ok())?)),
        "ordinal" => Ordinal(small()?, false),
        "ordinal-one" | "ordinal-hour" => Ordinal(small()?, row.get("kind") == "ordinal-one"),
        "bound" => Bound(row.word("value", bound)?),
        "bound-after" => BoundAfter(row.word("value", bound)?),
        "between" => Between,
        "to" => To,
        "label" => Label,
        "percent" => Percent,
        "article" => Article,
        "tally" => Tally,
        "among" => Among,
        "times" => Times,
        "others" => Others,
        kind => {
            let message = format!("\u{201C}{kind}\u{201D} is no kind of number word");
            return Err(row.error("kind", message, "see docs/lexicon.md for the kinds"));
        }
    })
}

fn bound(word: &str) -> Option<Bound> {
    Some(match word {
        "about" => Bound::About,
        "more" => Bound::More,
        "least" => Bound::Least,
        "below" => Bound::Below,
        "most" => Bound::Most,
        _ => return None,
    })
}

/// Reads `counted.tsv`.
pub fn load_counted(builder: &mut Builder, text: &str) -> Result<(), TableError> {
    let table = builder.table("counted.tsv", text, &["singular", "plural", "class", "measure", "who", "note"])?;
    for row in table.rows() {
        let index = builder.counted.len() as u32;
        let optional = |column: &str| row.optional(column).map(str::to_owned);
        builder.counted.push(Counted {
            class: row.word("class", class)?,
            measure: optional("measure").map(|_| row.word("measure", Measure::parse)).transpose()?,
            who: optional("who").map(|_| row.word("who", Who::parse)).transpose()?,
            sound: row.list("plural").any(|p| p.ends_with("ون")),
        });
        let mut add = |form: &str, count| {
            let sense = Sense::Figure(FigureWord::Counted(index, count));
            inflect::noun(form).iter().for_each(|n| builder.insert(n, sense));
        };
        let singular = row.get("singular");
        nouns::counted_one(singular).iter().for_each(|f| add(f, Count::One));
        row.list("plural").flat_map(nouns::counted_many).for_each(|f| add(&f, Count::Many));
        nouns::dual(singular).iter().for_each(|f| add(f, Count::Two));
    }
    Ok(())
}

fn class(word: &str) -> Option<CountedClass> {
    Some(match word {
        "people" => CountedClass::People,
        "attack" => CountedClass::Attack,
        "aid" => CountedClass::Aid,
        "money" => CountedClass::Money,
        "thing" => CountedClass::Thing,
        "none" => CountedClass::None,
        _ => return None,
    })
}

/// Reads `measures.tsv`.
pub fn load_measures(builder: &mut Builder, text: &str) -> Result<(), TableError> {
    let table = builder.table("measures.tsv", text, &["past", "present", "noun", "other", "measure", "note"])?;
    for row in table.rows() {
        let sense = Sense::Figure(FigureWord::Measure(row.word("measure", Measure::parse)?));
        let verbs = row.list("past").flat_map(inflect::past).chain(row.list("present").flat_map(inflect::present));
        let nouns = row.list("noun").flat_map(inflect::verbal_noun);
        let forms: Vec<String> = verbs.chain(nouns).map(|(form, _)| form).collect();
        forms.iter().map(String::as_str).chain(row.list("other")).for_each(|form| builder.insert(form, sense));
    }
    Ok(())
}
