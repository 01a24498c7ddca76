//! PO-BEFORE-REPORT: intake talk and complaint do not come before the report.

use crate::formats::Window;
use crate::formats::police::Row;
use crate::rules::{Fault, Rule, Severity, broken_at, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "PO-BEFORE-REPORT",
    severity: Severity::Warning,
    message: Words {
        nl: "Het informatief gesprek of de aangifte ligt vóór de melding.",
        en: "The intake talk or the complaint lies before the report.",
    },
    why: Words {
        nl: "Een van de datums klopt niet; de dag vóór de melding wordt niet gebruikt.",
        en: "One of the dates is wrong; the day before the report is not used.",
    },
    fix: Words { nl: "Kijk of datums zijn verwisseld. Dezelfde dag mag.", en: "See whether dates were swapped. The same day is allowed." },
    fields: &["datum_melding", "datum_informatief_gesprek", "datum_aangifte"],
    source: "docs/how-to/deliver.md, police",
    examples: &[
        broken_at("datum_informatief_gesprek", &[("datum_informatief_gesprek", "2023-01-31")]),
        broken_at("datum_aangifte", &[("datum_aangifte", "2023-01-31")]),
        sound(&[("datum_informatief_gesprek", "2023-02-01"), ("datum_aangifte", "2023-02-01")]),
        missing_passes(&[("datum_melding", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let report = row.report.value()?;
    let later = [("datum_informatief_gesprek", row.intake_talk), ("datum_aangifte", row.complaint)];
    later.into_iter().find(|(_, day)| day.value().is_some_and(|day| day < report)).map(|(field, _)| field)
}
