//! Every number of a cross table as rows: all its years, counts and shares.

use domain::{Cell, When};
use publication::{Crosstab, Release};
use serde::Serialize;

use super::harmless;
use super::table::{Line, Value};

/// Most dimensions of a cross table.
const MOST: usize = 3;

/// A row: as in the release, with its version. Dimensions beyond those of the table are empty.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CrosstabRow {
    table: String,
    release: String,
    /// A year, or a month: `2023-06`.
    year: String,
    dimension_1: String,
    code_1: String,
    dimension_2: String,
    code_2: String,
    dimension_3: String,
    code_3: String,
    measure: &'static str,
    over: String,
    value: Option<f64>,
    lower: Option<f64>,
    upper: Option<f64>,
    level: Option<f64>,
    status: &'static str,
}

impl Line for CrosstabRow {
    const HEAD: &'static [&'static str] = &[
        "table",
        "release",
        "year",
        "dimension_1",
        "code_1",
        "dimension_2",
        "code_2",
        "dimension_3",
        "code_3",
        "measure",
        "over",
        "value",
        "lower",
        "upper",
        "level",
        "status",
    ];

    fn values(&self) -> Vec<Value<'_>> {
        let number = |value: Option<f64>| value.map_or(Value::Nothing, Value::Number);
        let texts = [&self.dimension_1, &self.code_1, &self.dimension_2, &self.code_2, &self.dimension_3, &self.code_3];
        let mut values = vec![Value::Text(&self.table), Value::Text(&self.release), self.when()];
        values.extend(texts.map(|text| Value::Text(text)));
        values.extend([Value::Text(self.measure), Value::Text(&self.over)]);
        values.extend([self.value, self.lower, self.upper, self.level].map(number));
        values.push(Value::Text(self.status));
        values
    }
}

impl CrosstabRow {
    /// A year is a number in a workbook.
    fn when(&self) -> Value<'_> {
        self.year.parse().map_or(Value::Text(&self.year), Value::Number)
    }
}

/// Counts and shares of every year or month that is in the release.
pub(crate) fn rows(release: &Release, table: &Crosstab) -> Vec<CrosstabRow> {
    let mut rows = Vec::new();
    for (when, numbers) in table.years().iter().filter_map(|own| Some((own.when, own.numbers()?))) {
        let row = |codes: &[String]| row(release, table, when, codes);
        rows.extend(numbers.cells().iter().map(|cell| CrosstabRow {
            value: cell.count.shown().map(|count| count as f64),
            status: cell.count.status_word(),
            ..row(&cell.codes)
        }));
        rows.extend(numbers.shares().iter().map(|share| {
            let shown = share.value.shown();
            CrosstabRow {
                measure: "share",
                over: table.dimensions().get(share.over).map_or_else(String::new, |axis| axis.name.clone()),
                value: shown.map(|own| own.value),
                lower: shown.map(|own| own.interval.lower),
                upper: shown.map(|own| own.interval.upper),
                level: shown.map(|own| own.interval.level),
                status: share.value.status_word(),
                ..row(&share.codes)
            }
        }));
    }
    rows
}

fn row(release: &Release, table: &Crosstab, when: When, codes: &[String]) -> CrosstabRow {
    let mut named = table.dimensions().iter().zip(codes).map(|(axis, code)| (axis.name.clone(), harmless(code)));
    let [one, two, three]: [(String, String); MOST] = std::array::from_fn(|_| named.next().unwrap_or_default());
    CrosstabRow {
        table: harmless(&table.definition().id),
        release: harmless(&release.version),
        year: when.to_string(),
        dimension_1: one.0,
        code_1: one.1,
        dimension_2: two.0,
        code_2: two.1,
        dimension_3: three.0,
        code_3: three.1,
        measure: "count",
        over: String::new(),
        value: None,
        lower: None,
        upper: None,
        level: None,
        status: Cell::<u64>::Impossible.status_word(),
    }
}
