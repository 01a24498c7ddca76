//! The curve of a wait, and the years of everything.

use domain::{Cell, RegionCode, Site, Span};
use estimates::Statistic;
use maud::{Markup, PreEscaped, html};
use screens::figure as parts;
use screens::table::{self, Column, Entry, Row, Table};
use screens::{Text, numbers};

use super::super::Visit;
use super::around::{picture_ways, ways};
use super::tables::{columns, row};
use super::{instead, links};
use crate::asked::{says_enough, spans};
use crate::pictures::Picture;
use crate::view::View;
use crate::{breaks, drawings, measure};

/// Curve for waits, and the years for everything.
pub(super) fn course(visit: &Visit, view: &View<'_>) -> Markup {
    html! {
        @if has_curve(view) {
            figure class="ib-figure" aria-labelledby="verloop" {
                h2 class="nl-heading nl-heading--level-2 ib-figure__title" id="verloop" { (visit.say(Text::CurveTitle)) }
                @match drawings::curve(view) {
                    Some(drawing) => {
                        p class="ib-figure__sentence" { (curve_intro(visit, view)) }
                        (PreEscaped(drawing.html()))
                        (picture_ways(visit, view, Picture::Course))
                    },
                    None => (curve_missing(visit, view)),
                }
                (parts::folded_table(&curve_tables(visit, view), visit.language))
                (ways(visit, view))
            }
        }
        (years(visit, view))
    }
}

fn has_curve(view: &View<'_>) -> bool {
    !view.curve(view.this()).is_empty()
}

fn curve_intro(visit: &Visit, view: &View<'_>) -> String {
    let period = numbers::period(view.chosen.span, visit.language);
    Text::CurveIntro.fill(visit.language, &[("period", &period)])
}

/// In words that the curve is shielded, and which curves can be seen.
fn curve_missing(visit: &Visit, view: &View<'_>) -> Markup {
    let (region, period) = (view.region_name(view.chosen.region), numbers::period(view.chosen.span, visit.language));
    let what = html! { (Text::CurveHidden.fill(visit.language, &[("region", &region), ("period", &period)])) };
    let own = spans(view.indicator, view.chosen.region).into_iter().map(|span| Site::all(view.chosen.region, span));
    let country = spans(view.indicator, RegionCode::COUNTRY).into_iter().map(|span| Site::all(RegionCode::COUNTRY, span));
    let all = own.chain(country.filter(|site| site.region != view.chosen.region));
    let there: Vec<Site> = all.filter(|site| visit.shelf.has_each_period(site.region) && says_enough(view.indicator, *site)).collect();
    parts::state(&what, visit.say(Text::CurveHiddenWhy), &links(visit, view, &there))
}

fn curve_tables(visit: &Visit, view: &View<'_>) -> Markup {
    let sites: Vec<_> = std::iter::once(view.this()).chain(view.other()).filter(|site| !view.curve(*site).is_empty()).collect();
    html! {
        @for (place, site) in sites.into_iter().enumerate() { (curve_table(visit, view, site, place).html(visit.language)) }
        (table::legend(visit.language))
    }
}

fn curve_table(visit: &Visit, view: &View<'_>, site: Site, place: usize) -> Table {
    let names = [("region", view.region_name(site.region)), ("period", numbers::period(site.span, view.language))];
    let share = measure::style(Statistic::Share(domain::Measure::Entered));
    let rows = view.curve(site).iter().map(|point| Row {
        entries: vec![
            Entry::Plain(i64::from(point.day)),
            Entry::Count(point.at_risk),
            Entry::Count(point.censored),
            Entry::Estimate(point.reached, share),
        ],
        is_this: false,
    });
    let mut columns: Vec<_> = [Text::Day, Text::StillFollowed, Text::Censored].map(|text| Column::numbers(visit.say(text))).into();
    columns.push(Column::estimates(visit.say(Text::ReachedShare), visit.say(Text::Interval)));
    Table {
        id: format!("t-verloop-{place}"),
        caption: Text::CurveStepsTable.fill(visit.language, &names.each_ref().map(|(name, value)| (*name, value.as_str()))),
        columns,
        rows: rows.collect(),
        sortable: false,
    }
}

fn years(visit: &Visit, view: &View<'_>) -> Markup {
    let has_curve = has_curve(view);
    if view.years(view.chosen.region).is_empty() {
        return html! { @if !has_curve { (ways(visit, view)) } };
    }
    let statistic = measure::name(view.indicator, view.headline(), visit.language);
    html! {
        figure class="ib-figure" aria-labelledby="jaren" {
            h2 class="nl-heading nl-heading--level-2 ib-figure__title" id="jaren" { (visit.say(Text::TrendTitle)) }
            p class="ib-figure__sentence" { (Text::TrendIntro.fill(visit.language, &[("statistic", &statistic)])) }
            @match drawings::trend(view) {
                Some(drawing) => { (PreEscaped(drawing.html())) (picture_ways(visit, view, Picture::Years)) },
                None => (trend_missing(visit, view)),
            }
            (breaks_in_words(visit, view))
            (parts::folded_table(&year_tables(visit, view), visit.language))
            @if !has_curve { (ways(visit, view)) }
        }
    }
}

/// Every break in the series in words: the line stops there, and is not to be read on.
fn breaks_in_words(visit: &Visit, view: &View<'_>) -> Markup {
    let breaks = view.breaks();
    let pooled = breaks::within(view.indicator, view.chosen.region, view.shelf.atlas(), view.chosen.span);
    if breaks.is_empty() && pooled.is_empty() {
        return html! {};
    }
    html! {
        div class="ib-prose" {
            @if !breaks.is_empty() {
                h3 class="nl-heading nl-heading--level-3" { (visit.say(Text::BreaksTitle)) }
                p { (visit.say(Text::BreaksIntro)) }
                ul {
                    @for own in &breaks {
                        li {
                            (breaks::sentence(own, visit.language))
                            @if let Some(region) = own.region { " (" (view.region_name(region)) ")" }
                        }
                    }
                }
            }
            @if !pooled.is_empty() {
                p { (Text::BreakInside.fill(visit.language, &[("period", &numbers::period(view.chosen.span, visit.language))])) }
            }
        }
    }
}

/// In words that no year is shown; nothing where one year is simply too few for a line.
fn trend_missing(visit: &Visit, view: &View<'_>) -> Markup {
    let is_shown = |site: &Site| matches!(view.value(*site, view.headline()), Cell::Shown(_));
    if view.years(view.chosen.region).iter().any(is_shown) {
        return html! {};
    }
    let region = view.region_name(view.chosen.region);
    let what = html! { (Text::TrendHidden.fill(visit.language, &[("region", &region)])) };
    parts::state(&what, visit.say(Text::HiddenWhy), &instead(visit, view))
}

fn year_tables(visit: &Visit, view: &View<'_>) -> Markup {
    let regions = std::iter::once(view.chosen.region).chain(view.other_region());
    html! {
        @for (place, region) in regions.enumerate() {
            (year_table(visit, view, region, place).html(visit.language))
        }
        (table::legend(visit.language))
    }
}

fn year_table(visit: &Visit, view: &View<'_>, region: RegionCode, place: usize) -> Table {
    let mark = |site: &Site| match site.span {
        Span::Year(year) if drawings::status(view.release, view.indicator, year) == domain::Status::Provisional => "\u{a0}*",
        Span::Year(_) | Span::Years(..) => "",
    };
    let atlas = view.shelf.atlas();
    let broken = |site: &Site| match breaks::beside(view.indicator, region, atlas, site.span) {
        Some(text) => format!(" ({})", visit.say(text)),
        None => String::new(),
    };
    let name = |site: &Site| Entry::Words(format!("{}{}{}", numbers::span(site.span), mark(site), broken(site)));
    let statistics = measure::columns(view.indicator);
    let rows =
        view.years(region).into_iter().map(|site| row(view, name(&site), site, &statistics, site.span == view.chosen.span)).collect();
    Table {
        id: format!("t-jaren-{place}"),
        caption: Text::TrendTable.fill(visit.language, &[("region", &view.region_name(region))]),
        columns: columns(visit, view, Text::Year, &statistics),
        rows,
        sortable: false,
    }
}
