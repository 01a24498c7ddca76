//! Bytes of fields, written without a detour.

use domain::{Day, Forms, Sex};

use super::Identity;
use crate::history::Circumstances;
use crate::households::file_number;
use crate::places::Address;

/// Adds a number with at least so many digits.
pub(super) fn number(bytes: &mut Vec<u8>, number: u64, width: usize) {
    let mut digits = [b'0'; 20];
    let (mut left, mut at) = (number, digits.len());
    while left > 0 {
        at -= 1;
        digits[at] = b'0' + (left % 10) as u8;
        left /= 10;
    }
    bytes.extend_from_slice(&digits[at.min(digits.len() - width)..]);
}

/// `20230131`.
pub(super) fn compact(bytes: &mut Vec<u8>, day: Day) {
    date(bytes, day.ymd(), None);
}

/// `2023-01-31`.
pub(super) fn iso(bytes: &mut Vec<u8>, day: Day) {
    date(bytes, day.ymd(), Some(b'-'));
}

/// A date of which the parts were perhaps swapped.
pub(super) fn date(bytes: &mut Vec<u8>, (year, month, day): (i16, i8, i8), between: Option<u8>) {
    number(bytes, year as u64, 4);
    bytes.extend(between);
    number(bytes, month as u64, 2);
    bytes.extend(between);
    number(bytes, day as u64, 2);
}

/// A day, when there is one and it is known by then.
pub(super) fn iso_until(bytes: &mut Vec<u8>, day: Option<Day>, known: Day) {
    if let Some(day) = day.filter(|day| *day <= known) {
        iso(bytes, day);
    }
}

/// `1234AB`, nothing where it is missing.
pub(super) fn postcode(bytes: &mut Vec<u8>, address: Option<Address>) {
    if let Some(address) = address {
        number(bytes, u64::from(address.number), 4);
        bytes.extend_from_slice(&address.letters);
    }
}

/// Field separator.
pub(super) fn semicolon(bytes: &mut Vec<u8>) {
    bytes.push(b';');
}

/// A word, then the separator.
pub(super) fn field(bytes: &mut Vec<u8>, word: &str) {
    bytes.extend_from_slice(word.as_bytes());
    bytes.push(b';');
}

/// A code of two digits, nothing for 0, then the separator.
pub(super) fn code(bytes: &mut Vec<u8>, code: u8) {
    if code > 0 {
        number(bytes, u64::from(code), 2);
    }
    bytes.push(b';');
}

/// A set of forms, then the separator.
pub(super) fn forms(bytes: &mut Vec<u8>, forms: Forms) {
    for (at, form) in forms.iter().enumerate() {
        if at > 0 {
            bytes.push(b'|');
        }
        bytes.extend_from_slice(form.word().as_bytes());
    }
    bytes.push(b';');
}

/// A word of a value of which unknown is left empty, then the separator.
pub(super) fn known(bytes: &mut Vec<u8>, word: &str) {
    field(bytes, if word == "unknown" { "" } else { word });
}

/// Contact, setting, online and the other's age, each with its separator; a setting no list holds where it is mistaken.
pub(super) fn circumstances(bytes: &mut Vec<u8>, told: Circumstances, mistaken: bool) {
    known(bytes, told.contact.word());
    known(bytes, if mistaken { "thuis" } else { told.setting.word() });
    known(bytes, told.online.word());
    known(bytes, told.other_age.word());
}

/// A reference: file number of the child, a letter for what it is, a number.
pub(super) fn reference(bytes: &mut Vec<u8>, rank: u32, letter: u8, at: usize) {
    number(bytes, u64::from(file_number(rank)), 9);
    bytes.extend_from_slice(&[b'-', letter]);
    number(bytes, at as u64 + 1, 2);
}

/// The fields of a person with name and address: `bsn;achternaam;voorvoegsel;voornamen;geboortedatum;geslacht;postcode;huisnummer;`.
pub(super) fn person(bytes: &mut Vec<u8>, identity: &Identity) {
    number(bytes, u64::from(identity.bsn), 9);
    semicolon(bytes);
    surname(bytes, identity);
    semicolon(bytes);
    field(bytes, identity.prefix);
    first_names(bytes, identity);
    semicolon(bytes);
    date(bytes, identity.born, Some(b'-'));
    semicolon(bytes);
    field(bytes, sex(identity.sex));
    postcode(bytes, identity.address);
    semicolon(bytes);
    if let Some(address) = identity.address {
        number(bytes, u64::from(address.house), 1);
    }
    semicolon(bytes);
}

/// The surname, its second and third letter swapped where it was mistyped.
pub(super) fn surname(bytes: &mut Vec<u8>, identity: &Identity) {
    let mut letters: Vec<char> = identity.surname.chars().collect();
    if identity.swapped_letters && letters.len() > 2 {
        letters.swap(1, 2);
    }
    letters.into_iter().for_each(|letter| bytes.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes()));
}

/// First names with a space between.
pub(super) fn first_names(bytes: &mut Vec<u8>, identity: &Identity) {
    bytes.extend_from_slice(identity.first_names[0].as_bytes());
    if !identity.first_names[1].is_empty() {
        bytes.push(b' ');
        bytes.extend_from_slice(identity.first_names[1].as_bytes());
    }
}

/// `V`, `M` or `O`.
pub(super) fn sex(sex: Sex) -> &'static str {
    sex.letter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_days_are_written_as_formats_ask() {
        let written = |write: &dyn Fn(&mut Vec<u8>)| {
            let mut bytes = Vec::new();
            write(&mut bytes);
            String::from_utf8(bytes).expect("text")
        };
        let day = Day::parse_iso("2023-01-09").expect("a day");
        assert_eq!(written(&|bytes| number(bytes, 7, 2)), "07");
        assert_eq!(written(&|bytes| number(bytes, 0, 1)), "0");
        assert_eq!(written(&|bytes| number(bytes, 123_456, 2)), "123456");
        assert_eq!(written(&|bytes| compact(bytes, day)), "20230109");
        assert_eq!(written(&|bytes| iso(bytes, day)), "2023-01-09");
        assert_eq!(written(&|bytes| iso_until(bytes, Some(day), day.plus(-1))), "");
        assert_eq!(written(&|bytes| forms(bytes, Forms::parse("sexual|neglect").expect("forms"))), "sexual|neglect;");
    }
}
