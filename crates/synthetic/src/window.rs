//! The years that are delivered, in half-years.

use domain::{Day, Month, Period};

/// The years that are delivered.
pub(crate) struct Window {
    pub(crate) first: Day,
    pub(crate) last: Day,
    halves: Vec<(Period, Day, Day)>,
}

impl Window {
    pub(crate) fn of((first, last): (i16, i16)) -> Window {
        let halves = (first..=last).flat_map(|year| [Period::Half(year, 1), Period::Half(year, 2)]);
        let halves: Vec<_> = halves.map(|half| (half, half.first_day(), half.last_day())).collect();
        Window { first: Month::new(first, 1).first_day(), last: Month::new(last + 1, 1).first_day().plus(-1), halves }
    }

    /// Number of half-years.
    pub(crate) fn halves(&self) -> usize {
        self.halves.len()
    }

    /// One half-year.
    pub(crate) fn half(&self, at: usize) -> Period {
        self.halves[at].0
    }

    /// Last day of one half-year.
    pub(crate) fn last_of(&self, half: usize) -> Day {
        self.halves[half].2
    }

    /// Whether a day lies in the years.
    pub(crate) fn holds(&self, day: Day) -> bool {
        self.first <= day && day <= self.last
    }

    /// The half-year that holds a day.
    pub(crate) fn half_with(&self, day: Day) -> Option<usize> {
        self.holds(day).then(|| self.halves.partition_point(|half| half.2 < day))
    }

    /// The half-years in which something was active that runs from one day through another (or on): their deliveries hold it.
    pub(crate) fn active(&self, first: Day, last: Option<Day>) -> std::ops::Range<usize> {
        let from = self.halves.partition_point(|half| half.2 < first);
        let until = last.map_or(self.halves.len(), |last| self.halves.partition_point(|half| half.1 <= last));
        from..until.max(from)
    }

    /// Whether any delivery holds it.
    pub(crate) fn shows(&self, first: Day, last: Option<Day>) -> bool {
        !self.active(first, last).is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_stands_in_every_half_year_in_which_it_was_active() {
        let window = Window::of((2022, 2023));
        let day = |text| Day::parse_iso(text).expect("a day");
        assert_eq!(window.active(day("2022-06-30"), Some(day("2023-01-01"))), 0..3);
        assert_eq!(window.active(day("2010-01-01"), None), 0..4);
        assert!(!window.shows(day("2010-01-01"), Some(day("2021-12-31"))) && !window.shows(day("2024-01-01"), None));
        assert_eq!((window.half_with(day("2022-07-01")), window.half_with(day("2024-01-01"))), (Some(1), None));
        assert!(window.shows(day("2023-12-31"), Some(day("2023-12-31"))));
    }
}
