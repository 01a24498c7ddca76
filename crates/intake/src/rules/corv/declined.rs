//! CV-DECLINED: a message is one of the four that are read.

use crate::rules::{Rule, Sample, Severity, Shows, example, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CV-DECLINED",
    severity: Severity::Warning,
    message: Words { nl: "Dit bericht wordt niet gelezen.", en: "This message is not read." },
    why: Words {
        nl: "Alleen vtMeldingDi01, vtTerugkoppelingDi01, vtoDi01 en notificatieDi01 zeggen iets over de weg van een kind.",
        en: "Only vtMeldingDi01, vtTerugkoppelingDi01, vtoDi01 and notificatieDi01 tell of the path of a child.",
    },
    fix: Words { nl: "Niets te doen, of laat deze berichten weg.", en: "Nothing to do, or leave these messages out." },
    fields: &[],
    source: "StUF-Jeugdzorg 1.0.9, functies",
    examples: &[
        example(
            Shows::Broken,
            Sample::File("corv_PE06_2023HJ01_v1.xml", "<notificatiejrDi01 xmlns=\"http://www.stufstandaarden.nl/koppelvlak/jz0100\"/>"),
            true,
        ),
        example(
            Shows::Broken,
            Sample::File("corv_PE06_2023HJ01_v1.xml", "<Fo03Bericht xmlns=\"http://www.egem.nl/StUF/StUF0301\"/>"),
            true,
        ),
        sound(&[("bericht", "notificatieDi01")]),
        example(Shows::Missing, Sample::File("corv_PE06_2023HJ01_v1.xml", "<vtoDi01/>"), true),
    ],
};
