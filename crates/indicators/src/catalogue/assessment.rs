//! From report to safety assessment.

use super::footnotes;
use crate::{CountPlan, Indicator, Text};

/// The indicator `assessment`.
pub fn indicator() -> Indicator {
    Indicator {
        id: "assessment",
        title: Text { nl: "Van melding naar veiligheidsbeoordeling", en: "From report to safety assessment" },
        question: Text {
            nl: "Hoe snel beoordeelt Veilig Thuis of een kind veilig is?",
            en: "How soon does Veilig Thuis assess whether a child is safe?",
        },
        definition: Text {
            nl: "Van elke melding: na hoeveel werkdagen Veilig Thuis de veiligheidsbeoordeling van die melding afrondde. De wettelijke termijn is vijf werkdagen. Een beoordeling op de dag van de melding telt als nul dagen. Meldingen waarvan wij de beoordeling nog niet konden zien, tellen als open.",
            en: "For each report: after how many working days Veilig Thuis completed the safety assessment of that report. The statutory term is five working days. An assessment on the day of the report is day 0. Reports of which the assessment could not be seen yet count as open.",
        },
        counts: Text {
            nl: "Meldingen. Een kind met drie meldingen telt drie keer.",
            en: "Reports. A child with three reports counts three times.",
        },
        plan: CountPlan::hand_over("assessment", 30),
        rows: vec!["R4", "R9"],
        method: "docs/methods/hand-overs.md",
        footnotes: vec![footnotes::REASONS_ARE_A_SET],
        unreliable_when: Text {
            nl: "Niet betrouwbaar als een regio de dag van de beoordeling later invult dan hij was.",
            en: "Not reliable where a region records another day than the assessment's own.",
        },
    }
}
