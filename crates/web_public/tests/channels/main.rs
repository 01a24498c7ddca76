//! Every channel parsed back: page, drawing, its words for those who do not see it, sentence, CSV, XLSX, JSON, Parquet and DOCX hold
//! exactly the safe cells of a release with shown, hidden, unknown, impossible, zero and provisional ones; and, where
//! [`RELEASE`] names one, of a release that the whole chain made (`cargo xtask ci` does).

#[path = "../made/mod.rs"]
mod made;

mod drawings;
mod files;
mod words;

use std::sync::OnceLock;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use publication::Release;
use tower::ServiceExt as _;
use web_public::{Shelf, router};

/// What a reader may ask of an indicator: places that are shown, shielded in one year and in all, pooled, and small.
pub const QUERIES: [&str; 7] = [
    "",
    "?regio=VT02&periode=2024",
    "?regio=VT05&periode=2024&vergelijk=NL",
    "?regio=VT09&periode=2023-2025",
    "?regio=VT03&periode=2023-2025&vergelijk=VT04",
    "?regio=NL&periode=2025",
    "?regio=VT02&periode=2023&vergelijk=2025",
];

/// Names the folder of a release of the whole chain; without it the tests write one themselves.
const RELEASE: &str = "INBEELD_CHANNELS_RELEASE";

/// Whether the release is the one written here, of which is known what must be in it.
pub fn is_made() -> bool {
    std::env::var_os(RELEASE).is_none()
}

/// The release the pages were made from.
pub fn release() -> &'static Release {
    static READ: OnceLock<Release> = OnceLock::new();
    READ.get_or_init(|| {
        if let Some(folder) = std::env::var_os(RELEASE) {
            return Release::read(folder.as_ref()).expect("the release that was named");
        }
        let folder = tempfile::tempdir().expect("a folder");
        made::write(folder.path());
        Release::read(folder.path()).expect("a release")
    })
}

fn site() -> Router {
    static SITE: OnceLock<Router> = OnceLock::new();
    SITE.get_or_init(|| router(Shelf::new(vec![release().clone()]).expect("a shelf"))).clone()
}

/// The bytes at an address; none where there is nothing.
async fn found(address: &str) -> Option<Vec<u8>> {
    let request = Request::get(address).body(Body::empty()).expect("a request");
    let answer = site().oneshot(request).await.expect("an answer");
    let is_there = answer.status() != StatusCode::NOT_FOUND;
    assert!(!is_there || answer.status() == StatusCode::OK, "{address} answers {}", answer.status());
    is_there.then_some(to_bytes(answer.into_body(), usize::MAX).await.expect("a body").into())
}

/// The bytes at an address that must be there.
pub async fn bytes(address: &str) -> Vec<u8> {
    found(address).await.unwrap_or_else(|| panic!("{address} is not there"))
}

/// A drawing that must be there exactly where one of its cells is shown.
pub async fn drawing(address: &str, is_shown: bool) -> Option<String> {
    let found = found(address).await;
    assert_eq!(found.is_some(), is_shown, "{address} is there where something is shown");
    found.map(|bytes| String::from_utf8(bytes).expect("text"))
}

/// The text at an address that must be there.
pub async fn text(address: &str) -> String {
    String::from_utf8(bytes(address).await).expect("text")
}

/// The words between tags, entities resolved.
pub fn plain(html: &str) -> String {
    let mut text = String::new();
    let mut is_tag = false;
    for letter in html.chars() {
        match letter {
            '<' => is_tag = true,
            '>' => is_tag = false,
            other if !is_tag => text.push(other),
            _ => {}
        }
    }
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&")
}

/// What stands between two marks, every time.
pub fn between<'a>(text: &'a str, begin: &'a str, end: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(begin).skip(1).filter_map(move |rest| rest.split(end).next())
}
