//! Rules about the police.

mod after_period;
mod age;
mod before_report;
mod circumstances;
mod complaint_before_talk;
mod dates;
mod no_day;
mod not_in_period;
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
    judged(&after_period::RULE, after_period::broken_by),
    judged(&not_in_period::RULE, not_in_period::broken_by),
    judged(&before_report::RULE, before_report::broken_by),
    judged(&complaint_before_talk::RULE, complaint_before_talk::broken_by),
    judged(&circumstances::RULE, circumstances::broken_by),
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
