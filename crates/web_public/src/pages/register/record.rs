//! `/maatregelen/{id}`: one record, with everything that is kept, what it lacks, and the figures it should move.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::{RegionCode, Site};
use maud::{Markup, html};
use register::{Field, Kind, Record, Shape, faults};
use screens::{Language, Menu, Text, numbers};

use super::super::missing::not_found;
use super::super::{Name, Page, Visit, heading_1, told};
use super::{title_of, words};
use crate::asked::usual_span;
use crate::view::figure;
use crate::{measure, sentences};

/// `/maatregelen/{id}`
pub(crate) async fn record(State(visit): State<Visit>, name: Name) -> Response {
    let Ok(axum::extract::Path(id)) = name else { return not_found(&visit) };
    let register = visit.shelf.register();
    // Commitments and measures first: their ids are what people look for.
    let order = [Kind::Commitment, Kind::Measure].into_iter().chain(Kind::ALL.iter().copied());
    let Some(found) = order.filter_map(|kind| register.get(kind, &id)).next() else { return not_found(&visit) };
    let title = title_of(found, visit.language).to_owned();
    let lacking = faults(found);
    let content = html! {
        div class="ib-prose" { (heading_1(&title)) }
        dl class="ib-facts" {
            @for field in found.kind().fields() {
                @if !found.get(field.name).is_empty() && !matches!(field.name, "title" | "title_en") { (row(&visit, found, field)) }
            }
            @if !lacking.is_empty() {
                div class="ib-facts__row" {
                    dt { (visit.say(Text::ColumnLacks)) }
                    dd { (lacking.iter().map(|fault| match visit.language { Language::Dutch => fault.dutch(), Language::English => fault.english() }).collect::<Vec<_>>().join(", ")) }
                }
            }
        }
    };
    let content = html! { (content) (super::sources(&visit)) };
    let way = vec![(visit.say(Text::RegisterTitle).to_owned(), "/maatregelen")];
    let page = Page { title, address: format!("/maatregelen/{id}"), menu: Menu::Register, way, content };
    visit.answer(StatusCode::OK, visit.shelf.current(), &page)
}

fn row(visit: &Visit, record: &Record, field: &Field) -> Markup {
    let name = match visit.language {
        Language::Dutch => field.nl,
        Language::English => field.en,
    };
    html! { div class="ib-facts__row" { dt { (name) } dd { (value(visit, record, field)) } } }
}

fn value(visit: &Visit, record: &Record, field: &Field) -> Markup {
    let text = record.get(field.name);
    match field.shape {
        Shape::References(kind) => html! {
            ul class="ib-plain" { @for id in record.list(field.name) { li { (reference(visit, kind, id)) } } }
        },
        Shape::Words if field.name == "indicators" => html! {
            ul class="ib-plain" { @for slug in record.list(field.name) { li { (indicator(visit, slug)) } } }
        },
        Shape::Choices(_) => {
            let said = |word: &str| words::axis(word).map_or_else(|| word.to_owned(), |text| visit.say(text).to_owned());
            html! { (record.list(field.name).into_iter().map(said).collect::<Vec<_>>().join(", ")) }
        }
        Shape::Choice(_) if field.name == "status" => html! { (visit.say(words::status(text))) },
        Shape::Text | Shape::Day | Shape::Number | Shape::Choice(_) => html! { (text) },
        Shape::Words | Shape::Regions => html! { (record.list(field.name).join(", ")) },
    }
}

fn reference(visit: &Visit, kind: Kind, id: &str) -> Markup {
    let Some(found) = visit.shelf.register().get(kind, id) else { return html! { (id) } };
    html! { a class="nl-link" href=(visit.to(&format!("/maatregelen/{id}"))) { (title_of(found, visit.language)) } }
}

/// The figure a measure should move: as it is now in the country, with its interval and a link, where the release has it.
fn indicator(visit: &Visit, slug: &str) -> Markup {
    let release = visit.shelf.current();
    let Some(indicator) = release.indicators().iter().find(|indicator| indicator.definition.slug == slug) else { return html! { (slug) } };
    let statistic = measure::headline(indicator);
    let span = usual_span(release, indicator, RegionCode::COUNTRY);
    let value = figure(indicator, Site::all(RegionCode::COUNTRY, span), statistic).value;
    let said = sentences::cell(value, measure::style(statistic), visit.language);
    html! {
        a class="nl-link" href=(visit.to(&format!("/indicatoren/{slug}"))) { (told(&indicator.definition.title, visit.language)) }
        ": " (measure::name(indicator, statistic, visit.language)) ", " (numbers::period(span, visit.language)) ": " (said)
    }
}
