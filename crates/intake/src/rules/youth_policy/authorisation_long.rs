//! YP-AUTHORISATION-LONG: an authorisation is given for a year at most.

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, at_limit, broken, missing_passes, past_limit, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-AUTHORISATION-LONG",
    severity: Severity::Notice,
    message: Words { nl: "De machtiging duurt langer dan een jaar.", en: "The authorisation lasts longer than a year." },
    why: Words {
        nl: "De rechter geeft haar voor ten hoogste een jaar; vaak ontbreekt het einde of de verlenging.",
        en: "The court gives it for a year at most; often the end or the prolongation is missing.",
    },
    fix: Words {
        nl: "Kijk of de machtiging is verlengd; vul anders het einde in.",
        en: "See whether the authorisation was prolonged; else fill in the end.",
    },
    fields: &["datum_einde", "datum_aanvang"],
    source: "Beleidsinformatie Jeugd v7, 5.1.5, 5.1.6; BW 1:265c; Jeugdwet 6.1.12",
    examples: &[
        broken(&[("hulpvorm", ""), ("type_machtiging", "71"), ("datum_aanvang", "20200101")]),
        past_limit(&[("hulpvorm", ""), ("type_machtiging", "72"), ("datum_aanvang", "20220628")]),
        at_limit(&[("hulpvorm", ""), ("type_machtiging", "72"), ("datum_aanvang", "20220629")]),
        sound(&[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_aanvang", "20200101")]),
        missing_passes(&[("hulpvorm", ""), ("type_machtiging", "72"), ("datum_aanvang", "")]),
    ],
};

/// The longest year, in days.
const YEAR: i32 = 366;

pub(super) fn broken_by(row: &Row<'_>, window: Option<Window>) -> Fault {
    at_fault("datum_einde", row.authorised().is_some() && row.length(window)? > YEAR)
}
