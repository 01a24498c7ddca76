//! Two changed the same record at once: both versions side by side, and nothing of either is lost.

use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use register::{Field, Record, Register};
use screens::form::{Mistake, error_summary};
use screens::{StaffText, numbers};

use super::change::{Draft, sendable};
use crate::form::{self, Cells};
use crate::frame::{heading_1, key};
use crate::site::day_of;
use crate::visit::Visit;
use crate::{Trouble, words};

/// Which of two a field takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Standing,
    Mine,
}

/// The fields in which the form differs from what stands.
fn differing<'a>(draft: &'a Draft, standing: &'a Record) -> impl Iterator<Item = &'static Field> + 'a {
    form::asked(draft.kind).filter(|field| mine(draft, field) != standing.get(field.name))
}

fn mine<'a>(draft: &'a Draft, field: &Field) -> &'a str {
    draft.cells.get(field.name).map_or("", String::as_str)
}

fn choice_name(field: &Field) -> String {
    format!("choice-{}", field.name)
}

/// Both versions, with a choice for each field in which they differ. Where only one of the two changed a field since the form
/// was made, that one is chosen already.
pub(crate) fn page(visit: &Visit, register: &Register, draft: &Draft, mistakes: &[Mistake]) -> Result<Response, Trouble> {
    let id = draft.standing.map(Record::id).unwrap_or_default();
    let standing = register.get(draft.kind, id).ok_or(Trouble::Missing)?;
    let base = visit.site.book().at(draft.kind, id, draft.version)?;
    let history = visit.site.book().history(draft.kind, id)?;
    let last = history.last().ok_or(Trouble::Missing)?;
    let who = [("name", last.author.by.as_str()), ("why", last.author.reason.as_str())];
    let content = html! {
        div class="ib-prose" {
            (heading_1(visit.say(StaffText::CollisionTitle)))
            (error_summary(mistakes, visit.language))
            p { (StaffText::CollisionText.fill(visit.language, &who)) " " (numbers::day(day_of(last.author.at), visit.language)) "." }
            p { (visit.say(StaffText::CollisionChoose)) }
        }
        form class="ib-form ib-form--wide" method="post" action=(visit.to(&format!("/register/{}/{id}/wijzigen", draft.kind.word()))) {
            (key(visit))
            input type="hidden" name="version" value=(register.version(draft.kind, id));
            (form::hidden(&sendable(draft)))
            @for field in differing(draft, standing) {
                (both(visit, draft, (field, standing), side(base.as_ref(), draft, standing, field), mistakes))
            }
            button class="nl-button nl-button--primary" type="submit" name="step" value="resolve" { (visit.say(StaffText::CheckAnswers)) }
        }
    };
    Ok(visit.page(StatusCode::CONFLICT, visit.say(StaffText::CollisionTitle), &content))
}

/// Which side changed a field since the form was made; `None` when both did.
fn side(base: Option<&Record>, draft: &Draft, standing: &Record, field: &Field) -> Option<Side> {
    let base = base?.get(field.name);
    match (base == standing.get(field.name), base == mine(draft, field)) {
        (true, false) => Some(Side::Mine),
        (false, true) => Some(Side::Standing),
        (true, true) | (false, false) => None,
    }
}

fn both(visit: &Visit, draft: &Draft, (field, standing): (&'static Field, &Record), chosen: Option<Side>, mistakes: &[Mistake]) -> Markup {
    let is_wrong = mistakes.iter().any(|mistake| mistake.field == field.name);
    let one = |side: Side, value: &str, words_of: StaffText, text: &str| {
        html! {
            div class="ib-side" {
                label class="ib-choice" {
                    input type="radio" name=(choice_name(field)) value=(value) checked[chosen == Some(side)]; " " span { (visit.say(words_of)) }
                }
                div class="ib-side__text" { @if text.is_empty() { em { (visit.say(StaffText::Empty)) } } @else { (words::value(visit, field, text)) } }
            }
        }
    };
    html! {
        fieldset class={"ib-fieldset ib-field" @if is_wrong { " utrecht-form-field--invalid" }} id=(field.name) tabindex=[is_wrong.then_some("-1")] {
            legend class="ib-fieldset__legend" { (words::field(field, visit.language)) }
            @if chosen.is_none() { p class="ib-small" { (visit.say(StaffText::BothChanged)) } }
            div class="ib-sides" {
                (one(Side::Standing, "standing", StaffText::NowThere, standing.get(field.name)))
                (one(Side::Mine, "mine", StaffText::YoursIs, mine(draft, field)))
            }
        }
    }
}

/// The values after choosing; what was not chosen yet is a mistake.
pub(crate) fn resolved(visit: &Visit, draft: &Draft) -> Result<Cells, Vec<Mistake>> {
    let Some(standing) = draft.standing else { return Ok(draft.cells.clone()) };
    let mut cells = draft.cells.clone();
    let mut mistakes = Vec::new();
    for field in differing(draft, standing) {
        match visit.form(&choice_name(field)) {
            "standing" => drop(cells.insert(field.name.to_owned(), standing.get(field.name).to_owned())),
            "mine" => {}
            _ => mistakes.push(Mistake {
                field: field.name,
                message: StaffText::ChooseOne.fill(visit.language, &[("field", &words::field(field, visit.language))]),
            }),
        }
    }
    if mistakes.is_empty() { Ok(cells) } else { Err(mistakes) }
}
