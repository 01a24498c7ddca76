//! YP-DOUBLED-KEY: one child has one record of a form with one start.

use crate::field::Number;
use crate::formats::table::Seen;
use crate::formats::youth_policy::{Row, Written};
use crate::rules::{Rule, Sample, Severity, Shows, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "YP-DOUBLED-KEY",
    severity: Severity::Error,
    message: Words {
        nl: "Deze jeugdige staat al eerder in het bestand met dezelfde aanvang en hulpvorm of maatregel.",
        en: "This youth stands earlier in the file with the same start and form or measure.",
    },
    why: Words {
        nl: "Dezelfde hulp zou twee keer tellen; de eerste rij telt, de latere niet.",
        en: "The same help would count twice; the first row counts, the later does not.",
    },
    fix: Words {
        nl: "Voeg de rijen samen tot één, met de eerste aanvang en het laatste einde.",
        en: "Join the rows into one, with the first start and the last end.",
    },
    fields: &["bsn", "datum_aanvang", "hulpvorm"],
    source: "Beleidsinformatie Jeugd v7, 3.3",
    examples: &[
        example(Shows::Broken, Sample::Rows(&[&[], &[("kenmerk", "A-2")]]), true),
        example(Shows::Broken, Sample::Rows(&[&[("bsn", "999999999")], &[("bsn", "999999999")]]), true),
        example(Shows::Sound, Sample::Rows(&[&[], &[("kenmerk", "A-2"), ("hulpvorm", "03")]]), false),
        // Twins without a number have their own references.
        example(Shows::Missing, Sample::Rows(&[&[("bsn", "")], &[("bsn", ""), ("kenmerk", "A-2")]]), false),
    ],
};

/// The key of a row — citizen number, start and code; without a number sex, birth date, postcode and own reference
/// in its place, so that twins stay two — and whether it was seen before.
pub(crate) fn look(seen: &Seen, row: &Row<'_>) -> (u64, bool) {
    let Written { birth, sex, postcode, codes: [form, measure, authorisation], start, received } = row.written;
    match row.child.number {
        Number::Valid(_) => seen.look(&[row.bsn, start, received, form, measure, authorisation]),
        Number::Unknown | Number::Unborn | Number::Wrong => {
            seen.look(&[sex, birth, postcode, row.reference, start, received, form, measure, authorisation])
        }
    }
}
