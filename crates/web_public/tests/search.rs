//! `/zoek`: regions and indicators by their names, with typing mistakes.

mod made;

use std::sync::OnceLock;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use publication::Release;
use tower::ServiceExt as _;
use web_public::{Shelf, router};

async fn found(query: &str) -> Vec<String> {
    static SITE: OnceLock<Router> = OnceLock::new();
    let site = SITE.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder");
        made::write(folder.path());
        router(Shelf::new(vec![Release::read(folder.path()).expect("a release")]).expect("a shelf"))
    });
    let request = Request::get(format!("/zoek?q={query}")).body(Body::empty()).expect("a request");
    let answer = site.clone().oneshot(request).await.expect("an answer");
    assert_eq!(answer.status(), StatusCode::OK);
    let html = String::from_utf8(to_bytes(answer.into_body(), usize::MAX).await.expect("a body").into()).expect("text");
    let links = html.split("ib-list__link nl-link\" href=\"").skip(1);
    links.map(|rest| rest.split('"').next().expect("an address").to_owned()).collect()
}

#[tokio::test]
async fn a_name_with_a_typing_mistake_is_found_among_the_first_three() {
    let asked = [
        ("amsterdm", "/regios/GM0363"),
        ("Amstrdam", "/regios/GM0363"),
        ("gronigen", "/regios/GM0014"),
        ("utrech", "/regios/GM0344"),
        ("rotterdan", "/regios/GM0599"),
        ("enschedee", "/regios/GM0153"),
        ("den+haag", "/regios/GM0518"),
        ("den+bosh", "/regios/GM0796"),
        ("%27s-hertogenbos", "/regios/GM0796"),
        ("sudwest+fryslan", "/regios/GM1900"),
        ("twnte", "/regios/VT19"),
        ("VT19", "/regios/VT19"),
        ("nederlant", "/regios/NL"),
        ("veiligheidsbeoordelng", "/indicatoren/assessment"),
        ("hulp+maatregl", "/indicatoren/help-after-order"),
        ("kinderen+meldng", "/indicatoren/report-children"),
        ("advies", "/indicatoren/advice-records"),
        ("adviezn", "/indicatoren/advice-records"),
        ("wachttijdn", "/methode/waits"),
    ];
    for (query, wanted) in asked {
        let all = found(query).await;
        // Three of its own kind: regions stand first on the page.
        let kind = wanted.rsplit_once('/').expect("a kind").0;
        let first: Vec<&String> = all.iter().filter(|address| address.starts_with(kind)).take(3).collect();
        assert!(first.iter().any(|address| *address == wanted), "{query}: {all:?}");
    }
}

#[tokio::test]
async fn what_is_not_there_is_not_found_and_nothing_typed_breaks_a_page() {
    for query in ["xqzwv", "", "%00%ff", "%3Cscript%3E", "a", &"lang".repeat(500)] {
        assert!(found(query).await.len() < 13, "{query}");
    }
    assert!(found("xqzwv").await.is_empty() && found("amsterdam").await.len() < 8);
}
