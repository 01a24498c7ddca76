//! Posteriors so narrow that they fall between the numbers a grid tries, as with millions of people.

use rayon::prelude::*;

use super::super::graphs::Graph;
use super::super::overlap::Overlap;
use super::{FINEST, Marginals, Prior};

/// A grid misses a peak that lies so much higher, in logarithms, than any of its numbers.
const MISSED: f64 = 2.0;
/// Peaks this far below the highest carry no weight.
const NO_WEIGHT: f64 = 20.0;
/// Numbers are added around a peak to so many of its own standard deviations, this many for each.
const REACH: f64 = 10.0;
const FOR_EACH: f64 = 10.0;
/// Most numbers added around one peak, or around peaks that run into one another.
const MOST: f64 = 20_000.0;

/// Where a graph weighs most.
struct Peak {
    hidden: f64,
    height: f64,
    spread: f64,
}

/// Whether a grid can show the highest peak.
pub(super) enum Fit {
    /// It can.
    Fine,
    /// It steps over a peak that a finer grid would show.
    Coarse,
    /// It misses the peak, and so may the finest grid: here it is with numbers added around all peaks that count.
    Missed(Vec<f64>),
}

/// Looks where the peaks lie between the numbers of a grid, and how wide they are. A grid that has a number on a peak by luck is too coarse
/// all the same when its steps are wider than the peak.
pub(super) fn fit(overlap: &Overlap, prior: Prior, graphs: &[Graph], hidden: &[f64]) -> Fit {
    let [first, second, .., last] = *hidden else { return Fit::Fine };
    let marginals = Marginals::new(overlap, prior);
    let peaks: Vec<Peak> = graphs.par_iter().map(|graph| peak(&|hidden| marginals.log_weight(graph, hidden), last)).collect();
    let Some(best) = (0..peaks.len()).max_by(|one, other| peaks[*one].height.total_cmp(&peaks[*other].height)) else { return Fit::Fine };
    let after = hidden.partition_point(|value| *value < peaks[best].hidden).min(hidden.len() - 1);
    let beside = [hidden[after.saturating_sub(1)], hidden[after]];
    let nearest = beside.iter().map(|value| marginals.log_weight(&graphs[best], *value)).fold(f64::NEG_INFINITY, f64::max);
    if peaks[best].height - nearest < MISSED && (last - first) / FINEST as f64 <= peaks[best].spread {
        return if second - first > peaks[best].spread { Fit::Coarse } else { Fit::Fine };
    }
    let top = peaks[best].height;
    let mut parts: Vec<(f64, f64, f64)> = peaks
        .iter()
        .filter(|peak| peak.height > top - NO_WEIGHT)
        .map(|peak| ((peak.hidden - REACH * peak.spread).max(first), (peak.hidden + REACH * peak.spread).min(last), peak.spread))
        .collect();
    parts.sort_by(|one, other| one.0.total_cmp(&other.0));
    let joined = parts.into_iter().fold(Vec::<(f64, f64, f64)>::new(), |mut joined, own| {
        match joined.last_mut().filter(|before| own.0 <= before.1) {
            Some(before) => *before = (before.0, before.1.max(own.1), before.2.min(own.2)),
            None => joined.push(own),
        }
        joined
    });
    let mut all = hidden.to_vec();
    for (low, high, spread) in joined {
        let count = ((high - low) / spread * FOR_EACH).clamp(1.0, MOST).ceil();
        all.extend((0..=count as usize).map(|at| (low + (high - low) * at as f64 / count).round()));
    }
    all.sort_by(f64::total_cmp);
    all.dedup();
    Fit::Missed(all)
}

/// The highest point from 1 to the largest number, by golden section on the logarithm, and the spread of a normal law of that
/// curvature.
fn peak(log_weight: &dyn Fn(f64) -> f64, last: f64) -> Peak {
    const STEPS: usize = 60;
    let golden = (5f64.sqrt() - 1.0) / 2.0;
    let at = |log: f64| log_weight(log.exp());
    let (mut low, mut high) = (0.0, last.max(1.0).ln());
    let (mut left, mut right) = (high - golden * (high - low), low + golden * (high - low));
    let (mut at_left, mut at_right) = (at(left), at(right));
    for _ in 0..STEPS {
        if at_left < at_right {
            (low, left, at_left) = (left, right, at_right);
            right = low + golden * (high - low);
            at_right = at(right);
        } else {
            (high, right, at_right) = (right, left, at_left);
            left = high - golden * (high - low);
            at_left = at(left);
        }
    }
    let hidden = ((low + high) / 2.0).exp();
    let height = log_weight(hidden);
    Peak { hidden, height, spread: spread(log_weight, hidden, height) }
}

/// How far from the peak the weight falls by a half, in logarithms, on average over both sides; at most the peak itself.
fn spread(log_weight: &dyn Fn(f64) -> f64, hidden: f64, height: f64) -> f64 {
    let mut away = 1.0;
    while away < hidden {
        let fallen = height - (log_weight(hidden + away) + log_weight((hidden - away).max(0.0))) / 2.0;
        if fallen >= 0.5 {
            return away / (2.0 * fallen).sqrt();
        }
        away *= 2.0;
    }
    hidden.max(1.0)
}
