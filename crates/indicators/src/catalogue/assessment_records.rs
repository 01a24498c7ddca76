//! Safety assessments completed by Veilig Thuis.

use domain::EventKind;

use super::footnotes;
use crate::{CountPlan, Indicator, Text, Unit};

/// The indicator `assessment-records`.
pub fn indicator() -> Indicator {
    Indicator {
        id: "assessment-records",
        title: Text { nl: "Veiligheidsbeoordelingen", en: "Safety assessments" },
        question: Text { nl: "Hoeveel meldingen beoordeelt Veilig Thuis?", en: "How many reports does Veilig Thuis assess?" },
        definition: Text {
            nl: "Het aantal veiligheidsbeoordelingen dat Veilig Thuis in het jaar afrondde. De vorm van geweld is die van de melding waar de beoordeling over gaat.",
            en: "The number of safety assessments that Veilig Thuis completed in the year. The form of violence is that of the report it answers.",
        },
        counts: Text {
            nl: "Beoordelingen. Elke melding heeft ten hoogste één beoordeling.",
            en: "Assessments. Each report has one assessment at most.",
        },
        plan: CountPlan::starts(EventKind::AssessmentCompleted, Unit::Records),
        rows: vec!["R1", "R9"],
        method: "docs/methods/trajectories.md",
        footnotes: vec![footnotes::REASONS_ARE_A_SET],
        unreliable_when: Text {
            nl: "Niet betrouwbaar als een regio de dag van de beoordeling later invult dan hij was.",
            en: "Not reliable where a region records another day than the assessment's own.",
        },
    }
}
