//! YP-TWO-ORDERS: a child has one child-protection measure at a time.

use crate::formats::Window;
use crate::formats::spell::Spell;
use crate::formats::youth_policy::Subject;
use crate::rules::{Fault, Rule, Sample, Severity, Shows, at_fault, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-TWO-ORDERS",
    severity: Severity::Notice,
    message: Words {
        nl: "Deze jeugdige heeft in die dagen al een andere kinderbeschermingsmaatregel.",
        en: "In those days this youth has another child-protection measure already.",
    },
    why: Words {
        nl: "Vaak is vergeten de eerste af te sluiten; het kind telt bij beide als lopend.",
        en: "Often it was forgotten to close the first; the child counts as running in both.",
    },
    fix: Words {
        nl: "Sluit de eerste maatregel af op de dag vóór de nieuwe.",
        en: "Close the first measure on the day before the new one.",
    },
    fields: &["datum_aanvang", "type_maatregel"],
    source: "Beleidsinformatie Jeugd v7, 5.1.1, 7.5",
    examples: &[
        example(
            Shows::Broken,
            Sample::Rows(&[
                &[("hulpvorm", ""), ("type_maatregel", "11")],
                &[("kenmerk", "A-2"), ("hulpvorm", ""), ("type_maatregel", "21"), ("datum_aanvang", "20230301")],
            ]),
            true,
        ),
        example(
            Shows::Limit,
            Sample::Rows(&[
                &[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_einde", "20230401"), ("reden_einde", "05")],
                &[("kenmerk", "A-2"), ("hulpvorm", ""), ("type_maatregel", "21"), ("datum_aanvang", "20230331")],
            ]),
            true,
        ),
        example(
            Shows::Limit,
            Sample::Rows(&[
                &[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_einde", "20230401"), ("reden_einde", "05")],
                &[("kenmerk", "A-2"), ("hulpvorm", ""), ("type_maatregel", "21"), ("datum_aanvang", "20230401")],
            ]),
            false,
        ),
        example(
            Shows::Sound,
            Sample::Rows(&[
                &[("hulpvorm", ""), ("type_maatregel", "11")],
                &[("kenmerk", "A-2"), ("hulpvorm", ""), ("type_machtiging", "72")],
            ]),
            false,
        ),
        example(
            Shows::Sound,
            Sample::Rows(&[
                &[("hulpvorm", ""), ("type_maatregel", "11")],
                &[("kenmerk", "A-2"), ("hulpvorm", ""), ("type_maatregel", "11"), ("datum_aanvang", "20230301")],
            ]),
            false,
        ),
        example(
            Shows::Sound,
            Sample::Rows(&[&[], &[("kenmerk", "A-2"), ("hulpvorm", ""), ("type_maatregel", "11"), ("datum_aanvang", "20230301")]]),
            false,
        ),
        example(
            Shows::Missing,
            Sample::Rows(&[
                &[("hulpvorm", ""), ("type_maatregel", "11"), ("bsn", "")],
                &[("kenmerk", "A-2"), ("hulpvorm", ""), ("type_maatregel", "21"), ("bsn", "")],
            ]),
            false,
        ),
    ],
};

pub(super) fn broken_by(spell: &Spell, beside: &[Spell], _: Option<Window>) -> Fault {
    let is_other_order = |other: &Spell| {
        let is_left = other.last().is_some_and(|last| last <= spell.from);
        matches!(other.subject, Subject::Order(_)) && other.subject != spell.subject && spell.comes_after(other) && !is_left
    };
    at_fault("datum_aanvang", matches!(spell.subject, Subject::Order(_)) && beside.iter().any(is_other_order))
}
