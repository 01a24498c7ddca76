//! Rules about any delivery.

pub(crate) mod assumed;
pub(crate) mod calculated;
pub(crate) mod cell;
pub(crate) mod column;
pub(crate) mod control;
pub(crate) mod date_form;
pub(crate) mod dates_unsure;
pub(crate) mod day_after_period;
pub(crate) mod decimal;
pub(crate) mod digits_lost;
pub(crate) mod doubled_reference;
pub(crate) mod empty_rows;
pub(crate) mod encoding;
pub(crate) mod encoding_mixed;
pub(crate) mod end_after_period;
pub(crate) mod field_length;
pub(crate) mod fields;
pub(crate) mod file_format;
pub(crate) mod formula;
pub(crate) mod header;
pub(crate) mod leading_zero;
pub(crate) mod merged;
pub(crate) mod place_unknown;
pub(crate) mod reference;
pub(crate) mod refused;
pub(crate) mod separator;
pub(crate) mod sheet;

use crate::formats::table::Layout as _;
use crate::formats::youth_policy::Layout;
use crate::rules::{Family, Listed, Sound, listed, while_reading};

/// Nothing here looks at one row.
type Judge = fn();

/// The family, in the order of the agreement.
pub(crate) const RULES: &[Listed<Judge>] = &[
    while_reading(&refused::RULE),
    while_reading(&assumed::RULE),
    while_reading(&file_format::RULE),
    while_reading(&separator::RULE),
    while_reading(&sheet::RULE),
    while_reading(&header::RULE),
    while_reading(&encoding::RULE),
    while_reading(&encoding_mixed::RULE),
    while_reading(&date_form::RULE),
    while_reading(&decimal::RULE),
    while_reading(&dates_unsure::RULE),
    while_reading(&empty_rows::RULE),
    while_reading(&calculated::RULE),
    while_reading(&leading_zero::RULE),
    while_reading(&column::RULE),
    while_reading(&fields::RULE),
    while_reading(&field_length::RULE),
    while_reading(&control::RULE),
    while_reading(&merged::RULE),
    while_reading(&cell::RULE),
    while_reading(&digits_lost::RULE),
    while_reading(&formula::RULE),
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
