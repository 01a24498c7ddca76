//! Dates in any common form, kept as written: impossible months stay, so that swapped days can be seen.

/// Which of two numbers beside a year is the month.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum DayOrder {
    DayFirst,
    MonthFirst,
}

/// Year, month and day; 0 where unknown.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub(crate) struct Date {
    pub(crate) year: u16,
    pub(crate) month: u8,
    pub(crate) day: u8,
}

const MONTHS: [[&str; 2]; 12] = [
    ["jan", "jan"],
    ["feb", "feb"],
    ["mar", "maa"],
    ["apr", "apr"],
    ["may", "mei"],
    ["jun", "jun"],
    ["jul", "jul"],
    ["aug", "aug"],
    ["sep", "sep"],
    ["oct", "okt"],
    ["nov", "nov"],
    ["dec", "dec"],
];

/// Reads a date; `None` where it is none.
pub(crate) fn read(text: &str, order: DayOrder) -> Option<Date> {
    if let Some(date) = plain(text) {
        return Some(date);
    }
    let parts = parts(text)?;
    let date = match parts.as_slice() {
        [whole] => unbroken(whole)?,
        [year, month] if year.len() == 4 => Date { year: number(year)?, month: small(month)?, day: 0 },
        [month, year] if year.len() == 4 => Date { year: number(year)?, month: small(month)?, day: 0 },
        [year, month, day] if year.len() == 4 => Date { year: number(year)?, month: small(month)?, day: small(day)? },
        [first, second, year] if matches!(year.len(), 2 | 4) && first.len() <= 2 => {
            let (day, month) = match order {
                DayOrder::DayFirst => (first, second),
                DayOrder::MonthFirst => (second, first),
            };
            Date { year: century(year)?, month: small(month)?, day: small(day)? }
        }
        _ => return None,
    };
    Some(date).filter(|date| (1000..=2999).contains(&date.year))
}

/// Year, month and day in this order, as most registers write them; `None` where it takes a closer look.
fn plain(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    let places: [usize; 8] = match bytes {
        [_, _, _, _, b'-', _, _, b'-', _, _] => [0, 1, 2, 3, 5, 6, 8, 9],
        [_, _, _, _, _, _, _, _] => [0, 1, 2, 3, 4, 5, 6, 7],
        _ => return None,
    };
    let mut digits = [0u16; 8];
    for (digit, place) in digits.iter_mut().zip(places) {
        *digit = u16::from(bytes[place].checked_sub(b'0').filter(|digit| *digit <= 9)?);
    }
    let [a, b, c, d, e, f, g, h] = digits;
    let date = Date { year: 1000 * a + 100 * b + 10 * c + d, month: (10 * e + f) as u8, day: (10 * g + h) as u8 };
    (1000..=2999).contains(&date.year).then_some(date)
}

/// Groups of digits, a month's name as its number; at most a time of day after the third is left out.
fn parts(text: &str) -> Option<Vec<String>> {
    let mut found: Vec<String> = Vec::new();
    let lower = text.to_lowercase();
    let mut rest = lower.as_str();
    while let Some(start) = rest.find(|character: char| character.is_alphanumeric()) {
        rest = &rest[start..];
        let digits = rest.starts_with(|character: char| character.is_ascii_digit());
        let end = rest.find(|character: char| !character.is_alphanumeric() || character.is_ascii_digit() != digits).unwrap_or(rest.len());
        let (group, after) = rest.split_at(end);
        rest = after;
        if found.len() == 3 {
            break;
        }
        if digits {
            found.push(group.to_owned());
        } else {
            let month = MONTHS.iter().position(|names| names.iter().any(|name| group.starts_with(name)))?;
            found.push(format!("{:02}", month + 1));
            if found.len() == 1 {
                return named_first(found, rest);
            }
        }
    }
    Some(found)
}

/// "March 5, 2015": the month's name comes first, so the day follows.
fn named_first(month: Vec<String>, rest: &str) -> Option<Vec<String>> {
    let groups: Vec<&str> = rest.split(|character: char| !character.is_ascii_digit()).filter(|group| !group.is_empty()).take(2).collect();
    match groups.as_slice() {
        [year] => Some(vec![(*year).to_owned(), month[0].clone()]),
        [day, year] => Some(vec![(*year).to_owned(), month[0].clone(), (*day).to_owned()]),
        _ => None,
    }
}

fn unbroken(text: &str) -> Option<Date> {
    let whole = |from: usize, to: usize| text.get(from..to).and_then(number);
    match text.len() {
        4 => Some(Date { year: number(text)?, month: 0, day: 0 }),
        6 if (1000..=2999).contains(&whole(0, 4)?) && whole(4, 6)? <= 12 => {
            Some(Date { year: whole(0, 4)?, month: whole(4, 6)? as u8, day: 0 })
        }
        7 => Some(Date { year: whole(3, 7)?, month: whole(1, 3)? as u8, day: whole(0, 1)? as u8 }),
        8 if (1000..=2999).contains(&whole(0, 4)?) => Some(Date { year: whole(0, 4)?, month: whole(4, 6)? as u8, day: whole(6, 8)? as u8 }),
        8 => Some(Date { year: whole(4, 8)?, month: whole(2, 4)? as u8, day: whole(0, 2)? as u8 }),
        _ => None,
    }
}

fn number(text: &str) -> Option<u16> {
    text.parse().ok()
}

fn small(text: &str) -> Option<u8> {
    text.parse().ok().filter(|number| *number <= 99)
}

/// Two digits of a year: up to 30 is this century.
fn century(text: &str) -> Option<u16> {
    let year = number(text)?;
    Some(match text.len() {
        2 if year <= 30 => 2000 + year,
        2 => 1900 + year,
        _ => year,
    })
}

/// Whether the values of a column write the month or the day first: whichever reads more of them as possible dates.
pub(crate) fn order<'a>(values: impl Iterator<Item = &'a str>) -> DayOrder {
    let (mut day_first, mut month_first) = (0u32, 0u32);
    for value in values {
        let possible = |order| read(value, order).is_some_and(|date| date.month <= 12 && date.day <= 31);
        day_first += u32::from(possible(DayOrder::DayFirst));
        month_first += u32::from(possible(DayOrder::MonthFirst));
    }
    if month_first > day_first { DayOrder::MonthFirst } else { DayOrder::DayFirst }
}

impl Date {
    /// The eight digits, four bits each.
    pub(crate) fn packed_digits(self) -> u32 {
        let (year, month, day) = (u32::from(self.year), u32::from(self.month), u32::from(self.day));
        let two = |number: u32| (((number / 10) % 10) << 4) | (number % 10);
        two(year / 100) << 24 | two(year % 100) << 16 | two(month) << 8 | two(day)
    }

    /// Eight digits: year, month, day.
    pub(crate) fn digits(self) -> String {
        format!("{:04}{:02}{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_common_form_is_the_same_day() {
        let forms = [
            "2015-03-05",
            "2015/3/5",
            "20150305",
            "05-03-2015",
            "5.3.2015",
            "05/03/15",
            "5 maart 2015",
            "5 Mar 2015",
            "March 5, 2015",
            "2015-03-05T00:00:00",
            "2015-03-05 00:00:00.000",
            "05032015",
        ];
        let day = Some(Date { year: 2015, month: 3, day: 5 });
        forms.iter().for_each(|form| assert_eq!(read(form, DayOrder::DayFirst), day, "{form}"));
        assert_eq!(read("03/05/2015", DayOrder::MonthFirst), day);
    }

    #[test]
    fn what_is_unknown_is_zero_and_what_is_no_date_is_nothing() {
        assert_eq!(read("2015", DayOrder::DayFirst), Some(Date { year: 2015, month: 0, day: 0 }));
        assert_eq!(read("2015-03", DayOrder::DayFirst), Some(Date { year: 2015, month: 3, day: 0 }));
        assert_eq!(read("2015-24-06", DayOrder::DayFirst), Some(Date { year: 2015, month: 24, day: 6 }));
        for none in ["", "abc", "12345", "1234567890", "Kerkstraat 5", "0612345678", "99-99"] {
            assert_eq!(read(none, DayOrder::DayFirst), None, "{none}");
        }
    }

    #[test]
    fn the_column_tells_whether_months_come_first() {
        assert_eq!(order(["03/25/2015", "04/05/2015"].into_iter()), DayOrder::MonthFirst);
        assert_eq!(order(["25/03/2015", "04/05/2015"].into_iter()), DayOrder::DayFirst);
    }
}
