//! `board`: requests to the Child Protection Board, from request to result.

use domain::{Code, Contact, Day, EventKind, Forms, Setting};
use person::{Event, Record};

use super::Delivery;
use super::child_row::{self, Lead, child_columns};
use super::table::{self, Fields, Seen};
use crate::DeliveryKind;
use crate::field::{Given, place_in};
use crate::findings::Tray;
use crate::rules::{self, judges};

/// Who may ask the Board; the code of `board.requested` is the place in this list, from 1.
pub(crate) const REQUESTERS: [&str; 6] = ["veilig-thuis", "gi", "police", "municipality", "court", "other"];
/// What the Board may advise.
const ADVICES: [&str; 5] = ["order", "interim-order", "guardianship", "help", "none"];
/// The places of `help` and `none` among them.
pub(crate) const NO_PETITION_ADVISED: [u8; 2] = [4, 5];
/// What may come of it; the code of `board.investigation.ended` is the place in this list, from 1.
pub(crate) const RESULTS: [&str; 2] = ["petition", "no-petition"];
/// The place of `petition`.
pub(crate) const PETITION: u8 = 1;

/// One row.
pub(crate) struct Row<'a> {
    pub(crate) lead: Lead<'a>,
    pub(crate) requester: Given<u8>,
    pub(crate) requested: Given<Day>,
    pub(crate) start: Given<Day>,
    pub(crate) end: Given<Day>,
    pub(crate) grounds: Given<Forms>,
    pub(crate) contact: Given<Contact>,
    pub(crate) setting: Given<Setting>,
    pub(crate) advice: Given<u8>,
    pub(crate) result: Given<u8>,
}

impl<'a> Row<'a> {
    fn read(fields: &Fields<'a>) -> Row<'a> {
        let lead = Lead::read(fields);
        let [requester, requested, start, end, grounds, contact, setting, advice, result] = fields.from(child_row::WIDTH);
        Row {
            lead,
            requester: place_in(&REQUESTERS, requester),
            requested: Given::read(requested, Day::parse_iso),
            start: Given::read(start, Day::parse_iso),
            end: Given::read(end, Day::parse_iso),
            grounds: Given::read(grounds, Forms::parse),
            contact: Given::read(contact, Contact::from_word),
            setting: Given::read(setting, Setting::from_word),
            advice: place_in(&ADVICES, advice),
            result: place_in(&RESULTS, result),
        }
    }
}

/// Reads rows of this layout.
pub(crate) struct Layout {
    references: Seen,
}

impl table::Layout for Layout {
    const COLUMNS: &'static [&'static str] =
        child_columns!["verzoeker", "datum_verzoek", "datum_start", "datum_einde", "gronden", "contact", "setting", "advies", "resultaat",];
    const REFERENCE: usize = 0;

    fn new() -> Layout {
        Layout { references: Seen::default() }
    }

    fn judge(&mut self, fields: &Fields<'_>, delivery: &Delivery<'_>, tray: &mut Tray<'_>) -> Option<Record> {
        let row = Row::read(fields);
        row.lead.judge(row.requested.value(), tray);
        for (rule, broken_by) in judges(rules::board::RULES) {
            tray.judge(rule, broken_by(&row, delivery.window));
        }
        let requested = row.requested.value().filter(|_| tray.is_sound())?;
        self.references.take(&[row.lead.reference], tray)?;
        Some(record(&row, requested, delivery, tray))
    }
}

fn record(row: &Row<'_>, requested: Day, delivery: &Delivery<'_>, tray: &mut Tray<'_>) -> Record {
    let teller = row.lead.teller(DeliveryKind::Board, delivery, tray);
    let end = delivery.end_within(row.end, "datum_einde", tray);
    let event = |kind, day, code| about(teller.event(kind, day, code), row);
    let code = |given: Given<u8>| Code(given.value().unwrap_or(0));
    let start = row.start.value().map(|day| event(EventKind::BoardInvestigationStarted, day, Code::NONE));
    let end = end.map(|day| event(EventKind::BoardInvestigationEnded, day, code(row.result)));
    let requested = event(EventKind::BoardRequested, requested, code(row.requester));
    row.lead.record([Some(requested), start, end].into_iter().flatten().collect(), tray)
}

fn about(event: Event, row: &Row<'_>) -> Event {
    let grounds = row.grounds.value().unwrap_or_default();
    Event {
        form: grounds,
        reasons: grounds,
        contact: row.contact.value().unwrap_or_default(),
        setting: row.setting.value().unwrap_or_default(),
        ..event
    }
}
