//! Rules about transfers between certified institutions (youth policy).

mod not_for_help;
mod not_for_preventive;
mod received_after_period;
mod received_before_start;
mod sent_after_end;
mod sent_after_period;
mod sent_before_period;
mod sent_before_received;
mod sent_with_end;
mod start_with_received;

use crate::formats::Window;
use crate::formats::table::Layout as _;
use crate::formats::youth_policy::{Layout, Row};
use crate::rules::{Family, Fault, Listed, Sound, judged, listed};

/// What looks at one row: the field at fault, or none.
pub(crate) type Judge = fn(&Row<'_>, Option<Window>) -> Fault;

/// The family, in the order of the agreement.
pub(crate) const RULES: &[Listed<Judge>] = &[
    judged(&not_for_help::RULE, not_for_help::broken_by),
    judged(&received_before_start::RULE, received_before_start::broken_by),
    judged(&sent_after_end::RULE, sent_after_end::broken_by),
    judged(&start_with_received::RULE, start_with_received::broken_by),
    judged(&sent_with_end::RULE, sent_with_end::broken_by),
    judged(&sent_before_received::RULE, sent_before_received::broken_by),
    judged(&sent_after_period::RULE, sent_after_period::broken_by),
    judged(&sent_before_period::RULE, sent_before_period::broken_by),
    judged(&received_after_period::RULE, received_after_period::broken_by),
    judged(&not_for_preventive::RULE, not_for_preventive::broken_by),
];

/// The family.
pub static FAMILY: Family = Family {
    prefix: "TR",
    rules: || listed(RULES),
    sound: Sound::Table {
        file: "youth-policy_P0123_2023HJ01_v1.csv",
        columns: Layout::COLUMNS,
        row: "A-1;123456782;20100315;V;1234AB;01;02;02;;;20230201;;;;;;;",
    },
};
