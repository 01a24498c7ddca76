//! A first `mapping.toml` for an export: our columns with the names nearest to them, for a person to look over.

use std::io::Read;

use super::Export;
use crate::dialect::{Heading, normal};
use crate::error::IntakeError;
use crate::formats;
use crate::formats::recognise::columns_of;
use crate::{DeliveryKind, DeliveryName};

/// Words that systems use for our columns.
const SYNONYMS: &[(&str, &[&str])] = &[
    ("kenmerk", &["nummer", "nr", "id", "dossiernummer", "zaaknummer", "registratienummer", "referentie"]),
    ("bsn", &["burgerservicenummer", "sofinummer"]),
    ("geslacht", &["sekse", "gender", "m_v"]),
    ("geboortedatum", &["geb_datum", "gebdat", "geboren", "datum_geboorte"]),
    ("postcode", &["pc", "pc6", "zipcode"]),
    ("achternaam", &["naam", "familienaam", "geslachtsnaam"]),
    ("voorvoegsel", &["tussenvoegsel", "tussenvoegsels", "voorvoegsels"]),
    ("voornamen", &["voornaam", "roepnaam"]),
    ("huisnummer", &["huisnr", "nr_huis"]),
    ("datum_aanvang", &["begindatum", "startdatum", "datum_begin", "datum_start", "ingangsdatum"]),
    ("datum_start", &["begindatum", "startdatum", "datum_begin", "datum_aanvang"]),
    ("datum_einde", &["einddatum", "stopdatum", "datum_eind"]),
    ("reden_einde", &["reden_beeindiging", "stopreden", "einde_reden"]),
    ("casus", &["casusnummer", "gezin", "gezinsnummer"]),
];

/// How alike names must be to suggest one, from 0 to 1.
const ALIKE: f64 = 0.6;

/// A `mapping.toml` for this export: every agreed column, with the column of the export whose name is nearest, for a
/// person to look over. The kind is the one given, else the one the file name says.
///
/// ```
/// let export = b"Dossiernummer,BSN,Sekse\n";
/// let text = intake::suggest_mapping("uitvoer.csv", &export[..], Some(intake::DeliveryKind::Board)).unwrap();
/// assert!(text.contains("kenmerk = \"Dossiernummer\""));
/// assert!(text.contains("geslacht = \"Sekse\""));
/// assert!(intake::Mapping::parse(&text).is_ok());
/// ```
///
/// # Errors
///
/// When the file cannot be read or has no header, and when neither it nor `kind` says a kind that is a table.
pub fn suggest_mapping(file_name: &str, bytes: impl Read, kind: Option<DeliveryKind>) -> Result<String, IntakeError> {
    let named = DeliveryName::parse(file_name).ok().map(|name| name.kind());
    let unknown = || IntakeError::UnknownHeader { file: file_name.to_owned() };
    let kind = kind.or(named).filter(|kind| !columns_of(*kind).is_empty()).ok_or_else(unknown)?;
    let (heading, separator) = formats::heading_of(file_name, bytes, Export::default())?;
    if heading.names().len() < 2 {
        return Err(unknown());
    }
    Ok(template(kind, &heading, separator))
}

fn template(kind: DeliveryKind, heading: &Heading, separator: Option<&str>) -> String {
    let mut text = format!(
        "# Look this over: every line is a guess by name. docs/how-to/fit-an-export.md says what else can be written.\nkind = \"{kind}\"\n"
    );
    if let Some(separator) = separator {
        text.push_str(&format!("separator = \"{separator}\"\n"));
    }
    text.push_str("# dates = \"DD-MM-JJJJ\"\n# encoding = \"windows-1252\"\n\n[columns]\n");
    let mut free: Vec<&str> = heading.names().iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
    for column in columns_of(kind) {
        let found = if heading.places(column).is_empty() { nearest_name(column, &free) } else { Some((*column).to_owned()) };
        match found {
            Some(name) => {
                free.retain(|other| normal(other) != normal(&name));
                text.push_str(&format!("{column} = {}\n", quoted(&name)));
            }
            None => text.push_str(&format!("{column} = {{ constant = \"\" }} # nothing in the export looks like it\n")),
        }
    }
    if !free.is_empty() {
        text.push_str("\n# Columns of the export that are not read; take them out of it where you can:\n");
        free.iter().for_each(|name| text.push_str(&format!("# {}\n", quoted(name))));
    }
    text
}

/// A name as TOML writes it.
fn quoted(name: &str) -> String {
    let letters = name.chars().map(|letter| if letter.is_control() { ' ' } else { letter });
    let escaped: String = letters.flat_map(|letter| matches!(letter, '"' | '\\').then_some('\\').into_iter().chain([letter])).collect();
    format!("\"{escaped}\"")
}

fn nearest_name(column: &str, names: &[&str]) -> Option<String> {
    let words = SYNONYMS.iter().find(|(known, _)| *known == column).map_or(&[][..], |(_, words)| words);
    let score = |name: &str| {
        let name = normal(name);
        words.iter().map(|word| if name == *word { 0.99 } else { 0.0 }).fold(likeness(&name, column), f64::max)
    };
    let best = names.iter().map(|name| (score(name), *name)).fold((0.0, ""), |best, next| if next.0 > best.0 { next } else { best });
    (best.0 >= ALIKE).then(|| best.1.to_owned())
}

/// The column whose name is nearest.
pub(super) fn nearest(name: &str, columns: &[&'static str]) -> Option<&'static str> {
    let scored = columns.iter().map(|column| (likeness(&normal(name), column), *column));
    scored
        .fold(None, |best: Option<(f64, &'static str)>, next| if best.is_none_or(|best| next.0 > best.0) { Some(next) } else { best })
        .map(|best| best.1)
}

/// Dice's coefficient over pairs of letters: twice the pairs two names share, over all their pairs.
fn likeness(one: &str, other: &str) -> f64 {
    let pairs = |name: &str| -> Vec<(char, char)> {
        let letters: Vec<char> = name.chars().filter(|letter| *letter != '_').take(100).collect();
        letters.windows(2).map(|pair| (pair[0], pair[1])).collect()
    };
    let (one, mut other) = (pairs(one), pairs(other));
    let all = one.len() + other.len();
    let mut shared = 0;
    for pair in one {
        if let Some(place) = other.iter().position(|known| *known == pair) {
            other.swap_remove(place);
            shared += 1;
        }
    }
    if all == 0 { 0.0 } else { 2.0 * f64::from(shared) / all as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_look_alike_are_suggested_once_and_others_are_said() {
        let export = "Dossiernr|Burgerservicenummer|Geb. datum|Begindatum|Einddatum|\"Rede\"\"n\\ einde\"|Schoenmaat\n";
        let text = suggest_mapping("youth-policy_P0123_2023HJ01_v1.csv", export.as_bytes(), None).expect("a mapping");
        for line in [
            "separator = \"|\"",
            "bsn = \"Burgerservicenummer\"",
            "geboortedatum = \"Geb. datum\"",
            "datum_aanvang = \"Begindatum\"",
            "datum_einde = \"Einddatum\"",
            "reden_einde = \"Rede\\\"n\\\\ einde\"",
            "# \"Schoenmaat\"",
        ] {
            assert!(text.lines().any(|known| known == line), "{line} in {text}");
        }
        assert_eq!(Mapping::parse(&text).map(|mapping| mapping.kind()), Ok(DeliveryKind::YouthPolicy));
        assert_eq!(text.matches("Begindatum").count(), 1);
    }

    use super::super::Mapping;

    #[test]
    fn without_a_kind_or_a_header_nothing_is_suggested() {
        assert!(suggest_mapping("x.csv", &b"a;b;c\n"[..], None).is_err());
        assert!(suggest_mapping("x.csv", &b""[..], Some(DeliveryKind::Board)).is_err());
        assert!(suggest_mapping("x.xml", &b"<a/>"[..], Some(DeliveryKind::Board)).is_err());
        assert!(suggest_mapping("x.csv", &b"a;b\n"[..], Some(DeliveryKind::Ijw)).is_err());
    }
}
