//! `veilig-thuis`: the objects of a Veilig Thuis region, one a row.

use domain::{Code, Day, EventKind, Municipality, Sector, Sex};
use person::{CaseKey, Event, Record, RecordKey, Sensitive};

use super::Delivery;
use super::case_memory::CaseMemory;
use super::circumstances::Circumstances;
use super::table::{self, Fields, Seen};
use crate::field::{Child, Given, Home, place_in};
use crate::findings::Tray;
use crate::rules::{self, judges};
use crate::{DeliveryKind, key};

/// What a row is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Object {
    /// Advice asked; names no child.
    Advice,
    /// A report about one child.
    Report,
    /// Safety assessment of a report.
    Assessment,
    /// Investigation.
    Investigation,
    /// Conditions and follow-up.
    FollowUp,
    /// Transfer.
    Transfer,
    /// One monitoring moment.
    Monitoring,
}

impl Object {
    const ALL: [Object; 7] =
        [Object::Advice, Object::Report, Object::Assessment, Object::Investigation, Object::FollowUp, Object::Transfer, Object::Monitoring];

    fn word(self) -> &'static str {
        match self {
            Object::Advice => "advies",
            Object::Report => "melding",
            Object::Assessment => "beoordeling",
            Object::Investigation => "onderzoek",
            Object::FollowUp => "voorwaarden",
            Object::Transfer => "overdracht",
            Object::Monitoring => "monitoring",
        }
    }

    fn from_word(text: &str) -> Option<Object> {
        Object::ALL.into_iter().find(|object| object.word() == text)
    }

    /// Whether it lasts until it ends; the others are over on their day.
    pub(crate) fn lasts(self) -> bool {
        self.kinds().1.is_some()
    }

    /// The kinds of its day and of its end.
    fn kinds(self) -> (EventKind, Option<EventKind>) {
        match self {
            Object::Advice => (EventKind::AdviceGiven, None),
            Object::Report => (EventKind::ReportReceived, None),
            Object::Assessment => (EventKind::AssessmentCompleted, None),
            Object::Investigation => (EventKind::InvestigationStarted, Some(EventKind::InvestigationEnded)),
            Object::FollowUp => (EventKind::FollowUpStarted, Some(EventKind::FollowUpEnded)),
            Object::Transfer => (EventKind::TransferSent, Some(EventKind::TransferAccepted)),
            Object::Monitoring => (EventKind::MonitoringMoment, None),
        }
    }
}

/// Roles of an asker; the code of advice and reports is the place in this list, from 1.
const ROLES: [&str; 6] = ["professional", "victim", "parent", "family", "bystander", "other"];
/// Outcomes of an investigation, in the order of their codes.
const FINDINGS: [&str; 3] = ["confirmed", "not-confirmed", "refuted"];
/// Outcomes of an assessment, in the order of their codes.
const NEXT_STEPS: [&str; 4] = ["1", "2", "3", "4"];
/// To whom a case is transferred; the code of a transfer is the place in this list, from 1.
const RECEIVERS: [&str; 6] = ["provider", "gi", "board", "municipality", "csg", "police"];
/// Whether a child is acutely unsafe: the first is yes.
const ACUTE: [&str; 2] = ["J", "N"];

/// One row.
pub(crate) struct Row<'a> {
    pub(crate) object: Given<Object>,
    pub(crate) reference: &'a str,
    pub(crate) case: &'a str,
    /// The report's reference, for an assessment.
    pub(crate) report: &'a str,
    bsn: &'a str,
    pub(crate) child: Child<'a>,
    pub(crate) day: Given<Day>,
    pub(crate) end: Given<Day>,
    pub(crate) circumstances: Circumstances,
    pub(crate) sector: Given<Sector>,
    pub(crate) role: Given<u8>,
    /// The outcome, by the list of the object.
    pub(crate) outcome: Given<u8>,
    pub(crate) acute: Given<u8>,
    pub(crate) to: Given<u8>,
}

impl<'a> Row<'a> {
    fn read(fields: &Fields<'a>) -> Row<'a> {
        let [object, reference, case, report] = fields.from(0);
        let child = fields.from::<8>(4);
        let [day, end] = fields.from(12);
        let [sector, role, outcome, acute, to] = fields.from(19);
        let object = Given::read(object, Object::from_word);
        Row {
            object,
            reference,
            case,
            report,
            bsn: child[0],
            child: Child::read(child),
            day: Given::read(day, Day::parse_iso),
            end: Given::read(end, Day::parse_iso),
            circumstances: Circumstances::read(fields, 14),
            sector: Given::read(sector, Sector::from_word),
            role: place_in(&ROLES, role),
            outcome: if object == Given::Is(Object::Assessment) { place_in(&NEXT_STEPS, outcome) } else { place_in(&FINDINGS, outcome) },
            acute: place_in(&ACUTE, acute),
            to: place_in(&RECEIVERS, to),
        }
    }

    pub(crate) fn is(&self, object: Object) -> bool {
        self.object == Given::Is(object)
    }

    /// Whether any field says who the child is.
    pub(crate) fn names_child(&self) -> bool {
        let child = &self.child;
        let texts = [self.bsn, child.surname, child.prefix, child.first_names, child.house_number];
        texts.iter().any(|text| !text.is_empty()) || child.birth.is_given() || child.sex.is_given() || matches!(child.home, Home::Six(_))
    }

    /// An assessment shares the key of its report; other objects have one of their own, for suppliers may number
    /// each object from 1.
    fn key(&self, object: Object, supplier: &str) -> RecordKey {
        let reference = match object {
            Object::Assessment => format!("{}/{}", Object::Report.word(), self.report),
            other => format!("{}/{}", other.word(), self.reference),
        };
        key::record(DeliveryKind::VeiligThuis, supplier, &reference)
    }

    /// The code of the day's event.
    fn code(&self, object: Object) -> Code {
        let said = |given: Given<u8>| given.value().unwrap_or(0);
        match object {
            Object::Advice | Object::Report => Code(said(self.role)),
            Object::Assessment if self.outcome.value().is_some() && self.acute.value() == Some(1) => Code(said(self.outcome) + Code::ACUTE),
            Object::Assessment => Code(said(self.outcome)),
            Object::Transfer => Code(said(self.to)),
            Object::Investigation | Object::FollowUp | Object::Monitoring => Code::NONE,
        }
    }

    /// The code of the end's event.
    fn end_code(&self, object: Object) -> Code {
        match object {
            Object::Investigation => Code(self.outcome.value().unwrap_or(0)),
            other => self.code(other),
        }
    }
}

/// Reads rows of this layout.
pub(crate) struct Layout {
    references: Seen,
    memory: CaseMemory,
}

impl table::Layout for Layout {
    const COLUMNS: &'static [&'static str] = &[
        "object",
        "kenmerk",
        "casus",
        "melding",
        "bsn",
        "achternaam",
        "voorvoegsel",
        "voornamen",
        "geboortedatum",
        "geslacht",
        "postcode",
        "huisnummer",
        "datum",
        "datum_einde",
        "aard",
        "contact",
        "setting",
        "online",
        "leeftijd_ander",
        "sector",
        "rol",
        "uitkomst",
        "acuut",
        "naar",
    ];
    const REFERENCE: usize = 1;
    // Suppliers may number each object from 1.
    const RECORD: &'static [usize] = &[0, 1];

    fn part(fields: &Fields<'_>) -> &'static str {
        Object::from_word(fields.text(0)).map_or("", Object::word)
    }

    fn new() -> Layout {
        Layout { references: Seen::default(), memory: CaseMemory::default() }
    }

    fn judge(&mut self, fields: &Fields<'_>, delivery: &Delivery<'_>, tray: &mut Tray<'_>) -> Option<Record> {
        let row = Row::read(fields);
        tray.judge(&rules::delivery::reference::RULE, rules::delivery::reference::broken_by(row.reference, row.bsn));
        if !row.is(Object::Advice) {
            for (rule, broken_by) in judges(rules::child::RULES) {
                tray.judge(rule, broken_by(&row.child, row.day.value()));
            }
        }
        for (rule, broken_by) in judges(rules::veilig_thuis::RULES) {
            tray.judge(rule, broken_by(&row, delivery.window));
        }
        let (object, day) = (row.object.value()?, row.day.value().filter(|_| tray.is_sound())?);
        self.references.take(&[object.word(), row.reference], tray)?;
        self.memory.note(&row, object, day, delivery.window, tray);
        Some(record(&row, object, day, delivery, tray))
    }
}

/// Advice names no child, so the rules about the child are left out there.
fn record(row: &Row<'_>, object: Object, day: Day, delivery: &Delivery<'_>, tray: &mut Tray<'_>) -> Record {
    let municipality = delivery.place(row.child.home, tray);
    let (starts, ends) = object.kinds();
    let key = row.key(object, delivery.supplier);
    let end = ends.and_then(|kind| delivery.end_within(row.end, "datum_einde", tray).map(|day| (kind, day)));
    let event = |kind, day, code| Event { code, ..about(delivery.event(kind, day, key), row, delivery, municipality) };
    let start = event(starts, day, row.code(object));
    let end = end.map(|(kind, day)| event(kind, day, row.end_code(object)));
    let is_about_child = object != Object::Advice;
    Record {
        row: tray.row(),
        reference: Sensitive::new(row.reference.to_owned()),
        identity: is_about_child.then(|| Sensitive::new(row.child.identity())),
        events: std::iter::once(if is_about_child { start } else { without_child(start) }).chain(end).collect(),
    }
}

fn about(event: Event, row: &Row<'_>, delivery: &Delivery<'_>, municipality: Municipality) -> Event {
    row.circumstances.about(Event {
        case: case(row, event.record, delivery.supplier),
        municipality,
        sex: row.child.sex.value().unwrap_or_default(),
        birth_month: row.child.birth_month(),
        sector: row.sector.value().unwrap_or_default(),
        ..event
    })
}

/// Whatever an advice says about a child is dropped.
fn without_child(event: Event) -> Event {
    Event { sex: Sex::Unknown, birth_month: None, ..event }
}

/// The case; a row without one is a case of its own.
fn case(row: &Row<'_>, record: RecordKey, supplier: &str) -> CaseKey {
    if row.case.is_empty() { CaseKey(record.0) } else { key::case(DeliveryKind::VeiligThuis, supplier, row.case) }
}
