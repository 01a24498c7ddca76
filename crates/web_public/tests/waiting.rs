//! The pages of waiting lists: how many wait at the end of the newest month, by length, by region and by month.

mod made;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use publication::Release;
use tower::ServiceExt as _;
use web_public::{Shelf, router};

async fn asked(address: &str) -> (StatusCode, Vec<u8>) {
    let folder = tempfile::tempdir().expect("a folder");
    made::write(folder.path());
    let site: Router = router(Shelf::new(vec![Release::read(folder.path()).expect("a release")]).expect("a shelf"));
    let answer = site.oneshot(Request::get(address).body(Body::empty()).expect("a request")).await.expect("an answer");
    (answer.status(), to_bytes(answer.into_body(), usize::MAX).await.expect("a body").to_vec())
}

async fn page(address: &str) -> String {
    let (status, bytes) = asked(address).await;
    assert_eq!(status, StatusCode::OK, "{address}");
    String::from_utf8(bytes).expect("text")
}

/// Text between the tags of a page, with spaces for them.
fn words(page: &str) -> String {
    let mut inside = false;
    let text: String = page
        .chars()
        .map(|letter| {
            inside = letter == '<' || inside && letter != '>';
            if inside || letter == '>' { ' ' } else { letter }
        })
        .collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn all_lists_stand_on_one_page_with_a_year_before() {
    let lists = page("/wachtlijsten").await;
    let text = words(&lists);
    assert!(text.contains("eind december 2025") && text.contains("Eind december 2024"), "{text}");
    assert!(text.contains("Hulp na een maatregel 110 15 x afgeschermd . onbekend"), "{text}");
    assert!(lists.contains("href=\"/wachtlijsten/waiting-help-after-order\""));
    for address in ["/keten", "/indicatoren"] {
        assert!(page(address).await.contains("href=\"/wachtlijsten\""), "{address}");
    }
    assert!(words(&page("/en/wachtlijsten").await).contains("the end of December 2025"));
}

#[tokio::test]
async fn a_list_is_drawn_by_month_and_told_by_length_and_region() {
    let list = page("/wachtlijsten/waiting-help-after-order").await;
    let text = words(&list);
    assert!(list.contains("<svg") && list.contains("Regio’s die meetellen 2025-12: 110 (108 – 112)"), "the drawing");
    assert!(text.contains("langer dan de termijn 15 20") && text.contains("langer dan een jaar x afgeschermd"), "{text}");
    assert!(
        text.contains("Twente 80 40") && text.contains("Alles bij elkaar 110 . onbekend") && text.contains("Zeeland x afgeschermd ."),
        "a region that was not yet delivered is unknown: {text}"
    );
    assert!(text.contains("december 2024 40 1") && text.contains("januari 2025 55 2"), "{text}");
    assert!(!text.contains("november 2024"), "a month that stays inside is not drawn");
}

#[tokio::test]
async fn a_list_has_one_address_and_its_files_hold_both_tables() {
    assert_eq!(asked("/kruistabellen/waiting-help-after-order").await.0, StatusCode::NOT_FOUND);
    assert_eq!(asked("/wachtlijsten/help-by-form-and-sex").await.0, StatusCode::NOT_FOUND);
    assert_eq!(asked("/wachtlijsten/waiting-help-after-order-length").await.0, StatusCode::NOT_FOUND);
    assert!(!page("/indicatoren").await.contains("kruistabellen/waiting"));
    let found = page("/zoek?q=wachtlijst").await;
    assert!(found.contains("/wachtlijsten/waiting-help-after-order\"") && !found.contains("-length"));
    let text = page("/wachtlijsten/waiting-help-after-order.csv").await;
    assert!(text.lines().any(|line| line.starts_with("waiting-help-after-order,2026-1,2025-11,region,VT19,,,,,count,,25")), "{text}");
    assert!(
        text.lines().any(|line| line.starts_with("waiting-help-after-order-length,2026-1,2025-11,waited,past-year,,,,,count,,,")),
        "{text}"
    );
    let known = page("/v1/2026-1").await;
    let both = known.matches("/wachtlijsten/waiting-help-after-order.csv").count();
    assert!(both == 2 && known.contains("\"2025-12\"") && !known.contains("2024-11"));
}
