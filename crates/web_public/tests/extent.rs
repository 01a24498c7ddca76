//! The page of how many children there may be, over a made release, as a browser gets it.

mod made;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use publication::Release;
use tower::ServiceExt as _;
use web_public::{Shelf, router};

async fn get(address: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    made::write(folder.path());
    let site = router(Shelf::new(vec![Release::read(folder.path()).expect("a release")]).expect("a shelf"));
    let request = Request::get(address).body(Body::empty()).expect("a request");
    let answer = site.oneshot(request).await.expect("an answer");
    assert_eq!(answer.status(), StatusCode::OK, "{address}");
    String::from_utf8(to_bytes(answer.into_body(), usize::MAX).await.expect("a body").into()).expect("text")
}

#[tokio::test]
async fn the_spread_leads_and_no_estimate_stands_alone() {
    let page = get("/omvang").await;
    let lead = page.find("Bij tussen 1.600 en 7.100 kinderen van 0–17 jaar").expect("the spread, first");
    let first = page.find("4.300").expect("an estimate");
    assert!(lead < first, "the spread comes before any estimate");
    assert!(page.contains("Professionals (2020)") && page.contains("2.500 (geen interval)") && page.contains("20 juli 2020"));
    assert!(page.contains("wie niemand kent") && page.contains("kinderen op geen lijst"), "what each cannot see");
}

#[tokio::test]
async fn referral_is_said_openly_and_criticism_is_one_click_away() {
    let page = get("/en/omvang").await;
    let (refer, closed) = (page.find("The lists refer to one another."), page.find("Nobody joins."));
    let details = page.rfind("<details").expect("something folded");
    assert!(refer.is_some_and(|place| place < details) && closed.is_some_and(|place| place > details));
    assert!(page.contains("Whitehead") && page.contains("Binette"));
    let low = page.find("This range is too low rather than too high.");
    assert!(low.is_some_and(|place| place < details), "that it misses low is said openly");
}

#[tokio::test]
async fn a_year_without_an_estimate_says_why() {
    let page = get("/omvang").await;
    assert!(page.contains("Te weinig kinderen.") && page.contains("700\u{a0}–\u{a0}1.300"));
}

/// Small counts are a symbol; a combination nobody has is not there; the file has the same cells.
#[tokio::test]
async fn the_table_of_lists_is_shown_where_it_is_safe() {
    let page = get("/omvang").await;
    let table = &page[page.find("De tabel waaruit is geschat").expect("the table")..];
    assert!(table.contains("Op ten minste één lijst") && table.contains("1.205") && table.contains("afgerond op 5"));
    assert!(table.contains("Alleen Centrum Seksueel Geweld en politie") && table.contains("afgeschermd"));
    assert!(!table.contains("Alleen politie"), "nobody stands on that list alone");
    assert!(page.contains("href=\"/omvang.csv\""));
    assert!(get("/en/omvang").await.contains("Only Centre for Sexual Violence and police"));
    let file = get("/omvang.csv").await;
    assert!(file.starts_with("release,year,age,scope,lists,children,status\n2026-1,2025,0-11,any,,1205,shown\n"), "{file}");
    assert!(file.contains("2026-1,2025,0-17,exactly,csg|police,,hidden\n") && !file.contains("2024"));
}

#[tokio::test]
async fn a_table_that_stays_inside_says_why() {
    let folder = tempfile::tempdir().expect("a folder");
    made::write(folder.path());
    let mut release = Release::read(folder.path()).expect("a release");
    release.overlaps.retain(|own| own.year == 2024);
    let site = router(Shelf::new(vec![release]).expect("a shelf"));
    let answer = site.oneshot(Request::get("/omvang").body(Body::empty()).expect("a request")).await.expect("an answer");
    let page = String::from_utf8(to_bytes(answer.into_body(), usize::MAX).await.expect("a body").into()).expect("text");
    assert!(page.contains("De tabel van 2024") && page.contains("Te berekenen zou zijn wie er staat."));
    assert!(!page.contains("/omvang.csv"), "there is no file to fetch");
}
