//! IJ-DECLINED: a message is a JW301, JW305 or JW307 of iJw 3.2.

use crate::rules::{Rule, Sample, Severity, Shows, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "IJ-DECLINED",
    severity: Severity::Warning,
    message: Words {
        nl: "Dit bericht is herkend en niet gelezen: alleen JW301, JW305 en JW307 van iJw 3.2 worden gelezen.",
        en: "This message was recognised and declined: only JW301, JW305 and JW307 of iJw 3.2 are read.",
    },
    why: Words {
        nl: "De andere berichten (retour, declaratie, verzoek) zeggen niets over begin en einde van hulp.",
        en: "The other messages (return, invoice, request) say nothing about start and end of help.",
    },
    fix: Words { nl: "Laat deze berichten weg uit de aanlevering.", en: "Leave these messages out of the delivery." },
    fields: &["Bericht"],
    source: "iJw 3.2",
    examples: &[
        example(
            Shows::Broken,
            Sample::File("ijw_P0123_2023HJ01_v1.xml", "<a:Bericht xmlns:a=\"http://www.istandaarden.nl/ijw/3_2/jw315/schema\"/>"),
            true,
        ),
        example(
            Shows::Broken,
            Sample::File("ijw_P0123_2023HJ01_v1.xml", "<a:Bericht xmlns:a=\"http://www.istandaarden.nl/ijw/2_0/jw305/schema\"/>"),
            true,
        ),
        example(
            Shows::Sound,
            Sample::File("ijw_P0123_2023HJ01_v1.xml", "<a:Bericht xmlns:a=\"http://www.istandaarden.nl/ijw/3_2/jw307/schema\"/>"),
            false,
        ),
        example(Shows::Missing, Sample::File("ijw_P0123_2023HJ01_v1.xml", "<Bericht/>"), true),
    ],
};
