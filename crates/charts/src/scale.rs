//! From values to places on the paper, and ticks a reader can count with.

use domain::{Cell, Estimate};

/// A linear scale.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Scale {
    least: f64,
    most: f64,
    from: f64,
    to: f64,
}

impl Scale {
    /// Values 0 to `most` (taken as 1 when it is not above 0) lie from `from` to `to`.
    pub fn new(most: f64, from: f64, to: f64) -> Scale {
        Scale { least: 0.0, most: if most > 0.0 { most } else { 1.0 }, from, to }
    }

    /// The values of these ticks lie from `from` to `to`.
    pub fn over(ticks: &Ticks, from: f64, to: f64) -> Scale {
        let least = ticks.values.first().copied().unwrap_or(0.0);
        Scale { least, most: ticks.top().max(least + f64::MIN_POSITIVE), from, to }
    }

    /// Place of a value; outside the scale its nearest end.
    pub fn at(&self, value: f64) -> f64 {
        let share = ((value - self.least) / (self.most - self.least)).clamp(0.0, 1.0);
        self.from + share * (self.to - self.from)
    }
}

/// Ticks, equally far apart in steps of 1, 2, 2.5 or 5 times a power of ten.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Ticks {
    pub step: f64,
    pub values: Vec<f64>,
}

impl Ticks {
    /// Ticks that reach over `most`, at most `count` intervals; none when nothing is shown.
    pub fn nice(most: Option<f64>, count: usize) -> Ticks {
        let Some(most) = most else { return Ticks { step: 1.0, values: Vec::new() } };
        let most = if most > 0.0 { most } else { 1.0 };
        let step = nice_step(most / count.max(1) as f64);
        let intervals = (most / step - 1e-9).ceil().max(1.0) as usize;
        Ticks { step, values: (0..=intervals).map(|place| place as f64 * step).collect() }
    }

    /// Ticks around the values from `range`, for marks that are read by their place and not by their length: from zero
    /// only when zero is near.
    pub fn around(range: Option<(f64, f64)>, count: usize) -> Ticks {
        let Some((least, most)) = range else { return Ticks::nice(None, count) };
        let least = least.max(0.0);
        if least < most * 0.3 || most - least < 1e-9 {
            return Ticks::nice(Some(most), count);
        }
        let step = nice_step((most - least) / count.max(1) as f64);
        let (first, last) = ((least / step + 1e-9).floor(), (most / step - 1e-9).ceil());
        Ticks { step, values: (first as u64..=last as u64).map(|place| place as f64 * step).collect() }
    }

    /// Ticks in days up to a horizon: weeks, months and quarters where they fit; working days in fives.
    pub fn days(horizon: u16, count: usize) -> Vec<u16> {
        const STEPS: [u16; 10] = [1, 2, 5, 10, 30, 60, 90, 180, 365, 730];
        let fits = |step: &&u16| usize::from(horizon / **step) <= count;
        let step = *STEPS.iter().find(fits).unwrap_or(&1825);
        (0..=horizon).step_by(usize::from(step)).collect()
    }

    /// The end of the axis.
    pub fn top(&self) -> f64 {
        self.values.last().copied().unwrap_or(1.0)
    }
}

fn nice_step(rough: f64) -> f64 {
    let power = 10f64.powf(rough.log10().floor());
    let choices = [1.0, 2.0, 2.5, 5.0, 10.0];
    let factor = choices.into_iter().find(|choice| choice * power >= rough * (1.0 - 1e-9)).unwrap_or(10.0);
    factor * power
}

/// A number that cannot be drawn (infinite, no number) is unknown.
pub(crate) fn drawable(cell: Cell<Estimate>) -> Cell<Estimate> {
    match cell {
        Cell::Shown(estimate) if !is_finite(&estimate) => Cell::Unknown,
        other => other,
    }
}

fn is_finite(estimate: &Estimate) -> bool {
    estimate.value.is_finite() && estimate.interval.lower.is_finite() && estimate.interval.upper.is_finite()
}

/// The largest number any shown cell reaches, its interval included; `None` when nothing is shown.
pub(crate) fn reach(cells: impl Iterator<Item = Cell<Estimate>>) -> Option<f64> {
    let tops = cells.filter_map(|cell| drawable(cell).shown()).map(|estimate| estimate.interval.upper.max(estimate.value));
    tops.max_by(f64::total_cmp)
}

/// The smallest and the largest number any shown cell reaches, intervals included; `None` when nothing is shown.
pub(crate) fn range(cells: impl Iterator<Item = Cell<Estimate>> + Clone) -> Option<(f64, f64)> {
    let bottoms = cells.clone().filter_map(|cell| drawable(cell).shown()).map(|estimate| estimate.interval.lower.min(estimate.value));
    Some((bottoms.min_by(f64::total_cmp)?, reach(cells)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_around_values_far_from_zero_do_not_start_there() {
        assert_eq!(
            Ticks::around(Some((0.37, 0.83)), 5).values,
            [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9].map(|value: f64| (value * 10.0).round() * 0.1)
        );
        assert_eq!(Ticks::around(Some((5.0, 90.0)), 5).values.first(), Some(&0.0));
        assert!(Ticks::around(None, 5).values.is_empty());
    }

    #[test]
    fn ticks_are_round_and_reach_over_the_top() {
        assert_eq!(Ticks::nice(Some(97.0), 5).values, [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
        assert_eq!(Ticks::nice(Some(1.0), 4).values, [0.0, 0.25, 0.5, 0.75, 1.0]);
        assert_eq!(Ticks::nice(Some(0.0), 4).values.last(), Some(&1.0));
        assert!(Ticks::nice(None, 4).values.is_empty());
    }

    #[test]
    fn day_ticks_are_months_or_fives() {
        assert_eq!(Ticks::days(30, 6), [0, 5, 10, 15, 20, 25, 30]);
        assert_eq!(Ticks::days(365, 7), [0, 60, 120, 180, 240, 300, 360]);
    }

    #[test]
    fn a_value_outside_the_scale_stays_on_the_paper() {
        let scale = Scale::new(10.0, 100.0, 0.0);
        assert_eq!([scale.at(-1.0), scale.at(5.0), scale.at(99.0)], [100.0, 50.0, 0.0]);
    }
}
