//! SU-MANY-PUPILS: no more pupils answered than the school has.

use crate::formats::design::Design;
use crate::formats::survey::Row;
use crate::rules::{Fault, Rule, Sample, Severity, Shows, at_fault, example, missing_passes, past_limit, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "SU-MANY-PUPILS",
    severity: Severity::Warning,
    message: Words { nl: "Er deden meer leerlingen mee dan de school heeft.", en: "More pupils took part than the school has." },
    why: Words {
        nl: "De correctie voor een eindige populatie wordt negatief; de marge klopt niet.",
        en: "The correction for a finite population becomes negative; the margin is wrong.",
    },
    fix: Words {
        nl: "Vul in hoeveel leerlingen de school heeft, niet hoeveel er meededen.",
        en: "Fill in how many pupils the school has, not how many took part.",
    },
    fields: &["leerlingen_in_school", "school"],
    source: "docs/how-to/deliver.md, survey",
    examples: &[
        example(
            Shows::Broken,
            Sample::Rows(&[&[("leerlingen_in_school", "1")], &[("kenmerk", "Z-2"), ("leerlingen_in_school", "1")]]),
            true,
        ),
        example(
            Shows::Limit,
            Sample::Rows(&[&[("leerlingen_in_school", "2")], &[("kenmerk", "Z-2"), ("leerlingen_in_school", "2")]]),
            false,
        ),
        past_limit(&[("leerlingen_in_school", "0")]),
        sound(&[]),
        missing_passes(&[("leerlingen_in_school", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, design: &mut Design) -> Fault {
    let pupils = row.pupils_in_school.value()?;
    at_fault("leerlingen_in_school", design.members(["pupils of", row.school], row.reference) > u64::from(pupils))
}
