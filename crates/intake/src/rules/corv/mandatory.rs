//! CV-MANDATORY: every mandatory part of a message is there.

use crate::formats::corv::{Kind, Letter};
use crate::rules::{Fault, Rule, Severity, broken, broken_at, missing_is_found_at, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CV-MANDATORY",
    severity: Severity::Warning,
    message: Words { nl: "Een verplicht onderdeel van het bericht ontbreekt.", en: "A mandatory part of the message is missing." },
    why: Words { nl: "Andere systemen keuren het bericht af.", en: "Other systems reject the message." },
    fix: Words { nl: "Vul het onderdeel aan volgens het schema.", en: "Add the part by the schema." },
    fields: &["isIngediendDoor", "indicatieAgenderingAfstemmingsoverlegGewenst", "naam", "oinNummer", "heeftAlsUitvoerende"],
    source: "StUF-Jeugdzorg 1.0.9, minOccurs",
    examples: &[
        broken(&[("isIngediendDoor", "")]),
        broken_at("oinNummer", &[("bericht", "vtTerugkoppelingDi01"), ("oinNummer", "")]),
        sound(&[("bericht", "vtoDi01")]),
        missing_is_found_at("heeftAlsUitvoerende", &[("bericht", "vtoDi01"), ("heeftAlsUitvoerende", "")]),
    ],
};

pub(super) fn broken_by(letter: &Letter<'_>) -> Fault {
    let parts: &[(&'static str, &str)] = match letter.kind {
        Kind::Report => &[
            ("isIngediendDoor", "J:object/J:isIngediendDoor"),
            ("indicatieAgenderingAfstemmingsoverlegGewenst", "J:object/J:indicatieAgenderingAfstemmingsoverlegGewenst"),
        ],
        Kind::Feedback => &[
            ("naam", "J:object/Z:isUitgevoerdDoor/Z:gerelateerde/Z:naam"),
            ("oinNummer", "J:object/Z:isUitgevoerdDoor/Z:gerelateerde/Z:oinNummer"),
        ],
        Kind::Request => &[("heeftAlsUitvoerende", "J:object/Z:heeftAlsUitvoerende")],
        Kind::Result => &[],
    };
    parts.iter().find(|(_, path)| !letter.has(path)).map(|(field, _)| *field)
}
