//! Rules about iJw messages.

mod after_period;
mod allocation_end;
pub(crate) mod apart;
mod begin;
pub(crate) mod broken;
mod category;
mod change_reason;
mod client;
mod date_use;
mod dates;
pub(crate) mod declined;
pub(crate) mod doubled;
mod end_before_start;
mod end_reason;
mod form_unknown;
mod header;
mod house_number;
mod message_id;
mod name;
mod not_yet;
mod product_code;
mod provider;
mod reference;
mod status;
pub(crate) mod status_order;
mod time;
mod twice;
mod valid_from;
mod version;
mod volume;
mod xsd_version;

use crate::formats::ijw::Product;
use crate::rules::{Family, Fault, Listed, Sound, judged, listed, while_reading};

/// What looks at one row: the field at fault, or none.
pub(crate) type Judge = fn(&Product<'_>) -> Fault;

/// The family, in the order of the agreement.
pub(crate) const RULES: &[Listed<Judge>] = &[
    while_reading(&broken::RULE),
    while_reading(&declined::RULE),
    judged(&header::RULE, header::broken_by),
    while_reading(&doubled::RULE),
    judged(&version::RULE, version::broken_by),
    judged(&xsd_version::RULE, xsd_version::broken_by),
    judged(&message_id::RULE, message_id::broken_by),
    judged(&provider::RULE, provider::broken_by),
    judged(&after_period::RULE, after_period::broken_by),
    judged(&twice::RULE, twice::broken_by),
    judged(&client::RULE, client::broken_by),
    judged(&date_use::RULE, date_use::broken_by),
    judged(&name::RULE, name::broken_by),
    judged(&house_number::RULE, house_number::broken_by),
    judged(&not_yet::RULE, not_yet::broken_by),
    judged(&valid_from::RULE, valid_from::broken_by),
    judged(&allocation_end::RULE, allocation_end::broken_by),
    judged(&begin::RULE, begin::broken_by),
    judged(&time::RULE, time::broken_by),
    judged(&category::RULE, category::broken_by),
    judged(&product_code::RULE, product_code::broken_by),
    judged(&change_reason::RULE, change_reason::broken_by),
    judged(&volume::RULE, volume::broken_by),
    judged(&reference::RULE, reference::broken_by),
    judged(&dates::RULE, dates::broken_by),
    judged(&end_before_start::RULE, end_before_start::broken_by),
    judged(&status::RULE, status::broken_by),
    while_reading(&status_order::RULE),
    judged(&end_reason::RULE, end_reason::broken_by),
    judged(&form_unknown::RULE, form_unknown::broken_by),
    judged(&apart::RULE, apart::broken_by),
];

/// The family.
pub static FAMILY: Family = Family { prefix: "IJ", rules: || listed(RULES), sound: Sound::Message { file: "ijw_GM0363_2023HJ01_v1.xml" } };
