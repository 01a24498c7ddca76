//! Rules about the police.

mod age;
mod dates;
mod no_day;
mod word;

use crate::formats::Window;
use crate::formats::police::{Layout, Row};
use crate::formats::table::Layout as _;
use crate::rules::{Family, Fault, Listed, Sound, judged, listed};

/// What looks at one row: the field at fault, or none.
pub(crate) type Judge = fn(&Row<'_>, Option<Window>) -> Fault;

/// The family, in the order of the agreement.
pub(crate) const RULES: &[Listed<Judge>] = &[
    judged(&dates::RULE, dates::broken_by),
    judged(&no_day::RULE, no_day::broken_by),
    judged(&word::RULE, word::broken_by),
    judged(&age::RULE, age::broken_by),
];

/// The family.
pub static FAMILY: Family = Family {
    prefix: "PO",
    rules: || listed(RULES),
    sound: Sound::Table {
        file: "police_PE01_2023HJ01_v1.csv",
        columns: Layout::COLUMNS,
        row: "P-1;123456782;Naam;van;Voornaam;2010-03-15;V;1234AB;7;2023-02-01;2023-02-08;2023-02-15;sexual;hands-on;family;none;adult",
    },
};
