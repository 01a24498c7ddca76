//! AC-SEX-CHANGED: the sex under one reference stays.

use domain::Sex;

use crate::across::{Comparison, Found, case_of};
use crate::rules::across::{EARLIER, NOW};
use crate::rules::{Rule, Sample, Severity, Shows, before, example, with};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "AC-SEX-CHANGED",
    severity: Severity::Warning,
    message: Words {
        nl: "Het geslacht bij dit kenmerk is anders dan in de vorige aanlevering.",
        en: "The sex under this reference is not what it was in the previous delivery.",
    },
    why: Words {
        nl: "Hoort het kenmerk nu bij een ander kind, dan raken twee kinderen door elkaar.",
        en: "If the reference now belongs to another child, two children are mixed up.",
    },
    fix: Words {
        nl: "Kijk of het kenmerk opnieuw is uitgegeven; geef een nieuw record een nieuw kenmerk.",
        en: "See whether the reference was given out again; give a new record a new reference.",
    },
    fields: &["geslacht"],
    source: "docs/how-to/check.md",
    examples: &[
        example(Shows::Broken, Sample::Deliveries(&[with(NOW, &[&[("geslacht", "M")]]), before(EARLIER, &[&[]])]), true),
        example(Shows::Sound, Sample::Deliveries(&[with(NOW, &[&[]]), before(EARLIER, &[&[]])]), false),
        example(Shows::Missing, Sample::Deliveries(&[with(NOW, &[&[("geslacht", "O")]]), before(EARLIER, &[&[]])]), false),
    ],
};

/// From or to unknown is no change.
pub(super) fn find(comparison: &Comparison<'_>, found: &mut Found) {
    let Some((now, previous)) = comparison.both() else { return };
    for (entry, told, earlier) in now.told_twice(previous) {
        if told.sex != earlier.sex && told.sex != Sex::Unknown && earlier.sex != Sex::Unknown {
            found.case(case_of(entry, entry.row, "geslacht"));
        }
    }
}
