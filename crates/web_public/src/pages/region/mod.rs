//! `/regios/{code}`: all indicators of one region beside the country and similar regions, and what can be said.

mod agreed;
mod letter;
mod similar;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::{Cell, Estimate, RegionCode, Site, Span};
use maud::{Markup, html};
use publication::{IndicatorData, Release};
use screens::table::{self, Column, Entry, Row, Table};
use screens::{Menu, Text, numbers};

use super::home::lower;
use super::missing::{bad_request, not_found};
use super::{Name, Page, Visit, heading_1, heading_2, told};
use crate::asked::usual_span;
use crate::measure;
use crate::sentences::{Standing, standing};
use crate::view::figure;

pub(crate) use letter::{letter, letter_docx};

/// More indicators than this stand folded under their number.
const FOLDED_FROM: usize = 8;

/// An indicator of the region beside the country, in the newest period the region has.
struct Line<'a> {
    indicator: &'a IndicatorData,
    span: Span,
    this: Cell<Estimate>,
    country: Cell<Estimate>,
}

/// `/regios/{code}`
pub(crate) async fn region(State(visit): State<Visit>, name: Name) -> Response {
    let Ok(Path(code)) = name else { return bad_request(&visit) };
    let release = visit.shelf.current();
    let known = |region: &RegionCode| visit.shelf.atlas().name(*region).is_some();
    let Some(region) = code.parse::<RegionCode>().ok().filter(known) else { return not_found(&visit) };
    let lines = lines(release, region);
    let name = visit.shelf.name(region, visit.language);
    let title = match region == RegionCode::COUNTRY {
        true => visit.say(Text::CountryTitle).to_owned(),
        false => Text::RegionTitle.fill(visit.language, &[("region", &name)]),
    };
    let content = html! {
        (head(&visit, region, &name, &title, &lines))
        (tables(&visit, (release, region), &name, &lines))
        @if region != RegionCode::COUNTRY { (agreed::agreed(&visit, region)) }
    };
    let way = vec![(visit.say(Text::Regions).to_owned(), "/regios")];
    let page = Page { title, address: format!("/regios/{region}"), menu: Menu::Regions, way, content };
    visit.answer(StatusCode::OK, release, &page)
}

/// Every indicator the release has for the region.
fn lines(release: &Release, region: RegionCode) -> Vec<Line<'_>> {
    release.indicators().iter().filter_map(|indicator| line(release, indicator, region)).collect()
}

fn line<'a>(release: &Release, indicator: &'a IndicatorData, region: RegionCode) -> Option<Line<'a>> {
    if indicator.spans(region).is_empty() {
        return None;
    }
    let (span, headline) = (usual_span(release, indicator, region), measure::headline(indicator));
    let at = |place| figure(indicator, Site::all(place, span), headline).value;
    let (this, country) = (at(region), at(RegionCode::COUNTRY));
    (!matches!(this, Cell::Impossible)).then_some(Line { indicator, span, this, country })
}

fn head(visit: &Visit, region: RegionCode, name: &str, title: &str, lines: &[Line<'_>]) -> Markup {
    let shown = lines.iter().filter(|line| matches!(line.this, Cell::Shown(_))).count();
    let counts = [("shown", shown.to_string()), ("of", lines.len().to_string()), ("region", name.to_owned())];
    html! {
        div class="ib-prose" {
            (heading_1(title))
            @if lines.is_empty() {
                p class="ib-intro" { (Text::RegionNoFigures.fill(visit.language, &[("region", name)])) }
                (successor(visit, region))
            } @else {
                p class="ib-intro" { (Text::RegionIntro.fill(visit.language, &counts.each_ref().map(|(name, value)| (*name, value.as_str())))) }
                (around(visit, region, name))
                @if region != RegionCode::COUNTRY { (what_can_be_said(visit, lines)) }
            }
        }
    }
}

/// How many minors live there, which regions are like it, and the way to the letter.
fn around(visit: &Visit, region: RegionCode, name: &str) -> Markup {
    let minors = numbers::count(i64::from(visit.shelf.atlas().minors(region)), visit.language);
    let similar = similar::similar(visit.shelf.atlas(), region);
    html! {
        p { (Text::RegionMinors.fill(visit.language, &[("region", name), ("minors", &minors)])) }
        @if !similar.is_empty() {
            p {
                (visit.say(Text::RegionSimilar)) " "
                @for (place, other) in similar.iter().enumerate() {
                    @if place > 0 { ", " }
                    a class="nl-link" href=(visit.to(&format!("/regios/{other}"))) { (visit.shelf.name(*other, visit.language)) }
                }
                "."
            }
        }
        p class="ib-no-print" { a class="nl-link" href=(visit.to(&format!("/regios/{region}/raadsbrief"))) { (visit.say(Text::LetterLink)) } }
    }
}

/// The region that took its place.
fn successor(visit: &Visit, region: RegionCode) -> Markup {
    let successor = visit.shelf.atlas().region(region).and_then(|entry| entry.successor);
    html! {
        @if let Some(successor) = successor {
            p {
                (visit.say(Text::RegionEnded)) " "
                a class="nl-link" href=(visit.to(&format!("/regios/{successor}"))) { (visit.shelf.name(successor, visit.language)) }
            }
        }
    }
}

fn what_can_be_said(visit: &Visit, lines: &[Line<'_>]) -> Markup {
    let said = [
        (Standing::Higher, Text::RegionHigher),
        (Standing::Lower, Text::RegionLower),
        (Standing::NoDifference, Text::RegionSame),
        (Standing::NotSaid, Text::RegionHiddenList),
    ];
    html! {
        (heading_2("wat", visit.say(Text::RegionSay)))
        dl class="ib-facts" {
            @for (which, text) in said {
                @let names = names(visit, lines, which);
                @if !names.is_empty() { div class="ib-facts__row" { dt { (visit.say(text)) } dd { (list(visit, &names)) } } }
            }
        }
        p class="ib-small" { (visit.say(Text::RegionDifference)) }
    }
}

/// Names one after another; so many that nobody reads them are folded away.
fn list(visit: &Visit, names: &[String]) -> Markup {
    let all = format!("{}.", names.join(", "));
    if names.len() <= FOLDED_FROM {
        return html! { (all) };
    }
    html! {
        details class="ib-details" {
            summary class="ib-details__summary" { (Text::RegionSoMany.fill(visit.language, &[("count", &names.len().to_string())])) }
            (all)
        }
    }
}

fn names(visit: &Visit, lines: &[Line<'_>], which: Standing) -> Vec<String> {
    let here = lines.iter().filter(|line| standing(line.this, line.country) == which);
    here.map(|line| lower(told(&line.indicator.definition.title, visit.language))).collect()
}

fn tables(visit: &Visit, place: (&Release, RegionCode), name: &str, lines: &[Line<'_>]) -> Markup {
    let (waits, counts): (Vec<_>, Vec<_>) = lines.iter().partition(|line| line.indicator.definition.norm.is_some());
    html! {
        @if !lines.is_empty() {
            section class="ib-section" {
                @if !waits.is_empty() { (table_of(visit, place, "t-wachten", Text::RegionWaitsTable, name, &waits).html(visit.language)) }
                @if !counts.is_empty() { (table_of(visit, place, "t-tellen", Text::RegionCountsTable, name, &counts).html(visit.language)) }
                (table::legend(visit.language))
            }
        }
    }
}

fn table_of(visit: &Visit, (release, region): (&Release, RegionCode), id: &str, caption: Text, name: &str, lines: &[&Line<'_>]) -> Table {
    let similar = similar::similar(visit.shelf.atlas(), region);
    let mut columns = vec![Column::words(visit.say(Text::IndicatorColumn))];
    columns.push(Column::estimates(name, visit.say(Text::Interval)));
    if region != RegionCode::COUNTRY {
        columns.push(Column::estimates(visit.say(Text::Country), visit.say(Text::Interval)));
    }
    if !similar.is_empty() {
        columns.push(Column::numbers(visit.say(Text::SimilarColumn)));
    }
    columns.push(Column::numbers(visit.say(Text::Period)));
    Table {
        id: id.to_owned(),
        caption: caption.fill(visit.language, &[("region", name)]),
        columns,
        rows: lines.iter().map(|line| row(visit, (release, region), &similar, line)).collect(),
        sortable: false,
    }
}

fn row(visit: &Visit, (release, region): (&Release, RegionCode), similar: &[RegionCode], line: &Line<'_>) -> Row {
    let definition = &line.indicator.definition;
    let style = measure::style(measure::headline(line.indicator));
    let address = visit.to(&format!("/indicatoren/{}?regio={region}&periode={}&release={}", definition.slug, line.span, release.version));
    let mut entries =
        vec![Entry::Link { address, name: told(&definition.title, visit.language).to_owned() }, Entry::Estimate(line.this, style)];
    if region != RegionCode::COUNTRY {
        entries.push(Entry::Estimate(line.country, style));
    }
    if !similar.is_empty() {
        entries.push(Entry::Words(similar::range(line.indicator, similar, line.span, visit.language)));
    }
    entries.push(Entry::Words(numbers::span(line.span)));
    Row { entries, is_this: false }
}
