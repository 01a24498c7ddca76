//! Rules about transfers between certified institutions (youth policy).

mod not_for_help;
mod received_before_start;
mod sent_after_end;

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
