//! Rules about CORV messages (StUF-Jeugdzorg).

mod address;
mod after_period;
mod apart;
pub(crate) mod broken;
mod case_number;
mod case_type;
mod child;
mod day;
pub(crate) mod declined;
pub(crate) mod doubled;
mod entity;
mod function;
mod incident;
mod length;
mod mandatory;
mod message_id;
mod moment;
mod name;
mod no_value;
mod order;
mod outcome;
mod parties;
pub(crate) mod report_elsewhere;
mod report_number;
mod result;
mod sash;
mod status;
mod twice;
mod word;

use crate::formats::corv::Letter;
use crate::rules::{Family, Fault, Listed, Sound, judged, listed, while_reading};

/// What looks at one message: the field at fault, or none.
pub(crate) type Judge = fn(&Letter<'_>) -> Fault;

/// The family: header, schema, then what the message says.
pub(crate) const RULES: &[Listed<Judge>] = &[
    while_reading(&broken::RULE),
    while_reading(&declined::RULE),
    judged(&function::RULE, function::broken_by),
    judged(&parties::RULE, parties::broken_by),
    judged(&message_id::RULE, message_id::broken_by),
    while_reading(&doubled::RULE),
    judged(&moment::RULE, moment::broken_by),
    judged(&after_period::RULE, after_period::broken_by),
    judged(&entity::RULE, entity::broken_by),
    judged(&no_value::RULE, no_value::broken_by),
    judged(&twice::RULE, twice::broken_by),
    judged(&length::RULE, length::broken_by),
    judged(&word::RULE, word::broken_by),
    judged(&address::RULE, address::broken_by),
    judged(&report_number::RULE, report_number::broken_by),
    judged(&case_number::RULE, case_number::broken_by),
    judged(&day::RULE, day::broken_by),
    judged(&incident::RULE, incident::broken_by),
    judged(&order::RULE, order::broken_by),
    judged(&case_type::RULE, case_type::broken_by),
    judged(&status::RULE, status::broken_by),
    judged(&outcome::RULE, outcome::broken_by),
    judged(&result::RULE, result::broken_by),
    judged(&sash::RULE, sash::broken_by),
    judged(&mandatory::RULE, mandatory::broken_by),
    judged(&child::RULE, child::broken_by),
    judged(&name::RULE, name::broken_by),
    while_reading(&report_elsewhere::RULE),
    judged(&apart::RULE, apart::broken_by),
];

/// The family.
pub static FAMILY: Family = Family { prefix: "CV", rules: || listed(RULES), sound: Sound::Message { file: "corv_PE06_2023HJ01_v1.xml" } };
