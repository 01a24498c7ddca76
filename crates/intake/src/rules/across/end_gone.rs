//! AC-END-GONE: an end that was delivered stays.

use crate::across::{Comparison, Found, case_of};
use crate::rules::across::{EARLIER, NOW};
use crate::rules::{Rule, Sample, Severity, Shows, before, example, with};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "AC-END-GONE",
    severity: Severity::Warning,
    message: Words {
        nl: "In de vorige aanlevering was dit record geëindigd; nu staat er geen einddatum.",
        en: "In the previous delivery this record had ended; now there is no end.",
    },
    why: Words {
        nl: "Een einde dat verdwijnt maakt een wachttijd of verblijf langer dan het was.",
        en: "An end that disappears makes a wait or a stay longer than it was.",
    },
    fix: Words {
        nl: "Vul de einddatum weer in, of laat het record weg als het in de vorige periode eindigde.",
        en: "Fill in the end again, or leave the record out when it ended in the previous period.",
    },
    fields: &["datum_einde"],
    source: "docs/how-to/check.md",
    examples: &[
        example(
            Shows::Broken,
            Sample::Deliveries(&[with(NOW, &[&[]]), before(EARLIER, &[&[("datum_einde", "20221201"), ("reden_einde", "01")]])]),
            true,
        ),
        example(Shows::Sound, Sample::Deliveries(&[with(NOW, &[&[]]), before(EARLIER, &[&[]])]), false),
        example(
            Shows::Missing,
            Sample::Deliveries(&[
                with(NOW, &[&[]]),
                before(EARLIER, &[&[("kenmerk", "A-9"), ("datum_einde", "20221201"), ("reden_einde", "01")]]),
            ]),
            false,
        ),
    ],
};

pub(super) fn find(comparison: &Comparison<'_>, found: &mut Found) {
    let Some((now, previous)) = comparison.both() else { return };
    for (entry, told, earlier) in now.told_twice(previous) {
        if told.is_running() && earlier.end.is_some() {
            found.case(case_of(entry, entry.row, now.ledger.column(&["datum_einde"])));
        }
    }
}
