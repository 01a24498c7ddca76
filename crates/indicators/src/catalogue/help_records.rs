//! Youth help started.

use domain::{Breakdown, EventKind};

use super::footnotes;
use crate::{CountPlan, Indicator, Text, Unit};

/// The indicator `help-records`.
pub fn indicator() -> Indicator {
    Indicator {
        id: "help-records",
        title: Text { nl: "Begonnen jeugdhulp", en: "Youth help started" },
        question: Text { nl: "Hoe vaak begint jeugdhulp?", en: "How often does youth help start?" },
        definition: Text {
            nl: "Het aantal keren dat jeugdhulp in het jaar begon, volgens aanbieders, gecertificeerde instellingen en gemeenten. Hulp die twee van hen noemen, telt één keer.",
            en: "How many times youth help started in the year, according to providers, certified institutions and municipalities. Help named by two of them counts once.",
        },
        counts: Text {
            nl: "Trajecten. Een kind met twee soorten hulp telt twee keer.",
            en: "Trajectories. A child with two kinds of help counts twice.",
        },
        plan: CountPlan::starts(EventKind::HelpStarted, Unit::Records).by(&[Breakdown::All, Breakdown::Sex, Breakdown::Age]),
        rows: vec!["R1", "R12"],
        method: "docs/methods/trajectories.md",
        footnotes: vec![footnotes::NOT_IN_THE_REGISTER],
        unreliable_when: Text {
            nl: "Niet betrouwbaar als een grote aanbieder niet levert: kijk naar de volledigheid.",
            en: "Not reliable where a large provider does not deliver: look at the completeness.",
        },
    }
}
