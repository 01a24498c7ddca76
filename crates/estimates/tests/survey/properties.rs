//! What must hold for every sample.

use estimates::survey::{
    Bounds, Calibration, Design, Distance, Factor, LonelyPsu, Margin, Numbering, Replicates, Replication, Sample, StageColumns, Statistic,
    estimate,
};
use proptest::prelude::*;

use crate::made::{agree, ask, numbers, question};

/// A made sample: stratum, school, weight, value, per row.
#[derive(Clone, Debug)]
struct Made {
    rows: Vec<(u8, u8, f64, f64)>,
}

impl Made {
    fn design(&self, lonely: LonelyPsu) -> Design {
        let text = |pick: fn(&(u8, u8, f64, f64)) -> String| Factor::of_texts(&self.rows.iter().map(pick).collect::<Vec<String>>());
        let stage = StageColumns {
            strata: Some(text(|row| format!("h{}", row.0))),
            clusters: Some(text(|row| format!("s{}-{}", row.0, row.1))),
            population: None,
        };
        Design::new(Some(self.weights()), vec![stage], Numbering::Throughout, lonely).expect("a design")
    }

    fn weights(&self) -> Vec<f64> {
        self.rows.iter().map(|row| row.2).collect()
    }

    fn values(&self) -> Vec<f64> {
        self.rows.iter().map(|row| row.3).collect()
    }
}

fn made() -> impl Strategy<Value = Made> {
    prop::collection::vec((0u8..3, 0u8..4, 0.5f64..20.0, -5.0f64..50.0), 8..40).prop_map(|rows| Made { rows })
}

fn calibration(made: &Made, distance: Distance, part: f64) -> Calibration {
    let weights = made.weights();
    let all: f64 = weights.iter().sum();
    let odd: Vec<f64> = (0..made.rows.len()).map(|row| (row % 2) as f64).collect();
    let of_odd: f64 = odd.iter().zip(&weights).map(|(value, weight)| value * weight).sum();
    let margins = vec![
        Margin { name: "all".into(), values: vec![1.0; weights.len()], total: all },
        Margin { name: "odd".into(), values: odd, total: of_odd + part * (all - of_odd) },
    ];
    Calibration { margins, distance, bounds: Some(Bounds { lower: 0.01, upper: 30.0 }) }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Calibrated totals equal their margins, whatever the distance.
    #[test]
    fn calibrated_totals_equal_their_margins(made in made(), part in -0.3f64..0.3) {
        for distance in [Distance::Linear, Distance::Raking, Distance::Logit] {
            let calibration = calibration(&made, distance, part);
            let Ok(design) = made.design(LonelyPsu::Remove).calibrated(&calibration) else { continue };
            for margin in &calibration.margins {
                let sample = Sample::Linearised(design.clone());
                let total = ask(&sample, &question(numbers(&margin.values), Statistic::Total));
                prop_assert!((total.estimate.expect("a total") - margin.total).abs() < 1e-7 * (1.0 + margin.total.abs()));
                prop_assert!(total.std_error.expect("an error") < 1e-6 * (1.0 + margin.total.abs()));
            }
        }
    }

    /// The order of rows changes nothing but rounding.
    #[test]
    fn order_changes_nothing(made in made(), turn in 1usize..7) {
        let mut turned = made.clone();
        turned.rows.rotate_left(turn % made.rows.len());
        let of = |made: &Made| ask(&Sample::Linearised(made.design(LonelyPsu::Adjust)), &question(numbers(&made.values()), Statistic::Mean));
        let (first, second) = (of(&made), of(&turned));
        agree(second.estimate, first.estimate.expect("a mean"), 1e-9);
        agree(second.std_error, first.std_error.expect("an error"), 1e-6);
    }

    /// A row cut in two with half the weight each says the same.
    #[test]
    fn a_row_cut_in_two_says_the_same(made in made(), which in 0usize..8) {
        let mut cut = made.clone();
        cut.rows[which].2 /= 2.0;
        let half = cut.rows[which];
        cut.rows.push(half);
        let of = |made: &Made| ask(&Sample::Linearised(made.design(LonelyPsu::Adjust)), &question(numbers(&made.values()), Statistic::Total));
        agree(of(&cut).estimate, of(&made).estimate.expect("a total"), 1e-9);
        agree(of(&cut).std_error, of(&made).std_error.expect("an error"), 1e-6);
    }

    /// Domains add up to the whole.
    #[test]
    fn domains_add_up(made in made()) {
        let sample = Sample::Linearised(made.design(LonelyPsu::Remove));
        let whole = ask(&sample, &question(numbers(&made.values()), Statistic::Total)).estimate.expect("a total");
        let mut by = question(numbers(&made.values()), Statistic::Total);
        by.domain = Some(Factor::of_texts(&(0..made.rows.len()).map(|row| (row % 3).to_string()).collect::<Vec<String>>()));
        let parts: f64 = estimate(&sample, &by).expect("answers").rows.iter().filter_map(|row| row.estimate).sum();
        prop_assert!((parts - whole).abs() < 1e-8 * (1.0 + whole.abs()));
    }
}

fn steady() -> Made {
    let row = |number: u32| ((number % 3) as u8, (number / 3 % 4) as u8, 1.0 + f64::from(number % 5), f64::from(number * number % 17));
    Made { rows: (0..48).map(row).collect() }
}

#[test]
fn the_number_of_threads_changes_no_digit() {
    let replication = Replication::Bootstrap { replicates: 200, seed: 7 };
    let run = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| {
            let made = steady();
            let replicates = Replicates::new(made.design(LonelyPsu::Fail), replication, Some(calibration(&made, Distance::Raking, 0.1)));
            ask(&Sample::Replicated(replicates.expect("replicates")), &question(numbers(&made.values()), Statistic::Mean))
        })
    };
    assert_eq!(run(1), run(4));
}

#[test]
fn another_seed_is_another_bootstrap_and_many_come_near_linearisation() {
    let made = steady();
    let of = |seed, replicates| {
        let replicates =
            Replicates::new(made.design(LonelyPsu::Fail), Replication::Bootstrap { replicates, seed }, None).expect("replicates");
        ask(&Sample::Replicated(replicates), &question(numbers(&made.values()), Statistic::Total)).std_error.expect("an error")
    };
    assert!((of(1, 50) - of(2, 50)).abs() > 1e-6);
    let linearised = ask(&Sample::Linearised(made.design(LonelyPsu::Fail)), &question(numbers(&made.values()), Statistic::Total));
    agree(Some(of(1, 4000)), linearised.std_error.expect("an error"), 0.04);
}

/// For a total the jackknife is the formula itself.
#[test]
fn the_jackknife_of_a_total_is_linearisation() {
    let made = steady();
    let replicates = Replicates::new(made.design(LonelyPsu::Fail), Replication::Jkn, None).expect("replicates");
    let jackknife = ask(&Sample::Replicated(replicates), &question(numbers(&made.values()), Statistic::Total));
    let linearised = ask(&Sample::Linearised(made.design(LonelyPsu::Fail)), &question(numbers(&made.values()), Statistic::Total));
    agree(jackknife.std_error, linearised.std_error.expect("an error"), 1e-10);
}
