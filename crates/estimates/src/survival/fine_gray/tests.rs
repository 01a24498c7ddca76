//! Fine–Gray regression against R's `crr` and against Cox's where nothing competes.

use proptest::prelude::*;

use super::*;
use crate::survival::reference::{Use, assert_all_close, made, made_design};
use crate::survival::{Coefficient, CoxOptions, Errors, cox};

fn values(fit: &Regression, of: fn(&Coefficient) -> Option<f64>) -> Vec<f64> {
    fit.coefficients.iter().map(|own| of(own).expect("a value")).collect()
}

/// cmprsk 2.2-11: `crr(t, s, model.matrix(~ x + g))`.
#[test]
fn the_made_data_give_the_numbers_of_r() {
    let fit = fine_gray(&made(&[]), &made_design(), 1, 0.95).expect("a fit");
    assert_all_close(&values(&fit, |own| own.estimate), &[-0.00537656213243, 0.42476582513138]);
    assert_all_close(&values(&fit, |own| own.std_error), &[0.0826553741369, 0.4705106241523]);
    assert_all_close(&[fit.loglik_null, fit.loglik], &[-35.8038938189, -35.4884037757]);
}

#[test]
fn what_makes_no_sense_is_refused() {
    let refuse = |uses: &[Use], cause| fine_gray(&made(uses), &made_design(), cause, 0.95).expect_err("refused");
    assert_eq!(refuse(&[Use::Entry], 1), SurvivalError::LateEntry { method: "Fine–Gray regression" });
    assert_eq!(refuse(&[Use::Stratum], 1), SurvivalError::Strata { method: "Fine–Gray regression" });
    assert_eq!(refuse(&[], 3), SurvivalError::NoEventsOf { cause: 3 });
    assert_eq!(refuse(&[], 0), SurvivalError::NoEventsOf { cause: 0 });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Without another cause and without censoring it is Cox's model with robust errors and Breslow's ties.
    #[test]
    fn where_nothing_competes_it_is_cox(rows in proptest::collection::vec((1u32..30, -3i32..4), 8..40)) {
        let subjects: Vec<_> = rows.iter().map(|(time, _)| Subject::new(f64::from(*time), 1)).collect();
        let mut design = Design::new();
        design.number("x", rows.iter().map(|(_, x)| f64::from(*x)).collect()).expect("numbers");
        let one = fine_gray(&subjects, &design, 1, 0.95).expect("a fit");
        let options = CoxOptions { ties: Ties::Breslow, errors: Errors::Robust, ..CoxOptions::default() };
        let other = cox(&subjects, &design, &options).expect("a fit");
        if !other.warnings.is_empty() { return Ok(()) }
        prop_assert!((one.loglik - other.loglik).abs() < 1e-10);
        for of in [|own: &Coefficient| own.estimate, |own: &Coefficient| own.std_error] {
            let (one, other) = (values(&one, of), values(&other, of));
            prop_assert!((one[0] - other[0]).abs() < 1e-9, "{:?} {:?}", one, other);
        }
    }

    #[test]
    fn a_count_weighs_as_that_many_copies(rows in proptest::collection::vec((1u32..12, 0u32..3, -3i32..4, 1u64..4), 8..30)) {
        let subjects: Vec<_> = rows.iter().map(|(time, status, _, count)| Subject { count: *count, ..Subject::new(f64::from(*time), *status) }).collect();
        let places: Vec<usize> = rows.iter().enumerate().flat_map(|(place, row)| vec![place; row.3 as usize]).collect();
        let copies: Vec<_> = places.iter().map(|place| Subject { count: 1, ..subjects[*place] }).collect();
        let design = |places: &[usize]| {
            let mut design = Design::new();
            design.number("x", places.iter().map(|place| f64::from(rows[*place].2)).collect()).expect("numbers");
            design
        };
        let all: Vec<usize> = (0..rows.len()).collect();
        let (one, other) = (fine_gray(&subjects, &design(&all), 1, 0.95), fine_gray(&copies, &design(&places), 1, 0.95));
        if let (Ok(one), Ok(other)) = (one, other) {
            if !one.warnings.is_empty() { return Ok(()) }
            prop_assert!((one.loglik - other.loglik).abs() < 1e-9);
            for (one, other) in one.coefficients.iter().zip(&other.coefficients) {
                let close = |one: Option<f64>, other: Option<f64>| (one.expect("a value") - other.expect("a value")).abs() < 1e-7;
                prop_assert!(close(one.estimate, other.estimate) && close(one.std_error, other.std_error));
            }
        }
    }
}
