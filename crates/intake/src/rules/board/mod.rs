//! Rules about the Child Protection Board.

mod advice_early;
mod advice_result;
mod age;
mod dates;
mod end_late;
mod grounds_missing;
mod not_in_period;
mod order;
mod result;
mod start_late;
mod start_missing;
mod word;

use crate::formats::Window;
use crate::formats::board::{Layout, Row};
use crate::formats::table::Layout as _;
use crate::rules::{Family, Fault, Listed, Sound, judged, listed};

/// What looks at one row: the field at fault, or none.
pub(crate) type Judge = fn(&Row<'_>, Option<Window>) -> Fault;

/// The family, in the order of the agreement.
pub(crate) const RULES: &[Listed<Judge>] = &[
    judged(&dates::RULE, dates::broken_by),
    judged(&order::RULE, order::broken_by),
    judged(&word::RULE, word::broken_by),
    judged(&result::RULE, result::broken_by),
    judged(&not_in_period::RULE, not_in_period::broken_by),
    judged(&age::RULE, age::broken_by),
    judged(&start_missing::RULE, start_missing::broken_by),
    judged(&advice_early::RULE, advice_early::broken_by),
    judged(&advice_result::RULE, advice_result::broken_by),
    judged(&grounds_missing::RULE, grounds_missing::broken_by),
    judged(&start_late::RULE, start_late::broken_by),
    judged(&end_late::RULE, end_late::broken_by),
];

/// The family.
pub static FAMILY: Family = Family {
    prefix: "BO",
    rules: || listed(RULES),
    sound: Sound::Table {
        file: "board_RVDK_2023HJ01_v1.csv",
        columns: Layout::COLUMNS,
        row: "B-1;123456782;Naam;van;Voornaam;2010-03-15;V;1234AB;7;veilig-thuis;2023-02-01;2023-02-08;2023-04-01;sexual;hands-on;family;order;petition",
    },
};
