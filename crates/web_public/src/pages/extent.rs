//! `/omvang`: how many children there may be in all. Estimates side by side, what each cannot see, and what speaks against them.
//! `/omvang/schattingen.csv`, `.xlsx`, `.svg` and `.png` are the estimates of its drawing and the drawing.

use axum::extract::{Query, State};
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use charts::{Caption, Ranked, RankedRow, Standing, Unit};
use domain::{Cell, Estimate, Interval};
use maud::{Markup, PreEscaped, html};
use publication::{Extent, ExtentPart, Modelled, Outside, Reading, Release};
use screens::figure as parts;
use screens::form::error_summary;
use screens::numbers::{self, Style};
use screens::table::{Column, Entry, Row, Table};
use screens::{Language, Menu, Text};
use serde::Serialize;

use super::indicator::Pairs;
use super::missing::{bad_request, not_found};
use super::overlap::{self, list_name};
use super::{Page, Visit, cell_files, drawing_files, heading_1, heading_2, paragraph, told};
use crate::asked::Asked;
use crate::files::{self, Line, Value, harmless, workbook};

/// The age class of all minors.
const ALL_AGES: &str = "0-17";

/// Address of the files of the drawing, without their ending.
const FILES: &str = "/omvang/schattingen";

/// `/omvang`
pub(crate) async fn extent(State(visit): State<Visit>, pairs: Pairs) -> Response {
    let Ok(Query(pairs)) = pairs else { return bad_request(&visit) };
    let (release, mistake) = Asked::of(pairs).release(&visit.shelf, visit.language);
    let content = html! {
        (error_summary(&mistake.into_iter().collect::<Vec<_>>(), visit.language))
        div class="ib-prose" {
            (heading_1(visit.say(Text::ExtentTitle)))
            @match release.extent.as_ref().and_then(|extent| chosen(extent)) {
                Some(part) => p class="ib-intro" { (lead(&visit, part)) },
                None => p class="ib-intro" { (visit.say(Text::ExtentNone)) },
            }
            (paragraph(visit.say(Text::ExtentIntro)))
        }
        @if let Some(extent) = &release.extent { (figures(&visit, release, extent)) }
    };
    let title = visit.say(Text::ExtentTitle).to_owned();
    let is_current = release.version == visit.shelf.current().version;
    let address = if is_current { "/omvang".to_owned() } else { format!("/omvang?release={}", release.version) };
    visit.answer(StatusCode::OK, release, &Page { title, address, menu: Menu::Extent, way: Vec::new(), content })
}

/// An estimate of the drawing, ours or somebody else's; theirs have no interval.
#[derive(Clone, Debug, Serialize)]
struct ExtentRow {
    release: String,
    year: i16,
    age: String,
    name: String,
    source: &'static str,
    method: String,
    lists_read: &'static str,
    value: f64,
    lower: Option<f64>,
    upper: Option<f64>,
    level: Option<f64>,
}

impl Line for ExtentRow {
    const HEAD: &'static [&'static str] =
        &["release", "year", "age", "name", "source", "method", "lists_read", "value", "lower", "upper", "level"];

    fn values(&self) -> Vec<Value<'_>> {
        let number = |value: Option<f64>| value.map_or(Value::Nothing, Value::Number);
        vec![
            Value::Text(&self.release),
            Value::Number(f64::from(self.year)),
            Value::Text(&self.age),
            Value::Text(&self.name),
            Value::Text(self.source),
            Value::Text(&self.method),
            Value::Text(self.lists_read),
            Value::Number(self.value),
            number(self.lower),
            number(self.upper),
            number(self.level),
        ]
    }
}

/// The estimates of the drawing, in its order.
fn rows(release: &Release, extent: &Extent<Estimate>, part: &ExtentPart<Estimate>, language: Language) -> Vec<ExtentRow> {
    let row = |name: &str, source, value| ExtentRow {
        release: harmless(&release.version),
        year: part.year,
        age: harmless(&part.age),
        name: harmless(name),
        source,
        method: String::new(),
        lists_read: "",
        value,
        lower: None,
        upper: None,
        level: None,
    };
    let modelled = part.estimates.iter().map(|own| ExtentRow {
        method: harmless(&own.method),
        lists_read: own.reading.word(),
        lower: Some(own.estimate.interval.lower),
        upper: Some(own.estimate.interval.upper),
        level: Some(own.estimate.interval.level),
        ..row(&name(own, language), "lists", own.estimate.value)
    });
    modelled.chain(beside(extent, part).map(|own| row(told(&own.label, language), "elsewhere", own.value))).collect()
}

/// `/omvang/schattingen.csv`, `.xlsx`, `.svg` and `.png`
pub(crate) async fn extent_file(State(visit): State<Visit>, uri: Uri, pairs: Pairs) -> Response {
    let Ok(Query(pairs)) = pairs else { return bad_request(&visit) };
    let (release, _) = Asked::of(pairs).release(&visit.shelf, visit.language);
    let (_, ending) = uri.path().rsplit_once('.').unwrap_or_default();
    let made = release.extent.as_ref().and_then(|extent| Some((extent, chosen(extent)?))).and_then(|(extent, part)| {
        let about = workbook::of_figure(release, Text::ExtentTitle, Text::ExtentChartNote);
        let drawing = || Some(chart(&visit, extent, part, &chart_title(&visit, part)).draw().wide);
        files::whole(ending, &format!("omvang_{}", release.version), &rows(release, extent, part, visit.language), &about, drawing)
    });
    made.unwrap_or_else(|| not_found(&visit))
}

fn chart_title(visit: &Visit, part: &ExtentPart<Estimate>) -> String {
    Text::ExtentChart.fill(visit.language, &[("age", &ages(&part.age)), ("year", &part.year.to_string())])
}

/// The latest year with an estimate, all ages where there is one.
fn chosen(extent: &Extent<Estimate>) -> Option<&ExtentPart<Estimate>> {
    extent.parts.iter().filter(|part| !part.estimates.is_empty()).max_by_key(|part| (part.year, part.age == ALL_AGES))
}

fn limits(part: &ExtentPart<Estimate>) -> Option<(f64, f64)> {
    part.spread(|own| (own.interval.lower, own.interval.upper))
}

/// The spread over everything, first.
fn lead(visit: &Visit, part: &ExtentPart<Estimate>) -> String {
    let (lower, upper) = limits(part).unwrap_or((0.0, 0.0));
    let number = |value: f64| numbers::value(value, Style::Count, visit.language);
    let places = [
        ("lower", number(lower)),
        ("upper", number(upper)),
        ("age", ages(&part.age)),
        ("year", part.year.to_string()),
        ("count", part.estimates.len().to_string()),
    ];
    Text::ExtentLead.fill(visit.language, &places.each_ref().map(|(name, value)| (*name, value.as_str())))
}

/// `0–17`
fn ages(class: &str) -> String {
    class.replace('-', "–")
}

fn figures(visit: &Visit, release: &Release, extent: &Extent<Estimate>) -> Markup {
    html! {
        @if let Some(part) = chosen(extent) { (side_by_side(visit, release, extent, part)) }
        (years(visit, extent))
        (overlap::section(visit, release))
        (doubts(visit, extent))
    }
}

/// The drawing, and the same figures as a table with what each cannot see.
fn side_by_side(visit: &Visit, release: &Release, extent: &Extent<Estimate>, part: &ExtentPart<Estimate>) -> Markup {
    let title = chart_title(visit, part);
    let query = format!("release={}", release.version);
    html! {
        figure class="ib-figure" aria-labelledby="naast-elkaar" {
            h2 class="nl-heading nl-heading--level-2 ib-figure__title" id="naast-elkaar" { (title) }
            p class="ib-figure__sentence" { (visit.say(Text::ExtentChartNote)) }
            @if release.synthetic && !extent.beside.is_empty() { p class="ib-small" { (visit.say(Text::ExtentMadeUp)) } }
            (PreEscaped(chart(visit, extent, part, &title).draw().html()))
            (drawing_files(visit, FILES, &query))
            (table(visit, extent, part).html(visit.language))
            (sources(visit, extent, part))
            (cell_files(visit, FILES, &query))
            (parts::downloads(&ways(visit, release), visit.language))
        }
    }
}

fn chart(visit: &Visit, extent: &Extent<Estimate>, part: &ExtentPart<Estimate>, title: &str) -> Ranked {
    let row = |name: String, value: Estimate, standing| RankedRow { name, value: Cell::Shown(value), standing, link: None };
    let modelled = part.estimates.iter().map(|own| row(name(own, visit.language), own.estimate, Standing::Other));
    let outside = beside(extent, part).map(|own| row(told(&own.label, visit.language).to_owned(), plain(own), Standing::This));
    Ranked {
        caption: Caption { id: "omvang".to_owned(), title: title.to_owned(), description: visit.say(Text::ExtentChartNote).to_owned() },
        language: visit.language,
        unit: Unit::Count,
        rows: modelled.chain(outside).collect(),
        country: None,
    }
}

/// Figures of others about the same ages.
fn beside<'a>(extent: &'a Extent<Estimate>, part: &'a ExtentPart<Estimate>) -> impl Iterator<Item = &'a Outside> {
    extent.beside.iter().filter(|own| own.age == part.age)
}

/// A figure without an interval is a dot alone.
fn plain(own: &Outside) -> Estimate {
    Estimate { value: own.value, interval: Interval { lower: own.value, upper: own.value, level: 0.95 } }
}

/// Method and reading: `Best passend, zonder verwijzing`.
fn name(own: &Modelled<Estimate>, language: Language) -> String {
    let method = match own.method.as_str() {
        "independence" => Text::ExtentIndependence.say(language),
        "stepwise" => Text::ExtentStepwise.say(language),
        "bic" => Text::ExtentBest.say(language),
        "bayes-average" => Text::ExtentAverage.say(language),
        other => other,
    };
    let reading = match own.reading {
        Reading::Recorded => Text::ExtentRecorded,
        Reading::Unreferred => Text::ExtentUnreferred,
    };
    format!("{method}, {}", reading.say(language))
}

/// Every figure with its interval; one without says so.
fn table(visit: &Visit, extent: &Extent<Estimate>, part: &ExtentPart<Estimate>) -> Table {
    let language = visit.language;
    let modelled = part.estimates.iter().map(|own| Row {
        entries: vec![Entry::Words(name(own, language)), Entry::Estimate(Cell::Shown(own.estimate), Style::Count)],
        is_this: false,
    });
    let outside = beside(extent, part).map(|own| Row {
        entries: vec![
            Entry::Words(told(&own.label, language).to_owned()),
            Entry::Words(Text::ExtentNoInterval.fill(language, &[("value", &numbers::value(own.value, Style::Count, language))])),
        ],
        is_this: true,
    });
    Table {
        id: "schattingen".to_owned(),
        caption: visit.say(Text::ExtentTable).to_owned(),
        columns: vec![
            Column::words(visit.say(Text::ExtentColumnName)),
            Column::estimates(visit.say(Text::ExtentColumnChildren), visit.say(Text::Interval)),
        ],
        rows: modelled.chain(outside).collect(),
        sortable: false,
    }
}

/// What every source counts and what it cannot see; the estimates from lists share both.
fn sources(visit: &Visit, extent: &Extent<Estimate>, part: &ExtentPart<Estimate>) -> Markup {
    let language = visit.language;
    let from_lists = part.lists.iter().map(|list| list_name(visit, list)).collect::<Vec<_>>().join(", ");
    let ours = (
        visit.say(Text::ExtentOurs).to_owned(),
        Text::ExtentFromLists.fill(language, &[("lists", &from_lists)]),
        told(&extent.cannot_see, language),
    );
    let outside = beside(extent, part).map(|own| {
        let counts = format!("{}. {}", sentence(told(&own.definition, language)), told(&own.source, language));
        (told(&own.label, language).to_owned(), counts, told(&own.cannot_see, language))
    });
    html! {
        div class="ib-prose" {
            h3 class="nl-heading nl-heading--level-3" { (visit.say(Text::ExtentSources)) }
            ul class="ib-list" {
                @for (name, counts, blind) in std::iter::once(ours).chain(outside) {
                    li class="ib-list__item" {
                        strong { (name) } br;
                        (visit.say(Text::ExtentCounts)) ": " (counts) "." br;
                        (visit.say(Text::ExtentBlind)) ": " (blind) "."
                    }
                }
            }
        }
    }
}

/// With a capital.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Methods of estimates from lists and of putting sources together; those the release has.
fn ways(visit: &Visit, release: &Release) -> Vec<parts::Way> {
    let pages = ["multiple-systems-models", "multiple-systems-checks", "triangulation"];
    let known = pages.iter().filter_map(|slug| release.method(slug));
    known
        .map(|method| parts::Way::Page {
            name: told(&method.title, visit.language).to_owned(),
            address: visit.to(&format!("/methode/{}", method.slug)),
        })
        .collect()
}

/// The spread by year and age; a reason where there is none.
fn years(visit: &Visit, extent: &Extent<Estimate>) -> Markup {
    let number = |value: f64| numbers::value(value, Style::Count, visit.language);
    let row = |part: &ExtentPart<Estimate>| {
        let said = match (limits(part), &part.withheld) {
            (Some((lower, upper)), _) => format!("{}\u{a0}–\u{a0}{}", number(lower), number(upper)),
            (None, Some(reason)) => told(reason, visit.language).to_owned(),
            (None, None) => visit.say(Text::ExtentNone).to_owned(),
        };
        // One column for both leaves a phone room for the reason.
        Row { entries: vec![Entry::Words(format!("{}, {}", part.year, ages(&part.age))), Entry::Words(said)], is_this: false }
    };
    let mut rows: Vec<&ExtentPart<Estimate>> = extent.parts.iter().collect();
    rows.sort_by(|one, other| other.year.cmp(&one.year).then_with(|| one.age.cmp(&other.age)));
    let when = format!("{}, {}", visit.say(Text::ExtentColumnYear), visit.say(Text::ExtentColumnAge).to_lowercase());
    let table = Table {
        id: "spreiding".to_owned(),
        caption: visit.say(Text::ExtentYearsTable).to_owned(),
        columns: vec![Column::words(when), Column::words(visit.say(Text::ExtentColumnSpread))],
        rows: rows.into_iter().map(row).collect(),
        sortable: false,
    };
    html! {
        section class="ib-section" aria-labelledby="jaren" {
            (heading_2("jaren", visit.say(Text::ExtentYears)))
            (table.html(visit.language))
            p class="ib-small" { (told(&extent.rule, visit.language)) }
        }
    }
}

/// That lists refer stands open; assumptions, checks and criticism are one click away.
fn doubts(visit: &Visit, extent: &Extent<Estimate>) -> Markup {
    let notices = chosen(extent).map(|part| part.notices.as_slice()).unwrap_or_default();
    let (refer, rest): (Vec<_>, Vec<_>) = notices.iter().partition(|notice| notice.code == "lists-refer-on-record");
    html! {
        section class="ib-section" aria-labelledby="twijfel" {
            (heading_2("twijfel", visit.say(Text::ExtentDoubts)))
            (paragraph(visit.say(Text::ExtentTooLow)))
            @for notice in refer { div class="ib-notice" { p { (told(&notice.text, visit.language)) } } }
            details class="ib-details" {
                summary class="ib-details__summary" { (visit.say(Text::ExtentAssumptions)) }
                div class="ib-prose" {
                    (paragraph(visit.say(Text::ExtentCriticism)))
                    ul class="ib-list" { @for notice in rest { li class="ib-list__item" { (told(&notice.text, visit.language)) } } }
                }
            }
        }
    }
}
