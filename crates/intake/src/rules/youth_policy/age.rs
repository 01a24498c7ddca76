//! YP-AGE: a youth is under 23 when it starts.

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
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
        broken(&[("geboortedatum", "20000131")]),
        sound(&[("geboortedatum", "20000202")]),
        missing_passes(&[("geboortedatum", "")]),
    ],
};

/// The age limit of the Youth Act, in years.
const LIMIT: i16 = 23;

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let (birth, start) = (row.child.birth.value()?, row.start.value()?);
    if start - birth.first < i32::from(LIMIT) * 365 {
        return None;
    }
    let (year, month, day) = start.ymd();
    at_fault("geboortedatum", (year - LIMIT, month, day) >= birth.last().ymd())
}
