//! DE-ONLY-ENDS: a delivery holds what runs, too.

use crate::formats::tally::{Share, Tally};
use crate::rules::{Rule, Sample, Severity, Shows, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "DE-ONLY-ENDS",
    severity: Severity::Notice,
    message: Words { nl: "Alle rijen hebben een einde.", en: "All rows have an end." },
    why: Words {
        nl: "Lopende hulp hoort ook in de aanlevering; nu lijkt het of alles stopte.",
        en: "Running help belongs in the delivery too; now everything seems to have stopped.",
    },
    fix: Words { nl: "Lever alle jeugdigen: gestart, lopend en geëindigd.", en: "Deliver all youths: started, running and ended." },
    fields: &["datum_einde"],
    source: "Own yardstick; Beleidsinformatie Jeugd v7, 7.5",
    examples: &[
        example(Shows::Broken, Sample::Many(&[(50, &[("datum_einde", "20230401"), ("reden_einde", "01")])]), true),
        example(Shows::Sound, Sample::Many(&[(50, &[])]), false),
        example(Shows::Missing, Sample::Many(&[(1, &[])]), false),
        example(Shows::Limit, Sample::Many(&[(49, &[("datum_einde", "20230401"), ("reden_einde", "01")])]), false),
        example(Shows::Limit, Sample::Many(&[(50, &[("datum_einde", "20230401"), ("reden_einde", "01")])]), true),
        example(Shows::Limit, Sample::Many(&[(50, &[("datum_einde", "20230401"), ("reden_einde", "01")]), (1, &[])]), false),
    ],
};

pub(super) fn broken_by(tally: &Tally) -> Option<Share> {
    Share::whole(tally.ended, tally.rows)
}
