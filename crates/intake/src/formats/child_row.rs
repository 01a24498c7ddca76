//! What the layouts of one child a row share: the nine columns they begin with, how the child is judged, and what its
//! events have in common.

use domain::{Code, Day, EventKind, Month, Municipality, Sex};
use person::{Event, Record, RecordKey, Sensitive};

use super::Delivery;
use super::table::Fields;
use crate::field::Child;
use crate::findings::Tray;
use crate::rules::{self, judges};
use crate::{DeliveryKind, key};

/// The columns of a layout of one child a row: the nine about the child, then its own.
macro_rules! child_columns {
    ($($column:literal),+ $(,)?) => {
        &[
            "kenmerk", "bsn", "achternaam", "voorvoegsel", "voornamen", "geboortedatum", "geslacht", "postcode", "huisnummer",
            $($column),+
        ]
    };
}
pub(crate) use child_columns;

/// The columns about the child; they stand in many layouts.
pub(crate) const CHILD_COLUMNS: [&str; WIDTH] =
    ["kenmerk", "bsn", "achternaam", "voorvoegsel", "voornamen", "geboortedatum", "geslacht", "postcode", "huisnummer"];

/// How many columns a layout of one child a row begins with.
pub(crate) const WIDTH: usize = 9;

/// The reference and the child with which a row begins.
pub(crate) struct Lead<'a> {
    pub(crate) reference: &'a str,
    bsn: &'a str,
    pub(crate) child: Child<'a>,
}

impl<'a> Lead<'a> {
    pub(crate) fn read(fields: &Fields<'a>) -> Lead<'a> {
        let child = fields.from::<8>(1);
        Lead { reference: fields.text(0), bsn: child[0], child: Child::read(child) }
    }

    /// Judges reference and child; `day` is when the row begins.
    pub(crate) fn judge(&self, day: Option<Day>, tray: &mut Tray<'_>) {
        tray.judge(&rules::delivery::reference::RULE, rules::delivery::reference::broken_by(self.reference, self.bsn));
        for (rule, broken_by) in judges(rules::child::RULES) {
            tray.judge(rule, broken_by(&self.child, day));
        }
    }

    /// What makes the events of this row; places the child.
    pub(crate) fn teller<'d>(&self, kind: DeliveryKind, delivery: &'d Delivery<'d>, tray: &mut Tray<'_>) -> Teller<'d> {
        Teller {
            delivery,
            record: key::record(kind, delivery.supplier, self.reference),
            municipality: delivery.place(self.child.home, tray),
            sex: self.child.sex.value().unwrap_or_default(),
            birth_month: self.child.birth_month(),
        }
    }

    /// The record of this row.
    pub(crate) fn record(&self, events: Vec<Event>, tray: &Tray<'_>) -> Record {
        Record {
            row: tray.row(),
            reference: Sensitive::new(self.reference.to_owned()),
            identity: Some(Sensitive::new(self.child.identity())),
            events,
        }
    }
}

/// Makes the events of one row.
pub(crate) struct Teller<'d> {
    delivery: &'d Delivery<'d>,
    record: RecordKey,
    municipality: Municipality,
    sex: Sex,
    birth_month: Option<Month>,
}

impl Teller<'_> {
    /// An event of the row, about its child.
    pub(crate) fn event(&self, kind: EventKind, day: Day, code: Code) -> Event {
        Event {
            code,
            municipality: self.municipality,
            sex: self.sex,
            birth_month: self.birth_month,
            ..self.delivery.event(kind, day, self.record)
        }
    }
}

/// The record of a row that names nobody: it was read and judged, and nothing happened to a person in it.
pub(crate) fn nameless(reference: &str, tray: &Tray<'_>) -> Record {
    Record { row: tray.row(), reference: Sensitive::new(reference.to_owned()), identity: None, events: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_layout_begins_with_the_columns_about_the_child() {
        let columns: &[&str] = child_columns!["soort"];
        assert_eq!(columns[..WIDTH], CHILD_COLUMNS);
        assert_eq!(columns[WIDTH..], ["soort"]);
    }
}
