//! GI-BEFORE-START: what the institution does under a measure does not come before its start.

use crate::formats::Window;
use crate::formats::gi_process::Row;
use crate::rules::{Fault, Rule, Severity, broken, broken_at, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "GI-BEFORE-START",
    severity: Severity::Warning,
    message: Words { nl: "Een datum ligt vóór de aanvang van de maatregel.", en: "A date lies before the start of the measure." },
    why: Words {
        nl: "De wachttijd na de aanvang is dan niet te meten; die datum wordt niet gebruikt.",
        en: "The wait after the start cannot be measured then; that date is not used.",
    },
    fix: Words {
        nl: "Controleer de datums. Bleef de medewerker na een eerdere maatregel, vul dan de aanvang van deze maatregel in.",
        en: "Check the dates. If the worker stayed on after an earlier measure, fill in the start of this one.",
    },
    fields: &["datum_toegewezen", "datum_eerste_contact", "datum_plan", "datum_oorzaak"],
    source: "our own reading",
    examples: &[
        broken(&[("datum_toegewezen", "2023-01-31")]),
        broken_at("datum_eerste_contact", &[("datum_eerste_contact", "2023-01-31")]),
        broken_at("datum_plan", &[("datum_plan", "2023-01-31")]),
        broken_at("datum_oorzaak", &[("oorzaak_wachten", "no-staff"), ("datum_oorzaak", "2023-01-31")]),
        sound(&[("datum_toegewezen", "2023-02-01"), ("datum_eerste_contact", "2023-02-01")]),
        missing_passes(&[("datum_toegewezen", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let start = row.start.value()?;
    let dates = [
        ("datum_toegewezen", row.assigned),
        ("datum_eerste_contact", row.first_contact),
        ("datum_plan", row.plan),
        ("datum_oorzaak", row.cause_day),
    ];
    dates.into_iter().find(|(_, date)| date.value().is_some_and(|day| day < start)).map(|(field, _)| field)
}
