//! DE-DATE-FORM: dates are written in the agreed form.

use crate::rules::{Rule, Sample, Severity, Shows, example, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "DE-DATE-FORM",
    severity: Severity::Notice,
    message: Words {
        nl: "Datums zijn in een andere vorm geschreven dan afgesproken.",
        en: "Dates are written in another form than agreed.",
    },
    why: Words {
        nl: "De vorm is gekozen uit de eerste rijen: alle datums passen daar in één vorm. Een latere rij die daar niet in past, wordt gemeld.",
        en: "The form was chosen from the first rows: every date there fits one form. A later row that does not fit is told.",
    },
    fix: Words {
        nl: "Schrijf datums in de afgesproken vorm, of zeg de vorm in mapping.toml (dates).",
        en: "Write dates in the agreed form, or say the form in mapping.toml (dates).",
    },
    fields: &[],
    source: "docs/how-to/deliver.md",
    examples: &[
        example(
            Shows::Broken,
            Sample::Rows(&[&[("datum_aanvang", "01/02/2023")], &[("kenmerk", "A-2"), ("datum_aanvang", "28/02/2023")]]),
            true,
        ),
        example(
            Shows::Broken,
            Sample::Rows(&[&[("datum_aanvang", "2023-02-01 00:00:00")], &[("kenmerk", "A-2"), ("datum_aanvang", "2023-02-28 00:00:00")]]),
            true,
        ),
        // One value alone may be a slip.
        sound(&[("datum_aanvang", "28-02-2023")]),
        missing_passes(&[("datum_einde", "")]),
    ],
};
