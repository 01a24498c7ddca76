//! Plain measures of distance, for columns a model gives no meaning: letters, numbers, days.

use super::date::Date;
use super::level::{CLOSE, DIFFERENT, NEIGHBOURS, TYPO, VARIANT};
use super::similarity::{Letters, alike, dice, within_edits};

/// Jaro–Winkler similarity from 0.92 and from 0.82.
pub(crate) fn jaro_winkler(a: &Letters, b: &Letters) -> u8 {
    if alike(a, b, 0.92) {
        VARIANT
    } else if alike(a, b, 0.82) {
        CLOSE
    } else {
        DIFFERENT
    }
}

/// One edit, two edits, more; neighbours swapped are one edit.
pub(crate) fn damerau_levenshtein(a: &Letters, b: &Letters, one_edit: u8) -> u8 {
    if within_edits(a, b, 1) {
        one_edit
    } else if within_edits(a, b, 2) {
        CLOSE
    } else {
        DIFFERENT
    }
}

/// Neighbouring letters of a text, with its beginning and end marked.
pub(crate) fn letter_pairs(text: &str) -> Vec<String> {
    let marked: Vec<char> = std::iter::once('^').chain(text.chars()).chain(std::iter::once('$')).collect();
    marked.windows(2).map(|pair| pair.iter().collect()).collect()
}

/// Dice's share of letter pairs in common, from 0.8 and from 0.6.
pub(crate) fn shared_letter_pairs(a: &[u32], b: &[u32]) -> u8 {
    match dice(a, b) {
        shared if shared >= 0.8 => VARIANT,
        shared if shared >= 0.6 => CLOSE,
        _ => DIFFERENT,
    }
}

/// A number written with a point or a comma; `None` where it is none.
pub(crate) fn amount(text: &str) -> Option<f64> {
    text.trim().replace(',', ".").parse::<f64>().ok().filter(|amount| amount.is_finite())
}

/// The distance of two numbers as a share of the larger: to 1 %, to 10 %, more.
pub(crate) fn numbers(a: f64, b: f64) -> u8 {
    let largest = a.abs().max(b.abs());
    let share = if largest > 0.0 { (a - b).abs() / largest } else { 0.0 };
    if share <= 0.01 {
        VARIANT
    } else if share <= 0.1 {
        CLOSE
    } else {
        DIFFERENT
    }
}

/// Days since the first of March of year 0, a month or day that is not known read as the first (proleptic Gregorian;
/// Hinnant 2013). An impossible day runs on into the next month.
pub(crate) fn day_number(date: Date) -> f64 {
    let (month, day) = (i64::from(date.month.max(1)), i64::from(date.day.max(1)));
    let year = i64::from(date.year) - i64::from(month <= 2);
    let from_march = (month + 9).rem_euclid(12);
    (365 * year + year / 4 - year / 100 + year / 400 + (153 * from_march + 2) / 5 + day - 1) as f64
}

/// Days between: one, a week, a month of 31, more.
pub(crate) fn days(a: f64, b: f64) -> u8 {
    match (a - b).abs() {
        between if between <= 1.0 => TYPO,
        between if between <= 7.0 => NEIGHBOURS,
        between if between <= 31.0 => CLOSE,
        _ => DIFFERENT,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::probabilistic::date::{DayOrder, read};

    #[test]
    fn words_are_told_apart_by_each_measure() {
        let letters = |text: &str| Letters::new(text);
        for (a, b, winkler, edits, shared) in [
            ("martha", "marhta", VARIANT, TYPO, DIFFERENT),
            ("dwayne", "duane", CLOSE, CLOSE, DIFFERENT),
            ("janssen", "jansen", VARIANT, TYPO, VARIANT),
            ("bakker", "mulder", DIFFERENT, DIFFERENT, DIFFERENT),
        ] {
            assert_eq!(jaro_winkler(&letters(a), &letters(b)), winkler, "{a} {b}");
            assert_eq!(damerau_levenshtein(&letters(a), &letters(b), TYPO), edits, "{a} {b}");
            let hashed = |text: &str| {
                let mut pairs: Vec<u32> =
                    letter_pairs(text).iter().map(|pair| pair.chars().fold(0, |sum, c| sum * 128 + c as u32)).collect();
                pairs.sort_unstable();
                pairs.dedup();
                pairs
            };
            assert_eq!(shared_letter_pairs(&hashed(a), &hashed(b)), shared, "{a} {b}");
        }
    }

    #[test]
    fn numbers_and_days_are_told_apart_by_distance() {
        for (a, b, level) in [("100", "100,5", VARIANT), ("100", "91", CLOSE), ("0", "0.0", VARIANT), ("-5", "5", DIFFERENT)] {
            let amount = |text| amount(text).expect("a number");
            assert_eq!(numbers(amount(a), amount(b)), level, "{a} {b}");
        }
        assert_eq!(amount("onbekend"), None);
        assert_eq!(amount("inf"), None);
        for (a, b, level) in [
            ("2024-02-28", "2024-03-01", NEIGHBOURS),
            ("2023-02-28", "2023-03-01", TYPO),
            ("2023-12-31", "2024-01-01", TYPO),
            ("2023-12-31", "2024-01-31", CLOSE),
            ("2023-12-31", "2025-01-31", DIFFERENT),
        ] {
            let day = |text| day_number(read(text, DayOrder::DayFirst).expect("a date"));
            assert_eq!(days(day(a), day(b)), level, "{a} {b}");
        }
    }
}
