//! YP-OVERLAP: two records of one child of one form do not overlap.

use crate::formats::Window;
use crate::formats::spell::Spell;
use crate::rules::{Fault, Rule, Sample, Severity, Shows, at_fault, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-OVERLAP",
    severity: Severity::Warning,
    message: Words {
        nl: "Deze jeugdige heeft in die dagen al een rij van dezelfde hulpvorm of maatregel.",
        en: "In those days this youth has a row of the same form or measure already.",
    },
    why: Words {
        nl: "Dezelfde hulp telt twee keer als begonnen; de duur wordt te kort.",
        en: "The same help counts twice as begun; its length comes out too short.",
    },
    fix: Words {
        nl: "Voeg de rijen samen: de eerste aanvang, en het einde als de laatste hulp eindigt.",
        en: "Join the rows: the first start, and the end when the last help ends.",
    },
    fields: &["datum_aanvang", "datum_einde", "hulpvorm"],
    source: "Beleidsinformatie Jeugd v7, 3.3, 7.5",
    examples: &[
        example(Shows::Broken, Sample::Rows(&[&[], &[("kenmerk", "A-2"), ("datum_aanvang", "20230301")]]), true),
        example(
            Shows::Limit,
            Sample::Rows(&[&[("datum_einde", "20230401"), ("reden_einde", "01")], &[("kenmerk", "A-2"), ("datum_aanvang", "20230401")]]),
            true,
        ),
        example(
            Shows::Limit,
            Sample::Rows(&[&[("datum_einde", "20230401"), ("reden_einde", "01")], &[("kenmerk", "A-2"), ("datum_aanvang", "20230402")]]),
            false,
        ),
        example(Shows::Sound, Sample::Rows(&[&[], &[("kenmerk", "A-2"), ("datum_aanvang", "20230301"), ("hulpvorm", "03")]]), false),
        example(Shows::Sound, Sample::Rows(&[&[], &[("kenmerk", "A-2"), ("datum_aanvang", "20230301"), ("bsn", "111222333")]]), false),
        example(Shows::Missing, Sample::Rows(&[&[("bsn", "")], &[("kenmerk", "A-2"), ("bsn", ""), ("datum_aanvang", "20230301")]]), false),
    ],
};

pub(super) fn broken_by(spell: &Spell, beside: &[Spell], _: Option<Window>) -> Fault {
    let is_overlapped = |other: &Spell| other.subject == spell.subject && spell.comes_after(other) && spell.overlaps(other);
    at_fault("datum_aanvang", beside.iter().any(is_overlapped))
}
