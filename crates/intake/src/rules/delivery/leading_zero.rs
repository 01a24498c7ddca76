//! DE-LEADING-ZERO: codes and citizen numbers have their zeros.

use crate::rules::{Rule, Sample, Severity, Shows, Typed, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "DE-LEADING-ZERO",
    severity: Severity::Notice,
    message: Words {
        nl: "Een rekenblad haalde nullen voor een getal weg; zij zijn teruggezet.",
        en: "A spreadsheet took away zeros before a number; they were put back.",
    },
    why: Words {
        nl: "Een getalcel heeft nooit nullen vooraan. Bij een code van twee cijfers en bij een BSN kan het niets anders zijn.",
        en: "A number cell never has zeros before it. In a code of two digits and in a citizen number it can be nothing else.",
    },
    fix: Words {
        nl: "Geef de kolom de opmaak Tekst, zodat de nullen blijven staan.",
        en: "Give the column the format Text, so that the zeros stay.",
    },
    fields: &[],
    source: "docs/how-to/deliver.md",
    examples: &[
        example(Shows::Broken, Sample::Sheet(&[("verwijzer", Typed::Number(1.0))], 0), true),
        example(Shows::Sound, Sample::Sheet(&[("hulpvorm", Typed::Number(11.0))], 0), false),
        example(Shows::Missing, Sample::Rows(&[]), false),
    ],
};
