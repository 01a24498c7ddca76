//! Textbook examples, and a made sample of which R's `survey` 4.1-1 printed the answers.

use estimates::survey::{
    Association, Bounds, Calibration, Design, Distance, Factor, IntervalKind, LonelyPsu, Margin, Numbering, Replicates, Replication,
    Sample, StageColumns, Statistic, Trimming, Variable, association,
};

use crate::made::{B, G, K, X, Y, agree, ask, design, levels, mean, numbers, question, stages};

/// Lohr (2010), Sampling: Design and Analysis, example 5.2: marks of four students in each of 5 of 100 suites.
#[test]
fn lohrs_suites_have_their_mean_and_standard_error() {
    let marks = [3.08, 2.60, 3.44, 3.04, 2.36, 3.04, 3.28, 2.68, 2.00, 2.56, 2.52, 1.88, 3.00, 2.88, 3.44, 3.64, 2.68, 1.92, 3.28, 3.20];
    let suites: Vec<String> = (0..20).map(|row| (row / 4).to_string()).collect();
    let stage = StageColumns { strata: None, clusters: Some(Factor::of_texts(&suites)), population: Some(vec![100.0; 20]) };
    let design = Design::new(None, vec![stage], Numbering::Throughout, LonelyPsu::Fail).expect("a design");
    let sample = Sample::Linearised(design);
    let average = ask(&sample, &question(numbers(&marks), Statistic::Mean));
    agree(average.estimate, 2.826, 1e-12);
    assert_eq!(format!("{:.3}", average.std_error.expect("an error")), "0.164");
    let total = ask(&sample, &question(numbers(&marks), Statistic::Total));
    agree(total.estimate, 1130.4, 1e-12);
    // 100² (1 − 5/100) s²/5 with the variance of the five totals, 2.25568.
    agree(total.std_error, (10_000.0 * 0.95 * 2.25568 / 5.0f64).sqrt(), 1e-9);
}

/// Särndal, Swensson & Wretman (1992), result 4.3.1, by hand: two of four clusters, two of four units in each.
#[test]
fn both_stages_add_their_variance() {
    let clusters = levels(&["a", "a", "b", "b"]);
    let first = StageColumns { strata: None, clusters: Some(clusters), population: Some(vec![4.0; 4]) };
    let second = StageColumns { population: Some(vec![4.0; 4]), ..StageColumns::default() };
    let design = Design::new(None, vec![first, second], Numbering::Throughout, LonelyPsu::Fail).expect("a design");
    let total = ask(&Sample::Linearised(design), &question(numbers(&[1., 3., 6., 10.]), Statistic::Total));
    // Cluster totals 4/2 × 4 = 8 and 4/2 × 16 = 32. Between: 16 (1 − 1/2) × 288 / 2; within: 2 Σ 16 (1 − 1/2) s² / 2, s² 2 and 8.
    agree(total.estimate, 80.0, 1e-12);
    agree(total.std_error, (16.0 * 0.5 * 288.0 / 2.0 + 2.0 * 16.0 * 0.5 * (2.0 + 8.0) / 2.0f64).sqrt(), 1e-12);
}

/// Cochran (1977), Sampling Techniques, equation 5.6: strata of 100 and 300, two drawn of each.
#[test]
fn strata_add_their_variance() {
    let stage = StageColumns {
        strata: Some(levels(&["small", "small", "large", "large"])),
        clusters: None,
        population: Some(vec![100., 100., 300., 300.]),
    };
    let design = Design::new(None, vec![stage], Numbering::Throughout, LonelyPsu::Fail).expect("a design");
    let mean = ask(&Sample::Linearised(design), &question(numbers(&[1., 3., 10., 14.]), Statistic::Mean));
    agree(mean.estimate, 0.25 * 2.0 + 0.75 * 12.0, 1e-12);
    let variance = 0.25f64.powi(2) * 0.98 * 2.0 / 2.0 + 0.75f64.powi(2) * (1.0 - 2.0 / 300.0) * 8.0 / 2.0;
    agree(mean.std_error, variance.sqrt(), 1e-12);
}

#[test]
fn a_two_stage_sample_has_the_estimates_of_r() {
    let sample = Sample::Linearised(design());
    let found = ask(&sample, &question(numbers(&Y), Statistic::Mean));
    agree(found.estimate, 7.7055555555556, 1e-12);
    agree(found.std_error, 0.61323593263427, 1e-12);
    agree(found.design_effect, 0.76155825512391, 1e-12);
    agree(found.lower, 6.5036352135666, 1e-12);
    assert_eq!(found.degrees_of_freedom, 6.0);
    let total = ask(&sample, &question(numbers(&Y), Statistic::Total));
    agree(total.std_error, 1682.3327058978, 1e-12);
    agree(total.design_effect, 7.0759816568841, 1e-12);
    let below = X.iter().map(|value| Some(*value)).collect();
    let ratio = ask(&sample, &question(numbers(&Y), Statistic::Ratio(below)));
    agree(ratio.estimate, 1.9899569583931, 1e-12);
    agree(ratio.std_error, 0.15211937016910, 1e-12);
    agree(ratio.design_effect, 3.1063617320437, 1e-12);
    let median = ask(&sample, &question(numbers(&Y), Statistic::Quantile(0.5)));
    assert_eq!((median.estimate, median.lower, median.upper), (Some(7.0), Some(5.0), Some(11.0)));
    agree(median.std_error, 1.2260351751520, 1e-12);
}

#[test]
fn a_domain_is_estimated_within_the_whole_design() {
    let mut of_k = question(numbers(&Y), Statistic::Mean);
    of_k.domain = Some(levels(&K));
    let rows = estimates::survey::estimate(&Sample::Linearised(design()), &of_k).expect("answers").rows;
    agree(rows[1].estimate, 9.1666666666667, 1e-12);
    agree(rows[1].std_error, 0.66871189941848, 1e-12);
    agree(rows[1].design_effect, 0.41111470024406, 1e-12);
}

#[test]
fn limits_of_a_proportion_are_those_of_r() {
    let check = |interval, lower: f64, upper: f64, tolerance| {
        let mut share = question(numbers(&B), Statistic::Proportion);
        share.interval = interval;
        let found = ask(&Sample::Linearised(design()), &share);
        agree(found.lower, lower, tolerance);
        agree(found.upper, upper, tolerance);
    };
    check(IntervalKind::Logit, 0.18587940099145, 0.74567351446353, 1e-11);
    check(IntervalKind::Beta, 0.16721414267514, 0.75925665205388, 1e-11);
    check(IntervalKind::Asin, 0.16465508271696, 0.75483602747701, 1e-11);
    // R fits a logistic model to a deviance of 1e-8.
    check(IntervalKind::Likelihood, 0.16832528965141, 0.75692229615166, 1e-6);
}

fn calibration(distance: Distance, bounds: Option<Bounds>) -> Calibration {
    let margin = |name: &str, values: Vec<f64>, total: f64| Margin { name: name.to_owned(), values, total };
    let in_b = G.iter().map(|level| f64::from(u8::from(*level == "b"))).collect();
    let margins = vec![margin("all", vec![1.0; 16], 1100.0), margin("g=b", in_b, 300.0), margin("x", X.to_vec(), 4400.0)];
    Calibration { margins, distance, bounds }
}

#[test]
fn calibrated_estimates_are_those_of_r() {
    let check = |distance, bounds, estimate: f64, error: f64, effect: f64, tolerance| {
        let found = mean(design().calibrated(&calibration(distance, bounds)).expect("calibrated"));
        agree(found.estimate, estimate, tolerance);
        agree(found.std_error, error, tolerance);
        agree(found.design_effect, effect, tolerance);
    };
    check(Distance::Linear, None, 7.8579634480590, 0.34118772741505, 0.24689317899162, 1e-11);
    check(Distance::Raking, None, 7.8535714090931, 0.34169273249249, 0.24797334126465, 1e-10);
    let bounds = Some(Bounds { lower: 0.5, upper: 2.0 });
    check(Distance::Logit, bounds, 7.8560701086491, 0.33978034202660, 0.24527344462689, 1e-9);
}

#[test]
fn post_stratified_estimates_are_those_of_r() {
    let totals = [("p".to_owned(), 500.0), ("q".to_owned(), 600.0)];
    let design = design().post_stratified(&levels(&K), &totals).expect("post-stratified");
    let total = ask(&Sample::Linearised(design), &question(numbers(&Y), Statistic::Total));
    agree(total.estimate, 8517.8571428571, 1e-12);
    agree(total.std_error, 402.66083025439, 1e-12);
}

#[test]
fn jackknife_replicates_are_those_of_r() {
    let sample = |calibration| Sample::Replicated(Replicates::new(design(), Replication::Jkn, calibration).expect("replicates"));
    let plain = ask(&sample(None), &question(numbers(&Y), Statistic::Mean));
    agree(plain.std_error, 0.51847271564165, 1e-12);
    let below = X.iter().map(|value| Some(*value)).collect();
    agree(ask(&sample(None), &question(numbers(&Y), Statistic::Ratio(below))).std_error, 0.16698439039529, 1e-12);
    let raked = ask(&sample(Some(calibration(Distance::Raking, None))), &question(numbers(&Y), Statistic::Mean));
    agree(raked.estimate, 7.8535714090931, 1e-9);
    agree(raked.std_error, 0.53288632195371, 1e-9);
}

#[test]
fn trimmed_weights_are_those_of_r() {
    let once = design().trimmed(48.0, 90.0, Trimming::Once).expect("trimmed");
    for (found, wanted) in once.weights().iter().step_by(2).zip([48., 48., 48., 46., 71., 48., 90., 51.]) {
        agree(Some(*found), wanted, 1e-12);
    }
    agree(mean(once).std_error, 0.60190284714649, 1e-12);
    // Weights 1 … 7 and 12 within 1 and 7.5, strictly: R's trimWeights.
    let weights = vec![1., 2., 3., 4., 5., 6., 7., 12.];
    let design = Design::new(Some(weights), Vec::new(), Numbering::Throughout, LonelyPsu::Fail).expect("a design");
    let strict = design.trimmed(1.0, 7.5, Trimming::Strict).expect("trimmed");
    agree(Some(strict.weights()[0]), 5.0 / 3.0, 1e-9);
    assert!(strict.weights().iter().all(|weight| *weight <= 7.5 * (1.0 + 1e-12)));
}

#[test]
fn a_lonely_school_counts_as_r_lets_it() {
    let mut strata = ["south"; 16];
    strata[..8].fill("north");
    strata[8..10].fill("lone");
    let mut columns = stages(&strata);
    let weights = design().weights().to_vec();
    let mut total = |lonely| {
        let design = Design::new(Some(weights.clone()), std::mem::take(&mut columns), Numbering::Throughout, lonely);
        columns = stages(&strata);
        design.map(|design| estimates::survey::estimate(&Sample::Linearised(design), &question(numbers(&Y), Statistic::Total)))
    };
    for (lonely, error) in
        [(LonelyPsu::Remove, 1785.8002991190), (LonelyPsu::Adjust, 2368.0566047570), (LonelyPsu::Average, 2181.5087955358)]
    {
        let rows = total(lonely).expect("a design").expect("an answer").rows;
        agree(rows[0].std_error, error, 1e-12);
    }
    let refused = total(LonelyPsu::Fail).expect("a design").expect_err("a refusal").to_string();
    assert!(refused.contains("stratum 'lone' has only one unit at stage 1"), "{refused}");
}

#[test]
fn tests_of_association_are_those_of_r() {
    let Association { tests, .. } = association(&Sample::Linearised(design()), &levels(&G), &levels(&K)).expect("tests");
    let expected = [
        ("F", 7.0292600627797, 0.037963871490927),
        ("Chisq", 4.2464096749811, 0.0080188479351564),
        ("Wald", 2.6476644676049, 0.15482640171732),
    ];
    for ((word, statistic, p), test) in expected.into_iter().zip(&tests) {
        assert_eq!(test.variant.word(), word);
        agree(Some(test.statistic), statistic, 1e-11);
        agree(Some(test.p), p, 1e-10);
    }
    assert_eq!((tests[0].numerator_df.round(), tests[0].denominator_df.round()), (1.0, 6.0));
}

#[test]
fn numbers_of_which_shares_are_asked_become_levels() {
    let ages = Variable::Number(vec![Some(10.0), Some(12.0), Some(10.0), None]);
    let design = Design::new(Some(vec![1.0; 4]), Vec::new(), Numbering::Throughout, LonelyPsu::Fail).expect("a design");
    let result = estimates::survey::estimate(&Sample::Linearised(design), &question(ages, Statistic::Proportion)).expect("answers");
    let shares: Vec<(Option<&str>, Option<f64>)> = result.rows.iter().map(|row| (row.level.as_deref(), row.estimate)).collect();
    assert_eq!(shares, [(Some("10"), Some(2.0 / 3.0)), (Some("12"), Some(1.0 / 3.0))]);
    assert_eq!((result.used, result.missing), (3, 1));
}
