//! YP-REASON-WITHOUT-END: a reason of ending has an end.

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-REASON-WITHOUT-END",
    severity: Severity::Warning,
    message: Words { nl: "Er is een reden van beëindiging zonder einddatum.", en: "There is an end reason without an end." },
    why: Words { nl: "De rij telt als lopend; de reden is niet gebruikt.", en: "The row counts as running; the reason was not used." },
    fix: Words {
        nl: "Vul de einddatum in, of haal de reden weg zolang het loopt.",
        en: "Fill in the end, or take the reason out while it runs.",
    },
    fields: &["reden_einde", "datum_einde"],
    source: "Beleidsinformatie Jeugd v7, 3.6, 3.7, 5.1.3, 5.2.3, 5.3.1, 5.4.2",
    examples: &[
        broken(&[("reden_einde", "01")]),
        broken(&[("hulpvorm", ""), ("type_maatregel", "31"), ("reden_einde", "31")]),
        sound(&[("reden_einde", "01"), ("datum_einde", "20230401")]),
        missing_passes(&[("reden_einde", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("reden_einde", row.end_reason.is_given() && row.end.is_absent())
}
