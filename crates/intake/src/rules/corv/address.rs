//! CV-ADDRESS: the parts of an address have the agreed form.

use crate::formats::corv::Letter;
use crate::formats::corv::{Facet, Flaw};
use crate::rules::{Fault, Rule, Severity, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CV-ADDRESS",
    severity: Severity::Warning,
    message: Words {
        nl: "Huisnummer, huisletter of toevoeging heeft niet de afgesproken vorm.",
        en: "House number, letter or addition has not the agreed form.",
    },
    why: Words {
        nl: "Het huisnummer helpt kinderen zonder BSN te koppelen.",
        en: "The house number helps to link children without a citizen number.",
    },
    fix: Words {
        nl: "Huisnummer 1 tot en met 99999; huisletter één letter; toevoeging ten hoogste vier letters en cijfers.",
        en: "House number 1 to 99999; one letter; an addition of at most four letters and digits.",
    },
    fields: &["aoa.huisnummer", "aoa.huisletter", "aoa.huisnummertoevoeging"],
    source: "StUF-Jeugdzorg 1.0.9, Huisnummering, Huislettering, Huisnummertoevoeging",
    examples: &[
        broken(&[("aoa.huisnummer", "7a")]),
        broken(&[("aoa.huisnummer", "0")]),
        sound(&[("aoa.huisnummer", "99999")]),
        missing_passes(&[("aoa.huisnummer", "")]),
    ],
};

pub(super) fn broken_by(letter: &Letter<'_>) -> Fault {
    letter.flaw(|flaw| matches!(flaw, Flaw::Content(_, Facet::Number(_) | Facet::Letter | Facet::Addition)))
}
