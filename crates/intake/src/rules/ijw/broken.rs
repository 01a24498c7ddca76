//! IJ-BROKEN: a message is valid XML from begin to end.

use crate::rules::{Rule, Sample, Severity, Shows, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "IJ-BROKEN",
    severity: Severity::Error,
    message: Words {
        nl: "Het bericht is beschadigd of geen toegestane XML; de rest ervan is niet gelezen.",
        en: "The message is damaged or no allowed XML; the rest of it was not read.",
    },
    why: Words {
        nl: "Producten vóór die plaats tellen mee, die erna niet.",
        en: "Products before that place count, those after it do not.",
    },
    fix: Words {
        nl: "Maak het bericht opnieuw in uw berichtenverkeer en lever het nog eens aan.",
        en: "Make the message again in your messaging system and deliver it once more.",
    },
    fields: &[],
    source: "iJw 3.2; XML 1.0",
    examples: &[
        example(
            Shows::Broken,
            Sample::File("ijw_P0123_2023HJ01_v1.xml", "<a:Bericht xmlns:a=\"http://www.istandaarden.nl/ijw/3_2/jw305/schema\"><a:Header>"),
            true,
        ),
        example(Shows::Broken, Sample::File("ijw_P0123_2023HJ01_v1.xml", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>"), true),
        example(
            Shows::Sound,
            Sample::File("ijw_P0123_2023HJ01_v1.xml", "<a:Bericht xmlns:a=\"http://www.istandaarden.nl/ijw/3_2/jw305/schema\"/>"),
            false,
        ),
        example(
            Shows::Missing,
            Sample::File("ijw_P0123_2023HJ01_v1.xml", "<Bericht xmlns=\"http://www.istandaarden.nl/ijw/3_2/jw301/schema\"></Bericht>"),
            false,
        ),
    ],
};
