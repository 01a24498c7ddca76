//! Rules about a study among pupils.

mod design;
mod number;
mod word;

use crate::formats::Window;
use crate::formats::survey::{Layout, Row};
use crate::formats::table::Layout as _;
use crate::rules::{Family, Fault, Listed, Sound, judged, listed};

/// What looks at one row: the field at fault, or none.
pub(crate) type Judge = fn(&Row<'_>, Option<Window>) -> Fault;

/// The family, in the order of the agreement.
pub(crate) const RULES: &[Listed<Judge>] =
    &[judged(&design::RULE, design::broken_by), judged(&number::RULE, number::broken_by), judged(&word::RULE, word::broken_by)];

/// The family.
pub static FAMILY: Family = Family {
    prefix: "SU",
    rules: || listed(RULES),
    sound: Sound::Table {
        file: "survey_ONDERZOEK1_2023JJ00_v1.csv",
        columns: Layout::COLUMNS,
        row: "L-1;S1;A01;A01-2;120;640;38.5;14;V;long;1;0;1;0;peers;1",
    },
};
