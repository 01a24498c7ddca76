//! `/wijzigingen`: every release with what changed in it, and when the next one is due.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::{Cell, Month};
use maud::{Markup, html};
use publication::{IndicatorData, Release};
use screens::table::{Column, Entry, Row, Table};
use screens::{Menu, Text, numbers};

use super::{Page, Visit, heading_1, heading_2, told};

/// Months between the reference days of releases: deliveries come by half-year.
const MONTHS_BETWEEN: i32 = 6;
/// Releases ahead in the calendar.
const AHEAD: i32 = 2;

/// `/wijzigingen`
pub(crate) async fn changes(State(visit): State<Visit>) -> Response {
    let release = visit.shelf.current();
    let releases = visit.shelf.releases();
    let content = html! {
        div class="ib-prose" {
            (heading_1(visit.say(Text::ChangesTitle)))
            p class="ib-intro" { (visit.say(Text::ChangesIntro)) }
        }
        section class="ib-section" aria-labelledby="kalender" {
            (heading_2("kalender", visit.say(Text::CalendarTitle)))
            (calendar(&visit, releases).html(visit.language))
            p class="ib-small" { (visit.say(Text::CalendarNote)) }
        }
        @for place in (0..releases.len()).rev() {
            (changed(&visit, &releases[place], place.checked_sub(1).map(|before| &releases[before])))
        }
        section class="ib-prose" aria-labelledby="fouten-melden" {
            (heading_2("fouten-melden", visit.say(Text::CorrectionsTitle)))
            p { (visit.say(Text::CorrectionsText)) }
        }
    };
    let title = visit.say(Text::ChangesTitle).to_owned();
    let page = Page { title, address: "/wijzigingen".to_owned(), menu: Menu::Elsewhere, way: Vec::new(), content };
    visit.answer(StatusCode::OK, release, &page)
}

/// The releases there are and the next two, newest first.
fn calendar(visit: &Visit, releases: &[Release]) -> Table {
    let status = |release: &Release| visit.say(if release.is_unapproved() { Text::NotApproved } else { Text::Published });
    let there = releases.iter().rev().map(|release| {
        let version = release.version.clone();
        vec![Entry::Words(numbers::day(release.as_of, visit.language)), Entry::Words(version), Entry::Words(status(release).to_owned())]
    });
    let (year, month, _) = visit.shelf.current().as_of.ymd();
    let expected = |ahead: i32| {
        let months = i32::from(year) * 12 + i32::from(month) - 1 + ahead * MONTHS_BETWEEN;
        let first = Month::new((months / 12) as i16, (months % 12 + 1) as i8).first_day();
        let said = numbers::day(first, visit.language).split_once(' ').map(|(_, month)| month.to_owned()).unwrap_or_default();
        vec![Entry::Words(said), Entry::Words(String::new()), Entry::Words(visit.say(Text::Expected).to_owned())]
    };
    let rows = (1..=AHEAD).rev().map(expected).chain(there).map(|entries| Row { entries, is_this: false });
    Table {
        id: "t-kalender".to_owned(),
        caption: visit.say(Text::CalendarTable).to_owned(),
        columns: [Text::AsOf, Text::Release, Text::StatusName].map(|text| Column::words(visit.say(text))).into(),
        rows: rows.collect(),
        sortable: false,
    }
}

/// What a release changed.
fn changed(visit: &Visit, release: &Release, before: Option<&Release>) -> Markup {
    let id = format!("v{}", release.version.replace('.', "-"));
    let title = Text::ReleaseTitle.fill(visit.language, &[("version", &release.version)]);
    html! {
        section class="ib-prose" aria-labelledby=(id) {
            (heading_2(&id, &title))
            @match before {
                None => p { (Text::FirstRelease.fill(visit.language, &[("count", &release.indicators().len().to_string())])) },
                Some(before) => (compared(visit, release, before)),
            }
        }
    }
}

fn compared(visit: &Visit, release: &Release, before: &Release) -> Markup {
    let titles = |list: Vec<&IndicatorData>| {
        let titles = list.into_iter().map(|indicator| told(&indicator.definition.title, visit.language).to_owned());
        titles.collect::<Vec<_>>().join("; ")
    };
    let is_new = |indicator: &&IndicatorData| before.by_slug(&indicator.definition.slug).is_none();
    let is_gone = |indicator: &&IndicatorData| release.by_slug(&indicator.definition.slug).is_none();
    let is_redefined = |indicator: &&IndicatorData| {
        before.by_slug(&indicator.definition.slug).is_some_and(|earlier| earlier.definition != indicator.definition)
    };
    let said = [
        (Text::ChangeNew, titles(release.indicators().iter().filter(is_new).collect())),
        (Text::ChangeGone, titles(before.indicators().iter().filter(is_gone).collect())),
        (Text::ChangeDefinition, titles(release.indicators().iter().filter(is_redefined).collect())),
    ];
    let [revised, appeared, hidden] = cells(release, before).map(|count| numbers::count(count, visit.language));
    html! {
        ul {
            @for (text, titles) in said { @if !titles.is_empty() { li { (visit.say(text)) " " (titles) "." } } }
            li { (Text::ChangeCells.fill(visit.language, &[("revised", &revised), ("appeared", &appeared), ("hidden", &hidden)])) }
        }
    }
}

/// Of the counts both releases have: how many say another number, how many are shown now and were not, and the reverse.
fn cells(release: &Release, before: &Release) -> [i64; 3] {
    let mut counts = [0; 3];
    for indicator in release.indicators() {
        let Some(earlier) = before.by_slug(&indicator.definition.slug) else { continue };
        for (site, measure, cell) in indicator.cells() {
            match (earlier.cell(site, measure), cell) {
                (Cell::Shown(was), Cell::Shown(is)) if was != is => counts[0] += 1,
                (Cell::Hidden | Cell::Unknown, Cell::Shown(_)) => counts[1] += 1,
                (Cell::Shown(_), Cell::Hidden | Cell::Unknown) => counts[2] += 1,
                (Cell::Shown(_) | Cell::Hidden | Cell::Unknown | Cell::Impossible, _) => {}
            }
        }
    }
    counts
}
