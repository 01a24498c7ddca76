//! DE-CELL: a cell holds what its column asks.

use crate::rules::{Rule, Sample, Severity, Shows, Typed, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "DE-CELL",
    severity: Severity::Error,
    message: Words {
        nl: "Een cel bevat een fout (#N/B), een datum waar geen datum hoort, of een los getal waar een datum hoort.",
        en: "A cell holds an error (#N/A), a date where none belongs, or a loose number where a date belongs.",
    },
    why: Words {
        nl: "Het rekenblad heeft de waarde veranderd; wat er stond is niet met zekerheid terug te lezen.",
        en: "The spreadsheet changed the value; what stood there cannot be read back with certainty.",
    },
    fix: Words {
        nl: "Geef de kolom de opmaak Tekst (een datumkolom: Datum) en zet de waarde er opnieuw in.",
        en: "Give the column the format Text (a column of dates: Date) and put the value in again.",
    },
    fields: &[],
    source: "docs/how-to/deliver.md",
    examples: &[
        example(Shows::Broken, Sample::Sheet(&[("kenmerk", Typed::Day(44958.0))], 0), true),
        example(Shows::Broken, Sample::Sheet(&[("datum_aanvang", Typed::Number(44958.0))], 0), true),
        example(Shows::Broken, Sample::Sheet(&[("postcode", Typed::Error)], 0), true),
        example(Shows::Sound, Sample::Sheet(&[("datum_aanvang", Typed::Day(44958.0))], 0), false),
        example(Shows::Missing, Sample::Rows(&[]), false),
    ],
};
