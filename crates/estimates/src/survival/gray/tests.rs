//! Gray's test against R's `cuminc` and the log-rank test.

use proptest::prelude::*;

use super::*;
use crate::survival::log_rank;
use crate::survival::reference::{Use, assert_all_close, assert_close, made, reference, subjects};

fn statistics(subjects: &[Subject<'_>], rho: f64) -> Vec<f64> {
    gray(subjects, rho).expect("tests").iter().map(|(_, test)| test.statistic).collect()
}

/// cmprsk 2.2-11: `cuminc(t, s, g)`, with `strata = st`, with `rho = 1`.
#[test]
fn the_made_data_give_the_numbers_of_r() {
    let within = made(&[Use::Group, Use::Stratum]);
    assert_all_close(&statistics(&made(&[Use::Group]), 0.0), &[0.681609416866, 0.843879911222]);
    assert_all_close(&statistics(&within, 0.0), &[0.226096689428, 0.438395972624]);
    assert_all_close(&statistics(&made(&[Use::Group]), 1.0), &[0.396324880473, 0.972510502218]);
    assert_all_close(&statistics(&within, 1.0), &[0.181913631605, 0.366942881395]);
}

#[test]
fn the_tests_of_r_on_mgus2_are_met() {
    let (Some(rows), Some(expected)) = (reference("mgus2_competing.csv"), reference("expected_gray_test_mgus2.csv")) else { return };
    let tests = gray(&subjects(&rows, "etime", "event", Some("sex")), 0.0).expect("tests");
    assert_eq!(tests.len(), expected.len());
    for ((_, test), row) in tests.iter().zip(&expected) {
        assert_close(test.statistic, row, "stat");
        assert_close(test.p.expect("a probability"), row, "pv");
        assert_eq!(test.degrees_of_freedom, 1);
    }
}

#[test]
fn what_makes_no_sense_is_refused() {
    assert_eq!(gray(&[], 0.0), Err(SurvivalError::Empty));
    let late = Subject { entry: Some(0.5), ..Subject::new(1.0, 1) };
    assert_eq!(gray(&[late], 0.0), Err(SurvivalError::LateEntry { method: "Gray's test" }));
    assert!(gray(&[Subject::new(1.0, 1)], f64::NAN).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// With one cause and one group against itself nothing differs: each half of doubled data, named apart, is as expected.
    #[test]
    fn two_groups_that_are_the_same_do_not_differ(rows in proptest::collection::vec((1u32..15, 0u32..3), 2..20)) {
        let group = |name| rows.iter().map(move |(time, status)| Subject { group: Some(name), ..Subject::new(f64::from(*time), *status) });
        let both: Vec<_> = group("a").chain(group("b")).collect();
        for statistic in statistics(&both, 0.0) {
            prop_assert!(statistic.abs() < 1e-12);
        }
    }

    #[test]
    fn copies_and_order_change_nothing(rows in proptest::collection::vec((1u32..15, 0u32..3, 0usize..3, 1u64..4), 4..30)) {
        let subjects: Vec<_> = rows.iter().map(|(time, status, group, count)| Subject {
            group: Some(["a", "b", "c"][*group]), count: *count, ..Subject::new(f64::from(*time), *status)
        }).collect();
        let mut copies: Vec<_> = subjects.iter().flat_map(|own| vec![Subject { count: 1, stratum: Some("s"), ..*own }; own.count as usize]).collect();
        copies.reverse();
        for (one, other) in statistics(&subjects, 0.0).iter().zip(statistics(&copies, 0.0)) {
            prop_assert!((one - other).abs() < 1e-8 * one.max(1.0));
        }
        prop_assert!(log_rank(&subjects, 0.0).is_ok());
    }
}
