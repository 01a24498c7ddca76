//! What an agreed column holds, by its name: the same name means the same in every layout.

use crate::DeliveryKind;

/// How a layout writes its days.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum DayForm {
    /// `20230131`; the day, or day and month, may be `00` in a date of birth.
    Compact,
    /// `2023-01-31`.
    Iso,
}

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Form {
    /// Own words or numbers of the supplier, or a name.
    Text,
    /// A citizen number.
    Number,
    /// A day.
    Day(DayForm),
    /// A month, `2023-01`.
    Month,
    /// A postcode or municipality.
    Home,
    /// A number with a decimal mark.
    Decimal,
    /// A whole number.
    Whole,
    /// A code of two digits.
    TwoDigits,
    /// A word, a set of words, or another code of a list.
    Word,
}

/// Columns that hold text of the supplier or of a person.
const TEXT: &[&str] = &[
    "kenmerk",
    "casus",
    "melding",
    "achternaam",
    "voorvoegsel",
    "voornamen",
    "huisnummer",
    "programma",
    "stratum",
    "school",
    "klas",
    "informant",
    "sleutel",
    "reeks",
    "bron",
    "definitie",
    "eenheid",
    "periode",
    "gebied",
    "adres",
];

const TWO_DIGITS: &[&str] = &[
    "verwijzer",
    "hulpvorm",
    "gestart_met_crisis",
    "type_maatregel",
    "type_machtiging",
    "reden_einde",
    "zonder_hulp_verder",
    "type_informant",
    "maatregel",
];

const DECIMAL: &[&str] = &["gewicht", "waarde", "ondergrens", "bovengrens"];

const WHOLE: &[&str] = &[
    "tevredenheid",
    "leeftijd",
    "leeftijd_van",
    "leeftijd_tot",
    "gepland",
    "bereikt",
    "scholen_in_stratum",
    "leerlingen_in_school",
    "informanten_in_stratum",
];

impl Form {
    /// What this column of a layout holds.
    pub(crate) fn of(kind: DeliveryKind, column: &str) -> Form {
        let in_list = |list: &[&str]| list.contains(&column);
        match column {
            "bsn" => Form::Number,
            "postcode" | "gemeente" => Form::Home,
            "maand" => Form::Month,
            "geboortedatum" | "looptijd_tot" => Form::Day(DayForm::of(kind)),
            _ if column == "datum" || column.starts_with("datum_") => Form::Day(DayForm::of(kind)),
            _ if in_list(TEXT) => Form::Text,
            _ if in_list(TWO_DIGITS) && (kind == DeliveryKind::YouthPolicy || column == "maatregel") => Form::TwoDigits,
            _ if in_list(DECIMAL) => Form::Decimal,
            _ if in_list(WHOLE) => Form::Whole,
            _ => Form::Word,
        }
    }
}

impl DayForm {
    /// The protocol of youth policy writes its days without marks, the other layouts with them.
    fn of(kind: DeliveryKind) -> DayForm {
        if kind == DeliveryKind::YouthPolicy { DayForm::Compact } else { DayForm::Iso }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_what_its_name_says() {
        assert_eq!(Form::of(DeliveryKind::YouthPolicy, "datum_aanvang"), Form::Day(DayForm::Compact));
        assert_eq!(Form::of(DeliveryKind::Board, "geboortedatum"), Form::Day(DayForm::Iso));
        assert_eq!(Form::of(DeliveryKind::VeiligThuis, "datum"), Form::Day(DayForm::Iso));
        assert_eq!(Form::of(DeliveryKind::YouthPolicy, "reden_einde"), Form::TwoDigits);
        assert_eq!(Form::of(DeliveryKind::Board, "resultaat"), Form::Word);
    }
}
