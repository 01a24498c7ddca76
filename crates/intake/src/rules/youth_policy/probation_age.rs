//! YP-PROBATION-AGE: youth probation is for children from twelve on.

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, at_limit, broken, missing_passes, past_limit, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-PROBATION-AGE",
    severity: Severity::Warning,
    message: Words {
        nl: "De jeugdreclassering begint vóór de 12e verjaardag.",
        en: "The youth probation starts before the 12th birthday.",
    },
    why: Words {
        nl: "Onder 12 jaar is er geen strafvervolging; een van beide klopt niet.",
        en: "There is no prosecution under 12; one of the two is wrong.",
    },
    fix: Words { nl: "Controleer de geboortedatum en het type maatregel.", en: "Check the date of birth and the type of measure." },
    fields: &["geboortedatum", "datum_aanvang"],
    source: "Beleidsinformatie Jeugd v7, 5.2, 5.2.2; Wetboek van Strafvordering 486",
    examples: &[
        broken(&[("hulpvorm", ""), ("type_maatregel", "63"), ("geboortedatum", "20150101")]),
        past_limit(&[("hulpvorm", ""), ("type_maatregel", "41"), ("geboortedatum", "20110202")]),
        at_limit(&[("hulpvorm", ""), ("type_maatregel", "41"), ("geboortedatum", "20110201")]),
        sound(&[("hulpvorm", ""), ("type_maatregel", "31"), ("geboortedatum", "20150101")]),
        missing_passes(&[("hulpvorm", ""), ("type_maatregel", "41"), ("geboortedatum", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let (start, twelve) = (row.start.value()?, row.child.reaches_perhaps(12)?);
    at_fault("geboortedatum", row.probation().is_some() && start < twelve)
}
