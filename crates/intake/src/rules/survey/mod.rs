//! Rules about a study among pupils.

mod age;
mod design;
mod ever_missing;
mod kind_without_ever;
mod many_pupils;
mod many_schools;
mod number;
mod school_size;
mod school_stratum;
mod short_form;
mod stratum_size;
mod told_without_ever;
mod weight;
mod word;
mod year_without_ever;

use crate::formats::Window;
use crate::formats::design::Design;
use crate::formats::survey::{Layout, Row};
use crate::formats::table::Layout as _;
use crate::rules::{Family, Fault, Listed, Sound, judged, listed};

/// What looks at one row: the field at fault, or none.
pub(crate) type Judge = fn(&Row<'_>, Option<Window>) -> Fault;

/// The family, in the order of the agreement.
pub(crate) const RULES: &[Listed<Judge>] = &[
    judged(&design::RULE, design::broken_by),
    judged(&number::RULE, number::broken_by),
    judged(&word::RULE, word::broken_by),
    judged(&weight::RULE, weight::broken_by),
    judged(&age::RULE, age::broken_by),
    judged(&year_without_ever::RULE, year_without_ever::broken_by),
    judged(&kind_without_ever::RULE, kind_without_ever::broken_by),
    judged(&told_without_ever::RULE, told_without_ever::broken_by),
    judged(&short_form::RULE, short_form::broken_by),
    judged(&ever_missing::RULE, ever_missing::broken_by),
];

/// What looks at one row beside what was said of the design before: the field at fault, or none.
pub(crate) type DesignJudge = fn(&Row<'_>, &mut Design) -> Fault;

/// What says the same in every row of a stratum, a school or a series.
pub(crate) const DESIGN: &[Listed<DesignJudge>] = &[
    judged(&stratum_size::RULE, stratum_size::broken_by),
    judged(&school_size::RULE, school_size::broken_by),
    judged(&school_stratum::RULE, school_stratum::broken_by),
    judged(&many_schools::RULE, many_schools::broken_by),
    judged(&many_pupils::RULE, many_pupils::broken_by),
];

/// The family.
pub static FAMILY: Family = Family {
    prefix: "SU",
    rules: || [listed(RULES), listed(DESIGN)].concat(),
    sound: Sound::Table {
        file: "survey_ONDERZOEK1_2023JJ00_v1.csv",
        columns: Layout::COLUMNS,
        row: "L-1;S1;A01;A01-2;120;640;38.5;14;V;long;1;0;1;0;peers;1",
    },
};
