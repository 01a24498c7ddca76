//! SU-MANY-SCHOOLS: no more schools were drawn than there are.

use crate::formats::design::Design;
use crate::formats::survey::Row;
use crate::rules::{Fault, Rule, Sample, Severity, Shows, at_fault, example, missing_passes, past_limit, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "SU-MANY-SCHOOLS",
    severity: Severity::Warning,
    message: Words { nl: "Er doen meer scholen mee dan het stratum heeft.", en: "More schools take part than the stratum has." },
    why: Words {
        nl: "De correctie voor een eindige populatie wordt negatief; de marge klopt niet.",
        en: "The correction for a finite population becomes negative; the margin is wrong.",
    },
    fix: Words {
        nl: "Vul in hoeveel scholen het stratum in Nederland heeft, niet hoeveel er meedoen.",
        en: "Fill in how many schools the stratum has in the country, not how many take part.",
    },
    fields: &["scholen_in_stratum", "school"],
    source: "docs/how-to/deliver.md, survey",
    examples: &[
        example(
            Shows::Broken,
            Sample::Rows(&[&[("scholen_in_stratum", "1")], &[("kenmerk", "Z-2"), ("school", "B1"), ("scholen_in_stratum", "1")]]),
            true,
        ),
        example(
            Shows::Limit,
            Sample::Rows(&[&[("scholen_in_stratum", "2")], &[("kenmerk", "Z-2"), ("school", "B1"), ("scholen_in_stratum", "2")]]),
            false,
        ),
        example(Shows::Limit, Sample::Rows(&[&[("scholen_in_stratum", "1")], &[("kenmerk", "Z-2"), ("scholen_in_stratum", "1")]]), false),
        past_limit(&[("scholen_in_stratum", "0")]),
        sound(&[]),
        missing_passes(&[("scholen_in_stratum", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, design: &mut Design) -> Fault {
    let schools = row.schools_in_stratum.value()?;
    at_fault("scholen_in_stratum", design.members(["schools of", row.stratum], row.school) > u64::from(schools))
}
