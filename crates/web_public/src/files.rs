//! Downloads: the cells of a page as CSV, its main drawing as SVG.
//!
//! CSV as analysts read it: commas, a point for decimals, UTF-8, one header line. Where there is no value the value columns
//! are empty and `status` says why. Rows with a `day` are points of a curve: the share that reached the next step by that
//! day, with `n` the number still waiting and followed just before it and `censored` those not followed further.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use domain::{Cell, Estimate, Site};
use estimates::{CurvePoint, Figure};
use publication::class_word;
use serde::Serialize;

use crate::view::View;

/// A row of the download.
#[derive(Serialize)]
struct Row<'a> {
    indicator: &'a str,
    release: &'a str,
    region: String,
    region_name: String,
    period: String,
    breakdown: &'static str,
    class: &'static str,
    statistic: String,
    day: Option<u16>,
    value: Option<f64>,
    lower: Option<f64>,
    upper: Option<f64>,
    level: Option<f64>,
    status: &'static str,
    n: Option<u64>,
    n_status: &'static str,
    censored: Option<u64>,
    censored_status: &'static str,
}

/// The cells of the page as CSV.
pub(crate) fn csv(view: &View<'_>) -> Response {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let written = rows(view).iter().try_for_each(|row| writer.serialize(row));
    match written.map_err(|_| ()).and_then(|()| writer.into_inner().map_err(|_| ())) {
        Ok(bytes) => download(bytes, "text/csv; charset=utf-8", &name(view, "csv")),
        Err(()) => axum::http::StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// A drawing as a file of its own.
pub(crate) fn svg(view: &View<'_>, drawing: String) -> Response {
    download(drawing.into_bytes(), "image/svg+xml", &name(view, "svg"))
}

fn rows<'a>(view: &'a View<'a>) -> Vec<Row<'a>> {
    let mut rows: Vec<_> = view.figures().iter().map(|figure| figure_row(view, figure)).collect();
    for site in std::iter::once(view.this()).chain(view.other()) {
        rows.extend(view.curve(site).iter().map(|point| curve_row(view, site, point)));
    }
    rows
}

fn figure_row<'a>(view: &'a View<'a>, figure: &Figure) -> Row<'a> {
    row(view, figure.site, figure.statistic.word(), None, figure.value, figure.n)
}

fn curve_row<'a>(view: &'a View<'a>, site: Site, point: &CurvePoint) -> Row<'a> {
    let row = row(view, site, "curve-reached".to_owned(), Some(point.day), point.reached, point.at_risk);
    Row { censored: point.censored.shown(), censored_status: point.censored.status_word(), ..row }
}

fn row<'a>(view: &'a View<'a>, site: Site, statistic: String, day: Option<u16>, value: Cell<Estimate>, n: Cell<u64>) -> Row<'a> {
    let shown = value.shown();
    Row {
        indicator: &view.indicator.definition.id,
        release: &view.release.version,
        region: site.region.to_string(),
        region_name: view.region_name(site.region),
        period: site.span.to_string(),
        breakdown: site.breakdown.word(),
        class: class_word(site.breakdown, site.class).unwrap_or_default(),
        statistic,
        day,
        value: shown.map(|estimate| estimate.value),
        lower: shown.map(|estimate| estimate.interval.lower),
        upper: shown.map(|estimate| estimate.interval.upper),
        level: shown.map(|estimate| estimate.interval.level),
        status: value.status_word(),
        n: n.shown(),
        n_status: n.status_word(),
        censored: None,
        censored_status: "",
    }
}

fn name(view: &View<'_>, ending: &str) -> String {
    format!("{}_{}_{}_{}.{ending}", view.indicator.definition.slug, view.chosen.region, view.chosen.span, view.release.version)
}

/// Slug, region, period and version hold letters, digits and hyphens only, so the name needs no escapes.
fn download(bytes: Vec<u8>, kind: &'static str, name: &str) -> Response {
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CONTENT_DISPOSITION, disposition.unwrap_or(HeaderValue::from_static("attachment"))),
    ];
    (headers, bytes).into_response()
}
