//! `police`: one child in one matter at the police. Taken in only under a purpose of its own.

use domain::{Code, Day, EventKind};
use person::Record;

use super::Delivery;
use super::child_row::{self, Lead, child_columns};
use super::circumstances::Circumstances;
use super::table::{self, Fields, Seen};
use crate::DeliveryKind;
use crate::field::Given;
use crate::findings::Tray;
use crate::rules::{self, judges};

/// One row.
pub(crate) struct Row<'a> {
    pub(crate) lead: Lead<'a>,
    pub(crate) report: Given<Day>,
    pub(crate) intake_talk: Given<Day>,
    pub(crate) complaint: Given<Day>,
    pub(crate) circumstances: Circumstances,
}

impl<'a> Row<'a> {
    fn read(fields: &Fields<'a>) -> Row<'a> {
        let [report, intake_talk, complaint] = fields.from(child_row::WIDTH);
        Row {
            lead: Lead::read(fields),
            report: Given::read(report, Day::parse_iso),
            intake_talk: Given::read(intake_talk, Day::parse_iso),
            complaint: Given::read(complaint, Day::parse_iso),
            circumstances: Circumstances::read(fields, child_row::WIDTH + 3),
        }
    }

    /// The three days in the order in which they may follow each other.
    pub(crate) fn days(&self) -> [(&'static str, EventKind, Given<Day>); 3] {
        [
            ("datum_melding", EventKind::PoliceReport, self.report),
            ("datum_informatief_gesprek", EventKind::PoliceIntakeTalk, self.intake_talk),
            ("datum_aangifte", EventKind::PoliceComplaint, self.complaint),
        ]
    }

    /// The first day on which the police knew of it.
    pub(crate) fn first_day(&self) -> Option<Day> {
        self.days().into_iter().filter_map(|(_, _, day)| day.value()).min()
    }

    /// The last day on which the police did something.
    pub(crate) fn last_day(&self) -> Option<Day> {
        self.days().into_iter().filter_map(|(_, _, day)| day.value()).max()
    }
}

/// Reads rows of this layout.
pub(crate) struct Layout {
    references: Seen,
}

impl table::Layout for Layout {
    const COLUMNS: &'static [&'static str] = child_columns![
        "datum_melding",
        "datum_informatief_gesprek",
        "datum_aangifte",
        "aard",
        "contact",
        "setting",
        "online",
        "leeftijd_ander"
    ];
    const REFERENCE: usize = 0;

    fn new() -> Layout {
        Layout { references: Seen::default() }
    }

    fn judge(&mut self, fields: &Fields<'_>, delivery: &Delivery<'_>, tray: &mut Tray<'_>) -> Option<Record> {
        let row = Row::read(fields);
        row.lead.judge(row.first_day(), tray);
        for (rule, broken_by) in judges(rules::police::RULES) {
            tray.judge(rule, broken_by(&row, delivery.window));
        }
        row.first_day().filter(|_| tray.is_sound())?;
        self.references.take(&[row.lead.reference], tray)?;
        Some(record(&row, delivery, tray))
    }
}

fn record(row: &Row<'_>, delivery: &Delivery<'_>, tray: &mut Tray<'_>) -> Record {
    let teller = row.lead.teller(DeliveryKind::Police, delivery, tray);
    let events = row.days().into_iter().filter_map(|(field, kind, day)| {
        let day = delivery.day_within(row.report.value(), day, field, tray)?;
        Some(row.circumstances.about(teller.event(kind, day, Code::NONE)))
    });
    let events = events.collect();
    row.lead.record(events, tray)
}
