//! YP-INTERIM-GUARDIANSHIP: interim guardianship is for the time being.

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, at_limit, broken, missing_passes, past_limit, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-INTERIM-GUARDIANSHIP",
    severity: Severity::Notice,
    message: Words { nl: "De voorlopige voogdij duurt langer dan een jaar.", en: "The interim guardianship lasts longer than a year." },
    why: Words {
        nl: "Voorlopige voogdij duurt tot de rechter beslist; vaak ontbreekt het einde.",
        en: "Interim guardianship lasts until the court decides; often the end is missing.",
    },
    fix: Words {
        nl: "Kijk of er al een beslissing is; vul dan het einde in.",
        en: "See whether there is a decision already; then fill in the end.",
    },
    fields: &["datum_einde", "datum_aanvang"],
    source: "Beleidsinformatie Jeugd v7, 5.1.1, 5.1.3; BW 1:241",
    examples: &[
        broken(&[("hulpvorm", ""), ("type_maatregel", "22"), ("datum_aanvang", "20200101")]),
        past_limit(&[("hulpvorm", ""), ("type_maatregel", "22"), ("datum_aanvang", "20220628")]),
        at_limit(&[("hulpvorm", ""), ("type_maatregel", "22"), ("datum_aanvang", "20220629")]),
        sound(&[("hulpvorm", ""), ("type_maatregel", "21"), ("datum_aanvang", "20200101")]),
        missing_passes(&[("hulpvorm", ""), ("type_maatregel", "22"), ("datum_aanvang", "")]),
    ],
};

/// The longest year, in days.
const YEAR: i32 = 366;

pub(super) fn broken_by(row: &Row<'_>, window: Option<Window>) -> Fault {
    at_fault("datum_einde", row.order()? == 22 && row.length(window)? > YEAR)
}
