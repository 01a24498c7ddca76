//! Numbers and days the Dutch way (`1.234`, `12,3 %`, `21 juli 2026`) and the English way (`1,234`, `12.3%`, `21 July 2026`).

use domain::{Cell, Day, Estimate, Interval, Month, Span};

use crate::texts::{Language, Text};

/// A whole number with thousands marks.
///
/// ```
/// use screens::{Language, numbers};
/// assert_eq!(numbers::count(1_234_567, Language::Dutch), "1.234.567");
/// assert_eq!(numbers::count(-1234, Language::English), "-1,234");
/// ```
pub fn count(value: i64, language: Language) -> String {
    let mark = match language {
        Language::Dutch => '.',
        Language::English => ',',
    };
    let digits = value.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + 4);
    if value < 0 {
        text.push('-');
    }
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(mark);
        }
        text.push(digit);
    }
    text
}

/// A number with so many decimals; `.` where it is not finite.
///
/// ```
/// use screens::{Language, numbers};
/// assert_eq!(numbers::decimal(1234.56, 1, Language::Dutch), "1.234,6");
/// assert_eq!(numbers::decimal(-0.04, 1, Language::Dutch), "0,0");
/// ```
pub fn decimal(value: f64, decimals: u8, language: Language) -> String {
    if !value.is_finite() {
        return ".".to_owned();
    }
    let scale = 10f64.powi(i32::from(decimals));
    let scaled = (value * scale).round() as i64;
    let unit = scale as i64;
    let whole = count((scaled / unit).abs(), language);
    let sign = if scaled < 0 { "-" } else { "" };
    if decimals == 0 {
        return format!("{sign}{whole}");
    }
    let point = match language {
        Language::Dutch => ',',
        Language::English => '.',
    };
    format!("{sign}{whole}{point}{:0width$}", (scaled % unit).abs(), width = usize::from(decimals))
}

/// A share (0–1) in per cent with one decimal; the Dutch sign keeps its distance without breaking the line.
///
/// ```
/// use screens::{Language, numbers};
/// assert_eq!(numbers::percent(0.1234, Language::Dutch), "12,3\u{a0}%");
/// assert_eq!(numbers::percent(0.1234, Language::English), "12.3%");
/// ```
pub fn percent(share: f64, language: Language) -> String {
    signed_percent(decimal(share * 100.0, 1, language), language)
}

/// A share in whole per cent: for headlines.
pub fn percent_whole(share: f64, language: Language) -> String {
    signed_percent(decimal(share * 100.0, 0, language), language)
}

fn signed_percent(number: String, language: Language) -> String {
    match language {
        Language::Dutch => format!("{number}\u{a0}%"),
        Language::English => format!("{number}%"),
    }
}

/// How an estimate is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Style {
    /// Whole numbers.
    Count,
    /// One decimal.
    Rate,
    /// Per cent with one decimal.
    Share,
    /// Whole days.
    Days,
}

/// One value in a style, without unit but for the per cent sign.
pub fn value(value: f64, style: Style, language: Language) -> String {
    match style {
        Style::Count | Style::Days => decimal(value, 0, language),
        Style::Rate => decimal(value, 1, language),
        Style::Share => percent(value, language),
    }
}

/// Both limits of an interval: `12,3 – 15,0 %`.
///
/// ```
/// use domain::{Estimate, Interval};
/// use screens::{Language, numbers::{self, Style}};
/// let estimate = Estimate { value: 0.15, interval: Interval::ninety_five(0.103, 0.225) };
/// assert_eq!(numbers::interval(&estimate, Style::Share, Language::Dutch), "10,3\u{a0}–\u{a0}22,5\u{a0}%");
/// ```
pub fn interval(estimate: &Estimate, style: Style, language: Language) -> String {
    interval_of(estimate.interval, style, language)
}

/// The same of an interval alone.
pub fn interval_of(Interval { lower, upper, .. }: Interval, style: Style, language: Language) -> String {
    let first = match style {
        Style::Share => decimal(lower * 100.0, 1, language),
        Style::Count | Style::Rate | Style::Days => value(lower, style, language),
    };
    format!("{first}\u{a0}–\u{a0}{}", value(upper, style, language))
}

/// Both limits without the sign of the value they stand beside: `12,3 – 15,0`.
///
/// ```
/// use domain::{Estimate, Interval};
/// use screens::{Language, numbers::{self, Style}};
/// let estimate = Estimate { value: 0.15, interval: Interval::ninety_five(0.103, 0.225) };
/// assert_eq!(numbers::limits(&estimate, Style::Share, Language::Dutch), "10,3\u{a0}–\u{a0}22,5");
/// ```
pub fn limits(estimate: &Estimate, style: Style, language: Language) -> String {
    interval(estimate, style, language).trim_end_matches(['%', '\u{a0}']).to_owned()
}

/// A count cell with thousands marks, or its symbol.
pub fn cell(cell: Cell<u64>, language: Language) -> String {
    match cell {
        Cell::Shown(value) => count(i64::try_from(value).unwrap_or(i64::MAX), language),
        Cell::Hidden | Cell::Unknown | Cell::Impossible => cell.symbol().unwrap_or_default().to_owned(),
    }
}

/// `21 juli 2026`.
///
/// ```
/// use domain::Day;
/// use screens::{Language, numbers};
/// let day = Day::from_ymd(2026, 7, 21).unwrap();
/// assert_eq!(numbers::day(day, Language::Dutch), "21 juli 2026");
/// ```
pub fn day(day: Day, language: Language) -> String {
    let (year, month, date) = day.ymd();
    format!("{date} {} {year}", month_name(month, language))
}

/// A month in words.
///
/// ```
/// use domain::Month;
/// use screens::{Language, numbers};
/// assert_eq!(numbers::month(Month::new(2023, 6), Language::Dutch), "juni 2023");
/// ```
pub fn month(month: Month, language: Language) -> String {
    format!("{} {}", month_name(month.number(), language), month.year())
}

/// `2023`, or `2021–2023` for pooled years.
pub fn span(span: Span) -> String {
    match span {
        Span::Year(year) => year.to_string(),
        Span::Years(first, last) => format!("{first}–{last}"),
    }
}

/// A period in a caption or a list: `2023`, or `2021–2023 samen` for pooled years.
///
/// ```
/// use domain::Span;
/// use screens::{Language, numbers};
/// assert_eq!(numbers::period(Span::Year(2023), Language::Dutch), "2023");
/// assert_eq!(numbers::period(Span::Years(2021, 2023), Language::English), "2021–2023 together");
/// ```
pub fn period(period: Span, language: Language) -> String {
    match period {
        Span::Year(_) => span(period),
        Span::Years(..) => Text::PooledYears.fill(language, &[("years", &span(period))]),
    }
}

fn month_name(month: i8, language: Language) -> &'static str {
    const NAMES: [Text; 12] = [
        Text::January,
        Text::February,
        Text::March,
        Text::April,
        Text::May,
        Text::June,
        Text::July,
        Text::August,
        Text::September,
        Text::October,
        Text::November,
        Text::December,
    ];
    let place = usize::try_from(month - 1).unwrap_or(0).min(11);
    NAMES[place].say(language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_marked_from_the_right() {
        for (value, text) in [(0, "0"), (999, "999"), (1000, "1.000"), (12_345, "12.345"), (1_000_000, "1.000.000")] {
            assert_eq!(count(value, Language::Dutch), text);
        }
    }

    #[test]
    fn a_number_that_rounds_to_nothing_has_no_sign() {
        assert_eq!(decimal(-0.01, 1, Language::Dutch), "0,0");
        assert_eq!(decimal(-1.25, 1, Language::Dutch), "-1,3");
        assert_eq!(decimal(f64::NAN, 1, Language::Dutch), ".");
    }

    #[test]
    fn days_read_as_people_write_them() {
        let first = Day::from_ymd(2026, 1, 1).expect("a day");
        assert_eq!(day(first, Language::Dutch), "1 januari 2026");
        assert_eq!(day(first, Language::English), "1 January 2026");
        assert_eq!(span(Span::Years(2023, 2025)), "2023–2025");
    }

    #[test]
    fn a_hidden_cell_is_its_symbol() {
        assert_eq!(cell(Cell::Hidden, Language::Dutch), "x");
        assert_eq!(cell(Cell::Unknown, Language::Dutch), ".");
        assert_eq!(cell(Cell::Impossible, Language::Dutch), "");
        assert_eq!(cell(Cell::Shown(1235), Language::English), "1,235");
    }
}
