//! SE-SOURCE-EARLY: a figure is published after what it is about.

use crate::formats::Window;
use crate::formats::series::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, at_limit, broken, missing_passes, past_limit, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "SE-SOURCE-EARLY",
    severity: Severity::Notice,
    message: Words {
        nl: "De bron verscheen vóór het einde van de periode waarover het cijfer gaat.",
        en: "The source appeared before the end of the period the figure is about.",
    },
    why: Words {
        nl: "Dan is het cijfer een verwachting of gaat het over een deel van de periode.",
        en: "Then the figure is an expectation or is about a part of the period.",
    },
    fix: Words { nl: "Controleer de periode en de datum van de bron.", en: "Check the period and the date of the source." },
    fields: &["datum_bron", "periode"],
    source: "docs/how-to/deliver.md, series",
    examples: &[
        broken(&[("datum_bron", "2022-03-01")]),
        past_limit(&[("datum_bron", "2022-12-30")]),
        at_limit(&[("datum_bron", "2022-12-31")]),
        sound(&[]),
        missing_passes(&[("datum_bron", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("datum_bron", row.published.value()? < row.period.value()?.last_day())
}
