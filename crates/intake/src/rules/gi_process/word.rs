//! GI-WORD: the cause of waiting stands in its list.

use crate::formats::Window;
use crate::formats::gi_process::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "GI-WORD",
    severity: Severity::Warning,
    message: Words { nl: "Een woord staat niet in zijn lijst.", en: "A word is not in its list." },
    why: Words { nl: "De oorzaak van het wachten telt als onbekend.", en: "The cause of waiting counts as unknown." },
    fix: Words {
        nl: "Gebruik de woorden uit de handleiding; laat het veld leeg als het niet bekend is.",
        en: "Use the words of the manual; leave the field empty when it is not known.",
    },
    fields: &["oorzaak_wachten"],
    source: "docs/how-to/deliver.md, gi-process",
    examples: &[
        broken(&[("oorzaak_wachten", "wachtlijst"), ("datum_oorzaak", "2023-04-01")]),
        sound(&[("oorzaak_wachten", "no-offer"), ("datum_oorzaak", "2023-04-01")]),
        missing_passes(&[("oorzaak_wachten", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("oorzaak_wachten", row.cause.is_unreadable())
}
