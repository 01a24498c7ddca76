//! The same site as files, for any web server: every page that can be reached by links, each at a path of its own.
//!
//! A plain web server does not read what stands after a question mark, so that becomes folders:
//! `/indicatoren/x?regio=VT05&periode=2024` is `indicatoren/x/regio-VT05/periode-2024/index.html`. Forms cannot be answered;
//! [`Shelf::without_server`] has the pages offer their choices as links instead.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use domain::{RegionCode, RegionKind};
use tower::ServiceExt as _;

use crate::asked::usual_span;
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

/// Which periods of a region's figures have a file of their own. The country always has every period.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Periods {
    /// The one its page opens with; the other years stand in its tables.
    #[default]
    Opening,
    /// Every one.
    All,
}

/// Hands every file of the site to `keep`, as a path within it and bytes; gives how many there were. Pages come in the order
/// they are found, the same each time. What one page shows has one file, whichever way a link asks for it.
///
/// # Errors
/// When a link is dead, or `keep` fails.
pub async fn export(shelf: Shelf, periods: Periods, mut keep: impl FnMut(&str, &[u8]) -> io::Result<()>) -> Result<usize, ExportError> {
    let plan = Plan::of(&shelf, periods);
    let site = router(shelf.without_server(periods));
    let mut ahead: VecDeque<(String, String)> = BEGIN.map(|address| (address.to_owned(), String::new())).into();
    let (mut seen, mut kept) = (BTreeSet::from(BEGIN.map(str::to_owned)), BTreeSet::new());
    while let Some((address, from)) = ahead.pop_front() {
        let (bytes, is_page) = asked(&site, &address, &from, StatusCode::OK).await?;
        let bytes = match is_page {
            false => bytes,
            true => {
                let page = String::from_utf8(bytes).map_err(|_| ExportError::Unreadable(address.clone()))?;
                let found = links(&page).filter_map(|link| plan.own(&link)).filter(|link| plan.is_kept(link));
                let new: Vec<String> = found.filter(|link| seen.insert(link.clone())).collect();
                ahead.extend(new.into_iter().map(|link| (link, address.clone())));
                sealed(&plan.rewritten(&page)).into_bytes()
            }
        };
        write(&mut keep, &mut kept, &path_of(&address, is_page), &bytes)?;
    }
    let (missing, _) = asked(&site, "/404", "", StatusCode::NOT_FOUND).await?;
    let missing = String::from_utf8(missing).map_err(|_| ExportError::Unreadable(MISSING.to_owned()))?;
    write(&mut keep, &mut kept, MISSING, sealed(&plan.rewritten(&missing)).as_bytes())?;
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

/// Which addresses are files, and which are another way to say the same.
struct Plan {
    current: String,
    periods: Periods,
    /// The period a page opens with, by release, indicator and region.
    opening: BTreeMap<(String, String, String), String>,
}

impl Plan {
    fn of(shelf: &Shelf, periods: Periods) -> Plan {
        let mut opening = BTreeMap::new();
        for release in shelf.releases() {
            for indicator in release.indicators() {
                let regions = indicator.regions(RegionKind::VeiligThuis);
                for region in [RegionCode::COUNTRY].into_iter().chain(regions) {
                    let key = (release.version.clone(), indicator.definition.slug.to_string(), region.to_string());
                    opening.insert(key, usual_span(release, indicator, region).to_string());
                }
            }
        }
        Plan { current: shelf.current().version.clone(), periods, opening }
    }

    /// An address as the export asks for it: without its fragment, without what says nothing new; none for another host.
    fn own(&self, link: &str) -> Option<String> {
        if link.starts_with("//") {
            return None;
        }
        let (path, query) = split(link);
        let path = once(path);
        let said = self.said(path, query);
        Some(if said.is_empty() { path.to_owned() } else { format!("{path}?{}", said.join("&")) })
    }

    /// The pairs of a query that choose something: the current release, the country, the period a page opens with and the
    /// usual comparison are what it shows anyway.
    fn said<'a>(&self, path: &str, query: &'a str) -> Vec<&'a str> {
        let opening = self.opening(path, query);
        let says = |pair: &&str| match pair.split_once('=') {
            Some(("release", version)) => version != self.current,
            Some(("regio", region)) => !region.is_empty() && region != "NL",
            Some(("periode", period)) => !period.is_empty() && opening != Some(period),
            Some(("vergelijk", _)) => false,
            Some((_, value)) => !value.is_empty(),
            None => false,
        };
        query.split('&').filter(says).collect()
    }

    /// The period in which the page of figures at this address opens.
    fn opening(&self, path: &str, query: &str) -> Option<&str> {
        let (_, name) = path.split_once("/indicatoren/")?;
        let slug = name.rsplit_once('.').map_or(name, |(slug, _)| slug);
        let release = asked_for(query, "release").unwrap_or(&self.current);
        let region = asked_for(query, "regio").unwrap_or("NL");
        self.opening.get(&(release.to_owned(), slug.to_owned(), region.to_owned())).map(String::as_str)
    }

    /// Whether an address has a file. Figures of the country and the Veilig Thuis regions have pages of their own; those of
    /// youth regions and municipalities stand on the pages of all regions and of the place itself, or there would be a
    /// million files.
    fn is_kept(&self, address: &str) -> bool {
        let (path, query) = split(address);
        // Drawings as files: those of the country as its pages open.
        if asked_for(query, "tekening").is_some() {
            return asked_for(query, "regio").is_none() && asked_for(query, "periode").is_none();
        }
        // The letter of a municipality is a page; its Word file, with pictures of its drawings, comes from a server.
        if path.contains("/regios/GM") && path.ends_with(".docx") {
            return false;
        }
        match asked_for(query, "regio") {
            None => true,
            Some(region) if path.contains("/indicatoren/") => {
                region.starts_with("VT") && (self.periods == Periods::All || asked_for(query, "periode").is_none())
            }
            Some(region) if path.contains("/maatregelen") => {
                (region.starts_with("VT") || region.starts_with("S-")) && asked_for(query, "vorm").is_none()
            }
            Some(_) => true,
        }
    }

    /// Every link of a page to where its file is; a link without a file becomes plain words.
    fn rewritten(&self, page: &str) -> String {
        let mut text = String::with_capacity(page.len());
        let mut rest = page;
        while let Some((at, name)) = first(rest) {
            text.push_str(&rest[..at]);
            let link = &rest[at + name.len() + BEGINS.len() - 1..];
            let end = link.find('"').unwrap_or(link.len());
            text.push_str(&self.attribute(name, &link[..end]));
            rest = link.get(end + 1..).unwrap_or_default();
        }
        text.push_str(rest);
        text
    }

    /// The attribute of a link, from the space before it to its closing quote.
    fn attribute(&self, name: &str, link: &str) -> String {
        match self.own(&link.replace("&amp;", "&")) {
            Some(address) if self.is_kept(&address) => {
                format!("{name}=\"{}{}\"", place(&address), link.find('#').map_or("", |fragment| &link[fragment..]))
            }
            Some(_) => String::new(),
            None => format!("{name}=\"{link}\""),
        }
    }
}

/// Cells are the same in both languages but for the name of the country, and a letter to a council is Dutch: one file.
fn once(path: &str) -> &str {
    const ONCE: [&str; 5] = [".csv", ".xlsx", ".json", "/raadsbrief", "/raadsbrief.docx"];
    match path.strip_prefix("/en/") {
        Some(rest) if ONCE.iter().any(|ending| rest.ends_with(ending)) => &path[path.len() - rest.len() - 1..],
        Some(_) | None => path,
    }
}

/// The value of a name in a query.
fn asked_for<'a>(query: &'a str, name: &str) -> Option<&'a str> {
    query.split('&').filter_map(|pair| pair.split_once('=')).find(|(own, value)| *own == name && !value.is_empty()).map(|(_, value)| value)
}

/// Path and query of a link, its fragment left out.
fn split(link: &str) -> (&str, &str) {
    let whole = link.split('#').next().unwrap_or_default();
    whole.split_once('?').unwrap_or((whole, ""))
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

    fn plan(periods: Periods) -> Plan {
        let key = |region: &str| ("2026-2".to_owned(), "x".to_owned(), region.to_owned());
        let opening = [(key("NL"), "2024".to_owned()), (key("VT05"), "2023-2024".to_owned())].into();
        Plan { current: "2026-2".to_owned(), periods, opening }
    }

    #[test]
    fn what_says_nothing_new_is_the_same_page() {
        let plan = plan(Periods::All);
        let own = |link: &str| plan.own(link).unwrap_or_default();
        assert_eq!(own("/indicatoren/x?regio=NL&periode=2024&vergelijk=geen&release=2026-2#tabel"), "/indicatoren/x");
        assert_eq!(own("/en/indicatoren/x?regio=VT05&periode=2023-2024"), "/en/indicatoren/x?regio=VT05");
        assert_eq!(own("/indicatoren/x?regio=VT05&periode=2024"), "/indicatoren/x?regio=VT05&periode=2024");
        assert_eq!(own("/en/indicatoren/x.csv?regio=VT05&periode=2023-2024"), "/indicatoren/x.csv?regio=VT05");
        assert_eq!(own("/en/indicatoren/x.svg?periode=2023"), "/en/indicatoren/x.svg?periode=2023");
        assert_eq!(own("/x?release=2026-1"), "/x?release=2026-1");
        assert_eq!(own("/x?regio="), "/x");
        assert_eq!(plan.own("//elders.example/x"), None);
    }

    #[test]
    fn links_lead_to_files_and_keep_their_fragment() {
        let page = r##"<a href="/x?regio=VT05&amp;periode=2024#jaren">x</a><a href="#hier">hier</a><script src="/assets/a/b.js">"##;
        assert_eq!(links(page).collect::<Vec<_>>(), ["/x?regio=VT05&periode=2024#jaren", "/assets/a/b.js"]);
        let expected = r##"<a href="/x/regio-VT05/periode-2024/#jaren">x</a><a href="#hier">hier</a><script src="/assets/a/b.js">"##;
        assert_eq!(plan(Periods::All).rewritten(page), expected);
    }

    #[test]
    fn a_link_without_a_file_becomes_plain_words() {
        let page = r#"<a class="x" href="/indicatoren/y?regio=GM0363&amp;periode=2024">Amsterdam</a><a href="/regios/GM0363">x</a>"#;
        assert_eq!(plan(Periods::All).rewritten(page), r#"<a class="x">Amsterdam</a><a href="/regios/GM0363">x</a>"#);
        let (opening, all) = (plan(Periods::Opening), plan(Periods::All));
        assert!(opening.is_kept("/indicatoren/y?regio=VT05") && opening.is_kept("/en/indicatoren/y?periode=2023"));
        assert!(!opening.is_kept("/indicatoren/y?regio=VT05&periode=2023") && all.is_kept("/indicatoren/y?regio=VT05&periode=2023"));
        assert!(all.is_kept("/maatregelen/matrix?vorm=sexual&deel=stop") && !all.is_kept("/maatregelen/matrix?regio=VT05&vorm=sexual"));
        assert!(!all.is_kept("/en/indicatoren/y?regio=JZ12") && !all.is_kept("/maatregelen/matrix?regio=GM0363"));
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
