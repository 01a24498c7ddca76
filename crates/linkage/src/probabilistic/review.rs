//! Which pairs a reviewer should look at: a sample by chance, spread over the probabilities.

use super::link::LinkedPair;
use super::table::{Chance, turned};

/// Lower ends of the strata of probability that a sample is spread over; the last ends at 1.
pub const STRATA: [f64; 8] = [0.01, 0.05, 0.2, 0.4, 0.6, 0.8, 0.95, 0.99];

/// One pair of a sample.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Drawn {
    /// Place of the pair among those linking gave.
    pub pair: usize,
    /// Place of its stratum in [`STRATA`].
    pub stratum: usize,
    /// How many pairs of the stratum it stands for: all of them, shared by those drawn.
    pub stands_for: f64,
}

/// Draws `size` pairs for review, or all where there are fewer: as many of each stratum as there are, evenly, without
/// replacement. They come in an order of chance, so that who looks at them cannot tell the probability from the place. The
/// same pairs and seed give the same sample.
///
/// ```
/// let pair = |a, probability| linkage::LinkedPair { a, b: a + 1, weight: 0.0, probability };
/// let pairs: Vec<_> = (0..100).map(|place| pair(place, 0.3 + 0.005 * f64::from(place))).collect();
/// let drawn = linkage::draw(&pairs, 20, 1);
/// assert_eq!(drawn.len(), 20);
/// let all: f64 = drawn.iter().map(|drawn| drawn.stands_for).sum();
/// assert!((all - 100.0).abs() < 1e-9);
/// ```
pub fn draw(pairs: &[LinkedPair], size: usize, seed: u64) -> Vec<Drawn> {
    let stratum = |pair: &LinkedPair| STRATA.iter().rposition(|from| pair.probability >= *from).unwrap_or(0);
    let mut strata: Vec<Vec<(u64, usize)>> = vec![Vec::new(); STRATA.len()];
    for (place, pair) in pairs.iter().enumerate() {
        let luck = turned(turned(seed) ^ turned(u64::from(pair.a) << 32 | u64::from(pair.b)));
        strata[stratum(pair)].push((luck, place));
    }
    let taken = shares(&strata.iter().map(Vec::len).collect::<Vec<_>>(), size);
    let mut drawn = Vec::new();
    for (stratum, (pairs, taken)) in strata.iter_mut().zip(taken).enumerate() {
        pairs.sort_unstable();
        let stands_for = pairs.len() as f64 / taken.max(1) as f64;
        drawn.extend(pairs[..taken].iter().map(|(_, pair)| Drawn { pair: *pair, stratum, stands_for }));
    }
    let mut chance = Chance(turned(seed ^ 0x5eed));
    for place in (1..drawn.len()).rev() {
        drawn.swap(place, chance.below(place + 1));
    }
    drawn
}

/// How many to take of each stratum: evenly, and what a small one lacks goes to the others.
fn shares(sizes: &[usize], size: usize) -> Vec<usize> {
    let mut taken = vec![0; sizes.len()];
    let mut left = size.min(sizes.iter().sum());
    while left > 0 {
        let open: Vec<usize> = (0..sizes.len()).filter(|place| taken[*place] < sizes[*place]).collect();
        let each = (left / open.len()).max(1);
        for place in open {
            let more = each.min(sizes[place] - taken[place]).min(left);
            taken[place] += more;
            left -= more;
        }
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_small_stratum_lacks_goes_to_the_others() {
        assert_eq!(shares(&[2, 100, 0, 100], 20), [2, 9, 0, 9]);
        assert_eq!(shares(&[1, 1], 20), [1, 1]);
        assert_eq!(shares(&[0, 0], 20), [0, 0]);
        assert_eq!(shares(&[100, 100, 100], 4).iter().sum::<usize>(), 4);
    }

    #[test]
    fn every_pair_is_drawn_as_often_as_its_stratum_says() {
        let pair = |a: u32| LinkedPair { a, b: a + 1000, weight: 0.0, probability: if a < 40 { 0.5 } else { 0.97 } };
        let pairs: Vec<LinkedPair> = (0..200).map(pair).collect();
        let mut often = [0u32; 200];
        for seed in 0..1000 {
            let drawn = draw(&pairs, 20, seed);
            let mut places: Vec<usize> = drawn.iter().map(|drawn| drawn.pair).collect();
            places.sort_unstable();
            places.dedup();
            assert_eq!(places.len(), 20, "without replacement");
            places.iter().for_each(|place| often[*place] += 1);
        }
        // 10 of 40 and 10 of 160, a thousand times: four standard errors.
        assert!(often[..40].iter().all(|count| (195..=305).contains(count)), "{:?}", &often[..40]);
        assert!(often[40..].iter().all(|count| (30..=95).contains(count)), "{:?}", &often[40..]);
    }
}
