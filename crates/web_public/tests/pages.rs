//! Every page of a made release, in both languages, as a reader's browser gets it.

mod made;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use axum::response::Response;
use publication::Release;
use tower::ServiceExt as _;
use web_public::{Shelf, router};

const PAGES: [&str; 33] = [
    "/",
    "/keten",
    "/keten?regio=VT05",
    "/indicatoren",
    "/indicatoren/help-after-order",
    "/indicatoren/help-after-order?regio=VT05&periode=2024&vergelijk=geen",
    "/indicatoren/help-after-order?regio=VT09",
    "/indicatoren/assessment?regio=VT01&periode=2023-2025",
    "/indicatoren/report-children?regio=VT02&vergelijk=2023",
    "/indicatoren/advice-records?release=2026-1",
    "/indicatoren/report-children?regio=GM0363",
    "/regios/GM0363",
    "/regios",
    "/regios/NL",
    "/regios/VT05",
    "/regios/VT16",
    "/methode",
    "/methode/waits",
    "/indicatoren/help-after-order/regios",
    "/indicatoren/report-children/regios?periode=2023",
    "/indicatoren/assessment/regios?periode=1999",
    "/regios/VT02/raadsbrief",
    "/regios/GM0363/raadsbrief?release=2026-1",
    "/tabellen",
    "/tabellen?wat=assessment",
    "/tabellen?wat=report-children&soort=GM",
    "/tabellen?wat=report-children&soort=NL&naar=age",
    "/tabellen?stap=2",
    "/zoek?q=amsterdm",
    "/wijzigingen",
    "/rechten",
    "/toegankelijkheid",
    "/licenties",
];

fn release() -> Release {
    let folder = tempfile::tempdir().expect("a folder");
    made::write(folder.path());
    Release::read(folder.path()).expect("a release")
}

/// One router over one made release, for all tests.
fn site() -> Router {
    static SITE: OnceLock<Router> = OnceLock::new();
    SITE.get_or_init(|| router(Shelf::new(vec![release()]).expect("a shelf"))).clone()
}

async fn get(address: &str) -> Response {
    let request = Request::get(address).body(Body::empty()).expect("a request");
    site().oneshot(request).await.expect("an answer")
}

async fn text(answer: Response) -> String {
    let bytes = to_bytes(answer.into_body(), usize::MAX).await.expect("a body");
    String::from_utf8(bytes.into()).expect("text")
}

async fn page(address: &str) -> String {
    text(get(address).await).await
}

fn both(address: &str) -> [String; 2] {
    [address.to_owned(), format!("/en{address}")]
}

#[tokio::test]
async fn every_page_answers_in_both_languages_with_one_heading_and_nothing_inline() {
    for address in PAGES.iter().flat_map(|address| both(address)) {
        let answer = get(&address).await;
        assert_eq!(answer.status(), StatusCode::OK, "{address}");
        let html = text(answer).await;
        assert_eq!(html.matches("<h1").count(), 1, "{address}");
        assert!(!html.contains("style=") && !html.contains("<style") && !html.contains("<i onclick"), "{address}");
        assert_eq!(html.matches("<script").count(), 1, "{address}");
        assert!(html.contains("<script src=\"/assets/"), "{address}");
        assert!(!html.contains("javascript:") && !html.contains("NaN") && !html.contains("{term}"), "{address}");
        let language = if address.starts_with("/en") { "lang=\"en\"" } else { "lang=\"nl\"" };
        assert!(html.contains(&format!("<html {language}>")), "{address}");
        assert_eq!(open_places(&html), Vec::<&str>::new(), "{address}: places not filled in");
    }
}

/// `{name}` left in a text.
fn open_places(html: &str) -> Vec<&str> {
    html.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name).filter(|name| name.len() < 20).collect()
}

#[tokio::test]
async fn ids_are_used_once_and_labels_point_at_them() {
    for address in PAGES {
        let html = page(address).await;
        let mut ids: BTreeMap<&str, usize> = BTreeMap::new();
        for part in html.split(" id=\"").skip(1) {
            *ids.entry(part.split('"').next().expect("an id")).or_default() += 1;
        }
        let twice: Vec<_> = ids.iter().filter(|(_, times)| **times > 1).collect();
        assert!(twice.is_empty(), "{address}: {twice:?}");
        for part in html.split("aria-labelledby=\"").skip(1) {
            let labels = part.split('"').next().expect("labels");
            assert!(labels.split(' ').all(|label| ids.contains_key(label)), "{address}: {labels}");
        }
    }
}

#[tokio::test]
async fn links_inside_the_site_lead_somewhere() {
    let mut seen = BTreeSet::new();
    for address in PAGES.iter().flat_map(|address| both(address)) {
        let html = page(&address).await;
        let links =
            html.split("href=\"/").skip(1).map(|part| format!("/{}", part.split('"').next().expect("an address").replace("&amp;", "&")));
        // Every drawing of the country as a file, and one place of each kind: more of the same takes minutes.
        let is_drawing = |link: &String| link.contains("tekening=") && !link.contains("regio=NL");
        seen.extend(links.filter(|link| !link.contains("regio=VT1") && !link.contains("regio=VT2") && !is_drawing(link)));
    }
    for link in seen {
        let request = Request::get(&link).body(Body::empty()).expect("a request");
        let status = site().oneshot(request).await.expect("an answer").status();
        assert_eq!(status, StatusCode::OK, "{link}");
    }
}

#[tokio::test]
async fn the_switch_keeps_the_page_and_what_was_chosen() {
    let html = page("/indicatoren/help-after-order?regio=VT02&periode=2024").await;
    let english = "/en/indicatoren/help-after-order?regio=VT02&amp;periode=2024&amp;vergelijk=NL&amp;release=2026-1";
    assert!(html.contains(&format!("class=\"ib-language nl-link\" href=\"{english}\"")), "the switch");
}

#[tokio::test]
async fn a_made_country_and_a_missing_approval_are_said_on_every_page() {
    for address in PAGES {
        let html = page(address).await;
        assert!(html.contains("Verzonnen gegevens: dit land bestaat niet") && html.contains("niet goedgekeurd"), "{address}");
    }
    assert!(page("/zoek").await.contains("Verzonnen gegevens"));
}

#[tokio::test]
async fn a_hidden_region_is_an_x_with_a_way_on_and_no_number() {
    let html = page("/indicatoren/help-after-order?regio=VT05&periode=2024").await;
    assert!(html.contains("Dit cijfer is afgeschermd"), "says so");
    assert!(html.contains("regio=VT05&amp;periode=2023-2025") && html.contains("2023–2025 samen"), "offers pooled years");
    let row = html.split("<tr").find(|row| row.contains("ib-row-this") && row.contains("/regios/VT05")).expect("its row");
    let row = row.split("</tr>").next().expect("a row");
    assert!(row.matches("ib-symbol--hidden").count() >= 5 && !row.contains("data-value"), "{row}");
}

#[tokio::test]
async fn the_download_holds_exactly_the_cells_of_the_page() {
    for query in [
        "",
        "?regio=VT02&periode=2024",
        "?regio=VT05&periode=2024",
        "?regio=VT03&periode=2023-2025&vergelijk=VT04",
        "?regio=VT03&periode=2023-2025&vergelijk=geen",
    ] {
        for slug in ["help-after-order", "report-children"] {
            let html = page(&format!("/indicatoren/{slug}{query}")).await;
            let csv = page(&format!("/indicatoren/{slug}.csv{query}")).await;
            let mut reader = csv::Reader::from_reader(csv.as_bytes());
            let rows: Vec<BTreeMap<String, String>> = reader.deserialize().map(|row| row.expect("a row")).collect();
            let mut in_file: Vec<String> = rows.iter().filter(|row| row["status"] == "shown").map(|row| row["value"].clone()).collect();
            in_file.sort();
            in_file.dedup();
            for value in &in_file {
                let value: f64 = value.parse().expect("a number");
                assert!(html.contains(&format!("data-value=\"{value}\"")), "{slug}{query}: {value} is on the page");
            }
            for value in sorted_values(&html) {
                let known =
                    |row: &BTreeMap<String, String>| ["value", "lower", "n", "censored"].iter().any(|name| same(&row[*name], &value));
                assert!(rows.iter().any(known), "{slug}{query}: {value} is in the file");
            }
            for row in rows.iter().filter(|row| row["status"] != "shown") {
                assert!(["value", "lower", "upper", "level"].iter().all(|name| row[*name].is_empty()), "{row:?}");
            }
        }
    }
}

fn sorted_values(html: &str) -> Vec<String> {
    html.split("data-value=\"").skip(1).map(|part| part.split('"').next().expect("a value").to_owned()).collect()
}

fn same(one: &str, other: &str) -> bool {
    matches!((one.parse::<f64>(), other.parse::<f64>()), (Ok(one), Ok(other)) if one == other)
}

#[tokio::test]
async fn every_page_of_an_indicator_offers_its_cells_once() {
    for query in ["", "?regio=VT05&periode=2024", "?regio=GM0363", "?regio=GM0363&vergelijk=geen"] {
        let html = page(&format!("/indicatoren/report-children{query}")).await;
        assert_eq!(html.matches("class=\"ib-downloads\"").count(), 1, "{query}");
        assert!(html.contains("release=2026-1\" data-ib-copy"), "{query}: the permanent link names its release");
    }
}

/// The country has one known break, region VT01 a found one as well: the line stops, a rule stands there, words, table and files say it.
#[tokio::test]
async fn a_break_is_drawn_told_and_in_every_file() {
    let lines = |html: &str| {
        let years = html.split("id=\"jaren\"").nth(1).expect("the years");
        let drawing = years.split("<svg").nth(1).expect("a drawing").split("</svg>").next().expect("its end").to_owned();
        (drawing.matches("class=\"ib-c-this\"").count(), drawing.matches("class=\"ib-c-due\"").count())
    };
    let country = page("/indicatoren/advice-records?vergelijk=geen").await;
    assert_eq!(lines(&country), (2, 1));
    assert!(country.contains("breuk 1-1-2023") && country.contains("1 januari 2023: Nieuw protocol. Anders geteld. Bron: Protocol 3"));
    assert!(country.contains("2023 (na een breuk)") && !country.contains("Vanaf 2024 hoger."));
    let region = page("/en/indicatoren/advice-records?regio=VT01&vergelijk=geen").await;
    // 2023 stands alone between two breaks: a dot, no line.
    assert_eq!(lines(&region), (2, 2));
    assert!(region.contains("step 2024") && region.contains("2024: Step. Higher from 2024. Source: This release."));
    let csv = page("/indicatoren/advice-records.csv?regio=VT01&vergelijk=geen").await;
    assert!(csv.lines().any(|line| line.contains(",VT01,") && line.contains(",2024,") && line.ends_with(",2024-01-01 found")), "{csv}");
    assert!(csv.lines().any(|line| line.contains(",2023,") && line.ends_with(",2023-01-01 known")));
    let open: serde_json::Value = serde_json::from_str(&page("/v1/2026-1/advice-records.json").await).expect("json");
    let breaks = open["indicator"]["series_breaks"].as_array().expect("breaks");
    assert_eq!((breaks.len(), &breaks[1]["region"], &breaks[1]["ratio"]["value"]), (2, &"VT01".into(), &1.5.into()));
    assert!(!page("/indicatoren/report-children").await.contains("Breuken in de reeks"));
}

#[tokio::test]
async fn an_address_that_does_not_fit_gives_the_page_and_an_error_summary() {
    let html = page("/indicatoren/help-after-order?regio=VT99&periode=%3Cscript%3E&vergelijk=maan&release=1999-9").await;
    assert!(html.contains("ib-error-summary") && html.contains("href=\"#regio\"") && html.contains("href=\"#periode\""));
    assert!(html.contains("href=\"#vergelijk\"") && html.contains("Deze publicatie is er niet"));
    assert!(!html.contains("<script>") && !html.contains("maan"), "what was typed is not repeated");
    assert_eq!(get("/indicatoren/help-after-order?regio=VT99&regio=NL&x=%zz").await.status(), StatusCode::OK);
}

#[tokio::test]
async fn missing_pages_and_unreadable_addresses_say_what_to_do() {
    for address in ["/x", "/indicatoren/x", "/indicatoren/help-after-order.exe", "/regios/XX", "/regios/GM9999", "/methode/x"] {
        for address in both(address) {
            let answer = get(&address).await;
            assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{address}");
            let html = text(answer).await;
            let way = if address.starts_with("/en") { "/en/indicatoren" } else { "/indicatoren" };
            assert!(html.contains(&format!("href=\"{way}\"")), "{address}");
        }
    }
    let answer = get("/indicatoren/%ff").await;
    assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
    assert!(text(answer).await.contains("Begin opnieuw"));
}

#[tokio::test]
async fn every_answer_carries_the_security_headers_and_no_cookie() {
    for address in ["/", "/x", "/healthz", "/assets/inbeeld.css", "/indicatoren/assessment.csv", "/indicatoren/assessment.svg"] {
        let answer = get(address).await;
        let policy = answer.headers()[header::CONTENT_SECURITY_POLICY].to_str().expect("text");
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{address}");
        assert_eq!(answer.headers()[header::X_CONTENT_TYPE_OPTIONS], "nosniff", "{address}");
        assert!(answer.headers().contains_key(header::CACHE_CONTROL), "{address}");
        assert!(!answer.headers().contains_key(header::SET_COOKIE), "{address}");
    }
}

#[tokio::test]
async fn assets_are_kept_for_a_year_at_their_own_hash_only() {
    let html = page("/").await;
    let style = html.split("rel=\"stylesheet\" href=\"").nth(1).and_then(|part| part.split('"').next()).expect("a style sheet");
    let answer = get(style).await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert!(answer.headers()[header::CACHE_CONTROL].to_str().expect("text").contains("immutable"));
    assert_eq!(answer.headers()[header::CONTENT_TYPE], "text/css; charset=utf-8");
    assert_eq!(get("/assets/0000/inbeeld.css").await.headers()[header::CACHE_CONTROL], "no-cache");
    assert_eq!(get("/assets/..%2fCargo.toml").await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn pages_are_compressed_where_the_reader_can_unpack_them() {
    let request = Request::get("/").header(header::ACCEPT_ENCODING, "gzip").body(Body::empty()).expect("a request");
    let answer = site().oneshot(request).await.expect("an answer");
    assert_eq!(answer.headers()[header::CONTENT_ENCODING], "gzip");
}

/// Bytes of an answer as they travel.
async fn weight(address: &str) -> usize {
    let request = Request::get(address).header(header::ACCEPT_ENCODING, "gzip").body(Body::empty()).expect("a request");
    let answer = site().oneshot(request).await.expect("an answer");
    assert_eq!(answer.status(), StatusCode::OK, "{address}");
    to_bytes(answer.into_body(), usize::MAX).await.expect("a body").len()
}

#[tokio::test]
async fn a_first_visit_weighs_under_150_kb_with_its_font_and_a_later_page_under_60() {
    let html = page("/").await;
    let own = |mark: &str| html.split(mark).nth(1).and_then(|rest| rest.split('"').next()).expect("an address").to_owned();
    let mut around = 0;
    for mark in ["rel=\"icon\" href=\"", "rel=\"preload\" href=\"", "rel=\"stylesheet\" href=\"", "<script src=\""] {
        around += weight(&own(mark)).await;
    }
    for address in PAGES {
        let own = weight(address).await;
        assert!(own < 60_000, "{address} weighs {own} bytes");
        assert!(own + around < 150_000, "a first visit to {address} weighs {} bytes", own + around);
    }
}

#[tokio::test]
async fn an_address_longer_than_any_of_ours_is_refused() {
    let long = format!("/zoek?q={}", "a".repeat(20_000));
    assert_eq!(get(&long).await.status(), StatusCode::URI_TOO_LONG);
    let request = Request::post("/tabellen").body(Body::empty()).expect("a request");
    assert_eq!(site().oneshot(request).await.expect("an answer").status(), StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn the_front_page_opens_with_its_number_and_the_share_that_is_shown() {
    let html = page("/").await;
    assert!(html.contains("van de kinderen heeft een half jaar na de maatregel van de rechter nog geen hulp"));
    assert!(html.contains("92\u{a0}%") && html.contains("van de cellen is te zien"));
}

#[test]
fn a_shelf_without_releases_is_refused() {
    assert!(Shelf::new(Vec::new()).is_err());
}

#[tokio::test]
async fn years_that_were_taken_over_say_from_which_release() {
    let mut release = release();
    let of = |years: &[i16], from: Option<&str>| publication::RepeatedYears {
        indicator: "report-children".to_owned(),
        years: years.to_vec(),
        from: from.map(str::to_owned),
    };
    release.repeated = vec![of(&[2022, 2023], Some("2025-2")), of(&[2024], None)];
    let site = router(Shelf::new(vec![release]).expect("a shelf"));
    let page = |address: &'static str| {
        let site = site.clone();
        async move {
            let request = Request::get(address).body(Body::empty()).expect("a request");
            text(site.oneshot(request).await.expect("an answer")).await
        }
    };
    let dutch = page("/indicatoren/report-children").await;
    assert!(dutch.contains(
        "De cijfers van 2022 en 2023 zijn overgenomen uit publicatie 2025-2: een bijgewerkt cijfer zou een kind kunnen verraden."
    ));
    assert!(dutch.contains("Over 2024 staan hier geen cijfers"));
    assert!(!page("/indicatoren/report-records").await.contains("overgenomen uit publicatie"));
    assert!(page("/en/indicatoren/report-children").await.contains("The figures of 2022 and 2023 are taken from release 2025-2"));
}
