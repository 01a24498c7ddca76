//! The signpost as one document, and the page for professionals, as a browser gets them.

mod made;

use axum::body::{Body, to_bytes};
use axum::http::{Request, header};
use publication::Release;
use screens::Language;
use signpost::Guide;
use tower::ServiceExt as _;
use web_public::{Shelf, router, signpost_document};

async fn get(address: &str) -> (axum::http::HeaderMap, String) {
    let folder = tempfile::tempdir().expect("a folder");
    made::write(folder.path());
    let shelf = Shelf::new(vec![Release::read(folder.path()).expect("a release")]).expect("a shelf");
    let request = Request::get(address).body(Body::empty()).expect("a request");
    let answer = router(shelf).oneshot(request).await.expect("an answer");
    let headers = answer.headers().clone();
    let bytes = to_bytes(answer.into_body(), usize::MAX).await.expect("a body");
    (headers, String::from_utf8(bytes.into()).expect("text"))
}

#[tokio::test]
async fn the_page_may_load_nothing_but_itself() {
    let (headers, page) = get("/hulp").await;
    let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().expect("text");
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
    assert!(!policy.contains("unsafe") && !policy.contains("'self'"), "{policy}");
    assert_eq!(headers[header::CACHE_CONTROL], "no-store");
    assert!(!headers.contains_key(header::SET_COOKIE));
    for needs_a_request in ["src=", "rel=\"stylesheet\"", "<form", "<img", "url(", "@import", "fetch(", "localStorage", "document.cookie"] {
        assert!(!page.contains(needs_a_request), "{needs_a_request}");
    }
}

#[tokio::test]
async fn the_english_address_opens_in_english() {
    let checked = |page: &str, tongue: &str| page.contains(&format!("id=\"tongue-{tongue}\" checked"));
    let (_, dutch) = get("/hulp").await;
    let (_, english) = get("/en/hulp").await;
    assert!(checked(&dutch, "nl") && !checked(&dutch, "en"));
    assert!(checked(&english, "en") && english.contains("<html lang=\"en\">"));
}

#[test]
fn numbers_come_before_any_question_and_the_exit_before_everything() {
    let page = signpost_document(Guide::national(), Language::Dutch);
    let place = |text: &str| page.find(text).unwrap_or_else(|| panic!("the page does not say {text}"));
    assert!(place("data-leave") < place("tel:112"));
    for number in ["tel:112", "tel:08000188", "tel:08002000", "tel:08000432"] {
        assert!(place(number) < place("<details"), "{number}");
    }
}

#[tokio::test]
async fn the_page_for_professionals_has_the_steps_the_decisions_and_the_table_of_ages() {
    let (_, page) = get("/professional").await;
    assert!(page.contains("ook zonder toestemming") && page.contains("Wmo 2015, artikel 5.2.6"), "the right to report");
    for words in
        ["Breng de signalen in kaart", "Is melden nodig?", "jonger dan 13 jaar", "13 tot en met 15 jaar", "16 jaar en ouder", "Kindcheck"]
    {
        assert!(page.contains(words), "{words}");
    }
    let (_, page) = get("/en/professional").await;
    assert!(page.contains("under 13 years") && page.contains("regional forensic physician"));
}
