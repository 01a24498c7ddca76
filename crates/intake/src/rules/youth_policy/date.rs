//! YP-DATE: the other dates are dates.

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, broken, broken_at, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-DATE",
    severity: Severity::Error,
    message: Words { nl: "Een datum van einde of overdracht is geen datum.", en: "A date of end or transfer is no date." },
    why: Words {
        nl: "Of de hulp nog loopt en hoe lang, is dan niet te zeggen.",
        en: "Whether the help still runs and for how long cannot be told then.",
    },
    fix: Words {
        nl: "Schrijf JJJJMMDD, of laat het veld leeg zolang er geen einde of overdracht is.",
        en: "Write JJJJMMDD, or leave the field empty while there is no end or transfer.",
    },
    fields: &["datum_einde", "datum_overgedragen", "datum_overgedragen_gekregen"],
    source: "Beleidsinformatie Jeugd v7, 3.6, 5.1.3, 5.1.6, 5.2.3, 5.4.2, 5.3.2, 5.3.3",
    examples: &[
        broken(&[("datum_einde", "20230431")]),
        broken_at("datum_overgedragen", &[("datum_overgedragen", "00000000")]),
        broken_at("datum_overgedragen_gekregen", &[("datum_overgedragen_gekregen", "2023")]),
        sound(&[("datum_einde", "20230430"), ("reden_einde", "01")]),
        missing_passes(&[("datum_einde", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let dates = [("datum_einde", row.end), ("datum_overgedragen", row.sent), ("datum_overgedragen_gekregen", row.received)];
    dates.into_iter().find(|(_, date)| date.is_unreadable()).map(|(field, _)| field)
}
