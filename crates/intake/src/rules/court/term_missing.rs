//! CO-TERM-MISSING: a supervision order or authorisation has a term.

use domain::Code;

use crate::field::Given;
use crate::formats::Window;
use crate::formats::court::{Decision, Row};
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_is_found, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CO-TERM-MISSING",
    severity: Severity::Notice,
    message: Words {
        nl: "De looptijd van een toegewezen ondertoezichtstelling of machtiging is niet bekend.",
        en: "The term of a granted supervision order or authorisation is not known.",
    },
    why: Words {
        nl: "Of een verlenging op tijd is gevraagd, is dan niet te zien.",
        en: "Whether an extension was asked for in time cannot be seen then.",
    },
    fix: Words {
        nl: "Vul bij looptijd_tot de laatste dag in die in de beschikking staat.",
        en: "Fill in the last day as the decision states it.",
    },
    fields: &["looptijd_tot"],
    source: "BW 1:258, 1:265c; docs/how-to/deliver.md, court",
    examples: &[
        broken(&[("soort", "authorisation"), ("maatregel", "71"), ("looptijd_tot", "")]),
        sound(&[("maatregel", "21"), ("looptijd_tot", "")]),
        sound(&[("uitspraak", "refused"), ("datum_ingang", ""), ("looptijd_tot", "")]),
        missing_is_found(&[("looptijd_tot", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let has_term = matches!(row.measure.value()?, Code(11 | 12 | 71 | 72));
    at_fault("looptijd_tot", has_term && row.decision == Given::Is(Decision::Granted) && row.term.is_absent())
}
