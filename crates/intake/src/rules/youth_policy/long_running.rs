//! YP-LONG-RUNNING: help without a stay is closed when nobody gives it any more.

use crate::formats::Window;
use crate::formats::youth_policy::FIRST_STAY;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, at_limit, broken, missing_passes, past_limit, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-LONG-RUNNING",
    severity: Severity::Notice,
    message: Words {
        nl: "De hulp zonder verblijf loopt al meer dan vijf jaar.",
        en: "The help without a stay has run for more than five years.",
    },
    why: Words {
        nl: "Vaak is vergeten haar af te sluiten; zij telt als lopend.",
        en: "Often it was forgotten to close it; it counts as running.",
    },
    fix: Words { nl: "Kijk of er nog hulp is; vul anders het einde in.", en: "See whether there is still help; else fill in the end." },
    fields: &["datum_einde", "datum_aanvang"],
    source: "Own yardstick; Beleidsinformatie Jeugd v7, 3.6",
    examples: &[
        broken(&[("datum_aanvang", "20150101")]),
        past_limit(&[("datum_aanvang", "20180629")]),
        at_limit(&[("datum_aanvang", "20180630")]),
        sound(&[("datum_aanvang", "20150101"), ("hulpvorm", "11")]),
        sound(&[("datum_aanvang", "20150101"), ("datum_einde", "20230401"), ("reden_einde", "01")]),
        missing_passes(&[("datum_aanvang", "")]),
    ],
};

/// In days.
const FIVE_YEARS: i32 = 1_826;

pub(super) fn broken_by(row: &Row<'_>, window: Option<Window>) -> Fault {
    let is_running = row.end.is_absent() && row.form()? < FIRST_STAY;
    at_fault("datum_einde", is_running && row.length(window)? > FIVE_YEARS)
}
