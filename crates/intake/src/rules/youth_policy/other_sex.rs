//! YP-OTHER-SEX: one citizen number has one sex in a file.

use domain::Sex;

use crate::formats::Window;
use crate::formats::spell::Spell;
use crate::rules::{Fault, Rule, Sample, Severity, Shows, at_fault, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-OTHER-SEX",
    severity: Severity::Warning,
    message: Words {
        nl: "Dit BSN staat eerder in het bestand met een ander geslacht.",
        en: "This citizen number stands earlier in the file with another sex.",
    },
    why: Words {
        nl: "Een van beide rijen gaat over een ander kind, of het geslacht klopt niet.",
        en: "One of the rows is about another child, or the sex is wrong.",
    },
    fix: Words {
        nl: "Controleer BSN en geslacht van beide rijen in de BRP.",
        en: "Check the number and the sex of both rows in the population register.",
    },
    fields: &["geslacht", "bsn"],
    source: "Beleidsinformatie Jeugd v7, 2.2, 2.4, 7.5",
    examples: &[
        example(
            Shows::Limit,
            Sample::Rows(&[&[("datum_aanvang", "20230301")], &[("kenmerk", "A-2"), ("hulpvorm", "03"), ("geslacht", "M")]]),
            true,
        ),
        example(Shows::Limit, Sample::Rows(&[&[("datum_aanvang", "20230301")], &[("kenmerk", "A-2"), ("hulpvorm", "03")]]), false),
        example(Shows::Broken, Sample::Rows(&[&[], &[("kenmerk", "A-2"), ("hulpvorm", "03"), ("geslacht", "M")]]), true),
        example(Shows::Sound, Sample::Rows(&[&[], &[("kenmerk", "A-2"), ("hulpvorm", "03")]]), false),
        example(Shows::Sound, Sample::Rows(&[&[("geslacht", "O")], &[("kenmerk", "A-2"), ("hulpvorm", "03")]]), false),
        example(Shows::Sound, Sample::Rows(&[&[("bsn", "111222333")], &[("kenmerk", "A-2"), ("geslacht", "M")]]), false),
        example(Shows::Missing, Sample::Rows(&[&[], &[("kenmerk", "A-2"), ("hulpvorm", "03"), ("geslacht", "")]]), false),
        example(Shows::Sound, Sample::Rows(&[&[], &[("kenmerk", "A-2"), ("hulpvorm", "03"), ("geslacht", "O")]]), false),
    ],
};

pub(super) fn broken_by(spell: &Spell, beside: &[Spell], _: Option<Window>) -> Fault {
    let differs = |other: &Spell| other.row < spell.row && other.sex != Sex::Unknown && other.sex != spell.sex;
    at_fault("geslacht", spell.sex != Sex::Unknown && beside.iter().any(differs))
}
