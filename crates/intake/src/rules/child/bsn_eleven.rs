//! CH-BSN-ELEVEN: a citizen number has nine digits and passes the eleven-proof (Board, Veilig Thuis, iJw).

use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;
use domain::Day;

use crate::field::{Child, Number};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CH-BSN-ELEVEN",
    severity: Severity::Warning,
    message: Words {
        nl: "Het BSN is niet geldig: het heeft geen negen cijfers of voldoet niet aan de elfproef.",
        en: "The citizen number is not valid: it has not nine digits or fails the eleven-proof.",
    },
    why: Words {
        nl: "Het nummer telt als onbekend. De rij telt mee, maar is alleen op andere gegevens te koppelen.",
        en: "The number counts as unknown. The row counts, but can only be linked by other fields.",
    },
    fix: Words {
        nl: "Neem het BSN over uit de BRP; laat het leeg als het niet bekend is (iJw: 999999999).",
        en: "Copy the number from the population register; leave it empty if it is not known (iJw: 999999999).",
    },
    fields: &["bsn"],
    source: "Besluit burgerservicenummer; docs/how-to/deliver.md",
    examples: &[broken(&[("bsn", "123456789")]), sound(&[("bsn", "123456782")]), missing_passes(&[("bsn", "")])],
};

pub(super) fn broken_by(child: &Child<'_>, _: Option<Day>) -> Fault {
    at_fault("bsn", child.number == Number::Wrong)
}
