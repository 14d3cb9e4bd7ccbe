//! Every operation once: its address, what may be asked for, what is answered, and who answers it.

use super::form::{Answers, Operation, Sort, export_params, mention, operation, paged_by, part, query, texts, words};
use super::schemas::{count, flag, many, named, object, or_null, paged, text};
use super::{decided, people, records};
use rasid_record::{About, ArrangementKind, Class, List, Measure, Outcome, Phase, Precision, What};
use rasid_store::NewsKind;
use serde_json::{Value, json};

/// All of them.
pub(super) fn all() -> Vec<Operation> {
    let mut all = of_reports();
    all.extend(of_many());
    all.extend(of_people());
    all.extend(of_decisions());
    all.push(operation(
        "/exports",
        "exports",
        "The formats in which the record can be taken away.",
        Vec::new(),
        many(object(&[
            ("format", text()),
            ("file", text()),
            ("media_type", text()),
            ("may_hold_text", flag()),
            ("href", text()),
        ])),
        people::exports,
    ));
    all.push(Operation {
        path: "/exports/{format}",
        id: "export",
        summary: "The record in one of the formats of docs/exports.md; folders come packed.",
        params: export_params(),
        answers: Answers::File,
        answer: None,
    });
    all
}

fn of_reports() -> Vec<Operation> {
    let report = || part("id", "Identifier of a report.", Sort::Text);
    let spoken = object(&[("kind", named("ArrangementKind")), ("phase", named("Phase")), ("mentions", count())]);
    let overview = object(&[
        ("reports", count()),
        ("undated", count()),
        ("first_day", or_null(text())),
        ("last_day", or_null(text())),
        ("outlets", many(named("Outlet"))),
        ("records", many(object(&[("list", named("List")), ("records", count())]))),
        ("days", many(object(&[("day", text()), ("reports", count())]))),
        ("speakers", many(object(&[("id", text()), ("name", or_null(text())), ("statements", count())]))),
        ("phases", many(spoken)),
        (
            "links",
            object(&[
                ("version", or_null(text())),
                ("as_of", or_null(text())),
                ("made_at", or_null(text())),
                ("reports", count()),
                ("current", flag()),
            ]),
        ),
    ]);
    let linked = object(&[
        ("copy_of", or_null(named("ReportRef"))),
        ("copies", paged(named("ReportRef"))),
        ("event", paged(named("ReportRef"))),
        ("story", paged(named("ReportRef"))),
        ("arrangements", many(named("ArrangementInList"))),
    ]);
    let kept =
        object(&[("reading", named("Reading")), ("added_at", text()), ("made_at", text()), ("rules_version", text())]);
    let accounts = object(&[
        ("total", count()),
        ("reports", count()),
        (
            "accounts",
            many(object(&[
                ("report", named("ReportRef")),
                ("copies", many(named("ReportRef"))),
                ("reading", named("Reading")),
            ])),
        ),
    ]);
    let hits = paged(object(&[("report", named("Report")), ("score", json!({"type": "number"}))]));
    let filters = [
        texts("outlet", "Only this outlet."),
        query("from", "Published on this day or later.", Sort::Day),
        query("until", "Published on this day or earlier.", Sort::Day),
        texts("q", "Holds all these words, in any spelling that search knows."),
        texts("story_of", "Of the story of this report."),
    ];
    let listed = [
        part("list", "One of the eight lists.", words!(List)),
        texts("actor", "In which this actor has a part."),
        texts("kind", "The first word of the list: kind, measure, stance, type or act."),
        texts("detail", "The second: mod, who, form, mode, class, phase, answer or voice."),
        texts("report", "Only of this report."),
        texts("outlet", "Only of this outlet."),
        query("order", "The latest reports first, or the earliest.", Sort::Words(vec!["latest", "earliest"])),
    ];
    let with_text = query("with_text", "Whether the text is given too; it belongs to its publisher.", Sort::Flag);
    vec![
        operation("/overview", "overview", "What is in the record.", Vec::new(), overview, records::overview),
        operation(
            "/reports",
            "reports",
            "Reports, the latest first.",
            paged_by(filters),
            paged(named("Report")),
            records::reports,
        ),
        operation(
            "/reports/{id}",
            "report",
            "One report with its reading.",
            vec![report(), with_text],
            kept,
            records::report,
        ),
        operation(
            "/reports/{id}/links",
            "reportLinks",
            "What a report has to do with others.",
            vec![report()],
            linked,
            records::linked,
        ),
        operation(
            "/reports/{id}/accounts",
            "reportAccounts",
            "The accounts of the occurrence that a report tells.",
            vec![report()],
            accounts,
            records::accounts,
        ),
        operation(
            "/reports/{id}/reviews",
            "reportReviews",
            "What people decided about its records, except what is still coded blind.",
            vec![report()],
            many(named("Review")),
            records::reviews,
        ),
        operation(
            "/lists/{list}",
            "list",
            "The records of a list over all reports.",
            paged_by(listed),
            paged(named("Row")),
            records::list,
        ),
        operation(
            "/search",
            "search",
            "Reports that hold words, the best first.",
            paged_by([texts("q", "The words.")]),
            hits,
            records::search,
        ),
    ]
}

fn of_many() -> Vec<Operation> {
    let orders = |words: &[&'static str]| query("order", "In which order.", Sort::Words(words.to_vec()));
    let tally = |name: &str, vocabulary: &str| {
        (name.to_owned(), many(object(&[("word", named(vocabulary)), ("lines", count())])))
    };
    let with = |of: Value, extra: (String, Value)| {
        object(&[("total", count()), ("rows", many(of)), (extra.0.as_str(), extra.1)])
    };
    vec![
        operation(
            "/arrangements",
            "arrangements",
            "Arrangements through time.",
            paged_by([
                query("kind", "Of this kind.", words!(ArrangementKind)),
                query("phase", "In this phase by the latest claim.", words!(Phase)),
                texts("actor", "Who is party."),
                orders(&["most", "latest"]),
            ]),
            paged(named("ArrangementInList")),
            records::arrangements,
        ),
        operation(
            "/arrangements/{report}/{idx}",
            "arrangement",
            "The arrangement that a mention is part of, with its phases and violation ledger.",
            mention().into(),
            named("Arrangement"),
            records::arrangement,
        ),
        operation(
            "/commitments",
            "commitments",
            "Words and deeds: commitments with what became of them.",
            paged_by([
                query("class", "How firm.", words!(Class)),
                query("outcome", "What became of it.", words!(Outcome)),
                texts("by", "Who is bound."),
            ]),
            with(named("Commitment"), tally("outcomes", "Outcome")),
            records::commitments,
        ),
        operation(
            "/disagreements",
            "disagreements",
            "Two sides that say different things.",
            paged_by([query("about", "What about.", words!(About))]),
            with(named("Disagreement"), tally("about", "About")),
            records::disagreements,
        ),
        operation(
            "/figures",
            "figures",
            "Figures of one thing through time, by who gives them.",
            paged_by([
                query("measure", "What is counted.", words!(Measure)),
                texts("source", "Who gives some of them."),
                orders(&["most", "latest"]),
            ]),
            with(named("Figures"), tally("measures", "Measure")),
            records::figures,
        ),
        operation(
            "/figures/{report}/{idx}",
            "figure",
            "The figures that a figure is among.",
            mention().into(),
            named("Figures"),
            records::figure,
        ),
        operation(
            "/positions",
            "positions",
            "Where sides stand on arrangements through time.",
            paged_by([
                texts("actor", "Whose."),
                query("kind", "On what kind of arrangement.", words!(ArrangementKind)),
                query("turned", "Only where some side says another thing than before.", Sort::Flag),
            ]),
            paged(named("Positions")),
            records::positions,
        ),
        operation(
            "/positions/{report}/{idx}",
            "position",
            "Where sides stand on the arrangement that a mention is part of.",
            mention().into(),
            named("Positions"),
            records::position,
        ),
        operation(
            "/news/{kind}",
            "news",
            "What of one kind is new since a day.",
            paged_by([
                part("kind", "What is new.", Sort::Words(NewsKind::ALL.iter().map(|kind| kind.as_str()).collect())),
                query(
                    "since",
                    "First published on this day or later; the last day of publication where it is not given.",
                    Sort::Day,
                ),
            ]),
            paged(named("News")),
            records::news,
        ),
    ]
}

fn of_decisions() -> Vec<Operation> {
    let number = || json!({"type": "number"});
    let kappa = || {
        object(&[
            ("records", count()),
            ("agreed", count()),
            ("observed", or_null(number())),
            ("kappa", or_null(number())),
        ])
    };
    let queued = object(&[("record", named("Row")), ("weight", count()), ("doubt", count()), ("disputed", flag())]);
    let says = json!({"type": "object", "description": "The decision as it stands in the ledger, without the words of the record."});
    let line = object(&[
        ("seq", count()),
        ("made_at", text()),
        ("prev", text()),
        ("hash", text()),
        ("hidden", flag()),
        ("says", or_null(says)),
    ]);
    let pair =
        object(&[("first", text()), ("second", text()), ("readings", kappa()), ("claims", kappa()), ("open", count())]);
    let kept = object(&[
        ("no", count()),
        ("title", text()),
        ("asked", text()),
        ("cutoff", text()),
        ("digest", text()),
        ("who", text()),
        ("made_at", text()),
        ("href", text()),
    ]);
    let filters = [
        texts("who", "Of this person."),
        query("what", "Of this sort.", words!(What)),
        texts("report", "On the page of this report."),
        query("from", "On this day or later.", Sort::Day),
        query("until", "On this day or earlier.", Sort::Day),
    ];
    vec![
        operation(
            "/review/queue",
            "queue",
            "What is still to be reviewed, by weight and doubt.",
            paged_by([
                query("list", "Only this list.", words!(List)),
                texts("outlet", "Only of this outlet."),
                texts("report", "Only of this report."),
                texts("assigned", "What this person is to review."),
            ]),
            paged(queued),
            decided::queue,
        ),
        operation(
            "/review/ledger",
            "ledger",
            "What people decided, the latest first; what is still coded blind is hidden.",
            paged_by(filters),
            paged(line),
            decided::ledger,
        ),
        operation(
            "/review/agreement",
            "agreement",
            "How far those agree who coded the same records blind.",
            Vec::new(),
            many(pair),
            decided::agreement,
        ),
        operation(
            "/agreements",
            "agreements",
            "The register: signed texts clause by clause, the one signed last first.",
            Vec::new(),
            many(named("AgreementVersion")),
            decided::agreements,
        ),
        operation(
            "/agreements/{id}",
            "registered",
            "One agreement: its latest version, or another.",
            vec![
                part("id", "Identifier in the register.", Sort::Text),
                query("version", "The number of the version.", Sort::Count { least: 1, most: 1_000_000 }),
            ],
            named("AgreementVersion"),
            decided::registered,
        ),
        operation(
            "/agreements/{id}/attached",
            "attached",
            "What people attached to its clauses.",
            paged_by([
                part("id", "Identifier in the register.", Sort::Text),
                query("clause", "Only to this clause.", Sort::Text),
                query(
                    "list",
                    "Claims of breaches, or mentions of arrangements.",
                    Sort::Words(vec!["breaches", "arrangements"]),
                ),
            ]),
            paged(named("Attached")),
            decided::attached,
        ),
        operation(
            "/briefings",
            "briefings",
            "Briefings that were kept.",
            paged_by([]),
            paged(kept),
            decided::briefings,
        ),
    ]
}

fn of_people() -> Vec<Operation> {
    let naming = object(&[
        ("outlet", or_null(text())),
        ("words", text()),
        ("kind", named("NamingKind")),
        ("voice", named("Voice")),
        ("times", count()),
    ]);
    let own = object(&[("actor", text()), ("words", text()), ("kind", named("NamingKind")), ("times", count())]);
    let outlet = object(&[
        ("outlet", text()),
        ("reports", count()),
        ("first_day", text()),
        ("last_day", text()),
        ("words", many(own)),
        ("copies_of", many(named("Outlet"))),
        ("copied_by", many(named("Outlet"))),
    ]);
    let way = object(&[
        ("matched", text()),
        ("precision", named("Precision")),
        ("reason", named("PlaceReason")),
        ("times", count()),
    ]);
    let place =
        object(&[("place", named("Place")), ("ways", many(way)), ("arrangements", many(named("ArrangementInList")))]);
    let told = object(&[
        ("report", named("ReportRef")),
        ("words", text()),
        ("records", many(named("InList"))),
        ("role", named("PlaceRole")),
        ("precision", named("Precision")),
        ("reason", named("PlaceReason")),
    ]);
    vec![
        operation(
            "/people",
            "people",
            "People and parties, those who are in most records first.",
            paged_by([]),
            paged(named("Actor")),
            people::people,
        ),
        operation(
            "/people/{id}",
            "person",
            "One of them, with the words that outlets use.",
            vec![part("id", "Identifier.", Sort::Text)],
            object(&[("actor", named("Actor")), ("namings", many(naming))]),
            people::person,
        ),
        operation(
            "/outlets",
            "outlets",
            "Outlets, those with most reports first.",
            paged_by([]),
            paged(named("Outlet")),
            people::outlets,
        ),
        operation(
            "/outlet",
            "outlet",
            "One outlet: its own words for parties, and copies.",
            vec![texts("name", "Its name; empty for reports that say none.")],
            outlet,
            people::outlet,
        ),
        operation(
            "/places",
            "places",
            "Places where records happen, those of most reports first.",
            paged_by([
                texts("country", "In this country, ISO 3166-1 alpha-3."),
                query("precision", "Told so closely.", words!(Precision)),
            ]),
            paged(named("Place")),
            people::places,
        ),
        operation(
            "/places/{id}",
            "place",
            "One place.",
            vec![part("id", "Identifier.", Sort::Text)],
            place,
            people::place,
        ),
        operation(
            "/places/{id}/mentions",
            "placeMentions",
            "Where a place is told.",
            paged_by([part("id", "Identifier.", Sort::Text)]),
            paged(told),
            people::mentions,
        ),
    ]
}
