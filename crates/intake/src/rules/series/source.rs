//! SE-SOURCE: a figure has a name, a source, a definition, a unit and a place where it stands.

use crate::formats::Window;
use crate::formats::series::Row;
use crate::rules::{Fault, Rule, Severity, broken_at, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "SE-SOURCE",
    severity: Severity::Error,
    message: Words {
        nl: "Reeks, bron, definitie, eenheid of adres ontbreekt.",
        en: "Series, source, definition, unit or address is missing.",
    },
    why: Words {
        nl: "Een cijfer van een ander tonen we alleen als iedereen kan zien wat het is en waar het staat.",
        en: "We show a figure of others only when everyone can see what it is and where it stands.",
    },
    fix: Words { nl: "Vul alle vijf velden in.", en: "Fill in all five fields." },
    fields: &["reeks", "bron", "definitie", "eenheid", "adres"],
    source: "docs/how-to/deliver.md, series",
    examples: &[
        broken_at("bron", &[("bron", "")]),
        broken_at("definitie", &[("definitie", "")]),
        broken_at("eenheid", &[("eenheid", "")]),
        broken_at("adres", &[("adres", "")]),
        sound(&[("eenheid", "kinderen")]),
        missing_is_found(&[("reeks", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let texts = [("reeks", row.series), ("bron", row.source), ("definitie", row.definition), ("eenheid", row.unit), ("adres", row.address)];
    texts.into_iter().find(|(_, text)| text.is_empty()).map(|(field, _)| field)
}
