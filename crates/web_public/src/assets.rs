//! Style sheet, script, font and icon as answers, and the licences that come with them.

use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use screens::assets::{HASH, find};
use serde::Deserialize;

pub(crate) use screens::assets::addresses;

/// `/assets/{hash}/{file}`: never changes, so it is kept for a year.
pub(crate) async fn hashed(Path((hash, file)): Path<(String, String)>) -> Response {
    if hash == HASH { serve(&file, "public, max-age=31536000, immutable") } else { serve(&file, "no-cache") }
}

/// `/assets/{file}`: the same file at an address that stays.
pub(crate) async fn plain(Path(file): Path<String>) -> Response {
    serve(&file, "no-cache")
}

fn serve(file: &str, caching: &'static str) -> Response {
    match find(file) {
        Some(asset) => {
            let headers =
                [(header::CONTENT_TYPE, HeaderValue::from_static(asset.kind)), (header::CACHE_CONTROL, HeaderValue::from_static(caching))];
            (headers, asset.bytes).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// One thing of others that is shipped.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub(crate) struct Licence {
    #[serde(alias = "name")]
    pub package: String,
    #[serde(default)]
    pub version: String,
    #[serde(alias = "license")]
    pub licence: String,
    #[serde(default, alias = "homepage")]
    pub home: Option<String>,
}

/// Everything of others that is shipped; empty when the list cannot be read.
pub(crate) fn licences() -> Vec<Licence> {
    let bytes = find("licences.json").map_or(&b"[]"[..], |asset| asset.bytes);
    serde_json::from_slice(bytes).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_licences_of_the_bundle_are_read() {
        assert!(!licences().is_empty(), "the list of licences reads");
    }
}
