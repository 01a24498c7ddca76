//! Forms in which people write days, and which of them a column is in.

use std::fmt;

use domain::{Day, PartialDate};

use super::DayForm;

/// Which part comes first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Order {
    Year,
    Day,
    Month,
}

const ORDERS: [Order; 3] = [Order::Year, Order::Day, Order::Month];
/// What stands between the parts; nothing in the first.
const MARKS: [Option<u8>; 4] = [None, Some(b'-'), Some(b'/'), Some(b'.')];
const FORMS: u8 = 12;

/// A form of days: an order and a mark, `DD-MM-JJJJ` for example. A day or month may have one digit where there is a
/// mark; a year has four. A time of the day after it is passed over.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct DateForm(u8);

impl From<DayForm> for DateForm {
    fn from(form: DayForm) -> DateForm {
        match form {
            DayForm::Compact => DateForm(0),
            DayForm::Iso => DateForm(1),
        }
    }
}

impl DateForm {
    fn all() -> impl Iterator<Item = DateForm> {
        (0..FORMS).map(DateForm)
    }

    fn order(self) -> Order {
        ORDERS[usize::from(self.0) / MARKS.len()]
    }

    fn mark(self) -> Option<u8> {
        MARKS[usize::from(self.0) % MARKS.len()]
    }

    /// Reads `DD-MM-JJJJ` and the like; `YYYY` for `JJJJ` is fine too.
    pub(crate) fn parse(text: &str) -> Option<DateForm> {
        let written = text.to_ascii_uppercase().replace('Y', "J");
        DateForm::all().find(|form| form.to_string() == written || form.to_string().replace("DD", "D").replace("MM", "M") == written)
    }

    /// Reads a day written in this form.
    pub(crate) fn read(self, text: &str) -> Option<Day> {
        let [year, month, day] = self.parts(without_time(text)?)?;
        Day::from_ymd(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
    }

    /// Year, month and day as numbers.
    fn parts(self, text: &str) -> Option<[u32; 3]> {
        let pieces = match self.mark() {
            None => self.cut(text)?,
            Some(mark) => {
                let mut pieces = text.split(char::from(mark));
                let pieces = [pieces.next()?, pieces.next()?, pieces.next()?, pieces.next().unwrap_or_default()];
                if !pieces[3].is_empty() || text.ends_with(char::from(mark)) {
                    return None;
                }
                [pieces[0], pieces[1], pieces[2]]
            }
        };
        let [year, month, day] = match self.order() {
            Order::Year => pieces,
            Order::Day => [pieces[2], pieces[1], pieces[0]],
            Order::Month => [pieces[2], pieces[0], pieces[1]],
        };
        Some([number(year, 4..=4)?, number(month, 1..=2)?, number(day, 1..=2)?])
    }

    /// Cuts eight digits.
    fn cut(self, text: &str) -> Option<[&str; 3]> {
        if text.len() != 8 || !text.is_ascii() {
            return None;
        }
        Some(match self.order() {
            Order::Year => [&text[..4], &text[4..6], &text[6..]],
            Order::Day | Order::Month => [&text[..2], &text[2..4], &text[4..]],
        })
    }
}

impl fmt::Display for DateForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = self.mark().map_or(String::new(), |mark| char::from(mark).to_string());
        let parts = match self.order() {
            Order::Year => ["JJJJ", "MM", "DD"],
            Order::Day => ["DD", "MM", "JJJJ"],
            Order::Month => ["MM", "DD", "JJJJ"],
        };
        f.write_str(&parts.join(&mark))
    }
}

fn number(text: &str, lengths: std::ops::RangeInclusive<usize>) -> Option<u32> {
    (lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

/// The day of `2023-01-31 00:00:00` or `2023-01-31T14:05`; a time with a zone is not cut off, for it may lie on
/// another day here.
fn without_time(text: &str) -> Option<&str> {
    let Some(place) = text.bytes().position(|byte| matches!(byte, b' ' | b'T')) else { return Some(text) };
    let time = &text[place + 1..];
    let is_time = time.contains(':') && time.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.'));
    is_time.then(|| &text[..place])
}

/// The forms in which every value seen so far can be read; a value that fits no form says nothing, and one value alone
/// may be a slip: two are needed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct DateForms {
    possible: u16,
    seen: u64,
    /// Whether a value is written as agreed: the others are then slips, for the layout's own rule.
    has_agreed: bool,
}

/// Values that are needed to decide.
const NEEDED: u64 = 2;

/// What a column says about its form.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Decision {
    /// Too few values that are a day, or some as agreed and some not.
    Nothing,
    /// Every value fits this form and no other.
    Is(DateForm),
    /// Every value fits both orders of day and month.
    DayOrMonth,
    /// No form fits every value.
    Several,
}

impl Default for DateForms {
    fn default() -> DateForms {
        DateForms { possible: (1 << FORMS) - 1, seen: 0, has_agreed: false }
    }
}

impl DateForms {
    /// Looks at one value.
    pub(crate) fn look(&mut self, text: &str, agreed: DayForm) {
        let fits = fitting(text, agreed);
        if fits != 0 {
            self.possible &= fits;
            self.seen += 1;
            self.has_agreed |= fits & (1 << DateForm::from(agreed).0) != 0;
        }
    }

    /// What the values say.
    pub(crate) fn decision(self) -> Decision {
        match self.possible.count_ones() {
            _ if self.seen < NEEDED => Decision::Nothing,
            0 if self.has_agreed => Decision::Nothing,
            0 => Decision::Several,
            1 => Decision::Is(DateForm(self.possible.trailing_zeros() as u8)),
            _ => Decision::DayOrMonth,
        }
    }
}

/// The forms in which a value is a day, one bit each.
fn fitting(text: &str, agreed: DayForm) -> u16 {
    let is_partly_known = agreed == DayForm::Compact && (PartialDate::parse_compact(text).is_some() || text == "00000000");
    if is_partly_known {
        return 1;
    }
    DateForm::all().filter(|form| form.read(text).is_some()).fold(0, |fits, form| fits | 1 << form.0)
}

/// Whether a value is a day, written in a form other than this one.
pub(crate) fn is_day_in_another_form(text: &str, form: DateForm) -> bool {
    form.read(text).is_none() && DateForm::all().any(|other| other.read(text).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decided(values: &[&str]) -> Decision {
        let mut forms = DateForms::default();
        values.iter().for_each(|value| forms.look(value, DayForm::Compact));
        forms.decision()
    }

    fn form(text: &str) -> Decision {
        Decision::Is(DateForm::parse(text).expect("a form"))
    }

    #[test]
    fn a_form_is_decided_only_where_every_value_says_the_same() {
        assert_eq!(decided(&[]), Decision::Nothing);
        assert_eq!(decided(&["", "onbekend"]), Decision::Nothing);
        assert_eq!(decided(&["20230131", "20100000", "00000000"]), form("JJJJMMDD"));
        assert_eq!(decided(&["2023-01-02"]), Decision::Nothing);
        assert_eq!(decided(&["2023-01-02", "2023-01-03"]), form("JJJJ-MM-DD"));
        assert_eq!(decided(&["01-02-2023", "03-04-2023"]), Decision::DayOrMonth);
        assert_eq!(decided(&["01-02-2023", "31-01-2023", "onbekend"]), form("DD-MM-JJJJ"));
        assert_eq!(decided(&["1/2/2023", "1/31/2023"]), form("MM/DD/JJJJ"));
        assert_eq!(decided(&["31-01-2023", "01-31-2023"]), Decision::Several);
        assert_eq!(decided(&["31-01-2023", "20230131"]), Decision::Nothing);
        assert_eq!(decided(&["31-01-2023", "2023-01-31"]), Decision::Several);
        assert_eq!(decided(&["31012023", "01022023"]), form("DDMMJJJJ"));
        assert_eq!(decided(&["2023-01-31 00:00:00", "2023-02-01"]), form("JJJJ-MM-DD"));
    }

    #[test]
    fn every_form_reads_back_what_it_says() {
        let day = Day::from_ymd(2023, 1, 31);
        for (form, text) in
            [("DD-MM-JJJJ", "31-01-2023"), ("D-M-YYYY", "31-1-2023"), ("MM/DD/JJJJ", "01/31/2023"), ("jjjj.mm.dd", "2023.01.31")]
        {
            assert_eq!(DateForm::parse(form).and_then(|form| form.read(text)), day, "{form}");
        }
        assert_eq!(DateForm::parse("DD-MM-JJ"), None);
    }

    #[test]
    fn what_is_no_day_is_not_read() {
        for text in
            ["31-02-2023", "31-01-23", "31-01-2023-", "-31-01-2023", "31-01-2023 ", "31-01-2023T10:00Z", "3é-01-2023", "--", "٣١-01-2023"]
        {
            assert_eq!(decided(&[text, text]), Decision::Nothing, "{text}");
        }
    }
}
