//! YP-OTHER-POSTCODE: a child lives in one place in a delivery.

use crate::formats::Window;
use crate::formats::spell::Spell;
use crate::rules::{Fault, Rule, Sample, Severity, Shows, at_fault, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-OTHER-POSTCODE",
    severity: Severity::Notice,
    message: Words {
        nl: "Dit BSN staat eerder in het bestand met een andere postcode.",
        en: "This citizen number stands earlier in the file with another postcode.",
    },
    why: Words { nl: "Het kind telt in twee gemeenten of wijken.", en: "The child counts in two municipalities or neighbourhoods." },
    fix: Words {
        nl: "Lever in alle rijen van het kind de laatste woonplaats.",
        en: "Deliver the latest residence in all rows of the child.",
    },
    fields: &["postcode", "bsn"],
    source: "Beleidsinformatie Jeugd v7, 2.5, 7.5",
    examples: &[
        example(
            Shows::Limit,
            Sample::Rows(&[&[("datum_aanvang", "20230301")], &[("kenmerk", "A-2"), ("hulpvorm", "03"), ("postcode", "1235AB")]]),
            true,
        ),
        example(Shows::Limit, Sample::Rows(&[&[("datum_aanvang", "20230301")], &[("kenmerk", "A-2"), ("hulpvorm", "03")]]), false),
        example(Shows::Broken, Sample::Rows(&[&[], &[("kenmerk", "A-2"), ("hulpvorm", "03"), ("postcode", "1235AB")]]), true),
        example(Shows::Sound, Sample::Rows(&[&[], &[("kenmerk", "A-2"), ("hulpvorm", "03")]]), false),
        example(Shows::Sound, Sample::Rows(&[&[("postcode", "")], &[("kenmerk", "A-2"), ("hulpvorm", "03")]]), false),
        example(Shows::Sound, Sample::Rows(&[&[("bsn", "111222333")], &[("kenmerk", "A-2"), ("postcode", "1235AB")]]), false),
        example(Shows::Missing, Sample::Rows(&[&[], &[("kenmerk", "A-2"), ("hulpvorm", "03"), ("postcode", "")]]), false),
    ],
};

pub(super) fn broken_by(spell: &Spell, beside: &[Spell], _: Option<Window>) -> Fault {
    let differs = |other: &Spell| other.row < spell.row && other.home != 0 && other.home != spell.home;
    at_fault("postcode", spell.home != 0 && beside.iter().any(differs))
}
