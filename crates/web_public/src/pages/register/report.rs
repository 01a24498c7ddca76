//! `/maatregelen/voortgang`: the progress report to parliament or council, made for print, and as a Word file.

use axum::extract::{Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::Day;
use maud::{Markup, PreEscaped, html};
use register::{Place, Progress, Scope, docx, html_parts, progress};
use screens::form::{Answered, Mistake, error_summary};
use screens::{Menu, Text};

use super::super::{Page, Visit, heading_1};
use super::figures::{followed, moved};
use super::find::field;
use super::matrix::place_choice;
use super::{sources, today, tongue};

/// The day of the letter, with which the built-in content begins.
const BEGIN: &str = "2020-07-01";

/// `/maatregelen/voortgang?van=2020-07-01&tot=2021-01-01&regio=VT19`
pub(crate) async fn report(State(visit): State<Visit>, Query(pairs): Query<Vec<(String, String)>>) -> Response {
    let (scope, mistakes) = scope(&visit, &pairs);
    let report = reported(&visit, &scope);
    let content = html! {
        div class="ib-prose" {
            (heading_1(&report.title()))
            (error_summary(&mistakes, visit.language))
            p class="ib-intro ib-no-print" { (visit.say(Text::ReportIntro)) }
        }
        (form(&visit, &scope))
        p class="ib-no-print" { a class="nl-link" href=(visit.to(format!("/maatregelen/voortgang.docx?{}", query(&pairs)).trim_end_matches('?'))) { (visit.say(Text::ReportDocx)) } }
        div class="ib-section ib-report" { (PreEscaped(html_parts(&report))) }
        (sources(&visit))
    };
    let title = visit.say(Text::ReportTitle).to_owned();
    let address = format!("/maatregelen/voortgang?{}", query(&pairs));
    let address = address.trim_end_matches('?').to_owned();
    let way = vec![(visit.say(Text::RegisterTitle).to_owned(), "/maatregelen")];
    let page = Page { title, address, menu: Menu::Register, way, content };
    visit.answer(StatusCode::OK, visit.shelf.current(), &page)
}

/// `/maatregelen/voortgang.docx`
pub(crate) async fn report_docx(State(visit): State<Visit>, Query(pairs): Query<Vec<(String, String)>>) -> Response {
    let (scope, _) = scope(&visit, &pairs);
    let Ok(bytes) = docx(&reported(&visit, &scope)) else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    let name = format!("attachment; filename=\"voortgang_{}_{}.docx\"", scope.from, scope.through);
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CONTENT_DISPOSITION, HeaderValue::from_str(&name).unwrap_or(HeaderValue::from_static("attachment"))),
    ];
    (headers, bytes).into_response()
}

fn reported(visit: &Visit, scope: &Scope) -> Progress {
    let register = visit.register();
    let release = visit.shelf.current();
    Progress { moved: moved(release, register, scope), followed: followed(release, register, scope), ..progress(register, scope) }
}

fn scope(visit: &Visit, pairs: &[(String, String)]) -> (Scope, Vec<Mistake>) {
    let said = |name: &str| pairs.iter().find(|(own, value)| own == name && !value.is_empty()).map(|(_, value)| value.as_str());
    let mut mistakes = Vec::new();
    let usual = (Day::parse_iso(BEGIN).unwrap_or(Day(0)), today());
    let mut day = |name: &'static str, usual: Day| match said(name).map(Day::parse_iso) {
        None => usual,
        Some(Some(day)) => day,
        Some(None) => {
            mistakes.push(Mistake { field: name, message: visit.say(Text::WrongDay).to_owned() });
            usual
        }
    };
    let (mut from, mut through) = (day("van", usual.0), day("tot", usual.1));
    if through < from {
        mistakes.push(Mistake { field: "tot", message: visit.say(Text::ReportWrong).to_owned() });
        (from, through) = usual;
    }
    let place = said("regio").filter(|word| *word != "NL").and_then(|word| Place::find(visit.register(), word));
    if place.is_none() && said("regio").is_some_and(|word| word != "NL") {
        mistakes.push(Mistake { field: "regio", message: visit.say(Text::WrongRegion).to_owned() });
    }
    (Scope { from, through, place, language: tongue(visit.language) }, mistakes)
}

/// What was asked, as an address: days and codes only.
fn query(pairs: &[(String, String)]) -> String {
    let is_plain = |value: &str| !value.is_empty() && value.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
    let asked = pairs.iter().filter(|(name, value)| matches!(name.as_str(), "van" | "tot" | "regio") && is_plain(value));
    asked.map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
}

fn form(visit: &Visit, scope: &Scope) -> Markup {
    let chosen = scope.place.as_ref().map_or("NL", Place::word);
    html! {
        @if visit.shelf.answered() == Answered::ByServer {
            form class="ib-filter" method="get" action=(visit.to("/maatregelen/voortgang")) aria-label=(visit.say(Text::ReportTitle)) {
                (field(visit, "van", Text::ReportFrom, "date", &scope.from.to_string()))
                (field(visit, "tot", Text::ReportThrough, "date", &scope.through.to_string()))
                (screens::form::field(&place_choice(visit, chosen)))
                button class="nl-button nl-button--primary ib-filter__go" type="submit" { (visit.say(Text::ReportGo)) }
            }
        }
    }
}
