//! Rules about any delivery.

pub(crate) mod assumed;
pub(crate) mod column;
pub(crate) mod day_after_period;
pub(crate) mod doubled_reference;
pub(crate) mod encoding;
pub(crate) mod end_after_period;
pub(crate) mod field_length;
pub(crate) mod fields;
pub(crate) mod place_unknown;
pub(crate) mod reference;
pub(crate) mod refused;

use crate::formats::table::Layout as _;
use crate::formats::youth_policy::Layout;
use crate::rules::{Family, Listed, Sound, listed, while_reading};

/// Nothing here looks at one row.
type Judge = fn();

/// The family, in the order of the agreement.
pub(crate) const RULES: &[Listed<Judge>] = &[
    while_reading(&refused::RULE),
    while_reading(&assumed::RULE),
    while_reading(&encoding::RULE),
    while_reading(&column::RULE),
    while_reading(&fields::RULE),
    while_reading(&field_length::RULE),
    while_reading(&reference::RULE),
    while_reading(&doubled_reference::RULE),
    while_reading(&end_after_period::RULE),
    while_reading(&day_after_period::RULE),
    while_reading(&place_unknown::RULE),
];

/// The family.
pub static FAMILY: Family = Family {
    prefix: "DE",
    rules: || listed(RULES),
    sound: Sound::Table {
        file: "youth-policy_P0123_2023HJ01_v1.csv",
        columns: Layout::COLUMNS,
        row: "A-1;123456782;20100315;V;1234AB;01;02;02;;;20230201;;;;;;;",
    },
};
