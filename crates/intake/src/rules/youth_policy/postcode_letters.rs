//! YP-POSTCODE-LETTERS: the letters of a postcode are never SA, SD or SS.

use crate::field::Home;
use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-POSTCODE-LETTERS",
    severity: Severity::Notice,
    message: Words { nl: "De letters van de postcode bestaan niet.", en: "The letters of the postcode do not exist." },
    why: Words {
        nl: "SA, SD en SS worden niet uitgegeven; waarschijnlijk is het een typefout. De vier cijfers zijn gebruikt.",
        en: "SA, SD and SS are never given out; it is probably a slip. The four digits were used.",
    },
    fix: Words { nl: "Neem de postcode over uit de BRP.", en: "Copy the postcode from the population register." },
    fields: &["postcode"],
    source: "Beleidsinformatie Jeugd v7, 2.5",
    examples: &[
        broken(&[("postcode", "1234SA")]),
        broken(&[("postcode", "1234SD")]),
        broken(&[("postcode", "1234SS")]),
        sound(&[("postcode", "1234SB")]),
        sound(&[("postcode", "1234")]),
        missing_passes(&[("postcode", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let Home::Six(postcode) = row.child.home else { return None };
    at_fault("postcode", matches!(&postcode[4..], "SA" | "SD" | "SS"))
}
