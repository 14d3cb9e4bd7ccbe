//! Entering a signed text: what it is called and who signed it, then clause by clause. Every change is a new
//! version; whoever was overtaken by somebody else is told so and sees what they typed.

use crate::actors::Namer;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::i18n::Lang;
use crate::options::Choice;
use crate::sent::Sent;
use crate::visit::{Frame, Visit, render};
use crate::who::Role;
use crate::{links, signed};
use askama::Template;
use axum::extract::{Path, Query, RawForm, State};
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse, Response};
use rasid_record::{Agreement, ArrangementKind, Clause, Duty, EventType, InBoth};
use rasid_store::{AgreementVersion, Entered, KeptAgreement, Page, Store, StoreError};
use serde::Deserialize;
use std::sync::Arc;

/// How many actors are offered to choose from.
const OFFERED: usize = 60;
/// How many actors are looked through for a name that somebody typed.
const LOOKED: usize = 400;

/// Which clause is asked for.
#[derive(Default, Deserialize)]
pub(crate) struct Asked {
    no: Option<String>,
}

/// The form of what holds for the whole text.
#[derive(Template)]
#[template(path = "agreement_edit.html")]
struct HeadView {
    frame: Frame,
    action: String,
    back: String,
    problem: String,
    from_version: usize,
    is_new: bool,
    agreement: Agreement,
    parties: String,
    monitors: String,
    offered: Vec<String>,
    why: String,
}

/// The form of a clause.
#[derive(Template)]
#[template(path = "clause_edit.html")]
struct ClauseView {
    frame: Frame,
    action: String,
    back: String,
    problem: String,
    from_version: usize,
    is_new: bool,
    title: String,
    clause: Clause,
    duties: Vec<Choice>,
    kinds: Vec<Choice>,
    acts: Vec<Choice>,
    binds: String,
    places: String,
    monitors: String,
    offered: Vec<String>,
    why: String,
}

/// Shows the form for a new agreement.
pub(crate) async fn new(State(desk): State<Arc<Desk>>, visit: Visit) -> Result<Response, Failure> {
    visit.who.require(Role::Editor)?;
    head(&desk, visit, Agreement::default(), 0, String::new(), String::new()).await
}

/// Shows the form for what holds for the whole text.
pub(crate) async fn edit(
    State(desk): State<Arc<Desk>>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    visit.who.require(Role::Editor)?;
    let kept = find(&desk, id).await?;
    head(&desk, visit, kept.agreement, kept.version, String::new(), String::new()).await
}

/// The latest version of an agreement.
pub(crate) async fn find(desk: &Arc<Desk>, id: String) -> Result<AgreementVersion, Failure> {
    desk.ask(move |_, store| store.registered(&id, None)).await?.ok_or(Failure::NoPage)
}

async fn head(
    desk: &Arc<Desk>,
    visit: Visit,
    agreement: Agreement,
    from_version: usize,
    problem: String,
    why: String,
) -> Result<Response, Failure> {
    let view = desk
        .ask(move |desk, store| {
            let lang = visit.lang;
            let namer = Namer::of_many(desk, store, lang);
            let is_new = from_version == 0;
            let (action, back) = match is_new {
                true => ("/agreements".to_owned(), "/agreements".to_owned()),
                false => (format!("{}/edit", links::agreement(&agreement.id)), links::agreement(&agreement.id)),
            };
            let key = if is_new { "register.new" } else { "register.edit" };
            Ok(HeadView {
                frame: visit.frame(lang.t(key), "agreements"),
                action,
                back,
                problem,
                from_version,
                is_new,
                parties: typed(&namer, &agreement.parties),
                monitors: typed(&namer, &agreement.monitors),
                offered: offered(&namer, store)?,
                agreement,
                why,
            })
        })
        .await?;
    Ok(render(&view))
}

/// Takes a new agreement.
pub(crate) async fn create(
    State(desk): State<Arc<Desk>>,
    visit: Visit,
    RawForm(body): RawForm,
) -> Result<Response, Failure> {
    visit.who.require(Role::Editor)?;
    keep_head(&desk, visit, Agreement::default(), &Sent::new(&body)).await
}

/// Takes what holds for the whole text.
pub(crate) async fn change(
    State(desk): State<Arc<Desk>>,
    visit: Visit,
    Path(id): Path<String>,
    RawForm(body): RawForm,
) -> Result<Response, Failure> {
    visit.who.require(Role::Editor)?;
    let kept = find(&desk, id).await?;
    keep_head(&desk, visit, kept.agreement, &Sent::new(&body)).await
}

async fn keep_head(desk: &Arc<Desk>, visit: Visit, before: Agreement, sent: &Sent) -> Result<Response, Failure> {
    let is_new = before.id.is_empty();
    let (parties, monitors) = (sent.lines("parties"), sent.lines("monitors"));
    let title = both(sent, "title");
    let wanted = slug(&title.en, sent.one("signed"));
    let (parties, monitors, id) = desk
        .ask(move |desk, store| {
            let id = if is_new { free_id(store, &wanted)? } else { String::new() };
            Ok((whom(desk, store, &parties)?, whom(desk, store, &monitors)?, id))
        })
        .await?;
    let agreement = Agreement {
        id: if is_new { id } else { before.id },
        title,
        signed: sent.some("signed"),
        place: both(sent, "place"),
        parties,
        monitors,
        from: sent.some("from"),
        until: sent.some("until"),
        source: sent.one("source").to_owned(),
        note: sent.one("note").to_owned(),
        clauses: before.clauses,
    };
    let (from, why) = (sent.one("version").parse().unwrap_or(0), sent.one("why").to_owned());
    if let Err(bad) = agreement.check() {
        let problem = signed::fault(visit.lang, &bad);
        return head(desk, visit, agreement, from, problem, why).await;
    }
    // A new text goes on with its first clause.
    let next = |agreement: &Agreement| match agreement.clauses.is_empty() {
        true => format!("{}/clauses", links::agreement(&agreement.id)),
        false => links::agreement(&agreement.id),
    };
    match keep(desk, &visit, &agreement, from, false, &why).await? {
        KeptAgreement::Behind(_) if !is_new => {
            let problem = visit.lang.t("register.behind").to_owned();
            let latest = find(desk, agreement.id.clone()).await?;
            head(desk, visit, agreement, latest.version, problem, why).await
        }
        _ => Ok(see(next(&agreement))),
    }
}

/// Shows the form for a clause: the one of that number, or a new one.
pub(crate) async fn clause(
    State(desk): State<Arc<Desk>>,
    visit: Visit,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    visit.who.require(Role::Editor)?;
    let kept = find(&desk, id).await?;
    let clause = match asked.no.as_deref().filter(|no| !no.is_empty()) {
        Some(no) => kept.agreement.clause(no).cloned().ok_or(Failure::NoPage)?,
        None => Clause { no: next_number(&kept.agreement), ..blank() },
    };
    clause_form(&desk, visit, kept, asked.no.is_none(), clause, String::new(), String::new()).await
}

fn blank() -> Clause {
    Clause {
        no: String::new(),
        text: InBoth::default(),
        duty: Duty::Forbidden,
        binds: Vec::new(),
        kinds: Vec::new(),
        acts: Vec::new(),
        except: InBoth::default(),
        area: InBoth::default(),
        places: Vec::new(),
        from: None,
        until: None,
        monitors: Vec::new(),
    }
}

/// The number after the last whole one.
fn next_number(agreement: &Agreement) -> String {
    let last = agreement.clauses.iter().filter_map(|clause| clause.no.parse::<u32>().ok()).max().unwrap_or(0);
    last.saturating_add(1).to_string()
}

async fn clause_form(
    desk: &Arc<Desk>,
    visit: Visit,
    kept: AgreementVersion,
    is_new: bool,
    clause: Clause,
    problem: String,
    why: String,
) -> Result<Response, Failure> {
    let view = desk
        .ask(move |desk, store| {
            let lang = visit.lang;
            let namer = Namer::of_many(desk, store, lang);
            let key = if is_new { "register.clause.new" } else { "register.clause.edit" };
            let choice = |value: &str, label: String, selected| Choice { value: value.to_owned(), label, selected };
            Ok(ClauseView {
                frame: visit.frame(lang.t(key), "agreements"),
                action: format!("{}/clauses", links::agreement(&kept.agreement.id)),
                back: links::agreement(&kept.agreement.id),
                problem,
                from_version: kept.version,
                is_new,
                title: signed::title(lang, &kept.agreement),
                duties: Duty::ALL
                    .iter()
                    .map(|d| choice(d.as_str(), lang.word("duty", d.as_str()), *d == clause.duty))
                    .collect(),
                kinds: ArrangementKind::ALL
                    .iter()
                    .map(|k| choice(k.as_str(), lang.word("arrangement", k.as_str()), clause.kinds.contains(k)))
                    .collect(),
                acts: EventType::ALL
                    .iter()
                    .map(|a| choice(a.as_str(), lang.word("event", a.as_str()), clause.acts.contains(a)))
                    .collect(),
                binds: typed(&namer, &clause.binds),
                places: clause.places.join("\n"),
                monitors: typed(&namer, &clause.monitors),
                offered: offered(&namer, store)?,
                clause,
                why,
            })
        })
        .await?;
    Ok(render(&view))
}

/// Takes a clause, or takes it out.
pub(crate) async fn keep_clause(
    State(desk): State<Arc<Desk>>,
    visit: Visit,
    Path(id): Path<String>,
    RawForm(body): RawForm,
) -> Result<Response, Failure> {
    visit.who.require(Role::Editor)?;
    let sent = Sent::new(&body);
    let kept = find(&desk, id).await?;
    let (is_new, why) = (sent.one("new") == "1", sent.one("why").to_owned());
    let from = sent.one("version").parse().unwrap_or(0);
    let (binds, monitors) = (sent.lines("binds"), sent.lines("monitors"));
    let (binds, monitors) =
        desk.ask(move |desk, store| Ok((whom(desk, store, &binds)?, whom(desk, store, &monitors)?))).await?;
    let clause = Clause {
        no: sent.one("no").to_owned(),
        text: both(&sent, "text"),
        duty: Duty::parse(sent.one("duty")).unwrap_or(Duty::Other),
        binds,
        kinds: sent.all("kinds").filter_map(ArrangementKind::parse).collect(),
        acts: sent.all("acts").filter_map(EventType::parse).collect(),
        except: both(&sent, "except"),
        area: both(&sent, "area"),
        places: sent.lines("places"),
        from: sent.some("from"),
        until: sent.some("until"),
        monitors,
    };
    let mut agreement = kept.agreement.clone();
    let at = agreement.clauses.iter().position(|before| before.no == clause.no);
    match (sent.one("do"), at) {
        ("remove", Some(at)) => drop(agreement.clauses.remove(at)),
        (_, Some(at)) if !is_new => agreement.clauses[at] = clause.clone(),
        _ => agreement.clauses.push(clause.clone()),
    }
    if let Err(bad) = agreement.check() {
        let problem = signed::fault(visit.lang, &bad);
        return clause_form(&desk, visit, AgreementVersion { version: from, ..kept }, is_new, clause, problem, why)
            .await;
    }
    let agreement_page = links::agreement(&agreement.id);
    match keep(&desk, &visit, &agreement, from, false, &why).await? {
        KeptAgreement::Behind(_) => {
            let problem = visit.lang.t("register.behind").to_owned();
            clause_form(&desk, visit, kept, is_new, clause, problem, why).await
        }
        _ if sent.one("do") == "more" => Ok(see(format!("{agreement_page}/clauses"))),
        _ => Ok(see(agreement_page)),
    }
}

/// Takes an agreement out of the register, or back into it.
pub(crate) async fn mark(
    State(desk): State<Arc<Desk>>,
    visit: Visit,
    Path(id): Path<String>,
    RawForm(body): RawForm,
) -> Result<Response, Failure> {
    visit.who.require(Role::Editor)?;
    let sent = Sent::new(&body);
    let kept = find(&desk, id).await?;
    let deleted = sent.one("do") == "remove";
    keep(&desk, &visit, &kept.agreement, kept.version, deleted, sent.one("why")).await?;
    Ok(see(links::agreement(&kept.agreement.id)))
}

/// Keeps a whole agreement, as a file holds it, in the place of the one of its identifier, and goes on to `next`.
pub(crate) async fn enter(
    desk: &Arc<Desk>,
    visit: &Visit,
    agreement: Agreement,
    from: Option<usize>,
    why: String,
    next: impl FnOnce(&Agreement) -> String,
) -> Result<Response, Failure> {
    let id = agreement.id.clone();
    let latest = desk.ask(move |_, store| store.registered(&id, None)).await?.map_or(0, |kept| kept.version);
    keep(desk, visit, &agreement, from.unwrap_or(latest), false, &why).await?;
    Ok(see(next(&agreement)))
}

async fn keep(
    desk: &Arc<Desk>,
    visit: &Visit,
    agreement: &Agreement,
    from: usize,
    deleted: bool,
    why: &str,
) -> Result<KeptAgreement, Failure> {
    let (agreement, who) = (agreement.clone(), visit.who.pseudonym.clone());
    let why: String = why.chars().take(500).collect();
    desk.work(move |desk| {
        let at = (desk.now)();
        let by = Entered { who: &who, at: &at, why: &why };
        desk.write(|store| store.keep_agreement(&agreement, from, deleted, &by))
    })
    .await
}

/// Goes on to another page.
pub(crate) fn see(page: String) -> Response {
    (StatusCode::SEE_OTHER, [(LOCATION, page)]).into_response()
}

fn both(sent: &Sent, name: &str) -> InBoth {
    InBoth { ar: sent.one(&format!("{name}_ar")).to_owned(), en: sent.one(&format!("{name}_en")).to_owned() }
}

/// The names of a list as somebody would type them, one a line.
fn typed(namer: &Namer<'_>, list: &[String]) -> String {
    let names: Vec<String> = list
        .iter()
        .map(|id| {
            let name = namer.name(id, None);
            // What would not be found again by its name is shown by its identifier.
            if namer.lang == Lang::En && name.is_ascii() || namer.lang == Lang::Ar { name } else { id.clone() }
        })
        .collect();
    names.join("\n")
}

/// Names of actors of the record, those told most first.
fn offered(namer: &Namer<'_>, store: &Store) -> Result<Vec<String>, StoreError> {
    let actors = store.actors(Page { limit: OFFERED, offset: 0 })?.rows;
    Ok(actors.iter().map(|actor| namer.name(&actor.id, None)).collect())
}

/// Identifiers for what somebody typed: an identifier of the record, the name that the desk shows for one, or the
/// words that reports use for it; what none of them is stays as it was typed.
fn whom(desk: &Desk, store: &Store, typed: &[String]) -> Result<Vec<String>, StoreError> {
    if typed.is_empty() {
        return Ok(Vec::new());
    }
    let known = store.actors(Page { limit: LOOKED, offset: 0 })?.rows;
    let namers = [Lang::Ar, Lang::En].map(|lang| Namer::of_many(desk, store, lang));
    let mut found = Vec::new();
    for name in typed {
        // What stands in brackets behind a name need not be typed.
        let called = |shown: &str| {
            let bare = shown.split(" (").next().unwrap_or(shown);
            [shown, bare].iter().any(|one| one.eq_ignore_ascii_case(name))
        };
        let fits = |id: &str| id == name || namers.iter().any(|namer| called(&namer.name(id, None)));
        let id = match known.iter().find(|actor| fits(&actor.id)) {
            Some(actor) => Some(actor.id.clone()),
            None => store.actor_called(name)?,
        };
        let id = id.unwrap_or_else(|| name.clone());
        if !found.contains(&id) {
            found.push(id);
        }
    }
    Ok(found)
}

/// An identifier out of an English title and a day.
fn slug(title: &str, signed: &str) -> String {
    let mut slug = String::new();
    for c in title.chars().map(|c| c.to_ascii_lowercase()) {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(40);
    let slug = if slug.is_empty() { "agreement" } else { slug.trim_matches('-') };
    let year: String = signed.chars().take(4).filter(char::is_ascii_digit).collect();
    if year.len() == 4 && !slug.contains(&year) { format!("{slug}-{year}") } else { slug.to_owned() }
}

/// `wanted`, or the first like it that no agreement has.
fn free_id(store: &Store, wanted: &str) -> Result<String, StoreError> {
    let mut id = wanted.to_owned();
    for n in 2..10_000 {
        if store.registered(&id, None)?.is_none() {
            break;
        }
        id = format!("{wanted}-{n}");
    }
    Ok(id)
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn an_identifier_is_made_of_the_title_and_the_year() {
        assert_eq!(slug("Stockholm Agreement (Hodeidah)", "2018-12-13"), "stockholm-agreement-hodeidah-2018");
        assert_eq!(slug("", "2018-12-13"), "agreement-2018");
        assert_eq!(slug("Truce of 2016", "2016-01-01"), "truce-of-2016");
        assert_eq!(slug(" -- ", ""), "agreement");
    }
}
