//! `gi-process`: what a certified institution does after the start of one measure.

use domain::codes::MEASURES;
use domain::{Code, Day, EventKind, WaitCause};
use person::Record;

use super::Delivery;
use super::child_row::{self, Lead, child_columns};
use super::table::{self, Fields, Seen};
use crate::DeliveryKind;
use crate::field::{Given, two_digits};
use crate::findings::Tray;
use crate::rules::{self, judges};

/// One row.
pub(crate) struct Row<'a> {
    pub(crate) lead: Lead<'a>,
    pub(crate) measure: Given<Code>,
    pub(crate) start: Given<Day>,
    pub(crate) assigned: Given<Day>,
    pub(crate) first_contact: Given<Day>,
    pub(crate) plan: Given<Day>,
    pub(crate) cause: Given<WaitCause>,
    /// The day on which the cause was known.
    pub(crate) cause_day: Given<Day>,
}

impl<'a> Row<'a> {
    fn read(fields: &Fields<'a>) -> Row<'a> {
        let [measure, start, assigned, first_contact, plan, cause, cause_day] = fields.from(child_row::WIDTH);
        Row {
            lead: Lead::read(fields),
            measure: Given::read(measure, |text| two_digits(text).map(Code).filter(|code| MEASURES.contains(code))),
            start: Given::read(start, Day::parse_iso),
            assigned: Given::read(assigned, Day::parse_iso),
            first_contact: Given::read(first_contact, Day::parse_iso),
            plan: Given::read(plan, Day::parse_iso),
            cause: Given::read(cause, WaitCause::from_word),
            cause_day: Given::read(cause_day, Day::parse_iso),
        }
    }
}

/// Reads rows of this layout.
pub(crate) struct Layout {
    references: Seen,
}

impl table::Layout for Layout {
    const COLUMNS: &'static [&'static str] = child_columns![
        "maatregel",
        "datum_aanvang",
        "datum_toegewezen",
        "datum_eerste_contact",
        "datum_plan",
        "oorzaak_wachten",
        "datum_oorzaak"
    ];
    const REFERENCE: usize = 0;

    fn new() -> Layout {
        Layout { references: Seen::default() }
    }

    fn judge(&mut self, fields: &Fields<'_>, delivery: &Delivery<'_>, tray: &mut Tray<'_>) -> Option<Record> {
        let row = Row::read(fields);
        row.lead.judge(row.start.value(), tray);
        for (rule, broken_by) in judges(rules::gi_process::RULES) {
            tray.judge(rule, broken_by(&row, delivery.window));
        }
        row.start.value().filter(|_| tray.is_sound())?;
        self.references.take(&[row.lead.reference], tray)?;
        Some(record(&row, delivery, tray))
    }
}

/// The start of the order itself is told by youth policy and the court.
fn record(row: &Row<'_>, delivery: &Delivery<'_>, tray: &mut Tray<'_>) -> Record {
    let teller = row.lead.teller(DeliveryKind::GiProcess, delivery, tray);
    let (start, measure) = (row.start.value(), row.measure.value().unwrap_or_default());
    let assigned =
        delivery.day_within(start, row.assigned, "datum_toegewezen", tray).map(|day| (EventKind::GiWorkerAssigned, day, measure));
    let first_contact =
        delivery.day_within(start, row.first_contact, "datum_eerste_contact", tray).map(|day| (EventKind::GiFirstContact, day, measure));
    let plan = delivery.day_within(start, row.plan, "datum_plan", tray).map(|day| (EventKind::GiPlanMade, day, measure));
    let cause = row.cause.value().and_then(|cause| {
        delivery.day_within(start, row.cause_day, "datum_oorzaak", tray).map(|day| (EventKind::GiCauseOfWait, day, Code(cause.number())))
    });
    let events = [assigned, first_contact, plan, cause].into_iter().flatten();
    row.lead.record(events.map(|(kind, day, code)| teller.event(kind, day, code)).collect(), tray)
}
