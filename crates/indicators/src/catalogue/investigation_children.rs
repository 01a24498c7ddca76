//! Children investigated by Veilig Thuis.

use domain::EventKind;

use super::footnotes;
use crate::{CountPlan, Indicator, Text, Unit};

/// The indicator `investigation-children`.
pub fn indicator() -> Indicator {
    Indicator {
        id: "investigation-children",
        title: Text { nl: "Kinderen in onderzoek bij Veilig Thuis", en: "Children investigated by Veilig Thuis" },
        question: Text {
            nl: "Bij hoeveel kinderen begint Veilig Thuis een onderzoek?",
            en: "For how many children does Veilig Thuis start an investigation?",
        },
        definition: Text {
            nl: "Het aantal kinderen bij wie Veilig Thuis in het jaar een onderzoek begon. Elk kind telt één keer per jaar, bij het eerste onderzoek in dat jaar.",
            en: "The number of children for whom Veilig Thuis started an investigation in the year. Each child counts once a year, at the first investigation in that year.",
        },
        counts: Text {
            nl: "Kinderen. Een kind met twee onderzoeken telt één keer per jaar.",
            en: "Children. A child with two investigations counts once a year.",
        },
        plan: CountPlan::starts(EventKind::InvestigationStarted, Unit::Children),
        rows: vec!["R1"],
        method: "docs/methods/trajectories.md",
        footnotes: vec![footnotes::REASONS_ARE_A_SET, footnotes::LINKED],
        unreliable_when: Text {
            nl: "Niet betrouwbaar als een regio onderzoeken niet aan een casus koppelt: dan is de vorm van geweld onbekend.",
            en: "Not reliable where a region ties no case to investigations: the form of violence is then unknown.",
        },
    }
}
