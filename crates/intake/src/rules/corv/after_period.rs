//! CV-AFTER-PERIOD: a message was sent in or before the period of its delivery.

use crate::formats::Window;
use crate::formats::corv::Letter;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CV-AFTER-PERIOD",
    severity: Severity::Error,
    message: Words {
        nl: "Het bericht is verstuurd na de periode van deze aanlevering.",
        en: "The message was sent after the period of this delivery.",
    },
    why: Words { nl: "Wat nog niet gebeurd kan zijn, telt niet mee.", en: "What cannot have happened yet does not count." },
    fix: Words {
        nl: "Controleer tijdstipBericht, of lever het bericht aan bij de periode waarin het is verstuurd.",
        en: "Check tijdstipBericht, or deliver the message with the period in which it was sent.",
    },
    fields: &["tijdstipBericht"],
    source: "docs/how-to/deliver.md",
    examples: &[
        broken(&[("tijdstipBericht", "20230701000000")]),
        sound(&[("tijdstipBericht", "20230630235959")]),
        missing_passes(&[("tijdstipBericht", "")]),
    ],
};

pub(super) fn broken_by(letter: &Letter<'_>) -> Fault {
    let is_after = |window: Window| letter.moment.value().is_some_and(|moment| moment.day > window.last);
    at_fault("tijdstipBericht", letter.window.is_some_and(is_after))
}
