//! Rules about iJw messages.

pub(crate) mod apart;
pub(crate) mod broken;
mod dates;
pub(crate) mod declined;
mod end_before_start;
mod end_reason;
mod form_unknown;
mod header;
mod reference;
mod status;

use crate::formats::ijw::Product;
use crate::rules::{Family, Fault, Listed, Sound, judged, listed, while_reading};

/// What looks at one row: the field at fault, or none.
pub(crate) type Judge = fn(&Product<'_>) -> Fault;

/// The family, in the order of the agreement.
pub(crate) const RULES: &[Listed<Judge>] = &[
    while_reading(&broken::RULE),
    while_reading(&declined::RULE),
    judged(&header::RULE, header::broken_by),
    judged(&reference::RULE, reference::broken_by),
    judged(&dates::RULE, dates::broken_by),
    judged(&end_before_start::RULE, end_before_start::broken_by),
    judged(&status::RULE, status::broken_by),
    judged(&end_reason::RULE, end_reason::broken_by),
    judged(&form_unknown::RULE, form_unknown::broken_by),
    judged(&apart::RULE, apart::broken_by),
];

/// The family.
pub static FAMILY: Family = Family { prefix: "IJ", rules: || listed(RULES), sound: Sound::Message { file: "ijw_GM0363_2023HJ01_v1.xml" } };
