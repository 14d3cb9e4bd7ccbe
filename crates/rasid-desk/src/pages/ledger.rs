//! The ledger: who decided what, when and why, before and after; nothing is ever taken out of it.

use crate::actors::Namer;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::options::{Choice, Select, chosen, filled, text};
use crate::pager::{Pager, Turn};
use crate::pages::review_one::{Notice, notice};
use crate::review::told::{Line, what};
use crate::visit::{Frame, Visit, render};
use crate::{format, shown};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use rasid_record::What;
use rasid_store::{LedgerCheck, LedgerFilter, Page};
use serde::Deserialize;
use std::sync::Arc;

/// The longest chain that is looked at whenever the page is shown.
const CHECKED: usize = 3000;

/// What the page is asked for.
#[derive(Default, Deserialize)]
pub(crate) struct Asked {
    who: Option<String>,
    what: Option<String>,
    report: Option<String>,
    from: Option<String>,
    until: Option<String>,
    page: Option<String>,
    done: Option<String>,
}

#[derive(Template)]
#[template(path = "ledger.html")]
struct View {
    frame: Frame,
    total: String,
    notice: Option<Notice>,
    /// Whether every link of the chain holds, as a sentence.
    chain: String,
    is_broken: bool,
    selects: Vec<Select>,
    report: String,
    from: String,
    until: String,
    is_filtered: bool,
    lines: Vec<Line>,
    pager: Option<Pager>,
}

/// Shows the ledger.
pub(crate) async fn show(
    State(desk): State<Arc<Desk>>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let view = desk
        .ask(move |desk, store| {
            let (lang, viewer) = (visit.lang, visit.who.pseudonym.as_str());
            let day = |value: &Option<String>| filled(value).filter(|day| format::day_of(day).is_some());
            let filter = LedgerFilter {
                who: filled(&asked.who),
                what: filled(&asked.what).filter(|word| What::parse(word).is_some()),
                report: filled(&asked.report),
                from: day(&asked.from),
                until: day(&asked.until),
                ..LedgerFilter::default()
            };
            let turn = Turn::new(asked.page.as_deref(), 50);
            let found = store.ledger(&filter, turn.page())?;
            let namer = Namer::of_many(desk, store, lang);
            let (who, of_what) = (text(&filter.who), text(&filter.what));
            let (report, from, until) = (text(&filter.report), text(&filter.from), text(&filter.until));
            let query =
                [("who", who.as_str()), ("what", &of_what), ("report", &report), ("from", &from), ("until", &until)];
            let people = store.reviewers()?.into_iter().take(500).map(|name| Choice {
                label: shown::shortened(&name, 60),
                selected: name == who,
                value: name,
            });
            let sorts = What::ALL.iter().map(|&sort| Choice {
                value: sort.as_str().to_owned(),
                label: what(lang, sort).to_owned(),
                selected: sort.as_str() == of_what,
            });
            // A long chain is left to `rasid verify`, so that the page stays quick.
            let is_short = store.decisions(Page { limit: 0, offset: 0 })?.total <= CHECKED;
            let check = if is_short { store.verify_ledger()? } else { LedgerCheck::default() };
            let head = check.head.as_deref().and_then(|head| head.get(..12)).unwrap_or_default();
            let chain = match &check.fault {
                None if check.decisions == 0 => String::new(),
                None => lang.fill("ledger.chain", &[("head", head)]),
                Some(fault) => lang.fill("ledger.broken", &[("seq", &format::whole(fault.seq))]),
            };
            Ok(View {
                frame: visit.frame(lang.t("ledger.title"), "review"),
                total: lang.n("n.decisions", found.total),
                notice: notice(&namer, store, viewer, asked.done.as_deref())?,
                chain,
                is_broken: check.fault.is_some(),
                selects: vec![
                    Select {
                        name: "who",
                        label: lang.t("ledger.who"),
                        all: lang.t("lists.all"),
                        choices: people.collect(),
                    },
                    Select {
                        name: "what",
                        label: lang.t("ledger.what"),
                        all: lang.t("lists.all"),
                        choices: sorts.collect(),
                    },
                ],
                is_filtered: query.iter().any(|(_, value)| chosen(value).is_some()),
                lines: found.rows.iter().map(|line| Line::new(&namer, viewer, line)).collect(),
                pager: turn.pager(lang, found.total, "/ledger", &query),
                report,
                from,
                until,
            })
        })
        .await?;
    Ok(render(&view))
}

#[cfg(test)]
mod tests {
    use crate::testing::Desk;

    #[test]
    fn the_ledger_says_who_when_what_why_before_and_after() {
        let desk = Desk::sample();
        desk.get("/ledger", "ar").is_page(200, "ar");
        let fields = [("do", "claim"), ("status", "verified"), ("reason", "two <i>witnesses</i>")];
        desk.send_form("/review/port-1/events/0", &fields, "salma");
        desk.send_form("/review/port-1/events/0", &[("do", "accept")], "omar");
        let page = desk.get("/ledger", "en");
        page.is_page(200, "en")
            .holds("2 decisions")
            .holds("two &#60;i&#62;witnesses")
            .holds("verified")
            .lacks("<i>witnesses");
        page.holds("4 March 2024").holds("The chain is whole");
        desk.get("/ledger?who=salma", "en").holds("one decision").lacks("Read rightly</span>");
        desk.get("/ledger?what=accept&from=2024-03-04&until=2024-03-04", "en").holds("one decision");
        desk.get("/ledger?from=2024-03-05", "en").holds("no decisions").holds("Nothing matches this filter");
        desk.get("/ledger?report=radio-7", "en").holds("no decisions");
        desk.get("/ledger?what=%3Cscript%3E&from=x", "en").is_page(200, "en").lacks("<script>");
    }
}
