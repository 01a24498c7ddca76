//! CO-START-NOT-GRANTED: only what is granted begins and has a term.

use crate::field::Given;
use crate::formats::Window;
use crate::formats::court::{Decision, Row};
use crate::rules::{Fault, Rule, Severity, broken, broken_at, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CO-START-NOT-GRANTED",
    severity: Severity::Warning,
    message: Words {
        nl: "Er is een ingangsdatum of looptijd, maar er is niets toegewezen.",
        en: "There is a first day or a term, but nothing was granted.",
    },
    why: Words { nl: "De ingangsdatum wordt niet gebruikt: er is geen order.", en: "The first day is not used: there is no order." },
    fix: Words {
        nl: "Laat datum_ingang en looptijd_tot leeg bij refused, withdrawn en zolang er niet is beslist.",
        en: "Leave datum_ingang and looptijd_tot empty with refused, withdrawn and while nothing is decided.",
    },
    fields: &["datum_ingang", "looptijd_tot"],
    source: "docs/how-to/deliver.md, court",
    examples: &[
        broken(&[("uitspraak", "refused"), ("looptijd_tot", "")]),
        broken_at("looptijd_tot", &[("uitspraak", "withdrawn"), ("datum_ingang", "")]),
        broken(&[("datum_uitspraak", ""), ("uitspraak", ""), ("looptijd_tot", "")]),
        sound(&[("uitspraak", "refused"), ("datum_ingang", ""), ("looptijd_tot", "")]),
        missing_passes(&[("datum_ingang", ""), ("looptijd_tot", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    if row.decision.is_unreadable() || row.decision == Given::Is(Decision::Granted) {
        return None;
    }
    let given = [("datum_ingang", row.start.is_given()), ("looptijd_tot", row.term.is_given())];
    given.into_iter().find(|(_, is_given)| *is_given).map(|(field, _)| field)
}
