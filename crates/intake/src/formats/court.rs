//! `court`: one petition to the juvenile court about one child, and its decision.

use domain::codes::{AUTHORISATIONS, MEASURES};
use domain::{Code, Day, EventKind};
use person::Record;

use super::Delivery;
use super::child_row::{self, Lead, child_columns};
use super::table::{self, Fields, Seen};
use crate::DeliveryKind;
use crate::field::{Given, place_in, two_digits};
use crate::findings::Tray;
use crate::rules::{self, judges};

/// What is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Subject {
    /// A child-protection measure.
    Measure,
    /// An authorisation for placement out of home.
    Authorisation,
}

impl Subject {
    fn from_word(text: &str) -> Option<Subject> {
        match text {
            "measure" => Some(Subject::Measure),
            "authorisation" => Some(Subject::Authorisation),
            _ => None,
        }
    }

    /// What a code of `maatregel` is.
    pub(crate) fn of(code: Code) -> Option<Subject> {
        match code {
            code if MEASURES.contains(&code) => Some(Subject::Measure),
            code if AUTHORISATIONS.contains(&code) => Some(Subject::Authorisation),
            _ => None,
        }
    }

    /// The event by which it begins.
    fn started(self) -> EventKind {
        match self {
            Subject::Measure => EventKind::OrderStarted,
            Subject::Authorisation => EventKind::AuthorisationStarted,
        }
    }
}

/// How the court decides.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Decision {
    /// What was asked is granted.
    Granted,
    /// It is refused.
    Refused,
    /// The petition was taken back before a decision.
    Withdrawn,
}

impl Decision {
    fn from_word(text: &str) -> Option<Decision> {
        match text {
            "granted" => Some(Decision::Granted),
            "refused" => Some(Decision::Refused),
            "withdrawn" => Some(Decision::Withdrawn),
            _ => None,
        }
    }
}

/// Who may ask the court.
const PETITIONERS: [&str; 6] = ["board", "gi", "public-prosecutor", "parent", "municipality", "other"];

/// The place of a parent.
pub(crate) const PARENT: u8 = 4;

/// One row.
pub(crate) struct Row<'a> {
    pub(crate) lead: Lead<'a>,
    pub(crate) subject: Given<Subject>,
    /// The measure or authorisation asked for.
    pub(crate) measure: Given<Code>,
    pub(crate) petitioner: Given<u8>,
    pub(crate) petitioned: Given<Day>,
    pub(crate) decided: Given<Day>,
    pub(crate) decision: Given<Decision>,
    pub(crate) start: Given<Day>,
    /// The last day for which it was granted.
    pub(crate) term: Given<Day>,
}

impl<'a> Row<'a> {
    fn read(fields: &Fields<'a>) -> Row<'a> {
        let [subject, measure, petitioner, petitioned, decided, decision, start, term] = fields.from(child_row::WIDTH);
        Row {
            lead: Lead::read(fields),
            subject: Given::read(subject, Subject::from_word),
            measure: Given::read(measure, |text| two_digits(text).map(Code).filter(|code| Subject::of(*code).is_some())),
            petitioner: place_in(&PETITIONERS, petitioner),
            petitioned: Given::read(petitioned, Day::parse_iso),
            decided: Given::read(decided, Day::parse_iso),
            decision: Given::read(decision, Decision::from_word),
            start: Given::read(start, Day::parse_iso),
            term: Given::read(term, Day::parse_iso),
        }
    }
}

/// Reads rows of this layout.
pub(crate) struct Layout {
    references: Seen,
}

impl table::Layout for Layout {
    const COLUMNS: &'static [&'static str] =
        child_columns!["soort", "maatregel", "verzoeker", "datum_verzoek", "datum_uitspraak", "uitspraak", "datum_ingang", "looptijd_tot"];
    const REFERENCE: usize = 0;

    fn new() -> Layout {
        Layout { references: Seen::default() }
    }

    fn judge(&mut self, fields: &Fields<'_>, delivery: &Delivery<'_>, tray: &mut Tray<'_>) -> Option<Record> {
        let row = Row::read(fields);
        row.lead.judge(row.petitioned.value(), tray);
        for (rule, broken_by) in judges(rules::court::RULES) {
            tray.judge(rule, broken_by(&row, delivery.window));
        }
        let petitioned = row.petitioned.value().filter(|_| tray.is_sound())?;
        self.references.take(&[row.lead.reference], tray)?;
        Some(record(&row, petitioned, delivery, tray))
    }
}

/// A petition, and its refusal or the start of what was granted. The term is no end: the institution tells the end.
fn record(row: &Row<'_>, petitioned: Day, delivery: &Delivery<'_>, tray: &mut Tray<'_>) -> Record {
    let teller = row.lead.teller(DeliveryKind::Court, delivery, tray);
    let measure = row.measure.value().unwrap_or_default();
    let decided = match row.decision.value() {
        Some(Decision::Granted) => {
            let started = delivery.day_within(Some(petitioned), row.start, "datum_ingang", tray);
            Subject::of(measure).and_then(|subject| Some((subject.started(), started?)))
        }
        Some(Decision::Refused) => {
            delivery.day_within(Some(petitioned), row.decided, "datum_uitspraak", tray).map(|decided| (EventKind::CourtRefused, decided))
        }
        Some(Decision::Withdrawn) | None => None,
    };
    let events = std::iter::once((EventKind::CourtPetitioned, petitioned)).chain(decided);
    row.lead.record(events.map(|(kind, day)| teller.event(kind, day, measure)).collect(), tray)
}
