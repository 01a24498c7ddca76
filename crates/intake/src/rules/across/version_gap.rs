//! AC-VERSION-GAP: versions follow each other.

use crate::DeliveryName;
use crate::across::{Comparison, Found, said};
use crate::rules::across::{EARLIER, NOW};
use crate::rules::{Rule, Sample, Severity, Shows, before, example, with};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "AC-VERSION-GAP",
    severity: Severity::Notice,
    message: Words {
        nl: "Er zit een gat tussen de versies van deze aanlevering.",
        en: "There is a gap between the versions of this delivery.",
    },
    why: Words {
        nl: "Is de versie ertussen verstuurd, dan ontbreekt zij hier; zo niet, dan is er niets aan de hand.",
        en: "If the version in between was sent, it is missing here; if not, nothing is wrong.",
    },
    fix: Words {
        nl: "Kijk of een versie ertussen is verstuurd. Nummer een volgende aanlevering één hoger.",
        en: "See whether a version in between was sent. Number the next delivery one higher.",
    },
    fields: &[],
    source: "docs/how-to/check.md",
    examples: &[
        example(
            Shows::Broken,
            Sample::Deliveries(&[with("youth-policy_P0123_2023HJ01_v4.csv", &[&[]]), before("youth-policy_P0123_2023HJ01_v1.csv", &[&[]])]),
            true,
        ),
        example(
            Shows::Sound,
            Sample::Deliveries(&[with("youth-policy_P0123_2023HJ01_v2.csv", &[&[]]), before(NOW, &[&[]]), before(EARLIER, &[&[]])]),
            false,
        ),
        example(
            Shows::Limit,
            Sample::Deliveries(&[with("youth-policy_P0123_2023HJ01_v3.csv", &[&[]]), before("youth-policy_P0123_2023HJ01_v1.csv", &[&[]])]),
            true,
        ),
        // It stands among those of before itself.
        example(
            Shows::Broken,
            Sample::Deliveries(&[
                with("youth-policy_P0123_2023HJ01_v4.csv", &[&[]]),
                before("youth-policy_P0123_2023HJ01_v4.csv", &[&[]]),
                before("youth-policy_P0123_2023HJ01_v1.csv", &[&[]]),
            ]),
            true,
        ),
        example(Shows::Missing, Sample::Deliveries(&[with("youth-policy_P0123_2023HJ01_v4.csv", &[&[]])]), false),
    ],
};

/// Only against versions that are there: of the others nothing is known.
pub(super) fn find(comparison: &Comparison<'_>, found: &mut Found) {
    let Some(own) = &comparison.report.name else { return };
    let versions = comparison.names_of_same().filter(|name| name.period() == own.period()).map(DeliveryName::version);
    let Some(last) = versions.filter(|version| *version < own.version()).max() else { return };
    if own.version() > last + 1 {
        let own = own.version();
        found.file(said(format!("v{last}, dan v{own}"), format!("v{last}, then v{own}")));
    }
}
