//! Rules about Veilig Thuis.

mod acute;
mod advice_names_child;
mod age;
pub(crate) mod assessment_before_report;
pub(crate) mod assessment_doubled;
pub(crate) mod assessment_late;
pub(crate) mod assessment_other_case;
mod case_missing;
mod circumstances;
mod date;
mod end_before_start;
mod investigation_late;
pub(crate) mod monitoring_before_accepted;
mod not_in_period;
mod object;
mod outcome;
mod report_missing;
mod start_after_period;
mod transfer_open;
mod transfer_to;
mod word;

use crate::formats::Window;
use crate::formats::table::Layout as _;
use crate::formats::veilig_thuis::{Layout, Row};
use crate::rules::{Family, Fault, Listed, Sound, judged, listed, while_reading};

/// What looks at one row: the field at fault, or none.
pub(crate) type Judge = fn(&Row<'_>, Option<Window>) -> Fault;

/// The family, in the order of the agreement.
pub(crate) const RULES: &[Listed<Judge>] = &[
    judged(&object::RULE, object::broken_by),
    judged(&date::RULE, date::broken_by),
    judged(&start_after_period::RULE, start_after_period::broken_by),
    judged(&end_before_start::RULE, end_before_start::broken_by),
    judged(&case_missing::RULE, case_missing::broken_by),
    judged(&report_missing::RULE, report_missing::broken_by),
    judged(&advice_names_child::RULE, advice_names_child::broken_by),
    judged(&word::RULE, word::broken_by),
    judged(&outcome::RULE, outcome::broken_by),
    judged(&acute::RULE, acute::broken_by),
    judged(&not_in_period::RULE, not_in_period::broken_by),
    judged(&age::RULE, age::broken_by),
    judged(&circumstances::RULE, circumstances::broken_by),
    judged(&transfer_to::RULE, transfer_to::broken_by),
    judged(&investigation_late::RULE, investigation_late::broken_by),
    judged(&transfer_open::RULE, transfer_open::broken_by),
    while_reading(&assessment_before_report::RULE),
    while_reading(&assessment_other_case::RULE),
    while_reading(&assessment_doubled::RULE),
    while_reading(&assessment_late::RULE),
    while_reading(&monitoring_before_accepted::RULE),
];

/// The family.
pub static FAMILY: Family = Family {
    prefix: "VT",
    rules: || listed(RULES),
    sound: Sound::Table {
        file: "veilig-thuis_VT22_2023HJ01_v1.csv",
        columns: Layout::COLUMNS,
        row: "melding;M-1;C-1;;123456782;Naam;van;Voornaam;2010-03-15;V;1234AB;7;2023-02-01;;sexual;hands-on;family;none;adult;education;professional;;;",
    },
};
