//! Rules about figures of others.

mod address;
mod bounds;
mod definition_differs;
pub(crate) mod doubled;
mod negative;
mod number;
mod one_bound;
mod period;
mod source;
mod source_early;
mod source_late;
mod status_missing;
mod unit_differs;
mod word;

use crate::formats::Window;
use crate::formats::design::Design;
use crate::formats::series::{Layout, Row};
use crate::formats::table::Layout as _;
use crate::rules::{Family, Fault, Listed, Sound, judged, listed, while_reading};

/// What looks at one row: the field at fault, or none.
pub(crate) type Judge = fn(&Row<'_>, Option<Window>) -> Fault;

/// The family, in the order of the agreement.
pub(crate) const RULES: &[Listed<Judge>] = &[
    judged(&source::RULE, source::broken_by),
    judged(&period::RULE, period::broken_by),
    judged(&number::RULE, number::broken_by),
    judged(&word::RULE, word::broken_by),
    while_reading(&doubled::RULE),
    judged(&bounds::RULE, bounds::broken_by),
    judged(&one_bound::RULE, one_bound::broken_by),
    judged(&negative::RULE, negative::broken_by),
    judged(&source_early::RULE, source_early::broken_by),
    judged(&source_late::RULE, source_late::broken_by),
    judged(&status_missing::RULE, status_missing::broken_by),
    judged(&address::RULE, address::broken_by),
];

/// What looks at one row beside what was said of the design before: the field at fault, or none.
pub(crate) type DesignJudge = fn(&Row<'_>, &mut Design) -> Fault;

/// What says the same in every row of a stratum, a school or a series.
pub(crate) const DESIGN: &[Listed<DesignJudge>] =
    &[judged(&unit_differs::RULE, unit_differs::broken_by), judged(&definition_differs::RULE, definition_differs::broken_by)];

/// The family.
pub static FAMILY: Family = Family {
    prefix: "SE",
    rules: || [listed(RULES), listed(DESIGN)].concat(),
    sound: Sound::Table {
        file: "series_CBS_2023JJ00_v1.csv",
        columns: Layout::COLUMNS,
        row: "jeugdhulp-trajecten;CBS StatLine 85099NED;trajecten in het jaar;aantal;2022JJ00;NL01;481030;;;final;2023-10-31;https://opendata.cbs.nl/85099NED",
    },
};
