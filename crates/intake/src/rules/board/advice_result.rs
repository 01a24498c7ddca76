//! BO-ADVICE-RESULT: a petition follows on advice to petition.

use crate::formats::Window;
use crate::formats::board::{NO_PETITION_ADVISED, PETITION, Row};
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "BO-ADVICE-RESULT",
    severity: Severity::Warning,
    message: Words {
        nl: "Het advies is help of none, maar het resultaat is een verzoek aan de rechter.",
        en: "The advice is help or none, but the result is a petition.",
    },
    why: Words {
        nl: "Advies en resultaat spreken elkaar tegen; een van beide klopt niet.",
        en: "Advice and result contradict each other; one of them is wrong.",
    },
    fix: Words { nl: "Controleer advies en resultaat.", en: "Check advies and resultaat." },
    fields: &["advies", "resultaat"],
    source: "our own reading",
    examples: &[
        broken(&[("datum_start", "2023-02-08"), ("datum_einde", "2023-04-01"), ("resultaat", "petition"), ("advies", "help")]),
        broken(&[("datum_start", "2023-02-08"), ("datum_einde", "2023-04-01"), ("resultaat", "petition"), ("advies", "none")]),
        sound(&[("datum_start", "2023-02-08"), ("datum_einde", "2023-04-01"), ("resultaat", "petition"), ("advies", "interim-order")]),
        sound(&[("datum_start", "2023-02-08"), ("datum_einde", "2023-04-01"), ("resultaat", "no-petition"), ("advies", "help")]),
        missing_passes(&[("datum_start", "2023-02-08"), ("datum_einde", "2023-04-01"), ("resultaat", "petition"), ("advies", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let (advice, result) = (row.advice.value()?, row.result.value()?);
    at_fault("advies", result == PETITION && NO_PETITION_ADVISED.contains(&advice))
}
