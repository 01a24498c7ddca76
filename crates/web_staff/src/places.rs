//! Regions as people write and read them.

use domain::{Atlas, RegionCode, RegionKind};
use screens::form::{Choice, Group};
use screens::{Language, Text};

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

/// The regions to choose from: country, Veilig Thuis regions, municipalities.
pub(crate) fn groups(atlas: &Atlas, language: Language) -> Vec<Group> {
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
        Group { name: Text::Municipalities.say(language).to_owned(), choices: own },
    ]
}

/// The region an address asks for; the country where it asks for none that is there.
pub(crate) fn asked(text: &str, atlas: &Atlas) -> RegionCode {
    text.parse()
        .ok()
        .filter(|code: &RegionCode| code.kind() == RegionKind::Country || atlas.name(*code).is_some())
        .unwrap_or(RegionCode::COUNTRY)
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
        assert_eq!(asked("VT99", &atlas), RegionCode::COUNTRY);
    }
}
