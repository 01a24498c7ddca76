//! Rules about the juvenile court.

mod after_period;
mod age;
mod dates;
mod decision;
mod mismatch;
mod not_in_period;
mod order;
mod pending;
mod petitioner;
mod start_before_decision;
mod start_before_petition;
mod start_missing;
mod start_not_granted;
mod subject;
mod term_authorisation;
mod term_before_start;
mod term_interim;
mod term_missing;
mod term_supervision;
mod word;

use crate::formats::Window;
use crate::formats::court::{Layout, Row};
use crate::formats::table::Layout as _;
use crate::rules::{Family, Fault, Listed, Sound, judged, listed};

/// What looks at one row: the field at fault, or none.
pub(crate) type Judge = fn(&Row<'_>, Option<Window>) -> Fault;

/// The family, in the order of the agreement.
pub(crate) const RULES: &[Listed<Judge>] = &[
    judged(&dates::RULE, dates::broken_by),
    judged(&subject::RULE, subject::broken_by),
    judged(&word::RULE, word::broken_by),
    judged(&after_period::RULE, after_period::broken_by),
    judged(&not_in_period::RULE, not_in_period::broken_by),
    judged(&mismatch::RULE, mismatch::broken_by),
    judged(&order::RULE, order::broken_by),
    judged(&decision::RULE, decision::broken_by),
    judged(&start_missing::RULE, start_missing::broken_by),
    judged(&start_not_granted::RULE, start_not_granted::broken_by),
    judged(&start_before_petition::RULE, start_before_petition::broken_by),
    judged(&start_before_decision::RULE, start_before_decision::broken_by),
    judged(&term_before_start::RULE, term_before_start::broken_by),
    judged(&term_supervision::RULE, term_supervision::broken_by),
    judged(&term_interim::RULE, term_interim::broken_by),
    judged(&term_authorisation::RULE, term_authorisation::broken_by),
    judged(&term_missing::RULE, term_missing::broken_by),
    judged(&petitioner::RULE, petitioner::broken_by),
    judged(&pending::RULE, pending::broken_by),
    judged(&age::RULE, age::broken_by),
];

/// The family.
pub static FAMILY: Family = Family {
    prefix: "CO",
    rules: || listed(RULES),
    sound: Sound::Table {
        file: "court_RB01_2023HJ01_v1.csv",
        columns: Layout::COLUMNS,
        row: "C-1;123456782;Naam;van;Voornaam;2010-03-15;V;1234AB;7;measure;11;board;2023-02-01;2023-02-14;granted;2023-02-14;2024-02-13",
    },
};
