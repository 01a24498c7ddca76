//! The part of an interval that is for what never came to be counted: next steps whose link was missed or whose row was set aside, and links
//! that are wrong.
//!
//! Method page: `docs/methods/linkage-error.md`. Limits of shares as counted say what chance can do, and nothing of a step that happened and is
//! not seen; more children do not make that smaller.

use domain::{Estimate, Interval, Measure};

use crate::survival::Fate;

/// So many records at least stand behind each step in which a share is told: no one of them moves it by itself.
const RECORDS_A_STEP: f64 = 10.0;
/// Steps that a share is told in, as parts of one.
const STEPS: [u32; 7] = [1_000, 500, 200, 100, 50, 20, 10];
/// The same where there are too few records for any of those.
const COARSEST: u32 = 5;

/// What is surely there of the next steps that came, and surely right of those counted.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Linked {
    found: f64,
    right: f64,
}

impl Linked {
    /// Every next step is there, and every one is right: limits stay as they are.
    pub const WHOLE: Linked = Linked { found: 1.0, right: 1.0 };

    /// The share `found` of next steps that is counted where they came, and the share `right` of those counted that is; both at the least, from so
    /// many records. Each is rounded down, to a thousandth or to the smallest coarser step that ten records make (a fifth where there are fewer than
    /// fifty), and to one step at the least. What is 1 stays 1.
    ///
    /// ```
    /// use estimates::Linked;
    /// let linked = Linked::at_least(0.98765, 0.9999, 20_000);
    /// assert_eq!((linked.found(), linked.right()), (0.987, 0.999));
    /// assert_eq!(Linked::at_least(1.0, 1.0, 3), Linked::WHOLE);
    /// ```
    pub fn at_least(found: f64, right: f64, records: u64) -> Linked {
        let fits = STEPS.into_iter().find(|parts| f64::from(*parts) * RECORDS_A_STEP <= records as f64);
        let parts = f64::from(fits.unwrap_or(COARSEST));
        let down = |share: f64| if share >= 1.0 { 1.0 } else { (share * parts).floor().max(1.0) / parts };
        Linked { found: down(found), right: down(right) }
    }

    /// These very shares, as a release states them. `None` where one is not above 0 and at most 1.
    pub fn of(found: f64, right: f64) -> Option<Linked> {
        let is_share = |share: f64| share > 0.0 && share <= 1.0;
        (is_share(found) && is_share(right)).then_some(Linked { found, right })
    }

    /// Of the next steps that came, the share that is counted at the least.
    pub fn found(self) -> f64 {
        self.found
    }

    /// Of the next steps that are counted, the share that is right at the least.
    pub fn right(self) -> f64 {
        self.right
    }

    /// Whether nothing is missed and nothing wrong.
    pub fn is_whole(self) -> bool {
        self == Linked::WHOLE
    }

    /// A share of an outcome with limits that hold whether nothing was missed or wrong, or as much as can be. The value stays what was counted.
    /// Measures that are no outcome stay as they are.
    pub fn widened(self, measure: Measure, share: Estimate) -> Estimate {
        match measure {
            Measure::Reached { .. } => self.widen(Fate::Reached, share),
            Measure::Competing { .. } => self.widen(Fate::Competing, share),
            Measure::Waiting { .. } => self.widen(Fate::Waiting, share),
            Measure::Entered | Measure::Unseen { .. } => share,
        }
    }

    /// By fate: those who were reached are more by what was missed, and fewer by what is wrong; those still waiting the other way round. Who
    /// seems to have been stopped by something else may have been reached before, and what stopped others may be missed.
    pub(crate) fn widen(self, fate: Fate, share: Estimate) -> Estimate {
        if self.is_whole() {
            return share;
        }
        let Interval { lower, upper, level } = share.interval;
        let more = |share: f64| (share / self.found).min(1.0);
        let (lower, upper) = match fate {
            Fate::Reached => (lower * self.right, more(upper)),
            Fate::Waiting => (1.0 - more(1.0 - lower), 1.0 - (1.0 - upper) * self.right),
            Fate::Competing => {
                // All others at most may have been reached: what of those is missed seems stopped or waiting, and what is wrong among them may have been stopped.
                let least = lower * self.right - (1.0 - lower) * (1.0 / self.found - 1.0);
                (least.max(0.0), (upper / self.found + (1.0 - upper) * (1.0 - self.right)).min(1.0))
            }
        };
        Estimate { interval: Interval { lower, upper, level }, ..share }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rates::wilson;
    use proptest::prelude::*;
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    const FATES: [Fate; 3] = [Fate::Reached, Fate::Competing, Fate::Waiting];
    const DRAWS: u32 = 100;

    /// What a wait comes out as, and what it is counted as: of what came the share `found` is linked and accepted, else it seems to go on; of those who
    /// wait one in a thousand is given another child's step.
    fn drawn(random: &mut ChaCha8Rng, found: f64) -> (Fate, Fate) {
        let (drawn, told) = (random.random::<f64>(), random.random::<f64>());
        let really = if drawn < 0.7 { Fate::Reached } else { Fate::Competing };
        match (drawn < 0.8, told < found) {
            (true, true) => (really, really),
            (true, false) => (really, Fate::Waiting),
            (false, _) if told < 0.001 => (Fate::Waiting, Fate::Reached),
            (false, _) => (Fate::Waiting, Fate::Waiting),
        }
    }

    /// Of groups of 20,000, how often limits for chance alone hold what happened to the group, and how often those that say that 97 % is found and 99.8 %
    /// is right.
    fn held(found: f64, fate: Fate) -> (u32, u32) {
        let linked = Linked::of(0.97, 0.998).expect("shares");
        let mut random = ChaCha8Rng::seed_from_u64(11);
        let (mut by_chance, mut widened) = (0, 0);
        for _ in 0..DRAWS {
            let waits: Vec<(Fate, Fate)> = (0..20_000).map(|_| drawn(&mut random, found)).collect();
            let of = |pick: fn(&(Fate, Fate)) -> Fate| waits.iter().filter(|wait| pick(wait) == fate).count() as u64;
            let (truth, share) = (of(|wait| wait.0) as f64 / 20_000.0, wilson(of(|wait| wait.1), 20_000, 0.95).shown().expect("a share"));
            by_chance += u32::from(share.interval.covers(truth));
            widened += u32::from(linked.widen(fate, share).interval.covers(truth));
        }
        (by_chance, widened)
    }

    #[test]
    fn with_steps_missed_the_widened_limits_hold_what_happened_and_those_for_chance_alone_do_not() {
        for fate in [Fate::Reached, Fate::Waiting] {
            let (by_chance, widened) = held(0.97, fate);
            assert!(by_chance <= DRAWS / 20 && widened >= DRAWS * 95 / 100, "{fate:?}: {by_chance} and {widened} of {DRAWS}");
        }
        assert!(held(0.97, Fate::Competing).1 >= DRAWS * 95 / 100);
    }

    /// The part is as wide as what is known to be missed, and no wider: where much more is missed the limits do not hold it.
    #[test]
    fn where_more_is_missed_than_was_known_the_limits_show_it() {
        for fate in [Fate::Reached, Fate::Waiting] {
            assert!(held(0.93, fate).1 <= DRAWS / 20, "{fate:?}");
        }
    }

    /// By hand, of a share of 0.8 between 0.75 and 0.85 with a tenth missed and a hundredth wrong.
    #[test]
    fn each_fate_widens_its_own_way() {
        let share = Estimate { value: 0.8, interval: Interval { lower: 0.75, upper: 0.85, level: 0.95 } };
        let linked = Linked::of(0.9, 0.99).expect("shares");
        let near = |fate, lower: f64, upper: f64| {
            let Interval { lower: found_lower, upper: found_upper, .. } = linked.widen(fate, share).interval;
            assert!((found_lower - lower).abs() < 1e-12 && (found_upper - upper).abs() < 1e-12, "{fate:?}: {found_lower} {found_upper}");
        };
        near(Fate::Reached, 0.7425, 0.85 / 0.9);
        near(Fate::Waiting, 1.0 - 0.25 / 0.9, 1.0 - 0.15 * 0.99);
        near(Fate::Competing, 0.75 * 0.99 - 0.25 * (1.0 / 0.9 - 1.0), 0.85 / 0.9 + 0.15 * 0.01);
        let all = Estimate { value: 0.99, interval: Interval { lower: 0.95, upper: 1.0, level: 0.95 } };
        assert_eq!(linked.widen(Fate::Reached, all).interval.upper, 1.0);
    }

    #[test]
    fn a_share_is_told_in_steps_of_ten_records_and_as_one_step_at_the_least() {
        let of = |records| Linked::at_least(0.9876, 0.9999, records).found();
        assert_eq!([10_000, 9_999, 1_000, 999, 100, 99, 49, 0].map(of), [0.987, 0.986, 0.98, 0.98, 0.9, 0.8, 0.8, 0.8]);
        let nothing = Linked::at_least(0.0, f64::NAN, 100);
        assert_eq!((nothing.found(), nothing.right()), (0.1, 0.1));
        assert_eq!((Linked::of(0.0, 1.0), Linked::of(1.1, 1.0), Linked::of(f64::NAN, 1.0)), (None, None, None));
    }

    proptest! {
        #[test]
        fn limits_only_widen_around_the_same_value_and_stay_shares(
            count in 0u64..50, more in 0u64..50, found in 0.01f64..1.0, right in 0.01f64..1.0, level in 0.5f64..0.99
        ) {
            let share = wilson(count, count + more + 1, level).shown().expect("a share");
            let linked = Linked::of(found, right).expect("shares");
            for fate in FATES {
                let wide = linked.widen(fate, share);
                prop_assert!(wide.value == share.value && wide.interval.level == level);
                prop_assert!(wide.interval.lower <= share.interval.lower && wide.interval.upper >= share.interval.upper, "{:?} {:?}", fate, wide);
                prop_assert!((0.0..=1.0).contains(&wide.interval.lower.max(0.0)) && wide.interval.upper <= 1.0, "{:?} {:?}", fate, wide);
                prop_assert!(wide.interval.lower >= 0.0);
                prop_assert_eq!(Linked::WHOLE.widen(fate, share), share);
            }
        }
    }
}
