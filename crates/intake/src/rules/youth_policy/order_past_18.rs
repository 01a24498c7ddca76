//! YP-ORDER-PAST-18: a child-protection measure ends at the 18th birthday at the latest.

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, at_limit, broken, missing_passes, past_limit, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-ORDER-PAST-18",
    severity: Severity::Warning,
    message: Words {
        nl: "De kinderbeschermingsmaatregel eindigt na de 18e verjaardag.",
        en: "The child-protection measure ends after the 18th birthday.",
    },
    why: Words {
        nl: "Een maatregel eindigt van rechtswege bij 18 jaar; de duur komt te lang uit.",
        en: "A measure ends by law at 18; its length comes out too long.",
    },
    fix: Words {
        nl: "Vul als einde uiterlijk de 18e verjaardag in, of verbeter de geboortedatum.",
        en: "Fill in the 18th birthday as the end at the latest, or correct the date of birth.",
    },
    fields: &["datum_einde", "geboortedatum"],
    source: "Beleidsinformatie Jeugd v7, 5.1.3, 5.3.1; BW 1:255",
    examples: &[
        broken(&[
            ("hulpvorm", ""),
            ("type_maatregel", "21"),
            ("geboortedatum", "20050301"),
            ("datum_einde", "20230601"),
            ("reden_einde", "11"),
        ]),
        past_limit(&[
            ("hulpvorm", ""),
            ("type_maatregel", "11"),
            ("geboortedatum", "20050315"),
            ("datum_einde", "20230316"),
            ("reden_einde", "01"),
        ]),
        at_limit(&[
            ("hulpvorm", ""),
            ("type_maatregel", "11"),
            ("geboortedatum", "20050315"),
            ("datum_einde", "20230315"),
            ("reden_einde", "01"),
        ]),
        at_limit(&[
            ("hulpvorm", ""),
            ("type_maatregel", "11"),
            ("geboortedatum", "20050201"),
            ("datum_einde", "20230601"),
            ("reden_einde", "01"),
        ]),
        sound(&[("geboortedatum", "20050301"), ("datum_einde", "20230601"), ("reden_einde", "01")]),
        missing_passes(&[("hulpvorm", ""), ("type_maatregel", "11"), ("geboortedatum", "20050301"), ("datum_einde", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let (start, end, adult) = (row.start.value()?, row.end.value()?, row.child.reaches_surely(18)?);
    at_fault("datum_einde", row.order().is_some() && start < adult && end > adult)
}
