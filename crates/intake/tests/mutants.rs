//! Two thousand broken deliveries of every kind: whatever stands in a byte or a field, nothing panics and every row counts.

use std::path::Path;

use domain::Atlas;
use intake::rules::Sound;
use intake::{Context, DeliveryKind, DeliveryName, FAMILIES, Postcodes};

/// Mutants of one kind. Of a table half differ in fields and half in bytes, most of them as rows under a sound header:
/// to read a header costs more than to read a row.
const MUTANTS: usize = 2_000;
/// Of them, whole files of a table that differ in bytes, header and all.
const FILES: usize = 100;
/// Rows that stand in one file: one that never ends takes no more than those after it.
const ROWS: usize = 25;

/// What stands in fields by mistake or by malice.
const FIELDS: [&str; 40] = [
    "",
    " ",
    "0",
    "-1",
    "1",
    "99",
    "999999999",
    "000000000",
    "123456789",
    "4294967296",
    "1e9",
    "NaN",
    "-0.0",
    "0.1.2",
    "J",
    "N",
    "V",
    "unknown",
    "none",
    "sexual|sexual",
    "|",
    "granted",
    "2023-02-29",
    "0000-00-00",
    "1800-01-01",
    "2200-12-31",
    "9999-12-31",
    "20230230",
    "2023-13",
    "2023HJ03",
    "GM0363",
    "GM9999",
    "NL01",
    "=1+1",
    "\u{0}",
    "\u{feff}",
    "é",
    "😀",
    "\"",
    "../../x",
];

/// Splitmix64: the same mutants in every run.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, count: usize) -> usize {
        (self.next() % count.max(1) as u64) as usize
    }
}

/// Reads a delivery as the hub does; a refusal is as good as a report.
fn survives(name: &DeliveryName, bytes: &[u8], context: &Context<'_>) {
    let mut handed_on = 0;
    if let Ok(report) = intake::read(name, bytes, context, &mut |_| handed_on += 1) {
        assert_eq!(report.read, report.accepted + report.set_aside, "{name}");
        // A CORV message may be about several children, or tell nothing.
        assert!(name.kind() == DeliveryKind::Corv || report.accepted == handed_on, "{name}");
    }
}

/// One to six bytes changed, taken out or put in.
fn other_bytes(sound: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = sound.to_vec();
    for _ in 0..=chance.below(6) {
        let (place, byte) = (chance.below(bytes.len()), chance.next() as u8);
        match chance.below(3) {
            0 => bytes[place] = byte,
            1 if bytes.len() > 1 => drop(bytes.remove(place)),
            _ => bytes.insert(place, byte),
        }
    }
    bytes
}

/// One to five fields of a row that hold something else.
fn other_fields(row: &str, chance: &mut Chance) -> Vec<u8> {
    let mut fields: Vec<_> = row.split(';').collect();
    for _ in 0..=chance.below(5) {
        let place = chance.below(fields.len());
        fields[place] = FIELDS[chance.below(FIELDS.len())];
    }
    fields.join(";").into_bytes()
}

/// One to five elements of a message that hold something else, are gone, or stand twice.
fn other_elements(sound: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut text = String::from_utf8_lossy(sound).into_owned();
    for _ in 0..=chance.below(5) {
        let leaves: Vec<(usize, usize)> = leaves(&text).collect();
        let Some(&(begin, end)) = leaves.get(chance.below(leaves.len())) else { return text.into_bytes() };
        let close = end + text[end..].find('>').map_or(0, |length| length + 1);
        let open = text[..begin].rfind('<').unwrap_or(0);
        match chance.below(4) {
            0 => text.replace_range(open..close, ""),
            1 => {
                let again = text[open..close].to_owned();
                text.insert_str(close, &again);
            }
            _ => text.replace_range(begin..end, FIELDS[chance.below(FIELDS.len())]),
        }
    }
    text.into_bytes()
}

/// Where the text of each element without elements stands.
fn leaves(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    text.match_indices("</").filter_map(|(end, _)| {
        let begin = text[..end].rfind('>')? + 1;
        let is_leaf = text[..begin].rfind('<').is_some_and(|open| !text[open..].starts_with("</"));
        is_leaf.then_some((begin, end))
    })
}

/// The sound messages of a kind.
fn messages(kind: DeliveryKind) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/messages");
    let names: &[&str] = match kind {
        DeliveryKind::Corv => &["vtMeldingDi01", "vtTerugkoppelingDi01", "vtoDi01", "notificatieDi01"],
        _ => &["JW301", "JW305", "JW307"],
    };
    names.iter().map(|name| std::fs::read(folder.join(format!("{name}.xml"))).expect("a sound message")).collect()
}

/// The mutants of a table: whole files, then rows under a sound header after a sound row, so that doubled rows come by.
fn tables(columns: &[&str], row: &str, chance: &mut Chance) -> Vec<Vec<u8>> {
    let sound = format!("{}\n{row}\n", columns.join(";")).into_bytes();
    let mut files: Vec<_> = (0..FILES).map(|_| other_bytes(&sound, chance)).collect();
    for file in 0..(MUTANTS - FILES) / ROWS {
        let mut bytes = sound.clone();
        for _ in 0..ROWS {
            bytes.extend(if file % 2 == 0 { other_fields(row, chance) } else { other_bytes(row.as_bytes(), chance) });
            bytes.push(b'\n');
        }
        files.push(bytes);
    }
    files
}

/// The mutants of messages, half in bytes, half in elements.
fn broken_messages(kind: DeliveryKind, chance: &mut Chance) -> Vec<Vec<u8>> {
    let sound = messages(kind);
    let of = |number: usize| &sound[number / 2 % sound.len()];
    (0..MUTANTS).map(|number| if number % 2 == 0 { other_bytes(of(number), chance) } else { other_elements(of(number), chance) }).collect()
}

#[test]
fn no_mutant_of_any_kind_panics_and_every_row_is_counted() {
    let atlas = Atlas::netherlands();
    let postcodes = Postcodes::parse("pc4,gm_code\n1234,GM0363\n").expect("a table");
    let context = Context { atlas: &atlas, postcodes: Some(&postcodes) };
    let mut kinds = Vec::new();
    for family in FAMILIES {
        let (Sound::Table { file, .. } | Sound::Message { file }) = family.sound;
        let name = DeliveryName::parse(file).expect("a name");
        if kinds.contains(&name.kind()) {
            continue;
        }
        kinds.push(name.kind());
        let mut chance = Chance(name.kind() as u64);
        let mutants = match family.sound {
            Sound::Table { columns, row, .. } => tables(columns, row, &mut chance),
            Sound::Message { .. } => broken_messages(name.kind(), &mut chance),
        };
        for mutant in mutants {
            survives(&name, &mutant, &context);
        }
    }
    kinds.sort_unstable();
    assert_eq!(kinds, DeliveryKind::ALL, "every kind has a family, in the order of the list");
}
