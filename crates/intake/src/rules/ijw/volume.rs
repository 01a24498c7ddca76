//! IJ-VOLUME: the volume of a product is whole: a number, a unit and a frequency of their lists.

use crate::formats::ijw::Product;
use crate::rules::{
    Fault, Rule, Severity, at_fault, at_limit, broken, broken_at, missing_is_found, missing_is_found_at, missing_passes, past_limit, sound,
};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "IJ-VOLUME",
    severity: Severity::Warning,
    message: Words { nl: "De omvang is niet compleet of niet zoals afgesproken.", en: "The volume is not complete or not as agreed." },
    why: Words {
        nl: "Hoeveel hulp is toegewezen, is dan niet te lezen; de toewijzing zelf telt mee.",
        en: "How much help was allocated cannot be read; the allocation itself counts.",
    },
    fix: Words {
        nl: "Vul Volume (0 tot en met 99999999), Eenheid (01, 04, 14, 16, 82, 83 of 84) en Frequentie (1, 2, 4 of 6) in; Budget is een heel getal.",
        en: "Fill in Volume (0 to 99999999), Eenheid (01, 04, 14, 16, 82, 83 or 84) and Frequentie (1, 2, 4 or 6); Budget is a whole number.",
    },
    fields: &["Volume", "Eenheid", "Frequentie", "Budget"],
    source: "iJw 3.2, CDT_Omvang, WJ756, WMO757, LDT_Budget",
    examples: &[
        broken_at("Eenheid", &[("bericht", "JW301"), ("Eenheid", "05")]),
        broken_at("Frequentie", &[("bericht", "JW301"), ("Frequentie", "3")]),
        broken(&[("bericht", "JW301"), ("Volume", "1,5")]),
        broken_at("Budget", &[("bericht", "JW301"), ("Budget", "100000000")]),
        sound(&[("bericht", "JW301"), ("Budget", "2500")]),
        at_limit(&[("bericht", "JW301"), ("Volume", "99999999")]),
        past_limit(&[("bericht", "JW301"), ("Volume", "100000000")]),
        missing_is_found(&[("bericht", "JW301"), ("Volume", ""), ("Frequentie", "")]),
        missing_is_found_at("Frequentie", &[("bericht", "JW301"), ("Frequentie", "")]),
        missing_is_found(&[("bericht", "JW301"), ("Volume", "")]),
        missing_passes(&[("bericht", "JW301"), ("Volume", ""), ("Eenheid", ""), ("Frequentie", "")]),
    ],
};

pub(super) fn broken_by(product: &Product<'_>) -> Fault {
    let [volume, unit, frequency] = ["Volume", "Eenheid", "Frequentie"].map(|name| product.text(&format!("Product/Omvang/{name}")));
    let budget = product.text("Product/Budget");
    let is_there = !(volume.is_empty() && unit.is_empty() && frequency.is_empty());
    at_fault("Volume", is_there && !is_amount(volume))
        .or(at_fault("Eenheid", is_there && !UNITS.contains(&unit)))
        .or(at_fault("Frequentie", is_there && !FREQUENCIES.contains(&frequency)))
        .or(at_fault("Budget", !budget.is_empty() && !is_amount(budget)))
}

/// WJ756.
const UNITS: [&str; 7] = ["01", "04", "14", "16", "82", "83", "84"];
/// WMO757.
const FREQUENCIES: [&str; 4] = ["1", "2", "4", "6"];

/// 0 to 99999999.
fn is_amount(text: &str) -> bool {
    text.parse::<u32>().is_ok_and(|number| number <= 99_999_999) && !text.starts_with('+')
}
