//! YP-WITHOUT-ORDER: an authorisation belongs to a supervision order.

use domain::Code;

use crate::formats::Window;
use crate::formats::spell::Spell;
use crate::formats::youth_policy::Subject;
use crate::rules::{Fault, Rule, Sample, Severity, Shows, at_fault, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-WITHOUT-ORDER",
    severity: Severity::Notice,
    message: Words {
        nl: "Bij de machtiging uithuisplaatsing (72) staat geen ondertoezichtstelling van deze jeugdige in het bestand.",
        en: "The authorisation to place out of home (72) has no supervision order of this youth in the file.",
    },
    why: Words {
        nl: "Deze machtiging bestaat alleen bij een (voorlopige) ondertoezichtstelling; misschien ontbreekt die.",
        en: "This authorisation exists with an (interim) supervision order only; perhaps that is missing.",
    },
    fix: Words {
        nl: "Lever ook de rij van de ondertoezichtstelling, of verbeter de datums.",
        en: "Deliver the row of the supervision order too, or correct the dates.",
    },
    fields: &["type_machtiging"],
    source: "Beleidsinformatie Jeugd v7, 5.1.4; BW 1:265b",
    examples: &[
        example(Shows::Broken, Sample::Rows(&[&[], &[("kenmerk", "A-2"), ("hulpvorm", ""), ("type_machtiging", "72")]]), true),
        example(
            Shows::Broken,
            Sample::Rows(&[
                &[("hulpvorm", ""), ("type_maatregel", "11"), ("type_maatregel", "11"), ("datum_einde", "20230401"), ("reden_einde", "02")],
                &[("kenmerk", "A-2"), ("hulpvorm", ""), ("type_machtiging", "72"), ("datum_aanvang", "20230402")],
            ]),
            true,
        ),
        example(
            Shows::Sound,
            Sample::Rows(&[
                &[("hulpvorm", ""), ("type_maatregel", "11")],
                &[("kenmerk", "A-2"), ("hulpvorm", ""), ("type_machtiging", "72")],
            ]),
            false,
        ),
        example(
            Shows::Sound,
            Sample::Rows(&[
                &[("hulpvorm", ""), ("type_maatregel", "12")],
                &[("kenmerk", "A-2"), ("hulpvorm", ""), ("type_machtiging", "72")],
            ]),
            false,
        ),
        example(
            Shows::Limit,
            Sample::Rows(&[
                &[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_einde", "20230401"), ("reden_einde", "02")],
                &[("kenmerk", "A-2"), ("hulpvorm", ""), ("type_machtiging", "72"), ("datum_aanvang", "20230401")],
            ]),
            false,
        ),
        example(Shows::Sound, Sample::Rows(&[&[], &[("kenmerk", "A-2"), ("hulpvorm", ""), ("type_machtiging", "71")]]), false),
        example(
            Shows::Limit,
            Sample::Rows(&[
                &[("hulpvorm", ""), ("type_maatregel", "21")],
                &[("kenmerk", "A-2"), ("hulpvorm", ""), ("type_machtiging", "72")],
            ]),
            true,
        ),
        example(
            Shows::Missing,
            Sample::Rows(&[&[], &[("kenmerk", "A-2"), ("hulpvorm", ""), ("type_machtiging", "72"), ("bsn", "")]]),
            false,
        ),
    ],
};

pub(super) fn broken_by(spell: &Spell, beside: &[Spell], _: Option<Window>) -> Fault {
    let is_needed = spell.subject == Subject::Authorisation(Code(72));
    at_fault("type_machtiging", is_needed && !beside.iter().any(|other| other.is_supervision() && spell.overlaps(other)))
}
