//! YP-WITHOUT-HELP-EARLIER: before 2022 the question about going on without help had other answers.

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Sample, Severity, Shows, at_fault, example, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-WITHOUT-HELP-EARLIER",
    severity: Severity::Warning,
    message: Words {
        nl: "Zonder hulp verder had vóór 2022 andere antwoorden.",
        en: "Going on without help had other answers before 2022.",
    },
    why: Words {
        nl: "Dezelfde code betekende toen iets anders (eens of oneens); het antwoord is niet gebruikt.",
        en: "The same code meant something else then (agree or disagree); the answer was not used.",
    },
    fix: Words {
        nl: "Laat het veld leeg in aanleveringen over 2021 en eerder.",
        en: "Leave the field empty in deliveries about 2021 and before.",
    },
    fields: &["zonder_hulp_verder"],
    source: "Beleidsinformatie Jeugd v7, 4.4 and its annex of changes",
    examples: &[
        example(
            Shows::Broken,
            Sample::Named(
                "youth-policy_P0123_2021HJ02_v1.csv",
                &[&[("datum_aanvang", "20210801"), ("datum_einde", "20211001"), ("reden_einde", "01"), ("zonder_hulp_verder", "02")]],
            ),
            true,
        ),
        sound(&[("datum_einde", "20230401"), ("reden_einde", "01"), ("zonder_hulp_verder", "02")]),
        example(
            Shows::Missing,
            Sample::Named("youth-policy_P0123_2021HJ02_v1.csv", &[&[("datum_aanvang", "20210801"), ("zonder_hulp_verder", "")]]),
            false,
        ),
        example(
            Shows::Limit,
            Sample::Named("youth-policy_P0123_2022HJ01_v1.csv", &[&[("datum_aanvang", "20220201"), ("zonder_hulp_verder", "02")]]),
            false,
        ),
        example(
            Shows::Limit,
            Sample::Named("youth-policy_P0123_2021HJ02_v1.csv", &[&[("datum_aanvang", "20210801"), ("zonder_hulp_verder", "02")]]),
            true,
        ),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("zonder_hulp_verder", row.without_help.is_given())
}
