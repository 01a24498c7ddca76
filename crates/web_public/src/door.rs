//! The addresses, and what every answer carries: security headers, compression, a time limit.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{FromRef, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use screens::Language;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::TimeoutLayer;

use crate::kept::{self, OfRegister};
use crate::pages::{self, Visit};
use crate::{Shelf, assets, open_data, signpost_page};

/// Longest time a page may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// So long a page waits for a register in which somebody may have written.
const LONGEST_READING: Duration = Duration::from_secs(2);

/// Longest address: a built table of every municipality by its own code fits.
const LONGEST: usize = 8_192;

/// Nothing from elsewhere, nothing inline: the whole site is style sheet, script, font and drawings of its own.
pub(crate) const CONTENT_SECURITY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self'; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const HEADERS: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
];

/// One of the two languages of the site: the same pages under addresses of their own.
#[derive(Clone)]
struct Tongue {
    shelf: Arc<Shelf>,
    language: Language,
}

impl FromRef<Tongue> for Visit {
    fn from_ref(tongue: &Tongue) -> Visit {
        Visit { shelf: Arc::clone(&tongue.shelf), written: tongue.shelf.written(), language: tongue.language }
    }
}

/// All public pages over the releases of a shelf: Dutch as they are, English under `/en`.
pub fn router(shelf: Shelf) -> Router {
    let shelf = Arc::new(shelf);
    let tongue = |language| Tongue { shelf: Arc::clone(&shelf), language };
    let (dutch, english) = (tongue(Language::Dutch), tongue(Language::English));
    let english_home = Router::new().route("/en/", get(pages::home));
    let registered = |router: Router<Tongue>| router.route_layer(from_fn_with_state(Arc::clone(&shelf), with_news));
    Router::new()
        .route("/healthz", get(|| async { ([(header::CACHE_CONTROL, "no-store")], "ok\n") }))
        .route("/assets/{file}", get(assets::plain))
        .route("/assets/{hash}/{file}", get(assets::hashed))
        .merge(open_data().with_state(dutch.clone()))
        .merge(registered(addresses()).merge(help()).with_state(dutch.clone()))
        .merge(registered(english_home).with_state(english.clone()))
        .nest("/en", registered(addresses()).merge(help()).with_state(english))
        .fallback(pages::missing)
        .with_state(dutch)
        .layer(from_fn(with_headers))
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(shelf, kept::answer))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, PATIENCE))
}

/// Reads the register anew where somebody wrote in it since the last visit.
async fn with_news(State(shelf): State<Arc<Shelf>>, request: Request, next: Next) -> Response {
    look_for_news(&shelf).await;
    let mut answer = next.run(request).await;
    answer.extensions_mut().insert(OfRegister);
    answer
}

/// Waits until it is known whether somebody wrote in the register.
pub(crate) async fn look_for_news(shelf: &Arc<Shelf>) {
    if let Some(place) = shelf.place() {
        let shelf = Arc::clone(shelf);
        let reading = tokio::task::spawn_blocking(move || {
            shelf.refresh();
            drop(place);
        });
        // Where reading fails or takes long, what was read before is shown.
        tokio::time::timeout(LONGEST_READING, reading).await.ok();
    }
}

/// The signpost and the path of professionals: they say nothing of the register and look at nothing of it.
fn help() -> Router<Tongue> {
    Router::new().route("/hulp", get(signpost_page::page)).route("/professional", get(pages::professional))
}

fn open_data() -> Router<Tongue> {
    Router::new()
        .route("/v1", get(open_data::releases))
        .route("/v1/openapi.json", get(open_data::description))
        .route("/v1/{version}", get(open_data::release))
        .route("/v1/{version}/{name}", get(open_data::file))
}

fn addresses() -> Router<Tongue> {
    Router::new()
        .route("/", get(pages::home))
        .route("/keten", get(pages::chain))
        .route("/keten.csv", get(pages::chain_file))
        .route("/keten.xlsx", get(pages::chain_file))
        .route("/keten.svg", get(pages::chain_file))
        .route("/keten.png", get(pages::chain_file))
        .route("/indicatoren", get(pages::indicators))
        .route("/indicatoren/{slug}", get(pages::indicator))
        .route("/indicatoren/{slug}/regios", get(pages::compare_regions))
        .route("/kruistabellen/{slug}", get(pages::crosstab))
        .route("/wachtlijsten", get(pages::waiting_lists))
        .route("/wachtlijsten/{slug}", get(pages::waiting_list))
        .route("/regios", get(pages::regions))
        .route("/regios/{code}", get(pages::region))
        .route("/regios/{code}/raadsbrief", get(pages::letter))
        .route("/regios/{code}/raadsbrief.docx", get(pages::letter_docx))
        .route("/omvang", get(pages::extent))
        .route("/omvang.csv", get(pages::overlap_file))
        .route("/omvang/{name}", get(pages::extent_file))
        .route("/methode", get(pages::methods))
        .route("/methode/{slug}", get(pages::method))
        .route("/maatregelen", get(pages::measures))
        .route("/maatregelen/matrix", get(pages::coverage))
        .route("/maatregelen/regios", get(pages::compare))
        .route("/maatregelen/aanbod", get(pages::offer))
        .route("/maatregelen/voortgang", get(pages::report))
        .route("/maatregelen/voortgang.docx", get(pages::report_docx))
        .route("/maatregelen/{id}", get(pages::record))
        .route("/tabellen", get(pages::tables))
        .route("/tabellen/{name}", get(pages::tables_file))
        .route("/zoek", get(pages::find))
        .route("/wijzigingen", get(pages::changes))
        .route("/rechten", get(pages::rights))
        .route("/toegankelijkheid", get(pages::accessibility))
        .route("/privacy", get(pages::privacy))
        .route("/licenties", get(pages::licences))
}

async fn with_headers(request: Request, next: Next) -> Response {
    let is_too_long = request.uri().path_and_query().is_some_and(|address| address.as_str().len() > LONGEST);
    let mut answer = if is_too_long { StatusCode::URI_TOO_LONG.into_response() } else { next.run(request).await };
    for (name, value) in &HEADERS {
        answer.headers_mut().entry(name.clone()).or_insert(HeaderValue::from_static(value));
    }
    if !answer.headers().contains_key(header::CACHE_CONTROL) {
        answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"));
    }
    answer
}
