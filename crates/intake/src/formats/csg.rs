//! `csg`: one contact of a child with a Centre for Sexual Violence.

use domain::{AcuteCare, Code, Day, EventKind, TraceExaminer};
use person::Record;

use super::Delivery;
use super::child_row::{self, Lead, child_columns};
use super::circumstances::Circumstances;
use super::table::{self, Fields, Seen};
use crate::DeliveryKind;
use crate::field::{Given, place_in};
use crate::findings::Tray;
use crate::rules::{self, judges};

/// Yes and no.
const YES_NO: [&str; 2] = ["J", "N"];
/// The place of no.
pub(crate) const NO: u8 = 2;

/// To whom a child is referred; the code of `csg.referral` is the place in this list, from 1. `none` is no referral.
const REFERRED_TO: [&str; 6] = ["veilig-thuis", "police", "provider", "gp", "municipality", "none"];
/// The place of `none`.
pub(crate) const NO_REFERRAL: u8 = 6;

/// One row.
pub(crate) struct Row<'a> {
    pub(crate) lead: Lead<'a>,
    pub(crate) day: Given<Day>,
    pub(crate) incident: Given<Day>,
    pub(crate) circumstances: Circumstances,
    pub(crate) medical: Given<u8>,
    pub(crate) psychological: Given<u8>,
    pub(crate) treatment: Given<Day>,
    pub(crate) examined: Given<Day>,
    pub(crate) examiner: Given<TraceExaminer>,
    pub(crate) police: Given<u8>,
    pub(crate) referred_to: Given<u8>,
    pub(crate) referred: Given<Day>,
}

impl<'a> Row<'a> {
    fn read(fields: &Fields<'a>) -> Row<'a> {
        let [day, incident] = fields.from(child_row::WIDTH);
        let [medical, psychological, treatment, examined, examiner, police, referred_to, referred] = fields.from(child_row::WIDTH + 7);
        Row {
            lead: Lead::read(fields),
            day: Given::read(day, Day::parse_iso),
            incident: Given::read(incident, Day::parse_iso),
            circumstances: Circumstances::read(fields, child_row::WIDTH + 2),
            medical: place_in(&YES_NO, medical),
            psychological: place_in(&YES_NO, psychological),
            treatment: Given::read(treatment, Day::parse_iso),
            examined: Given::read(examined, Day::parse_iso),
            examiner: Given::read(examiner, TraceExaminer::from_word),
            police: place_in(&YES_NO, police),
            referred_to: place_in(&REFERRED_TO, referred_to),
            referred: Given::read(referred, Day::parse_iso),
        }
    }

    /// The last day on which the centre did something.
    pub(crate) fn last_day(&self) -> Option<Day> {
        [self.day, self.treatment, self.examined, self.referred].into_iter().filter_map(Given::value).max()
    }

    /// Acute or later; none where the day of the incident is not known or cannot be right.
    fn code(&self, contact: Day) -> Code {
        match self.incident.value().filter(|incident| *incident <= contact) {
            Some(incident) if AcuteCare::on(contact).is_acute(incident, contact) => Code::ACUTE_CONTACT,
            Some(_) => Code::LATER_CONTACT,
            None => Code::NONE,
        }
    }
}

/// Reads rows of this layout.
pub(crate) struct Layout {
    references: Seen,
}

impl table::Layout for Layout {
    const COLUMNS: &'static [&'static str] = child_columns![
        "datum_contact",
        "datum_incident",
        "aard",
        "contact",
        "setting",
        "online",
        "leeftijd_ander",
        "medisch",
        "psychologisch",
        "datum_behandeling",
        "datum_sporenonderzoek",
        "sporenonderzoek_door",
        "politiecontact",
        "verwezen_naar",
        "datum_verwijzing"
    ];
    const REFERENCE: usize = 0;

    fn new() -> Layout {
        Layout { references: Seen::default() }
    }

    fn judge(&mut self, fields: &Fields<'_>, delivery: &Delivery<'_>, tray: &mut Tray<'_>) -> Option<Record> {
        let row = Row::read(fields);
        row.lead.judge(row.day.value(), tray);
        for (rule, broken_by) in judges(rules::csg::RULES) {
            tray.judge(rule, broken_by(&row, delivery.window));
        }
        let day = row.day.value().filter(|_| tray.is_sound())?;
        self.references.take(&[row.lead.reference], tray)?;
        Some(record(&row, day, delivery, tray))
    }
}

fn record(row: &Row<'_>, contact: Day, delivery: &Delivery<'_>, tray: &mut Tray<'_>) -> Record {
    let teller = row.lead.teller(DeliveryKind::Csg, delivery, tray);
    let treatment =
        delivery.day_within(Some(contact), row.treatment, "datum_behandeling", tray).map(|day| (EventKind::CsgTreatment, day, Code::NONE));
    let examiner = Code(row.examiner.value().unwrap_or_default().number());
    let examined = delivery
        .day_within(row.incident.value(), row.examined, "datum_sporenonderzoek", tray)
        .map(|day| (EventKind::TraceExamination, day, examiner));
    let referral = row.referred_to.value().filter(|to| *to != NO_REFERRAL).and_then(|to| {
        delivery.day_within(Some(contact), row.referred, "datum_verwijzing", tray).map(|day| (EventKind::CsgReferral, day, Code(to)))
    });
    let contact = (EventKind::CsgContact, contact, row.code(contact));
    let events = [Some(contact), treatment, examined, referral].into_iter().flatten();
    row.lead.record(events.map(|(kind, day, code)| row.circumstances.about(teller.event(kind, day, code))).collect(), tray)
}
