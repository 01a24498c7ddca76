//! `/maatregelen`: commitments with where they stand, measures with what they lack, one record, and the coverage matrix.

mod matrix;
mod record;
mod words;

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::Day;
use maud::{Markup, html};
use register::{Kind, Record, Standing, faults, standing};
use screens::form::{Mistake, error_summary};
use screens::table::{Column, Entry, Row, Table};
use screens::{Language, Menu, Text, numbers};

use super::{Page, Visit, heading_1, heading_2};

pub(crate) use matrix::coverage;
pub(crate) use record::record;

/// How far ahead is soon, in days.
const SOON_DAYS: i32 = 90;
/// Measures on one page of the list.
const MEASURES_PER_PAGE: usize = 200;

/// `/maatregelen?op=2020-12-01`
pub(crate) async fn overview(State(visit): State<Visit>, Query(pairs): Query<Vec<(String, String)>>) -> Response {
    let (as_of, mistakes) = as_of(&visit, &pairs);
    let register = visit.shelf.register();
    let commitments: Vec<&Record> = register.of_kind(Kind::Commitment).collect();
    let content = html! {
        div class="ib-prose" {
            (heading_1(visit.say(Text::RegisterTitle)))
            (error_summary(&mistakes, visit.language))
            p class="ib-intro" { (headline(&visit, &commitments, as_of)) }
            p { (visit.say(Text::RegisterUnknown)) }
            @if visit.shelf.current().synthetic { p { strong { (visit.say(Text::RegisterReal)) } } }
            p { a class="nl-link" href=(visit.to("/maatregelen/matrix")) { (visit.say(Text::MatrixTitle)) } }
        }
        (part(&visit, "nu", Text::DuePassed, &listed(&visit, &commitments, as_of, &[Standing::WasDue, Standing::Reported])))
        (part(&visit, "straks", Text::DueLater, &listed(&visit, &commitments, as_of, &[Standing::Due])))
        (part(&visit, "zonder", Text::DueNever, &listed(&visit, &commitments, as_of, &[Standing::Undated])))
        (part(&visit, "gedaan", Text::CommitmentsDone, &listed(&visit, &commitments, as_of, &[Standing::Done])))
        (part(&visit, "afgewezen", Text::CommitmentsDeclined, &declined(&visit, &commitments, as_of)))
        (part(&visit, "mist", Text::FaultsTitle, &fault_table(&visit)))
        (part(&visit, "maatregelen", Text::MeasuresTitle, &measures(&visit, page_number(&pairs))))
        (pager(&visit, page_number(&pairs), as_of))
        (sources(&visit))
    };
    let title = visit.say(Text::RegisterTitle).to_owned();
    let address = format!("/maatregelen?op={as_of}");
    let page = Page { title, address, menu: Menu::Register, way: Vec::new(), content };
    visit.answer(StatusCode::OK, visit.shelf.current(), &page)
}

/// What the short names of sources stand for.
fn sources(visit: &Visit) -> Markup {
    html! { div class="ib-prose" { p { (visit.say(Text::RegisterSources)) } } }
}

/// The day asked for; today when none is asked for or it is no day.
fn as_of(visit: &Visit, pairs: &[(String, String)]) -> (Day, Vec<Mistake>) {
    let Some((_, text)) = pairs.iter().find(|(name, value)| name == "op" && !value.is_empty()) else { return (today(), Vec::new()) };
    match Day::parse_iso(text) {
        Some(day) => (day, Vec::new()),
        None => (today(), vec![Mistake { field: "inhoud", message: visit.say(Text::WrongDay).to_owned() }]),
    }
}

/// Today by the server's clock, UTC.
fn today() -> Day {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    Day(i32::try_from(since / 86_400).unwrap_or(0))
}

/// One sentence with the numbers that matter.
fn headline(visit: &Visit, commitments: &[&Record], as_of: Day) -> String {
    let count = |wanted: Standing| commitments.iter().filter(|record| standing(record, as_of) == wanted).count().to_string();
    let soon = commitments.iter().filter(|record| is_soon(record, as_of)).count().to_string();
    let places = [
        ("day", numbers::day(as_of, visit.language)),
        ("all", commitments.len().to_string()),
        ("passed", count(Standing::WasDue)),
        ("soon", soon),
        ("undated", count(Standing::Undated)),
        ("done", count(Standing::Done)),
        ("declined", count(Standing::Declined)),
    ];
    let places: Vec<(&str, &str)> = places.iter().map(|(name, value)| (*name, value.as_str())).collect();
    Text::RegisterHeadline.fill(visit.language, &places)
}

fn is_soon(record: &Record, as_of: Day) -> bool {
    standing(record, as_of) == Standing::Due && record.day("due").is_some_and(|due| due - as_of <= SOON_DAYS)
}

fn part(visit: &Visit, id: &str, title: Text, table: &Table) -> Markup {
    html! {
        @if !table.rows.is_empty() {
            section class="ib-section" aria-labelledby=(id) { (heading_2(id, visit.say(title))) (table.html(visit.language)) }
        }
    }
}

/// Title in the language of the visit; Dutch where there is no English.
fn title_of(record: &Record, language: Language) -> &str {
    match language {
        Language::English if !record.get("title_en").is_empty() => record.get("title_en"),
        Language::Dutch | Language::English => record.get("title"),
    }
}

fn link(visit: &Visit, record: &Record) -> Entry {
    let address = visit.to(&format!("/maatregelen/{}", record.id()));
    Entry::Link { address, name: title_of(record, visit.language).to_owned() }
}

fn listed(visit: &Visit, commitments: &[&Record], as_of: Day, wanted: &[Standing]) -> Table {
    let mut found: Vec<&&Record> = commitments.iter().filter(|record| wanted.contains(&standing(record, as_of))).collect();
    found.sort_by_key(|record| (record.day("due").is_none(), record.day("due"), record.id().to_owned()));
    let row = |record: &&&Record| {
        let when = record.day("due").map_or_else(|| record.get("due_said").to_owned(), |due| numbers::day(due, visit.language));
        let state = match is_soon(record, as_of) {
            true => visit.say(Text::StandingSoon),
            false => visit.say(words::standing(standing(record, as_of))),
        };
        let entries = vec![
            link(visit, record),
            Entry::Words(record.get("promised_by").to_owned()),
            Entry::Words(when),
            Entry::Words(state.to_owned()),
            Entry::Words(record.get("source").to_owned()),
        ];
        Row { entries, is_this: false }
    };
    let columns = [Text::ColumnCommitment, Text::ColumnWho, Text::ColumnWhen, Text::ColumnStanding, Text::ColumnSource];
    let caption = wanted.first().map_or(Text::ColumnCommitment, |first| words::caption(*first));
    table(visit, "toezeggingen", caption, &columns, found.iter().map(row).collect(), wanted.first().map_or("", |first| first.word()))
}

fn declined(visit: &Visit, commitments: &[&Record], as_of: Day) -> Table {
    let found = commitments.iter().filter(|record| standing(record, as_of) == Standing::Declined);
    let row = |record: &&Record| Row {
        entries: vec![
            link(visit, record),
            Entry::Words(record.get("declined_reason").to_owned()),
            Entry::Words(record.get("source").to_owned()),
        ],
        is_this: false,
    };
    let columns = [Text::ColumnCommitment, Text::ColumnReason, Text::ColumnSource];
    table(visit, "toezeggingen", Text::CaptionDeclined, &columns, found.map(row).collect(), "declined")
}

fn fault_table(visit: &Visit) -> Table {
    let row = |(fault, count): (register::Fault, usize)| {
        let name = match visit.language {
            Language::Dutch => fault.dutch(),
            Language::English => fault.english(),
        };
        Row { entries: vec![Entry::Words(name.to_owned()), Entry::Plain(i64::try_from(count).unwrap_or(i64::MAX))], is_this: false }
    };
    let rows = visit.shelf.register().fault_counts().into_iter().map(row).collect();
    let mut table = table(visit, "fouten", Text::CaptionFaults, &[Text::ColumnLacks, Text::ColumnNumber], rows, "tabel");
    table.columns[1].numeric = true;
    table
}

/// The page of the list that is asked for, from 1.
fn page_number(pairs: &[(String, String)]) -> usize {
    let asked = pairs.iter().find(|(name, _)| name == "pagina").and_then(|(_, value)| value.parse().ok());
    asked.unwrap_or(1).max(1)
}

/// Links to the other pages of the list; nothing when all fits on one.
fn pager(visit: &Visit, number: usize, as_of: Day) -> Markup {
    let pages = visit.shelf.register().of_kind(Kind::Measure).count().div_ceil(MEASURES_PER_PAGE);
    let to = |page: usize| visit.to(&format!("/maatregelen?op={as_of}&pagina={page}#maatregelen"));
    html! {
        @if pages > 1 {
            nav class="ib-pager" aria-label=(visit.say(Text::MeasuresTitle)) {
                @if number > 1 { a class="nl-link" href=(to(number - 1)) { (visit.say(Text::PageBefore)) } " " }
                span { (number) " / " (pages) }
                @if number < pages { " " a class="nl-link" href=(to(number + 1)) { (visit.say(Text::PageAfter)) } }
            }
        }
    }
}

fn measures(visit: &Visit, number: usize) -> Table {
    let row = |record: &Record| {
        let lacking: Vec<&str> = faults(record)
            .into_iter()
            .map(|fault| match visit.language {
                Language::Dutch => fault.dutch(),
                Language::English => fault.english(),
            })
            .collect();
        let entries = vec![
            link(visit, record),
            Entry::Words(record.get("owner").to_owned()),
            Entry::Words(visit.say(words::status(record.get("status"))).to_owned()),
            Entry::Words(lacking.join(", ")),
            Entry::Words(record.get("source").to_owned()),
        ];
        Row { entries, is_this: false }
    };
    let all = visit.shelf.register().of_kind(Kind::Measure);
    let shown = all.skip(MEASURES_PER_PAGE.saturating_mul(number - 1)).take(MEASURES_PER_PAGE);
    let columns = [Text::ColumnMeasure, Text::ColumnOwner, Text::ColumnStatus, Text::ColumnLacks, Text::ColumnSource];
    table(visit, "lijst", Text::CaptionMeasures, &columns, shown.map(row).collect(), "maatregelen")
}

fn table(visit: &Visit, id: &str, caption: Text, columns: &[Text], rows: Vec<Row>, which: &str) -> Table {
    Table {
        id: format!("{id}-{which}"),
        caption: visit.say(caption).to_owned(),
        columns: columns.iter().map(|text| Column::words(visit.say(*text))).collect(),
        rows,
        sortable: true,
    }
}
