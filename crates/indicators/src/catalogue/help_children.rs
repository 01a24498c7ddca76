//! Children for whom youth help starts.

use domain::{Breakdown, EventKind};

use super::footnotes;
use crate::{CountPlan, Indicator, Text, Unit};

/// The indicator `help-children`.
pub fn indicator() -> Indicator {
    Indicator {
        id: "help-children",
        title: Text { nl: "Kinderen bij wie jeugdhulp begint", en: "Children for whom youth help starts" },
        question: Text { nl: "Bij hoeveel kinderen begint jeugdhulp?", en: "For how many children does youth help start?" },
        definition: Text {
            nl: "Het aantal kinderen bij wie in het jaar jeugdhulp begon. Elk kind telt één keer per jaar, bij de eerste hulp in dat jaar.",
            en: "The number of children for whom youth help started in the year. Each child counts once a year, at the first help in that year.",
        },
        counts: Text {
            nl: "Kinderen. Een kind met twee soorten hulp telt één keer per jaar.",
            en: "Children. A child with two kinds of help counts once a year.",
        },
        plan: CountPlan::starts(EventKind::HelpStarted, Unit::Children).by(&[Breakdown::All, Breakdown::Sex, Breakdown::Age]),
        rows: vec!["R1", "R12"],
        method: "docs/methods/trajectories.md",
        footnotes: vec![footnotes::NOT_IN_THE_REGISTER, footnotes::LINKED],
        unreliable_when: Text {
            nl: "Niet betrouwbaar als een grote aanbieder niet levert: kijk naar de volledigheid.",
            en: "Not reliable where a large provider does not deliver: look at the completeness.",
        },
    }
}
