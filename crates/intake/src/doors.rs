//! Every door through which bytes of others come in, by name: what the fuzz targets and the museum knock on.
//!
//! Each takes any bytes and must come back: with a report in which the rows add up, or with a refusal.

use crate::{CheckOptions, DeliveryKind, DeliveryName, Export, FileFormat, Language, Layout, Mapping, Postcodes, Report};

/// A door: its name and what knocks on it.
pub type Door = (&'static str, fn(&[u8]));

/// Every door.
pub const DOORS: &[Door] = &[
    ("table", table),
    ("xlsx", xlsx),
    ("fixed_width", fixed_width),
    ("mapping", mapping),
    ("messages", messages),
    ("archive", archive),
    ("name", name),
    ("postcodes", postcodes),
    ("suggestion", suggestion),
];

/// A table of the kind that the first byte chooses.
pub fn table(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else { return };
    let kinds = DeliveryKind::ALL;
    let kind = kinds[usize::from(*first) % kinds.len()];
    judge(&format!("{kind}_P0123_2023HJ01_v1.csv"), rest, Export::default());
}

/// A spreadsheet.
pub fn xlsx(bytes: &[u8]) {
    judge("youth-policy_P0123_2023HJ01_v1.xlsx", bytes, Export::default());
}

/// A `layout.toml`, a zero byte, and a text it describes.
pub fn fixed_width(bytes: &[u8]) {
    let (layout, text) = two_parts(bytes);
    if let Ok(layout) = Layout::parse(&layout) {
        judge("board_RVDK_2023HJ01_v1.txt", text, Export { mapping: None, layout: Some(&layout) });
    }
}

/// A `mapping.toml`, a zero byte, and a table it fits.
pub fn mapping(bytes: &[u8]) {
    let (mapping, text) = two_parts(bytes);
    if let Ok(mapping) = Mapping::parse(&mapping) {
        judge("uitvoer.csv", text, Export { mapping: Some(&mapping), layout: None });
    }
}

/// A message, of whatever standard its root says.
pub fn messages(bytes: &[u8]) {
    judge("bericht.xml", bytes, Export::default());
}

/// An archive of messages.
pub fn archive(bytes: &[u8]) {
    judge("ijw_P0123_2023HJ01_v1.tar", bytes, Export::default());
}

/// The name of a file.
pub fn name(bytes: &[u8]) {
    if let Ok(name) = DeliveryName::parse(&String::from_utf8_lossy(bytes)) {
        let formats = FileFormat::ALL.iter().filter(|format| name.kind().formats().contains(format)).count();
        assert!(formats > 0, "a kind without a format has a name");
        assert_eq!(DeliveryName::parse(&name.to_string()).as_ref(), Ok(&name), "a name is written as it is read");
    }
}

/// A table of postcodes.
pub fn postcodes(bytes: &[u8]) {
    if let Ok(postcodes) = Postcodes::parse(&String::from_utf8_lossy(bytes)) {
        let known = (0..=u16::MAX).filter(|digits| postcodes.municipality(*digits).is_some()).count();
        assert!(known <= 10_000, "more postcodes than four digits can say");
    }
}

/// An export for which a mapping is suggested: what is suggested can be read.
pub fn suggestion(bytes: &[u8]) {
    if let Ok(text) = crate::suggest_mapping("uitvoer", bytes, Some(DeliveryKind::Board)) {
        assert!(Mapping::parse(&text).is_ok(), "a suggested mapping cannot be read");
    }
}

/// Text before the first zero byte, and what comes after it.
fn two_parts(bytes: &[u8]) -> (String, &[u8]) {
    let place = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    (String::from_utf8_lossy(&bytes[..place]).into_owned(), bytes.get(place + 1..).unwrap_or_default())
}

/// Checks a delivery and looks whether the report holds together and can be told.
fn judge(file: &str, bytes: &[u8], export: Export<'_>) {
    let options = CheckOptions { export, keeps_ledger: true, ..CheckOptions::default() };
    let report: Report = crate::check_with(file, bytes, &options).report;
    assert_eq!(report.read, report.accepted + report.set_aside, "rows add up");
    let told = crate::report::text(&[report], Language::Dutch);
    assert!(!told.chars().any(|letter| letter.is_control() && letter != '\n'), "a report shows no control characters");
}
