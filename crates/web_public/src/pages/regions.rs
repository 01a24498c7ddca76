//! `/regios`: every region with figures.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::{RegionCode, RegionKind};
use maud::{Markup, html};
use screens::{Menu, Text, numbers};

use super::{Page, Visit, heading_1, heading_2};

/// `/regios`
pub(crate) async fn regions(State(visit): State<Visit>) -> Response {
    let release = visit.shelf.current();
    let kinds = [
        (RegionKind::VeiligThuis, "vt", Text::VeiligThuisRegions),
        (RegionKind::Youth, "jz", Text::YouthRegions),
        (RegionKind::Municipality, "gm", Text::Municipalities),
    ];
    let content = html! {
        div class="ib-prose" {
            (heading_1(visit.say(Text::Regions)))
            p class="ib-intro" { (visit.say(Text::RegionsPageIntro)) }
            p { (visit.say(Text::MinorsEstimate)) }
            p { a class="nl-link" href=(visit.to("/regios/NL")) { (visit.say(Text::CountryTitle)) } }
        }
        @for (kind, id, name) in kinds { (list(&visit, id, name, &visit.shelf.regions(release, kind))) }
    };
    let page =
        Page { title: visit.say(Text::Regions).to_owned(), address: "/regios".to_owned(), menu: Menu::Regions, way: Vec::new(), content };
    visit.answer(StatusCode::OK, release, &page)
}

fn list(visit: &Visit, id: &str, name: Text, regions: &[RegionCode]) -> Markup {
    html! {
        @if !regions.is_empty() {
            section class="ib-section" aria-labelledby=(id) {
                (heading_2(id, visit.say(name)))
                ul class="ib-index" {
                    @for region in regions {
                        li class="ib-index__item" {
                            a class="nl-link" href=(visit.to(&format!("/regios/{region}"))) { (visit.shelf.name(*region, visit.language)) }
                            " " span class="ib-index__count" { (numbers::count(i64::from(visit.shelf.atlas().minors(*region)), visit.language)) }
                        }
                    }
                }
            }
        }
    }
}
