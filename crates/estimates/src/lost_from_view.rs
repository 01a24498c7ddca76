//! Lost from view: the share of children not seen again, and the same corrected for errors of linkage.
//!
//! Method page: `docs/methods/lost-from-view.md`. A missed link makes a child that was seen again look lost; a false link makes a
//! lost child look seen. With the precision and recall of linkage, as clerical review found them, both can be allowed for.

use domain::{Estimate, Interval};

use crate::normal;

/// A share found in a sample, as clerical review gives it: so many right of so many looked at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Review {
    /// Found right.
    pub right: u64,
    /// Looked at.
    pub of: u64,
}

/// A share of links with its standard error.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Share {
    /// The share, above 0 and at most 1.
    pub value: f64,
    /// Its standard error.
    pub error: f64,
}

impl Review {
    /// The share found right, with its standard error; of a share of 1 that of the beta distribution with half a record more on either side
    /// (Jeffreys), since what was always right is not known for certain. `None` where nothing was looked at or found right.
    ///
    /// ```
    /// use estimates::lost_from_view::Review;
    /// let always = Review { right: 400, of: 400 }.share().unwrap();
    /// assert!(always.value == 1.0 && always.error > 0.001 && always.error < 0.002);
    /// ```
    pub fn share(self) -> Option<Share> {
        let (right, of) = (self.right as f64, self.of as f64);
        let variance = if self.right < self.of {
            right / of * (1.0 - right / of) / of
        } else {
            (right + 0.5) * 0.5 / ((of + 1.0).powi(2) * (of + 2.0))
        };
        (self.right > 0 && self.right <= self.of).then_some(Share { value: right / of, error: variance.sqrt() })
    }
}

impl Share {
    /// Variance of the logarithm of the share, by the delta method. `None` where it is no share.
    fn log_variance(self) -> Option<f64> {
        let is_share = self.value > 0.0 && self.value <= 1.0 && self.error >= 0.0 && self.error.is_finite();
        is_share.then(|| (self.error / self.value).powi(2))
    }
}

/// The share lost from view.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct LostFromView {
    /// As linked, with the score interval of Wilson: what a reader sees who trusts every link.
    pub observed: Estimate,
    /// Corrected for missed and false links.
    pub corrected: Estimate,
}

/// The share of `expected` children not among the `seen`, who were linked to a later record.
///
/// Of `seen` links the share `precision` is right; they are the share `recall` of those there should be. So truly seen are
/// `seen × precision ÷ recall`. The limits are those of the logarithm of the share seen, by the delta method over the three
/// samples, and lie between 0 and 1. `None` where nobody was expected or seen, a share is none, or the level is none.
///
/// ```
/// use estimates::lost_from_view::{Review, lost_from_view};
/// // 1,000 children expected, 882 seen; of 500 true links looked up, 490 were found, and all links looked at were right.
/// let share = |right, of| Review { right, of }.share().unwrap();
/// let lost = lost_from_view(882, 1_000, share(400, 400), share(490, 500), 0.95).unwrap();
/// assert!((lost.observed.value - 0.118).abs() < 1e-12 && (lost.corrected.value - 0.1).abs() < 1e-12);
/// ```
pub fn lost_from_view(seen: u64, expected: u64, precision: Share, recall: Share, level: f64) -> Option<LostFromView> {
    let z = normal::two_sided(level)?;
    let observed = crate::rates::wilson(expected.checked_sub(seen)?, expected, level).shown()?;
    if seen == 0 {
        return None;
    }
    let share = seen as f64 / expected as f64;
    let truly = share * precision.value / recall.value;
    let variance = (1.0 - share) / seen as f64 + precision.log_variance()? + recall.log_variance()?;
    let factor = (z * variance.sqrt()).exp();
    let lost = |seen: f64| (1.0 - seen).clamp(0.0, 1.0);
    let interval = Interval { lower: lost(truly * factor), upper: lost(truly / factor), level };
    Some(LostFromView { observed, corrected: Estimate { value: lost(truly), interval } })
}

/// The share lost over imputed clusterings, each as children lost of children expected: the mean, with the variance within and between
/// them (Rubin 1987) on the scale of logits, normal limits. `None` for fewer than two, or where one has nobody expected, nobody lost or all.
pub fn over_clusterings(clusterings: &[(u64, u64)], level: f64) -> Option<Estimate> {
    let z = normal::two_sided(level)?;
    let logit = |(lost, expected): &(u64, u64)| {
        let inside = *lost > 0 && lost < expected;
        inside.then(|| {
            let share = *lost as f64 / *expected as f64;
            ((share / (1.0 - share)).ln(), 1.0 / (*expected as f64 * share * (1.0 - share)))
        })
    };
    let logits: Vec<(f64, f64)> = clusterings.iter().map(logit).collect::<Option<_>>()?;
    if logits.len() < 2 {
        return None;
    }
    let count = logits.len() as f64;
    let mean = logits.iter().map(|(value, _)| value).sum::<f64>() / count;
    let within = logits.iter().map(|(_, variance)| variance).sum::<f64>() / count;
    let between = logits.iter().map(|(value, _)| (value - mean).powi(2)).sum::<f64>() / (count - 1.0);
    let half = z * (within + (1.0 + 1.0 / count) * between).sqrt();
    let back = |logit: f64| 1.0 / (1.0 + (-logit).exp());
    let interval = Interval { lower: back(mean - half), upper: back(mean + half), level };
    Some(Estimate { value: back(mean), interval })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    fn share(right: u64, of: u64) -> Share {
        Review { right, of }.share().expect("a share")
    }

    /// Children of whom one in ten is lost, linked with 2 % missed links: how often each interval holds the truth.
    fn covered(times: u32) -> (u32, u32) {
        let mut random = ChaCha8Rng::seed_from_u64(3);
        let mut drawn = |times: u64, share: f64| (0..times).filter(|_| random.random::<f64>() < share).count() as u64;
        let (mut observed, mut corrected) = (0, 0);
        for _ in 0..times {
            let seen = drawn(5_000, 0.9 * 0.98);
            let recall = share(drawn(1_000, 0.98), 1_000);
            let lost = lost_from_view(seen, 5_000, share(500, 500), recall, 0.95).expect("an estimate");
            observed += u32::from(lost.observed.interval.covers(0.1));
            corrected += u32::from(lost.corrected.interval.covers(0.1));
        }
        (observed, corrected)
    }

    #[test]
    fn with_two_percent_missed_links_the_corrected_share_holds_the_truth_and_the_observed_does_not() {
        let (observed, corrected) = covered(400);
        assert!(observed < 40, "{observed} of 400");
        assert!((372..=392).contains(&corrected), "{corrected} of 400");
    }

    /// Calibration: how far the share of intervals that hold the truth lies from the level they promise.
    #[test]
    fn corrected_intervals_hold_the_truth_as_often_as_they_promise_at_every_level() {
        const LEVELS: [f64; 4] = [0.5, 0.8, 0.9, 0.95];
        let mut random = ChaCha8Rng::seed_from_u64(5);
        let mut drawn = |times: u64, share: f64| (0..times).filter(|_| random.random::<f64>() < share).count() as u64;
        let (mut held, times) = ([0u32; 4], 1_000);
        for _ in 0..times {
            let (seen, recall) = (drawn(3_000, 0.9 * 0.98), share(drawn(1_000, 0.98), 1_000));
            for (held, level) in held.iter_mut().zip(LEVELS) {
                let lost = lost_from_view(seen, 3_000, share(500, 500), recall, level).expect("an estimate");
                *held += u32::from(lost.corrected.interval.covers(0.1));
            }
        }
        for (held, level) in held.iter().zip(LEVELS) {
            let error = (f64::from(*held) / f64::from(times) - level).abs();
            assert!(error < 0.05, "{held} of {times} at {level}");
        }
    }

    /// A share of one is not known for certain; by hand: of the beta distribution (100.5, 0.5) the variance is 100.5 x 0.5 / (101^2 x 102).
    #[test]
    fn what_was_always_right_keeps_its_uncertainty() {
        let always = share(100, 100);
        assert!((always.error.powi(2) - 50.25 / (10_201.0 * 102.0)).abs() < 1e-15 && always.value == 1.0);
        let lost = |recall: Share| lost_from_view(900, 1_000, always, recall, 0.95).expect("an estimate").corrected;
        let (wide, narrow) = (lost(always), lost(Share { error: 0.0, ..always }));
        assert!(wide.value == narrow.value && wide.interval.width() > 1.01 * narrow.interval.width());
        let all_seen = lost_from_view(1_000, 1_000, always, always, 0.95).expect("an estimate").corrected;
        assert!(all_seen.value == 0.0 && all_seen.interval.width() > 0.005, "{all_seen:?}");
    }

    #[test]
    fn false_links_hide_who_is_lost() {
        let sure = share(1_000, 1_000);
        let lost = lost_from_view(900, 1_000, share(950, 1_000), sure, 0.95).expect("an estimate");
        assert!((lost.corrected.value - (1.0 - 0.9 * 0.95)).abs() < 1e-12 && lost.corrected.value > lost.observed.value);
    }

    #[test]
    fn what_cannot_be_said_is_not_said() {
        let (sure, nobody) = (share(9, 9), Share { value: 0.0, error: 0.1 });
        assert_eq!(
            (Review { right: 0, of: 0 }.share(), Review { right: 0, of: 9 }.share(), Review { right: 10, of: 9 }.share()),
            (None, None, None)
        );
        assert_eq!(lost_from_view(0, 0, sure, sure, 0.95), None);
        assert_eq!(lost_from_view(5, 4, sure, sure, 0.95), None);
        assert_eq!(lost_from_view(3, 4, nobody, sure, 0.95), None);
        assert_eq!(lost_from_view(3, 4, sure, sure, 1.0), None);
        let all = lost_from_view(4, 4, sure, share(1, 2), 0.95).expect("an estimate");
        assert!(all.corrected.value == 0.0 && all.corrected.interval.lower == 0.0 && all.corrected.interval.upper <= 1.0);
    }

    #[test]
    fn imputed_clusterings_that_disagree_widen_the_interval() {
        let alike = over_clusterings(&[(100, 1_000); 5], 0.95).expect("an estimate");
        let apart = over_clusterings(&[(80, 1_000), (90, 1_000), (100, 1_000), (110, 1_000), (120, 1_000)], 0.95).expect("an estimate");
        assert!((alike.value - 0.1).abs() < 1e-12 && apart.interval.width() > 1.5 * alike.interval.width());
        assert_eq!(over_clusterings(&[(1, 9)], 0.95), None);
        assert_eq!(over_clusterings(&[(0, 9), (1, 9)], 0.95), None);
    }
}
