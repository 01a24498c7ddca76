//! Rules about support, housing and income from 17 years on.

mod after_period;
mod age;
mod dates;
mod end_reason;
mod kind;
mod not_in_period;
mod order;
mod word;

use crate::formats::Window;
use crate::formats::adult_support::{Layout, Row};
use crate::formats::table::Layout as _;
use crate::rules::{Family, Fault, Listed, Sound, judged, listed};

/// What looks at one row: the field at fault, or none.
pub(crate) type Judge = fn(&Row<'_>, Option<Window>) -> Fault;

/// The family, in the order of the agreement.
pub(crate) const RULES: &[Listed<Judge>] = &[
    judged(&dates::RULE, dates::broken_by),
    judged(&kind::RULE, kind::broken_by),
    judged(&word::RULE, word::broken_by),
    judged(&after_period::RULE, after_period::broken_by),
    judged(&not_in_period::RULE, not_in_period::broken_by),
    judged(&order::RULE, order::broken_by),
    judged(&end_reason::RULE, end_reason::broken_by),
    judged(&age::RULE, age::broken_by),
];

/// The family.
pub static FAMILY: Family = Family {
    prefix: "AD",
    rules: || listed(RULES),
    sound: Sound::Table {
        file: "adult-support_GM0363_2023HJ01_v1.csv",
        columns: Layout::COLUMNS,
        row: "U-1;123456782;Naam;van;Voornaam;2004-03-15;V;1234AB;7;support;2023-02-01;;",
    },
};
