//! YP-NOT-IN-PERIOD: the record was active in the period.

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, at_limit, broken, missing_passes, past_limit, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-NOT-IN-PERIOD",
    severity: Severity::Warning,
    message: Words {
        nl: "De hulp of maatregel was al vóór de periode geëindigd.", en: "The help or measure had ended before the period."
    },
    why: Words {
        nl: "Een aanlevering bevat wat in de periode liep; deze rij hoort in een eerdere.",
        en: "A delivery holds what ran in the period; this row belongs in an earlier one.",
    },
    fix: Words {
        nl: "Laat de rij weg; lever een verbetering als nieuwe versie van de eerdere periode.",
        en: "Leave the row out; deliver a correction as a new version of the earlier period.",
    },
    fields: &["datum_einde"],
    source: "Beleidsinformatie Jeugd v7, 7.5",
    examples: &[
        broken(&[("datum_aanvang", "20220301"), ("datum_einde", "20220401"), ("reden_einde", "01")]),
        past_limit(&[("datum_aanvang", "20220301"), ("datum_einde", "20221231"), ("reden_einde", "01")]),
        at_limit(&[("datum_aanvang", "20220301"), ("datum_einde", "20230101"), ("reden_einde", "01")]),
        sound(&[("datum_aanvang", "20220301"), ("datum_einde", "20230301"), ("reden_einde", "01")]),
        missing_passes(&[("datum_einde", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, window: Option<Window>) -> Fault {
    let (end, window) = (row.end.value()?, window?);
    at_fault("datum_einde", end < window.first)
}
