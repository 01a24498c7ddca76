//! What is kept of answers: the same bytes as a new one, until the register is read anew.

mod made;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use publication::Release;
use register::Register;
use tower::ServiceExt as _;
use web_public::{News, Shelf, router};

const ADDRESSES: [&str; 12] = [
    "/",
    "/en/keten",
    "/indicatoren/help-after-order?regio=VT05",
    "/indicatoren/help-after-order.csv?regio=VT05",
    "/indicatoren/report-children.xlsx",
    "/indicatoren/report-children.png?tekening=jaren",
    "/regios/VT05",
    "/regios/VT05/raadsbrief.docx",
    "/maatregelen",
    "/v1/2026-1/report-children.json?regio=VT05",
    "/v1/2026-1/report-children.parquet",
    "/assets/inbeeld.css",
];

fn shelf() -> Shelf {
    let folder = tempfile::tempdir().expect("a folder");
    made::write(folder.path());
    Shelf::new(vec![Release::read(folder.path()).expect("a release")]).expect("a shelf")
}

/// An answer: whether it was made before, its headers without that, its bytes.
async fn asked(site: &Router, address: &str, takes: Option<&str>) -> (bool, HeaderMap, Vec<u8>) {
    let mut request = Request::get(address);
    if let Some(takes) = takes {
        request = request.header(header::ACCEPT_ENCODING, takes);
    }
    let answer = site.clone().oneshot(request.body(Body::empty()).expect("a request")).await.expect("an answer");
    assert_eq!(answer.status(), StatusCode::OK, "{address}");
    let (mut parts, body) = answer.into_parts();
    let was_kept = parts.headers.remove("cache-status").is_some();
    (was_kept, parts.headers, to_bytes(body, usize::MAX).await.expect("a body").into())
}

#[tokio::test]
async fn a_kept_answer_is_what_a_new_one_would_be() {
    let (site, anew) = (router(shelf()), router(shelf()));
    for address in ADDRESSES {
        for takes in [None, Some("gzip"), Some("br, gzip;q=0.8"), Some("gzip;q=0")] {
            let (_, headers, bytes) = asked(&site, address, takes).await;
            // A question nobody asked before, which says the same.
            let mark = if address.contains('?') { '&' } else { '?' };
            let (was_kept, new_headers, new_bytes) =
                asked(&anew, &format!("{address}{mark}nieuw={}", takes.unwrap_or("").len()), takes).await;
            assert!(!was_kept, "{address}");
            assert!(headers == new_headers && bytes == new_bytes, "{address} {takes:?}: {headers:?} {new_headers:?}");
            let again = asked(&site, address, takes).await;
            assert!(again == (true, headers, bytes), "{address} {takes:?} again");
        }
    }
}

#[tokio::test]
async fn nothing_is_kept_of_a_search_or_of_the_signpost() {
    let site = router(shelf());
    for address in ["/zoek?q=amsterdam", "/en/zoek?q=x", "/hulp", "/en/hulp", "/healthz"] {
        for _ in 0..2 {
            assert!(!asked(&site, address, None).await.0, "{address}");
        }
    }
    let missing = || site.clone().oneshot(Request::get("/x").body(Body::empty()).expect("a request"));
    for _ in 0..2 {
        let answer = missing().await.expect("an answer");
        assert!(answer.status() == StatusCode::NOT_FOUND && !answer.headers().contains_key("cache-status"));
    }
}

#[tokio::test]
async fn a_register_read_anew_drops_what_was_kept_and_only_then() {
    let (is_written, looks) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let news: News = Box::new({
        let (is_written, looks) = (Arc::clone(&is_written), Arc::clone(&looks));
        move || {
            looks.fetch_add(1, Ordering::SeqCst);
            is_written.swap(false, Ordering::SeqCst).then(Register::default)
        }
    });
    let site = router(shelf().with_news(news));
    let (_, _, before) = asked(&site, "/maatregelen", None).await;
    asked(&site, "/v1", None).await;
    let looked = looks.load(Ordering::SeqCst);
    assert!(asked(&site, "/v1", None).await.0 && looks.load(Ordering::SeqCst) == looked, "open data says nothing of the register");
    assert!(asked(&site, "/maatregelen", None).await == (true, asked(&site, "/maatregelen", None).await.1, before.clone()));
    assert!(looks.load(Ordering::SeqCst) > looked, "what was kept is not shown before somebody looked");
    is_written.store(true, Ordering::SeqCst);
    let (was_kept, _, after) = asked(&site, "/maatregelen", None).await;
    assert!(!was_kept && after != before, "the page shows what was written");
    assert!(!asked(&site, "/v1", None).await.0, "everything went");
    assert_eq!(asked(&site, "/maatregelen", None).await.2, after);
}
