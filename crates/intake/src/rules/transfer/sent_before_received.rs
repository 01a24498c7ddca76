//! TR-SENT-BEFORE-RECEIVED: a measure is not handed on before it was taken over.

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, at_limit, broken, missing_passes, past_limit, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "TR-SENT-BEFORE-RECEIVED",
    severity: Severity::Error,
    message: Words {
        nl: "De maatregel is overgedragen vóór u hem overgedragen kreeg.",
        en: "The measure was handed over before you took it over.",
    },
    why: Words { nl: "De volgorde van de datums kan niet kloppen.", en: "The order of the dates cannot be right." },
    fix: Words { nl: "Kijk of de datums zijn verwisseld.", en: "See whether the dates were swapped." },
    fields: &["datum_overgedragen", "datum_overgedragen_gekregen"],
    source: "Beleidsinformatie Jeugd v7, 5.3.2, 5.3.3",
    examples: &[
        broken(&[
            ("hulpvorm", ""),
            ("type_maatregel", "11"),
            ("datum_overgedragen", "20230301"),
            ("datum_overgedragen_gekregen", "20230501"),
        ]),
        past_limit(&[
            ("hulpvorm", ""),
            ("type_maatregel", "11"),
            ("datum_overgedragen", "20230301"),
            ("datum_overgedragen_gekregen", "20230302"),
        ]),
        at_limit(&[
            ("hulpvorm", ""),
            ("type_maatregel", "11"),
            ("datum_overgedragen", "20230301"),
            ("datum_overgedragen_gekregen", "20230301"),
        ]),
        sound(&[
            ("hulpvorm", ""),
            ("type_maatregel", "11"),
            ("datum_overgedragen", "20230501"),
            ("datum_overgedragen_gekregen", "20230301"),
        ]),
        missing_passes(&[
            ("hulpvorm", ""),
            ("type_maatregel", "11"),
            ("datum_overgedragen", "20230301"),
            ("datum_overgedragen_gekregen", ""),
        ]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("datum_overgedragen", row.sent.value()? < row.received.value()?)
}
