//! TR-SENT-AFTER-END: a measure is not handed over after its end, nor before it was there.

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, at_limit, broken, missing_passes, past_limit, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "TR-SENT-AFTER-END",
    severity: Severity::Error,
    message: Words {
        nl: "De maatregel is overgedragen na het einde of vóór de aanvang.",
        en: "The measure was handed over after its end or before its start.",
    },
    why: Words { nl: "De volgorde van de datums kan niet kloppen.", en: "The order of the dates cannot be right." },
    fix: Words {
        nl: "Wie een maatregel overdraagt, vult datum_overgedragen en geen einde in; de laatste instelling levert het einde.",
        en: "Who hands over a measure fills in datum_overgedragen and no end; the last institution delivers the end.",
    },
    fields: &["datum_overgedragen", "datum_aanvang", "datum_einde"],
    source: "Beleidsinformatie Jeugd v7, 5.3.2",
    examples: &[
        broken(&[
            ("hulpvorm", ""),
            ("type_maatregel", "11"),
            ("datum_overgedragen", "20230402"),
            ("datum_einde", "20230401"),
            ("reden_einde", "04"),
        ]),
        past_limit(&[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_overgedragen", "20230131")]),
        at_limit(&[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_overgedragen", "20230201")]),
        at_limit(&[
            ("hulpvorm", ""),
            ("type_maatregel", "11"),
            ("datum_overgedragen", "20230401"),
            ("datum_einde", "20230401"),
            ("reden_einde", "04"),
        ]),
        sound(&[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_overgedragen", "20230401")]),
        missing_passes(&[("datum_overgedragen", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let sent = row.sent.value()?;
    let is_after_end = row.end.value().is_some_and(|end| sent > end);
    at_fault("datum_overgedragen", is_after_end || row.start.value().is_some_and(|start| sent < start))
}
