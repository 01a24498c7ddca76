//! YP-OUTLIVES-ORDER: an authorisation ends with its supervision order at the latest.

use domain::Code;

use crate::formats::Window;
use crate::formats::spell::Spell;
use crate::formats::youth_policy::Subject;
use crate::rules::{Fault, Rule, Sample, Severity, Shows, at_fault, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-OUTLIVES-ORDER",
    severity: Severity::Notice,
    message: Words {
        nl: "De machtiging uithuisplaatsing (72) loopt door na het einde van de ondertoezichtstelling.",
        en: "The authorisation to place out of home (72) runs on after the end of the supervision order.",
    },
    why: Words {
        nl: "Zonder ondertoezichtstelling vervalt de machtiging; de duur komt te lang uit.",
        en: "Without the supervision order the authorisation lapses; its length comes out too long.",
    },
    fix: Words {
        nl: "Vul het einde van de machtiging in, uiterlijk op de dag waarop de maatregel eindigde.",
        en: "Fill in the end of the authorisation, on the day the measure ended at the latest.",
    },
    fields: &["datum_einde"],
    source: "Beleidsinformatie Jeugd v7, 5.1.4, 5.1.6; BW 1:265b",
    examples: &[
        example(
            Shows::Broken,
            Sample::Rows(&[
                &[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_einde", "20230401"), ("reden_einde", "02")],
                &[("kenmerk", "A-2"), ("hulpvorm", ""), ("type_machtiging", "72")],
            ]),
            true,
        ),
        example(
            Shows::Limit,
            Sample::Rows(&[
                &[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_einde", "20230401"), ("reden_einde", "02")],
                &[("kenmerk", "A-2"), ("hulpvorm", ""), ("type_machtiging", "72"), ("datum_einde", "20230402")],
            ]),
            true,
        ),
        example(
            Shows::Limit,
            Sample::Rows(&[
                &[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_einde", "20230401"), ("reden_einde", "02")],
                &[("kenmerk", "A-2"), ("hulpvorm", ""), ("type_machtiging", "72"), ("datum_einde", "20230401")],
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
        example(Shows::Sound, Sample::Rows(&[&[], &[("kenmerk", "A-2"), ("hulpvorm", ""), ("type_machtiging", "72")]]), false),
        example(
            Shows::Sound,
            Sample::Rows(&[
                &[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_einde", "20230401"), ("reden_einde", "02")],
                &[("kenmerk", "A-2"), ("hulpvorm", ""), ("type_machtiging", "71")],
            ]),
            false,
        ),
        example(
            Shows::Sound,
            Sample::Rows(&[
                &[("hulpvorm", ""), ("type_maatregel", "12"), ("datum_einde", "20230401"), ("reden_einde", "07")],
                &[("kenmerk", "A-2"), ("hulpvorm", ""), ("type_maatregel", "11"), ("datum_aanvang", "20230402")],
                &[("kenmerk", "A-3"), ("hulpvorm", ""), ("type_machtiging", "72")],
            ]),
            false,
        ),
        example(
            Shows::Missing,
            Sample::Rows(&[
                &[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_einde", "")],
                &[("kenmerk", "A-2"), ("hulpvorm", ""), ("type_machtiging", "72")],
            ]),
            false,
        ),
    ],
};

pub(super) fn broken_by(spell: &Spell, beside: &[Spell], _: Option<Window>) -> Fault {
    if spell.subject != Subject::Authorisation(Code(72)) {
        return None;
    }
    let lasts = beside.iter().filter(|other| other.is_supervision() && spell.overlaps(other)).map(|other| other.last());
    let ended = lasts.reduce(|one, other| Some(one?.max(other?)))??;
    at_fault("datum_einde", spell.last().is_none_or(|last| last > ended))
}
