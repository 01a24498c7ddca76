//! CS-TRACE-PAIR: a trace examination has its day and who did it.

use crate::formats::Window;
use crate::formats::csg::Row;
use crate::rules::{Fault, Rule, Severity, broken, broken_at, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CS-TRACE-PAIR",
    severity: Severity::Warning,
    message: Words {
        nl: "Bij het sporenonderzoek ontbreekt de datum of wie het deed.",
        en: "For the trace examination the day is missing, or who did it.",
    },
    why: Words {
        nl: "Het sporenonderzoek telt dan niet, of als gedaan door onbekend.",
        en: "The trace examination then does not count, or as done by unknown.",
    },
    fix: Words { nl: "Vul beide in, of laat beide leeg.", en: "Fill in both, or leave both empty." },
    fields: &["datum_sporenonderzoek", "sporenonderzoek_door"],
    source: "docs/how-to/deliver.md, csg",
    examples: &[
        broken(&[("datum_sporenonderzoek", "")]),
        broken_at("sporenonderzoek_door", &[("sporenonderzoek_door", "")]),
        sound(&[("sporenonderzoek_door", "police-consults-nfi")]),
        missing_passes(&[("datum_sporenonderzoek", ""), ("sporenonderzoek_door", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    match (row.examined.is_given(), row.examiner.is_given()) {
        (true, false) => Some("sporenonderzoek_door"),
        (false, true) => Some("datum_sporenonderzoek"),
        (true, true) | (false, false) => None,
    }
}
