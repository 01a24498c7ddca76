//! How much of the gap between baseline and end goal has closed, by a live figure with its limits. Values only.

use crate::Record;

/// Which number of an indicator baseline, steps and goal are. A share that still waits falls where one that was helped rises, so
/// numbers of which this is not said are held against nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Yardstick {
    /// The share still waiting after so many days; the term of the indicator where none is said. In per cent.
    Waiting(Option<u16>),
    /// The share that reached the next step within so many days. In per cent.
    Reached(Option<u16>),
    /// The number per 10,000 minors.
    PerTenThousand,
    /// The number.
    Count,
}

impl Yardstick {
    /// What a record says its numbers are.
    ///
    /// ```
    /// use register::{Kind, Register, Yardstick};
    /// let register = Register::of_texts();
    /// assert_eq!(Yardstick::of(register.get(Kind::Approach, "P-voorbeeld").unwrap()), Some(Yardstick::Waiting(Some(183))));
    /// ```
    pub fn of(record: &Record) -> Option<Yardstick> {
        let days = record.get("value_days").parse().ok();
        match record.get("value_of") {
            "waiting" => Some(Yardstick::Waiting(days)),
            "reached" => Some(Yardstick::Reached(days)),
            "per-10000" => Some(Yardstick::PerTenThousand),
            "count" => Some(Yardstick::Count),
            _ => None,
        }
    }
}

/// What a measure or approach aims at in numbers, all of one yardstick of its first indicator.
#[derive(Clone, PartialEq, Debug)]
pub struct Target {
    /// The indicator: the first that the record names.
    pub indicator: String,
    /// Which number of it; `None` where the record does not say.
    pub yardstick: Option<Yardstick>,
    /// Where it began.
    pub baseline: f64,
    /// What was to be reached in which year, in order of year.
    pub steps: Vec<(i16, f64)>,
    /// Where it should end; never the baseline.
    pub goal: f64,
}

/// A live figure: its value and the limits of its interval, in the unit of the target.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Live {
    /// The last year it is about.
    pub year: i16,
    /// The value.
    pub value: f64,
    /// Lower limit.
    pub lower: f64,
    /// Upper limit.
    pub upper: f64,
}

/// How far along the way from baseline (0) to end goal (1) a figure stands; below 0 on the other side.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Closed {
    /// By the value itself.
    pub share: f64,
    /// By the limit that is worst for the goal.
    pub least: f64,
    /// By the limit that is best.
    pub most: f64,
}

/// What a figure says of the way to a point.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Gap {
    /// The whole interval lies at the goal or past it.
    Reached,
    /// The whole interval lies on the side of the goal.
    Closing,
    /// The interval holds the baseline: nothing can be said.
    Unclear,
    /// The whole interval lies on the other side of the baseline.
    Widening,
}

/// Whether an intermediate step was made.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Step {
    /// The whole interval lies at the step or past it.
    Made,
    /// The interval holds the step.
    Unclear,
    /// The whole interval lies before it.
    Missed,
}

impl Target {
    /// What a record aims at; `None` where it names no indicator, no baseline or no goal in numbers, or where both are alike.
    ///
    /// ```
    /// use register::{Kind, Register, Target};
    /// let register = Register::of_texts();
    /// let example = Target::of(register.get(Kind::Approach, "P-voorbeeld").unwrap()).unwrap();
    /// assert_eq!((example.baseline, example.goal), (15.0, 5.0));
    /// assert!(Target::of(register.get(Kind::Measure, "M-37").unwrap()).is_none());
    /// ```
    pub fn of(record: &Record) -> Option<Target> {
        let number = |field: &str| record.get(field).parse::<f64>().ok();
        let indicator = (*record.list("indicators").first()?).to_owned();
        let (baseline, goal) = (number("baseline_value")?, number("goal_value")?);
        let step = |step: &str| step.split_once('=').and_then(|(year, value)| Some((year.parse().ok()?, value.parse().ok()?)));
        let steps = record.list("step_values").into_iter().filter_map(step).collect();
        (baseline != goal).then(|| Target { indicator, yardstick: Yardstick::of(record), baseline, steps, goal })
    }

    /// How much of the gap has closed.
    ///
    /// ```
    /// use register::{Live, Target};
    /// let (indicator, yardstick) = ("help-after-order".to_owned(), None);
    /// let target = Target { indicator, yardstick, baseline: 15.0, steps: vec![(2025, 12.0)], goal: 5.0 };
    /// let closed = target.closed(Live { year: 2025, value: 10.0, lower: 9.0, upper: 12.5 });
    /// assert_eq!((closed.share, closed.least, closed.most), (0.5, 0.25, 0.6));
    /// ```
    pub fn closed(&self, live: Live) -> Closed {
        let along = |value: f64| (self.baseline - value) / (self.baseline - self.goal);
        let (one, other) = (along(live.lower), along(live.upper));
        Closed { share: along(live.value), least: one.min(other), most: one.max(other) }
    }

    /// What the figure says of the gap as a whole.
    pub fn gap(&self, live: Live) -> Gap {
        let closed = self.closed(live);
        match (closed.least, closed.most) {
            (least, _) if least >= 1.0 => Gap::Reached,
            (least, _) if least > 0.0 => Gap::Closing,
            (_, most) if most < 0.0 => Gap::Widening,
            _ => Gap::Unclear,
        }
    }

    /// The step that was due in the year of the figure or last before it, and whether it was made.
    pub fn step(&self, live: Live) -> Option<(i16, f64, Step)> {
        let (year, value) = self.steps.iter().copied().rev().find(|(year, _)| *year <= live.year)?;
        let (closed, wanted) = (self.closed(live), (self.baseline - value) / (self.baseline - self.goal));
        let step = match (closed.least >= wanted, closed.most < wanted) {
            (true, _) => Step::Made,
            (false, true) => Step::Missed,
            (false, false) => Step::Unclear,
        };
        Some((year, value, step))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn target(baseline: f64, goal: f64) -> Target {
        Target { indicator: "i".to_owned(), yardstick: None, baseline, steps: vec![(2024, (baseline + goal) / 2.0), (2030, goal)], goal }
    }

    fn live(year: i16, lower: f64, upper: f64) -> Live {
        Live { year, value: (lower + upper) / 2.0, lower, upper }
    }

    #[test]
    fn a_gap_is_only_said_to_close_when_the_whole_interval_left_the_baseline() {
        let down = target(15.0, 5.0);
        let said = [(3.0, 5.0), (6.0, 14.9), (6.0, 15.0), (14.0, 20.0), (15.1, 20.0)].map(|(low, high)| down.gap(live(2026, low, high)));
        assert_eq!(said, [Gap::Reached, Gap::Closing, Gap::Unclear, Gap::Unclear, Gap::Widening]);
        let up = target(0.0, 40.0);
        assert_eq!([(41.0, 50.0), (1.0, 12.0)].map(|(low, high)| up.gap(live(2026, low, high))), [Gap::Reached, Gap::Closing]);
    }

    #[test]
    fn the_step_that_counts_is_the_last_one_due() {
        let target = target(15.0, 5.0);
        assert_eq!(target.step(live(2023, 6.0, 7.0)), None, "no step was due yet");
        assert_eq!(target.step(live(2026, 6.0, 10.0)), Some((2024, 10.0, Step::Made)));
        assert_eq!(target.step(live(2026, 9.0, 11.0)), Some((2024, 10.0, Step::Unclear)));
        assert_eq!(target.step(live(2024, 10.5, 12.0)), Some((2024, 10.0, Step::Missed)));
        assert_eq!(target.step(live(2031, 10.5, 12.0)), Some((2030, 5.0, Step::Missed)));
    }

    proptest! {
        /// Counting down to a goal and counting up to it are the same way.
        #[test]
        fn the_way_up_is_the_way_down_mirrored(baseline in 0.0f64..100.0, goal in 0.0f64..100.0, low in 0.0f64..100.0, width in 0.0f64..50.0) {
            prop_assume!((baseline - goal).abs() > 1e-6);
            let (seen, mirrored) = (live(2026, low, low + width), live(2026, 200.0 - low - width, 200.0 - low));
            let (one, other) = (target(baseline, goal), target(200.0 - baseline, 200.0 - goal));
            let (closed, again) = (one.closed(seen), other.closed(mirrored));
            prop_assert!((closed.share - again.share).abs() < 1e-6 * closed.share.abs().max(1.0));
            prop_assert!(closed.least <= closed.share && closed.share <= closed.most);
        }
    }
}
