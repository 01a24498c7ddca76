//! YP-END-REASON-MISSING: help or a measure that ended has a reason.

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-END-REASON-MISSING",
    severity: Severity::Warning,
    message: Words { nl: "Er is een einde zonder reden van beëindiging.", en: "There is an end without a reason." },
    why: Words {
        nl: "Uitval is dan niet te tellen, en een overlijden of een omzetting niet te zien.",
        en: "Drop-out cannot be counted then, nor a death or a conversion be seen.",
    },
    fix: Words {
        nl: "Vul de reden in uit de lijst van de hulp of de maatregel.",
        en: "Fill in the reason from the list of the help or the measure.",
    },
    fields: &["reden_einde"],
    source: "Beleidsinformatie Jeugd v7, 3.7, 5.3.1",
    examples: &[
        broken(&[("datum_einde", "20230401")]),
        sound(&[("datum_einde", "20230401"), ("reden_einde", "01")]),
        sound(&[("hulpvorm", ""), ("type_machtiging", "72"), ("datum_einde", "20230401")]),
        missing_passes(&[("reden_einde", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("reden_einde", row.end.value().is_some() && row.end_reason.is_absent() && row.authorisation.is_absent())
}
