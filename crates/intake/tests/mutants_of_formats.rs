//! Two thousand broken files of every form a table comes in: nothing panics, rows add up, and no door lets one through.

use std::io::{Cursor, Read, Write};

use intake::doors;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const MUTANTS: u64 = 2_000;

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

    /// A few bytes changed, taken out, put in, or a piece said twice.
    fn broken(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut bytes = bytes.to_vec();
        for _ in 0..=self.below(4) {
            let place = self.below(bytes.len());
            let odd = [0, 9, b'\n', b'"', b';', b'=', b'<', b'&', b'9', 0xC3, 0xE9, 0xFF][self.below(12)];
            match self.below(5) {
                0 if !bytes.is_empty() => bytes[place] = odd,
                1 if !bytes.is_empty() => bytes[place] ^= 1 << self.below(8),
                2 if !bytes.is_empty() => drop(bytes.drain(place..(place + self.below(20)).min(bytes.len()))),
                3 => {
                    let piece = bytes[place..(place + self.below(40)).min(bytes.len())].to_vec();
                    bytes.splice(place..place, piece);
                }
                _ => bytes.insert(place.min(bytes.len()), odd),
            }
        }
        bytes
    }
}

const COLUMNS: &str = "kenmerk;bsn;achternaam;voorvoegsel;voornamen;geboortedatum;geslacht;postcode;huisnummer;verzoeker;datum_verzoek;datum_start;datum_einde;gronden;contact;setting;advies;resultaat";
const ROW: &str = "R-1;999900006;Jansen;van;Anna;2010-03-15;V;1011AB;1;gi;2023-02-01;2023-02-08;;sexual|neglect;hands-on;family;;";

fn mutants(seed: u64, sound: &[u8], knock: fn(&[u8])) {
    let mut chance = Chance(seed);
    knock(sound);
    (0..MUTANTS).for_each(|_| knock(&chance.broken(sound)));
}

#[test]
fn two_thousand_broken_texts_with_separators_break_nothing() {
    // Kind 1 is `board`.
    mutants(
        1,
        format!("\u{1}{}\n{}\n{}\n", COLUMNS.replace(';', ","), ROW.replace(';', ","), ROW.replace(';', ",")).as_bytes(),
        doors::table,
    );
}

#[test]
fn two_thousand_broken_mappings_and_what_they_fit_break_nothing() {
    let mapping = "kind = 'board'\nseparator = ';'\ndates = 'DD-MM-JJJJ'\n[columns]\nkenmerk = 'Nr'\nbsn = { digits = 9 }\n\
                   geslacht = { from = 'Sekse', values = { 'Vrouw' = 'V' } }\nresultaat = { constant = '' }\n";
    let table = format!("{}\n{}\n", COLUMNS.replace("kenmerk", "Nr").replace("geslacht", "Sekse"), ROW.replace(";V;", ";Vrouw;"));
    mutants(2, format!("{mapping}\0{table}").as_bytes(), doors::mapping);
}

#[test]
fn two_thousand_broken_layouts_and_what_they_describe_break_nothing() {
    let place = |(place, name): (usize, &str)| format!("[[column]]\nname='{name}'\nfirst={}\nwidth=14\n", 1 + 15 * place);
    let layout: String = COLUMNS.split(';').enumerate().map(place).collect();
    let line: String = ROW.split(';').map(|field| format!("{field:<15}")).collect();
    mutants(3, format!("{layout}\0{line}\n{line}\n").as_bytes(), doors::fixed_width);
}

/// A workbook as a spreadsheet program writes it.
fn workbook() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, line) in (0u32..).zip([COLUMNS, ROW]) {
        for (column, field) in (0u16..).zip(line.split(';')) {
            match field.parse::<f64>() {
                Ok(number) => sheet.write(row, column, number).expect("a number"),
                Err(_) => sheet.write(row, column, field).expect("a text"),
            };
        }
    }
    book.save_to_buffer().expect("a workbook")
}

/// The parts of a workbook by their names.
fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a zip file");
    let part = |place| {
        let mut file = archive.by_index(place).expect("a part");
        let (name, mut bytes) = (file.name().expect("a name").into_owned(), Vec::new());
        file.read_to_end(&mut bytes).expect("its bytes");
        (name, bytes)
    };
    (0..ZipArchive::new(Cursor::new(bytes)).expect("a zip file").len()).map(part).collect()
}

fn zipped(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        writer.start_file(name.as_str(), stored).expect("a part");
        writer.write_all(bytes).expect("its bytes");
    }
    writer.finish().expect("a zip file").into_inner()
}

#[test]
fn two_thousand_broken_workbooks_break_nothing() {
    let sound = workbook();
    let parts = parts(&sound);
    doors::xlsx(&sound);
    let mut chance = Chance(4);
    for mutant in 0..MUTANTS {
        if mutant % 4 == 0 {
            doors::xlsx(&chance.broken(&sound));
            continue;
        }
        let mut parts = parts.clone();
        let which = chance.below(parts.len());
        parts[which].1 = chance.broken(&parts[which].1);
        doors::xlsx(&zipped(&parts));
    }
}
