//! Noise by cell key: every count moves a little, the same count of the same people always by the same.
//!
//! Every record has a key, a number that looks like chance. The keys of the records in a cell, added, choose how far it moves: from a
//! table of probabilities ([`Noise`]) that on average moves nothing, has a given variance, and otherwise says as little as can be
//! (maximum entropy: Marley & Leaver 2011; Giessing 2016). Sums of moved cells are no longer exact.

use std::collections::HashMap;

use super::together::{Lift, all_dimensions, told};
use super::{Counts, Crossing, CrossingError};

/// How counts move: at most how far, and how much.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Noise {
    /// Largest move.
    pub most: u64,
    /// Variance of a move, where a count is far enough from 0 for it.
    pub variance: f64,
    /// Counts from 1 to this never come out.
    pub never: u64,
}

/// Largest move that may be asked for.
const LARGEST_MOVE: u64 = 100;

impl Noise {
    /// Per move, from the furthest down to the furthest up: its probability for a count.
    ///
    /// A count of 0 stays. The moves of the others leave 0 or more and never 1 to [`Self::never`], are 0 on average, and have the
    /// variance nearest to the one asked for; of all such probabilities these have the largest entropy.
    ///
    /// # Errors
    /// When the largest move is 0, beyond a hundred, or too short to jump over the counts that never come out; or the variance
    /// is not a positive number.
    pub fn probabilities(&self, count: u64) -> Result<Vec<(i64, f64)>, CrossingError> {
        let fits = self.most > self.never && self.most <= LARGEST_MOVE && self.variance > 0.0 && self.variance.is_finite();
        if !fits {
            return Err(CrossingError::Noise);
        }
        if count == 0 {
            return Ok(vec![(0, 1.0)]);
        }
        let most = self.most as i64;
        let result = |shift: i64| count.saturating_add_signed(shift);
        let is_allowed = |shift: &i64| count as i64 + shift >= 0 && !(1..=self.never).contains(&result(*shift));
        let moves: Vec<i64> = (-most..=most).filter(is_allowed).collect();
        // The nearest move on either side bounds the variance from below, the furthest from above.
        let below = moves.iter().copied().filter(|shift| *shift <= 0).max().unwrap_or(0);
        let above = moves.iter().copied().filter(|shift| *shift >= 0).min().unwrap_or(0);
        let (least, largest) = ((-below * above) as f64, (-moves[0] * moves[moves.len() - 1]) as f64);
        let margin = (largest - least) * 0.02;
        Ok(fitted(&moves, self.variance.clamp(least + margin, largest - margin)))
    }
}

/// Probabilities `exp(a·v + b·v²)` of some moves with mean 0 and a variance: Newton's method on the convex dual.
fn fitted(moves: &[i64], variance: f64) -> Vec<(i64, f64)> {
    let (mut linear, mut square) = (0.0_f64, 0.0_f64);
    let weighed = |linear: f64, square: f64| -> (Vec<f64>, f64) {
        let powers: Vec<f64> = moves.iter().map(|shift| linear * *shift as f64 + square * (shift * shift) as f64).collect();
        let highest = powers.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let weights: Vec<f64> = powers.iter().map(|power| (power - highest).exp()).collect();
        let sum: f64 = weights.iter().sum();
        (weights.iter().map(|weight| weight / sum).collect(), highest + sum.ln())
    };
    let moment = |own: &[f64], power: i32| moves.iter().zip(own).map(|(shift, own)| own * (*shift as f64).powi(power)).sum::<f64>();
    for _ in 0..200 {
        let (own, level) = weighed(linear, square);
        let (first, second) = (moment(&own, 1), moment(&own, 2));
        let slope = (first, second - variance);
        if slope.0.abs() < 1e-12 && slope.1.abs() < 1e-10 {
            break;
        }
        let (vv, vs, ss) = (second - first * first + 1e-12, moment(&own, 3) - first * second, moment(&own, 4) - second * second + 1e-12);
        let determinant = (vv * ss - vs * vs).max(1e-12);
        let step = ((ss * slope.0 - vs * slope.1) / determinant, (vv * slope.1 - vs * slope.0) / determinant);
        let dual = |linear: f64, square: f64| weighed(linear, square).1 - square * variance;
        let before = level - square * variance;
        let mut length = 1.0;
        while length > 1e-9 && dual(linear - length * step.0, square - length * step.1) > before {
            length /= 2.0;
        }
        linear -= length * step.0;
        square -= length * step.1;
    }
    moves.iter().copied().zip(weighed(linear, square).0).collect()
}

/// A table moved by cell keys: `keys` are those of the records of each inner cell, added and left to overflow, laid out as the counts are.
///
/// # Errors
/// As [`Noise::probabilities`], and when there is no key for each cell.
pub fn moved(counts: &Counts, keys: &[u64], noise: &Noise) -> Result<Vec<u64>, CrossingError> {
    let (crossing, values) = (counts.crossing(), counts.values());
    if keys.len() != values.len() {
        return Err(CrossingError::Cells { cells: values.len() });
    }
    let mut sums = vec![0_u64; keys.len()];
    for cell in (0..keys.len()).filter(|cell| crossing.is_inner(*cell)) {
        let codes: Vec<usize> = (0..crossing.dimensions().len()).map(|place| crossing.code(cell, place)).collect();
        for holder in crossing.holders(&codes) {
            sums[holder] = sums[holder].wrapping_add(keys[cell]);
        }
    }
    // Counts far enough from 0 all move alike.
    let far = noise.most + noise.never + 1;
    let tables = (0..=far).map(|count| noise.probabilities(count)).collect::<Result<Vec<_>, _>>()?;
    Ok(values.iter().zip(sums).map(|(count, key)| count.saturating_add_signed(drawn(&tables[(*count).min(far) as usize], key))).collect())
}

/// Linked tables moved by cell keys, each with its own: what two of them both tell moves as the first of them says.
///
/// # Errors
/// As [`moved`], and when tables tell different counts of one cell or have other hierarchies.
pub fn moved_together(tables: &[&Counts], keys: &[Vec<u64>], noise: &Noise) -> Result<Vec<Vec<u64>>, CrossingError> {
    let whole = Crossing::new(all_dimensions(&[tables.to_vec()])?)?;
    told(&whole, tables)?;
    let mut said: HashMap<usize, u64> = HashMap::new();
    let mut all = Vec::new();
    for (counts, keys) in tables.iter().zip(keys) {
        let lift = Lift::new(&whole, counts.crossing());
        let own = moved(counts, keys, noise)?.into_iter().enumerate();
        all.push(own.map(|(cell, value)| *said.entry(lift.cell(counts.crossing(), cell)).or_insert(value)).collect());
    }
    Ok(all)
}

/// The move that a key chooses.
fn drawn(table: &[(i64, f64)], key: u64) -> i64 {
    // The upper 53 bits as a number from 0 to below 1.
    let place = (key >> 11) as f64 / (1_u64 << 53) as f64;
    let mut sum = 0.0;
    for (shift, probability) in table {
        sum += probability;
        if place < sum {
            return *shift;
        }
    }
    table.last().map_or(0, |(shift, _)| *shift)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moves_are_nothing_on_average_and_have_the_variance_where_it_fits() {
        let noise = Noise { most: 5, variance: 2.0, never: 2 };
        for count in 1..12 {
            let table = noise.probabilities(count).expect("noise");
            let moment = |power: i32| table.iter().map(|(shift, own)| (*shift as f64).powi(power) * own).sum::<f64>();
            assert!((moment(0) - 1.0).abs() < 1e-9 && moment(1).abs() < 1e-6, "count {count}");
            assert!(count < 5 || (moment(2) - 2.0).abs() < 1e-6, "count {count}: {}", moment(2));
            assert!(table.iter().all(|(shift, own)| *own == 0.0 || ![1, 2].contains(&(count as i64 + shift))), "count {count}");
        }
        assert_eq!(noise.probabilities(0), Ok(vec![(0, 1.0)]));
        assert_eq!(Noise { never: 5, ..noise }.probabilities(3), Err(CrossingError::Noise));
    }

    #[test]
    fn no_other_probabilities_with_the_same_mean_and_variance_have_more_entropy() {
        let table = Noise { most: 3, variance: 1.5, never: 0 }.probabilities(20).expect("noise");
        let entropy = |own: &[f64]| -own.iter().filter(|own| **own > 0.0).map(|own| own * own.ln()).sum::<f64>();
        let own: Vec<f64> = table.iter().map(|(_, own)| *own).collect();
        // A direction that changes neither sum, mean nor variance: (1, -3, 3, -1) in a row.
        for first in 0..4 {
            for size in [0.01, -0.01] {
                let mut other = own.clone();
                for (place, factor) in [1.0, -3.0, 3.0, -1.0].into_iter().enumerate() {
                    other[first + place] += size * factor;
                }
                assert!(other.iter().any(|own| *own < 0.0) || entropy(&other) < entropy(&own), "{first} {size}");
            }
        }
    }
}
