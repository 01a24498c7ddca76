//! IJ-HEADER: the header names municipality, day and message.

use crate::formats::ijw::{Message, Product};
use crate::rules::{Fault, Rule, Severity, at_fault, broken, broken_at, missing_is_found_at, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "IJ-HEADER",
    severity: Severity::Error,
    message: Words {
        nl: "De kop van het bericht klopt niet: berichtcode, gemeente of dagtekening.",
        en: "The header of the message is not right: code, municipality or day of writing.",
    },
    why: Words {
        nl: "De gemeente en het toewijzingnummer samen zeggen welk product dit is; de dagtekening zegt welk bericht het laatste is.",
        en: "Municipality and allocation number together say which product this is; the day of writing says which message is the latest.",
    },
    fix: Words {
        nl: "Vul bij JW301 de gemeente als Afzender in, bij JW305 en JW307 als Ontvanger (vier cijfers), en de Dagtekening als JJJJ-MM-DD.",
        en: "Give the municipality as Afzender in JW301, as Ontvanger in JW305 and JW307 (four digits), and the Dagtekening as JJJJ-MM-DD.",
    },
    fields: &["BerichtCode", "Afzender", "Ontvanger", "Dagtekening"],
    source: "iJw 3.2, Header",
    examples: &[
        broken_at("Ontvanger", &[("Ontvanger", "36")]),
        broken(&[("BerichtCode", "436")]),
        sound(&[("Ontvanger", "0363")]),
        missing_is_found_at("Dagtekening", &[("Dagtekening", "")]),
    ],
};

pub(super) fn broken_by(product: &Product<'_>) -> Fault {
    if !product.header_agrees {
        return Some("BerichtCode");
    }
    let municipality = if product.message == Message::Allocation { "Afzender" } else { "Ontvanger" };
    at_fault(municipality, product.municipality.value().is_none()).or(at_fault("Dagtekening", product.written.value().is_none()))
}
