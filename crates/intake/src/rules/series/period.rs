//! SE-PERIOD: a figure has a period and an area.

use crate::formats::Window;
use crate::formats::series::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, broken_at, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "SE-PERIOD",
    severity: Severity::Error,
    message: Words { nl: "De periode of het gebied ontbreekt, of is geen code.", en: "The period or the area is missing, or is no code." },
    why: Words {
        nl: "Zonder periode en gebied staat het cijfer nergens naast.",
        en: "Without period and area the figure stands beside nothing.",
    },
    fix: Words {
        nl: "Schrijf de periode als 2023JJ00 of 2023HJ01, het gebied als NL01 of een regiocode.",
        en: "Write the period as 2023JJ00 or 2023HJ01, the area as NL01 or a region code.",
    },
    fields: &["periode", "gebied"],
    source: "docs/how-to/deliver.md, series",
    examples: &[
        broken(&[("periode", "2023")]),
        broken_at("gebied", &[("gebied", "Nederland")]),
        sound(&[("gebied", "GM0363")]),
        sound(&[("periode", "2022HJ02")]),
        missing_is_found(&[("periode", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    if row.period.value().is_none() {
        return Some("periode");
    }
    at_fault("gebied", row.region.value().is_none())
}
