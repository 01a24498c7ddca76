//! The description of the open data against what the addresses answer: every one it names, every field and no other.

mod made;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, Response, StatusCode, header};
use publication::Release;
use serde_json::Value;
use tower::ServiceExt as _;
use web_public::{Shelf, router};

const ENDINGS: [&str; 5] = ["json", "csv", "parquet", "py", "R"];

fn site() -> Router {
    let folder = tempfile::tempdir().expect("a folder");
    made::write(folder.path());
    router(Shelf::new(vec![Release::read(folder.path()).expect("a release")]).expect("a shelf"))
}

async fn asked(site: &Router, address: &str) -> Response<Body> {
    let request = Request::get(address).body(Body::empty()).expect("a request");
    site.clone().oneshot(request).await.expect("an answer")
}

fn kind(answer: &Response<Body>) -> String {
    answer.headers()[header::CONTENT_TYPE].to_str().expect("a kind").to_owned()
}

async fn json(answer: Response<Body>) -> Value {
    let bytes = to_bytes(answer.into_body(), usize::MAX).await.expect("a body");
    serde_json::from_slice(&bytes).expect("JSON")
}

/// Where a value is not what its schema says; empty where it is.
fn faults(whole: &Value, schema: &Value, value: &Value, place: &str) -> Vec<String> {
    if let Some(name) = schema["$ref"].as_str() {
        let schema = whole.pointer(name.trim_start_matches('#')).unwrap_or_else(|| panic!("{name} is not described"));
        return faults(whole, schema, value, place);
    }
    if let Some(any) = schema["anyOf"].as_array() {
        let each: Vec<_> = any.iter().map(|one| faults(whole, one, value, place)).collect();
        return if each.iter().any(Vec::is_empty) { Vec::new() } else { each.concat() };
    }
    let mut found = Vec::new();
    let kinds: Vec<&str> = schema["type"]
        .as_array()
        .map_or_else(|| vec![&schema["type"]], |own| own.iter().collect())
        .into_iter()
        .filter_map(Value::as_str)
        .collect();
    assert!(!kinds.is_empty(), "{place} has no type in the description");
    if !kinds.iter().any(|kind| is_of(kind, value)) {
        found.push(format!("{place}: {value} is not {kinds:?}"));
    }
    if schema["enum"].as_array().is_some_and(|words| !words.contains(value)) {
        found.push(format!("{place}: {value} is not among {}", schema["enum"]));
    }
    for (number, item) in value.as_array().into_iter().flatten().enumerate() {
        found.extend(faults(whole, &schema["items"], item, &format!("{place}/{number}")));
    }
    if let (Some(fields), Some(described)) = (value.as_object(), schema["properties"].as_object()) {
        let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
        found.extend(required.filter(|name| !fields.contains_key(*name)).map(|name| format!("{place} has no {name}")));
        for (name, field) in fields {
            match described.get(name) {
                Some(schema) => found.extend(faults(whole, schema, field, &format!("{place}/{name}"))),
                None => found.push(format!("{place}/{name} is not described")),
            }
        }
    }
    found
}

fn is_of(kind: &str, value: &Value) -> bool {
    match kind {
        "string" => value.is_string(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "null" => value.is_null(),
        other => panic!("{other} is no type"),
    }
}

#[tokio::test]
async fn every_address_answers_as_it_is_described() {
    let site = site();
    let whole = json(asked(&site, "/v1/openapi.json").await).await;
    let paths = whole["paths"].as_object().expect("addresses");
    for (path, operations) in paths {
        for slug in ["report-children", "help-after-order"] {
            let address = path.replace("{version}", "2026-1").replace("{slug}", slug);
            let answer = asked(&site, &address).await;
            assert_eq!(answer.status(), StatusCode::OK, "{address}");
            let (described, schema) = operations["get"]["responses"]["200"]["content"]
                .as_object()
                .and_then(|content| content.iter().next())
                .expect("a kind of answer");
            assert_eq!(kind(&answer), *described, "{address}");
            if described == "application/json" {
                let found = faults(&whole, &schema["schema"], &json(answer).await, &address);
                assert!(found.is_empty(), "{found:#?}");
            }
        }
    }
}

#[tokio::test]
async fn what_is_missing_is_described_too() {
    let site = site();
    let whole = json(asked(&site, "/v1/openapi.json").await).await;
    for (path, operations) in whole["paths"].as_object().expect("addresses") {
        let schema = &operations["get"]["responses"]["404"]["content"]["application/json"]["schema"];
        if path.contains('{') {
            let answer = asked(&site, &path.replace("{version}", "1999-1").replace("{slug}", "x")).await;
            assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{path}");
            let found = faults(&whole, schema, &json(answer).await, path);
            assert!(found.is_empty(), "{found:#?}");
        } else {
            assert!(schema.is_null(), "{path} is always there");
        }
    }
}

#[tokio::test]
async fn every_ending_is_described_and_every_choice_chooses() {
    let site = site();
    let whole = json(asked(&site, "/v1/openapi.json").await).await;
    let described: Vec<&str> =
        whole["paths"].as_object().expect("addresses").keys().filter_map(|path| path.strip_prefix("/v1/{version}/{slug}.")).collect();
    assert!(ENDINGS.iter().all(|ending| described.contains(ending)) && described.len() == ENDINGS.len(), "{described:?}");
    let refused = json(asked(&site, "/v1/2026-1/report-children.x").await).await;
    let said = refused["error"].as_str().expect("words");
    assert!(ENDINGS.iter().all(|ending| said.contains(&format!(".{ending}"))), "{said}");
    let address = "/v1/2026-1/report-children.json";
    let rows = |answer: &Value| answer["figures"].as_array().expect("figures").len();
    let all = rows(&json(asked(&site, address).await).await);
    for choice in whole["paths"]["/v1/{version}/{slug}.json"]["get"]["parameters"].as_array().expect("choices") {
        if choice["in"] == "query" {
            let (name, value) = (choice["name"].as_str().expect("a name"), choice["example"].as_str().expect("an example"));
            let some = rows(&json(asked(&site, &format!("{address}?{name}={value}")).await).await);
            assert!(0 < some && some < all, "{name}={value}: {some} of {all}");
        }
    }
}
