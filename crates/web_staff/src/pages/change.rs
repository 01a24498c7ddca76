//! Adding and changing a record: form → check your answers → saved. A form carries the version it was made from.

use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use register::{BookError, Kind, Record, Register, closes};
use screens::StaffText;
use screens::form::{Mistake, error_summary};

use super::collision;
use super::record::fact;
use crate::account::Role;
use crate::form::{self, Cells, Line, line};
use crate::frame::{heading_1, key};
use crate::visit::{Visit, go};
use crate::{Trouble, words};

/// What is being changed: a record as it stands, or nothing yet.
pub(crate) struct Draft<'a> {
    pub kind: Kind,
    pub standing: Option<&'a Record>,
    /// The version the form was made from; 0 for a new record.
    pub version: u32,
    pub cells: Cells,
}

/// `/register/{kind}/nieuw`, also `?kopie=M-1` and `?forms=sexual&regions=VT19`
pub(crate) fn add(visit: &Visit, kind: Kind) -> Result<Response, Trouble> {
    visit.with_role(Role::Editor)?;
    let register = visit.site.register()?;
    if !visit.asked.is_post {
        let draft = Draft { kind, standing: None, version: 0, cells: first_cells(visit, kind, &register) };
        return Ok(asking(visit, &draft, &[]));
    }
    let cells = form::read(kind, &visit.asked.form, visit.site.atlas());
    step(visit, &register, Draft { kind, standing: None, version: 0, cells })
}

/// `/register/{kind}/{id}/wijzigen`
pub(crate) fn edit(visit: &Visit, kind: Kind, id: &str) -> Result<Response, Trouble> {
    let register = visit.site.register()?;
    let standing = register.get(kind, id).ok_or(Trouble::Missing)?;
    if !visit.worker()?.may(Role::Editor, Some(standing), standing, visit.site.atlas()) {
        return Err(Trouble::Forbidden);
    }
    if !visit.asked.is_post {
        let draft = Draft { kind, standing: Some(standing), version: register.version(kind, id), cells: standing.cells() };
        return Ok(asking(visit, &draft, &[]));
    }
    let mut cells = form::read(kind, &visit.asked.form, visit.site.atlas());
    cells.insert("id".to_owned(), id.to_owned());
    cells.remove("lineage");
    let version = visit.form("version").parse().map_err(|_| Trouble::Stale)?;
    step(visit, &register, Draft { kind, standing: Some(standing), version, cells })
}

fn step(visit: &Visit, register: &Register, mut draft: Draft) -> Result<Response, Trouble> {
    if visit.form("step") == "back" {
        return Ok(asking(visit, &draft, &[]));
    }
    if visit.form("step") == "resolve" {
        match collision::resolved(visit, &draft) {
            Ok(cells) => draft.cells = cells,
            Err(mistakes) => return collision::page(visit, register, &draft, &mistakes),
        }
    }
    let record = match checked(visit, register, &draft) {
        Ok(record) => record,
        Err(mistakes) => return Ok(asking(visit, &draft, &mistakes)),
    };
    if visit.form("step") != "save" {
        return checking(visit, &draft, &record, &[]);
    }
    if visit.form("why").trim().is_empty() {
        let missing = Mistake { field: "why", message: visit.say(StaffText::WhyMissing).to_owned() };
        return checking(visit, &draft, &record, &[missing]);
    }
    save(visit, &draft, &record)
}

fn save(visit: &Visit, draft: &Draft, record: &Record) -> Result<Response, Trouble> {
    let why = form::plain(visit.form("why"));
    let author = visit.site.author(&visit.worker()?.name, &why);
    let book = visit.site.book();
    let written = match draft.standing {
        None => book.add(record, &author),
        Some(_) => {
            let values: Vec<(&str, &str)> = form::asked(draft.kind).map(|field| (field.name, record.get(field.name))).collect();
            book.edit((draft.kind, record.id()), draft.version, &values, &author).map(drop)
        }
    };
    match written {
        Ok(()) => Ok(go(&visit.to(&format!("/register/{}/{}?gedaan=1", draft.kind.word(), record.id())))),
        Err(BookError::Collision(_)) if draft.standing.is_some() => collision::page(visit, &*visit.site.register()?, draft, &[]),
        Err(BookError::Collision(_)) => Ok(asking(visit, draft, &[taken(visit)])),
        Err(error) => Err(error.into()),
    }
}

fn taken(visit: &Visit) -> Mistake {
    Mistake { field: "id", message: visit.say(StaffText::IdTaken).to_owned() }
}

/// The record as it would become, or what is wrong with the form.
fn checked(visit: &Visit, register: &Register, draft: &Draft) -> Result<Record, Vec<Mistake>> {
    let mut cells = draft.standing.map(Record::cells).unwrap_or_default();
    cells.extend(draft.cells.clone());
    if draft.kind == Kind::Commitment && cells.get("state").is_some_and(|state| state == "open") {
        cells.extend(["reported_by", "approved_by"].map(|name| (name.to_owned(), String::new())));
    }
    let (record, mut findings) = Record::read(draft.kind, &cells, 0);
    findings.extend(record.iter().flat_map(|record| register.dangling(std::slice::from_ref(record))));
    let mut mistakes = form::mistakes(visit, draft.kind, &findings);
    let Some(record) = record else { return Err(mistakes) };
    if draft.standing.is_none() && register.get(draft.kind, record.id()).is_some() {
        mistakes.push(taken(visit));
    }
    let worker = visit.worker().map_err(|_| Vec::new())?;
    if !worker.may(Role::Editor, draft.standing, &record, visit.site.atlas()) {
        let field = ["regions", "region"].into_iter().find(|name| draft.kind.field(name).is_some()).unwrap_or("id");
        mistakes.push(Mistake { field, message: visit.say(StaffText::OutsideYourRegion).to_owned() });
    }
    if closes(draft.standing, &record) {
        mistakes.push(Mistake { field: "state", message: visit.say(StaffText::ClosingText).to_owned() });
    }
    if mistakes.is_empty() { Ok(record) } else { Err(mistakes) }
}

/// What a new form holds: the copied record, what the address says, and the next free id.
fn first_cells(visit: &Visit, kind: Kind, register: &Register) -> Cells {
    let mut cells = Cells::new();
    if let Some(example) = register.get(kind, visit.query("kopie")) {
        cells = example.cells();
        cells.insert("lineage".to_owned(), example.id().to_owned());
        let anew = match kind {
            Kind::Approach => &[("is_example", "no"), ("maturity", "0"), ("region", ""), ("baseline_value", ""), ("step_values", "")][..],
            Kind::Commitment => &[("state", "open"), ("evidence", ""), ("reported_by", ""), ("approved_by", "")][..],
            Kind::Question
            | Kind::Recommendation
            | Kind::Response
            | Kind::Measure
            | Kind::Evidence
            | Kind::Prevention
            | Kind::Policy
            | Kind::Offer
            | Kind::Area => &[][..],
        };
        cells.extend(anew.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        // What is called anew in Dutch would keep the English name of the example.
        cells.remove("title_en");
    }
    let known = visit.asked.query.iter().filter(|(name, _)| kind.field(name).is_some());
    cells.extend(known.cloned());
    cells.insert("id".to_owned(), next_id(kind, register));
    cells
}

/// The next free id of a kind: the letters its records begin with, and the first number above the highest that no record of any
/// kind has: one page shows the record of an id.
fn next_id(kind: Kind, register: &Register) -> String {
    let split = |id: &str| {
        let (letters, number) = id.split_once('-')?;
        Some((letters.to_owned(), number.parse::<u32>().unwrap_or(0)))
    };
    let highest = register.of_kind(kind).filter_map(|record| split(record.id())).max_by_key(|(_, number)| *number);
    let first = kind.word().chars().next().map(|letter| letter.to_ascii_uppercase().to_string()).unwrap_or_default();
    let (letters, number) = highest.unwrap_or((first, 0));
    let ids = (number.saturating_add(1)..).map(|number| format!("{letters}-{number}"));
    ids.into_iter().find(|id| register.find(id).is_empty()).unwrap_or_default()
}

fn action(visit: &Visit, draft: &Draft) -> String {
    let word = draft.kind.word();
    match draft.standing {
        Some(record) => visit.to(&format!("/register/{word}/{}/wijzigen", record.id())),
        None => visit.to(&format!("/register/{word}/nieuw")),
    }
}

fn title(visit: &Visit, draft: &Draft) -> String {
    let name = words::kind(draft.kind, visit.language);
    match draft.standing {
        Some(record) => StaffText::ChangeOf.fill(visit.language, &[("kind", name), ("id", record.id())]),
        None => words::capital(&StaffText::AddOne.fill(visit.language, &[("kind", name)])),
    }
}

/// The form.
fn asking(visit: &Visit, draft: &Draft, mistakes: &[Mistake]) -> Response {
    let cell = |name: &str| draft.cells.get(name).map_or("", String::as_str);
    let wrong_id = mistakes.iter().find(|mistake| mistake.field == "id").map(|mistake| mistake.message.as_str());
    let id =
        Line { label: visit.say(StaffText::Id), hint: Some(visit.say(StaffText::HintId)), error: wrong_id, ..Line::of("id", cell("id")) };
    let content = html! {
        div class="ib-prose" { (heading_1(&title(visit, draft))) (error_summary(mistakes, visit.language)) }
        form class="ib-form" method="post" action=(action(visit, draft)) novalidate {
            (key(visit))
            input type="hidden" name="version" value=(draft.version);
            input type="hidden" name="lineage" value=(cell("lineage"));
            @if draft.standing.is_none() { (line(&id)) }
            @if !cell("lineage").is_empty() { p class="ib-small" { (StaffText::MadeFrom.fill(visit.language, &[("id", cell("lineage"))])) } }
            (form::fields(visit, draft.kind, &draft.cells, mistakes))
            button class="nl-button nl-button--primary" type="submit" name="step" value="check" { (visit.say(StaffText::CheckAnswers)) }
        }
    };
    let status = if mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    visit.page(status, &title(visit, draft), &content)
}

/// Check your answers: what is new, what it was, and why.
fn checking(visit: &Visit, draft: &Draft, record: &Record, mistakes: &[Mistake]) -> Result<Response, Trouble> {
    let base = match draft.standing {
        Some(standing) => visit.site.book().at(draft.kind, standing.id(), draft.version)?,
        None => None,
    };
    let changed: Vec<_> =
        form::asked(draft.kind).filter(|field| base.as_ref().map_or("", |base| base.get(field.name)) != record.get(field.name)).collect();
    if changed.is_empty() {
        let same = Mistake { field: "title", message: visit.say(StaffText::NothingChanged).to_owned() };
        return Ok(asking(visit, draft, &[same]));
    }
    let content = html! {
        div class="ib-prose" {
            (heading_1(visit.say(StaffText::CheckTitle)))
            (error_summary(mistakes, visit.language))
            p { (words::capital(words::kind(draft.kind, visit.language))) " " span class="ib-code" { (record.id()) } ": " (visit.say(StaffText::CheckIntro)) }
        }
        dl class="ib-facts" {
            @for field in changed {
                @let before = base.as_ref().map_or("", |base| base.get(field.name));
                (fact(&words::field(field, visit.language), &html! {
                    (or_none(visit, &words::value(visit, field, record.get(field.name)), record.get(field.name)))
                    @if !before.is_empty() { div class="ib-small" { (visit.say(StaffText::Was)) " " (words::value(visit, field, before)) } }
                }))
            }
        }
        form class="ib-form" method="post" action=(action(visit, draft)) novalidate {
            (key(visit))
            input type="hidden" name="version" value=(draft.version);
            (form::hidden(&sendable(draft)))
            (form::why(visit, (StaffText::Why, StaffText::HintWhy), mistakes))
            p class="ib-buttons" {
                button class="nl-button nl-button--primary" type="submit" name="step" value="save" { (visit.say(StaffText::Save)) }
                " "
                button class="nl-button nl-button--secondary" type="submit" name="step" value="back" { (visit.say(StaffText::BackToForm)) }
            }
        }
    };
    let status = if mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(visit.page(status, visit.say(StaffText::CheckTitle), &content))
}

/// The values that travel with a form: what it asks for, id and lineage.
pub(crate) fn sendable(draft: &Draft) -> Cells {
    let is_asked = |name: &str| matches!(name, "id" | "lineage") || form::asked(draft.kind).any(|field| field.name == name);
    draft.cells.iter().filter(|(name, _)| is_asked(name)).map(|(name, value)| (name.clone(), value.clone())).collect()
}

fn or_none(visit: &Visit, shown: &Markup, value: &str) -> Markup {
    html! { @if value.is_empty() { em { (visit.say(StaffText::TakenOut)) } } @else { (shown) } }
}
