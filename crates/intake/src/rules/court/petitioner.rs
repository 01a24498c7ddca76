//! CO-PETITIONER: a parent does not ask for an authorisation.

use domain::codes::AUTHORISATIONS;

use crate::field::Given;
use crate::formats::Window;
use crate::formats::court::{PARENT, Row};
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CO-PETITIONER",
    severity: Severity::Warning,
    message: Words {
        nl: "Een ouder staat als verzoeker van een machtiging.",
        en: "A parent stands as the one who asked for an authorisation.",
    },
    why: Words {
        nl: "Een machtiging vragen de gecertificeerde instelling, de Raad, het Openbaar Ministerie of de gemeente; de verzoeker telt als onbekend.",
        en: "An authorisation is asked for by the certified institution, the Board, the public prosecutor or the municipality; who asked counts as unknown.",
    },
    fix: Words { nl: "Controleer verzoeker en maatregel.", en: "Check verzoeker and maatregel." },
    fields: &["verzoeker", "maatregel"],
    source: "BW 1:265b, lid 1; Jeugdwet 6.1.8",
    examples: &[
        broken(&[("soort", "authorisation"), ("maatregel", "72"), ("verzoeker", "parent")]),
        sound(&[("verzoeker", "parent")]),
        sound(&[("soort", "authorisation"), ("maatregel", "72"), ("verzoeker", "gi")]),
        missing_passes(&[("soort", "authorisation"), ("maatregel", "72"), ("verzoeker", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let is_authorisation = AUTHORISATIONS.contains(&row.measure.value()?);
    at_fault("verzoeker", is_authorisation && row.petitioner == Given::Is(PARENT))
}
