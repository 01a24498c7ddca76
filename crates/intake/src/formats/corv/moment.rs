//! Days and moments as StUF writes them: digits without separators.

use domain::{Day, PartialDate, Precision};

use crate::field::Given;

/// A day with the time of day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Moment {
    pub(crate) day: Day,
    /// Milliseconds since midnight; 0 where no time was given.
    pub(crate) milliseconds: u32,
}

impl Moment {
    /// Reads `JJJJMMDD`, or that with `UU`, `UUMM`, `UUMMSS` or `UUMMSS` and up to three digits of a second.
    pub(crate) fn parse(text: &str) -> Option<Moment> {
        let is_digits = text.bytes().all(|byte| byte.is_ascii_digit());
        if !is_digits || !matches!(text.len(), 8 | 10 | 12 | 14..=17) {
            return None;
        }
        let day = stuf_day(&text[..8])?;
        let part = |from: usize, most: u32| match text.get(from..from + 2) {
            None => Some(0),
            Some(digits) => digits.parse::<u32>().ok().filter(|number| *number <= most),
        };
        let seconds = part(8, 23)? * 3600 + part(10, 59)? * 60 + part(12, 59)?;
        let fraction = format!("{:0<3}", text.get(14..).unwrap_or_default());
        Some(Moment { day, milliseconds: seconds * 1000 + fraction.parse::<u32>().ok()? })
    }
}

/// Reads `JJJJMMDD`.
pub(crate) fn stuf_day(text: &str) -> Option<Day> {
    Day::parse_compact(text)
}

/// Reads a date of which perhaps only a part is known (`indOnvolledigeDatum`: `V` all, `D` the day is not known, `M` nor
/// the month, `J` nothing). Digits of what is not known do not matter.
pub(super) fn partial_day(text: &str, incomplete: &str) -> Given<PartialDate> {
    let precision = match incomplete {
        "" | "V" => Precision::Day,
        "D" => Precision::Month,
        "M" => Precision::Year,
        "J" => return Given::Absent,
        _ => return Given::Unreadable,
    };
    Given::read(text, |text| {
        let is_digits = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
        let text = if is_digits { text } else { return None };
        let number = |digits: &str| digits.parse::<i16>().ok();
        let (year, month) = (number(&text[..4])?, number(&text[4..6])? as i8);
        let first = match precision {
            Precision::Day => stuf_day(text)?,
            Precision::Month => Day::from_ymd(year, month, 1)?,
            Precision::Year => Day::from_ymd(year, 1, 1)?,
        };
        Some(PartialDate { first, precision })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_has_eight_to_seventeen_digits_that_exist() {
        let read = |text| Moment::parse(text).map(|moment| (moment.day.to_string(), moment.milliseconds));
        assert_eq!(read("20230201"), Some(("2023-02-01".into(), 0)));
        assert_eq!(read("2023020114"), Some(("2023-02-01".into(), 50_400_000)));
        assert_eq!(read("20230201143007"), Some(("2023-02-01".into(), 52_207_000)));
        assert_eq!(read("202302011430075"), Some(("2023-02-01".into(), 52_207_500)));
        assert_eq!(read("20230201143007123"), Some(("2023-02-01".into(), 52_207_123)));
        for text in
            ["", "2023020", "202302011", "20230230", "2023020124", "202302011460", "20230201143060", "202302011430071234", "２０２３"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn of_an_incomplete_date_only_the_known_part_is_read() {
        let read = |text, incomplete| partial_day(text, incomplete).value().map(|date| (date.first.to_string(), date.precision));
        assert_eq!(read("20100315", "V"), Some(("2010-03-15".into(), Precision::Day)));
        assert_eq!(read("20100300", "D"), Some(("2010-03-01".into(), Precision::Month)));
        assert_eq!(read("20100000", "M"), Some(("2010-01-01".into(), Precision::Year)));
        assert!(partial_day("20100000", "J").is_absent() && partial_day("", "").is_absent());
        for (text, incomplete) in [("20100000", ""), ("20101300", "D"), ("20100315", "X"), ("2010", "M"), ("-0100315", "V")] {
            assert!(partial_day(text, incomplete).is_unreadable(), "{text} {incomplete}");
        }
    }
}
