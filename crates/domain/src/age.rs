//! Age bands: fixed cuts, 0–11 | 12–17 and finer.

use crate::{Day, Month};

/// A fixed age band in completed years.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum AgeBand {
    /// Not known.
    #[default]
    Unknown,
    /// 0 to 3 years.
    From0To3,
    /// 4 to 7 years.
    From4To7,
    /// 8 to 11 years.
    From8To11,
    /// 12 to 15 years.
    From12To15,
    /// 16 and 17 years.
    From16To17,
    /// 18 to 22 years: extended help.
    From18To22,
}

impl AgeBand {
    /// Every band; unknown last, as tables show it.
    pub const ALL: [AgeBand; 7] = [
        AgeBand::From0To3,
        AgeBand::From4To7,
        AgeBand::From8To11,
        AgeBand::From12To15,
        AgeBand::From16To17,
        AgeBand::From18To22,
        AgeBand::Unknown,
    ];

    /// Band of an age in completed years; unknown below 0 and from 23.
    ///
    /// ```
    /// use domain::AgeBand;
    /// assert_eq!(AgeBand::of_years(11), AgeBand::From8To11);
    /// assert_eq!(AgeBand::of_years(12), AgeBand::From12To15);
    /// assert_eq!(AgeBand::of_years(23), AgeBand::Unknown);
    /// ```
    pub fn of_years(years: i32) -> AgeBand {
        match years {
            0..=3 => AgeBand::From0To3,
            4..=7 => AgeBand::From4To7,
            8..=11 => AgeBand::From8To11,
            12..=15 => AgeBand::From12To15,
            16..=17 => AgeBand::From16To17,
            18..=22 => AgeBand::From18To22,
            _ => AgeBand::Unknown,
        }
    }

    /// Band on a day of someone born in a month. In the birthday month itself the age is an interval of two
    /// years; the younger is taken, so that a band never says more than is known.
    pub fn on(day: Day, born: Option<Month>) -> AgeBand {
        match born {
            Some(born) => AgeBand::of_years(years_on(day, born)),
            None => AgeBand::Unknown,
        }
    }

    /// Number for files and tables: unknown 0, then in order of age.
    pub fn number(self) -> u8 {
        self as u8
    }

    /// The band with this number.
    pub fn from_number(number: u8) -> Option<AgeBand> {
        AgeBand::ALL.into_iter().find(|band| *band as u8 == number)
    }

    /// The label used in files: `0-3`.
    pub fn label(self) -> &'static str {
        match self {
            AgeBand::Unknown => "unknown",
            AgeBand::From0To3 => "0-3",
            AgeBand::From4To7 => "4-7",
            AgeBand::From8To11 => "8-11",
            AgeBand::From12To15 => "12-15",
            AgeBand::From16To17 => "16-17",
            AgeBand::From18To22 => "18-22",
        }
    }
}

/// Completed years on a day of someone born in a month; the birthday counts from the month after it.
pub fn years_on(day: Day, born: Month) -> i32 {
    (day.month().0 - born.0 - 1).div_euclid(12)
}

/// Completed years on a day of someone whose day of birth is known: a birthday counts from the day itself. Someone
/// born on 29 February completes a year on 1 March of a year without that day. Negative before birth.
///
/// ```
/// use domain::{Day, age::completed_years};
/// let born = Day::parse_iso("2010-03-15").unwrap();
/// assert_eq!(completed_years(born, Day::parse_iso("2023-03-14").unwrap()), 12);
/// assert_eq!(completed_years(born, Day::parse_iso("2023-03-15").unwrap()), 13);
/// ```
pub fn completed_years(born: Day, day: Day) -> i32 {
    let ((birth_year, birth_month, birth_date), (year, month, date)) = (born.ymd(), day.ymd());
    i32::from(year) - i32::from(birth_year) - i32::from((month, date) < (birth_month, birth_date))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_the_birthday_month_the_younger_band_is_taken() {
        let born = Month::new(2010, 3);
        let band = |text| AgeBand::on(Day::parse_iso(text).expect("a day"), Some(born));
        assert_eq!(band("2022-03-31"), AgeBand::From8To11);
        assert_eq!(band("2022-04-01"), AgeBand::From12To15);
        assert_eq!(band("2010-02-01"), AgeBand::Unknown);
    }
}
