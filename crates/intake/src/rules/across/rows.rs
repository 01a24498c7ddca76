//! AC-ROWS: the number of rows is about that of the previous delivery.

use std::mem::discriminant;

use crate::across::{Comparison, Found, said};
use crate::rules::across::{EARLIER, NOW};
use crate::rules::{Difference, Rule, Sample, Severity, Shows, before, example, with};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "AC-ROWS",
    severity: Severity::Warning,
    message: Words {
        nl: "Het aantal rijen wijkt sterk af van de vorige aanlevering.",
        en: "The number of rows differs much from the previous delivery.",
    },
    why: Words {
        nl: "Vaak is dan een afdeling, een maand of een filter weggevallen of dubbel meegenomen.",
        en: "Often a department, a month or a filter dropped out or was taken twice.",
    },
    fix: Words {
        nl: "Vergelijk de uitvoer met die van de vorige keer. Klopt het aantal, leg dan uit waarom: --accept AC-ROWS --reason \"…\".",
        en: "Compare the export with the previous one. If the number is right, say why: --accept AC-ROWS --reason \"…\".",
    },
    fields: &[],
    source: "docs/how-to/check.md",
    examples: &[
        example(Shows::Broken, Sample::Deliveries(&[with(NOW, alike(40)), before(EARLIER, alike(100))]), true),
        example(Shows::Sound, Sample::Deliveries(&[with(NOW, alike(80)), before(EARLIER, alike(100))]), false),
        example(Shows::Limit, Sample::Deliveries(&[with(NOW, alike(70)), before(EARLIER, alike(30))]), false),
        example(Shows::Limit, Sample::Deliveries(&[with(NOW, alike(71)), before(EARLIER, alike(30))]), true),
        example(Shows::Sound, Sample::Deliveries(&[with(NOW, alike(40)), before("youth-policy_P0123_2022JJ00_v1.csv", alike(100))]), false),
        example(Shows::Missing, Sample::Deliveries(&[with(NOW, alike(40))]), false),
    ],
};

/// So many rows, at most a hundred.
const fn alike(rows: usize) -> &'static [Difference] {
    const ROWS: [Difference; 100] = [&[]; 100];
    ROWS.split_at(rows).0
}

/// From a third more or less (own yardstick) …
const SHARE: f64 = 1.0 / 3.0;
/// … and so many times the square root of both numbers together, which is what chance gives the difference of two counts
/// (own yardstick).
const SPREADS: f64 = 4.0;

pub(super) fn find(comparison: &Comparison<'_>, found: &mut Found) {
    let Some((now, previous)) = comparison.both() else { return };
    let (rows, then) = (now.report.read as f64, previous.report.read as f64);
    // A half-year and a year are not compared.
    let is_as_long = discriminant(&now.name.period()) == discriminant(&previous.name.period());
    if is_as_long && (rows - then).abs() > (SHARE * then).max(SPREADS * (rows + then).sqrt()) {
        let (was, is) = (previous.report.read, now.report.read);
        found.file(said(format!("het waren er {was}, nu {is}"), format!("there were {was}, now {is}")));
    }
}
