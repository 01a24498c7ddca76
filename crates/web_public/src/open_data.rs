//! `/v1`: the figures and safe counts of every release as open data, without a key and without a page around them.
//!
//! `/v1` lists the releases; `/v1/{version}` says what a release holds; `/v1/{version}/{slug}.json` has the definition, figures and
//! curves of an indicator (all of them, or those of `?regio=`, `?periode=` and `?naar=`); `.csv` and `.parquet` have its safe counts,
//! `.py` and `.R` the lines that read them. An address keeps its release, so what it answers never changes. `/v1/openapi.json`
//! describes all of it as OpenAPI 3.1. `/v1/{version}` names the cross tables too; their numbers are at `/kruistabellen/{slug}.csv`.

use axum::extract::{Path, Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::{RegionCode, Site, Span, When};
use publication::{Bilingual, Crosstab, CrosstabAxis, CrosstabCode, Explained, IndicatorData, Release, SeriesBreak, parse_breakdown};
use screens::Language;
use serde::Serialize;
use serde_json::{Value, json};

use crate::asked::first;
use crate::files::{self, LICENCE, Row, Sheet};
use crate::pages::Visit;
use crate::shelf::Shelf;

type Pairs = Vec<(String, String)>;

/// `/v1`
pub(crate) async fn releases(State(visit): State<Visit>) -> Response {
    let one = |release: &Release| {
        json!({
            "version": release.version, "as_of": release.as_of.to_string(), "status": release.status.word(),
            "made_up": release.synthetic, "href": format!("/v1/{}", release.version),
        })
    };
    let releases: Vec<Value> = visit.shelf.releases().iter().map(one).collect();
    answer(&json!({ "releases": releases, "current": visit.shelf.current().version, "licence": LICENCE,
        "description": "/v1/openapi.json" }))
}

/// `/v1/openapi.json`: what can be asked here, and what comes back, for programs that make programs.
pub(crate) async fn description() -> Response {
    json_of(include_bytes!("openapi.json").to_vec())
}

/// `/v1/{version}`
pub(crate) async fn release(State(visit): State<Visit>, Path(version): Path<String>) -> Response {
    let Some(release) = visit.shelf.release(&version) else { return missing("there is no such release") };
    let indicators: Vec<Value> = release.indicators().iter().map(|indicator| described(release, indicator)).collect();
    let crosstabs: Vec<Value> = release.crosstabs.iter().map(|table| crosstab(release, table)).collect();
    answer(&json!({
        "version": release.version, "as_of": release.as_of.to_string(), "status": release.status.word(), "made_up": release.synthetic,
        "years": [release.years.0, release.years.1], "snapshot": release.snapshot, "configuration": release.configuration,
        "program": release.program, "seed": release.seed, "manifest_blake3": release.hash.0,
        "cells_shown": release.shown.0, "cells": release.shown.1, "licence": LICENCE, "indicators": indicators,
        "crosstabs": crosstabs,
    }))
}

/// `/v1/{version}/{slug}.{ending}`
pub(crate) async fn file(
    State(visit): State<Visit>,
    Path((version, name)): Path<(String, String)>,
    Query(pairs): Query<Pairs>,
) -> Response {
    let Some(release) = visit.shelf.release(&version) else { return missing("there is no such release") };
    let (slug, ending) = name.rsplit_once('.').unwrap_or((&name, ""));
    let Some(indicator) = release.by_slug(slug) else { return missing("there is no such indicator in this release") };
    let named = |ending: &str| format!("{slug}_{version}.{ending}");
    let refused = || StatusCode::INTERNAL_SERVER_ERROR.into_response();
    match ending {
        "json" => match serde_json::to_vec(&whole(&visit.shelf, release, indicator, &pairs)) {
            Ok(bytes) => json_of(bytes),
            Err(_) => refused(),
        },
        "csv" => {
            files::counts_csv(indicator).map_or_else(refused, |bytes| files::download(bytes, "text/csv; charset=utf-8", &named("csv")))
        }
        "parquet" => match files::counts_parquet(release, indicator) {
            Ok(bytes) => files::download(bytes, "application/vnd.apache.parquet", &named("parquet")),
            Err(_) => refused(),
        },
        "py" => files::download(files::python(release, indicator).into_bytes(), "text/plain; charset=utf-8", &named("py")),
        "R" => files::download(files::r(release, indicator).into_bytes(), "text/plain; charset=utf-8", &named("R")),
        _ => missing("an indicator comes as .json, .csv, .parquet, .py or .R"),
    }
}

fn missing(error: &'static str) -> Response {
    (StatusCode::NOT_FOUND, answer(&json!({ "error": error, "start": "/v1" }))).into_response()
}

fn answer(value: &Value) -> Response {
    json_of(value.to_string().into_bytes())
}

fn json_of(bytes: Vec<u8>) -> Response {
    ([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], bytes).into_response()
}

fn both(text: &Bilingual) -> Value {
    json!({ "nl": text.nl, "en": text.en })
}

/// An indicator in words, and where its numbers are.
fn described(release: &Release, indicator: &IndicatorData) -> Value {
    let definition = &indicator.definition;
    let at = |ending: &str| format!("/v1/{}/{}.{ending}", release.version, definition.slug);
    let norm = definition.norm.as_ref().map(|norm| {
        let unit = match norm.unit {
            domain::DayUnit::Calendar => "calendar",
            domain::DayUnit::Working => "working",
        };
        let kind = match norm.kind {
            domain::NormKind::Statutory => "statutory",
            domain::NormKind::FieldNorm => "field-norm",
            domain::NormKind::OwnYardstick => "own-yardstick",
        };
        json!({ "due_days": norm.due_days, "unit": unit, "kind": kind, "source": norm.source })
    });
    json!({
        "id": definition.id, "slug": definition.slug, "title": both(&definition.title), "question": both(&definition.question),
        "definition": both(&definition.definition), "footnotes": definition.footnotes.iter().map(both).collect::<Vec<_>>(),
        "explained": explained(&definition.explained),
        "source": both(&definition.source), "counted": definition.counted.word(), "norm": norm, "rounded_to": indicator.rounded_to,
        "cells_shown": indicator.shown.0, "cells": indicator.shown.1,
        "series_breaks": indicator.breaks.iter().map(series_break).collect::<Vec<_>>(),
        "figures": at("json"), "counts": { "csv": at("csv"), "parquet": at("parquet") }, "scripts": { "python": at("py"), "r": at("R") },
    })
}

/// What the plan says; nothing in releases that were made before it was told.
fn explained(own: &Explained) -> Option<Value> {
    (*own != Explained::default()).then(|| {
        json!({
            "plan": both(&own.plan), "counts": both(&own.counts), "numerator": both(&own.numerator), "denominator": both(&own.denominator),
            "unreliable_when": both(&own.unreliable_when), "findings": own.findings, "rows": own.rows,
        })
    })
}

/// A year as a number, the end of a month as a text.
fn told_when(when: When) -> Value {
    match when {
        When::Year(year) => json!(year),
        When::MonthEnd(_) => json!(when.to_string()),
    }
}

/// A cross table in words, and where its numbers are.
fn crosstab(release: &Release, table: &Crosstab) -> Value {
    let definition = table.definition();
    let axis = |own: &CrosstabAxis| {
        let code = |own: &CrosstabCode| json!({ "code": own.code, "title": both(&own.title), "within": own.within });
        json!({ "name": own.name, "title": both(&own.title), "codes": own.codes.iter().map(code).collect::<Vec<_>>() })
    };
    json!({
        "id": definition.id, "slug": definition.slug, "title": both(&definition.title), "question": both(&definition.question),
        "definition": both(&definition.definition), "source": both(&definition.source), "counted": definition.counted.word(),
        "dimensions": table.dimensions().iter().map(axis).collect::<Vec<_>>(),
        "years": table.years().iter().filter(|own| own.numbers().is_some()).map(|own| told_when(own.when)).collect::<Vec<_>>(),
        "csv": format!("{}.csv?release={}", crate::pages::path_of(release, table), release.version),
    })
}

/// A break in words, with where and from when it holds.
fn series_break(own: &SeriesBreak) -> Value {
    let ratio = own.ratio.map(|ratio| json!({ "value": ratio.value, "lower": ratio.interval.lower, "upper": ratio.interval.upper }));
    json!({
        "kind": own.kind.word(), "region": own.region.map(|region| region.to_string()), "from": own.from.to_string(),
        "title": both(&own.title), "text": both(&own.text), "source": both(&own.source), "ratio": ratio,
    })
}

/// An indicator as JSON; its rows are written as they are, without a tree of values in between.
#[derive(Serialize)]
struct Whole<'a> {
    release: &'a str,
    as_of: String,
    status: &'static str,
    licence: &'static str,
    indicator: Value,
    figures: Vec<Row>,
    curves: Vec<Row>,
}

/// The definition, figures and curves of an indicator, those of the region, period and breakdown asked for.
fn whole<'a>(shelf: &Shelf, release: &'a Release, indicator: &IndicatorData, pairs: &Pairs) -> Whole<'a> {
    let (region, period, by) = (first(pairs, "regio"), first(pairs, "periode"), first(pairs, "naar"));
    // What cannot be read fits nothing.
    let region = region.map(|text| text.parse::<RegionCode>().ok());
    let period = period.map(|text| text.parse::<Span>().ok());
    let by = by.map(parse_breakdown);
    let is_asked = |site: &Site| {
        region.is_none_or(|region| region == Some(site.region))
            && period.is_none_or(|period| period == Some(site.span))
            && by.is_none_or(|by| by == Some(site.breakdown))
    };
    let sheet = Sheet { shelf, release, indicator, language: Language::Dutch };
    let figures = indicator.figures().filter(|figure| is_asked(&figure.site)).map(|figure| sheet.figure(figure)).collect();
    let curves = indicator.curves().filter(|(site, _)| is_asked(site));
    let curves = curves.flat_map(|(site, points)| points.iter().map(move |point| sheet.point(site, point))).collect();
    let (as_of, indicator) = (release.as_of.to_string(), described(release, indicator));
    Whole { release: &release.version, as_of, status: release.status.word(), licence: LICENCE, indicator, figures, curves }
}
