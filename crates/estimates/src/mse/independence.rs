//! Lists independent of one another: the log-linear model with main effects only.

use super::log_linear::{self, Fit};
use super::model::Model;
use super::overlap::Overlap;
use super::profile::Profile;
use super::texts::{self, Notice};
use super::{Existence, MethodResult, MseError};
use crate::normal;

/// Estimates the population as if lists were independent; with two lists that is n₁ n₂ / m (Petersen 1896, Lincoln 1930).
///
/// The estimate is the number observed plus the expected number on no list of the Poisson log-linear model with main
/// effects (Fienberg 1972). The interval is that of the multinomial profile likelihood (Cormack 1992), with the
/// hidden number taken as any number of 0 or more. There is none when a list is empty or holds everyone, or nobody stands
/// on two lists: then the likelihood has no maximum (Fienberg & Rinaldo 2012) and the result says why.
///
/// # Errors
///
/// When the level does not lie strictly between 0 and 1.
///
/// ```
/// use estimates::mse::{Overlap, independence};
/// let lists = ["police", "help"].map(String::from).to_vec();
/// let overlap = Overlap::new(lists, [(0b01, 40), (0b10, 20), (0b11, 10)]).unwrap();
/// let estimate = independence(&overlap, 0.95).unwrap().estimate.unwrap();
/// assert!((estimate - 50.0 * 30.0 / 10.0).abs() < 1e-9);
/// ```
pub fn independence(overlap: &Overlap, level: f64) -> Result<MethodResult, MseError> {
    let z = normal::two_sided(level).ok_or(MseError::Level { level })?;
    let terms = Model::independence(overlap.lists().len()).terms().to_vec();
    if let Some(reason) = why_no_maximum(overlap) {
        return Ok(no_estimate(overlap, reason));
    }
    let Some(fit) = log_linear::fit(&overlap.cells(), &terms) else {
        return Ok(no_estimate(overlap, texts::not_fitted()));
    };
    let observed = overlap.observed() as f64;
    let estimate = observed + fit.intercept.exp();
    let profile = Profile { cells: overlap.cells(), terms, observed };
    Ok(MethodResult {
        method: METHOD,
        estimate: Some(estimate),
        intervals: profile.interval(estimate - observed, level, z).into_iter().collect(),
        model: model(overlap),
        existence: Existence::Exists,
        bic: Some(bic(&fit, overlap)),
        posterior: None,
        warnings: warnings(overlap),
    })
}

const METHOD: &str = "independence";

fn model(overlap: &Overlap) -> Vec<String> {
    (1..=overlap.lists().len()).map(|list| list.to_string()).collect()
}

fn bic(fit: &Fit, overlap: &Overlap) -> f64 {
    let parameters = (overlap.lists().len() + 1) as f64;
    parameters * (overlap.observed() as f64).ln() - 2.0 * fit.log_likelihood
}

fn warnings(overlap: &Overlap) -> Vec<Notice> {
    let little = texts::if_little_overlap(overlap.overlapping());
    std::iter::once(texts::independence_rarely_holds()).chain(little).collect()
}

/// The maximum exists when the totals lie strictly inside what histories can give: each list holds someone and not
/// everyone, and someone stands on two lists. These are the facets of the cube of histories without its origin.
pub(super) fn why_no_maximum(overlap: &Overlap) -> Option<Notice> {
    let name = |list: usize| overlap.lists()[list].as_str();
    let mut lists = 0..overlap.lists().len();
    if let Some(empty) = lists.clone().find(|list| overlap.on_list(*list) == 0) {
        return Some(texts::empty_list(name(empty)));
    }
    if overlap.overlapping() == 0 {
        return Some(texts::no_overlap());
    }
    lists.find(|list| overlap.on_list(*list) == overlap.observed()).map(|all| texts::list_of_all(name(all)))
}

fn no_estimate(overlap: &Overlap, reason: Notice) -> MethodResult {
    MethodResult {
        method: METHOD,
        estimate: None,
        intervals: Vec::new(),
        model: model(overlap),
        existence: Existence::NoMaximum,
        bic: None,
        posterior: None,
        warnings: vec![reason, texts::independence_rarely_holds()],
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::tables::{dutch, reference, table};
    use super::super::{Tried, gather};
    use super::*;

    #[test]
    fn the_dutch_table_gives_the_known_number() {
        let result = independence(&dutch(), 0.95).expect("a result");
        let estimate = result.estimate.expect("an estimate");
        assert!((estimate / 52923.89425 - 1.0).abs() < 1e-9, "{estimate}");
        assert_eq!(result.model, ["1", "2", "3", "4", "5"]);
        let interval = result.intervals[0];
        assert!(interval.lower < estimate && interval.upper.is_some_and(|upper| estimate < upper));
    }

    #[test]
    fn one_method_alone_is_no_spread() {
        let overlap = dutch();
        let one = independence(&overlap, 0.95).expect("a result");
        let alone = gather(&overlap, vec![one.clone()], Tried::default());
        assert_eq!((alone.observed, alone.spread), (8234, None));
        assert_eq!(alone.warnings[0].code, "no-spread");
        let estimate = one.estimate.expect("an estimate");
        let other = MethodResult { estimate: Some(estimate * 2.0), ..one.clone() };
        assert_eq!(gather(&overlap, vec![one, other], Tried::default()).spread, Some((estimate, estimate * 2.0)));
    }

    #[test]
    fn without_a_maximum_it_says_why() {
        let why = |overlap: &Overlap| {
            let result = independence(overlap, 0.95).expect("a result");
            assert_eq!((result.estimate, result.existence.code(), result.bic), (None, 1, None));
            result.warnings[0].code
        };
        assert_eq!(why(&table("a b", [(1, 5), (2, 7)])), "no-overlap");
        assert_eq!(why(&table("a b c", [(1, 5), (2, 7), (3, 2)])), "empty-list");
        assert_eq!(why(&table("a b", [(1, 5), (3, 7)])), "list-of-all");
    }

    #[test]
    fn little_overlap_carries_a_warning() {
        let codes = |both| -> Vec<_> {
            let result = independence(&table("a b", [(1, 50), (2, 70), (3, both)]), 0.95).expect("a result");
            result.warnings.iter().map(|warning| warning.code).collect()
        };
        assert_eq!(codes(9), ["independence-rarely-holds", "little-overlap"]);
        assert_eq!(codes(10), ["independence-rarely-holds"]);
    }

    #[test]
    fn the_main_effects_of_every_reference_table_are_met() {
        let known = [
            ("korea_3list", 141.9926474),
            ("kosovo_4list", 7394.586662),
            ("western_us_5list", 2007.141757),
            ("uk_2013_5list", 13444.13121),
            ("netherlands_5list", 52923.89425),
            ("madiganyork_3list", 763.8879319),
        ];
        for (name, population) in known {
            let Some(overlap) = reference(name) else { return };
            let estimate = independence(&overlap, 0.95).expect("a result").estimate.expect("an estimate");
            assert!((estimate / population - 1.0).abs() < 1e-9, "{name}: {estimate} is not {population}");
        }
    }

    /// Models of lowest BIC that need no pair at minus infinity: population, BIC, and the profile interval of Rcapture to the digits
    /// it was printed with.
    #[test]
    fn models_with_pairs_and_their_profiles_are_met() {
        let known: [(&str, &[u32], [f64; 5]); 3] = [
            ("korea_3list", &[0b011, 0b110], [157.1666667, 57.1408, 128.95, 226.40, 0.005]),
            ("kosovo_4list", &[0b0011, 0b0101, 0b0110, 0b0111, 0b1001, 0b1100], [10356.51896, 203.0296, 8994.26, 12110.41, 0.005]),
            ("uk_2013_5list", &[0b00011, 0b00101, 0b00110, 0b10010, 0b01100], [22991.33131, 196.5398, 17991.0, 30142.0, 0.5]),
        ];
        for (name, pairs, [population, bic, lower, upper, digit]) in known {
            let Some(overlap) = reference(name) else { return };
            let (terms, observed) =
                ([Model::independence(overlap.lists().len()).terms().to_vec(), pairs.to_vec()].concat(), overlap.observed() as f64);
            let fit = log_linear::fit(&overlap.cells(), &terms).expect("a fit");
            let found_bic = (terms.len() + 1) as f64 * observed.ln() - 2.0 * fit.log_likelihood;
            let profile = Profile { cells: overlap.cells(), terms, observed };
            let interval = profile.interval(fit.intercept.exp(), 0.95, 1.959963984540054).expect("an interval");
            let found = [observed + fit.intercept.exp(), found_bic, interval.lower, interval.upper.expect("a limit")];
            for (found, expected, tolerance) in
                [(found[0], population, population * 1e-9), (found[1], bic, bic * 1e-6), (found[2], lower, digit), (found[3], upper, digit)]
            {
                assert!((found - expected).abs() < tolerance, "{name}: {found} is not {expected}");
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn two_lists_give_lincoln_and_petersen(first in 1u64..3000, second in 1u64..3000, both in 1u64..500) {
            let overlap = table("a b", [(1, first), (2, second), (3, both)]);
            let result = independence(&overlap, 0.95).expect("a result");
            let expected = (first + both) as f64 * (second + both) as f64 / both as f64;
            prop_assert!((result.estimate.expect("an estimate") / expected - 1.0).abs() < 1e-9);
        }

        /// Darroch (1958): under independence 1 − n/N = Π (1 − n_j/N) at the estimate.
        #[test]
        fn the_estimate_solves_darrochs_equation(counts in proptest::collection::vec(1u64..200, 7)) {
            let overlap = table("a b c", (1u32..).zip(counts));
            let estimate = independence(&overlap, 0.95).expect("a result").estimate.expect("an estimate");
            let missed = |on: u64| 1.0 - on as f64 / estimate;
            let product: f64 = (0..3).map(|list| missed(overlap.on_list(list))).product();
            prop_assert!((missed(overlap.observed()) - product).abs() < 1e-9);
        }
    }
}
