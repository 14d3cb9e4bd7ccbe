//! Answers about people and parties, outlets and places, and what can be taken away.

use super::Asked;
use super::ROOT;
use super::shapes::{actor, course_row, paged, place as shaped_place, report_ref};
use crate::desk::Desk;
use rasid_store::{Format, OutletCount, PlaceFilter, Store, StoreError};
use serde_json::{Value, json};

type Found = Result<Option<Value>, StoreError>;

pub(super) fn people(_: &Desk, store: &Store, asked: &Asked) -> Found {
    Ok(Some(paged(&store.actors(asked.page)?, actor)))
}

pub(super) fn person(_: &Desk, store: &Store, asked: &Asked) -> Found {
    let Some(found) = store.actor(asked.part("id"))? else { return Ok(None) };
    let namings: Vec<Value> = (found.namings.iter())
        .map(|naming| {
            json!({
                "outlet": naming.outlet, "words": naming.words, "kind": naming.kind.as_str(),
                "voice": naming.voice.as_str(), "times": naming.times,
            })
        })
        .collect();
    Ok(Some(json!({"actor": actor(&found.row), "namings": namings})))
}

fn counted(count: &OutletCount) -> Value {
    json!({"outlet": count.outlet, "reports": count.reports})
}

pub(super) fn outlets(_: &Desk, store: &Store, asked: &Asked) -> Found {
    Ok(Some(paged(&store.outlets(asked.page)?, counted)))
}

pub(super) fn outlet(_: &Desk, store: &Store, asked: &Asked) -> Found {
    let name = asked.value("name").unwrap_or_default();
    let Some(found) = store.outlet(&name)? else { return Ok(None) };
    let words: Vec<Value> = (found.words.iter())
        .map(|own| json!({"actor": own.actor, "words": own.words, "kind": own.kind.as_str(), "times": own.times}))
        .collect();
    Ok(Some(json!({
        "outlet": name, "reports": found.reports, "first_day": found.first_day, "last_day": found.last_day, "words": words,
        "copies_of": found.copies_of.iter().map(counted).collect::<Vec<_>>(),
        "copied_by": found.copied_by.iter().map(counted).collect::<Vec<_>>(),
    })))
}

pub(super) fn places(_: &Desk, store: &Store, asked: &Asked) -> Found {
    let filter = PlaceFilter { country: asked.value("country"), precision: asked.value("precision") };
    Ok(Some(paged(&store.places(&filter, asked.page)?, shaped_place)))
}

pub(super) fn place(_: &Desk, store: &Store, asked: &Asked) -> Found {
    let Some(found) = store.place(asked.part("id"))? else { return Ok(None) };
    let ways: Vec<Value> = (found.ways.iter())
        .map(|way| {
            json!({
                "matched": way.matched, "precision": way.precision.as_str(), "reason": way.reason.as_str(),
                "times": way.times,
            })
        })
        .collect();
    let courses: Vec<Value> = found.courses.iter().map(course_row).collect();
    Ok(Some(json!({"place": shaped_place(&found.row), "ways": ways, "arrangements": courses})))
}

pub(super) fn mentions(_: &Desk, store: &Store, asked: &Asked) -> Found {
    let found = store.place_mentions(asked.part("id"), asked.page)?;
    Ok(Some(paged(&found, |mention| {
        let records: Vec<Value> = mention.records.iter().map(|(list, idx)| json!([list.as_str(), idx])).collect();
        json!({
            "report": report_ref(&mention.report), "words": mention.words, "records": records,
            "role": mention.role.as_str(), "precision": mention.precision.as_str(), "reason": mention.reason.as_str(),
        })
    })))
}

pub(super) fn exports(_: &Desk, _: &Store, _: &Asked) -> Found {
    let format = |format: &Format| {
        json!({
            "format": format.as_str(), "file": crate::download::name("record", *format),
            "media_type": format.media_type(), "may_hold_text": format.may_hold_text(),
            "href": format!("{ROOT}/exports/{}", format.as_str()),
        })
    };
    Ok(Some(Format::ALL.iter().map(format).collect()))
}
