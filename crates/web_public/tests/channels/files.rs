//! CSV, XLSX, JSON and Parquet against the cells of the release, value by value.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use domain::{Cell, Estimate, RegionCode, Site, Span};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use publication::{IndicatorData, parse_breakdown, parse_class, parse_measure, parse_statistic};

use super::{QUERIES, bytes, is_made, release, text};

/// A row of any of the files: its columns by name, empty where there is nothing.
type Row = BTreeMap<String, String>;

fn csv_rows(bytes: &[u8]) -> Vec<Row> {
    csv::Reader::from_reader(bytes).deserialize().map(|row| row.expect("a row")).collect()
}

fn xlsx_rows(bytes: Vec<u8>) -> Vec<Row> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    assert_eq!(book.sheet_names(), ["Cijfers", "Toelichting"]);
    let range = book.worksheet_range("Cijfers").expect("the cells");
    let word = |data: &Data| match data {
        Data::Empty => String::new(),
        Data::String(text) => text.clone(),
        Data::Float(number) => number.to_string(),
        other => panic!("{other:?} is neither text nor number"),
    };
    let mut lines = range.rows();
    let head: Vec<String> = lines.next().expect("a head").iter().map(word).collect();
    lines.map(|line| head.iter().cloned().zip(line.iter().map(word)).collect()).collect()
}

/// The rows of a JSON text as they are written, number by number: a parser would round the last digit.
fn json_rows(text: &str) -> Vec<Row> {
    let value = |written: &str| match written {
        "null" => String::new(),
        other => other.trim_matches('"').to_owned(),
    };
    let field = |field: &str| {
        let (name, written) = field.split_once("\":").expect("a name and a value");
        (name.to_owned(), value(written))
    };
    let object = |object: &str| object.trim_start_matches('"').split(",\"").map(field).collect::<Row>();
    let objects = text.split('{').filter_map(|rest| rest.split_once('}')).map(|(object, _)| object);
    objects.filter(|object| object.contains("\"breakdown\":")).map(object).collect()
}

fn site(row: &Row) -> Site {
    let breakdown = parse_breakdown(&row["breakdown"]).expect("a breakdown");
    Site {
        region: row["region"].parse::<RegionCode>().expect("a region"),
        span: row["period"].parse::<Span>().expect("a period"),
        breakdown,
        class: parse_class(breakdown, &row["class"]).expect("a class"),
    }
}

fn number<T: std::str::FromStr>(row: &Row, name: &str) -> Option<T> {
    (!row[name].is_empty()).then(|| row[name].parse().ok().unwrap_or_else(|| panic!("{} is no number", row[name])))
}

/// The row says the cell and nothing else: the very same number where it is shown, none where it is not.
fn says(row: &Row, cell: Cell<Estimate>, n: Cell<u64>) {
    assert_eq!(row["status"], cell.status_word(), "{row:?}");
    assert_eq!(row["n_status"], n.status_word(), "{row:?}");
    let values = ["value", "lower", "upper", "level"].map(|name| number::<f64>(row, name));
    match cell {
        Cell::Shown(own) => {
            assert_eq!(values, [own.value, own.interval.lower, own.interval.upper, own.interval.level].map(Some), "{row:?}");
        }
        Cell::Hidden | Cell::Unknown | Cell::Impossible => assert_eq!(values, [None; 4], "{row:?}"),
    }
    assert_eq!(number::<f64>(row, "n"), n.shown().map(|count| count as f64), "{row:?}");
}

/// Every row is a figure or a point of the indicator as the release has it.
fn is_safe(row: &Row, indicator: &IndicatorData) {
    assert_eq!(row["indicator"], indicator.definition.id);
    let site = site(row);
    match parse_statistic(&row["statistic"]) {
        Some(statistic) => {
            let figure = indicator.figure(site, statistic).unwrap_or_else(|| panic!("the release has no {row:?}"));
            says(row, figure.value, figure.n);
            assert!(row["day"].is_empty() && row["censored"].is_empty());
        }
        None => {
            assert_eq!(row["statistic"], "curve-reached");
            let day: u16 = number(row, "day").expect("a day");
            let points = indicator.curve(site).expect("a curve");
            let point = points.iter().find(|point| point.day == day).expect("a point");
            says(row, point.reached, point.at_risk);
            assert_eq!(row["censored_status"], point.censored.status_word());
            assert_eq!(number::<f64>(row, "censored"), point.censored.shown().map(|count| count as f64));
        }
    }
}

/// The same values; a number may differ by what is lost where a format keeps sixteen digits, as workbooks do.
fn same(one: &Row, other: &Row, digits: f64) -> bool {
    let is_near = |one: f64, two: f64| (one - two).abs() <= one.abs() * digits;
    one.len() == other.len()
        && one.iter().all(|(name, value)| {
            let second = &other[name];
            value == second || matches!((value.parse(), second.parse()), (Ok(one), Ok(two)) if is_near(one, two))
        })
}

/// Every digit.
const EXACT: f64 = 0.0;
/// Sixteen digits.
const WORKBOOK: f64 = 1e-15;

#[tokio::test]
async fn csv_xlsx_and_json_of_a_page_hold_the_same_safe_cells() {
    let mut statuses = BTreeMap::new();
    for indicator in release().indicators() {
        for query in QUERIES {
            let at = |ending: &str| format!("/indicatoren/{}.{ending}{query}", indicator.definition.slug);
            let rows = csv_rows(&bytes(&at("csv")).await);
            rows.iter().for_each(|row| is_safe(row, indicator));
            let xlsx = xlsx_rows(bytes(&at("xlsx")).await);
            let json = text(&at("json")).await;
            assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok(), "{query}: no JSON");
            let json = json_rows(&json);
            assert_eq!((rows.len(), rows.len()), (xlsx.len(), json.len()), "{query}");
            for (place, row) in rows.iter().enumerate() {
                assert!(same(row, &xlsx[place], WORKBOOK), "{row:?} is {:?} in XLSX", xlsx[place]);
                assert!(same(row, &json[place], EXACT), "{row:?} is {:?} in JSON", json[place]);
                *statuses.entry(row["status"].clone()).or_insert(0) += 1;
            }
        }
    }
    assert!(["shown", "hidden", "unknown"].iter().all(|status| statuses[*status] > 10), "{statuses:?}");
}

#[tokio::test]
async fn open_data_holds_every_figure_and_point_of_the_release_once() {
    for indicator in release().indicators() {
        let answer = text(&format!("/v1/2026-1/{}.json", indicator.definition.slug)).await;
        assert!(serde_json::from_str::<serde_json::Value>(&answer).is_ok());
        let (points, figures): (Vec<Row>, Vec<Row>) = json_rows(&answer).into_iter().partition(|row| row["statistic"] == "curve-reached");
        figures.iter().chain(&points).for_each(|row| is_safe(row, indicator));
        assert_eq!(figures.len(), indicator.figures().count());
        assert_eq!(points.len(), indicator.curves().map(|(_, points)| points.len()).sum::<usize>());
        let mut keys: Vec<_> = figures.iter().map(|row| (site(row), row["statistic"].clone())).collect();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), figures.len(), "no figure stands twice");
    }
}

#[tokio::test]
async fn parquet_and_csv_of_the_counts_hold_every_safe_count_and_no_other() {
    let mut zeros = 0;
    for indicator in release().indicators() {
        let slug = &indicator.definition.slug;
        let file = SerializedFileReader::new(axum::body::Bytes::from(bytes(&format!("/v1/2026-1/{slug}.parquet")).await)).expect("Parquet");
        let from_parquet: Vec<Row> = file.get_row_iter(None).expect("rows").map(|row| parquet_row(&row.expect("a row"))).collect();
        let from_csv = csv_rows(&bytes(&format!("/v1/2026-1/{slug}.csv")).await);
        assert_eq!(from_parquet, from_csv);
        assert_eq!(from_csv.len(), indicator.cells().count());
        for (row, (place, measure, cell)) in from_csv.iter().zip(indicator.cells()) {
            assert_eq!((site(row), parse_measure(&row["measure"])), (place, Some(measure)));
            assert_eq!((number::<u64>(row, "value"), row["status"].as_str()), (cell.shown(), cell.status_word()));
            zeros += usize::from(cell == Cell::Shown(0));
        }
        let facts = file.metadata().file_metadata().key_value_metadata().expect("facts");
        let fact = |name: &str| facts.iter().find(|fact| fact.key == name).and_then(|fact| fact.value.clone());
        assert_eq!((fact("indicator"), fact("release")), (Some(indicator.definition.id.clone()), Some("2026-1".to_owned())));
    }
    assert!(zeros > 0, "a zero is a zero in every file");
}

fn parquet_row(row: &parquet::record::Row) -> Row {
    let word = |field: &Field| match field {
        Field::Null => String::new(),
        Field::Str(text) => text.clone(),
        Field::Long(number) => number.to_string(),
        other => panic!("{other:?} is no field of ours"),
    };
    row.get_column_iter().map(|(name, field)| (name.clone(), word(field))).collect()
}

#[tokio::test]
async fn a_built_table_and_its_files_hold_what_was_chosen() {
    let query = "wat=report-children&wat=assessment&soort=VT&regio=VT02&regio=VT05&periode=2024&periode=2023-2025&naar=all";
    let rows = csv_rows(&bytes(&format!("/tabellen/tabel.csv?{query}")).await);
    let xlsx = xlsx_rows(bytes(&format!("/tabellen/tabel.xlsx?{query}")).await);
    let json = json_rows(&text(&format!("/tabellen/tabel.json?{query}")).await);
    assert!(rows.iter().zip(&xlsx).all(|(one, other)| same(one, other, WORKBOOK)));
    assert!(rows.iter().zip(&json).all(|(one, other)| same(one, other, EXACT)));
    for row in &rows {
        let indicator = release().by_id(&row["indicator"]).expect("an indicator");
        is_safe(row, indicator);
        assert!(["VT02", "VT05"].contains(&row["region"].as_str()) && ["2024", "2023-2025"].contains(&row["period"].as_str()));
    }
    // Two regions, two periods; two statistics of the count and four of the wait.
    assert!(!rows.is_empty() && (xlsx.len(), json.len()) == (rows.len(), rows.len()));
    assert!(!is_made() || rows.len() == 24, "{}", rows.len());
    let html = text(&format!("/tabellen?{query}")).await;
    let body = html.split("<tbody").nth(1).and_then(|rest| rest.split("</tbody>").next()).expect("a table");
    assert_eq!(body.matches("<tr").count(), rows.len());
    for value in rows.iter().map(|row| &row["value"]).filter(|value| !value.is_empty()) {
        let value: f64 = value.parse().expect("a number");
        assert!(body.contains(&format!("data-value=\"{value}\"")), "{value}");
    }
    let hidden = rows.iter().filter(|row| row["status"] == "hidden").count();
    assert!((hidden > 0 || !is_made()) && body.matches("ib-symbol--hidden").count() >= hidden);
}

#[tokio::test]
async fn scripts_have_ten_lines_and_name_columns_and_measures_that_are_there() {
    for indicator in release().indicators() {
        let slug = &indicator.definition.slug;
        let file = SerializedFileReader::new(axum::body::Bytes::from(bytes(&format!("/v1/2026-1/{slug}.parquet")).await)).expect("Parquet");
        let schema = file.metadata().file_metadata().schema_descr_ptr();
        for ending in ["py", "R"] {
            let script = text(&format!("/v1/2026-1/{slug}.{ending}")).await;
            assert!(script.lines().count() <= 10, "{script}");
            assert!(script.contains(&format!("{slug}_2026-1.parquet")));
            for name in ["region", "breakdown", "status", "period", "measure"] {
                assert!(script.contains(name) || (ending == "py" && name == "measure"), "{name}");
                assert!(schema.columns().iter().any(|column| column.name() == name), "{name}");
            }
            if let Some(norm) = &indicator.definition.norm {
                assert!(script.contains(&domain::Measure::Waiting { by: norm.due_days }.word()));
            }
        }
    }
}

/// The drawing of the chain as files: two shares of every hand-over, in the period of its table.
#[tokio::test]
async fn the_files_of_the_chain_hold_what_its_page_shows() {
    for region in ["NL", "VT05"] {
        let page = text(&format!("/keten?regio={region}")).await;
        let address = |ending: &str| format!("/keten.{ending}?regio={region}&release=2026-1");
        for ending in ["csv", "xlsx", "svg", "png"] {
            assert!(page.contains(&format!("href=\"{}\"", address(ending).replace('&', "&amp;"))), "{region} {ending}");
        }
        let rows = csv_rows(&bytes(&address("csv")).await);
        assert!(!rows.is_empty() && rows.len().is_multiple_of(2), "{region}");
        for row in &rows {
            let indicator = release().by_id(&row["indicator"]).expect("an indicator");
            is_safe(row, indicator);
            assert!(row["region"] == region && page.contains(&format!("regio={region}&amp;periode={}", row["period"])), "{row:?}");
        }
        let lines = super::between(&page, "<tr", "</tr>").filter(|row| row.contains("/indicatoren/")).count();
        assert_eq!(rows.len() / 2, lines, "{region}");
        let sheet = xlsx_rows(bytes(&address("xlsx")).await);
        assert_eq!(sheet.len(), rows.len());
        assert!(text(&address("svg")).await.starts_with("<svg") && bytes(&address("png")).await.starts_with(b"\x89PNG"));
    }
}

/// The estimates of `/omvang` and the figures of others beside them.
#[tokio::test]
async fn the_files_of_the_extent_hold_its_estimates() {
    let extent = release().extent.as_ref().expect("estimates");
    let rows = csv_rows(&bytes("/omvang/schattingen.csv?release=2026-1").await);
    let (ours, theirs): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row["source"] == "lists");
    let year: i16 = ours.first().expect("an estimate")["year"].parse().expect("a year");
    let part = extent.parts.iter().find(|part| part.year == year && part.age == ours[0]["age"]).expect("its part");
    assert_eq!(ours.len(), part.estimates.len());
    for (row, own) in ours.iter().zip(&part.estimates) {
        assert_eq!((row["method"].as_str(), row["lists_read"].as_str()), (own.method.as_str(), own.reading.word()));
        let values = ["value", "lower", "upper", "level"].map(|name| number::<f64>(row, name));
        let interval = own.estimate.interval;
        assert_eq!(values, [own.estimate.value, interval.lower, interval.upper, interval.level].map(Some));
    }
    let beside: Vec<_> = extent.beside.iter().filter(|own| own.age == part.age).collect();
    assert!(!beside.is_empty() && theirs.len() == beside.len());
    for (row, own) in theirs.iter().zip(beside) {
        assert_eq!(
            (number::<f64>(row, "value"), number::<f64>(row, "lower"), row["name"].as_str()),
            (Some(own.value), None, &*own.label.nl)
        );
    }
    assert_eq!(xlsx_rows(bytes("/omvang/schattingen.xlsx").await).len(), rows.len());
    assert!(text("/omvang/schattingen.svg").await.starts_with("<svg"));
    assert!(bytes("/en/omvang/schattingen.png").await.starts_with(b"\x89PNG"));
}
