//! Rules about the Centres for Sexual Violence.

mod after_period;
mod age;
mod circumstances;
mod dates;
mod incident_after_contact;
mod incident_before_birth;
mod incident_missing;
mod not_in_period;
mod not_sexual;
mod police;
mod referral_before_contact;
mod referral_pair;
mod trace_examiner;
mod trace_pair;
mod trace_window;
mod treatment_before_contact;
mod treatment_no_care;
mod word;

use crate::formats::Window;
use crate::formats::csg::{Layout, Row};
use crate::formats::table::Layout as _;
use crate::rules::{Family, Fault, Listed, Sound, judged, listed};

/// What looks at one row: the field at fault, or none.
pub(crate) type Judge = fn(&Row<'_>, Option<Window>) -> Fault;

/// The family, in the order of the agreement.
pub(crate) const RULES: &[Listed<Judge>] = &[
    judged(&dates::RULE, dates::broken_by),
    judged(&word::RULE, word::broken_by),
    judged(&age::RULE, age::broken_by),
    judged(&after_period::RULE, after_period::broken_by),
    judged(&not_in_period::RULE, not_in_period::broken_by),
    judged(&incident_after_contact::RULE, incident_after_contact::broken_by),
    judged(&incident_before_birth::RULE, incident_before_birth::broken_by),
    judged(&incident_missing::RULE, incident_missing::broken_by),
    judged(&trace_pair::RULE, trace_pair::broken_by),
    judged(&trace_window::RULE, trace_window::broken_by),
    judged(&trace_examiner::RULE, trace_examiner::broken_by),
    judged(&treatment_before_contact::RULE, treatment_before_contact::broken_by),
    judged(&treatment_no_care::RULE, treatment_no_care::broken_by),
    judged(&referral_pair::RULE, referral_pair::broken_by),
    judged(&referral_before_contact::RULE, referral_before_contact::broken_by),
    judged(&police::RULE, police::broken_by),
    judged(&not_sexual::RULE, not_sexual::broken_by),
    judged(&circumstances::RULE, circumstances::broken_by),
];

/// The family.
pub static FAMILY: Family = Family {
    prefix: "CS",
    rules: || listed(RULES),
    sound: Sound::Table {
        file: "csg_CSG01_2023HJ01_v1.csv",
        columns: Layout::COLUMNS,
        row: "S-1;123456782;Naam;van;Voornaam;2010-03-15;V;1234AB;7;2023-02-08;2023-02-03;sexual;hands-on;family;none;adult;J;J;2023-02-20;2023-02-08;nfi;J;veilig-thuis;2023-02-09",
    },
};
