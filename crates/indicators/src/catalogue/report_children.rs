//! Children with a report to Veilig Thuis.

use domain::EventKind;

use super::footnotes;
use crate::{CountPlan, Indicator, Text, Unit};

/// The indicator `report-children`.
pub fn indicator() -> Indicator {
    Indicator {
        id: "report-children",
        title: Text { nl: "Kinderen met een melding bij Veilig Thuis", en: "Children with a report to Veilig Thuis" },
        question: Text {
            nl: "Over hoeveel kinderen krijgt Veilig Thuis een melding?",
            en: "About how many children does Veilig Thuis receive a report?",
        },
        definition: Text {
            nl: "Het aantal kinderen met een melding in het jaar. Elk kind telt één keer per jaar, bij de eerste melding in dat jaar.",
            en: "The number of children with a report in the year. Each child counts once a year, at the first report in that year.",
        },
        counts: Text {
            nl: "Kinderen. Een kind met drie meldingen telt één keer per jaar.",
            en: "Children. A child with three reports counts once a year.",
        },
        plan: CountPlan::starts(EventKind::ReportReceived, Unit::Children),
        rows: vec!["R1", "R9"],
        method: "docs/methods/trajectories.md",
        footnotes: vec![footnotes::REASONS_ARE_A_SET, footnotes::LINKED],
        unreliable_when: Text {
            nl: "Niet betrouwbaar rond 1 januari 2019: toen veranderde het handelingsprotocol, en daarmee wat als melding telt.",
            en: "Not reliable around 1 January 2019: the protocol changed then, and with it what counts as a report.",
        },
    }
}
