//! On `/omvang`: which lists children stand on, where that table may leave, and as a file at `/omvang.csv`; else why it may not.

use axum::extract::State;
use axum::response::Response;
use domain::Cell;
use maud::{Markup, html};
use publication::{OnLists, OverlapCounts, OverlapTable, OverlapYear, Release};
use screens::figure as parts;
use screens::table::{Column, Entry, Row, Table, legend};
use screens::{Language, Text};

use super::{Visit, heading_2, paragraph, told};
use crate::files;

/// `/omvang.csv`
pub(crate) async fn overlap_file(State(visit): State<Visit>) -> Response {
    files::overlap(visit.shelf.current())
}

/// The newest year's table, or the reason why it stays inside; nothing in releases that do not say.
pub(super) fn section(visit: &Visit, release: &Release) -> Markup {
    let Some(newest) = release.overlaps.iter().max_by_key(|own| own.year) else { return html! {} };
    let others = release.overlaps.iter().filter(|own| own.year != newest.year && matches!(own.table, OverlapTable::Shown(_)));
    let others: Vec<String> = others.map(|own| own.year.to_string()).collect();
    html! {
        section class="ib-section" aria-labelledby="tabel" {
            (heading_2("tabel", visit.say(Text::OverlapTitle)))
            (of_year(visit, newest))
            @if matches!(newest.table, OverlapTable::Shown(_)) || !others.is_empty() {
                @if !others.is_empty() { p class="ib-small" { (Text::OverlapOthers.fill(visit.language, &[("years", &others.join(", "))])) } }
                (parts::downloads(&[download(visit)], visit.language))
            }
        }
    }
}

fn download(visit: &Visit) -> parts::Way {
    parts::Way::Download { name: visit.say(Text::OverlapDownload).to_owned(), address: visit.to("/omvang.csv") }
}

fn of_year(visit: &Visit, own: &OverlapYear<OverlapCounts>) -> Markup {
    let year = own.year.to_string();
    match &own.table {
        OverlapTable::Withheld(why) => html! {
            (paragraph(&Text::OverlapWithheld.fill(visit.language, &[("year", &year)])))
            div class="ib-notice" { p { (told(why, visit.language)) } }
        },
        OverlapTable::Shown(counts) => html! {
            (paragraph(&Text::OverlapIntro.fill(visit.language, &[("base", &counts.base.to_string())])))
            (table(visit, &year, counts).html(visit.language))
            (legend(visit.language))
        },
    }
}

/// Everyone, each list, and each combination that anyone has; a column for every age class.
fn table(visit: &Visit, year: &str, counts: &OverlapCounts) -> Table {
    let ages = counts.ages();
    let first = Column::words(visit.say(Text::OverlapColumnLists));
    let columns = ages.iter().map(|age| Column::numbers(Text::OverlapColumnAge.fill(visit.language, &[("age", &age.replace('-', "–"))])));
    let mut kinds: Vec<OnLists> = counts.cells.iter().map(|cell| cell.on).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let row = |on: OnLists| {
        let own: Vec<Cell<u64>> = ages.iter().map(|age| counts.cell(age, on)).collect();
        let is_empty = own.iter().all(|cell| *cell == Cell::Shown(0));
        let entries = std::iter::once(Entry::Words(name(visit, on, counts))).chain(own.into_iter().map(Entry::Count)).collect();
        (!is_empty).then_some(Row { entries, is_this: on == OnLists::Any })
    };
    Table {
        id: "lijsten".to_owned(),
        caption: Text::OverlapTable.fill(visit.language, &[("year", year)]),
        columns: std::iter::once(first).chain(columns).collect(),
        rows: kinds.into_iter().filter_map(row).collect(),
        sortable: false,
    }
}

/// `Alleen politie`, `Alleen Veilig Thuis en politie`, `Veilig Thuis (in totaal)`.
fn name(visit: &Visit, on: OnLists, counts: &OverlapCounts) -> String {
    let list = |place: usize| counts.lists.get(place).map_or("", |list| list_name(visit, list));
    match on {
        OnLists::Any => visit.say(Text::OverlapAny).to_owned(),
        OnLists::This(own) => Text::OverlapThis.fill(visit.language, &[("list", &capital(list(own)))]),
        OnLists::Exactly(bits) => {
            let own: Vec<&str> = (0..counts.lists.len()).filter(|place| bits >> place & 1 == 1).map(list).collect();
            Text::OverlapExactly.fill(visit.language, &[("lists", &joined(&own, visit.language))])
        }
    }
}

/// `a, b en c`
fn joined(names: &[&str], language: Language) -> String {
    match names {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [most @ .., last] => Text::OverlapAnd.fill(language, &[("most", &most.join(", ")), ("last", last)]),
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// What a list is called; one without a name here by its own word.
pub(super) fn list_name<'a>(visit: &Visit, list: &'a str) -> &'a str {
    let text = match list {
        "veilig-thuis" => Text::ListVeiligThuis,
        "csg" => Text::ListCsg,
        "police" => Text::ListPolice,
        "board" => Text::ListBoard,
        "help" => Text::ListHelp,
        _ => return list,
    };
    visit.say(text)
}
