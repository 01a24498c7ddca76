//! Every channel parsed back: page, drawing, its words for those who do not see it, sentence, CSV, XLSX, JSON, Parquet and DOCX hold
//! exactly the safe cells of a release with shown, hidden, unknown, impossible, zero and provisional ones.

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

/// The release the pages were made from.
pub fn release() -> &'static Release {
    static RELEASE: OnceLock<Release> = OnceLock::new();
    RELEASE.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder");
        made::write(folder.path());
        Release::read(folder.path()).expect("a release")
    })
}

fn site() -> Router {
    static SITE: OnceLock<Router> = OnceLock::new();
    SITE.get_or_init(|| router(Shelf::new(vec![release().clone()]).expect("a shelf"))).clone()
}

/// The bytes at an address that must be there.
pub async fn bytes(address: &str) -> Vec<u8> {
    let request = Request::get(address).body(Body::empty()).expect("a request");
    let answer = site().oneshot(request).await.expect("an answer");
    assert_eq!(answer.status(), StatusCode::OK, "{address}");
    to_bytes(answer.into_body(), usize::MAX).await.expect("a body").into()
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
