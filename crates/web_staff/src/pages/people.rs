//! `/beheer`: accounts and their roles, made and changed by an administrator. Every change stands in the log.

use axum::http::StatusCode;
use axum::response::Response;
use domain::RegionCode;
use maud::{Markup, html};
use records::{Along, GrantRow, StaffRow};
use register::{Kind, Record};
use screens::StaffText;
use screens::form::{Mistake, error_summary};
use screens::table::{Column, Entry, Row, Table};

use crate::account::{self, AccountError, Chosen, Grant, Reach, Role, State};
use crate::code::base32;
use crate::form::{Line, line, select};
use crate::frame::{button, heading_1, heading_2, key, link, notice};
use crate::site::random;
use crate::visit::{Visit, go};
use crate::{Trouble, password, places, words};

/// `/beheer`
pub(crate) fn list(visit: &Visit) -> Result<Response, Trouble> {
    let own = visit.with_role(Role::Administrator)?;
    if !visit.asked.is_post {
        return accounts(visit, &[]);
    }
    let (name, organisation) = (visit.form("name").trim().to_lowercase(), visit.form("organisation").trim());
    let grant = match asked_grant(visit) {
        Ok(grant) => grant,
        Err(mistake) => return accounts(visit, &[mistake]),
    };
    if organisation.is_empty() {
        return accounts(visit, &[Mistake { field: "organisation", message: visit.say(StaffText::OrganisationMissing).to_owned() }]);
    }
    let once = first_password()?;
    let author = visit.site.author(&own.name, "made on the page of accounts");
    let made = account::add(visit.site.records(), (&name, organisation), (&once, Chosen::ForOwner), &[grant], &author);
    let mistake = |text: StaffText| Mistake { field: "name", message: visit.say(text).to_owned() };
    match made {
        Ok(()) => Ok(shown_once(visit, &name, &once)),
        Err(AccountError::Name) => accounts(visit, &[mistake(StaffText::NameWrong)]),
        Err(AccountError::Administrator) => accounts(visit, &[mistake(StaffText::AdministratorWhere)]),
        Err(AccountError::Taken) => accounts(visit, &[mistake(StaffText::NameTaken)]),
        Err(AccountError::Password(_)) => Err(Trouble::Chance),
        Err(AccountError::Records(error)) => Err(error.into()),
    }
}

/// A password that is used once: 100 random bits.
fn first_password() -> Result<String, Trouble> {
    let text = base32(&random::<13>()?);
    Ok([&text[..5], &text[5..10], &text[10..15], &text[15..20]].join("-"))
}

fn shown_once(visit: &Visit, name: &str, once: &str) -> Response {
    let content = html! {
        div class="ib-prose" {
            (heading_1(visit.say(StaffText::OncePassword)))
            p { (StaffText::OnceIntro.fill(visit.language, &[("name", name)])) }
            p { span class="ib-code" { (once) } }
            p { (link(&visit.to("/beheer"), visit.say(StaffText::People))) }
        }
    };
    visit.page(StatusCode::OK, visit.say(StaffText::OncePassword), &content)
}

fn accounts(visit: &Visit, mistakes: &[Mistake]) -> Result<Response, Trouble> {
    let mut rows = Vec::new();
    for account in visit.site.records().all_staff()? {
        let grants: Vec<String> =
            visit.site.records().grants(&account.name)?.iter().filter_map(Grant::of).map(|grant| told_grant(visit, &grant)).collect();
        let address = visit.to(&format!("/beheer/{}", account.name));
        let entries = vec![
            Entry::Link { address, name: account.name.clone() },
            Entry::Words(account.organisation.clone()),
            Entry::Words(visit.say(state(&account)).to_owned()),
            Entry::Words(grants.join("; ")),
        ];
        rows.push(Row { entries, is_this: false });
    }
    let columns =
        [StaffText::Name, StaffText::Organisation, StaffText::ColumnState, StaffText::Roles].map(|text| Column::words(visit.say(text)));
    let table = Table {
        id: "accounts".to_owned(),
        caption: visit.say(StaffText::People).to_owned(),
        columns: columns.into(),
        rows,
        sortable: true,
    };
    let error = |name: &str| mistakes.iter().find(|mistake| mistake.field == name).map(|mistake| mistake.message.as_str());
    let content = html! {
        div class="ib-prose" { (heading_1(visit.say(StaffText::People))) (error_summary(mistakes, visit.language)) }
        (table.html(visit.language))
        section class="ib-section" aria-labelledby="nieuw" {
            (heading_2("nieuw", visit.say(StaffText::NewAccount)))
            form class="ib-form" method="post" action=(visit.to("/beheer")) novalidate {
                (key(visit))
                (line(&Line { label: visit.say(StaffText::Name), hint: Some(visit.say(StaffText::NameWrong)), error: error("name"), ..Line::of("name", visit.form("name")) }))
                (line(&Line { label: visit.say(StaffText::Organisation), error: error("organisation"), ..Line::of("organisation", visit.form("organisation")) }))
                (grant_lines(visit, error("region")))
                (button(visit.say(StaffText::NewAccount)))
            }
        }
    };
    let status = if mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(visit.page(status, visit.say(StaffText::People), &content))
}

fn state(account: &StaffRow) -> StaffText {
    match State::of(account) {
        State::Active => StaffText::StateActive,
        State::Invited => StaffText::StateInvited,
        State::Closed => StaffText::StateClosed,
    }
}

pub(crate) fn role_name(role: Role) -> StaffText {
    match role {
        Role::Reader => StaffText::RoleReader,
        Role::Editor => StaffText::RoleEditor,
        Role::Approver => StaffText::RoleApprover,
        Role::Administrator => StaffText::RoleAdministrator,
    }
}

/// A role in words: what, where, for whose records.
pub(crate) fn told_grant(visit: &Visit, grant: &Grant) -> String {
    let role = visit.say(role_name(grant.role));
    let place = match &grant.reach {
        Reach::Region(region) => places::written(&region.to_string(), visit.site.atlas()),
        Reach::Area(id) => area_name(visit, id),
    };
    match &grant.organisation {
        None => format!("{role}, {place}"),
        Some(organisation) => format!("{role}, {place}, {} {organisation}", visit.say(StaffText::OnlyOf)),
    }
}

/// A cooperation area by its title; by its id where the register has none.
fn area_name(visit: &Visit, id: &str) -> String {
    let register = visit.site.register().ok();
    let title =
        register.as_ref().and_then(|register| register.get(Kind::Area, id)).map(|area| area.title(words::spoken_in(visit.language)));
    title.map_or_else(|| id.to_owned(), |title| format!("{id} {title}"))
}

/// The place a form names: a region, or a cooperation area of the register by its id or its title.
fn asked_reach(visit: &Visit, text: &str) -> Option<Reach> {
    if let Ok(region) = places::read(text, visit.site.atlas()).parse::<RegionCode>() {
        return visit.site.atlas().name(region).map(|_| Reach::Region(region));
    }
    let (text, register) = (text.trim(), visit.site.register().ok()?);
    let first = text.split_whitespace().next().unwrap_or_default();
    let is_meant = |area: &&Record| area.id() == first || area.get("title").to_lowercase() == text.to_lowercase();
    let found = register.of_kind(Kind::Area).find(is_meant)?;
    Some(Reach::Area(found.id().to_owned()))
}

fn grant_lines(visit: &Visit, error: Option<&str>) -> Markup {
    let roles: Vec<(String, String)> =
        Role::ALL.iter().map(|role| (role.word().to_owned(), visit.say(role_name(*role)).to_owned())).collect();
    let role = if visit.form("role").is_empty() { "reader" } else { visit.form("role") };
    html! {
        (select(("role", visit.say(StaffText::Role)), &roles, role, None, None))
        (line(&Line { label: visit.say(StaffText::Region), hint: Some(visit.say(StaffText::HintRegion)), error, ..Line::of("region", visit.form("region")) }))
        (line(&Line { label: visit.say(StaffText::OnlyOwner), hint: Some(visit.say(StaffText::HintOwner)), ..Line::of("owner", visit.form("owner")) }))
    }
}

/// The role a form asks for.
fn asked_grant(visit: &Visit) -> Result<Grant, Mistake> {
    let wrong = || Mistake { field: "region", message: visit.say(StaffText::RegionWrong).to_owned() };
    let reach = asked_reach(visit, visit.form("region")).ok_or_else(wrong)?;
    let role = Role::from_word(visit.form("role")).ok_or_else(wrong)?;
    let owner = visit.form("owner").trim();
    let grant = Grant { role, reach, organisation: (!owner.is_empty()).then(|| owner.to_owned()) };
    let misplaced = || Mistake { field: "region", message: visit.say(StaffText::AdministratorWhere).to_owned() };
    if grant.fits() { Ok(grant) } else { Err(misplaced()) }
}

/// `/beheer/{name}`
pub(crate) fn one(visit: &Visit, name: &str) -> Result<Response, Trouble> {
    let own = visit.with_role(Role::Administrator)?;
    let records = visit.site.records();
    let row = records.staff(name)?.ok_or(Trouble::Missing)?;
    let grants = records.grants(name)?;
    if !visit.asked.is_post {
        return page(visit, &row, &grants, &[]);
    }
    // Nobody takes away what they stand on: the last administrator would be gone. And nobody gives themselves a role.
    let is_own = name == own.name;
    let author = |why: &str| visit.site.author(&own.name, why);
    match visit.form("step") {
        "add" if !is_own => match asked_grant(visit) {
            Err(mistake) => return page(visit, &row, &grants, &[mistake]),
            Ok(grant) => records.add_grant(name, &grant.row(), &author("a role added"))?,
        },
        "remove" if !(is_own && visit.form("grant").starts_with("administrator")) => {
            let taken = grants.iter().find(|grant| written(grant) == visit.form("grant")).ok_or(Trouble::Meanwhile)?;
            records.remove_grant(name, taken, &author("a role taken away"))?;
        }
        "close" if !is_own => {
            let closed = StaffRow { state: State::Closed.word().to_owned(), ..row.clone() };
            let along = Along { sessions_but: Some(""), ..Along::default() };
            changed(records.change_staff((&row, &closed), "staff.closed", along, &author("closed"))?)?;
        }
        "anew" if !is_own => {
            let once = first_password()?;
            let password = password::hash(&once, name).map_err(|_| Trouble::Chance)?;
            let again = StaffRow { password, factor: String::new(), state: State::Invited.word().to_owned(), ..row.clone() };
            let along = Along { sessions_but: Some(""), recovery_codes: Some(&[]), factor_step: None };
            let why = author("new password and second factor");
            changed(records.change_staff((&row, &again), "staff.invited-again", along, &why)?)?;
            return Ok(shown_once(visit, name, &once));
        }
        _ => return Err(Trouble::Forbidden),
    }
    Ok(go(&visit.to(&format!("/beheer/{name}?gedaan=1"))))
}

/// Trouble where somebody else changed the account first.
pub(crate) fn changed(was_changed: bool) -> Result<(), Trouble> {
    if was_changed { Ok(()) } else { Err(Trouble::Meanwhile) }
}

/// A role as the form of its button names it.
fn written(grant: &GrantRow) -> String {
    format!("{} {} {}", grant.role, grant.region, grant.organisation)
}

fn page(visit: &Visit, row: &StaffRow, grants: &[GrantRow], mistakes: &[Mistake]) -> Result<Response, Trouble> {
    let action = visit.to(&format!("/beheer/{}", row.name));
    let step = |step: &str, text: StaffText| {
        html! {
            form method="post" action=(action) {
                (key(visit)) input type="hidden" name="step" value=(step);
                button class="nl-button nl-button--secondary" type="submit" { (visit.say(text)) }
            }
        }
    };
    let error = mistakes.first().map(|mistake| mistake.message.as_str());
    let content = html! {
        div class="ib-prose" {
            (heading_1(&StaffText::AccountOf.fill(visit.language, &[("name", &row.name)])))
            (error_summary(mistakes, visit.language))
            @if !visit.query("gedaan").is_empty() { (notice(visit.say(StaffText::Saved))) }
            p { (row.organisation) ", " (visit.say(state(row))) }
        }
        section class="ib-section" aria-labelledby="rollen" {
            (heading_2("rollen", visit.say(StaffText::Roles)))
            ul class="ib-list" {
                @for grant in grants {
                    li class="ib-list__item" {
                        p { (Grant::of(grant).map_or_else(|| written(grant), |grant| told_grant(visit, &grant))) }
                        form method="post" action=(action) {
                            (key(visit)) input type="hidden" name="step" value="remove"; input type="hidden" name="grant" value=(written(grant));
                            button class="nl-button nl-button--secondary" type="submit" { (visit.say(StaffText::TakeAway)) span class="ib-hidden-text" { ": " (written(grant)) } }
                        }
                    }
                }
            }
            @if visit.account.as_ref().is_none_or(|own| own.name != row.name) {
                form class="ib-form" method="post" action=(action) novalidate {
                    (key(visit)) input type="hidden" name="step" value="add"; (grant_lines(visit, error)) (button(visit.say(StaffText::AddRole)))
                }
            }
        }
        section class="ib-section" aria-labelledby="toegang" {
            (heading_2("toegang", visit.say(StaffText::Access)))
            p { (visit.say(StaffText::AccessIntro)) }
            (step("anew", StaffText::InviteAgain))
            @if State::of(row) != State::Closed { (step("close", StaffText::CloseAccount)) }
        }
    };
    let status = if mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(visit.page(status, &row.name, &content))
}
