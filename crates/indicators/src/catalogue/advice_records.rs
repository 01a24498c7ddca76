//! Advice asked of Veilig Thuis.

use domain::{Breakdown, EventKind};

use super::footnotes;
use crate::{CountPlan, Indicator, Text, Unit};

/// The indicator `advice-records`.
pub fn indicator() -> Indicator {
    Indicator {
        id: "advice-records",
        title: Text { nl: "Adviezen door Veilig Thuis", en: "Advice given by Veilig Thuis" },
        question: Text { nl: "Hoe vaak vragen mensen advies over een kind?", en: "How often do people ask advice about a child?" },
        definition: Text {
            nl: "Het aantal keren dat Veilig Thuis advies gaf. Bij een advies wordt geen naam van een kind genoemd. Daarom koppelen wij adviezen niet.",
            en: "How many times Veilig Thuis gave advice. Advice names no child; it is therefore never linked.",
        },
        counts: Text {
            nl: "Adviezen. Over één kind kan vaker advies zijn gevraagd.",
            en: "Pieces of advice. Advice may have been asked about one child more than once.",
        },
        plan: CountPlan::starts(EventKind::AdviceGiven, Unit::Records).by(&[Breakdown::All, Breakdown::Form]),
        rows: vec!["R1", "R9"],
        method: "docs/methods/trajectories.md",
        footnotes: vec![footnotes::REASONS_ARE_A_SET],
        unreliable_when: Text {
            nl: "Niet betrouwbaar als een regio adviezen niet apart van meldingen registreert.",
            en: "Not reliable where a region does not record advice apart from reports.",
        },
    }
}
