//! DE-NO-ENDS: a delivery of some size holds ends.

use crate::formats::tally::{Share, Tally};
use crate::rules::{Rule, Sample, Severity, Shows, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "DE-NO-ENDS",
    severity: Severity::Notice,
    message: Words { nl: "Geen enkele rij heeft een einde.", en: "No row has an end." },
    why: Words {
        nl: "Een half jaar zonder einde komt bijna niet voor; hulp die eindigde telt als lopend.",
        en: "A half-year without an end is rare; help that ended counts as running.",
    },
    fix: Words {
        nl: "Kijk of de uitvoer ook afgesloten hulp bevat en de kolom datum_einde vult.",
        en: "See whether the export holds closed help too and fills datum_einde.",
    },
    fields: &["datum_einde"],
    source: "Own yardstick; Beleidsinformatie Jeugd v7, 7.5",
    examples: &[
        example(Shows::Broken, Sample::Many(&[(50, &[])]), true),
        example(Shows::Sound, Sample::Many(&[(50, &[("datum_einde", "20230401"), ("reden_einde", "01")])]), false),
        example(Shows::Missing, Sample::Many(&[(1, &[])]), false),
        example(Shows::Limit, Sample::Many(&[(49, &[])]), false),
        example(Shows::Limit, Sample::Many(&[(50, &[])]), true),
        example(Shows::Limit, Sample::Many(&[(50, &[]), (1, &[("datum_einde", "20230401"), ("reden_einde", "01")])]), false),
    ],
};

pub(super) fn broken_by(tally: &Tally) -> Option<Share> {
    Share::whole(tally.rows - tally.ended, tally.rows)
}
