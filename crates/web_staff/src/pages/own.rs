//! `/account`: one's own account: what one may do, another password, new recovery codes.

use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use records::{Along, StaffRow};
use screens::StaffText;
use screens::form::{Mistake, error_summary};

use super::login::{Door, attempt, new_password, new_recovery_codes, password_lines, shown_codes, too_many};
use super::people::{changed, told_grant};
use crate::form::{Line, line};
use crate::frame::{button, heading_1, heading_2, key, notice};
use crate::visit::{Visit, go};
use crate::{Trouble, password};

/// `/account`
pub(crate) fn own(visit: &Visit) -> Result<Response, Trouble> {
    let account = visit.worker()?;
    let row = visit.site.records().staff(&account.name)?.ok_or(Trouble::Forbidden)?;
    if !visit.asked.is_post {
        return page(visit, &row, &[]);
    }
    let field = if visit.form("step") == "codes" { "password-codes" } else { "password" };
    let attempt = match attempt(&visit.site, Door::Own, &account.name)? {
        Ok(attempt) => attempt,
        Err(minutes) => return page(visit, &row, &[Mistake { field, message: too_many(visit, minutes) }]),
    };
    if !password::matches(visit.form("password"), Some(&row.password)) {
        visit.site.note("staff.refused", &account.name, "own password, at the own account")?;
        return page(visit, &row, &[Mistake { field, message: visit.say(StaffText::WrongOwnPassword).to_owned() }]);
    }
    attempt.forgive(&visit.site)?;
    if visit.form("step") == "codes" {
        return Ok(shown_codes(visit, &new_recovery_codes(&visit.site, &account.name)?));
    }
    match new_password(visit, &row)? {
        Err(mistake) => page(visit, &row, &[mistake]),
        Ok(hash) => {
            let author = visit.site.author(&account.name, "chose another password");
            let along = Along { sessions_but: Some(visit.session.as_ref().map_or("", |session| session.id.as_str())), ..Along::default() };
            let next = StaffRow { password: hash, ..row.clone() };
            changed(visit.site.records().change_staff((&row, &next), "staff.password", along, &author)?)?;
            Ok(go(&visit.to("/account?gedaan=1")))
        }
    }
}

fn page(visit: &Visit, row: &StaffRow, mistakes: &[Mistake]) -> Result<Response, Trouble> {
    let account = visit.worker()?;
    let left = visit.site.records().recovery_codes_left(&row.name)?;
    let content = html! {
        div class="ib-prose" {
            (heading_1(visit.say(StaffText::Own)))
            (error_summary(mistakes, visit.language))
            @if !visit.query("gedaan").is_empty() { (notice(visit.say(StaffText::Saved))) }
            @if !visit.query("herstel").is_empty() { (notice(visit.say(StaffText::RecoveryUsed))) }
            p { (StaffText::LoggedInAs.fill(visit.language, &[("name", &row.name), ("organisation", &row.organisation)])) }
            ul { @for grant in &account.grants { li { (told_grant(visit, grant)) } } }
        }
        section class="ib-section" aria-labelledby="wachtwoord" {
            (heading_2("wachtwoord", visit.say(StaffText::AnotherPassword)))
            form class="ib-form" method="post" action=(visit.to("/account")) novalidate {
                (key(visit)) (present(visit, "password", mistakes)) (password_lines(visit, mistakes)) (button(visit.say(StaffText::Save)))
            }
        }
        section class="ib-section" aria-labelledby="herstel" {
            (heading_2("herstel", visit.say(StaffText::RecoveryCodes)))
            p { (StaffText::RecoveryLeft.fill(visit.language, &[("count", &left.to_string())])) }
            form class="ib-form" method="post" action=(visit.to("/account")) novalidate {
                (key(visit)) input type="hidden" name="step" value="codes";
                (again(visit, mistakes)) (button(visit.say(StaffText::NewCodes)))
            }
        }
    };
    let status = if mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(visit.page(status, visit.say(StaffText::Own), &content))
}

fn present(visit: &Visit, name: &str, mistakes: &[Mistake]) -> Markup {
    let error = mistakes.iter().find(|mistake| mistake.field == name).map(|mistake| mistake.message.as_str());
    line(&Line { label: visit.say(StaffText::PasswordNow), error, kind: "password", filled: "current-password", ..Line::of(name, "") })
}

/// The present password once more; its field has an id of its own.
fn again(visit: &Visit, mistakes: &[Mistake]) -> Markup {
    let error = mistakes.iter().find(|mistake| mistake.field == "password-codes").map(|mistake| mistake.message.as_str());
    html! {
        div class={"utrecht-form-field ib-field" @if error.is_some() { " utrecht-form-field--invalid" }} {
            label class="utrecht-form-label" for="password-codes" { (visit.say(StaffText::PasswordNow)) }
            @if let Some(error) = error { p class="utrecht-form-field-error-message" id="password-codes-fout" { (error) } }
            input class="utrecht-textbox utrecht-textbox--html-input ib-input" type="password" id="password-codes" name="password"
                autocomplete="current-password" aria-invalid=[error.map(|_| "true")] aria-describedby=[error.map(|_| "password-codes-fout")];
        }
    }
}
