//! `/`: one sentence with its number and chart, the map beside the ranking, key figures, ways in, and what is not shown.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::{Cell, Estimate, RegionCode, RegionKind, Site, Span};
use estimates::Statistic;
use maud::{Markup, PreEscaped, html};
use publication::{Counted, IndicatorData, Release};
use screens::numbers::{self, Style};
use screens::table::symbol;
use screens::{Menu, Text, words};

use super::indicator::{map_and_ranking, picture_ways, regions_missing, release_meta, ways as ways_of};
use super::{Page, Visit, heading_2, told};
use crate::asked::{Against, Chosen, furthest_span, usual_span};
use crate::drawings::{self, Regions};
use crate::measure;
use crate::pictures::Picture;
use crate::view::{View, figure};

/// The question the overview opens with.
const LEAD: &str = "help-after-order";

/// `/`
pub(crate) async fn home(State(visit): State<Visit>) -> Response {
    let release = visit.shelf.current();
    let lead = release.by_id(LEAD).map(|indicator| lead_view(&visit, release, indicator));
    let map = release.by_id(LEAD).map(|indicator| country_view(&visit, release, indicator));
    let content = html! {
        (match &lead { Some(view) => lead_section(&visit, view), None => plain_lead(&visit, release) })
        @if let Some(view) = &map { (map_section(&visit, view)) }
        (key_figures(&visit, release))
        (ways(&visit))
        (shown(&visit, release))
    };
    let page =
        Page { title: visit.say(Text::OverviewTitle).to_owned(), address: "/".to_owned(), menu: Menu::Overview, way: Vec::new(), content };
    visit.answer(StatusCode::OK, release, &page)
}

/// The country in the period whose curve is shown furthest: headline and drawing are of one period.
fn lead_view<'a>(visit: &'a Visit, release: &'a Release, indicator: &'a IndicatorData) -> View<'a> {
    view_of(visit, release, indicator, furthest_span(release, indicator, RegionCode::COUNTRY))
}

fn country_view<'a>(visit: &'a Visit, release: &'a Release, indicator: &'a IndicatorData) -> View<'a> {
    view_of(visit, release, indicator, usual_span(release, indicator, RegionCode::COUNTRY))
}

fn view_of<'a>(visit: &'a Visit, release: &'a Release, indicator: &'a IndicatorData, span: Span) -> View<'a> {
    let chosen = Chosen { region: RegionCode::COUNTRY, span, against: Against::Nothing, mistakes: Vec::new() };
    View { shelf: &visit.shelf, release, indicator, language: visit.language, chosen }
}

fn lead_section(visit: &Visit, view: &View<'_>) -> Markup {
    let address = visit.to(&format!("/indicatoren/{}", view.indicator.definition.slug));
    let title = told(&view.indicator.definition.title, visit.language);
    let curve = drawings::curve(view).map(|drawing| (drawing, visit.say(Text::LeadChart).to_owned(), Picture::Course));
    let name = || measure::name(view.indicator, view.headline(), visit.language) + ".";
    let trend = || drawings::trend(view).map(|drawing| (drawing, name(), Picture::Years));
    let drawing = curve.or_else(trend);
    html! {
        section class="ib-lead" aria-labelledby="kop" {
            div class="ib-lead__text" {
                (headline(visit, view))
                (lead_compare(visit, view))
                p class="ib-lead__more" { a class="nl-link" href=(address) { (Text::LeadMore.fill(visit.language, &[("title", &lower(title))])) } }
            }
            @if let Some((drawing, said, picture)) = drawing {
                div class="ib-lead__chart" { p class="ib-small" { (said) } (PreEscaped(drawing.html())) (picture_ways(visit, view, picture)) }
            }
            (release_meta(view))
        }
    }
}

fn headline(visit: &Visit, view: &View<'_>) -> Markup {
    let value = view.value(view.this(), view.headline());
    let (Some(estimate), Some(norm)) = (value.shown(), &view.indicator.definition.norm) else {
        return html! { h1 class="ib-lead__headline" id="kop" { (visit.say(Text::LeadHidden)) } };
    };
    let text = match view.headline() {
        Statistic::Share(domain::Measure::Waiting { .. }) => Text::LeadWaiting,
        Statistic::Share(_) | Statistic::Count | Statistic::PerTenThousand | Statistic::Median => Text::LeadReached,
    };
    let term = words::term(norm.due_days, norm.unit, visit.language);
    html! {
        h1 class="ib-lead__headline" id="kop" {
            span class="ib-lead__number" { (numbers::percent_whole(estimate.value, visit.language)) } " "
            (text.fill(visit.language, &[("term", &term)]))
        }
    }
}

fn lead_compare(visit: &Visit, view: &View<'_>) -> Markup {
    let said = |text: Text, places: &[(&str, &str)]| text.fill(visit.language, places);
    let limits = view.value(view.this(), view.headline()).shown().map(|estimate| {
        let show = |value| numbers::percent(value, visit.language);
        said(Text::LeadInterval, &[("lower", &show(estimate.interval.lower)), ("upper", &show(estimate.interval.upper))])
    });
    let before = before(view).map(|(site, estimate)| {
        let value = numbers::percent(estimate.value, visit.language);
        said(Text::LeadBefore, &[("before", &numbers::span(site.span)), ("value", &value)])
    });
    html! {
        p class="ib-lead__compare" {
            (said(Text::LeadYear, &[("year", &numbers::period(view.chosen.span, visit.language))]))
            @if let Some(limits) = limits { " " (limits) }
            @if let Some(before) = before { " " (before) }
        }
    }
}

/// The headline of the year before, where it is shown.
fn before(view: &View<'_>) -> Option<(Site, Estimate)> {
    let Span::Year(year) = view.chosen.span else { return None };
    let site = Site::all(view.chosen.region, Span::Year(year - 1));
    view.value(site, view.headline()).shown().map(|estimate| (site, estimate))
}

fn plain_lead(visit: &Visit, release: &Release) -> Markup {
    let counts = [
        ("indicators", release.indicators().len().to_string()),
        ("first", release.years.0.to_string()),
        ("last", release.years.1.to_string()),
        ("regions", visit.shelf.regions(release, RegionKind::VeiligThuis).len().to_string()),
    ];
    html! {
        section class="ib-lead" aria-labelledby="kop" {
            div class="ib-lead__text" {
                h1 class="ib-lead__headline" id="kop" { (visit.say(Text::LeadNone)) }
                p class="ib-lead__compare" { (Text::ReleaseCounts.fill(visit.language, &counts.each_ref().map(|(name, value)| (*name, value.as_str())))) }
            }
        }
    }
}

fn map_section(visit: &Visit, view: &View<'_>) -> Markup {
    if view.regions().is_empty() {
        return html! {};
    }
    let regions = Regions::of(view);
    let statistic = measure::name(view.indicator, view.headline(), visit.language);
    let intro = Text::RegionsIntro
        .fill(visit.language, &[("statistic", &statistic), ("period", &numbers::period(view.chosen.span, visit.language))]);
    html! {
        section class="ib-split" aria-labelledby="waar" {
            h2 class="nl-heading nl-heading--level-2 ib-split__head" id="waar" { (visit.say(Text::WhereWaiting)) }
            @if regions.any_shown() {
                p class="ib-split__intro" { (intro) }
                (map_and_ranking(visit, view))
                div class="ib-split__foot" { (ways_of(visit, view)) }
            } @else { (regions_missing(visit, view)) }
        }
    }
}

fn key_figures(visit: &Visit, release: &Release) -> Markup {
    html! {
        section class="ib-section" aria-labelledby="kern" {
            (heading_2("kern", visit.say(Text::ChainInFigures)))
            @if release.indicators().is_empty() { div class="ib-notice" { p { (visit.say(Text::NoIndicators)) } } }
            ul class="ib-key-figures" {
                @for indicator in release.indicators().iter().filter(|indicator| is_key(indicator)) {
                    (key_figure(visit, &country_view(visit, release, indicator)))
                }
            }
        }
    }
}

/// Where a stage counts children those stand for it; and every wait but the one that opens the page.
fn is_key(indicator: &IndicatorData) -> bool {
    let definition = &indicator.definition;
    definition.id != LEAD && (definition.norm.is_some() || definition.counted == Counted::Children)
}

fn key_figure(visit: &Visit, view: &View<'_>) -> Markup {
    let statistic = measure::by_class(view.indicator);
    let value = view.value(view.this(), statistic);
    let definition = &view.indicator.definition;
    html! {
        li class="ib-key-figure" {
            h3 class="ib-key-figure__name" {
                a class="nl-link" href=(visit.to(&format!("/indicatoren/{}", definition.slug))) { (told(&definition.title, visit.language)) }
            }
            (key_value(visit, view, statistic, value))
            div class="ib-key-figure__trend" {
                span class="ib-spark" { (PreEscaped(drawings::sparkline(view.shelf, view.indicator, (RegionCode::COUNTRY, statistic), visit.language))) }
            }
        }
    }
}

fn key_value(visit: &Visit, view: &View<'_>, statistic: Statistic, value: Cell<Estimate>) -> Markup {
    let style = measure::style(statistic);
    let Some(estimate) = value.shown() else { return key_missing(visit, value.map(|_| ())) };
    let interval = numbers::interval(&estimate, style, visit.language);
    html! {
        p class="ib-key-figure__value" {
            span class="ib-key-figure__number" { (number(estimate, style, visit)) } " "
            span class="ib-key-figure__unit" { (unit(visit, view)) }
        }
        p class="ib-key-figure__interval" { (measure::limits_line(statistic).fill(visit.language, &[("interval", &interval)])) }
        p class="ib-key-figure__compare" { (numbers::period(view.chosen.span, visit.language)) ". " (compare(visit, view, statistic)) }
    }
}

fn number(estimate: Estimate, style: Style, visit: &Visit) -> String {
    match style {
        Style::Share => numbers::percent(estimate.value, visit.language),
        Style::Count | Style::Rate | Style::Days => numbers::value(estimate.value, style, visit.language),
    }
}

fn unit(visit: &Visit, view: &View<'_>) -> String {
    match &view.indicator.definition.norm {
        Some(norm) => {
            let term = words::term(norm.due_days, norm.unit, visit.language);
            let text = match view.headline() {
                Statistic::Share(domain::Measure::Waiting { .. }) => Text::StillWaiting,
                Statistic::Share(_) | Statistic::Count | Statistic::PerTenThousand | Statistic::Median => Text::WithinTerm,
            };
            text.fill(visit.language, &[("term", &term)])
        }
        None => measure::counted(view.indicator, visit.language).to_owned(),
    }
}

fn compare(visit: &Visit, view: &View<'_>, statistic: Statistic) -> String {
    let Span::Year(year) = view.chosen.span else { return String::new() };
    let site = Site::all(RegionCode::COUNTRY, Span::Year(year - 1));
    match figure(view.indicator, site, statistic).value {
        Cell::Shown(estimate) => {
            let value = numbers::value(estimate.value, measure::style(statistic), visit.language);
            Text::YearBefore.fill(visit.language, &[("before", &(year - 1).to_string()), ("value", &value)])
        }
        Cell::Hidden | Cell::Unknown | Cell::Impossible => visit.say(Text::NoYearBefore).to_owned(),
    }
}

fn key_missing(visit: &Visit, cell: Cell<()>) -> Markup {
    let (name, why) = match cell {
        Cell::Hidden => (visit.say(Text::Hidden), visit.say(Text::HiddenWhy)),
        Cell::Unknown | Cell::Shown(()) | Cell::Impossible => (visit.say(Text::Unknown), visit.say(Text::UnknownWhy)),
    };
    html! {
        p class="ib-key-figure__value" { (symbol(cell, visit.language)) " " span class="ib-key-figure__unit" aria-hidden="true" { (name) } }
        p class="ib-key-figure__compare" { (why) }
    }
}

fn ways(visit: &Visit) -> Markup {
    let ways = [
        ("/regios", Text::WayRegion, Text::WayRegionMore),
        ("/indicatoren", Text::WayIndicators, Text::WayIndicatorsMore),
        ("/methode", Text::WayMethod, Text::WayMethodMore),
    ];
    html! {
        nav class="ib-ways" aria-labelledby="ingangen" {
            h2 class="nl-heading nl-heading--level-2 ib-ways__head" id="ingangen" { (visit.say(Text::WaysIn)) }
            ul class="ib-ways__list" {
                @for (path, name, more) in ways {
                    li class="ib-way" { a class="ib-way__link" href=(visit.to(path)) { (visit.say(name)) } p class="ib-way__what" { (visit.say(more)) } }
                }
            }
        }
    }
}

/// Which share of the cells can be seen.
fn shown(visit: &Visit, release: &Release) -> Markup {
    let (shown, of) = release.shown;
    html! {
        @if of > 0 {
            section class="ib-prose" aria-labelledby="te-zien" {
                (heading_2("te-zien", visit.say(Text::ShownTitle)))
                p {
                    strong { (Text::ShownLine.fill(visit.language, &[("share", &numbers::percent_whole(shown as f64 / of as f64, visit.language))])) }
                    " " (visit.say(Text::ShownMore))
                }
            }
        }
    }
}

/// A title inside a sentence.
pub(super) fn lower(title: &str) -> String {
    let mut letters = title.chars();
    let first = letters.next().map(|letter| letter.to_lowercase().to_string()).unwrap_or_default();
    let rest = letters.as_str();
    // A name in capitals (CSG) keeps them.
    if rest.starts_with(|letter: char| letter.is_uppercase()) { title.to_owned() } else { first + rest }
}
