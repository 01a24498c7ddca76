//! `/register/{kind}/{id}`: one record, what may be done with it, and its history.

use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use register::{Kind, Record, Register, Version, faults, standing};
use screens::{StaffText, numbers};

use crate::account::Role;
use crate::frame::{heading_1, heading_2, link, notice};
use crate::site::day_of;
use crate::visit::Visit;
use crate::{Trouble, words};

/// `/register/{kind}/{id}`
pub(crate) fn record(visit: &Visit, kind: Kind, id: &str) -> Result<Response, Trouble> {
    let register = visit.site.register()?;
    let found = register.get(kind, id).ok_or(Trouble::Missing)?;
    let lacking: Vec<&str> = faults(found).into_iter().map(|fault| words::fault(fault, visit.language)).collect();
    let content = html! {
        div class="ib-prose" {
            (heading_1(found.title(words::spoken_in(visit.language))))
            @if !visit.query("gedaan").is_empty() { (notice(visit.say(StaffText::Saved))) }
            p class="ib-small" { (words::capital(words::kind(kind, visit.language))) " " span class="ib-code" { (id) } ", " (StaffText::VersionNumber.fill(visit.language, &[("number", &register.version(kind, id).to_string())])) }
            (acts(visit, found)?)
        }
        (beside(visit, &register, found))
        dl class="ib-facts" {
            @if kind == Kind::Commitment { (fact(visit.say(StaffText::ColumnState), &html! { (words::standing(standing(found, visit.site.today()), visit.language)) })) }
            @for field in kind.fields() {
                @if !found.get(field.name).is_empty() && field.name != "title" {
                    (fact(&words::field(field, visit.language), &words::value(visit, field, found.get(field.name))))
                }
            }
            @if !lacking.is_empty() { (fact(visit.say(StaffText::ColumnLacks), &html! { (lacking.join(", ")) })) }
        }
    };
    Ok(visit.page(StatusCode::OK, found.title(words::spoken_in(visit.language)), &content))
}

/// Baseline, steps and goal beside the live figure, where the record names one that the release has.
fn beside(visit: &Visit, register: &Register, record: &Record) -> Markup {
    if record.list("indicators").is_empty() {
        return html! {};
    }
    let Some(beside) = visit.site.beside_one(register, record, words::spoken_in(visit.language)) else {
        return html! { p class="ib-small" { (visit.say(StaffText::NoRelease)) } };
    };
    let Some(one) = beside else { return html! {} };
    let facts = [
        (StaffText::Figure, &one.figure),
        (StaffText::Baseline, &one.baseline),
        (StaffText::StepsBetween, &one.steps),
        (StaffText::Goal, &one.goal),
        (StaffText::Now, &one.now),
        (StaffText::TheGap, &one.gap),
    ];
    html! {
        section class="ib-section" aria-labelledby="naast" {
            (heading_2("naast", visit.say(StaffText::BesideTitle)))
            dl class="ib-facts" { @for (name, said) in facts { (fact(visit.say(name), &html! { (said) })) } }
        }
    }
}

/// One row of facts.
pub(crate) fn fact(name: &str, value: &Markup) -> Markup {
    html! { div class="ib-facts__row" { dt { (name) } dd { (value) } } }
}

/// What this worker may do with the record.
fn acts(visit: &Visit, record: &Record) -> Result<Markup, Trouble> {
    let account = visit.worker()?;
    let may = |role| account.may(role, Some(record), record, visit.site.atlas());
    let at = format!("/register/{}/{}", record.kind().word(), record.id());
    let (is_commitment, state) = (record.kind() == Kind::Commitment, record.get("state"));
    Ok(html! {
        ul class="ib-acts" {
            @if may(Role::Editor) { li { (link(&visit.to(&format!("{at}/wijzigen")), visit.say(StaffText::Change))) } }
            @if account.is(Role::Editor) { li { (link(&visit.to(&format!("/register/{}/nieuw?kopie={}", record.kind().word(), record.id())), visit.say(StaffText::CopyThis))) } }
            @if is_commitment && state == "open" && may(Role::Editor) { li { (link(&visit.to(&format!("{at}/gereed")), visit.say(StaffText::ReportDone))) } }
            @if is_commitment && state == "reported" && may(Role::Approver) && record.get("reported_by") != account.name {
                li { (link(&visit.to(&format!("{at}/goedkeuren")), visit.say(StaffText::Approve))) }
            }
            li { (link(&visit.to(&format!("{at}/geschiedenis")), visit.say(StaffText::History))) }
        }
    })
}

/// `/register/{kind}/{id}/geschiedenis`
pub(crate) fn history(visit: &Visit, kind: Kind, id: &str) -> Result<Response, Trouble> {
    let versions = visit.site.book().history(kind, id)?;
    let title = StaffText::HistoryOf.fill(visit.language, &[("id", id)]);
    let content = html! {
        div class="ib-prose" {
            (heading_1(&title))
            p { (link(&visit.to(&format!("/register/{}/{id}", kind.word())), visit.say(StaffText::BackToRecord))) }
        }
        ol class="ib-changes" reversed { @for version in versions.iter().rev() { (change(visit, kind, version)) } }
    };
    Ok(visit.page(StatusCode::OK, &title, &content))
}

fn change(visit: &Visit, kind: Kind, version: &Version) -> Markup {
    let day = numbers::day(day_of(version.author.at), visit.language);
    let field = |name: &str| kind.field(name).map_or_else(|| name.to_owned(), |field| words::field(field, visit.language));
    html! {
        li class="ib-change" {
            p class="ib-change__when" { (day) " " (hour(version.author.at.0)) }
            div class="ib-change__what" {
                p { strong { (version.author.by) } ": " (version.author.reason) }
                dl class="ib-facts" {
                    @for (name, value) in &version.changed {
                        @let said = kind.field(name).map_or_else(|| html! { (value) }, |field| words::value(visit, field, value));
                        (fact(&field(name), &html! { @if value.is_empty() { em { (visit.say(StaffText::TakenOut)) } } @else { (said) } }))
                    }
                }
            }
        }
    }
}

/// The hour of a moment, UTC.
pub(crate) fn hour(seconds: i64) -> String {
    let of_day = seconds.rem_euclid(86_400);
    format!("{:02}:{:02} UTC", of_day / 3600, of_day % 3600 / 60)
}
