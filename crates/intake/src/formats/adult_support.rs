//! `adult-support`: one support, home or income of someone from 17 years on.

use domain::{Code, Day, EventKind};
use person::Record;

use super::Delivery;
use super::child_row::{self, Lead, child_columns};
use super::table::{self, Fields, Seen};
use crate::DeliveryKind;
use crate::field::{Given, place_in};
use crate::findings::Tray;
use crate::rules::{self, judges};

/// What is given.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Provision {
    /// Support (Wmo, Wlz, Zvw).
    Support,
    /// A home.
    Housing,
    /// Income.
    Income,
}

impl Provision {
    fn from_word(text: &str) -> Option<Provision> {
        match text {
            "support" => Some(Provision::Support),
            "housing" => Some(Provision::Housing),
            "income" => Some(Provision::Income),
            _ => None,
        }
    }

    /// The kinds of its start and of its end; the ends of housing and income are not followed.
    fn kinds(self) -> (EventKind, Option<EventKind>) {
        match self {
            Provision::Support => (EventKind::AdultSupportStarted, Some(EventKind::AdultSupportEnded)),
            Provision::Housing => (EventKind::HousingStarted, None),
            Provision::Income => (EventKind::IncomeStarted, None),
        }
    }
}

/// Why it ended; the code of `adult-support.ended` is the place in this list, from 1.
const END_REASONS: [&str; 5] = ["completed", "stopped", "moved", "died", "other"];

/// One row.
pub(crate) struct Row<'a> {
    pub(crate) lead: Lead<'a>,
    pub(crate) provision: Given<Provision>,
    pub(crate) start: Given<Day>,
    pub(crate) end: Given<Day>,
    pub(crate) end_reason: Given<u8>,
}

impl<'a> Row<'a> {
    fn read(fields: &Fields<'a>) -> Row<'a> {
        let [provision, start, end, end_reason] = fields.from(child_row::WIDTH);
        Row {
            lead: Lead::read(fields),
            provision: Given::read(provision, Provision::from_word),
            start: Given::read(start, Day::parse_iso),
            end: Given::read(end, Day::parse_iso),
            end_reason: place_in(&END_REASONS, end_reason),
        }
    }
}

/// Reads rows of this layout.
pub(crate) struct Layout {
    references: Seen,
}

impl table::Layout for Layout {
    const COLUMNS: &'static [&'static str] = child_columns!["soort", "datum_aanvang", "datum_einde", "reden_einde"];
    const REFERENCE: usize = 0;

    fn new() -> Layout {
        Layout { references: Seen::default() }
    }

    fn judge(&mut self, fields: &Fields<'_>, delivery: &Delivery<'_>, tray: &mut Tray<'_>) -> Option<Record> {
        let row = Row::read(fields);
        row.lead.judge(row.start.value(), tray);
        for (rule, broken_by) in judges(rules::adult_support::RULES) {
            tray.judge(rule, broken_by(&row, delivery.window));
        }
        let (start, provision) = (row.start.value().filter(|_| tray.is_sound())?, row.provision.value()?);
        self.references.take(&[row.lead.reference], tray)?;
        Some(record(&row, start, provision, delivery, tray))
    }
}

fn record(row: &Row<'_>, start: Day, provision: Provision, delivery: &Delivery<'_>, tray: &mut Tray<'_>) -> Record {
    let teller = row.lead.teller(DeliveryKind::AdultSupport, delivery, tray);
    let (starts, ends) = provision.kinds();
    let end = delivery.end_within(row.end, "datum_einde", tray);
    let reason = Code(row.end_reason.value().unwrap_or(0));
    let end = ends.and_then(|kind| Some(teller.event(kind, end?, reason)));
    let start = teller.event(starts, start, Code::NONE);
    row.lead.record(std::iter::once(start).chain(end).collect(), tray)
}
