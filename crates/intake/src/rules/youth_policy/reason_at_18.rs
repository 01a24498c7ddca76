//! YP-REASON-AT-18: help that ends at the 18th birthday ended as planned.

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, at_limit, broken, missing_passes, past_limit, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-REASON-AT-18",
    severity: Severity::Notice,
    message: Words {
        nl: "De hulp eindigt bij de 18e verjaardag, maar niet met reden 01.",
        en: "The help ends at the 18th birthday, but not with reason 01.",
    },
    why: Words {
        nl: "Het protocol vraagt dan 01 (volgens plan); anders telt deze hulp als uitval.",
        en: "The protocol then asks for 01 (as planned); else this help counts as drop-out.",
    },
    fix: Words {
        nl: "Kies 01 als de hulp eindigt omdat de jeugdige 18 wordt; laat de reden anders staan.",
        en: "Choose 01 when the help ends because the youth turns 18; else leave the reason.",
    },
    fields: &["reden_einde", "datum_einde", "geboortedatum"],
    source: "Beleidsinformatie Jeugd v7, 3.7",
    examples: &[
        broken(&[("geboortedatum", "20050401"), ("datum_einde", "20230401"), ("reden_einde", "02")]),
        broken(&[("geboortedatum", "20050401"), ("datum_einde", "20230401"), ("reden_einde", "04")]),
        past_limit(&[("geboortedatum", "20050401"), ("datum_einde", "20230331"), ("reden_einde", "03")]),
        at_limit(&[("geboortedatum", "20050401"), ("datum_einde", "20230330"), ("reden_einde", "03")]),
        at_limit(&[("geboortedatum", "20050401"), ("datum_einde", "20230402"), ("reden_einde", "03")]),
        sound(&[("geboortedatum", "20050401"), ("datum_einde", "20230401"), ("reden_einde", "01")]),
        sound(&[("geboortedatum", "20050401"), ("datum_einde", "20230401"), ("reden_einde", "05")]),
        missing_passes(&[("geboortedatum", "20050401"), ("datum_einde", "20230401"), ("reden_einde", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let (end, adult) = (row.end.value()?, row.child.reaches_surely(18)?);
    let is_at_birthday = matches!(adult - end, 0 | 1);
    at_fault("reden_einde", row.is_help() && is_at_birthday && matches!(row.end_reason.value()?, 2..=4))
}
