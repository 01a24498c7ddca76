//! YP-TWO-STAYS: a child sleeps in one place.

use crate::formats::Window;
use crate::formats::spell::Spell;
use crate::rules::{Fault, Rule, Sample, Severity, Shows, at_fault, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-TWO-STAYS",
    severity: Severity::Notice,
    message: Words {
        nl: "Deze jeugdige heeft tegelijk twee vormen van verblijf.",
        en: "This youth has two kinds of stay at the same time.",
    },
    why: Words {
        nl: "Een kind slaapt op één plek, behalve bij logeren; vaak is vergeten het eerste verblijf af te sluiten.",
        en: "A child sleeps in one place, except for respite stays; often it was forgotten to close the first.",
    },
    fix: Words { nl: "Sluit het eerste verblijf af op de dag van de overgang.", en: "Close the first stay on the day of the change." },
    fields: &["datum_aanvang", "hulpvorm"],
    source: "Beleidsinformatie Jeugd v7, 3.3, 3.6, 7.5",
    examples: &[
        example(
            Shows::Broken,
            Sample::Rows(&[&[("hulpvorm", "11")], &[("kenmerk", "A-2"), ("hulpvorm", "14"), ("datum_aanvang", "20230301")]]),
            true,
        ),
        example(
            Shows::Limit,
            Sample::Rows(&[
                &[("hulpvorm", "11"), ("datum_einde", "20230401"), ("reden_einde", "01")],
                &[("kenmerk", "A-2"), ("datum_aanvang", "20230331"), ("hulpvorm", "14")],
            ]),
            true,
        ),
        example(
            Shows::Limit,
            Sample::Rows(&[
                &[("hulpvorm", "11"), ("datum_einde", "20230401"), ("reden_einde", "01")],
                &[("kenmerk", "A-2"), ("datum_aanvang", "20230401"), ("hulpvorm", "14")],
            ]),
            false,
        ),
        example(Shows::Sound, Sample::Rows(&[&[("hulpvorm", "11")], &[("kenmerk", "A-2"), ("datum_aanvang", "20230301")]]), false),
        example(
            Shows::Sound,
            Sample::Rows(&[&[("hulpvorm", "11")], &[("kenmerk", "A-2"), ("hulpvorm", "11"), ("datum_aanvang", "20230301")]]),
            false,
        ),
        example(
            Shows::Missing,
            Sample::Rows(&[&[("bsn", ""), ("hulpvorm", "11")], &[("kenmerk", "A-2"), ("bsn", ""), ("hulpvorm", "14")]]),
            false,
        ),
    ],
};

pub(super) fn broken_by(spell: &Spell, beside: &[Spell], _: Option<Window>) -> Fault {
    let is_other_stay = |other: &Spell| {
        let is_left = other.last().is_some_and(|last| last <= spell.from);
        other.stays() == Some(true) && other.subject != spell.subject && spell.comes_after(other) && !is_left
    };
    at_fault("datum_aanvang", spell.stays() == Some(true) && beside.iter().any(is_other_stay))
}
