//! `/omvang.csv`: which lists children stand on, of the years whose table may leave.

use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use publication::{OverlapTable, Release};
use serde::Serialize;

use super::download;

/// A row: as in the release, with its version.
#[derive(Serialize)]
struct OverlapRow<'a> {
    release: &'a str,
    year: i16,
    age: &'a str,
    scope: &'static str,
    lists: String,
    children: Option<u64>,
    status: &'static str,
}

/// The cells of every year whose table is in the release.
pub(crate) fn overlap(release: &Release) -> Response {
    let mut rows = Vec::new();
    for own in &release.overlaps {
        let OverlapTable::Shown(table) = &own.table else { continue };
        rows.extend(table.cells.iter().map(|cell| {
            let (scope, lists) = table.named(cell.on);
            let (children, status) = (cell.children.shown(), cell.children.status_word());
            OverlapRow { release: &release.version, year: own.year, age: &cell.age, scope, lists, children, status }
        }));
    }
    let mut writer = csv::Writer::from_writer(Vec::new());
    let written = rows.iter().try_for_each(|row| writer.serialize(row));
    match written.map_err(|_| ()).and_then(|()| writer.into_inner().map_err(|_| ())) {
        Ok(bytes) => download(bytes, "text/csv; charset=utf-8", &format!("omvang_{}.csv", release.version)),
        Err(()) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
