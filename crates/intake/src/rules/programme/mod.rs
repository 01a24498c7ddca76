//! Rules about programmes of prevention.

mod ages;
mod child_ages;
mod date_order;
mod dates;
mod evidence_missing;
mod not_counted;
mod not_in_period;
mod number;
mod place;
mod reached;
mod word;

use crate::formats::Window;
use crate::formats::programme::{Layout, Row};
use crate::formats::table::Layout as _;
use crate::rules::{Family, Fault, Listed, Sound, judged, listed};

/// What looks at one row: the field at fault, or none.
pub(crate) type Judge = fn(&Row<'_>, Option<Window>) -> Fault;

/// The family, in the order of the agreement.
pub(crate) const RULES: &[Listed<Judge>] = &[
    judged(&dates::RULE, dates::broken_by),
    judged(&place::RULE, place::broken_by),
    judged(&number::RULE, number::broken_by),
    judged(&word::RULE, word::broken_by),
    judged(&reached::RULE, reached::broken_by),
    judged(&not_counted::RULE, not_counted::broken_by),
    judged(&ages::RULE, ages::broken_by),
    judged(&child_ages::RULE, child_ages::broken_by),
    judged(&date_order::RULE, date_order::broken_by),
    judged(&not_in_period::RULE, not_in_period::broken_by),
    judged(&evidence_missing::RULE, evidence_missing::broken_by),
];

/// The family.
pub static FAMILY: Family = Family {
    prefix: "PR",
    rules: || listed(RULES),
    sound: Sound::Table {
        file: "programme_GM0363_2023JJ00_v1.csv",
        columns: Layout::COLUMNS,
        row: "A-1;Weerbaar op school;GM0363;2023-01-01;2023-12-31;children;10;12;good;400;380",
    },
};
