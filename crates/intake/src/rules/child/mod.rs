//! Rules about the child in the layouts of one child a row.

mod birth_date;
mod bsn_eleven;
mod bsn_unknown;
mod postcode;
mod sex;

use domain::Day;

use crate::field::Child;
use crate::formats::board::Layout;
use crate::formats::table::Layout as _;
use crate::rules::{Family, Fault, Listed, Sound, judged, listed};

/// What looks at one row: the field at fault, or none.
pub(crate) type Judge = fn(&Child<'_>, Option<Day>) -> Fault;

/// The family, in the order of the agreement.
pub(crate) const RULES: &[Listed<Judge>] = &[
    judged(&bsn_eleven::RULE, bsn_eleven::broken_by),
    judged(&bsn_unknown::RULE, bsn_unknown::broken_by),
    judged(&birth_date::RULE, birth_date::broken_by),
    judged(&sex::RULE, sex::broken_by),
    judged(&postcode::RULE, postcode::broken_by),
];

/// The family.
pub static FAMILY: Family = Family {
    prefix: "CH",
    rules: || listed(RULES),
    sound: Sound::Table {
        file: "board_RVDK_2023HJ01_v1.csv",
        columns: Layout::COLUMNS,
        row: "B-1;123456782;Naam;van;Voornaam;2010-03-15;V;1234AB;7;veilig-thuis;2023-02-01;2023-02-08;2023-04-01;sexual;hands-on;family;order;petition",
    },
};
