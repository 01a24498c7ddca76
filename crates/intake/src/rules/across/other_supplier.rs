//! AC-OTHER-SUPPLIER: a file holds the records of the supplier its name says.

use crate::across::{Comparison, Found, said};
use crate::ledger::Ledger;
use crate::rules::across::{EARLIER, NOW};
use crate::rules::{Difference, Rule, Sample, Severity, Shows, before, example, with};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "AC-OTHER-SUPPLIER",
    severity: Severity::Warning,
    message: Words { nl: "Dit lijkt het bestand van een andere leverancier.", en: "This looks like the file of another supplier." },
    why: Words {
        nl: "De rijen zouden bij u tellen, en de uwe ontbreken.",
        en: "The rows would count as yours, and yours would be missing.",
    },
    fix: Words {
        nl: "Kijk of de leverancierscode in de naam klopt, en of dit de goede uitvoer is.",
        en: "See whether the supplier code in the name is right, and whether this is the right export.",
    },
    fields: &[],
    source: "docs/how-to/check.md",
    examples: &[
        example(Shows::Broken, Sample::Deliveries(&[with(NOW, THEIRS), before(EARLIER, OURS), before(OTHER, THEIRS)]), true),
        example(Shows::Sound, Sample::Deliveries(&[with(NOW, OURS), before(EARLIER, OURS), before(OTHER, THEIRS)]), false),
        example(Shows::Limit, Sample::Deliveries(&[with(NOW, THEIRS.split_at(19).0), before(EARLIER, OURS), before(OTHER, THEIRS)]), false),
        // A twentieth is known of the own supplier, and more.
        example(
            Shows::Limit,
            Sample::Deliveries(&[with(NOW, THEIRS), before(EARLIER, &[&[("kenmerk", "P-01")]]), before(OTHER, THEIRS)]),
            true,
        ),
        example(
            Shows::Limit,
            Sample::Deliveries(&[
                with(NOW, THEIRS),
                before(EARLIER, &[&[("kenmerk", "P-01")], &[("kenmerk", "P-02")]]),
                before(OTHER, THEIRS),
            ]),
            false,
        ),
        // Half is known of the other, and more.
        example(Shows::Limit, Sample::Deliveries(&[with(NOW, THEIRS), before(EARLIER, OURS), before(OTHER, THEIRS.split_at(10).0)]), false),
        example(Shows::Limit, Sample::Deliveries(&[with(NOW, THEIRS), before(EARLIER, OURS), before(OTHER, THEIRS.split_at(11).0)]), true),
        example(
            Shows::Sound,
            Sample::Deliveries(&[with(NOW, THEIRS), before(EARLIER, OURS), before("youth-policy_P0123_2022HJ01_v1.csv", THEIRS)]),
            false,
        ),
        example(Shows::Missing, Sample::Deliveries(&[with(NOW, THEIRS), before(EARLIER, OURS)]), false),
    ],
};

/// From so many records with a reference …
const RECORDS: usize = 20;
/// … of which more than half are known of another supplier and less than a twentieth of the own one (own yardsticks).
const THEIR_SHARE: f64 = 0.5;
const OWN_SHARE: f64 = 0.05;

/// Only counts: never which records.
pub(super) fn find(comparison: &Comparison<'_>, found: &mut Found) {
    let Some((now, previous)) = comparison.both() else { return };
    let shared = |other: &Ledger| now.ledger.entries.keys().filter(|key| other.entries.contains_key(key)).count();
    let records = now.ledger.records();
    if records < RECORDS || shared(previous.ledger) as f64 > OWN_SHARE * records as f64 {
        return;
    }
    let of_others = comparison.others.iter().filter_map(|other| Some((other.report.name.as_ref()?, other.ledger.as_deref()?)));
    let of_others = of_others.filter(|(name, _)| name.kind() == now.name.kind() && name.supplier() != now.name.supplier());
    let most = of_others.map(|(name, ledger)| (shared(ledger), name)).max();
    if let Some((count, name)) = most.filter(|(count, _)| *count as f64 > THEIR_SHARE * records as f64) {
        let them = name.supplier();
        found.file(said(
            format!("{count} van de {records} kenmerken stonden eerder in een bestand van {them}"),
            format!("{count} of the {records} references stood in a file of {them} before"),
        ));
    }
}

/// The delivery of another supplier.
const OTHER: &str = "youth-policy_P0999_2022HJ02_v1.csv";

#[rustfmt::skip]
const THEIRS: &[Difference] = &[
    &[("kenmerk", "P-01")], &[("kenmerk", "P-02")], &[("kenmerk", "P-03")], &[("kenmerk", "P-04")], &[("kenmerk", "P-05")],
    &[("kenmerk", "P-06")], &[("kenmerk", "P-07")], &[("kenmerk", "P-08")], &[("kenmerk", "P-09")], &[("kenmerk", "P-10")],
    &[("kenmerk", "P-11")], &[("kenmerk", "P-12")], &[("kenmerk", "P-13")], &[("kenmerk", "P-14")], &[("kenmerk", "P-15")],
    &[("kenmerk", "P-16")], &[("kenmerk", "P-17")], &[("kenmerk", "P-18")], &[("kenmerk", "P-19")], &[("kenmerk", "P-20")],
];

#[rustfmt::skip]
const OURS: &[Difference] = &[
    &[("kenmerk", "A-01")], &[("kenmerk", "A-02")], &[("kenmerk", "A-03")], &[("kenmerk", "A-04")], &[("kenmerk", "A-05")],
    &[("kenmerk", "A-06")], &[("kenmerk", "A-07")], &[("kenmerk", "A-08")], &[("kenmerk", "A-09")], &[("kenmerk", "A-10")],
    &[("kenmerk", "A-11")], &[("kenmerk", "A-12")], &[("kenmerk", "A-13")], &[("kenmerk", "A-14")], &[("kenmerk", "A-15")],
    &[("kenmerk", "A-16")], &[("kenmerk", "A-17")], &[("kenmerk", "A-18")], &[("kenmerk", "A-19")], &[("kenmerk", "A-20")],
];
