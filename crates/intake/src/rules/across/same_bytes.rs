//! AC-SAME-BYTES: one file has one name.

use crate::Report;
use crate::across::{Comparison, Found, said};
use crate::rules::across::{EARLIER, NOW};
use crate::rules::{Rule, Sample, Severity, Shows, example, with};
use crate::words::Words;

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
        example(Shows::Broken, Sample::Deliveries(&[with(NOW, &[&[]]), with(EARLIER, &[&[]])]), true),
        example(Shows::Sound, Sample::Deliveries(&[with(NOW, &[&[]]), with(EARLIER, &[&[("kenmerk", "A-2")]])]), false),
        example(Shows::Missing, Sample::Deliveries(&[with(NOW, &[&[]])]), false),
    ],
};

/// A file that could not be read to its end has no hash to compare.
const UNREAD: [u8; 32] = [0; 32];

pub(super) fn find(comparison: &Comparison<'_>, found: &mut Found) {
    let own = comparison.report;
    let is_twin = |other: &Report| other.hash == own.hash && other.hash != UNREAD && other.file != own.file;
    if let Some(twin) = comparison.others.iter().map(|other| &other.report).find(|other| is_twin(other)) {
        found.file(said(format!("ook als {}", twin.file), format!("also as {}", twin.file)));
    }
}
