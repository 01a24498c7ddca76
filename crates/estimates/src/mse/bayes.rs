//! The three Bayesian methods, from a table to a result.

use super::average::{Averaged, average};
use super::independence::why_no_maximum;
use super::latent::latent_classes;
use super::methods::{Method, Settings};
use super::model::Model;
use super::overlap::Overlap;
use super::posterior::{Limits, Posterior, of_chains};
use super::texts::{self, Notice};
use super::threshold::{Length, threshold};
use super::{Existence, IntervalKind, MethodResult, PopulationInterval};

/// Chains with an R-hat above this have not met.
const APART: f64 = 1.05;
/// More of a posterior than this at the end of its grid carries a warning.
const AT_END: f64 = 0.005;

/// Averages over decomposable graphs.
pub(super) fn averaged(overlap: &Overlap, settings: &Settings) -> MethodResult {
    if let Some(reason) = why_no_maximum(overlap) {
        return nothing(&Method::BayesAverage, Existence::NoMaximum, reason);
    }
    let Averaged { limits, posterior, best, share, tried, is_all } = average(overlap, settings.grid, settings.prior, settings.level);
    let mut warnings = vec![texts::averaged(tried.len(), is_all, share)];
    let end = posterior.mass_at_end.unwrap_or(0.0);
    warnings.extend((end > AT_END).then(|| texts::mass_at_end(end)));
    warnings.extend(texts::if_little_overlap(overlap.overlapping()));
    let model = best.model(overlap.lists().len());
    result(&Method::BayesAverage, settings.level, limits, posterior, model.words(), warnings)
}

/// Thresholds the interactions of pairs.
pub(super) fn thresholded(overlap: &Overlap, settings: &Settings) -> MethodResult {
    if let Some((existence, reason)) = why_nothing(overlap) {
        return nothing(&Method::BayesThreshold, existence, reason);
    }
    let Some(found) = threshold(&overlap.cells(), overlap.lists().len(), length(settings)) else {
        return nothing(&Method::BayesThreshold, Existence::NoMaximum, texts::not_fitted());
    };
    pooled(&Method::BayesThreshold, overlap, settings, (&found.hidden, &found.model), texts::thresholded())
}

/// Latent classes in unknown number.
pub(super) fn classes(overlap: &Overlap, settings: &Settings) -> MethodResult {
    if let Some((existence, reason)) = why_nothing(overlap) {
        return nothing(&Method::LatentClass, existence, reason);
    }
    let hidden = latent_classes(overlap, length(settings));
    let model = Model::independence(overlap.lists().len());
    let mut result = pooled(&Method::LatentClass, overlap, settings, (&hidden, &model), texts::latent_classes());
    result.model = Vec::new();
    result
}

fn length(settings: &Settings) -> Length {
    Length { chains: settings.chains.max(1), steps: settings.steps.max(100), seed: settings.seed }
}

/// Two lists cannot say how they depend on one another; with priors alone the prior would be the answer.
fn why_nothing(overlap: &Overlap) -> Option<(Existence, Notice)> {
    if let Some(reason) = why_no_maximum(overlap) {
        return Some((Existence::NoMaximum, reason));
    }
    (overlap.lists().len() < 3).then(|| (Existence::NotIdentifiable, texts::two_lists()))
}

fn pooled(method: &Method, overlap: &Overlap, settings: &Settings, (hidden, model): (&[Vec<f64>], &Model), notice: Notice) -> MethodResult {
    let observed = overlap.observed() as f64;
    let chains: Vec<Vec<f64>> = hidden.iter().map(|chain| chain.iter().map(|hidden| observed + hidden).collect()).collect();
    let posterior = of_chains(&chains);
    let limits = Limits::of_draws(&chains.concat(), settings.level);
    let (lowest, highest) = posterior.chains.iter().fold((f64::INFINITY, 0.0f64), |(low, high), own| (low.min(*own), high.max(*own)));
    let mut warnings = vec![notice];
    if posterior.r_hat.is_none_or(|r_hat| r_hat > APART) {
        warnings.push(texts::chains_apart(posterior.r_hat, lowest, highest));
    }
    warnings.extend(texts::if_little_overlap(overlap.overlapping()));
    result(method, settings.level, limits, posterior, model.words(), warnings)
}

fn result(method: &Method, level: f64, limits: Limits, posterior: Posterior, model: Vec<String>, warnings: Vec<Notice>) -> MethodResult {
    let interval = PopulationInterval { kind: IntervalKind::Posterior, level, lower: limits.lower, upper: Some(limits.upper) };
    MethodResult {
        method: method.word(),
        estimate: Some(limits.median),
        intervals: vec![interval],
        model,
        existence: Existence::Exists,
        bic: None,
        posterior: Some(posterior),
        warnings,
    }
}

fn nothing(method: &Method, existence: Existence, reason: Notice) -> MethodResult {
    MethodResult {
        method: method.word(),
        estimate: None,
        intervals: Vec::new(),
        model: Vec::new(),
        existence,
        bic: None,
        posterior: None,
        warnings: vec![reason],
    }
}

#[cfg(test)]
mod tests {
    use super::super::tables::table;
    use super::*;

    #[test]
    fn two_lists_cannot_say_how_they_depend() {
        let overlap = table("a b", [(1, 40), (2, 20), (3, 10)]);
        let settings = Settings::default();
        for result in [thresholded(&overlap, &settings), classes(&overlap, &settings)] {
            assert_eq!((result.estimate, result.existence.code(), result.warnings[0].code), (None, 2, "two-lists"));
        }
        assert!(averaged(&overlap, &settings).estimate.is_some());
    }

    #[test]
    fn without_overlap_the_prior_is_not_given_as_an_answer() {
        let overlap = table("a b c", [(1, 40), (2, 20), (4, 10)]);
        let settings = Settings::default();
        for result in [averaged(&overlap, &settings), thresholded(&overlap, &settings), classes(&overlap, &settings)] {
            assert_eq!((result.estimate, result.warnings[0].code), (None, "no-overlap"));
        }
    }

    #[test]
    fn a_posterior_against_the_end_of_its_grid_says_so() {
        let overlap = table("a b c", [(1, 400), (2, 200), (4, 100), (3, 4), (5, 2), (6, 1)]);
        let codes: Vec<_> = averaged(&overlap, &Settings::default()).warnings.iter().map(|own| own.code).collect();
        assert!(codes.contains(&"mass-at-end"), "{codes:?}");
    }
}
