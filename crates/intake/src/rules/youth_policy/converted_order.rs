//! YP-CONVERTED-ORDER: only an interim order is converted into an order.

use domain::Code;

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-CONVERTED-ORDER",
    severity: Severity::Warning,
    message: Words {
        nl: "Reden 07 (VOTS omgezet in OTS) staat bij een ondertoezichtstelling (11).",
        en: "Reason 07 (interim order converted) stands with a supervision order (11).",
    },
    why: Words {
        nl: "Alleen een voorlopige ondertoezichtstelling (12) wordt omgezet; de reden of het type klopt niet.",
        en: "Only an interim order (12) is converted; the reason or the type is wrong.",
    },
    fix: Words { nl: "Verbeter het type maatregel of de reden.", en: "Correct the type of measure or the reason." },
    fields: &["reden_einde", "type_maatregel"],
    source: "Beleidsinformatie Jeugd v7, 5.3.1",
    examples: &[
        broken(&[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_einde", "20230401"), ("reden_einde", "07")]),
        sound(&[("hulpvorm", ""), ("type_maatregel", "12"), ("datum_einde", "20230401"), ("reden_einde", "07")]),
        sound(&[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_einde", "20230401"), ("reden_einde", "02")]),
        missing_passes(&[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_einde", "20230401"), ("reden_einde", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let is_order = row.order()? == Code::SUPERVISION_ORDER.0;
    at_fault("reden_einde", is_order && row.end_reason.value()? == Code::INTERIM_BECAME_ORDER.0)
}
