//! What must hold of `guard`.

use super::*;
use crate::testing::{Desk, HOST, form, multipart};
use axum::body::Body;

fn with_host(host: &str) -> Request {
    Request::get("/").header("host", host).body(Body::empty()).unwrap()
}

#[test]
fn only_loopback_names_with_the_own_port_are_answered() {
    let desk = Desk::sample();
    for host in ["127.0.0.1:4000", "localhost:4000", "LOCALHOST:4000", "[::1]:4000", "127.1.2.3:4000"] {
        assert_eq!(desk.send(with_host(host)).status, 200, "{host}");
    }
    for host in [
        "evil.example:4000",
        "127.0.0.1",
        "127.0.0.1:4001",
        "localhost",
        "localhost.evil.example:4000",
        "127.0.0.1.evil.example:4000",
        "192.168.1.5:4000",
        "0.0.0.0:4000",
        "[::]:4000",
        "user@127.0.0.1:4000",
        ":4000",
        "",
    ] {
        let answer = desk.send(with_host(host));
        answer.is_page(421, "en").lacks("port-1");
    }
}

#[test]
fn two_hosts_are_as_bad_as_none() {
    let desk = Desk::sample();
    let request = Request::get("/").header("host", HOST).header("host", "evil.example").body(Body::empty()).unwrap();
    assert_eq!(desk.send(request).status, 421);
}

#[test]
fn changes_are_taken_from_own_pages_only() {
    let own = format!("http://{HOST}");
    let cases: [(&[(&str, &str)], bool); 9] = [
        (&[("sec-fetch-site", "same-origin"), ("origin", "null")], true),
        (&[("sec-fetch-site", "same-site"), ("origin", &own)], false),
        (&[("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")], false),
        (&[("sec-fetch-site", "none")], false),
        (&[("origin", &own)], true),
        (&[("origin", "http://evil.example")], false),
        (&[("origin", "http://localhost:4000")], false),
        (&[("origin", "null")], false),
        (&[], false),
    ];
    for (headers, taken) in cases {
        let fields = [("text", "قال المجلس إن الهدنة صامدة")];
        let desk = Desk::over(&[]);
        let mut request = form(&fields).body(Body::from(multipart(&fields))).unwrap();
        request.headers_mut().remove("sec-fetch-site");
        for (name, value) in headers {
            request.headers_mut().insert(HeaderName::from_static(name), value.parse().unwrap());
        }
        let answer = desk.send(request);
        assert_eq!(answer.status, if taken { 200 } else { 403 }, "{headers:?}");
        let kept = desk.get("/reports", "en");
        assert_eq!(kept.body.contains("صامدة"), taken, "{headers:?}");
    }
}

#[test]
fn every_answer_carries_the_headers_that_protect_it() {
    let desk = Desk::sample();
    for path in ["/", "/report/port-1", "/nowhere", "/lang?to=ar", "/add"] {
        let answer = desk.get(path, "en");
        assert_eq!(answer.header("content-security-policy"), POLICY, "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin");
    }
}

#[test]
fn pages_use_nothing_that_the_policy_forbids() {
    let desk = Desk::sample();
    for path in [
        "/",
        "/reports",
        "/report/port-1",
        "/list",
        "/list/breaches",
        "/people",
        "/people/northern-council",
        "/search?q=x",
        "/add",
        "/nowhere",
    ] {
        let page = desk.get(path, "ar");
        page.lacks(" style=").lacks("<style").lacks(" onclick").lacks("javascript:");
        assert_eq!(page.body.matches("<script").count(), 1, "{path}");
    }
}

#[test]
fn what_pages_refer_to_is_served_and_may_be_kept() {
    let desk = Desk::sample();
    let page = desk.get("/", "en");
    for (before, kind) in [
        ("rel=\"stylesheet\" href=\"", "text/css"),
        ("type=\"module\" src=\"", "text/javascript"),
        ("rel=\"icon\" href=\"", "image/svg+xml"),
    ] {
        let path = page.body.split(before).nth(1).unwrap().split('"').next().unwrap();
        let asset = desk.get(path, "en");
        assert_eq!(asset.status, 200);
        assert!(asset.header("content-type").starts_with(kind), "{path}");
        assert!(asset.header("cache-control").contains("immutable"));
        assert_eq!(asset.header("x-content-type-options"), "nosniff");
    }
    desk.get("/static/desk-000000000000.css", "en").is_page(404, "en");
}

#[test]
fn what_is_not_there_is_said_in_both_languages() {
    let desk = Desk::sample();
    desk.get("/nowhere", "ar").is_page(404, "ar").holds("لا صفحة هنا");
    desk.get("/nowhere", "en").is_page(404, "en").holds("There is no page here");
    desk.get("/report/none", "en").is_page(404, "en").holds("no report with this identifier");
    desk.get("/list/rumours", "ar").is_page(404, "ar");
    desk.get("/reports?page=1&page=2", "en").is_page(400, "en");
    let request = Request::delete("/add").header("origin", format!("http://{HOST}")).body(Body::empty()).unwrap();
    let refused = desk.send(request);
    refused.is_page(405, "en");
    assert!(refused.header("allow").contains("POST"));
}

#[test]
fn the_switch_remembers_the_language_and_goes_back() {
    let desk = Desk::sample();
    let switched = desk.get("/lang?to=ar&back=%2Freports%3Fpage%3D1", "en");
    assert_eq!(switched.status, 303);
    assert_eq!(switched.header("location"), "/reports?page=1");
    let cookie = switched.header("set-cookie").split(';').next().unwrap().to_owned();
    let request = Request::get("/").header("accept-language", "en").header("cookie", cookie);
    desk.send(request.body(Body::empty()).unwrap()).is_page(200, "ar");
    assert_eq!(desk.get("/lang?to=en&back=//evil.example", "ar").header("location"), "/");
    assert_eq!(desk.get("/lang?to=xx&back=/people", "ar").header("set-cookie"), "");
    let page = desk.get("/search?q=%D9%87%D8%AF%D9%86%D8%A9", "ar");
    page.holds("href=\"/lang?to=en&#38;back=%2Fsearch%3Fq%3D%25D9");
}
