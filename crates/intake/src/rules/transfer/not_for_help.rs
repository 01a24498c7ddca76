//! TR-NOT-FOR-HELP: only measures and authorisations are handed over between institutions.

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, broken_at, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "TR-NOT-FOR-HELP",
    severity: Severity::Warning,
    message: Words { nl: "Bij jeugdhulp staat een datum van overdracht.", en: "Youth help has a date of transfer." },
    why: Words {
        nl: "Overdracht tussen instellingen bestaat alleen bij maatregelen; bij hulp eindigt de ene rij en begint de andere.",
        en: "Transfer between institutions exists for measures only; help ends in one row and starts in another.",
    },
    fix: Words { nl: "Laat beide datums van overdracht leeg bij jeugdhulp.", en: "Leave both transfer dates empty for youth help." },
    fields: &["datum_overgedragen", "datum_overgedragen_gekregen"],
    source: "Beleidsinformatie Jeugd v7, 5.3.2, 5.3.3",
    examples: &[
        broken(&[("datum_overgedragen", "20230301")]),
        broken_at("datum_overgedragen_gekregen", &[("datum_overgedragen_gekregen", "20230301")]),
        sound(&[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_overgedragen", "20230301")]),
        missing_passes(&[("datum_overgedragen", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let field = if row.sent.is_given() { "datum_overgedragen" } else { "datum_overgedragen_gekregen" };
    at_fault(field, row.is_help() && (row.sent.is_given() || row.received.is_given()))
}
