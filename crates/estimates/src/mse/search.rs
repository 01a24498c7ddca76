//! Which model: forward steps on the overlap of pairs, the lowest BIC of all, or downhill from one to the next.

use std::collections::BTreeMap;

use rand::SeedableRng;
use rand::seq::IndexedRandom;
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;
use statrs::distribution::{DiscreteCDF, Poisson};

use super::fit::{Fitted, fit};
use super::model::{Model, every_model, possible_terms};

/// The most models that are all fitted.
pub const MOST_MODELS: usize = 200_000;

/// Forward selection of pairs: the pair whose observed overlap is least likely given what the model expects is added,
/// while its Poisson tail is below the threshold (Chan, Silverman & Vincent 2021, section 4). A pair that would leave nothing to
/// estimate is passed over, and tried again once another has been added. `None` when lists without interactions have no estimate.
pub(super) fn stepwise(cells: &[(u32, f64)], observed: f64, lists: usize, threshold: f64) -> Option<Fitted> {
    let mut current = fit(cells, observed, &Model::independence(lists)).ok()?;
    let mut left = possible_terms(lists, 2);
    loop {
        let unlikely = |pair: &u32| Unlikely::of(*pair, seen_on(cells, *pair), current.expected_on(*pair));
        let mut tried: Vec<Unlikely> = left.iter().map(unlikely).filter(|own| own.tail < threshold).collect();
        tried.sort_by(Unlikely::order);
        let grown = |own: &Unlikely| fit(cells, observed, &current.model.with(own.pair)).ok().map(|fitted| (own.pair, fitted));
        let Some((pair, fitted)) = tried.iter().find_map(grown) else { return Some(current) };
        left.retain(|own| *own != pair);
        current = fitted;
    }
}

/// How unlikely the overlap of a pair is.
struct Unlikely {
    pair: u32,
    tail: f64,
    /// Twice the log-likelihood lost by the expected number: tells pairs apart whose tails are both too small for a number.
    deviance: f64,
}

impl Unlikely {
    fn of(pair: u32, seen: f64, expected: f64) -> Unlikely {
        let expected = expected.max(f64::MIN_POSITIVE);
        let logarithm = if seen > 0.0 { seen * (seen / expected).ln() } else { 0.0 };
        Unlikely { pair, tail: tail(seen, expected), deviance: 2.0 * (logarithm - seen + expected) }
    }

    fn order(&self, other: &Unlikely) -> std::cmp::Ordering {
        self.tail.total_cmp(&other.tail).then(other.deviance.total_cmp(&self.deviance)).then(self.pair.cmp(&other.pair))
    }
}

pub(super) fn seen_on(cells: &[(u32, f64)], lists: u32) -> f64 {
    cells.iter().filter(|(history, _)| history & lists == lists).map(|(_, count)| count).sum()
}

/// The chance of a Poisson number of at least this many.
pub(super) fn above(seen: f64, expected: f64) -> f64 {
    let Ok(law) = Poisson::new(expected.max(f64::MIN_POSITIVE)) else { return 1.0 };
    if seen >= 1.0 { law.sf(seen as u64 - 1) } else { 1.0 }
}

/// The smaller tail of a Poisson number, the number itself included in both.
fn tail(seen: f64, expected: f64) -> f64 {
    let Ok(law) = Poisson::new(expected.max(f64::MIN_POSITIVE)) else { return 1.0 };
    law.cdf(seen as u64).min(above(seen, expected))
}

/// Every model with terms of at most `order` lists that has an estimate, lowest BIC first. `None` when there are too many.
pub(super) fn all_by_bic(cells: &[(u32, f64)], observed: f64, lists: usize, order: u32) -> Option<Vec<Fitted>> {
    let models = every_model(lists, order, MOST_MODELS)?;
    let mut fits: Vec<Fitted> = models.par_iter().filter_map(|model| fit(cells, observed, model).ok()).collect();
    fits.sort_by(|one, other| one.bic.total_cmp(&other.bic).then_with(|| one.model.cmp(&other.model)));
    Some(fits)
}

/// From a model to the neighbour of lowest BIC until none is lower; the first start has no interactions, the others are
/// drawn. The lowest of all ends is given.
pub(super) fn downhill(cells: &[(u32, f64)], observed: f64, lists: usize, order: u32, (starts, seed): (u32, u64)) -> Option<Fitted> {
    let mut known = BTreeMap::new();
    let ends = (0..starts.max(1)).filter_map(|start| {
        let from = if start == 0 { Model::independence(lists) } else { drawn(lists, order, seed.wrapping_add(u64::from(start))) };
        descend(cells, observed, from, order, &mut known)
    });
    ends.min_by(|one, other| one.bic.total_cmp(&other.bic))
}

type Known = BTreeMap<Model, Option<Fitted>>;

fn descend(cells: &[(u32, f64)], observed: f64, from: Model, order: u32, known: &mut Known) -> Option<Fitted> {
    let mut now = look_up(cells, observed, vec![from], known).pop()?;
    loop {
        let next = look_up(cells, observed, now.model.neighbours(order), known);
        let best = next.into_iter().min_by(|one, other| one.bic.total_cmp(&other.bic).then_with(|| one.model.cmp(&other.model)));
        match best.filter(|best| best.bic < now.bic) {
            Some(best) => now = best,
            None => return Some(now),
        }
    }
}

/// Fits of these models that exist; each is made once.
fn look_up(cells: &[(u32, f64)], observed: f64, models: Vec<Model>, known: &mut Known) -> Vec<Fitted> {
    let new: Vec<Model> = models.iter().filter(|model| !known.contains_key(*model)).cloned().collect();
    let fits: Vec<_> = new.par_iter().map(|model| fit(cells, observed, model).ok()).collect();
    known.extend(new.into_iter().zip(fits));
    models.iter().filter_map(|model| known.get(model).cloned().flatten()).collect()
}

/// A model of some drawn pairs.
fn drawn(lists: usize, order: u32, seed: u64) -> Model {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let pairs = possible_terms(lists, order.min(2));
    let count = pairs.len() / 3;
    Model::of(lists, pairs.sample(&mut random, count).copied())
}

#[cfg(test)]
mod tests {
    use super::super::Overlap;
    use super::super::tables::reference;
    use super::*;

    #[track_caller]
    fn near(what: &str, found: f64, expected: f64, relative: f64) {
        assert!((found / expected - 1.0).abs() < relative, "{what}: {found} is not {expected}");
    }

    fn population(overlap: &Overlap, found: Option<Fitted>) -> f64 {
        overlap.observed() as f64 + found.expect("an estimate").hidden
    }

    /// R MultipleSystemsEstimation 1.2.0, p < 0.02.
    #[test]
    fn stepwise_meets_the_reference() {
        for (name, expected) in [
            ("korea_3list", 268.7777778),
            ("kosovo_4list", 14341.6638),
            ("western_us_5list", 2483.38392),
            ("uk_2013_5list", 11312.99029),
            ("netherlands_5list", 121521.6137),
            ("madiganyork_3list", 730.9285714),
        ] {
            let Some(overlap) = reference(name) else { return };
            let (cells, observed, lists) = (overlap.cells(), overlap.observed() as f64, overlap.lists().len());
            near(name, population(&overlap, stepwise(&cells, observed, lists, 0.02)), expected, 1e-9);
        }
    }

    #[test]
    fn the_lowest_bic_meets_the_reference() {
        for (name, order, expected, bic, model) in [
            ("korea_3list", 2, 157.1666667, 57.1408, "[12,23]"),
            ("kosovo_4list", 2, 14341.6638, 225.2112, "[12,13,14,23,34]"),
            ("kosovo_4list", 3, 10356.51896, 203.0296, "[123,14,34]"),
            ("western_us_5list", 2, 2483.38392, 118.7443, "[15,2,3,4]"),
            ("western_us_5list", 3, 2483.38392, 118.7443, "[15,2,3,4]"),
            ("uk_2013_5list", 2, 22991.33131, 196.5398, "[12,13,23,25,34]"),
            ("uk_2013_5list", 3, 25311.29061, 195.8791, "[123,25,34]"),
            ("netherlands_5list", 2, 48012.72629, 222.0539, "[12,15,23,24,25,35,45]"),
            ("netherlands_5list", 3, 148788.759, 219.1707, "[135,12,24,34]"),
            ("madiganyork_3list", 2, 730.9285714, 76.0278, "[12,3]"),
        ] {
            let Some(overlap) = reference(name) else { return };
            let (cells, observed, lists) = (overlap.cells(), overlap.observed() as f64, overlap.lists().len());
            let best = all_by_bic(&cells, observed, lists, order).expect("few enough").swap_remove(0);
            assert_eq!(best.model.to_string(), model, "{name} {order}");
            near(name, best.bic, bic, 1e-6);
            near(name, population(&overlap, Some(best)), expected, 5e-9);
        }
    }

    #[test]
    fn downhill_ends_where_the_reference_does_and_other_starts_go_lower() {
        let Some(overlap) = reference("uk_2013_5list") else { return };
        let (cells, observed) = (overlap.cells(), overlap.observed() as f64);
        near("one start", population(&overlap, downhill(&cells, observed, 5, 3, (1, 1))), 12262.41, 1e-6);
        near("many", population(&overlap, downhill(&cells, observed, 5, 3, (30, 1))), 25311.29, 1e-6);
    }
}
