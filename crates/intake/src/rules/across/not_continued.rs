//! AC-NOT-CONTINUED: a record that ran at the end of the previous delivery stands in this one.

use crate::across::{Comparison, Found, case_of};
use crate::ledger::Told;
use crate::rules::across::{EARLIER, NOW};
use crate::rules::{Rule, Sample, Severity, Shows, before, example, with};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "AC-NOT-CONTINUED",
    severity: Severity::Warning,
    message: Words {
        nl: "Dit record liep nog bij de vorige aanlevering, maar staat niet in deze.",
        en: "This record was still running in the previous delivery, but is not in this one.",
    },
    why: Words {
        nl: "Zonder einddatum weten we niet of het is gestopt; het telt als uit beeld.",
        en: "Without an end we do not know whether it stopped; it counts as out of view.",
    },
    fix: Words {
        nl: "Lever het record mee, ook als het in deze periode is geëindigd of overgedragen; dan met einddatum of datum van overdracht.",
        en: "Deliver the record too, also when it ended or was handed over in this period; then with its end or the day it was handed over.",
    },
    fields: &[],
    source: "docs/how-to/check.md",
    examples: &[
        example(Shows::Broken, Sample::Deliveries(&[with(NOW, &[&[("kenmerk", "A-2")]]), before(EARLIER, &[&[]])]), true),
        example(
            Shows::Sound,
            Sample::Deliveries(&[
                with(NOW, &[&[("kenmerk", "A-2")]]),
                before(EARLIER, &[&[("datum_einde", "20221201"), ("reden_einde", "01")]]),
            ]),
            false,
        ),
        example(
            Shows::Sound,
            Sample::Deliveries(&[
                with(NOW, &[&[("kenmerk", "A-2")]]),
                before(EARLIER, &[&[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_overgedragen", "20221201")]]),
            ]),
            false,
        ),
        example(Shows::Missing, Sample::Deliveries(&[with(NOW, &[&[("kenmerk", "A-2")]])]), false),
    ],
};

/// Only where the periods adjoin: else it may have ended in between.
pub(super) fn find(comparison: &Comparison<'_>, found: &mut Found) {
    let Some((now, previous)) = comparison.both() else { return };
    if previous.name.period().last_day().plus(1) != now.name.period().first_day() {
        return;
    }
    let running = previous.ledger.entries.iter().filter(|(_, entry)| entry.told.as_ref().is_some_and(Told::is_running));
    for (_, entry) in running.filter(|(key, _)| !now.ledger.entries.contains_key(key)) {
        found.case(case_of(entry, 0, ""));
    }
}
