//! `/maatregelen/{id}`: one record, with everything that is kept, what it lacks, and the figures it should move.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use register::{Field, Followed, Kind, Record, Shape, faults};
use screens::{Language, Menu, Text};

use super::super::missing::not_found;
use super::super::{Name, Page, Visit, heading_1, heading_2, told};
use super::figures;
use super::matrix::{capital, place_name};
use super::tongue;

/// `/maatregelen/{id}`
pub(crate) async fn record(State(visit): State<Visit>, name: Name) -> Response {
    let Ok(axum::extract::Path(id)) = name else { return not_found(&visit) };
    let register = visit.register();
    // Commitments and measures first: their ids are what people look for.
    let order = [Kind::Commitment, Kind::Measure].into_iter().chain(Kind::ALL.iter().copied());
    let Some(found) = order.filter_map(|kind| register.get(kind, &id)).next() else { return not_found(&visit) };
    let title = found.title(tongue(visit.language)).to_owned();
    let lacking = faults(found);
    let followed = figures::follow(visit.shelf.current(), register, found, tongue(visit.language));
    let content = html! {
        div class="ib-prose" { (heading_1(&title)) }
        dl class="ib-facts" {
            @for field in found.kind().fields() {
                @if has_words(&visit, found, field) && !is_elsewhere(field.name, followed.is_some()) { (row(&visit, found, field)) }
            }
            @if !lacking.is_empty() {
                div class="ib-facts__row" {
                    dt { (capital(visit.say(Text::ColumnLacks))) }
                    dd { (lacking.iter().map(|fault| fault.name(tongue(visit.language))).collect::<Vec<_>>().join(", ")) }
                }
            }
        }
    };
    let content = html! { (content) (beside(&visit, followed.as_ref())) (leads(&visit, found)) (super::sources(&visit)) };
    let way = vec![(visit.say(Text::RegisterTitle).to_owned(), "/maatregelen")];
    let page = Page { title, address: format!("/maatregelen/{id}"), menu: Menu::Register, way, content };
    visit.answer(StatusCode::OK, visit.shelf.current(), &page)
}

/// Whether a field says something in the language of the page.
fn has_words(visit: &Visit, record: &Record, field: &Field) -> bool {
    !record.get(field.name).is_empty() || field.shape == Shape::Text && !record.told(field.name, tongue(visit.language)).is_empty()
}

/// What stands in the heading, beside the figure, or in the field itself in the other language.
fn is_elsewhere(field: &str, has_figure: bool) -> bool {
    let is_number = matches!(field, "value_of" | "value_days" | "baseline_value" | "step_values" | "goal_value");
    field == "title" || field.ends_with("_en") || has_figure && is_number
}

/// The records that name this one: from a question to the commitment, from a commitment to its measure.
fn leads(visit: &Visit, found: &Record) -> Markup {
    let names = |record: &&Record| {
        let is_reference = |field: &&Field| field.shape == Shape::References(found.kind());
        record.kind().fields().iter().filter(is_reference).any(|field| record.list(field.name).contains(&found.id()))
    };
    let naming: Vec<&Record> = visit.register().all().filter(names).collect();
    html! {
        @if !naming.is_empty() {
            section class="ib-section" aria-labelledby="leidt" {
                (heading_2("leidt", visit.say(Text::LeadsTitle)))
                ul class="ib-plain" {
                    @for record in naming {
                        li {
                            (record.kind().name(tongue(visit.language))) ": "
                            a class="nl-link" href=(visit.to(&format!("/maatregelen/{}", record.id()))) { (record.title(tongue(visit.language))) }
                        }
                    }
                }
            }
        }
    }
}

fn row(visit: &Visit, record: &Record, field: &Field) -> Markup {
    html! { div class="ib-facts__row" { dt { (capital(field.name_in(tongue(visit.language)))) } dd { (value(visit, record, field)) } } }
}

fn value(visit: &Visit, record: &Record, field: &Field) -> Markup {
    match field.shape {
        Shape::References(kind) => html! {
            ul class="ib-plain" { @for id in record.list(field.name) { li { (reference(visit, kind, id)) } } }
        },
        Shape::Words if field.name == "indicators" => html! {
            ul class="ib-plain" { @for slug in record.list(field.name) { li { (indicator(visit, record, slug)) } } }
        },
        Shape::Regions => {
            html! { (record.list(field.name).into_iter().map(|word| place_name(visit, word)).collect::<Vec<_>>().join(", ")) }
        }
        Shape::Text | Shape::Day | Shape::Number | Shape::Decimal | Shape::Steps | Shape::Choice(_) | Shape::Choices(_) | Shape::Words => {
            let said = record.said(field, tongue(visit.language));
            let is_dutch = visit.language == Language::English && (field.name == "source_words" || record.is_dutch_only(field.name));
            html! { @if is_dutch { span lang="nl" { (said) } } @else { (said) } }
        }
    }
}

fn reference(visit: &Visit, kind: Kind, id: &str) -> Markup {
    let Some(found) = visit.register().get(kind, id) else { return html! { (id) } };
    html! { a class="nl-link" href=(visit.to(&format!("/maatregelen/{id}"))) { (found.title(tongue(visit.language))) } }
}

/// Baseline, steps and goal beside the live figure, and how much of the gap has closed.
fn beside(visit: &Visit, followed: Option<&Followed>) -> Markup {
    let Some(one) = followed else { return html! {} };
    let facts = [
        (Text::FollowedFigure, &one.figure),
        (Text::FollowedBaseline, &one.baseline),
        (Text::FollowedSteps, &one.steps),
        (Text::FollowedGoal, &one.goal),
        (Text::FollowedNow, &one.now),
        (Text::FollowedGap, &one.gap),
    ];
    html! {
        section class="ib-section" aria-labelledby="naast" {
            div class="ib-prose" {
                (heading_2("naast", visit.say(Text::FollowedTitle)))
                p { (visit.say(Text::FollowedIntro)) }
            }
            dl class="ib-facts" {
                @for (name, said) in facts { div class="ib-facts__row" { dt { (visit.say(name)) } dd { (said) } } }
            }
        }
    }
}

/// A figure a record names, as it is now for the place of the record, with its interval and a link, where the release has it.
fn indicator(visit: &Visit, record: &Record, slug: &str) -> Markup {
    let release = visit.shelf.current();
    let said = figures::now(release, visit.register(), record, slug, visit.language);
    let Some((indicator, said)) = release.by_slug(slug).zip(said) else { return html! { (slug) } };
    html! {
        a class="nl-link" href=(visit.to(&format!("/indicatoren/{slug}"))) { (told(&indicator.definition.title, visit.language)) }
        ": " (said)
    }
}
