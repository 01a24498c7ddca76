//! Regions as people write and read them.

use domain::{Atlas, RegionCode};
use register::{Kind, Place, Record, Register};
use screens::form::{Choice, Group};
use screens::{Language, Text};

use crate::words;

/// The division of regions that people choose from.
const TODAY: i16 = 2025;

/// A region as `VT19 Twente`.
pub(crate) fn written(code: &str, atlas: &Atlas) -> String {
    match code.parse::<RegionCode>().ok().and_then(|code| atlas.name(code)) {
        Some(name) => format!("{code} {name}"),
        None => code.to_owned(),
    }
}

/// The code in a line: the code itself, perhaps with the name behind it, or the name of the country, a Veilig Thuis region, a
/// municipality or a youth region, in that order. What is none of these stays as it is.
pub(crate) fn read(line: &str, atlas: &Atlas) -> String {
    let line = line.trim();
    let first = line.split_whitespace().next().unwrap_or_default();
    if let Ok(code) = first.to_uppercase().parse::<RegionCode>() {
        return code.to_string();
    }
    let wanted = line.to_lowercase();
    let country = std::iter::once((RegionCode::COUNTRY, "Nederland"));
    let safe = atlas.veilig_thuis_regions(TODAY).map(|entry| (entry.code, entry.name.as_str()));
    let own = atlas.municipalities().iter().map(|entry| (entry.code.region(), entry.name.as_str()));
    let youth = atlas.youth_regions().map(|entry| (entry.code, entry.name.as_str()));
    let named = country.chain(safe).chain(own).chain(youth).find(|(_, name)| name.to_lowercase() == wanted);
    named.map_or_else(|| line.to_owned(), |(code, _)| code.to_string())
}

/// The places to choose from: country, Veilig Thuis regions, cooperation areas of the register, municipalities.
pub(crate) fn groups(register: &Register, atlas: &Atlas, language: Language) -> Vec<Group> {
    let area = |area: &Record| Choice { value: area.id().to_owned(), name: area.title(words::spoken_in(language)).to_owned() };
    let areas: Vec<Choice> = register.of_kind(Kind::Area).map(area).collect();
    let country = Choice { value: RegionCode::COUNTRY.to_string(), name: Text::Country.say(language).to_owned() };
    let mut safe: Vec<Choice> =
        atlas.veilig_thuis_regions(TODAY).map(|entry| Choice { value: entry.code.to_string(), name: entry.name.clone() }).collect();
    let mut own: Vec<Choice> =
        atlas.municipalities().iter().map(|entry| Choice { value: entry.code.region().to_string(), name: entry.name.clone() }).collect();
    safe.sort_by_key(|choice| choice.name.to_lowercase());
    own.sort_by_key(|choice| choice.name.to_lowercase());
    vec![
        Group { name: String::new(), choices: vec![country] },
        Group { name: Text::VeiligThuisRegions.say(language).to_owned(), choices: safe },
        Group { name: Text::OfferAreas.say(language).to_owned(), choices: areas },
        Group { name: Text::Municipalities.say(language).to_owned(), choices: own },
    ]
    .into_iter()
    .filter(|group| !group.choices.is_empty())
    .collect()
}

/// The place an address asks for, a region or a cooperation area; the country where it asks for none that is there.
pub(crate) fn asked(text: &str, register: &Register, atlas: &Atlas) -> Place {
    let is_there = |place: &Place| place.region().is_none_or(|code| code == RegionCode::COUNTRY || atlas.name(code).is_some());
    Place::find(register, text).filter(is_there).unwrap_or_else(|| RegionCode::COUNTRY.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_is_read_by_code_by_name_and_by_both() {
        let atlas = Atlas::netherlands();
        for text in ["VT19", "vt19", "VT19 Twente", " Twente ", "twente"] {
            assert_eq!(read(text, &atlas), read(&written("VT19", &atlas), &atlas), "{text}");
        }
        assert_eq!(read("Nederland", &atlas), "NL");
        assert_eq!(read("Nergenshuizen", &atlas), "Nergenshuizen");
        let register = Register::of_texts();
        let word = |text: &str| asked(text, &register, &atlas).word().to_owned();
        assert_eq!(["VT99", "VT19", "S-veilige-steden", "S-nergens", ""].map(word), ["NL", "VT19", "S-veilige-steden", "NL", "NL"]);
    }
}
