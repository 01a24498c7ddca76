//! CV-CHILD: a request and its result are about a child, a report has persons.

use crate::formats::corv::{Kind, Letter};
use crate::rules::{Fault, Rule, Severity, at_fault, broken_at, missing_is_found_at, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CV-CHILD",
    severity: Severity::Error,
    message: Words { nl: "Het bericht noemt niemand over wie het gaat.", en: "The message names nobody it is about." },
    why: Words { nl: "Zonder kind is er niets te tellen.", en: "Without a child there is nothing to count." },
    fix: Words {
        nl: "Noem in heeftBetrokken of heeftBetrekkingOp elk kind, met zijn rol.",
        en: "Name each child in heeftBetrokken or heeftBetrekkingOp, with its role.",
    },
    fields: &["heeftBetrokken", "heeftBetrekkingOp"],
    source: "StUF-Jeugdzorg 1.0.9, heeftBetrokken, heeftBetrekkingOp",
    examples: &[
        broken_at("heeftBetrekkingOp", &[("bericht", "vtoDi01"), ("heeftBetrekkingOp/omschrijving", "Ouder")]),
        sound(&[("bericht", "vtoDi01"), ("heeftBetrekkingOp/omschrijving", "Client (ongeboren kind)")]),
        missing_is_found_at("heeftBetrekkingOp", &[("bericht", "notificatieDi01"), ("heeftBetrekkingOp", "")]),
    ],
};

pub(super) fn broken_by(letter: &Letter<'_>) -> Fault {
    match letter.kind {
        Kind::Report => at_fault("heeftBetrokken", letter.parties.is_empty()),
        Kind::Feedback => None,
        Kind::Request | Kind::Result => at_fault("heeftBetrekkingOp", letter.children().next().is_none()),
    }
}
