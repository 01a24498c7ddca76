//! What a column holds: it decides how values are compared.

use serde::{Deserialize, Serialize};

/// What a compared column holds: it decides how values are made alike, which levels there are, and what is blocked on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// First name, call name or initials.
    GivenName,
    /// Surname, with or without tussenvoegsel, married or double.
    Surname,
    /// Given name and surname in one column; compared as the two it holds.
    FullName,
    /// Date of birth or another day, in any common form.
    Date,
    /// A year.
    Year,
    /// Postcode or ZIP code.
    Postcode,
    /// House number, with or without addition.
    HouseNumber,
    /// Street or a line of an address.
    Street,
    /// City, suburb or municipality.
    City,
    /// E-mail address.
    Email,
    /// Telephone number.
    Phone,
    /// A number of a person or file, with mistakes.
    Number,
    /// A keyed token: one way made of names, a date or an address by who holds the key; equal or not.
    Token,
    /// Sex.
    Sex,
    /// One of few codes: equal or not.
    Category,
    /// Other words.
    Text,
    /// Equal but for case, marks and diacritics, or not.
    Exact,
    /// Words told apart by Jaro–Winkler similarity: from 0.92, from 0.82, below.
    JaroWinkler,
    /// Words told apart by edits, neighbours swapped being one: one, two, more.
    DamerauLevenshtein,
    /// Words told apart by the pairs of letters they share (Dice): from 0.8, from 0.6, below.
    Dice,
    /// A number, told apart by its distance as a share of the larger: to 1 %, to 10 %, more.
    NumericDistance,
    /// A day that is no birthday, told apart by days between: one, a week, a month, more.
    DateDistance,
    /// A known pseudonym: two different ones are never one person, two the same always are.
    Pseudonym,
}

impl Kind {
    /// Every kind, in the order of the documentation.
    pub const ALL: [Kind; 23] = [
        Kind::GivenName,
        Kind::Surname,
        Kind::FullName,
        Kind::Date,
        Kind::Year,
        Kind::Postcode,
        Kind::HouseNumber,
        Kind::Street,
        Kind::City,
        Kind::Email,
        Kind::Phone,
        Kind::Number,
        Kind::Token,
        Kind::Sex,
        Kind::Category,
        Kind::Text,
        Kind::Exact,
        Kind::JaroWinkler,
        Kind::DamerauLevenshtein,
        Kind::Dice,
        Kind::NumericDistance,
        Kind::DateDistance,
        Kind::Pseudonym,
    ];

    /// Whether the column says where somebody lives.
    pub(crate) fn is_place(self) -> bool {
        matches!(self, Kind::Postcode | Kind::HouseNumber | Kind::Street | Kind::City)
    }
}
