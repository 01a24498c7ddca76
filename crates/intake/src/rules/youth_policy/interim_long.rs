//! YP-INTERIM-LONG: an interim supervision order lasts three months at most.

use domain::Code;

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, at_limit, broken, missing_passes, past_limit, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-INTERIM-LONG",
    severity: Severity::Warning,
    message: Words {
        nl: "De voorlopige ondertoezichtstelling duurt langer dan drie maanden.",
        en: "The interim supervision order lasts longer than three months.",
    },
    why: Words {
        nl: "De wet staat drie maanden toe; waarschijnlijk ontbreekt het einde of de omzetting. De duur komt te lang uit.",
        en: "The law allows three months; the end or the conversion is probably missing. Its length comes out too long.",
    },
    fix: Words {
        nl: "Vul het einde in; werd zij een ondertoezichtstelling, dan met reden 07 en een nieuwe rij.",
        en: "Fill in the end; when it became a supervision order, with reason 07 and a new row.",
    },
    fields: &["datum_einde", "datum_aanvang"],
    source: "Beleidsinformatie Jeugd v7, 5.1.1, 5.1.3; BW 1:257",
    examples: &[
        broken(&[("hulpvorm", ""), ("type_maatregel", "12"), ("datum_aanvang", "20220101")]),
        past_limit(&[("hulpvorm", ""), ("type_maatregel", "12"), ("datum_einde", "20230505"), ("reden_einde", "07")]),
        at_limit(&[("hulpvorm", ""), ("type_maatregel", "12"), ("datum_einde", "20230504"), ("reden_einde", "07")]),
        sound(&[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_aanvang", "20220101")]),
        missing_passes(&[("hulpvorm", ""), ("type_maatregel", "12"), ("datum_aanvang", "")]),
    ],
};

/// The longest three months, in days.
const THREE_MONTHS: i32 = 92;

pub(super) fn broken_by(row: &Row<'_>, window: Option<Window>) -> Fault {
    at_fault("datum_einde", row.order()? == Code::INTERIM_ORDER.0 && row.length(window)? > THREE_MONTHS)
}
