//! A distinct value, made ready for comparing: letters, words, what it is short for.

use super::date::{self, Date, DayOrder};
use super::detect::is_dutch_postcode;
use super::distance;
use super::kind::Kind;
use super::level::{CLOSE, COARSE, DIFFERENT, NEIGHBOURS, TYPO, VARIANT};
use super::similarity::{Letters, alike, dice, within_edits};
use super::table::turned;
use super::text;

/// A distinct value of one comparison.
#[derive(Clone, Debug, Default)]
pub(crate) struct Value {
    letters: Letters,
    /// Words, or the parts either of which may be used alone; hashed and sorted.
    words: Box<[u32]>,
    date: Date,
    /// Only initials.
    short: bool,
    /// A number, or the number of a day; 0 for other kinds.
    amount: f64,
}

/// The text of a value as it is compared for equality; empty where it says nothing.
pub(crate) fn canonical(kind: Kind, raw: &str, order: DayOrder) -> String {
    if !text::holds(raw) {
        return String::new();
    }
    let folded = || text::folded(raw);
    let only = |keep: fn(char) -> bool| raw.to_lowercase().chars().filter(|character| keep(*character)).collect::<String>();
    match kind {
        Kind::GivenName | Kind::Surname | Kind::FullName | Kind::Street | Kind::City => folded().replace("ij", "y"),
        Kind::Text | Kind::Category | Kind::Exact | Kind::JaroWinkler | Kind::DamerauLevenshtein | Kind::Dice => folded(),
        Kind::NumericDistance => distance::amount(raw).map(|amount| amount.to_string()).unwrap_or_default(),
        Kind::Date | Kind::DateDistance => date::read(raw, order).map(Date::digits).unwrap_or_default(),
        Kind::Year => only(|character| character.is_ascii_digit()),
        Kind::Postcode | Kind::Number => only(char::is_alphanumeric),
        Kind::HouseNumber => folded().replace([' ', '-'], ""),
        Kind::Email => raw.to_lowercase().replace(' ', ""),
        Kind::Phone => phone(&only(|character| character.is_ascii_digit())),
        Kind::Sex => sex(&folded()).to_owned(),
        Kind::Token | Kind::Pseudonym => raw.to_owned(),
    }
}

/// The last nine digits: country code and trunk zero say nothing.
fn phone(digits: &str) -> String {
    digits[digits.len().saturating_sub(9)..].to_owned()
}

fn sex(folded: &str) -> &str {
    match folded {
        "m" | "man" | "male" | "jongen" | "mannelijk" | "boy" => "m",
        "f" | "v" | "w" | "vrouw" | "female" | "meisje" | "vrouwelijk" | "girl" | "woman" => "f",
        "x" | "u" | "o" | "0" | "9" => "",
        other => other,
    }
}

pub(crate) fn hashed(word: &str) -> u32 {
    (word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| turned(hash ^ u64::from(byte))) >> 32) as u32
}

/// A look at a value in few bytes, which tells most different values apart without a look at their letters.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Glance {
    /// Letters, counted; of a date its digits.
    bag: u64,
    /// A bit for each word.
    words: u64,
    date: Date,
    first: u16,
    len: u8,
    short: bool,
}

impl Glance {
    /// The level of two different values that say something, where a glance tells it.
    pub(crate) fn level(&self, other: &Glance, kind: Kind) -> Option<u8> {
        let no_word = || self.words & other.words == 0;
        let other_first = self.first != other.first;
        let different = match kind {
            Kind::Date => return Some(day(self.date, other.date, self.bag as u32, other.bag as u32)),
            Kind::Sex | Kind::Category | Kind::Pseudonym | Kind::Token | Kind::Exact => true,
            Kind::GivenName if self.short || other.short => return Some(if other_first { DIFFERENT } else { COARSE }),
            Kind::GivenName | Kind::Surname => no_word() && self.is_unlike(other),
            Kind::Street | Kind::City | Kind::Text | Kind::FullName => {
                no_word() && self.words != 0 && other.words != 0 && self.is_unlike(other)
            }
            Kind::Email => no_word() && self.is_unlike(other) && self.is_far(other, 2),
            Kind::Postcode | Kind::HouseNumber => self.words != other.words && self.is_far(other, 1),
            Kind::Phone | Kind::Number => self.is_far(other, 2),
            Kind::Year | Kind::JaroWinkler | Kind::DamerauLevenshtein | Kind::Dice | Kind::NumericDistance | Kind::DateDistance => false,
        };
        different.then_some(DIFFERENT)
    }

    /// More than `most` edits apart, by lengths and letters alone.
    fn is_far(&self, other: &Glance, most: u32) -> bool {
        let measured = self.len < u8::MAX && other.len < u8::MAX;
        measured && (u32::from(self.len.abs_diff(other.len)) > most || (self.bag ^ other.bag).count_ones() > 2 * most)
    }

    /// Neither few edits apart, nor alike (Jaro–Winkler 0.88), nor one the beginning of the other.
    fn is_unlike(&self, other: &Glance) -> bool {
        let (a, b) = (u32::from(self.len), u32::from(other.len));
        let (lacks_a, lacks_b) = ((other.bag & !self.bag).count_ones(), (self.bag & !other.bag).count_ones());
        if a.max(b) > 64 || a.min(b) == 0 || lacks_a == 0 || lacks_b == 0 || !self.is_far(other, if a.min(b) >= 4 { 2 } else { 1 }) {
            return false;
        }
        // Jaro is at most (c/a + c/b + 1) / 3, with c letters in common; four equal letters at the beginning take off 0.4 of what
        // it lacks. So 0.88 asks for c/a + c/b of 1.64, and of 1.4 where the beginnings are equal; both a little less here.
        let common = a.saturating_sub(lacks_b).min(b.saturating_sub(lacks_a));
        let least = if self.first == other.first { 139 } else { 163 };
        100 * common * (a + b) < least * a * b
    }
}

fn hashes<S: AsRef<str>>(words: impl IntoIterator<Item = S>) -> Box<[u32]> {
    let mut found: Vec<u32> = words.into_iter().map(|word| hashed(word.as_ref())).collect();
    found.sort_unstable();
    found.dedup();
    found.into()
}

impl Value {
    /// Makes a value ready; the text is canonical.
    pub(crate) fn new(kind: Kind, text: &str) -> Value {
        let plain = |text: &str| Letters::new(&text.replace([' ', '-'], ""));
        match kind {
            Kind::Surname => {
                let cores: Vec<String> = text.split('-').map(text::core).collect();
                Value { letters: Letters::new(&cores.concat()), words: hashes(&cores), ..Value::default() }
            }
            Kind::GivenName => {
                let names = || text.split([' ', '-']);
                let short = names().all(|name| name.chars().count() <= 1) || text.chars().count() <= 1;
                let whole = names().filter(|name| name.chars().count() >= 3);
                Value { letters: plain(text), words: hashes(whole), short, ..Value::default() }
            }
            Kind::Date => {
                let date = date::read(text, DayOrder::DayFirst).unwrap_or_default();
                Value { date, ..Value::default() }
            }
            Kind::Email => {
                let mailbox = text.split('@').next().filter(|mailbox| mailbox.len() >= 3);
                Value { letters: Letters::new(text), words: hashes(mailbox), ..Value::default() }
            }
            Kind::Postcode => Value { letters: Letters::new(text), words: hashes([area(text)]), ..Value::default() },
            Kind::HouseNumber => {
                let number = text.split(|character: char| !character.is_ascii_digit()).find(|digits| !digits.is_empty());
                Value { letters: Letters::new(text), words: hashes(number), ..Value::default() }
            }
            Kind::Street | Kind::City | Kind::Text | Kind::FullName => {
                Value { letters: plain(text), words: hashes(text.split([' ', '-'])), ..Value::default() }
            }
            Kind::JaroWinkler | Kind::DamerauLevenshtein => Value { letters: plain(text), ..Value::default() },
            Kind::Dice => Value { words: hashes(distance::letter_pairs(text)), ..Value::default() },
            Kind::NumericDistance => Value { amount: distance::amount(text).unwrap_or_default(), ..Value::default() },
            Kind::DateDistance => {
                let date = date::read(text, DayOrder::DayFirst).unwrap_or_default();
                Value { amount: distance::day_number(date), ..Value::default() }
            }
            Kind::Token | Kind::Exact => Value::default(),
            Kind::Year | Kind::Phone | Kind::Number | Kind::Sex | Kind::Category | Kind::Pseudonym => {
                Value { letters: Letters::new(text), ..Value::default() }
            }
        }
    }

    /// What a glance shows.
    pub(crate) fn glance(&self) -> Glance {
        Glance {
            bag: if self.date == Date::default() { self.letters.bag() } else { u64::from(self.date.packed_digits()) },
            words: self.words.iter().fold(0, |bits, word| bits | 1 << (word >> 26)),
            date: self.date,
            first: self.letters.units.first().copied().unwrap_or(0),
            len: u8::try_from(self.letters.len()).unwrap_or(u8::MAX),
            short: self.short,
        }
    }

    /// The level of two different values that say something.
    pub(crate) fn level(&self, other: &Value, kind: Kind, both_established: bool) -> u8 {
        let one_edit = if both_established { NEIGHBOURS } else { TYPO };
        match kind {
            Kind::GivenName => self.given_name(other, one_edit),
            Kind::Surname => self.surname(other, one_edit),
            Kind::Date => day(self.date, other.date, self.date.packed_digits(), other.date.packed_digits()),
            Kind::Year => self.year(other),
            Kind::Postcode => self.postcode(other, one_edit),
            Kind::HouseNumber => self.house_number(other),
            Kind::Street | Kind::City | Kind::Text | Kind::FullName => self.words(other, one_edit),
            Kind::Email => self.email(other, one_edit),
            Kind::Phone | Kind::Number => self.number(other),
            Kind::JaroWinkler => distance::jaro_winkler(&self.letters, &other.letters),
            Kind::DamerauLevenshtein => distance::damerau_levenshtein(&self.letters, &other.letters, one_edit),
            Kind::Dice => distance::shared_letter_pairs(&self.words, &other.words),
            Kind::NumericDistance => distance::numbers(self.amount, other.amount),
            Kind::DateDistance => distance::days(self.amount, other.amount),
            Kind::Sex | Kind::Category | Kind::Pseudonym | Kind::Token | Kind::Exact => DIFFERENT,
        }
    }

    fn shares_a_word(&self, other: &Value) -> bool {
        self.words.iter().any(|word| other.words.binary_search(word).is_ok())
    }

    fn spelled(&self, other: &Value, one_edit: u8) -> u8 {
        let shortest = self.letters.len().min(other.letters.len());
        if shortest >= 3 && within_edits(&self.letters, &other.letters, 1) {
            one_edit
        } else if (shortest >= 2 && within_edits(&self.letters, &other.letters, if shortest >= 4 { 2 } else { 1 }))
            || alike(&self.letters, &other.letters, 0.88)
        {
            CLOSE
        } else {
            DIFFERENT
        }
    }

    fn given_name(&self, other: &Value, one_edit: u8) -> u8 {
        if self.short || other.short {
            let first = |value: &Value| value.letters.units.first().copied();
            return if first(self) == first(other) { COARSE } else { DIFFERENT };
        }
        let (a, b) = (&self.letters.units, &other.letters.units);
        let shortest = a.len().min(b.len());
        if self.shares_a_word(other) || (shortest >= 3 && a[..shortest] == b[..shortest]) { VARIANT } else { self.spelled(other, one_edit) }
    }

    fn surname(&self, other: &Value, one_edit: u8) -> u8 {
        if self.shares_a_word(other) || self.letters.units == other.letters.units { VARIANT } else { self.spelled(other, one_edit) }
    }

    fn year(&self, other: &Value) -> u8 {
        let number = |value: &Value| value.letters.units.iter().fold(0i64, |sum, unit| sum * 10 + i64::from(*unit) - 48);
        if self.letters.len() > 8 || other.letters.len() > 8 {
            DIFFERENT
        } else if within_edits(&self.letters, &other.letters, 1) {
            TYPO
        } else if (number(self) - number(other)).abs() <= 1 {
            CLOSE
        } else {
            DIFFERENT
        }
    }

    fn postcode(&self, other: &Value, one_edit: u8) -> u8 {
        if within_edits(&self.letters, &other.letters, 1) {
            one_edit
        } else if self.words == other.words {
            COARSE
        } else {
            DIFFERENT
        }
    }

    fn house_number(&self, other: &Value) -> u8 {
        if !self.words.is_empty() && self.words == other.words {
            VARIANT
        } else if self.letters.len().min(other.letters.len()) >= 2 && within_edits(&self.letters, &other.letters, 1) {
            TYPO
        } else {
            DIFFERENT
        }
    }

    fn words(&self, other: &Value, one_edit: u8) -> u8 {
        let spelled = self.spelled(other, one_edit);
        let shared = dice(&self.words, &other.words);
        if spelled == DIFFERENT || spelled == CLOSE {
            if shared >= 0.99 {
                return VARIANT;
            }
            if shared >= 0.6 {
                return CLOSE;
            }
        }
        spelled
    }

    fn email(&self, other: &Value, one_edit: u8) -> u8 {
        if self.shares_a_word(other) {
            VARIANT
        } else if within_edits(&self.letters, &other.letters, 1) {
            one_edit
        } else if within_edits(&self.letters, &other.letters, 2) || alike(&self.letters, &other.letters, 0.92) {
            CLOSE
        } else {
            DIFFERENT
        }
    }

    fn number(&self, other: &Value) -> u8 {
        let shortest = self.letters.len().min(other.letters.len());
        if shortest >= 3 && within_edits(&self.letters, &other.letters, 1) {
            TYPO
        } else if shortest >= 6 && within_edits(&self.letters, &other.letters, 2) {
            CLOSE
        } else {
            DIFFERENT
        }
    }
}

/// The level of two different days, told with their digits.
fn day(a: Date, b: Date, digits_a: u32, digits_b: u32) -> u8 {
    let (month, day) = (a.month == b.month, a.day == b.day);
    let opening = |date: Date| (date.month, date.day) == (1, 1) || date.month == 0;
    if a.year == b.year && a.month == b.day && a.day == b.month {
        VARIANT
    } else if a.year == b.year && (opening(a) || opening(b) || (month && (a.day == 0 || b.day == 0))) {
        COARSE
    } else if one_digit_off(digits_a, digits_b) {
        TYPO
    } else if u8::from(a.year == b.year) + u8::from(month) + u8::from(day) == 2 {
        CLOSE
    } else if nearby(a, b) {
        NEIGHBOURS
    } else {
        DIFFERENT
    }
}

/// Whether one of eight digits, four bits each, differs, or two neighbours are swapped.
fn one_digit_off(a: u32, b: u32) -> bool {
    let differ = a ^ b;
    let places = (differ | differ >> 1 | differ >> 2 | differ >> 3) & 0x1111_1111;
    match places.count_ones() {
        0 | 1 => true,
        2 => {
            let low = places.trailing_zeros();
            let (first, second) = ((a >> low) & 0xf, (a >> (low + 4)) & 0xf);
            places >> low == 0x11 && (b >> low) & 0xf == second && (b >> (low + 4)) & 0xf == first
        }
        _ => false,
    }
}

/// Every part is at most one off, the year also ten: numbers misread or mistyped one by one.
fn nearby(a: Date, b: Date) -> bool {
    matches!(a.year.abs_diff(b.year), 0 | 1 | 10) && a.month.abs_diff(b.month) <= 1 && a.day.abs_diff(b.day) <= 1
}

/// The first four of a Dutch postcode; all but the last two of another.
pub(crate) fn area(postcode: &str) -> &str {
    let letters = postcode.char_indices().map(|(place, _)| place).collect::<Vec<_>>();
    let kept = if is_dutch_postcode(postcode) { 4 } else { letters.len().saturating_sub(2).max(1) };
    letters.get(kept).map_or(postcode, |end| &postcode[..*end])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn level(kind: Kind, a: &str, b: &str) -> u8 {
        let ready = |raw: &str| Value::new(kind, &canonical(kind, raw, DayOrder::DayFirst));
        ready(a).level(&ready(b), kind, false)
    }

    #[test]
    fn levels_of_names_know_dutch_habits() {
        for (a, b, expected) in [
            ("van der Meer", "v.d. Meer", VARIANT),
            ("de Vries", "Vries", VARIANT),
            ("Jansen-de Vries", "de Vries", VARIANT),
            ("Jansen", "Janssen", TYPO),
            ("Jansen", "Jasnen", TYPO),
            ("Schouten", "Souten", CLOSE),
            ("Bakker", "Mulder", DIFFERENT),
        ] {
            assert_eq!(level(Kind::Surname, a, b), expected, "{a} {b}");
        }
        for (a, b, expected) in [
            ("J.", "Johannes", COARSE),
            ("J.", "Piet", DIFFERENT),
            ("Jan Willem", "Jan", VARIANT),
            ("Robert", "Rob", VARIANT),
            ("Sophie", "Sofhie", TYPO),
            ("Noor", "Daan", DIFFERENT),
        ] {
            assert_eq!(level(Kind::GivenName, a, b), expected, "{a} {b}");
        }
        assert_eq!(canonical(Kind::Surname, "Dijkstra", DayOrder::DayFirst), canonical(Kind::Surname, "DYKSTRA", DayOrder::DayFirst));
    }

    proptest! {
        #[test]
        fn a_glance_never_says_other_than_a_whole_look(a in "[a-dj]{1,7}( [a-d]{1,5})?", b in "[a-dj]{1,7}(-[a-d]{1,5})?", digits in "[0-3]{1,6}") {
            let kinds = [
                Kind::GivenName, Kind::Surname, Kind::FullName, Kind::Street, Kind::City, Kind::Text, Kind::Email, Kind::Phone, Kind::Postcode,
                Kind::HouseNumber, Kind::Number,
            ];
            for (kind, (x, y)) in kinds.into_iter().flat_map(|kind| [(kind, (&a, &b)), (kind, (&a, &digits)), (kind, (&digits, &b))]) {
                let ready = |raw: &str| Value::new(kind, &canonical(kind, raw, DayOrder::DayFirst));
                let (x, y) = (ready(x), ready(y));
                if let Some(seen) = x.glance().level(&y.glance(), kind).filter(|_| x.letters.units != y.letters.units) {
                    prop_assert_eq!(seen, x.level(&y, kind, false));
                }
            }
        }

        #[test]
        fn dates_are_one_digit_off_when_their_texts_are_one_edit_apart(a in 0u32..40_000, b in 0u32..40_000, near in any::<bool>()) {
            let text = |days: u32| format!("{:04}{:02}{:02}", 1990 + days % 30, 1 + days / 30 % 12, 1 + days / 360 % 31);
            let (a, b) = (text(a), text(if near { a + b % 31 * 360 } else { b }));
            let packed = |text: &str| date::read(text, DayOrder::DayFirst).expect("a date").packed_digits();
            prop_assert_eq!(one_digit_off(packed(&a), packed(&b)), within_edits(&Letters::new(&a), &Letters::new(&b), 1));
        }
    }

    #[test]
    fn levels_of_dates_know_how_dates_go_wrong() {
        for (a, b, expected) in [
            ("2015-03-05", "2015-05-03", VARIANT),
            ("2015-03-05", "2015-03-06", TYPO),
            ("2015-03-05", "2015-01-01", COARSE),
            ("2015-03-05", "2015", COARSE),
            ("2015-03-05", "2015-03-24", CLOSE),
            ("2015-03-05", "2014-04-06", NEIGHBOURS),
            ("2015-03-05", "2011-08-24", DIFFERENT),
        ] {
            assert_eq!(level(Kind::Date, a, b), expected, "{a} {b}");
        }
    }

    #[test]
    fn levels_of_addresses_and_numbers() {
        for (kind, a, b, expected) in [
            (Kind::Postcode, "1234 AB", "1234AC", TYPO),
            (Kind::Postcode, "1234 AB", "1234XY", COARSE),
            (Kind::Postcode, "1234 AB", "9876XY", DIFFERENT),
            (Kind::HouseNumber, "12", "12-b", VARIANT),
            (Kind::HouseNumber, "12", "13", TYPO),
            (Kind::HouseNumber, "1", "2", DIFFERENT),
            (Kind::Street, "Lange Kerkstraat", "Kerkstraat Lange", VARIANT),
            (Kind::Email, "jan@x.nl", "jan@y.nl", VARIANT),
            (Kind::Phone, "+31 6 12345678", "0612345679", TYPO),
            (Kind::Number, "5304218", "5304281", TYPO),
            (Kind::Sex, "man", "vrouw", DIFFERENT),
        ] {
            assert_eq!(level(kind, a, b), expected, "{a} {b}");
        }
        assert_eq!(canonical(Kind::Phone, "+31 6 12345678", DayOrder::DayFirst), canonical(Kind::Phone, "0612345678", DayOrder::DayFirst));
        assert_eq!(canonical(Kind::Sex, "Vrouw", DayOrder::DayFirst), canonical(Kind::Sex, "F", DayOrder::DayFirst));
    }
}
