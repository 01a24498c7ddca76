//! YP-KIND-OF-ROW: a row is one of: youth help, a measure, an authorisation.

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-KIND-OF-ROW",
    severity: Severity::Error,
    message: Words {
        nl: "De rij is niet precies één van: jeugdhulp, maatregel, machtiging.",
        en: "The row is not exactly one of: youth help, measure, authorisation.",
    },
    why: Words {
        nl: "Elk soort wordt apart geteld; van deze rij is niet te zeggen welk soort het is.",
        en: "Each kind is counted on its own; which one this row is cannot be told.",
    },
    fix: Words {
        nl: "Vul in elke rij één van hulpvorm, type_maatregel en type_machtiging; maak er anders twee rijen van.",
        en: "Fill in one of hulpvorm, type_maatregel and type_machtiging in each row; else make two rows of it.",
    },
    fields: &["hulpvorm", "type_maatregel", "type_machtiging"],
    source: "Beleidsinformatie Jeugd v7, 7.5",
    examples: &[broken(&[("type_maatregel", "11")]), sound(&[]), missing_is_found(&[("hulpvorm", "")])],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let given = [row.help_form, row.measure, row.authorisation].into_iter().filter(|field| field.is_given()).count();
    at_fault("hulpvorm", given != 1)
}
