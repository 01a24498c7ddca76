//! Why two groups differ: in whom they consist of, or in what happens to alike members (Kitagawa 1955).
//!
//! Method page: `docs/methods/decomposition.md`.

use domain::{Estimate, Interval};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::normal;

/// One stratum: members and how many of them it happened to, in the first and in the second group.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stratum {
    /// Events and members of the first group.
    pub first: (u64, u64),
    /// Events and members of the second group.
    pub second: (u64, u64),
}

/// A difference between two shares and its two parts; `composition + rates = difference`.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Decomposition {
    /// Share of the first group less that of the second.
    pub difference: Estimate,
    /// What comes of a different mix of strata.
    pub composition: Estimate,
    /// What remains with the same mix: it happens more often to alike members.
    pub rates: Estimate,
}

/// The derivative of a part by a stratum's share and by its rate in one group, up to sign.
type Derivative = fn(&Pair) -> (f64, f64);

/// The three numbers: difference, composition, rates.
type Parts = [f64; 3];

/// Decomposes the difference between two groups, with limits by the delta method.
///
/// With share *p* of a stratum in a group and rate *r* in it: composition = Σ (p₁ − p₂)(r₁ + r₂)/2 and rates =
/// Σ (r₁ − r₂)(p₁ + p₂)/2. Members fall into strata by multinomial, events by binomial chance. `None` where a stratum has no
/// member of one group (its rate cannot be compared: pool strata first), more events than members, or the level is none.
///
/// ```
/// use estimates::decomposition::{Stratum, decompose};
/// // Both groups have the same rates; the first has more in the stratum with the high one.
/// let strata = [Stratum { first: (40, 80), second: (10, 20) }, Stratum { first: (2, 20), second: (8, 80) }];
/// let parts = decompose(&strata, 0.95).unwrap();
/// assert!((parts.difference.value - 0.24).abs() < 1e-12 && parts.rates.value.abs() < 1e-12);
/// ```
pub fn decompose(strata: &[Stratum], level: f64) -> Option<Decomposition> {
    let z = normal::two_sided(level)?;
    let groups = Groups::of(strata)?;
    let estimate = |(value, variance): (f64, f64)| {
        let half = z * variance.sqrt();
        Estimate { value, interval: Interval { lower: value - half, upper: value + half, level } }
    };
    let [difference, composition, rates] = groups.parts();
    let weights: [Derivative; 3] = [
        |pair| (pair.rate.0, pair.share.0),
        |pair| ((pair.rate.0 + pair.rate.1) / 2.0, (pair.share.0 - pair.share.1) / 2.0),
        |pair| ((pair.rate.0 - pair.rate.1) / 2.0, (pair.share.0 + pair.share.1) / 2.0),
    ];
    let mirrored: [Derivative; 3] = [|pair| (pair.rate.1, pair.share.1), weights[1], weights[2]];
    let variance = |part: usize| groups.variance(weights[part], mirrored[part]);
    Some(Decomposition {
        difference: estimate((difference, variance(0))),
        composition: estimate((composition, variance(1))),
        rates: estimate((rates, variance(2))),
    })
}

/// The same with percentile limits from a bootstrap: members and events drawn anew so many times, from this seed. A replicate in which a
/// stratum loses all members of a group counts them at the rate of the sample. `None` as [`decompose`], and for fewer than 100.
pub fn bootstrap(strata: &[Stratum], level: f64, (replicates, seed): (u32, u64)) -> Option<Decomposition> {
    let _ = normal::two_sided(level)?;
    let groups = Groups::of(strata).filter(|_| replicates >= 100)?;
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let drawn: Vec<Parts> = (0..replicates).map(|_| groups.redrawn(&mut random).parts()).collect();
    let parts = groups.parts();
    let estimate = |part: usize| {
        let mut values: Vec<f64> = drawn.iter().map(|replicate| replicate[part]).collect();
        values.sort_unstable_by(f64::total_cmp);
        let at = |share: f64| values[(share * (values.len() - 1) as f64).round() as usize];
        let tail = (1.0 - level) / 2.0;
        Estimate { value: parts[part], interval: Interval { lower: at(tail), upper: at(1.0 - tail), level } }
    };
    Some(Decomposition { difference: estimate(0), composition: estimate(1), rates: estimate(2) })
}

/// One stratum in both groups: its share of the group, the rate in it.
#[derive(Clone, Copy, Debug)]
struct Pair {
    share: (f64, f64),
    rate: (f64, f64),
    members: (u64, u64),
}

struct Groups {
    pairs: Vec<Pair>,
    members: (u64, u64),
}

impl Groups {
    fn of(strata: &[Stratum]) -> Option<Groups> {
        let sum = |of: fn(&Stratum) -> u64| strata.iter().map(of).sum::<u64>();
        let members = (sum(|stratum| stratum.first.1), sum(|stratum| stratum.second.1));
        let pair = |stratum: &Stratum| {
            let (first, second) = (stratum.first, stratum.second);
            let is_sound = first.1 > 0 && second.1 > 0 && first.0 <= first.1 && second.0 <= second.1;
            is_sound.then(|| Pair {
                share: (first.1 as f64 / members.0 as f64, second.1 as f64 / members.1 as f64),
                rate: (first.0 as f64 / first.1 as f64, second.0 as f64 / second.1 as f64),
                members: (first.1, second.1),
            })
        };
        let pairs: Vec<Pair> = strata.iter().map(pair).collect::<Option<_>>()?;
        (!pairs.is_empty()).then_some(Groups { pairs, members })
    }

    fn parts(&self) -> Parts {
        let sum = |of: fn(&Pair) -> f64| self.pairs.iter().map(of).sum::<f64>();
        let composition = sum(|pair| (pair.share.0 - pair.share.1) * (pair.rate.0 + pair.rate.1) / 2.0);
        let rates = sum(|pair| (pair.rate.0 - pair.rate.1) * (pair.share.0 + pair.share.1) / 2.0);
        [composition + rates, composition, rates]
    }

    /// Variance of a part whose derivative by share and rate of each stratum these are, up to sign: multinomial in the shares,
    /// binomial in the rates, independent between the groups.
    fn variance(&self, first: Derivative, second: Derivative) -> f64 {
        let of = |derivative: Derivative, pick: fn(&Pair) -> (f64, f64, u64), all: u64| {
            let (mut mean, mut square, mut rates) = (0.0, 0.0, 0.0);
            for pair in &self.pairs {
                let ((by_share, by_rate), (share, rate, members)) = (derivative(pair), pick(pair));
                (mean, square) = (mean + share * by_share, square + share * by_share * by_share);
                rates += by_rate * by_rate * rate * (1.0 - rate) / members as f64;
            }
            (square - mean * mean).max(0.0) / all as f64 + rates
        };
        of(first, |pair| (pair.share.0, pair.rate.0, pair.members.0), self.members.0)
            + of(second, |pair| (pair.share.1, pair.rate.1, pair.members.1), self.members.1)
    }

    /// Members drawn anew over the strata, and events among them.
    fn redrawn(&self, random: &mut ChaCha8Rng) -> Groups {
        let mut draw = |all: u64, share: fn(&Pair) -> f64, rate: fn(&Pair) -> f64| {
            let mut drawn = vec![(0u64, 0u64); self.pairs.len()];
            for _ in 0..all {
                let mut left = random.random::<f64>();
                let place = self.pairs.iter().position(|pair| {
                    left -= share(pair);
                    left < 0.0
                });
                let place = place.unwrap_or(self.pairs.len() - 1);
                drawn[place].1 += 1;
                drawn[place].0 += u64::from(random.random::<f64>() < rate(&self.pairs[place]));
            }
            drawn
        };
        let first = draw(self.members.0, |pair| pair.share.0, |pair| pair.rate.0);
        let second = draw(self.members.1, |pair| pair.share.1, |pair| pair.rate.1);
        let rate = |(events, members): (u64, u64), known: f64| if members == 0 { known } else { events as f64 / members as f64 };
        let pairs = self.pairs.iter().zip(first.iter().zip(&second)).map(|(pair, (one, other))| Pair {
            share: (one.1 as f64 / self.members.0 as f64, other.1 as f64 / self.members.1 as f64),
            rate: (rate(*one, pair.rate.0), rate(*other, pair.rate.1)),
            members: (one.1, other.1),
        });
        Groups { pairs: pairs.collect(), members: self.members }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Girls and boys helped after sexual violence, in heavy care or not, younger and older.
    const STRATA: [Stratum; 2] = [Stratum { first: (30, 300), second: (20, 400) }, Stratum { first: (140, 700), second: (45, 300) }];

    /// By hand: shares 0.3/0.7 and 4/7, 3/7; rates 0.10, 0.20 and 0.05, 0.15.
    #[test]
    fn the_parts_are_those_worked_out_by_hand_and_add_up() {
        let parts = decompose(&STRATA, 0.95).expect("parts");
        let (p2, q2) = (4.0 / 7.0, 3.0 / 7.0);
        let composition = (0.3 - p2) * 0.075 + (0.7 - q2) * 0.175;
        let rates = 0.05 * (0.3 + p2) / 2.0 + 0.05 * (0.7 + q2) / 2.0;
        assert!((parts.composition.value - composition).abs() < 1e-12 && (parts.rates.value - rates).abs() < 1e-12);
        assert!((parts.difference.value - (0.17 - 65.0 / 700.0)).abs() < 1e-12);
    }

    /// The variance of the difference alone is that of two independent shares.
    #[test]
    fn the_difference_has_the_interval_of_two_shares() {
        let parts = decompose(&STRATA, 0.95).expect("parts");
        let variance = 0.17 * 0.83 / 1_000.0 + (65.0 / 700.0) * (635.0 / 700.0) / 700.0;
        assert!((parts.difference.interval.width() - 2.0 * 1.959_963_984_540_054 * f64::sqrt(variance)).abs() < 1e-9);
    }

    #[test]
    fn bootstrap_and_delta_method_agree() {
        let (delta, drawn) = (decompose(&STRATA, 0.95).expect("parts"), bootstrap(&STRATA, 0.95, (800, 1)).expect("parts"));
        let pairs = [(delta.difference, drawn.difference), (delta.composition, drawn.composition), (delta.rates, drawn.rates)];
        for (one, other) in pairs {
            assert_eq!(one.value, other.value);
            assert!((one.interval.width() / other.interval.width() - 1.0).abs() < 0.15, "{one:?} {other:?}");
        }
        assert_eq!(bootstrap(&STRATA, 0.95, (800, 1)), Some(drawn), "the same seed gives the same limits");
    }

    #[test]
    fn a_stratum_without_members_is_refused() {
        let empty = Stratum { first: (0, 0), second: (1, 5) };
        assert_eq!(decompose(&[STRATA[0], empty], 0.95), None);
        assert_eq!(decompose(&[Stratum { first: (6, 5), second: (1, 5) }], 0.95), None);
        assert_eq!((decompose(&[], 0.95), decompose(&STRATA, 1.5), bootstrap(&STRATA, 0.95, (9, 1))), (None, None, None));
    }
}
