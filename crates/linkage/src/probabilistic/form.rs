//! Coarser forms of a value: what records must share to be compared.

use super::kind::Kind;
use super::text;
use super::value::{area, hashed};

/// A coarser form of a value, for blocking.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Form {
    Value,
    Sound,
    Start,
    Year,
    MonthDay,
    Area,
}

impl Form {
    pub(crate) const ALL: [Form; 6] = [Form::Value, Form::Sound, Form::Start, Form::Year, Form::MonthDay, Form::Area];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Form::Value => "value",
            Form::Sound => "sound",
            Form::Start => "start",
            Form::Year => "year",
            Form::MonthDay => "month-day",
            Form::Area => "area",
        }
    }

    /// Forms that a kind has.
    pub(crate) fn of(kind: Kind) -> &'static [Form] {
        match kind {
            Kind::GivenName => &[Form::Value, Form::Sound, Form::Start],
            Kind::Surname | Kind::Street | Kind::City => &[Form::Value, Form::Sound],
            Kind::Date => &[Form::Value, Form::Year, Form::MonthDay],
            Kind::Postcode => &[Form::Value, Form::Area],
            Kind::Email => &[Form::Value, Form::Start],
            Kind::JaroWinkler | Kind::DamerauLevenshtein | Kind::Dice => &[Form::Value, Form::Sound],
            Kind::DateDistance => &[Form::Value, Form::Year, Form::MonthDay],
            Kind::FullName | Kind::Year | Kind::HouseNumber | Kind::Phone | Kind::Number | Kind::Token | Kind::Sex => &[Form::Value],
            Kind::Category | Kind::Text | Kind::Exact | Kind::NumericDistance | Kind::Pseudonym => &[Form::Value],
        }
    }

    /// The code of a canonical value in this form; 0 where it says nothing.
    pub(crate) fn code(self, kind: Kind, text: &str) -> u32 {
        if text.is_empty() {
            return 0;
        }
        let digits = |from: usize, to: usize| text.get(from..to).unwrap_or_default().to_owned();
        let form = match (self, kind) {
            (Form::Value, _) => text.to_owned(),
            (Form::Sound, Kind::Surname) => text::sound(&text::core(text.split('-').next().unwrap_or(text)), 4),
            (Form::Sound, _) => text::sound(text.split([' ', '-']).next().unwrap_or(text), 4),
            (Form::Start, Kind::Email) => text.split('@').next().unwrap_or(text).to_owned(),
            (Form::Start, _) => text.chars().take(1).collect(),
            (Form::Year, _) => digits(0, 4),
            (Form::MonthDay, _) => digits(4, 8),
            (Form::Area, _) => area(text).to_owned(),
        };
        hashed(&form).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_surname_sounds_the_same_with_and_without_what_stands_before_it() {
        let code = |text: &str| Form::Sound.code(Kind::Surname, text);
        assert_eq!(code("van der meer"), code("meer"));
        assert_eq!(code(""), 0);
    }
}
