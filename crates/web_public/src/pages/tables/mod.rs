//! `/tabellen`: a table built in steps. Every answer stands in the address; a step is a plain form that carries the answers
//! before it, so that nothing needs a script and a table can be kept as a link.

mod steps;
mod wanted;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::Breakdown;
use estimates::Statistic;
use maud::{Markup, html};
use publication::Release;
use screens::figure::{self as parts, Way};
use screens::form::{Answered, Mistake, error_summary};
use screens::table::{self, Column, Entry, Row, Table};
use screens::{Menu, Text, numbers, words};

use super::indicator::Pairs;
use super::missing::{bad_request, not_found};
use super::{Name, Page, Visit, heading_1, heading_2, told};
use crate::asked::Asked;
use crate::files::{self, Sheet, workbook};
use crate::measure;
use wanted::{Chosen, Wanted};

/// Rows of a table on the page; a file has them all.
const MOST: usize = 500;

/// `/tabellen?wat=assessment&soort=VT&periode=2024&naar=all`
pub(crate) async fn tables(State(visit): State<Visit>, pairs: Pairs) -> Response {
    let Ok(Query(pairs)) = pairs else { return bad_request(&visit) };
    let (release, mistake) = Asked::of(pairs.clone()).release(&visit.shelf, visit.language);
    let wanted = Wanted::of(&pairs, release);
    let mut mistakes: Vec<Mistake> = mistake.into_iter().collect();
    let step = steps::step(&visit, &pairs, &wanted, &mut mistakes);
    let content = html! {
        (error_summary(&mistakes, visit.language))
        div class="ib-prose" {
            (heading_1(visit.say(Text::TablesTitle)))
            p class="ib-intro" { (visit.say(Text::TablesIntro)) }
        }
        @match visit.shelf.answered() {
            Answered::ByFiles => (whole_files(&visit, release)),
            Answered::ByServer => {
                (steps::overview(&visit, &wanted, step))
                @match step {
                    Some(step) => (steps::form(&visit, release, &wanted, step)),
                    None => (result(&visit, release, &wanted)),
                }
            },
        }
    };
    let query = wanted.query(release);
    let address = if pairs.is_empty() { "/tabellen".to_owned() } else { format!("/tabellen?{query}") };
    let page = Page { title: visit.say(Text::TablesTitle).to_owned(), address, menu: Menu::Elsewhere, way: Vec::new(), content };
    visit.answer(StatusCode::OK, release, &page)
}

/// `/tabellen/tabel.csv`, `.xlsx` and `.json`: the same choice as a file.
pub(crate) async fn tables_file(State(visit): State<Visit>, name: Name, pairs: Pairs) -> Response {
    let (Ok(Path(name)), Ok(Query(pairs))) = (name, pairs) else { return bad_request(&visit) };
    let (release, _) = Asked::of(pairs.clone()).release(&visit.shelf, visit.language);
    let wanted = Wanted::of(&pairs, release);
    let rows = rows(&visit, release, &wanted.chosen());
    let refused = || StatusCode::INTERNAL_SERVER_ERROR.into_response();
    match name.as_str() {
        "tabel.csv" => files::text(&rows).map_or_else(refused, |bytes| files::download(bytes, "text/csv; charset=utf-8", &name)),
        "tabel.xlsx" => {
            let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            workbook::book(&rows, &about(release, &wanted)).map_or_else(|_| refused(), |bytes| files::download(bytes, kind, &name))
        }
        "tabel.json" => {
            let answer = serde_json::json!({ "release": release.version, "licence": files::LICENCE, "rows": rows });
            files::download(answer.to_string().into_bytes(), "application/json", &name)
        }
        _ => not_found(&visit),
    }
}

fn rows(visit: &Visit, release: &Release, chosen: &[Chosen<'_>]) -> Vec<files::Row> {
    let row =
        |one: &Chosen<'_>| Sheet { shelf: &visit.shelf, release, indicator: one.indicator, language: visit.language }.figure(&one.figure);
    chosen.iter().map(row).collect()
}

/// What the second sheet of the workbook says.
fn about(release: &Release, wanted: &Wanted<'_>) -> Vec<workbook::About> {
    let mut lines = vec![
        workbook::line(Text::AsOf, |language| numbers::day(release.as_of, language)),
        workbook::line(Text::Release, |_| release.version.clone()),
    ];
    for indicator in &wanted.indicators {
        let definition = &indicator.definition;
        lines.push(workbook::line(Text::IndicatorColumn, |language| told(&definition.title, language).to_owned()));
        lines.push(workbook::line(Text::Definition, |language| told(&definition.definition, language).to_owned()));
        lines.push(workbook::line(Text::Source, |language| told(&definition.source, language).to_owned()));
    }
    lines.extend(workbook::closing());
    lines
}

/// The table, and the ways to take it along.
fn result(visit: &Visit, release: &Release, wanted: &Wanted<'_>) -> Markup {
    let chosen = wanted.chosen();
    if chosen.is_empty() {
        return html! { div class="ib-notice" { p { (visit.say(Text::TablesEmpty)) } } };
    }
    let count = numbers::count(i64::try_from(chosen.len()).unwrap_or(i64::MAX), visit.language);
    html! {
        section class="ib-section" aria-labelledby="tabel" {
            (heading_2("tabel", visit.say(Text::TablesResult)))
            p role="status" {
                (Text::TablesRows.fill(visit.language, &[("count", &count)]))
                @if chosen.len() > MOST { " " (Text::TablesMore.fill(visit.language, &[("most", &MOST.to_string())])) }
            }
            (ways(visit, &wanted.query(release)))
            (html_table(visit, wanted, &chosen[..chosen.len().min(MOST)]).html(visit.language))
            (table::legend(visit.language))
        }
    }
}

fn ways(visit: &Visit, query: &str) -> Markup {
    let file = |name: Text, ending: &str| Way::Download {
        name: visit.say(name).to_owned(),
        address: visit.to(&format!("/tabellen/tabel.{ending}?{query}")),
    };
    let mut ways = vec![file(Text::DownloadCsv, "csv"), file(Text::DownloadXlsx, "xlsx"), file(Text::DownloadJson, "json")];
    ways.push(Way::Page { name: "OpenAPI".to_owned(), address: "/v1/openapi.json".to_owned() });
    ways.push(Way::Permanent { name: visit.say(Text::PermanentLink).to_owned(), address: visit.to(&format!("/tabellen?{query}")) });
    parts::downloads(&ways, visit.language)
}

fn html_table(visit: &Visit, wanted: &Wanted<'_>, chosen: &[Chosen<'_>]) -> Table {
    let by_class = wanted.by != Breakdown::All;
    let mut columns: Vec<_> = [Text::IndicatorColumn, Text::Region, Text::Period].map(|text| Column::words(visit.say(text))).into();
    if by_class {
        columns.push(Column::words(visit.say(Text::Class)));
    }
    columns.push(Column::words(visit.say(Text::TablesStatistic)));
    columns.push(Column::estimates(visit.say(Text::TablesValue), visit.say(Text::TablesLimits)));
    columns.push(Column::numbers(visit.say(Text::StartsColumn)));
    Table {
        id: "t-tabel".to_owned(),
        caption: visit.say(Text::TablesCaption).to_owned(),
        columns,
        rows: chosen.iter().map(|one| row(visit, one, by_class)).collect(),
        sortable: true,
    }
}

fn row(visit: &Visit, one: &Chosen<'_>, by_class: bool) -> Row {
    let (figure, definition) = (&one.figure, &one.indicator.definition);
    let mut entries = vec![
        Entry::Words(told(&definition.title, visit.language).to_owned()),
        Entry::Words(visit.shelf.name(figure.site.region, visit.language)),
        Entry::Words(numbers::span(figure.site.span)),
    ];
    if by_class {
        entries.push(Entry::Words(words::class(figure.site.breakdown, figure.site.class, visit.language).to_owned()));
    }
    entries.push(Entry::Words(measure::column(one.indicator, figure.statistic, visit.language)));
    entries.push(Entry::Estimate(figure.value, measure::style(figure.statistic)));
    entries.push(match figure.statistic {
        Statistic::Count => Entry::Words(String::new()),
        Statistic::PerTenThousand | Statistic::Share(_) | Statistic::Median => Entry::Count(figure.n),
    });
    Row { entries, is_this: false }
}

/// Where no server answers: every indicator whole.
fn whole_files(visit: &Visit, release: &Release) -> Markup {
    html! {
        section class="ib-section" aria-labelledby="bestanden" {
            (heading_2("bestanden", visit.say(Text::TablesWhole)))
            ul class="ib-list" {
                @for indicator in release.indicators() {
                    @let slug = &indicator.definition.slug;
                    @let at = |ending: &str| format!("/v1/{}/{slug}.{ending}", release.version);
                    li class="ib-list__item" {
                        (told(&indicator.definition.title, visit.language)) ": "
                        a class="nl-link" href=(at("csv")) download { "CSV" } ", "
                        a class="nl-link" href=(at("parquet")) download { "Parquet" } ", "
                        a class="nl-link" href=(at("json")) download { "JSON" }
                    }
                }
            }
        }
    }
}
