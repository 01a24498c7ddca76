//! CS-REFERRAL-BEFORE-CONTACT: a referral does not come before the contact.

use crate::formats::Window;
use crate::formats::csg::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CS-REFERRAL-BEFORE-CONTACT",
    severity: Severity::Warning,
    message: Words { nl: "De verwijzing ligt vóór het contact.", en: "The referral lies before the contact." },
    why: Words {
        nl: "Een van beide datums klopt niet; de verwijzing telt niet.",
        en: "One of the dates is wrong; the referral does not count.",
    },
    fix: Words { nl: "Kijk of datums zijn verwisseld. Dezelfde dag mag.", en: "See whether dates were swapped. The same day is allowed." },
    fields: &["datum_verwijzing", "datum_contact"],
    source: "docs/how-to/deliver.md, csg",
    examples: &[
        broken(&[("datum_verwijzing", "2023-02-07")]),
        sound(&[("datum_verwijzing", "2023-02-08")]),
        missing_passes(&[("verwezen_naar", ""), ("datum_verwijzing", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("datum_verwijzing", row.referred.value()? < row.day.value()?)
}
