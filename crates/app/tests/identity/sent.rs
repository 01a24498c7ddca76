//! Everything that leaves the sources of a made country, looked at field by field.

use std::collections::BTreeSet;
use std::fs;

use domain::Day;
use identity::package::{COLUMNS, PreparedRow};
use person::{Purpose, Record};

use crate::parties::{Place, made_country};

/// What may never leave, of the records of one delivery, in small letters.
#[derive(Default)]
struct Forbidden {
    numbers: BTreeSet<String>,
    words: BTreeSet<String>,
}

impl Forbidden {
    fn add(&mut self, record: &Record) {
        let reference = record.reference.open(Purpose::Check);
        if reference.chars().count() >= 5 {
            self.numbers.insert(reference.to_lowercase());
        }
        let Some(identity) = &record.identity else { return };
        let identity = identity.open(Purpose::Check);
        self.numbers.extend(identity.bsn.map(|bsn| format!("{:09}", bsn.number())));
        self.numbers.extend(identity.birth.map(|date| date.first.compact()));
        if identity.postcode.len() == 6 {
            self.numbers.insert(identity.postcode.to_lowercase());
        }
        for name in [&identity.surname, &identity.first_names] {
            self.words.extend(name.split_whitespace().filter(|word| word.chars().count() > 2).map(str::to_lowercase));
        }
    }
}

/// Longest run of digits in a text.
fn digits(text: &str) -> usize {
    text.split(|letter: char| !letter.is_ascii_digit()).map(str::len).max().unwrap_or(0)
}

/// Whether four digits and two letters stand together.
fn has_postcode(text: &str) -> bool {
    let is_one = |window: &[u8]| window[..4].iter().all(u8::is_ascii_digit) && window[4..].iter().all(u8::is_ascii_alphabetic);
    text.as_bytes().windows(6).any(is_one)
}

#[test]
fn no_package_of_a_made_country_holds_anything_of_an_identity() {
    let place = Place::new();
    let (files, postcodes) = made_country(&place);
    fs::create_dir(place.path("packages")).expect("a folder");
    let (mut packages, mut rows, mut named) = (0, 0, 0);
    for file in files.iter().filter(|path| fs::metadata(path).expect("a file").len() > 0) {
        let mut forbidden = Forbidden::default();
        let (header, sent) = place.prepare_for("two", file, &postcodes, &mut |record| forbidden.add(record));
        let small = sent.to_lowercase();
        for text in &forbidden.numbers {
            assert!(!small.contains(text.as_str()), "a number, date, postcode or reference of {}", file.display());
        }
        let words: BTreeSet<&str> = small.split(|letter: char| !letter.is_alphanumeric()).collect();
        for name in &forbidden.words {
            assert!(!words.contains(name.as_str()), "a name of {}", file.display());
        }
        rows += fields(&sent, header.rows);
        named += forbidden.words.len();
        packages += 1;
    }
    assert!(packages > 100 && rows > 1_000 && named > 100, "{packages} packages, {rows} rows, {named} names");
}

/// Looks at every field of every row; how many rows there were.
fn fields(sent: &str, expected: u64) -> u64 {
    let payload = sent.split_once(&COLUMNS.join(";")).expect("a heading").1.trim_start_matches('\n');
    for line in payload.lines() {
        let row = PreparedRow::parse(line).expect("a row of closed lists");
        assert_eq!(row.to_text(), line);
        for (column, value) in COLUMNS.iter().zip(line.split(';')) {
            assert!(digits(value) <= 6 && !has_postcode(value), "{column}");
            assert!(Day::parse_iso(value).is_none() || ["day", "stated"].contains(column), "a date in {column}");
        }
        assert!(row.event.person.is_none());
    }
    assert_eq!(payload.lines().count() as u64, expected, "every row that is sent stands in the record");
    expected
}
