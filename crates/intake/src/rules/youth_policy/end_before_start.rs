//! YP-END-BEFORE-START: the end does not lie before the start.

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, at_limit, broken, missing_passes, past_limit, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-END-BEFORE-START",
    severity: Severity::Error,
    message: Words { nl: "Het einde ligt vóór de aanvang.", en: "The end lies before the start." },
    why: Words { nl: "Een van beide datums klopt niet; de rij telt niet mee.", en: "One of the dates is wrong; the row does not count." },
    fix: Words {
        nl: "Kijk of de datums zijn verwisseld. Dezelfde dag mag.",
        en: "See whether the dates were swapped. The same day is allowed.",
    },
    fields: &["datum_einde", "datum_aanvang"],
    source: "Beleidsinformatie Jeugd v7, 3.5, 3.6, 5.1.3, 5.1.6, 5.2.3, 5.4.2",
    examples: &[
        broken(&[("datum_einde", "20220501"), ("reden_einde", "01")]),
        past_limit(&[("datum_einde", "20230131"), ("reden_einde", "01")]),
        at_limit(&[("datum_einde", "20230201"), ("reden_einde", "01")]),
        sound(&[("datum_einde", "20230501"), ("reden_einde", "01")]),
        missing_passes(&[("datum_einde", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("datum_einde", row.end.value()? < row.start.value()?)
}
