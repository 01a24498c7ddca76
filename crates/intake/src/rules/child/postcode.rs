//! CH-POSTCODE: the postcode has the agreed form (Board, Veilig Thuis, iJw).

use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;
use domain::Day;

use crate::field::{Child, Home};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CH-POSTCODE",
    severity: Severity::Warning,
    message: Words { nl: "De postcode heeft niet de afgesproken vorm.", en: "The postcode has not the agreed form." },
    why: Words {
        nl: "De gemeente is er niet uit te halen; de rij telt alleen landelijk mee.",
        en: "The municipality cannot be told from it; the row counts for the country only.",
    },
    fix: Words {
        nl: "Schrijf 1234AB zonder spatie en met hoofdletters, anders 1234, anders de gemeentecode GM0363.",
        en: "Write 1234AB without a space and in capitals, else 1234, else the municipality code GM0363.",
    },
    fields: &["postcode"],
    source: "docs/how-to/deliver.md",
    examples: &[broken(&[("postcode", "1234 AB")]), sound(&[("postcode", "1234")]), missing_passes(&[("postcode", "")])],
};

pub(super) fn broken_by(child: &Child<'_>, _: Option<Day>) -> Fault {
    at_fault("postcode", child.home == Home::Unreadable)
}
