//! The pages of cross tables: what they say, and that files and pages hold the numbers of the release.

mod made;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use domain::Cell;
use publication::Release;
use tower::ServiceExt as _;
use web_public::{Shelf, router};

fn release() -> Release {
    let folder = tempfile::tempdir().expect("a folder");
    made::write(folder.path());
    Release::read(folder.path()).expect("a release")
}

async fn asked(address: &str) -> (StatusCode, Vec<u8>) {
    let site: Router = router(Shelf::new(vec![release()]).expect("a shelf"));
    let answer = site.oneshot(Request::get(address).body(Body::empty()).expect("a request")).await.expect("an answer");
    (answer.status(), to_bytes(answer.into_body(), usize::MAX).await.expect("a body").to_vec())
}

async fn page(address: &str) -> String {
    let (status, bytes) = asked(address).await;
    assert_eq!(status, StatusCode::OK, "{address}");
    String::from_utf8(bytes).expect("text")
}

#[tokio::test]
async fn a_cross_table_is_found_from_the_list_and_opens_with_its_newest_year() {
    assert!(page("/indicatoren").await.contains("href=\"/kruistabellen/help-by-form-and-sex\""));
    let opened = page("/kruistabellen/help-by-form-and-sex").await;
    assert!(
        opened.contains("Aantal in 2025") && opened.contains("– gesloten plaatsing") && opened.contains("Krijgen meisjes zwaardere hulp?")
    );
    assert!(
        opened.contains("is 7,0 procentpunt") && opened.contains("komt 2,0 (0,0") && opened.contains("overblijft is 5,0 (1,0"),
        "the contrast"
    );
    assert!(page("/en/kruistabellen/help-by-form-and-sex").await.contains("closed placement"));
    assert!(page("/zoek?q=geslacht").await.contains("/kruistabellen/help-by-form-and-sex"));
}

#[tokio::test]
async fn a_year_that_stays_inside_says_why_and_has_no_numbers() {
    let page = page("/kruistabellen/help-by-form-and-sex?jaar=2024").await;
    assert!(page.contains("Er ontbreken aanleveringen.") && !page.contains("Aantal in 2024") && !page.contains("<svg"));
    for address in ["/kruistabellen/no-such", "/kruistabellen/help-by-form-and-sex.pdf"] {
        assert_eq!(asked(address).await.0, StatusCode::NOT_FOUND, "{address}");
    }
}

#[tokio::test]
async fn files_hold_every_number_of_the_release_and_no_other() {
    let (release, text) = (release(), page("/kruistabellen/help-by-form-and-sex.csv").await);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<std::collections::HashMap<String, String>> = reader.deserialize().map(|row| row.expect("a row")).collect();
    let numbers = release.crosstabs[0].years()[1].numbers().expect("numbers");
    assert_eq!(rows.len(), numbers.cells().len() + numbers.shares().len());
    for row in &rows {
        let codes = [row["code_1"].as_str(), row["code_2"].as_str()];
        let value = row["value"].parse::<f64>().ok();
        match row["measure"].as_str() {
            "count" => assert_eq!(value, numbers.cell(&codes).shown().map(|count| count as f64)),
            _ => {
                let over = usize::from(row["over"] == "sex");
                let own = numbers.share(&codes, over).shown();
                assert_eq!(value, own.map(|own| own.value));
                assert_eq!(row["upper"].parse::<f64>().ok(), own.map(|own| own.interval.upper));
            }
        }
    }
    let hidden = rows.iter().filter(|row| row["status"] == "hidden").count();
    assert!(hidden == 3 && numbers.cell(&["13", "V"]) == Cell::Hidden);
    for (ending, begins) in [("xlsx", &b"PK"[..]), ("svg", b"<svg"), ("png", b"\x89PNG")] {
        assert!(asked(&format!("/kruistabellen/help-by-form-and-sex.{ending}")).await.1.starts_with(begins), "{ending}");
    }
}

#[tokio::test]
async fn a_hidden_number_is_a_symbol_in_every_table_and_two_groups_are_drawn_beside_each_other() {
    let page = page("/kruistabellen/help-by-form-and-sex").await;
    let row = |table: &str| {
        let own = page.split(&format!("id=\"{table}\"")).nth(1).expect("a table");
        own.split("– gesloten plaatsing").nth(1).and_then(|row| row.split("</tr>").next()).expect("a row").to_owned()
    };
    for table in ["aantal-alle", "kolom-alle", "rij-alle"] {
        assert_eq!(row(table).matches("ib-symbol--hidden").count(), 1, "{table}");
    }
    let drawing = String::from_utf8(asked("/kruistabellen/help-by-form-and-sex.svg").await.1).expect("text");
    assert!(drawing.contains("hulp met verblijf") && drawing.contains("meisjes: ") && drawing.contains("jongens: "), "{drawing}");
}
