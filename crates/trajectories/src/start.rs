//! Step 5: what started, where, who and why, from the day its kind of organisation began to deliver.

use domain::{AgeBand, Code, Coverage, Day, EventKind, Forms, Municipality, OrganisationKind, Precision, Sex};
use person::{CaseKey, Event, Organisation, RecordKey};

use crate::reason::Evidence;
use crate::{Spell, spell};

/// Something that happened or began, once, as it is counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Start {
    /// What.
    pub kind: EventKind,
    /// Its code; 11 for an interim order that became an order.
    pub code: Code,
    /// When; the first day it can mean where the precision is less than a day.
    pub day: Day,
    /// How much of the day is known. Waits from a start known to the month or year are up to a month or year too long.
    pub precision: Precision,
    /// Its record.
    pub record: RecordKey,
    /// Its case.
    pub case: CaseKey,
    /// Who delivered it.
    pub organisation: Organisation,
    /// Kind of the organisation.
    pub organisation_kind: OrganisationKind,
    /// Where the child lived.
    pub municipality: Municipality,
    /// Sex.
    pub sex: Sex,
    /// Age band on the day.
    pub age: AgeBand,
    /// Forms of violence it is about; never empty, `unknown` alone where nothing is known.
    pub forms: Forms,
}

impl Start {
    /// Whether an organisation's record is the one that started.
    pub fn is_of(&self, record: (Organisation, RecordKey)) -> bool {
        (self.organisation, self.record) == record
    }
}

/// The starts on or after the first day that their own kind of organisation delivered for their municipality; where that
/// kind never delivered, none. By day and kind; then by municipality, sex and age band, so that which of two starts on one day is
/// the first follows from what is counted; then by organisation and record.
pub fn observed(stated: &[Event], spells: &[Spell], evidence: &Evidence<'_>, coverage: &Coverage) -> Vec<Start> {
    let single = stated.iter().filter(|event| !spell::is_paired(event.kind));
    let events = single.chain(spells.iter().map(|spell| &spell.start));
    let mut starts: Vec<Start> = events.filter(|event| is_observed(event, coverage)).map(|event| start_of(event, evidence)).collect();
    starts.sort_unstable_by_key(place);
    starts
}

fn place(start: &Start) -> impl Ord + use<> {
    (start.day, start.kind, start.municipality, start.sex, start.age, start.organisation, start.record)
}

fn is_observed(event: &Event, coverage: &Coverage) -> bool {
    coverage.observed_from(&[event.organisation_kind], event.municipality).is_some_and(|from| event.day >= from)
}

fn start_of(event: &Event, evidence: &Evidence<'_>) -> Start {
    Start {
        kind: event.kind,
        code: event.code,
        day: event.day,
        precision: event.precision,
        record: event.record,
        case: event.case,
        organisation: event.organisation,
        organisation_kind: event.organisation_kind,
        municipality: event.municipality,
        sex: event.sex,
        age: AgeBand::on(event.day, event.birth_month),
        forms: evidence.forms(event),
    }
}
