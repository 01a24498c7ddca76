//! YP-AUTHORISATION-EARLIER: before 2022 authorisations were not asked for.

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Sample, Severity, Shows, at_fault, example, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-AUTHORISATION-EARLIER",
    severity: Severity::Notice,
    message: Words { nl: "Machtigingen werden vóór 2022 niet gevraagd.", en: "Authorisations were not asked for before 2022." },
    why: Words {
        nl: "Zij tellen mee, maar andere instellingen leverden ze toen niet: vergelijk geen jaren.",
        en: "They count, but other institutions did not deliver them then: compare no years.",
    },
    fix: Words { nl: "U hoeft niets te doen.", en: "You need not do anything." },
    fields: &["type_machtiging"],
    source: "Beleidsinformatie Jeugd v7, 5.1.4 and its annex of changes",
    examples: &[
        example(
            Shows::Broken,
            Sample::Named(
                "youth-policy_GI01_2021HJ02_v1.csv",
                &[&[("hulpvorm", ""), ("type_machtiging", "72"), ("datum_aanvang", "20210801")]],
            ),
            true,
        ),
        sound(&[("hulpvorm", ""), ("type_machtiging", "72")]),
        example(
            Shows::Sound,
            Sample::Named(
                "youth-policy_GI01_2021HJ02_v1.csv",
                &[&[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_aanvang", "20210801")]],
            ),
            false,
        ),
        example(Shows::Missing, Sample::Named("youth-policy_GI01_2021HJ02_v1.csv", &[&[("datum_aanvang", "20210801")]]), false),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("type_machtiging", row.authorised().is_some())
}
