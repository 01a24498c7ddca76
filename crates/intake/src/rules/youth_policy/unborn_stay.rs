//! YP-UNBORN-STAY: an unborn child does not stay elsewhere, nor is on probation.

use crate::field::Number;
use crate::formats::Window;
use crate::formats::youth_policy::FIRST_STAY;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, at_limit, broken, missing_passes, past_limit, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-UNBORN-STAY",
    severity: Severity::Warning,
    message: Words {
        nl: "Bij een ongeboren kind staat verblijf of jeugdreclassering.",
        en: "An unborn child has a stay or youth probation.",
    },
    why: Words {
        nl: "Dat kan pas na de geboorte; een van beide klopt niet.",
        en: "That is possible after birth only; one of the two is wrong.",
    },
    fix: Words {
        nl: "Vul het BSN en de geboortedatum in, of verbeter de hulpvorm of de maatregel.",
        en: "Fill in the citizen number and the date of birth, or correct the help form or the measure.",
    },
    fields: &["bsn", "hulpvorm", "type_maatregel"],
    source: "Beleidsinformatie Jeugd v7, 2.2, 3.3, 5.2.1",
    examples: &[
        broken(&[("bsn", "000000000"), ("geboortedatum", "000000000"), ("hulpvorm", "14")]),
        broken(&[("bsn", "000000000"), ("geboortedatum", "000000000"), ("hulpvorm", ""), ("type_maatregel", "41")]),
        past_limit(&[("bsn", "000000000"), ("geboortedatum", "000000000"), ("hulpvorm", "11")]),
        at_limit(&[("bsn", "000000000"), ("geboortedatum", "000000000"), ("hulpvorm", "04")]),
        sound(&[("bsn", "000000000"), ("geboortedatum", "000000000"), ("hulpvorm", ""), ("type_maatregel", "12")]),
        sound(&[("hulpvorm", "14")]),
        missing_passes(&[("bsn", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let stays = row.form().is_some_and(|form| form >= FIRST_STAY);
    at_fault("bsn", row.child.number == Number::Unborn && (stays || row.probation().is_some()))
}
