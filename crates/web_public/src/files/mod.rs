//! Downloads: the cells of a page as CSV, XLSX and JSON, its drawings as SVG and PNG, the safe counts behind it as Parquet.
//!
//! CSV as analysts read it: commas, a point for decimals, UTF-8, one header line. Where there is no value the value columns
//! are empty and `status` says why. Rows with a `day` are points of a curve: the share that reached the next step by that
//! day, with `n` the number still waiting and followed just before it and `censored` those not followed further. XLSX and
//! JSON have the same columns. No text of a file can work as a formula.

mod counts;
mod crosstab;
mod overlap;
mod picture;
mod script;
mod table;
pub(crate) mod workbook;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

pub(crate) use counts::{csv as counts_csv, parquet as counts_parquet};
pub(crate) use crosstab::{CrosstabRow, rows as crosstab_rows};
pub(crate) use overlap::overlap;
pub(crate) use picture::png;
pub(crate) use script::{python, r};
pub(crate) use table::{Line, Row, Sheet, Value, of_view as rows};

use crate::view::View;

/// The cells of the page as CSV.
pub(crate) fn csv(view: &View<'_>) -> Response {
    match text(&rows(view)) {
        Some(bytes) => download(bytes, "text/csv; charset=utf-8", &name(view, "", "csv")),
        None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// The cells of the page as a workbook, with a sheet that says what they are.
pub(crate) fn xlsx(view: &View<'_>) -> Response {
    match workbook::book(&rows(view), &workbook::of_view(view)) {
        Ok(bytes) => download(bytes, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", &name(view, "", "xlsx")),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// The cells of the page as JSON.
pub(crate) fn json(view: &View<'_>) -> Response {
    let definition = &view.indicator.definition;
    let answer = serde_json::json!({
        "indicator": definition.id,
        "release": view.release.version,
        "as_of": view.release.as_of.to_string(),
        "licence": LICENCE,
        "rows": rows(view),
    });
    download(answer.to_string().into_bytes(), "application/json", &name(view, "", "json"))
}

/// A drawing as a file of its own.
pub(crate) fn svg(view: &View<'_>, part: &str, drawing: String) -> Response {
    download(drawing.into_bytes(), "image/svg+xml", &name(view, part, "svg"))
}

/// A drawing as a picture for a slide or a letter.
pub(crate) fn picture(view: &View<'_>, part: &str, drawing: &str) -> Response {
    match png(drawing) {
        Some(bytes) => download(bytes, "image/png", &name(view, part, "png")),
        None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// A page's rows and drawing as the file its ending asks for; `None` for another ending, or where there is no drawing.
pub(crate) fn whole<L: Line + serde::Serialize>(
    ending: &str,
    name: &str,
    rows: &[L],
    about: &[workbook::About],
    drawing: impl FnOnce() -> Option<String>,
) -> Option<Response> {
    let made = match ending {
        "csv" => (text(rows), "text/csv; charset=utf-8"),
        "xlsx" => (workbook::book(rows, about).ok(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        "svg" => (Some(drawing()?.into_bytes()), "image/svg+xml"),
        "png" => (png(&drawing()?), "image/png"),
        _ => return None,
    };
    let (bytes, kind) = made;
    Some(match bytes {
        Some(bytes) => download(bytes, kind, &format!("{name}.{ending}")),
        None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    })
}

/// Under which licence the figures may be used.
pub(crate) const LICENCE: &str = "CC BY 4.0";

/// Rows as CSV; texts that a spreadsheet could take for a formula are made harmless by [`harmless`].
pub(crate) fn text(rows: &[impl serde::Serialize]) -> Option<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    rows.iter().try_for_each(|row| writer.serialize(row)).ok()?;
    writer.into_inner().ok()
}

/// A text that a spreadsheet takes for text: one that begins as a formula (OWASP: `=`, `+`, `-`, `@`, tab, line end; also
/// full-width, and behind spaces) gets an apostrophe before it.
pub(crate) fn harmless(text: &str) -> String {
    let first = text.trim_start_matches(' ').chars().next();
    if first.is_some_and(|letter| "=+-@\t\r\n＝＋－＠".contains(letter)) { format!("'{text}") } else { text.to_owned() }
}

fn name(view: &View<'_>, part: &str, ending: &str) -> String {
    let part = if part.is_empty() { String::new() } else { format!("_{part}") };
    format!("{}_{}_{}{part}_{}.{ending}", view.indicator.definition.slug, view.chosen.region, view.chosen.span, view.release.version)
}

/// Slug, region, period and version hold letters, digits and hyphens only, so the name needs no escapes.
pub(crate) fn download(bytes: Vec<u8>, kind: &'static str, name: &str) -> Response {
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CONTENT_DISPOSITION, disposition.unwrap_or(HeaderValue::from_static("attachment"))),
    ];
    (headers, bytes).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_of_a_file_begins_as_a_formula() {
        for text in ["=1+1", "+31", "-1", "@A1", "\t=1", " =1", "＝1"] {
            assert!(harmless(text).starts_with('\''), "{text}");
        }
        assert_eq!(harmless("'s-Gravenhage"), "'s-Gravenhage");
    }
}
