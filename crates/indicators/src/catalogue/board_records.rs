//! Requests to the Child Protection Board.

use domain::EventKind;

use super::footnotes;
use crate::{CountPlan, Indicator, Text, Unit};

/// The indicator `board-records`.
pub fn indicator() -> Indicator {
    Indicator {
        id: "board-records",
        title: Text { nl: "Verzoeken aan de Raad voor de Kinderbescherming", en: "Requests to the Child Protection Board" },
        question: Text { nl: "Hoe vaak wordt de Raad om onderzoek gevraagd?", en: "How often is the Board asked to investigate?" },
        definition: Text {
            nl: "Het aantal verzoeken aan de Raad voor de Kinderbescherming in het jaar, met de gronden die de Raad noemt.",
            en: "The number of requests to the Child Protection Board in the year, with the grounds the Board names.",
        },
        counts: Text {
            nl: "Verzoeken. Een kind met twee verzoeken telt twee keer.",
            en: "Requests. A child with two requests counts twice.",
        },
        plan: CountPlan::starts(EventKind::BoardRequested, Unit::Records),
        rows: vec!["R1", "R11"],
        method: "docs/methods/trajectories.md",
        footnotes: vec![footnotes::REASONS_ARE_A_SET],
        unreliable_when: Text {
            nl: "Niet betrouwbaar als gronden vaak ontbreken: kijk naar het aandeel onbekend.",
            en: "Not reliable where grounds are often missing: look at the share unknown.",
        },
    }
}
