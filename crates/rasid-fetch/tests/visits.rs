//! Visits at a site of this computer: what is allowed, what is refused, and that nothing else is connected to.

use rasid_fetch::{Ask, FetchError, Settings, Stop, Visit, Visitor};
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// A site: what was asked of it, and where it is.
struct Site {
    port: u16,
    asked: Arc<Mutex<Vec<String>>>,
}

/// Begins a site that answers each path by `answer`; a `#` in what that gives stands for the port.
fn site(answer: fn(&str, &str) -> Vec<u8>) -> Site {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let asked = Arc::new(Mutex::new(Vec::new()));
    let noted = asked.clone();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let noted = noted.clone();
            thread::spawn(move || serve(stream, answer, &noted));
        }
    });
    Site { port, asked }
}

fn serve(mut stream: TcpStream, answer: fn(&str, &str) -> Vec<u8>, noted: &Mutex<Vec<String>>) -> Option<()> {
    let mut lines = BufReader::new(stream.try_clone().ok()?).lines();
    let path = lines.next()?.ok()?.split(' ').nth(1)?.to_owned();
    let head: Vec<String> = lines.map_while(Result::ok).take_while(|line| !line.is_empty()).collect();
    noted.lock().unwrap().push(path.clone());
    let bytes = answer(&path, &head.join("\n").to_lowercase());
    stream.write_all(&bytes).ok()?;
    if path == "/slow" {
        thread::sleep(Duration::from_secs(20));
    }
    Some(())
}

fn body(head: &str, text: &str) -> Vec<u8> {
    format!("HTTP/1.1 {head}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{text}", text.len()).into_bytes()
}

fn join(base: &str, reference: &str) -> Option<String> {
    match reference {
        "" => Some(base.to_owned()),
        path if path.starts_with('/') => {
            let end = base[7..].find('/').map_or(base.len(), |at| at + 7);
            Some(format!("{}{path}", &base[..end]))
        }
        url => Some(url.to_owned()),
    }
}

fn visitor(private: Vec<String>) -> Visitor {
    let settings = Settings { agent: "rasid/test".into(), timeout: Duration::from_secs(2), limit: 10_000, private };
    Visitor::new(&settings, "rasid", Duration::ZERO, join, Arc::default())
}

fn answer(path: &str, head: &str) -> Vec<u8> {
    match path {
        "/robots.txt" => body("200 OK", "User-agent: *\nDisallow: /no"),
        "/marked" if head.contains("if-none-match: \"1\"") => {
            b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n".to_vec()
        }
        "/marked" => body("200 OK\r\nETag: \"1\"\r\nContent-Type: text/html; charset=utf-8", "marked"),
        "/moved" => body("301 Moved\r\nLocation: /marked", ""),
        "/circle" => body("302 Found\r\nLocation: /circle2", ""),
        "/circle2" => body("302 Found\r\nLocation: /circle", ""),
        "/to-no" => body("302 Found\r\nLocation: /no/x", ""),
        "/inside" => body("302 Found\r\nLocation: http://127.0.0.1:1/", ""),
        "/meta" => body("302 Found\r\nLocation: http://169.254.169.254/latest", ""),
        "/busy" => body("429 Too Many\r\nRetry-After: 7", ""),
        "/large" => body("200 OK", &"x".repeat(10_001)),
        "/fits" => body("200 OK", &"x".repeat(10_000)),
        "/slow" => b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx".to_vec(),
        "/heads" => {
            format!("HTTP/1.1 200 OK\r\n{}\r\n", format!("X: {}\r\n", "x".repeat(1000)).repeat(100)).into_bytes()
        }
        _ => body("404 Not Found", ""),
    }
}

#[test]
fn what_is_asked_for_comes_or_the_reason_is_told() {
    let site = site(answer);
    let visitor = visitor(vec![format!("127.0.0.1:{}", site.port)]);
    let base = format!("http://127.0.0.1:{}", site.port);
    let visit = |path: &str| visitor.visit(Ask { url: &format!("{base}{path}"), ..Ask::default() });
    let Ok(Visit::Body { url, body }) = visit("/moved") else { panic!("it moved") };
    assert_eq!((url, &*body.bytes, body.etag.as_deref()), (format!("{base}/marked"), &b"marked"[..], Some("\"1\"")));
    assert_eq!(body.media_type, "text/html; charset=utf-8");
    let again = visitor.visit(Ask { url: &format!("{base}/marked"), etag: Some("\"1\""), ..Ask::default() });
    assert!(matches!(again, Ok(Visit::Same)));
    assert!(matches!(visit("/fits"), Ok(Visit::Body { body, .. }) if body.bytes.len() == 10_000));
    let refused = |status, wait: Option<u64>| FetchError::Refused { status, wait: wait.map(Duration::from_secs) };
    for (path, error) in [
        ("/gone", refused(404, None)),
        ("/no", FetchError::Robots),
        ("/to-no", FetchError::Robots),
        ("/circle", FetchError::Redirects),
        ("/inside", FetchError::Private),
        ("/meta", FetchError::Private),
        ("/large", FetchError::Large),
        ("/heads", FetchError::Large),
        ("/slow", FetchError::Slow),
        ("/busy", refused(429, Some(7))),
    ] {
        let began = Instant::now();
        assert_eq!(visit(path).unwrap_err(), error, "{path}");
        assert!(began.elapsed() < Duration::from_secs(10), "{path}");
    }
    let asked = site.asked.lock().unwrap();
    assert_eq!(asked.iter().filter(|path| *path == "/robots.txt").count(), 1, "the rules are asked for once");
    assert!(!asked.iter().any(|path| path.starts_with("/no")));
}

#[test]
fn this_computer_is_not_connected_to_unless_it_is_named() {
    let site = site(answer);
    for host in ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433", "0.0.0.0"] {
        for private in [vec![], vec!["127.0.0.1:1".to_owned()]] {
            let outcome =
                visitor(private).visit(Ask { url: &format!("http://{host}:{}/fits", site.port), ..Ask::default() });
            assert!(outcome.is_err(), "{host}");
        }
    }
    assert!(site.asked.lock().unwrap().is_empty());
}

#[test]
fn a_site_whose_rules_fail_is_left_alone() {
    let site = site(|_, _| body("500 Oops", ""));
    let visitor = visitor(vec![format!("127.0.0.1:{}", site.port)]);
    let url = format!("http://127.0.0.1:{}/x", site.port);
    assert_eq!(visitor.visit(Ask { url: &url, ..Ask::default() }).unwrap_err(), FetchError::Robots);
    assert_eq!(*site.asked.lock().unwrap(), ["/robots.txt"]);
}

#[test]
fn who_is_told_to_stop_stops() {
    let stop = Arc::new(Stop::default());
    stop.stop();
    let settings = Settings { agent: "x".into(), timeout: Duration::from_secs(2), limit: 1, private: vec![] };
    let visitor = Visitor::new(&settings, "rasid", Duration::from_secs(60), join, stop);
    // The first turn is free; what it is for is not public.
    assert!(visitor.visit(Ask { url: "http://127.0.0.1:1/", ..Ask::default() }).is_err());
}
