//! Rules about any delivery.

mod all_crisis;
pub(crate) mod assumed;
mod birth_in_part;
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
mod first_of_month;
pub(crate) mod formula;
pub(crate) mod header;
pub(crate) mod leading_zero;
pub(crate) mod merged;
mod new_year;
mod no_ends;
mod no_starts;
mod number_unknown;
mod one_end_day;
mod one_end_reason;
mod one_length;
mod one_mark;
mod one_postcode;
mod one_sex;
mod one_start_day;
mod only_ends;
mod only_starts;
mod outcome_rare;
pub(crate) mod place_unknown;
mod postcode_short;
pub(crate) mod reference;
pub(crate) mod refused;
mod round_number;
pub(crate) mod separator;
mod sex_unknown;
pub(crate) mod sheet;
mod unborn;
mod weekend;

use crate::formats::table::Layout as _;
use crate::formats::tally::Whole;
use crate::formats::youth_policy::Layout;
use crate::rules::{Family, Listed, Sound, judged, listed, while_reading};

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

/// What only the whole delivery shows (youth policy).
pub(crate) const WHOLE: &[Listed<Whole>] = &[
    judged(&no_ends::RULE, no_ends::broken_by),
    judged(&only_ends::RULE, only_ends::broken_by),
    judged(&no_starts::RULE, no_starts::broken_by),
    judged(&only_starts::RULE, only_starts::broken_by),
    judged(&first_of_month::RULE, first_of_month::broken_by),
    judged(&one_start_day::RULE, one_start_day::broken_by),
    judged(&weekend::RULE, weekend::broken_by),
    judged(&one_end_day::RULE, one_end_day::broken_by),
    judged(&one_length::RULE, one_length::broken_by),
    judged(&one_postcode::RULE, one_postcode::broken_by),
    judged(&one_end_reason::RULE, one_end_reason::broken_by),
    judged(&number_unknown::RULE, number_unknown::broken_by),
    judged(&unborn::RULE, unborn::broken_by),
    judged(&sex_unknown::RULE, sex_unknown::broken_by),
    judged(&one_sex::RULE, one_sex::broken_by),
    judged(&new_year::RULE, new_year::broken_by),
    judged(&birth_in_part::RULE, birth_in_part::broken_by),
    judged(&postcode_short::RULE, postcode_short::broken_by),
    judged(&all_crisis::RULE, all_crisis::broken_by),
    judged(&one_mark::RULE, one_mark::broken_by),
    judged(&outcome_rare::RULE, outcome_rare::broken_by),
    judged(&round_number::RULE, round_number::broken_by),
];

/// The family.
pub static FAMILY: Family = Family {
    prefix: "DE",
    rules: || [listed(RULES), listed(WHOLE)].concat(),
    sound: Sound::Table {
        file: "youth-policy_P0123_2023HJ01_v1.csv",
        columns: Layout::COLUMNS,
        row: "A-1;123456782;20100315;V;1234AB;01;02;02;;;20230201;;;;;;;",
    },
};
