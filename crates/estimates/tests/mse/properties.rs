//! What must hold for every table.

use estimates::mse::{Method, Overlap, Settings, estimate};
use proptest::prelude::*;

use crate::{names, table};

fn every_estimate(overlap: &Overlap) -> Vec<Option<f64>> {
    let settings = Settings { chains: 2, steps: 1000, ..Settings::default() };
    Method::every().iter().map(|method| estimate(overlap, method, &settings).expect("a result").estimate).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn order_and_splitting_of_rows_change_nothing(counts in proptest::collection::vec(0u64..60, 7), part in 1u64..20) {
        let rows: Vec<(u32, u64)> = (1u32..).zip(counts).collect();
        prop_assume!(rows.iter().any(|row| row.1 > 0));
        let split: Vec<(u32, u64)> = rows.iter().rev().flat_map(|(history, count)| {
            let first = count.min(&part);
            [(*history, *first), (*history, count - first)]
        }).collect();
        let (whole, parts) = (table(3, rows), Overlap::new(names(3), split).expect("a table"));
        prop_assert_eq!(every_estimate(&whole), every_estimate(&parts));
    }

    #[test]
    fn nobody_who_was_seen_is_lost(counts in proptest::collection::vec(0u64..60, 15)) {
        let rows: Vec<(u32, u64)> = (1u32..).zip(counts).collect();
        prop_assume!(rows.iter().any(|row| row.1 > 0));
        let overlap = table(4, rows);
        for found in every_estimate(&overlap).into_iter().flatten() {
            prop_assert!(found >= overlap.observed() as f64 * (1.0 - 1e-9), "{}", found);
        }
    }

    #[test]
    fn the_order_of_lists_changes_no_posterior_over_graphs(counts in proptest::collection::vec(1u64..90, 7)) {
        let rows: Vec<(u32, u64)> = (1u32..).zip(counts).collect();
        let turned = rows.iter().map(|(history, count)| (history >> 1 | (history & 1) << 2, *count));
        let of = |overlap: &Overlap| estimate(overlap, &Method::BayesAverage, &Settings::default()).expect("a result").estimate.expect("an estimate");
        let (one, other) = (of(&table(3, rows.clone())), of(&table(3, turned)));
        prop_assert!((one - other).abs() <= 1.0 + 0.002 * one, "{} {}", one, other);
    }
}

#[test]
fn any_number_of_threads_gives_the_same_digits() {
    let overlap = table(4, (1u32..16).map(|history| (history, u64::from(200 / history.count_ones() + history % 5))));
    let run = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        let settings = Settings { chains: 3, steps: 2000, replicates: 40, ..Settings::default() };
        pool.install(|| Method::every().iter().map(|method| estimate(&overlap, method, &settings).expect("a result")).collect::<Vec<_>>())
    };
    assert_eq!(run(1), run(4));
}
