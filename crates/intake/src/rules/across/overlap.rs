//! AC-OVERLAP: the deliveries of one supplier do not overlap.

use domain::Period;

use crate::across::{Comparison, Found, said};
use crate::rules::across::NOW;
use crate::rules::{Rule, Sample, Severity, Shows, example, with};
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
        example(Shows::Missing, Sample::Deliveries(&[with(NOW, &[&[]])]), false),
    ],
};

pub(super) fn find(comparison: &Comparison<'_>, found: &mut Found) {
    let Some(own) = &comparison.report.name else { return };
    let (period, overlaps) = (own.period(), |other: Period| {
        other != own.period() && other.first_day() <= own.period().last_day() && own.period().first_day() <= other.last_day()
    });
    if let Some(other) = comparison.names_of_same().find(|name| overlaps(name.period())) {
        let other = other.period();
        found.file(said(format!("{period} en {other}"), format!("{period} and {other}")));
    }
}
