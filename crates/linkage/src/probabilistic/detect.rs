//! What a column holds, told by its name and by its values.

use super::column_words::{GIVEN, LEFT_OUT, NAMES};
use super::date::{self, DayOrder};
use super::kind::Kind;
use super::text;

/// What was found in the values of a column, over a sample of those that hold something.
#[derive(Clone, Debug, Default)]
pub(crate) struct Profile {
    /// Share of records that hold something.
    pub(crate) filled: f64,
    /// Distinct values.
    pub(crate) distinct: usize,
    /// Records that hold something.
    pub(crate) records: usize,
    dates: f64,
    digits: f64,
    letters: f64,
    emails: f64,
    dutch_postcodes: f64,
    sexes: f64,
    years: f64,
    numbers_first: f64,
    words: f64,
    length: f64,
    largest: u64,
    /// Values that are common given names.
    given: usize,
}

/// Looks at distinct values, at most a few thousand of them, evenly spread.
pub(crate) fn profile<'a>(values: impl Iterator<Item = &'a str> + Clone, filled: f64, records: usize) -> Profile {
    let distinct = values.clone().count();
    let step = distinct / 2000 + 1;
    let sample: Vec<&str> = values.step_by(step).collect();
    let share = |holds: &dyn Fn(&str) -> bool| sample.iter().filter(|value| holds(value)).count() as f64 / sample.len().max(1) as f64;
    let mean = |of: &dyn Fn(&str) -> usize| sample.iter().map(|value| of(value)).sum::<usize>() as f64 / sample.len().max(1) as f64;
    Profile {
        filled,
        distinct,
        records,
        dates: share(&|value| is_date(value)),
        digits: share(&|value| {
            value.chars().all(|character| character.is_ascii_digit() || " +-().".contains(character)) && has_digit(value)
        }),
        letters: share(&|value| value.chars().any(char::is_alphabetic) && !has_digit(value)),
        emails: share(&|value| value.contains('@') && value.contains('.')),
        dutch_postcodes: share(&|value| is_dutch_postcode(value)),
        sexes: share(&|value| is_sex(value)),
        years: share(&|value| value.len() == 4 && value.parse().is_ok_and(|year: u16| (1880..=2035).contains(&year))),
        numbers_first: share(&|value| has_digit(value) && value.chars().any(char::is_alphabetic) && value.contains(' ')),
        words: mean(&|value| value.split_whitespace().count()),
        length: mean(&|value| value.chars().count()),
        given: sample.iter().filter(|value| GIVEN.contains(&text::folded(value).as_str())).count(),
        largest: sample.iter().filter_map(|value| value.parse::<u64>().ok()).max().unwrap_or(0),
    }
}

fn has_digit(value: &str) -> bool {
    value.chars().any(|character| character.is_ascii_digit())
}

/// A whole date with its separators, or eight digits that are one.
fn is_date(value: &str) -> bool {
    let possible = |order| date::read(value, order).is_some_and(|date| (1..=12).contains(&date.month) && (1..=31).contains(&date.day));
    value.len() >= 6 && (possible(DayOrder::DayFirst) || possible(DayOrder::MonthFirst))
}

pub(crate) fn is_dutch_postcode(value: &str) -> bool {
    let plain: Vec<char> = value.chars().filter(|character| !character.is_whitespace()).collect();
    plain.len() == 6 && plain[..4].iter().all(char::is_ascii_digit) && plain[4..].iter().all(|character| character.is_alphabetic())
}

fn is_sex(value: &str) -> bool {
    let words = ["m", "f", "v", "x", "man", "vrouw", "male", "female", "jongen", "meisje", "mannelijk", "vrouwelijk", "w", "u", "o"];
    words.contains(&text::folded(value).as_str())
}

/// The kind of a column by its name and its values; `None` where it should not be compared.
pub(crate) fn detect(name: &str, profile: &Profile) -> Option<Kind> {
    let plain: String = text::folded(name).chars().filter(|character| character.is_alphanumeric()).collect();
    if LEFT_OUT.contains(&plain.as_str()) || profile.distinct < 2 || profile.filled < 0.005 {
        return None;
    }
    by_name(name, &plain).filter(|kind| agrees(*kind, profile)).map(|kind| refined(kind, profile)).or_else(|| by_content(profile))
}

fn by_name(name: &str, plain: &str) -> Option<Kind> {
    let whole = NAMES.iter().find(|(_, words)| words.contains(&plain)).map(|(kind, _)| *kind);
    let parts: Vec<String> = words(name);
    // Words beside the telling one: "patient_first_name", "geboortedatum_kind", "lname_c1", "address_1".
    let joined =
        |word: &str| (0..parts.len()).any(|from| (from + 1..=parts.len().min(from + 3)).any(|to| parts[from..to].concat() == word));
    let within = || NAMES.iter().find(|(_, words)| words.iter().any(|word| joined(word))).map(|(kind, _)| *kind);
    let inside = || NAMES.iter().find(|(_, words)| words.iter().any(|word| word.len() >= 6 && plain.contains(word))).map(|(kind, _)| *kind);
    whole.or_else(within).or_else(inside)
}

/// Words of a column's name: cut at marks, digits and capitals.
fn words(name: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut small = false;
    for character in name.chars() {
        if !character.is_alphabetic() || (character.is_uppercase() && small) {
            found.push(String::new());
        }
        small = character.is_lowercase();
        if character.is_alphabetic()
            && let Some(last) = found.last_mut()
        {
            last.extend(character.to_lowercase());
        }
    }
    found.retain(|word| !word.is_empty());
    found
}

/// Whether the values are not against what the name says.
fn agrees(kind: Kind, profile: &Profile) -> bool {
    match kind {
        Kind::GivenName | Kind::Surname | Kind::FullName | Kind::City => profile.digits < 0.5 && profile.dates < 0.5,
        Kind::Street => profile.dates < 0.5,
        Kind::Date => profile.dates > 0.3 || profile.years > 0.5,
        Kind::Year => profile.years > 0.3,
        Kind::Email => profile.emails > 0.2,
        Kind::Sex => profile.distinct <= 12,
        Kind::Category => profile.distinct <= 1000,
        Kind::Phone => profile.letters < 0.5,
        // A flag ("bsn_known") is no pseudonym.
        Kind::Pseudonym => profile.distinct > 20,
        Kind::Token => profile.distinct > 20,
        Kind::Postcode | Kind::HouseNumber | Kind::Number | Kind::Text => true,
        // Never told by a name: asked for in a model.
        Kind::Exact | Kind::JaroWinkler | Kind::DamerauLevenshtein | Kind::Dice | Kind::NumericDistance | Kind::DateDistance => true,
    }
}

fn refined(kind: Kind, profile: &Profile) -> Kind {
    match kind {
        Kind::Date if profile.dates <= 0.3 => Kind::Year,
        // "street" or "address" that holds numbers only is a house number.
        Kind::Street if profile.digits > 0.8 => Kind::HouseNumber,
        other => other,
    }
}

fn by_content(profile: &Profile) -> Option<Kind> {
    let varied = profile.distinct > 20;
    if profile.emails > 0.6 {
        Some(Kind::Email)
    } else if profile.dutch_postcodes > 0.6 {
        Some(Kind::Postcode)
    } else if profile.dates > 0.8 && varied {
        Some(Kind::Date)
    } else if profile.years > 0.9 && varied {
        Some(Kind::Year)
    } else if profile.sexes > 0.99 && profile.distinct <= 6 {
        Some(Kind::Sex)
    } else if profile.digits > 0.8 {
        by_digits(profile)
    } else if !varied {
        // Few codes say little and often tell the source apart, not the person.
        None
    } else if profile.numbers_first > 0.4 {
        Some(Kind::Street)
    } else if profile.letters > 0.8 && profile.length < 40.0 {
        by_letters(profile)
    } else {
        Some(Kind::Text)
    }
}

fn by_digits(profile: &Profile) -> Option<Kind> {
    let length = profile.length;
    if profile.distinct <= 31 && profile.largest <= 31 {
        (profile.distinct > 10).then_some(Kind::Category)
    } else if length >= 9.0 && profile.distinct * 3 > profile.records {
        Some(if length > 9.5 { Kind::Phone } else { Kind::Number })
    } else if (4.0..=5.9).contains(&length) {
        Some(Kind::Postcode)
    } else if length < 4.0 {
        Some(Kind::HouseNumber)
    } else {
        Some(Kind::Number)
    }
}

fn by_letters(profile: &Profile) -> Option<Kind> {
    // Towns and surnames are hardly ever among them; full names have more words.
    if profile.given >= 5 && profile.words < 1.5 {
        Some(Kind::GivenName)
    } else if (1.8..3.5).contains(&profile.words) && profile.distinct * 2 > profile.records {
        Some(Kind::FullName)
    } else if profile.words < 2.5 {
        Some(Kind::Surname)
    } else {
        Some(Kind::Text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, values: &[&str]) -> Option<Kind> {
        // Forty distinct values of the same look.
        let many: Vec<String> = (0..40).map(|place| values[place % values.len()].to_owned()).collect();
        let mut found = profile(many.iter().map(String::as_str), 1.0, 100);
        found.distinct = if values.len() <= 3 { values.len() } else { 40 };
        detect(name, &found)
    }

    #[test]
    fn the_name_tells_in_many_spellings() {
        let names = ["Noor", "Daan", "Emma", "Lucas"];
        for name in ["first_name", "FirstName", "voornaam", "Roepnaam", "given_name", "fname_c1", "patient first name", "kind_voornaam"] {
            assert_eq!(check(name, &names), Some(Kind::GivenName), "{name}");
        }
        for name in ["surname", "lname_c1", "achternaam", "LAST_NAME", "geslachtsnaam_kind"] {
            assert_eq!(check(name, &names), Some(Kind::Surname), "{name}");
        }
        assert_eq!(check("geboortedatum", &["2001-02-03", "2002-03-04", "2003-01-01", "1999-12-31"]), Some(Kind::Date));
        assert_eq!(check("date_of_birth", &["19410203", "19020304", "20030101", "19991231"]), Some(Kind::Date));
        assert_eq!(check("street_number", &["12", "7", "130", "4"]), Some(Kind::HouseNumber));
        assert_eq!(check("address_1", &["Main Road", "Hill St", "Park Ave", "Low Ln"]), Some(Kind::Street));
    }

    #[test]
    fn the_values_tell_where_the_name_does_not() {
        assert_eq!(check("c3", &["a@b.nl", "c@d.nl", "e@f.nl", "g@h.com"]), Some(Kind::Email));
        assert_eq!(check("c4", &["1234 AB", "5678CD", "9012EF", "3456 GH"]), Some(Kind::Postcode));
        assert_eq!(check("c5", &["03/04/2001", "31/12/1999", "01/01/2003", "05/06/2007"]), Some(Kind::Date));
        assert_eq!(check("c6", &["m", "v"]), Some(Kind::Sex));
        assert_eq!(check("c7", &["0612345678", "0687654321", "+31612341234", "0101234567"]), Some(Kind::Phone));
    }

    #[test]
    fn answers_and_flags_are_left_out() {
        assert_eq!(check("entity_id", &["1", "2", "3", "4"]), None);
        assert_eq!(check("cluster", &["1", "2", "3", "4"]), None);
        assert_eq!(check("bsn_known", &["0", "1"]), None);
        assert_eq!(check("source", &["raad", "gemeente", "x", "y"]), None);
    }
}
