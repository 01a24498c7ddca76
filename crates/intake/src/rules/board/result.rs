//! BO-RESULT: an investigation that ended has a result, a running one has none.

use crate::formats::Window;
use crate::formats::board::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "BO-RESULT",
    severity: Severity::Warning,
    message: Words {
        nl: "Er is een einde zonder resultaat, of een resultaat zonder einde.",
        en: "There is an end without a result, or a result without an end.",
    },
    why: Words {
        nl: "Of het onderzoek tot een verzoek aan de rechter leidde, is dan niet te tellen.",
        en: "Whether the investigation led to a petition cannot be counted then.",
    },
    fix: Words {
        nl: "Vul bij een einde petition of no-petition in; laat resultaat leeg zolang het onderzoek loopt.",
        en: "Fill in petition or no-petition with an end; leave resultaat empty while it runs.",
    },
    fields: &["resultaat", "datum_einde"],
    source: "docs/how-to/deliver.md, board",
    examples: &[
        broken(&[("datum_einde", ""), ("advies", "")]),
        sound(&[("datum_start", "2023-02-10"), ("datum_einde", "2023-04-01"), ("resultaat", "petition")]),
        missing_is_found(&[("resultaat", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("resultaat", row.end.is_given() != row.result.is_given())
}
