//! Step 5: what started, where, who and why, from the day its kind of organisation began to deliver.

use domain::{
    AgeBand, Code, Contact, Coverage, Day, EventKind, Forms, Municipality, Online, OrganisationKind, OtherAge, PartialDate, Precision,
    Sector, Setting, Sex, WaitCause,
};
use person::{CaseKey, Event, Organisation, RecordKey};

use crate::reason::Evidence;
use crate::{Spell, Unlisted, life, spell};

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
    /// With or without physical contact, as it says itself.
    pub contact: Contact,
    /// Where it happened, as it says itself.
    pub setting: Setting,
    /// The online side, as it says itself.
    pub online: Online,
    /// Age of the other, as it says itself.
    pub other_age: OtherAge,
    /// Sector of the asker.
    pub sector: Sector,
    /// Began with a crisis.
    pub crisis: bool,
    /// Of the end of help: satisfaction 1–10, and going on without help 1–4; 0 where not said.
    pub outcome: (u8, u8),
    /// Of an order: why help was waited for, as the institution said last from its first day on.
    pub cause: WaitCause,
}

impl Start {
    /// Whether an organisation's record is the one that started.
    pub fn is_of(&self, record: (Organisation, RecordKey)) -> bool {
        (self.organisation, self.record) == record
    }

    /// The last day it can mean: its day, unless only its month or year is known.
    pub fn until(&self) -> Day {
        PartialDate { first: self.day, precision: self.precision }.last()
    }
}

/// Everything that began, and the ends of what ended (after which a next step can be expected), in the order in which they are
/// counted, in two lists: first what began on or after the first day
/// that its own kind of organisation delivered for its municipality, then what began before and is known of because it
/// still ran. Where that kind never delivered, `unlisted` says whether it counts. By day and kind; then by municipality, sex and
/// age band, so that which of two starts on one day is the first follows from what is counted; then by organisation and record.
pub fn starts(
    stated: &[Event],
    spells: &[Spell],
    evidence: &Evidence<'_>,
    (coverage, unlisted): (&Coverage, Unlisted),
) -> (Vec<Start>, Vec<Start>) {
    let single = stated.iter().filter(|event| !spell::is_paired(event.kind) && event.kind != EventKind::Turned18).copied();
    let begun = spells.iter().flat_map(|spell| [Some(spell.start).filter(|_| !spell.begins_unseen()), spell.last()]).flatten();
    let (mut seen, mut earlier) = (Vec::new(), Vec::new());
    for event in single.chain(begun).chain(life::turning_18(stated, spells)) {
        match coverage.observed_from(&[event.organisation_kind], event.municipality) {
            Some(from) if event.day < from => earlier.push(start_of(&event, evidence, stated)),
            None if unlisted == Unlisted::LeftOut => {}
            Some(_) | None => seen.push(start_of(&event, evidence, stated)),
        }
    }
    seen.sort_unstable_by_key(place);
    earlier.sort_unstable_by_key(place);
    (seen, earlier)
}

fn place(start: &Start) -> impl Ord + use<> {
    (start.day, start.kind, start.municipality, start.sex, start.age, start.organisation, start.record)
}

fn start_of(event: &Event, evidence: &Evidence<'_>, stated: &[Event]) -> Start {
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
        contact: event.contact,
        setting: event.setting,
        online: event.online,
        other_age: event.other_age,
        sector: event.sector,
        crisis: event.crisis == Some(true),
        outcome: (event.satisfaction, event.without_help),
        cause: cause(event, stated),
    }
}

/// Why help is waited for under an order: what the institution said last, on the day of the order or later.
fn cause(event: &Event, stated: &[Event]) -> WaitCause {
    if event.kind != EventKind::OrderStarted {
        return WaitCause::Unknown;
    }
    let said = stated.iter().filter(|other| other.kind == EventKind::GiCauseOfWait && other.day >= event.day);
    let last = said.max_by_key(|other| (other.day, other.code)).and_then(|other| WaitCause::from_number(other.code.0));
    last.unwrap_or_default()
}
