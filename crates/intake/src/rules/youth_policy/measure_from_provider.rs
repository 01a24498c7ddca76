//! YP-MEASURE-FROM-PROVIDER: measures are delivered by certified institutions.

use domain::OrganisationKind;

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Sample, Severity, Shows, at_fault, broken, broken_at, example, missing_passes};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-MEASURE-FROM-PROVIDER",
    severity: Severity::Notice,
    message: Words {
        nl: "Een aanbieder die geen gecertificeerde instelling is, levert een maatregel of machtiging.",
        en: "A supplier that is no certified institution delivers a measure or authorisation.",
    },
    why: Words {
        nl: "Maatregelen komen van de instelling die ze uitvoert; anders tellen zij dubbel.",
        en: "Measures come from the institution that carries them out; else they count twice.",
    },
    fix: Words {
        nl: "Laat deze rijen weg, of lever onder de code van de gecertificeerde instelling (GI…).",
        en: "Leave these rows out, or deliver under the code of the certified institution (GI…).",
    },
    fields: &["type_maatregel", "type_machtiging"],
    source: "Beleidsinformatie Jeugd v7, 5.1, 5.1.4, 5.2, 5.4",
    examples: &[
        broken(&[("hulpvorm", ""), ("type_maatregel", "11")]),
        broken_at("type_machtiging", &[("hulpvorm", ""), ("type_machtiging", "72")]),
        example(
            Shows::Broken,
            Sample::Named("youth-policy_GM0363_2023HJ01_v1.csv", &[&[("hulpvorm", ""), ("type_maatregel", "41")]]),
            true,
        ),
        example(Shows::Sound, Sample::Named("youth-policy_GI01_2023HJ01_v1.csv", &[&[("hulpvorm", ""), ("type_maatregel", "11")]]), false),
        missing_passes(&[("type_maatregel", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let field = if row.authorised().is_some() { "type_machtiging" } else { "type_maatregel" };
    at_fault(field, row.is_imposed() && row.by? != OrganisationKind::Gi)
}
