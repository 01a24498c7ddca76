//! `/zoek?q=`: regions, indicators and methods that resemble what was typed.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::RegionKind;
use maud::{Markup, html};
use publication::{Crosstab, Definition, Release};
use screens::form::Answered;
use screens::{Menu, Text};

use super::indicator::Pairs;
use super::missing::bad_request;
use super::{Page, Visit, heading_1, heading_2, told};
use crate::asked::first;
use crate::search::Target;

/// `/zoek`
pub(crate) async fn find(State(visit): State<Visit>, pairs: Pairs) -> Response {
    let Ok(Query(pairs)) = pairs else { return bad_request(&visit) };
    let typed = first(&pairs, "q").map(str::trim).unwrap_or_default();
    let release = visit.shelf.current();
    let found = visit.shelf.search().find(typed);
    let content = html! {
        div class="ib-prose" { (heading_1(visit.say(Text::FindPageTitle))) }
        (form(&visit, typed))
        @if typed.is_empty() { p { (visit.say(Text::FindPageIntro)) } }
        @else if found.is_empty() { p role="status" { (visit.say(Text::FindPageNothing)) } }
        @else {
            p role="status" { (Text::FindFound.fill(visit.language, &[("count", &found.len().to_string())])) }
            (list(&visit, release, "gevonden-regio", Text::Regions, &found, |target| matches!(target, Target::Region(_))))
            (list(&visit, release, "gevonden-indicator", Text::Indicators, &found, |target| matches!(target, Target::Indicator(_))))
            (list(&visit, release, "gevonden-kruistabel", Text::CrosstabsTitle, &found, |target| matches!(target, Target::Crosstab(_))))
            (list(&visit, release, "gevonden-methode", Text::Method, &found, |target| matches!(target, Target::Method(_))))
        }
    };
    let address = if typed.is_empty() { "/zoek".to_owned() } else { format!("/zoek?q={}", in_address(typed)) };
    let page = Page { title: visit.say(Text::FindPageTitle).to_owned(), address, menu: Menu::Elsewhere, way: Vec::new(), content };
    visit.answer(StatusCode::OK, release, &page)
}

fn form(visit: &Visit, typed: &str) -> Markup {
    html! {
        @if visit.shelf.answered() == Answered::ByServer {
            form class="ib-filter" method="get" action=(visit.to("/zoek")) role="search" aria-label=(visit.say(Text::FindPageTitle)) {
                div class="utrecht-form-field ib-field" {
                    label class="utrecht-form-label" for="q" { (visit.say(Text::FindPageWords)) }
                    input class="utrecht-textbox utrecht-textbox--html-input ib-input" id="q" name="q" type="search" value=(typed) maxlength="100";
                }
                button class="nl-button nl-button--primary ib-filter__go" type="submit" { (visit.say(Text::FindGo)) }
            }
        }
    }
}

fn list(visit: &Visit, release: &Release, id: &str, name: Text, found: &[&Target], is_own: fn(&Target) -> bool) -> Markup {
    let own: Vec<&&Target> = found.iter().filter(|target| is_own(target)).collect();
    html! {
        @if !own.is_empty() {
            section class="ib-section" aria-labelledby=(id) {
                (heading_2(id, visit.say(name)))
                ul class="ib-list" { @for target in own { (item(visit, release, target)) } }
            }
        }
    }
}

fn item(visit: &Visit, release: &Release, target: &Target) -> Markup {
    let (address, name, what) = match target {
        Target::Region(region) => {
            let kind = match region.kind() {
                RegionKind::Country => Text::WholeCountry,
                RegionKind::VeiligThuis => Text::KindVeiligThuis,
                RegionKind::Youth => Text::KindYouth,
                RegionKind::Municipality => Text::Municipality,
            };
            (format!("/regios/{region}"), visit.shelf.name(*region, visit.language), visit.say(kind).to_owned())
        }
        Target::Indicator(slug) => {
            let [title, question] = words(release.by_slug(slug).map(|indicator| &indicator.definition), visit);
            (format!("/indicatoren/{slug}"), title, question)
        }
        Target::Crosstab(slug) => {
            let [title, question] = words(release.crosstab(slug).map(Crosstab::definition), visit);
            (release.crosstab(slug).map_or_else(String::new, |table| super::path_of(release, table)), title, question)
        }
        Target::Method(slug) => {
            let title = release.method(slug).map(|method| told(&method.title, visit.language).to_owned());
            (format!("/methode/{slug}"), title.unwrap_or_default(), String::new())
        }
    };
    html! {
        li class="ib-list__item" {
            a class="ib-list__link nl-link" href=(visit.to(&address)) { (name) }
            @if !what.is_empty() { p class="ib-list__what" { (what) } }
        }
    }
}

/// Title and question; empty where the release has no such thing.
fn words(definition: Option<&Definition>, visit: &Visit) -> [String; 2] {
    let said = definition.map(|own| [&own.title, &own.question].map(|text| told(text, visit.language).to_owned()));
    said.unwrap_or_default()
}

/// A text as the value of a query: letters and digits as they are, everything else by its bytes.
fn in_address(text: &str) -> String {
    let one = |byte: u8| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    text.bytes().map(one).collect()
}
