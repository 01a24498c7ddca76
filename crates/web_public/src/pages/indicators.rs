//! `/indicatoren`: every indicator with its newest figure for the country.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::{Cell, RegionCode, Site};
use maud::{Markup, PreEscaped, html};
use publication::{IndicatorData, Release};
use screens::table::symbol;
use screens::{Menu, Text, numbers};

use super::{Page, Visit, crosstab, heading_1, heading_2, told, waiting};
use crate::asked::usual_span;
use crate::view::figure;
use crate::{drawings, measure};

/// `/indicatoren`
pub(crate) async fn indicators(State(visit): State<Visit>) -> Response {
    let release = visit.shelf.current();
    let (waits, counts): (Vec<_>, Vec<_>) = release.indicators().iter().partition(|indicator| indicator.definition.norm.is_some());
    let content = html! {
        div class="ib-prose" {
            (heading_1(visit.say(Text::Indicators)))
            p class="ib-intro" { (visit.say(Text::IndicatorsIntro)) }
        }
        @if release.indicators().is_empty() { div class="ib-notice" { p { (visit.say(Text::NoIndicators)) } } }
        (list(&visit, release, "wachten", Text::Waiting, &waits))
        (list(&visit, release, "tellen", Text::Counting, &counts))
        (waiting::link(&visit, release))
        (crosstab::list(&visit, release))
    };
    let page = Page {
        title: visit.say(Text::Indicators).to_owned(),
        address: "/indicatoren".to_owned(),
        menu: Menu::Indicators,
        way: Vec::new(),
        content,
    };
    visit.answer(StatusCode::OK, release, &page)
}

fn list(visit: &Visit, release: &Release, id: &str, name: Text, indicators: &[&IndicatorData]) -> Markup {
    html! {
        @if !indicators.is_empty() {
            section class="ib-section" aria-labelledby=(id) {
                (heading_2(id, visit.say(name)))
                ul class="ib-list" { @for indicator in indicators { (item(visit, release, indicator)) } }
            }
        }
    }
}

fn item(visit: &Visit, release: &Release, indicator: &IndicatorData) -> Markup {
    let definition = &indicator.definition;
    let statistic = measure::by_class(indicator);
    let span = usual_span(release, indicator, RegionCode::COUNTRY);
    let value = figure(indicator, Site::all(RegionCode::COUNTRY, span), statistic).value;
    let style = measure::style(statistic);
    html! {
        li class="ib-list__item" {
            a class="ib-list__link nl-link" href=(visit.to(&format!("/indicatoren/{}", definition.slug))) { (told(&definition.title, visit.language)) }
            p class="ib-list__what" { (told(&definition.question, visit.language)) }
            p class="ib-list__figure" {
                @match value {
                    Cell::Shown(estimate) => {
                        span class="ib-number ib-list__number" { (numbers::value(estimate.value, style, visit.language)) } " "
                        span class="ib-small" { (numbers::limits(&estimate, style, visit.language)) ", " (numbers::period(span, visit.language)) }
                    }
                    Cell::Hidden | Cell::Unknown | Cell::Impossible => (symbol(value.map(|_| ()), visit.language)),
                }
                " " span class="ib-spark" { (PreEscaped(drawings::sparkline(&visit.shelf, indicator, (RegionCode::COUNTRY, statistic), visit.language))) }
            }
        }
    }
}
