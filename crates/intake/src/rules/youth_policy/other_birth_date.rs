//! YP-OTHER-BIRTH-DATE: one citizen number has one date of birth.

use crate::formats::Window;
use crate::formats::spell::Spell;
use crate::rules::{Fault, Rule, Sample, Severity, Shows, at_fault, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-OTHER-BIRTH-DATE",
    severity: Severity::Warning,
    message: Words {
        nl: "Dit BSN staat eerder in het bestand met een andere geboortedatum.",
        en: "This citizen number stands earlier in the file with another date of birth.",
    },
    why: Words {
        nl: "Een van beide rijen gaat over een ander kind, of de datum klopt niet; de leeftijd is onzeker.",
        en: "One of the rows is about another child, or the date is wrong; the age is uncertain.",
    },
    fix: Words {
        nl: "Controleer BSN en geboortedatum van beide rijen in de BRP.",
        en: "Check the number and the date of birth of both rows in the population register.",
    },
    fields: &["geboortedatum", "bsn"],
    source: "Beleidsinformatie Jeugd v7, 2.2, 2.3, 7.5",
    examples: &[
        example(Shows::Limit, Sample::Rows(&[&[("datum_aanvang", "20230301")], &[("kenmerk", "A-2"), ("hulpvorm", "03")]]), false),
        example(
            Shows::Broken,
            Sample::Rows(&[&[], &[("kenmerk", "A-2"), ("datum_aanvang", "20230301"), ("hulpvorm", "03"), ("geboortedatum", "20110315")]]),
            true,
        ),
        example(Shows::Sound, Sample::Rows(&[&[], &[("kenmerk", "A-2"), ("datum_aanvang", "20230301"), ("hulpvorm", "03")]]), false),
        example(Shows::Sound, Sample::Rows(&[&[("bsn", "111222333")], &[("kenmerk", "A-2"), ("geboortedatum", "20110315")]]), false),
        example(Shows::Sound, Sample::Rows(&[&[("geboortedatum", "")], &[("kenmerk", "A-2"), ("hulpvorm", "03")]]), false),
        example(Shows::Missing, Sample::Rows(&[&[], &[("kenmerk", "A-2"), ("geboortedatum", ""), ("hulpvorm", "03")]]), false),
        example(
            Shows::Limit,
            Sample::Rows(&[&[("datum_aanvang", "20230301")], &[("kenmerk", "A-2"), ("hulpvorm", "03"), ("geboortedatum", "20110315")]]),
            true,
        ),
    ],
};

pub(super) fn broken_by(spell: &Spell, beside: &[Spell], _: Option<Window>) -> Fault {
    let differs = |other: &Spell| other.row < spell.row && other.birth != 0 && other.birth != spell.birth;
    at_fault("geboortedatum", spell.birth != 0 && beside.iter().any(differs))
}
