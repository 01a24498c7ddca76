//! DE-END-AFTER-PERIOD: an end lies within or before the period.

use crate::rules::{Rule, Severity, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "DE-END-AFTER-PERIOD",
    severity: Severity::Warning,
    message: Words {
        nl: "De einddatum ligt na de periode; het einde is niet overgenomen.",
        en: "The end lies after the period; it was not taken over.",
    },
    why: Words {
        nl: "Een verwacht einde is nog geen einde. De rij telt mee als lopend.",
        en: "An expected end is no end yet. The row counts as running.",
    },
    fix: Words {
        nl: "Laat de einddatum leeg zolang het einde na de periode ligt; lever haar in de volgende periode.",
        en: "Leave the end empty while it lies after the period; deliver it in the next one.",
    },
    fields: &["datum_einde"],
    source: "Beleidsinformatie Jeugd v7, 5.1.3; docs/how-to/deliver.md",
    examples: &[
        broken(&[("datum_einde", "20230701"), ("reden_einde", "01")]),
        sound(&[("datum_einde", "20230630"), ("reden_einde", "01")]),
        missing_passes(&[("datum_einde", "")]),
    ],
};
