//! What is seen only when a delivery lies beside another one of the same supplier. Between suppliers only counts.

mod birth_changed;
mod end_gone;
mod not_continued;
mod other_supplier;
mod overlap;
mod rows;
mod same_bytes;
mod sex_changed;
mod start_changed;
mod version_gap;

use crate::across::{Comparison, Found};
use crate::formats::table::Layout as _;
use crate::formats::youth_policy::Layout;
use crate::rules::{Family, Listed, Sound, judged, listed};

/// Looks at a delivery and those it belongs with.
type Judge = fn(&Comparison<'_>, &mut Found);

/// The family: files first, then records.
pub(crate) const RULES: &[Listed<Judge>] = &[
    judged(&same_bytes::RULE, same_bytes::find),
    judged(&overlap::RULE, overlap::find),
    judged(&version_gap::RULE, version_gap::find),
    judged(&other_supplier::RULE, other_supplier::find),
    judged(&rows::RULE, rows::find),
    judged(&not_continued::RULE, not_continued::find),
    judged(&end_gone::RULE, end_gone::find),
    judged(&start_changed::RULE, start_changed::find),
    judged(&sex_changed::RULE, sex_changed::find),
    judged(&birth_changed::RULE, birth_changed::find),
];

/// The family.
pub static FAMILY: Family = Family {
    prefix: "AC",
    rules: || listed(RULES),
    sound: Sound::Table { file: NOW, columns: Layout::COLUMNS, row: "A-1;123456782;20100315;V;1234AB;01;02;02;;;20220901;;;;;;;" },
};

/// The delivery that is checked in the examples.
const NOW: &str = "youth-policy_P0123_2023HJ01_v1.csv";
/// The one before it.
const EARLIER: &str = "youth-policy_P0123_2022HJ02_v1.csv";
