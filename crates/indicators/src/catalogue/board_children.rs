//! Children with a request to the Board.

use domain::EventKind;

use super::footnotes;
use crate::{CountPlan, Indicator, Text, Unit};

/// The indicator `board-children`.
pub fn indicator() -> Indicator {
    Indicator {
        id: "board-children",
        title: Text { nl: "Kinderen met een verzoek aan de Raad", en: "Children with a request to the Board" },
        question: Text {
            nl: "Voor hoeveel kinderen wordt de Raad om onderzoek gevraagd?",
            en: "For how many children is the Board asked to investigate?",
        },
        definition: Text {
            nl: "Het aantal kinderen over wie de Raad voor de Kinderbescherming in het jaar een verzoek kreeg. Elk kind telt één keer per jaar, bij het eerste verzoek in dat jaar.",
            en: "The number of children about whom the Child Protection Board received a request in the year. Each child counts once a year, at the first request in that year.",
        },
        counts: Text {
            nl: "Kinderen. Een kind met twee verzoeken telt één keer per jaar.",
            en: "Children. A child with two requests counts once a year.",
        },
        plan: CountPlan::starts(EventKind::BoardRequested, Unit::Children),
        rows: vec!["R1", "R11"],
        method: "docs/methods/trajectories.md",
        footnotes: vec![footnotes::REASONS_ARE_A_SET, footnotes::LINKED],
        unreliable_when: Text {
            nl: "Niet betrouwbaar als gronden vaak ontbreken: kijk naar het aandeel onbekend.",
            en: "Not reliable where grounds are often missing: look at the share unknown.",
        },
    }
}
