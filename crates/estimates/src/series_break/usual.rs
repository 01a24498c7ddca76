//! What is usual among the other series: how much counts of a year vary beyond chance, and how much slopes differ.

use std::collections::BTreeSet;

use statrs::function::gamma::digamma;

use super::line::Line;

/// So many other regions are needed to learn from them.
const FEWEST_OTHERS: usize = 7;
/// So many degrees of freedom stand for any number.
const MOST_FREEDOM: f64 = 1e4;
/// A series of which the variance is more than so many times what is usual is no series like the others.
const STRANGE_SPREAD: f64 = 2.0;
/// Slopes may have heavier tails than a normal curve: they stand for this part of their degrees of freedom.
const OF_SLOPES: f64 = 0.5;

/// What the other series tell, or nothing where they are too few.
pub(super) enum Usual {
    /// The factor by which counts vary more than Poisson counts, with the degrees of freedom it stands for; and the slopes. `most` is how many
    /// degrees of freedom the factor is given at most: what is learnt from so many series is not known better.
    Others { factor: f64, freedom: f64, most: f64, slopes: Slopes },
    /// A series that stands alone tells of itself only.
    Alone,
}

/// The slopes of the other series.
#[derive(Clone, Copy)]
pub(super) struct Slopes {
    pub(super) mean: f64,
    /// Standard error of the mean.
    pub(super) error: f64,
    /// Variance between them, beyond that of counts.
    pub(super) variance: f64,
    pub(super) freedom: f64,
}

impl Usual {
    /// From the lines of all regions but that of the one at a place.
    pub(super) fn of_others(lines: &[Line<'_>], place: usize) -> Usual {
        let region = |line: &Line<'_>| line.series.region;
        let others: Vec<&Line<'_>> = lines.iter().filter(|line| region(line) != region(&lines[place])).collect();
        let regions = others.iter().map(|line| region(line)).collect::<BTreeSet<_>>().len();
        if regions < FEWEST_OTHERS {
            return Usual::Alone;
        }
        let (factor, freedom) = spread(&others);
        let own: Vec<(f64, f64)> = others
            .iter()
            .map(|line| {
                let (slope, over) = line.slope();
                let variance = shrunk(line.variance(), line.freedom(), (factor * line.poisson, freedom)).0;
                (slope, variance.max(line.poisson) * over)
            })
            .collect();
        Usual::Others { factor, freedom, most: others.len() as f64, slopes: slopes(&own) }
    }

    /// Variance of a logarithm and its degrees of freedom, for a series whose own variance has the sum of squares `left` over `own` degrees.
    pub(super) fn variance(&self, left: f64, own: f64, poisson: f64) -> (f64, f64) {
        let (variance, freedom) = match self {
            // A series that varies more than most tells of itself only: what is usual is not usual for it.
            Usual::Others { factor, .. } if left / own > STRANGE_SPREAD * factor * poisson => (left / own, own),
            Usual::Others { factor, freedom, most, .. } => shrunk(left / own, own, (factor * poisson, freedom.min(*most))),
            Usual::Alone => (left / own, own),
        };
        (variance.max(poisson), freedom)
    }

    pub(super) fn slopes(&self) -> Option<Slopes> {
        match self {
            Usual::Others { slopes, .. } => Some(*slopes),
            Usual::Alone => None,
        }
    }
}

/// A variance drawn towards what is usual, each by its degrees of freedom (Smyth 2004).
fn shrunk(variance: f64, own: f64, (usual, freedom): (f64, f64)) -> (f64, f64) {
    ((own * variance + freedom * usual) / (own + freedom), own + freedom)
}

/// The factor by which counts vary more than Poisson counts, at least 1, and its degrees of freedom: few where series differ in it (Smyth 2004,
/// section 6.2).
fn spread(lines: &[&Line<'_>]) -> (f64, f64) {
    let of = |line: &&Line<'_>| {
        let half = line.freedom() / 2.0;
        // A line without any remainder says as little as one with hardly any.
        let factor = (line.variance() / line.poisson).max(1e-3);
        (factor.ln() - digamma(half) + half.ln(), trigamma(half))
    };
    let told: Vec<(f64, f64)> = lines.iter().map(of).collect();
    let n = told.len() as f64;
    let mean = told.iter().map(|(own, _)| own).sum::<f64>() / n;
    let between = told.iter().map(|(own, _)| (own - mean).powi(2)).sum::<f64>() / (n - 1.0);
    let chance = told.iter().map(|(_, chance)| chance).sum::<f64>() / n;
    if between <= chance {
        return (mean.exp().max(1.0), MOST_FREEDOM);
    }
    let half = trigamma_inverse(between - chance).min(MOST_FREEDOM / 2.0);
    ((mean + digamma(half) - half.ln()).exp().max(1.0), 2.0 * half)
}

/// Mean and variance of slopes, each given with the variance that counts alone give it (Paule & Mandel 1982).
fn slopes(told: &[(f64, f64)]) -> Slopes {
    let freedom = told.len() as f64 - 1.0;
    let mean = |between: f64| {
        let weights: f64 = told.iter().map(|(_, variance)| 1.0 / (variance + between)).sum();
        (told.iter().map(|(slope, variance)| slope / (variance + between)).sum::<f64>() / weights, 1.0 / weights)
    };
    let around = |between: f64| {
        let (middle, _) = mean(between);
        told.iter().map(|(slope, variance)| (slope - middle).powi(2) / (variance + between)).sum::<f64>()
    };
    let most = told.iter().map(|(slope, _)| slope * slope).sum::<f64>().max(f64::MIN_POSITIVE);
    let (mut low, mut high) = (0.0, if around(0.0) <= freedom { 0.0 } else { most });
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if around(middle) > freedom { low = middle } else { high = middle }
    }
    let (middle, variance) = mean(high);
    Slopes { mean: middle, error: variance.sqrt(), variance: high, freedom: freedom * OF_SLOPES }
}

/// The second derivative of ln Γ: by recurrence up to 12, then Stirling's series (Abramowitz & Stegun 6.4.6, 6.4.12).
fn trigamma(x: f64) -> f64 {
    let (mut x, mut sum) = (x, 0.0);
    while x < 12.0 {
        sum += 1.0 / (x * x);
        x += 1.0;
    }
    let square = 1.0 / (x * x);
    sum + 1.0 / x + square / 2.0 + square / x * (1.0 / 6.0 - square * (1.0 / 30.0 - square * (1.0 / 42.0 - square / 30.0)))
}

/// Where the trigamma function has this value, above 0; it falls, so by halving.
fn trigamma_inverse(value: f64) -> f64 {
    let (mut low, mut high) = (1e-3_f64, MOST_FREEDOM);
    for _ in 0..60 {
        let middle = (low * high).sqrt();
        if trigamma(middle) > value { low = middle } else { high = middle }
    }
    high
}

#[cfg(test)]
mod tests {
    use super::*;

    /// π²/6 at 1, π²/2 at a half (Abramowitz & Stegun 6.4.2 and 6.4.4).
    #[test]
    fn trigamma_has_its_known_values_and_is_turned_round() {
        let square = std::f64::consts::PI.powi(2);
        assert!((trigamma(1.0) - square / 6.0).abs() < 1e-12 && (trigamma(0.5) - square / 2.0).abs() < 1e-12);
        for x in [0.2, 1.0, 3.5, 40.0] {
            assert!((trigamma_inverse(trigamma(x)) / x - 1.0).abs() < 1e-9, "{x}");
        }
    }

    /// The eight-schools data (Rubin 1981): by Paule & Mandel the effects do not differ beyond chance, and the weighted mean is 7.7 with
    /// standard error 4.1 (Gelman et al. 2013, section 5.5).
    #[test]
    fn eight_schools_do_not_differ() {
        let effects = [28.0, 8.0, -3.0, 7.0, -1.0, 1.0, 18.0, 12.0];
        let errors = [15.0, 10.0, 16.0, 11.0, 9.0, 11.0, 10.0, 18.0f64];
        let told: Vec<(f64, f64)> = effects.into_iter().zip(errors.map(|error| error * error)).collect();
        let found = slopes(&told);
        assert!((found.mean - 7.69).abs() < 0.01 && (found.error - 4.07).abs() < 0.01 && found.variance < 1e-9, "{:?}", found.mean);
    }

    /// By hand: 0 and 4 with variance 1 each: Σ (x − 2)²/(1 + τ²) = 8/(1 + τ²) is 1 where τ² = 7.
    #[test]
    fn slopes_that_differ_keep_what_chance_does_not_explain() {
        let found = slopes(&[(0.0, 1.0), (4.0, 1.0)]);
        assert!((found.variance - 7.0).abs() < 1e-9 && (found.mean - 2.0).abs() < 1e-12 && (found.error - 2.0).abs() < 1e-9);
    }
}
