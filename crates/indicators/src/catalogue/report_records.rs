//! Reports received by Veilig Thuis.

use domain::EventKind;

use super::footnotes;
use crate::{CountPlan, Indicator, Text, Unit};

/// The indicator `report-records`.
pub fn indicator() -> Indicator {
    Indicator {
        id: "report-records",
        title: Text { nl: "Meldingen bij Veilig Thuis", en: "Reports to Veilig Thuis" },
        question: Text {
            nl: "Hoeveel meldingen over kinderen krijgt Veilig Thuis?",
            en: "How many reports about children does Veilig Thuis receive?",
        },
        definition: Text {
            nl: "Het aantal meldingen over een kind dat Veilig Thuis in het jaar kreeg. Elke melding telt mee.",
            en: "The number of reports about a child that Veilig Thuis received in the year. Each report counts.",
        },
        counts: Text {
            nl: "Meldingen. Een kind met drie meldingen telt drie keer.",
            en: "Reports. A child with three reports counts three times.",
        },
        plan: CountPlan::starts(EventKind::ReportReceived, Unit::Records),
        rows: vec!["R1", "R9"],
        method: "docs/methods/trajectories.md",
        footnotes: vec![footnotes::REASONS_ARE_A_SET],
        unreliable_when: Text {
            nl: "Niet betrouwbaar rond 1 januari 2019: toen veranderde het handelingsprotocol, en daarmee wat als melding telt.",
            en: "Not reliable around 1 January 2019: the protocol changed then, and with it what counts as a report.",
        },
    }
}
