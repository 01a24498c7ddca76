//! CV-BROKEN: a message is valid XML from begin to end.

use crate::rules::{Rule, Sample, Severity, Shows, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CV-BROKEN",
    severity: Severity::Error,
    message: Words {
        nl: "Het bericht is beschadigd of geen toegestane XML; het is niet gelezen.",
        en: "The message is damaged or no allowed XML; it was not read.",
    },
    why: Words { nl: "Van een half bericht is niet te zeggen over wie het gaat.", en: "Half a message does not say who it is about." },
    fix: Words {
        nl: "Maak het bericht opnieuw in uw berichtenverkeer en lever het nog eens aan.",
        en: "Make the message again in your messaging system and deliver it once more.",
    },
    fields: &[],
    source: "StUF 03.01; XML 1.0",
    examples: &[
        example(
            Shows::Broken,
            Sample::File("corv_PE06_2023HJ01_v1.xml", "<vtoDi01 xmlns=\"http://www.stufstandaarden.nl/koppelvlak/jz0100\"><stuurgegevens>"),
            true,
        ),
        example(
            Shows::Broken,
            Sample::File(
                "corv_PE06_2023HJ01_v1.xml",
                "<!DOCTYPE a [<!ENTITY b \"c\">]><vtoDi01 xmlns=\"http://www.stufstandaarden.nl/koppelvlak/jz0100\">&b;</vtoDi01>",
            ),
            true,
        ),
        example(
            Shows::Sound,
            Sample::File("corv_PE06_2023HJ01_v1.xml", "<vtoDi01 xmlns=\"http://www.stufstandaarden.nl/koppelvlak/jz0100\"/>"),
            false,
        ),
        example(
            Shows::Missing,
            Sample::File(
                "corv_PE06_2023HJ01_v1.xml",
                "<a:vtoDi01 xmlns:a=\"http://www.stufstandaarden.nl/koppelvlak/jz0100\"></a:vtoDi01>",
            ),
            false,
        ),
    ],
};
