//! YP-AFTER-DEATH: nothing runs on after the child died.

use crate::formats::Window;
use crate::formats::spell::Spell;
use crate::rules::{Fault, Rule, Sample, Severity, Shows, at_fault, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-AFTER-DEATH",
    severity: Severity::Warning,
    message: Words {
        nl: "Volgens een andere rij is de jeugdige overleden, maar deze rij loopt daarna door of begint daarna.",
        en: "By another row the youth died, but this row runs on or begins after that.",
    },
    why: Words {
        nl: "De hulp of maatregel telt langer mee dan het kind leefde.",
        en: "The help or measure counts for longer than the child lived.",
    },
    fix: Words {
        nl: "Vul in alle rijen van het kind een einde in, uiterlijk op de dag van overlijden.",
        en: "Fill in an end in all rows of the child, on the day of death at the latest.",
    },
    fields: &["datum_einde", "datum_aanvang"],
    source: "Beleidsinformatie Jeugd v7, 5.3.1",
    examples: &[
        example(
            Shows::Broken,
            Sample::Rows(&[
                &[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_einde", "20230401"), ("reden_einde", "06")],
                &[("kenmerk", "A-2")],
            ]),
            true,
        ),
        example(
            Shows::Broken,
            Sample::Rows(&[
                &[("hulpvorm", ""), ("type_maatregel", "21"), ("datum_einde", "20230401"), ("reden_einde", "15")],
                &[("kenmerk", "A-2")],
            ]),
            true,
        ),
        example(
            Shows::Limit,
            Sample::Rows(&[
                &[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_einde", "20230401"), ("reden_einde", "06")],
                &[("kenmerk", "A-2"), ("datum_einde", "20230402"), ("reden_einde", "05")],
            ]),
            true,
        ),
        example(
            Shows::Limit,
            Sample::Rows(&[
                &[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_einde", "20230401"), ("reden_einde", "06")],
                &[("kenmerk", "A-2"), ("datum_einde", "20230401"), ("reden_einde", "05")],
            ]),
            false,
        ),
        example(
            Shows::Sound,
            Sample::Rows(&[
                &[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_einde", "20230401"), ("reden_einde", "05")],
                &[("kenmerk", "A-2")],
            ]),
            false,
        ),
        example(
            Shows::Sound,
            Sample::Rows(&[
                &[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_einde", "20230401"), ("reden_einde", "06")],
                &[("kenmerk", "A-2"), ("bsn", "111222333")],
            ]),
            false,
        ),
        example(Shows::Sound, Sample::Rows(&[&[("reden_einde", "06"), ("datum_einde", "20230401")], &[("kenmerk", "A-2")]]), false),
        example(
            Shows::Missing,
            Sample::Rows(&[
                &[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_einde", "20230401"), ("reden_einde", "")],
                &[("kenmerk", "A-2")],
            ]),
            false,
        ),
    ],
};

pub(super) fn broken_by(spell: &Spell, beside: &[Spell], _: Option<Window>) -> Fault {
    let death = beside.iter().filter(|other| other.row != spell.row).filter_map(Spell::death).min()?;
    at_fault("datum_einde", spell.last().is_none_or(|last| last > death))
}
