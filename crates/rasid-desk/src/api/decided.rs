//! Answers about what people decide and enter: the queue, the ledger, how far reviewers agree, the briefings that they
//! kept, the register of agreements.

use super::Asked;
use super::shapes::{paged, published, row};
use crate::desk::Desk;
use rasid_record::List;
use rasid_store::{AgreementVersion, Attached, Kappa, LedgerFilter, LedgerLine, QueueFilter, Store, StoreError};
use serde_json::{Value, json};

type Found = Result<Option<Value>, StoreError>;

pub(super) fn queue(_: &Desk, store: &Store, asked: &Asked) -> Found {
    let filter = QueueFilter {
        list: asked.value("list").and_then(|list| List::parse(&list)),
        outlet: asked.value("outlet"),
        report: asked.value("report"),
        assigned: asked.value("assigned"),
        viewer: String::new(),
    };
    let found = store.queue(&filter, asked.page)?;
    Ok(Some(paged(&found, |queued| {
        json!({
            "record": row(&queued.row), "weight": queued.weight, "doubt": queued.doubt, "disputed": queued.disputed,
        })
    })))
}

pub(super) fn ledger(_: &Desk, store: &Store, asked: &Asked) -> Found {
    let filter = LedgerFilter {
        who: asked.value("who"),
        what: asked.value("what"),
        report: asked.value("report"),
        from: asked.value("from"),
        until: asked.value("until"),
        ..LedgerFilter::default()
    };
    Ok(Some(paged(&store.ledger(&filter, asked.page)?, line)))
}

/// A decision. While its record is coded blind, nobody is told here what it says.
fn line(line: &LedgerLine) -> Value {
    let is_hidden = !line.hidden_from.is_empty();
    let says = line.review.as_ref().filter(|_| !is_hidden).map(|review| {
        let mut says = published(review);
        // The record as it was holds words that may name private persons; its place says which it is.
        if let Some(fields) = says.as_object_mut() {
            fields.shift_remove("was");
        }
        if let Some(on) = says.get_mut("on").and_then(Value::as_object_mut) {
            on.shift_remove("words");
        }
        says
    });
    json!({
        "seq": line.decision.seq, "made_at": line.decision.made_at, "prev": line.decision.prev, "hash": line.decision.hash,
        "hidden": is_hidden, "says": says,
    })
}

fn agreed(kappa: &Kappa) -> Value {
    json!({"records": kappa.records, "agreed": kappa.agreed, "observed": kappa.observed(), "kappa": kappa.kappa()})
}

pub(super) fn agreement(_: &Desk, store: &Store, _: &Asked) -> Found {
    let pair = |pair: &rasid_store::Coders| {
        json!({
            "first": pair.first, "second": pair.second, "readings": agreed(&pair.readings), "claims": agreed(&pair.claims),
            "open": pair.open,
        })
    };
    Ok(Some(store.agreement()?.iter().map(pair).collect()))
}

pub(super) fn briefings(_: &Desk, store: &Store, asked: &Asked) -> Found {
    let found = store.briefings(asked.page)?;
    Ok(Some(paged(&found, |kept| {
        json!({
            "no": kept.no, "title": kept.title, "asked": kept.asked, "cutoff": kept.cutoff, "digest": kept.digest,
            "who": kept.who, "made_at": kept.made_at, "href": format!("/briefing/{}", kept.no),
        })
    })))
}

/// A version of an agreement.
pub(super) fn version(version: &AgreementVersion) -> Value {
    json!({
        "agreement": published(&version.agreement), "version": version.version, "deleted": version.deleted,
        "who": version.who, "made_at": version.made_at, "why": version.why,
    })
}

pub(super) fn agreements(_: &Desk, store: &Store, _: &Asked) -> Found {
    Ok(Some(store.agreements(false)?.iter().map(version).collect()))
}

pub(super) fn registered(_: &Desk, store: &Store, asked: &Asked) -> Found {
    let number = asked.value("version").and_then(|number| number.parse().ok());
    Ok(store.registered(asked.part("id"), number)?.as_ref().map(version))
}

/// Words that somebody attached to a clause.
pub(super) fn attachment(one: &Attached) -> Value {
    json!({
        "clause": one.clause, "report": one.report, "list": one.list.as_str(), "idx": one.idx, "start": one.span.0,
        "end": one.span.1, "text": one.text, "who": one.who, "made_at": one.made_at, "why": one.why,
    })
}

pub(super) fn attached(_: &Desk, store: &Store, asked: &Asked) -> Found {
    let id = asked.part("id");
    if store.registered(id, None)?.is_none() {
        return Ok(None);
    }
    let list = asked.value("list").and_then(|list| List::parse(&list)).unwrap_or(List::Breaches);
    let clause = asked.value("clause");
    Ok(Some(paged(&store.attached(id, clause.as_deref(), list, asked.page)?, attachment)))
}
