//! The same site as files, for any web server: every page that can be reached by links, each at a path of its own.
//!
//! A plain web server does not read what stands after a question mark, so that becomes folders:
//! `/indicatoren/x?regio=VT05&periode=2024` is `indicatoren/x/regio-VT05/periode-2024/index.html`. Forms cannot be answered;
//! [`Shelf::without_server`] has the pages offer their choices as links instead.

use std::collections::{BTreeSet, VecDeque};
use std::io;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use tower::ServiceExt as _;

use crate::door::CONTENT_SECURITY;
use crate::{Shelf, router};

/// Where a reader can begin; everything else is found by links.
const BEGIN: [&str; 2] = ["/", "/en/"];
/// What a web server shows for an address that is not there.
const MISSING: &str = "404.html";

/// Why a site was not written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// A page links to an address that does not answer.
    #[error("'{address}', linked from '{from}', answers {status}")]
    Dead {
        /// The address.
        address: String,
        /// The page with the link; empty for where it begins.
        from: String,
        /// What came back.
        status: StatusCode,
    },
    /// An address cannot be asked for, or its answer not read.
    #[error("'{0}' cannot be read")]
    Unreadable(String),
    /// A file could not be kept.
    #[error("cannot write '{path}'")]
    Write {
        /// Path within the site.
        path: String,
        /// What the machine said.
        source: io::Error,
    },
}

/// Hands every file of the site to `keep`, as a path within it and bytes; gives how many there were. Pages come in the order
/// they are found, the same each time.
///
/// # Errors
/// When a link is dead, or `keep` fails.
pub async fn export(shelf: Shelf, mut keep: impl FnMut(&str, &[u8]) -> io::Result<()>) -> Result<usize, ExportError> {
    let current = shelf.current().version.clone();
    let site = router(shelf.without_server());
    let mut ahead: VecDeque<(String, String)> = BEGIN.map(|address| (address.to_owned(), String::new())).into();
    let (mut seen, mut kept) = (BTreeSet::from(BEGIN.map(str::to_owned)), BTreeSet::new());
    while let Some((address, from)) = ahead.pop_front() {
        let (bytes, is_page) = asked(&site, &address, &from, StatusCode::OK).await?;
        let bytes = match is_page {
            false => bytes,
            true => {
                let page = String::from_utf8(bytes).map_err(|_| ExportError::Unreadable(address.clone()))?;
                let found = links(&page).filter_map(|link| own(&link, &current)).filter(|link| is_kept(link));
                let new: Vec<String> = found.filter(|link| seen.insert(link.clone())).collect();
                ahead.extend(new.into_iter().map(|link| (link, address.clone())));
                sealed(&rewritten(&page, &current)).into_bytes()
            }
        };
        write(&mut keep, &mut kept, &path_of(&address, is_page), &bytes)?;
    }
    let (missing, _) = asked(&site, "/404", "", StatusCode::NOT_FOUND).await?;
    let missing = String::from_utf8(missing).map_err(|_| ExportError::Unreadable(MISSING.to_owned()))?;
    write(&mut keep, &mut kept, MISSING, sealed(&rewritten(&missing, &current)).as_bytes())?;
    Ok(kept.len())
}

fn write(
    keep: &mut impl FnMut(&str, &[u8]) -> io::Result<()>,
    kept: &mut BTreeSet<String>,
    path: &str,
    bytes: &[u8],
) -> Result<(), ExportError> {
    kept.insert(path.to_owned());
    keep(path, bytes).map_err(|source| ExportError::Write { path: path.to_owned(), source })
}

/// The bytes behind an address, and whether they are a page.
async fn asked(site: &axum::Router, address: &str, from: &str, expected: StatusCode) -> Result<(Vec<u8>, bool), ExportError> {
    let unreadable = || ExportError::Unreadable(address.to_owned());
    let request = Request::get(address).body(Body::empty()).map_err(|_| unreadable())?;
    let answer = site.clone().oneshot(request).await.map_err(|_| unreadable())?;
    if answer.status() != expected {
        return Err(ExportError::Dead { address: address.to_owned(), from: from.to_owned(), status: answer.status() });
    }
    let kind = answer.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let is_page = kind.starts_with("text/html");
    let bytes = to_bytes(answer.into_body(), usize::MAX).await.map_err(|_| unreadable())?;
    Ok((bytes.into(), is_page))
}

/// The attributes that hold an address.
const NAMES: [&str; 2] = [" href", " src"];
/// How an address of this site begins, after the name of its attribute.
const BEGINS: &str = "=\"/";

/// The first attribute with an address of this site: where it begins, and its name.
fn first(page: &str) -> Option<(usize, &'static str)> {
    let named = |at: usize| NAMES.into_iter().find(|name| page[..at].ends_with(name)).map(|name| (at - name.len(), name));
    page.match_indices(BEGINS).find_map(|(at, _)| named(at))
}

/// The addresses of this site in a page, as written but for `&amp;`.
fn links(page: &str) -> impl Iterator<Item = String> + '_ {
    let is_link = |at: usize| NAMES.iter().any(|name| page[..at].ends_with(name));
    let begins = page.match_indices(BEGINS).filter(move |(at, _)| is_link(*at)).map(|(at, _)| at + BEGINS.len() - 1);
    begins.filter_map(move |at| page[at..].split('"').next()).map(|link| link.replace("&amp;", "&"))
}

/// An address as the export asks for it: without its fragment, without what says nothing new; none for another host.
fn own(link: &str, current: &str) -> Option<String> {
    if link.starts_with("//") {
        return None;
    }
    let (path, query) = split(link);
    let said = said(query, current);
    Some(if said.is_empty() { path.to_owned() } else { format!("{path}?{}", said.join("&")) })
}

/// Whether an address has a file. Figures of the country and the Veilig Thuis regions have pages of their own; those of youth
/// regions and municipalities stand on the pages of all regions and of the place itself, or there would be a million files.
fn is_kept(address: &str) -> bool {
    let (path, query) = split(address);
    let regions = query.split('&').filter_map(|pair| pair.strip_prefix("regio="));
    !path.contains("/indicatoren/") && !path.contains("/matrix")
        || regions.into_iter().all(|region| region == "NL" || region.starts_with("VT"))
}

/// Path and query of a link, its fragment left out.
fn split(link: &str) -> (&str, &str) {
    let whole = link.split('#').next().unwrap_or_default();
    whole.split_once('?').unwrap_or((whole, ""))
}

/// The pairs of a query that choose something: the current release and the usual comparison are what a page shows anyway.
fn said<'a>(query: &'a str, current: &str) -> Vec<&'a str> {
    let says = |pair: &&str| match pair.split_once('=') {
        Some(("release", version)) => version != current,
        Some(("vergelijk", _)) => false,
        Some((_, value)) => !value.is_empty(),
        None => false,
    };
    query.split('&').filter(says).collect()
}

/// Every link of a page to where its file is; a link without a file becomes plain words.
fn rewritten(page: &str, current: &str) -> String {
    let mut text = String::with_capacity(page.len());
    let mut rest = page;
    while let Some((at, name)) = first(rest) {
        text.push_str(&rest[..at]);
        let link = &rest[at + name.len() + BEGINS.len() - 1..];
        let end = link.find('"').unwrap_or(link.len());
        text.push_str(&attribute(name, &link[..end], current));
        rest = link.get(end + 1..).unwrap_or_default();
    }
    text.push_str(rest);
    text
}

/// The attribute of a link, from the space before it to its closing quote.
fn attribute(name: &str, link: &str, current: &str) -> String {
    match own(&link.replace("&amp;", "&"), current) {
        Some(address) if is_kept(&address) => {
            format!("{name}=\"{}{}\"", place(&address), link.find('#').map_or("", |fragment| &link[fragment..]))
        }
        Some(_) => String::new(),
        None => format!("{name}=\"{link}\""),
    }
}

/// A page that carries its own policy, as no header of ours comes with it; one that has a stricter one keeps it.
fn sealed(page: &str) -> String {
    if page.contains("http-equiv=\"Content-Security-Policy\"") {
        return page.to_owned();
    }
    let policy = CONTENT_SECURITY.split("; ").filter(|part| !part.starts_with("frame-ancestors")).collect::<Vec<_>>().join("; ");
    page.replacen("<head>", &format!("<head><meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">"), 1)
}

/// Where a link to this address leads in the site: a folder, or a file with an ending.
fn place(address: &str) -> String {
    let (path, query) = split(address);
    let folders: String = query.split('&').filter(|pair| !pair.is_empty()).map(|pair| format!("/{}", folder(pair))).collect();
    let (above, name) = path.rsplit_once('/').unwrap_or(("", path));
    match name.rsplit_once('.') {
        Some((stem, _)) if !folders.is_empty() => format!("{above}/{stem}{folders}/{name}"),
        Some(_) => path.to_owned(),
        None if folders.is_empty() => path.to_owned(),
        None => format!("{}{folders}/", path.trim_end_matches('/')),
    }
}

/// A pair of a query as the name of a folder: letters, digits, points and hyphens only.
fn folder(pair: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '.' || letter == '-';
    pair.replacen('=', "-", 1).chars().map(|letter| if is_plain(letter) { letter } else { '_' }).collect()
}

/// The file in which the answer to an address is kept.
fn path_of(address: &str, is_page: bool) -> String {
    let place = place(address);
    let path = place.trim_matches('/');
    match (is_page, path.is_empty()) {
        (true, true) => "index.html".to_owned(),
        (true, false) => format!("{path}/index.html"),
        (false, _) => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_after_the_question_mark_becomes_folders() {
        assert_eq!(place("/indicatoren/x?regio=VT05&periode=2024"), "/indicatoren/x/regio-VT05/periode-2024/");
        assert_eq!(place("/indicatoren/x.csv?regio=VT05"), "/indicatoren/x/regio-VT05/x.csv");
        assert_eq!(path_of("/indicatoren/x?regio=VT05", true), "indicatoren/x/regio-VT05/index.html");
        assert_eq!(path_of("/en/", true), "en/index.html");
        assert_eq!(path_of("/", true), "index.html");
        assert_eq!(place("/x?a=../../etc"), "/x/a-.._.._etc/");
    }

    #[test]
    fn what_says_nothing_new_is_the_same_page() {
        let own = |link: &str| own(link, "2026-2");
        assert_eq!(own("/x?regio=NL&vergelijk=geen&release=2026-2#tabel").as_deref(), Some("/x?regio=NL"));
        assert_eq!(own("/x?release=2026-1").as_deref(), Some("/x?release=2026-1"));
        assert_eq!(own("/x?regio=").as_deref(), Some("/x"));
        assert_eq!(own("//elders.example/x"), None);
    }

    #[test]
    fn links_lead_to_files_and_keep_their_fragment() {
        let page = r##"<a href="/x?regio=NL&amp;periode=2024#jaren">x</a><a href="#hier">hier</a><script src="/assets/a/b.js">"##;
        assert_eq!(links(page).collect::<Vec<_>>(), ["/x?regio=NL&periode=2024#jaren", "/assets/a/b.js"]);
        let expected = r##"<a href="/x/regio-NL/periode-2024/#jaren">x</a><a href="#hier">hier</a><script src="/assets/a/b.js">"##;
        assert_eq!(rewritten(page, "2026-1"), expected);
    }

    #[test]
    fn a_link_without_a_file_becomes_plain_words() {
        let page = r#"<a class="x" href="/indicatoren/y?regio=GM0363&amp;periode=2024">Amsterdam</a><a href="/regios/GM0363">x</a>"#;
        assert_eq!(rewritten(page, "2026-1"), r#"<a class="x">Amsterdam</a><a href="/regios/GM0363">x</a>"#);
        assert!(is_kept("/indicatoren/y?regio=VT05") && is_kept("/en/indicatoren/y") && !is_kept("/en/indicatoren/y?regio=JZ12"));
    }

    #[test]
    fn a_page_carries_its_policy_once() {
        let sealed_once = sealed("<html><head><title>x</title></head>");
        assert!(
            sealed_once
                .starts_with("<html><head><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self'")
        );
        assert!(!sealed_once.contains("frame-ancestors"), "a browser takes that from a header only");
        assert_eq!(sealed(&sealed_once), sealed_once);
    }
}
