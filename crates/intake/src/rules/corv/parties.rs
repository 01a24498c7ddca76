//! CV-PARTIES: a message names its sender and receiver.

use crate::formats::corv::Letter;
use crate::rules::{Fault, Rule, Severity, at_fault, broken_at, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CV-PARTIES",
    severity: Severity::Warning,
    message: Words { nl: "Zender of ontvanger is niet volledig.", en: "Sender or receiver is not complete." },
    why: Words {
        nl: "Het bericht is dan niet te herleiden tot wie het stuurde of kreeg.",
        en: "The message cannot be traced to who sent or received it.",
    },
    fix: Words {
        nl: "Vul van zender en ontvanger organisatie en applicatie in.",
        en: "Fill in organisatie and applicatie of zender and ontvanger.",
    },
    fields: &["zender", "ontvanger"],
    source: "StUF-Jeugdzorg 1.0.9, Systeem-corv",
    examples: &[
        broken_at("ontvanger", &[("ontvanger/applicatie", "")]),
        sound(&[("zender/organisatie", "Politie Eenheid Oost")]),
        missing_is_found(&[("zender/organisatie", "")]),
    ],
};

pub(super) fn broken_by(letter: &Letter<'_>) -> Fault {
    let is_named = |party: &str| {
        let text = |part: &str| letter.text(&format!("J:stuurgegevens/S:{party}/S:{part}"));
        !text("organisatie").is_empty() && !text("applicatie").is_empty()
    };
    at_fault("zender", !is_named("zender")).or(at_fault("ontvanger", !is_named("ontvanger")))
}
