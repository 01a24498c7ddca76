//! Days, months and dates of which part is unknown.

use std::fmt;

use jiff::civil::Date;

/// A calendar day, counted from 1 January 1970 (day 0). Differences are whole days; the same day is 0.
///
/// ```
/// use domain::Day;
/// let order = Day::from_ymd(2023, 1, 31).unwrap();
/// assert_eq!(order.plus(1).to_string(), "2023-02-01");
/// assert_eq!(order.plus(1) - order, 1);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Day(pub i32);

impl Day {
    /// The day with this year, month (1–12) and day of month; `None` where the calendar has no such day
    /// or the year lies outside 1800–2200 (no living child was born or helped there).
    pub fn from_ymd(year: i16, month: i8, day: i8) -> Option<Day> {
        if !(1800..=2200).contains(&year) {
            return None;
        }
        Date::new(year, month, day).ok().map(Day::from)
    }

    /// Reads `2023-01-31`.
    pub fn parse_iso(text: &str) -> Option<Day> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        Day::from_parts(digits(&bytes[..4])?, digits(&bytes[5..7])?, digits(&bytes[8..])?)
    }

    /// Reads `20230131`, the form of the youth-policy protocol.
    pub fn parse_compact(text: &str) -> Option<Day> {
        let bytes = text.as_bytes();
        if bytes.len() != 8 {
            return None;
        }
        Day::from_parts(digits(&bytes[..4])?, digits(&bytes[4..6])?, digits(&bytes[6..])?)
    }

    fn from_parts(year: u32, month: u32, day: u32) -> Option<Day> {
        Day::from_ymd(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
    }

    /// The day `days` later (earlier when negative).
    pub fn plus(self, days: i32) -> Day {
        Day(self.0 + days)
    }

    /// The same date so many months later (earlier when negative); the last day of the month where it has no such date.
    ///
    /// ```
    /// use domain::Day;
    /// let day = Day::parse_iso("2023-11-30").unwrap();
    /// assert_eq!(day.plus_months(3).to_string(), "2024-02-29");
    /// assert_eq!(day.plus_months(12).to_string(), "2024-11-30");
    /// ```
    pub fn plus_months(self, months: i32) -> Day {
        Day::from(self.date().saturating_add(jiff::Span::new().months(months)))
    }

    /// The calendar year.
    pub fn year(self) -> i16 {
        self.date().year()
    }

    /// The month this day lies in.
    pub fn month(self) -> Month {
        let date = self.date();
        Month::new(date.year(), date.month())
    }

    /// Year, month (1–12) and day of month.
    pub fn ymd(self) -> (i16, i8, i8) {
        let date = self.date();
        (date.year(), date.month(), date.day())
    }

    /// Monday is 0, Sunday is 6.
    pub fn weekday(self) -> u8 {
        (self.0 + 3).rem_euclid(7) as u8
    }

    /// `20230131`, the form of the youth-policy protocol.
    pub fn compact(self) -> String {
        let (year, month, day) = self.ymd();
        format!("{year:04}{month:02}{day:02}")
    }

    fn date(self) -> Date {
        EPOCH.saturating_add(jiff::Span::new().days(i64::from(self.0)))
    }
}

const EPOCH: Date = Date::constant(1970, 1, 1);

impl From<Date> for Day {
    fn from(date: Date) -> Day {
        let span = EPOCH.until(date).expect("civil dates lie within jiff's range");
        Day(span.get_days())
    }
}

impl std::ops::Sub for Day {
    type Output = i32;
    fn sub(self, earlier: Day) -> i32 {
        self.0 - earlier.0
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

fn digits(bytes: &[u8]) -> Option<u32> {
    bytes.iter().try_fold(0u32, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + u32::from(byte - b'0')))
}

/// A calendar month, counted from January 1970 (month 0). Ages at the hub are known to the month only.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Month(pub i32);

impl Month {
    /// The month of a year; `month` runs from 1 to 12.
    pub fn new(year: i16, month: i8) -> Month {
        Month((i32::from(year) - 1970) * 12 + i32::from(month) - 1)
    }

    /// The year of this month.
    pub fn year(self) -> i16 {
        (1970 + self.0.div_euclid(12)) as i16
    }

    /// The month within its year, 1–12.
    pub fn number(self) -> i8 {
        (self.0.rem_euclid(12) + 1) as i8
    }

    /// The first day of this month.
    pub fn first_day(self) -> Day {
        Day::from_ymd(self.year(), self.number(), 1).unwrap_or(Day(0))
    }

    /// The last day of this month.
    pub fn last_day(self) -> Day {
        Month(self.0 + 1).first_day().plus(-1)
    }
}

/// How much of a date is known.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Precision {
    /// The day itself.
    #[default]
    Day,
    /// Month and year; the day is written `00`.
    Month,
    /// The year only; month and day are written `00`.
    Year,
}

/// A date of which the day, or day and month, may be unknown (protocol Beleidsinformatie Jeugd v7, 2.3:
/// `JJJJMM00`, `JJJJ0000`). `first` is the earliest day it can mean.
///
/// ```
/// use domain::{PartialDate, Precision};
/// let born = PartialDate::parse_compact("20090000").unwrap();
/// assert_eq!(born.precision, Precision::Year);
/// assert_eq!((born.first.to_string(), born.last().to_string()), ("2009-01-01".into(), "2009-12-31".into()));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct PartialDate {
    /// Earliest day it can mean.
    pub first: Day,
    /// How much is known.
    pub precision: Precision,
}

impl PartialDate {
    /// A date known to the day.
    pub fn exact(day: Day) -> PartialDate {
        PartialDate { first: day, precision: Precision::Day }
    }

    /// Reads `JJJJMMDD`, `JJJJMM00` or `JJJJ0000`.
    pub fn parse_compact(text: &str) -> Option<PartialDate> {
        if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let (precision, day) = match (&text[4..6], &text[6..]) {
            ("00", "00") => (Precision::Year, format!("{}0101", &text[..4])),
            (_, "00") => (Precision::Month, format!("{}01", &text[..6])),
            _ => (Precision::Day, text.to_owned()),
        };
        Day::parse_compact(&day).map(|first| PartialDate { first, precision })
    }

    /// Latest day it can mean.
    pub fn last(self) -> Day {
        match self.precision {
            Precision::Day => self.first,
            Precision::Month => Month(self.first.month().0 + 1).first_day().plus(-1),
            Precision::Year => Month::new(self.first.year() + 1, 1).first_day().plus(-1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_calendar_decides_which_days_exist() {
        assert!(Day::parse_iso("2024-02-29").is_some());
        assert!(Day::parse_iso("2023-02-29").is_none());
        assert!(Day::parse_compact("20231301").is_none());
        assert!(Day::parse_iso("2023-2-29").is_none());
        assert!(Day::parse_compact("２０23").is_none());
    }

    #[test]
    fn weekdays_start_on_monday() {
        assert_eq!(Day::parse_iso("2026-11-16").map(Day::weekday), Some(0));
        assert_eq!(Day::parse_iso("1969-12-28").map(Day::weekday), Some(6));
    }

    proptest! {
        #[test]
        fn writing_and_reading_a_day_gives_it_back(day in -50_000i32..80_000) {
            let day = Day(day);
            prop_assert_eq!(Day::parse_iso(&day.to_string()), Some(day));
            prop_assert_eq!(Day::parse_compact(&day.compact()), Some(day));
            prop_assert_eq!(day.month().first_day().month(), day.month());
        }

        #[test]
        fn no_text_panics(text in ".{0,12}") {
            let _ = (Day::parse_iso(&text), Day::parse_compact(&text), PartialDate::parse_compact(&text));
        }
    }
}
