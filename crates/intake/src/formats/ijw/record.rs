//! What a product becomes: judged by every rule, then an event, or kept apart.

use domain::Code;
use person::{Event, Record, Sensitive};

use super::product::{Category, Message, Product};
use crate::field::Home;
use crate::findings::Tray;
use crate::formats::Delivery;
use crate::key;
use crate::rules::{self, judges};

/// Judges the product at this place in its message; a record where nothing of severity error was found.
pub(crate) fn judge(
    (product, place): (&Product<'_>, u32),
    reference: &str,
    delivery: &Delivery<'_>,
    tray: &mut Tray<'_>,
) -> Option<Record> {
    for (rule, broken_by) in judges(rules::child::RULES) {
        tray.judge(rule, broken_by(&product.child, product.day.value()));
    }
    for (rule, broken_by) in judges(rules::ijw::RULES) {
        tray.judge(rule, broken_by(product));
    }
    if !tray.is_sound() {
        return None;
    }
    Some(Record {
        row: tray.row(),
        reference: Sensitive::new(reference.to_owned()),
        identity: Some(Sensitive::new(product.child.identity())),
        events: event((product, place), delivery, tray).into_iter().collect(),
    })
}

/// The event of a product; `None` for what is kept apart.
fn event((product, place): (&Product<'_>, u32), delivery: &Delivery<'_>, tray: &mut Tray<'_>) -> Option<Event> {
    let (form, crisis) = match product.category() {
        Category::Help(form) => (form, None),
        Category::Crisis => (Code::FORM_UNKNOWN, Some(true)),
        Category::Apart => return None,
    };
    if product.is_administrative() {
        return None;
    }
    let (day, written, municipality) = (product.day.value()?, product.written.value()?, product.municipality.value()?);
    let key = key::allocation(municipality, &product.number.value()?.to_string());
    let code = if product.message == Message::Stop { product.end_reason() } else { form };
    Some(Event {
        municipality: delivery.place(Home::Municipality(municipality), tray),
        sex: product.child.sex.value().unwrap_or_default(),
        birth_month: product.child.birth_month(),
        code,
        crisis: if product.message == Message::Stop { None } else { crisis },
        status: product.status.value()?,
        stated: written,
        turn: product.turn(place),
        ..delivery.event(product.message.kind(), day, key)
    })
}
