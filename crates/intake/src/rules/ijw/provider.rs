//! IJ-PROVIDER: the provider is named by its AGB code.

use crate::formats::ijw::{Message, Product};
use crate::rules::{Fault, Rule, Severity, at_fault, broken, broken_at, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "IJ-PROVIDER",
    severity: Severity::Warning,
    message: Words {
        nl: "De AGB-code van de aanbieder ontbreekt of heeft geen acht cijfers.",
        en: "The AGB code of the provider is missing or has not eight digits.",
    },
    why: Words {
        nl: "Het bericht is dan niet te herleiden tot wie het stuurde of kreeg.",
        en: "The message cannot be traced to who sent or received it.",
    },
    fix: Words {
        nl: "Vul bij JW301 Ontvanger en bij JW305 en JW307 Afzender met de AGB-code van acht cijfers.",
        en: "Fill in Ontvanger of JW301 and Afzender of JW305 and JW307 with the AGB code of eight digits.",
    },
    fields: &["Afzender", "Ontvanger"],
    source: "iJw 3.2, LDT_AgbCode",
    examples: &[
        broken(&[("Afzender", "4242")]),
        broken_at("Ontvanger", &[("bericht", "JW301"), ("Ontvanger", "4242000A")]),
        sound(&[("Afzender", "42420001")]),
        missing_is_found(&[("Afzender", "")]),
    ],
};

pub(super) fn broken_by(product: &Product<'_>) -> Fault {
    let (field, path) = match product.message {
        Message::Allocation => ("Ontvanger", "Header/Ontvanger"),
        Message::Start | Message::Stop => ("Afzender", "Header/Afzender"),
    };
    let code = product.text(path);
    at_fault(field, code.len() != 8 || !code.bytes().all(|byte| byte.is_ascii_digit()))
}
