//! The pages, one file each, in the order a worker meets them.

pub(crate) mod bring;
pub(crate) mod change;
pub(crate) mod closing;
mod collision;
pub(crate) mod list;
pub(crate) mod log;
mod log_words;
pub(crate) mod login;
pub(crate) mod matrix;
pub(crate) mod overview;
pub(crate) mod own;
pub(crate) mod people;
pub(crate) mod record;
pub(crate) mod report;

use axum::http::StatusCode;
use axum::response::Response;
use maud::html;
use register::BookError;
use screens::StaffText;

use crate::Trouble;
use crate::frame::{button, heading_1, key, link};
use crate::visit::Visit;

/// What a visitor sees when a page could not be answered as asked: what happened and where to go; the rest is for the log.
pub(crate) fn trouble(visit: &Visit, trouble: &Trouble) -> Response {
    let (status, title, text) = match trouble {
        Trouble::Missing | Trouble::Book(BookError::Absent { .. }) => {
            (StatusCode::NOT_FOUND, StaffText::MissingTitle, StaffText::MissingText)
        }
        Trouble::Forbidden => (StatusCode::FORBIDDEN, StaffText::ForbiddenTitle, StaffText::ForbiddenText),
        Trouble::Stale => (StatusCode::FORBIDDEN, StaffText::AgainTitle, StaffText::AgainText),
        Trouble::Elsewhere => (StatusCode::FORBIDDEN, StaffText::ForbiddenTitle, StaffText::ElsewhereText),
        Trouble::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, StaffText::TooLargeTitle, StaffText::TooLargeText),
        Trouble::Busy => (StatusCode::SERVICE_UNAVAILABLE, StaffText::BusyTitle, StaffText::BusyText),
        Trouble::Meanwhile => (StatusCode::CONFLICT, StaffText::CollisionTitle, StaffText::CollisionElsewhere),
        Trouble::Book(BookError::Closing(_)) => (StatusCode::CONFLICT, StaffText::ClosingTitle, StaffText::ClosingText),
        Trouble::Book(BookError::Unfit(_)) => (StatusCode::UNPROCESSABLE_ENTITY, StaffText::UnfitTitle, StaffText::UnfitText),
        Trouble::Book(BookError::Collision(_)) => (StatusCode::CONFLICT, StaffText::CollisionTitle, StaffText::CollisionElsewhere),
        Trouble::Book(BookError::Records(_) | BookError::Unreadable { .. })
        | Trouble::Records(_)
        | Trouble::Exchange(_)
        | Trouble::Chance => (StatusCode::INTERNAL_SERVER_ERROR, StaffText::FailedTitle, StaffText::FailedText),
    };
    if status == StatusCode::INTERNAL_SERVER_ERROR {
        eprintln!("inbeeld: staff page {}: {trouble}", visit.asked.path.first().map_or("/", String::as_str));
    }
    let content = html! {
        div class="ib-prose" {
            (heading_1(visit.say(title)))
            p { (visit.say(text)) }
            p { (link(&visit.to("/"), visit.say(StaffText::ToOverview))) }
        }
    };
    visit.page(status, visit.say(title), &content)
}

/// A form whose session is over: nothing was done, nothing is lost. What was filled in is on the page, to be sent again; a file
/// must be chosen again.
pub(crate) fn again(visit: &Visit) -> Response {
    let kept = visit.asked.form.iter().filter(|(name, _)| name != "form_key" && !name.starts_with("password"));
    let content = html! {
        div class="ib-prose" {
            (heading_1(visit.say(StaffText::AgainTitle)))
            @if !visit.asked.has_file { p { (visit.say(StaffText::AgainText)) } } @else { p { (visit.say(StaffText::AgainFile)) } }
            @if visit.account.is_none() {
                p { a class="nl-link" href=(visit.to("/inloggen")) target="_blank" { (visit.say(StaffText::LogInElsewhere)) } }
            }
            @if visit.asked.has_file {
                p { (link(&visit.to(&visit.address()), visit.say(StaffText::BringIn))) }
            } @else {
                form method="post" action=(visit.to(&visit.address())) {
                    (key(visit))
                    @for (name, value) in kept { input type="hidden" name=(name) value=(value); }
                    (button(visit.say(StaffText::SendAgain)))
                }
            }
        }
    };
    visit.page(StatusCode::FORBIDDEN, visit.say(StaffText::AgainTitle), &content)
}
