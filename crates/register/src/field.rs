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
            Shape::Choices(_) | Shape::Words | Shape::Regions | Shape::References(_) => true,
            Shape::Text | Shape::Day | Shape::Number | Shape::Choice(_) => false,
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
            Shape::Choice(words) if words.contains(&text) => Ok(text.to_owned()),
            Shape::Choice(words) => Err(Problem::NotAWord(words)),
            Shape::Choices(words) => several(text, |word| words.contains(&word), Problem::NotAWord(words)),
            Shape::Words | Shape::References(_) => several(text, |word| !word.is_empty(), Problem::Missing),
            Shape::Regions => several(text, |word| word.starts_with(AREA_MARK) || word.parse::<RegionCode>().is_ok(), Problem::NotARegion),
        }
    }
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
