//! What the numbers of a cross table are about: all of a year, or the end of one day.

use std::fmt;
use std::str::FromStr;

use crate::{Day, Month};

/// Years whose months are read: a release holds no others.
const YEARS: std::ops::RangeInclusive<i16> = 1990..=2100;

/// A calendar year, of what began in it; or the end of the last day of a month, of what runs then.
///
/// In files a year is `2023`, the end of a month `2023-06`.
///
/// ```
/// use domain::{Month, When};
/// let june = When::MonthEnd(Month::new(2023, 6));
/// assert_eq!((june.to_string(), "2023-06".parse()), ("2023-06".to_owned(), Ok(june)));
/// assert_eq!(june.last_day().to_string(), "2023-06-30");
/// assert_eq!("2023".parse(), Ok(When::Year(2023)));
/// assert!(["2023-13", "2023-6", "9999-12"].iter().all(|text| text.parse::<When>().is_err()));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum When {
    /// A calendar year.
    Year(i16),
    /// The end of a month.
    MonthEnd(Month),
}

/// A text that is neither a year nor a month.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WhenError(String);

impl fmt::Display for WhenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "'{}' is neither a year like 2023 nor a month like 2023-06", self.0)
    }
}

impl std::error::Error for WhenError {}

impl When {
    /// The calendar year it lies in.
    pub fn year(self) -> i16 {
        match self {
            When::Year(year) => year,
            When::MonthEnd(month) => month.year(),
        }
    }

    /// Its last day.
    pub fn last_day(self) -> Day {
        match self {
            When::Year(year) => Month::new(year, 12).last_day(),
            When::MonthEnd(month) => month.last_day(),
        }
    }

    /// Every year or month from this through the last, which is of the same kind; itself alone where it is not, or lies before.
    ///
    /// ```
    /// use domain::{Month, When};
    /// let ends = When::MonthEnd(Month::new(2022, 12)).through(When::MonthEnd(Month::new(2023, 2)));
    /// assert_eq!(ends.iter().map(When::to_string).collect::<Vec<_>>(), ["2022-12", "2023-01", "2023-02"]);
    /// ```
    pub fn through(self, last: When) -> Vec<When> {
        match (self, last) {
            (When::Year(first), When::Year(last)) if first <= last => (first..=last).map(When::Year).collect(),
            (When::MonthEnd(first), When::MonthEnd(last)) if first <= last => {
                (first.0..=last.0).map(|month| When::MonthEnd(Month(month))).collect()
            }
            (When::Year(_) | When::MonthEnd(_), When::Year(_) | When::MonthEnd(_)) => vec![self],
        }
    }

    /// The month, of what is told at the end of one.
    pub fn month(self) -> Option<Month> {
        match self {
            When::Year(_) => None,
            When::MonthEnd(month) => Some(month),
        }
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            When::Year(year) => write!(f, "{year}"),
            When::MonthEnd(month) => write!(f, "{:04}-{:02}", month.year(), month.number()),
        }
    }
}

impl FromStr for When {
    type Err = WhenError;

    fn from_str(text: &str) -> Result<When, WhenError> {
        let wrong = || WhenError(text.to_owned());
        let digits = |text: &str, length: usize| text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
        let Some((year, month)) = text.split_once('-') else { return text.parse().map(When::Year).map_err(|_| wrong()) };
        match (digits(year, 4) && digits(month, 2)).then(|| (year.parse(), month.parse())) {
            Some((Ok(year), Ok(month))) if YEARS.contains(&year) && (1..=12).contains(&month) => {
                Ok(When::MonthEnd(Month::new(year, month)))
            }
            Some(_) | None => Err(wrong()),
        }
    }
}
