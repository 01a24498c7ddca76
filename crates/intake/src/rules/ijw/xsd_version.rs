//! IJ-XSD-VERSION: the header names the schemas by their versions.

use crate::formats::ijw::Product;
use crate::rules::{Fault, Rule, Severity, broken, broken_at, missing_is_found_at, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "IJ-XSD-VERSION",
    severity: Severity::Warning,
    message: Words { nl: "De versie van een schema ontbreekt of is geen versie.", en: "The version of a schema is missing or no version." },
    why: Words {
        nl: "Daaraan is te zien met welke schema’s het bericht is gemaakt.",
        en: "It tells by which schemas the message was made.",
    },
    fix: Words {
        nl: "Vul BasisschemaXsdVersie en BerichtXsdVersie in als 1.0.0: drie getallen zonder voorloopnullen.",
        en: "Fill in BasisschemaXsdVersie and BerichtXsdVersie as 1.0.0: three numbers without leading zeros.",
    },
    fields: &["BasisschemaXsdVersie", "BerichtXsdVersie"],
    source: "iJw 3.2, CDT_XsdVersie, LDT_Versie",
    examples: &[
        broken_at("BerichtXsdVersie", &[("BerichtXsdVersie", "1.01.0")]),
        broken(&[("BasisschemaXsdVersie", "1.0")]),
        broken(&[("BasisschemaXsdVersie", "1.a.0")]),
        broken(&[("BasisschemaXsdVersie", "1..0")]),
        sound(&[("BerichtXsdVersie", "1.10.0")]),
        missing_is_found_at("BerichtXsdVersie", &[("BerichtXsdVersie", "")]),
    ],
};

pub(super) fn broken_by(product: &Product<'_>) -> Fault {
    let mut paths =
        [("BasisschemaXsdVersie", "Header/XsdVersie/BasisschemaXsdVersie"), ("BerichtXsdVersie", "Header/XsdVersie/BerichtXsdVersie")]
            .into_iter();
    paths.find(|(_, path)| !is_version(product.text(path))).map(|(field, _)| field)
}

fn is_version(text: &str) -> bool {
    let is_number =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()) && (part == "0" || !part.starts_with('0'));
    text.split('.').count() == 3 && text.split('.').all(is_number)
}
