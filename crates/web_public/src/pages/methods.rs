//! `/methode` and its pages: how the figures were made, from texts kept inside the release.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use publication::{MethodPage, Release};
use screens::{Language, Menu, Text, prose};

use super::missing::{bad_request, not_found};
use super::{Name, Page, Visit, heading_1, heading_2, told};

/// `/methode`
pub(crate) async fn methods(State(visit): State<Visit>) -> Response {
    let release = visit.shelf.current();
    let content = html! {
        div class="ib-prose" {
            (heading_1(visit.say(Text::Method)))
            p class="ib-intro" { (visit.say(Text::MethodIntro)) }
        }
        (list(&visit, release))
        (facts(&visit, release))
    };
    let page =
        Page { title: visit.say(Text::Method).to_owned(), address: "/methode".to_owned(), menu: Menu::Methods, way: Vec::new(), content };
    visit.answer(StatusCode::OK, release, &page)
}

fn list(visit: &Visit, release: &Release) -> Markup {
    html! {
        @if release.methods.is_empty() { div class="ib-notice" { p { (visit.say(Text::MethodNone)) } } }
        @else {
            ul class="ib-list" {
                @for method in &release.methods {
                    li class="ib-list__item" {
                        a class="ib-list__link nl-link" href=(visit.to(&format!("/methode/{}", method.slug))) { (told(&method.title, visit.language)) }
                    }
                }
            }
        }
    }
}

/// Where this release came from, so that it can be made again.
fn facts(visit: &Visit, release: &Release) -> Markup {
    let facts = [
        (Text::Release, release.version.clone()),
        (Text::ReleaseId, release.id.clone()),
        (Text::ReleaseHash, release.hash.to_string()),
        (Text::Snapshot, release.snapshot.clone()),
        (Text::Configuration, release.configuration.clone()),
        (Text::Program, release.program.clone()),
        (Text::Seed, release.seed.to_string()),
    ];
    html! {
        section class="ib-section" aria-labelledby="feiten" {
            (heading_2("feiten", visit.say(Text::ReleaseFacts)))
            dl class="ib-facts" {
                @for (name, value) in &facts { div class="ib-facts__row" { dt { (name.say(visit.language)) } dd { code class="ib-code" { (value) } } } }
                @if !release.linkage.is_empty() {
                    div class="ib-facts__row" {
                        dt { (visit.say(Text::LinkageTitle)) }
                        dd { @for line in &release.linkage { p class="nl-paragraph" { (told(line, visit.language)) } } }
                    }
                }
            }
        }
    }
}

/// `/methode/{slug}`
pub(crate) async fn method(State(visit): State<Visit>, name: Name) -> Response {
    let Ok(Path(slug)) = name else { return bad_request(&visit) };
    let release = visit.shelf.current();
    let Some(method) = release.method(&slug) else { return not_found(&visit) };
    let title = told(&method.title, visit.language);
    let content = html! {
        article class="ib-prose" {
            (heading_1(title))
            (other_language(&visit, method))
            div class="ib-prose" lang=[written_in(&visit, method)] { (prose::markdown(told(&method.text, visit.language), visit.language)) }
        }
    };
    let way = vec![(visit.say(Text::Method).to_owned(), "/methode")];
    let page = Page { title: title.to_owned(), address: format!("/methode/{slug}"), menu: Menu::Methods, way, content };
    visit.answer(StatusCode::OK, release, &page)
}

/// The language of the text where it is not that of the page.
fn written_in(visit: &Visit, method: &MethodPage) -> Option<&'static str> {
    match visit.language {
        Language::Dutch if method.text.nl.is_empty() => Some("en"),
        Language::English if method.text.en.is_empty() => Some("nl"),
        Language::Dutch | Language::English => None,
    }
}

fn other_language(visit: &Visit, method: &MethodPage) -> Markup {
    let text = match visit.language {
        Language::Dutch => Text::MethodOnlyEnglish,
        Language::English => Text::MethodOnlyDutch,
    };
    html! { @if written_in(visit, method).is_some() { div class="ib-notice" { p { (visit.say(text)) } } } }
}
