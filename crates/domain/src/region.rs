//! Places: municipalities, Veilig Thuis regions, youth regions, provinces, the country; valid by year.

use std::collections::HashMap;
use std::fmt;

/// The kind of a region, by the letters of its CBS code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum RegionKind {
    /// The country, `NL`.
    Country,
    /// A Veilig Thuis region, `VT01`.
    VeiligThuis,
    /// A youth region, `JZ01`.
    Youth,
    /// A municipality, `GM0363`.
    Municipality,
}

/// Code of a region of any kind. Stored as letters and number, so it is small, `Copy` and ordered: country, VT, JZ, GM.
///
/// ```
/// use domain::{RegionCode, RegionKind};
/// let twente: RegionCode = "VT19".parse().unwrap();
/// assert_eq!(twente.kind(), RegionKind::VeiligThuis);
/// assert_eq!(RegionCode::COUNTRY.to_string(), "NL");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct RegionCode {
    kind: RegionKind,
    number: u16,
}

impl RegionCode {
    /// The whole country.
    pub const COUNTRY: RegionCode = RegionCode { kind: RegionKind::Country, number: 0 };

    /// A Veilig Thuis region by number.
    pub const fn veilig_thuis(number: u16) -> RegionCode {
        RegionCode { kind: RegionKind::VeiligThuis, number }
    }

    /// A youth region by number.
    pub const fn youth(number: u16) -> RegionCode {
        RegionCode { kind: RegionKind::Youth, number }
    }

    /// Its kind.
    pub fn kind(self) -> RegionKind {
        self.kind
    }

    /// The number after the letters; 0 for the country.
    pub fn number(self) -> u16 {
        self.number
    }

    /// As a municipality, when it is one.
    pub fn municipality(self) -> Option<Municipality> {
        (self.kind == RegionKind::Municipality).then_some(Municipality(self.number))
    }
}

impl fmt::Display for RegionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            RegionKind::Country => write!(f, "NL"),
            RegionKind::VeiligThuis => write!(f, "VT{:02}", self.number),
            RegionKind::Youth => write!(f, "JZ{:02}", self.number),
            RegionKind::Municipality => write!(f, "GM{:04}", self.number),
        }
    }
}

/// The text is no region code.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RegionError(pub String);

impl fmt::Display for RegionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "'{}' is no region code; write NL, VT19, JZ07 or GM0363", self.0)
    }
}

impl std::error::Error for RegionError {}

impl std::str::FromStr for RegionCode {
    type Err = RegionError;

    fn from_str(text: &str) -> Result<RegionCode, RegionError> {
        let error = || RegionError(text.chars().take(20).collect());
        if text == "NL" {
            return Ok(RegionCode::COUNTRY);
        }
        let (letters, number) = text.split_at_checked(2).ok_or_else(error)?;
        let (kind, width) = match letters {
            "VT" => (RegionKind::VeiligThuis, 2),
            "JZ" => (RegionKind::Youth, 2),
            "GM" => (RegionKind::Municipality, 4),
            _ => return Err(error()),
        };
        if number.len() != width || !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(error());
        }
        Ok(RegionCode { kind, number: number.parse().map_err(|_| error())? })
    }
}

/// A municipality by the number of its `GM` code; 0 is unknown.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Municipality(pub u16);

impl Municipality {
    /// Not known.
    pub const UNKNOWN: Municipality = Municipality(0);

    /// Whether it is known.
    pub fn is_known(self) -> bool {
        self.0 != 0
    }

    /// As a region code.
    pub fn region(self) -> RegionCode {
        RegionCode { kind: RegionKind::Municipality, number: self.0 }
    }
}

/// One municipality in the tables of the house.
#[derive(Clone, PartialEq, Debug)]
pub struct MunicipalityEntry {
    /// Its code.
    pub code: Municipality,
    /// Official name as CBS writes it.
    pub name: String,
    /// Veilig Thuis region (2025).
    pub veilig_thuis: RegionCode,
    /// Youth region (2025).
    pub youth: RegionCode,
    /// Inhabitants on 1 January 2022.
    pub population: u32,
    /// Estimated inhabitants of 0–17 years; fit for demonstration rates (see the table's own README).
    pub minors: u32,
    /// Axial coordinates in the hexagon cartogram.
    pub hex: (i32, i32),
}

/// One region of a kind above municipalities, with the years in which it exists.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RegionEntry {
    /// Its code.
    pub code: RegionCode,
    /// Its name.
    pub name: String,
    /// First and last year of validity, both included.
    pub valid: (i16, i16),
    /// Column and row in the tile map; `None` for youth regions and regions that ended.
    pub tile: Option<(u8, u8)>,
    /// The region that took its place, for one that ended.
    pub successor: Option<RegionCode>,
}

/// All places of the house: the division of 2023 and later, with the regions that ended before it.
///
/// Periods before 2023 are cast back to today's municipalities; a figure that does so carries a footnote.
/// The one region merger in it (VT16 and VT26 into VT27 in 2020) is made up, to exercise validity by year.
///
/// ```
/// use domain::{Atlas, Municipality};
/// let atlas = Atlas::netherlands();
/// assert_eq!(atlas.municipalities().len(), 342);
/// assert_eq!(atlas.municipality(Municipality(363)).unwrap().name, "Amsterdam");
/// assert_eq!(atlas.veilig_thuis_regions(2025).count(), 25);
/// assert_eq!(atlas.veilig_thuis_regions(2019).count(), 26);
/// ```
#[derive(Clone, Debug)]
pub struct Atlas {
    municipalities: Vec<MunicipalityEntry>,
    index: HashMap<u16, usize>,
    regions: Vec<RegionEntry>,
}

/// First year of the municipal division in use.
pub const DIVISION_YEAR: i16 = 2023;
const MERGER_YEAR: i16 = 2020;
const MERGED: RegionCode = RegionCode::veilig_thuis(27);

impl Atlas {
    /// The Dutch tables that come with the house (`data/*.csv`; CBS and Kadaster, adapted, CC BY 4.0).
    pub fn netherlands() -> Atlas {
        let municipalities: Vec<_> = rows(include_str!("../data/municipalities.csv")).map(|row| municipality_entry(&row)).collect();
        let index = municipalities.iter().enumerate().map(|(place, entry)| (entry.code.0, place)).collect();
        let mut regions: Vec<_> = rows(include_str!("../data/veilig-thuis-regions.csv")).map(|row| veilig_thuis_entry(&row)).collect();
        regions.extend(ended_regions());
        regions.extend(rows(include_str!("../data/youth-regions.csv")).map(|row| RegionEntry {
            code: code(&row[0]),
            name: row[1].clone(),
            valid: (2015, i16::MAX),
            tile: None,
            successor: None,
        }));
        regions.sort_by_key(|entry| entry.code);
        Atlas { municipalities, index, regions }
    }

    /// All 342 municipalities, in the order of their table.
    pub fn municipalities(&self) -> &[MunicipalityEntry] {
        &self.municipalities
    }

    /// One municipality; `None` for unknown and for codes that are not in the division.
    pub fn municipality(&self, code: Municipality) -> Option<&MunicipalityEntry> {
        self.index.get(&code.0).map(|place| &self.municipalities[*place])
    }

    /// Veilig Thuis regions that exist in this year, by code.
    pub fn veilig_thuis_regions(&self, year: i16) -> impl Iterator<Item = &RegionEntry> {
        self.of_kind(RegionKind::VeiligThuis).filter(move |entry| entry.valid.0 <= year && year <= entry.valid.1)
    }

    /// Youth regions, by code.
    pub fn youth_regions(&self) -> impl Iterator<Item = &RegionEntry> {
        self.of_kind(RegionKind::Youth)
    }

    /// The Veilig Thuis region of today in which a municipality lies; figures of all years use it.
    pub fn veilig_thuis_of(&self, code: Municipality) -> Option<RegionCode> {
        self.municipality(code).map(|entry| entry.veilig_thuis)
    }

    /// The Veilig Thuis region that existed in `year` where a municipality lies: a supplier of that year.
    pub fn veilig_thuis_in(&self, code: Municipality, year: i16) -> Option<RegionCode> {
        let today = self.veilig_thuis_of(code)?;
        if today != MERGED || year >= MERGER_YEAR {
            return Some(today);
        }
        Some(RegionCode::veilig_thuis(if code.0.is_multiple_of(2) { 16 } else { 26 }))
    }

    /// Name of any region, `Nederland` for the country; `None` when there is no such region.
    pub fn name(&self, region: RegionCode) -> Option<&str> {
        match region.kind() {
            RegionKind::Country => Some("Nederland"),
            RegionKind::Municipality => self.municipality(Municipality(region.number())).map(|entry| entry.name.as_str()),
            RegionKind::VeiligThuis | RegionKind::Youth => self.region(region).map(|entry| entry.name.as_str()),
        }
    }

    /// A Veilig Thuis or youth region.
    pub fn region(&self, code: RegionCode) -> Option<&RegionEntry> {
        self.regions.iter().find(|entry| entry.code == code)
    }

    /// Minors living in a region, from the table's estimate.
    pub fn minors(&self, region: RegionCode) -> u32 {
        let inside = |entry: &&MunicipalityEntry| match region.kind() {
            RegionKind::Country => true,
            RegionKind::VeiligThuis => entry.veilig_thuis == region,
            RegionKind::Youth => entry.youth == region,
            RegionKind::Municipality => entry.code.0 == region.number(),
        };
        self.municipalities.iter().filter(inside).map(|entry| entry.minors).sum()
    }

    fn of_kind(&self, kind: RegionKind) -> impl Iterator<Item = &RegionEntry> {
        self.regions.iter().filter(move |entry| entry.code.kind() == kind)
    }
}

fn ended_regions() -> [RegionEntry; 2] {
    let ended = |number, name: &str| RegionEntry {
        code: RegionCode::veilig_thuis(number),
        name: name.to_owned(),
        valid: (2015, MERGER_YEAR - 1),
        tile: None,
        successor: Some(MERGED),
    };
    [ended(16, "Brabant Noordoost (verzonnen voorganger)"), ended(26, "Brabant Zuidoost (verzonnen voorganger)")]
}

fn municipality_entry(row: &[String]) -> MunicipalityEntry {
    let number = |place: usize| row[place].parse().expect("a number in the house's own table");
    MunicipalityEntry {
        code: code(&row[0]).municipality().expect("a municipality code"),
        name: row[1].clone(),
        veilig_thuis: code(&row[2]),
        youth: code(&row[3]),
        population: number(7),
        minors: number(8),
        hex: (row[9].parse().expect("a coordinate"), row[10].parse().expect("a coordinate")),
    }
}

fn veilig_thuis_entry(row: &[String]) -> RegionEntry {
    let code = code(&row[0]);
    let tile = |place: usize| row[place].parse().expect("a tile coordinate");
    let first = if code == MERGED { MERGER_YEAR } else { 2015 };
    RegionEntry { code, name: row[1].clone(), valid: (first, i16::MAX), tile: Some((tile(2), tile(3))), successor: None }
}

fn code(text: &str) -> RegionCode {
    text.parse().expect("a code in the house's own table")
}

/// Rows after the header of a small trusted table; quoted fields may hold commas.
fn rows(table: &str) -> impl Iterator<Item = Vec<String>> + '_ {
    table.lines().skip(1).filter(|line| !line.is_empty()).map(fields)
}

fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            other => fields.last_mut().expect("one field at least").push(other),
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_municipality_lies_in_known_regions() {
        let atlas = Atlas::netherlands();
        for entry in atlas.municipalities() {
            assert!(atlas.name(entry.veilig_thuis).is_some() && atlas.name(entry.youth).is_some(), "{}", entry.name);
        }
        assert_eq!(atlas.youth_regions().count(), 42);
        assert_eq!(atlas.minors(RegionCode::COUNTRY), 3_334_800);
    }

    #[test]
    fn the_made_merger_holds_by_year() {
        let atlas = Atlas::netherlands();
        let in_brabant = atlas.municipalities().iter().find(|entry| entry.veilig_thuis == MERGED).expect("one in VT27");
        assert_ne!(atlas.veilig_thuis_in(in_brabant.code, 2019), Some(MERGED));
        assert_eq!(atlas.veilig_thuis_in(in_brabant.code, 2020), Some(MERGED));
        assert_eq!(atlas.veilig_thuis_of(in_brabant.code), Some(MERGED));
    }

    #[test]
    fn codes_read_back_and_others_are_refused() {
        for text in ["NL", "VT01", "JZ42", "GM0014"] {
            assert_eq!(text.parse::<RegionCode>().map(|code| code.to_string()), Ok(text.to_owned()));
        }
        for text in ["", "V", "VT1", "GM363", "XX01", "GM03é", "VT-1"] {
            assert!(text.parse::<RegionCode>().is_err(), "{text}");
        }
    }
}
