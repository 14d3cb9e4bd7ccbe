//! Calls the desk in process, as a browser would.

use crate::password;
use crate::serve::{Config, router};
use crate::who::Role;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use rasid_record::Reading;
use rasid_store::{Login, Logins};
use std::path::PathBuf;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use tower::ServiceExt;

#[path = "../tests/sample/mod.rs"]
pub(crate) mod sample;

/// The address that test requests name.
pub(crate) const HOST: &str = "127.0.0.1:4000";

/// A desk over a record of its own, which is deleted afterwards.
pub(crate) struct Desk {
    router: Router,
    folder: PathBuf,
}

/// An empty folder of a desk's own.
fn scratch() -> PathBuf {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("rasid-desk-test-{}-{number}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

impl Drop for Desk {
    fn drop(&mut self) {
        // A folder that stays behind harms no other test: each has its own.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    /// Fails unless the page holds `words`.
    #[track_caller]
    pub(crate) fn holds(&self, words: &str) -> &Self {
        assert!(self.body.contains(words), "{words} is not in this page:\n{}", self.body);
        self
    }

    /// Fails if the page holds `words`.
    #[track_caller]
    pub(crate) fn lacks(&self, words: &str) -> &Self {
        assert!(!self.body.contains(words), "{words} is in this page:\n{}", self.body);
        self
    }

    /// Fails unless it is a whole page of this status in that language.
    #[track_caller]
    pub(crate) fn is_page(&self, status: u16, lang: &str) -> &Self {
        assert_eq!(self.status, status, "{}", self.body);
        let dir = if lang == "ar" { "rtl" } else { "ltr" };
        self.holds(&format!("<html lang=\"{lang}\" dir=\"{dir}\">")).holds("</html>")
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |v| v.to_str().unwrap())
    }
}

impl Desk {
    /// A desk over these readings.
    pub(crate) fn over(readings: &[Reading]) -> Self {
        let folder = scratch();
        let services = sample::services(&folder.join("record.rasid"), readings);
        let router = router(services, &Config::new(HOST.parse().unwrap())).unwrap();
        Desk { router, folder }
    }

    /// A desk over the invented truce at which everybody logs in: an account for each role, called after it.
    pub(crate) fn with_accounts(is_tls: bool) -> Self {
        static PASSWORD: LazyLock<String> = LazyLock::new(|| password::hash("a long password", &[7; 16]).unwrap());
        let folder = scratch();
        let record = folder.join("record.rasid");
        let services = sample::services(&record, &[sample::agreement(), sample::accusation()]);
        let mut logins = Logins::open_or_make(&record).unwrap();
        for role in Role::ALL.iter().map(|role| role.as_str()) {
            let pseudonym = format!("P-{role}");
            let login = Login { name: role.into(), pseudonym, role: role.into(), made_at: "2024-03-04".into() };
            assert!(logins.add(&login, &PASSWORD).unwrap());
        }
        let hosts = vec!["desk.example.org".to_owned()];
        let config = Config { hosts, is_tls, has_accounts: true, ..Config::new(HOST.parse().unwrap()) };
        Desk { router: router(services, &config).unwrap(), folder }
    }

    /// What is said where everybody must log in and there are no accounts.
    pub(crate) fn without_accounts() -> String {
        let folder = scratch();
        let services = sample::services(&folder.join("record.rasid"), &[]);
        let config = Config { has_accounts: true, ..Config::new(HOST.parse().unwrap()) };
        let said = router(services, &config).map(drop).unwrap_err().to_string();
        std::fs::remove_dir_all(&folder).unwrap();
        said
    }

    /// A desk over the invented truce.
    pub(crate) fn sample() -> Self {
        Self::over(&[sample::agreement(), sample::accusation()])
    }

    /// The same, with a second account of the accusation.
    pub(crate) fn told_twice() -> Self {
        Self::over(&[sample::agreement(), sample::accusation(), sample::looked::retold()])
    }

    /// What lies beside the record and has `part` in its name.
    pub(crate) fn files(&self, part: &str) -> Vec<PathBuf> {
        let files = std::fs::read_dir(&self.folder).unwrap().flatten().map(|entry| entry.path());
        files.filter(|path| path.to_string_lossy().contains(part)).collect()
    }

    /// Sends a request that names the desk's host unless it names another.
    pub(crate) fn send(&self, mut request: Request<Body>) -> Answer {
        request.headers_mut().entry("host").or_insert(HOST.parse().unwrap());
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let response = self.router.clone().oneshot(request).await.unwrap();
            let (parts, body) = response.into_parts();
            let bytes = to_bytes(body, usize::MAX).await.unwrap();
            // Documents are no text; what tests look for in them is.
            let body = String::from_utf8_lossy(&bytes).into_owned();
            Answer { status: parts.status, headers: parts.headers, body }
        })
    }

    /// Gets a file: status, headers and what is in it.
    pub(crate) fn bytes(&self, path: &str) -> (u16, HeaderMap, Vec<u8>) {
        let request = Request::get(path).header("host", HOST).body(Body::empty()).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let response = self.router.clone().oneshot(request).await.unwrap();
            let (parts, body) = response.into_parts();
            (parts.status.as_u16(), parts.headers, to_bytes(body, usize::MAX).await.unwrap().to_vec())
        })
    }

    /// Gets a page in a language.
    pub(crate) fn get(&self, path: &str, lang: &str) -> Answer {
        self.send(Request::get(path).header("accept-language", lang).body(Body::empty()).unwrap())
    }

    /// Gets a page as somebody who chose the name `name`.
    pub(crate) fn get_as(&self, path: &str, lang: &str, name: &str) -> Answer {
        let cookie = format!("rasid_name={name}");
        self.send(
            Request::get(path).header("accept-language", lang).header("cookie", cookie).body(Body::empty()).unwrap(),
        )
    }

    /// Sends an ordinary form from one of the desk's own pages, in English, as somebody who chose the name `name`.
    pub(crate) fn send_form(&self, path: &str, fields: &[(&str, &str)], name: &str) -> Answer {
        let body: Vec<String> =
            fields.iter().map(|(k, v)| format!("{}={}", crate::links::encode(k), crate::links::encode(v))).collect();
        let request = Request::post(path)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .header("accept-language", "en")
            .header("cookie", format!("rasid_name={name}"));
        self.send(request.body(Body::from(body.join("&"))).unwrap())
    }

    /// Sends the form of the page for adding, from the desk's own page.
    pub(crate) fn post(&self, fields: &[(&str, &str)], lang: &str) -> Answer {
        self.send(form(fields).header("accept-language", lang).body(Body::from(multipart(fields))).unwrap())
    }
}

/// The request that the form makes, without its body.
pub(crate) fn form(_: &[(&str, &str)]) -> axum::http::request::Builder {
    Request::post("/add")
        .header("content-type", "multipart/form-data; boundary=line")
        .header("sec-fetch-site", "same-origin")
}

/// Fields as a browser encodes them; a field named `files:NAME` is a file.
pub(crate) fn multipart(fields: &[(&str, &str)]) -> String {
    let mut out = String::new();
    for (name, value) in fields {
        let disposition = match name.strip_prefix("files:") {
            Some(file) => format!("name=\"files\"; filename=\"{file}\""),
            None => format!("name=\"{name}\""),
        };
        out += &format!("--line\r\nContent-Disposition: form-data; {disposition}\r\n\r\n{value}\r\n");
    }
    out + "--line--\r\n"
}
