//! `programme`: one programme of prevention in one municipality and period. Totals; names nobody.

use domain::{Day, Municipality, RegionCode};
use person::Record;

use super::Delivery;
use super::child_row::nameless;
use super::table::{self, Fields, Seen};
use crate::field::{Given, place_in, whole};
use crate::findings::Tray;
use crate::rules::{self, judges};

/// For whom a programme is.
const TARGET_GROUPS: [&str; 4] = ["children", "parents", "professionals", "public"];
/// How well it is known to work, from nothing to strong.
const EVIDENCE: [&str; 6] = ["none", "described", "theory", "first", "good", "strong"];

/// One row.
pub(crate) struct Row<'a> {
    reference: &'a str,
    pub(crate) programme: &'a str,
    pub(crate) municipality: Given<Municipality>,
    pub(crate) from: Given<Day>,
    pub(crate) through: Given<Day>,
    pub(crate) target_group: Given<u8>,
    pub(crate) age_from: Given<u32>,
    pub(crate) age_through: Given<u32>,
    pub(crate) evidence: Given<u8>,
    pub(crate) planned: Given<u32>,
    pub(crate) reached: Given<u32>,
}

impl<'a> Row<'a> {
    fn read(fields: &Fields<'a>) -> Row<'a> {
        let [reference, programme, municipality, from, through, target_group, age_from, age_through, evidence, planned, reached] =
            fields.all();
        Row {
            reference,
            programme,
            municipality: municipality_of(municipality),
            from: Given::read(from, Day::parse_iso),
            through: Given::read(through, Day::parse_iso),
            target_group: place_in(&TARGET_GROUPS, target_group),
            age_from: whole(age_from),
            age_through: whole(age_through),
            evidence: place_in(&EVIDENCE, evidence),
            planned: whole(planned),
            reached: whole(reached),
        }
    }
}

/// A municipality code, `GM0363`.
pub(super) fn municipality_of(text: &str) -> Given<Municipality> {
    Given::read(text, |text| text.parse::<RegionCode>().ok().and_then(RegionCode::municipality).filter(|code| code.is_known()))
}

/// Reads rows of this layout.
pub(crate) struct Layout {
    references: Seen,
}

impl table::Layout for Layout {
    const COLUMNS: &'static [&'static str] = &[
        "kenmerk",
        "programma",
        "gemeente",
        "datum_van",
        "datum_tot",
        "doelgroep",
        "leeftijd_van",
        "leeftijd_tot",
        "bewijs",
        "gepland",
        "bereikt",
    ];
    const REFERENCE: usize = 0;

    fn new() -> Layout {
        Layout { references: Seen::default() }
    }

    fn judge(&mut self, fields: &Fields<'_>, delivery: &Delivery<'_>, tray: &mut Tray<'_>) -> Option<Record> {
        let row = Row::read(fields);
        tray.judge(&rules::delivery::reference::RULE, rules::delivery::reference::broken_by(row.reference, ""));
        for (rule, broken_by) in judges(rules::programme::RULES) {
            tray.judge(rule, broken_by(&row, delivery.window));
        }
        if !tray.is_sound() {
            return None;
        }
        self.references.take(&[row.reference], tray)?;
        Some(nameless(row.reference, tray))
    }
}
