//! YP-PROBATION-PERIOD: youth probation is delivered by quarter.

use domain::Period;

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Sample, Severity, Shows, at_fault, broken, example, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-PROBATION-PERIOD",
    severity: Severity::Notice,
    message: Words {
        nl: "Jeugdreclassering staat in een aanlevering die niet over een kwartaal gaat.",
        en: "Youth probation stands in a delivery that is not about a quarter.",
    },
    why: Words {
        nl: "Zij wordt per kwartaal gevraagd; deze rijen worden apart gehouden.",
        en: "It is asked for by quarter; these rows are kept apart.",
    },
    fix: Words {
        nl: "Lever jeugdreclassering per kwartaal, bijvoorbeeld 2023KW01.",
        en: "Deliver youth probation by quarter, for example 2023KW01.",
    },
    fields: &["type_maatregel"],
    source: "Beleidsinformatie Jeugd v7, 7.3",
    examples: &[
        broken(&[("hulpvorm", ""), ("type_maatregel", "41")]),
        example(Shows::Sound, Sample::Named("youth-policy_GI01_2023KW01_v1.csv", &[&[("hulpvorm", ""), ("type_maatregel", "41")]]), false),
        sound(&[("hulpvorm", ""), ("type_maatregel", "31")]),
        missing_passes(&[("type_maatregel", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, window: Option<Window>) -> Fault {
    let is_quarter = matches!(window?.period, Period::Quarter(..));
    at_fault("type_maatregel", row.probation().is_some() && !is_quarter)
}
