//! Answers about reports, lists and what many reports make together.

use super::Asked;
use super::shapes::{
    course_row, news as shaped_news, paged, published, reading, report_ref, report_row, review, row, stances,
};
use crate::desk::Desk;
use rasid_record::List;
use rasid_store::{
    CourseFilter, CourseOrder, FigureFilter, ListFilter, NewsFilter, NewsKind, Order, PositionFilter, PromiseFilter,
    ReportFilter, Since, Store, StoreError, Tallied,
};
use serde_json::{Value, json};

/// What was found, or nothing.
type Found = Result<Option<Value>, StoreError>;
/// How many reports of each sort are named for one.
const FEW: usize = 50;
/// How many accounts of an occurrence are given.
const ACCOUNTS: usize = 50;

pub(super) fn overview(_: &Desk, store: &Store, _: &Asked) -> Found {
    let found = store.overview()?;
    let links = store.linking()?;
    let outlets: Vec<Value> = found.outlets.iter().map(|o| json!({"outlet": o.outlet, "reports": o.reports})).collect();
    let lists: Vec<Value> =
        found.records.iter().map(|c| json!({"list": c.list.as_str(), "records": c.records})).collect();
    let days: Vec<Value> = found.days.iter().map(|d| json!({"day": d.day, "reports": d.reports})).collect();
    let speakers: Vec<Value> =
        found.speakers.iter().map(|s| json!({"id": s.id, "name": s.name, "statements": s.statements})).collect();
    let phases: Vec<Value> = (found.phases.iter())
        .map(|p| json!({"kind": p.kind.as_str(), "phase": p.phase.as_str(), "mentions": p.mentions}))
        .collect();
    Ok(Some(json!({
        "reports": found.reports, "undated": found.undated, "first_day": found.first_day, "last_day": found.last_day,
        "outlets": outlets, "records": lists, "days": days, "speakers": speakers, "phases": phases,
        "links": {"version": links.version, "as_of": links.as_of, "made_at": links.made_at, "reports": links.reports,
                  "current": links.is_current()},
    })))
}

pub(super) fn reports(desk: &Desk, store: &Store, asked: &Asked) -> Found {
    let filter = ReportFilter {
        outlet: asked.value("outlet"),
        from: asked.value("from"),
        until: asked.value("until"),
        terms: asked.value("q").map(|words| (desk.terms)(&words)),
        story_of: asked.value("story_of"),
    };
    Ok(Some(paged(&store.reports(&filter, asked.page)?, report_row)))
}

pub(super) fn report(_: &Desk, store: &Store, asked: &Asked) -> Found {
    let Some(kept) = store.report(asked.part("id"))? else { return Ok(None) };
    Ok(Some(json!({
        "reading": reading(kept.reading, asked.is("with_text")), "added_at": kept.added_at, "made_at": kept.made_at,
        "rules_version": kept.rules_version,
    })))
}

pub(super) fn linked(_: &Desk, store: &Store, asked: &Asked) -> Found {
    let id = asked.part("id");
    let Some(linked) = store.linked(id, FEW)? else { return Ok(None) };
    let courses: Vec<Value> = store.courses_of(id)?.iter().map(course_row).collect();
    Ok(Some(json!({
        "copy_of": linked.copy_of.as_ref().map(report_ref), "copies": paged(&linked.copies, report_ref),
        "event": paged(&linked.event, report_ref), "story": paged(&linked.story, report_ref), "arrangements": courses,
    })))
}

pub(super) fn accounts(_: &Desk, store: &Store, asked: &Asked) -> Found {
    let Some(found) = store.accounts(asked.part("id"), ACCOUNTS)? else { return Ok(None) };
    let accounts: Vec<Value> = (found.shown.into_iter())
        .map(|account| {
            json!({
                "report": report_ref(&account.report),
                "copies": account.copies.iter().map(report_ref).collect::<Vec<_>>(),
                "reading": reading(account.reading, false),
            })
        })
        .collect();
    Ok(Some(json!({"total": found.total, "reports": found.reports, "accounts": accounts})))
}

pub(super) fn reviews(_: &Desk, store: &Store, asked: &Asked) -> Found {
    let id = asked.part("id");
    if store.rules_version_of(id)?.is_none() {
        return Ok(None);
    }
    let reviews = store.reviews_of(id)?;
    Ok(Some(reviews.iter().filter(|one| !one.state.is_coded_blind()).map(review).collect()))
}

pub(super) fn list(_: &Desk, store: &Store, asked: &Asked) -> Found {
    let Some(list) = List::parse(asked.part("list")) else { return Ok(None) };
    let filter = ListFilter {
        actor: asked.value("actor"),
        kind: asked.value("kind"),
        detail: asked.value("detail"),
        report: asked.value("report"),
        outlet: asked.value("outlet"),
        order: if asked.value("order").as_deref() == Some("earliest") { Order::Earliest } else { Order::Latest },
    };
    Ok(Some(paged(&store.list(list, &filter, asked.page)?, row)))
}

pub(super) fn search(desk: &Desk, store: &Store, asked: &Asked) -> Found {
    let terms = (desk.terms)(&asked.value("q").unwrap_or_default());
    let found = store.search(&terms, asked.page)?;
    Ok(Some(paged(&found, |hit| json!({"report": report_row(&hit.report), "score": hit.score}))))
}

pub(super) fn arrangements(_: &Desk, store: &Store, asked: &Asked) -> Found {
    let latest = asked.value("order").as_deref() == Some("latest");
    let filter = CourseFilter {
        kind: asked.value("kind"),
        phase: asked.value("phase"),
        actor: asked.value("actor"),
        order: if latest { CourseOrder::Latest } else { CourseOrder::MostTold },
    };
    Ok(Some(paged(&store.courses(&filter, asked.page)?, course_row)))
}

pub(super) fn arrangement(_: &Desk, store: &Store, asked: &Asked) -> Found {
    Ok(store.course(asked.part("report"), asked.index("idx"))?.as_ref().map(published))
}

/// How many lines have which word.
fn tallied<W: Copy>(tallied: &[Tallied<W>], word: impl Fn(W) -> &'static str) -> Value {
    tallied.iter().map(|one| json!({"word": word(one.word), "lines": one.lines})).collect()
}

/// A page with something beside it.
fn with(mut page: Value, name: &str, what: Value) -> Value {
    page[name] = what;
    page
}

pub(super) fn commitments(_: &Desk, store: &Store, asked: &Asked) -> Found {
    let filter =
        PromiseFilter { class: asked.value("class"), outcome: asked.value("outcome"), actor: asked.value("by") };
    let found = store.promises(&filter, asked.page)?;
    let outcomes = tallied(&found.outcomes, |word| word.as_str());
    Ok(Some(with(paged(&found.found, published), "outcomes", outcomes)))
}

pub(super) fn disagreements(_: &Desk, store: &Store, asked: &Asked) -> Found {
    let found = store.disagreements(asked.value("about").as_deref(), asked.page)?;
    let about = tallied(&found.about, |word| word.as_str());
    Ok(Some(with(paged(&found.found, published), "about", about)))
}

pub(super) fn figures(_: &Desk, store: &Store, asked: &Asked) -> Found {
    let filter = FigureFilter {
        measure: asked.value("measure"),
        source: asked.value("source"),
        latest: asked.value("order").as_deref() == Some("latest"),
    };
    let found = store.figure_courses(&filter, asked.page)?;
    let measures = tallied(&found.measures, |word| word.as_str());
    Ok(Some(with(paged(&found.found, published), "measures", measures)))
}

pub(super) fn figure(_: &Desk, store: &Store, asked: &Asked) -> Found {
    Ok(store.figure_course(asked.part("report"), asked.index("idx"))?.as_ref().map(published))
}

pub(super) fn positions(_: &Desk, store: &Store, asked: &Asked) -> Found {
    let filter = PositionFilter { actor: asked.value("actor"), kind: asked.value("kind"), turned: asked.is("turned") };
    Ok(Some(paged(&store.positions(&filter, asked.page)?, stances)))
}

pub(super) fn position(_: &Desk, store: &Store, asked: &Asked) -> Found {
    Ok(store.positions_on(asked.part("report"), asked.index("idx"))?.as_ref().map(stances))
}

pub(super) fn news(desk: &Desk, store: &Store, asked: &Asked) -> Found {
    let Some(kind) = NewsKind::parse(asked.part("kind")) else { return Ok(None) };
    let since = match asked.value("since") {
        Some(day) => day,
        None => store.last_day()?.unwrap_or_default(),
    };
    let today = (desk.now)().get(..10).unwrap_or("").to_owned();
    let filter = NewsFilter { since: Since::Published(since), today, watch: None };
    Ok(Some(paged(&store.news(kind, &filter, asked.page)?, |one| shaped_news(kind, one))))
}
