//! Child-protection orders.

use domain::{EventKind, codes::MEASURES};

use super::footnotes;
use crate::{CountPlan, Indicator, Text, Unit};

/// The indicator `order-records`.
pub fn indicator() -> Indicator {
    Indicator {
        id: "order-records",
        title: Text { nl: "Kinderbeschermingsmaatregelen", en: "Child-protection orders" },
        question: Text { nl: "Hoeveel kinderbeschermingsmaatregelen beginnen er?", en: "How many child-protection orders start?" },
        definition: Text {
            nl: "Het aantal maatregelen dat in het jaar begon: ondertoezichtstelling, voorlopige ondertoezichtstelling en voogdij. Een voorlopige maatregel die overgaat in een ondertoezichtstelling is één maatregel. Die begint op de eerste dag van de voorlopige maatregel.",
            en: "The number of orders that started in the year: supervision, interim supervision and guardianship. An interim order that becomes a supervision order is one order, from the interim's first day.",
        },
        counts: Text {
            nl: "Maatregelen. Een kind met twee maatregelen telt twee keer.",
            en: "Orders. A child with two orders counts twice.",
        },
        plan: CountPlan::starts(EventKind::OrderStarted, Unit::Records).with_codes(&MEASURES),
        rows: vec!["R1", "R11"],
        method: "docs/methods/trajectories.md",
        footnotes: vec![footnotes::REASON_OF_AN_ORDER],
        unreliable_when: Text {
            nl: "De vorm van geweld is niet betrouwbaar voor de eerste twee jaren met leveringen: wat daarvoor werd gemeld, is niet bekend.",
            en: "The form of violence is not reliable in the first two years of deliveries: what was reported before is not known.",
        },
    }
}
