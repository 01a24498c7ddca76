//! Rules about the forms of sentinel professionals.

mod age;
mod design;
mod many_informants;
mod month;
mod month_outside;
mod number;
mod sector_differs;
mod stratum_differs;
mod stratum_size;
mod token;
mod token_twice;
mod weight;
mod word;

use crate::formats::Window;
use crate::formats::design::Design;
use crate::formats::informant::{Layout, Row};
use crate::formats::table::Layout as _;
use crate::rules::{Family, Fault, Listed, Sound, judged, listed};

/// What looks at one row: the field at fault, or none.
pub(crate) type Judge = fn(&Row<'_>, Option<Window>) -> Fault;

/// The family, in the order of the agreement.
pub(crate) const RULES: &[Listed<Judge>] = &[
    judged(&design::RULE, design::broken_by),
    judged(&number::RULE, number::broken_by),
    judged(&month::RULE, month::broken_by),
    judged(&word::RULE, word::broken_by),
    judged(&token::RULE, token::broken_by),
    judged(&weight::RULE, weight::broken_by),
    judged(&month_outside::RULE, month_outside::broken_by),
    judged(&age::RULE, age::broken_by),
];

/// What looks at one row beside what was said of the design before: the field at fault, or none.
pub(crate) type DesignJudge = fn(&Row<'_>, &mut Design) -> Fault;

/// What says the same in every row of a stratum, a school or a series.
pub(crate) const DESIGN: &[Listed<DesignJudge>] = &[
    judged(&sector_differs::RULE, sector_differs::broken_by),
    judged(&stratum_differs::RULE, stratum_differs::broken_by),
    judged(&stratum_size::RULE, stratum_size::broken_by),
    judged(&many_informants::RULE, many_informants::broken_by),
    judged(&token_twice::RULE, token_twice::broken_by),
];

/// The family.
pub static FAMILY: Family = Family {
    prefix: "IN",
    rules: || [listed(RULES), listed(DESIGN)].concat(),
    sound: Sound::Table {
        file: "informant_ONDERZOEK1_2023JJ00_v1.csv",
        columns: Layout::COLUMNS,
        row: "F-1;I17;education;S2;850;21.25;2023-04;9;V;GM0363;sexual|neglect;family;suspected;00112233445566778899aabbccddeeff",
    },
};
