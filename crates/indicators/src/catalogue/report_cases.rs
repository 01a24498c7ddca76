//! Cases at Veilig Thuis with a report.

use domain::EventKind;

use super::footnotes;
use crate::{CountPlan, Indicator, Text, Unit};

/// The indicator `report-cases`.
pub fn indicator() -> Indicator {
    Indicator {
        id: "report-cases",
        title: Text { nl: "Casussen met een melding bij Veilig Thuis", en: "Cases with a report to Veilig Thuis" },
        question: Text {
            nl: "Over hoeveel casussen krijgt Veilig Thuis meldingen?",
            en: "About how many cases does Veilig Thuis receive reports?",
        },
        definition: Text {
            nl: "Het aantal casussen met een melding in het jaar. Elke casus telt één keer per jaar, bij de eerste melding in dat jaar. Een casus kan over meer kinderen gaan.",
            en: "The number of cases with a report in the year. Each case counts once a year, at its first report in that year. A case may be about several children.",
        },
        counts: Text {
            nl: "Casussen. Een casus met drie meldingen telt één keer per jaar.",
            en: "Cases. A case with three reports counts once a year.",
        },
        plan: CountPlan::starts(EventKind::ReportReceived, Unit::Cases),
        rows: vec!["R1"],
        method: "docs/methods/trajectories.md",
        footnotes: vec![footnotes::REASONS_ARE_A_SET],
        unreliable_when: Text {
            nl: "Niet betrouwbaar rond 1 januari 2019: toen veranderde het handelingsprotocol, en daarmee wat als melding telt.",
            en: "Not reliable around 1 January 2019: the protocol changed then, and with it what counts as a report.",
        },
    }
}
