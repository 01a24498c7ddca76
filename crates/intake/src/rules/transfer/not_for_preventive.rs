//! TR-NOT-FOR-PREVENTIVE: preventive activities are not handed over.

use domain::Code;

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::formats::youth_policy::{PREVENTIVE, Subject};
use crate::rules::{Fault, Rule, Severity, at_fault, broken, broken_at, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "TR-NOT-FOR-PREVENTIVE",
    severity: Severity::Notice,
    message: Words {
        nl: "Bij activiteiten in het preventief justitieel kader (31) staat een datum van overdracht.",
        en: "Activities in the preventive judicial framework (31) have a date of transfer.",
    },
    why: Words {
        nl: "Alleen maatregelen en jeugdreclassering worden overgedragen; de datum is niet gebruikt.",
        en: "Only measures and youth probation are handed over; the date was not used.",
    },
    fix: Words { nl: "Laat beide datums van overdracht leeg.", en: "Leave both transfer dates empty." },
    fields: &["datum_overgedragen", "datum_overgedragen_gekregen"],
    source: "Beleidsinformatie Jeugd v7, 5.3.2, 5.4",
    examples: &[
        broken(&[("hulpvorm", ""), ("type_maatregel", "31"), ("datum_overgedragen", "20230301")]),
        broken_at(
            "datum_overgedragen_gekregen",
            &[("hulpvorm", ""), ("type_maatregel", "31"), ("datum_overgedragen_gekregen", "20230301")],
        ),
        sound(&[("hulpvorm", ""), ("type_maatregel", "41"), ("datum_overgedragen", "20230301")]),
        missing_passes(&[("hulpvorm", ""), ("type_maatregel", "31")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let field = if row.sent.is_given() { "datum_overgedragen" } else { "datum_overgedragen_gekregen" };
    let is_preventive = row.subject() == Some(Subject::Apart(Code(PREVENTIVE)));
    at_fault(field, is_preventive && (row.sent.is_given() || row.received.is_given()))
}
