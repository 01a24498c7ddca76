//! YP-HALF-YEAR: help and protection are delivered by half-year.

use domain::Period;

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::formats::youth_policy::Subject;
use crate::rules::Example;
use crate::rules::{Fault, Rule, Sample, Severity, Shows, example, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-HALF-YEAR",
    severity: Severity::Notice,
    message: Words {
        nl: "Jeugdhulp of jeugdbescherming staat in een aanlevering die niet over een half jaar gaat.",
        en: "Youth help or protection stands in a delivery that is not about a half-year.",
    },
    why: Words {
        nl: "Zij wordt per half jaar gevraagd; hetzelfde kan zo in twee aanleveringen staan.",
        en: "It is asked for by half-year; the same may so stand in two deliveries.",
    },
    fix: Words {
        nl: "Lever deze rijen per half jaar, bijvoorbeeld 2023HJ01.",
        en: "Deliver these rows by half-year, for example 2023HJ01.",
    },
    fields: &["hulpvorm", "type_maatregel", "type_machtiging"],
    source: "Beleidsinformatie Jeugd v7, 7.3",
    examples: &[
        example(Shows::Broken, Sample::Named("youth-policy_P0123_2023KW01_v1.csv", &[&[]]), true),
        Example {
            field: Some("type_maatregel"),
            ..example(
                Shows::Broken,
                Sample::Named("youth-policy_GI01_2023JJ00_v1.csv", &[&[("hulpvorm", ""), ("type_maatregel", "11")]]),
                true,
            )
        },
        Example {
            field: Some("type_machtiging"),
            ..example(
                Shows::Broken,
                Sample::Named("youth-policy_GI01_2023JJ00_v1.csv", &[&[("hulpvorm", ""), ("type_machtiging", "71")]]),
                true,
            )
        },
        example(Shows::Sound, Sample::Named("youth-policy_GI01_2023KW01_v1.csv", &[&[("hulpvorm", ""), ("type_maatregel", "41")]]), false),
        sound(&[]),
        missing_passes(&[("hulpvorm", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, window: Option<Window>) -> Fault {
    if matches!(window?.period, Period::Half(..)) {
        return None;
    }
    match row.subject()? {
        Subject::Help(_) => Some("hulpvorm"),
        Subject::Order(_) => Some("type_maatregel"),
        Subject::Authorisation(_) => Some("type_machtiging"),
        Subject::Apart(_) => None,
    }
}
