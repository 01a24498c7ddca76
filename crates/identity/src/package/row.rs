//! A row of the payload: what is kept of one event, as text that a privacy officer can read.

use domain::{
    Code, Contact, Day, EventKind, Forms, Month, Municipality, Online, OrganisationKind, OtherAge, Precision, Sector, Setting, Sex,
};
use person::{CaseKey, Event, Organisation, RecordKey, RecordStatus};

/// Stands in a row for an entry of the table: a code of the identifier under a key of this package only.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Tag(pub u64);

/// What is kept of one event.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PreparedRow {
    /// Entry of the citizen number.
    pub number: Option<Tag>,
    /// Entry of the fields to fall back on.
    pub fallback: Option<Tag>,
    /// Entries of the linkage tokens.
    pub tokens: Vec<Tag>,
    /// Four digits of the postcode.
    pub postcode: Option<u16>,
    /// What happened; its references are keyed.
    pub event: Event,
}

/// A column of a row is not as agreed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RowFault {
    /// Which.
    pub column: &'static str,
}

/// The columns, in order. There is none for free text: each takes words and numbers of a closed list.
pub const COLUMNS: [&str; 28] = [
    "number",
    "fallback",
    "tokens",
    "postcode4",
    "kind",
    "record",
    "case",
    "day",
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
    "satisfaction",
    "without_help",
    "status",
    "stated",
    "turn",
];

/// Tokens a row can hold.
const TOKENS_MAX: usize = 64;

impl PreparedRow {
    /// The row as text, without a line end.
    pub fn to_text(&self) -> String {
        let event = &self.event;
        let number = |number: u32| number.to_string();
        let fields: [String; COLUMNS.len()] = [
            tag(self.number),
            tag(self.fallback),
            self.tokens.iter().map(|token| opaque(token.0)).collect::<Vec<_>>().join("|"),
            self.postcode.map(|digits| digits.to_string()).unwrap_or_default(),
            event.kind.word().to_owned(),
            opaque(event.record.0),
            opaque(event.case.0),
            event.day.to_string(),
            number(event.precision as u32),
            opaque(u64::from(event.organisation.0)),
            event.organisation_kind.word().to_owned(),
            number(event.municipality.0.into()),
            event.sex.letter().to_owned(),
            event.birth_month.map(|month| format!("{:04}{:02}", month.year(), month.number())).unwrap_or_default(),
            number(event.reasons.0.into()),
            number(event.form.0.into()),
            number(event.contact.number().into()),
            number(event.setting.number().into()),
            number(event.online.number().into()),
            number(event.other_age.number().into()),
            number(event.code.0.into()),
            number(event.sector.number().into()),
            event.crisis.map(|crisis| number(crisis.into())).unwrap_or_default(),
            number(event.satisfaction.into()),
            number(event.without_help.into()),
            number(event.status as u32),
            event.stated.to_string(),
            opaque(u64::from(event.turn)),
        ];
        fields.join(";")
    }

    /// Reads a row; anything that is not of the closed list of its column is a fault.
    ///
    /// # Errors
    /// The first column that is not as agreed.
    pub fn parse(text: &str) -> Result<PreparedRow, RowFault> {
        let mut fields = Fields { texts: text.split(';'), place: 0 };
        let number = fields.take(optional(from_opaque))?.map(Tag);
        let fallback = fields.take(optional(from_opaque))?.map(Tag);
        let tokens = fields.take(token_list)?;
        let postcode = fields.take(optional(|text| whole(text).filter(|digits| (1000..=9999).contains(digits))))?;
        let kind = fields.take(EventKind::from_word)?;
        let record = RecordKey(fields.take(from_opaque)?);
        let case = CaseKey(fields.take(from_opaque)?);
        let day = fields.take(Day::parse_iso)?;
        let mut event = Event { case, ..Event::new(kind, day, record, OrganisationKind::Unknown) };
        event.precision = fields.take(precision)?;
        event.organisation = Organisation(fields.take(opaque_u32)?);
        event.organisation_kind = fields.take(OrganisationKind::from_word)?;
        event.municipality = Municipality(fields.take(whole)?);
        event.sex = fields.take(|text| Sex::ALL.into_iter().find(|sex| sex.letter() == text))?;
        event.birth_month = fields.take(optional(month))?;
        event.reasons = Forms(fields.take(whole)?);
        event.form = Forms(fields.take(whole)?);
        event.contact = fields.take(|text| Contact::from_number(whole(text)?))?;
        event.setting = fields.take(|text| Setting::from_number(whole(text)?))?;
        event.online = fields.take(|text| Online::from_number(whole(text)?))?;
        event.other_age = fields.take(|text| OtherAge::from_number(whole(text)?))?;
        event.code = Code(fields.take(whole)?);
        event.sector = fields.take(|text| Sector::from_number(whole(text)?))?;
        event.crisis = fields.take(optional(|text| match text {
            "0" => Some(false),
            "1" => Some(true),
            _ => None,
        }))?;
        event.satisfaction = fields.take(whole)?;
        event.without_help = fields.take(whole)?;
        event.status = fields.take(|text| RecordStatus::from_number(whole(text)?))?;
        event.stated = fields.take(Day::parse_iso)?;
        event.turn = fields.take(opaque_u32)?;
        fields.end()?;
        Ok(PreparedRow { number, fallback, tokens, postcode, event })
    }
}

struct Fields<'a> {
    texts: std::str::Split<'a, char>,
    place: usize,
}

impl<'a> Fields<'a> {
    fn take<T>(&mut self, read: impl Fn(&'a str) -> Option<T>) -> Result<T, RowFault> {
        let column = COLUMNS[self.place.min(COLUMNS.len() - 1)];
        self.place += 1;
        self.texts.next().and_then(read).ok_or(RowFault { column })
    }

    fn end(mut self) -> Result<(), RowFault> {
        if self.texts.next().is_none() { Ok(()) } else { Err(RowFault { column: COLUMNS[COLUMNS.len() - 1] }) }
    }
}

/// Nothing for an empty text.
fn optional<'a, T>(read: impl Fn(&'a str) -> Option<T>) -> impl Fn(&'a str) -> Option<Option<T>> {
    move |text| if text.is_empty() { Some(None) } else { read(text).map(Some) }
}

/// Sixteen letters from a to p, four bits each: no digits, so that nothing in it can be read as a number or a postcode.
fn opaque(number: u64) -> String {
    (0..16).rev().map(|place| char::from(b'a' + (number >> (4 * place) & 15) as u8)).collect()
}

fn from_opaque(text: &str) -> Option<u64> {
    let letters = text.as_bytes();
    if letters.len() != 16 || !letters.iter().all(|letter| (b'a'..=b'p').contains(letter)) {
        return None;
    }
    Some(letters.iter().fold(0, |number, letter| number << 4 | u64::from(letter - b'a')))
}

fn opaque_u32(text: &str) -> Option<u32> {
    from_opaque(text).and_then(|number| u32::try_from(number).ok())
}

fn tag(tag: Option<Tag>) -> String {
    tag.map(|tag| opaque(tag.0)).unwrap_or_default()
}

fn token_list(text: &str) -> Option<Vec<Tag>> {
    if text.is_empty() {
        return Some(Vec::new());
    }
    let tags: Option<Vec<Tag>> = text.split('|').take(TOKENS_MAX + 1).map(|token| from_opaque(token).map(Tag)).collect();
    tags.filter(|tags| tags.len() <= TOKENS_MAX)
}

/// A whole number as this program writes it: no sign, no zeros before it.
fn whole<T: TryFrom<u64>>(text: &str) -> Option<T> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit()) && (text.len() == 1 || !text.starts_with('0')) && text.len() <= 10;
    is_plain.then(|| text.parse::<u64>().ok()).flatten().and_then(|number| T::try_from(number).ok())
}

fn precision(text: &str) -> Option<Precision> {
    let number: u32 = whole(text)?;
    [Precision::Day, Precision::Month, Precision::Year].into_iter().find(|precision| *precision as u32 == number)
}

fn month(text: &str) -> Option<Month> {
    let (year, month) = (text.get(..4)?.parse().ok()?, text.get(4..)?);
    let month: i8 = if month.len() == 2 { month.parse().ok()? } else { return None };
    (1..=12).contains(&month).then(|| Month::new(year, month)).filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn row() -> PreparedRow {
        let mut event = Event::new(EventKind::CsgContact, Day(19_000), RecordKey(u64::MAX), OrganisationKind::Csg);
        (event.birth_month, event.crisis, event.municipality) = (Some(Month::new(2011, 3)), Some(true), Municipality(363));
        PreparedRow { number: Some(Tag(0)), fallback: None, tokens: vec![Tag(1), Tag(u64::MAX)], postcode: Some(1012), event }
    }

    #[test]
    fn a_row_reads_back() {
        assert_eq!(PreparedRow::parse(&row().to_text()), Ok(row()));
        assert_eq!(row().to_text().split(';').count(), COLUMNS.len());
    }

    #[test]
    fn what_is_not_of_a_columns_list_is_a_fault() {
        let text = row().to_text();
        let fields: Vec<&str> = text.split(';').collect();
        for (place, column) in COLUMNS.iter().enumerate() {
            for wrong in ["123456782", "Anna", "1234AB", "20110314", "-1", "kenmerk 7"] {
                let mut changed = fields.clone();
                changed[place] = wrong;
                assert!(PreparedRow::parse(&changed.join(";")).is_err(), "{column} {wrong}");
            }
        }
        assert!(PreparedRow::parse(&format!("{text};")).is_err() && PreparedRow::parse("").is_err());
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "[a-p0-9;|.-]{0,200}") {
            if let Ok(row) = PreparedRow::parse(&text) {
                prop_assert_eq!(row.to_text(), text);
            }
        }
    }
}
