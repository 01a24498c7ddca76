//! AC-OVERLAP: the deliveries of one supplier do not overlap.

use domain::Period;

use crate::DeliveryName;
use crate::across::{Comparison, Found, said};
use crate::rules::across::{EARLIER, NOW};
use crate::rules::{Rule, Sample, Severity, Shows, before, example, with};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "AC-OVERLAP",
    severity: Severity::Warning,
    message: Words { nl: "Twee aanleveringen van u gaan over dezelfde maanden.", en: "Two deliveries of yours are about the same months." },
    why: Words {
        nl: "Een jaar en een halfjaar daarin zeggen hetzelfde twee keer; niet te zeggen is welke geldt.",
        en: "A year and a half-year within it say the same twice; there is no telling which holds.",
    },
    fix: Words { nl: "Lever per halfjaar, of per jaar; niet allebei.", en: "Deliver by half-year, or by year; not both." },
    fields: &[],
    source: "docs/how-to/check.md",
    examples: &[
        example(
            Shows::Broken,
            Sample::Deliveries(&[with(NOW, &[&[]]), with("youth-policy_P0123_2023JJ00_v1.csv", &[&[("kenmerk", "A-2")]])]),
            true,
        ),
        example(
            Shows::Sound,
            Sample::Deliveries(&[with(NOW, &[&[]]), with("youth-policy_P0124_2023JJ00_v1.csv", &[&[("kenmerk", "A-2")]])]),
            false,
        ),
        example(
            Shows::Broken,
            Sample::Deliveries(&[with("youth-policy_P0123_2023HJ02_v1.csv", &[&[]]), before("youth-policy_P0123_2023JJ00_v1.csv", &[&[]])]),
            true,
        ),
        example(
            Shows::Broken,
            Sample::Deliveries(&[with("youth-policy_P0123_2023JJ00_v1.csv", &[&[]]), before("youth-policy_P0123_2023HJ02_v1.csv", &[&[]])]),
            true,
        ),
        example(Shows::Sound, Sample::Deliveries(&[with(NOW, &[&[]]), before(EARLIER, &[&[]])]), false),
        example(Shows::Sound, Sample::Deliveries(&[with(EARLIER, &[&[]]), with(NOW, &[&[]])]), false),
        example(Shows::Sound, Sample::Deliveries(&[with("youth-policy_P0123_2023HJ01_v2.csv", &[&[]]), before(NOW, &[&[]])]), false),
        example(Shows::Missing, Sample::Deliveries(&[with(NOW, &[&[]])]), false),
    ],
};

pub(super) fn find(comparison: &Comparison<'_>, found: &mut Found) {
    let Some(own) = &comparison.report.name else { return };
    let period = own.period();
    let overlaps = |other: &Period| *other != period && (begins_within(*other, period) || begins_within(period, *other));
    if let Some(other) = comparison.names_of_same().map(DeliveryName::period).find(overlaps) {
        found.file(said(format!("{period} en {other}"), format!("{period} and {other}")));
    }
}

/// Of two periods that share a day, one begins within the other.
fn begins_within(one: Period, other: Period) -> bool {
    (other.first_day()..=other.last_day()).contains(&one.first_day())
}
