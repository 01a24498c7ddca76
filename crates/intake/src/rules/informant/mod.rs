//! Rules about the forms of sentinel professionals.

mod design;
mod month;
mod number;
mod token;
mod word;

use crate::formats::Window;
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
];

/// The family.
pub static FAMILY: Family = Family {
    prefix: "IN",
    rules: || listed(RULES),
    sound: Sound::Table {
        file: "informant_ONDERZOEK1_2023JJ00_v1.csv",
        columns: Layout::COLUMNS,
        row: "F-1;I17;education;S2;850;21.25;2023-04;9;V;GM0363;sexual|neglect;family;suspected;00112233445566778899aabbccddeeff",
    },
};
