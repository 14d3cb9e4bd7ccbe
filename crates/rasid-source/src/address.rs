//! Addresses of the web as far as reading needs them: the name of a host, and what a relative address means.

/// Bytes that an address may hold as they are; all others are written by their number.
const PLAIN: &[u8] = b"-._~:/?#[]@!$&'()*+,;=%";
/// The longest address, in bytes.
const LONGEST: usize = 4096;

/// Whether `url` is an address of the web.
pub fn is_web(url: &str) -> bool {
    scheme(url).is_some_and(|scheme| scheme == "http" || scheme == "https")
}

/// The name of the host in an address of the web, in small letters, without its port.
pub fn host(url: &str) -> Option<String> {
    let authority = authority(url)?;
    let host = match authority.strip_prefix('[') {
        Some(rest) => rest.split(']').next()?,
        None => authority.split(':').next()?,
    };
    Some(host.trim_end_matches('.').to_ascii_lowercase()).filter(|host| !host.is_empty())
}

/// The address that `reference` means on a page at `base`, without the part after `#`; nothing where it is none of the web.
/// Steps up (`..`) are taken (RFC 3986, 5.2).
pub fn resolve(base: &str, reference: &str) -> Option<String> {
    let reference = reference.trim();
    let reference = reference.split('#').next().unwrap_or("");
    if reference.len() > LONGEST || reference.contains(|c: char| c.is_control()) {
        return None;
    }
    let whole = match scheme(reference) {
        Some(_) => reference.to_owned(),
        None => {
            let origin = &base[..base.find("://")? + 3];
            let rest = &base[origin.len()..];
            let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
            let (authority, path) = rest.split_at(end);
            let path = path.split(['?', '#']).next().unwrap_or("");
            if reference.starts_with("//") {
                format!("{}{}", &origin[..origin.len() - 2], reference)
            } else if reference.starts_with('/') {
                format!("{origin}{authority}{reference}")
            } else if reference.starts_with('?') {
                format!("{origin}{authority}{}{reference}", if path.is_empty() { "/" } else { path })
            } else if reference.is_empty() {
                base.split('#').next().unwrap_or("").to_owned()
            } else {
                let folder = path.rfind('/').map_or("/", |at| &path[..=at]);
                format!("{origin}{authority}{folder}{reference}")
            }
        }
    };
    is_web(&whole).then(|| tidy(&whole)).flatten()
}

/// One spelling of an address: host in small letters, no steps up, letters beyond ASCII by their numbers.
fn tidy(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, rest) = rest.split_at(end);
    // Names and passwords in an address are for people who mislead others.
    if authority.is_empty() || authority.contains('@') || !authority.is_ascii() {
        return None;
    }
    let (path, query) = rest.split_once('?').map_or((rest, None), |(path, query)| (path, Some(query)));
    let mut steps: Vec<&str> = Vec::new();
    let mut parts = path.split('/').skip(1).peekable();
    while let Some(part) = parts.next() {
        let last = parts.peek().is_none();
        match part {
            "." | ".." => {
                if part == ".." {
                    steps.pop();
                }
                if last {
                    steps.push("");
                }
            }
            part => steps.push(part),
        }
    }
    let mut out = format!("{}://{}/", scheme.to_ascii_lowercase(), authority.to_ascii_lowercase());
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    for byte in format!("{}{query}", steps.join("/")).bytes() {
        if byte.is_ascii_alphanumeric() || PLAIN.contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    (out.len() <= 3 * LONGEST).then_some(out)
}

fn scheme(url: &str) -> Option<String> {
    let (scheme, _) = url.split_once(':')?;
    let is = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
    is.then(|| scheme.to_ascii_lowercase())
}

fn authority(url: &str) -> Option<&str> {
    let rest = url.split_once("://")?.1;
    rest.split(['/', '?', '#']).next()?.rsplit('@').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_addresses_mean_what_the_standard_says() {
        let base = "https://A.example:8080/news/2018/x.html?q=1#top";
        for (reference, expected) in [
            ("y.html", Some("https://a.example:8080/news/2018/y.html")),
            ("../z", Some("https://a.example:8080/news/z")),
            ("../../../../z/./", Some("https://a.example:8080/z/")),
            ("/a?b=c#d", Some("https://a.example:8080/a?b=c")),
            ("//b.example/خبر", Some("https://b.example/%D8%AE%D8%A8%D8%B1")),
            ("?p=2", Some("https://a.example:8080/news/2018/x.html?p=2")),
            ("http://c.example", Some("http://c.example/")),
            ("HTTP://C.example/A%20b c", Some("http://c.example/A%20b%20c")),
            ("javascript:alert(1)", None),
            ("file:///etc/passwd", None),
            ("ftp://c.example/x", None),
            ("http://user:word@c.example/", None),
            ("http:///x", None),
            ("a\nb", None),
        ] {
            assert_eq!(resolve(base, reference).as_deref(), expected, "{reference}");
        }
    }

    #[test]
    fn the_host_is_what_stands_before_the_port() {
        assert_eq!(host("https://WWW.a.example:80/x").as_deref(), Some("www.a.example"));
        assert_eq!(host("http://[::1]:80/x").as_deref(), Some("::1"));
        assert_eq!(host("http://a.example@b.example/").as_deref(), Some("b.example"));
        assert_eq!(host("x"), None);
    }
}
