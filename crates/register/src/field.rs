//! A field: its name, what people call it, and what may stand in it.

use domain::{Day, RegionCode};

use crate::place::AREA_MARK;
use crate::{Kind, Problem};

/// What may stand in a field. Several values are divided by `|`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    /// Words.
    Text,
    /// A day, `YYYY-MM-DD`.
    Day,
    /// A whole number, 0 or more.
    Number,
    /// A number of 0 or more, perhaps with decimals behind a point or a comma; kept with a point.
    Decimal,
    /// A year with its number, `2027=12.5`, several of them in order of year.
    Steps,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// Some of these words.
    Choices(&'static [&'static str]),
    /// Some words that are free.
    Words,
    /// Regions: `NL`, `VT19`, `JZ07`, `GM0363`, or the id of a cooperation area (`S-…`).
    Regions,
    /// Ids of records of a kind.
    References(Kind),
}

impl Shape {
    /// The words to choose from, in order; none where any text, number, day or id may stand.
    ///
    /// ```
    /// use register::{Kind, Shape};
    /// let words = Kind::Question.field("answered").unwrap().shape.words();
    /// assert!(words.contains(&"partly"));
    /// assert!(Shape::Day.words().is_empty());
    /// ```
    pub fn words(self) -> &'static [&'static str] {
        match self {
            Shape::Choice(words) | Shape::Choices(words) => words,
            Shape::Text
            | Shape::Day
            | Shape::Number
            | Shape::Decimal
            | Shape::Steps
            | Shape::Words
            | Shape::Regions
            | Shape::References(_) => &[],
        }
    }
}

/// A field of a kind.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Field {
    /// Its name in files and commands.
    pub name: &'static str,
    /// What people call it, in Dutch.
    pub nl: &'static str,
    /// What people call it, in English.
    pub en: &'static str,
    /// What may stand in it.
    pub shape: Shape,
    /// Whether a record without it is refused.
    pub required: bool,
}

impl Field {
    /// A field that may be empty.
    pub(crate) const fn of(name: &'static str, nl: &'static str, en: &'static str, shape: Shape) -> Field {
        Field { name, nl, en, shape, required: false }
    }

    /// A field that may not be empty.
    pub(crate) const fn needed(name: &'static str, nl: &'static str, en: &'static str, shape: Shape) -> Field {
        Field { name, nl, en, shape, required: true }
    }

    /// Whether the field holds several values.
    pub fn is_list(&self) -> bool {
        match self.shape {
            Shape::Choices(_) | Shape::Words | Shape::Regions | Shape::References(_) | Shape::Steps => true,
            Shape::Text | Shape::Day | Shape::Number | Shape::Decimal | Shape::Choice(_) => false,
        }
    }

    /// The value as it is kept (trimmed, each word of a list once), or what is wrong with it.
    pub(crate) fn read(&self, text: &str) -> Result<String, Problem> {
        let text = text.trim();
        if text.is_empty() {
            return if self.required { Err(Problem::Missing) } else { Ok(String::new()) };
        }
        match self.shape {
            Shape::Text => Ok(text.to_owned()),
            Shape::Day => Day::parse_iso(text).map(|day| day.to_string()).ok_or(Problem::NotADay),
            Shape::Number => text.parse::<u64>().map(|number| number.to_string()).map_err(|_| Problem::NotANumber),
            Shape::Decimal => decimal(text).ok_or(Problem::NotADecimal),
            Shape::Steps => steps(text).ok_or(Problem::NotAStep),
            Shape::Choice(words) if words.contains(&text) => Ok(text.to_owned()),
            Shape::Choice(words) => Err(Problem::NotAWord(words)),
            Shape::Choices(words) => several(text, |word| words.contains(&word), Problem::NotAWord(words)),
            Shape::Words | Shape::References(_) => several(text, |word| !word.is_empty(), Problem::Missing),
            Shape::Regions => several(text, |word| word.starts_with(AREA_MARK) || word.parse::<RegionCode>().is_ok(), Problem::NotARegion),
        }
    }
}

/// A number as it is kept: at most nine digits before the point and four behind it. A point with three digits behind it is
/// refused: to one reader that is a thousand, to another one and a bit.
fn decimal(text: &str) -> Option<String> {
    if text.split_once('.').is_some_and(|(_, part)| part.len() == 3) {
        return None;
    }
    let text = text.replace(',', ".");
    let (whole, part) = text.split_once('.').unwrap_or((&text, "0"));
    let is_digits = |digits: &str, most: usize| (1..=most).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    let fits = is_digits(whole, 9) && is_digits(part, 4);
    fits.then(|| text.parse::<f64>().ok()).flatten().map(|number| number.to_string())
}

/// Years with their numbers as they are kept; no year twice.
fn steps(text: &str) -> Option<String> {
    let mut steps: Vec<(u16, String)> = Vec::new();
    for step in text.split('|').map(str::trim).filter(|step| !step.is_empty()) {
        let (year, number) = step.split_once(['=', ':'])?;
        let year = year.trim().parse().ok().filter(|year| (1900..=2200).contains(year))?;
        if steps.iter().any(|(known, _)| *known == year) {
            return None;
        }
        steps.push((year, decimal(number.trim())?));
    }
    steps.sort();
    Some(steps.iter().map(|(year, number)| format!("{year}={number}")).collect::<Vec<_>>().join("|"))
}

fn several(text: &str, holds: impl Fn(&str) -> bool, problem: Problem) -> Result<String, Problem> {
    let mut words: Vec<&str> = Vec::new();
    for word in text.split('|').map(str::trim).filter(|word| !word.is_empty()) {
        if !holds(word) {
            return Err(problem);
        }
        if !words.contains(&word) {
            words.push(word);
        }
    }
    Ok(words.join("|"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_steps_are_kept_one_way_however_they_are_written() {
        let goal = Field::of("goal_value", "", "", Shape::Decimal);
        assert_eq!(["12,50", "12.5", " 7 ", "0"].map(|text| goal.read(text)), ["12.5", "12.5", "7", "0"].map(|kept| Ok(kept.to_owned())));
        for wrong in ["-1", "1.234,5", "1.500", "1e3", "12 %", ".", "5.", "nan", "1234567890", "0.00001"] {
            assert_eq!(goal.read(wrong), Err(Problem::NotADecimal), "{wrong}");
        }
        let steps = Field::of("step_values", "", "", Shape::Steps);
        assert_eq!(steps.read("2028: 8 | 2027 = 12,5"), Ok("2027=12.5|2028=8".to_owned()));
        for wrong in ["2027", "2027=12|2027=11", "27=12", "2027=twaalf"] {
            assert_eq!(steps.read(wrong), Err(Problem::NotAStep), "{wrong}");
        }
    }
}
