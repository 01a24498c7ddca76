//! DE-ALL-CRISIS: help seldom starts with a crisis.

use crate::formats::tally::{Share, Tally};
use crate::rules::{Rule, Sample, Severity, Shows, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "DE-ALL-CRISIS",
    severity: Severity::Notice,
    message: Words { nl: "Bijna alle hulp begint met een crisis.", en: "Nearly all help starts with a crisis." },
    why: Words {
        nl: "Vaak staat 01 en 02 verwisseld; hoe snel hulp komt bij acuut gevaar klopt dan niet.",
        en: "Often 01 and 02 were swapped; how soon help comes in acute danger is then wrong.",
    },
    fix: Words {
        nl: "Kijk of 01 ja en 02 nee betekent. Geeft u alleen crisishulp, dan klopt het.",
        en: "See whether 01 means yes and 02 no. If you give crisis help only, it is right.",
    },
    fields: &["gestart_met_crisis"],
    source: "Own yardstick; Beleidsinformatie Jeugd v7, 3.4",
    examples: &[
        example(Shows::Broken, Sample::Many(&[(50, &[("gestart_met_crisis", "01")])]), true),
        example(Shows::Sound, Sample::Many(&[(50, &[])]), false),
        example(Shows::Missing, Sample::Many(&[(50, &[("gestart_met_crisis", "")])]), false),
        example(Shows::Limit, Sample::Many(&[(49, &[("gestart_met_crisis", "01")])]), false),
        example(Shows::Limit, Sample::Many(&[(91, &[("gestart_met_crisis", "01")]), (9, &[])]), true),
        example(Shows::Limit, Sample::Many(&[(90, &[("gestart_met_crisis", "01")]), (10, &[])]), false),
    ],
};

pub(super) fn broken_by(tally: &Tally) -> Option<Share> {
    Share::above(tally.crisis, tally.crisis_told, 90)
}
