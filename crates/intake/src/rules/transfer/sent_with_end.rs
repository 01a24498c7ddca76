//! TR-SENT-WITH-END: who hands over a measure does not tell its end.

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "TR-SENT-WITH-END",
    severity: Severity::Notice,
    message: Words {
        nl: "Er staat een einde bij een maatregel die u hebt overgedragen.",
        en: "There is an end in a measure you handed over.",
    },
    why: Words {
        nl: "De maatregel loopt door bij de volgende instelling; die levert het einde.",
        en: "The measure goes on at the next institution, which delivers the end.",
    },
    fix: Words {
        nl: "Laat datum_einde en reden_einde leeg als datum_overgedragen is gevuld.",
        en: "Leave datum_einde and reden_einde empty when datum_overgedragen is filled.",
    },
    fields: &["datum_einde", "datum_overgedragen"],
    source: "Beleidsinformatie Jeugd v7, 5.1.3, 5.1.6, 5.2.3, 5.3.1, 7.5",
    examples: &[
        broken(&[
            ("hulpvorm", ""),
            ("type_maatregel", "11"),
            ("datum_overgedragen", "20230301"),
            ("datum_einde", "20230401"),
            ("reden_einde", "02"),
        ]),
        sound(&[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_overgedragen", "20230301")]),
        sound(&[("datum_overgedragen", "20230301"), ("datum_einde", "20230401"), ("reden_einde", "02")]),
        missing_passes(&[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_overgedragen", ""), ("datum_einde", "20230401")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("datum_einde", row.is_imposed() && row.end.is_given() && row.sent.is_given())
}
