//! YP-AMBULANT-BESIDE-STAY: ambulant modules beside a stay by one provider belong to the stay.

use crate::formats::Window;
use crate::formats::spell::Spell;
use crate::rules::{Fault, Rule, Sample, Severity, Shows, at_fault, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-AMBULANT-BESIDE-STAY",
    severity: Severity::Notice,
    message: Words {
        nl: "Naast verblijf staat ook hulp zonder verblijf voor deze jeugdige.",
        en: "Beside a stay this youth also has help without a stay.",
    },
    why: Words {
        nl: "Ambulante modules van dezelfde aanbieder horen bij het verblijf en hoeven niet apart.",
        en: "Ambulant modules of the same provider belong to the stay and need not be delivered.",
    },
    fix: Words {
        nl: "Laat deze rij weg als zij onderdeel is van de pleegzorg of het verblijf.",
        en: "Leave this row out when it is a part of the foster care or the stay.",
    },
    fields: &["hulpvorm"],
    source: "Beleidsinformatie Jeugd v7, 3.3, 7.5",
    examples: &[
        example(Shows::Broken, Sample::Rows(&[&[("hulpvorm", "11")], &[("kenmerk", "A-2"), ("datum_aanvang", "20230301")]]), true),
        example(
            Shows::Limit,
            Sample::Rows(&[
                &[("hulpvorm", "11"), ("datum_einde", "20230401"), ("reden_einde", "01")],
                &[("kenmerk", "A-2"), ("datum_aanvang", "20230401"), ("hulpvorm", "04")],
            ]),
            true,
        ),
        example(
            Shows::Limit,
            Sample::Rows(&[
                &[("hulpvorm", "11"), ("datum_einde", "20230401"), ("reden_einde", "01")],
                &[("kenmerk", "A-2"), ("datum_aanvang", "20230402"), ("hulpvorm", "04")],
            ]),
            false,
        ),
        example(Shows::Sound, Sample::Rows(&[&[("hulpvorm", "03")], &[("kenmerk", "A-2"), ("datum_aanvang", "20230301")]]), false),
        example(
            Shows::Sound,
            Sample::Rows(&[&[("hulpvorm", "11")], &[("kenmerk", "A-2"), ("hulpvorm", "12"), ("datum_aanvang", "20230301")]]),
            false,
        ),
        example(Shows::Missing, Sample::Rows(&[&[("bsn", ""), ("hulpvorm", "11")], &[("kenmerk", "A-2"), ("bsn", "")]]), false),
    ],
};

pub(super) fn broken_by(spell: &Spell, beside: &[Spell], _: Option<Window>) -> Fault {
    let is_stay = |other: &Spell| other.stays() == Some(true) && spell.overlaps(other);
    at_fault("hulpvorm", spell.stays() == Some(false) && beside.iter().any(is_stay))
}
