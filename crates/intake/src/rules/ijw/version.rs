//! IJ-VERSION: the header says release 3.2.

use crate::formats::ijw::Product;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, broken_at, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "IJ-VERSION",
    severity: Severity::Warning,
    message: Words { nl: "De berichtversie in de kop is niet 3.2.", en: "The message version in the header is not 3.2." },
    why: Words {
        nl: "De naamruimte zegt 3.2; een andere versie in de kop wijst op een verkeerde instelling.",
        en: "The namespace says 3.2; another version in the header points to a wrong setting.",
    },
    fix: Words { nl: "Zet BerichtVersie op 3 en BerichtSubversie op 2.", en: "Set BerichtVersie to 3 and BerichtSubversie to 2." },
    fields: &["BerichtVersie", "BerichtSubversie"],
    source: "iJw 3.2, JW301, JW305 and JW307, Header",
    examples: &[
        broken(&[("BerichtVersie", "2")]),
        broken_at("BerichtSubversie", &[("BerichtSubversie", "1")]),
        sound(&[("BerichtSubversie", "02")]),
        missing_is_found(&[("BerichtVersie", "")]),
    ],
};

pub(super) fn broken_by(product: &Product<'_>) -> Fault {
    let says = |path: &str, wanted: u8| product.text(path).parse() == Ok(wanted);
    at_fault("BerichtVersie", !says("Header/BerichtVersie", 3)).or(at_fault("BerichtSubversie", !says("Header/BerichtSubversie", 2)))
}
