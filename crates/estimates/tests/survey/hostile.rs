//! Samples and questions that break programs: a clear refusal or the right answer, never a panic.

use estimates::survey::{
    Bounds, Calibration, Design, Distance, IntervalKind, LonelyPsu, Margin, Numbering, Question, Replicates, Replication, Sample,
    StageColumns, Statistic, SurveyError, Trimming, Variable, association, estimate,
};

use crate::made::{Y, ask, design, levels, numbers, question};

fn plain(weights: &[f64]) -> Sample {
    Sample::Linearised(Design::new(Some(weights.to_vec()), Vec::new(), Numbering::Throughout, LonelyPsu::Fail).expect("a design"))
}

fn refused(sample: &Sample, question: &Question, expected: &str) {
    let message = estimate(sample, question).expect_err("a refusal").to_string();
    assert!(message.contains(expected), "{message}");
}

#[test]
fn one_row_or_one_cluster_has_no_variance() {
    refused(&plain(&[3.0]), &question(numbers(&[1.0]), Statistic::Mean), "only one unit");
    let stage = StageColumns { clusters: Some(levels(&["a", "a"])), ..StageColumns::default() };
    let design = Design::new(None, vec![stage], Numbering::Throughout, LonelyPsu::Fail).expect("a design");
    refused(&Sample::Linearised(design.clone()), &question(numbers(&[1.0, 2.0]), Statistic::Mean), "only one unit");
    let one = Replicates::new(design, Replication::Jk1, None).expect_err("a refusal").to_string();
    assert!(one.contains("at least two"), "{one}");
}

#[test]
fn all_in_one_level_is_everyone_without_error() {
    let all = ask(&plain(&[1.0; 5]), &question(Variable::Factor(levels(&["a"; 5])), Statistic::Proportion));
    assert_eq!((all.estimate, all.std_error, all.lower, all.upper), (Some(1.0), Some(0.0), Some(1.0), Some(1.0)));
    let mut none = question(numbers(&[0.0; 20]), Statistic::Proportion);
    none.interval = IntervalKind::Beta;
    let none = ask(&plain(&[1.0; 20]), &none);
    // Clopper & Pearson: 1 − 0.025^(1/20).
    assert!((none.upper.expect("a limit") - (1.0 - 0.025f64.powf(0.05))).abs() < 1e-10 && none.lower == Some(0.0));
}

#[test]
fn a_domain_without_rows_or_values_has_no_estimate() {
    let mut by = question(Variable::Number(vec![Some(1.0), Some(2.0), None]), Statistic::Mean);
    by.domain = Some(levels(&["a", "a", "b"]));
    let rows = estimate(&plain(&[1.0; 3]), &by).expect("answers").rows;
    assert_eq!((rows[1].estimate, rows[1].std_error, rows[1].lower, rows[1].rows), (None, None, None, 0));
    by.statistic = Statistic::Quantile(0.5);
    assert_eq!(estimate(&plain(&[1.0; 3]), &by).expect("answers").rows[1].estimate, None);
}

#[test]
fn a_row_without_weight_counts_in_the_design_only() {
    let with = ask(&plain(&[1.0, 1.0, 1.0, 0.0]), &question(numbers(&[1.0, 2.0, 6.0, 1e9]), Statistic::Mean));
    assert_eq!((with.estimate, with.rows, with.degrees_of_freedom), (Some(3.0), 3, 2.0));
}

#[test]
fn questions_that_do_not_fit_are_refused_with_what_would() {
    let sample = Sample::Linearised(design());
    let factor = || Variable::Factor(levels(&["a"; 16]));
    refused(&sample, &question(factor(), Statistic::Quantile(0.5)), "are for numbers");
    refused(&sample, &question(numbers(&Y), Statistic::Quantile(1.5)), "between 0 and 1");
    refused(&sample, &question(numbers(&Y[..3]), Statistic::Mean), "has 3 rows where the sample has 16");
    refused(&sample, &Question { interval: IntervalKind::Logit, ..question(numbers(&Y), Statistic::Mean) }, "not 0 and 1 only");
    refused(&sample, &Question { interval: IntervalKind::Beta, ..question(numbers(&Y), Statistic::Total) }, "a total has wald");
    refused(&sample, &Question { level: 95.0, ..question(numbers(&Y), Statistic::Mean) }, "level 95");
    let alone = association(&sample, &levels(&["a"; 16]), &levels(&["b"; 16])).expect_err("a refusal");
    assert_eq!(alone, SurveyError::Table { side: "row", levels: 1 });
}

fn calibrate(margins: &[(&str, [f64; 4], f64)], distance: Distance, bounds: Option<Bounds>) -> Result<Design, SurveyError> {
    let margin =
        |(name, values, total): &(&str, [f64; 4], f64)| Margin { name: (*name).to_owned(), values: values.to_vec(), total: *total };
    let calibration = Calibration { margins: margins.iter().map(margin).collect(), distance, bounds };
    let design = Design::new(Some(vec![10.0; 4]), Vec::new(), Numbering::Throughout, LonelyPsu::Fail).expect("a design");
    design.calibrated(&calibration)
}

#[test]
fn margins_that_cannot_be_met_are_named() {
    let all = [1.0; 4];
    let girls = [1.0, 1.0, 0.0, 0.0];
    let check = |result: Result<Design, SurveyError>, expected: &str| {
        let message = result.expect_err("a refusal").to_string();
        assert!(message.contains(expected), "{message}");
    };
    check(calibrate(&[("all", all, 40.0), ("nobody", [0.0; 4], 5.0)], Distance::Linear, None), "margin 'nobody' asks for a total of 5");
    check(calibrate(&[("all", all, 40.0), ("again", all, 50.0)], Distance::Linear, None), "cannot be met together");
    check(calibrate(&[("all", all, 40.0), ("girls", girls, -5.0)], Distance::Raking, None), "margin 'girls' asks for -5");
    let narrow = Some(Bounds { lower: 0.9, upper: 1.1 });
    check(calibrate(&[("girls", girls, 30.0)], Distance::Logit, narrow), "it can only lie between 18 and 22");
    check(
        calibrate(&[("all", all, 40.0), ("girls", girls, 21.99), ("boys", [0., 0., 1., 1.], 21.99)], Distance::Linear, narrow),
        "cannot be met",
    );
    check(calibrate(&[("girls", [1.0, f64::NAN, 0.0, 0.0], 30.0)], Distance::Linear, None), "row 2 has no value for margin 'girls'");
    check(calibrate(&[("all", all, 40.0)], Distance::Logit, None), "needs bounds");
    check(calibrate(&[("all", all, 40.0)], Distance::Linear, Some(Bounds { lower: 1.2, upper: 2.0 })), "both sides of 1");
}

/// Both sexes and everyone: one of three is known from the others, and the answer is right.
#[test]
fn margins_that_repeat_one_another_are_met() {
    let (girls, boys) = ([1.0, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 1.0]);
    for distance in [Distance::Linear, Distance::Raking] {
        let design =
            calibrate(&[("all", [1.0; 4], 50.0), ("girls", girls, 20.0), ("boys", boys, 30.0)], distance, None).expect("calibrated");
        for (found, wanted) in design.weights().iter().zip([10.0, 10.0, 15.0, 15.0]) {
            assert!((found - wanted).abs() < 1e-8, "{found}");
        }
    }
}

#[test]
fn limits_on_weights_that_cannot_hold_are_refused() {
    let design =
        |weights: &[f64]| Design::new(Some(weights.to_vec()), Vec::new(), Numbering::Throughout, LonelyPsu::Fail).expect("a design");
    assert!(design(&[1.0, 10.0]).trimmed(2.0, 3.0, Trimming::Once).is_err());
    assert!(design(&[1.0, 2.0, 10.0]).trimmed(1.0, 3.0, Trimming::Strict).is_err());
    assert!(design(&[1.0, 2.0]).trimmed(3.0, 2.0, Trimming::Once).is_err());
    assert!(design(&[1.0, 2.0]).trimmed(f64::NAN, 2.0, Trimming::Once).is_err());
}

#[test]
fn replicates_that_do_not_fit_are_refused() {
    let refused = |replication, expected: &str| {
        let message = Replicates::new(design(), replication, None).expect_err("a refusal").to_string();
        assert!(message.contains(expected), "{message}");
    };
    refused(Replication::Jk1, "use jkn");
    refused(Replication::Bootstrap { replicates: 1, seed: 1 }, "two replicates");
}

/// A stratum with one cluster hinders only what is about it.
#[test]
fn a_domain_elsewhere_is_not_hindered_by_a_lonely_cluster() {
    let stage = StageColumns { strata: Some(levels(&["a", "a", "a", "b"])), ..StageColumns::default() };
    let design = Design::new(Some(vec![2.0; 4]), vec![stage], Numbering::Throughout, LonelyPsu::Fail).expect("a design");
    let values = Variable::Number(vec![Some(1.0), Some(2.0), Some(6.0), None]);
    let mean = ask(&Sample::Linearised(design.clone()), &question(values, Statistic::Mean));
    assert!((mean.std_error.expect("an error") - (7.0f64 / 3.0).sqrt()).abs() < 1e-12);
    refused(&Sample::Linearised(design), &question(numbers(&[1.0; 4]), Statistic::Mean), "stratum 'b'");
}
