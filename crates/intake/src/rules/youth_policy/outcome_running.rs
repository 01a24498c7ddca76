//! YP-OUTCOME-RUNNING: outcome is told when the help has ended.

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, broken_at, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-OUTCOME-RUNNING",
    severity: Severity::Warning,
    message: Words { nl: "Er is een outcome van hulp die nog loopt.", en: "There is an outcome of help that still runs." },
    why: Words {
        nl: "De uitkomst wordt bij het einde gemeten; zij is niet gebruikt.",
        en: "The outcome is measured at the end; it was not used.",
    },
    fix: Words {
        nl: "Vul het einde in, of lever de outcome in de periode waarin de hulp eindigt.",
        en: "Fill in the end, or deliver the outcome in the period in which the help ends.",
    },
    fields: &["tevredenheid", "zonder_hulp_verder"],
    source: "Beleidsinformatie Jeugd v7, 4.2, 4.3, 4.4; docs/how-to/deliver.md",
    examples: &[
        broken(&[("tevredenheid", "8"), ("type_informant", "01")]),
        broken_at("zonder_hulp_verder", &[("zonder_hulp_verder", "02"), ("type_informant", "01")]),
        sound(&[("tevredenheid", "8"), ("type_informant", "01"), ("datum_einde", "20230401"), ("reden_einde", "01")]),
        sound(&[("type_informant", "01")]),
        sound(&[("hulpvorm", ""), ("type_maatregel", "11"), ("tevredenheid", "8")]),
        missing_passes(&[("tevredenheid", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let field = if row.satisfaction.is_given() { "tevredenheid" } else { "zonder_hulp_verder" };
    at_fault(field, row.is_help() && row.end.is_absent() && row.has_outcome())
}
