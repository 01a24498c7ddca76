//! From a supervision order to help.

use super::footnotes;
use crate::{CountPlan, Indicator, Text};

/// The indicator `help-after-order`.
pub fn indicator() -> Indicator {
    Indicator {
        id: "help-after-order",
        title: Text { nl: "Hulp na een ondertoezichtstelling", en: "Help after a supervision order" },
        question: Text {
            nl: "Hoe lang wacht een kind met een ondertoezichtstelling op hulp?",
            en: "How long does a child under a supervision order wait for help?",
        },
        definition: Text {
            nl: "Van elke ondertoezichtstelling: na hoeveel dagen jeugdhulp begon. Hulp die op de eerste dag al liep, telt als nul dagen. Na een voorlopige ondertoezichtstelling telt de tijd vanaf de eerste dag daarvan. Eindigt de maatregel eerder, verhuist of overlijdt het kind, of wordt het 18, dan is dat een eigen uitkomst. Zien wij geen van beide tot de laatste dag met leveringen, dan is de uitkomst open.",
            en: "For each supervision order: after how many days youth help started. Help that already ran on the first day is day 0. After an interim order the time runs from its first day. If the order ends first, or the child moves, dies or turns 18, that is an outcome of its own. Where neither is seen through the last day with deliveries, the outcome is open.",
        },
        counts: Text {
            nl: "Maatregelen. Een kind met twee maatregelen telt twee keer.",
            en: "Orders. A child with two orders counts twice.",
        },
        plan: CountPlan::hand_over("help-after-order", 365),
        rows: vec!["R3", "R4"],
        method: "docs/methods/hand-overs.md",
        footnotes: vec![footnotes::REASON_OF_AN_ORDER, footnotes::NOT_IN_THE_REGISTER],
        unreliable_when: Text {
            nl: "Niet betrouwbaar als aanbieders in een gemeente laat of niet leveren: hulp die er was, lijkt dan te ontbreken.",
            en: "Not reliable where providers in a municipality deliver late or not at all: help that was there then seems to be missing.",
        },
    }
}
