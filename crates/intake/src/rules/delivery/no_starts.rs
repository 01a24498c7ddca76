//! DE-NO-STARTS: a delivery of some size holds starts.

use crate::formats::tally::{Share, Tally};
use crate::rules::{Rule, Sample, Severity, Shows, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "DE-NO-STARTS",
    severity: Severity::Notice,
    message: Words { nl: "Geen enkele hulp begint in de periode.", en: "No help starts in the period." },
    why: Words {
        nl: "Nieuwe hulp hoort ook in de aanlevering; nu lijkt het of niemand meer hulp kreeg.",
        en: "New help belongs in the delivery too; now nobody seems to have got help any more.",
    },
    fix: Words {
        nl: "Kijk of de uitvoer ook hulp bevat die in de periode begon.",
        en: "See whether the export holds help that began in the period too.",
    },
    fields: &["datum_aanvang"],
    source: "Own yardstick; Beleidsinformatie Jeugd v7, 7.5",
    examples: &[
        example(Shows::Broken, Sample::Many(&[(50, &[("datum_aanvang", "20221201")])]), true),
        example(Shows::Sound, Sample::Many(&[(50, &[])]), false),
        example(Shows::Missing, Sample::Many(&[(1, &[])]), false),
        example(Shows::Limit, Sample::Many(&[(49, &[("datum_aanvang", "20221201")])]), false),
        example(Shows::Limit, Sample::Many(&[(50, &[("datum_aanvang", "20221201")])]), true),
        example(Shows::Limit, Sample::Many(&[(50, &[("datum_aanvang", "20221201")]), (1, &[])]), false),
        // A measure is no help.
        example(
            Shows::Broken,
            Sample::Many(&[
                (50, &[("datum_aanvang", "20221201")]),
                (1, &[("hulpvorm", ""), ("gestart_met_crisis", ""), ("type_maatregel", "11")]),
            ]),
            true,
        ),
    ],
};

pub(super) fn broken_by(tally: &Tally) -> Option<Share> {
    tally.window()?;
    Share::whole(tally.help - tally.starts.total(), tally.help)
}
