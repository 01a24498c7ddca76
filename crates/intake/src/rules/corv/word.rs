//! CV-WORD: a word is in the list of its field.

use crate::formats::corv::Letter;
use crate::formats::corv::{Facet, Flaw};
use crate::rules::{Fault, Rule, Severity, broken, broken_at, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CV-WORD",
    severity: Severity::Warning,
    message: Words { nl: "Een woord staat niet in de lijst van zijn veld.", en: "A word is not in the list of its field." },
    why: Words {
        nl: "Het veld telt dan als onbekend; een kind met een onbekende rol telt niet mee.",
        en: "The field counts as unknown; a child with an unknown role does not count.",
    },
    fix: Words {
        nl: "Gebruik de woorden van het schema: Ja of Nee; laag, matig of hoog; een jeugdzorgrol van JZR; Client (kind).",
        en: "Use the words of the schema: Ja or Nee; laag, matig or hoog; a role of JZR; Client (kind).",
    },
    fields: &["jeugzorgrol", "SASHniveau", "indicatieSASHIngevuld", "indicatieAgenderingAfstemmingsoverlegGewenst", "omschrijving"],
    source: "StUF-Jeugdzorg 1.0.9, enumerations; Referentielijst Jeugdzorgrol",
    examples: &[
        broken(&[("jeugzorgrol", "vader")]),
        broken_at("indicatieSASHIngevuld", &[("indicatieSASHIngevuld", "J")]),
        broken_at("omschrijving", &[("bericht", "vtoDi01"), ("heeftBetrekkingOp/omschrijving", "kind")]),
        sound(&[("bericht", "vtTerugkoppelingDi01"), ("uitkomst", "Overdracht")]),
        sound(&[("SASHniveau", "hoog")]),
        missing_passes(&[("SASHniveau", "")]),
    ],
};

pub(super) fn broken_by(letter: &Letter<'_>) -> Fault {
    letter
        .flaw(|flaw| matches!(flaw, Flaw::Content(field, Facet::List(_)) if !matches!(*field, "uitkomst" | "omschrijving")))
        .or_else(|| letter.flaw(|flaw| matches!(flaw, Flaw::Content(_, Facet::List(words)) if words.contains(&"Client (kind)"))))
}
