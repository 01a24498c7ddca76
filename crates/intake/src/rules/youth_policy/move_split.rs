//! YP-MOVE-SPLIT: a move makes no new record.

use crate::formats::Window;
use crate::formats::spell::Spell;
use crate::rules::{Fault, Rule, Sample, Severity, Shows, at_fault, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-MOVE-SPLIT",
    severity: Severity::Notice,
    message: Words {
        nl: "De rij begint de dag na het einde van dezelfde hulp of maatregel, met een andere postcode.",
        en: "The row begins the day after the end of the same help or measure, with another postcode.",
    },
    why: Words {
        nl: "Een verhuizing geeft geen nieuwe rij; nu telt zij als einde en nieuwe start.",
        en: "A move makes no new row; now it counts as an end and a new start.",
    },
    fix: Words {
        nl: "Voeg de rijen samen met de nieuwe postcode, als alleen de woonplaats veranderde.",
        en: "Join the rows with the new postcode, when only the residence changed.",
    },
    fields: &["datum_aanvang", "postcode"],
    source: "Beleidsinformatie Jeugd v7, 7.5",
    examples: &[
        example(
            Shows::Broken,
            Sample::Rows(&[
                &[("datum_einde", "20230401"), ("reden_einde", "01")],
                &[("kenmerk", "A-2"), ("datum_aanvang", "20230402"), ("postcode", "1235AB")],
            ]),
            true,
        ),
        example(
            Shows::Limit,
            Sample::Rows(&[
                &[("datum_einde", "20230401"), ("reden_einde", "01")],
                &[("kenmerk", "A-2"), ("datum_aanvang", "20230403"), ("postcode", "1235AB")],
            ]),
            false,
        ),
        example(
            Shows::Limit,
            Sample::Rows(&[
                &[("datum_einde", "20230402"), ("reden_einde", "05")],
                &[("kenmerk", "A-2"), ("datum_aanvang", "20230403"), ("postcode", "1235AB")],
            ]),
            true,
        ),
        example(
            Shows::Sound,
            Sample::Rows(&[&[("datum_einde", "20230401"), ("reden_einde", "01")], &[("kenmerk", "A-2"), ("datum_aanvang", "20230402")]]),
            false,
        ),
        example(
            Shows::Sound,
            Sample::Rows(&[
                &[("datum_einde", "20230401"), ("reden_einde", "01")],
                &[("kenmerk", "A-2"), ("datum_aanvang", "20230402"), ("hulpvorm", "03"), ("postcode", "1235AB")],
            ]),
            false,
        ),
        example(
            Shows::Sound,
            Sample::Rows(&[
                &[("postcode", ""), ("datum_einde", "20230401"), ("reden_einde", "01")],
                &[("kenmerk", "A-2"), ("datum_aanvang", "20230402"), ("postcode", "1235AB")],
            ]),
            false,
        ),
        example(
            Shows::Missing,
            Sample::Rows(&[
                &[("datum_einde", "20230401"), ("reden_einde", "01")],
                &[("kenmerk", "A-2"), ("datum_aanvang", "20230402"), ("postcode", "")],
            ]),
            false,
        ),
    ],
};

pub(super) fn broken_by(spell: &Spell, beside: &[Spell], _: Option<Window>) -> Fault {
    let moved = |other: &Spell| {
        let lived_elsewhere = other.home != 0 && spell.home != 0 && other.home != spell.home;
        lived_elsewhere && other.subject == spell.subject && other.end == Some(spell.from.plus(-1))
    };
    at_fault("datum_aanvang", beside.iter().any(moved))
}
