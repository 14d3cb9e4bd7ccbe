//! What must hold of a desk with accounts.

use crate::testing::{Answer, Desk, HOST};
use axum::body::Body;
use axum::http::Request;

const SESSION: &str = "rasid_session";

/// A browser: keeps cookies, fills forms.
struct Browser<'d> {
    desk: &'d Desk,
    cookies: Vec<(String, String)>,
}

impl<'d> Browser<'d> {
    fn new(desk: &'d Desk) -> Self {
        Browser { desk, cookies: Vec::new() }
    }

    fn send(&mut self, request: axum::http::request::Builder, body: String) -> Answer {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = request.header("cookie", cookies.join("; ")).header("accept-language", "en");
        let answer = self.desk.send(request.body(Body::from(body)).unwrap());
        for cookie in answer.headers.get_all("set-cookie") {
            let (name, value) = cookie.to_str().unwrap().split(';').next().unwrap().split_once('=').unwrap();
            self.cookies.retain(|(kept, _)| kept != name);
            if !value.is_empty() {
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
        answer
    }

    fn get(&mut self, path: &str) -> Answer {
        self.send(Request::get(path), String::new())
    }

    fn post(&mut self, path: &str, body: String) -> Answer {
        let request = Request::post(path)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin");
        self.send(request, body)
    }

    /// The token in the first form of a page that changes something.
    fn token(&mut self, path: &str) -> String {
        let page = self.get(path);
        page.body
            .split("name=\"csrf\" value=\"")
            .nth(1)
            .map_or(String::new(), |rest| rest.split('"').next().unwrap().to_owned())
    }

    fn log_in(&mut self, name: &str, password: &str) -> Answer {
        let token = self.token("/login");
        self.post("/login", format!("csrf={token}&name={name}&password={}&back=%2Freports", password.replace(' ', "+")))
    }

    fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.iter().find(|(kept, _)| kept == name).map(|(_, value)| value.as_str())
    }
}

/// The password of all accounts of the tests' desk.
const RIGHT: &str = "a long password";

#[test]
fn nobody_sees_anything_without_logging_in() {
    let desk = Desk::with_accounts(false);
    let mut browser = Browser::new(&desk);
    for path in [
        "/",
        "/reports",
        "/report/port-1",
        "/briefing.docx",
        "/nowhere",
        "/asof?back=%2F",
        "/name",
        "/account",
        "/reports?asof=2024-03-04",
    ] {
        let answer = browser.get(path);
        assert_eq!(answer.status, 303, "{path}");
        assert!(answer.header("location").starts_with("/login"), "{path}");
        answer.lacks("port");
    }
    assert_eq!(browser.get("/api/v1/reports").status, 401);
    browser.get("/login").is_page(200, "en").lacks("/reports").holds("name=\"csrf\"");
    assert_eq!(browser.post("/add", String::new()).status, 401);
    assert_eq!(browser.get("/lang?to=ar").status, 303);
    // A name in a cookie counts for nothing here.
    browser.cookies.push(("rasid_name".into(), "huda".into()));
    assert_eq!(browser.get("/reports").status, 303);
}

#[test]
fn whoever_logs_in_comes_back_to_where_they_were_going_under_their_pseudonym() {
    let desk = Desk::with_accounts(false);
    let mut browser = Browser::new(&desk);
    assert_eq!(browser.get("/reports?page=1").header("location"), "/login?back=%2Freports%3Fpage%3D1");
    browser.log_in("editor", "wrong password").is_page(200, "en").holds("Name or password is wrong");
    let answer = browser.log_in("editor", RIGHT);
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/reports"));
    browser.get("/reports").is_page(200, "en").holds("P-editor").holds("href=\"/account\"").lacks(">editor<");
    browser.get("/account").is_page(200, "en").holds("<bdi>editor</bdi>").holds("adds reports");
    assert_eq!(browser.get("/login").header("location"), "/");
    let elsewhere = Browser::new(&desk).log_in("editor", RIGHT);
    assert_eq!(elsewhere.status, 303);
}

#[test]
fn cookies_of_sessions_are_for_the_desk_alone() {
    let desk = Desk::with_accounts(false);
    let answer = Browser::new(&desk).log_in("reader", RIGHT);
    let cookies: Vec<&str> = answer.headers.get_all("set-cookie").iter().map(|c| c.to_str().unwrap()).collect();
    let session = cookies.iter().find(|c| c.starts_with("rasid_session=")).unwrap();
    assert!(session.contains("; Path=/; Max-Age=43200; HttpOnly; SameSite=Lax") && !session.contains("Secure"));
    assert_eq!(answer.header("strict-transport-security"), "");
    let desk = Desk::with_accounts(true);
    let mut browser = Browser::new(&desk);
    let answer = browser.log_in("reader", RIGHT);
    let cookies: Vec<&str> = answer.headers.get_all("set-cookie").iter().map(|c| c.to_str().unwrap()).collect();
    let session = cookies.iter().find(|c| c.starts_with("__Host-rasid_session=")).unwrap();
    assert!(session.ends_with("HttpOnly; SameSite=Lax; Secure"), "{session}");
    assert_eq!(answer.header("strict-transport-security"), "max-age=31536000");
    browser.get("/reports").is_page(200, "en");
}

#[test]
fn a_session_that_was_put_into_a_browser_beforehand_is_never_used() {
    let desk = Desk::with_accounts(false);
    let mut victim = Browser::new(&desk);
    let planted = "ab".repeat(32);
    victim.cookies.push((SESSION.into(), planted.clone()));
    assert_eq!(victim.log_in("editor", RIGHT).status, 303);
    let own = victim.cookie(SESSION).unwrap().to_owned();
    assert_ne!(own, planted);
    let mut attacker = Browser::new(&desk);
    attacker.cookies.push((SESSION.into(), planted));
    assert_eq!(attacker.get("/reports").status, 303);
    // Logging in again begins another session.
    victim.cookies.retain(|(name, _)| name != SESSION);
    victim.log_in("editor", RIGHT);
    assert_ne!(victim.cookie(SESSION).unwrap(), own);
    // What is kept is no identifier.
    let kept = std::fs::read(&desk.files(".accounts")[0]).unwrap();
    assert!(!kept.windows(64).any(|part| part == own.as_bytes()));
}

#[test]
fn forms_without_the_token_of_the_session_are_refused() {
    let desk = Desk::with_accounts(false);
    let mut browser = Browser::new(&desk);
    // Also that for logging in: nobody is logged in as somebody else unawares.
    browser.get("/login");
    let answer = browser.post("/login", format!("name=editor&password={}", RIGHT.replace(' ', "+")));
    answer.is_page(403, "en").holds("does not belong to your session");
    browser.log_in("editor", RIGHT);
    let token = browser.token("/briefing");
    assert_eq!(token.len(), 64);
    let keep = "title=x&query=from%3D2024-03-01".to_owned();
    assert_eq!(browser.post("/briefing", keep.clone()).status, 403);
    assert_eq!(browser.post("/briefing", format!("csrf={}&{keep}", "0".repeat(64))).status, 403);
    let mut other = Browser::new(&desk);
    other.log_in("reviewer", RIGHT);
    let theirs = other.token("/account");
    assert_eq!(browser.post("/briefing", format!("csrf={theirs}&{keep}")).status, 403);
    assert_eq!(browser.post("/briefing", format!("csrf={token}&{keep}")).status, 303);
    // Every form of every page has it.
    for path in ["/add", "/account", "/briefing", "/since", "/review", "/report/port-1", "/arrangement/port-1/0"] {
        let page = browser.get(path);
        let forms = page.body.matches("method=\"post\"").count();
        assert_eq!(page.body.matches("name=\"csrf\"").count(), forms, "{path}");
    }
    // What is sent with files too.
    let body = |token: &str| {
        format!(
            "--line\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{token}\r\n--line\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nقال\r\n--line--\r\n"
        )
    };
    let request = || {
        Request::post("/add")
            .header("content-type", "multipart/form-data; boundary=line")
            .header("sec-fetch-site", "same-origin")
    };
    assert_eq!(browser.send(request(), body(&theirs)).status, 403);
    assert_eq!(browser.send(request(), body(&token)).status, 200);
}

#[test]
fn passwords_cannot_be_tried_without_end() {
    let desk = Desk::with_accounts(false);
    for name in ["editor", "nobody-of-this-name"] {
        let mut browser = Browser::new(&desk);
        for n in 0..5 {
            browser.log_in(name, &format!("wrong password {n}")).is_page(200, "en").holds("Name or password is wrong");
        }
        browser.log_in(name, RIGHT).is_page(429, "en").holds("Too many tries");
        // Nor from elsewhere.
        assert_eq!(Browser::new(&desk).log_in(name, RIGHT).status, 429);
    }
    assert_eq!(Browser::new(&desk).log_in("reader", RIGHT).status, 303, "others may log in");
}

#[test]
fn roles_may_do_what_they_may_and_no_more() {
    let desk = Desk::with_accounts(false);
    let keep = "title=x&query=from%3D2024-03-01";
    for (name, status) in [("reader", 403), ("reviewer", 403), ("editor", 303), ("admin", 303)] {
        let mut browser = Browser::new(&desk);
        browser.log_in(name, RIGHT);
        let token = browser.token("/account");
        let answer = browser.post("/briefing", format!("csrf={token}&{keep}"));
        assert_eq!(answer.status.as_u16(), status, "{name}");
        if status == 403 {
            answer.holds("Your account may not do this");
            browser.get("/briefing").lacks("name=\"query\"");
        }
    }
    // Readers send nothing that others see, wherever a page forgets to ask.
    let mut reader = Browser::new(&desk);
    reader.log_in("reader", RIGHT);
    let token = reader.token("/account");
    for path in ["/review/undo", "/agreement", "/identities", "/add", "/nowhere"] {
        assert_eq!(reader.post(path, format!("csrf={token}")).status, 403, "{path}");
    }
}

#[test]
fn logging_out_ends_the_session_and_everywhere_all_of_them() {
    let desk = Desk::with_accounts(false);
    let (mut here, mut there) = (Browser::new(&desk), Browser::new(&desk));
    here.log_in("admin", RIGHT);
    there.log_in("admin", RIGHT);
    let stolen = here.cookies.clone();
    let token = here.token("/account");
    assert_eq!(here.post("/logout", format!("csrf={token}")).header("location"), "/login");
    let mut thief = Browser { desk: &desk, cookies: stolen };
    assert_eq!(thief.get("/reports").status, 303, "what was copied before is of no use");
    assert_eq!(there.get("/reports").status, 200);
    here.log_in("admin", RIGHT);
    let token = here.token("/account");
    assert_eq!(here.post("/account", format!("csrf={token}")).status, 303);
    assert_eq!((here.get("/reports").status.as_u16(), there.get("/reports").status.as_u16()), (303, 303));
}

#[test]
fn a_desk_beyond_this_computer_answers_to_its_own_names_only() {
    let desk = Desk::with_accounts(true);
    let status = |host: &str| {
        desk.send(Request::get("/login").header("host", host).body(Body::empty()).unwrap()).status.as_u16()
    };
    for host in [HOST, "desk.example.org", "DESK.example.org:443"] {
        assert_eq!(status(host), 200, "{host}");
    }
    for host in ["evil.example", "desk.example.org.evil.example", "xdesk.example.org", ""] {
        assert_eq!(status(host), 421, "{host}");
    }
    let origin = |origin: &str| {
        let request = Request::post("/login").header("host", "desk.example.org").header("origin", origin);
        desk.send(request.body(Body::empty()).unwrap()).body.contains("desk’s own pages")
    };
    assert!(origin("http://desk.example.org") && origin("https://evil.example"));
    assert!(!origin("https://desk.example.org"), "only the token is missing");
}

#[test]
fn a_record_without_accounts_is_not_opened_to_others() {
    assert!(Desk::without_accounts().contains("rasid account add"));
    let desk = Desk::sample();
    desk.get("/login", "en").is_page(404, "en");
    desk.get("/account", "en").is_page(404, "en");
}
