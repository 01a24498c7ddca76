//! Tables that mean harm end in a refusal that says why, or in a right answer.

use estimates::mse::{Method, MseError, Overlap, Settings, estimate};

use crate::{names, table};

fn quick() -> Settings {
    Settings { chains: 2, steps: 1000, replicates: 20, ..Settings::default() }
}

fn every_method() -> Vec<Method> {
    Method::every()
}

#[test]
fn tables_with_nothing_in_them_are_refused() {
    assert_eq!(Overlap::new(names(3), []), Err(MseError::Nobody));
    assert_eq!(Overlap::new(names(3), [(1, 0), (7, 0)]), Err(MseError::Nobody));
    assert!(matches!(Overlap::new(names(1), [(1, 5)]), Err(MseError::Lists { lists: 1, .. })));
    assert_eq!(Overlap::new(names(2), [(1, u64::MAX), (2, u64::MAX)]), Err(MseError::TooMany));
}

#[test]
fn one_history_has_no_estimate_and_says_why() {
    for history in 1..8 {
        let overlap = table(3, [(history, 250)]);
        for method in every_method() {
            let result = estimate(&overlap, &method, &quick()).expect("a result");
            let is_bound = matches!(method, Method::Chao | Method::Darroch);
            assert!(result.estimate.is_none() || is_bound, "{method:?} on {history}: {result:?}");
            assert!(!result.warnings.is_empty(), "{method:?}");
        }
    }
}

#[test]
fn lists_that_never_meet_have_no_estimate() {
    let overlap = table(4, [(1, 500), (2, 400), (4, 300), (8, 200)]);
    for method in every_method() {
        let result = estimate(&overlap, &method, &quick()).expect("a result");
        assert!(result.estimate.is_none_or(|estimate| !estimate.is_finite() || estimate > 1e6), "{method:?}: {:?}", result.estimate);
    }
}

/// N = 16 milliard in eight equal histories: independence is exact, whatever the size.
#[test]
fn thousands_of_millions_are_counted_as_well_as_tens() {
    let overlap = table(3, (1..8).map(|history| (history, 1_000_000_000)));
    for method in [Method::Independence, Method::Stepwise, Method::Bic, Method::Downhill, Method::Chao, Method::Darroch] {
        let estimate = estimate(&overlap, &method, &Settings::default()).expect("a result").estimate.expect("an estimate");
        assert!((estimate / 8e9 - 1.0).abs() < 1e-6, "{method:?}: {estimate}");
    }
    for method in [Method::BayesAverage, Method::BayesThreshold, Method::LatentClass] {
        let result = estimate(&overlap, &method, &quick()).expect("a result");
        let tolerance = if method == Method::LatentClass { 0.1 } else { 1e-4 };
        assert!(result.estimate.is_some_and(|estimate| (estimate / 8e9 - 1.0).abs() < tolerance), "{method:?}: {:?}", result.estimate);
    }
}

/// The whole posterior lies between two numbers of the usual grid, which once gave a population of nobody hidden.
#[test]
fn a_posterior_of_millions_is_as_narrow_as_it_should_be() {
    let overlap = table(3, (1..8).map(|history| (history, 1_000_000)));
    let result = estimate(&overlap, &Method::BayesAverage, &Settings::default()).expect("a result");
    let [interval] = result.intervals[..] else { panic!("one interval") };
    let profile = estimate(&overlap, &Method::Independence, &Settings::default()).expect("a result").intervals[0];
    assert_eq!(result.model, ["1", "2", "3"]);
    assert!(
        (interval.lower / profile.lower - 1.0).abs() < 1e-4 && (interval.upper.expect("a limit") / 8e6 - 1.0).abs() < 1e-3,
        "{interval:?}"
    );
}

#[test]
fn ten_lists_end_in_a_result_or_a_refusal() {
    let overlap = table(
        10,
        (1..1024).map(|history: u32| (history, u64::from(history.count_ones() == 1) * 40 + u64::from(history.is_multiple_of(7)))),
    );
    for method in [Method::Independence, Method::Stepwise, Method::Bic, Method::BayesAverage, Method::Chao] {
        let result = estimate(&overlap, &method, &Settings::default()).expect("a result");
        assert!(result.estimate.is_none_or(|estimate| estimate >= overlap.observed() as f64), "{method:?}");
    }
}
