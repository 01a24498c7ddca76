//! The pages of the register over a made release, as a browser gets them.

mod made;

use std::sync::OnceLock;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use publication::Release;
use register::{Kind, Register};
use tower::ServiceExt as _;
use web_public::{Shelf, router};

async fn get(address: &str) -> (StatusCode, String) {
    static SITE: OnceLock<Router> = OnceLock::new();
    let site = SITE.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder");
        made::write(folder.path());
        router(Shelf::new(vec![Release::read(folder.path()).expect("a release")]).expect("a shelf"))
    });
    let request = Request::get(address).body(Body::empty()).expect("a request");
    let answer = site.clone().oneshot(request).await.expect("an answer");
    let status = answer.status();
    let bytes = to_bytes(answer.into_body(), usize::MAX).await.expect("a body");
    (status, String::from_utf8(bytes.into()).expect("text"))
}

#[tokio::test]
async fn every_commitment_and_measure_of_the_texts_stands_on_the_page_and_has_a_page_of_its_own() {
    let (_, page) = get("/maatregelen?op=2020-12-01").await;
    let register = Register::of_texts();
    for record in register.of_kind(Kind::Commitment).chain(register.of_kind(Kind::Measure)) {
        let address = format!("/maatregelen/{}", record.id());
        assert!(page.contains(&format!("href=\"{address}\"")), "{address}");
    }
    for id in ["C-09", "C-51", "M-37", "Q-F3", "R-4", "P-voorbeeld"] {
        assert_eq!(get(&format!("/maatregelen/{id}")).await.0, StatusCode::OK, "{id}");
    }
    let (_, pilots) = get("/maatregelen/M-37").await;
    assert!(pilots.contains("href=\"/indicatoren/help-after-order\"") && pilots.contains("geen nulmeting"));
    assert_eq!(get("/maatregelen/C-999").await.0, StatusCode::NOT_FOUND);
    assert_eq!(get("/maatregelen/%FF").await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_day_in_the_address_decides_what_was_due_and_unknown_is_said_to_be_unknown() {
    let (_, before) = get("/maatregelen?op=2020-12-01").await;
    let (_, after) = get("/maatregelen?op=2021-02-01").await;
    let unknown = |page: &str| page.matches("termijn voorbij, bewijs onbekend").count();
    assert_eq!((unknown(&before), unknown(&after)), (1, 10));
    assert!(before.contains("binnen 90 dagen") && after.contains("onbekend of iets is gedaan"));
    let (status, wrong) = get("/maatregelen?op=morgen").await;
    assert!(status == StatusCode::OK && wrong.contains("Schrijf de dag als 2020-12-31"));
}

#[tokio::test]
async fn the_matrix_names_measures_and_groups_that_are_not_reached() {
    let (_, page) = get("/maatregelen/matrix").await;
    assert!(page.contains("Niet bereikt:") && page.contains("href=\"/maatregelen/M-13\""));
    let (_, english) = get("/en/maatregelen/matrix?regio=VT19").await;
    assert!(english.contains("Who is reached, and who is not") && english.contains("Not reached:"));
    let (status, wrong) = get("/maatregelen/matrix?regio=XX").await;
    assert!(status == StatusCode::OK && wrong.contains("role=\"alert\""));
}
