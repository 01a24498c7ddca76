//! Survival from counts: time × how it ended. What indicators and safe tables hold.

use domain::{Estimate, Interval};

use super::SurvivalError;
use super::curve::{self, Point};
use super::limits::Limits;
use super::table::EventTable;
use super::timeline::TOLERANCE;
use crate::{normal, rates};

/// How many waits ended at one day, or in one step that ends with it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Step {
    /// The day; of a step its last one.
    pub day: u16,
    /// Reached what was waited for.
    pub reached: u64,
    /// Made impossible by something else.
    pub competing: u64,
    /// Last seen waiting: censored, after the events of the same day.
    pub open: u64,
}

/// What became of a wait by a day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Fate {
    /// Reached.
    Reached,
    /// Made impossible.
    Competing,
    /// Neither: still waiting.
    Waiting,
}

impl EventTable {
    /// The table of steps in order of day: cause 0 is reached, cause 1 competing. At risk at the first are all `entered`;
    /// where rounded counts do not add up, at least those with an event in the step.
    ///
    /// # Errors
    ///
    /// When a step does not end after the one before it, or there are none.
    pub fn of_steps(entered: u64, steps: &[Step]) -> Result<EventTable, SurvivalError> {
        if steps.is_empty() {
            return Err(SurvivalError::Empty);
        }
        if let Some(place) = steps.windows(2).position(|pair| pair[1].day <= pair[0].day) {
            return Err(SurvivalError::Step { step: place + 1 });
        }
        let mut table = EventTable::new(2);
        let mut waiting = entered;
        for step in steps {
            let events = step.reached.saturating_add(step.competing);
            table.push(f64::from(step.day), waiting.max(events), &[step.reached, step.competing], step.open);
            waiting = waiting.saturating_sub(events.saturating_add(step.open));
        }
        Ok(table)
    }

    /// The probability of a fate just after each step, each with log-log limits at this level.
    ///
    /// At a probability of 0 or 1 that scale has no limits: there the score interval stands, of none or all of those
    /// still at risk. `None` for a level that is none.
    pub fn fates(&self, fate: Fate, level: f64) -> Option<Vec<Estimate>> {
        let z = normal::two_sided(level)?;
        let points = match fate {
            Fate::Reached => curve::incidence(self, 0, None, Limits::LogLog, z),
            Fate::Competing => curve::incidence(self, 1, None, Limits::LogLog, z),
            Fate::Waiting => curve::kaplan_meier(self, Limits::LogLog, z),
        };
        Some(points.iter().map(|point| with_interval(point, level)).collect())
    }
}

fn with_interval(point: &Point, level: f64) -> Estimate {
    let value = point.estimate.clamp(0.0, 1.0);
    let (lower, upper) = match (point.lower, point.upper) {
        (Some(lower), Some(upper)) if value > TOLERANCE && value < 1.0 - TOLERANCE => (lower, upper),
        _ => edge_limits(value, point.at_risk, level),
    };
    Estimate { value, interval: Interval { lower: lower.min(value), upper: upper.max(value), level } }
}

fn edge_limits(value: f64, at_risk: u64, level: f64) -> (f64, f64) {
    let count = if value > 0.5 { at_risk } else { 0 };
    rates::wilson(count, at_risk, level).shown().map_or((0.0, 1.0), |share| (share.interval.lower, share.interval.upper))
}

/// The share with a fate by a day, with log-log limits; by Aalen & Johansen for reached and competing, by Kaplan & Meier
/// for those still waiting.
///
/// `None` where nobody was seen that long although some were still waiting: there the data say nothing.
pub fn share_by(table: &EventTable, fate: Fate, day: u16, level: f64) -> Option<Estimate> {
    let day = f64::from(day);
    let last = table.lines().last()?;
    let gone = last.at_risk == last.events;
    if day > last.time && !gone {
        return None;
    }
    let through = table.lines().partition_point(|line| line.time <= day);
    let fates = table.fates(fate, level)?;
    match through.checked_sub(1) {
        Some(place) => fates.get(place).copied(),
        None => Some(nothing_yet(table, fate, level)),
    }
}

/// Before the first time seen nothing has happened to anyone.
fn nothing_yet(table: &EventTable, fate: Fate, level: f64) -> Estimate {
    let value = if fate == Fate::Waiting { 1.0 } else { 0.0 };
    let at_risk = table.lines().first().map_or(0, |line| line.at_risk);
    let (lower, upper) = edge_limits(value, at_risk, level);
    Estimate { value, interval: Interval { lower, upper, level } }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    use super::*;

    fn step(day: u16, reached: u64, competing: u64, open: u64) -> Step {
        Step { day, reached, competing, open }
    }

    fn close(found: f64, expected: f64) -> bool {
        (found - expected).abs() < 1e-12
    }

    /// By hand: of 10, two reached on day 1; of 8, one competing and four censored on day 2; of 3, one reached on day 5.
    /// F = 2/10 + 0.8 × 0 + 0.7 × 1/3.
    #[test]
    fn a_hand_calculation_is_met() {
        let steps = [step(1, 2, 0, 0), step(2, 0, 1, 4), step(5, 1, 0, 2)];
        let table = EventTable::of_steps(10, &steps).expect("a table");
        let share = |fate| share_by(&table, fate, 5, 0.95).expect("a share").value;
        assert!(close(share(Fate::Reached), 0.2 + 0.7 / 3.0));
        assert!(close(share(Fate::Competing), 0.1));
        assert!(close(share(Fate::Waiting), 0.7 * 2.0 / 3.0));
        assert_eq!(share_by(&table, Fate::Reached, 6, 0.95), None);
        assert_eq!(share_by(&table, Fate::Waiting, 0, 0.95).map(|share| share.value), Some(1.0));
    }

    #[test]
    fn steps_must_go_forward() {
        assert_eq!(EventTable::of_steps(4, &[]), Err(SurvivalError::Empty));
        assert_eq!(EventTable::of_steps(4, &[step(3, 1, 0, 0), step(3, 1, 0, 0)]), Err(SurvivalError::Step { step: 1 }));
    }

    #[test]
    fn rounded_counts_that_do_not_add_up_stay_probabilities() {
        let steps = [step(10, 15, 0, 0), step(20, 10, 5, 5), step(30, 5, 0, 0)];
        let table = EventTable::of_steps(20, &steps).expect("a table");
        for fate in [Fate::Reached, Fate::Competing, Fate::Waiting] {
            for estimate in table.fates(fate, 0.95).expect("fates") {
                assert!((0.0..=1.0).contains(&estimate.value) && estimate.interval.covers(estimate.value), "{estimate:?}");
            }
        }
    }

    /// Waits of a known hazard, a third of them seen for less long than the rest: the interval holds the known share about
    /// as often as it says.
    #[test]
    fn intervals_hold_the_known_share_about_95_times_in_100() {
        let (hazard, day, replicates) = (0.01f64, 183, 1000);
        let truth = 1.0 - (1.0 - hazard).powi(i32::from(day) + 1);
        let mut chance = ChaCha8Rng::seed_from_u64(1);
        let held = (0..replicates).filter(|_| {
            let mut days: BTreeMap<u16, Step> = BTreeMap::new();
            for child in 0..60u32 {
                let end: u16 = if child % 3 == 0 { chance.random_range(0..365) } else { 365 };
                let wait = ((1.0 - chance.random::<f64>()).ln() / (1.0 - hazard).ln()) as u16;
                let found = days.entry(wait.min(end)).or_insert(step(wait.min(end), 0, 0, 0));
                if wait <= end { found.reached += 1 } else { found.open += 1 }
            }
            let table = EventTable::of_steps(60, &days.into_values().collect::<Vec<_>>()).expect("a table");
            share_by(&table, Fate::Reached, day, 0.95).is_some_and(|share| share.interval.covers(truth))
        });
        let held = held.count();
        assert!((925..=975).contains(&held), "{held} of {replicates}");
    }

    proptest! {
        #[test]
        fn fates_add_up_to_one(counts in proptest::collection::vec((0u64..9, 0u64..9, 0u64..9), 1..30)) {
            let made = |(day, (reached, competing, open)): (u16, &(u64, u64, u64))| step(day, *reached, *competing, *open);
            let steps: Vec<_> = (0u16..).zip(&counts).map(made).collect();
            let entered = counts.iter().map(|(reached, competing, open)| reached + competing + open).sum();
            let table = EventTable::of_steps(entered, &steps).expect("a table");
            let values = |fate| table.fates(fate, 0.95).expect("fates").into_iter().map(|estimate| estimate.value);
            for ((reached, competing), waiting) in values(Fate::Reached).zip(values(Fate::Competing)).zip(values(Fate::Waiting)) {
                prop_assert!((reached + competing + waiting - 1.0).abs() < 1e-12);
            }
        }
    }
}
