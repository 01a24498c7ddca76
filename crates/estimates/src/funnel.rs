//! Which regions differ by more than chance and the ordinary spread between regions (Spiegelhalter 2005).
//!
//! Method page: `docs/methods/funnel.md`. No ranking: a funnel says which regions deserve a question, and shows the others as alike.

use std::f64::consts::FRAC_PI_2;

use domain::Interval;

use crate::normal;

/// Share of the most extreme regions, at each side, that is pulled in before the spread is measured.
const WINSORISED: f64 = 0.1;

/// One region against the funnel.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Place {
    /// Its share (0–1).
    pub share: f64,
    /// How many standard deviations it lies from the centre, the spread between regions allowed for.
    pub z: f64,
    /// Where 95 % of regions of its size lie that are like the others.
    pub warning: Interval,
    /// Where 99.8 % of them lie.
    pub alarm: Interval,
}

/// All regions against each other.
#[derive(Clone, PartialEq, Debug)]
pub struct Funnel {
    /// The share of all together.
    pub centre: f64,
    /// Over-dispersion: the mean square of the z-scores without it; 1 where only chance is at work.
    pub dispersion: f64,
    /// Standard deviation between regions, on the scale of the arcsine; 0 where chance alone explains the spread.
    pub between: f64,
    /// The regions, in the order given.
    pub places: Vec<Place>,
}

impl Funnel {
    /// Where 95 % and 99.8 % of regions with so many members lie that are like the others.
    pub fn limits(&self, members: u64) -> (Interval, Interval) {
        let spread = (0.25 / members.max(1) as f64 + self.between.powi(2)).sqrt();
        let middle = self.centre.sqrt().asin();
        (limits(middle, spread, 0.95), limits(middle, spread, 0.998))
    }
}

/// The funnel of regions given as events of members. Shares are compared as arcsines of their square roots, of which the variance
/// is 1/(4n); what lies between regions beyond that is an additive random effect, measured on z-scores pulled in at the
/// tenths (winsorised), so that the one odd region does not hide itself. `None` for fewer than three regions, a region without members
/// or with more events than members.
///
/// ```
/// // Ten regions alike and one with twice the share.
/// let mut regions = vec![(100, 1_000); 10];
/// regions.push((200, 1_000));
/// let funnel = estimates::funnel::funnel(&regions).unwrap();
/// assert!(funnel.places[10].z > 3.0 && funnel.places[0].z.abs() < 1.0);
/// ```
pub fn funnel(regions: &[(u64, u64)]) -> Option<Funnel> {
    let is_sound = regions.len() >= 3 && regions.iter().all(|(events, members)| *members > 0 && events <= members);
    if !is_sound {
        return None;
    }
    let (events, members) = regions.iter().fold((0, 0), |sum, own| (sum.0 + own.0, sum.1 + own.1));
    let centre = events as f64 / members as f64;
    let middle = centre.sqrt().asin();
    let errors: Vec<f64> = regions.iter().map(|(_, members)| 0.5 / (*members as f64).sqrt()).collect();
    let values: Vec<f64> = regions.iter().map(|(events, members)| (*events as f64 / *members as f64).sqrt().asin()).collect();
    let scores: Vec<f64> = values.iter().zip(&errors).map(|(value, error)| (value - middle) / error).collect();
    let dispersion = winsorised(&scores).iter().map(|score| score * score).sum::<f64>() / scores.len() as f64;
    let between = between(dispersion, &errors);
    let place = |at: usize| {
        let spread = (errors[at].powi(2) + between.powi(2)).sqrt();
        let (events, members) = regions[at];
        Place {
            share: events as f64 / members as f64,
            z: (values[at] - middle) / spread,
            warning: limits(middle, spread, 0.95),
            alarm: limits(middle, spread, 0.998),
        }
    };
    Some(Funnel { centre, dispersion, between, places: (0..regions.len()).map(place).collect() })
}

/// The scores with those beyond the outer tenths set to them.
fn winsorised(scores: &[f64]) -> Vec<f64> {
    let mut sorted = scores.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let cut = (WINSORISED * sorted.len() as f64).floor() as usize;
    let (low, high) = (sorted[cut], sorted[sorted.len() - 1 - cut]);
    scores.iter().map(|score| score.clamp(low, high)).collect()
}

/// The standard deviation between regions that gives this dispersion (moments, as DerSimonian & Laird).
fn between(dispersion: f64, errors: &[f64]) -> f64 {
    let count = errors.len() as f64;
    let weights: Vec<f64> = errors.iter().map(|error| error.powi(-2)).collect();
    let (sum, squares) = weights.iter().fold((0.0, 0.0), |sum, weight| (sum.0 + weight, sum.1 + weight * weight));
    let excess = count * dispersion - (count - 1.0);
    if excess <= 0.0 { 0.0 } else { (excess / (sum - squares / sum)).sqrt() }
}

fn limits(middle: f64, spread: f64, level: f64) -> Interval {
    let half = normal::two_sided(level).unwrap_or_default() * spread;
    let share = |value: f64| value.clamp(0.0, FRAC_PI_2).sin().powi(2);
    Interval { lower: share(middle - half), upper: share(middle + half), level }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    fn drawn(random: &mut ChaCha8Rng, spread: f64) -> Vec<(u64, u64)> {
        let mut region = |at: u64| {
            let members = 200 + 100 * at;
            // A sum of twelve uniforms less six is close to a standard normal draw.
            let normal: f64 = (0..12).map(|_| random.random::<f64>()).sum::<f64>() - 6.0;
            let share = (f64::sqrt(0.2).asin() + spread * normal).sin().powi(2);
            ((0..members).filter(|_| random.random::<f64>() < share).count() as u64, members)
        };
        (0..25).map(&mut region).collect()
    }

    #[test]
    fn chance_alone_alarms_seldom_and_so_does_the_ordinary_spread_between_regions() {
        let mut random = ChaCha8Rng::seed_from_u64(8);
        for spread in [0.0, 0.06] {
            let (mut warned, mut alarmed, mut all) = (0, 0, 0);
            for _ in 0..60 {
                for place in funnel(&drawn(&mut random, spread)).expect("a funnel").places {
                    all += 1;
                    warned += i32::from(!place.warning.covers(place.share));
                    alarmed += i32::from(!place.alarm.covers(place.share));
                }
            }
            assert!(warned * 100 < all * 11 && alarmed * 100 < all * 2, "{spread}: {warned} and {alarmed} of {all}");
        }
    }

    #[test]
    fn the_spread_between_regions_is_found_again() {
        let mut random = ChaCha8Rng::seed_from_u64(9);
        let found: Vec<f64> = (0..60).map(|_| funnel(&drawn(&mut random, 0.06)).expect("a funnel").between).collect();
        let mean = found.iter().sum::<f64>() / found.len() as f64;
        // Pulling in the tenths makes it somewhat smaller than the truth.
        assert!((0.04..0.065).contains(&mean), "{mean}");
    }

    #[test]
    fn limits_narrow_with_size_and_stay_inside_zero_and_one() {
        let funnel = funnel(&[(1, 5), (10, 100), (100, 1_000), (0, 50)]).expect("a funnel");
        assert!(funnel.places[0].warning.width() >= funnel.places[2].warning.width());
        let (warning, alarm) = funnel.limits(100);
        assert!(
            (warning.lower - funnel.places[1].warning.lower).abs() < 1e-12 && (alarm.upper - funnel.places[1].alarm.upper).abs() < 1e-12
        );
        assert!(funnel.places.iter().all(|place| place.alarm.lower >= 0.0 && place.alarm.upper <= 1.0));
        assert_eq!((super::funnel(&[(1, 2), (1, 2)]), super::funnel(&[(1, 2), (3, 2), (0, 1)])), (None, None));
    }
}
