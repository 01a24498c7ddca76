//! IJ-TIME: an allocation has a time of day.

use crate::formats::ijw::{Message, Product};
use crate::rules::{Fault, Rule, Severity, at_fault, at_limit, broken, missing_is_found, past_limit, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "IJ-TIME",
    severity: Severity::Warning,
    message: Words { nl: "De tijd van toewijzing ontbreekt of is geen tijd.", en: "The time of the allocation is missing or no time." },
    why: Words {
        nl: "Van twee toewijzingen op één dag is dan niet te zeggen welke de laatste is.",
        en: "There is no telling which of two allocations of one day is the last.",
    },
    fix: Words {
        nl: "Vul Toewijzingstijd in als UU:MM:SS, zonder tijdzone.",
        en: "Fill in Toewijzingstijd as HH:MM:SS, without a time zone.",
    },
    fields: &["Toewijzingstijd"],
    source: "iJw 3.2, LDT_Tijd",
    examples: &[
        broken(&[("bericht", "JW301"), ("Toewijzingstijd", "24:30:00")]),
        broken(&[("bericht", "JW301"), ("Toewijzingstijd", "09:30:00Z")]),
        sound(&[("bericht", "JW301"), ("Toewijzingstijd", "09:30:00.5")]),
        broken(&[("bericht", "JW301"), ("Toewijzingstijd", "9:30:00")]),
        broken(&[("bericht", "JW301"), ("Toewijzingstijd", "+9:30:00")]),
        at_limit(&[("bericht", "JW301"), ("Toewijzingstijd", "23:59:59")]),
        past_limit(&[("bericht", "JW301"), ("Toewijzingstijd", "24:00:00")]),
        past_limit(&[("bericht", "JW301"), ("Toewijzingstijd", "23:60:00")]),
        past_limit(&[("bericht", "JW301"), ("Toewijzingstijd", "23:59:60")]),
        missing_is_found(&[("bericht", "JW301"), ("Toewijzingstijd", "")]),
    ],
};

pub(super) fn broken_by(product: &Product<'_>) -> Fault {
    at_fault("Toewijzingstijd", product.message == Message::Allocation && !is_time(product.text("Product/Toewijzingstijd")))
}

/// `UU:MM:SS`, with a fraction or without.
fn is_time(text: &str) -> bool {
    let (time, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let mut parts = time.split(':').zip([23, 59, 59]);
    let is_two_digits = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    time.split(':').count() == 3
        && parts.all(|(part, most)| is_two_digits(part) && part.parse::<u8>().is_ok_and(|number| number <= most))
        && !fraction.is_empty()
        && fraction.bytes().all(|byte| byte.is_ascii_digit())
}
