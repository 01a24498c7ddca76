//! YP-ORDER-OPEN-AT-18: a measure of a youth who turned 18 has an end.

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, at_limit, broken, missing_passes, past_limit, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-ORDER-OPEN-AT-18",
    severity: Severity::Warning,
    message: Words {
        nl: "De jeugdige werd in of vóór de periode 18, maar de maatregel heeft geen einde.",
        en: "The youth turned 18 in or before the period, but the measure has no end.",
    },
    why: Words {
        nl: "De maatregel telt nog als lopend, ook in het aantal kinderen met een maatregel.",
        en: "The measure still counts as running, also among children with a measure.",
    },
    fix: Words {
        nl: "Vul de einddatum in, met reden 01 (ondertoezichtstelling) of 11 (voogdij).",
        en: "Fill in the end, with reason 01 (supervision) or 11 (guardianship).",
    },
    fields: &["datum_einde", "geboortedatum"],
    source: "Beleidsinformatie Jeugd v7, 5.1.3, 5.3.1, 7.5",
    examples: &[
        broken(&[("hulpvorm", ""), ("type_maatregel", "22"), ("geboortedatum", "20050301")]),
        past_limit(&[("hulpvorm", ""), ("type_maatregel", "11"), ("geboortedatum", "20050629")]),
        at_limit(&[("hulpvorm", ""), ("type_maatregel", "11"), ("geboortedatum", "20050630")]),
        sound(&[
            ("hulpvorm", ""),
            ("type_maatregel", "11"),
            ("geboortedatum", "20050301"),
            ("datum_einde", "20230301"),
            ("reden_einde", "01"),
        ]),
        sound(&[("hulpvorm", ""), ("type_maatregel", "11"), ("geboortedatum", "20050301"), ("datum_overgedragen", "20230301")]),
        sound(&[("geboortedatum", "20050301")]),
        missing_passes(&[("hulpvorm", ""), ("type_maatregel", "11"), ("geboortedatum", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, window: Option<Window>) -> Fault {
    let is_open = row.order().is_some() && row.end.is_absent() && row.sent.is_absent();
    at_fault("datum_einde", is_open && window?.last > row.child.reaches_surely(18)?)
}
