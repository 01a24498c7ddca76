//! The one table of columns: every field of an event as a whole number with a plain name.
//!
//! Files, spills and the order of a partition are all made from this table, so that no field can be forgotten in one
//! of them. `record` and `case` (64 bits) and the keys (16 bytes) stand apart.

use domain::{
    Code, Contact, Day, EventKind, Forms, Month, Municipality, Online, OrganisationKind, OtherAge, Precision, Sector, Setting, Sex,
};
use person::{Event, Organisation, RecordStatus};

/// Stands for "not said" in optional columns, in memory only; files hold a null.
pub(crate) const NULL: i32 = i32::MIN;

/// One column of whole numbers.
pub(crate) struct Column {
    /// Its name in files.
    pub(crate) name: &'static str,
    /// Its logical type in the schema, in brackets; empty for a plain INT32.
    pub(crate) logical: &'static str,
    /// Whether it may be null.
    pub(crate) optional: bool,
    /// Bytes it takes in a spill: 1 or 4.
    pub(crate) width: usize,
    /// The field as a number.
    pub(crate) get: fn(&Event) -> i32,
    /// Sets the field; `None` for a number this program never writes.
    pub(crate) set: fn(&mut Event, i32) -> Option<()>,
}

macro_rules! column {
    ($name:literal $logical:literal $optional:literal $width:literal $field:ident $get:expr, $set:expr) => {
        Column {
            name: $name,
            logical: $logical,
            optional: $optional,
            width: $width,
            get: |event| $get(event.$field),
            set: |event, number| {
                event.$field = $set(number)?;
                Some(())
            },
        }
    };
}

/// Every whole-number field of an event, in the order files hold them; `kind` first, since linking reads no other.
pub(crate) static COLUMNS: [Column; 22] = [
    column!("kind" "" false 1 kind |kind: EventKind| i32::from(kind.number()), |number| EventKind::from_number(byte(number)?)),
    column!("day" " (DATE)" false 4 day |day: Day| day.0, |number| Some(Day(number))),
    column!("day_precision" "" false 1 precision |precision: Precision| precision as i32, precision),
    column!("organisation" " (INTEGER(32,false))" false 4 organisation
        |organisation: Organisation| organisation.0.cast_signed(), |number: i32| Some(Organisation(number.cast_unsigned()))),
    column!("organisation_kind" "" false 1 organisation_kind
        |kind: OrganisationKind| i32::from(kind.number()), |number| OrganisationKind::from_number(byte(number)?)),
    column!("municipality" "" false 4 municipality
        |place: Municipality| i32::from(place.0), |number| u16::try_from(number).ok().map(Municipality)),
    column!("sex" "" false 1 sex |sex: Sex| sex as i32, sex),
    column!("birth_month" "" true 4 birth_month year_and_month, month),
    column!("reasons" "" false 1 reasons |forms: Forms| i32::from(forms.0), |number| byte(number).map(Forms)),
    column!("form" "" false 1 form |forms: Forms| i32::from(forms.0), |number| byte(number).map(Forms)),
    column!("contact" "" false 1 contact |contact: Contact| i32::from(contact.number()), |number| Contact::from_number(byte(number)?)),
    column!("setting" "" false 1 setting |setting: Setting| i32::from(setting.number()), |number| Setting::from_number(byte(number)?)),
    column!("online" "" false 1 online |online: Online| i32::from(online.number()), |number| Online::from_number(byte(number)?)),
    column!("other_age" "" false 1 other_age |age: OtherAge| i32::from(age.number()), |number| OtherAge::from_number(byte(number)?)),
    column!("code" "" false 1 code |code: Code| i32::from(code.0), |number| byte(number).map(Code)),
    column!("sector" "" false 1 sector |sector: Sector| i32::from(sector.number()), |number| Sector::from_number(byte(number)?)),
    column!("crisis" "" true 1 crisis |crisis: Option<bool>| crisis.map_or(NULL, i32::from), yes_or_no),
    column!("satisfaction" "" false 1 satisfaction i32::from, byte),
    column!("without_help" "" false 1 without_help i32::from, byte),
    column!("status" "" false 1 status |status: RecordStatus| status as i32, |number| RecordStatus::from_number(byte(number)?)),
    column!("stated" " (DATE)" false 4 stated |day: Day| day.0, |number| Some(Day(number))),
    column!("turn" " (INTEGER(32,false))" false 4 turn |turn: u32| turn.cast_signed(), |number: i32| Some(number.cast_unsigned())),
];

fn byte(number: i32) -> Option<u8> {
    u8::try_from(number).ok()
}

fn precision(number: i32) -> Option<Precision> {
    [Precision::Day, Precision::Month, Precision::Year].into_iter().find(|precision| *precision as i32 == number)
}

fn sex(number: i32) -> Option<Sex> {
    Sex::ALL.into_iter().find(|sex| *sex as i32 == number)
}

/// `200903` for March 2009: readable in any program.
fn year_and_month(month: Option<Month>) -> i32 {
    month.map_or(NULL, |month| i32::from(month.year()) * 100 + i32::from(month.number()))
}

fn month(number: i32) -> Option<Option<Month>> {
    if number == NULL {
        return Some(None);
    }
    let (year, month) = (i16::try_from(number.div_euclid(100)).ok()?, i8::try_from(number.rem_euclid(100)).ok()?);
    (1..=12).contains(&month).then(|| Some(Month::new(year, month)))
}

fn yes_or_no(number: i32) -> Option<Option<bool>> {
    match number {
        NULL => Some(None),
        0 => Some(Some(false)),
        1 => Some(Some(true)),
        _ => None,
    }
}
