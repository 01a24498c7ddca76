//! Which columns hold a code of a closed list: what may be counted by value. Everything else is only counted as filled.
//!
//! It fails closed: a column that is not here has no distribution, and a value outside its list counts as *other* and
//! is never shown. So a name typed in the wrong column stays where it is.

use domain::{Contact, Form, Online, OtherAge, Sector, Setting};

use crate::DeliveryKind;

/// The separator within a set.
pub(crate) const SET: char = '|';

/// A column that holds a code.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Coded {
    /// A list of the agreement.
    List(&'static [&'static str]),
    /// A list of the house's own words.
    Word(fn(&str) -> Option<&'static str>),
}

impl Coded {
    /// How the values of a column are read; `None` for a column that holds no code.
    pub(crate) fn of(column: &str) -> Option<Coded> {
        match column {
            "contact" => Some(Coded::Word(|text| Contact::from_word(text).map(Contact::word))),
            "setting" => Some(Coded::Word(|text| Setting::from_word(text).map(Setting::word))),
            "online" => Some(Coded::Word(|text| Online::from_word(text).map(Online::word))),
            "leeftijd_ander" => Some(Coded::Word(|text| OtherAge::from_word(text).map(OtherAge::word))),
            "sector" => Some(Coded::Word(|text| Sector::from_word(text).map(Sector::word))),
            "aard" | "gronden" => Some(Coded::Word(|text| Form::from_word(text).map(Form::word))),
            _ => LISTS.iter().find(|(name, _)| *name == column).map(|(_, list)| Coded::List(list)),
        }
    }

    /// The word of the list that stands in a field; `None` for any other text.
    pub(crate) fn word(self, text: &str) -> Option<&'static str> {
        match self {
            Coded::List(list) => list.iter().copied().find(|word| *word == text),
            Coded::Word(read) => read(text),
        }
    }
}

/// Whether a row has something to say in a coded column, by its other columns: a report is transferred to nobody, help
/// that goes on has no end reason. Only where it is asked, empty means *unknown*.
pub(crate) fn is_asked<'a>(column: &str, other: impl Fn(&str) -> &'a str) -> bool {
    let is_filled = |column: &str| !other(column).is_empty();
    match column {
        // Exactly one of the three says what the row is.
        "hulpvorm" | "type_maatregel" | "type_machtiging" => !["hulpvorm", "type_maatregel", "type_machtiging"].into_iter().any(is_filled),
        "verwijzer" | "gestart_met_crisis" => is_filled("hulpvorm"),
        "tevredenheid" | "zonder_hulp_verder" | "type_informant" => is_filled("hulpvorm") && is_filled("datum_einde"),
        "reden_einde" | "advies" | "resultaat" => is_filled("datum_einde"),
        "uitspraak" => is_filled("datum_uitspraak"),
        "sporenonderzoek_door" => is_filled("datum_sporenonderzoek"),
        "oorzaak_wachten" => is_filled("datum_oorzaak"),
        "sg_contact" | "sg_online" => other("formulier") == "long",
        _ if is_filled("object") => USES.iter().any(|(object, uses)| *object == other("object") && uses.contains(&column)),
        _ => true,
    }
}

/// What the objects of Veilig Thuis use (docs/how-to/deliver.md).
const USES: &[(&str, &[&str])] = &[
    ("advies", &["sector", "rol", "aard"]),
    ("melding", &["geslacht", "aard", "contact", "setting", "online", "leeftijd_ander", "sector", "rol"]),
    ("beoordeling", &["geslacht", "uitkomst", "acuut"]),
    ("onderzoek", &["geslacht"]),
    ("voorwaarden", &["geslacht"]),
    ("overdracht", &["geslacht", "naar"]),
    ("monitoring", &["geslacht"]),
];

/// The words a column of a kind may hold; empty for a column that holds no code.
pub(crate) fn allowed(kind: DeliveryKind, column: &str) -> Vec<&'static str> {
    match column {
        "contact" => Contact::ALL.iter().map(|value| value.word()).collect(),
        "setting" => Setting::ALL.iter().map(|value| value.word()).collect(),
        "online" => Online::ALL.iter().map(|value| value.word()).collect(),
        "leeftijd_ander" => OtherAge::ALL.iter().map(|value| value.word()).collect(),
        "sector" => Sector::ALL.iter().map(|value| value.word()).collect(),
        "aard" | "gronden" => Form::ALL.iter().map(|value| value.word()).collect(),
        _ => OWN
            .iter()
            .find(|(of, name, _)| *of == kind && *name == column)
            .map(|(_, _, list)| *list)
            .or_else(|| LISTS.iter().find(|(name, _)| *name == column).map(|(_, list)| *list))
            .unwrap_or_default()
            .to_vec(),
    }
}

/// Where layouts use one column name for lists of their own.
const OWN: &[(DeliveryKind, &str, &[&str])] = &[
    (DeliveryKind::Board, "verzoeker", &["veilig-thuis", "gi", "police", "municipality", "court", "other"]),
    (DeliveryKind::Court, "verzoeker", &["board", "gi", "public-prosecutor", "parent", "municipality", "other"]),
    (DeliveryKind::Court, "soort", &["measure", "authorisation"]),
    (DeliveryKind::AdultSupport, "soort", &["support", "housing", "income"]),
    (DeliveryKind::AdultSupport, "reden_einde", &["completed", "stopped", "moved", "died", "other"]),
    (DeliveryKind::GiProcess, "maatregel", &["11", "12", "21", "22", "23"]),
];

/// The lists of the agreement (docs/how-to/deliver.md). Where two layouts use one column name, both lists together.
const LISTS: &[(&str, &[&str])] = &[
    ("geslacht", &["V", "M", "O"]),
    ("object", &["advies", "melding", "beoordeling", "onderzoek", "voorwaarden", "overdracht", "monitoring"]),
    ("rol", &["professional", "victim", "parent", "family", "bystander", "other"]),
    ("uitkomst", &["1", "2", "3", "4", "confirmed", "not-confirmed", "refuted"]),
    ("acuut", &["J", "N"]),
    ("naar", &["provider", "gi", "board", "municipality", "csg", "police"]),
    ("verzoeker", &["veilig-thuis", "gi", "police", "municipality", "court", "board", "public-prosecutor", "parent", "other"]),
    ("advies", &["order", "interim-order", "guardianship", "help", "none"]),
    ("resultaat", &["petition", "no-petition"]),
    ("verwijzer", &["01", "02", "03", "04", "05", "06", "08"]),
    ("hulpvorm", &["01", "02", "03", "04", "11", "12", "13", "14"]),
    ("gestart_met_crisis", &["01", "02"]),
    ("type_maatregel", MEASURES),
    ("type_machtiging", &["71", "72"]),
    (
        "reden_einde",
        &[
            "01",
            "02",
            "03",
            "04",
            "05",
            "06",
            "07",
            "11",
            "12",
            "13",
            "14",
            "15",
            "31",
            "41",
            "42",
            "43",
            "51",
            "52",
            "completed",
            "stopped",
            "moved",
            "died",
            "other",
        ],
    ),
    ("tevredenheid", &["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]),
    ("zonder_hulp_verder", &["01", "02", "03", "04"]),
    ("type_informant", &["01", "02"]),
    ("soort", &["measure", "authorisation", "support", "housing", "income"]),
    ("maatregel", &["11", "12", "21", "22", "23", "71", "72"]),
    ("uitspraak", &["granted", "refused", "withdrawn"]),
    ("oorzaak_wachten", &["no-offer", "no-staff", "refused", "not-needed", "outside-register", "unknown"]),
    ("medisch", &["J", "N"]),
    ("psychologisch", &["J", "N"]),
    ("politiecontact", &["J", "N"]),
    ("sporenonderzoek_door", &["nfi", "police-consults-nfi", "regional-physician"]),
    ("verwezen_naar", &["veilig-thuis", "police", "provider", "gp", "municipality", "none"]),
    ("doelgroep", &["children", "parents", "professionals", "public"]),
    ("bewijs", &["none", "described", "theory", "first", "good", "strong"]),
    ("formulier", &["short", "long"]),
    ("zekerheid", &["certain", "suspected"]),
    ("status", &["provisional", "final"]),
    ("sg_ooit", &["0", "1"]),
    ("sg_jaar", &["0", "1"]),
    ("sg_contact", &["0", "1"]),
    ("sg_online", &["0", "1"]),
    ("verteld", &["0", "1"]),
];

const MEASURES: &[&str] = &["11", "12", "21", "22", "23", "31", "41", "42", "50", "51", "61", "62", "63"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_counts_the_words_of_its_list_and_no_other_text() {
        for (column, list) in LISTS {
            let coded = Coded::of(column).expect(column);
            assert!(list.iter().all(|word| coded.word(word) == Some(*word)), "{column}");
            assert_eq!(coded.word("Jansen"), None, "{column}");
        }
        assert_eq!(Coded::of("setting").and_then(|coded| coded.word("family")), Some("family"));
        assert_eq!(Coded::of("setting").and_then(|coded| coded.word("Jansen")), None);
    }

    #[test]
    fn the_words_that_are_allowed_are_those_that_are_counted() {
        for column in ["setting", "contact", "online", "aard"] {
            let coded = Coded::of(column).expect(column);
            assert!(allowed(DeliveryKind::Csg, column).iter().all(|word| coded.word(word).is_some()), "{column}");
        }
        for (kind, column, list) in OWN {
            let coded = Coded::of(column).expect(column);
            assert!(list.iter().all(|word| coded.word(word).is_some()), "{column}");
            assert_eq!(allowed(*kind, column), *list);
        }
        assert!(allowed(DeliveryKind::Board, "achternaam").is_empty());
    }

    #[test]
    fn a_column_is_asked_only_of_rows_it_belongs_to() {
        let row = |filled: &'static [(&'static str, &'static str)]| {
            move |column: &str| filled.iter().find(|(name, _)| *name == column).map_or("", |(_, text)| *text)
        };
        assert!(!is_asked("naar", row(&[("object", "melding")])) && is_asked("naar", row(&[("object", "overdracht")])));
        assert!(!is_asked("reden_einde", row(&[])) && is_asked("reden_einde", row(&[("datum_einde", "20230101")])));
        assert!(!is_asked("type_maatregel", row(&[("hulpvorm", "01")])) && is_asked("geslacht", row(&[])));
    }

    #[test]
    fn nothing_that_says_who_someone_is_has_a_distribution() {
        for column in ["bsn", "geboortedatum", "achternaam", "voornamen", "voorvoegsel", "postcode", "huisnummer", "kenmerk", "casus"] {
            assert!(Coded::of(column).is_none(), "{column}");
        }
    }
}
