//! Pages that say what to do when there is no page.

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use maud::html;
use screens::{Language, Menu, Text};

use super::{Page, Visit, heading_1};

/// Any address without a page.
pub(crate) async fn missing(State(visit): State<Visit>, uri: Uri) -> Response {
    let english = uri.path() == "/en" || uri.path().starts_with("/en/");
    let language = if english { Language::English } else { Language::Dutch };
    not_found(&Visit { language, ..visit })
}

/// There is no such page.
pub(crate) fn not_found(visit: &Visit) -> Response {
    answer(visit, StatusCode::NOT_FOUND, Text::NotFoundTitle, Text::NotFoundText)
}

/// The address cannot be read.
pub(crate) fn bad_request(visit: &Visit) -> Response {
    answer(visit, StatusCode::BAD_REQUEST, Text::BadRequestTitle, Text::BadRequestText)
}

fn answer(visit: &Visit, status: StatusCode, title: Text, text: Text) -> Response {
    let content = html! {
        div class="ib-prose" {
            (heading_1(visit.say(title)))
            p {
                (visit.say(text)) " "
                a class="nl-link" href=(visit.to("/indicatoren")) { (visit.say(Text::AllIndicatorsLower)) }
                " " (visit.say(Text::NotFoundAnd)) " "
                a class="nl-link" href=(visit.to("/regios")) { (visit.say(Text::AllRegionsLower)) } "."
            }
        }
    };
    let page = Page { title: visit.say(title).to_owned(), address: "/".to_owned(), menu: Menu::Elsewhere, way: Vec::new(), content };
    visit.answer(status, visit.shelf.current(), &page)
}
