//! Investigations by Veilig Thuis.

use domain::EventKind;

use super::footnotes;
use crate::{CountPlan, Indicator, Text, Unit};

/// The indicator `investigation-records`.
pub fn indicator() -> Indicator {
    Indicator {
        id: "investigation-records",
        title: Text { nl: "Onderzoeken door Veilig Thuis", en: "Investigations by Veilig Thuis" },
        question: Text { nl: "Hoeveel onderzoeken begint Veilig Thuis?", en: "How many investigations does Veilig Thuis start?" },
        definition: Text {
            nl: "Het aantal onderzoeken naar een kind dat Veilig Thuis in het jaar begon. De vorm van geweld is die van de meldingen in dezelfde casus tot die dag.",
            en: "The number of investigations about a child that Veilig Thuis started in the year. The form of violence is that of the reports in the same case up to that day.",
        },
        counts: Text {
            nl: "Onderzoeken. Een kind met twee onderzoeken telt twee keer.",
            en: "Investigations. A child with two investigations counts twice.",
        },
        plan: CountPlan::starts(EventKind::InvestigationStarted, Unit::Records),
        rows: vec!["R1"],
        method: "docs/methods/trajectories.md",
        footnotes: vec![footnotes::REASONS_ARE_A_SET],
        unreliable_when: Text {
            nl: "Niet betrouwbaar als een regio onderzoeken niet aan een casus koppelt: dan is de vorm van geweld onbekend.",
            en: "Not reliable where a region ties no case to investigations: the form of violence is then unknown.",
        },
    }
}
