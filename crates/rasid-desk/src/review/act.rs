//! Which decision a form asks for.

use super::decide::{Seen, clean, names};
use super::form::{self, Sent};
use crate::i18n::Lang;
use rasid_record::{Act, Change, FieldMap, LIMIT_REMARK, List, Standing, same_value};
use serde_json::Value;
use std::collections::BTreeMap;

/// The decision that a form asks for.
pub(crate) fn act(lang: Lang, seen: &Seen, sent: &Sent) -> Result<Act, Vec<String>> {
    let field = |name: &str| sent.get(name).map(String::as_str).unwrap_or_default();
    let wrong = |key: &str| Err(vec![lang.t(key).to_owned()]);
    match field("do") {
        "accept" => Ok(accept(seen)),
        "reject" => Ok(Act::Reject),
        "correct" => correct(lang, seen, sent),
        "claim" => Ok(Act::Claim { status: Some(clean(field("status"), 60)).filter(|status| !status.is_empty()) }),
        "comment" => match clean(field("text"), LIMIT_REMARK) {
            text if text.is_empty() => wrong("review.wrong.nothing"),
            text => Ok(Act::Comment { text }),
        },
        "tag" => {
            let wanted = names(field("tags"));
            let add: Vec<String> = wanted.iter().filter(|tag| !seen.state.tags.contains(*tag)).cloned().collect();
            let remove: Vec<String> = seen.state.tags.iter().filter(|tag| !wanted.contains(tag)).cloned().collect();
            if add.is_empty() && remove.is_empty() {
                return wrong("review.wrong.nothing");
            }
            Ok(Act::Tag { add, remove })
        }
        "assign" => {
            let to = names(field("to"));
            if to == seen.state.assigned { wrong("review.wrong.nothing") } else { Ok(Act::Assign { to, blind: false }) }
        }
        _ => wrong("review.wrong.nothing"),
    }
}

/// The record holds as it is shown: as it was read, or with the corrections that stand.
fn accept(seen: &Seen) -> Act {
    let state = &seen.state;
    match (state.standing, &seen.read) {
        (Standing::Corrected, Some(read)) => changes(seen.content.list, read, &seen.fields()),
        (Standing::Added, _) | (_, None) => Act::Add { record: seen.fields() },
        _ => Act::Accept,
    }
}

fn correct(lang: Lang, seen: &Seen, sent: &Sent) -> Result<Act, Vec<String>> {
    let list = seen.content.list;
    let mut fields = form::parse(lang, list, sent, &seen.fields(), &seen.reading)?;
    if rasid_record::main_span(list, &fields).is_none() {
        return Err(vec![lang.t("review.wrong.main").to_owned()]);
    }
    match &seen.read {
        Some(read) => Ok(changes(list, read, &fields)),
        None => {
            // Whatever the form has no field for stays.
            let mut record = seen.fields();
            record.append(&mut fields);
            Ok(Act::Add { record })
        }
    }
}

/// What is other in `after` than was read; an acceptance where nothing is.
fn changes(list: List, read: &FieldMap, after: &FieldMap) -> Act {
    let mut fields = BTreeMap::new();
    for rule in list.fields() {
        let before = read.get(rule.name).unwrap_or(&Value::Null);
        let after = after.get(rule.name).unwrap_or(&Value::Null);
        if !same_value(before, after) {
            fields.insert(rule.name.to_owned(), Change { before: before.clone(), after: after.clone() });
        }
    }
    if fields.is_empty() { Act::Accept } else { Act::Correct { fields } }
}
