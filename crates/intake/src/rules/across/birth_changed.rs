//! AC-BIRTH-CHANGED: the date of birth under one reference stays.

use person::Purpose;

use crate::across::{Comparison, Found, case_of};
use crate::rules::across::{EARLIER, NOW};
use crate::rules::{Rule, Sample, Severity, Shows, before, example, with};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "AC-BIRTH-CHANGED",
    severity: Severity::Warning,
    message: Words {
        nl: "De geboortedatum bij dit kenmerk is anders dan in de vorige aanlevering.",
        en: "The date of birth under this reference is not what it was in the previous delivery.",
    },
    why: Words {
        nl: "Hoort het kenmerk nu bij een ander kind, dan raken twee kinderen door elkaar.",
        en: "If the reference now belongs to another child, two children are mixed up.",
    },
    fix: Words {
        nl: "Kijk of het kenmerk opnieuw is uitgegeven; geef een nieuw record een nieuw kenmerk.",
        en: "See whether the reference was given out again; give a new record a new reference.",
    },
    fields: &["geboortedatum"],
    source: "docs/how-to/check.md",
    examples: &[
        example(Shows::Broken, Sample::Deliveries(&[with(NOW, &[&[("geboortedatum", "20110315")]]), before(EARLIER, &[&[]])]), true),
        example(Shows::Sound, Sample::Deliveries(&[with(NOW, &[&[]]), before(EARLIER, &[&[]])]), false),
        example(Shows::Missing, Sample::Deliveries(&[with(NOW, &[&[("geboortedatum", "")]]), before(EARLIER, &[&[]])]), false),
    ],
};

/// A date that became more or less precise is no change when the one lies within the other.
pub(super) fn find(comparison: &Comparison<'_>, found: &mut Found) {
    let Some((now, previous)) = comparison.both() else { return };
    for (entry, told, earlier) in now.told_twice(previous) {
        let births = (*told.birth.open(Purpose::Check)).zip(*earlier.birth.open(Purpose::Check));
        if births.is_some_and(|(birth, then)| birth.first > then.last() || then.first > birth.last()) {
            found.case(case_of(entry, entry.row, "geboortedatum"));
        }
    }
}
