//! Rules about figures of others.

pub(crate) mod doubled;
mod number;
mod period;
mod source;
mod word;

use crate::formats::Window;
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
];

/// The family.
pub static FAMILY: Family = Family {
    prefix: "SE",
    rules: || listed(RULES),
    sound: Sound::Table {
        file: "series_CBS_2023JJ00_v1.csv",
        columns: Layout::COLUMNS,
        row: "jeugdhulp-trajecten;CBS StatLine 85099NED;trajecten in het jaar;aantal;2022JJ00;NL01;481030;;;final;2023-10-31;https://opendata.cbs.nl/85099NED",
    },
};
