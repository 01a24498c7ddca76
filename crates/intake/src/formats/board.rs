//! `board`: requests to the Child Protection Board, from request to result.

use domain::{Code, Contact, Day, EventKind, Forms, Municipality, PartialDate, Setting, Sex};
use person::{Event, Record, Sensitive};

use super::Delivery;
use super::table::{self, Fields, Seen};
use crate::field::{Child, Given, Home, Number};
use crate::findings::Tray;
use crate::rules::{self, judges};
use crate::{DeliveryKind, key};

/// Who may ask the Board; the code of `board.requested` is the place in this list, from 1.
pub(crate) const REQUESTERS: [&str; 6] = ["veilig-thuis", "gi", "police", "municipality", "court", "other"];
/// What the Board may advise.
const ADVICES: [&str; 5] = ["order", "interim-order", "guardianship", "help", "none"];
/// What may come of it; the code of `board.investigation.ended` is the place in this list, from 1.
pub(crate) const RESULTS: [&str; 2] = ["petition", "no-petition"];

/// One row.
pub(crate) struct Row<'a> {
    reference: &'a str,
    bsn: &'a str,
    pub(crate) child: Child<'a>,
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

/// The place of a word in a list, from 1.
pub(crate) fn place_in(list: &[&str], text: &str) -> Given<u8> {
    Given::read(text, |text| list.iter().zip(1..).find(|(word, _)| **word == text).map(|(_, place)| place))
}

impl<'a> Row<'a> {
    fn read(fields: &Fields<'a>) -> Row<'a> {
        let [reference, bsn, surname, prefix, first_names, birth, sex, postcode, house_number, dates @ ..] = fields.all::<18>();
        let [requester, requested, start, end, grounds, contact, setting, advice, result] = dates;
        Row {
            reference,
            bsn,
            child: Child {
                number: Number::read(bsn),
                birth: Given::read(birth, |text| Day::parse_iso(text).map(PartialDate::exact)),
                sex: Given::read(sex, Sex::from_letter),
                home: Home::read(postcode),
                surname,
                prefix,
                first_names,
                house_number,
            },
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
    const COLUMNS: &'static [&'static str] = &[
        "kenmerk",
        "bsn",
        "achternaam",
        "voorvoegsel",
        "voornamen",
        "geboortedatum",
        "geslacht",
        "postcode",
        "huisnummer",
        "verzoeker",
        "datum_verzoek",
        "datum_start",
        "datum_einde",
        "gronden",
        "contact",
        "setting",
        "advies",
        "resultaat",
    ];
    const REFERENCE: usize = 0;

    fn new() -> Layout {
        Layout { references: Seen::default() }
    }

    fn judge(&mut self, fields: &Fields<'_>, delivery: &Delivery<'_>, tray: &mut Tray<'_>) -> Option<Record> {
        let row = Row::read(fields);
        tray.judge(&rules::delivery::reference::RULE, rules::delivery::reference::broken_by(row.reference, row.bsn));
        for (rule, broken_by) in judges(rules::child::RULES) {
            tray.judge(rule, broken_by(&row.child, row.requested.value()));
        }
        for (rule, broken_by) in judges(rules::board::RULES) {
            tray.judge(rule, broken_by(&row, delivery.window));
        }
        let requested = row.requested.value().filter(|_| tray.is_sound())?;
        let (reference, is_known) = self.references.look(&[row.reference]);
        if is_known {
            tray.found(&rules::delivery::doubled_reference::RULE, "kenmerk");
            return None;
        }
        self.references.remember(reference);
        Some(record(&row, requested, delivery, tray))
    }
}

fn record(row: &Row<'_>, requested: Day, delivery: &Delivery<'_>, tray: &mut Tray<'_>) -> Record {
    let municipality = delivery.place(row.child.home, tray);
    let end = delivery.end_within(row.end, "datum_einde", tray);
    let key = key::record(DeliveryKind::Board, delivery.supplier, row.reference);
    let event = |kind, day, code| about(Event { code, ..delivery.event(kind, day, key) }, row, municipality);
    let code = |given: Given<u8>| Code(given.value().unwrap_or(0));
    let start = row.start.value().map(|day| event(EventKind::BoardInvestigationStarted, day, Code::NONE));
    let end = end.map(|day| event(EventKind::BoardInvestigationEnded, day, code(row.result)));
    let requested = event(EventKind::BoardRequested, requested, code(row.requester));
    Record {
        row: tray.row(),
        reference: Sensitive::new(row.reference.to_owned()),
        identity: Some(Sensitive::new(row.child.identity())),
        events: [Some(requested), start, end].into_iter().flatten().collect(),
    }
}

fn about(event: Event, row: &Row<'_>, municipality: Municipality) -> Event {
    let grounds = row.grounds.value().unwrap_or_default();
    Event {
        municipality,
        sex: row.child.sex.value().unwrap_or_default(),
        birth_month: row.child.birth_month(),
        form: grounds,
        reasons: grounds,
        contact: row.contact.value().unwrap_or_default(),
        setting: row.setting.value().unwrap_or_default(),
        ..event
    }
}
