//! One field as delivered: absent, unreadable, or read. Nothing is guessed from an unreadable field.

use domain::age::completed_years;
use domain::{Day, Month, Municipality, PartialDate, Precision, RegionCode, Sex};
use person::{Bsn, Identity};

/// A field as delivered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Given<T> {
    /// The field is empty: not known.
    Absent,
    /// Something stands there that is not as agreed.
    Unreadable,
    /// What it says.
    Is(T),
}

impl<T: Copy> Given<T> {
    /// Reads a text; the empty text is absent.
    pub(crate) fn read(text: &str, parse: impl FnOnce(&str) -> Option<T>) -> Given<T> {
        if text.is_empty() {
            return Given::Absent;
        }
        parse(text).map_or(Given::Unreadable, Given::Is)
    }

    pub(crate) fn value(self) -> Option<T> {
        match self {
            Given::Is(value) => Some(value),
            Given::Absent | Given::Unreadable => None,
        }
    }

    pub(crate) fn is_absent(self) -> bool {
        matches!(self, Given::Absent)
    }

    pub(crate) fn is_given(self) -> bool {
        !self.is_absent()
    }

    pub(crate) fn is_unreadable(self) -> bool {
        matches!(self, Given::Unreadable)
    }
}

/// Exactly two digits, as the protocol writes its codes. A code that lost its leading zero is not read: it could be
/// the beginning of another one.
pub(crate) fn two_digits(text: &str) -> Option<u8> {
    let [tens, ones] = text.as_bytes() else { return None };
    (tens.is_ascii_digit() && ones.is_ascii_digit()).then(|| (tens - b'0') * 10 + ones - b'0')
}

/// A two-digit code that stands in a list.
pub(crate) fn code_of(text: &str, list: &[u8]) -> Given<u8> {
    Given::read(text, |text| two_digits(text).filter(|code| list.contains(code)))
}

/// The place of a word in a list, from 1.
pub(crate) fn place_in(list: &[&str], text: &str) -> Given<u8> {
    Given::read(text, |text| list.iter().zip(1..).find(|(word, _)| **word == text).map(|(_, place)| place))
}

/// A whole number of at most nine digits, without a sign.
pub(crate) fn whole(text: &str) -> Given<u32> {
    Given::read(text, |text| {
        let is_number = text.len() <= 9 && text.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| text.parse().ok()).flatten()
    })
}

/// A number with a dot as decimal mark: digits, perhaps a `-` before them. No exponents, no signs for thousands.
pub(crate) fn decimal(text: &str) -> Given<f64> {
    Given::read(text, |text| {
        let magnitude = text.strip_prefix('-').unwrap_or(text);
        let (before, after) = magnitude.split_once('.').unwrap_or((magnitude, "0"));
        let is_digits = |part: &str| !part.is_empty() && part.len() <= 15 && part.bytes().all(|byte| byte.is_ascii_digit());
        (is_digits(before) && is_digits(after)).then(|| text.parse().ok()).flatten()
    })
}

/// A citizen number as delivered.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Number {
    /// Passes the eleven-proof.
    Valid(Bsn),
    /// `999999999`, or nothing.
    Unknown,
    /// `000000000`: an unborn child.
    Unborn,
    /// Not nine digits, or it fails the eleven-proof.
    Wrong,
}

impl Number {
    pub(crate) fn read(text: &str) -> Number {
        match text {
            "" | "999999999" => Number::Unknown,
            "000000000" => Number::Unborn,
            _ if text.len() == 9 => Bsn::parse(text).map_or(Number::Wrong, Number::Valid),
            _ => Number::Wrong,
        }
    }
}

/// Where a child lives, as delivered.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Home<'a> {
    /// Six positions.
    Six(&'a str),
    /// The four digits.
    Four(&'a str),
    /// A municipality code.
    Municipality(Municipality),
    /// Nothing.
    Absent,
    /// Something else.
    Unreadable,
}

impl<'a> Home<'a> {
    /// Reads `1234AB`, `1234` or `GM0363`.
    pub(crate) fn read(text: &'a str) -> Home<'a> {
        let bytes = text.as_bytes();
        let digits = bytes.len() >= 4 && bytes[0] != b'0' && bytes[..4].iter().all(u8::is_ascii_digit);
        match bytes.len() {
            0 => Home::Absent,
            4 if digits => Home::Four(text),
            6 if digits && bytes[4..].iter().all(u8::is_ascii_uppercase) => Home::Six(text),
            6 => Home::read_municipality(text),
            _ => Home::Unreadable,
        }
    }

    fn read_municipality(text: &str) -> Home<'a> {
        let code = text.parse::<RegionCode>().ok().and_then(RegionCode::municipality);
        code.filter(|code| code.is_known()).map_or(Home::Unreadable, Home::Municipality)
    }

    /// The postcode; empty where none was given.
    pub(crate) fn postcode(self) -> &'a str {
        match self {
            Home::Six(text) | Home::Four(text) => text,
            Home::Municipality(_) | Home::Absent | Home::Unreadable => "",
        }
    }

    /// The four digits as a number.
    pub(crate) fn digits(self) -> Option<u16> {
        self.postcode().get(..4)?.parse().ok()
    }
}

/// The child in a row, as delivered.
#[derive(Clone, Copy)]
pub(crate) struct Child<'a> {
    pub(crate) number: Number,
    pub(crate) birth: Given<PartialDate>,
    pub(crate) sex: Given<Sex>,
    pub(crate) home: Home<'a>,
    pub(crate) surname: &'a str,
    pub(crate) prefix: &'a str,
    pub(crate) first_names: &'a str,
    pub(crate) house_number: &'a str,
}

impl<'a> Child<'a> {
    /// Reads the eight fields of a child in the order of the agreement: citizen number, surname, prefix, first names,
    /// date of birth (`JJJJ-MM-DD`), sex, postcode, house number.
    pub(crate) fn read(fields: [&'a str; 8]) -> Child<'a> {
        let [bsn, surname, prefix, first_names, birth, sex, postcode, house_number] = fields;
        Child {
            number: Number::read(bsn),
            birth: Given::read(birth, |text| Day::parse_iso(text).map(PartialDate::exact)),
            sex: Given::read(sex, Sex::from_letter),
            home: Home::read(postcode),
            surname,
            prefix,
            first_names,
            house_number,
        }
    }
}

impl Child<'_> {
    /// The identity as it lives until the pseudonym.
    pub(crate) fn identity(&self) -> Identity {
        let bsn = match self.number {
            Number::Valid(bsn) => Some(bsn),
            Number::Unknown | Number::Unborn | Number::Wrong => None,
        };
        Identity {
            bsn,
            birth: self.birth.value(),
            sex: self.sex.value().unwrap_or_default(),
            postcode: self.home.postcode().to_owned(),
            surname: self.surname.to_owned(),
            prefix: self.prefix.to_owned(),
            first_names: self.first_names.to_owned(),
            house_number: self.house_number.to_owned(),
        }
    }

    /// The month of birth; `None` where only the year is known.
    pub(crate) fn birth_month(&self) -> Option<Month> {
        let birth = self.birth.value().filter(|birth| birth.precision != Precision::Year);
        birth.map(|birth| birth.first.month())
    }

    /// Age in completed years on a day; where only month or year of birth are known, the youngest it can be.
    pub(crate) fn years_on(&self, day: Day) -> Option<i32> {
        Some(completed_years(self.birth.value()?.last(), day))
    }

    /// The first day on which the child has surely reached this age, whatever day or month of birth is not known.
    pub(crate) fn reaches_surely(&self, years: i16) -> Option<Day> {
        self.birth.value().and_then(|birth| birthday(birth.last(), years))
    }

    /// The first day on which the child can have reached this age.
    pub(crate) fn reaches_perhaps(&self, years: i16) -> Option<Day> {
        self.birth.value().and_then(|birth| birthday(birth.first, years))
    }

    /// Whether the date of birth cannot be right beside a day on which something happened: not a date, before 1900,
    /// or more than nine months after that day (help and reports may come before birth).
    pub(crate) fn has_impossible_birth(&self, day: Option<Day>) -> bool {
        match self.birth {
            Given::Unreadable => true,
            Given::Absent => false,
            Given::Is(birth) => birth.first < FIRST_BIRTH || day.is_some_and(|day| birth.first - day > LONGEST_PREGNANCY),
        }
    }
}

/// The birthday so many years on; 1 March for who was born on a leap day, in a year without one.
fn birthday(born: Day, years: i16) -> Option<Day> {
    let (year, month, day) = born.ymd();
    Day::from_ymd(year + years, month, day).or_else(|| Day::from_ymd(year + years, 3, 1))
}

/// 1 January 1900.
const FIRST_BIRTH: Day = Day(-25_567);
/// In days.
pub(crate) const LONGEST_PREGNANCY: i32 = 300;

/// Reads a date of birth in the protocol's form; zeros stand for an unborn child.
pub(crate) fn birth_compact(text: &str) -> Given<PartialDate> {
    match text {
        "00000000" | "000000000" => Given::Absent,
        _ => Given::read(text, PartialDate::parse_compact),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_two_digits() {
        assert_eq!(code_of("01", &[1, 2]), Given::Is(1));
        assert_eq!(code_of("", &[1, 2]), Given::Absent);
        for text in ["1", "03", "011", " 1", "a1", "０1"] {
            assert_eq!(code_of(text, &[1, 2]), Given::Unreadable, "{text}");
        }
    }

    #[test]
    fn a_number_is_digits_with_a_dot() {
        assert_eq!(whole("0012"), Given::Is(12));
        assert_eq!(whole(""), Given::Absent);
        for text in ["+1", "-1", "1.0", "1e3", " 1", "1234567890", "１"] {
            assert_eq!(whole(text), Given::Unreadable, "{text}");
        }
        assert_eq!((decimal("12"), decimal("-0.5"), decimal("3.25")), (Given::Is(12.0), Given::Is(-0.5), Given::Is(3.25)));
        for text in ["1,5", ".5", "5.", "1e3", "inf", "NaN", "--1", "-", "1.2.3", "+1", "1234567890123456"] {
            assert_eq!(decimal(text), Given::Unreadable, "{text}");
        }
    }

    #[test]
    fn an_age_is_the_youngest_it_can_be() {
        let child = |birth| Child { birth: birth_compact(birth), ..Child::read([""; 8]) };
        let day = Day::parse_iso("2023-03-15").expect("a day");
        assert_eq!(child("20100315").years_on(day), Some(13));
        assert_eq!(child("20100316").years_on(day), Some(12));
        assert_eq!(child("20100000").years_on(day), Some(12));
        assert_eq!(child("").years_on(day), None);
    }

    #[test]
    fn a_home_is_a_postcode_or_a_municipality() {
        assert_eq!(Home::read("1234AB").digits(), Some(1234));
        assert_eq!(Home::read("1234").digits(), Some(1234));
        assert!(Home::read("GM0363") == Home::Municipality(Municipality(363)));
        assert!(Home::read("") == Home::Absent);
        for text in ["1234 AB", "1234ab", "0234AB", "12345", "GM363", "VT22", "GM0000", "1234é"] {
            assert!(Home::read(text) == Home::Unreadable, "{text}");
        }
    }

    #[test]
    fn the_first_possible_birth_is_in_1900() {
        assert_eq!(FIRST_BIRTH.to_string(), "1900-01-01");
    }
}
