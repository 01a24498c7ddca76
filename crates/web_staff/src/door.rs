//! The door: what every answer carries, how large a form may be, and that forms come from our own pages.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::to_bytes;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Path, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use screens::Language;
use tower_http::timeout::TimeoutLayer;

use crate::visit::{Asked, Sent, Visit, account_of};
use crate::{Site, Trouble, address, pages, session};

/// Longest time a page may take; reading in a large file is the longest.
const PATIENCE: Duration = Duration::from_secs(60);
/// Largest form without a file, in bytes.
const FORM_BYTES: usize = 1 << 20;
/// Largest form with a file, in bytes; only for who is logged in.
const UPLOAD_BYTES: usize = 24 << 20;

/// Nothing from elsewhere, nothing inline, no script but our own, no frame around it.
const CONTENT_SECURITY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self'; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// As the public pages have them; but the referrer stays within the site, because without it browsers say of our own forms
/// that they come from nowhere.
const HEADERS: [(HeaderName, &str); 9] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("x-robots-tag"), "noindex, nofollow"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    (header::CACHE_CONTROL, "no-store"),
];

/// All staff pages over a site: Dutch as they are, English under `/en`.
pub fn router(site: Arc<Site>) -> Router {
    Router::new()
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/assets/{hash}/{file}", get(asset))
        .fallback(page)
        .with_state(site)
        .layer(DefaultBodyLimit::max(UPLOAD_BYTES))
        .layer(from_fn(with_headers))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, PATIENCE))
}

async fn with_headers(request: Request, next: Next) -> Response {
    let mut answer = next.run(request).await;
    for (name, value) in &HEADERS {
        answer.headers_mut().entry(name.clone()).or_insert(HeaderValue::from_static(value));
    }
    answer
}

/// Style sheet, script, font and icon; they never change at their address.
async fn asset(Path((_, file)): Path<(String, String)>) -> Response {
    match screens::assets::find(&file) {
        Some(asset) => {
            let headers = [(header::CONTENT_TYPE, asset.kind), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
            (headers, asset.bytes).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn page(State(site): State<Arc<Site>>, request: Request) -> Response {
    let is_post = match *request.method() {
        Method::GET | Method::HEAD => false,
        Method::POST => true,
        _ => return StatusCode::METHOD_NOT_ALLOWED.into_response(),
    };
    let (language, path) = path_of(request.uri().path());
    let cookies = request.headers().get(header::COOKIE).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let query = pairs(request.uri().query().unwrap_or_default());
    let asked = Asked { is_post, path, query, cookies, ..Asked::default() };
    let refused = |path: Vec<String>, trouble: &Trouble| {
        let asked = Asked { is_post, path, ..Asked::default() };
        pages::trouble(&Visit { site: Arc::clone(&site), language, asked, session: None, account: None }, trouble)
    };
    if is_post && !is_own(request.headers()) {
        return refused(asked.path, &Trouble::Elsewhere);
    }
    // Who logs in waits for a turn before anything of theirs is read.
    let is_at_door = is_post && asked.path.first().is_some_and(|part| part == "inloggen");
    let turn = is_at_door.then(|| site.turn());
    if matches!(turn, Some(None)) {
        return refused(asked.path, &Trouble::Busy);
    }
    let path = asked.path.clone();
    let asked = if is_post { with_form(&site, asked, request).await } else { Ok(asked) };
    let asked = match asked {
        Ok(asked) => asked,
        Err(trouble) => return refused(path, &trouble),
    };
    let answered = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        answer(site, language, asked)
    });
    answered.await.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

/// Off the asynchronous threads: the records block.
fn answer(site: Arc<Site>, language: Language, asked: Asked) -> Response {
    let session = session::of_cookie(&site, &asked.cookies);
    let known = session.and_then(|session| Ok((account_of(&site, session.as_ref())?, session)));
    let (account, session, trouble) = match known {
        Ok((account, session)) => (account, session, None),
        Err(trouble) => (None, None, Some(trouble)),
    };
    let visit = Visit { site, language, asked, session, account };
    let answered = trouble.map_or_else(|| address::answer(&visit), Err);
    answered.unwrap_or_else(|trouble| pages::trouble(&visit, &trouble))
}

/// Adds what the form holds. A file is read only of who is logged in.
async fn with_form(site: &Arc<Site>, asked: Asked, request: Request) -> Result<Asked, Trouble> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("multipart/form-data") {
        let body = to_bytes(request.into_body(), FORM_BYTES).await.map_err(|_| Trouble::TooLarge)?;
        return Ok(Asked { form: pairs(&String::from_utf8_lossy(&body)), ..asked });
    }
    let asked = Asked { has_file: true, ..asked };
    let (own, cookies) = (Arc::clone(site), asked.cookies.clone());
    let checked = tokio::task::spawn_blocking(move || {
        let session = session::of_cookie(&own, &cookies)?;
        account_of(&own, session.as_ref())
    });
    let is_known = matches!(checked.await, Ok(Ok(Some(_))));
    if !is_known {
        return Ok(asked);
    }
    let mut parts = Multipart::from_request(request, &()).await.map_err(|_| Trouble::Stale)?;
    let mut asked = asked;
    while let Some(part) = parts.next_field().await.map_err(|_| Trouble::TooLarge)? {
        let (name, file) = (part.name().unwrap_or_default().to_owned(), part.file_name().map(str::to_owned));
        let bytes = part.bytes().await.map_err(|_| Trouble::TooLarge)?;
        match file {
            Some(file) => asked.file = Some(Sent { name: file, bytes: bytes.to_vec() }),
            None => asked.form.push((name, String::from_utf8_lossy(&bytes).into_owned())),
        }
    }
    Ok(asked)
}

/// Whether a form came from a page of this site, by what the browser says of it. A browser that says nothing is refused.
fn is_own(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let by_fetch = text("sec-fetch-site").map(|site| site == "same-origin");
    let by_origin = text("origin").map(|origin| {
        let host = origin.split_once("://").map_or("", |(_, host)| host);
        !host.is_empty() && text("host") == Some(host)
    });
    match (by_fetch, by_origin) {
        (None, None) => false,
        (fetch, origin) => fetch.unwrap_or(true) && origin.unwrap_or(true),
    }
}

/// Language and parts of a path.
fn path_of(path: &str) -> (Language, Vec<String>) {
    let mut parts: Vec<String> = path.split('/').filter(|part| !part.is_empty()).map(decoded).collect();
    if parts.first().is_some_and(|first| first == "en") {
        parts.remove(0);
        return (Language::English, parts);
    }
    (Language::Dutch, parts)
}

/// The pairs of a form or an address.
fn pairs(text: &str) -> Vec<(String, String)> {
    let pair = |pair: &str| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decoded(&name.replace('+', " ")), decoded(&value.replace('+', " ")))
    };
    text.split('&').filter(|text| !text.is_empty()).map(pair).collect()
}

/// A text without its escapes; what is no text becomes the sign for that.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut place = 0;
    while place < bytes.len() {
        let escaped = (bytes[place] == b'%').then(|| bytes.get(place + 1..place + 3)).flatten();
        let byte = escaped.and_then(|pair| std::str::from_utf8(pair).ok()).and_then(|pair| u8::from_str_radix(pair, 16).ok());
        plain.push(byte.unwrap_or(bytes[place]));
        place += if byte.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&plain).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_read_and_broken_ones_stay_what_they_are() {
        let read = pairs("a=b%20c+d&e=%C3%A9&f&g=100%&h=%zz&%3D=1");
        let read: Vec<(&str, &str)> = read.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(read, [("a", "b c d"), ("e", "é"), ("f", ""), ("g", "100%"), ("h", "%zz"), ("=", "1")]);
        assert_eq!(path_of("/en/register/a%2Fb"), (Language::English, vec!["register".to_owned(), "a/b".to_owned()]));
        assert_eq!(decoded("%FF"), "\u{fffd}");
    }

    #[test]
    fn a_form_from_elsewhere_or_from_nowhere_is_refused() {
        let own = |pairs: &[(&'static str, &'static str)]| {
            let headers = pairs.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
            is_own(&headers.collect())
        };
        assert!(own(&[("host", "a:1"), ("origin", "http://a:1")]));
        assert!(own(&[("host", "a:1"), ("origin", "http://a:1"), ("sec-fetch-site", "same-origin")]));
        assert!(!own(&[("host", "a:1")]));
        assert!(!own(&[("host", "a:1"), ("origin", "null")]));
        assert!(!own(&[("host", "a:1"), ("origin", "http://b:1")]));
        assert!(!own(&[("host", "a:1"), ("origin", "http://a:1"), ("sec-fetch-site", "same-site")]));
    }
}
