//! The logarithms of one stretch, and the step in them from one year on.

use super::usual::Usual;
use super::{FEWEST, FEWEST_YEARS, SIDE, Series};

/// A slope that lies more standard errors from those of the others is not drawn towards them.
const STRANGE: f64 = 1.0;
/// Logarithms that vary more from year to year are skew, and their limits do not hold: a series among others is not looked at then.
const LARGEST_DEVIATION: f64 = 0.25;

/// The logarithms of a stretch with the straight line taken out.
pub(super) struct Line<'a> {
    pub(super) series: &'a Series,
    /// Years from the middle year.
    t: Vec<f64>,
    /// Logarithms less their mean.
    y: Vec<f64>,
    /// Logarithms less their line.
    pub(super) z: Vec<f64>,
    /// Variance of a logarithm were the count a Poisson one: one over the mean, and what rounding adds.
    pub(super) poisson: f64,
}

/// A step from one year on, in logarithms.
#[derive(Clone, Copy)]
pub(super) struct Step {
    /// Place of the first year of the new level.
    pub(super) from: usize,
    pub(super) size: f64,
    pub(super) error: f64,
    /// Degrees of freedom of the error.
    pub(super) freedom: f64,
}

impl Line<'_> {
    pub(super) fn of(series: &Series, base: u64) -> Option<Line<'_>> {
        let points = &series.points;
        if points.len() < FEWEST_YEARS || points.iter().any(|(_, count)| *count < FEWEST) {
            return None;
        }
        let n = points.len() as f64;
        let mean_of = |values: &[f64]| values.iter().sum::<f64>() / n;
        let years: Vec<f64> = points.iter().map(|(year, _)| f64::from(*year)).collect();
        let logs: Vec<f64> = points.iter().map(|(_, count)| (*count as f64).ln()).collect();
        let mean = points.iter().map(|(_, count)| *count as f64).sum::<f64>() / n;
        let poisson = 1.0 / mean + (base as f64).powi(2) / (12.0 * mean * mean);
        let (t, y) = (less(&years, mean_of(&years)), less(&logs, mean_of(&logs)));
        let slope = inner(&t, &y) / inner(&t, &t);
        let z = t.iter().zip(&y).map(|(t, y)| y - slope * t).collect();
        Some(Line { series, t, y, z, poisson })
    }

    /// Degrees of freedom around the line.
    pub(super) fn freedom(&self) -> f64 {
        self.t.len() as f64 - 2.0
    }

    /// Variance around the line.
    pub(super) fn variance(&self) -> f64 {
        inner(&self.z, &self.z) / self.freedom()
    }

    /// The slope of the line a year, and one over the sum of squares it is measured with.
    pub(super) fn slope(&self) -> (f64, f64) {
        let squares = inner(&self.t, &self.t);
        (inner(&self.t, &self.y) / squares, 1.0 / squares)
    }

    /// How many years were tried.
    pub(super) fn tried(&self) -> usize {
        self.t.len() + 1 - 2 * SIDE
    }

    /// The step that is largest beside its standard error.
    pub(super) fn largest(&self, usual: &Usual) -> Option<Step> {
        let steps = (SIDE..=self.t.len() - SIDE).filter_map(|from| self.step(from, usual)).filter(|step| step.error > 0.0);
        steps.max_by(|one, two| (one.size / one.error).abs().total_cmp(&(two.size / two.error).abs()))
    }

    /// The step in the logarithms from one year on, with the slope drawn towards what is usual, or free where it is strange or nothing usual is
    /// known. `None` where a series among others varies too much.
    pub(super) fn step(&self, from: usize, usual: &Usual) -> Option<Step> {
        let jump: Vec<f64> = (0..self.t.len()).map(|place| if place < from { 0.0 } else { 1.0 }).collect();
        let w = less(&jump, jump.iter().sum::<f64>() / jump.len() as f64);
        let (ww, wt, tt) = (inner(&w, &w), inner(&w, &self.t), inner(&self.t, &self.t));
        let (wy, ty) = (inner(&w, &self.y), inner(&self.t, &self.y));
        let weight = ww - wt * wt / tt;
        let free = (wy - wt * ty / tt) / weight;
        let left = (inner(&self.z, &self.z) - free * free * weight).max(0.0);
        let (variance, freedom) = usual.variance(left, self.freedom() - 1.0, self.poisson);
        let alone = Step { from, size: free, error: (variance / weight).sqrt(), freedom };
        let Some(slopes) = usual.slopes() else { return Some(alone) };
        if variance.sqrt() > LARGEST_DEVIATION {
            return None;
        }
        let spread = slopes.variance + slopes.error.powi(2);
        let (slope, of_slope) = ((ty - wt * wy / ww) / (tt - wt * wt / ww), variance / (tt - wt * wt / ww));
        if (slope - slopes.mean).powi(2) > STRANGE.powi(2) * (of_slope + spread) {
            return Some(alone);
        }
        // Best linear with V = variance · I + spread · t tᵀ: the slope counts for as much as the others say it can differ.
        let pull = spread / (variance + spread * tt);
        let precision = ww - pull * wt * wt;
        let size = (wy - slopes.mean * wt - pull * wt * (ty - slopes.mean * tt)) / precision;
        let reach = (wt - pull * wt * tt) / precision;
        let own = variance * (ww - 2.0 * pull * wt * wt + pull * pull * wt * wt * tt) / (precision * precision);
        let others = spread * reach * reach;
        let both = own + others;
        let freedom = both * both / (own * own / freedom + others * others / slopes.freedom);
        Some(Step { from, size, error: both.sqrt(), freedom })
    }
}

fn less(values: &[f64], mean: f64) -> Vec<f64> {
    values.iter().map(|value| value - mean).collect()
}

fn inner(one: &[f64], two: &[f64]) -> f64 {
    one.iter().zip(two).map(|(one, two)| one * two).sum()
}
