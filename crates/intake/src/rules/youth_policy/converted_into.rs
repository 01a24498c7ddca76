//! YP-CONVERTED-INTO: an interim order that was converted is followed by an order.

use domain::Code;

use crate::formats::Window;
use crate::formats::spell::Spell;
use crate::formats::youth_policy::Subject;
use crate::rules::{Fault, Rule, Sample, Severity, Shows, at_fault, broken, example, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-CONVERTED-INTO",
    severity: Severity::Notice,
    message: Words {
        nl: "De voorlopige ondertoezichtstelling is omgezet (07), maar de ondertoezichtstelling staat niet in het bestand.",
        en: "The interim order was converted (07), but the supervision order is not in the file.",
    },
    why: Words {
        nl: "De maatregel telt nu als geëindigd, terwijl hij doorloopt.",
        en: "The measure now counts as ended, while it goes on.",
    },
    fix: Words {
        nl: "Lever ook de ondertoezichtstelling (11), met aanvang op de dag na dit einde.",
        en: "Deliver the supervision order (11) too, starting on the day after this end.",
    },
    fields: &["reden_einde"],
    source: "Beleidsinformatie Jeugd v7, 5.3.1, 7.5",
    examples: &[
        broken(&[("hulpvorm", ""), ("type_maatregel", "12"), ("datum_einde", "20230401"), ("reden_einde", "07")]),
        example(
            Shows::Limit,
            Sample::Rows(&[
                &[("hulpvorm", ""), ("type_maatregel", "12"), ("datum_einde", "20230401"), ("reden_einde", "07")],
                &[("kenmerk", "A-2"), ("hulpvorm", ""), ("type_maatregel", "11"), ("datum_aanvang", "20230409")],
            ]),
            true,
        ),
        example(
            Shows::Limit,
            Sample::Rows(&[
                &[("hulpvorm", ""), ("type_maatregel", "12"), ("datum_einde", "20230401"), ("reden_einde", "07")],
                &[("kenmerk", "A-2"), ("hulpvorm", ""), ("type_maatregel", "11"), ("datum_aanvang", "20230331")],
            ]),
            true,
        ),
        example(
            Shows::Limit,
            Sample::Rows(&[
                &[("hulpvorm", ""), ("type_maatregel", "12"), ("datum_einde", "20230401"), ("reden_einde", "07")],
                &[("kenmerk", "A-2"), ("hulpvorm", ""), ("type_maatregel", "11"), ("datum_aanvang", "20230408")],
            ]),
            false,
        ),
        example(
            Shows::Limit,
            Sample::Rows(&[
                &[("hulpvorm", ""), ("type_maatregel", "12"), ("datum_einde", "20230401"), ("reden_einde", "07")],
                &[("kenmerk", "A-2"), ("hulpvorm", ""), ("type_maatregel", "11"), ("datum_aanvang", "20230401")],
            ]),
            false,
        ),
        example(
            Shows::Sound,
            Sample::Rows(&[
                &[("hulpvorm", ""), ("type_maatregel", "12"), ("datum_einde", "20230401"), ("reden_einde", "03")],
                &[("kenmerk", "A-2"), ("hulpvorm", "03")],
            ]),
            false,
        ),
        sound(&[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_einde", "20230401"), ("reden_einde", "07")]),
        missing_passes(&[("hulpvorm", ""), ("type_maatregel", "12"), ("datum_einde", "20230401"), ("reden_einde", "")]),
    ],
};

/// In days.
const WEEK: i32 = 7;

pub(super) fn broken_by(spell: &Spell, beside: &[Spell], _: Option<Window>) -> Fault {
    if spell.subject != Subject::Order(Code::INTERIM_ORDER) || spell.end_reason != Some(Code::INTERIM_BECAME_ORDER.0) {
        return None;
    }
    let end = spell.end?;
    let follows = |other: &Spell| other.subject == Subject::Order(Code::SUPERVISION_ORDER) && (0..=WEEK).contains(&(other.from - end));
    at_fault("reden_einde", !beside.iter().any(follows))
}
