//! Periods as Statistics Netherlands codes them: `2023JJ00`, `2023HJ01`, `2023KW04`, `2023MM12`.

use std::fmt;

use crate::Day;

/// A stretch of the calendar that a delivery or a figure is about.
///
/// ```
/// use domain::Period;
/// let half: Period = "2023HJ02".parse().unwrap();
/// assert_eq!(half.first_day().to_string(), "2023-07-01");
/// assert_eq!(half.last_day().to_string(), "2023-12-31");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Period {
    /// A calendar year, `JJ00`.
    Year(i16),
    /// A half-year, `HJ01` or `HJ02`: the reporting period of youth-policy information.
    Half(i16, u8),
    /// A quarter, `KW01`–`KW04`.
    Quarter(i16, u8),
    /// A month, `MM01`–`MM12`.
    Month(i16, u8),
}

impl Period {
    /// The half-year that holds this day.
    pub fn half_of(day: Day) -> Period {
        let (year, month, _) = day.ymd();
        Period::Half(year, if month <= 6 { 1 } else { 2 })
    }

    /// The year it lies in.
    pub fn year(self) -> i16 {
        match self {
            Period::Year(year) | Period::Half(year, _) | Period::Quarter(year, _) | Period::Month(year, _) => year,
        }
    }

    /// First day.
    pub fn first_day(self) -> Day {
        let (length, number) = self.months();
        crate::Month::new(self.year(), ((number - 1) * length + 1) as i8).first_day()
    }

    /// Last day, included.
    pub fn last_day(self) -> Day {
        self.next().first_day().plus(-1)
    }

    /// The period of the same length that follows.
    pub fn next(self) -> Period {
        let (length, number) = self.months();
        if number * length == 12 { self.with(self.year() + 1, 1) } else { self.with(self.year(), number + 1) }
    }

    /// The period of the same length before.
    pub fn previous(self) -> Period {
        let (length, number) = self.months();
        if number == 1 { self.with(self.year() - 1, 12 / length) } else { self.with(self.year(), number - 1) }
    }

    fn months(self) -> (u8, u8) {
        match self {
            Period::Year(_) => (12, 1),
            Period::Half(_, number) => (6, number),
            Period::Quarter(_, number) => (3, number),
            Period::Month(_, number) => (1, number),
        }
    }

    fn with(self, year: i16, number: u8) -> Period {
        match self {
            Period::Year(_) => Period::Year(year),
            Period::Half(..) => Period::Half(year, number),
            Period::Quarter(..) => Period::Quarter(year, number),
            Period::Month(..) => Period::Month(year, number),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Period::Year(year) => write!(f, "{year}JJ00"),
            Period::Half(year, number) => write!(f, "{year}HJ{number:02}"),
            Period::Quarter(year, number) => write!(f, "{year}KW{number:02}"),
            Period::Month(year, number) => write!(f, "{year}MM{number:02}"),
        }
    }
}

/// The text is no period code.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PeriodError(pub String);

impl fmt::Display for PeriodError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "'{}' is no period; write a year as 2023JJ00, a half-year as 2023HJ01, a quarter as 2023KW01, a month as 2023MM01",
            self.0
        )
    }
}

impl std::error::Error for PeriodError {}

impl std::str::FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Period, PeriodError> {
        parse(text).ok_or_else(|| PeriodError(text.chars().take(20).collect()))
    }
}

fn parse(text: &str) -> Option<Period> {
    if text.len() != 8 || !text.is_ascii() {
        return None;
    }
    let year = text[..4].parse().ok().filter(|year| (1900..=2100).contains(year))?;
    let number: u8 = text[6..].parse().ok()?;
    match (&text[4..6], number) {
        ("JJ", 0) => Some(Period::Year(year)),
        ("HJ", 1..=2) => Some(Period::Half(year, number)),
        ("KW", 1..=4) => Some(Period::Quarter(year, number)),
        ("MM", 1..=12) => Some(Period::Month(year, number)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_cbs_codes_are_periods() {
        for text in ["2023JJ01", "2023HJ03", "2023KW00", "2023MM13", "23HJ01", "2023hj01", "20230101", "2023HJ0１"] {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn periods_follow_each_other_without_gap(year in 1950i16..2050, half in 1u8..=2, month in 1u8..=12) {
            for period in [Period::Year(year), Period::Half(year, half), Period::Month(year, month)] {
                prop_assert_eq!(period.last_day().plus(1), period.next().first_day());
                prop_assert_eq!(period.next().previous(), period);
                prop_assert_eq!(period.to_string().parse::<Period>(), Ok(period));
            }
        }
    }
}
