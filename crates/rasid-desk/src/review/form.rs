//! A record as a form, and what people wrote into it back again. Words are found in the text: where a script says
//! which place was selected, there; else the place nearest to the record.

use super::fields::{label, prefix};
use crate::i18n::Lang;
use crate::options::Choice;
use crate::shown;
use rasid_record::{Anchor, FieldKind, FieldMap, FieldRule, List, Reading, span_of};
use serde_json::{Map, Value, json};
use std::collections::HashMap;

/// One field of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Input {
    /// Its name in the form.
    pub(crate) name: String,
    pub(crate) label: &'static str,
    /// `span`, `spans`, `people`, `ids`, `choice`, `record`, `flag`, `text`.
    pub(crate) kind: &'static str,
    pub(crate) value: String,
    /// Where the words stand, as `start-end`.
    pub(crate) place: String,
    pub(crate) choices: Vec<Choice>,
    pub(crate) required: bool,
}

/// What stands between several words of one field.
const BETWEEN: &str = " | ";
/// How many records of another list are offered.
const OFFERED: usize = 300;

/// The form of a record; `fields` may be empty, for one that is to be added.
pub(crate) fn inputs(lang: Lang, list: List, fields: &FieldMap, reading: &Reading) -> Vec<Input> {
    list.fields()
        .iter()
        .map(|rule| {
            let value = fields.get(rule.name).unwrap_or(&Value::Null);
            let mut input = Input {
                name: format!("f.{}", rule.name),
                label: label(lang, list, rule.name),
                kind: "text",
                value: String::new(),
                place: String::new(),
                choices: Vec::new(),
                required: rule.required,
            };
            match rule.kind {
                FieldKind::Span => {
                    input.kind = "span";
                    if let Some(span) = span_of(value) {
                        input.place = format!("{}-{}", span.start, span.end);
                        input.value = shown::owned(&span.text);
                    }
                }
                FieldKind::Spans => {
                    input.kind = "spans";
                    input.value = spans(value).iter().map(|s| shown::owned(&s.text)).collect::<Vec<_>>().join(BETWEEN);
                }
                FieldKind::People => {
                    input.kind = "people";
                    input.value = people(value).join("\n");
                }
                FieldKind::Word(words) => {
                    input.kind = "choice";
                    let word = value.as_str().unwrap_or_default();
                    input.choices = choices(lang, rule, words(), |w| lang.word(prefix(list, rule.name), w), word);
                }
                FieldKind::Ref(other) => {
                    input.kind = "record";
                    input.choices = records(lang, other, reading, span_of(value).as_ref());
                }
                FieldKind::Flag => {
                    input.kind = "flag";
                    input.value = if value == &Value::Bool(true) { "1".into() } else { String::new() };
                }
                FieldKind::Ids => {
                    input.kind = "ids";
                    let ids = value.as_array().map(Vec::as_slice).unwrap_or_default();
                    input.value = ids.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" ");
                }
                FieldKind::Number => input.value = value.as_f64().map_or_else(String::new, |n| n.to_string()),
                FieldKind::Text => input.value = shown::owned(value.as_str().unwrap_or_default()),
            }
            input
        })
        .collect()
}

fn none(lang: Lang, is_selected: bool) -> Choice {
    Choice { value: String::new(), label: lang.t("review.none").to_owned(), selected: is_selected }
}

fn choices(
    lang: Lang,
    rule: &FieldRule,
    words: Vec<&'static str>,
    told: impl Fn(&str) -> String,
    chosen: &str,
) -> Vec<Choice> {
    // Where a word must be chosen, nothing is offered only while none is.
    let empty = (!rule.required || chosen.is_empty()).then(|| none(lang, chosen.is_empty()));
    let words = words.into_iter().map(|w| Choice { value: w.to_owned(), label: told(w), selected: w == chosen });
    empty.into_iter().chain(words).collect()
}

fn records(lang: Lang, list: List, reading: &Reading, chosen: Option<&Anchor>) -> Vec<Choice> {
    let same = |at: &Anchor| chosen.is_some_and(|c| (c.start, c.end) == (at.start, at.end));
    let mut found = vec![none(lang, chosen.is_none())];
    for idx in 0..reading.len_of(list).min(OFFERED) {
        let Some(at) = reading.anchor(list, idx) else { continue };
        let who = if list == List::Statements { reading.statements[idx].speaker.as_ref() } else { None };
        let who = who.map_or_else(String::new, |speaker| format!("{}: ", shown::shortened(&speaker.text, 30)));
        let label = format!("{who}{}", shown::shortened(&at.text, 60));
        found.push(Choice { value: format!("{}-{}", at.start, at.end), label, selected: same(at) });
    }
    if let Some(chosen) = chosen
        && !found.iter().any(|choice| choice.selected)
    {
        let value = format!("{}-{}", chosen.start, chosen.end);
        found.push(Choice { value, label: shown::shortened(&chosen.text, 60), selected: true });
    }
    found
}

fn spans(value: &Value) -> Vec<Anchor> {
    value.as_array().map(Vec::as_slice).unwrap_or_default().iter().filter_map(span_of).collect()
}

/// Participants, each as their words, `=`, their identifier.
fn people(value: &Value) -> Vec<String> {
    let one = |person: &Value| {
        let span = span_of(person.get("span")?)?;
        Some(format!("{} = {}", shown::owned(&span.text), person.get("id")?.as_str()?))
    };
    value.as_array().map(Vec::as_slice).unwrap_or_default().iter().filter_map(one).collect()
}

/// What people wrote: fields by name.
pub(crate) type Sent = HashMap<String, String>;

/// Reads the form. `before` is the record that stood in it, whose words are near to those that are written.
///
/// # Errors
/// Sentences that say what is wrong.
pub(crate) fn parse(
    lang: Lang,
    list: List,
    sent: &Sent,
    before: &FieldMap,
    reading: &Reading,
) -> Result<FieldMap, Vec<String>> {
    let text = Text::new(&reading.report.text);
    let near = rasid_record::main_span(list, before).map_or(0, |at| at.start);
    let (mut fields, mut wrong) = (FieldMap::new(), Vec::new());
    for rule in list.fields() {
        let name = format!("f.{}", rule.name);
        let written = sent.get(&name).map(|value| value.trim()).unwrap_or_default();
        let place = sent.get(&format!("{name}.at")).map(String::as_str).unwrap_or_default();
        let old = before.get(rule.name).unwrap_or(&Value::Null);
        let label = label(lang, list, rule.name);
        let says = |key: &str| lang.fill(key, &[("field", label), ("words", &shown::shortened(written, 60))]);
        let value = match rule.kind {
            _ if written.is_empty() => match rule.kind {
                FieldKind::Flag => Ok(Value::Bool(false)),
                FieldKind::Spans | FieldKind::Ids | FieldKind::People => Ok(Value::Array(Vec::new())),
                _ => Ok(Value::Null),
            },
            FieldKind::Span => text.find(written, place, span_of(old).as_ref(), near).map(|at| json!(at)),
            FieldKind::Spans => {
                let old = spans(old);
                let parts = written.split('|').map(str::trim).filter(|part| !part.is_empty());
                let found: Option<Vec<Anchor>> = parts
                    .map(|part| {
                        let old = old.iter().find(|span| shown::shown(&span.text) == part);
                        text.find(part, "", old, near).ok()
                    })
                    .collect();
                found.map(|found| json!(found)).ok_or(())
            }
            FieldKind::People => participants(&text, written, old, near),
            FieldKind::Word(words) if words().contains(&written) => Ok(written.into()),
            FieldKind::Word(_) => Err(()),
            FieldKind::Ref(_) => text.at(written).map(|at| json!(at)).ok_or(()),
            FieldKind::Flag => Ok(Value::Bool(true)),
            FieldKind::Ids => {
                let ids: Vec<&str> =
                    written.split([' ', ',', '\u{60c}', '\n', '\t']).filter(|id| !id.is_empty()).collect();
                if ids.iter().all(|id| is_id(id)) { Ok(json!(ids)) } else { Err(()) }
            }
            FieldKind::Number => number(written).ok_or(()),
            FieldKind::Text => Ok(written.chars().take(300).collect::<String>().into()),
        };
        match value {
            Ok(Value::Null) if rule.required => wrong.push(says("review.wrong.empty")),
            Ok(value) => {
                fields.insert(rule.name.to_owned(), value);
            }
            Err(()) => wrong.push(match rule.kind {
                FieldKind::Span | FieldKind::Spans | FieldKind::Ref(_) => says("review.wrong.words"),
                FieldKind::People => says("review.wrong.people"),
                _ => says("review.wrong.value"),
            }),
        }
    }
    if wrong.is_empty() { Ok(fields) } else { Err(wrong) }
}

fn participants(text: &Text, written: &str, old: &Value, near: u32) -> Result<Value, ()> {
    let known: Vec<(Anchor, &str)> = (old.as_array().map(Vec::as_slice).unwrap_or_default().iter())
        .filter_map(|person| Some((span_of(person.get("span")?)?, person.get("id")?.as_str()?)))
        .collect();
    let mut people = Vec::new();
    for line in written.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (words, id) = line.rsplit_once('=').ok_or(())?;
        let (words, id) = (words.trim(), id.trim());
        let old = known.iter().find(|(span, _)| shown::shown(&span.text) == words).map(|(span, _)| span);
        let span = text.find(words, "", old, near)?;
        if !is_id(id) {
            return Err(());
        }
        let mut person = Map::new();
        person.insert("span".into(), json!(span));
        person.insert("id".into(), id.into());
        people.push(Value::Object(person));
    }
    Ok(Value::Array(people))
}

/// Whether something can be an identifier: one word, not long.
pub(crate) fn is_id(id: &str) -> bool {
    !id.is_empty() && id.chars().count() <= 120 && !id.chars().any(|c| c.is_whitespace() || c.is_control())
}

/// A number in Western or Arabic digits; whole where it can be, as in readings.
fn number(written: &str) -> Option<Value> {
    let plain: String = written
        .chars()
        .filter(|c| !matches!(c, ',' | '\u{66c}' | ' '))
        .map(|c| match c {
            '\u{660}'..='\u{669}' => char::from_u32(c as u32 - 0x660 + 0x30).unwrap_or(c),
            '\u{66b}' => '.',
            other => other,
        })
        .collect();
    let number = plain.parse::<f64>().ok().filter(|n| n.is_finite() && (0.0..1e15).contains(n))?;
    serde_json::to_value(rasid_record::Number(number)).ok()
}

/// A text by its letters.
struct Text {
    letters: Vec<char>,
    /// The same as it is shown, of the same length.
    shown: Vec<char>,
}

impl Text {
    fn new(text: &str) -> Self {
        Text { letters: text.chars().collect(), shown: shown::shown(text).chars().collect() }
    }

    fn anchor(&self, start: usize, end: usize) -> Option<Anchor> {
        let words: String = self.letters.get(start..end).filter(|words| !words.is_empty())?.iter().collect();
        Some(Anchor { start: u32::try_from(start).ok()?, end: u32::try_from(end).ok()?, text: words })
    }

    /// The words at `start-end`.
    fn at(&self, place: &str) -> Option<Anchor> {
        let (start, end) = place.split_once('-')?;
        self.anchor(start.parse().ok()?, end.parse().ok()?)
    }

    /// Where `words` stand: at `place` where they do; where they stood before; else nearest to `near`.
    fn find(&self, words: &str, place: &str, old: Option<&Anchor>, near: u32) -> Result<Anchor, ()> {
        let is = |at: &Anchor| shown::shown(&at.text).trim() == words;
        if let Some(at) = self.at(place).filter(&is) {
            return Ok(at);
        }
        if let Some(old) = old.filter(|old| is(old)) {
            return Ok(old.clone());
        }
        let wanted: Vec<char> = words.chars().collect();
        let places = self.shown.windows(wanted.len().max(1)).enumerate().filter(|(_, window)| *window == wanted);
        let nearest = places.map(|(start, _)| start).min_by_key(|start| start.abs_diff(near as usize));
        nearest.and_then(|start| self.anchor(start, start + wanted.len())).ok_or(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::sample;

    fn sent(inputs: &[Input]) -> Sent {
        let mut sent = Sent::new();
        for input in inputs {
            let chosen = input.choices.iter().find(|c| c.selected).map(|c| c.value.clone());
            sent.insert(input.name.clone(), chosen.unwrap_or_else(|| input.value.clone()));
            sent.insert(format!("{}.at", input.name), input.place.clone());
        }
        sent
    }

    #[test]
    fn a_form_that_is_sent_as_it_came_changes_nothing() {
        for reading in [sample::agreement(), sample::accusation(), sample::hostile()] {
            for &list in List::ALL {
                for idx in 0..reading.len_of(list) {
                    let fields = reading.fields(list, idx).unwrap();
                    let form = inputs(Lang::Ar, list, &fields, &reading);
                    let back = parse(Lang::Ar, list, &sent(&form), &fields, &reading).unwrap();
                    assert!(rasid_record::same_fields(list, &fields, &back), "{list} {idx}: {fields:?} {back:?}");
                }
            }
        }
    }

    #[test]
    fn words_are_found_where_they_were_selected_else_near_the_record() {
        let text = Text::new("هدنة أولى ثم هدنة ثانية ثم هدنة ثالثة");
        assert_eq!(text.find("هدنة", "13-17", None, 0).unwrap().start, 13);
        assert_eq!(text.find("هدنة", "14-18", None, 30).unwrap().start, 27);
        assert_eq!(text.find("هدنة", "", None, 0).unwrap().start, 0);
        assert!(text.find("سلام", "", None, 0).is_err());
        assert!(text.find("هدنة", "999999999999-2", None, 0).is_ok());
    }

    #[test]
    fn what_is_not_in_the_text_or_the_vocabulary_is_named() {
        let reading = sample::agreement();
        let fields = reading.fields(List::Arrangements, 0).unwrap();
        let mut form = sent(&inputs(Lang::En, List::Arrangements, &fields, &reading));
        form.insert("f.at".into(), "not there".into());
        form.insert("f.phase".into(), "finished".into());
        form.insert("f.kind".into(), String::new());
        let wrong = parse(Lang::En, List::Arrangements, &form, &fields, &reading).unwrap_err();
        assert_eq!(wrong.len(), 3, "{wrong:?}");
        assert!(wrong.iter().any(|w| w.contains("not there")), "{wrong:?}");
    }

    #[test]
    fn numbers_are_read_in_both_scripts() {
        assert_eq!(number("1,200"), Some(json!(1200)));
        assert_eq!(number("٣٫٥"), Some(json!(3.5)));
        assert_eq!((number("x"), number("-1"), number("1e400")), (None, None, None));
    }
}
