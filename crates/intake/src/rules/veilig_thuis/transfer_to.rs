//! VT-TRANSFER-TO: a transfer says to whom.

use crate::formats::Window;
use crate::formats::veilig_thuis::{Object, Row};
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "VT-TRANSFER-TO",
    severity: Severity::Notice,
    message: Words { nl: "Bij de overdracht staat niet aan wie.", en: "The transfer does not say to whom." },
    why: Words {
        nl: "Of een kind bij de ontvanger aankomt, is dan niet te volgen.",
        en: "Whether a child arrives at the receiver cannot be followed then.",
    },
    fix: Words { nl: "Vul bij naar in wie de zaak kreeg.", en: "Fill in under naar who got the case." },
    fields: &["naar"],
    source: "docs/how-to/deliver.md, veilig-thuis",
    examples: &[
        broken(&[("object", "overdracht"), ("datum_einde", "2023-02-10")]),
        sound(&[("object", "overdracht"), ("datum_einde", "2023-02-10"), ("naar", "gi")]),
        sound(&[("object", "monitoring")]),
        missing_is_found(&[("object", "overdracht"), ("naar", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("naar", row.is(Object::Transfer) && row.to.is_absent())
}
