//! TR-RECEIVED-BEFORE-START: a measure is not taken over before it starts.

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, at_limit, broken, missing_passes, past_limit, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "TR-RECEIVED-BEFORE-START",
    severity: Severity::Error,
    message: Words { nl: "De maatregel is overgedragen gekregen vóór de aanvang.", en: "The measure was taken over before it started." },
    why: Words { nl: "Een van beide datums klopt niet.", en: "One of the dates is wrong." },
    fix: Words {
        nl: "Een instelling die een maatregel overneemt, laat datum_aanvang leeg; de eerste instelling levert haar.",
        en: "An institution that takes over a measure leaves datum_aanvang empty; the first institution delivers it.",
    },
    fields: &["datum_overgedragen_gekregen", "datum_aanvang"],
    source: "Beleidsinformatie Jeugd v7, 5.1.2, 5.3.3",
    examples: &[
        broken(&[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_overgedragen_gekregen", "20220501")]),
        past_limit(&[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_overgedragen_gekregen", "20230131")]),
        at_limit(&[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_overgedragen_gekregen", "20230201")]),
        sound(&[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_overgedragen_gekregen", "20230301")]),
        missing_passes(&[("datum_overgedragen_gekregen", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("datum_overgedragen_gekregen", row.received.value()? < row.start.value()?)
}
