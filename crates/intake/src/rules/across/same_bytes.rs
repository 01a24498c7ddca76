//! AC-SAME-BYTES: one file has one name.

use crate::across::{Comparison, Found, said};
use crate::rules::across::{EARLIER, NOW};
use crate::rules::{Difference, Rule, Sample, Severity, Shows, before, example, with};
use crate::words::Words;
use crate::{DeliveryName, Report};

/// The rule.
pub static RULE: Rule = Rule {
    code: "AC-SAME-BYTES",
    severity: Severity::Warning,
    message: Words { nl: "Dit bestand staat er twee keer, onder twee namen.", en: "This file is there twice, under two names." },
    why: Words {
        nl: "Onder een tweede naam tellen dezelfde rijen voor een andere periode of leverancier mee.",
        en: "Under a second name the same rows count for another period or supplier.",
    },
    fix: Words { nl: "Kijk welke naam klopt en haal de andere weg.", en: "See which name is right and take the other away." },
    fields: &[],
    source: "docs/how-to/check.md",
    examples: &[
        example(Shows::Broken, Sample::Deliveries(&[with(NOW, &[&[]]), with("youth-policy_P0124_2023HJ01_v1.csv", &[&[]])]), true),
        example(Shows::Broken, Sample::Deliveries(&[with(NOW, SAME), before(EARLIER, SAME)]), true),
        example(Shows::Broken, Sample::Deliveries(&[with(NOW, &[&[]]), with("youth-policy_P0124_2022HJ02_v1.csv", &[&[]])]), true),
        example(Shows::Broken, Sample::Deliveries(&[with(NOW, &[&[]]), before("youth-policy_P0123_2023HJ01_v2.csv", &[&[]])]), true),
        example(Shows::Limit, Sample::Deliveries(&[with(NOW, SAME.split_at(19).0), before(EARLIER, SAME.split_at(19).0)]), false),
        example(Shows::Sound, Sample::Deliveries(&[with(NOW, &[]), with("youth-policy_P0124_2023HJ01_v1.csv", &[])]), false),
        example(
            Shows::Sound,
            Sample::Deliveries(&[with(NOW, &[&[]]), with("youth-policy_P0124_2023HJ01_v1.csv", &[&[("kenmerk", "A-2")]])]),
            false,
        ),
        example(Shows::Sound, Sample::Deliveries(&[with(NOW, &[&[]]), before(EARLIER, &[&[]])]), false),
        example(Shows::Sound, Sample::Deliveries(&[with(NOW, &[&[]]), with(EARLIER, &[&[("kenmerk", "A-2")]])]), false),
        example(Shows::Missing, Sample::Deliveries(&[with(NOW, &[&[]])]), false),
    ],
};

/// Twenty rows.
const SAME: &[Difference] = {
    const ROWS: [Difference; 20] = [&[]; 20];
    &ROWS
};

/// A file that could not be read to its end has no hash to compare.
const UNREAD: [u8; 32] = [0; 32];
/// A few records that all run on may fill two periods of one supplier alike; so many do not (own yardstick).
const ALIKE_ROWS: u64 = 20;

/// Files without rows are alike and say nothing.
pub(super) fn find(comparison: &Comparison<'_>, found: &mut Found) {
    let own = comparison.report;
    if own.read == 0 || own.hash == UNREAD {
        return;
    }
    let may_be_alike = |other: &Report| {
        let names = own.name.as_ref().zip(other.name.as_ref());
        let runs_on = |(one, two): (&DeliveryName, &DeliveryName)| {
            (one.kind(), one.supplier()) == (two.kind(), two.supplier()) && one.period() != two.period()
        };
        own.read < ALIKE_ROWS && names.is_some_and(runs_on)
    };
    let is_twin = |other: &Report| other.hash == own.hash && other.file != own.file && !may_be_alike(other);
    if let Some(twin) = comparison.others.iter().map(|other| &other.report).find(|other| is_twin(other)) {
        found.file(said(format!("ook als {}", twin.file), format!("also as {}", twin.file)));
    }
}
