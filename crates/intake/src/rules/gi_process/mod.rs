//! Rules about what a certified institution does after an order.

mod after_period;
mod age;
mod before_start;
mod cause_day;
mod contact_before_assignment;
mod contact_late;
mod dates;
mod measure;
mod plan_before_contact;
mod plan_late;
mod word;

use crate::formats::Window;
use crate::formats::gi_process::{Layout, Row};
use crate::formats::table::Layout as _;
use crate::rules::{Family, Fault, Listed, Sound, judged, listed};

/// What looks at one row: the field at fault, or none.
pub(crate) type Judge = fn(&Row<'_>, Option<Window>) -> Fault;

/// The family, in the order of the agreement.
pub(crate) const RULES: &[Listed<Judge>] = &[
    judged(&dates::RULE, dates::broken_by),
    judged(&measure::RULE, measure::broken_by),
    judged(&word::RULE, word::broken_by),
    judged(&after_period::RULE, after_period::broken_by),
    judged(&before_start::RULE, before_start::broken_by),
    judged(&contact_before_assignment::RULE, contact_before_assignment::broken_by),
    judged(&plan_before_contact::RULE, plan_before_contact::broken_by),
    judged(&cause_day::RULE, cause_day::broken_by),
    judged(&contact_late::RULE, contact_late::broken_by),
    judged(&plan_late::RULE, plan_late::broken_by),
    judged(&age::RULE, age::broken_by),
];

/// The family.
pub static FAMILY: Family = Family {
    prefix: "GI",
    rules: || listed(RULES),
    sound: Sound::Table {
        file: "gi-process_GI01_2023HJ01_v1.csv",
        columns: Layout::COLUMNS,
        row: "G-1;123456782;Naam;van;Voornaam;2010-03-15;V;1234AB;7;11;2023-02-01;2023-02-03;2023-02-06;2023-03-10;;",
    },
};
