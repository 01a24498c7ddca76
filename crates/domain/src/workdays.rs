//! Working days in the Netherlands: Monday to Friday, without the generally recognised public holidays
//! (Algemene termijnenwet, art. 3; King's Day included, Liberation Day and Good Friday not).

use crate::Day;

/// Whether work is done on this day.
///
/// ```
/// use domain::{Day, workdays};
/// let kings_day = Day::parse_iso("2023-04-27").unwrap();
/// assert!(!workdays::is_working_day(kings_day));
/// ```
pub fn is_working_day(day: Day) -> bool {
    day.weekday() < 5 && !is_public_holiday(day)
}

/// New Year, Easter Monday, King's (before 2014 Queen's) Day, Ascension, Whit Monday and both Christmas days.
pub fn is_public_holiday(day: Day) -> bool {
    let (year, month, date) = day.ymd();
    let since_easter = day - easter(year);
    matches!((month, date), (1, 1) | (12, 25) | (12, 26)) || matches!(since_easter, 0 | 1 | 39 | 49 | 50) || day == kings_day(year)
}

/// The day that lies `count` working days after `from`; 0 gives `from` itself.
pub fn add_working_days(from: Day, count: u32) -> Day {
    let mut day = from;
    for _ in 0..count {
        day = day.plus(1);
        while !is_working_day(day) {
            day = day.plus(1);
        }
    }
    day
}

/// Working days after `from` up to and including `to`; the same day is 0, and so is an earlier one.
pub fn working_days_between(from: Day, to: Day) -> u32 {
    if to <= from {
        return 0;
    }
    let weeks = (to - from) / 7;
    let tail = from.plus(weeks * 7);
    let weekdays = weeks * 5 + (1..=(to - tail)).filter(|ahead| tail.plus(*ahead).weekday() < 5).count() as i32;
    let holidays =
        (from.year()..=to.year()).flat_map(holidays).filter(|holiday| *holiday > from && *holiday <= to && holiday.weekday() < 5).count()
            as i32;
    (weekdays - holidays).max(0) as u32
}

fn holidays(year: i16) -> [Day; 7] {
    let easter = easter(year);
    let fixed = |month, day| Day::from_ymd(year, month, day).unwrap_or(easter);
    [fixed(1, 1), easter.plus(1), kings_day(year), easter.plus(39), easter.plus(50), fixed(12, 25), fixed(12, 26)]
}

/// 27 April, a Saturday where that is a Sunday; until 2013 Queen's Day, 30 April.
fn kings_day(year: i16) -> Day {
    let date = if year >= 2014 { 27 } else { 30 };
    let day = Day::from_ymd(year, 4, date).unwrap_or(Day(0));
    if day.weekday() == 6 { day.plus(-1) } else { day }
}

/// Easter Sunday by the Gregorian computus (Meeus, Astronomical Algorithms, ch. 8).
fn easter(year: i16) -> Day {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    Day::from_ymd(year, month as i8, day as i8).unwrap_or(Day(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).expect("a day")
    }

    #[test]
    fn easter_falls_where_the_almanac_says() {
        for (year, text) in [(2016, "2016-03-27"), (2019, "2019-04-21"), (2024, "2024-03-31"), (2025, "2025-04-20"), (2038, "2038-04-25")] {
            assert_eq!(easter(year), day(text));
        }
    }

    #[test]
    fn a_report_before_whitsun_gets_its_five_days_after_it() {
        // Thursday 6 June 2019; Whit Monday is 10 June.
        assert_eq!(add_working_days(day("2019-06-06"), 5), day("2019-06-14"));
    }

    proptest! {
        #[test]
        fn counting_agrees_with_walking(from in 10_000i32..25_000, ahead in 0i32..900) {
            let (from, to) = (Day(from), Day(from + ahead));
            let walked = (1..=ahead).filter(|step| is_working_day(from.plus(*step))).count() as u32;
            prop_assert_eq!(working_days_between(from, to), walked);
        }

        #[test]
        fn adding_then_counting_gives_the_number_back(from in 10_000i32..25_000, count in 0u32..60) {
            prop_assert_eq!(working_days_between(Day(from), add_working_days(Day(from), count)), count);
        }
    }
}
