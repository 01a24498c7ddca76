//! AC-START-CHANGED: the start of a record stays.

use crate::across::{Comparison, Found, case_of};
use crate::rules::across::{EARLIER, NOW};
use crate::rules::{Rule, Sample, Severity, Shows, before, example, with};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "AC-START-CHANGED",
    severity: Severity::Warning,
    message: Words {
        nl: "De begindatum van dit record is anders dan in de vorige aanlevering.",
        en: "The start of this record is not what it was in the previous delivery.",
    },
    why: Words {
        nl: "Met een andere begindatum verschuiven alle wachttijden, en kan één record twee keer tellen.",
        en: "With another start every wait shifts, and one record may count twice.",
    },
    fix: Words {
        nl: "Lever dezelfde begindatum. Was de oude fout, lever dan ook een nieuwe versie van de vorige periode.",
        en: "Deliver the same start. If the old one was wrong, deliver a new version of the previous period too.",
    },
    fields: &["datum_aanvang"],
    source: "docs/how-to/check.md",
    examples: &[
        example(Shows::Broken, Sample::Deliveries(&[with(NOW, &[&[("datum_aanvang", "20220908")]]), before(EARLIER, &[&[]])]), true),
        example(Shows::Sound, Sample::Deliveries(&[with(NOW, &[&[]]), before(EARLIER, &[&[]])]), false),
        example(Shows::Missing, Sample::Deliveries(&[with(NOW, &[&[("datum_aanvang", "")]]), before(EARLIER, &[&[]])]), false),
    ],
};

/// The columns that hold the first day of a record, by layout.
const STARTS: &[&str] = &["datum_aanvang", "datum_verzoek", "datum_contact", "datum_melding", "datum"];

pub(super) fn find(comparison: &Comparison<'_>, found: &mut Found) {
    let Some((now, previous)) = comparison.both() else { return };
    for (entry, told, earlier) in now.told_twice(previous) {
        if told.start.zip(earlier.start).is_some_and(|(start, then)| start != then) {
            found.case(case_of(entry, entry.row, now.ledger.column(STARTS)));
        }
    }
}
