//! One thing that happened to one person, as the hub keeps it.

use std::fmt;

use domain::{
    Code, Contact, Day, EventKind, Forms, Month, Municipality, Online, OrganisationKind, OtherAge, Precision, Sector, Setting, Sex,
};

use crate::PersonKey;

/// Pairs a start with its end, a report with its assessment, a transfer with its acceptance. A keyed-free hash of
/// supplier, kind and own reference: stable over deliveries, meaningless elsewhere.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct RecordKey(pub u64);

/// Groups records: a Veilig Thuis case (casus), one measure over institutions.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct CaseKey(pub u64);

/// The delivering organisation: a hash of its supplier code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Organisation(pub u32);

/// What a message says about its record (iJw StatusAanlevering); rows of full-replace deliveries are `Current`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
#[repr(u8)]
pub enum RecordStatus {
    /// A row of a delivery that replaces the one before.
    #[default]
    Current = 0,
    /// 1: new.
    New = 1,
    /// 2: changed; replaces what was said before.
    Changed = 2,
    /// 3: removed; nothing of the record stays.
    Removed = 3,
    /// 9: unchanged.
    Unchanged = 9,
}

impl RecordStatus {
    /// The status with this number.
    pub fn from_number(number: u8) -> Option<RecordStatus> {
        [RecordStatus::Current, RecordStatus::New, RecordStatus::Changed, RecordStatus::Removed, RecordStatus::Unchanged]
            .into_iter()
            .find(|status| *status as u8 == number)
    }
}

/// One event. Small and `Copy`: the engine sorts tens of millions of them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Event {
    /// Linked person; `None` for advice, and before linkage.
    pub person: Option<PersonKey>,
    /// Its record.
    pub record: RecordKey,
    /// Its case.
    pub case: CaseKey,
    /// What happened.
    pub kind: EventKind,
    /// When; the first day it can mean where the precision is less than a day.
    pub day: Day,
    /// How much of the day is known.
    pub precision: Precision,
    /// Who delivered it.
    pub organisation: Organisation,
    /// Kind of the organisation.
    pub organisation_kind: OrganisationKind,
    /// Where the child lives.
    pub municipality: Municipality,
    /// Sex.
    pub sex: Sex,
    /// Month of birth; the day never reaches the hub.
    pub birth_month: Option<Month>,
    /// Grounds or reasons, as a set.
    pub reasons: Forms,
    /// Forms of violence, as a set.
    pub form: Forms,
    /// With or without physical contact.
    pub contact: Contact,
    /// Where it happened.
    pub setting: Setting,
    /// The online side.
    pub online: Online,
    /// Age of the other.
    pub other_age: OtherAge,
    /// Code; its meaning depends on the kind.
    pub code: Code,
    /// Sector of the asker.
    pub sector: Sector,
    /// Started with a crisis; `None` when not said.
    pub crisis: Option<bool>,
    /// Outcome of help: satisfaction 1–10, 0 when not said.
    pub satisfaction: u8,
    /// Outcome of help: can go on without (1–4), 0 when not said.
    pub without_help: u8,
    /// What a message says about its record.
    pub status: RecordStatus,
    /// The day it was stated: end of the delivery's period, or the day a message was written. Later statements win.
    pub stated: Day,
    /// The place of a message among those of its day: later is higher, 0 where it does not tell.
    pub turn: u32,
}

/// Prints what kind of event it is and nothing of the person.
impl fmt::Debug for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}]", self.kind)
    }
}

impl Event {
    /// An event with everything unsaid but the essentials.
    pub fn new(kind: EventKind, day: Day, record: RecordKey, organisation_kind: OrganisationKind) -> Event {
        Event {
            person: None,
            record,
            case: CaseKey(record.0),
            kind,
            day,
            precision: Precision::Day,
            organisation: Organisation(0),
            organisation_kind,
            municipality: Municipality::UNKNOWN,
            sex: Sex::Unknown,
            birth_month: None,
            reasons: Forms::NONE,
            form: Forms::NONE,
            contact: Contact::Unknown,
            setting: Setting::Unknown,
            online: Online::Unknown,
            other_age: OtherAge::Unknown,
            code: Code::NONE,
            sector: Sector::Unknown,
            crisis: None,
            satisfaction: 0,
            without_help: 0,
            status: RecordStatus::Current,
            stated: day,
            turn: 0,
        }
    }
}
