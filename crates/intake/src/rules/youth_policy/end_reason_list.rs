//! YP-END-REASON-LIST: the end reason stands in the list of what ended.

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-END-REASON-LIST",
    severity: Severity::Warning,
    message: Words {
        nl: "De reden van beëindiging hoort niet bij deze hulp of maatregel.",
        en: "The end reason does not belong to this help or measure.",
    },
    why: Words {
        nl: "Dezelfde code betekent in een andere lijst iets anders; de reden telt als onbekend.",
        en: "The same code means something else in another list; the reason counts as unknown.",
    },
    fix: Words {
        nl: "Kies bij jeugdhulp 01–05, bij (voorlopige) ondertoezichtstelling 01–07, bij voogdij 11–15, bij reclassering 41–43 of 51–52, bij preventief 31.",
        en: "Choose 01–05 for youth help, 01–07 for an (interim) supervision order, 11–15 for guardianship, 41–43 or 51–52 for probation, 31 for preventive work.",
    },
    fields: &["reden_einde"],
    source: "Beleidsinformatie Jeugd v7, 3.7, 5.3.1",
    examples: &[
        broken(&[("datum_einde", "20230401"), ("reden_einde", "06")]),
        broken(&[("hulpvorm", ""), ("type_maatregel", "21"), ("datum_einde", "20230401"), ("reden_einde", "01")]),
        sound(&[("hulpvorm", ""), ("type_maatregel", "11"), ("datum_einde", "20230401"), ("reden_einde", "06")]),
        missing_passes(&[("reden_einde", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("reden_einde", row.end_reason.is_given() && row.subject().is_some() && row.listed_end_reason().is_none())
}
