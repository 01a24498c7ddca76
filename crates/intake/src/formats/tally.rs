//! What is counted over a whole delivery, to see what no single row shows: everything on one day, no ends, one postcode.

use domain::{Day, Precision, Sex};

use super::Window;
use super::youth_policy::{Row, YES};
use crate::field::{Given, Home, Number};
use crate::findings::{Detail, Findings};
use crate::rules::{Listed, judges};

/// Counts over the rows of a delivery that could be taken apart. Numbers of fixed size: memory does not grow with the rows.
pub(crate) struct Tally {
    window: Option<Window>,
    pub(crate) rows: u64,
    /// Rows of youth help.
    pub(crate) help: u64,
    pub(crate) number_unknown: u64,
    pub(crate) unborn: u64,
    /// Girls, boys, and not known.
    pub(crate) sexes: [u64; 3],
    /// Rows with a date of birth that is known to the day; those of them on 1 January; those known to the month or year.
    pub(crate) born_on_a_day: u64,
    pub(crate) born_on_new_year: u64,
    pub(crate) born_in_part: u64,
    /// Rows with six positions, with four, with a municipality.
    pub(crate) postcodes: [u64; 3],
    /// Rows by the four digits of the postcode.
    pub(crate) by_digits: Counts,
    /// Help that started with a crisis, of help that says so or not.
    pub(crate) crisis: u64,
    pub(crate) crisis_told: u64,
    /// Starts of help within the period, by day since its first; those on the first of a month, those in a weekend.
    pub(crate) starts: Counts,
    pub(crate) starts_on_first: u64,
    pub(crate) starts_in_weekend: u64,
    /// Rows with an end; ends within the period by day since its first.
    pub(crate) ended: u64,
    pub(crate) ends: Counts,
    /// Help that ended, by reason.
    pub(crate) by_reason: Counts,
    /// Rows that ended, by length in days.
    pub(crate) by_length: Counts,
    /// Help that ended; that with a mark; by mark.
    pub(crate) help_ended: u64,
    pub(crate) by_mark: Counts,
}

/// Rows by a small number.
#[derive(Default)]
pub(crate) struct Counts {
    by_number: Vec<u64>,
    total: u64,
}

/// Largest number counted apart.
const LARGEST: usize = 10_000;

impl Counts {
    fn add(&mut self, number: usize) {
        let place = number.min(LARGEST);
        if place >= self.by_number.len() {
            self.by_number.resize(place + 1, 0);
        }
        self.by_number[place] += 1;
        self.total += 1;
    }

    /// How many were counted.
    pub(crate) fn total(&self) -> u64 {
        self.total
    }

    /// How many have the most frequent number.
    pub(crate) fn most(&self) -> u64 {
        self.by_number.iter().copied().max().unwrap_or(0)
    }
}

impl Tally {
    pub(crate) fn new(window: Option<Window>) -> Tally {
        Tally {
            window,
            rows: 0,
            help: 0,
            number_unknown: 0,
            unborn: 0,
            sexes: [0; 3],
            born_on_a_day: 0,
            born_on_new_year: 0,
            born_in_part: 0,
            postcodes: [0; 3],
            by_digits: Counts::default(),
            crisis: 0,
            crisis_told: 0,
            starts: Counts::default(),
            starts_on_first: 0,
            starts_in_weekend: 0,
            ended: 0,
            ends: Counts::default(),
            by_reason: Counts::default(),
            by_length: Counts::default(),
            help_ended: 0,
            by_mark: Counts::default(),
        }
    }

    /// The window of the delivery.
    pub(crate) fn window(&self) -> Option<Window> {
        self.window
    }

    /// Counts a row.
    pub(crate) fn add(&mut self, row: &Row<'_>) {
        self.rows += 1;
        self.add_child(row);
        self.add_end(row);
        if row.is_help() {
            self.help += 1;
            self.add_help(row);
        }
    }

    fn add_child(&mut self, row: &Row<'_>) {
        match row.child.number {
            Number::Unknown => self.number_unknown += 1,
            Number::Unborn => self.unborn += 1,
            Number::Valid(_) | Number::Wrong => {}
        }
        let sex = match row.child.sex.value().unwrap_or_default() {
            Sex::Female => 0,
            Sex::Male => 1,
            Sex::Unknown => 2,
        };
        self.sexes[sex] += 1;
        if let Given::Is(birth) = row.child.birth {
            let is_exact = birth.precision == Precision::Day;
            self.born_on_a_day += u64::from(is_exact);
            self.born_in_part += u64::from(!is_exact);
            self.born_on_new_year += u64::from(is_exact && row.written.birth.ends_with("0101"));
        }
        match row.child.home {
            Home::Six(_) => self.postcodes[0] += 1,
            Home::Four(_) => self.postcodes[1] += 1,
            Home::Municipality(_) => self.postcodes[2] += 1,
            Home::Absent | Home::Unreadable => {}
        }
        if let Some(digits) = row.child.home.digits() {
            self.by_digits.add(digits.into());
        }
    }

    fn add_end(&mut self, row: &Row<'_>) {
        let Some(end) = row.end.value() else { return };
        self.ended += 1;
        if let Some(place) = self.place(row.end) {
            self.ends.add(place);
        }
        if let Some(length) = row.start.value().and_then(|start| usize::try_from(end - start).ok()) {
            self.by_length.add(length);
        }
    }

    /// Days since the first of the period, where it lies within.
    fn place(&self, day: Given<Day>) -> Option<usize> {
        let (day, window) = (day.value()?, self.window?);
        usize::try_from(day - window.first).ok().filter(|_| day <= window.last)
    }

    fn add_help(&mut self, row: &Row<'_>) {
        if let (Some(start), Some(place)) = (row.start.value(), self.place(row.start)) {
            self.starts.add(place);
            self.starts_on_first += u64::from(row.written.start.ends_with("01"));
            self.starts_in_weekend += u64::from(start.weekday() >= SATURDAY);
        }
        if let Given::Is(crisis) = row.crisis {
            self.crisis_told += 1;
            self.crisis += u64::from(crisis == YES);
        }
        if row.end.value().is_none() {
            return;
        }
        self.help_ended += 1;
        if let Some(reason) = row.listed_end_reason() {
            self.by_reason.add(reason.0.into());
        }
        if let Given::Is(mark) = row.satisfaction {
            self.by_mark.add(mark.into());
        }
    }

    /// Judges the whole; each finding says how many of how many.
    pub(crate) fn judge(&self, rules: &[Listed<Whole>], findings: &mut Findings) {
        for (rule, judge) in judges(rules) {
            findings.judge_file(rule, judge(self).map(Share::told));
        }
    }
}

/// Day of the week, Monday 0.
const SATURDAY: u8 = 5;

/// So many of so many rows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Share {
    pub(crate) part: u64,
    pub(crate) of: u64,
}

/// Fewest rows of which a share says something.
pub(crate) const FEWEST: u64 = 50;

impl Share {
    /// More than `percent` of at least [`FEWEST`].
    pub(crate) fn above(part: u64, of: u64, percent: u64) -> Option<Share> {
        (of >= FEWEST && part * 100 > of * percent).then_some(Share { part, of })
    }

    /// All of at least [`FEWEST`].
    pub(crate) fn whole(part: u64, of: u64) -> Option<Share> {
        (of >= FEWEST && part == of).then_some(Share { part, of })
    }

    fn told(self) -> Detail {
        let Share { part, of } = self;
        Detail { nl: format!("{part} van {of}"), en: format!("{part} of {of}") }
    }
}

/// What looks at a whole delivery: how many of how many are at fault, or none.
pub(crate) type Whole = fn(&Tally) -> Option<Share>;
