//! IJ-HOUSE-NUMBER: a house number is a number.

use crate::formats::ijw::Product;
use crate::rules::{Fault, Rule, Severity, at_fault, at_limit, broken, missing_passes, past_limit, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "IJ-HOUSE-NUMBER",
    severity: Severity::Warning,
    message: Words { nl: "Het huisnummer is geen getal van 0 tot en met 99999.", en: "The house number is no number from 0 to 99999." },
    why: Words { nl: "Het huisnummer helpt kinderen zonder BSN te koppelen.", en: "It helps to link children without a citizen number." },
    fix: Words { nl: "Zet letter en toevoeging in hun eigen velden.", en: "Put letter and addition in their own fields." },
    fields: &["Huisnummer"],
    source: "iJw 3.2, LDT_Huisnummer",
    examples: &[
        broken(&[("bericht", "JW301"), ("Huisnummer", "12a")]),
        sound(&[("bericht", "JW301"), ("Huisnummer", "12")]),
        at_limit(&[("bericht", "JW301"), ("Huisnummer", "99999")]),
        past_limit(&[("bericht", "JW301"), ("Huisnummer", "100000")]),
        missing_passes(&[("bericht", "JW301"), ("Huisnummer", "")]),
    ],
};

pub(super) fn broken_by(product: &Product<'_>) -> Fault {
    let number = product.text("Client/Contactgegevens/Contact/Adres/Huis/Huisnummer");
    let is_number = number.parse::<u32>().is_ok_and(|number| number <= 99_999) && !number.starts_with('+');
    at_fault("Huisnummer", !number.is_empty() && !is_number)
}
