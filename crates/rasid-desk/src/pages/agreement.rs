//! How far reviewers agree: Cohen's kappa over records that two coded without seeing one another, and the form that
//! gives such records out. The team's scale for claims is set here too.

use crate::desk::Desk;
use crate::failure::Failure;
use crate::i18n::Lang;
use crate::options::{Select, of_words};
use crate::review::decide::{self, Seen, clean, names};
use crate::review::form::Sent;
use crate::review::told;
use crate::visit::{Frame, Visit, render};
use crate::who::Role;
use crate::{format, shown, tiles};
use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse, Response};
use rasid_record::{Act, CLAIM_SCALE, LIMIT_NAME, List, Review, Standing};
use rasid_store::{Coders, Kappa, Page, QueueFilter, Store, StoreError};
use std::sync::Arc;

/// The most records that are given out at once.
const MOST: usize = 200;
/// Among how many of the most urgent records the sample is drawn.
const AMONG: usize = 1000;

/// How two people agree on one thing.
struct Measured {
    name: &'static str,
    records: String,
    observed: String,
    kappa: String,
    words: Vec<String>,
    /// Each row with its word and the counts, in the order of `words`.
    rows: Vec<(String, Vec<String>)>,
}

/// Two people.
struct Pair {
    first: String,
    second: String,
    open: String,
    measured: Vec<Measured>,
}

#[derive(Template)]
#[template(path = "agreement.html")]
struct View {
    frame: Frame,
    problem: &'static str,
    pairs: Vec<Pair>,
    list: Select,
    reviewers: Vec<String>,
    scale: String,
    may_assign: bool,
}

/// Shows the page.
pub(crate) async fn show(State(desk): State<Arc<Desk>>, visit: Visit) -> Result<Response, Failure> {
    page(&desk, visit, "").await
}

async fn page(desk: &Arc<Desk>, visit: Visit, problem: &'static str) -> Result<Response, Failure> {
    let view = desk
        .ask(move |_, store| {
            let lang = visit.lang;
            let lists = tiles::ORDER.iter().filter(|list| !matches!(list, List::Times | List::Naming));
            let list = of_words(lang, "list", "list", lists.map(|list| list.as_str()), "");
            let scale = store.claim_scale()?;
            Ok(View {
                frame: visit.frame(lang.t("agreement.title"), "review"),
                problem,
                pairs: store.agreement()?.iter().map(|pair| self::pair(lang, pair)).collect(),
                list,
                reviewers: store.reviewers()?.into_iter().take(200).collect(),
                scale: scale.iter().map(|word| told::claim(lang, word)).collect::<Vec<_>>().join("\n"),
                may_assign: visit.who.role >= Role::Editor,
            })
        })
        .await?;
    Ok(render(&view))
}

fn pair(lang: Lang, pair: &Coders) -> Pair {
    let standing = |word: &str| {
        Standing::parse(word).map_or_else(|| word.to_owned(), |standing| told::standing(lang, standing).to_owned())
    };
    let measured =
        [(lang.t("agreement.readings"), &pair.readings, true), (lang.t("agreement.claims"), &pair.claims, false)];
    Pair {
        first: shown::shortened(&pair.first, 60),
        second: shown::shortened(&pair.second, 60),
        open: if pair.open > 0 { lang.n("n.open", pair.open) } else { String::new() },
        measured: (measured.into_iter().filter(|(_, kappa, _)| kappa.records > 0))
            .map(|(name, kappa, is_reading)| {
                self::measured(
                    lang,
                    name,
                    kappa,
                    |word| {
                        if is_reading { standing(word) } else { told::claim(lang, word) }
                    },
                )
            })
            .collect(),
    }
}

fn measured(lang: Lang, name: &'static str, kappa: &Kappa, told: impl Fn(&str) -> String) -> Measured {
    let mut words: Vec<&str> = kappa.table.keys().flat_map(|(a, b)| [a.as_str(), b.as_str()]).collect();
    words.sort_unstable();
    words.dedup();
    let count = |a: &str, b: &str| kappa.table.get(&(a.to_owned(), b.to_owned())).copied().unwrap_or(0);
    let two = |value: Option<f64>| value.map_or_else(|| lang.t("agreement.unknown").to_owned(), |v| format!("{v:.2}"));
    Measured {
        name,
        records: lang.n("n.records", kappa.records),
        observed: two(kappa.observed()),
        kappa: two(kappa.kappa()),
        rows: words
            .iter()
            .map(|a| (told(a), words.iter().map(|b| format::whole(count(a, b) as u64)).collect()))
            .collect(),
        words: words.iter().map(|word| told(word)).collect(),
    }
}

/// Gives records out to be coded blind, or sets the scale.
pub(crate) async fn receive(
    State(desk): State<Arc<Desk>>,
    visit: Visit,
    Form(sent): Form<Sent>,
) -> Result<Response, Failure> {
    visit.who.require(Role::Editor)?;
    let who = visit.who.pseudonym.clone();
    let field = |name: &str| sent.get(name).map(String::as_str).unwrap_or_default();
    let problem = if field("do") == "scale" {
        let mut statuses: Vec<String> = Vec::new();
        for written in names(field("scale")) {
            // The words of the default scale are kept as they are in exports, whatever the language of the page.
            let own = CLAIM_SCALE.iter().find(|word| told::claim(visit.lang, word) == written);
            let word = own.map_or(written, |word| (*word).to_owned());
            if word.chars().count() <= LIMIT_NAME && !statuses.contains(&word) && statuses.len() < 20 {
                statuses.push(word);
            }
        }
        if statuses.is_empty() {
            "agreement.wrong.scale"
        } else {
            let review = Review::new(&who, Act::Scale { statuses });
            desk.work(move |desk| decide::keep(desk, &review)).await?;
            ""
        }
    } else {
        let coders: Vec<String> = names(&format!("{},{}", field("first"), field("second")));
        let wanted = field("records").trim().parse::<usize>().unwrap_or(0);
        if coders.len() != 2 {
            "agreement.wrong.coders"
        } else if !(1..=MOST).contains(&wanted) {
            "agreement.wrong.records"
        } else {
            let list = List::parse(field("list"));
            let seed = clean(field("first"), 60) + &clean(field("second"), 60);
            let given = desk
                .work(move |desk| {
                    let reviews = desk.with_reader(|store| sample(store, &who, list, wanted, &coders, &seed))?;
                    Ok(decide::keep_all(desk, &reviews)?.len())
                })
                .await?;
            if given == 0 { "agreement.wrong.none" } else { "" }
        }
    };
    if problem.is_empty() {
        return Ok((StatusCode::SEE_OTHER, [(LOCATION, "/agreement")]).into_response());
    }
    let problem = visit.lang.t(problem);
    page(&desk, visit, problem).await
}

/// Records drawn from the most urgent ones that nobody decided on or was given yet. Which are drawn hangs on their
/// content and on who codes, so that nobody picks them.
fn sample(
    store: &Store,
    who: &str,
    list: Option<List>,
    wanted: usize,
    coders: &[String],
    seed: &str,
) -> Result<Vec<Review>, StoreError> {
    let filter = QueueFilter { list, ..QueueFilter::default() };
    let queue = store.queue(&filter, Page { limit: AMONG, offset: 0 })?;
    let mut drawn: Vec<(String, Review)> = Vec::new();
    for queued in queue.rows {
        let row = &queued.row;
        if store.review_at(&row.report.id, row.list(), row.idx)?.is_some() {
            continue;
        }
        let place = format!("{seed}\n{}\n{}\n{}", row.report.id, row.list(), row.idx);
        let order = blake3::hash(place.as_bytes()).to_hex().to_string();
        let act = Act::Assign { to: coders.to_vec(), blind: true };
        if let Some(seen) = Seen::record(store, who, &row.report.id, row.list(), row.idx)? {
            let review = seen.decision(who, 0, "", act);
            // A text in two outlets is coded once.
            if !drawn.iter().any(|(_, other)| other.on == review.on) {
                drawn.push((order, review));
            }
        }
    }
    drawn.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(drawn.into_iter().take(wanted).map(|(_, review)| review).collect())
}

#[cfg(test)]
mod tests {
    use crate::testing::Desk;

    #[test]
    fn two_code_blind_without_seeing_one_another_and_their_agreement_is_measured() {
        let desk = Desk::sample();
        desk.get("/agreement", "ar").is_page(200, "ar");
        let fields = [("do", "assign"), ("first", "salma"), ("second", "omar"), ("list", "breaches"), ("records", "5")];
        let answer = desk.send_form("/agreement", &fields, "lead");
        assert_eq!(answer.status, 303, "{}", answer.body);
        desk.get("/agreement", "en").holds("salma").holds("still to be coded");
        let path = "/review/radio-7/breaches/0";
        let secret = [("do", "reject"), ("reason", "a very particular reason")];
        assert_eq!(desk.send_form(path, &secret, "salma").status, 303);
        desk.send_form(path, &[("do", "comment"), ("text", "a very particular remark")], "salma");
        for page in [path, "/ledger", "/report/radio-7", "/list/breaches", "/review"] {
            desk.get_as(page, "en", "omar").lacks("very particular").lacks("tag bad\">Rejected");
        }
        desk.get_as(path, "en", "omar").holds("code this record blind");
        desk.get_as(path, "en", "salma").holds("a very particular reason");
        desk.get_as("/review?mine=1", "en", "omar").holds("one record");
        desk.send_form(path, &[("do", "accept")], "omar");
        desk.get_as("/review?mine=1", "en", "omar").holds("no records");
        let page = desk.get("/agreement", "en");
        page.holds("Cohen").holds("0.00").lacks("still to be coded");
        desk.get_as(path, "en", "omar").holds("a very particular reason").holds("contradict");
    }

    #[test]
    fn what_cannot_be_given_out_is_said() {
        let desk = Desk::sample();
        for (fields, says) in [
            ([("do", "assign"), ("first", "a"), ("second", "a"), ("records", "5")], "two different"),
            ([("do", "assign"), ("first", "a"), ("second", "b"), ("records", "0")], "from 1 to 200"),
            ([("do", "scale"), ("scale", " , "), ("first", ""), ("second", "")], "at least one word"),
        ] {
            let answer = desk.send_form("/agreement", &fields, "");
            assert_eq!(answer.status, 200);
            answer.holds(says);
        }
        let fields = [("do", "scale"), ("scale", "weak\nstrong <b>")];
        assert_eq!(desk.send_form("/agreement", &fields, "").status, 303);
        desk.get("/review/radio-7/breaches/0", "en").holds("strong &#60;b&#62;").lacks("strong <b>");
    }
}
