//! SE-ADDRESS: the address is a page.

use crate::formats::Window;
use crate::formats::series::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "SE-ADDRESS",
    severity: Severity::Notice,
    message: Words { nl: "Het adres is geen webadres.", en: "The address is no web address." },
    why: Words { nl: "Een lezer kan de bron dan niet naslaan.", en: "A reader cannot look the source up then." },
    fix: Words { nl: "Schrijf het volledige adres, met https:// ervoor.", en: "Write the full address, beginning with https://." },
    fields: &["adres"],
    source: "docs/how-to/deliver.md, series",
    examples: &[
        broken(&[("adres", "zie StatLine")]),
        sound(&[("adres", "http://example.org")]),
        sound(&[]),
        missing_passes(&[("adres", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    let is_page = row.address.starts_with("https://") || row.address.starts_with("http://");
    at_fault("adres", !row.address.is_empty() && !is_page)
}
