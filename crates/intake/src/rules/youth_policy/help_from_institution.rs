//! YP-HELP-FROM-INSTITUTION: youth help is delivered by who gives it.

use domain::OrganisationKind;

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Sample, Severity, Shows, at_fault, example, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-HELP-FROM-INSTITUTION",
    severity: Severity::Notice,
    message: Words { nl: "Een gecertificeerde instelling levert jeugdhulp.", en: "A certified institution delivers youth help." },
    why: Words {
        nl: "Hulp wordt geleverd door wie haar geeft; geeft een ander de hulp, dan telt zij dubbel.",
        en: "Help is delivered by who gives it; if another gives it, it counts twice.",
    },
    fix: Words {
        nl: "Laat de rij weg als een aanbieder deze hulp geeft en levert.",
        en: "Leave the row out when a provider gives and delivers this help.",
    },
    fields: &["hulpvorm"],
    source: "Beleidsinformatie Jeugd v7, 3.1, 3.3",
    examples: &[
        example(Shows::Broken, Sample::Named("youth-policy_GI01_2023HJ01_v1.csv", &[&[]]), true),
        sound(&[]),
        example(Shows::Sound, Sample::Named("youth-policy_GI01_2023HJ01_v1.csv", &[&[("hulpvorm", ""), ("type_maatregel", "11")]]), false),
        example(Shows::Missing, Sample::Named("youth-policy_GI01_2023HJ01_v1.csv", &[&[("hulpvorm", "")]]), false),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("hulpvorm", row.is_help() && row.by? == OrganisationKind::Gi)
}
