//! IN-MANY-INFORMANTS: no more informants take part than there are.

use crate::formats::design::Design;
use crate::formats::informant::Row;
use crate::rules::{Fault, Rule, Sample, Severity, Shows, at_fault, example, missing_passes, past_limit, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "IN-MANY-INFORMANTS",
    severity: Severity::Warning,
    message: Words { nl: "Er doen meer informanten mee dan het stratum heeft.", en: "More informants take part than the stratum has." },
    why: Words {
        nl: "De correctie voor een eindige populatie wordt negatief; de marge klopt niet.",
        en: "The correction for a finite population becomes negative; the margin is wrong.",
    },
    fix: Words {
        nl: "Vul in hoeveel zulke professionals er in het land zijn.",
        en: "Fill in how many such professionals there are in the country.",
    },
    fields: &["informanten_in_stratum", "informant"],
    source: "docs/how-to/deliver.md, informant",
    examples: &[
        example(
            Shows::Broken,
            Sample::Rows(&[
                &[("informanten_in_stratum", "1")],
                &[("kenmerk", "Z-2"), ("informant", "I18"), ("informanten_in_stratum", "1")],
            ]),
            true,
        ),
        example(
            Shows::Limit,
            Sample::Rows(&[
                &[("informanten_in_stratum", "2")],
                &[("kenmerk", "Z-2"), ("informant", "I18"), ("informanten_in_stratum", "2")],
            ]),
            false,
        ),
        past_limit(&[("informanten_in_stratum", "0")]),
        sound(&[]),
        missing_passes(&[("informanten_in_stratum", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, design: &mut Design) -> Fault {
    let informants = row.informants_in_stratum.value()?;
    at_fault("informanten_in_stratum", design.members(["informants of", row.stratum], row.informant) > u64::from(informants))
}
