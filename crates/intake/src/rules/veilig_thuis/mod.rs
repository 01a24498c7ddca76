//! Rules about Veilig Thuis.

mod acute;
mod advice_names_child;
mod case_missing;
mod date;
mod end_before_start;
mod object;
mod outcome;
mod report_missing;
mod start_after_period;
mod word;

use crate::formats::Window;
use crate::formats::table::Layout as _;
use crate::formats::veilig_thuis::{Layout, Row};
use crate::rules::{Family, Fault, Listed, Sound, judged, listed};

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
