//! `/`: what waits for this worker, and the ways in.

use axum::http::StatusCode;
use axum::response::Response;
use domain::Day;
use maud::{Markup, html};
use register::{Kind, Record, Register, Standing, standing};
use screens::{StaffText, numbers};

use crate::account::{Account, Role};
use crate::frame::{heading_1, heading_2, link, notice};
use crate::visit::Visit;
use crate::{Trouble, words};

/// How far ahead is soon, in days.
const SOON_DAYS: i32 = 90;

/// `/`
pub(crate) fn overview(visit: &Visit) -> Result<Response, Trouble> {
    let account = visit.worker()?;
    let content = if account.may_read() {
        let register = visit.site.register()?;
        html! {
            div class="ib-prose" { (heading_1(visit.say(StaffText::Overview))) p class="ib-intro" { (headline(visit, &register)) } }
            (waiting(visit, account, &register))
            (kinds(visit, account, &register))
        }
    } else {
        html! { div class="ib-prose" { (heading_1(visit.say(StaffText::Overview))) (notice(visit.say(StaffText::NoRole))) } }
    };
    Ok(visit.page(StatusCode::OK, visit.say(StaffText::Overview), &content))
}

fn headline(visit: &Visit, register: &Register) -> String {
    let today = visit.site.today();
    let count =
        |wanted: Standing| register.of_kind(Kind::Commitment).filter(|record| standing(record, today) == wanted).count().to_string();
    let soon = register.of_kind(Kind::Commitment).filter(|record| is_soon(record, today)).count().to_string();
    let places = [
        ("day", numbers::day(today, visit.language)),
        ("passed", count(Standing::WasDue)),
        ("soon", soon),
        ("reported", count(Standing::Reported)),
    ];
    let places: Vec<(&str, &str)> = places.iter().map(|(name, value)| (*name, value.as_str())).collect();
    StaffText::OverviewHeadline.fill(visit.language, &places)
}

fn is_soon(record: &Record, today: Day) -> bool {
    standing(record, today) == Standing::Due && record.day("due").is_some_and(|due| due - today <= SOON_DAYS)
}

/// Commitments that this worker may approve.
fn waiting(visit: &Visit, account: &Account, register: &Register) -> Markup {
    let may = |record: &&Record| {
        record.get("state") == "reported"
            && record.get("reported_by") != account.name
            && account.may(Role::Approver, None, record, visit.site.atlas())
    };
    let found: Vec<&Record> = register.of_kind(Kind::Commitment).filter(may).collect();
    html! {
        @if !found.is_empty() {
            section class="ib-section" aria-labelledby="wacht" {
                (heading_2("wacht", visit.say(StaffText::WaitsForYou)))
                ul class="ib-list" {
                    @for record in found {
                        li class="ib-list__item" {
                            a class="ib-list__link nl-link" href=(visit.to(&format!("/register/commitment/{}/goedkeuren", record.id()))) { (record.id()) ": " (record.title(words::spoken_in(visit.language))) }
                            p class="ib-list__what" { (StaffText::ReportedBy.fill(visit.language, &[("name", record.get("reported_by"))])) }
                        }
                    }
                }
            }
        }
    }
}

fn kinds(visit: &Visit, account: &Account, register: &Register) -> Markup {
    html! {
        section class="ib-section" aria-labelledby="register" {
            (heading_2("register", visit.say(StaffText::TheRegister)))
            ul class="ib-list" {
                @for kind in Kind::ALL {
                    @let at = format!("/register/{}", kind.word());
                    li class="ib-list__item" {
                        a class="ib-list__link nl-link" href=(visit.to(&at)) { (words::capital(words::kinds(*kind, visit.language))) }
                        p class="ib-list__figure" { span class="ib-number ib-list__number" { (register.of_kind(*kind).count()) } }
                        @if account.is(Role::Editor) {
                            p class="ib-list__what" { (link(&visit.to(&format!("{at}/nieuw")), &StaffText::AddOne.fill(visit.language, &[("kind", words::kind(*kind, visit.language))]))) }
                        }
                    }
                }
            }
        }
    }
}
