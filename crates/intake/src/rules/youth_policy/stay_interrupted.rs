//! YP-STAY-INTERRUPTED: a stay with nights at home is one stay.

use crate::formats::Window;
use crate::formats::spell::Spell;
use crate::rules::{Fault, Rule, Sample, Severity, Shows, at_fault, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-STAY-INTERRUPTED",
    severity: Severity::Notice,
    message: Words {
        nl: "Het verblijf begint opnieuw binnen een week na het einde van hetzelfde verblijf.",
        en: "The stay starts again within a week of the end of the same stay.",
    },
    why: Words {
        nl: "Een verblijf met nachten thuis is één doorlopend traject; nu telt het als uitval en nieuwe start.",
        en: "A stay with nights at home is one; now it counts as an end and a new start.",
    },
    fix: Words {
        nl: "Voeg de rijen samen als de jeugdige tussendoor alleen even thuis was.",
        en: "Join the rows when the youth was only home for a while.",
    },
    fields: &["datum_aanvang", "datum_einde"],
    source: "Beleidsinformatie Jeugd v7, 3.6, 4.2",
    examples: &[
        example(
            Shows::Broken,
            Sample::Rows(&[
                &[("hulpvorm", "14"), ("datum_einde", "20230401"), ("reden_einde", "01")],
                &[("kenmerk", "A-2"), ("hulpvorm", "14"), ("datum_aanvang", "20230403")],
            ]),
            true,
        ),
        example(
            Shows::Limit,
            Sample::Rows(&[
                &[("hulpvorm", "14"), ("datum_einde", "20230401"), ("reden_einde", "01")],
                &[("kenmerk", "A-2"), ("hulpvorm", "14"), ("datum_aanvang", "20230402")],
            ]),
            true,
        ),
        example(
            Shows::Limit,
            Sample::Rows(&[
                &[("hulpvorm", "14"), ("datum_einde", "20230401"), ("reden_einde", "01")],
                &[("kenmerk", "A-2"), ("hulpvorm", "14"), ("datum_aanvang", "20230408")],
            ]),
            true,
        ),
        example(
            Shows::Limit,
            Sample::Rows(&[
                &[("hulpvorm", "14"), ("datum_einde", "20230401"), ("reden_einde", "01")],
                &[("kenmerk", "A-2"), ("hulpvorm", "14"), ("datum_aanvang", "20230409")],
            ]),
            false,
        ),
        example(
            Shows::Limit,
            Sample::Rows(&[
                &[("hulpvorm", "14"), ("datum_einde", "20230401"), ("reden_einde", "01")],
                &[("kenmerk", "A-2"), ("hulpvorm", "14"), ("datum_aanvang", "20230401")],
            ]),
            false,
        ),
        example(
            Shows::Sound,
            Sample::Rows(&[&[("datum_einde", "20230401"), ("reden_einde", "01")], &[("kenmerk", "A-2"), ("datum_aanvang", "20230403")]]),
            false,
        ),
        example(
            Shows::Sound,
            Sample::Rows(&[
                &[("hulpvorm", "11"), ("datum_einde", "20230401"), ("reden_einde", "01")],
                &[("kenmerk", "A-2"), ("hulpvorm", "14"), ("datum_aanvang", "20230403")],
            ]),
            false,
        ),
        example(
            Shows::Missing,
            Sample::Rows(&[
                &[("hulpvorm", "14"), ("datum_einde", "")],
                &[("kenmerk", "A-2"), ("hulpvorm", "14"), ("datum_aanvang", "20230403")],
            ]),
            false,
        ),
    ],
};

/// In days.
const WEEK: i32 = 7;

pub(super) fn broken_by(spell: &Spell, beside: &[Spell], _: Option<Window>) -> Fault {
    let is_before = |other: &Spell| other.subject == spell.subject && other.end.is_some_and(|end| (1..=WEEK).contains(&(spell.from - end)));
    at_fault("datum_aanvang", spell.stays() == Some(true) && beside.iter().any(is_before))
}
