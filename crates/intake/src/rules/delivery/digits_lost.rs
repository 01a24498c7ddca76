//! DE-DIGITS-LOST: a number has all its digits.

use crate::rules::{Rule, Severity, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "DE-DIGITS-LOST",
    severity: Severity::Error,
    message: Words { nl: "Een nummer is afgekort, zoals 1,23E+15.", en: "A number was shortened, as 1.23E+15." },
    why: Words {
        nl: "De laatste cijfers zijn weg: het kenmerk vindt geen record meer terug.",
        en: "The last digits are gone: the reference finds no record back.",
    },
    fix: Words {
        nl: "Geef de kolom in het rekenblad de opmaak Tekst en zet het nummer er opnieuw in.",
        en: "Give the column the format Text in the spreadsheet and put the number in again.",
    },
    fields: &[],
    source: "docs/how-to/deliver.md",
    examples: &[
        broken(&[("kenmerk", "1,23E+15")]),
        broken(&[("kenmerk", "2E+20")]),
        sound(&[("kenmerk", "2E20")]),
        missing_passes(&[("kenmerk", "")]),
    ],
};
