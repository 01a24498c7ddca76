//! Rules about youth policy, in the order of its protocol.

mod age;
mod birth_date;
mod bsn_eleven;
mod bsn_unknown;
mod crisis;
mod date;
pub(crate) mod doubled_key;
mod end_before_start;
mod end_reason_list;
mod end_reason_missing;
mod help_form;
mod kind_of_row;
mod measure;
mod not_in_period;
mod outcome_range;
mod postcode;
mod referrer;
mod sex;
mod start_after_period;
mod start_missing;

use crate::formats::Window;
use crate::formats::table::Layout as _;
use crate::formats::youth_policy::{Layout, Row};
use crate::rules::{Family, Fault, Listed, Sound, judged, listed, while_reading};

/// What looks at one row: the field at fault, or none.
pub(crate) type Judge = fn(&Row<'_>, Option<Window>) -> Fault;

/// The family, in the order of the agreement.
pub(crate) const RULES: &[Listed<Judge>] = &[
    judged(&kind_of_row::RULE, kind_of_row::broken_by),
    judged(&bsn_eleven::RULE, bsn_eleven::broken_by),
    judged(&bsn_unknown::RULE, bsn_unknown::broken_by),
    judged(&birth_date::RULE, birth_date::broken_by),
    judged(&age::RULE, age::broken_by),
    judged(&sex::RULE, sex::broken_by),
    judged(&postcode::RULE, postcode::broken_by),
    judged(&referrer::RULE, referrer::broken_by),
    judged(&help_form::RULE, help_form::broken_by),
    while_reading(&doubled_key::RULE),
    judged(&crisis::RULE, crisis::broken_by),
    judged(&start_missing::RULE, start_missing::broken_by),
    judged(&start_after_period::RULE, start_after_period::broken_by),
    judged(&date::RULE, date::broken_by),
    judged(&end_before_start::RULE, end_before_start::broken_by),
    judged(&not_in_period::RULE, not_in_period::broken_by),
    judged(&end_reason_missing::RULE, end_reason_missing::broken_by),
    judged(&end_reason_list::RULE, end_reason_list::broken_by),
    judged(&outcome_range::RULE, outcome_range::broken_by),
    judged(&measure::RULE, measure::broken_by),
];

/// The family.
pub static FAMILY: Family = Family {
    prefix: "YP",
    rules: || listed(RULES),
    sound: Sound::Table {
        file: "youth-policy_P0123_2023HJ01_v1.csv",
        columns: Layout::COLUMNS,
        row: "A-1;123456782;20100315;V;1234AB;01;02;02;;;20230201;;;;;;;",
    },
};
