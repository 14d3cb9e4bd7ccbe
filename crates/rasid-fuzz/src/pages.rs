//! Targets: what browsers and programs ask the desk, over the record of the examples; and what sites say to robots.

use crate::clock::Clock;
use crate::{Target, reading, seeds};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, header};
use rasid_desk::{Config, Intake, Services, router};
use rasid_fetch::Robots;
use rasid_read::Reader;
use rasid_record::Reading;
use rasid_store::{Entry, Facts, Stamp, Store};
use std::sync::LazyLock;
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;
use tower::ServiceExt;

pub(crate) const TARGETS: [Target; 3] = [
    Target { name: "ask", seeds: address_seeds, words: WORDS, run: ask },
    Target { name: "send", seeds: form_seeds, words: WORDS, run: send },
    Target { name: "robots", seeds: robots_seeds, words: RULES, run: robots },
];

const WORDS: &[&str] = &[
    "?",
    "&",
    "=",
    "%",
    "%00",
    "%ff",
    "%2f",
    "..",
    "/",
    "asof=2018-12-20",
    "asof=published:2018",
    "page=",
    "offset=",
    "limit=",
    "from=",
    "until=",
    "q=",
    "outlet=",
    "kind=",
    "order=",
    "-1",
    "0",
    "99999999999999999999",
    "2018-02-30",
    "0000-00-00",
    "9999-12-31",
    "\"",
    "*",
    "NEAR(",
    "OR",
    "houthis",
    "YEM:gov",
    "anon:",
    "+",
    "#",
    "\r\n",
    "csrf=",
    "text=",
    "name=",
    "act=accept",
    "back=//",
];
const RULES: &[&str] = &[
    "User-agent: *\n",
    "User-agent: rasid\n",
    "Disallow: /",
    "Allow: ",
    "Crawl-delay: ",
    "*",
    "$",
    "*a",
    "\n",
    "\r",
    "#",
    ":",
    "%2f",
    "1e400",
    "NaN",
    "-1",
];
/// What one question may take at most.
const MOST: Duration = Duration::from_secs(if cfg!(debug_assertions) { 100 } else { 10 });
/// The largest page.
const LARGEST: usize = 64 << 20;
/// Where the desk is said to be.
const HOST: &str = "127.0.0.1:8137";

static RUNTIME: LazyLock<Runtime> =
    LazyLock::new(|| tokio::runtime::Builder::new_multi_thread().worker_threads(1).build().expect("a runtime starts"));

/// Readings of the examples, each of an outlet and a day of its own.
fn readings() -> Vec<Reading> {
    let mut reader = Reader::new(&reading::LEXICON);
    let texts = seeds::bytes("examples", ".txt");
    let read = |(nth, text): (usize, Vec<u8>)| {
        let report = rasid_record::Report {
            id: format!("r{nth}"),
            text: String::from_utf8_lossy(&text).into_owned(),
            outlet: Some(format!("o{}", nth % 3)),
            published: Some(format!("2018-12-{:02}", 13 + nth)),
            ..rasid_record::Report::default()
        };
        reader.read(report)
    };
    texts.into_iter().enumerate().map(read).collect()
}

static DESK: LazyLock<Router> = LazyLock::new(|| {
    let path = std::env::temp_dir().join(format!("rasid-fuzz-{}.rasid", std::process::id()));
    let mut store = Store::open(&path).expect("a record is made");
    let readings = readings();
    let entries: Vec<Entry<'_>> = readings.iter().map(|reading| Entry::of(reading, "")).collect();
    let stamp = Stamp { rules_version: "1", at: "2018-12-31T00:00:00Z" };
    store.add_batch(&entries, &stamp).expect("the readings are kept");
    let services = Services {
        store,
        rules_version: "1".into(),
        read: Box::new(|report| Reading::empty(report.complete())),
        link: Box::new(|_| ()),
        terms: Box::new(rasid_lang::search_terms),
        reports_from_bytes: Box::new(|_, _| Intake::default()),
        now: Box::new(|| "2018-12-31T00:00:00Z".into()),
        random: Box::new(|bytes| bytes.fill(7)),
        actor_name: Box::new(|_, _| None),
        facts: Facts::default(),
    };
    router(services, &Config::new(HOST.parse().expect("it is an address"))).expect("the record is read")
});

fn lines(all: &[&str]) -> Vec<Vec<u8>> {
    all.iter().map(|line| line.as_bytes().to_vec()).collect()
}

fn address_seeds() -> Vec<Vec<u8>> {
    lines(&[
        "/",
        "/reports?outlet=o1&from=2018-12-13&until=2018-12-20&q=x&page=2",
        "/report/r1?mark=statements:0",
        "/list/statements?actor=houthis&order=time&offset=50",
        "/arrangement/r0/0",
        "/timeline?scale=month&party=houthis",
        "/positions/r0/0",
        "/figure/r0/0",
        "/figures?measure=killed",
        "/event/r1",
        "/place/YE",
        "/outlet/o1",
        "/people/houthis?as=speaker",
        "/search?q=%D8%A7%D9%84%D9%87%D8%AF%D9%86%D8%A9",
        "/review?list=events&outlet=o1",
        "/review/r1/statements/0",
        "/ledger?who=a&what=accept",
        "/briefing?from=2018-12-13&until=2018-12-31",
        "/exports/acled?with_text=true",
        "/asof?at=2018-12-20",
        "/commitments?outcome=due",
        "/disagreements?kind=figure",
        "/since?since=2018-12-13",
        "/places?box=40,10,50,20",
        "/api/v1/reports?limit=5&offset=1",
        "/api/v1/lists/breaches?actor=houthis",
        "/api/v1/search?q=x",
        "/reports?asof=2018-12-20",
        "/lang?to=en&back=/reports",
    ])
}

fn form_seeds() -> Vec<Vec<u8>> {
    lines(&[
        "/name\nname=a",
        "/watch\nkind=actor&id=houthis&do=add&back=/",
        "/add\ntext=x+y&outlet=o&published=2018-12-20&url=&title=t",
        "/review/r1/statements/0\nact=accept&content=x&remark=",
        "/review/undo\nno=1",
        "/agreements\nid=a&title.ar=x&title.en=y&signed=2018-12-13",
        "/identities\nkeep=a&same=b&act=merge",
        "/briefing\ntitle=t&from=2018-12-13",
        "/report/r1/complete\nlist=events",
        "/agreement/a/clause\nno=1&do=attach",
    ])
}

fn ask(bytes: &[u8]) {
    let address = String::from_utf8_lossy(bytes);
    if let Ok(request) = Request::get(address.as_ref()).header(header::HOST, HOST).body(Body::empty()) {
        answered(&address, request);
    }
}

fn send(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (address, body) = text.split_once('\n').unwrap_or((&text, ""));
    let request = Request::post(address)
        .header(header::HOST, HOST)
        .header(header::ORIGIN, format!("http://{HOST}"))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(body.to_owned()));
    if let Ok(request) = request {
        answered(address, request);
    }
}

/// Asks the desk: whatever is asked, the answer is a page or a refusal, soon, with all headers.
fn answered(address: &str, request: Request<Body>) {
    // The desk works on threads of its own, so that what goes by is measured.
    let began = Instant::now();
    let (status, policy, size) = RUNTIME.block_on(async {
        let answer = DESK.clone().oneshot(request).await.unwrap_or_else(|never| match never {});
        let (status, policy) = (answer.status(), answer.headers().contains_key(header::CONTENT_SECURITY_POLICY));
        let body = to_bytes(answer.into_body(), LARGEST).await.expect("the answer is no larger than any page");
        (status, policy, body.len())
    });
    assert!(!status.is_server_error(), "{address:?} was answered with {status}");
    assert!(policy, "{address:?} was answered without a policy");
    assert!(began.elapsed() < MOST, "{address:?} took {:?} for {size} bytes", began.elapsed());
}

fn robots_seeds() -> Vec<Vec<u8>> {
    let text =
        "User-agent: *\nDisallow: /*.pdf$\nCrawl-delay: 2.5\n\nUser-agent: rasid\nAllow: /a/b\nDisallow: /a # why\n";
    vec![text.as_bytes().to_vec(), [b"User-agent: *\nDisallow: /".as_slice(), &b"*a".repeat(800), b"b"].concat()]
}

/// robots.txt of a site: any file gives rules, which say of any path whether it may be fetched, and a wait that is bounded.
fn robots(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let clock = Clock::start();
    let rules = Robots::parse(&text, "rasid");
    let long = "a".repeat(4000);
    for path in ["/", "/a", "", long.as_str(), text.get(..200.min(text.len())).unwrap_or("/x")] {
        let _ = rules.allows(path);
    }
    assert!(rules.delay().is_none_or(|delay| delay <= Duration::from_secs(60)), "a site makes everybody wait");
    assert!(clock.elapsed() < MOST, "{} bytes took {:?}", bytes.len(), clock.elapsed());
}
