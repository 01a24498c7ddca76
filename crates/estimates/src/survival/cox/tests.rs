//! Cox's model against printed results, R's `coxph`, and what must hold of any data.

use proptest::prelude::*;

use super::*;
use crate::survival::reference::{
    MADE, PLACEBO, Row, SIX_MP, Use, assert_all_close, assert_close, made, made_design, number, reference, subjects, weeks,
};

fn values(fit: &Regression, of: fn(&Coefficient) -> Option<f64>) -> Vec<f64> {
    fit.coefficients.iter().map(|own| of(own).expect("a value")).collect()
}

fn fit_of(uses: &[Use], options: &CoxOptions<'_>) -> Regression {
    cox(&made(uses), &made_design(), options).expect("a fit")
}

/// Freireich's trial: 1.509 by Breslow's ties (Cox 1972 has 1.51), 1.572 by Efron's (Kalbfleisch & Prentice 2002, section 4.4).
#[test]
fn the_trial_of_freireich_gives_the_printed_coefficient() {
    let subjects = [weeks(&PLACEBO, None), weeks(&SIX_MP, None)].concat();
    let mut design = Design::new();
    design.number("placebo", (0..42).map(|row| f64::from(u8::from(row < 21))).collect()).expect("numbers");
    let of = |ties| cox(&subjects, &design, &CoxOptions { ties, ..CoxOptions::default() }).expect("a fit");
    let (breslow, efron) = (of(Ties::Breslow), of(Ties::Efron));
    assert!((values(&breslow, |own| own.estimate)[0] - 1.509).abs() < 5e-4);
    assert!((values(&efron, |own| own.estimate)[0] - 1.572).abs() < 5e-4);
    assert!((values(&efron, |own| own.std_error)[0] - 0.412).abs() < 5e-4);
}

/// R's survival 3.5-3, 12 digits.
#[test]
fn the_made_data_give_the_numbers_of_r() {
    let efron = fit_of(&[], &CoxOptions::default());
    assert_all_close(&values(&efron, |own| own.estimate), &[-0.0200474384591, -0.1338982071743]);
    assert_all_close(&values(&efron, |own| own.std_error), &[0.0868557415303, 0.4789535005034]);
    let summary = [efron.loglik_null, efron.loglik, efron.concordance.expect("pairs"), efron.score.statistic];
    assert_all_close(&summary, &[-39.7084877020, -39.6496908567, 0.55, 0.117324126775]);
    let breslow = fit_of(&[], &CoxOptions { ties: Ties::Breslow, ..CoxOptions::default() });
    assert_all_close(&values(&breslow, |own| own.estimate), &[-0.0141928765162, -0.1233932140678]);
    assert_all_close(&values(&breslow, |own| own.std_error), &[0.0855092744077, 0.4773653686778]);
    let counted = fit_of(&[Use::Count], &CoxOptions::default());
    assert_all_close(&values(&counted, |own| own.estimate), &[-0.00495733374566, -0.37364989545351]);
    assert_all_close(&values(&counted, |own| own.std_error), &[0.0534968599771, 0.3056450102202]);
}

#[test]
fn with_late_entry_strata_and_clusters_too() {
    let uses = [Use::Entry, Use::Stratum];
    let fit = fit_of(&uses, &CoxOptions::default());
    assert_all_close(&values(&fit, |own| own.estimate), &[-0.0111428684808, -0.1195824019493]);
    assert_all_close(&values(&fit, |own| own.std_error), &[0.0890440193838, 0.4955944665284]);
    assert_all_close(&[fit.loglik_null, fit.loglik, fit.concordance.expect("pairs")], &[-29.6040194761, -29.5663635643, 0.568181818182]);
    let robust = fit_of(&uses, &CoxOptions { errors: Errors::Robust, ..CoxOptions::default() });
    assert_all_close(&values(&robust, |own| own.std_error), &[0.0666442341668, 0.4184069978313]);
    assert_all_close(&[robust.wald.statistic], &[0.144891856556]);
    assert_eq!(values(&robust, |own| own.model_error), values(&fit, |own| own.std_error));
    let clusters = MADE.map(|row| row.7);
    let clustered = fit_of(&uses, &CoxOptions { errors: Errors::Clustered(&clusters), ..CoxOptions::default() });
    assert_all_close(&values(&clustered, |own| own.std_error), &[0.0554138904614, 0.3983919324523]);
}

#[test]
fn the_test_of_proportional_hazards_is_that_of_r() {
    let tests = |uses: &[Use]| {
        let (_, own) = cox_with_proportionality(&made(uses), &made_design(), &CoxOptions::default()).expect("tests");
        own.terms.iter().map(|(_, test)| test.statistic).chain([own.global.statistic]).collect::<Vec<_>>()
    };
    assert_all_close(&tests(&[Use::Entry, Use::Stratum]), &[0.534351805925, 0.802630805369, 1.636971154365]);
    assert_all_close(&tests(&[]), &[0.950993512498, 0.651830506367, 2.342383392991]);
}

/// The columns of a formula of the reference file; cell types stand against squamous, as in R's own data.
fn reference_design(rows: &[Row], formula: &str) -> Design {
    let mut design = Design::new();
    for term in formula.split_once('~').expect("a formula").1.split('+').map(str::trim) {
        if term == "celltype" {
            let levels = ["squamous", "smallcell", "adeno", "large"].map(str::to_owned);
            let of: Vec<usize> = rows.iter().map(|row| levels.iter().position(|level| *level == row[term]).expect("a level")).collect();
            design.factor(term, &of, &levels).expect("a factor");
        } else {
            design.number(term, rows.iter().map(|row| number(row, term)).collect()).expect("numbers");
        }
    }
    design
}

#[test]
fn the_models_of_r_on_lung_and_veteran_are_met() {
    let (Some(lung), Some(veteran), Some(expected)) = (reference("lung.csv"), reference("veteran.csv"), reference("expected_cox.csv"))
    else {
        return;
    };
    for row in &expected {
        let rows = if row["data"] == "lung" { &lung } else { &veteran };
        let needs_ecog = row["formula"].contains("ph.ecog");
        let rows: Vec<_> = rows.iter().filter(|own| !needs_ecog || !own["ph.ecog"].is_empty()).cloned().collect();
        let ties = if row["ties"] == "efron" { Ties::Efron } else { Ties::Breslow };
        let design = reference_design(&rows, &row["formula"]);
        let fit = cox(&subjects(&rows, "time", "status", None), &design, &CoxOptions { ties, ..CoxOptions::default() }).expect("a fit");
        let own = fit.coefficients.iter().find(|own| own.name == row["term"]).expect("the term");
        assert_eq!((fit.n, fit.events), (number(row, "n") as u64, number(row, "events") as u64));
        assert_near(own.estimate.expect("a value"), row, "coef");
        assert_close(own.std_error.expect("a value"), row, "se");
        for (found, column) in own.ratio.expect("a ratio").into_iter().zip(["hr", "hr_lo", "hr_hi"]) {
            assert!((found / number(row, column) - 1.0).abs() < 1e-7, "{column}: {found} in {row:?}");
        }
        assert_close(fit.loglik_null, row, "loglik0");
        assert_close(fit.loglik, row, "loglik1");
        assert_close(fit.score.statistic, row, "score_chi2");
        assert_close(fit.likelihood_ratio.statistic, row, "lr_chi2");
        assert!((fit.wald.statistic - number(row, "wald_chi2")).abs() < 0.005001, "{row:?}");
        assert_close(fit.concordance.expect("pairs"), row, "concordance");
    }
}

/// R stops when the likelihood is still; a coefficient may then be off by a share of 1e-7 of its standard error.
fn assert_near(found: f64, row: &Row, column: &str) {
    let expected = number(row, column);
    assert!((found - expected).abs() <= 1e-7 * number(row, "se"), "{column}: {found} is not {expected} in {row:?}");
}

#[test]
fn a_column_that_repeats_others_has_no_coefficient() {
    let mut design = made_design();
    design.number("twice", MADE.iter().map(|row| 2.0 * row.3 - 7.0).collect()).expect("numbers");
    design.number("constant", vec![3.7; MADE.len()]).expect("numbers");
    let fit = cox(&made(&[]), &design, &CoxOptions::default()).expect("a fit");
    let plain = fit_of(&[], &CoxOptions::default());
    assert_eq!(fit.coefficients[..2], plain.coefficients[..]);
    assert!(fit.coefficients[2..].iter().all(|own| own.estimate.is_none() && own.std_error.is_none()));
    let lost = |name: &str| RegressionWarning::Collinear { name: name.to_owned() };
    assert_eq!(fit.warnings, [lost("twice"), lost("constant")]);
}

#[test]
fn a_perfect_separation_is_said_and_does_not_end_in_nonsense() {
    let subjects: Vec<_> = (1..=10).map(|time| Subject::new(f64::from(time), u32::from(time <= 5))).collect();
    let mut design = Design::new();
    design.number("early", (1..=10).map(|time| f64::from(u8::from(time <= 5))).collect()).expect("numbers");
    let fit = cox(&subjects, &design, &CoxOptions::default()).expect("a fit");
    assert_eq!(fit.warnings, [RegressionWarning::Endless { name: "early".to_owned() }]);
    assert!(fit.coefficients[0].estimate.expect("a value") > 5.0);
}

/// Broke us once: one event, of the row with the lowest value. The likelihood climbs to 0 and no share of it is small.
#[test]
fn a_likelihood_that_climbs_to_nothing_is_said_to_do_so() {
    let mut design = Design::new();
    design.number("x", vec![2.0, -2.0, -3.0, 0.0]).expect("numbers");
    let subjects = [Subject::new(7.0, 0), Subject::new(2.0, 0), Subject::new(1.0, 1), Subject::new(3.0, 0)];
    let fit = cox(&subjects, &design, &CoxOptions::default()).expect("a fit");
    assert_eq!(fit.warnings, [RegressionWarning::Endless { name: "x".to_owned() }]);
    assert!(fit.coefficients[0].std_error.expect("an error") > 1.0);
}

/// Broke us once: whoever is at risk at an event has the same value, so what information there is is rounding.
#[test]
fn a_column_that_never_differs_among_those_at_risk_has_no_coefficient() {
    let rows = [(2, false, 1, 2, 2), (2, false, 1, 1, 2), (3, true, 0, 3, 1), (4, false, 3, 0, 3), (2, false, 0, 3, 3), (1, true, 0, 3, 1)];
    let (subjects, _) = model(&rows);
    for (shift, factor) in [(0.0, 1.0), (100.0, -3.0), (0.1, 0.7)] {
        let mut design = Design::new();
        design.number("x", rows.iter().map(|row| shift + factor * f64::from(row.3)).collect()).expect("numbers");
        assert_eq!(cox(&subjects, &design, &CoxOptions::default()).expect("a fit").coefficients[0].estimate, None);
    }
}

/// Broke us once: a sandwich of nothing.
#[test]
fn robust_errors_of_a_constant_column_do_not_panic() {
    let mut design = Design::new();
    design.number("x", vec![4.0; MADE.len()]).expect("numbers");
    for errors in [Errors::Model, Errors::Robust, Errors::Clustered(&[0; MADE.len()])] {
        let fit = cox_with_proportionality(&made(&[]), &design, &CoxOptions { errors, ..CoxOptions::default() }).expect("a fit").0;
        assert_eq!((fit.coefficients[0].estimate, fit.wald.p), (None, None));
    }
    assert!(super::super::fine_gray(&made(&[]), &design, 1, 0.95).is_ok());
}

/// Broke us once: who enters late has a risk so much higher that taking it out of the sums left only rounding.
#[test]
fn a_separation_behind_late_entry_is_said_too() {
    let rows = [(1, 0, 0, 0, 1), (5, 1, 0, 0, 3), (4, 0, 0, -1, 1), (1, 1, 0, -2, 1), (6, 0, 5, 0, 1), (2, 1, 1, -3, 3), (7, 0, 0, 2, 2)];
    let rows: Vec<_> = rows.iter().map(|row| (row.0, row.1 == 1, row.2, row.3, row.4)).collect();
    let (subjects, design) = model(&rows);
    let fit = cox(&subjects, &design, &CoxOptions::default()).expect("a fit");
    assert_eq!(fit.warnings, [RegressionWarning::Endless { name: "x".to_owned() }]);
    assert!(fit.coefficients[0].std_error.expect("an error") > 1.0);
}

/// Broke us once: the mean of x at the only event is its own, so the coefficient is 0, give or take 1e-17 by the order of the rows.
#[test]
fn a_coefficient_of_nothing_ranks_nobody() {
    let rows = [
        (7, false, 0, -2, 2),
        (1, false, 0, 0, 5),
        (6, false, 3, -1, 1),
        (4, false, 3, 0, 3),
        (2, true, 0, 0, 1),
        (6, false, 0, 2, 1),
        (2, false, 0, 1, 2),
    ];
    let reversed: Vec<_> = rows.iter().rev().copied().collect();
    for rows in [&rows[..], &reversed] {
        let (subjects, design) = model(rows);
        let fit = cox(&subjects, &design, &CoxOptions::default()).expect("a fit");
        assert!(fit.coefficients[0].estimate.is_some_and(|estimate| estimate.abs() < 1e-12));
        assert_eq!(fit.concordance, Some(0.5));
    }
}

#[test]
fn what_makes_no_sense_is_refused() {
    let many = [Subject { count: 1 << 40, ..Subject::new(1.0, 1) }, Subject::new(2.0, 1)];
    let mut two = Design::new();
    two.number("x", vec![0.0, 1.0]).expect("numbers");
    assert!(matches!(cox(&many, &two, &CoxOptions::default()), Err(SurvivalError::ManyEvents { .. })));
    assert!(cox(&many, &two, &CoxOptions { ties: Ties::Breslow, ..CoxOptions::default() }).is_ok());
    let censored: Vec<_> = (0..MADE.len()).map(|_| Subject::new(1.0, 0)).collect();
    let refuse = |subjects: &[Subject<'_>], design: &Design| cox(subjects, design, &CoxOptions::default()).expect_err("refused");
    assert_eq!(refuse(&censored, &made_design()), SurvivalError::NoEvents);
    assert_eq!(refuse(&made(&[]), &Design::new()), SurvivalError::NoColumns);
    assert_eq!(refuse(&[], &made_design()), SurvivalError::Empty);
    assert!(matches!(refuse(&[Subject::new(1.0, 1)], &made_design()), SurvivalError::Rows { .. }));
    let options = CoxOptions { errors: Errors::Clustered(&[0, 1]), ..CoxOptions::default() };
    assert!(matches!(cox(&made(&[]), &made_design(), &options), Err(SurvivalError::Rows { .. })));
}

#[test]
fn extremes_do_not_overflow() {
    let subjects: Vec<_> = (0..20).map(|row| Subject::new(f64::from(1 + row * 7 % 11), u32::from(row % 3 > 0))).collect();
    let mut design = Design::new();
    design.number("huge", (0..20).map(|row| 1e150 * f64::from(row * 13 % 17)).collect()).expect("numbers");
    design.number("tiny", (0..20).map(|row| 1e-150 * f64::from(row * 5 % 7)).collect()).expect("numbers");
    let fit = cox(&subjects, &design, &CoxOptions::default()).expect("a fit");
    assert!(fit.loglik.is_finite() && fit.coefficients.iter().all(|own| own.estimate.is_some_and(f64::is_finite)), "{fit:?}");
}

/// Rows for properties: time, event, entry, x, count.
fn made_rows() -> impl Strategy<Value = Vec<(u32, bool, u32, i32, u64)>> {
    proptest::collection::vec((1u32..12, any::<bool>(), 0u32..12, -3i32..4, 1u64..4), 8..30)
}

fn model(rows: &[(u32, bool, u32, i32, u64)]) -> (Vec<Subject<'static>>, Design) {
    let subject = |(time, event, entry, _, count): &(u32, bool, u32, i32, u64)| Subject {
        entry: Some(f64::from((*entry).min(time - 1))),
        count: *count,
        ..Subject::new(f64::from(*time), u32::from(*event))
    };
    let mut design = Design::new();
    design.number("x", rows.iter().map(|row| f64::from(row.3)).collect()).expect("numbers");
    (rows.iter().map(subject).collect(), design)
}

fn same_fit(one: &Regression, other: &Regression) -> bool {
    let close = |one: Option<f64>, other: Option<f64>| match (one, other) {
        (Some(one), Some(other)) => (one - other).abs() < 1e-7 * one.abs().max(1.0),
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    };
    !one.warnings.is_empty()
        || close(Some(one.loglik), Some(other.loglik))
            && close(one.concordance, other.concordance)
            && one
                .coefficients
                .iter()
                .zip(&other.coefficients)
                .all(|(one, other)| close(one.estimate, other.estimate) && close(one.std_error, other.std_error))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_count_weighs_as_that_many_copies_in_any_order(rows in made_rows()) {
        let mut copies: Vec<_> = rows.iter().flat_map(|row| vec![(row.0, row.1, row.2, row.3, 1); row.4 as usize]).collect();
        copies.reverse();
        let options = CoxOptions { errors: Errors::Robust, ..CoxOptions::default() };
        let of = |rows: &[_]| { let (subjects, design) = model(rows); cox(&subjects, &design, &options) };
        if let (Ok(one), Ok(other)) = (of(&rows), of(&copies)) {
            prop_assert!(same_fit(&one, &other), "{:?} {:?}", one, other);
        }
    }

    #[test]
    fn a_wait_cut_in_two_and_an_only_stratum_change_nothing(rows in made_rows()) {
        let (subjects, design) = model(&rows);
        let parts: Vec<_> = subjects.iter().flat_map(|own| {
            let middle = (own.entry.expect("an entry") + own.time) / 2.0;
            let own = Subject { stratum: Some("s"), ..*own };
            [Subject { time: middle, status: 0, ..own }, Subject { entry: Some(middle), ..own }]
        }).collect();
        let mut twice = Design::new();
        twice.number("x", rows.iter().flat_map(|row| [f64::from(row.3); 2]).collect()).expect("numbers");
        let clusters: Vec<u32> = (0..rows.len() as u32).flat_map(|row| [row; 2]).collect();
        let whole: Vec<u32> = (0..rows.len() as u32).collect();
        let one = cox(&subjects, &design, &CoxOptions { errors: Errors::Clustered(&whole), ..CoxOptions::default() });
        let other = cox(&parts, &twice, &CoxOptions { errors: Errors::Clustered(&clusters), ..CoxOptions::default() });
        if let (Ok(one), Ok(other)) = (one, other) {
            prop_assert!(same_fit(&one, &other), "{:?} {:?}", one, other);
        }
    }

    #[test]
    fn turning_a_column_around_turns_its_coefficient(rows in made_rows()) {
        let (subjects, design) = model(&rows);
        let mut turned = Design::new();
        turned.number("x", rows.iter().map(|row| 100.0 - 3.0 * f64::from(row.3)).collect()).expect("numbers");
        let options = CoxOptions::default();
        if let (Ok(one), Ok(other)) = (cox(&subjects, &design, &options), cox(&subjects, &turned, &options))
            && one.warnings.is_empty()
        {
            let (one, other) = (values(&one, |own| own.estimate)[0], values(&other, |own| own.estimate)[0]);
            prop_assert!((one + 3.0 * other).abs() < 1e-8 * one.abs().max(1.0));
        }
    }
}
