//! Events of a plain file: one row an event, columns by name.

use std::path::Path;

use anyhow::Result;
use domain::{
    Atlas, Contact, Day, EventKind, Forms, Month, Municipality, Online, OrganisationKind, OtherAge, PartialDate, Precision, RegionCode,
    Sector, Setting, Sex,
};
use person::{CaseKey, Event, Organisation, PersonKey, RecordKey};

use super::{codes, same_record};
use crate::commands::table::Table;

/// Columns an event may have beside `kind` and `day`; what is not there is not said.
const OPTIONAL: [&str; 19] = [
    "person",
    "record",
    "case",
    "day_precision",
    "organisation",
    "organisation_kind",
    "municipality",
    "sex",
    "birth_month",
    "reasons",
    "form",
    "contact",
    "setting",
    "online",
    "other_age",
    "code",
    "sector",
    "crisis",
    "outcome",
];

/// Reads a file of events. `person` is empty for advice and for what could not be linked.
///
/// # Errors
/// When it cannot be read, misses `kind` or `day`, or a field is not what it should be: the message names line and column, never
/// what stood there.
pub fn read(path: &Path, atlas: &Atlas) -> Result<Vec<Event>> {
    let table = Table::read(path)?;
    let (kind, day) = (table.column("kind")?, table.column("day")?);
    let is_known = |name: &&String| ["kind", "day"].contains(&name.as_str()) || OPTIONAL.contains(&name.as_str());
    for unknown in table.header().iter().filter(|name| !is_known(name)) {
        eprintln!("{}: column '{unknown}' is not used; the columns are kind, day, {}", path.display(), OPTIONAL.join(", "));
    }
    let place = |name: &&str| table.header().iter().position(|own| own == name);
    let columns = Columns { table: &table, kind, day, others: OPTIONAL.map(|name| place(&name)) };
    let mut events = (0..table.len()).map(|row| columns.event(row)).collect::<Result<Vec<Event>>>()?;
    let mut strangers = Strangers::default();
    events.iter().enumerate().for_each(|(row, event)| strangers.look(event.municipality, row, atlas));
    strangers.tell(&table);
    same_record::settle(&mut events);
    Ok(events)
}

/// Rows that name a municipality that is none.
#[derive(Default)]
pub struct Strangers {
    rows: usize,
    first: usize,
}

impl Strangers {
    /// Looks at the municipality of a row.
    pub fn look(&mut self, municipality: Municipality, row: usize, atlas: &Atlas) {
        if municipality.is_known() && atlas.municipality(municipality).is_none() {
            self.first = if self.rows == 0 { row } else { self.first };
            self.rows += 1;
        }
    }

    /// Says how many there are, and where the first stands.
    pub fn tell(&self, table: &Table) {
        if self.rows > 0 {
            eprintln!(
                "{}: in {} row(s) the municipality does not exist (the first: line {}), so they belong to no region of Veilig Thuis or youth care: check the code",
                table.name(),
                self.rows,
                self.first + 2
            );
        }
    }
}

struct Columns<'a> {
    table: &'a Table,
    kind: usize,
    day: usize,
    others: [Option<usize>; OPTIONAL.len()],
}

impl Columns<'_> {
    fn event(&self, row: usize) -> Result<Event> {
        let kind = EventKind::from_word(self.table.text(row, self.kind));
        let kind = kind.ok_or_else(|| self.table.fault(row, self.kind, "a kind of event like report.received"))?;
        let date = self.date(row)?;
        let record = self.record(row, kind)?;
        let supplier = kind.suppliers().first().copied().unwrap_or(OrganisationKind::Municipality);
        let teller = self.one(row, "organisation_kind", "a kind of organisation like provider or veilig-thuis", |text| {
            if text.is_empty() { Some(supplier) } else { OrganisationKind::from_word(text) }
        })?;
        let case = match self.text(row, "case") {
            "" => CaseKey(record.0),
            text => CaseKey(number("case", text)),
        };
        let (satisfaction, without_help) = self.one(row, "outcome", "an outcome: 1 to 10, 01 to 04, or both", codes::outcome)?;
        Ok(Event {
            person: Some(self.text(row, "person")).filter(|text| !text.is_empty()).map(person),
            case,
            precision: date.precision,
            organisation: self.organisation(row, teller),
            municipality: self.one(row, "municipality", "a municipality like GM0363", municipality)?,
            sex: self.one(row, "sex", "V, M or O", sex)?,
            birth_month: self
                .one(row, "birth_month", "a month like 2009-03", |text| if text.is_empty() { Some(None) } else { month(text).map(Some) })?,
            reasons: self.one(row, "reasons", "forms of violence like sexual|neglect", Forms::parse)?,
            form: self.one(row, "form", "forms of violence like sexual|neglect", Forms::parse)?,
            contact: self.one(row, "contact", "hands-on, hands-off or unknown", |text| or_unknown(text, Contact::from_word))?,
            setting: self.one(row, "setting", "a setting like family", |text| or_unknown(text, setting))?,
            online: self.one(row, "online", "an online side like grooming", |text| or_unknown(text, online))?,
            other_age: self.one(row, "other_age", "minor, adult or unknown", |text| or_unknown(text, OtherAge::from_word))?,
            code: self.one(row, "code", "a code of this kind of event", |text| codes::code(kind, text))?,
            sector: self.one(row, "sector", "a sector like education", |text| or_unknown(text, sector))?,
            crisis: self.one(row, "crisis", "yes, no or empty", yes_no)?,
            satisfaction,
            without_help,
            stated: Day(0),
            ..Event::new(kind, date.first, record, teller)
        })
    }

    /// The day, with its precision: as `day_precision` says, or as the day itself is written (`2023-03`, `2023-03-00`, `2023`).
    fn date(&self, row: usize) -> Result<PartialDate> {
        let wrong = || self.table.fault(row, self.day, "a day like 2023-03-31, or 2023-03 or 2023 where no more is known");
        let written = date(self.table.text(row, self.day)).ok_or_else(wrong)?;
        let stated = self.one(row, "day_precision", "day, month or year", |text| match text {
            "" => Some(written.precision),
            "day" => Some(Precision::Day),
            "month" => Some(Precision::Month),
            "year" => Some(Precision::Year),
            _ => None,
        })?;
        let precision = stated.max(written.precision);
        let (year, month, _) = written.first.ymd();
        let first = match precision {
            Precision::Day => written.first,
            Precision::Month => Month::new(year, month).first_day(),
            Precision::Year => Month::new(year, 1).first_day(),
        };
        Ok(PartialDate { first, precision })
    }

    /// The record; one of its own where none is given, which only what stands alone can do without.
    fn record(&self, row: usize, kind: EventKind) -> Result<RecordKey> {
        match self.text(row, "record") {
            "" if trajectories::spell::is_paired(kind) => {
                let column = self.others[1].unwrap_or(self.kind);
                Err(self.table.fault(row, column, "a record: it pairs what starts with what ends"))
            }
            "" => Ok(RecordKey(number("row", &row.to_string()))),
            text => Ok(RecordKey(number("record", text))),
        }
    }

    fn organisation(&self, row: usize, kind: OrganisationKind) -> Organisation {
        match self.text(row, "organisation") {
            "" => Organisation(u32::from(kind.number())),
            text => Organisation(number("organisation", text) as u32),
        }
    }

    fn text(&self, row: usize, name: &str) -> &str {
        let column = OPTIONAL.iter().position(|own| *own == name).and_then(|place| self.others[place]);
        column.map_or("", |column| if self.table.is_missing(row, column) { "" } else { self.table.text(row, column) })
    }

    fn one<T>(&self, row: usize, name: &str, expected: &str, read: impl Fn(&str) -> Option<T>) -> Result<T> {
        let column = OPTIONAL.iter().position(|own| *own == name).and_then(|place| self.others[place]);
        read(self.text(row, name)).ok_or_else(|| self.table.fault(row, column.unwrap_or(self.kind), expected))
    }
}

/// A municipality: `GM0363`, `0363` or `363`; empty is not known.
pub fn municipality(text: &str) -> Option<Municipality> {
    if text.is_empty() {
        return Some(Municipality::UNKNOWN);
    }
    if let Ok(region) = text.parse::<RegionCode>() {
        return region.municipality();
    }
    text.parse().ok().map(Municipality)
}

fn date(text: &str) -> Option<PartialDate> {
    let is_dashed = |place: usize| text.as_bytes().get(place) == Some(&b'-');
    let is_agreed = match text.len() {
        4 | 6 | 8 => !text.contains('-'),
        7 => is_dashed(4),
        10 => is_dashed(4) && is_dashed(7),
        _ => false,
    };
    let digits: String = text.chars().filter(|mark| *mark != '-').collect();
    PartialDate::parse_compact(&format!("{digits:0<8}")).filter(|_| is_agreed)
}

fn month(text: &str) -> Option<Month> {
    date(text).filter(|date| date.precision != Precision::Year).map(|date| date.first.month())
}

fn sex(text: &str) -> Option<Sex> {
    match text {
        "" | "0" | "unknown" => Some(Sex::Unknown),
        "2" | "female" | "F" | "girl" => Some(Sex::Female),
        "1" | "male" | "boy" => Some(Sex::Male),
        letter => Sex::from_letter(letter),
    }
}

fn or_unknown<T: Default>(text: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
    if text.is_empty() { Some(T::default()) } else { read(text) }
}

/// The word of the code, or the longer one of the model.
fn setting(text: &str) -> Option<Setting> {
    match text {
        "institution or foster care" | "foster-care" => Some(Setting::Institution),
        "street or nightlife" | "nightlife" => Some(Setting::Street),
        "online only" | "online" => Some(Setting::OnlineOnly),
        word => Setting::from_word(word),
    }
}

fn online(text: &str) -> Option<Online> {
    match text {
        "sexting or shared images" | "sexting" | "shared-images" => Some(Online::Images),
        word => Online::from_word(word),
    }
}

fn sector(text: &str) -> Option<Sector> {
    match text {
        "care and nursing" | "care-and-nursing" => Some(Sector::Care),
        "youth help" => Some(Sector::YouthHelp),
        "private person" | "private-person" => Some(Sector::Private),
        word => Sector::from_word(word),
    }
}

fn yes_no(text: &str) -> Option<Option<bool>> {
    match text.to_ascii_lowercase().as_str() {
        "" => Some(None),
        "1" | "yes" | "true" | "j" | "ja" => Some(Some(true)),
        "0" | "no" | "false" | "n" | "nee" => Some(Some(false)),
        _ => None,
    }
}

fn person(text: &str) -> PersonKey {
    let mut key = [0; 16];
    key.copy_from_slice(&blake3::hash(text.as_bytes()).as_bytes()[..16]);
    PersonKey(key)
}

/// A number that stands for a text of one column: the first eight bytes of its BLAKE3 hash.
fn number(column: &str, text: &str) -> u64 {
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&blake3::hash(format!("{column}\0{text}").as_bytes()).as_bytes()[..8]);
    u64::from_le_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_says_how_much_of_it_is_known() {
        let read = |text| date(text).map(|date| (date.first.to_string(), date.precision));
        assert_eq!(read("2023-03-31"), Some(("2023-03-31".to_owned(), Precision::Day)));
        for month in ["2023-03", "2023-03-00", "20230300"] {
            assert_eq!(read(month), Some(("2023-03-01".to_owned(), Precision::Month)), "{month}");
        }
        assert_eq!(read("2023"), Some(("2023-01-01".to_owned(), Precision::Year)));
        assert_eq!((read("2023-02-30"), read("202"), read("soon"), read("2023-1-1")), (None, None, None, None));
    }

    #[test]
    fn words_of_the_model_and_of_the_code_are_read() {
        assert_eq!([setting("family"), setting("online only"), setting("moon")], [Some(Setting::Family), Some(Setting::OnlineOnly), None]);
        assert_eq!([sex("V"), sex("1"), sex("")], [Some(Sex::Female), Some(Sex::Male), Some(Sex::Unknown)]);
        assert_eq!(
            [municipality("GM0363"), municipality("363"), municipality("VT13")],
            [Some(Municipality(363)), Some(Municipality(363)), None]
        );
        assert_eq!([yes_no("ja"), yes_no(""), yes_no("maybe")], [Some(Some(true)), Some(None), None]);
    }
}
