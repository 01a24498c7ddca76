//! YP-CONDUCT-LONG: a conduct measure lasts two years at most.

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, at_limit, broken, missing_passes, past_limit, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-CONDUCT-LONG",
    severity: Severity::Notice,
    message: Words {
        nl: "De gedragsbeïnvloedende maatregel (62) duurt langer dan twee jaar.",
        en: "The conduct measure (62) lasts longer than two years.",
    },
    why: Words {
        nl: "Zij duurt ten hoogste een jaar en kan één keer worden verlengd; vaak ontbreekt het einde.",
        en: "It lasts a year at most and can be prolonged once; often the end is missing.",
    },
    fix: Words {
        nl: "Kijk of de maatregel nog loopt; vul anders het einde in.",
        en: "See whether the measure still runs; else fill in the end.",
    },
    fields: &["datum_einde", "datum_aanvang"],
    source: "Beleidsinformatie Jeugd v7, 5.2.1, 5.2.3; Wetboek van Strafrecht 77w–77wd",
    examples: &[
        broken(&[("hulpvorm", ""), ("type_maatregel", "62"), ("datum_aanvang", "20200101")]),
        past_limit(&[("hulpvorm", ""), ("type_maatregel", "62"), ("datum_aanvang", "20210628")]),
        at_limit(&[("hulpvorm", ""), ("type_maatregel", "62"), ("datum_aanvang", "20210629")]),
        sound(&[("hulpvorm", ""), ("type_maatregel", "41"), ("datum_aanvang", "20200101")]),
        missing_passes(&[("hulpvorm", ""), ("type_maatregel", "62"), ("datum_aanvang", "")]),
    ],
};

/// The longest two years, in days.
const TWO_YEARS: i32 = 731;

pub(super) fn broken_by(row: &Row<'_>, window: Option<Window>) -> Fault {
    at_fault("datum_einde", row.probation()? == 62 && row.length(window)? > TWO_YEARS)
}
