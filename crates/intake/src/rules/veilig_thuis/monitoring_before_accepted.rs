//! VT-MONITORING-BEFORE-ACCEPTED: monitoring follows on an accepted transfer.

use crate::rules::{Example, Rule, Sample, Severity, Shows, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "VT-MONITORING-BEFORE-ACCEPTED",
    severity: Severity::Notice,
    message: Words {
        nl: "Er is gemonitord voordat de overdracht in deze casus was aangenomen.",
        en: "There was monitoring before the transfer in this case was accepted.",
    },
    why: Words {
        nl: "De termijn tot de eerste monitoring loopt vanaf de aanname; misschien klopt een datum niet.",
        en: "The term to the first monitoring runs from the acceptance; perhaps a date is wrong.",
    },
    fix: Words {
        nl: "Controleer de datum van de monitoring en datum_einde van de overdracht.",
        en: "Check the day of the monitoring and datum_einde of the transfer.",
    },
    fields: &["datum", "datum_einde"],
    source: "our own reading",
    examples: &[
        example(
            Shows::Broken,
            Sample::Rows(&[
                &[("object", "overdracht"), ("kenmerk", "T-1"), ("datum_einde", "2023-02-10"), ("naar", "provider")],
                &[("object", "monitoring"), ("kenmerk", "O-1"), ("datum", "2023-02-09")],
            ]),
            true,
        ),
        Example {
            field: Some("datum_einde"),
            ..example(
                Shows::Broken,
                Sample::Rows(&[
                    &[("object", "monitoring"), ("kenmerk", "O-1"), ("datum", "2023-02-09")],
                    &[("object", "overdracht"), ("kenmerk", "T-1"), ("datum_einde", "2023-02-10"), ("naar", "provider")],
                ]),
                true,
            )
        },
        example(
            Shows::Sound,
            Sample::Rows(&[
                &[("object", "overdracht"), ("kenmerk", "T-1"), ("datum_einde", "2023-02-10"), ("naar", "provider")],
                &[("object", "monitoring"), ("kenmerk", "O-1"), ("datum", "2023-02-10")],
            ]),
            false,
        ),
        example(
            Shows::Sound,
            Sample::Rows(&[
                &[("object", "overdracht"), ("kenmerk", "T-1"), ("datum_einde", "2023-02-10"), ("naar", "provider")],
                &[("object", "monitoring"), ("kenmerk", "O-1"), ("casus", "C-2"), ("datum", "2023-02-09")],
            ]),
            false,
        ),
        example(Shows::Missing, Sample::Rows(&[&[("object", "monitoring"), ("kenmerk", "O-1"), ("datum", "2023-02-09")]]), false),
    ],
};
