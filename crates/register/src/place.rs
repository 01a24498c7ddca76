//! A place as the register sees it: a region, or a cooperation area of the register itself.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use domain::{Atlas, RegionCode, RegionKind};

use crate::{Kind, Language, Record, Register};

/// How the id of a cooperation area begins, by which a field of regions knows it.
pub(crate) const AREA_MARK: &str = "S-";

/// Whether a word is of the shape of an id of a cooperation area; that there is such an area it does not say.
///
/// ```
/// assert!(register::is_area("S-veilige-steden") && !register::is_area("VT19"));
/// ```
pub fn is_area(word: &str) -> bool {
    word.starts_with(AREA_MARK)
}

/// A place, and which measures count there: those of the country, of the place itself, and of the region a municipality lies in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    word: String,
    /// The codes whose measures count here; for a cooperation area its members.
    codes: BTreeSet<RegionCode>,
    is_area: bool,
}

impl Place {
    /// The place of a word: a code, or the id of a cooperation area of this register.
    ///
    /// ```
    /// use register::{Place, Register};
    /// let register = Register::of_texts();
    /// assert_eq!(Place::find(&register, "GM0363").unwrap().word(), "GM0363");
    /// assert_eq!(Place::find(&register, "S-veilige-steden").unwrap().word(), "S-veilige-steden");
    /// assert!(Place::find(&register, "XX").is_none());
    /// ```
    pub fn find(register: &Register, word: &str) -> Option<Place> {
        if let Ok(region) = word.parse::<RegionCode>() {
            return Some(Place::from(region));
        }
        let area = register.get(Kind::Area, word)?;
        Some(Place { word: word.to_owned(), codes: members(area).collect(), is_area: true })
    }

    /// Its code, or the id of the area.
    pub fn word(&self) -> &str {
        &self.word
    }

    /// What people call it: the name of the region or the title of the area; its word where neither is known.
    pub fn name(&self, register: &Register, language: Language) -> String {
        if self.region() == Some(RegionCode::COUNTRY) {
            return language.say("Nederland", "the Netherlands").to_owned();
        }
        let region = self.region().and_then(|code| atlas().name(code));
        let area = || register.get(Kind::Area, &self.word).map(|area| area.title(language));
        region.or_else(area).unwrap_or(&self.word).to_owned()
    }

    /// Its code; none for a cooperation area.
    pub fn region(&self) -> Option<RegionCode> {
        self.word.parse().ok()
    }

    /// Whether a record holds for this whole place. One that names no region holds nowhere.
    pub fn has(&self, record: &Record, areas: &Areas) -> bool {
        let words = record.list(if record.kind().field("regions").is_some() { "regions" } else { "region" });
        self.has_words(&words, areas)
    }

    fn has_words(&self, words: &[&str], areas: &Areas) -> bool {
        if !self.is_area {
            return words.iter().any(|word| match word.parse::<RegionCode>() {
                Ok(code) => self.codes.contains(&code),
                Err(_) => areas.0.get(*word).is_some_and(|members| members.iter().any(|code| self.codes.contains(code))),
            });
        }
        let is_named = |word: &&str| [self.word.as_str(), "NL"].contains(word);
        let in_each = || !self.codes.is_empty() && self.codes.iter().all(|member| Place::from(*member).has_words(words, areas));
        words.iter().any(is_named) || in_each()
    }
}

impl From<RegionCode> for Place {
    fn from(region: RegionCode) -> Place {
        let above = region.municipality().and_then(|code| atlas().municipality(code)).map(|entry| [entry.veilig_thuis, entry.youth]);
        let codes = [RegionCode::COUNTRY, region].into_iter().chain(above.into_iter().flatten()).collect();
        Place { word: region.to_string(), codes, is_area: false }
    }
}

/// The cooperation areas of a register with their members.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Areas(BTreeMap<String, BTreeSet<RegionCode>>);

impl Areas {
    /// The codes that these words name, an area by its members; each once.
    pub fn codes(&self, words: &[&str]) -> BTreeSet<RegionCode> {
        let mut codes = BTreeSet::new();
        for word in words {
            match word.parse::<RegionCode>() {
                Ok(code) => drop(codes.insert(code)),
                Err(_) => codes.extend(self.0.get(*word).into_iter().flatten()),
            }
        }
        codes
    }
}

impl Register {
    /// The cooperation areas with the members that are known.
    pub fn areas(&self) -> Areas {
        Areas(self.of_kind(Kind::Area).map(|area| (area.id().to_owned(), members(area).collect())).collect())
    }
}

fn members(area: &Record) -> impl Iterator<Item = RegionCode> + '_ {
    area.list("regions").into_iter().filter_map(|word| word.parse().ok())
}

/// Places of the country, read once.
pub(crate) fn atlas() -> &'static Atlas {
    static ATLAS: OnceLock<Atlas> = OnceLock::new();
    ATLAS.get_or_init(Atlas::netherlands)
}

/// Every region of a kind, in the order of the atlas; of Veilig Thuis those of the division in use.
pub(crate) fn regions_of(kind: RegionKind) -> Vec<RegionCode> {
    let atlas = atlas();
    match kind {
        RegionKind::Country => vec![RegionCode::COUNTRY],
        RegionKind::VeiligThuis => atlas.veilig_thuis_regions(domain::region::DIVISION_YEAR).map(|entry| entry.code).collect(),
        RegionKind::Youth => atlas.youth_regions().map(|entry| entry.code).collect(),
        RegionKind::Municipality => atlas.municipalities().iter().map(|entry| entry.code.region()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: Kind, id: &str, regions: &str) -> Record {
        let cells = [("id", id), ("source", "a test"), ("title", "x"), ("status", "running"), ("regions", regions)];
        let cells = cells.into_iter().filter(|(name, _)| *name == "id" || kind.field(name).is_some());
        let (record, findings) = Record::read(kind, &cells.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(), 1);
        record.unwrap_or_else(|| panic!("{findings:?}"))
    }

    fn has(place: &str, regions: &str) -> bool {
        let area = record(Kind::Area, "S-one", "GM0363|GM0599");
        let register = Register::of([(area, 1)]);
        let place = Place::find(&register, place).expect("a place");
        place.has(&record(Kind::Measure, "M-1", regions), &register.areas())
    }

    #[test]
    fn what_a_whole_region_does_counts_in_its_municipalities_and_not_the_other_way_round() {
        assert!(has("GM0363", "VT01") && has("GM0363", "JZ13") && has("GM0363", "NL") && has("GM0363", "GM0363"));
        assert!(!has("VT01", "GM0363") && !has("GM0363", "VT02") && !has("NL", "GM0363") && !has("NL", ""));
    }

    #[test]
    fn a_cooperation_area_stands_for_its_members_and_is_reached_when_each_is() {
        assert!(has("GM0363", "S-one") && has("S-one", "S-one") && has("S-one", "NL") && has("S-one", "VT01|GM0599"));
        assert!(!has("S-one", "GM0363") && !has("GM0344", "S-one") && !has("GM0363", "S-none"));
    }
}
