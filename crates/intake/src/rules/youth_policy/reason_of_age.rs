//! YP-REASON-OF-AGE: a measure that ended because the youth came of age ended around the 18th birthday.

use domain::Code;

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, at_limit, broken, missing_passes, past_limit, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-REASON-OF-AGE",
    severity: Severity::Warning,
    message: Words {
        nl: "De reden is meerderjarigheid, maar de jeugdige was nog lang geen 18.",
        en: "The reason is coming of age, but the youth was far from 18.",
    },
    why: Words {
        nl: "De maatregel eindigde om een andere reden, of de geboortedatum klopt niet.",
        en: "The measure ended for another reason, or the date of birth is wrong.",
    },
    fix: Words { nl: "Controleer de reden, de einddatum en de geboortedatum.", en: "Check the reason, the end and the date of birth." },
    fields: &["reden_einde", "datum_einde", "geboortedatum"],
    source: "Beleidsinformatie Jeugd v7, 5.3.1",
    examples: &[
        broken(&[("hulpvorm", ""), ("type_maatregel", "21"), ("datum_einde", "20230401"), ("reden_einde", "11")]),
        past_limit(&[
            ("hulpvorm", ""),
            ("type_maatregel", "11"),
            ("geboortedatum", "20050503"),
            ("datum_einde", "20230401"),
            ("reden_einde", "01"),
        ]),
        at_limit(&[
            ("hulpvorm", ""),
            ("type_maatregel", "11"),
            ("geboortedatum", "20050502"),
            ("datum_einde", "20230401"),
            ("reden_einde", "01"),
        ]),
        sound(&[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_einde", "20230401"), ("reden_einde", "02")]),
        sound(&[("datum_einde", "20230401"), ("reden_einde", "01")]),
        missing_passes(&[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_einde", "20230401"), ("reden_einde", "")]),
    ],
};

/// In days: an institution may close a month before.
const MARGIN: i32 = 31;

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let says_of_age = row.order().is_some() && matches!(row.listed_end_reason()?, Code(1 | 11));
    at_fault("reden_einde", says_of_age && row.end.value()?.plus(MARGIN) < row.child.reaches_perhaps(18)?)
}
