//! CS-NOT-SEXUAL: a contact is about sexual violence.

use domain::Form;

use crate::formats::Window;
use crate::formats::csg::Row;
use crate::rules::{Fault, Rule, Severity, at_fault, broken, missing_passes, sound};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CS-NOT-SEXUAL",
    severity: Severity::Warning,
    message: Words { nl: "Bij aard staat iets, maar geen seksueel geweld.", en: "The kind is filled in, but without sexual violence." },
    why: Words {
        nl: "Een Centrum Seksueel Geweld ziet kinderen na seksueel geweld; zo telt dit contact daar niet bij.",
        en: "A Centre for Sexual Violence sees children after sexual violence; as it stands this contact does not count there.",
    },
    fix: Words {
        nl: "Zet sexual in aard, of laat aard leeg als het niet bekend is.",
        en: "Put sexual in aard, or leave it empty when it is not known.",
    },
    fields: &["aard"],
    source: "our own reading",
    examples: &[
        broken(&[("aard", "physical")]),
        broken(&[("aard", "neglect|witness")]),
        sound(&[("aard", "physical|sexual")]),
        missing_passes(&[("aard", "")]),
    ],
};

pub(super) fn broken_by(row: &Row<'_>, _: Option<Window>) -> Fault {
    at_fault("aard", !row.circumstances.forms.value()?.has(Form::Sexual))
}
