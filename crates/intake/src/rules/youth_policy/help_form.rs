//! YP-HELP-FORM: the help form stands in the list.

use crate::formats::Window;
use crate::formats::youth_policy::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-HELP-FORM",
    severity: Severity::Error,
    message: Words { nl: "De hulpvorm staat niet in de lijst.", en: "The help form is not in the list." },
    why: Words {
        nl: "Zonder geldige hulpvorm is niet te zeggen welke hulp dit is.",
        en: "Without a valid form there is no telling which help this is.",
    },
    fix: Words {
        nl: "Vul 01–04 (zonder verblijf) of 11–14 (met verblijf) in, met twee cijfers.",
        en: "Fill in 01–04 (without stay) or 11–14 (with stay), in two digits.",
    },
    fields: &["hulpvorm"],
    source: "Beleidsinformatie Jeugd v7, 3.3",
    examples: &[
        broken(&[("hulpvorm", "05")]),
        broken(&[("hulpvorm", "2")]),
        sound(&[("hulpvorm", "14")]),
        missing_passes(&[("hulpvorm", ""), ("type_machtiging", "72")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("hulpvorm", row.help_form.is_unreadable())
}
