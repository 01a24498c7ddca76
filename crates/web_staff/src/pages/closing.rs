//! Closing a commitment takes two: one reports it done with evidence, another looks at the evidence and approves.

use axum::http::StatusCode;
use axum::response::Response;
use maud::html;
use register::{Kind, Record};
use screens::StaffText;
use screens::form::{Mistake, error_summary};

use super::record::fact;
use crate::account::{Account, Role};
use crate::form::{area, error_of, plain, why};
use crate::frame::{heading_1, key};
use crate::visit::{Visit, go};
use crate::{Trouble, words};

/// `/register/commitment/{id}/gereed`
pub(crate) fn report(visit: &Visit, id: &str) -> Result<Response, Trouble> {
    let register = visit.site.register()?;
    let commitment = register.get(Kind::Commitment, id).ok_or(Trouble::Missing)?;
    let account = allowed(visit, commitment, Role::Editor)?;
    let evidence = if visit.asked.is_post { visit.form("evidence") } else { commitment.get("evidence") };
    let mistakes = if visit.asked.is_post {
        lacking(visit, &[("evidence", StaffText::EvidenceMissing), ("why", StaffText::WhyMissing)])
    } else {
        Vec::new()
    };
    if visit.asked.is_post && mistakes.is_empty() {
        visit.site.book().report_done(id, &plain(evidence), &visit.site.author(&account.name, &plain(visit.form("why"))))?;
        return Ok(go(&visit.to(&format!("/register/commitment/{id}?gedaan=1"))));
    }
    let content = html! {
        div class="ib-prose" {
            (heading_1(visit.say(StaffText::ReportDone)))
            (error_summary(&mistakes, visit.language))
            p { span class="ib-code" { (id) } " " (commitment.title(words::spoken_in(visit.language))) }
            p { (visit.say(StaffText::ReportIntro)) }
        }
        form class="ib-form" method="post" action=(visit.to(&format!("/register/commitment/{id}/gereed"))) novalidate {
            (key(visit))
            (area(("evidence", visit.say(StaffText::Evidence)), evidence, Some(visit.say(StaffText::HintEvidence)), error_of(&mistakes, "evidence")))
            (why(visit, (StaffText::Why, StaffText::HintWhy), &mistakes))
            button class="nl-button nl-button--primary" type="submit" { (visit.say(StaffText::ReportDone)) }
        }
    };
    Ok(visit.page(status(&mistakes), visit.say(StaffText::ReportDone), &content))
}

/// `/register/commitment/{id}/goedkeuren`
pub(crate) fn approve(visit: &Visit, id: &str) -> Result<Response, Trouble> {
    let register = visit.site.register()?;
    let commitment = register.get(Kind::Commitment, id).ok_or(Trouble::Missing)?;
    let account = allowed(visit, commitment, Role::Approver)?;
    let mistakes = if visit.asked.is_post { lacking(visit, &[("why", StaffText::WhyMissing)]) } else { Vec::new() };
    if visit.asked.is_post && mistakes.is_empty() {
        let read_at = visit.form("version").parse().map_err(|_| Trouble::Stale)?;
        visit.site.book().approve(id, Some(read_at), &visit.site.author(&account.name, &plain(visit.form("why"))))?;
        return Ok(go(&visit.to(&format!("/register/commitment/{id}?gedaan=1"))));
    }
    let content = html! {
        div class="ib-prose" {
            (heading_1(visit.say(StaffText::Approve)))
            (error_summary(&mistakes, visit.language))
            p { (visit.say(StaffText::ApproveIntro)) }
        }
        dl class="ib-facts" {
            @for name in ["title", "promised_by", "promised_to", "due", "due_said", "evidence", "reported_by"] {
                @if let Some(field) = Kind::Commitment.field(name) && !commitment.get(name).is_empty() {
                    (fact(&words::field(field, visit.language), &words::value(visit, field, commitment.get(name))))
                }
            }
        }
        @if commitment.get("state") == "reported" && commitment.get("reported_by") != account.name {
            form class="ib-form" method="post" action=(visit.to(&format!("/register/commitment/{id}/goedkeuren"))) novalidate {
                (key(visit))
                input type="hidden" name="version" value=(register.version(Kind::Commitment, id));
                (why(visit, (StaffText::WhyApprove, StaffText::HintWhyApprove), &mistakes))
                button class="nl-button nl-button--primary" type="submit" { (visit.say(StaffText::Approve)) }
            }
        } @else {
            @let is_own = commitment.get("state") == "reported" && commitment.get("reported_by") == account.name;
            div class="ib-notice ib-notice--warning" { p { (visit.say(if is_own { StaffText::OwnReport } else { StaffText::ClosingText })) } }
        }
    };
    Ok(visit.page(status(&mistakes), visit.say(StaffText::Approve), &content))
}

fn allowed<'a>(visit: &'a Visit, commitment: &Record, role: Role) -> Result<&'a Account, Trouble> {
    let account = visit.worker()?;
    if account.may(role, Some(commitment), commitment, visit.site.atlas()) { Ok(account) } else { Err(Trouble::Forbidden) }
}

/// Mistakes for the fields of a form that were left empty.
fn lacking(visit: &Visit, fields: &[(&'static str, StaffText)]) -> Vec<Mistake> {
    let empty = fields.iter().filter(|(name, _)| visit.form(name).trim().is_empty());
    empty.map(|(field, text)| Mistake { field, message: visit.say(*text).to_owned() }).collect()
}

fn status(mistakes: &[Mistake]) -> StatusCode {
    if mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
}
