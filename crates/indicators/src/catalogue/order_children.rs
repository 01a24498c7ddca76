//! Children with a new order.

use domain::{EventKind, codes::MEASURES};

use super::footnotes;
use crate::{CountPlan, Indicator, Text, Unit};

/// The indicator `order-children`.
pub fn indicator() -> Indicator {
    Indicator {
        id: "order-children",
        title: Text { nl: "Kinderen met een nieuwe maatregel", en: "Children with a new order" },
        question: Text {
            nl: "Bij hoeveel kinderen begint een kinderbeschermingsmaatregel?",
            en: "For how many children does a child-protection order start?",
        },
        definition: Text {
            nl: "Het aantal kinderen bij wie in het jaar een maatregel begon: ondertoezichtstelling, voorlopige ondertoezichtstelling of voogdij. Elk kind telt één keer per jaar, bij de eerste maatregel in dat jaar.",
            en: "The number of children for whom an order started in the year: supervision, interim supervision or guardianship. Each child counts once a year, at the first order in that year.",
        },
        counts: Text {
            nl: "Kinderen. Een kind met twee maatregelen telt één keer per jaar.",
            en: "Children. A child with two orders counts once a year.",
        },
        plan: CountPlan::starts(EventKind::OrderStarted, Unit::Children).with_codes(&MEASURES),
        rows: vec!["R1", "R11"],
        method: "docs/methods/trajectories.md",
        footnotes: vec![footnotes::REASON_OF_AN_ORDER, footnotes::LINKED],
        unreliable_when: Text {
            nl: "De vorm van geweld is niet betrouwbaar voor de eerste twee jaren met leveringen: wat daarvoor werd gemeld, is niet bekend.",
            en: "The form of violence is not reliable in the first two years of deliveries: what was reported before is not known.",
        },
    }
}
