//! Cells as rows: what CSV, XLSX and JSON all hold.

use domain::{Cell, Estimate, Site};
use estimates::{CurvePoint, Figure};
use publication::{IndicatorData, Release, class_word};
use screens::Language;
use serde::Serialize;

use super::harmless;
use crate::breaks;
use crate::shelf::Shelf;
use crate::view::View;

/// A row of a download: one figure, or one point of a curve.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Row {
    pub indicator: String,
    pub release: String,
    pub region: String,
    pub region_name: String,
    pub period: String,
    pub breakdown: &'static str,
    pub class: &'static str,
    pub statistic: String,
    pub day: Option<u16>,
    pub value: Option<f64>,
    pub lower: Option<f64>,
    pub upper: Option<f64>,
    pub level: Option<f64>,
    pub status: &'static str,
    pub n: Option<u64>,
    pub n_status: &'static str,
    pub censored: Option<u64>,
    pub censored_status: &'static str,
    pub series_break: String,
}

/// A value of a row, as a sheet holds it.
pub(crate) enum Value<'a> {
    Text(&'a str),
    Number(f64),
    Nothing,
}

/// What a workbook can hold a line of.
pub(crate) trait Line {
    /// Names of the columns, in order.
    const HEAD: &'static [&'static str];

    /// Its values, one for each column.
    fn values(&self) -> Vec<Value<'_>>;
}

impl Line for Row {
    const HEAD: &'static [&'static str] = &[
        "indicator",
        "release",
        "region",
        "region_name",
        "period",
        "breakdown",
        "class",
        "statistic",
        "day",
        "value",
        "lower",
        "upper",
        "level",
        "status",
        "n",
        "n_status",
        "censored",
        "censored_status",
        "series_break",
    ];

    fn values(&self) -> Vec<Value<'_>> {
        let number = |value: Option<f64>| value.map_or(Value::Nothing, Value::Number);
        let whole = |value: Option<u64>| number(value.map(|value| value as f64));
        vec![
            Value::Text(&self.indicator),
            Value::Text(&self.release),
            Value::Text(&self.region),
            Value::Text(&self.region_name),
            Value::Text(&self.period),
            Value::Text(self.breakdown),
            Value::Text(self.class),
            Value::Text(&self.statistic),
            number(self.day.map(f64::from)),
            number(self.value),
            number(self.lower),
            number(self.upper),
            number(self.level),
            Value::Text(self.status),
            whole(self.n),
            Value::Text(self.n_status),
            whole(self.censored),
            Value::Text(self.censored_status),
            Value::Text(&self.series_break),
        ]
    }
}

/// Makes rows of one indicator of one release.
#[derive(Clone, Copy)]
pub(crate) struct Sheet<'a> {
    pub shelf: &'a Shelf,
    pub release: &'a Release,
    pub indicator: &'a IndicatorData,
    pub language: Language,
}

impl Sheet<'_> {
    /// The row of a figure.
    pub(crate) fn figure(&self, figure: &Figure) -> Row {
        self.row(figure.site, figure.statistic.word(), None, (figure.value, figure.n))
    }

    /// The row of a point of a curve.
    pub(crate) fn point(&self, site: Site, point: &CurvePoint) -> Row {
        let row = self.row(site, "curve-reached".to_owned(), Some(point.day), (point.reached, point.at_risk));
        Row { censored: point.censored.shown(), censored_status: point.censored.status_word(), ..row }
    }

    fn row(&self, site: Site, statistic: String, day: Option<u16>, (value, n): (Cell<Estimate>, Cell<u64>)) -> Row {
        let shown = value.shown();
        Row {
            indicator: harmless(&self.indicator.definition.id),
            release: harmless(&self.release.version),
            region: site.region.to_string(),
            region_name: harmless(&self.shelf.name(site.region, self.language)),
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
            series_break: breaks::words(self.indicator, site.region, self.shelf.atlas(), site.span),
        }
    }
}

/// Every cell of a page: its figures, then the points of its curves.
pub(crate) fn of_view(view: &View<'_>) -> Vec<Row> {
    let sheet = Sheet { shelf: view.shelf, release: view.release, indicator: view.indicator, language: view.language };
    let mut rows: Vec<_> = view.figures().iter().map(|figure| sheet.figure(figure)).collect();
    for site in std::iter::once(view.this()).chain(view.other()) {
        rows.extend(view.curve(site).iter().map(|point| sheet.point(site, point)));
    }
    rows
}
