//! YP-START-MISSING: a row has a start, or the day a measure was taken over.

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-START-MISSING",
    severity: Severity::Error,
    message: Words { nl: "De datum van aanvang ontbreekt of is geen datum.", en: "The start is missing or is no date." },
    why: Words {
        nl: "Zonder begin is niets te tellen: niet in welk jaar, niet na hoeveel dagen.",
        en: "Without a start nothing can be counted: not in which year, not after how many days.",
    },
    fix: Words {
        nl: "Schrijf JJJJMMDD. Alleen bij een maatregel of machtiging die u overgedragen kreeg mag zij leeg zijn, met datum_overgedragen_gekregen.",
        en: "Write JJJJMMDD. It may be empty only for a measure or authorisation you took over, with datum_overgedragen_gekregen.",
    },
    fields: &["datum_aanvang"],
    source: "Beleidsinformatie Jeugd v7, 3.5, 5.1.2, 5.1.5, 5.2.2, 5.4.1",
    examples: &[
        broken(&[("datum_aanvang", "20230230")]),
        broken(&[("datum_aanvang", "2023-02-01")]),
        sound(&[("datum_aanvang", "20230228")]),
        sound(&[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_aanvang", ""), ("datum_overgedragen_gekregen", "20230301")]),
        broken(&[("datum_aanvang", ""), ("datum_overgedragen_gekregen", "20230301")]),
        broken(&[("datum_aanvang", "20230230"), ("datum_overgedragen_gekregen", "20230301")]),
        missing_is_found(&[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_aanvang", "")]),
        missing_is_found(&[("datum_aanvang", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let is_taken_over = row.start.is_absent() && row.help_form.is_absent() && row.received.is_given();
    at_fault("datum_aanvang", row.start.value().is_none() && !is_taken_over)
}
