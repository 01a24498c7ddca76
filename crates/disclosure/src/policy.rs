//! What the house has agreed to hide: thresholds, rounding, the years that are published.

use domain::RegionKind;

use crate::DisclosureError;

/// Smallest count that may be shown, by kind of region. A threshold of 0 means "not agreed" and is refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Thresholds {
    /// For the country.
    pub country: u64,
    /// For Veilig Thuis regions.
    pub veilig_thuis: u64,
    /// For municipalities.
    pub municipality: u64,
}

impl Thresholds {
    /// The threshold of a kind of region; youth regions are not published and follow the strictest.
    pub fn of(&self, kind: RegionKind) -> u64 {
        match kind {
            RegionKind::Country => self.country,
            RegionKind::VeiligThuis => self.veilig_thuis,
            RegionKind::Municipality => self.municipality,
            RegionKind::Youth => self.country.max(self.veilig_thuis).max(self.municipality),
        }
    }

    fn named(&self) -> [(&'static str, u64); 3] {
        [("country", self.country), ("veilig-thuis", self.veilig_thuis), ("municipality", self.municipality)]
    }
}

/// Whether a measure that holds almost everyone who entered may be told.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum AlmostAll {
    /// Hidden where the rest is below the threshold: "all but two" says as much as "two".
    #[default]
    Hide,
    /// Shown.
    Show,
}

/// Whether someone who is counted alone in a cell, and knows it, may be able to work out another count.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Alone {
    /// They may not: every hidden count above zero stays open to each of them.
    #[default]
    KeepOut,
    /// Only someone who knows nothing but the release is kept out.
    Ignore,
}

/// The agreed rules of one release.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Policy {
    /// Smallest counts that may be shown.
    pub thresholds: Thresholds,
    /// Shown counts are rounded to the nearest multiple; 1 is no rounding. An even base rounds halves up.
    pub base: u64,
    /// Least difference between two tables that both fit the release, in every hidden cell.
    pub width: u64,
    /// What to do with measures that hold almost everyone.
    pub almost_all: AlmostAll,
    /// What to do about people who are counted alone in a cell.
    pub alone: Alone,
    /// Windows of years that are pooled, both ends included; they may not overlap.
    pub pools: Vec<(i16, i16)>,
    /// First and last year that is published.
    pub years: (i16, i16),
    /// Work limit: repair steps in one search for a witness. Less work hides more, with one exception the method page names: a zero under a hidden total is
    /// told where no table was found that has it above zero.
    pub steps: u32,
}

impl Policy {
    /// The usual policy: thresholds 5, 5 and 10, rounding to 5, pools of three years counted back from the last.
    ///
    /// ```
    /// let policy = disclosure::Policy::usual(2019, 2023);
    /// assert_eq!(policy.pools, [(2021, 2023)]);
    /// ```
    pub fn usual(first: i16, last: i16) -> Policy {
        let mut pools: Vec<_> = (0..)
            .map(|window| (i32::from(last) - 3 * window - 2, i32::from(last) - 3 * window))
            .take_while(|(from, _)| *from >= i32::from(first))
            .map(|(from, through)| (from as i16, through as i16))
            .collect();
        pools.reverse();
        Policy {
            thresholds: Thresholds { country: 5, veilig_thuis: 5, municipality: 10 },
            base: 5,
            width: 1,
            almost_all: AlmostAll::Hide,
            alone: Alone::KeepOut,
            pools,
            years: (first, last),
            steps: 400,
        }
    }

    /// The rules for a cross table that has regions as a dimension: no count below the threshold of either the country or its regions is told.
    ///
    /// ```
    /// let policy = disclosure::Policy::usual(2019, 2023);
    /// let wider = disclosure::Thresholds { veilig_thuis: 8, ..policy.thresholds };
    /// assert_eq!(disclosure::Policy { thresholds: wider, ..policy }.of_regions().thresholds.country, 8);
    /// ```
    #[must_use]
    pub fn of_regions(self) -> Policy {
        let country = self.thresholds.country.max(self.thresholds.veilig_thuis);
        Policy { thresholds: Thresholds { country, ..self.thresholds }, ..self }
    }

    /// Refuses what is missing or contradicts itself: privacy fails closed.
    ///
    /// # Errors
    /// A [`DisclosureError`] that names the value.
    pub fn check(&self) -> Result<(), DisclosureError> {
        for (what, value) in [("base", self.base), ("width", self.width), ("steps", u64::from(self.steps))] {
            if value == 0 {
                return Err(DisclosureError::PolicyValueMissing { what });
            }
            if value > GREATEST {
                return Err(DisclosureError::PolicyValueTooLarge { what });
            }
        }
        for (level, threshold) in self.thresholds.named() {
            check_threshold(level, threshold, self.base)?;
        }
        self.check_years()
    }

    fn check_years(&self) -> Result<(), DisclosureError> {
        let (first, last) = self.years;
        if first > last {
            return Err(DisclosureError::Years { first, last });
        }
        let mut pools = self.pools.clone();
        pools.sort_unstable();
        let mut free = first;
        for (from, through) in pools {
            if from < free || from > through || through > last {
                return Err(DisclosureError::Pool { first: from, last: through });
            }
            free = through.saturating_add(1);
        }
        Ok(())
    }
}

/// Greatest value of a threshold, the base, the width and the work limit.
const GREATEST: u64 = 1_000_000;

/// A shown zero must mean zero: a count that reaches the threshold may not round down to it.
fn check_threshold(level: &'static str, threshold: u64, base: u64) -> Result<(), DisclosureError> {
    if threshold == 0 {
        return Err(DisclosureError::ThresholdMissing { level });
    }
    if threshold > GREATEST {
        return Err(DisclosureError::PolicyValueTooLarge { what: level });
    }
    if threshold <= (base - 1) / 2 {
        return Err(DisclosureError::ThresholdBelowRounding { level, threshold, base });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_threshold_is_refused() {
        let mut policy = Policy::usual(2019, 2023);
        assert!(policy.check().is_ok());
        policy.thresholds.municipality = 0;
        assert!(matches!(policy.check(), Err(DisclosureError::ThresholdMissing { level: "municipality" })));
        policy.thresholds = Thresholds::default();
        assert!(policy.check().is_err());
    }

    #[test]
    fn a_count_that_is_shown_may_not_round_to_zero() {
        let mut policy = Policy::usual(2019, 2023);
        policy.thresholds.country = 2;
        assert!(matches!(policy.check(), Err(DisclosureError::ThresholdBelowRounding { level: "country", .. })));
        policy.thresholds.country = 3;
        assert!(policy.check().is_ok());
    }

    #[test]
    fn zero_base_width_and_steps_are_refused() {
        for spoil in [|policy: &mut Policy| policy.base = 0, |policy: &mut Policy| policy.width = 0, |policy: &mut Policy| policy.steps = 0]
        {
            let mut policy = Policy::usual(2019, 2023);
            spoil(&mut policy);
            assert!(matches!(policy.check(), Err(DisclosureError::PolicyValueMissing { .. })));
        }
    }

    #[test]
    fn pools_lie_inside_the_years_and_apart() {
        let with = |pools: &[(i16, i16)]| Policy { pools: pools.to_vec(), ..Policy::usual(2014, 2023) }.check();
        assert!(with(&[(2021, 2023), (2018, 2020)]).is_ok());
        for pools in [&[(2018, 2021), (2021, 2023)][..], &[(2012, 2014)], &[(2022, 2024)], &[(2022, 2021)]] {
            assert!(with(pools).is_err(), "{pools:?}");
        }
        assert!(Policy { years: (2023, 2022), pools: Vec::new(), ..Policy::usual(2014, 2023) }.check().is_err());
    }
}
