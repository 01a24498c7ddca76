//! YP-AGE: a youth is under 23 when it starts.

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, at_limit, broken, missing_passes, past_limit, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-AGE",
    severity: Severity::Warning,
    message: Words { nl: "De jeugdige is bij aanvang 23 jaar of ouder.", en: "The youth is 23 or older at the start." },
    why: Words {
        nl: "Jeugdhulp loopt uiterlijk tot 23 jaar; waarschijnlijk klopt de geboortedatum of de aanvang niet. De leeftijd telt als onbekend.",
        en: "Youth help ends at 23 at the latest; birth date or start is probably wrong. The age counts as unknown.",
    },
    fix: Words {
        nl: "Controleer geboortedatum en datum_aanvang; hulp aan volwassenen hoort hier niet.",
        en: "Check date of birth and start; help to adults does not belong here.",
    },
    fields: &["geboortedatum", "datum_aanvang"],
    source: "Beleidsinformatie Jeugd v7, 2.1",
    examples: &[
        broken(&[("geboortedatum", "19800131")]),
        past_limit(&[("geboortedatum", "20000201")]),
        at_limit(&[("geboortedatum", "20000202")]),
        sound(&[("geboortedatum", "20000000")]),
        sound(&[("geboortedatum", "19980131"), ("verwijzer", "08")]),
        sound(&[("geboortedatum", "19980131"), ("hulpvorm", ""), ("type_maatregel", "41")]),
        missing_passes(&[("geboortedatum", "")]),
    ],
};

/// The age limit of the Youth Act, in years; criminal law has none (2.1).
const LIMIT: i16 = 23;

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let (start, limit) = (row.start.value()?, row.child.reaches_surely(LIMIT)?);
    at_fault("geboortedatum", !row.is_criminal() && start >= limit)
}
