//! YP-AUTHORISATION-AT-18: an authorisation to place a child out of home ends at 18 at the latest.

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, at_limit, broken, missing_passes, past_limit, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-AUTHORISATION-AT-18",
    severity: Severity::Warning,
    message: Words {
        nl: "De machtiging uithuisplaatsing (72) loopt door na de 18e verjaardag.",
        en: "The authorisation to place out of home (72) runs on after the 18th birthday.",
    },
    why: Words {
        nl: "Deze machtiging bestaat alleen voor minderjarigen; de duur komt te lang uit.",
        en: "This authorisation exists for minors only; its length comes out too long.",
    },
    fix: Words { nl: "Vul de einddatum in, of verbeter de geboortedatum.", en: "Fill in the end, or correct the date of birth." },
    fields: &["datum_einde", "geboortedatum"],
    source: "Beleidsinformatie Jeugd v7, 5.1.4, 5.1.6; BW 1:265b",
    examples: &[
        broken(&[("hulpvorm", ""), ("type_machtiging", "72"), ("geboortedatum", "20050301"), ("datum_einde", "20230501")]),
        past_limit(&[("hulpvorm", ""), ("type_machtiging", "72"), ("geboortedatum", "20050629")]),
        at_limit(&[("hulpvorm", ""), ("type_machtiging", "72"), ("geboortedatum", "20050630")]),
        sound(&[("hulpvorm", ""), ("type_machtiging", "71"), ("geboortedatum", "20050301")]),
        missing_passes(&[("hulpvorm", ""), ("type_machtiging", "72"), ("geboortedatum", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, window: Option<Window>) -> Fault {
    let is_of_minors = row.authorised() == Some(72);
    at_fault("datum_einde", is_of_minors && row.ran_through(window)? > row.child.reaches_surely(18)?)
}
