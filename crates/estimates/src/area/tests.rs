//! Published numbers, a simple second implementation, and recovery of what was drawn.

use faer::Mat;
use rand::RngExt;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use super::*;

/// The columns of a file of the reference, or `None` where the folder is absent.
#[expect(clippy::disallowed_methods, clippy::disallowed_macros, clippy::print_stdout, reason = "a test reads the public reference data")]
fn reference(file: &str) -> Option<(Vec<String>, Vec<Vec<String>>)> {
    let path = format!("{}/../../../shared/reference/area/{file}", env!("CARGO_MANIFEST_DIR"));
    let Ok(text) = std::fs::read_to_string(path) else {
        println!("skipped: the reference folder is absent");
        return None;
    };
    let mut lines = text.lines().map(|line| line.split(',').map(|field| field.trim_matches('"').to_owned()).collect::<Vec<_>>());
    let header = lines.next()?;
    Some((header, lines.collect()))
}

fn numbers((header, rows): &(Vec<String>, Vec<Vec<String>>), name: &str) -> Vec<f64> {
    let column = header.iter().position(|own| own == name).expect("the column");
    rows.iter().map(|row| row[column].parse().expect("a number")).collect()
}

fn milk(table: &(Vec<String>, Vec<Vec<String>>)) -> (Vec<f64>, Vec<f64>, Design) {
    let variances = numbers(table, "SD").iter().map(|error| error * error).collect();
    let column = table.0.iter().position(|own| own == "MajorArea").expect("the column");
    let levels = table.1.iter().map(|row| row[column].clone()).collect();
    let design = Design::new(table.1.len(), &[Regression::Factor { name: "MajorArea".into(), levels }]).expect("a design");
    (numbers(table, "yi"), variances, design)
}

#[track_caller]
fn near(found: f64, expected: f64, relative: f64) {
    assert!((found - expected).abs() <= relative * expected.abs(), "{found} is not {expected}");
}

#[test]
fn milk_has_its_published_variances_and_predictors() {
    let Some(table) = reference("milk_eblup.csv") else { return };
    let (values, variances, design) = milk(&table);
    let direct = Direct { values: &values, variances: &variances };
    for (method, name, variance) in
        [(Method::Reml, "REML", 0.018_550_222_322_7), (Method::Ml, "ML", 0.015_517_550_263_3), (Method::Moments, "FH", 0.016_420_270_383_3)]
    {
        let model = fay_herriot(&direct, &design, method, Stop::default()).expect("a model");
        near(model.variance, variance, 1e-11);
        assert!(model.warnings.is_empty());
        let expected = numbers(&table, &format!("eblup_{name}")).into_iter().zip(numbers(&table, &format!("mse_{name}")));
        for (area, (eblup, mse)) in model.areas.iter().zip(expected) {
            near(area.eblup, eblup, 1e-10);
            near(area.mse, mse, 1e-10);
        }
    }
}

/// Four areas, a common mean, equal variances: everything by hand.
#[test]
fn equal_variances_give_the_james_stein_estimator() {
    let (values, variances) = ([1.0, 2.0, 3.0, 6.0], [1.0; 4]);
    let direct = Direct { values: &values, variances: &variances };
    let design = Design::new(4, &[]).expect("a design");
    let stop = Stop { precision: 1e-13, steps: 500 };
    // Mean 3, squares 4 + 1 + 0 + 9 = 14: REML and moments give 14/3 − 1, ML 14/4 − 1.
    for (method, variance) in [(Method::Reml, 11.0 / 3.0), (Method::Moments, 11.0 / 3.0), (Method::Ml, 2.5)] {
        let model = fay_herriot(&direct, &design, method, stop).expect("a model");
        near(model.variance, variance, 1e-9);
        let weight = variance / (variance + 1.0);
        near(model.areas[3].eblup, 3.0 + weight * 3.0, 1e-9);
        near(model.areas[0].shrinkage, weight, 1e-9);
    }
}

#[test]
fn areas_that_do_not_differ_get_an_adjusted_variance_and_a_warning() {
    let (values, variances) = ([0.10, 0.11, 0.09, 0.10, 0.105, 0.095], [0.01, 0.02, 0.01, 0.03, 0.01, 0.02]);
    let direct = Direct { values: &values, variances: &variances };
    let design = Design::new(6, &[]).expect("a design");
    for method in [Method::Reml, Method::Ml, Method::Moments] {
        let model = fay_herriot(&direct, &design, method, Stop::default()).expect("a model");
        assert_eq!(model.warnings, [Warning::Adjusted]);
        assert!(model.variance > 0.0 && model.areas.iter().all(|area| area.mse > 0.0 && area.shrinkage > 0.0));
        // The slope of log A + log L is 0 there.
        let likelihood = if method == Method::Reml { Method::Reml } else { Method::Ml };
        let slope = score::score(likelihood, &direct, &design, model.variance).expect("a score").slope;
        near(-slope, 1.0 / model.variance, 1e-6);
    }
}

#[test]
fn the_score_is_the_slope_of_the_likelihood() {
    let (values, variances) = ([1.0, 2.5, 2.0, 4.0, 3.0], [0.5, 1.0, 0.7, 0.9, 1.2]);
    let covariate = Regression::Number { name: "x".into(), values: vec![1.0, 2.0, 2.0, 4.0, 3.5] };
    let design = Design::new(5, &[covariate]).expect("a design");
    let direct = Direct { values: &values, variances: &variances };
    for method in [Method::Ml, Method::Reml] {
        let at = |between: f64| plain_likelihood(&direct, &design, between, method);
        let slope = (at(0.8 + 1e-6) - at(0.8 - 1e-6)) / 2e-6;
        near(score::score(method, &direct, &design, 0.8).expect("a score").slope, slope, 1e-6);
    }
}

/// The log-likelihood, term by term with whole matrices.
fn plain_likelihood(direct: &Direct<'_>, design: &Design, between: f64, method: Method) -> f64 {
    let weights: Vec<f64> = direct.variances.iter().map(|own| 1.0 / (own + between)).collect();
    let (inverse, beta) = design.regress(direct.values, &weights).expect("a regression");
    let fitted = design.fitted(&beta);
    let squares: f64 = (0..weights.len()).map(|at| weights[at] * (direct.values[at] - fitted[at]).powi(2)).sum();
    let spread = if method == Method::Reml { inverse.determinant().ln() } else { 0.0 };
    0.5 * (weights.iter().map(|weight| weight.ln()).sum::<f64>() - squares + spread)
}

/// Areas on a ring, each beside two others.
fn ring(areas: usize) -> Vec<Vec<f64>> {
    let beside = |one: usize, other: usize| (one + 1) % areas == other || (other + 1) % areas == one;
    (0..areas).map(|row| (0..areas).map(|column| f64::from(u8::from(beside(row, column)))).collect()).collect()
}

fn normal(random: &mut ChaCha8Rng) -> f64 {
    let (one, other): (f64, f64) = (random.random(), random.random());
    (-2.0 * (1.0 - one).ln()).sqrt() * (std::f64::consts::TAU * other).cos()
}

/// Effects of areas on a ring: (I − ρW)⁻¹u.
fn effects(random: &mut ChaCha8Rng, areas: usize, (between, correlation): (f64, f64)) -> Vec<f64> {
    use faer::linalg::solvers::Solve;
    let rows = ring(areas);
    let apart = Mat::from_fn(areas, areas, |row, column| f64::from(u8::from(row == column)) - correlation * rows[row][column] / 2.0);
    let own = Mat::from_fn(areas, 1, |_, _| between.sqrt() * normal(random));
    let shared = apart.partial_piv_lu().solve(&own);
    (0..areas).map(|at| shared[(at, 0)]).collect()
}

#[test]
fn model_estimates_beat_direct_ones_and_state_their_error() {
    let (areas, draws) = (40, 60);
    let variances: Vec<f64> = (0..areas).map(|at| 0.3 + 0.05 * (at % 20) as f64).collect();
    let covariate: Vec<f64> = (0..areas).map(|at| (at % 7) as f64).collect();
    let design = Design::new(areas, &[Regression::Number { name: "x".into(), values: covariate.clone() }]).expect("a design");
    let neighbours = Neighbours::new(&ring(areas)).expect("neighbours");
    let mut random = ChaCha8Rng::seed_from_u64(7);
    let [mut direct_error, mut plain_error, mut spatial_error, mut stated, mut spatially_stated] = [0.0; 5];
    for _ in 0..draws {
        let shared = effects(&mut random, areas, (0.4, 0.8));
        let truth: Vec<f64> = (0..areas).map(|at| 2.0 + 0.5 * covariate[at] + shared[at]).collect();
        let values: Vec<f64> = (0..areas).map(|at| truth[at] + variances[at].sqrt() * normal(&mut random)).collect();
        let direct = Direct { values: &values, variances: &variances };
        let plain = fay_herriot(&direct, &design, Method::Reml, Stop::default()).expect("a model");
        let near = spatial(&direct, &design, &neighbours, Method::Reml, Stop::default()).expect("a model");
        for at in 0..areas {
            direct_error += (values[at] - truth[at]).powi(2);
            plain_error += (plain.areas[at].eblup - truth[at]).powi(2);
            spatial_error += (near.areas[at].eblup - truth[at]).powi(2);
            stated += plain.areas[at].mse;
            spatially_stated += near.areas[at].mse;
        }
    }
    assert!(plain_error < 0.75 * direct_error, "{plain_error} {direct_error}");
    assert!(spatial_error < 0.97 * plain_error, "{spatial_error} {plain_error}");
    assert!((0.9..1.1).contains(&(stated / plain_error)), "{}", stated / plain_error);
    assert!((0.9..1.1).contains(&(spatially_stated / spatial_error)), "{}", spatially_stated / spatial_error);
}

#[test]
fn without_correlation_the_spatial_model_is_the_plain_one() {
    let areas = 30;
    let mut random = ChaCha8Rng::seed_from_u64(3);
    let variances = vec![0.5; areas];
    let values: Vec<f64> = (0..areas).map(|_| normal(&mut random) + 0.7 * normal(&mut random)).collect();
    let direct = Direct { values: &values, variances: &variances };
    let design = Design::new(areas, &[]).expect("a design");
    let step = spatial::step_at(&direct, &design, &Neighbours::new(&ring(areas)).expect("neighbours"), (0.8, 0.0));
    for at in 0..areas {
        near(step.shape[(at, at)], 1.0, 1e-12);
        near(step.inverse[(at, at)], 1.0 / 1.3, 1e-12);
    }
}

#[test]
fn the_spatial_score_is_the_slope_of_the_likelihood() {
    let areas = 12;
    let mut random = ChaCha8Rng::seed_from_u64(5);
    let variances: Vec<f64> = (0..areas).map(|at| 0.2 + 0.1 * at as f64).collect();
    let values: Vec<f64> = (0..areas).map(|_| 1.0 + normal(&mut random)).collect();
    let direct = Direct { values: &values, variances: &variances };
    let design = Design::new(areas, &[]).expect("a design");
    let neighbours = Neighbours::new(&ring(areas)).expect("neighbours");
    for method in [Method::Ml, Method::Reml] {
        let likelihood = |between: f64, correlation: f64| {
            let step = spatial::step_at(&direct, &design, &neighbours, (between, correlation));
            let residual = &step.projection * Mat::from_fn(areas, 1, |row, _| values[row]);
            let squares: f64 = (0..areas).map(|row| residual[(row, 0)] * values[row]).sum();
            let spread = if method == Method::Reml { step.spread.determinant().ln() } else { 0.0 };
            0.5 * (step.inverse.determinant().ln() - squares + spread)
        };
        let (slope, _) = spatial::step_at(&direct, &design, &neighbours, (0.6, 0.4)).score(method, &direct);
        near(slope[0], (likelihood(0.6 + 1e-5, 0.4) - likelihood(0.6 - 1e-5, 0.4)) / 2e-5, 1e-5);
        near(slope[1], (likelihood(0.6, 0.4 + 1e-5) - likelihood(0.6, 0.4 - 1e-5)) / 2e-5, 1e-5);
    }
}

#[test]
fn order_of_areas_changes_nothing() {
    let (values, variances) = ([1.0, 2.5, 2.0, 4.0, 3.0], [0.5, 1.0, 0.7, 0.9, 1.2]);
    let covariate = [1.0, 2.0, 2.0, 4.0, 3.5];
    let fit = |order: [usize; 5]| {
        let (values, variances) = (order.map(|at| values[at]), order.map(|at| variances[at]));
        let covariate = Regression::Number { name: "x".into(), values: order.map(|at| covariate[at]).to_vec() };
        let direct = Direct { values: &values, variances: &variances };
        fay_herriot(&direct, &Design::new(5, &[covariate]).expect("a design"), Method::Reml, Stop::default()).expect("a model")
    };
    let (one, other) = (fit([0, 1, 2, 3, 4]), fit([4, 2, 0, 1, 3]));
    for (at, place) in [4, 2, 0, 1, 3].into_iter().enumerate() {
        near(other.areas[at].eblup, one.areas[place].eblup, 1e-10);
        near(other.areas[at].mse, one.areas[place].mse, 1e-9);
    }
}

#[test]
fn a_benchmark_is_met_and_its_distance_shows() {
    let area = |eblup| AreaEstimate { eblup, mse: 0.01, shrinkage: 0.5, synthetic: 1.0 };
    let whole = benchmark(&[area(0.1), area(0.2)], &[100.0, 50.0], 24.0).expect("a benchmark");
    near(whole.areas[0].eblup * 100.0 + whole.areas[1].eblup * 50.0, 24.0, 1e-12);
    near(whole.areas[0].mse, 0.01 + 0.02_f64.powi(2), 1e-12);
    assert!(matches!(benchmark(&[area(0.0)], &[1.0], 1.0), Err(AreaError::Benchmark { .. })));
    assert!(matches!(benchmark(&[area(1.0)], &[1.0], -1.0), Err(AreaError::Benchmark { .. })));
}

#[test]
fn hostile_tables_are_refused_with_the_reason() {
    let design = |areas: usize| Design::new(areas, &[]).expect("a design");
    let fit = |values: &[f64], variances: &[f64], areas: usize| {
        fay_herriot(&Direct { values, variances }, &design(areas), Method::Reml, Stop::default()).expect_err("a refusal")
    };
    assert_eq!(Design::new(0, &[]), Err(AreaError::FewAreas { areas: 0, coefficients: 1, needed: 3 }));
    assert_eq!(fit(&[1.0, 2.0], &[1.0, 1.0], 2), AreaError::FewAreas { areas: 2, coefficients: 1, needed: 3 });
    assert_eq!(fit(&[1.0, 2.0, 3.0], &[1.0, 1.0], 3), AreaError::Length { given: 2, expected: 3 });
    assert_eq!(fit(&[1.0, f64::NAN, 3.0], &[1.0; 3], 3), AreaError::NotFinite { area: 2 });
    assert_eq!(fit(&[1.0, 2.0, 3.0], &[1.0, 0.0, 1.0], 3), AreaError::Variance { area: 2 });
    let twice = |name: &str| Regression::Number { name: name.into(), values: vec![1.0, 2.0, 4.0] };
    assert_eq!(Design::new(3, &[twice("a"), twice("b")]), Err(AreaError::Collinear { term: "b".into() }));
    let alone = Regression::Factor { name: "one".into(), levels: vec!["x".into(); 3] };
    assert_eq!(Design::new(3, &[alone]).expect("a design").terms().len(), 1);
    assert_eq!(Neighbours::new(&[vec![0.0, 0.0], vec![0.0, 0.0]]), Err(AreaError::NoNeighbours));
    assert_eq!(Neighbours::new(&[vec![0.0, 1.0], vec![0.0]]), Err(AreaError::Neighbours { row: 2, given: 1, expected: 2 }));
    assert_eq!(Neighbours::new(&[vec![0.0, -1.0], vec![1.0, 0.0]]), Err(AreaError::NeighbourWeight { row: 1 }));
    let (huge, tiny) = ([1e300, -1e300, 1e300, 5.0], [1e-300, 1.0, 1e300, 1e-10]);
    // Whatever comes out, it comes out.
    let _ = fay_herriot(&Direct { values: &huge, variances: &tiny }, &design(4), Method::Ml, Stop::default());
}
