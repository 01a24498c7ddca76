//! IJ-NAME: names are no longer than agreed, initials are letters.

use crate::formats::ijw::Product;
use crate::rules::{Example, Fault, Rule, Sample, Severity, Shows, at_fault, at_limit, broken_at, example, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "IJ-NAME",
    severity: Severity::Warning,
    message: Words {
        nl: "Een naam is te lang, of de voorletters zijn geen letters.",
        en: "A name is too long, or the initials are no letters.",
    },
    why: Words { nl: "Een afgekapte of verkeerde naam koppelt slechter.", en: "A cut or wrong name links worse." },
    fix: Words {
        nl: "Achternaam en Voornamen: ten hoogste 200 tekens; Voorvoegsel: 10; Voorletters: zes letters zonder punten.",
        en: "Achternaam and Voornamen: at most 200 characters; Voorvoegsel: 10; Voorletters: six letters without dots.",
    },
    fields: &["Achternaam", "Voorvoegsel", "Voornamen", "Voorletters"],
    source: "iJw 3.2, LDT_Naam, LDT_Voorvoegsel, LDT_Voorletters",
    examples: &[
        example(Shows::Broken, Sample::Long("Achternaam", 201), true),
        broken_at("Voorletters", &[("Voorletters", "A.B.")]),
        broken_at("Voorvoegsel", &[("Voorvoegsel", "van der den")]),
        sound(&[("Voorletters", "ÀB")]),
        example(Shows::Limit, Sample::Long("Achternaam", 200), false),
        example(Shows::Limit, Sample::Long("Voornamen", 200), false),
        too_long("Voornamen", 201),
        at_limit(&[("Voorvoegsel", "van der de")]),
        example(Shows::Limit, Sample::Long("Voorletters", 6), false),
        too_long("Voorletters", 7),
        missing_passes(&[("Voorletters", "")]),
    ],
};

const fn too_long(field: &'static str, length: usize) -> Example {
    Example { field: Some(field), ..example(Shows::Limit, Sample::Long(field, length), true) }
}

pub(super) fn broken_by(product: &Product<'_>) -> Fault {
    let is_longer = |path: &str, longest: usize| product.text(path).chars().count() > longest;
    let initials = product.text("Client/Naam/Voorletters");
    at_fault("Achternaam", is_longer("Client/Naam/Geslachtsnaam/Achternaam", 200))
        .or(at_fault("Voornamen", is_longer("Client/Naam/Voornamen", 200)))
        .or(at_fault("Voorvoegsel", is_longer("Client/Naam/Geslachtsnaam/Voorvoegsel", 10)))
        .or(at_fault("Voorletters", is_longer("Client/Naam/Voorletters", 6) || !initials.chars().all(is_initial)))
}

/// Letters as the schema has them: Latin ones, with the accents between À and ỳ.
fn is_initial(letter: char) -> bool {
    letter.is_ascii_alphabetic() || ('À'..='ỳ').contains(&letter)
}
